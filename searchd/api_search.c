/* api_search.c - what answers a query, as JSON. */
#include "search/citations.h"
#include "searchd/call.h"
#include "searchd/params.h"

void call_warn(const struct call *c, struct cvd_result *r)
{
    if (c->unknown.len && r->warning_count < CVD_WARNINGS_MAX)
        r->warnings[r->warning_count++] = c->unknown.ptr;
}

void call_answers_json(struct call *c)
{
    c->reply.type = reply_json;
}

/* Ask, and answer as `write` writes it. */
static enum cvd_status answer(struct call *c, const struct params *p,
                              enum cvd_status (*write)(
                                  const struct cvd_result *r,
                                  struct cvd_buf *out),
                              struct cvd_err *err)
{
    struct cvd_result r = { 0 };
    enum cvd_status st = cvd_search(c->searcher, &p->request, &r, err);

    if (st != CVD_OK)
        return st;
    c->count = metrics_query(c->metrics, &r);
    call_warn(c, &r);
    call_answers_json(c);
    st = write(&r, &c->reply.body);
    cvd_result_release(&r);
    return st;
}

enum cvd_status api_search(struct call *c, struct cvd_err *err)
{
    struct params p;
    enum cvd_status st = params_read(&p, &c->uri, c->known, NULL, err);

    return st == CVD_OK ? answer(c, &p, cvd_result_json, err) : st;
}

/* All facets, where none is named. */
static void choose_facets(struct params *p)
{
    if (p->request.facet_count)
        return;
    for (int f = 0; f < CVD_F_COUNT; f++)
        if (cvd_fields[f].kind == CVD_K_FACET)
            p->facets[p->request.facet_count++] = (enum cvd_field)f;
}

enum cvd_status api_facets(struct call *c, struct cvd_err *err)
{
    struct params p;
    enum cvd_status st = params_read(&p, &c->uri, c->known, NULL, err);

    if (st != CVD_OK)
        return st;
    choose_facets(&p);
    p.request.limit = 0;
    return answer(c, &p, cvd_facets_json, err);
}

enum cvd_status api_missing(struct call *c, struct cvd_err *err)
{
    struct params p;
    struct cvd_cited_list l = { 0 };
    enum cvd_status st = params_read(&p, &c->uri, c->known, NULL, err);

    if (st == CVD_OK)
        st = cvd_missing(c->searcher, &p.request, &l, err);
    if (st != CVD_OK)
        return st;
    call_answers_json(c);
    st = cvd_missing_json(&l, &c->reply.body);
    cvd_cited_list_release(&l);
    return st;
}

enum cvd_status api_analyze(struct call *c, struct cvd_err *err)
{
    call_answers_json(c);
    return cvd_analyze_json(c->searcher, uri_value(&c->uri, "text"),
                            &c->reply.body, err);
}
