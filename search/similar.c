/* similar.c - documents that share text with one: found by rare pairs of
 * words, then compared word for word. */
#include "search/similar.h"
#include "base/array.h"
#include "search/json_parts.h"
#include "search/reference.h"
#include "search/research.h"

#include <math.h>
#include <stdlib.h>

enum {
    CANDIDATES = 256,        /* documents compared */
    /* Of their text: what takes a second or two. */
    TEXT_BYTES_MAX = 64 * 1024 * 1024,
    READ_STEPS = 4096        /* of the clock, that comparing one is worth */
};

/* A copy: of either text so much is in the other. */
static const double DUPLICATE_SHARE = 0.8;

/* What is told has this share of either text in common, and a piece of so
 * many shingles (16 words); or, edited in every line, so many in all; or half
 * of either.  For the formulas that every document has (Cộng hòa xã hội chủ
 * nghĩa Việt Nam ...) come to 14 in 100 of an ordinary one and to a third of
 * the shortest, but to 11 shingles at a time. */
static const double LEAST_SHARE = 0.05, SCATTERED_SHARE = 0.25, HALF = 0.5;
enum { PIECE = 12, SCATTERED = 40 };

struct comparing {
    struct cvd_searcher *s;
    struct cvd_shingles mine, theirs;
    struct cvd_tokens tokens;
    struct cvd_doc doc;      /* the other one */
    size_t bytes_left;
    struct cvd_similar_list *out;
    size_t cap;
    struct cvd_err *err;
};

static enum cvd_status no_memory(struct comparing *c)
{
    return cvd_fail(c->err, CVD_ENOMEM, "out of memory");
}

/* To the thousandth, as it is told: what is asked of a server is the same. */
static double share(double part, const struct cvd_shingles *of)
{
    double all = (double)of->count * of->sampled;

    return part < all ? round(part / all * 1000) / 1000 : all > 0;
}

static bool is_enough(const struct cvd_similar *one, double common,
                      size_t row)
{
    double most = one->shared > one->shared_of_other ? one->shared
                                                     : one->shared_of_other;

    return most >= HALF || (most >= SCATTERED_SHARE && common >= SCATTERED) ||
           (most >= LEAST_SHARE && row >= PIECE);
}

/* Compare with the text in c->doc; not *enough where too little is
 * common. */
static enum cvd_status measure(struct comparing *c, uint32_t stamp,
                               struct cvd_similar *one, bool *enough)
{
    size_t row;

    *enough = false;
    enum cvd_status st = cvd_tokenize(c->doc.text, &c->tokens);
    if (st != CVD_OK)
        return no_memory(c);
    size_t shared = cvd_shingles_shared(&c->mine, &c->tokens, stamp, &row);
    if (!shared)
        return CVD_OK;
    st = cvd_shingles_of(&c->tokens, &c->theirs);
    if (st != CVD_OK)
        return no_memory(c);
    double common = (double)shared * c->mine.sampled;
    one->shared = share(common, &c->mine);
    one->shared_of_other = share(common, &c->theirs);
    one->duplicate = one->shared >= DUPLICATE_SHARE &&
                     one->shared_of_other >= DUPLICATE_SHARE;
    *enough = is_enough(one, common, row);
    return CVD_OK;
}

static enum cvd_status add(struct comparing *c, struct cvd_similar one)
{
    const struct cvd_doc *d = &c->doc;
    struct cvd_str no_title = { NULL, 0 };
    struct {
        struct cvd_str s, *to;
    } const parts[] = {
        { d->id, &one.id },
        /* Where a text says none, the id stands for it in the store. */
        { cvd_str_equal(d->title, d->id) ? no_title : d->title, &one.title },
        { cvd_doc_value(d, CVD_F_NUMBER), &one.number },
        { cvd_doc_value(d, CVD_F_DATE), &one.date },
        { cvd_doc_value(d, CVD_F_ISSUER), &one.issuer },
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (cvd_strings_keep(&c->out->strings, parts[i].s, parts[i].to))
            return no_memory(c);
    if (cvd_array_reserve(&c->out->list, &c->cap, c->out->count + 1,
                          sizeof *c->out->list) != CVD_OK)
        return no_memory(c);
    c->out->list[c->out->count++] = one;
    return CVD_OK;
}

static enum cvd_status compare_all(struct comparing *c, uint32_t itself,
                                   const struct cvd_answer *found)
{
    struct cvd_clock *clock = cvd_store_clock(c->s->store);
    enum cvd_status st = CVD_OK;

    c->out->cut = !found->total_is_exact || found->total > found->count;
    for (size_t i = 0; i < found->count && st == CVD_OK &&
                       !cvd_clock_steps(clock, READ_STEPS); i++) {
        struct cvd_similar one = { 0 };
        bool enough;
        if (found->matches[i].docno == itself)
            continue;
        st = cvd_store_read(c->s->store, found->matches[i].docno, true,
                            &c->doc, c->err);
        if (st != CVD_OK)
            break;
        if (c->doc.text.len > c->bytes_left) {
            c->out->cut = true;
            break;
        }
        c->bytes_left -= c->doc.text.len;
        st = measure(c, (uint32_t)i + 1, &one, &enough);
        if (st == CVD_OK && enough)
            st = add(c, one);
    }
    c->out->cut = c->out->cut || cvd_searcher_late(c->s);
    return st;
}

static int most_shared_first(const void *pa, const void *pb)
{
    const struct cvd_similar *a = pa, *b = pb;

    if (a->shared != b->shared)
        return a->shared > b->shared ? -1 : 1;
    if (a->shared_of_other != b->shared_of_other)
        return a->shared_of_other > b->shared_of_other ? -1 : 1;
    return cvd_str_compare(a->id, b->id);
}

static enum cvd_status find(struct comparing *c, const struct cvd_doc *d)
{
    struct cvd_answer found = { 0 };
    uint32_t itself;
    enum cvd_status st = cvd_store_find(c->s->store, d->id, &itself, c->err);

    if (st != CVD_OK)
        return st;
    if (cvd_strings_keep(&c->out->strings, d->id, &c->out->id) != CVD_OK ||
        cvd_tokenize(d->text, &c->tokens) != CVD_OK ||
        cvd_shingles_of(&c->tokens, &c->mine) != CVD_OK)
        return no_memory(c);
    struct cvd_clock *clock = cvd_store_clock(c->s->store);
    struct cvd_clock whole = cvd_clock_halve(clock);
    st = cvd_similar_probe(c->s, &c->tokens, CANDIDATES + 1, &found, c->err);
    bool late = cvd_clock_resume(clock, &whole);
    if (st == CVD_OK)
        st = compare_all(c, itself, &found);
    c->out->cut = c->out->cut || late;
    cvd_answer_release(&found);
    return st;
}

enum cvd_status cvd_similar(struct cvd_searcher *s, struct cvd_str id,
                            unsigned limit, struct cvd_similar_list *out,
                            struct cvd_err *err)
{
    struct cvd_similar_list made = { 0 };
    struct comparing c = { .s = s, .out = &made, .err = err,
                           .bytes_left = TEXT_BYTES_MAX };
    struct cvd_doc d = { 0 };

    if (limit > CVD_SIMILAR_MAX)
        return cvd_fail(err, CVD_EUSAGE, "limit is at most %d",
                        (int)CVD_SIMILAR_MAX);
    enum cvd_status st = cvd_document(s, id, &d, err);
    if (st == CVD_OK)
        st = find(&c, &d);
    if (st == CVD_OK) {
        if (made.count)
            qsort(made.list, made.count, sizeof *made.list,
                  most_shared_first);
        made.found = made.count;
        if (made.count > limit)
            made.count = limit;
        *out = made;
        made = (struct cvd_similar_list){ 0 };
    }
    cvd_similar_list_release(&made);
    cvd_shingles_release(&c.mine);
    cvd_shingles_release(&c.theirs);
    cvd_tokens_release(&c.tokens);
    cvd_doc_release(&c.doc);
    cvd_doc_release(&d);
    return st;
}

void cvd_similar_list_release(struct cvd_similar_list *l)
{
    free(l->list);
    cvd_strings_free(l->strings);
    *l = (struct cvd_similar_list){ 0 };
}

static void put(struct cvd_json *j, const struct cvd_similar *one)
{
    cvd_json_object(j);
    cvd_json_key(j, "id");
    cvd_json_str(j, one->id);
    cvd_put_named(j, "title", one->title);
    cvd_put_named(j, "number", one->number);
    cvd_put_named(j, "date", one->date);
    cvd_put_named(j, "issuer", one->issuer);
    cvd_json_key(j, "shared");
    cvd_json_real(j, one->shared, 3);
    cvd_json_key(j, "shared_of_other");
    cvd_json_real(j, one->shared_of_other, 3);
    cvd_json_key(j, "duplicate");
    cvd_json_bool(j, one->duplicate);
    cvd_json_object_end(j);
}

enum cvd_status cvd_similar_one_json(const struct cvd_similar *one,
                                     struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    put(&j, one);
    return j.status;
}

enum cvd_status cvd_similar_json(const struct cvd_similar_list *l,
                                 struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "id");
    cvd_json_str(&j, l->id);
    cvd_json_key(&j, "similar");
    cvd_json_array(&j);
    for (size_t i = 0; i < l->count; i++)
        put(&j, &l->list[i]);
    cvd_json_array_end(&j);
    cvd_json_key(&j, "found");
    cvd_json_int(&j, (int64_t)l->found);
    cvd_json_key(&j, "complete");
    cvd_json_bool(&j, !l->cut);
    cvd_json_object_end(&j);
    return j.status;
}
