/* measure.h - the stopwatch and the query loop shared by the C and C++
 * programs of the benchmark, so that every peer is timed alike.
 *
 * Not for threads.  May depend on: libc. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Words of a whole question; the longest judged one has 40. */
enum { BENCH_WORDS_MAX = 64, BENCH_TOP = 10, BENCH_FACETS = 10 };

/* The hundredth page of ten: hits 991 to 1000. */
enum { BENCH_PAGE_OFFSET = 990 };

enum bench_op { BENCH_ONE, BENCH_OR, BENCH_AND, BENCH_PHRASE, BENCH_PREFIX };

/* One line of a query file: `class TAB words`, for some classes followed by
 * `TAB more`.  The name of the class is
 *
 *   [filter_ | range_ | newest_ | page_ | facets_] operator [_folded]
 *
 * with operator one_common, one_rare, one, or3, and2, phrase5, prefix ... or
 * question, an OR of all its words, of which `more` is the text.  A filter's
 * `more` is a topic, a range's two dates. */
struct bench_query {
    char *line;                         /* what the rest borrows from */
    const char *name;                   /* of the class */
    enum bench_op op;
    int folded;
    unsigned topic;                     /* only documents of it; 0: all */
    unsigned from, to;                  /* YYYYMMDD, inclusive; 0: all */
    int newest;                         /* by falling date, not by score */
    int facets;                         /* count the hits by topic too */
    unsigned offset;                    /* hits left out before the ten */
    size_t n;
    const char *words[BENCH_WORDS_MAX];
    const char *text;                   /* of a question, else NULL */
};

/* What a peer does with a query.  On failure they end the program. */
struct bench_engine {
    void *self;
    /* The ten best, with what else the class asks for: this is timed.
     * Returns how many came. */
    size_t (*top10)(void *self, const struct bench_query *q);
    /* Every match, exactly: not timed, shows that peers agree. */
    size_t (*count)(void *self, const struct bench_query *q);
    /* Likewise: the date of the last hit of a class sorted by date, the
     * hits of the most frequent topic of one with facets. */
    size_t (*check)(void *self, const struct bench_query *q);
};

double bench_now(void);                 /* seconds */
double bench_thread_cpu(void);          /* seconds of this thread */
long bench_peak_rss_kb(void);           /* of this process */
long bench_children_rss_kb(void);       /* of the largest of those it awaited */
uint64_t bench_tree_bytes(const char *path);    /* of all files below */
void bench_sort(double *numbers, size_t n);     /* rising */

/* Print the line every peer's `build` ends with.  bench_print_build() is of
 * this process and all of `index`. */
void bench_print(double started, long rss_kb, uint64_t bytes);
void bench_print_build(double started, const char *index);

/* Ask the queries of each class once to warm up, then once timed, as many as
 * BENCH_CLASS_SECONDS (environment) have room for but at least
 * BENCH_QUERIES_MIN; print
 * `class asked p50_us p99_us cpu_p50_us cpu_p99_us hits check` for each: hits
 * and check are means over the first BENCH_COUNTED queries, "-" if
 * BENCH_COUNT is 0.  Returns an exit status. */
enum { BENCH_QUERIES_MIN = 20, BENCH_COUNTED = 30 };
int bench_run(const char *queries, const struct bench_engine *e);

#ifdef __cplusplus
}
#endif
#endif
