/* scorer.c - what documents are worth: see match.h. */
#include "store/match.h"

/* ---- bounds ---------------------------------------------------------- */

static double phrase_bound(struct cvd_phrase *p, uint32_t from)
{
    double least = 1;

    for (size_t i = 0; i + 1 < p->count && least > 0; i++) {
        double most = cvd_source_most(p->pairs[i], from);
        least = most < least ? most : least;
    }
    return least;
}

/* Of the kids' bounds the sum, or the greatest. */
static double kids_bound(struct cvd_scorer *s, uint32_t from)
{
    double sum = 0, best = 0;

    for (size_t i = 0; i < s->count; i++) {
        double b = cvd_scorer_bound(s->kids[i], from);
        sum += b;
        best = b > best ? b : best;
    }
    return s->kind == CVD_SCORE_BEST ? best : sum;
}

double cvd_scorer_bound(struct cvd_scorer *s, uint32_t from)
{
    double most = 0;

    switch (s->kind) {
    case CVD_SCORE_SOURCE:
        most = cvd_source_most(s->source, from);
        break;
    case CVD_SCORE_PHRASE:
        most = phrase_bound(s->phrase, from);
        break;
    case CVD_SCORE_FIXED:
        return s->bound = s->weight;
    case CVD_SCORE_SUM:
    case CVD_SCORE_BEST:
        return s->bound = kids_bound(s, from);
    }
    return s->bound = most > 0 ? cvd_with_slack(s->weight * most) : 0;
}

/* ---- one document ---------------------------------------------------- */

static double worth(const struct cvd_matcher *m, const struct cvd_scorer *s,
                    uint32_t did, uint32_t times)
{
    float add = m->norms->add[m->part->lengths[did - 1]];

    return cvd_on_grid(s->weight * (double)cvd_posting_share(times, add));
}

static double phrase_at(struct cvd_matcher *m, struct cvd_scorer *s,
                        uint32_t did, bool surely)
{
    uint32_t times = cvd_phrase_most(s->phrase, did);

    if (times && surely)
        times = cvd_phrase_times(s->phrase, did);
    return times ? worth(m, s, did, times) : 0;
}

double cvd_scorer_at(struct cvd_matcher *m, struct cvd_scorer *s,
                     uint32_t did, bool surely)
{
    double sum = 0, best = 0;

    if (s->kind == CVD_SCORE_SOURCE) {
        uint32_t times = cvd_source_times(s->source, did);
        return times ? worth(m, s, did, times) : 0;
    }
    if (s->kind == CVD_SCORE_PHRASE)
        return phrase_at(m, s, did, surely);
    if (s->set && !cvd_set_has(m, s->set, did))
        return 0;
    if (s->kind == CVD_SCORE_FIXED)
        return s->weight;
    for (size_t i = 0; i < s->count; i++) {
        double x = cvd_scorer_at(m, s->kids[i], did, surely);
        sum += x;
        best = x > best ? x : best;
    }
    return s->kind == CVD_SCORE_BEST ? best : sum;
}

bool cvd_scorer_asks(const struct cvd_scorer *s, uint32_t documents)
{
    enum { POSTINGS = 16 /* asking one document takes as long as so many */ };

    return (uint64_t)documents * s->lists * POSTINGS < s->postings;
}

/* ---- a window -------------------------------------------------------- */

static void add_source(struct cvd_matcher *m, struct cvd_scorer *s,
                       uint32_t from, const uint64_t *mask, double *sums,
                       uint64_t *marks)
{
    const struct cvd_view *v = cvd_source_view(s->source, from);
    const unsigned char *lengths = m->part->lengths + from;
    const float *add = m->norms->add;
    double weight = s->weight;

    if (!v) {
        m->status = CVD_ENOMEM;
        return;
    }
    for (uint32_t i = 0; i < v->count; i++) {
        uint32_t at = v->at[i];
        if (mask && !cvd_bit(mask, at))
            continue;
        float share = cvd_posting_share(v->times[i], add[lengths[at]]);
        sums[at] += cvd_on_grid(weight * (double)share);
        cvd_set_bit(marks, at);
    }
}

/* What each could be worth at most: see `doubtful`. */
static void add_phrase(struct cvd_matcher *m, struct cvd_scorer *s,
                       uint32_t from, const uint64_t *mask, double *sums,
                       uint64_t *marks)
{
    const struct cvd_phrase *p = s->phrase;

    if (!cvd_phrase_look(s->phrase, from)) {
        m->status = CVD_ENOMEM;
        return;
    }
    for (uint32_t i = 0; i < p->at_count; i++) {
        uint32_t at = p->at[i];
        if (mask && !cvd_bit(mask, at))
            continue;
        sums[at] += worth(m, s, from + at + 1, p->most[at]);
        cvd_set_bit(marks, at);
    }
}

static void add_fixed(struct cvd_matcher *m, struct cvd_scorer *s,
                      uint32_t from, const uint64_t *mask, double *sums,
                      uint64_t *marks)
{
    struct cvd_window window = { from, true, mask };
    uint64_t bits[CVD_WINDOW_WORDS];

    cvd_set_fill(m, s->set, &window, bits);
    for (uint32_t w = 0; w < CVD_WINDOW_WORDS; w++) {
        for (uint64_t left = bits[w]; left; left &= left - 1)
            sums[w * 64 + (uint32_t)__builtin_ctzll(left)] += s->weight;
        marks[w] |= bits[w];
    }
}

static void add_sum(struct cvd_matcher *m, struct cvd_scorer *s,
                    uint32_t from, const uint64_t *mask, double *sums,
                    uint64_t *marks)
{
    struct cvd_window window = { from, true, mask };
    uint64_t bits[CVD_WINDOW_WORDS];

    if (s->set) {
        cvd_set_fill(m, s->set, &window, bits);
        mask = bits;
    }
    for (size_t i = 0; i < s->count; i++)
        cvd_scorer_add(m, s->kids[i], from, mask, sums, marks);
}

/* Room for the sums of one kid and the best of all. */
static bool best_room(struct cvd_matcher *m, struct cvd_scorer *s)
{
    if (!s->sums)
        s->sums = cvd_arena_room(m->arena, CVD_WINDOW, sizeof *s->sums);
    if (!s->bests)
        s->bests = cvd_arena_room(m->arena, CVD_WINDOW, sizeof *s->bests);
    if (!s->sums || !s->bests)
        m->status = CVD_ENOMEM;
    return s->sums && s->bests;
}

static void add_best(struct cvd_matcher *m, struct cvd_scorer *s,
                     uint32_t from, const uint64_t *mask, double *sums,
                     uint64_t *marks)
{
    uint64_t all[CVD_WINDOW_WORDS] = { 0 };

    if (!best_room(m, s))
        return;
    for (size_t i = 0; i < s->count; i++) {
        uint64_t one[CVD_WINDOW_WORDS] = { 0 };
        cvd_scorer_add(m, s->kids[i], from, mask, s->sums, one);
        for (uint32_t w = 0; w < CVD_WINDOW_WORDS; w++) {
            all[w] |= one[w];
            for (uint64_t left = one[w]; left; left &= left - 1) {
                uint32_t at = w * 64 + (uint32_t)__builtin_ctzll(left);
                if (s->sums[at] > s->bests[at])
                    s->bests[at] = s->sums[at];
                s->sums[at] = 0;
            }
        }
    }
    for (uint32_t w = 0; w < CVD_WINDOW_WORDS; w++) {
        marks[w] |= all[w];
        for (uint64_t left = all[w]; left; left &= left - 1) {
            uint32_t at = w * 64 + (uint32_t)__builtin_ctzll(left);
            sums[at] += s->bests[at];
            s->bests[at] = 0;
        }
    }
}

void cvd_scorer_add(struct cvd_matcher *m, struct cvd_scorer *s,
                    uint32_t from, const uint64_t *mask, double *sums,
                    uint64_t *marks)
{
    switch (s->kind) {
    case CVD_SCORE_SOURCE:
        add_source(m, s, from, mask, sums, marks);
        break;
    case CVD_SCORE_PHRASE:
        add_phrase(m, s, from, mask, sums, marks);
        break;
    case CVD_SCORE_FIXED:
        add_fixed(m, s, from, mask, sums, marks);
        break;
    case CVD_SCORE_SUM:
        add_sum(m, s, from, mask, sums, marks);
        break;
    case CVD_SCORE_BEST:
        add_best(m, s, from, mask, sums, marks);
        break;
    }
}
