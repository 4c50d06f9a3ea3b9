/* reuse_score.h - how well copies and carriers of sentences are found.
 *
 * Both print Markdown.  Not for threads.
 * May depend on: libc, reuse_rows.h. */
#ifndef BENCH_REUSE_SCORE_H
#define BENCH_REUSE_SCORE_H

#include "bench/reuse_rows.h"

/* ---- reuse_copies.c: `cvdsearch similar`, truth in `copies` (plant.c) -- */

void reuse_score_copies(const struct reuse_asking *a, const char *copies);

/* ---- reuse_trace.c: `cvdsearch trace`, truth in the two files ---------- */

void reuse_score_trace(const struct reuse_asking *a, const char *sentences,
                       const char *carriers);

#endif
