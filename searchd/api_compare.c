/* api_compare.c - /api/v1/compare: two documents side by side. */
#include "search/reuse.h"
#include "searchd/call.h"

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
