/* date_places.c - where each date stands among those of all parts: see
 * opened.h. */
#include "store/opened.h"

#include <stdlib.h>

/* A date of some part. */
struct date {
    struct cvd_str value;
    uint32_t part, ordinal;
};

static int by_date(const void *pa, const void *pb)
{
    const struct date *a = pa, *b = pb;

    return cvd_str_compare(a->value, b->value);
}

static const struct cvd_column *dates_of(const struct cvd_store *s, size_t i)
{
    return &s->parts.parts[i].columns[CVD_F_DATE];
}

static bool make(const struct cvd_store *s, struct cvd_date_places *out)
{
    size_t parts = s->parts.count, count = 0, n = 0;

    for (size_t i = 0; i < parts; i++)
        count += dates_of(s, i)->values;
    struct date *all = malloc((count + 1) * sizeof *all);
    out->place = calloc(parts + 1, sizeof *out->place);
    bool ok = all && out->place;
    for (uint32_t i = 0; ok && i < parts; i++) {
        const struct cvd_column *c = dates_of(s, i);
        out->place[i] = calloc((size_t)c->values + 1, sizeof **out->place);
        ok = out->place[i] != NULL;
        for (uint32_t o = 1; ok && o <= c->values; o++)
            all[n++] = (struct date){ cvd_column_value(c, o), i, o };
    }
    if (ok)
        qsort(all, n, sizeof *all, by_date);
    out->places = 1;
    for (size_t i = 0; ok && i < n; i++) {
        out->places += i == 0 || by_date(&all[i - 1], &all[i]) != 0;
        out->place[all[i].part][all[i].ordinal] = out->places - 1;
    }
    free(all);
    return ok;
}

const struct cvd_date_places *cvd_date_places_of(struct cvd_store *s)
{
    if (!s->dates.place && !make(s, &s->dates)) {
        cvd_date_places_release(&s->dates, s->parts.count);
        return NULL;
    }
    return &s->dates;
}

void cvd_date_places_release(struct cvd_date_places *d, size_t parts)
{
    for (size_t i = 0; d->place && i < parts; i++)
        free(d->place[i]);
    free(d->place);
    *d = (struct cvd_date_places){ 0 };
}
