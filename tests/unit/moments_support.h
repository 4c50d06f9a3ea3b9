/* moments_support.h - a store stopped at a moment that the test chooses: its
 * clock is one later at each look. */
#ifndef CVD_TESTS_MOMENTS_SUPPORT_H
#define CVD_TESTS_MOMENTS_SUPPORT_H

#include "base/clock.h"
#include "store/store.h"

static uint64_t ticks; /* looks at it, since it was set */

static inline uint64_t tick(void)
{
    return ++ticks;
}

/* The store is late at the `moment`-th look; 0: never. */
static inline void stop_at(const struct cvd_store *s, uint64_t moment)
{
    ticks = 0;
    *cvd_store_clock(s) = (struct cvd_clock){
        .deadline = moment, .every = 1, .now = tick
    };
}

#endif
