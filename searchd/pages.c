/* pages.c - the routes for people: what page/ makes of an answer. */
#include "searchd/page/page.h"
#include "searchd/call.h"
#include "searchd/page_call.h"
#include "searchd/params.h"

/* /documents/{id}, /references/{number} */
enum { NAME_AT = 1 };

/* What the search page offers to narrow by, in this order. */
static const enum cvd_field page_facets[] = {
    CVD_F_PROVINCE, CVD_F_CAMPAIGN, CVD_F_TYPE, CVD_F_ISSUER, CVD_F_YEAR,
};

/* Where links from outside lead back to; nothing where the request does not
 * say whom it asked. */
static enum cvd_status make_origin(const struct call *c, struct cvd_buf *out)
{
    if (!c->host.len)
        return CVD_OK;
    enum cvd_status st =
        cvd_buf_add_text(out, c->tls ? "https://" : "http://");
    return st == CVD_OK ? cvd_buf_add(out, c->host) : st;
}

struct page call_page(const struct call *c)
{
    bool english = cvd_str_equal(uri_value(&c->uri, "lang"),
                                 cvd_str_from("en"));

    return (struct page){
        .lang = english ? PAGE_EN : PAGE_VI,
        .uri = &c->uri,
        .generation = c->index.generation,
        .documents = c->index.documents,
    };
}

static bool is_asked(const struct cvd_request *r)
{
    return cvd_str_trim(r->query).len || r->filter_count || r->from.len ||
           r->to.len;
}

static enum cvd_status ask(struct call *c, struct params *p,
                           struct cvd_result *r, struct cvd_err *err)
{
    enum cvd_status st = cvd_search(c->searcher, &p->request, r, err);

    if (st == CVD_OK) {
        metrics_query(c->metrics, r);
        call_warn(c, r);
    }
    return st;
}

enum cvd_status page_of_search(struct call *c, struct cvd_err *err)
{
    struct params p;
    struct cvd_result r = { 0 };
    struct page page = call_page(c);
    enum cvd_status st = params_read(&p, &c->uri, c->known, NULL, err);

    if (st != CVD_OK)
        return st;
    if (!p.request.facet_count) {
        p.request.facets = page_facets;
        p.request.facet_count = sizeof page_facets / sizeof *page_facets;
        p.request.facet_values = PAGE_FACET_VALUES;
    }
    bool asked = is_asked(&p.request);
    if (asked)
        st = ask(c, &p, &r, err);
    if (st == CVD_OK) {
        c->reply.type = reply_html;
        st = page_search(&page, &p.request, asked ? &r : NULL,
                         &c->reply.body);
    }
    cvd_result_release(&r);
    return st;
}

enum cvd_status page_of_document(struct call *c, struct cvd_err *err)
{
    struct page page = call_page(c);
    struct cvd_doc d = { 0 };
    struct cvd_citations cites = { 0 };
    struct cvd_cited_list citers = { 0 };
    struct cvd_str id = call_segment(c, NAME_AT);
    enum cvd_status st = cvd_document(c->searcher, id, &d, err);

    if (st == CVD_OK)
        st = cvd_cites(c->searcher, &d, &cites, err);
    if (st == CVD_OK)
        st = cvd_cited_by(c->searcher, id, 0, PAGE_CITERS, &citers, err);
    if (st == CVD_OK) {
        c->reply.type = reply_html;
        st = page_document(&page, &d, &cites, &citers, &c->reply.body);
    }
    cvd_cited_list_release(&citers);
    cvd_citations_release(&cites);
    cvd_doc_release(&d);
    return st;
}

enum cvd_status page_of_reference(struct call *c, struct cvd_err *err)
{
    struct page page = call_page(c);
    struct cvd_cited_list l = { 0 };
    struct cvd_str number = call_segment(c, NAME_AT);
    enum cvd_status st =
        cvd_cited_by(c->searcher, number, 0, PAGE_CITERS, &l, err);

    c->reply.type = reply_html;
    if (st == CVD_OK) {
        st = page_reference(&page, number, &l, &c->reply.body);
    } else if (st == CVD_ENOTFOUND) {
        c->reply.status = 404;
        st = page_reference(&page, number, NULL, &c->reply.body);
    }
    cvd_cited_list_release(&l);
    return st;
}

enum cvd_status page_feed_of(struct call *c, struct cvd_err *err)
{
    struct params p;
    struct cvd_result r = { 0 };
    struct cvd_buf origin = { 0 };
    struct page page = call_page(c);
    enum cvd_status st = params_read(&p, &c->uri, c->known, NULL, err);

    if (st == CVD_OK && !uri_value(&c->uri, "sort").len)
        p.request.sort = CVD_SORT_NEWEST; /* what a feed is for */
    if (st == CVD_OK)
        st = ask(c, &p, &r, err);
    if (st == CVD_OK)
        st = make_origin(c, &origin);
    page.origin = cvd_buf_str(&origin);
    if (st == CVD_OK) {
        c->reply.type = "application/atom+xml; charset=utf-8";
        st = page_feed(&page, &p.request, &r, &c->reply.body);
    }
    cvd_buf_release(&origin);
    cvd_result_release(&r);
    return st;
}

enum cvd_status page_opensearch_of(struct call *c, struct cvd_err *err)
{
    struct page page = call_page(c);
    struct cvd_buf origin = { 0 };
    enum cvd_status st = make_origin(c, &origin);

    (void)err;
    page.origin = cvd_buf_str(&origin);
    c->reply.type = "application/opensearchdescription+xml; charset=utf-8";
    if (st == CVD_OK)
        st = page_opensearch(&page, &c->reply.body);
    cvd_buf_release(&origin);
    return st;
}

enum cvd_status page_style_of(struct call *c, struct cvd_err *err)
{
    (void)err;
    c->reply.type = "text/css; charset=utf-8";
    return cvd_buf_add_text(&c->reply.body, page_style);
}

enum cvd_status page_script_of(struct call *c, struct cvd_err *err)
{
    (void)err;
    c->reply.type = "text/javascript; charset=utf-8";
    return cvd_buf_add_text(&c->reply.body, page_script);
}
