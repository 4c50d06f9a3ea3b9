/* now.h - the time that only goes forward: CLOCK_MONOTONIC.
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd. */
#ifndef CVD_SEARCHD_NOW_H
#define CVD_SEARCHD_NOW_H

#include <stdint.h>
#include <time.h>

static inline uint64_t now_ns(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static inline uint64_t now_ms(void)
{
    return now_ns() / 1000000;
}

#endif
