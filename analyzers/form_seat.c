/* form_seat.c - where the issuer of a document sits.
 *
 * analyzers/ may include base/ and ICU. */
#include "analyzers/bodies.h"
#include "analyzers/places.h"

enum {
    MATCHES_MAX = 64,
    NAMED_MAX = 8,       /* provinces of one name, of all eras */
    TOKENS_MAX = 1500,   /* of the text that are asked for its province */
};

/* The one province that `text` calls so with its kind ("trên địa bàn tỉnh Hà
 * Tĩnh"), -1 where there is none or another. */
static int32_t province_of_text(struct cvd_str text,
                                const struct cvd_tokens *t)
{
    struct cvd_place_match m[MATCHES_MAX];
    size_t end = t->count < TOKENS_MAX ? t->count : TOKENS_MAX;
    size_t n = cvd_places_find(text, t, 0, end, false, false, m, MATCHES_MAX);
    int32_t found = -1;

    for (size_t i = 0; i < n; i++) {
        const struct cvd_place *p = cvd_place((size_t)m[i].place);

        if (p->level != CVD_PROVINCE || !m[i].with_kind || !m[i].exact)
            continue;
        if (found >= 0 && strcmp(cvd_place((size_t)found)->name, p->name))
            return -1;
        found = m[i].place;
    }
    return found;
}

static enum cvd_status read_seat(struct cvd_form *f, struct cvd_str name,
                                 int32_t province)
{
    struct cvd_seat seat;

    if (!name.len)
        return CVD_OK;
    enum cvd_status st = cvd_seat_read(name, &f->header.date, province, &seat);
    if (st != CVD_OK)
        return st;
    if (f->province < 0)
        f->province = seat.province;
    if (f->district < 0)
        f->district = seat.district;
    if (f->commune < 0)
        f->commune = seat.commune;
    f->place_ambiguous = seat.ambiguous;
    return CVD_OK;
}

/* The era of `d`: the new provinces are from 2025-07-01 (Nghị quyết
 * 202/2025/QH15). */
static unsigned era_of(const struct cvd_date *d)
{
    if (!d->year || d->year < 2025 || (d->year == 2025 && d->month < 7))
        return CVD_ERA_BEFORE | CVD_ERA_HISTORIC;
    return CVD_ERA_NOW;
}

/* The province the date line names, of the era of the document; not the
 * capital, where bodies of the whole country sit. */
static int32_t province_of_line(const struct cvd_form *f)
{
    int32_t found[NAMED_MAX];
    size_t n = f->place.len ? cvd_provinces_named(f->place, found, NAMED_MAX)
                            : 0;

    for (size_t i = 0; i < n; i++)
        if (cvd_place((size_t)found[i])->era & era_of(&f->header.date))
            return strcmp(cvd_place((size_t)found[i])->slug, "ha-noi")
                       ? found[i] : -1;
    return -1;
}

/* Whether only a sign or two stand in bytes [i, end). */
static bool is_joint(struct cvd_str s, size_t i, size_t end)
{
    enum { JOINT_BYTES_MAX = 5 }; /* " – " */

    return end - i <= JOINT_BYTES_MAX && memchr(s.ptr + i, '"', end - i) ==
                                             NULL;
}

/* Leave out what a place lies in: "xã An Ninh, huyện Bình Lục, tỉnh Hà Nam"
 * is its seat; the body is that of xã An Ninh. */
static enum cvd_status drop_superiors(struct cvd_form *f)
{
    struct cvd_place_match m[MATCHES_MAX];
    struct cvd_tokens t = { 0 };
    enum cvd_status st = cvd_tokenize(f->issuer, &t);
    size_t n = st != CVD_OK ? 0
                            : cvd_places_find(f->issuer, &t, 0, t.count,
                                              false, true, m, MATCHES_MAX);

    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            size_t end = t.tok[m[i].first + m[i].count - 1].end;
            size_t next = t.tok[m[k].first].start;

            if (!m[i].with_kind || !m[k].with_kind || next < end ||
                cvd_place((size_t)m[i].place)->level <=
                    cvd_place((size_t)m[k].place)->level ||
                !is_joint(f->issuer, end, next))
                continue;
            f->issuer.len = end;
            i = k = n;
        }
    cvd_tokens_release(&t);
    return st;
}

/* What is below a district sits in it: "HUYỆN ỦY HÒA VANG / ĐẢNG ỦY XÃ HÒA
 * NINH". */
static enum cvd_status district_of_parent(struct cvd_form *f)
{
    struct cvd_seat seat;

    if (!f->parent_issuer.len)
        return CVD_OK;
    enum cvd_status st = cvd_seat_read(f->parent_issuer, &f->header.date,
                                       f->province, &seat);
    if (st == CVD_OK && seat.district >= 0 &&
        (f->province < 0 || seat.province == f->province))
        f->district = seat.district;
    return st;
}

/* Where several communes are called like the issuer's, the one in a district
 * that the text names: "UBND xã Nghĩa Thái … UBND huyện Tân Kỳ".  Unknown
 * still where two districts it names have one. */
static enum cvd_status seat_by_district(struct cvd_str text,
                                        const struct cvd_tokens *t,
                                        struct cvd_form *f)
{
    struct cvd_place_match m[MATCHES_MAX];
    struct cvd_buf name = { 0 };
    struct cvd_seat seat, found = { -1, -1, -1, true };
    bool several = false;
    size_t end = t->count < TOKENS_MAX ? t->count : TOKENS_MAX;
    size_t n = cvd_places_find(text, t, 0, end, false, false, m, MATCHES_MAX);
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        const struct cvd_place *p = cvd_place((size_t)m[i].place);

        if (p->level != CVD_DISTRICT || !m[i].with_kind || !m[i].exact)
            continue;
        cvd_buf_clear(&name);
        st = cvd_buf_printf(&name, "%.*s, %s %s", (int)f->issuer.len,
                            f->issuer.ptr, p->kind, p->name);
        if (st == CVD_OK)
            st = cvd_seat_read(cvd_buf_str(&name), &f->header.date, -1,
                               &seat);
        if (st != CVD_OK || seat.ambiguous || seat.commune < 0)
            continue;
        several = several || (found.commune >= 0 &&
                              found.commune != seat.commune);
        found = seat;
    }
    cvd_buf_release(&name);
    if (st == CVD_OK && found.commune >= 0 && !several) {
        f->province = found.province;
        f->district = found.district;
        f->commune = found.commune;
        f->place_ambiguous = false;
    }
    return st;
}

enum cvd_status cvd_form_seat(struct cvd_str text, const struct cvd_tokens *t,
                              bool central, struct cvd_form *f)
{
    if (central || !f->issuer.len)
        return CVD_OK;
    enum cvd_status st = read_seat(f, f->issuer, -1);
    if (st == CVD_OK && f->province < 0 && f->parent_issuer.len) {
        int32_t district = f->district, commune = f->commune;

        st = read_seat(f, f->parent_issuer, -1);
        f->district = district;
        f->commune = commune;
    }
    if (st == CVD_OK && f->province < 0 && f->place_ambiguous)
        st = seat_by_district(text, t, f);
    if (st == CVD_OK && f->province < 0) {
        int32_t province = province_of_line(f);

        if (province < 0)
            province = province_of_text(text, t);
        if (province >= 0)
            st = read_seat(f, f->issuer, province);
        if (f->province < 0)
            f->province = province;
    }
    if (era_of(&f->header.date) == CVD_ERA_NOW)
        f->district = -1; /* there are none any more */
    else if (st == CVD_OK && f->district < 0)
        st = district_of_parent(f);
    return st == CVD_OK ? drop_superiors(f) : st;
}
