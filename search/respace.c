/* respace.c - see correct.h: spaces missing and spaces too many. */
#include "search/correct.h"
#include "base/limits.h"
#include "search/lattice.h"
#include "search/rewrite.h"

#include <stdlib.h>

enum {
    SPELLINGS = 8,          /* of one half looked at */
    HALVES_MIN = 4,         /* letters of a word that may be two */
    LETTERS_MAX = 16,       /* two syllables have at most 14 */
    /* So much more frequent must be what is offered than what was typed. */
    TIMES_AS_FREQUENT = 20,
    PAIR_MIN = 3            /* documents */
};

struct respacing {
    const struct cvd_store *store;
    const struct cvd_query *q;
    uint64_t documents;     /* of the index */
    struct cvd_change *changes;
    size_t count;
    struct cvd_buf words;   /* of the changes, one behind another */
    struct cvd_spellings a, b;
    uint32_t pairs[SPELLINGS * SPELLINGS];
};

static bool fits_syllable(void *ctx, struct cvd_str exact)
{
    const struct cvd_str *typed = ctx;

    return cvd_syllable_valid(exact) && cvd_marks_consistent(*typed, exact);
}

/* The syllables of the index that `w` may be, into *out. */
static enum cvd_status find(struct respacing *r, struct cvd_word w,
                            struct cvd_spellings *out)
{
    out->count = 0;
    return cvd_store_spellings(r->store, w.folded, SPELLINGS, fits_syllable,
                               &w.exact, out);
}

static struct cvd_word token(const struct respacing *r, size_t i)
{
    struct cvd_word w = cvd_token_word(&r->q->tokens, i);
    return w;
}

static uint64_t most_borne(const struct cvd_spellings *w, size_t *which)
{
    uint64_t most = 0;

    *which = 0;
    for (size_t i = 0; i < w->count; i++)
        if (w->list[i].documents > most) {
            most = w->list[i].documents;
            *which = i;
        }
    return most;
}

/* Tokens [i, i + n) become `words`; offsets stand for pointers until all are
 * there, as the buffer may move. */
static enum cvd_status change(struct respacing *r, size_t i, size_t n,
                              const struct cvd_word *words, size_t count)
{
    const struct cvd_token *t = &r->q->tokens.tok[i];
    size_t from = r->words.len;
    enum cvd_status st = CVD_OK;

    for (size_t k = 0; k < count && st == CVD_OK; k++) {
        if (k)
            st = cvd_buf_add_char(&r->words, ' ');
        /* Where nobody types marks, they are put back later, in all words
         * at once. */
        if (st == CVD_OK)
            st = cvd_buf_add(&r->words, r->q->marked ? words[k].exact
                                                     : words[k].folded);
    }
    r->changes[r->count++] = (struct cvd_change){
        t->start, t[n - 1].end,
        { (const char *)from, r->words.len - from }
    };
    return st;
}

/* ---- a space missing ------------------------------------------------- */

/* The bytes of the first n letters. */
static size_t letters(struct cvd_str s, size_t n)
{
    return cvd_utf8_first(s, n).len;
}

static struct cvd_str part(struct cvd_str s, size_t from, size_t to)
{
    struct cvd_str p = { s.ptr + from, to - from };
    return p;
}

/* How often the halves of `w` at letter `at` stand side by side, and as what
 * they mostly do. */
static enum cvd_status weigh_halves(struct respacing *r, struct cvd_word w,
                                    size_t at, uint32_t *most,
                                    struct cvd_word halves[2],
                                    struct cvd_err *err)
{
    size_t e = letters(w.exact, at), f = letters(w.folded, at);
    struct cvd_word left = { part(w.exact, 0, e), part(w.folded, 0, f) };
    struct cvd_word right = { part(w.exact, e, w.exact.len),
                              part(w.folded, f, w.folded.len) };

    r->b.count = 0;
    if (find(r, left, &r->a) != CVD_OK ||
        (r->a.count && find(r, right, &r->b) != CVD_OK))
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (!r->a.count || !r->b.count)
        return CVD_OK;
    enum cvd_status st = cvd_store_pairs(r->store, &r->a, &r->b, r->pairs,
                                         err);
    for (size_t i = 0; i < r->a.count * r->b.count && st == CVD_OK; i++) {
        if (r->pairs[i] <= *most)
            continue;
        *most = r->pairs[i];
        halves[0] = r->a.list[i / r->b.count].word;
        halves[1] = r->b.list[i % r->b.count].word;
    }
    return st;
}

static bool tell_any(void *ctx, struct cvd_str exact, struct cvd_str folded,
                     uint32_t documents)
{
    uint64_t *sum = ctx;

    (void)exact;
    (void)folded;
    *sum += documents;
    return true;
}

static enum cvd_status try_halves(struct respacing *r, size_t i,
                                  struct cvd_err *err)
{
    struct cvd_word w = token(r, i), halves[2];
    size_t n = cvd_utf8_count(w.folded);
    uint64_t borne = 0;
    uint32_t most = 0;

    if (n < HALVES_MIN || n > LETTERS_MAX || cvd_utf8_count(w.exact) != n)
        return CVD_OK;
    enum cvd_status st = cvd_store_words(r->store, w.folded, false, tell_any,
                                         &borne);
    if (st != CVD_OK)
        return cvd_fail(err, st, "out of memory");
    /* No pair is that much more frequent than a frequent word. */
    if (TIMES_AS_FREQUENT * borne >= r->documents)
        return CVD_OK;
    for (size_t at = 1; at < n && st == CVD_OK; at++)
        st = weigh_halves(r, w, at, &most, halves, err);
    if (st == CVD_OK && most >= PAIR_MIN && most > TIMES_AS_FREQUENT * borne)
        st = change(r, i, 1, halves, 2);
    return st;
}

/* ---- a space too many ------------------------------------------------ */

static bool fits_marks(void *ctx, struct cvd_str exact)
{
    const struct cvd_str *typed = ctx;

    return cvd_marks_consistent(*typed, exact);
}

/* How often two words stand side by side as they were typed. */
static enum cvd_status typed_pairs(struct respacing *r, struct cvd_word a,
                                   struct cvd_word b, uint64_t *sum,
                                   struct cvd_err *err)
{
    r->a.count = r->b.count = 0;
    if (cvd_store_spellings(r->store, a.folded, SPELLINGS, fits_marks,
                            &a.exact, &r->a) != CVD_OK ||
        cvd_store_spellings(r->store, b.folded, SPELLINGS, fits_marks,
                            &b.exact, &r->b) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = cvd_store_pairs(r->store, &r->a, &r->b, r->pairs,
                                         err);
    for (size_t i = 0; i < r->a.count * r->b.count && st == CVD_OK; i++)
        *sum += r->pairs[i];
    return st;
}

static enum cvd_status try_join(struct respacing *r, size_t i, bool *joined,
                                struct cvd_err *err)
{
    struct cvd_word a = token(r, i), b = token(r, i + 1);
    char exact[2 * CVD_TERM_BYTES_MAX], folded[2 * CVD_TERM_BYTES_MAX];
    struct cvd_word whole = { { exact, a.exact.len + b.exact.len },
                              { folded, a.folded.len + b.folded.len } };
    size_t which;
    uint64_t pairs = 0;

    *joined = false;
    memcpy(exact, a.exact.ptr, a.exact.len);
    memcpy(exact + a.exact.len, b.exact.ptr, b.exact.len);
    memcpy(folded, a.folded.ptr, a.folded.len);
    memcpy(folded + a.folded.len, b.folded.ptr, b.folded.len);
    enum cvd_status st = find(r, a, &r->a);
    if (st == CVD_OK)
        st = find(r, b, &r->b);
    if (st != CVD_OK)
        return cvd_fail(err, st, "out of memory");
    if (r->a.count && r->b.count) /* two syllables are two words */
        return CVD_OK;
    st = find(r, whole, &r->a);
    if (st != CVD_OK)
        return cvd_fail(err, st, "out of memory");
    uint64_t borne = most_borne(&r->a, &which);
    if (borne < PAIR_MIN)
        return CVD_OK;
    struct cvd_word is = r->a.list[which].word;
    st = typed_pairs(r, a, b, &pairs, err);
    if (st == CVD_OK && borne > TIMES_AS_FREQUENT * pairs) {
        *joined = true;
        st = change(r, i, 2, &is, 1);
    }
    return st;
}

/* ---- all of it ------------------------------------------------------- */

static bool one_space_apart(const struct cvd_query *q, size_t i)
{
    const struct cvd_token *t = &q->tokens.tok[i];

    return t[1].start == t[0].end + 1 && q->text.ptr[t[0].end] == ' ';
}

enum cvd_status cvd_correct_spaces(const struct cvd_store *s,
                                   const struct cvd_query *q,
                                   const bool *may, struct cvd_buf *out,
                                   struct cvd_err *err)
{
    struct respacing r = { .store = s, .q = q };
    struct cvd_store_info info;
    size_t n = q->tokens.count;
    enum cvd_status st = CVD_OK;

    cvd_store_describe(s, &info);
    r.documents = info.documents + info.deleted;
    r.changes = calloc(n + 1, sizeof *r.changes);
    if (!r.changes)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        bool joined = false;
        if (!may[i])
            continue;
        if (i + 1 < n && may[i + 1] && one_space_apart(q, i))
            st = try_join(&r, i, &joined, err);
        if (st == CVD_OK && !joined)
            st = try_halves(&r, i, err);
        i += joined;
    }
    for (size_t i = 0; i < r.count; i++)
        r.changes[i].words.ptr = r.words.ptr + (size_t)r.changes[i].words.ptr;
    if (st == CVD_OK && r.count &&
        cvd_rewrite(cvd_buf_str(&q->text), r.changes, r.count, out) !=
            CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    cvd_spellings_release(&r.a);
    cvd_spellings_release(&r.b);
    cvd_buf_release(&r.words);
    free(r.changes);
    return st;
}
