/* cited_by.c - who cites a document, or the documents of a number. */
#include "analyzers/slug.h"
#include "base/array.h"
#include "search/cited.h"
#include "search/query.h"
#include "search/reference.h"

#include <stdlib.h>

enum {
    KEYS_MAX = 64,         /* numbers that "KH 37" stands for */
    KEYS_WALKED_MAX = 20000,
    LISTED_MAX = 200,      /* documents of one number in an answer */
    TEXTS_MAX = 200,       /* citing documents read for one answer, */
    TEXT_BYTES_MAX = 32 * 1024 * 1024 /* half a second's worth */
};

/* ---- the count of a hit ---------------------------------------------- */

/* The namesakes of document `d`, itself being number *i: CVD_NO_NAMESAKE
 * where it has no number.  They are the searcher's own. */
static enum cvd_status find_itself(struct cvd_searcher *s,
                                   const struct cvd_doc *d,
                                   const struct cvd_namesakes **n,
                                   int32_t *i, struct cvd_err *err)
{
    struct cvd_str term = cvd_doc_value(d, CVD_F_BORNE_AS);
    struct cvd_identity id;

    *i = CVD_NO_NAMESAKE;
    if (!cvd_identity_parse(term, &id))
        return CVD_OK;
    enum cvd_status st = cvd_namesakes_of(s, id.key, n, err);
    if (st != CVD_OK)
        return st;
    const struct cvd_known *k = cvd_namesakes_find(*n, true, term);
    if (k && !cvd_searcher_late(s))
        *i = k->namesake;
    return CVD_OK;
}

enum cvd_status cvd_cited_by_count(struct cvd_searcher *s,
                                   const struct cvd_doc *d, uint64_t *count,
                                   struct cvd_err *err)
{
    const struct cvd_namesakes *n;
    int32_t i;
    enum cvd_status st = find_itself(s, d, &n, &i, err);

    *count = 0;
    return st == CVD_OK && i != CVD_NO_NAMESAKE
               ? cvd_cited_count(s, n, i, NULL, count, err)
               : st;
}

/* ---- a number as people write it ------------------------------------- */

static bool all_digits(struct cvd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    return s.len > 0;
}

static struct cvd_str without_zeros(struct cvd_str s)
{
    while (s.len > 1 && s.ptr[0] == '0' && s.ptr[1] >= '0' &&
           s.ptr[1] <= '9') {
        s.ptr++;
        s.len--;
    }
    return s;
}

enum cvd_status cvd_number_key(struct cvd_str value, struct cvd_buf *out)
{
    struct cvd_entities e = { 0 };
    enum cvd_status st = cvd_entities_find(value, true, &e);

    if (st == CVD_OK && e.number_count == 1 && e.numbers[0].folded_key[0])
        st = cvd_buf_add_text(out, e.numbers[0].folded_key);
    else if (st == CVD_OK)
        st = cvd_slug(without_zeros(cvd_str_trim(value)), out);
    cvd_entities_release(&e);
    return st;
}

/* Append what KH 37 begins as, "37-kh"; nothing where `value` is no type and
 * a figure. */
static enum cvd_status add_short_key(struct cvd_str value,
                                     struct cvd_buf *out)
{
    struct cvd_tokens t = { 0 };
    enum cvd_status st = cvd_tokenize(value, &t);

    if (st == CVD_OK && t.count == 2 &&
        cvd_doctype_code(cvd_token_exact(&t, 0)) &&
        all_digits(cvd_token_folded(&t, 1))) {
        struct cvd_str digits = without_zeros(cvd_token_folded(&t, 1));
        struct cvd_str type = cvd_token_folded(&t, 0);
        st = cvd_buf_printf(out, "%.*s-%.*s", (int)digits.len, digits.ptr,
                            (int)type.len, type.ptr);
    }
    cvd_tokens_release(&t);
    return st;
}

/* Keys of numbers, each once, sorted. */
struct keys {
    struct cvd_str list[KEYS_MAX];
    size_t count;
    bool cut;
    struct cvd_strings *strings;
    enum cvd_status status;
};

static bool take_key(void *ctx, struct cvd_str term, struct cvd_str folded,
                     uint32_t documents)
{
    struct keys *k = ctx;
    struct cvd_identity id;

    (void)folded;
    (void)documents;
    if (!cvd_identity_parse(term, &id))
        return true;
    for (size_t i = k->count; i-- > 0;)
        if (cvd_str_equal(k->list[i], id.key))
            return true;
    if (k->count == KEYS_MAX) {
        k->cut = true;
        return false;
    }
    k->status = cvd_strings_keep(&k->strings, id.key, &k->list[k->count]);
    k->count += k->status == CVD_OK;
    return k->status == CVD_OK;
}

static enum cvd_status find_keys(struct cvd_searcher *s, struct cvd_str from,
                                 struct keys *k, struct cvd_err *err)
{
    static const enum cvd_field fields[] = { CVD_F_BORNE_AS,
                                             CVD_F_CITED_AS };
    enum cvd_status st = CVD_OK;

    for (int f = 0; f < 2 && st == CVD_OK; f++) {
        st = cvd_store_values(s->store, fields[f], from, KEYS_WALKED_MAX,
                              take_key, k, err);
        if (st == CVD_OK && k->status != CVD_OK)
            st = cvd_fail(err, k->status, "out of memory");
    }
    return st;
}

/* The same of identities that begin with `key` and then `end`, unless there
 * are keys already. */
static enum cvd_status find_more(struct cvd_searcher *s, struct cvd_buf *key,
                                 char end, struct keys *k,
                                 struct cvd_err *err)
{
    if (!key->len || k->count)
        return CVD_OK;
    if (cvd_buf_add_char(key, end) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = find_keys(s, cvd_buf_str(key), k, err);
    key->len--;
    return st;
}

/* The keys that `value` stands for: the number that it is, else those that
 * begin as it does. */
static enum cvd_status keys_of(struct cvd_searcher *s, struct cvd_str value,
                               struct keys *k, struct cvd_err *err)
{
    struct cvd_buf key = { 0 }, part = { 0 };
    enum cvd_status st = cvd_number_key(value, &key);

    if (st == CVD_OK)
        st = add_short_key(value, &part);
    if (st != CVD_OK)
        st = cvd_fail(err, st, "%s", cvd_status_text(st));
    else
        st = find_more(s, &key, '@', k, err);
    if (st == CVD_OK)
        st = find_more(s, &part, '-', k, err);
    if (st == CVD_OK)
        st = find_more(s, &key, '-', k, err);
    cvd_buf_release(&key);
    cvd_buf_release(&part);
    return st;
}

/* ---- an answer ------------------------------------------------------- */

/* A namesake that goes into the answer. */
struct chosen {
    size_t key;              /* which namesakes */
    int32_t namesake;
    bool held;
    uint64_t count;
};

struct choosing {
    struct cvd_searcher *s;
    struct cvd_namesakes own[KEYS_MAX];
    const struct cvd_namesakes *n[KEYS_MAX]; /* own, or the searcher's */
    size_t n_count;
    struct chosen *list;
    size_t count, cap;
};

static void choosing_release(struct choosing *c)
{
    for (size_t i = 0; i < c->n_count; i++)
        cvd_namesakes_release(&c->own[i]);
    free(c->list);
    free(c);
}

/* Count the citers of namesake `i` of c->n[key] and choose it. */
static enum cvd_status choose(struct choosing *c, size_t key, int32_t i,
                              struct cvd_err *err)
{
    struct chosen one = { key, i, c->n[key]->list[i].held, 0 };
    enum cvd_status st = cvd_cited_count(c->s, c->n[key], i, NULL,
                                         &one.count, err);

    if (st != CVD_OK || (!one.held && !one.count) || cvd_searcher_late(c->s))
        return st;
    if (cvd_array_reserve(&c->list, &c->cap, c->count + 1,
                          sizeof *c->list) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    c->list[c->count++] = one;
    return CVD_OK;
}

/* What may mean namesake `itself` of the one number read. */
static enum cvd_status choose_open(struct choosing *c, int32_t itself,
                                   struct cvd_err *err)
{
    const struct cvd_namesakes *n = c->n[0];
    int32_t fitting[CVD_RESOLVED_MAX];
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < n->namesake_count && st == CVD_OK; i++) {
        if (!n->list[i].open)
            continue;
        size_t count = cvd_namesakes_fitting(
            n, &n->known[n->list[i].first], fitting, CVD_RESOLVED_MAX);
        for (size_t k = 0; k < count && st == CVD_OK; k++)
            if (fitting[k] == itself)
                st = choose(c, 0, (int32_t)i, err);
    }
    return st;
}

static int most_cited_first(const void *pa, const void *pb)
{
    const struct chosen *a = pa, *b = pb;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    if (a->held != b->held)
        return a->held ? -1 : 1;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->namesake - b->namesake;
}

/* Put what was chosen into the answer. */
static enum cvd_status fill(struct choosing *c, unsigned offset,
                            unsigned limit, struct cvd_cited_list *out,
                            struct cvd_err *err)
{
    size_t texts = TEXTS_MAX, bytes = TEXT_BYTES_MAX;
    struct cvd_cited_wish wish = { .offset = offset, .limit = limit,
                                   .bytes = &bytes };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < c->count && i < LISTED_MAX && st == CVD_OK; i++) {
        const struct chosen *one = &c->list[i];
        struct cvd_cited *cited = cvd_cited_add(out);
        if (!cited)
            return cvd_fail(err, CVD_ENOMEM, "out of memory");
        cited->count = one->count;
        wish.texts = texts < CVD_CITERS_READ_MAX ? texts
                                                 : CVD_CITERS_READ_MAX;
        if (!one->held)
            texts -= wish.texts < one->count ? wish.texts
                                             : (size_t)one->count;
        st = cvd_cited_fill(c->s, c->n[one->key], one->namesake, &wish,
                            &out->strings, cited, err);
        if (cvd_searcher_late(c->s)) {
            cvd_cited_drop(out);
            break;
        }
    }
    out->cut = out->cut || c->count > LISTED_MAX;
    for (size_t i = 0; i < c->n_count; i++)
        out->cut = out->cut || c->n[i]->cut;
    return st;
}

/* ---- by document ----------------------------------------------------- */

static enum cvd_status by_document(struct choosing *c, uint32_t docno,
                                   struct cvd_cited_list *out,
                                   struct cvd_err *err)
{
    struct cvd_held itself = { 0 };
    struct cvd_doc d = { 0 };
    int32_t i = CVD_NO_NAMESAKE;
    enum cvd_status st = cvd_held_read(c->s, docno, &out->strings, &itself,
                                       err);

    if (st == CVD_OK)
        st = cvd_store_read(c->s->store, docno, false, &d, err);
    out->id = itself.id;
    out->number = itself.number;
    if (st == CVD_OK)
        st = find_itself(c->s, &d, &c->n[0], &i, err);
    if (st == CVD_OK && i != CVD_NO_NAMESAKE) {
        c->n_count = 1;
        st = choose(c, 0, i, err);
        if (st == CVD_OK)
            st = choose_open(c, i, err);
    }
    cvd_doc_release(&d);
    return st;
}

/* ---- by number ------------------------------------------------------- */

static enum cvd_status by_number(struct choosing *c, struct cvd_str value,
                                 struct cvd_cited_list *out,
                                 struct cvd_err *err)
{
    struct keys k = { .count = 0 };
    enum cvd_status st = keys_of(c->s, value, &k, err);

    for (size_t i = 0; i < k.count && st == CVD_OK; i++) {
        struct cvd_namesakes *n = &c->own[c->n_count];
        c->n[c->n_count++] = n;
        st = cvd_namesakes_read(c->s, k.list[i], n, err);
        if (st == CVD_OK && cvd_namesakes_tell(n) != CVD_OK)
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
        for (size_t m = 0; m < n->namesake_count && st == CVD_OK &&
                           !cvd_searcher_late(c->s); m++)
            st = choose(c, i, (int32_t)m, err);
    }
    out->cut = k.cut;
    cvd_strings_free(k.strings);
    if (st == CVD_OK && !c->count && !cvd_searcher_late(c->s))
        st = cvd_fail(err, CVD_ENOTFOUND, "no document '%.*s', and none that "
                      "bears or cites that number", (int)value.len,
                      value.ptr);
    if (st == CVD_OK && c->count)
        qsort(c->list, c->count, sizeof *c->list, most_cited_first);
    return st;
}

/* ---- either ---------------------------------------------------------- */

/* The number asked for as it is best written: by what was found, if that is
 * of one number. */
static enum cvd_status set_number(struct cvd_str what,
                                  struct cvd_cited_list *out)
{
    if (out->id.ptr)
        return CVD_OK;
    bool one = out->count > 0;
    for (size_t i = 1; i < out->count; i++)
        one = one &&
              cvd_str_equal(out->list[i].number, out->list[0].number);
    if (!one)
        return cvd_strings_keep_line(&out->strings, what, &out->number);
    out->number = out->list[0].number;
    return CVD_OK;
}

enum cvd_status cvd_cited_by(struct cvd_searcher *s, struct cvd_str what,
                             unsigned offset, unsigned limit,
                             struct cvd_cited_list *out, struct cvd_err *err)
{
    struct cvd_cited_list found = { 0 };
    struct cvd_buf normal = { 0 };
    uint32_t docno;

    if (offset > CVD_CITERS_MAX || limit > CVD_CITERS_MAX)
        return cvd_fail(err, CVD_EUSAGE, "offset and limit are at most %d",
                        (int)CVD_CITERS_MAX);
    struct choosing *c = calloc(1, sizeof *c);
    enum cvd_status st = c ? cvd_text_normalize(what, &normal, err)
                           : cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st == CVD_EINPUT)
        st = cvd_fail(err, CVD_ENOTFOUND, "no document and no number that is "
                                          "not UTF-8");
    if (st != CVD_OK)
        goto done;
    c->s = s;
    struct cvd_clock *clock = cvd_store_clock(s->store);
    struct cvd_clock whole = cvd_clock_halve(clock);
    st = cvd_store_find(s->store, cvd_buf_str(&normal), &docno, err);
    if (st == CVD_OK)
        st = by_document(c, docno, &found, err);
    else if (st == CVD_ENOTFOUND)
        st = by_number(c, cvd_buf_str(&normal), &found, err);
    bool late = cvd_clock_resume(clock, &whole);
    if (st == CVD_OK)
        st = fill(c, offset, limit, &found, err);
    found.cut = found.cut || late || clock->late;
    if (st == CVD_OK && set_number(cvd_buf_str(&normal), &found) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st == CVD_OK) {
        found.edition = cvd_searcher_edition(s);
        *out = found;
        found = (struct cvd_cited_list){ 0 };
    }
done:
    cvd_cited_list_release(&found);
    cvd_buf_release(&normal);
    if (c)
        choosing_release(c);
    return st;
}
