/* suggest_words.c - the last word completed, or a word more.
 *
 * A word is completed by the words that follow the one before it somewhere in
 * the index (its pair dictionary knows), or else by any word.  A word that
 * needs no more letters is followed by another.  Marks typed bind, missing
 * ones are free; words typed without one mark get theirs back. */
#include "base/array.h"
#include "search/suggest.h"

#include <stdlib.h>

enum {
    FOLLOWERS_MAX = 20000, /* pairs looked at for one suggestion */
    CANDIDATES = 64,       /* words gone into, the most used */
    SLOTS = 32768,         /* of a hash table: more than FOLLOWERS_MAX */
    SPELLINGS = 16,        /* of the word before, the most used */
    PHRASE_BEFORE = 2,     /* words before that a word is to follow, */
    CHECKED = 12,          /* of so many of the words gone into, */
    SURE = 2000,           /* but not of those in more documents */
    GLUED = 500,           /* as rare as that: see drop_glued() */
    FIGURES_MIN = 3,       /* of a number that is a word: a year */
    LONGER_LETTERS_MIN = 2, /* of a word that another may follow, */
    NEXT_LETTERS_MIN = 2   /* and of that other one */
};

struct candidate {
    struct cvd_word word;   /* borrowed from the index */
    uint64_t documents;
    uint32_t next;          /* in its slot: number + 1 of another */
};

/* Words that fit, each once. */
struct gather {
    const struct cvd_typed *t;
    bool any;               /* what is typed is a word; one more is sought */
    bool once;              /* words come but once */
    struct candidate *list;
    size_t count, cap;
    uint32_t *slots;        /* number + 1 of a candidate */
    enum cvd_status status;
};

static void gather_release(struct gather *g)
{
    free(g->list);
    free(g->slots);
}

/* ---- candidates ------------------------------------------------------ */

static bool count_again(struct gather *g, uint32_t slot, struct cvd_str exact,
                        uint32_t documents)
{
    for (uint32_t i = g->slots[slot]; i; i = g->list[i - 1].next)
        if (cvd_str_equal(g->list[i - 1].word.exact, exact)) {
            g->list[i - 1].documents += documents;
            return true;
        }
    return false;
}

static bool add_candidate(void *ctx, struct cvd_str exact,
                          struct cvd_str folded, uint32_t documents)
{
    struct gather *g = ctx;
    struct cvd_word word = { exact, folded };
    uint32_t slot = g->once ? 0 : cvd_hash64(exact) % SLOTS;

    if (g->any ? cvd_utf8_count(exact) < NEXT_LETTERS_MIN
               : !cvd_typed_begins(g->t, g->t->last, word))
        return true;
    if (!g->once && count_again(g, slot, exact, documents))
        return true;
    g->status = cvd_array_reserve(&g->list, &g->cap, g->count + 1,
                                  sizeof *g->list);
    if (g->status != CVD_OK)
        return false;
    g->list[g->count++] = (struct candidate){ word, documents, 0 };
    if (!g->once) {
        g->list[g->count - 1].next = g->slots[slot];
        g->slots[slot] = (uint32_t)g->count;
    }
    return true;
}

static int most_used_first(const void *pa, const void *pb)
{
    const struct candidate *a = pa, *b = pb;

    if (a->documents != b->documents)
        return a->documents > b->documents ? -1 : 1;
    return cvd_str_compare(a->word.exact, b->word.exact);
}

/* Keep the most used, in order. */
static void keep_best(struct gather *g)
{
    struct candidate best[CANDIDATES + 1];
    size_t n = 0;

    for (size_t i = 0; i < g->count; i++) {
        size_t at = n;
        if (n == CANDIDATES &&
            most_used_first(&g->list[i], &best[n - 1]) > 0)
            continue;
        for (; at > 0 && most_used_first(&g->list[i], &best[at - 1]) < 0;
             at--)
            best[at] = best[at - 1];
        best[at] = g->list[i];
        n += n < CANDIDATES;
    }
    if (n)
        memcpy(g->list, best, n * sizeof *best);
    g->count = n;
}

/* ---- what follows a word --------------------------------------------- */

struct spelled {
    const struct cvd_typed *t;
    size_t token;
};

static bool is_spelled_as_typed(void *ctx, struct cvd_str exact)
{
    const struct spelled *s = ctx;
    struct cvd_word word = { exact,
                             cvd_token_folded(&s->t->q->tokens, s->token) };

    return cvd_typed_is(s->t, s->token, word);
}

/* The followers were counted behind every spelling of the word before: count
 * them anew behind those that bear the marks typed. */
static enum cvd_status count_spelled(struct gather *g, size_t before,
                                     struct cvd_err *err)
{
    struct cvd_store *store = g->t->s->store;
    struct spelled how = { .t = g->t, .token = before };
    struct cvd_spellings a = { 0 }, b = { 0 };
    uint32_t *documents = calloc(SPELLINGS * (CANDIDATES + 1),
                                 sizeof *documents);
    size_t kept = 0;
    enum cvd_status st = documents ? CVD_OK : CVD_ENOMEM;

    if (st == CVD_OK)
        st = cvd_store_spellings(store,
                                 cvd_token_folded(&g->t->q->tokens, before),
                                 SPELLINGS, is_spelled_as_typed, &how, &a);
    for (size_t i = 0; i < g->count && st == CVD_OK; i++) {
        st = cvd_typed_spelling(g->t, g->list[i].word, &b);
        if (st == CVD_OK && b.count == kept) /* it was late */
            break;
        kept = b.count;
    }
    if (st != CVD_OK)
        st = cvd_fail(err, st, "out of memory");
    else
        st = cvd_store_pairs(store, &a, &b, documents, err);
    g->count = 0;
    for (size_t j = 0; j < b.count && st == CVD_OK; j++) {
        uint64_t sum = 0;
        for (size_t i = 0; i < a.count; i++)
            sum += documents[i * b.count + j];
        if (sum)
            g->list[g->count++] = (struct candidate){ b.list[j].word, sum, 0 };
    }
    if (st == CVD_OK && g->count)
        qsort(g->list, g->count, sizeof *g->list, most_used_first);
    cvd_spellings_release(&a);
    cvd_spellings_release(&b);
    free(documents);
    return st;
}

/* The words behind token `before`: `begin` is their folded beginning. */
static enum cvd_status gather_followers(struct gather *g, size_t before,
                                        struct cvd_str begin,
                                        struct cvd_err *err)
{
    const struct cvd_tokens *tokens = &g->t->q->tokens;

    g->count = 0;
    g->once = false;
    if (!g->slots)
        g->slots = calloc(SLOTS, sizeof *g->slots);
    else
        memset(g->slots, 0, SLOTS * sizeof *g->slots);
    if (!g->slots)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = cvd_store_followers(
        g->t->s->store, cvd_token_folded(tokens, before), begin,
        FOLLOWERS_MAX, add_candidate, g, err);
    if (st == CVD_OK && g->status != CVD_OK)
        st = cvd_fail(err, g->status, "out of memory");
    keep_best(g);
    if (st == CVD_OK && g->count && tokens->tok[before].marked)
        st = count_spelled(g, before, err);
    return st;
}

/* ---- offering -------------------------------------------------------- */

/* The words of a phrase that is sought. */
struct sought {
    struct cvd_word words[PHRASE_BEFORE + 1];
    struct cvd_slot slots[PHRASE_BEFORE + 1];
    size_t before;          /* words before the last */
};

/* Seek behind the `before` tokens before `end`, the first of two in the
 * spelling that is used most: to walk all of them would take too long. */
static enum cvd_status seek_behind(const struct cvd_typed *t, size_t end,
                                   size_t before, struct sought *out,
                                   struct cvd_err *err)
{
    struct cvd_spellings most = { 0 };
    enum cvd_status st = CVD_OK;

    out->before = before;
    for (size_t i = 0; i < before && st == CVD_OK; i++) {
        struct spelled how = { .t = t, .token = end - before + i };
        struct cvd_str folded = cvd_token_folded(&t->q->tokens, how.token);
        bool one = before == PHRASE_BEFORE;
        out->words[i] = (struct cvd_word){
            cvd_token_exact(&t->q->tokens, how.token), folded
        };
        if (one)
            st = cvd_store_spellings(t->s->store, folded, 1,
                                     is_spelled_as_typed, &how, &most);
        if (one && st == CVD_OK && most.count)
            out->words[i] = most.list[most.count - 1].word;
        out->slots[i] = (struct cvd_slot){ !one, &out->words[i], 1 };
    }
    cvd_spellings_release(&most);
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

/* Whether a document that is not removed bears the word so.  Counts of words
 * include removed documents, and what was taken back must not be offered. */
static enum cvd_status is_borne(const struct cvd_typed *t, struct sought *k,
                                struct cvd_word word, bool *borne,
                                struct cvd_err *err)
{
    struct cvd_node node = { .kind = k->before ? CVD_N_PHRASE : CVD_N_WORD,
                             .slots = k->slots,
                             .slot_count = k->before + 1 };
    struct cvd_ask q = { .root = &node, .limit = 1 };
    struct cvd_answer a;

    k->words[k->before] = word;
    k->slots[k->before] = (struct cvd_slot){ false, &k->words[k->before], 1 };
    enum cvd_status st = cvd_store_ask(t->s->store, &q, &a, err);
    if (st == CVD_OK) {
        *borne = a.count > 0;
        cvd_answer_release(&a);
    }
    return st;
}

/* Whether that need not be asked: more documents bear the word than were
 * removed, each counted once for every spelling of the word before; of a
 * phrase, so many that there is hardly none. */
static bool is_sure(const struct cvd_typed *t, size_t before,
                    const struct candidate *c)
{
    return c->documents > t->removed * SPELLINGS &&
           (before < PHRASE_BEFORE || c->documents > SURE);
}

/* Keep those of the first gathered words that documents bear behind `before`
 * tokens. */
static enum cvd_status keep_borne(struct gather *g, size_t end, size_t before,
                                  struct cvd_err *err)
{
    size_t count = g->count < CHECKED ? g->count : CHECKED, kept = 0;
    struct sought k;
    enum cvd_status st = seek_behind(g->t, end, before, &k, err);

    for (size_t i = 0; i < count && st == CVD_OK; i++) {
        bool borne = is_sure(g->t, before, &g->list[i]);
        if (!borne)
            st = is_borne(g->t, &k, g->list[i].word, &borne, err);
        if (st == CVD_OK && borne)
            g->list[kept++] = g->list[i];
    }
    g->count = kept;
    return st;
}

/* Drop what is not to be offered at token `end`: words that stand nowhere
 * behind the two words before ("luật đất nước": only đất nước does), unless
 * none does; and those of removed documents. */
static enum cvd_status choose(struct gather *g, size_t end, bool follows,
                              struct cvd_err *err)
{
    struct candidate all[CHECKED];
    size_t count = g->count < CHECKED ? g->count : CHECKED;
    enum cvd_status st = CVD_OK;

    if (!count)
        return CVD_OK;
    memcpy(all, g->list, count * sizeof *all);
    if (follows && end >= PHRASE_BEFORE) {
        st = keep_borne(g, end, PHRASE_BEFORE, err);
        if (st != CVD_OK || g->count || cvd_store_clock(g->t->s->store)->late)
            return st;
        memcpy(g->list, all, count * sizeof *all);
        g->count = count;
    }
    return g->t->removed ? keep_borne(g, end, follows ? 1 : 0, err) : st;
}

/* Offer the gathered words as what stands at token `end`, which may be behind
 * the last; they follow the token before where `follows`. */
static enum cvd_status offer_words(struct gather *g, size_t end, bool follows,
                                   size_t max, struct cvd_offers *out,
                                   struct cvd_err *err)
{
    struct cvd_buf text = { 0 };
    enum cvd_status st = choose(g, end, follows, err);

    for (size_t i = 0; i < g->count && st == CVD_OK && out->count < max;
         i++) {
        cvd_buf_clear(&text);
        st = cvd_typed_write(g->t, end, g->list[i].word, &text, err);
        if (st != CVD_OK || !text.len)
            continue;
        struct cvd_offer *one = cvd_offer(out, "words", cvd_buf_str(&text));
        if (!one)
            break;
        one->is.counted = true;
        one->is.documents = g->list[i].documents;
        out->status = cvd_buf_add(&one->is.query, cvd_buf_str(&text));
    }
    cvd_buf_release(&text);
    return st;
}

static bool is_figure(struct cvd_str word)
{
    return word.len && *word.ptr >= '0' && *word.ptr <= '9';
}

/* Whether the last word needs no more letters: it is the most used of those
 * that it may be.  A figure may always have more. */
static bool is_whole(const struct gather *g)
{
    const struct cvd_typed *t = g->t;

    return g->count && cvd_typed_is(t, t->last, g->list[0].word) &&
           !is_figure(g->list[0].word.exact) &&
           cvd_utf8_count(cvd_token_exact(&t->q->tokens, t->last)) >=
               LONGER_LETTERS_MIN;
}

/* Behind a whole word more letters are most often those of the next, glued to
 * it by a slip ("quyết địnhthi"): drop what is very rare. */
static void drop_glued(struct gather *g)
{
    size_t kept = 0;

    for (size_t i = 0; i < g->count; i++)
        if (g->list[i].documents >= g->list[0].documents / GLUED)
            g->list[kept++] = g->list[i];
    g->count = kept;
}

/* The last word completed; *whole: it may be whole. */
static enum cvd_status complete(struct gather *g, size_t max,
                                struct cvd_offers *out, bool *whole,
                                struct cvd_err *err)
{
    const struct cvd_typed *t = g->t;
    struct cvd_str folded = cvd_token_folded(&t->q->tokens, t->last);
    bool follows = t->last > 0;
    enum cvd_status st = CVD_OK;

    *whole = false;
    if (!follows && is_figure(folded) && folded.len < FIGURES_MIN)
        return CVD_OK;
    if (follows)
        st = gather_followers(g, t->last - 1, folded, err);
    /* A figure that stands nowhere there says nothing. */
    if (st == CVD_OK && g->count == 0 && !(follows && is_figure(folded))) {
        follows = false;
        g->once = true;
        if (cvd_store_words(t->s->store, folded, true, add_candidate, g) !=
                CVD_OK || g->status != CVD_OK)
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
        keep_best(g);
    }
    *whole = is_whole(g) && !cvd_store_clock(t->s->store)->late;
    if (*whole)
        drop_glued(g);
    /* Half of the room for what comes behind a word that is whole. */
    return st == CVD_OK ? offer_words(g, t->last, follows,
                                      *whole ? (max + 1) / 2 : max, out, err)
                        : st;
}

enum cvd_status cvd_suggest_words(const struct cvd_typed *t, size_t max,
                                  struct cvd_offers *out,
                                  struct cvd_err *err)
{
    struct gather g = { .t = t };
    struct cvd_str any = { NULL, 0 };
    bool whole = true;
    enum cvd_status st = CVD_OK;

    if (t->open)
        st = complete(&g, max, out, &whole, err);
    g.any = true;
    if (st == CVD_OK && whole)
        st = gather_followers(&g, t->last, any, err);
    if (st == CVD_OK && whole)
        st = offer_words(&g, t->last + 1, true, max, out, err);
    gather_release(&g);
    return st;
}
