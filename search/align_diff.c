/* align_diff.c - what two short stretches of text share in place: Myers'
 * greedy algorithm ("An O(ND) difference algorithm and its variations",
 * 1986), and what of that is worth telling. */
#include "base/array.h"
#include "search/align_parts.h"

#include <stdlib.h>

enum {
    /* Words gone and new of one gap: two stretches that differ in more are
     * different texts, and what they share are words like "của". */
    DIFFER_MAX = 512,
    /* Steps in all gaps of an alignment, about: half a second. */
    WORK_MAX = 128 * 1024 * 1024
};

/* A gap as the algorithm sees it: x words of a and y of b from its corner. */
struct side_by_side {
    const struct cvd_differ *d;
    struct cvd_gap gap;
    int32_t a_count, b_count;
};

static bool agree(const struct side_by_side *s, int32_t x, int32_t y)
{
    size_t i = s->gap.a_from + (size_t)x, j = s->gap.b_from + (size_t)y;
    const struct cvd_differ *d = s->d;

    return d->two->a[i] == d->two->b[j] && !d->taken->a[i] &&
           !d->taken->b[j];
}

/* ---- the shortest edit script ---------------------------------------- */

/* How far one comes on each diagonal k, -n <= k <= n, with n words left out:
 * row n of the trace is 2 n + 1 long and begins at n * n. */
static size_t traced(int32_t n, int32_t k)
{
    return (size_t)n * (size_t)n + (size_t)(n + k);
}

/* Where on diagonal k one is with n words left out, before what agrees there:
 * *down, the last of them was of b. */
static int32_t step(const int32_t *trace, int32_t n, int32_t k, bool *down)
{
    int32_t above = k < n - 1 ? trace[traced(n - 1, k + 1)] : -1;
    int32_t left = k > 1 - n ? trace[traced(n - 1, k - 1)] : -1;

    *down = k == -n || (k != n && left < above);
    return *down ? above : left + 1;
}

/* Go as far as one comes with n words left out; whether that is the end. */
static bool reach(struct cvd_differ *d, const struct side_by_side *s,
                  int32_t n)
{
    bool down, done = false;

    for (int32_t k = -n; k <= n; k += 2) {
        int32_t x = n ? step(d->trace, n, k, &down) : 0, from = x;
        /* Beyond an edge nothing agrees, and nobody comes back. */
        while (x < s->a_count && x - k < s->b_count && agree(s, x, x - k))
            x++;
        d->work += (uint64_t)(x - from) + 1;
        d->trace[traced(n, k)] = x;
        done = done || (x >= s->a_count && x - k >= s->b_count);
    }
    return done;
}

/* Add the words that agree on the way to the end, which n words left out lead
 * to. */
static enum cvd_status walk_back(struct cvd_differ *d,
                                 const struct side_by_side *s, int32_t n)
{
    enum cvd_status st = CVD_OK;
    size_t first = d->shared.count;
    int32_t k = s->a_count - s->b_count;
    int32_t x = s->a_count;

    for (; n >= 0 && st == CVD_OK; n--) {
        bool down = false;
        int32_t from = n ? step(d->trace, n, k, &down) : 0;
        if (x > from)
            st = cvd_tiles_add(
                &d->shared,
                (struct cvd_tile){ s->gap.a_from + (uint32_t)from,
                                   s->gap.b_from + (uint32_t)(from - k),
                                   (uint32_t)(x - from) });
        x = down ? from : from - 1;
        k += down ? 1 : -1;
    }
    cvd_tiles_turn(&d->shared, first);
    return st;
}

static enum cvd_status differ(struct cvd_differ *d,
                              const struct side_by_side *s)
{
    int32_t least = s->a_count - s->b_count;

    if (abs(least) > DIFFER_MAX)
        return CVD_OK;
    for (int32_t n = 0; n <= DIFFER_MAX; n++) {
        if (d->work > WORK_MAX ||
            cvd_clock_steps(d->two->clock, (unsigned)n + 1))
            return CVD_OK;
        enum cvd_status st =
            cvd_array_reserve(&d->trace, &d->trace_cap, traced(n, n) + 1,
                              sizeof *d->trace);
        if (st != CVD_OK)
            return st;
        if (reach(d, s, n))
            return walk_back(d, s, n);
    }
    return CVD_OK;
}

/* Take off `s` what both sides begin with, or end with; how many words. */
static uint32_t trim_begin(struct side_by_side *s)
{
    uint32_t n = 0;

    while (s->a_count && s->b_count && agree(s, 0, 0)) {
        s->gap.a_from++;
        s->gap.b_from++;
        s->a_count--;
        s->b_count--;
        n++;
    }
    return n;
}

static uint32_t trim_end(struct side_by_side *s)
{
    uint32_t n = 0;

    while (s->a_count && s->b_count &&
           agree(s, s->a_count - 1, s->b_count - 1)) {
        s->a_count--;
        s->b_count--;
        n++;
    }
    return n;
}

/* All that the gap shares, in its order. */
static enum cvd_status find_shared(struct cvd_differ *d,
                                   const struct cvd_gap *gap)
{
    struct side_by_side s = { d, *gap, (int32_t)(gap->a_to - gap->a_from),
                              (int32_t)(gap->b_to - gap->b_from) };
    struct cvd_tile first = { gap->a_from, gap->b_from, trim_begin(&s) };
    uint32_t n = trim_end(&s);
    struct cvd_tile last = { gap->a_to - n, gap->b_to - n, n };
    enum cvd_status st = CVD_OK;

    d->shared.count = 0;
    if (first.words)
        st = cvd_tiles_add(&d->shared, first);
    if (st == CVD_OK && s.a_count && s.b_count)
        st = differ(d, &s);
    if (st == CVD_OK && last.words)
        st = cvd_tiles_add(&d->shared, last);
    return st;
}

/* ---- what of it is worth telling ------------------------------------- */

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* Words that differ between two stretches (`before` NULL: from the beginning
 * of the gap; `behind` NULL: to its end). */
static uint32_t between(const struct cvd_gap *g, const struct cvd_tile *before,
                        const struct cvd_tile *behind)
{
    uint32_t a = before ? before->a + before->words : g->a_from;
    uint32_t b = before ? before->b + before->words : g->b_from;

    return larger((behind ? behind->a : g->a_to) - a,
                  (behind ? behind->b : g->b_to) - b);
}

/* Leave out what is no longer than the differences on both its sides: words
 * that happen to be in both, and tell a reader nothing. */
static void tidy(struct cvd_tiles *l, const struct cvd_gap *g)
{
    size_t kept = 0;

    for (size_t i = 0; i < l->count; i++) {
        l->list[kept++] = l->list[i];
        const struct cvd_tile *next = i + 1 < l->count ? &l->list[i + 1]
                                                       : NULL;
        while (kept) {
            struct cvd_tile *last = &l->list[kept - 1];
            if (last->words > between(g, kept > 1 ? last - 1 : NULL, last) ||
                last->words > between(g, last, next))
                break;
            kept--;
        }
    }
    l->count = kept;
}

enum cvd_status cvd_differ_gap(struct cvd_differ *d,
                               const struct cvd_gap *gap)
{
    enum cvd_status st = find_shared(d, gap);

    if (st == CVD_OK)
        tidy(&d->shared, gap);
    return st;
}

void cvd_differ_release(struct cvd_differ *d)
{
    cvd_tiles_release(&d->shared);
    free(d->trace);
    *d = (struct cvd_differ){ 0 };
}
