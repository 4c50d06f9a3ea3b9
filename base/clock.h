/* clock.h - until when something may go on.
 *
 * base/ may include libc only.
 *
 * A loop whose length comes from outside counts its steps with
 * cvd_clock_steps() and leaves off when that says so.  Reading the time costs
 * more than most steps do, so it is read once in a while.  Once late, a clock
 * stays late until it is set anew: what it says of one loop it says of all
 * that follow, and whoever set it can ask at the end whether anything was
 * left off.
 *
 * A clock belongs to one thread.  Zero-initialised it is never late. */
#ifndef CVD_BASE_CLOCK_H
#define CVD_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Steps between two looks.  A step is meant to take 10 ns to 1 us, a look takes
 * some 50 ns: it costs next to nothing, and no more than a fraction of a
 * millisecond passes without one. */
enum { CVD_CLOCK_STEPS = 256 };

struct cvd_clock {
    uint64_t deadline;      /* ns of CLOCK_MONOTONIC; 0: none */
    bool late;
    unsigned left;          /* steps until the next look */
    unsigned every;         /* steps between looks; 0: CVD_CLOCK_STEPS */
    uint64_t (*now)(void);  /* another clock, for tests; NULL: the real one */
};

/* The deadline is `ms` milliseconds from now; 0: there is none. */
void cvd_clock_set(struct cvd_clock *c, unsigned ms);

/* Leave off halfway to the deadline, so that time is left to show what is
 * found until then; the clock as it was, for cvd_clock_resume(). */
struct cvd_clock cvd_clock_halve(struct cvd_clock *c);

/* Go on until the deadline of `whole`: whether it was late halfway. */
bool cvd_clock_resume(struct cvd_clock *c, const struct cvd_clock *whole);

/* Look, and return whether it is late. */
bool cvd_clock_look(struct cvd_clock *c);

/* So many steps are about to be taken: whether it is too late for them. */
static inline bool cvd_clock_steps(struct cvd_clock *c, unsigned steps)
{
    if (c->late || !c->deadline)
        return c->late;
    if (c->left > steps) {
        c->left -= steps;
        return false;
    }
    return cvd_clock_look(c);
}

#ifdef __cplusplus
}
#endif
#endif
