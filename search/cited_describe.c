/* cited_describe.c - what a cited document is called: by itself where it is
 * held, else by what most of those say that cite it. */
#include "analyzers/agencies.h"
#include "search/cited.h"
#include "search/reference.h"

#include <stdlib.h>

/* ---- what is said most often ------------------------------------------ */

enum { SAYINGS_MAX = 64 };

/* Things said in several ways, each counted. */
struct sayings {
    struct cvd_str list[SAYINGS_MAX];
    size_t said[SAYINGS_MAX];
    size_t count;
};

/* Count `s` in one line; what is beyond SAYINGS_MAX ways is passed over. */
static enum cvd_status say(struct sayings *all, struct cvd_str s,
                           struct cvd_strings **strings)
{
    struct cvd_str line;
    enum cvd_status st = cvd_strings_keep_line(strings, s, &line);

    if (st != CVD_OK || !line.len)
        return st;
    for (size_t i = 0; i < all->count; i++) {
        if (cvd_str_equal(all->list[i], line)) {
            all->said[i]++;
            return CVD_OK;
        }
    }
    if (all->count < SAYINGS_MAX) {
        all->said[all->count] = 1;
        all->list[all->count++] = line;
    }
    return CVD_OK;
}

/* What is said most often, of those the longest. */
static struct cvd_str most_said(const struct sayings *all)
{
    size_t best = 0;

    if (!all->count)
        return (struct cvd_str){ NULL, 0 };
    for (size_t i = 1; i < all->count; i++)
        if (all->said[i] > all->said[best] ||
            (all->said[i] == all->said[best] &&
             all->list[i].len > all->list[best].len))
            best = i;
    return all->list[best];
}

/* ---- those that cite it ---------------------------------------------- */

struct heard {
    struct sayings numbers, issuers, titles;
    const char *type;
    struct cvd_number number;   /* the last of them */
};

/* The name that stands before the number, "Luật Tổ chức Chính phủ số ...";
 * empty where that is the type alone. */
static enum cvd_status name_before(struct cvd_str text,
                                   const struct cvd_reference *r,
                                   struct cvd_str *out)
{
    static const char so[] = "so"; /* số, SỐ, or as a scanner reads it */
    struct cvd_tokens t = { 0 }, type = { 0 };
    const char *name = r->type ? cvd_doctype_name(r->type) : NULL;
    struct cvd_str s = cvd_span(text, r->start,
                                r->number.start > r->start ? r->number.start
                                                           : r->start);
    enum cvd_status st = cvd_tokenize(s, &t);

    *out = (struct cvd_str){ NULL, 0 };
    if (st == CVD_OK)
        st = cvd_tokenize(cvd_str_from(name), &type);
    size_t n = t.count;
    if (n && cvd_str_equal(cvd_token_folded(&t, n - 1), cvd_str_from(so)))
        n--;
    if (st == CVD_OK && name && n > type.count)
        *out = cvd_span(s, t.tok[0].start, t.tok[n - 1].end);
    cvd_tokens_release(&t);
    cvd_tokens_release(&type);
    return st;
}

/* Take down what reference `r` says. */
static enum cvd_status hear(struct heard *h, struct cvd_str text,
                            const struct cvd_reference *r,
                            struct cvd_strings **strings)
{
    enum cvd_status st =
        say(&h->numbers, cvd_str_from(r->number.number), strings);

    if (st == CVD_OK)
        st = say(&h->issuers,
                 cvd_span(text, r->issuer_start, r->issuer_end), strings);
    struct cvd_str title = cvd_span(text, r->about_start, r->about_end);
    if (st == CVD_OK && !title.len)
        st = name_before(text, r, &title);
    if (st == CVD_OK)
        st = say(&h->titles, title, strings);
    if (!h->type)
        h->type = r->type;
    h->number = r->number;
    return st;
}

/* Whether reference `r` means namesake `i`. */
static enum cvd_status is_meant(const struct cvd_namesakes *n, int32_t i,
                                const struct cvd_referring *f,
                                const struct cvd_reference *r, bool *out)
{
    struct cvd_buf id = { 0 };
    enum cvd_status st =
        cvd_identity_of_reference(f->text, r, &f->own, &id);
    const struct cvd_known *k =
        id.len ? cvd_namesakes_find(n, false, cvd_buf_str(&id)) : NULL;

    *out = k && k->namesake == i;
    cvd_buf_release(&id);
    return st;
}

/* Take down what the references in `f` to namesake `i` say. */
static enum cvd_status hear_text(struct heard *h,
                                 const struct cvd_namesakes *n, int32_t i,
                                 const struct cvd_referring *f,
                                 struct cvd_strings **strings)
{
    struct cvd_str key = n->known[n->list[i].first].id.key;
    enum cvd_status st = CVD_OK;

    for (size_t k = 0; k < f->references.count && st == CVD_OK; k++) {
        const struct cvd_reference *r = &f->references.list[k];
        bool meant = false;
        if (!cvd_str_equal(cvd_str_from(r->number.folded_key), key))
            continue;
        st = is_meant(n, i, f, r, &meant);
        if (st == CVD_OK && meant)
            st = hear(h, f->text, r, strings);
    }
    return st;
}

/* The same of a document whose source gave its references. */
static enum cvd_status hear_given(struct heard *h,
                                  const struct cvd_namesakes *n, int32_t i,
                                  const struct cvd_doc *d,
                                  struct cvd_strings **strings)
{
    struct cvd_str key = n->known[n->list[i].first].id.key;
    struct cvd_referring given = { 0 };
    struct cvd_reference r;
    enum cvd_status st = CVD_OK;

    for (size_t k = 0; k < d->value_count && st == CVD_OK; k++) {
        if (d->values[k].field != CVD_F_CITES)
            continue;
        st = cvd_refer_in(d->values[k].value, NULL, &given);
        if (st == CVD_OK)
            st = cvd_reference_given(&given, &r);
        if (st == CVD_OK &&
            cvd_str_equal(cvd_str_from(r.number.folded_key), key)) {
            st = hear(h, given.text, &r, strings);
            if (st == CVD_OK && !r.number.number[0]) /* of no known form */
                st = say(&h->numbers, given.text, strings);
        }
    }
    cvd_referring_release(&given);
    return st;
}

static enum cvd_status hear_citers(struct cvd_searcher *s,
                                   const struct cvd_namesakes *n, int32_t i,
                                   const struct cvd_cited_wish *wish,
                                   struct cvd_strings **strings,
                                   struct heard *h, struct cvd_err *err)
{
    struct cvd_namesake_question q = { .namesakes = &i, .count = 1,
                                       .citing = true, .scope = wish->scope,
                                       .limit = (unsigned)wish->texts };
    struct cvd_referring f = { 0 };
    struct cvd_answer a;
    enum cvd_status st = cvd_namesakes_ask(s, n, &q, &a, err);

    for (size_t k = 0; k < a.count && st == CVD_OK &&
                       !cvd_clock_look(cvd_store_clock(s->store)); k++) {
        enum cvd_status heard = CVD_OK;
        st = cvd_store_read(s->store, a.matches[k].docno, true, &s->doc,
                            err);
        if (st != CVD_OK || s->doc.text.len > *wish->bytes)
            break;
        *wish->bytes -= s->doc.text.len;
        if (cvd_doc_given(&s->doc, CVD_F_CITES))
            heard = hear_given(h, n, i, &s->doc, strings);
        else
            heard = cvd_refer_in(s->doc.text, &s->doc, &f);
        if (heard == CVD_OK && !cvd_doc_given(&s->doc, CVD_F_CITES))
            heard = hear_text(h, n, i, &f, strings);
        if (heard != CVD_OK)
            st = cvd_fail(err, heard, "out of memory");
    }
    cvd_referring_release(&f);
    cvd_answer_release(&a);
    return st;
}

/* ---- what its identities say ----------------------------------------- */

/* Whether a seat is one of several, "khanh-hoa+". */
static bool is_open(struct cvd_str seat)
{
    return seat.len && seat.ptr[seat.len - 1] == '+';
}

/* The most precise date and the seat among the identities of `i`. */
static void read_identities(const struct cvd_namesakes *n, int32_t i,
                            struct cvd_str *date, struct cvd_str *seat)
{
    for (size_t k = 0; k < n->count; k++) {
        const struct cvd_known *known = &n->known[k];
        if (known->namesake != i)
            continue;
        if (known->id.date.len > date->len)
            *date = known->id.date;
        if (known->id.seat.len > seat->len && !is_open(known->id.seat))
            *seat = known->id.seat;
    }
}

static enum cvd_status keep_identities(const struct cvd_namesakes *n,
                                       int32_t i,
                                       struct cvd_strings **strings,
                                       struct cvd_cited *out)
{
    struct cvd_str date = { NULL, 0 }, seat = { NULL, 0 };

    read_identities(n, i, &date, &seat);
    enum cvd_status st = cvd_strings_keep(strings, date, &out->date);
    const char *slash = seat.len ? memchr(seat.ptr, '/', seat.len) : NULL;
    if (slash)
        seat.len = (size_t)(slash - seat.ptr);
    if (st == CVD_OK && !cvd_str_equal(seat, cvd_str_from("tw")))
        st = cvd_strings_keep(strings, seat, &out->province);
    return st;
}

/* ---- all of it ------------------------------------------------------- */

/* As the document held says: the newest copy. */
static enum cvd_status describe_held(struct cvd_searcher *s,
                                     struct cvd_strings **strings,
                                     struct cvd_cited *out,
                                     struct cvd_err *err)
{
    const struct cvd_doc *d = &s->doc;
    uint32_t docno;
    enum cvd_status st = cvd_store_find(s->store, out->held[0].id, &docno,
                                        err);

    if (st == CVD_OK)
        st = cvd_store_read(s->store, docno, false, &s->doc, err);
    if (st != CVD_OK)
        return st;
    struct {
        struct cvd_str s, *to;
    } const parts[] = {
        { d->title, &out->title },
        { cvd_doc_value(d, CVD_F_NUMBER), &out->number },
        { cvd_doc_value(d, CVD_F_DATE), &out->date },
        { cvd_doc_value(d, CVD_F_ISSUER), &out->issuer },
        { cvd_doc_value(d, CVD_F_PROVINCE), &out->province },
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (cvd_strings_keep(strings, parts[i].s, parts[i].to) != CVD_OK)
            return cvd_fail(err, CVD_ENOMEM, "out of memory");
    out->type = cvd_doctype_code(cvd_doc_value(d, CVD_F_TYPE));
    return CVD_OK;
}

enum cvd_status cvd_cited_describe(struct cvd_searcher *s,
                                   const struct cvd_namesakes *n, int32_t i,
                                   const struct cvd_cited_wish *wish,
                                   struct cvd_strings **strings,
                                   struct cvd_cited *out,
                                   struct cvd_err *err)
{
    if (n->list[i].held && out->held_count)
        return describe_held(s, strings, out, err);
    struct heard *h = calloc(1, sizeof *h);
    enum cvd_status st =
        h ? hear_citers(s, n, i, wish, strings, h, err)
          : cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st != CVD_OK)
        goto done;
    out->number = most_said(&h->numbers);
    out->issuer = most_said(&h->issuers);
    out->title = most_said(&h->titles);
    out->type = h->type;
    if (!out->type && h->number.type[0])
        out->type = cvd_doctype_code(cvd_str_from(h->number.type));
    const struct cvd_agency *a = cvd_agency_of_number(&h->number);
    st = keep_identities(n, i, strings, out);
    if (st == CVD_OK && !out->issuer.len && a && !a->ambiguous)
        st = cvd_strings_keep(strings, cvd_str_from(a->name), &out->issuer);
    /* Nothing that was read says how it is written: by its key. */
    if (st == CVD_OK && !out->number.len)
        st = cvd_strings_keep(strings, n->known[n->list[i].first].id.key,
                              &out->number);
    if (st != CVD_OK)
        st = cvd_fail(err, st, "out of memory");
done:
    free(h);
    return st;
}
