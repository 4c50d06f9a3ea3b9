/* planned.h - how a request was read, for what looks at more than a page of
 * what it finds.  Internal to search/. */
#ifndef CVD_SEARCH_PLANNED_H
#define CVD_SEARCH_PLANNED_H

#include "search/query.h"
#include "search/search.h"

/* Release with cvd_planned_release(). */
struct cvd_planned {
    struct cvd_query query;
    struct cvd_plan plan;    /* of the answer given: widened, if that was */
};

/* As cvd_search(), and set *planned (may be NULL).
 *   as cvd_search() */
enum cvd_status cvd_search_planned(struct cvd_searcher *s,
                                   const struct cvd_request *r,
                                   struct cvd_result *out,
                                   struct cvd_planned *planned,
                                   struct cvd_err *err);

/* Whether any document that the request's filters leave has the words of
 * `plan`, made with `exists`; true where that is not known in time.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_words_exist(struct cvd_searcher *s,
                                const struct cvd_plan *plan, bool *exist,
                                struct cvd_err *err);

/* Find all: the answer counts exactly and has no hits, whatever the request's
 * page and facets; it, *planned and *set are the caller's to release.
 *   as cvd_search() */
enum cvd_status cvd_find_all(struct cvd_searcher *s,
                             const struct cvd_request *r,
                             struct cvd_result *out,
                             struct cvd_planned *planned,
                             struct cvd_docset *set, struct cvd_err *err);

static inline void cvd_planned_release(struct cvd_planned *p)
{
    cvd_plan_release(&p->plan);
    cvd_query_release(&p->query);
}

#endif
