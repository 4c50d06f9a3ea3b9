/* pages_compare.c - the page that shows two documents side by side. */
#include "search/reuse.h"
#include "searchd/page_call.h"

/* One document alone is no fault: the page asks for the other. */
enum cvd_status page_of_comparison(struct call *c, struct cvd_err *err)
{
    struct page page = call_page(c);
    struct cvd_comparison x = { 0 };
    struct page_compared p = { .a = uri_value(&c->uri, "a"),
                               .b = uri_value(&c->uri, "b") };
    enum cvd_status st = CVD_OK;

    if (p.a.len && p.b.len) {
        st = cvd_compare(c->searcher, p.a, p.b, &x, err);
        p.found = &x;
    }
    if (st == CVD_ENOTFOUND) {
        c->reply.status = 404;
        p.found = NULL;
        p.missing = true;
        st = CVD_OK;
    }
    if (st == CVD_OK) {
        c->reply.type = reply_html;
        st = page_compare(&page, &p, &c->reply.body);
    }
    cvd_comparison_release(&x);
    return st;
}
