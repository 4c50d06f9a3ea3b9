/* pages.c - the routes for people: what page/ makes of an answer. */
#include "searchd/page/page.h"
#include "searchd/call.h"
#include "searchd/page_call.h"
#include "searchd/params.h"
#include "searchd/tokens.h"
#include "searchd/ways.h"

/* A search that took longer is not asked again for its bars of time and its
 * map: an eighth of the usual deadline. */
enum { WITHOUT_MS = 250 };

/* What the search page offers to narrow by, in this order; of dates it has
 * bars. */
static const enum cvd_field page_facets[] = {
    CVD_F_PROVINCE, CVD_F_CAMPAIGN, CVD_F_TYPE, CVD_F_ISSUER,
};

enum cvd_status call_origin(const struct call *c, struct cvd_buf *out)
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
    bool before = cvd_str_equal(uri_value(&c->uri, "map"),
                                cvd_str_from(PAGE_MAP_BEFORE_NAME));

    return (struct page){
        .lang = english ? PAGE_EN : PAGE_VI,
        .map = before ? PAGE_MAP_BEFORE : PAGE_MAP_NOW,
        .uri = &c->uri,
        .every_copy = cvd_str_equal(uri_value(&c->uri, "fold"),
                                    cvd_str_from("0")),
        .generation = c->index.generation,
        .documents = c->index.documents,
        .originals = c->originals && c->originals->count,
        .exports = c->scopes & SCOPE_EXPORT,
    };
}

static enum cvd_status ask(struct call *c, struct params *p,
                           struct cvd_result *r, struct cvd_err *err)
{
    enum cvd_status st = cvd_search(c->searcher, &p->request, r, err);

    if (st == CVD_OK) {
        c->count = metrics_query(c->metrics, r);
        call_warn(c, r);
    }
    return st;
}

/* The facets of the page where none is named, and always the dates. */
static void choose_facets(struct params *p)
{
    struct cvd_request *r = &p->request;

    if (!r->facet_count) {
        memcpy(p->facets, page_facets, sizeof page_facets);
        r->facet_count = sizeof page_facets / sizeof *page_facets;
    }
    p->facets[r->facet_count++] = CVD_F_DATE;
}

/* The request without filters of `left_out`, and without limits of time where
 * that is the year, to count `facet`; whether there were any. */
static bool make_without(const struct params *p, enum cvd_field left_out,
                         enum cvd_field facet, struct params *out)
{
    struct cvd_request *r = &out->request;
    bool had = false;

    *out = *p;
    r->filters = out->filters;
    r->filter_count = 0;
    for (size_t i = 0; i < p->request.filter_count; i++)
        if (p->filters[i].field == left_out)
            had = true;
        else
            out->filters[r->filter_count++] = p->filters[i];
    if (left_out == CVD_F_YEAR) {
        had = had || r->from.len || r->to.len;
        r->from = r->to = (struct cvd_str){ NULL, 0 };
    }
    /* The same limit, by which a search is widened; the first page. */
    r->offset = 0;
    r->without_snippets = true;
    r->fold = false;
    out->facets[0] = facet;
    r->facets = out->facets;
    r->facet_count = 1;
    r->facet_values = CVD_FACET_VALUES_MAX;
    return had;
}

/* What answers without that, for the bars and the map: `r` itself or put in
 * *other.  None where it would take long, or was not all found. */
static enum cvd_status ask_without(struct call *c, const struct params *p,
                                   enum cvd_field left_out,
                                   enum cvd_field facet,
                                   const struct cvd_result *r,
                                   struct cvd_result *other,
                                   const struct cvd_result **out,
                                   struct cvd_err *err)
{
    struct params wide;

    *out = NULL;
    if (r->cut_short)
        return CVD_OK;
    if (!make_without(p, left_out, facet, &wide)) {
        *out = r;
        return CVD_OK;
    }
    if (r->took_ms > WITHOUT_MS) {
        c->hurried = true;
        return CVD_OK;
    }
    enum cvd_status st = cvd_search(c->searcher, &wide.request, other, err);
    if (st == CVD_OK && !other->cut_short)
        *out = other;
    return st;
}

enum cvd_status page_of_search(struct call *c, struct cvd_err *err)
{
    struct params p;
    struct cvd_result r = { 0 }, anytime = { 0 }, anywhere = { 0 };
    struct page_ways ways = { 0 };
    struct page_found found = { .result = &r };
    struct page page = call_page(c);
    enum cvd_status st = params_read(&p, &c->uri, c->known, NULL, err);

    if (st != CVD_OK)
        return st;
    params_dates(&p);
    choose_facets(&p);
    p.request.fold = !page.every_copy;
    bool asked = cvd_request_asks(&p.request);
    if (asked)
        st = ask(c, &p, &r, err);
    if (asked && st == CVD_OK)
        st = ask_without(c, &p, CVD_F_YEAR, CVD_F_DATE, &r, &anytime,
                         &found.anytime, err);
    if (asked && st == CVD_OK)
        st = ask_without(c, &p, CVD_F_PROVINCE, CVD_F_PROVINCE, &r, &anywhere,
                         &found.anywhere, err);
    if (asked && st == CVD_OK && !r.total && !r.cut_short) {
        st = ways_find(c->searcher, &p.request, &r, &ways, err);
        found.ways = &ways;
    }
    if (st == CVD_OK) {
        c->reply.type = reply_html;
        st = page_search(&page, &p.request, asked ? &found : NULL,
                         &c->reply.body);
    }
    ways_release(&ways);
    cvd_result_release(&anywhere);
    cvd_result_release(&anytime);
    cvd_result_release(&r);
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
        st = call_origin(c, &origin);
    page.origin = cvd_buf_str(&origin);
    page.every_copy = !p.request.fold;
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
    enum cvd_status st = call_origin(c, &origin);

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
    c->reply.version = page_style_version;
    return cvd_buf_add_text(&c->reply.body, page_style);
}

enum cvd_status page_script_of(struct call *c, struct cvd_err *err)
{
    (void)err;
    c->reply.type = "text/javascript; charset=utf-8";
    c->reply.version = page_script_version;
    return cvd_buf_add_text(&c->reply.body, page_script);
}

enum cvd_status page_icon_of(struct call *c, struct cvd_err *err)
{
    (void)err;
    c->reply.type = "image/svg+xml";
    c->reply.version = page_icon_version;
    return cvd_buf_add_text(&c->reply.body, page_icon);
}
