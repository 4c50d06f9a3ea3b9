/* align.c - see align.h: its steps, and what they find as segments. */
#include "base/array.h"
#include "search/align_parts.h"

#include <stdlib.h>
#include <string.h>

struct aligning {
    const struct cvd_two *two;
    struct cvd_tiles all, chain, moved, moved_b; /* the latter by place in a,
                                                    and the same by place in
                                                    b */
    struct cvd_taken taken;
    struct cvd_differ differ;
    size_t at_a, at_b;       /* of moved, moved_b: the next to come */
    struct cvd_alignment out;
};

void cvd_alignment_release(struct cvd_alignment *al)
{
    free(al->list);
    *al = (struct cvd_alignment){ 0 };
}

/* ---- segments -------------------------------------------------------- */

static enum cvd_status add(struct aligning *g, enum cvd_align_kind kind,
                           struct cvd_gap x)
{
    struct cvd_alignment *out = &g->out;
    struct cvd_align_segment *last =
        out->count ? &out->list[out->count - 1] : NULL;

    if (last && kind == CVD_ALIGN_SHARED && last->kind == kind) {
        last->a_to = x.a_to;
        last->b_to = x.b_to;
        return CVD_OK;
    }
    enum cvd_status st = cvd_array_reserve(
        &out->list, &out->cap, out->count + 1, sizeof *out->list);
    if (st == CVD_OK)
        out->list[out->count++] = (struct cvd_align_segment){
            kind, x.a_from, x.a_to, x.b_from, x.b_to, 0
        };
    return st;
}

static enum cvd_status add_shared(struct aligning *g,
                                  const struct cvd_tile *t)
{
    return add(g, CVD_ALIGN_SHARED,
               (struct cvd_gap){ t->a, t->a + t->words, t->b,
                                 t->b + t->words });
}

/* What differs, if anything does. */
static enum cvd_status add_differing(struct aligning *g, struct cvd_gap x)
{
    bool in_a = x.a_to > x.a_from, in_b = x.b_to > x.b_from;

    if (!in_a && !in_b)
        return CVD_OK;
    return add(g, in_a && in_b ? CVD_ALIGN_CHANGED
                  : in_a       ? CVD_ALIGN_GONE
                               : CVD_ALIGN_NEW, x);
}

/* A hunk, cut where what has moved away from it or to it begins and ends. */
static enum cvd_status add_hunk(struct aligning *g, struct cvd_gap x)
{
    enum cvd_status st = CVD_OK;

    while (st == CVD_OK && (x.a_from < x.a_to || x.b_from < x.b_to)) {
        const struct cvd_tile *a =
            g->at_a < g->moved.count ? &g->moved.list[g->at_a] : NULL;
        const struct cvd_tile *b =
            g->at_b < g->moved_b.count ? &g->moved_b.list[g->at_b] : NULL;
        struct cvd_gap left = x;
        bool in_a = a && a->a < x.a_to, in_b = b && b->b < x.b_to;
        left.a_to = in_a ? a->a : x.a_to;
        left.b_to = in_b ? b->b : x.b_to;
        st = add_differing(g, left);
        x.a_from = left.a_to;
        x.b_from = left.b_to;
        if (in_a && st == CVD_OK) {
            left = (struct cvd_gap){ a->a, a->a + a->words, x.b_from,
                                     x.b_from };
            st = add(g, CVD_ALIGN_MOVED, left);
            x.a_from = left.a_to;
            g->at_a++;
        }
        if (in_b && st == CVD_OK) {
            left = (struct cvd_gap){ x.a_from, x.a_from, b->b,
                                     b->b + b->words };
            st = add(g, CVD_ALIGN_MOVED, left);
            x.b_from = left.b_to;
            g->at_b++;
        }
    }
    return st;
}

static enum cvd_status add_gap(struct aligning *g, struct cvd_gap x)
{
    enum cvd_status st = cvd_differ_gap(&g->differ, &x);

    for (size_t i = 0; i < g->differ.shared.count && st == CVD_OK; i++) {
        const struct cvd_tile *t = &g->differ.shared.list[i];
        st = add_hunk(g, (struct cvd_gap){ x.a_from, t->a, x.b_from, t->b });
        if (st == CVD_OK)
            st = add_shared(g, t);
        x.a_from = t->a + t->words;
        x.b_from = t->b + t->words;
    }
    return st == CVD_OK ? add_hunk(g, x) : st;
}

static enum cvd_status add_all(struct aligning *g)
{
    struct cvd_gap x = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < g->chain.count && st == CVD_OK; i++) {
        const struct cvd_tile *t = &g->chain.list[i];
        x.a_to = t->a;
        x.b_to = t->b;
        st = add_gap(g, x);
        if (st == CVD_OK)
            st = add_shared(g, t);
        x.a_from = t->a + t->words;
        x.b_from = t->b + t->words;
    }
    x.a_to = (uint32_t)g->two->a_count;
    x.b_to = (uint32_t)g->two->b_count;
    return st == CVD_OK ? add_gap(g, x) : st;
}

/* ---- what has moved -------------------------------------------------- */

static int by_a(const void *pa, const void *pb)
{
    const struct cvd_tile *a = pa, *b = pb;

    return a->a < b->a ? -1 : a->a > b->a;
}

static int by_b(const void *pa, const void *pb)
{
    const struct cvd_tile *a = pa, *b = pb;

    return a->b < b->b ? -1 : a->b > b->b;
}

/* How many of the chain come before a word of a, or of b. */
static size_t gap_of(const struct cvd_tiles *chain, uint32_t word, bool of_b)
{
    size_t lo = 0, hi = chain->count;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        const struct cvd_tile *t = &chain->list[mid];
        if ((of_b ? t->b : t->a) <= word)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* What lies in one gap on both sides has not moved: it is shared there. */
static bool has_moved(const void *ctx, const struct cvd_tile *t)
{
    return gap_of(ctx, t->a, false) != gap_of(ctx, t->b, true);
}

static enum cvd_status find_moved(struct aligning *g)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < g->chain.count; i++) {
        const struct cvd_tile *t = &g->chain.list[i];
        memset(g->taken.a + t->a, 1, t->words);
        memset(g->taken.b + t->b, 1, t->words);
    }
    st = cvd_tiles_take(g->two, &g->all, CVD_ALIGN_MOVED_WORDS, has_moved,
                        &g->chain, &g->taken, &g->moved);
    for (size_t i = 0; i < g->moved.count && st == CVD_OK; i++)
        st = cvd_tiles_add(&g->moved_b, g->moved.list[i]);
    if (st == CVD_OK && g->moved.count) {
        qsort(g->moved.list, g->moved.count, sizeof *g->moved.list, by_a);
        qsort(g->moved_b.list, g->moved_b.count, sizeof *g->moved_b.list,
              by_b);
    }
    return st;
}

/* Tell the two segments of each of one another. */
static enum cvd_status join_moved(struct aligning *g)
{
    size_t *where = calloc(g->moved.count + 1, sizeof *where), n = 0;

    if (!where)
        return CVD_ENOMEM;
    for (size_t i = 0; i < g->out.count; i++) {
        const struct cvd_align_segment *s = &g->out.list[i];
        if (s->kind == CVD_ALIGN_MOVED && s->a_to > s->a_from)
            where[n++] = i;
    }
    n = 0;
    for (size_t i = 0; i < g->out.count; i++) {
        struct cvd_align_segment *s = &g->out.list[i];
        if (s->kind != CVD_ALIGN_MOVED || s->a_to > s->a_from)
            continue;
        const struct cvd_tile *t =
            bsearch(&g->moved_b.list[n++], g->moved.list, g->moved.count,
                    sizeof *g->moved.list, by_a);
        s->other = where[t - g->moved.list];
        g->out.list[s->other].other = i;
    }
    free(where);
    return CVD_OK;
}

/* ---------------------------------------------------------------------- */

enum cvd_status cvd_align(const struct cvd_two *t, struct cvd_alignment *out)
{
    struct aligning g = { .two = t,
                          .taken = { calloc(t->a_count + 1, 1),
                                     calloc(t->b_count + 1, 1) } };
    enum cvd_status st = g.taken.a && g.taken.b ? cvd_tiles_find(t, &g.all)
                                                : CVD_ENOMEM;

    g.differ.two = t;
    g.differ.taken = &g.taken;
    if (st == CVD_OK)
        st = cvd_tiles_chain(t, &g.all, &g.chain);
    if (st == CVD_OK)
        st = find_moved(&g);
    if (st == CVD_OK)
        st = add_all(&g);
    if (st == CVD_OK)
        st = join_moved(&g);
    if (st == CVD_OK) {
        g.out.cut = g.all.cut || t->clock->late;
        *out = g.out;
        g.out = (struct cvd_alignment){ 0 };
    }
    cvd_alignment_release(&g.out);
    cvd_differ_release(&g.differ);
    cvd_tiles_release(&g.all);
    cvd_tiles_release(&g.chain);
    cvd_tiles_release(&g.moved);
    cvd_tiles_release(&g.moved_b);
    free(g.taken.a);
    free(g.taken.b);
    return st;
}
