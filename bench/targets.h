/* targets.h - a list of what to ask for, shared by those who ask over HTTP
 * and those who ask the library, so that they ask the same.
 *
 * A line is a target as it is sent ("/healthz"); or the beginning of one, a
 * tab, text that is percent-encoded behind it, and perhaps another tab and
 * the end of the target.  May depend on: libc. */
#ifndef BENCH_TARGETS_H
#define BENCH_TARGETS_H

#include <stddef.h>
#include <stdint.h>

struct target {
    char *path;            /* encoded, begins with '/' */
    char *text;            /* between the tabs; empty where there is none */
    uint64_t best_ns;      /* the quickest answer; 0: none yet */
};

struct targets {
    struct target *list;
    size_t count;
};

/* Read a file of them; ends the program, saying why, where that cannot be. */
void targets_load(const char *path, struct targets *out);
void targets_release(struct targets *t);

/* Write the best of each in microseconds, a line each. */
void targets_write_best(const struct targets *t, const char *path);

#endif
