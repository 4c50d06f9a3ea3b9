/* queue.h - requests that wait for those who answer: a thread each for as
 * many as may be answered at once.
 *
 * So the threads that read requests never wait for an answer to be made: what
 * else comes, /healthz and refusals among it, is answered meanwhile.  Who came
 * first is answered first; where that takes long, whoever comes on top is not
 * taken.  Safe to call from every thread. */
#ifndef CVD_SEARCHD_QUEUE_H
#define CVD_SEARCHD_QUEUE_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

struct queue; /* opaque */

/* A request in the queue; part of what it is of, zero-initialised. */
struct queued {
    struct queued *next;
    uint64_t since_ms;   /* CLOCK_MONOTONIC */
};

/* Answer a request that waited so long. */
typedef void queue_fn(struct queued *request, uint64_t waited_ms);

struct queue_state {
    unsigned threads, busy, waiting;
};

/* `threads` threads that call `answer`; who waits `patience_ms` is a sign that
 * there are too many.  The caller owns *out: queue_free().
 *   CVD_ENOMEM  also where a thread cannot be had */
enum cvd_status queue_new(unsigned threads, unsigned patience_ms,
                          queue_fn *answer, struct queue **out,
                          struct cvd_err *err);

/* Take no more, have all that wait answered, and end the threads. */
void queue_end(struct queue *q);

/* The same, and free it.  NULL is nothing. */
void queue_free(struct queue *q);

/* Let a request wait to be answered.  False, and it is the caller's again: as
 * many wait as there are threads, one of them for longer than its patience; or
 * it has ended. */
bool queue_put(struct queue *q, struct queued *request);

void queue_describe(struct queue *q, struct queue_state *out);

#endif
