/* places.h - provinces, districts and communes, before and since 2025-07-01.
 *
 * Until 2025-06-30 there were 63 provinces with districts and communes; since
 * 2025-07-01 there are 34 with communes alone (Nghị quyết 202/2025/QH15).
 * The same name and the same code may mean another area in another era, so a
 * place is known by its number here.  Pure functions over constant tables:
 * any thread may call them.
 * Sources: corpus/tables/provinces.tsv, provinces_2025.tsv,
 * provinces_historic.tsv, districts.tsv, wards.tsv, wards_2025.tsv. */
#ifndef CVD_ANALYZERS_PLACES_H
#define CVD_ANALYZERS_PLACES_H

#include "analyzers/analyzer.h"

#ifdef __cplusplus
extern "C" {
#endif

enum cvd_place_level { CVD_PROVINCE, CVD_DISTRICT, CVD_COMMUNE };

enum cvd_era {
    CVD_ERA_BEFORE = 1,   /* in being on 2025-06-30 */
    CVD_ERA_NOW = 2,      /* since 2025-07-01 */
    CVD_ERA_HISTORIC = 4  /* gone before 2025: Hà Tây, Hà Bắc, Từ Liêm */
};

/* Static storage. */
struct cvd_place {
    const char *name;     /* "Đức Thọ" */
    const char *kind;     /* "huyện", "thành phố", "tỉnh", "đặc khu" */
    const char *slug;     /* of a province "ha-tinh"; else NULL */
    const char *code;     /* of the statistics office; "" unknown */
    uint8_t level;        /* enum cvd_place_level */
    uint8_t era;          /* one of enum cvd_era */
    int32_t province;     /* number of the province of its era (of a province
                             itself; of an older district, of 2025-06-30) */
    int32_t district;     /* of a commune before 2025; else -1 */
};

/* Number of places; the place of number `i` < that. */
size_t cvd_place_count(void);
const struct cvd_place *cvd_place(size_t i);

/* The province of today where province `i` lay (Ninh Thuận: Khánh Hòa); `i`
 * itself of one of today's; -1 where it went to several. */
int32_t cvd_province_now(int32_t i);

/* The provinces of before that province `i` of today was made of: their
 * numbers in out[], how many (at most `max`).  For one of before: itself; for
 * a historic one, those of before that its land went to. */
size_t cvd_province_was(int32_t i, int32_t *out, size_t max);

/* The provinces of before whose land commune `i` of today lies on. */
size_t cvd_commune_was(int32_t i, int32_t *out, size_t max);

/* The province of `slug` in being in `era` (a mask; NOW is looked for last),
 * or -1. */
int32_t cvd_province_by_slug(struct cvd_str slug, unsigned era);

/* One way to write a province's name, of any era. */
struct cvd_province_spelling {
    const char *words;    /* canonical, one blank between two */
    int32_t place;        /* number */
    bool weak;            /* stands for other things as often: "ht", "hồ chí
                             minh" */
};

/* The spelling at *at (0: the first), *at moved behind it; false past the
 * last.  A spelling that needs its kind is passed over. */
bool cvd_province_spelled(size_t *at, struct cvd_province_spelling *out);

/* How a place is written where it was found. */
struct cvd_place_match {
    size_t first, count;  /* tokens, with the kind where it is written:
                             from "Huyện" of "Huyện ủy Đức Thọ" */
    int32_t place;        /* number */
    bool with_kind;       /* "huyện Đức Thọ", "TP. Vinh", "tỉnh Hà Tĩnh" */
    bool weak;            /* stands for other things as often and needs
                             company: "HT", "Hồ Chí Minh" */
    bool exact;           /* every mark as in the name; else some wanting */
};

/* All places that tokens [from, to) name, in the order of their first token,
 * then of their numbers; one name of several places gives several matches
 * (ten districts are called Châu Thành).  Of names that overlap the first
 * and longest is found, and with its kind before without.
 * A kind names the places of that kind; where there is none of that name,
 * those of its level (a huyện has become a thị xã).  "Huyện ủy", "Tỉnh đoàn"
 * tell the kind too.  Without its kind no commune, number (Quận 1), historic
 * place or district of one syllable (Vinh) is found, and a name of a
 * province is not that of its city.
 * With `any_marks` (a query without one mark) a name without marks is the
 * name; else a word that has marks must have the right ones, and a district
 * without its kind every one.  Without `any_case` every word of a name
 * begins with a capital, and after a family name it is a person's.  How
 * many, at most `max`. */
size_t cvd_places_find(struct cvd_str text, const struct cvd_tokens *t,
                       size_t from, size_t to, bool any_marks, bool any_case,
                       struct cvd_place_match *out, size_t max);

/* What a filter's value stands for: a province by name, alias, slug or code
 * ("Ninh Thuận", "ninh thuan", "Đắc Lắc", "TP.HCM", "58"), of any era; how
 * many numbers were put in out[] (a code of two eras gives two), at most
 * `max`; 0 too when out of memory. */
size_t cvd_provinces_named(struct cvd_str value, int32_t *out, size_t max);

/* Where a body named `name` sits: "Ủy ban nhân dân huyện Đức Thọ". */
struct cvd_seat {
    int32_t province, district, commune; /* numbers, -1 unknown */
    bool ambiguous;      /* several places of that name fit */
};

/* Read the seat off the text `name`, of a document of `date` (year 0:
 * unknown) whose province is known to be `province` (-1: not known; of any
 * era).  The last name of each level counts, with its kind; without it a
 * province at the end, or a district whose province is known.  What is
 * between quotation marks is another name's.  A document before 2025-07-01
 * speaks of the places of before, a later one of today's, unless only the
 * others fit; without date those of before, unless today's fit better.
 * A district gives its province where only one province has it; `province`
 * decides between several, but is not put in a name that says none.  What
 * stays open stays -1 and ambiguous.  CVD_ENOMEM, CVD_ELIMIT. */
enum cvd_status cvd_seat_read(struct cvd_str name, const struct cvd_date *date,
                              int32_t province, struct cvd_seat *out);

#ifdef __cplusplus
}
#endif
#endif
