/* searcher.h - what a cvd_searcher holds.  Internal to search/. */
#ifndef CVD_SEARCH_SEARCHER_H
#define CVD_SEARCH_SEARCHER_H

#include "analyzers/analyzer.h"
#include "search/ranking.h"
#include "search/search.h"

struct cvd_searcher {
    struct cvd_store *store;
    struct cvd_ranking ranking;
    struct cvd_tokens tokens; /* scratch */
    struct cvd_doc doc;       /* scratch */
};

/* Append the number whose key (or key without marks) is `key`, as a document
 * that bears it writes it, or else one that cites it; nothing if none does.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_written_number(struct cvd_searcher *s,
                                   struct cvd_str key, struct cvd_buf *out,
                                   struct cvd_err *err);

/* How many documents cite `number` (empty: 0).
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_cited_by_count(struct cvd_searcher *s,
                                   struct cvd_str number, uint64_t *count,
                                   struct cvd_err *err);

/* The documents that bear `number`: at most `max` of them into docnos,
 * *count how many those are.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_bearers(struct cvd_searcher *s, struct cvd_str number,
                            uint32_t *docnos, size_t max, size_t *count,
                            struct cvd_err *err);

#endif
