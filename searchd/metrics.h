/* metrics.h - what the daemon counts, in Prometheus' text form.
 *
 * Counters are atomic: any thread may add. */
#ifndef CVD_SEARCHD_METRICS_H
#define CVD_SEARCHD_METRICS_H

#include "search/search.h"
#include "searchd/cache.h"
#include "searchd/conns.h"
#include "searchd/queue.h"
#include "searchd/workers.h"

struct metrics; /* opaque */

/* For so many routes; `names` (borrowed) are their labels.  The caller owns
 * it: metrics_free().  NULL when out of memory. */
struct metrics *metrics_new(const char *const *names, size_t routes);
void metrics_free(struct metrics *m); /* NULL is nothing */

/* A request was answered: by route number, HTTP status, after so long. */
void metrics_request(struct metrics *m, size_t route, unsigned status,
                     uint64_t ns);

/* A query was answered; what it counts as. */
struct query_count metrics_query(struct metrics *m,
                                 const struct cvd_result *r);

/* The same query was answered by what is kept of its answer. */
void metrics_query_kept(struct metrics *m, const struct query_count *count);

/* What others count, at one moment. */
struct metrics_states {
    struct workers_state workers;
    struct queue_state queue;
    struct conns_state conns;
    struct cache_state cache;
};

/* Append all in text format 0.0.4.  CVD_ENOMEM. */
enum cvd_status metrics_write(const struct metrics *m,
                              const struct metrics_states *now,
                              struct cvd_buf *out);

#endif
