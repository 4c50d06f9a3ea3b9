/* latency.h - times counted in buckets of a thousandth of their size, so that
 * a run of any length takes the same memory.
 *
 * Not for threads: one for each, added up at the end.  May depend on: libc. */
#ifndef BENCH_LATENCY_H
#define BENCH_LATENCY_H

#include <stddef.h>
#include <stdint.h>

struct latency {
    uint64_t count;
    uint64_t max_ns;
    uint64_t *buckets;
};

/* Ends the program when out of memory. */
void latency_init(struct latency *l);
void latency_release(struct latency *l);

void latency_add(struct latency *l, uint64_t ns);
void latency_merge(struct latency *to, const struct latency *from);

/* Microseconds that `share` (0..1) of them do not exceed; 0 of none. */
double latency_us(const struct latency *l, double share);

/* Print " p50_us=... p90_us=... p99_us=... max_us=...". */
void latency_print(const struct latency *l);

uint64_t latency_now(void); /* nanoseconds */

#endif
