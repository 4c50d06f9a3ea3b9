/* find_all.c - all that a query finds: see planned.h. */
#include "search/planned.h"
#include "search/searcher.h"

enum cvd_status cvd_find_all(struct cvd_searcher *s,
                             const struct cvd_request *r,
                             struct cvd_result *out,
                             struct cvd_planned *planned,
                             struct cvd_docset *set, struct cvd_err *err)
{
    struct cvd_request all = *r;
    struct cvd_planned p = { 0 };
    struct cvd_result found = { 0 };

    all.offset = all.limit = 0;
    all.facet_count = 0;
    enum cvd_status st = cvd_search_planned(s, &all, &found, &p, err);
    if (st == CVD_OK)
        st = cvd_store_collect(s->store, p.plan.root, set, err);
    if (st != CVD_OK) {
        cvd_result_release(&found);
        cvd_planned_release(&p);
        return st;
    }
    found.total = set->count;
    found.cut_short = cvd_searcher_late(s);
    found.total_is_exact = !found.cut_short;
    *out = found;
    *planned = p;
    return CVD_OK;
}
