/* suggest.c - what a person may be about to type.
 *
 * The last word is completed: by the words that follow the one before it
 * somewhere in the index (its pair dictionary knows), or else by any word.
 * Marks typed bind, missing ones are free. */
#include "analyzers/slug.h"
#include "base/json.h"
#include "search/query.h"
#include "search/searcher.h"

#include <stdlib.h>

enum {
    FOLLOWERS_MAX = 20000, /* pairs looked at for one suggestion */
    CANDIDATES = 256
};

struct candidate {
    struct cvd_str exact, folded; /* borrowed from the index */
    uint64_t documents;
};

struct gather {
    struct cvd_str typed;   /* the last word, canonical */
    size_t letters;
    struct candidate list[CANDIDATES];
    size_t count;
};

static bool add_candidate(void *ctx, struct cvd_str exact,
                          struct cvd_str folded, uint32_t documents)
{
    struct gather *g = ctx;
    struct cvd_str begin = cvd_utf8_first(exact, g->letters);
    size_t rarest = 0;

    if (!cvd_str_equal(begin, g->typed) &&
        !cvd_marks_consistent(g->typed, begin))
        return true;
    for (size_t i = 0; i < g->count; i++) {
        if (cvd_str_equal(g->list[i].exact, exact)) {
            g->list[i].documents += documents;
            return true;
        }
        if (g->list[i].documents < g->list[rarest].documents)
            rarest = i;
    }
    if (g->count < CANDIDATES)
        rarest = g->count++;
    else if (g->list[rarest].documents >= documents)
        return true;
    g->list[rarest] = (struct candidate){ exact, folded, documents };
    return true;
}

static int most_used_first(const void *pa, const void *pb)
{
    const struct candidate *a = pa, *b = pb;

    if (a->documents != b->documents)
        return a->documents > b->documents ? -1 : 1;
    return cvd_str_compare(a->exact, b->exact);
}

struct making {
    struct cvd_suggestion *list;
    size_t count, limit;
    enum cvd_status status;
};

static void make(struct making *m, struct cvd_str before,
                 struct cvd_str text, const char *kind, uint64_t documents)
{
    if (m->count == m->limit || m->status != CVD_OK)
        return;
    struct cvd_suggestion *s = &m->list[m->count++];
    m->status = cvd_buf_add(&s->text, before);
    if (m->status == CVD_OK)
        m->status = cvd_buf_add(&s->text, text);
    s->kind = kind;
    s->documents = documents;
}

/* ---- numbers --------------------------------------------------------- */

enum { KEYS_MAX = 64, KEYS_WALKED_MAX = 100000 };

/* Keys of numbers that begin as typed, the most borne and cited. */
struct keys {
    struct key {
        struct cvd_buf text;
        uint64_t documents;
    } list[KEYS_MAX];
    size_t count;
    enum cvd_status status;
};

static bool add_key(void *ctx, struct cvd_str term, struct cvd_str folded,
                    uint32_t documents)
{
    struct keys *k = ctx;
    const char *dash = memchr(term.ptr, '-', term.len);
    size_t rarest = 0;

    (void)folded;
    /* "277-kh" is no number, only the beginning of several. */
    if (!dash || !memchr(dash + 1, '-',
                         term.len - (size_t)(dash + 1 - term.ptr)))
        return true;
    for (size_t i = 0; i < k->count; i++) {
        if (cvd_str_equal(cvd_buf_str(&k->list[i].text), term)) {
            k->list[i].documents += documents;
            return true;
        }
        if (k->list[i].documents < k->list[rarest].documents)
            rarest = i;
    }
    if (k->count < KEYS_MAX)
        rarest = k->count++;
    else if (k->list[rarest].documents >= documents)
        return true;
    struct key *key = &k->list[rarest];
    cvd_buf_clear(&key->text);
    k->status = cvd_buf_add(&key->text, term);
    key->documents = documents;
    return k->status == CVD_OK;
}

static int most_used_key_first(const void *pa, const void *pb)
{
    const struct key *a = pa, *b = pb;

    if (a->documents != b->documents)
        return a->documents > b->documents ? -1 : 1;
    return cvd_str_compare(cvd_buf_str(&a->text), cvd_buf_str(&b->text));
}

/* One number has two keys, with marks and without: show it once. */
static bool made_already(const struct making *m, struct cvd_str text)
{
    for (size_t i = 0; i < m->count; i++)
        if (cvd_str_equal(cvd_buf_str(&m->list[i].text), text))
            return true;
    return false;
}

static enum cvd_status complete_number(struct cvd_searcher *s,
                                       struct cvd_str typed,
                                       struct making *m, struct cvd_err *err)
{
    static const enum cvd_field fields[] = { CVD_F_NUMBER, CVD_F_CITES };
    struct cvd_buf begin = { 0 };
    struct keys *k = calloc(1, sizeof *k);

    if (!k || cvd_slug(typed, &begin) != CVD_OK) {
        free(k);
        cvd_buf_release(&begin);
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    enum cvd_status st = CVD_OK;
    for (int f = 0; f < 2 && st == CVD_OK; f++)
        st = cvd_store_values(s->store, fields[f], cvd_buf_str(&begin),
                              KEYS_WALKED_MAX, add_key, k, err);
    if (st == CVD_OK && k->status != CVD_OK)
        st = cvd_fail(err, k->status, "out of memory");
    qsort(k->list, k->count, sizeof *k->list, most_used_key_first);
    for (size_t i = 0; i < k->count; i++) {
        struct key *key = &k->list[i];
        struct cvd_buf number = { 0 };
        if (st == CVD_OK && m->count < m->limit)
            st = cvd_written_number(s, cvd_buf_str(&key->text), &number,
                                    err);
        if (st == CVD_OK && number.len &&
            !made_already(m, cvd_buf_str(&number)))
            make(m, (struct cvd_str){ NULL, 0 }, cvd_buf_str(&number),
                 "number", key->documents);
        cvd_buf_release(&number);
        cvd_buf_release(&key->text);
    }
    cvd_buf_release(&begin);
    free(k);
    return st;
}

/* ---- words ----------------------------------------------------------- */

/* Whether a document that is not removed bears the word, after `before` if
 * that is not NULL.  Counts of words include removed documents, and what was
 * taken back must not be offered. */
static enum cvd_status is_live(struct cvd_searcher *s,
                               const struct cvd_word *before,
                               const struct candidate *c, bool *live,
                               struct cvd_err *err)
{
    struct cvd_word word = { c->exact, c->folded };
    struct cvd_slot slots[2] = { { true, before, 1 }, { false, &word, 1 } };
    struct cvd_node node = {
        .kind = before ? CVD_N_PHRASE : CVD_N_WORD,
        .slots = before ? slots : slots + 1,
        .slot_count = before ? 2 : 1,
        .weight = 1,
    };
    struct cvd_ask q = { .root = &node, .limit = 1 };
    struct cvd_answer a;
    enum cvd_status st = cvd_store_ask(s->store, &q, &a, err);

    if (st == CVD_OK) {
        *live = a.count > 0;
        cvd_answer_release(&a);
    }
    return st;
}

static enum cvd_status complete_word(struct cvd_searcher *s,
                                     const struct cvd_query *q,
                                     struct making *m, struct cvd_err *err)
{
    struct gather *g = calloc(1, sizeof *g);
    size_t last = q->tokens.count - 1;
    struct cvd_word before = { 0 };
    struct cvd_store_info info;
    enum cvd_status st = CVD_OK;
    bool follows = last > 0;

    if (!g)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    cvd_store_describe(s->store, &info);
    g->typed = cvd_token_exact(&q->tokens, last);
    g->letters = cvd_utf8_count(g->typed);
    struct cvd_str folded = cvd_token_folded(&q->tokens, last);
    if (follows) {
        before.exact = cvd_token_exact(&q->tokens, last - 1);
        before.folded = cvd_token_folded(&q->tokens, last - 1);
        st = cvd_store_followers(s->store, before.folded, folded,
                                 FOLLOWERS_MAX, add_candidate, g, err);
    }
    if (st == CVD_OK && g->count == 0) {
        follows = false;
        if (cvd_store_words(s->store, folded, true, add_candidate, g) !=
            CVD_OK)
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    qsort(g->list, g->count, sizeof *g->list, most_used_first);
    struct cvd_str typed = { q->text.ptr, q->tokens.tok[last].start };
    for (size_t i = 0; i < g->count && st == CVD_OK && m->count < m->limit;
         i++) {
        bool live = true;
        if (info.deleted)
            st = is_live(s, follows ? &before : NULL, &g->list[i], &live,
                         err);
        if (st == CVD_OK && live)
            make(m, typed, g->list[i].exact, "words", g->list[i].documents);
    }
    free(g);
    return st;
}

enum cvd_status cvd_suggest(struct cvd_searcher *s, struct cvd_str prefix,
                            size_t limit, struct cvd_suggestion **out,
                            size_t *count, struct cvd_err *err)
{
    struct cvd_query q;
    struct making m = { NULL, 0,
                        limit < CVD_SUGGEST_MAX ? limit : CVD_SUGGEST_MAX,
                        CVD_OK };
    enum cvd_status st = cvd_query_parse(prefix, &q, err);

    *out = NULL;
    *count = 0;
    if (st != CVD_OK)
        return st;
    m.list = calloc(m.limit + 1, sizeof *m.list);
    if (!m.list)
        m.status = CVD_ENOMEM;
    /* Only what begins with a figure can be a number. */
    if (m.status == CVD_OK && q.tokens.count && q.text.len &&
        q.text.ptr[0] >= '0' && q.text.ptr[0] <= '9')
        st = complete_number(s, cvd_buf_str(&q.text), &m, err);
    if (st == CVD_OK && m.status == CVD_OK && q.tokens.count &&
        m.count < m.limit)
        st = complete_word(s, &q, &m, err);
    if (st == CVD_OK && m.status != CVD_OK)
        st = cvd_fail(err, m.status, "out of memory");
    cvd_query_release(&q);
    if (st != CVD_OK) {
        cvd_suggestions_free(m.list, m.count);
        return st;
    }
    *out = m.list;
    *count = m.count;
    return CVD_OK;
}

void cvd_suggestions_free(struct cvd_suggestion *s, size_t count)
{
    for (size_t i = 0; s && i < count; i++)
        cvd_buf_release(&s[i].text);
    free(s);
}

enum cvd_status cvd_suggestions_json(struct cvd_str prefix,
                                     const struct cvd_suggestion *list,
                                     size_t count, struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "query");
    cvd_json_str(&j, prefix);
    cvd_json_key(&j, "suggestions");
    cvd_json_array(&j);
    for (size_t i = 0; i < count; i++) {
        cvd_json_object(&j);
        cvd_json_key(&j, "text");
        cvd_json_str(&j, cvd_buf_str(&list[i].text));
        cvd_json_key(&j, "kind");
        cvd_json_text(&j, list[i].kind);
        cvd_json_key(&j, "count");
        cvd_json_int(&j, (int64_t)list[i].documents);
        cvd_json_object_end(&j);
    }
    cvd_json_array_end(&j);
    cvd_json_object_end(&j);
    return j.status;
}
