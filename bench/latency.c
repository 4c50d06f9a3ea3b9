/* latency.c - see latency.h.  May depend on: libc. */
#include "bench/latency.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* A number below FINE has a bucket of its own; of larger ones the leading
 * FINE_BITS bits tell it, and how many follow. */
enum { FINE_BITS = 11, HALF = 1 << (FINE_BITS - 1),
       BUCKETS = (64 - FINE_BITS + 2) * HALF };

void latency_init(struct latency *l)
{
    *l = (struct latency){ .buckets = calloc(BUCKETS, sizeof(uint64_t)) };
    if (!l->buckets)
        abort();
}

void latency_release(struct latency *l)
{
    free(l->buckets);
    *l = (struct latency){ 0 };
}

static size_t bucket_of(uint64_t ns)
{
    unsigned bits = ns ? 64 - (unsigned)__builtin_clzll(ns) : 0;
    unsigned dropped = bits > FINE_BITS ? bits - FINE_BITS : 0;

    return (size_t)dropped * HALF + (size_t)(ns >> dropped);
}

/* The least that falls into bucket `i`. */
static uint64_t least_of(size_t i)
{
    size_t dropped = i < 2 * HALF ? 0 : i / HALF - 1;

    return (uint64_t)(i - dropped * HALF) << dropped;
}

void latency_add(struct latency *l, uint64_t ns)
{
    l->buckets[bucket_of(ns)]++;
    l->count++;
    if (ns > l->max_ns)
        l->max_ns = ns;
}

void latency_merge(struct latency *to, const struct latency *from)
{
    for (size_t i = 0; i < BUCKETS; i++)
        to->buckets[i] += from->buckets[i];
    to->count += from->count;
    if (from->max_ns > to->max_ns)
        to->max_ns = from->max_ns;
}

double latency_us(const struct latency *l, double share)
{
    uint64_t wanted = (uint64_t)(share * (double)l->count), seen = 0;

    for (size_t i = 0; i < BUCKETS; i++) {
        seen += l->buckets[i];
        if (seen > wanted)
            return (double)least_of(i) / 1e3;
    }
    return (double)l->max_ns / 1e3;
}

void latency_print(const struct latency *l)
{
    printf(" p50_us=%.1f p90_us=%.1f p99_us=%.1f max_us=%.1f",
           latency_us(l, 0.5), latency_us(l, 0.9), latency_us(l, 0.99),
           (double)l->max_ns / 1e3);
}

uint64_t latency_now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}
