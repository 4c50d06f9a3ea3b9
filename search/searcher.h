/* searcher.h - what a cvd_searcher holds.  Internal to search/. */
#ifndef CVD_SEARCH_SEARCHER_H
#define CVD_SEARCH_SEARCHER_H

#include "analyzers/campaigns.h"
#include "search/ranking.h"
#include "search/search.h"

struct cvd_searcher {
    struct cvd_store *store;
    struct cvd_ranking ranking;
    struct cvd_campaign_list *campaigns; /* the index's own; may be NULL */
    const struct cvd_synonym_list *synonyms; /* borrowed; may be NULL */
    struct cvd_tokens tokens; /* scratch */
    struct cvd_doc doc;       /* scratch */
    struct cvd_name_table *names; /* to suggest, once asked for; or NULL */
    struct cvd_namesakes *namesakes; /* cvd_namesakes_of()'s last, or NULL */
    char namesakes_key[CVD_SYMBOL_MAX];
};

/* Append the number whose key (or key without marks) is `key`, as a document
 * that bears it writes it, or else one that cites it; nothing if none does.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_written_number(struct cvd_searcher *s,
                                   struct cvd_str key, struct cvd_buf *out,
                                   struct cvd_err *err);

struct cvd_query;

/* Set *out (values only) to what query `q` asks for, by fields and by what its
 * free words name: each value once; and *at to where it says so, which borrows
 * from *out.  Both zero before, and the caller's to release, on an error too.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_understood(struct cvd_searcher *s,
                               const struct cvd_query *q,
                               struct cvd_doc *out, struct cvd_readings *at,
                               struct cvd_err *err);

/* Whether limit, offset, dates and facets of a request are in range.
 *   CVD_EUSAGE */
enum cvd_status cvd_request_check(const struct cvd_request *r,
                                  struct cvd_err *err);

/* How many documents cite document `d`.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_cited_by_count(struct cvd_searcher *s,
                                   const struct cvd_doc *d, uint64_t *count,
                                   struct cvd_err *err);

#endif
