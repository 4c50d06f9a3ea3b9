/* similar_probes.c - which documents may share text with one: the index is
 * asked for the pairs of words that are rare in it. */
#include "search/similar.h"

#include <stdlib.h>

enum {
    STRETCHES = 48,      /* that a text is cut into */
    PAIRS_EACH = 2,      /* asked for of each */
    PROBES_MAX = STRETCHES * PAIRS_EACH,
    LOOKED_AT_MAX = 4096, /* pairs whose documents are counted, a few
                             microseconds each */
    PAIR_STEPS = 256,    /* of the clock, that counting one is worth */
    SPELLINGS_MAX = 16,  /* of a word, in a text without marks */
    /* Fewer marked words than one in so many: typed without marks.  Of
     * ordinary text three in four words bear one. */
    UNMARKED = 10
};

/* A pair: words `at` and `at` + 1 of the text. */
struct pair {
    size_t at;
    uint64_t documents;
};

struct probing {
    struct cvd_searcher *s;
    const struct cvd_tokens *t;
    bool any_spelling;
    struct pair pairs[PROBES_MAX];
    size_t count;
};

static bool is_unmarked(const struct cvd_tokens *t)
{
    size_t marked = 0;

    for (size_t i = 0; i < t->count; i++)
        marked += t->tok[i].marked;
    return marked < t->count / UNMARKED;
}

/* ---- how rare a pair is ---------------------------------------------- */

/* Whether `exact` is word `ctx`, with its marks or without any. */
static bool is_word(void *ctx, struct cvd_str exact)
{
    const struct cvd_word *w = ctx;

    return cvd_str_equal(exact, w->exact) || cvd_str_equal(exact, w->folded);
}

static enum cvd_status spell(struct probing *p, size_t at,
                             struct cvd_spellings *out)
{
    struct cvd_word w = { cvd_token_exact(p->t, at),
                          cvd_token_folded(p->t, at) };

    cvd_spellings_release(out);
    return cvd_store_spellings(p->s->store, w.folded,
                               p->any_spelling ? SPELLINGS_MAX : 2,
                               p->any_spelling ? NULL : is_word, &w, out);
}

static enum cvd_status count_pair(struct probing *p,
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

/* Keep `one` among the rarest PAIRS_EACH from number `first` on. */
static void keep_rarest(struct probing *p, size_t first, struct pair one)
{
    size_t i = p->count;

    if (p->count - first == PAIRS_EACH &&
        p->pairs[--i].documents <= one.documents)
        return;
    p->count += i == p->count;
    for (; i > first && p->pairs[i - 1].documents > one.documents; i--)
        p->pairs[i] = p->pairs[i - 1];
    p->pairs[i] = one;
}

/* Look at the pairs that begin at from, from + step ... before `to`, which
 * are one stretch.  What no other document has finds none. */
static enum cvd_status look(struct probing *p, size_t from, size_t to,
                            size_t step, struct cvd_err *err)
{
    struct cvd_spellings a = { 0 }, b = { 0 };
    size_t first = p->count;
    enum cvd_status st = CVD_OK;

    struct cvd_clock *clock = cvd_store_clock(p->s->store);

    for (size_t at = from; at < to && st == CVD_OK &&
                           !cvd_clock_steps(clock, PAIR_STEPS);
         at += step) {
        struct pair one = { at, 0 };
        if (at > from && step == 1) { /* the second word of the last pair */
            struct cvd_spellings last = a;
            a = b;
            b = last;
        } else {
            st = spell(p, at, &a);
        }
        if (st == CVD_OK)
            st = spell(p, at + 1, &b);
        if (st != CVD_OK)
            st = cvd_fail(err, st, "out of memory");
        else
            st = count_pair(p, &a, &b, &one.documents, err);
        if (st == CVD_OK && one.documents > 1)
            keep_rarest(p, first, one);
    }
    cvd_spellings_release(&a);
    cvd_spellings_release(&b);
    return st;
}

static enum cvd_status choose_pairs(struct probing *p, struct cvd_err *err)
{
    size_t pairs = p->t->count > 1 ? p->t->count - 1 : 0;
    size_t stretches = pairs < STRETCHES ? pairs : STRETCHES;
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < stretches && st == CVD_OK; i++)
        st = look(p, pairs * i / stretches, pairs * (i + 1) / stretches,
                  1 + pairs / LOOKED_AT_MAX, err);
    return st;
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

enum cvd_status cvd_similar_probe(struct cvd_searcher *s,
                                  const struct cvd_tokens *t, unsigned limit,
                                  struct cvd_answer *out, struct cvd_err *err)
{
    struct probing p = { .s = s, .t = t, .any_spelling = is_unmarked(t) };
    struct cvd_node *kids[PROBES_MAX];
    struct cvd_node any = { .kind = CVD_N_OR, .kids = kids };
    struct cvd_ask ask = { .root = &any, .limit = limit };
    struct probe *probes = calloc(PROBES_MAX, sizeof *probes);
    enum cvd_status st = probes ? choose_pairs(&p, err)
                                : cvd_fail(err, CVD_ENOMEM, "out of memory");

    *out = (struct cvd_answer){ .total_is_exact = true };
    for (size_t i = 0; i < p.count && st == CVD_OK; i++) {
        make_probe(&p, &p.pairs[i], &probes[i]);
        kids[any.kid_count++] = &probes[i].one;
    }
    if (st == CVD_OK && p.count)
        st = cvd_store_ask(s->store, &ask, out, err);
    free(probes);
    return st;
}
