/* growth_learn.h - a model from a collection that was counted.
 *
 * May depend on: growth_count.h, growth_body.h. */
#ifndef BENCH_GROWTH_LEARN_H
#define BENCH_GROWTH_LEARN_H

#include "bench/growth_count.h"

/* Make *out of the counts; takes some seconds, most of them for finding by
 * trial how often documents repeat themselves. */
void growth_learn(const struct counts *c, struct growth_model *out);

#endif
