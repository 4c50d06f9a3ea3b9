/* places.c - the lists of places, and what became of each in 2025. */
#include "analyzers/names_table.h"
#include "analyzers/places_table.h"

#include <assert.h>
#include <pthread.h>

#include "gazetteer_tables.h"

const char *const cvd_place_kind_names[PLACE_KINDS] = {
#define X(id, text) [id] = text,
    CVD_PLACE_KIND_LIST(X)
#undef X
};

const struct cvd_place_row *const cvd_place_rows = rows;
const struct cvd_names *const cvd_place_names = &names;

const char *cvd_place_string(uint32_t offset)
{
    return pool + offset;
}

struct cvd_place_form cvd_place_form(uint32_t v)
{
    if (v < PLACES)
        return (struct cvd_place_form){ (int32_t)v, pool + rows[v].exact,
                                    rows[v].kind, rows[v].flags };
    const struct cvd_place_alias *a = &aliases[v - PLACES];
    return (struct cvd_place_form){ a->place, pool + a->exact, a->kind,
                                a->flags };
}

/* ---- one place ------------------------------------------------------- */

/* Written once, by the first who asks: with pointers in the file each start
 * of a program would have to relocate 40,000 of them. */
static struct cvd_place places[PLACES];
static pthread_once_t places_once = PTHREAD_ONCE_INIT;

static void fill_places(void)
{
    for (size_t i = 0; i < PLACES; i++) {
        const struct cvd_place_row *r = &rows[i];
        places[i] = (struct cvd_place){
            .name = pool + r->name, .kind = cvd_place_kind_names[r->kind],
            .slug = i < PROVINCES ? pool + slugs[i] : NULL,
            .code = pool + r->code, .level = r->level, .era = r->era,
            .province = r->province, .district = r->district
        };
    }
}

size_t cvd_place_count(void)
{
    return PLACES;
}

const struct cvd_place *cvd_place(size_t i)
{
    assert(i < PLACES);
    (void)pthread_once(&places_once, fill_places);
    return &places[i];
}

/* ---- what became of it ----------------------------------------------- */

static bool is_province(int32_t i)
{
    return i >= 0 && i < PROVINCES;
}

int32_t cvd_province_now(int32_t i)
{
    int32_t now = -1;

    if (!is_province(i))
        return -1;
    if (i < NOW_FIRST)
        return now_of[i];
    if (i < HISTORIC_FIRST)
        return i;
    const uint16_t *at = &historic_was_at[i - HISTORIC_FIRST];
    for (size_t k = at[0]; k < at[1]; k++) {
        if (now >= 0 && now != now_of[was[k]])
            return -1;
        now = now_of[was[k]];
    }
    return now;
}

/* Copy the list was[from, to). */
static size_t copy_was(size_t from, size_t to, int32_t *out, size_t max)
{
    size_t n = 0;

    for (; from < to && n < max; from++)
        out[n++] = was[from];
    return n;
}

size_t cvd_province_was(int32_t i, int32_t *out, size_t max)
{
    size_t n = 0;

    if (!is_province(i) || max == 0)
        return 0;
    if (i < NOW_FIRST) {
        out[0] = i;
        return 1;
    }
    if (i >= HISTORIC_FIRST)
        return copy_was(historic_was_at[i - HISTORIC_FIRST],
                        historic_was_at[i - HISTORIC_FIRST + 1], out, max);
    for (int32_t k = 0; k < NOW_FIRST && n < max; k++)
        if (now_of[k] == i)
            out[n++] = k;
    return n;
}

size_t cvd_commune_was(int32_t i, int32_t *out, size_t max)
{
    if (i < COMMUNE_NOW_FIRST || i >= PLACES)
        return 0;
    return copy_was(commune_was_at[i - COMMUNE_NOW_FIRST],
                    commune_was_at[i - COMMUNE_NOW_FIRST + 1], out, max);
}

/* Whether province `b` is `a`, or one of those `a` is made of. */
static bool holds(int32_t a, int32_t b)
{
    int32_t parts[NOW_FIRST];
    size_t n = cvd_province_was(a, parts, NOW_FIRST);

    for (size_t i = 0; i < n; i++)
        if (parts[i] == b)
            return true;
    return a == b;
}

bool cvd_provinces_related(int32_t a, int32_t b)
{
    return holds(a, b) || holds(b, a);
}

/* ---- how provinces are written --------------------------------------- */

bool cvd_province_spelled(size_t *at, struct cvd_province_spelling *out)
{
    enum { FORMS = PLACES + sizeof aliases / sizeof *aliases };

    while (*at < FORMS) {
        struct cvd_place_form f = cvd_place_form((uint32_t)*at);
        /* Behind the provinces are other places, then the aliases. */
        *at = *at + 1 == PROVINCES ? PLACES : *at + 1;
        if (!is_province(f.place) || (f.flags & FORM_NEEDS_KIND))
            continue;
        *out = (struct cvd_province_spelling){
            f.exact, f.place, (f.flags & FORM_WEAK) != 0
        };
        return true;
    }
    return false;
}

/* ---- by slug --------------------------------------------------------- */

int32_t cvd_province_by_slug(struct cvd_str slug, unsigned era)
{
    static const uint8_t order[] = { CVD_ERA_BEFORE, CVD_ERA_HISTORIC,
                                     CVD_ERA_NOW };

    for (size_t k = 0; k < sizeof order; k++)
        for (int32_t i = 0; i < PROVINCES; i++)
            if ((era & order[k]) && rows[i].era == order[k] &&
                cvd_str_equal(slug, cvd_str_from(pool + slugs[i])))
                return i;
    return -1;
}
