/* suggest_titles.c - documents whose title holds all words.
 *
 * The index has no titles apart, but words of a title count many times as much
 * as others (store/writer.h): of what bears all words, those that have them in
 * a short title rank first, and of the first few the title is read.  Where all
 * words are common, two that stand side by side are sought instead. */
#include "search/suggest.h"

#include <stdlib.h>

enum {
    LETTERS_MIN = 3,      /* of a word that is alone */
    WORDS_MAX = 24,       /* more is a paragraph, not a title */
    SPELLINGS_MAX = 16,   /* of one word, the most used */
    /* Documents that the rarest word (or pair) may be in: each is weighed, in
     * some 0.3 us. */
    WALKED_MAX = 4000,
    READ_MAX = 24,        /* titles looked at, */
    COUNTED_MAX = 8       /* and of how many of these is counted who cites */
};

struct title {
    uint32_t docno;
    enum order {
        SCATTERED,
        TOGETHER,         /* the words typed stand so, in their order */
        BEGINNING         /* and the title begins with them */
    } order;
    bool counted;
    uint64_t cited_by;
    struct cvd_str date;  /* in strings */
    size_t rank;
};

struct seeking {
    const struct cvd_typed *t;
    size_t words;         /* typed */
    struct cvd_spellings spelled[WORDS_MAX];
    struct cvd_word *forms[WORDS_MAX]; /* of spelled[] */
    uint64_t bearing[WORDS_MAX];
    uint32_t *pairs;      /* scratch */
    struct title titles[READ_MAX];
    size_t count;
    struct cvd_tokens tokens;
    struct cvd_strings *strings;
};

static void release(struct seeking *k)
{
    for (size_t i = 0; i < WORDS_MAX; i++) {
        cvd_spellings_release(&k->spelled[i]);
        free(k->forms[i]);
    }
    free(k->pairs);
    cvd_tokens_release(&k->tokens);
    cvd_strings_free(k->strings);
    free(k);
}

/* ---- the words ------------------------------------------------------- */

struct fitting {
    const struct cvd_typed *t;
    size_t token;
    struct cvd_str folded;  /* of what is asked for */
    struct cvd_spelling best[SPELLINGS_MAX];
    size_t count;
};

/* Keep the most used of the words that the token may be. */
static bool add_word(void *ctx, struct cvd_str exact, struct cvd_str folded,
                     uint32_t documents)
{
    struct fitting *f = ctx;
    struct cvd_word word = { exact, folded };
    bool open = f->token == f->t->last && f->t->open;
    size_t at = f->count;

    if (at == SPELLINGS_MAX && f->best[at - 1].documents >= documents)
        return true;
    if (open ? !cvd_typed_begins(f->t, f->token, word)
             : !cvd_typed_is(f->t, f->token, word))
        return true;
    at -= at == SPELLINGS_MAX;
    f->count = at + 1;
    for (; at > 0 && f->best[at - 1].documents < documents; at--)
        f->best[at] = f->best[at - 1];
    f->best[at] = (struct cvd_spelling){ word, documents };
    return true;
}

/* Find the words that token `i` may be. */
static enum cvd_status read_word(struct seeking *k, size_t i)
{
    const struct cvd_typed *t = k->t;
    struct fitting f = { .t = t, .token = i };
    struct cvd_spellings *out = &k->spelled[i];
    enum cvd_status st =
        cvd_store_words(t->s->store, cvd_token_folded(&t->q->tokens, i),
                        i == t->last && t->open, add_word, &f);

    for (size_t n = 0; n < f.count && st == CVD_OK; n++)
        st = cvd_typed_spelling(t, f.best[n].word, out);
    k->forms[i] = calloc(out->count + 1, sizeof **k->forms);
    if (!k->forms[i])
        return CVD_ENOMEM;
    for (size_t n = 0; n < out->count; n++) {
        k->forms[i][n] = out->list[n].word;
        k->bearing[i] += out->list[n].documents;
    }
    return st;
}

/* In how many documents a form of word i + 1 is behind one of word i. */
static enum cvd_status count_pair(struct seeking *k, size_t i,
                                  uint64_t *count, struct cvd_err *err)
{
    const struct cvd_spellings *a = &k->spelled[i], *b = &k->spelled[i + 1];
    enum cvd_status st = cvd_store_pairs(k->t->s->store, a, b, k->pairs, err);

    *count = 0;
    for (size_t n = 0; st == CVD_OK && n < a->count * b->count; n++)
        *count += k->pairs[n];
    return st;
}

/* ---- asking ---------------------------------------------------------- */

/* Whether little enough has to be walked: the rarest word, or else the rarest
 * two side by side, *pair being the first of them (SIZE_MAX: the word). */
static enum cvd_status is_cheap(struct seeking *k, size_t *pair, bool *cheap,
                                struct cvd_err *err)
{
    uint64_t least = UINT64_MAX, n;
    enum cvd_status st = CVD_OK;

    *pair = SIZE_MAX;
    for (size_t i = 0; i < k->words; i++)
        least = k->bearing[i] < least ? k->bearing[i] : least;
    for (size_t i = 0; st == CVD_OK && least > WALKED_MAX && i + 1 < k->words;
         i++) {
        st = count_pair(k, i, &n, err);
        if (st == CVD_OK && n < least) {
            least = n;
            *pair = i;
        }
    }
    *cheap = least > 0 && least <= WALKED_MAX;
    return st;
}

static enum cvd_status ask(struct seeking *k, size_t pair,
                           struct cvd_answer *out, struct cvd_err *err)
{
    struct cvd_slot slots[WORDS_MAX];
    struct cvd_node nodes[WORDS_MAX + 1];
    struct cvd_node *kids[WORDS_MAX + 1];
    size_t n = k->words;

    for (size_t i = 0; i < k->words; i++) {
        slots[i] = (struct cvd_slot){ false, k->forms[i],
                                      k->spelled[i].count };
        nodes[i] = (struct cvd_node){ .kind = CVD_N_WORD, .weight = 1,
                                      .slots = &slots[i], .slot_count = 1 };
        kids[i] = &nodes[i];
    }
    if (pair != SIZE_MAX) {
        nodes[n] = (struct cvd_node){ .kind = CVD_N_PHRASE, .weight = 1,
                                      .slots = &slots[pair],
                                      .slot_count = 2 };
        kids[n] = &nodes[n];
        n++;
    }
    struct cvd_node all = { .kind = CVD_N_AND, .kids = kids, .kid_count = n };
    struct cvd_ask q = { .root = &all, .limit = READ_MAX };
    return cvd_store_ask(k->t->s->store, &q, out, err);
}

/* ---- titles ---------------------------------------------------------- */

/* Whether token `i` as typed is word `w` of the title read. */
static bool is_word(const struct seeking *k, size_t i, size_t w)
{
    const struct cvd_typed *t = k->t;
    struct cvd_word have = cvd_token_word(&k->tokens, w);

    return i == t->last && t->open ? cvd_typed_begins(t, i, have)
                                   : cvd_typed_is(t, i, have);
}

/* Whether all words are in the title read. */
static bool holds_all(const struct seeking *k)
{
    for (size_t i = 0; i < k->words; i++) {
        size_t w = 0;
        while (w < k->tokens.count && !is_word(k, i, w))
            w++;
        if (w == k->tokens.count)
            return false;
    }
    return true;
}

static bool begins_at(const struct seeking *k, size_t w)
{
    size_t i = 0;

    while (i < k->words && w + i < k->tokens.count && is_word(k, i, w + i))
        i++;
    return i == k->words;
}

/* How the title read has the words; "Về việc" and "V/v" do not begin it. */
static enum order order_of(const struct seeking *k)
{
    static const char *const heads[][2] = { { "ve", "viec" }, { "v", "v" } };

    for (size_t h = 0; h < 2 && k->tokens.count > 2; h++)
        if (cvd_str_equal(cvd_token_folded(&k->tokens, 0),
                          cvd_str_from(heads[h][0])) &&
            cvd_str_equal(cvd_token_folded(&k->tokens, 1),
                          cvd_str_from(heads[h][1])) && begins_at(k, 2))
            return BEGINNING;
    if (begins_at(k, 0))
        return BEGINNING;
    for (size_t w = 1; w < k->tokens.count; w++)
        if (begins_at(k, w))
            return TOGETHER;
    return SCATTERED;
}

static enum cvd_status keep_title(struct seeking *k, uint32_t docno,
                                  size_t rank, struct cvd_err *err)
{
    struct cvd_doc *d = &k->t->s->doc;
    struct title one = { .docno = docno, .rank = rank };
    enum cvd_status st = cvd_store_read(k->t->s->store, docno, false, d, err);

    if (st != CVD_OK || cvd_str_equal(d->title, d->id))
        return st;
    if (cvd_tokenize(d->title, &k->tokens) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (!holds_all(k))
        return CVD_OK;
    one.order = order_of(k);
    if (cvd_strings_keep(&k->strings, cvd_doc_value(d, CVD_F_DATE),
                         &one.date) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st == CVD_OK)
        k->titles[k->count++] = one;
    return st;
}

/* Keep those that are to be counted, scattered words only where that is all
 * there is; and count who cites them. */
static enum cvd_status count_citers(struct seeking *k, struct cvd_err *err)
{
    struct cvd_doc *d = &k->t->s->doc;
    enum cvd_status st = CVD_OK;

    k->count = k->count < COUNTED_MAX ? k->count : COUNTED_MAX;
    while (k->count && k->titles[0].order != SCATTERED &&
           k->titles[k->count - 1].order == SCATTERED)
        k->count--;
    for (size_t i = 0; i < k->count && st == CVD_OK; i++) {
        struct title *one = &k->titles[i];
        st = cvd_store_read(k->t->s->store, one->docno, false, d, err);
        if (st == CVD_OK)
            st = cvd_cited_by_count(k->t->s, d, &one->cited_by, err);
        one->counted = cvd_doc_value(d, CVD_F_BORNE_AS).len > 0;
    }
    return st;
}

static int best_first(const void *pa, const void *pb)
{
    const struct title *a = pa, *b = pb;
    int newer = cvd_str_compare(b->date, a->date);

    if (a->order != b->order)
        return a->order > b->order ? -1 : 1;
    if (a->cited_by != b->cited_by)
        return a->cited_by > b->cited_by ? -1 : 1;
    if (newer)
        return newer;
    return a->rank < b->rank ? -1 : 1;
}

/* ---- the call -------------------------------------------------------- */

static enum cvd_status read_titles(struct seeking *k,
                                   const struct cvd_answer *a,
                                   struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < a->count && st == CVD_OK; i++)
        st = keep_title(k, a->matches[i].docno, i, err);
    if (st == CVD_OK && k->count)
        qsort(k->titles, k->count, sizeof *k->titles, best_first);
    if (st == CVD_OK)
        st = count_citers(k, err);
    if (st == CVD_OK && k->count)
        qsort(k->titles, k->count, sizeof *k->titles, best_first);
    return st;
}

static enum cvd_status offer_titles(struct seeking *k, size_t max,
                                    struct cvd_offers *out,
                                    struct cvd_err *err)
{
    struct cvd_doc *d = &k->t->s->doc;
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < k->count && st == CVD_OK && out->count < max;
         i++) {
        const struct title *one = &k->titles[i];
        st = cvd_store_read(k->t->s->store, one->docno, false, d, err);
        struct cvd_offer *o = st == CVD_OK ? cvd_offer_document(out, d)
                                          : NULL;
        if (o) {
            o->is.counted = one->counted;
            o->is.documents = one->cited_by;
        }
    }
    return st;
}

static enum cvd_status by_title(struct seeking *k, size_t max,
                                struct cvd_offers *out, struct cvd_err *err)
{
    struct cvd_answer a = { 0 };
    size_t pair;
    bool cheap = false;
    enum cvd_status st = CVD_OK;

    k->words = k->t->last + 1;
    k->pairs = calloc(SPELLINGS_MAX * SPELLINGS_MAX, sizeof *k->pairs);
    if (!k->pairs)
        st = CVD_ENOMEM;
    for (size_t i = 0; i < k->words && st == CVD_OK; i++)
        st = read_word(k, i);
    if (st != CVD_OK)
        return cvd_fail(err, st, "out of memory");
    st = is_cheap(k, &pair, &cheap, err);
    if (st == CVD_OK && cheap && !cvd_searcher_late(k->t->s))
        st = ask(k, pair, &a, err);
    if (st == CVD_OK)
        st = read_titles(k, &a, err);
    /* Of some of them only, others would be offered. */
    if (st == CVD_OK && !cvd_searcher_late(k->t->s))
        st = offer_titles(k, max, out, err);
    cvd_answer_release(&a);
    return st;
}

static bool may_be_title(const struct cvd_typed *t)
{
    if (t->last + 1 > WORDS_MAX || t->q->cut)
        return false;
    return t->last > 0 ||
           cvd_utf8_count(cvd_token_exact(&t->q->tokens, 0)) >= LETTERS_MIN;
}

enum cvd_status cvd_suggest_titles(const struct cvd_typed *t, size_t max,
                                   struct cvd_offers *out,
                                   struct cvd_err *err)
{
    if (!may_be_title(t))
        return CVD_OK;
    struct seeking *k = calloc(1, sizeof *k);
    if (!k)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    k->t = t;
    enum cvd_status st = by_title(k, max, out, err);
    release(k);
    return st;
}
