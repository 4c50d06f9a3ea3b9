/* growth_compare.h - two collections side by side.
 *
 * May depend on: growth_count.h. */
#ifndef BENCH_GROWTH_COMPARE_H
#define BENCH_GROWTH_COMPARE_H

/* Print a table of what an index feels of collection A and of B, of as many
 * documents of each as the smaller has, with B's share of A's.  Returns an
 * exit status. */
int growth_compare(const char *a, const char *b);

#endif
