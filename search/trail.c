/* trail.c - which documents may carry a sentence: those that have the most of
 * its pairs of words side by side.  See trace.h. */
#include "search/trace.h"

#include <stdlib.h>

enum {
    PAIRS_MAX = CVD_NEAR_WORDS_MAX - 1,
    /* Postings gone through, a few nanoseconds each.  The rarest pairs come
     * first; of a sentence of rare ones all are asked for. */
    POSTINGS_MAX = 4 * 1000 * 1000,
    /* Pairs asked for beyond those that edits may take away: who carries the
     * sentence has so many of them at least. */
    SPARE = 10,
    LOOKED_AT = 4096,        /* documents, a microsecond or two each */
    PAIR_STEPS = 256,        /* of the clock, that counting one is worth */
    SPELLINGS_MAX = 16,      /* of a word, in a sentence without marks */
    /* Fewer marked words than one in so many: typed without marks.  Of
     * ordinary text three in four words bear one. */
    UNMARKED = 10
};

/* A pair: words `at` and `at` + 1 of the sentence. */
struct pair {
    size_t at;
    uint64_t documents;
};

struct probing {
    struct cvd_searcher *s;
    const struct cvd_tokens *t;
    bool any_spelling;
    struct pair pairs[PAIRS_MAX]; /* the rarest first */
    size_t count;
};

static bool is_unmarked(const struct cvd_tokens *t)
{
    size_t marked = 0;

    for (size_t i = 0; i < t->count; i++)
        marked += t->tok[i].marked;
    return marked * UNMARKED < t->count;
}

/* ---- how rare a pair is ---------------------------------------------- */

/* Whether `exact` is word `ctx`, with its marks or without any. */
static bool is_word(void *ctx, struct cvd_str exact)
{
    const struct cvd_word *w = ctx;

    return cvd_str_equal(exact, w->exact) || cvd_str_equal(exact, w->folded);
}

static enum cvd_status spell(const struct probing *p, size_t at,
                             struct cvd_spellings *out)
{
    struct cvd_word w = { cvd_token_exact(p->t, at),
                          cvd_token_folded(p->t, at) };

    cvd_spellings_release(out);
    return cvd_store_spellings(p->s->store, w.folded,
                               p->any_spelling ? SPELLINGS_MAX : 2,
                               p->any_spelling ? NULL : is_word, &w, out);
}

static enum cvd_status count_pair(const struct probing *p,
                                  const struct cvd_spellings *a,
                                  const struct cvd_spellings *b,
                                  uint64_t *documents, struct cvd_err *err)
{
    uint32_t counts[SPELLINGS_MAX * SPELLINGS_MAX];
    enum cvd_status st = cvd_store_pairs(p->s->store, a, b, counts, err);

    *documents = 0;
    for (size_t i = 0; st == CVD_OK && i < a->count * b->count; i++)
        *documents += counts[i];
    return st;
}

/* Whether the pair at `at` stands in the sentence before. */
static bool is_again(const struct cvd_tokens *t, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (cvd_str_equal(cvd_token_folded(t, i), cvd_token_folded(t, at)) &&
            cvd_str_equal(cvd_token_folded(t, i + 1),
                          cvd_token_folded(t, at + 1)))
            return true;
    return false;
}

static int rarest_first(const void *pa, const void *pb)
{
    const struct pair *a = pa, *b = pb;

    if (a->documents != b->documents)
        return a->documents > b->documents ? 1 : -1;
    return (a->at > b->at) - (a->at < b->at);
}

/* Count the documents of all pairs. */
static enum cvd_status count_pairs(struct probing *p, struct cvd_err *err)
{
    struct cvd_clock *clock = cvd_store_clock(p->s->store);
    struct cvd_spellings a = { 0 }, b = { 0 };
    enum cvd_status st = spell(p, 0, &b);

    for (size_t at = 0; at + 1 < p->t->count && st == CVD_OK &&
                        !cvd_clock_steps(clock, PAIR_STEPS); at++) {
        struct pair one = { at, 0 };
        struct cvd_spellings last = a;
        a = b;
        b = last;
        st = spell(p, at + 1, &b);
        if (st == CVD_OK)
            st = count_pair(p, &a, &b, &one.documents, err);
        if (st == CVD_OK && !is_again(p->t, at))
            p->pairs[p->count++] = one;
    }
    cvd_spellings_release(&a);
    cvd_spellings_release(&b);
    qsort(p->pairs, p->count, sizeof *p->pairs, rarest_first);
    return st == CVD_ENOMEM ? cvd_fail(err, st, "out of memory") : st;
}

/* Leave the common pairs out, and those beyond what the edits leave some
 * of. */
static void leave_common(struct probing *p, size_t edits)
{
    uint64_t postings = 0;
    size_t n = 0, most = 2 * edits + SPARE;

    most = most < p->count ? most : p->count;
    while (n < most && (n == 0 || postings + p->pairs[n].documents <=
                                      POSTINGS_MAX))
        postings += p->pairs[n++].documents;
    p->count = n;
}

/* ---- the question ---------------------------------------------------- */

/* The nodes of one pair. */
struct probe {
    struct cvd_word words[2][2]; /* of each slot: as it is, without marks */
    struct cvd_slot slots[2];
    struct cvd_node phrase, one;
    struct cvd_node *kid;
};

static void make_probe(const struct probing *p, const struct pair *pair,
                       struct probe *out)
{
    for (size_t k = 0; k < 2; k++) {
        struct cvd_str exact = cvd_token_exact(p->t, pair->at + k);
        struct cvd_str folded = cvd_token_folded(p->t, pair->at + k);
        out->words[k][0] = (struct cvd_word){ exact, folded };
        out->words[k][1] = (struct cvd_word){ folded, folded };
        out->slots[k] = (struct cvd_slot){
            p->any_spelling, out->words[k], cvd_str_equal(exact, folded) ? 1
                                                                         : 2
        };
    }
    out->phrase = (struct cvd_node){ .kind = CVD_N_PHRASE,
                                     .slots = out->slots, .slot_count = 2 };
    out->kid = &out->phrase;
    out->one = (struct cvd_node){ .kind = CVD_N_FIXED, .weight = 1,
                                  .kids = &out->kid, .kid_count = 1 };
}

static int by_docno(const void *pa, const void *pb)
{
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;

    return (a > b) - (a < b);
}

static enum cvd_status keep(const struct cvd_answer *likely,
                            const struct cvd_answer *oldest,
                            struct cvd_trail *out)
{
    size_t n = 0, all = likely->count + oldest->count;

    out->list = malloc((all + 1) * sizeof *out->list);
    if (!out->list)
        return CVD_ENOMEM;
    for (size_t i = 0; i < likely->count; i++)
        out->list[n++] = likely->matches[i].docno;
    for (size_t i = 0; i < oldest->count; i++)
        out->list[n++] = oldest->matches[i].docno;
    qsort(out->list, n, sizeof *out->list, by_docno);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || out->list[i] != out->list[i - 1])
            out->list[out->count++] = out->list[i];
    return CVD_OK;
}

/* Ask for who has the most of the pairs; if they are too many to look at, for
 * the oldest who have all of them too. */
static enum cvd_status ask(const struct probing *p,
                           struct cvd_node *const *kids, size_t edits,
                           struct cvd_trail *out, struct cvd_err *err)
{
    struct cvd_node any = { .kind = CVD_N_OR, .kids = kids,
                            .kid_count = p->count };
    struct cvd_node every = { .kind = CVD_N_AND, .kids = kids,
                              .kid_count = p->count };
    struct cvd_ask most = { .root = &any, .limit = LOOKED_AT };
    struct cvd_ask oldest = { .root = &every, .limit = LOOKED_AT,
                              .sort = CVD_SORT_OLDEST };
    struct cvd_answer likely = { 0 }, old = { 0 };
    enum cvd_status st = cvd_store_ask(p->s->store, &most, &likely, err);
    double least = p->count > 2 * edits ? (double)(p->count - 2 * edits) : 0;

    if (st == CVD_OK && likely.count == LOOKED_AT) {
        /* Who is left out has no more pairs than the last one told. */
        out->cut = likely.matches[likely.count - 1].score >= least;
        if (out->cut)
            st = cvd_store_ask(p->s->store, &oldest, &old, err);
    }
    /* Whoever has none of them may still carry it, if that is within reach of
     * the edits. */
    out->cut = out->cut || least < 1 || cvd_searcher_late(p->s);
    if (st == CVD_OK && keep(&likely, &old, out) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    cvd_answer_release(&likely);
    cvd_answer_release(&old);
    return st;
}

enum cvd_status cvd_trail_find(struct cvd_searcher *s,
                               const struct cvd_tokens *t, size_t edits,
                               struct cvd_trail *out, struct cvd_err *err)
{
    struct probing p = { .s = s, .t = t, .any_spelling = is_unmarked(t) };
    struct cvd_node *kids[PAIRS_MAX];
    enum cvd_status st = count_pairs(&p, err);

    *out = (struct cvd_trail){ 0 };
    if (st != CVD_OK || !p.count)
        return st;
    leave_common(&p, edits);
    struct probe *probes = calloc(p.count, sizeof *probes);
    if (!probes)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < p.count; i++) {
        make_probe(&p, &p.pairs[i], &probes[i]);
        kids[i] = &probes[i].one;
    }
    st = ask(&p, kids, edits, out, err);
    free(probes);
    return st;
}
