/* fold.h - a text as typed without any mark, for the unaccented questions.
 *
 * Not the analyzer's folding on purpose: a question is to arrive as a person
 * would type it, with its capitals and punctuation.  Not for threads.
 *
 * May depend on: libc, base, ICU. */
#ifndef BENCH_FOLD_H
#define BENCH_FOLD_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Append `in` decomposed (NFD), less every character whose canonical
 * combining class is not 0, with d and D for đ and Đ.
 *   CVD_EINPUT  not UTF-8
 *   CVD_ELIMIT  longer than 256 MiB
 *   CVD_ENOMEM */
enum cvd_status bench_fold(struct cvd_str in, struct cvd_buf *out,
                           struct cvd_err *err);

#ifdef __cplusplus
}
#endif
#endif
