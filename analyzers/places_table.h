/* places_table.h - how the lists of places are kept.
 *
 * Private to places*.c and mkplaces.c.  Places are numbered: provinces of
 * before, of today, historic ones; districts of 2025, older ones; communes
 * of before, of today.  Strings are offsets into one pool: pointers would
 * have to be relocated whenever a program starts. */
#ifndef CVD_ANALYZERS_PLACES_TABLE_H
#define CVD_ANALYZERS_PLACES_TABLE_H

#include "analyzers/names.h"
#include "analyzers/places.h"

#define CVD_PLACE_KIND_LIST(X) \
    X(PLACE_TINH, "tỉnh")      \
    X(PLACE_THANH_PHO, "thành phố") \
    X(PLACE_QUAN, "quận")      \
    X(PLACE_HUYEN, "huyện")    \
    X(PLACE_THI_XA, "thị xã")  \
    X(PLACE_PHUONG, "phường")  \
    X(PLACE_XA, "xã")          \
    X(PLACE_THI_TRAN, "thị trấn") \
    X(PLACE_DAC_KHU, "đặc khu")
enum cvd_place_kind {
#define X(id, text) id,
    CVD_PLACE_KIND_LIST(X)
#undef X
    PLACE_KINDS
};

/* How a form of a name may be read. */
enum {
    FORM_NEEDS_KIND = 1, /* a place only after its kind: communes, Quận 1 */
    FORM_WEAK = 2,       /* stands for other things too: HT, HCM */
    FORM_HYPHEN = 4,     /* has hyphens itself: Bà Rịa - Vũng Tàu */
    FORM_DOT = 8         /* a dot may part it: aliases, N.T Phong Hải */
};

struct cvd_place_row {
    uint32_t name, exact, code; /* in the pool; exact: canonical words */
    int16_t province, district; /* as in struct cvd_place */
    uint16_t last_year;         /* of a historic district; else 0 */
    uint8_t kind, level, era, flags;
};

struct cvd_place_alias {
    uint32_t exact;
    uint16_t place;
    uint8_t kind, flags;
};

/* The written form of number `v` of cvd_place_names: its name where it is the
 * number of a place, else an alias. */
struct cvd_place_form {
    int32_t place;
    const char *exact;
    uint8_t kind, flags;
};

extern const char *const cvd_place_kind_names[PLACE_KINDS];
extern const struct cvd_place_row *const cvd_place_rows;
extern const struct cvd_names *const cvd_place_names;

const char *cvd_place_string(uint32_t offset);
struct cvd_place_form cvd_place_form(uint32_t v);

/* Whether provinces `a` and `b`, of whatever era, share land. */
bool cvd_provinces_related(int32_t a, int32_t b);

#endif
