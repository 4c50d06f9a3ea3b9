/* reuse_rows.h - what the tables of finding reuse are made of: lines of a TSV,
 * rows by kind and severity, times.
 *
 * Not for threads.  May depend on: libc, reuse_ask.h. */
#ifndef BENCH_REUSE_ROWS_H
#define BENCH_REUSE_ROWS_H

#include "bench/reuse_ask.h"

enum { REUSE_COLUMNS_MAX = 6 };

/* Each line of file `path`, cut at its tabs into `columns` of them. */
void reuse_each_line(const char *path, size_t columns,
                     void (*take)(void *ctx, char *column[]), void *ctx);

/* "kind\tseverity" in the order they come first; owned by the table. */
struct reuse_rows {
    char **names;
    size_t count, cap;
};

size_t reuse_row_of(struct reuse_rows *r, const char *kind,
                    const char *severity);
void reuse_rows_release(struct reuse_rows *r);

/* "| kind, severity " of row `i`. */
void reuse_print_row(const struct reuse_rows *r, size_t i);

/* A share as "| 0.953 ", "| - " of nothing. */
void reuse_print_share(double part, double of);

/* Times of answers. */
struct reuse_times {
    double *wall, *cpu;         /* milliseconds */
    size_t count, wall_cap, cpu_cap;
};

void reuse_times_add(struct reuse_times *t, const struct reuse_answer *a);

/* A line of a list: what, how many, p50 and p99. */
void reuse_print_times(const char *what, const struct reuse_times *t);
void reuse_times_release(struct reuse_times *t);

#endif
