/* tiles_shown.c - see tiles_shown.h. */
#include "searchd/page/tiles_shown.h"

#include <stdio.h>

/* ---- from a code to its tile ----------------------------------------- */

static const struct tile *tile_called(const struct tile_map *m,
                                      const char *code)
{
    for (size_t i = 0; code && i < m->count; i++)
        if (strcmp(m->tiles[i].code, code) == 0)
            return &m->tiles[i];
    return NULL;
}

static const char *today(const char *code)
{
    return cvd_province_today(cvd_str_from(code));
}

static bool is_today(const char *code)
{
    const char *now = today(code);

    return now && strcmp(now, code) == 0;
}

/* The tile of before that alone became province `now` of today, if one did. */
static const struct tile *sole_part(const char *now)
{
    const struct tile_map *before = &tile_maps[PAGE_MAP_BEFORE];
    const struct tile *part = NULL;

    for (size_t i = 0; i < before->count; i++) {
        const char *became = today(before->tiles[i].code);
        if (!became || strcmp(became, now) != 0)
            continue;
        if (part)
            return NULL;
        part = &before->tiles[i];
    }
    return part;
}

/* Where on `m` a document of province `code` is counted; NULL: nowhere.  On
 * the map of before one of now has the place of its name, or of the one it
 * was (hue: thua-thien-hue). */
static const struct tile *tile_of(const struct tile_map *m, const char *code)
{
    if (m->map == PAGE_MAP_NOW)
        return tile_called(m, today(code));
    const struct tile *t = tile_called(m, code);
    return t || !is_today(code) ? t : sole_part(code);
}

void tile_filter(const struct tile_map *m, const struct tile *t,
                 char out[TILE_FILTER_MAX])
{
    const char *code = t->code;
    const char *now = today(code);

    /* By its name of now one that was renamed is found of either. */
    if (m->map == PAGE_MAP_BEFORE && now && !tile_called(m, now))
        code = now;
    (void)snprintf(out, TILE_FILTER_MAX, "%s%s",
                   m->map == PAGE_MAP_BEFORE ? "=" : "", code);
}

/* ---- counts ---------------------------------------------------------- */

const struct tile *tile_of_value(const struct tile_map *m,
                                 struct cvd_str value)
{
    char code[TILE_FILTER_MAX];

    if (value.len >= sizeof code)
        return NULL; /* no table has such a one */
    memcpy(code, value.ptr, value.len);
    code[value.len] = '\0';
    return tile_of(m, code);
}

static void count_tiles(struct tiles_shown *s, const struct cvd_facet *f)
{
    for (size_t k = 0; k < f->count; k++) {
        const struct tile *t = tile_of_value(s->map, f->values[k].value);
        uint64_t *n = t ? &s->counts[t - s->map->tiles] : NULL;
        if (n)
            *n += f->values[k].count;
        if (n && *n > s->most)
            s->most = *n;
    }
}

/* ---- filters --------------------------------------------------------- */

static void stand(struct tiles_shown *s, size_t filter, const struct tile *t,
                  enum standing st)
{
    uint8_t *now = t ? &s->standings[filter][t - s->map->tiles] : NULL;

    if (now && *now < st)
        *now = (uint8_t)st;
}

/* On the map of today: the whole of the tile, or one of those it was made
 * of. */
static void stand_now(struct tiles_shown *s, size_t filter, const char *code,
                      bool as_of)
{
    const struct tile *t = tile_of(s->map, code);
    const struct tile *sole = t ? sole_part(t->code) : NULL;
    bool whole = (!as_of && is_today(code)) ||
                 (sole && tile_of(&tile_maps[PAGE_MAP_BEFORE], code) == sole);

    stand(s, filter, t, whole ? CHOSEN : COVERED);
}

/* On the map of before: one tile, or all that a province of today was made
 * of. */
static void stand_before(struct tiles_shown *s, size_t filter,
                         const char *code, bool as_of)
{
    if (as_of || !is_today(code) || sole_part(code)) {
        stand(s, filter, tile_of(s->map, code), CHOSEN);
        return;
    }
    for (size_t i = 0; i < s->map->count; i++) {
        const char *now = today(s->map->tiles[i].code);
        if (now && strcmp(now, code) == 0)
            stand(s, filter, &s->map->tiles[i], COVERED);
    }
}

static void read_filters(struct tiles_shown *s)
{
    const char *codes[CVD_FILTER_TERMS_MAX];
    bool as_of;

    for (size_t i = 0; i < s->q->filter_count && i < URI_PARAMS_MAX; i++) {
        const struct cvd_filter *f = &s->q->filters[i];
        size_t n = f->field == CVD_F_PROVINCE
                       ? cvd_filter_provinces(f->value, &as_of, codes)
                       : 0;
        for (size_t k = 0; k < n; k++)
            if (s->map->map == PAGE_MAP_NOW)
                stand_now(s, i, codes[k], as_of);
            else
                stand_before(s, i, codes[k], as_of);
    }
}

enum standing tile_standing(const struct tiles_shown *s, size_t filter,
                            const struct tile *t)
{
    return (enum standing)s->standings[filter][t - s->map->tiles];
}

enum standing tile_is(const struct tiles_shown *s, const struct tile *t)
{
    enum standing all = OUTSIDE;

    for (size_t i = 0; i < URI_PARAMS_MAX; i++) {
        enum standing one = tile_standing(s, i, t);
        all = one > all ? one : all;
    }
    return all;
}

/* ---- all of it -------------------------------------------------------- */

void tiles_read(struct tiles_shown *out, const struct cvd_request *q,
                const struct tile_map *m, const struct cvd_facet *f)
{
    *out = (struct tiles_shown){ .q = q, .map = m };
    count_tiles(out, f);
    read_filters(out);
}
