/* columns_facets.c - what answers show of the columns of all parts: counts
 * of values, dates.  See columns.h. */
#include "base/limits.h"
#include "store/part.h"

#include <stdlib.h>

/* ---- one field, counted ---------------------------------------------- */

/* Values in byte order, part behind part or all parts merged. */
struct counted {
    struct cvd_facet_value *values, *spare;
    size_t *runs;       /* where each part's begin; run_count + 1 */
    size_t run_count;
    size_t count;
};

static void counted_release(struct counted *v)
{
    free(v->values);
    free(v->spare);
    free(v->runs);
}

/* Append the values of one part that some document of `bits` has. */
static enum cvd_status count_part(const struct cvd_column *c,
                                  const uint64_t *bits, struct counted *v)
{
    uint64_t *counts = calloc((size_t)c->values + 1, sizeof *counts);
    size_t n = 0;

    if (!counts)
        return CVD_ENOMEM;
    cvd_column_count(c, bits, c->documents, counts);
    for (uint32_t o = 1; o <= c->values; o++)
        n += counts[o] != 0;
    struct cvd_facet_value *more =
        realloc(v->values, (v->count + n + 1) * sizeof *more);
    if (more) {
        v->values = more;
        for (uint32_t o = 1; o <= c->values; o++)
            if (counts[o])
                v->values[v->count++] = (struct cvd_facet_value){
                    cvd_column_value(c, o), counts[o]
                };
    }
    free(counts);
    return more ? CVD_OK : CVD_ENOMEM;
}

/* Merge the runs [from, mid) and [mid, to) into `out`: how many it has. */
static size_t merge_two(const struct cvd_facet_value *v, size_t from,
                        size_t mid, size_t to, struct cvd_facet_value *out)
{
    size_t a = from, b = mid, n = 0;

    while (a < mid && b < to) {
        int order = cvd_str_compare(v[a].value, v[b].value);
        out[n] = order <= 0 ? v[a++] : v[b++];
        if (order == 0)
            out[n].count += v[b++].count;
        n++;
    }
    while (a < mid)
        out[n++] = v[a++];
    while (b < to)
        out[n++] = v[b++];
    return n;
}

/* Merge neighbouring runs, so that half as many are left. */
static void merge_once(struct counted *v)
{
    size_t runs = 0, n = 0;

    for (size_t i = 0; i < v->run_count; i += 2) {
        size_t mid = v->runs[i + 1];
        size_t to = i + 2 <= v->run_count ? v->runs[i + 2] : mid;
        size_t got = merge_two(v->values, v->runs[i], mid, to,
                               v->spare + n);
        v->runs[runs++] = n; /* behind what is still to be read */
        n += got;
    }
    v->runs[runs] = n;
    v->run_count = runs;
    v->count = n;
    struct cvd_facet_value *t = v->values;
    v->values = v->spare;
    v->spare = t;
}

static enum cvd_status count_parts(const struct cvd_part *parts,
                                   size_t count,
                                   const uint64_t *const *bits_by_part,
                                   enum cvd_field field, struct counted *v)
{
    v->runs = calloc(count + 1, sizeof *v->runs);
    if (!v->runs)
        return CVD_ENOMEM;
    for (size_t i = 0; i < count; i++) {
        const struct cvd_column *c = &parts[i].columns[field];
        if (!bits_by_part[i] || !c->values)
            continue;
        if (count_part(c, bits_by_part[i], v) != CVD_OK)
            return CVD_ENOMEM;
        v->runs[++v->run_count] = v->count;
    }
    if (v->run_count <= 1)
        return CVD_OK;
    v->spare = malloc((v->count + 1) * sizeof *v->spare);
    if (!v->spare)
        return CVD_ENOMEM;
    while (v->run_count > 1)
        merge_once(v);
    return CVD_OK;
}

/* ---- the most frequent ----------------------------------------------- */

/* Sorts as values are shown: more documents first, then in their order. */
static uint64_t rank_key(const struct counted *v, size_t i)
{
    uint64_t n = v->values[i].count;

    return (uint64_t)(UINT32_MAX - (n < UINT32_MAX ? n : UINT32_MAX)) << 32 |
           i;
}

/* Let the key at i sink to where it belongs in a heap, the last shown on
 * top. */
static void sink(uint64_t *heap, size_t count, size_t i)
{
    for (size_t kid; (kid = 2 * i + 1) < count; i = kid) {
        if (kid + 1 < count && heap[kid + 1] > heap[kid])
            kid++;
        if (heap[i] >= heap[kid])
            return;
        uint64_t t = heap[i];
        heap[i] = heap[kid];
        heap[kid] = t;
    }
}

/* The `most` (not 0) keys that are shown, in order. */
static void choose(const struct counted *v, uint64_t *keys, size_t most)
{
    for (size_t i = 0; i < most; i++)
        keys[i] = rank_key(v, i);
    for (size_t i = most / 2; i-- > 0;)
        sink(keys, most, i);
    for (size_t i = most; i < v->count; i++) {
        uint64_t key = rank_key(v, i);
        if (key < keys[0]) {
            keys[0] = key;
            sink(keys, most, 0);
        }
    }
    for (size_t left = most; left-- > 1;) {
        uint64_t last = keys[0];
        keys[0] = keys[left];
        keys[left] = last;
        sink(keys, left, 0);
    }
}

/* The values still point into the parts. */
static enum cvd_status take_most(const struct counted *v, size_t most,
                                 struct cvd_facet *f)
{
    size_t n = v->count < most ? v->count : most;
    uint64_t *keys = malloc((n + 1) * sizeof *keys);

    f->values = malloc((n + 1) * sizeof *f->values);
    if (keys && f->values && n) {
        choose(v, keys, n);
        for (size_t i = 0; i < n; i++)
            f->values[i] = v->values[keys[i] & UINT32_MAX];
        f->count = n;
    }
    bool good = keys && f->values;
    free(keys);
    return good ? CVD_OK : CVD_ENOMEM;
}

/* ---- the answer ------------------------------------------------------ */

/* Copy what the values point to: the answer outlives the parts. */
static enum cvd_status own_strings(struct cvd_answer *out)
{
    size_t bytes = 0;

    for (size_t i = 0; i < out->facet_count; i++)
        for (size_t k = 0; k < out->facets[i].count; k++)
            bytes += out->facets[i].values[k].value.len;
    if (cvd_buf_reserve(&out->data, bytes) != CVD_OK)
        return CVD_ENOMEM;
    for (size_t i = 0; i < out->facet_count; i++) {
        for (size_t k = 0; k < out->facets[i].count; k++) {
            struct cvd_str *s = &out->facets[i].values[k].value;
            const char *to = out->data.ptr + out->data.len;
            (void)cvd_buf_add(&out->data, *s); /* there is room */
            s->ptr = to;
        }
    }
    return CVD_OK;
}

enum cvd_status cvd_facets_make(const struct cvd_part *parts, size_t count,
                                const uint64_t *const *bits_by_part,
                                const enum cvd_field *fields, size_t n,
                                size_t most_values, struct cvd_answer *out)
{
    size_t most = most_values ? most_values : CVD_FACET_VALUES_MAX;
    enum cvd_status st = CVD_OK;

    out->facets = calloc(n + 1, sizeof *out->facets);
    out->facet_count = 0;
    if (!out->facets)
        return CVD_ENOMEM;
    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        bool dates = cvd_fields[fields[i]].kind == CVD_K_DATE;
        struct cvd_facet *f = &out->facets[out->facet_count++];
        struct counted v = { 0 };
        f->field = fields[i];
        st = count_parts(parts, count, bits_by_part, f->field, &v);
        if (st == CVD_OK)
            st = take_most(&v, dates ? CVD_FACET_DATES_MAX : most, f);
        counted_release(&v);
    }
    return st == CVD_OK ? own_strings(out) : st;
}

/* ---- dates ----------------------------------------------------------- */

void cvd_parts_dates(const struct cvd_part *parts,
                     const struct cvd_docset *set, cvd_date_fn *fn,
                     void *ctx, struct cvd_clock *clock)
{
    uint32_t at = 0;
    size_t part = 0;

    while (!cvd_clock_steps(clock, 1) && cvd_docset_next(set, &at)) {
        while (at > set->begin[part + 1])
            part++;
        const struct cvd_column *c = &parts[part].columns[CVD_F_DATE];
        uint32_t o = cvd_column_ordinal(c, at - set->begin[part]);
        if (!fn(ctx, at - 1, cvd_column_value(c, o)))
            return;
    }
}
