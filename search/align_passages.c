/* align_passages.c - which tiles are passages, each word in one at most. */
#include "search/align_parts.h"

#include <stdlib.h>
#include <string.h>

static int longest_first(const void *pa, const void *pb)
{
    const struct cvd_tile *a = pa, *b = pb;

    if (a->words != b->words)
        return a->words > b->words ? -1 : 1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

static void sort(struct cvd_tiles *l)
{
    if (l->count)
        qsort(l->list, l->count, sizeof *l->list, longest_first);
}

/* The longest piece of `t` that nobody has taken; 0 words: there is none. */
static struct cvd_tile longest_free(const struct cvd_tile *t,
                                    const struct cvd_taken *taken)
{
    struct cvd_tile longest = { 0 };
    uint32_t from = 0;

    for (uint32_t i = 0; i < t->words; i++) {
        if (taken->a[t->a + i] || taken->b[t->b + i])
            from = i + 1;
        else if (i + 1 - from > longest.words)
            longest = (struct cvd_tile){ t->a + from, t->b + from,
                                         i + 1 - from };
    }
    return longest;
}

enum cvd_status cvd_tiles_take(const struct cvd_two *t, struct cvd_tiles *all,
                               size_t least, cvd_tile_fn *fits,
                               const void *ctx, struct cvd_taken *taken,
                               struct cvd_tiles *out)
{
    enum cvd_status st = CVD_OK;

    sort(all);
    for (size_t i = 0; i < all->count && all->list[i].words >= least &&
                       st == CVD_OK; i++) {
        if (cvd_clock_steps(t->clock, all->list[i].words))
            break;
        struct cvd_tile x = longest_free(&all->list[i], taken);
        if (x.words < least || (fits && !fits(ctx, &x)))
            continue;
        memset(taken->a + x.a, 1, x.words);
        memset(taken->b + x.b, 1, x.words);
        st = cvd_tiles_add(out, x);
    }
    return st;
}

enum cvd_status cvd_align_passages(const struct cvd_two *t, size_t least,
                                   struct cvd_tiles *out)
{
    struct cvd_tiles all = { 0 }, made = { 0 };
    struct cvd_taken taken = { calloc(t->a_count + 1, 1),
                               calloc(t->b_count + 1, 1) };
    enum cvd_status st = taken.a && taken.b ? cvd_tiles_find(t, &all)
                                            : CVD_ENOMEM;

    if (st == CVD_OK)
        st = cvd_tiles_take(t, &all, least, NULL, NULL, &taken, &made);
    if (st == CVD_OK) {
        /* Of one that overlapped a longer one, a piece is left. */
        sort(&made);
        made.cut = all.cut || t->clock->late;
        *out = made;
        made = (struct cvd_tiles){ 0 };
    }
    free(taken.a);
    free(taken.b);
    cvd_tiles_release(&all);
    cvd_tiles_release(&made);
    return st;
}
