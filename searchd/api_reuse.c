/* api_reuse.c - texts that copy each other, as JSON. */
#include "search/reuse.h"
#include "searchd/call.h"
#include "searchd/params.h"

/* /api/v1/documents/{id}/similar */
enum { NAME_AT = 3 };

enum { SIMILAR = 10 /* where ?limit= says nothing */ };

enum cvd_status api_similar(struct call *c, struct cvd_err *err)
{
    struct cvd_similar_list l = { 0 };
    unsigned limit;
    enum cvd_status st = params_number(&c->uri, "limit", CVD_SIMILAR_MAX,
                                       SIMILAR, &limit, err);

    if (st == CVD_OK)
        st = cvd_similar(c->searcher, call_segment(c, NAME_AT), limit, &l,
                         err);
    if (st != CVD_OK)
        return st;
    call_answers_json(c);
    st = cvd_similar_json(&l, &c->reply.body);
    cvd_similar_list_release(&l);
    return st;
}

enum cvd_status api_trace(struct call *c, struct cvd_err *err)
{
    struct params p;
    struct cvd_trace t = { 0 };
    enum cvd_status st = params_read(&p, &c->uri, c->known, NULL, err);

    if (st != CVD_OK)
        return st;
    p.request.query = uri_value(&c->uri, "text");
    st = cvd_trace(c->searcher, &p.request, &t, err);
    if (st != CVD_OK)
        return st;
    call_answers_json(c);
    st = cvd_trace_json(&t, &c->reply.body);
    cvd_trace_release(&t);
    return st;
}

enum cvd_status api_compare(struct call *c, struct cvd_err *err)
{
    struct cvd_comparison x = { 0 };
    struct cvd_str a = uri_value(&c->uri, "a"), b = uri_value(&c->uri, "b");

    if (!a.len || !b.len)
        return cvd_fail(err, CVD_EUSAGE, "parameter '%s' is missing: the id "
                        "of a document", a.len ? "b" : "a");
    enum cvd_status st = cvd_compare(c->searcher, a, b, &x, err);
    if (st != CVD_OK)
        return st;
    call_answers_json(c);
    st = cvd_comparison_json(&x, &c->reply.body);
    cvd_comparison_release(&x);
    return st;
}
