/* suggest_documents.c - documents of the number typed, or else by title; how
 * one is offered. */
#include "search/suggest.h"

#include <stdio.h>

enum { OF_NUMBER_MAX = 3 }; /* documents of one number */

/* ---- offering -------------------------------------------------------- */

static void say_more(struct cvd_offers *o, struct cvd_buf *out,
                     struct cvd_str s)
{
    if (s.len && out->len && o->status == CVD_OK)
        o->status = cvd_buf_add_text(out, " · ");
    cvd_offer_say(o, out, s, CVD_OFFER_DETAIL_MAX);
}

/* 2023-08-09 as 09/08/2023, at its precision. */
static void say_date(struct cvd_offers *o, struct cvd_buf *out,
                     struct cvd_str date)
{
    enum { YEAR = 4, MONTH = 7, DAY = 10 };
    char turned[DAY + 1];
    const char *d = date.ptr;

    if (date.len == DAY)
        (void)snprintf(turned, sizeof turned, "%.2s/%.2s/%.4s", d + MONTH + 1,
                       d + YEAR + 1, d);
    else if (date.len == MONTH)
        (void)snprintf(turned, sizeof turned, "%.2s/%.4s", d + YEAR + 1, d);
    else
        (void)snprintf(turned, sizeof turned, "%.*s",
                       (int)(date.len < DAY ? date.len : DAY),
                       date.len ? d : "");
    say_more(o, out, cvd_str_from(turned));
}

static bool is_offered(const struct cvd_offers *o, struct cvd_str id)
{
    for (size_t i = 0; i < o->count; i++)
        if (cvd_str_equal(cvd_buf_str(&o->list[i].is.value), id))
            return true;
    return false;
}

/* Whether the last one reads as one before it: copies of one document. */
static bool is_copy(const struct cvd_offers *o)
{
    const struct cvd_suggestion *last = &o->list[o->count - 1].is;

    for (size_t i = 0; i + 1 < o->count; i++)
        if (cvd_str_equal(cvd_buf_str(&o->list[i].is.text),
                          cvd_buf_str(&last->text)) &&
            cvd_str_equal(cvd_buf_str(&o->list[i].is.detail),
                          cvd_buf_str(&last->detail)))
            return true;
    return false;
}

static void drop_last(struct cvd_offers *o)
{
    struct cvd_suggestion *last = &o->list[--o->count].is;

    cvd_buf_release(&last->text);
    cvd_buf_release(&last->value);
    cvd_buf_release(&last->detail);
    *last = (struct cvd_suggestion){ 0 };
}

struct cvd_offer *cvd_offer_document(struct cvd_offers *o,
                                     const struct cvd_doc *d)
{
    if (is_offered(o, d->id))
        return NULL;
    struct cvd_offer *one = cvd_offer(o, "document", d->title);
    if (!one)
        return NULL;
    o->status = cvd_buf_add(&one->is.value, d->id);
    say_more(o, &one->is.detail, cvd_doc_value(d, CVD_F_NUMBER));
    say_date(o, &one->is.detail, cvd_doc_value(d, CVD_F_DATE));
    say_more(o, &one->is.detail, cvd_doc_value(d, CVD_F_ISSUER));
    if (o->status != CVD_OK || !is_copy(o))
        return one;
    drop_last(o);
    return NULL;
}

/* ---- by number ------------------------------------------------------- */

/* The number that all that was typed is, or NULL. */
static const struct cvd_number *whole_number(const struct cvd_typed *t)
{
    const struct cvd_entities *e = &t->q->entities;
    struct cvd_str all = cvd_str_trim(cvd_buf_str(&t->q->text));
    size_t first = (size_t)(all.ptr - t->q->text.ptr);

    if (e->number_count != 1 || !e->numbers[0].folded_key[0] ||
        e->numbers[0].start != first || e->numbers[0].end != first + all.len)
        return NULL;
    return &e->numbers[0];
}

static enum cvd_status of_number(const struct cvd_typed *t,
                                 const struct cvd_number *n, size_t max,
                                 struct cvd_offers *out, struct cvd_err *err)
{
    struct cvd_node node = { .kind = CVD_N_FIELD, .field = CVD_F_NUMBER,
                             .term = cvd_str_from(n->folded_key) };
    struct cvd_ask q = { .root = &node, .sort = CVD_SORT_NEWEST,
                         .limit = OF_NUMBER_MAX };
    struct cvd_answer a;
    struct cvd_doc *d = &t->s->doc;
    enum cvd_status st = cvd_store_ask(t->s->store, &q, &a, err);

    for (size_t i = 0; st == CVD_OK && i < a.count && out->count < max; i++) {
        uint64_t cited_by = 0;
        st = cvd_store_read(t->s->store, a.matches[i].docno, false, d, err);
        if (st == CVD_OK)
            st = cvd_cited_by_count(t->s, d, &cited_by, err);
        struct cvd_offer *one = st == CVD_OK ? cvd_offer_document(out, d)
                                            : NULL;
        if (one) {
            one->place = CVD_OFFER_FIRST;
            one->is.counted = true;
            one->is.documents = cited_by;
        }
    }
    if (st == CVD_OK)
        cvd_answer_release(&a);
    return st;
}

/* ---- the call -------------------------------------------------------- */

enum cvd_status cvd_suggest_documents(const struct cvd_typed *t, size_t max,
                                      struct cvd_offers *out,
                                      struct cvd_err *err)
{
    const struct cvd_number *n = whole_number(t);

    return n ? of_number(t, n, max, out, err)
             : cvd_suggest_titles(t, max, out, err);
}
