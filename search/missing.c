/* missing.c - documents that are cited and not held. */
#include "base/array.h"
#include "base/limits.h"
#include "search/cited.h"
#include "search/named.h"

#include <stdlib.h>

enum {
    /* Cited identities that are walked: a second or two. */
    WALKED_MAX = 2000000,
    /* Documents of a query whose references are looked at. */
    SCOPE_MAX = 20000,
    /* Citing documents read for what one was called: a list is long. */
    READ_STEPS = 32,         /* of the clock, that reading one is worth */
    TEXTS_EACH = 3,
    TEXT_BYTES_MAX = 256 * 1024 * 1024 /* a few seconds' worth */
};

/* One that is missing. */
struct lost {
    struct cvd_str term;     /* an identity of it */
    uint64_t count;
};

/* The most cited ones so far. */
struct seeking {
    struct cvd_searcher *s;
    const struct cvd_node *scope;
    struct lost *list;       /* sorted and cut to `wanted` now and then */
    size_t count, cap, wanted;
    uint64_t least;          /* fewer citers are not wanted */
    struct cvd_strings *strings;
    struct cvd_buf key_bytes; /* of the number under way */
    uint64_t key_documents;  /* at most so many cite it */
    size_t walked;
    bool cut;
    enum cvd_status status;
    struct cvd_err *err;
};

static int most_cited_first(const void *pa, const void *pb)
{
    const struct lost *a = pa, *b = pb;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return cvd_str_compare(a->term, b->term);
}

/* Sort, and forget what is not wanted. */
static void settle(struct seeking *k)
{
    if (k->count)
        qsort(k->list, k->count, sizeof *k->list, most_cited_first);
    if (k->count >= k->wanted) {
        k->count = k->wanted;
        k->least = k->list[k->wanted - 1].count;
    }
}

static enum cvd_status add_lost(struct seeking *k, struct cvd_str term,
                                uint64_t count)
{
    struct lost one = { { NULL, 0 }, count };

    if (cvd_strings_keep(&k->strings, term, &one.term) != CVD_OK ||
        cvd_array_reserve(&k->list, &k->cap, k->count + 1,
                          sizeof *k->list) != CVD_OK)
        return cvd_fail(k->err, CVD_ENOMEM, "out of memory");
    k->list[k->count++] = one;
    if (k->count >= 2 * k->wanted + 1)
        settle(k);
    return CVD_OK;
}

/* Look for missing ones among the documents of number `key`. */
static enum cvd_status seek_number(struct seeking *k, struct cvd_str key)
{
    struct cvd_namesakes n = { 0 };
    enum cvd_status st = cvd_namesakes_read(k->s, key, &n, k->err);

    if (st == CVD_OK && cvd_namesakes_tell(&n) != CVD_OK)
        st = cvd_fail(k->err, CVD_ENOMEM, "out of memory");
    /* Of namesakes not all known, one held may seem to be missing. */
    for (size_t i = 0; i < n.namesake_count && st == CVD_OK &&
                       !cvd_searcher_late(k->s); i++) {
        uint64_t count = 0;
        if (n.list[i].held || n.list[i].open)
            continue;
        st = cvd_cited_count(k->s, &n, (int32_t)i, k->scope, &count, k->err);
        if (st == CVD_OK && count > k->least)
            st = add_lost(k, n.known[n.list[i].first].term, count);
    }
    cvd_namesakes_release(&n);
    return st;
}

/* ---- in the whole archive -------------------------------------------- */

static enum cvd_status end_key(struct seeking *k)
{
    return k->key_documents > k->least
               ? seek_number(k, cvd_buf_str(&k->key_bytes))
               : CVD_OK;
}

static bool walk_one(void *ctx, struct cvd_str term, struct cvd_str folded,
                     uint32_t documents)
{
    struct seeking *k = ctx;
    struct cvd_identity id;

    (void)folded;
    if (++k->walked > WALKED_MAX) {
        k->cut = true;
        return false;
    }
    if (!cvd_identity_parse(term, &id))
        return true;
    if (!cvd_str_equal(cvd_buf_str(&k->key_bytes), id.key)) {
        k->status = end_key(k);
        k->key_documents = 0;
        cvd_buf_clear(&k->key_bytes);
        if (k->status == CVD_OK &&
            cvd_buf_add(&k->key_bytes, id.key) != CVD_OK)
            k->status = cvd_fail(k->err, CVD_ENOMEM, "out of memory");
    }
    k->key_documents += documents;
    return k->status == CVD_OK;
}

/* Terms of one number stand side by side: '@' ends its key. */
static enum cvd_status seek_everywhere(struct seeking *k)
{
    enum cvd_status st =
        cvd_store_values(k->s->store, CVD_F_CITED_AS,
                         (struct cvd_str){ NULL, 0 }, WALKED_MAX + 1,
                         walk_one, k, k->err);

    if (st == CVD_OK)
        st = k->status;
    return st == CVD_OK ? end_key(k) : st;
}

/* ---- in what answers a query ----------------------------------------- */

/* A number, and how many of the documents looked at cite it. */
struct number {
    struct cvd_str key;
    uint64_t documents;
};

struct numbers {
    struct number *list;
    size_t count, cap;
    struct cvd_strings *strings;
};

static int by_key(const void *pa, const void *pb)
{
    const struct number *a = pa, *b = pb;

    return cvd_str_compare(a->key, b->key);
}

static int most_documents_first(const void *pa, const void *pb)
{
    const struct number *a = pa, *b = pb;

    if (a->documents != b->documents)
        return a->documents > b->documents ? -1 : 1;
    return cvd_str_compare(a->key, b->key);
}

static enum cvd_status add_numbers(const struct cvd_doc *d,
                                   struct numbers *out)
{
    struct cvd_buf key = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < d->value_count && st == CVD_OK; i++) {
        struct number one = { { NULL, 0 }, 1 };
        if (d->values[i].field != CVD_F_CITES)
            continue;
        cvd_buf_clear(&key);
        st = cvd_number_key(d->values[i].value, &key);
        if (st == CVD_OK)
            st = cvd_strings_keep(&out->strings, cvd_buf_str(&key),
                                  &one.key);
        if (st == CVD_OK)
            st = cvd_array_reserve(&out->list, &out->cap, out->count + 1,
                                   sizeof *out->list);
        if (st == CVD_OK && one.key.len)
            out->list[out->count++] = one;
    }
    cvd_buf_release(&key);
    return st;
}

/* Each number once, the most cited first. */
static void count_numbers(struct numbers *n)
{
    size_t kept = 0;

    if (n->count)
        qsort(n->list, n->count, sizeof *n->list, by_key);
    for (size_t i = 0; i < n->count; i++) {
        if (kept && by_key(&n->list[kept - 1], &n->list[i]) == 0)
            n->list[kept - 1].documents++;
        else
            n->list[kept++] = n->list[i];
    }
    n->count = kept;
    if (kept)
        qsort(n->list, kept, sizeof *n->list, most_documents_first);
}

static enum cvd_status seek_in(struct seeking *k,
                               const struct cvd_answer *found)
{
    struct cvd_clock *clock = cvd_store_clock(k->s->store);
    struct cvd_clock whole = cvd_clock_halve(clock);
    struct numbers n = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < found->count && st == CVD_OK &&
                       !cvd_clock_steps(clock, READ_STEPS); i++) {
        st = cvd_store_read(k->s->store, found->matches[i].docno, false,
                            &k->s->doc, k->err);
        if (st == CVD_OK && add_numbers(&k->s->doc, &n) != CVD_OK)
            st = cvd_fail(k->err, CVD_ENOMEM, "out of memory");
    }
    count_numbers(&n);
    k->cut = cvd_clock_resume(clock, &whole) || k->cut;
    for (size_t i = 0; i < n.count && st == CVD_OK; i++) {
        if (n.list[i].documents <= k->least || cvd_searcher_late(k->s))
            break;
        st = seek_number(k, n.list[i].key);
    }
    k->cut = k->cut || found->total > found->count;
    free(n.list);
    cvd_strings_free(n.strings);
    return st;
}

static enum cvd_status seek_in_query(struct seeking *k,
                                     const struct cvd_request *r)
{
    struct cvd_request every = *r;
    struct cvd_query q = { 0 };
    struct cvd_plan plan = { 0 };
    struct cvd_answer found = { 0 };
    struct cvd_ask ask = { .limit = SCOPE_MAX, .sort = CVD_SORT_NEWEST,
                           .exact_to = UINT32_MAX };
    struct cvd_plan_mode mode = { .widen = false };
    struct cvd_clock *clock = cvd_store_clock(k->s->store);
    struct cvd_clock whole = cvd_clock_halve(clock);

    every.limit = 0;
    enum cvd_status st = cvd_query_parse(r->query, &q, k->err);
    if (st == CVD_OK)
        st = cvd_query_name(k->s->store, k->s->campaigns, &q, k->err);
    if (st == CVD_OK)
        st = cvd_plan_make(k->s->store, &k->s->ranking, k->s->synonyms, &q,
                           &every, mode, &plan, k->err);
    if (st != CVD_OK)
        goto done;
    ask.root = plan.root;
    st = cvd_store_ask(k->s->store, &ask, &found, k->err);
    /* As a search does: no document has the marks as typed. */
    if (st == CVD_OK && !found.total && plan.strict_marks &&
        !cvd_searcher_late(k->s)) {
        cvd_plan_release(&plan);
        cvd_answer_release(&found);
        mode.widen = true;
        st = cvd_plan_make(k->s->store, &k->s->ranking, k->s->synonyms, &q,
                           &every, mode, &plan, k->err);
        ask.root = plan.root;
        if (st == CVD_OK)
            st = cvd_store_ask(k->s->store, &ask, &found, k->err);
    }
    k->cut = cvd_clock_resume(clock, &whole);
    k->scope = plan.root;
    if (st == CVD_OK)
        st = seek_in(k, &found);
done:
    k->scope = NULL;
    cvd_answer_release(&found);
    cvd_plan_release(&plan);
    cvd_query_release(&q);
    return st;
}

/* ---- the answer ------------------------------------------------------ */

static enum cvd_status describe(struct cvd_searcher *s,
                                const struct lost *one, size_t *bytes,
                                struct cvd_cited_list *out,
                                struct cvd_err *err)
{
    struct cvd_cited_wish wish = { .texts = TEXTS_EACH, .bytes = bytes };
    struct cvd_namesakes n = { 0 };
    struct cvd_identity id;
    enum cvd_status st = CVD_OK;

    if (!cvd_identity_parse(one->term, &id))
        return CVD_OK;
    struct cvd_cited *cited = cvd_cited_add(out);
    if (!cited)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    cited->count = one->count;
    st = cvd_namesakes_read(s, id.key, &n, err);
    if (st == CVD_OK && cvd_namesakes_tell(&n) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    const struct cvd_known *k = cvd_namesakes_find(&n, false, one->term);
    if (st == CVD_OK && k && !cvd_searcher_late(s))
        st = cvd_cited_describe(s, &n, k->namesake, &wish, &out->strings,
                                cited, err);
    if (cvd_searcher_late(s))
        cvd_cited_drop(out);
    cvd_namesakes_release(&n);
    return st;
}

static bool is_everywhere(const struct cvd_request *r)
{
    return !cvd_str_trim(r->query).len && !r->filter_count && !r->from.len &&
           !r->to.len;
}

static enum cvd_status keep_query(const struct cvd_request *r,
                                  struct cvd_cited_list *out,
                                  struct cvd_err *err)
{
    struct cvd_buf text = { 0 };
    enum cvd_status st = cvd_text_normalize(r->query, &text, err);

    if (st == CVD_OK)
        st = cvd_strings_keep_line(&out->strings, cvd_buf_str(&text),
                                   &out->query) == CVD_OK
                 ? CVD_OK
                 : cvd_fail(err, CVD_ENOMEM, "out of memory");
    cvd_buf_release(&text);
    return st;
}

enum cvd_status cvd_missing(struct cvd_searcher *s,
                            const struct cvd_request *r,
                            struct cvd_cited_list *out, struct cvd_err *err)
{
    struct cvd_cited_list found = { 0 };
    struct seeking k = { .s = s, .err = err,
                         .wanted = (size_t)r->offset + r->limit + 1 };
    struct cvd_clock *clock = cvd_store_clock(s->store);
    struct cvd_clock whole = cvd_clock_halve(clock);
    size_t bytes = TEXT_BYTES_MAX;
    enum cvd_status st = cvd_request_check(r, err);

    if (st == CVD_OK)
        st = is_everywhere(r) ? seek_everywhere(&k) : seek_in_query(&k, r);
    settle(&k);
    bool late = cvd_clock_resume(clock, &whole);
    size_t end = k.wanted - 1; /* one more says that there are more */
    for (size_t i = r->offset;
         i < k.count && i < end && st == CVD_OK && !clock->late; i++)
        st = describe(s, &k.list[i], &bytes, &found, err);
    found.more = k.count > end;
    found.cut = k.cut || late || clock->late;
    if (st == CVD_OK)
        st = keep_query(r, &found, err);
    if (st == CVD_OK) {
        found.edition = cvd_searcher_edition(s);
        *out = found;
        found = (struct cvd_cited_list){ 0 };
    }
    cvd_cited_list_release(&found);
    cvd_buf_release(&k.key_bytes);
    cvd_strings_free(k.strings);
    free(k.list);
    return st;
}
