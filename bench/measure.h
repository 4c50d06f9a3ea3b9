/* measure.h - the stopwatch and the query loop shared by the C and C++
 * programs of the benchmark, so that every peer is timed alike.
 *
 * Not for threads.  Times are wall clock.  May depend on: libc. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { BENCH_WORDS_MAX = 8, BENCH_TOP = 10 };

enum bench_op { BENCH_ONE, BENCH_OR, BENCH_AND, BENCH_PHRASE };

/* One line of a query file: `class TAB words`.  The class name tells the
 * operator (or3, and2, phrase5, one_...) and the form (..._folded). */
struct bench_query {
    const char *name;                   /* of the class */
    enum bench_op op;
    int folded;
    size_t n;
    const char *words[BENCH_WORDS_MAX];
};

/* What a peer does with a query.  Both return a number of documents; on
 * failure they end the program. */
struct bench_engine {
    void *self;
    /* The ten best by BM25: this is what is timed. */
    size_t (*top10)(void *self, const struct bench_query *q);
    /* Every match, exactly: not timed, shows that peers agree. */
    size_t (*count)(void *self, const struct bench_query *q);
};

double bench_now(void);                 /* seconds */
long bench_peak_rss_kb(void);           /* of this process */
uint64_t bench_tree_bytes(const char *path);    /* of all files below */

/* Print the line every peer's `build` ends with. */
void bench_print_build(double started, const char *index);

/* Ask every query once to warm up, then once timed; print
 * `class n p50_us p99_us mean_hits` for each class.  Returns an exit
 * status. */
int bench_run(const char *queries, const struct bench_engine *e);

#ifdef __cplusplus
}
#endif
#endif
