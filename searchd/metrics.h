/* metrics.h - what the daemon counts, in Prometheus' text form.
 *
 * Counters are atomic: any thread may add. */
#ifndef CVD_SEARCHD_METRICS_H
#define CVD_SEARCHD_METRICS_H

#include "search/search.h"
#include "searchd/conns.h"
#include "searchd/queue.h"
#include "searchd/workers.h"

struct metrics; /* opaque */

/* What a query asks by; the first that holds. */
enum query_kind {
    QUERY_NUMBER,   /* a document number is in it */
    QUERY_NAMED,    /* a province, campaign, type or year is */
    QUERY_WORDS,
    QUERY_BROWSE,   /* no words: filters alone, or nothing */
    QUERY_KINDS
};

/* For so many routes; `names` (borrowed) are their labels.  The caller owns
 * it: metrics_free().  NULL when out of memory. */
struct metrics *metrics_new(const char *const *names, size_t routes);
void metrics_free(struct metrics *m); /* NULL is nothing */

/* A request was answered: by route number, HTTP status, after so long. */
void metrics_request(struct metrics *m, size_t route, unsigned status,
                     uint64_t ns);

/* A query was answered. */
void metrics_query(struct metrics *m, const struct cvd_result *r);

/* Append all in text format 0.0.4.  CVD_ENOMEM. */
enum cvd_status metrics_write(const struct metrics *m,
                              const struct workers_state *workers,
                              const struct queue_state *queue,
                              const struct conns_state *conns,
                              struct cvd_buf *out);

#endif
