/* describe_seat.c - where a document's issuer sits, on every map: see
 * describe.h. */
#include "indexer/describe.h"

enum { NOWHERE = -1 };

/* Which map a document of u->date is drawn on. */
static unsigned era_of(const struct cvd_date *d)
{
    bool now = d->year > 2025 || (d->year == 2025 && d->month >= 7);

    return now ? CVD_ERA_NOW : CVD_ERA_BEFORE | CVD_ERA_HISTORIC;
}

static int32_t province_of(const struct cvd_understood *u,
                           struct cvd_str slug)
{
    int32_t p = cvd_province_by_slug(slug, era_of(&u->date));
    unsigned any = CVD_ERA_BEFORE | CVD_ERA_NOW | CVD_ERA_HISTORIC;

    return p >= 0 ? p : cvd_province_by_slug(slug, any);
}

/* The seat: as given, else by the name of an issuer that was given, else as
 * the form says. */
enum cvd_status cvd_find_seat(struct cvd_understood *u,
                                 const struct cvd_subject *s)
{
    struct cvd_str none = { NULL, 0 };
    struct cvd_str province = cvd_given_or(s, CVD_F_PROVINCE, none);
    struct cvd_str district = cvd_given_or(s, CVD_F_DISTRICT, none);
    struct cvd_str issuer = cvd_given_or(s, CVD_F_ISSUER, none);
    int32_t known = province.len ? province_of(u, province) : NOWHERE;
    struct cvd_str name = district.len ? district : issuer;

    if (!cvd_is_given(s, CVD_F_PROVINCE) && !name.len) {
        u->seat = (struct cvd_seat){ u->form.province, u->form.district,
                                     u->form.commune,
                                     u->form.place_ambiguous };
        return CVD_OK;
    }
    u->seat = (struct cvd_seat){ known, NOWHERE, NOWHERE, false };
    enum cvd_status st =
        name.len ? cvd_seat_read(name, &u->date, known, &u->seat) : CVD_OK;
    if (cvd_is_given(s, CVD_F_PROVINCE))
        u->seat.province = known;
    return st;
}

static enum cvd_status add_on_map(struct cvd_understood *u, int32_t province)
{
    const char *slug = province >= 0 ? cvd_place((size_t)province)->slug
                                     : NULL;

    return slug ? cvd_terms_add(&u->terms, CVD_F_ON_MAP, cvd_str_from(slug))
                : CVD_OK;
}

/* Every map's name for where the issuer sits: asked for Khánh Hòa, people
 * want what Ninh Thuận issued, and asked for Bình Định what a commune of its
 * land issued after it was gone. */
static enum cvd_status add_maps(struct cvd_understood *u)
{
    enum { WAS_MAX = 8 };
    int32_t was[WAS_MAX];
    int32_t p = u->seat.province;
    size_t n = u->seat.commune >= 0
                   ? cvd_commune_was(u->seat.commune, was, WAS_MAX)
                   : 0;
    enum cvd_status st = add_on_map(u, p);

    if (st == CVD_OK && p >= 0)
        st = add_on_map(u, cvd_province_now(p));
    for (size_t i = 0; i < n && st == CVD_OK; i++)
        st = add_on_map(u, was[i]);
    return st;
}

enum cvd_status cvd_describe_province(struct cvd_understood *u,
                                         const struct cvd_subject *s)
{
    int32_t p = u->seat.province;
    const char *slug = p >= 0 ? cvd_place((size_t)p)->slug : NULL;
    struct cvd_str code = cvd_given_or(s, CVD_F_PROVINCE, cvd_str_from(slug));
    int32_t now = p >= 0 ? cvd_province_now(p) : NOWHERE;
    enum cvd_status st = cvd_keep(u, CVD_F_PROVINCE, code);

    if (st == CVD_OK && code.len)
        st = cvd_add_slug(u, CVD_F_PROVINCE, code);
    if (st == CVD_OK && code.len && p < 0) /* one that no table has */
        st = cvd_add_slug(u, CVD_F_ON_MAP, code);
    if (st == CVD_OK && now >= 0)
        st = cvd_keep_text(u, CVD_F_PROVINCE_NOW, cvd_place((size_t)now)->slug);
    return st == CVD_OK ? add_maps(u) : st;
}

enum cvd_status cvd_describe_district(struct cvd_understood *u,
                                         const struct cvd_subject *s)
{
    struct cvd_buf name = { 0 };
    enum cvd_status st = CVD_OK;

    if (u->seat.district >= 0) {
        const struct cvd_place *d = cvd_place((size_t)u->seat.district);
        st = cvd_buf_printf(&name, "%s %s", d->kind, d->name);
        if (st == CVD_OK) /* asked for by the name alone as well */
            st = cvd_add_slug(u, CVD_F_DISTRICT, cvd_str_from(d->name));
    }
    if (st == CVD_OK)
        st = cvd_keep_named(u, CVD_F_DISTRICT,
                        cvd_given_or(s, CVD_F_DISTRICT, cvd_buf_str(&name)));
    cvd_buf_release(&name);
    return st;
}

