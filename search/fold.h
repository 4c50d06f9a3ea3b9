/* fold.h - copies among what was found.  Internal to search/. */
#ifndef CVD_SEARCH_FOLD_H
#define CVD_SEARCH_FOLD_H

#include "search/likeness.h"

/* Of documents in an order, set under[i] to the first one before it of which
 * number i is a copy and which is none itself, to i if there is none.  Less is
 * found when the clock is late.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_fold(struct cvd_searcher *s,
                         const struct cvd_match *found, size_t count,
                         uint32_t *under, struct cvd_err *err);

#endif
