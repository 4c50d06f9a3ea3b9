/* clock.c - see clock.h.  Depends on libc only. */
#define _POSIX_C_SOURCE 200809L
#include "base/clock.h"

#include <time.h>

enum { NS_IN_MS = 1000000, NS_IN_S = 1000000000 };

static uint64_t monotonic(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * NS_IN_S + (uint64_t)now.tv_nsec;
}

static uint64_t now(const struct cvd_clock *c)
{
    return c->now ? c->now() : monotonic();
}

void cvd_clock_set(struct cvd_clock *c, unsigned ms)
{
    c->late = false;
    c->left = 0;
    c->deadline = ms ? now(c) + (uint64_t)ms * NS_IN_MS : 0;
}

struct cvd_clock cvd_clock_halve(struct cvd_clock *c)
{
    struct cvd_clock whole = *c;

    if (!cvd_clock_look(c) && c->deadline) {
        uint64_t at = now(c);
        if (at < c->deadline)
            c->deadline = at + (c->deadline - at) / 2;
    }
    return whole;
}

bool cvd_clock_resume(struct cvd_clock *c, const struct cvd_clock *whole)
{
    bool was_late = c->late;

    *c = *whole;
    return was_late;
}

bool cvd_clock_look(struct cvd_clock *c)
{
    if (c->late || !c->deadline)
        return c->late;
    c->left = c->every ? c->every : CVD_CLOCK_STEPS;
    c->late = now(c) >= c->deadline;
    return c->late;
}
