/* rank_dates.c - the newest or the oldest of what is found: see match.h.
 *
 * Dates are counted first.  That tells which date the page ends at: whatever
 * comes before is on it, and only of that one date the best are looked for. */
#include "store/match.h"

#include <stdlib.h>
#include <string.h>

struct dates {
    const struct cvd_tree *tree;
    uint64_t *const *found;
    const struct cvd_date_places *order;
    bool newest;             /* first */
    uint64_t *counts;        /* by place */
    uint32_t last;           /* the place at which the page ends, */
    uint64_t before;         /* so many come before it */
};

static const struct cvd_column *column_of(const struct dates *d, size_t part)
{
    return &d->tree->parts[part].part->columns[CVD_F_DATE];
}

/* The place of a date of a part: 0 for no date, else from 1, the later on the
 * page the less. */
static uint32_t place_at(const struct dates *d, size_t part,
                         uint32_t ordinal)
{
    uint32_t place = d->order->place[part][ordinal];

    return place == 0 || d->newest ? place : d->order->places - place;
}

static bool count_dates(struct dates *d)
{
    d->counts = calloc(d->order->places + 1u, sizeof *d->counts);
    for (size_t i = 0; d->counts && i < d->tree->count; i++) {
        const struct cvd_column *c = column_of(d, i);
        uint32_t documents = d->tree->parts[i].part->documents;
        uint64_t *counts = calloc((size_t)c->values + 1, sizeof *counts);
        if (!counts)
            return false;
        cvd_column_count(c, d->found[i], documents, counts);
        for (uint32_t o = 0; o <= c->values; o++)
            d->counts[place_at(d, i, o)] += counts[o];
        free(counts);
    }
    return d->counts != NULL;
}

/* Where a page ends that has `most` documents before it and on it. */
static void find_end(struct dates *d, uint64_t most)
{
    d->before = 0;
    for (d->last = d->order->places - 1; d->last > 0; d->last--) {
        if (d->before + d->counts[d->last] >= most)
            return;
        d->before += d->counts[d->last];
    }
}

/* The ordinals of a part whose place is in [from, to). */
static void ordinals_of(const struct dates *d, size_t part, uint32_t from,
                        uint32_t to, uint32_t *lo, uint32_t *hi)
{
    uint32_t values = column_of(d, part)->values;

    *lo = UINT32_MAX;
    *hi = 0;
    for (uint32_t o = 0; o <= values; o++) {
        uint32_t place = place_at(d, part, o);
        if (place < from || place >= to)
            continue;
        *lo = o < *lo ? o : *lo;
        *hi = o + 1;
    }
}

/* Rank those found whose date's place is in [from, to). */
static bool rank_places(const struct dates *d, uint32_t from, uint32_t to,
                        struct cvd_best *best)
{
    for (size_t i = 0; i < d->tree->count && best->most; i++) {
        struct cvd_matcher *m = &d->tree->parts[i];
        uint32_t documents = m->part->documents, lo, hi;
        size_t words = cvd_window_words(documents);
        uint64_t *only = calloc(words, sizeof *only);
        if (!only)
            return false;
        ordinals_of(d, i, from, to, &lo, &hi);
        if (lo < hi && column_of(d, i)->width)
            cvd_column_between(column_of(d, i), lo, hi, 0, documents, only);
        else if (lo < hi) /* none of the part has a date */
            memset(only, 0xFF, words * sizeof *only);
        for (size_t w = 0; w < words; w++)
            only[w] &= d->found[i][w];
        cvd_rank(m, only, best);
        free(only);
    }
    return true;
}

/* ---- the page -------------------------------------------------------- */

/* A document and where its date stands. */
struct dated {
    uint32_t place;
    struct cvd_match match;
};

static int in_order(const void *pa, const void *pb)
{
    const struct dated *a = pa, *b = pb;

    if (a->place != b->place)
        return a->place > b->place ? -1 : 1;
    if (a->match.score != b->match.score)
        return a->match.score > b->match.score ? -1 : 1;
    return a->match.docno < b->match.docno ? -1
                                           : a->match.docno > b->match.docno;
}

static uint32_t place_of(const struct dates *d, uint32_t docno)
{
    size_t part = d->tree->count - 1;

    while (docno <= d->tree->parts[part].base)
        part--;
    return place_at(d, part,
                    cvd_column_ordinal(column_of(d, part),
                                       docno - d->tree->parts[part].base));
}

static void take_best(const struct dates *d, const struct cvd_best *best,
                      struct dated *to, size_t *count)
{
    for (size_t i = 0; i < best->count; i++) {
        const struct cvd_found *f = &best->heap[i];
        to[(*count)++] = (struct dated){ place_of(d, f->docno),
                                         { f->docno, f->score } };
    }
}

static bool take_page(const struct dates *d, const struct cvd_best *best,
                      const struct cvd_ask *q, struct cvd_answer *out)
{
    size_t count = 0, all_count = best[0].count + best[1].count;
    struct dated *all = malloc((all_count + 1) * sizeof *all);

    out->matches = calloc(all_count + 1, sizeof *out->matches);
    if (!all || !out->matches) {
        free(all);
        return false;
    }
    take_best(d, &best[0], all, &count);
    take_best(d, &best[1], all, &count);
    qsort(all, count, sizeof *all, in_order);
    for (size_t i = q->offset; i < count && out->count < q->limit; i++)
        out->matches[out->count++] = all[i].match;
    free(all);
    return true;
}

enum cvd_status cvd_rank_by_date(const struct cvd_tree *tree,
                                 uint64_t *const *found, uint64_t count,
                                 const struct cvd_ask *q,
                                 struct cvd_answer *out, struct cvd_err *err)
{
    struct dates d = { .tree = tree, .found = found };
    struct cvd_best best[2] = { { .most = 0 }, { .most = 0 } };
    uint64_t most = (uint64_t)q->offset + q->limit;

    most = most < count ? most : count;
    if (q->limit == 0)
        return CVD_OK;
    d.newest = q->sort == CVD_SORT_NEWEST;
    d.order = cvd_date_places_of(tree->store);
    bool ok = d.order && count_dates(&d);
    if (ok) {
        find_end(&d, most);
        best[0].most = (size_t)d.before;
        best[1].most = (size_t)(most - d.before);
        for (int i = 0; i < 2; i++) {
            best[i].heap = malloc((best[i].most + 1) *
                                  sizeof *best[i].heap);
            ok = ok && best[i].heap;
        }
    }
    ok = ok && rank_places(&d, d.last + 1, d.order->places, &best[0]) &&
         rank_places(&d, d.last, d.last + 1, &best[1]) &&
         take_page(&d, best, q, out);
    free(d.counts);
    free(best[0].heap);
    free(best[1].heap);
    return ok ? CVD_OK : cvd_fail(err, CVD_ENOMEM, "out of memory");
}
