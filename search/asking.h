/* asking.h - a request on its way to an answer: planned, asked, folded,
 * shown.  Internal to search/. */
#ifndef CVD_SEARCH_ASKING_H
#define CVD_SEARCH_ASKING_H

#include "search/planner.h"
#include "search/query.h"
#include "search/searcher.h"

struct cvd_asking {
    struct cvd_searcher *s;
    const struct cvd_request *r;
    const struct cvd_query *q;
    unsigned offset, limit;    /* of what is found, folded or not */
    struct cvd_plan_mode mode; /* of the answer held */
    struct cvd_plan plan;
    struct cvd_answer answer;
    uint64_t found;            /* as typed, before it was widened */
};

/* Ask with `mode` and keep the answer in place of the one held, unless that
 * is more than what an answer that was cut short would put there.
 *   as cvd_search() */
enum cvd_status cvd_asking_ask(struct cvd_asking *a,
                               struct cvd_plan_mode mode,
                               struct cvd_err *err);

/* ---- hits.c ---------------------------------------------------------- */

/* Show what was found: out->hits.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_asking_show(struct cvd_asking *a, struct cvd_result *out,
                                struct cvd_err *err);

/* ---- folded.c -------------------------------------------------------- */

/* What is found, with copies passed over: the page asked for, and beside each
 * hit its copies. */
struct cvd_folded {
    struct cvd_match *page;
    size_t count;
    uint32_t *copies;        /* docnos: of the first hit, of the second ... */
    size_t *behind;          /* by hit: where its end; count of them */
    uint64_t left;           /* as in struct cvd_result */
    bool left_is_exact;
};

/* So many are to be asked for at first, from the first on. */
unsigned cvd_fold_window(const struct cvd_request *r);

/* Fold what a->answer holds, asking for more as far as the page needs it;
 * *out zero before; release with cvd_folded_release(), on an error too.
 *   as cvd_search() */
enum cvd_status cvd_asking_fold(struct cvd_asking *a, struct cvd_folded *out,
                                struct cvd_err *err);
void cvd_folded_release(struct cvd_folded *f);

#endif
