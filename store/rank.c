/* rank.c - the best documents of a part, window by window: see match.h. */
#include "store/match.h"

#include <stdlib.h>
#include <string.h>

enum {
    FEW = 24,         /* documents asked one by one rather than by windows */
    SPARSE = 16,      /* a document in so many: they are candidates at once */
    WINDOW_STEPS = 64 /* of the clock, that a window and a list are worth */
};

/* What is known of a window. */
struct window {
    struct cvd_matcher *m;
    struct cvd_best *best;
    const uint64_t *only;        /* of the part; NULL: not known */
    struct cvd_scorer **sorted;  /* the least bound first */
    struct cvd_set **required;   /* sets without which none is among the best */
    double *sums;                /* CVD_WINDOW; 0 between windows */
    uint16_t *candidates;
    size_t candidate_count;
    uint32_t from;
    size_t count, required_count;
    double base;                 /* what the required sets are worth */
};

/* ---- all of a window ------------------------------------------------- */

/* The documents found in the window; not `surely`, those that may be. */
static void fill_found(struct window *w, bool surely, uint64_t *bits)
{
    const struct cvd_part *p = w->m->part;

    if (w->only) {
        uint32_t left = (p->documents - w->from + 63) / 64;
        uint32_t n = left < CVD_WINDOW_WORDS ? left : CVD_WINDOW_WORDS;
        memset(bits, 0, CVD_WINDOW_WORDS * sizeof *bits);
        memcpy(bits, w->only + w->from / 64, n * sizeof *bits);
        return;
    }
    struct cvd_window all = { w->from, surely, NULL };
    cvd_set_fill(w->m, w->m->set, &all, bits);
    cvd_window_live(p, w->from, bits);
}

static double ask_all(struct cvd_matcher *m, uint32_t did)
{
    double sum = 0;

    for (size_t i = 0; i < m->scorer_count; i++)
        sum += cvd_scorer_at(m, m->scorers[i], did, true);
    return sum;
}

/* Weigh every document found in the window. */
static void rank_all(struct window *w)
{
    struct cvd_matcher *m = w->m;
    uint64_t bits[CVD_WINDOW_WORDS], marks[CVD_WINDOW_WORDS] = { 0 };

    fill_found(w, true, bits);
    uint32_t found = cvd_count_window(bits);
    w->best->seen += found;
    for (size_t i = 0; found > FEW && i < m->scorer_count; i++)
        cvd_scorer_add(m, m->scorers[i], w->from, bits, w->sums, marks);
    for (uint32_t i = 0; i < CVD_WINDOW_WORDS; i++)
        for (uint64_t left = bits[i]; left; left &= left - 1) {
            uint32_t at = i * 64 + (uint32_t)__builtin_ctzll(left);
            uint32_t did = w->from + at + 1;
            double sum = found > FEW ? w->sums[at] : ask_all(m, did);
            w->sums[at] = 0;
            if (!m->clock->late)
                cvd_best_push(w->best, sum, m->base + did);
        }
}

/* ---- what is doubtful ------------------------------------------------ */

/* What the document is surely worth, of which `sum` is the most it can be. */
static double surely(struct window *w, uint32_t did, double sum)
{
    struct cvd_matcher *m = w->m;

    for (size_t i = 0; i < m->scorer_count; i++) {
        struct cvd_scorer *s = m->scorers[i];
        if (s->doubtful)
            sum += cvd_scorer_at(m, s, did, true) -
                   cvd_scorer_at(m, s, did, false);
    }
    return sum;
}

/* Whether document `did`, which is worth `sum`, is found: what the tree
 * implies is only where it is worth anything. */
static bool is_found(struct window *w, uint32_t did, double sum)
{
    struct cvd_matcher *m = w->m;

    for (size_t i = 0; i < w->required_count; i++)
        if (!cvd_set_has(m, w->required[i], did))
            return false;
    if (w->only)
        return cvd_bit(w->only, did - 1);
    return !cvd_part_deleted(m->part, did) &&
           ((m->implied && sum > 0) || cvd_set_has(m, m->set, did));
}

/* Whether candidate a is to be read before b: it can be worth more. */
static bool sooner(const struct window *w, uint16_t a, uint16_t b)
{
    return w->sums[a] != w->sums[b] ? w->sums[a] > w->sums[b] : a < b;
}

static void sift_candidate(struct window *w, size_t at)
{
    for (;;) {
        size_t first = at, kid = 2 * at + 1;
        for (size_t k = kid; k < kid + 2 && k < w->candidate_count; k++)
            if (sooner(w, w->candidates[k], w->candidates[first]))
                first = k;
        if (first == at)
            return;
        uint16_t t = w->candidates[at];
        w->candidates[at] = w->candidates[first];
        w->candidates[first] = t;
        at = first;
    }
}

/* Read the candidates, the most promising first, until none can come among
 * the best.  Reading costs far more than knowing that. */
static void push_doubtful(struct window *w)
{
    struct cvd_matcher *m = w->m;

    for (size_t i = w->candidate_count / 2; i-- > 0;)
        sift_candidate(w, i);
    while (w->candidate_count) {
        uint32_t at = w->candidates[0], did = w->from + at + 1;
        double sum = w->base + w->sums[at];
        if (!cvd_best_may_come(w->best, sum, m->base + did))
            return;
        w->candidates[0] = w->candidates[--w->candidate_count];
        sift_candidate(w, 0);
        sum = surely(w, did, sum);
        if (!cvd_best_may_come(w->best, sum, m->base + did) ||
            !is_found(w, did, sum))
            continue;
        if (m->clock->late)
            return;
        cvd_best_push(w->best, sum, m->base + did);
    }
}

static void clear_sums(struct window *w, const uint64_t *marks)
{
    for (uint32_t i = 0; i < CVD_WINDOW_WORDS; i++)
        for (uint64_t left = marks[i]; left; left &= left - 1)
            w->sums[i * 64 + (uint32_t)__builtin_ctzll(left)] = 0;
}

/* As rank_all(), where what is found or worth is only known after reading. */
static void rank_all_doubtful(struct window *w)
{
    struct cvd_matcher *m = w->m;
    uint64_t bits[CVD_WINDOW_WORDS], marks[CVD_WINDOW_WORDS] = { 0 };

    fill_found(w, false, bits);
    for (size_t i = 0; i < m->scorer_count; i++)
        cvd_scorer_add(m, m->scorers[i], w->from, bits, w->sums, marks);
    w->base = 0;
    w->required_count = 0;
    w->candidate_count = 0;
    for (uint32_t i = 0; i < CVD_WINDOW_WORDS; i++)
        for (uint64_t left = bits[i]; left; left &= left - 1)
            w->candidates[w->candidate_count++] =
                (uint16_t)(i * 64 + (uint32_t)__builtin_ctzll(left));
    w->best->passed_over = w->best->passed_over || w->candidate_count;
    push_doubtful(w);
    clear_sums(w, marks);
}

/* ---- the best of a window -------------------------------------------- */

static int by_bound(const void *pa, const void *pb)
{
    const struct cvd_scorer *const *a = pa, *const *b = pb;

    return (*a)->bound < (*b)->bound ? -1 : (*a)->bound > (*b)->bound;
}

/* Sort those that are worth anything here; what they are together. */
static double sort_scorers(struct window *w)
{
    struct cvd_matcher *m = w->m;
    double sum = 0;

    w->count = 0;
    for (size_t i = 0; i < m->scorer_count; i++) {
        double bound = cvd_scorer_bound(m->scorers[i], w->from);
        if (bound <= 0)
            continue;
        w->sorted[w->count++] = m->scorers[i];
        sum += bound;
    }
    return sum;
}

/* Sets worth so much that no document outside of them can be among the
 * best: what is left to reach is so much less.  Together they are not worth
 * enough: the scorers left find all that is. */
static void take_required(struct window *w, double sum)
{
    size_t kept = 0;
    double least = cvd_best_threshold(w->best);

    w->base = 0;
    w->required_count = 0;
    for (size_t i = 0; i < w->count; i++) {
        struct cvd_scorer *s = w->sorted[i];
        if (s->kind == CVD_SCORE_FIXED && sum - s->bound <= least &&
            w->base + s->bound <= least) {
            w->base += s->bound;
            w->required[w->required_count++] = s->set;
        } else {
            w->sorted[kept++] = s;
        }
    }
    w->count = kept;
    qsort(w->sorted, w->count, sizeof *w->sorted, by_bound);
}

/* Add what the loaded block has of the window and is worth more than
 * `least`. */
static void add_block(struct window *w, const struct cvd_scorer *s,
                      double least, const uint64_t *mask, uint64_t *marks)
{
    const struct cvd_cursor *c = s->source->cursors;
    const unsigned char *lengths = w->m->part->lengths;
    const float *add = w->m->norms->add;

    for (uint32_t i = 0; i < c->count; i++) {
        uint32_t did = c->dids[i];
        if (did <= w->from || did > w->from + CVD_WINDOW)
            continue;
        uint32_t at = did - w->from - 1;
        uint32_t times = c->counts[i] < UINT16_MAX ? c->counts[i]
                                                   : UINT16_MAX;
        double x = cvd_on_grid(
            s->weight *
            (double)cvd_posting_share(times, add[lengths[did - 1]]));
        if (x > least && !(mask && !cvd_bit(mask, at))) {
            w->sums[at] += x;
            cvd_set_bit(marks, at);
        }
    }
}

/* Of the one list that must be there, only the blocks that reach `least`. */
static void add_blocks(struct window *w, struct cvd_scorer *s, double least,
                       const uint64_t *mask, uint64_t *marks)
{
    struct cvd_cursor *c = s->source->cursors;

    /* The bound of the window was asked for, and left the hint there. */
    for (uint32_t b = s->source->hint; b < cvd_cursor_blocks(c); b++) {
        double most = cvd_cursor_block_most(c, b) * w->m->stretch / UINT8_MAX;
        if (cvd_with_slack(s->weight * most) > least &&
            ((c->count && c->block == b) || cvd_cursor_load(c, b))) {
            if (!c->counted)
                cvd_cursor_count(c);
            add_block(w, s, least, mask, marks);
        }
        if (cvd_cursor_block_last(c, b) >= w->from + CVD_WINDOW)
            break;
    }
}

/* Add up the scorers [first, w->count), without which none can be among the
 * best. */
static void add_essential(struct window *w, size_t first, double least,
                          const uint64_t *mask, uint64_t *marks)
{
    struct cvd_scorer *only = w->sorted[w->count - 1];

    if (first + 1 == w->count && only->kind == CVD_SCORE_SOURCE &&
        only->source->count == 1 && only->source->cursors->full) {
        add_blocks(w, only, least, mask, marks);
        return;
    }
    for (size_t i = first; i < w->count; i++)
        cvd_scorer_add(w->m, w->sorted[i], w->from, mask, w->sums, marks);
}

static void keep_candidates(struct window *w, double least)
{
    size_t kept = 0;

    for (size_t i = 0; i < w->candidate_count; i++)
        if (w->sums[w->candidates[i]] > least)
            w->candidates[kept++] = w->candidates[i];
    w->candidate_count = kept;
}

static void find_candidates(struct window *w, const uint64_t *marks,
                            double least)
{
    w->candidate_count = 0;
    for (uint32_t i = 0; i < CVD_WINDOW_WORDS; i++)
        for (uint64_t left = marks[i]; left; left &= left - 1) {
            uint32_t at = i * 64 + (uint32_t)__builtin_ctzll(left);
            if (w->sums[at] > least)
                w->candidates[w->candidate_count++] = (uint16_t)at;
        }
}

/* Ask scorer `s` of the candidates. */
static void add_candidates(struct window *w, struct cvd_scorer *s,
                           uint64_t *marks)
{
    uint64_t mask[CVD_WINDOW_WORDS] = { 0 };

    if (cvd_scorer_asks(s, (uint32_t)w->candidate_count)) {
        for (size_t i = 0; i < w->candidate_count; i++) {
            uint32_t at = w->candidates[i];
            w->sums[at] += cvd_scorer_at(w->m, s, w->from + at + 1, false);
        }
        return;
    }
    for (size_t i = 0; i < w->candidate_count; i++)
        cvd_set_bit(mask, w->candidates[i]);
    cvd_scorer_add(w->m, s, w->from, mask, w->sums, marks);
}

static void push_candidates(struct window *w)
{
    struct cvd_matcher *m = w->m;

    for (size_t i = 0; i < w->candidate_count; i++) {
        uint32_t at = w->candidates[i], did = w->from + at + 1;
        double sum = w->base + w->sums[at];
        if (sum <= cvd_best_threshold(w->best) || !is_found(w, did, sum))
            continue;
        if (m->clock->late)
            return;
        cvd_best_push(w->best, sum, m->base + did);
    }
}

/* Whether what is found is better known before it is weighed: where all of
 * several things must be there, few documents are. */
static bool is_selective(const struct cvd_matcher *m)
{
    switch (m->set->kind) {
    case CVD_SET_AND:
    case CVD_SET_DIDS:
    case CVD_SET_BITS:
        return m->set->most <= m->part->documents / 2;
    default:
        return false;
    }
}

static void rank_best(struct window *w, double sum)
{
    uint64_t found[CVD_WINDOW_WORDS], marks[CVD_WINDOW_WORDS] = { 0 };
    const uint64_t *mask = NULL;
    size_t first = 0;
    double rest = 0; /* what those that are not essential are worth */

    take_required(w, sum);
    double least = cvd_best_threshold(w->best) - w->base;
    for (; first < w->count && rest + w->sorted[first]->bound <= least;
         first++)
        rest += w->sorted[first]->bound;
    if (first == w->count)
        return;
    if (w->only || is_selective(w->m)) {
        fill_found(w, false, found);
        mask = found;
    }
    if (mask && cvd_count_window(mask) <= CVD_WINDOW / SPARSE) {
        /* Those few are asked, the dearest scorers first. */
        for (; first < w->count; first++)
            rest += w->sorted[first]->bound;
        memcpy(marks, found, sizeof marks);
    } else {
        add_essential(w, first, least - rest, mask, marks);
    }
    find_candidates(w, marks, least - rest);
    while (first-- && w->candidate_count) {
        rest -= w->sorted[first]->bound;
        add_candidates(w, w->sorted[first], marks);
        keep_candidates(w, first ? least - rest : least);
    }
    if (w->m->doubtful)
        push_doubtful(w);
    else
        push_candidates(w);
    clear_sums(w, marks);
}

/* ---- a part ---------------------------------------------------------- */

static bool window_room(struct window *w, struct cvd_matcher *m)
{
    size_t n = m->scorer_count + 1;

    w->sorted = cvd_arena_room(m->arena, n, sizeof *w->sorted);
    w->required = cvd_arena_room(m->arena, n, sizeof *w->required);
    w->sums = cvd_arena_room(m->arena, CVD_WINDOW, sizeof *w->sums);
    w->candidates = cvd_arena_room(m->arena, CVD_WINDOW,
                                   sizeof *w->candidates);
    return w->sorted && w->required && w->sums && w->candidates;
}

static void rank_window(struct window *w)
{
    if (!cvd_best_is_full(w->best)) {
        if (w->m->doubtful)
            rank_all_doubtful(w);
        else
            rank_all(w);
        return;
    }
    w->best->passed_over = true;
    double sum = sort_scorers(w);
    if (sum > cvd_best_threshold(w->best))
        rank_best(w, sum);
}

/* The window of the next document found. */
static uint32_t next_window(struct window *w, uint32_t did)
{
    struct cvd_set bits = { .kind = CVD_SET_BITS, .bits = w->only,
                            .count = w->m->part->documents };
    uint32_t next = cvd_set_next(w->only ? &bits : w->m->set, did);

    return next > w->m->part->documents
               ? CVD_NO_DID
               : (next - 1) / CVD_WINDOW * CVD_WINDOW;
}

void cvd_rank(struct cvd_matcher *m, const uint64_t *only,
              struct cvd_best *best)
{
    struct window w = { .m = m, .best = best, .only = only };
    unsigned steps = (unsigned)(m->scorer_count + 1) * WINDOW_STEPS;

    if (!best->most || m->part->documents == 0)
        return;
    if (!window_room(&w, m)) {
        m->status = CVD_ENOMEM;
        return;
    }
    for (uint32_t did = 1; !cvd_clock_steps(m->clock, steps);
         did = w.from + CVD_WINDOW + 1) {
        w.from = did > m->part->documents ? CVD_NO_DID
                                          : next_window(&w, did);
        if (w.from == CVD_NO_DID)
            return;
        rank_window(&w);
    }
}
