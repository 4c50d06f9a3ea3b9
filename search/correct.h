/* correct.h - slips of a query that the index knows how to mend.  Internal to
 * search/.
 *
 * A word the index has not may be one a letter away; a word it has may stand
 * for another where the two beside each other are hardly ever seen and the
 * other is (công sản: cộng sản).  Both are judged by lattice.h's model. */
#ifndef CVD_SEARCH_CORRECT_H
#define CVD_SEARCH_CORRECT_H

#include "search/query.h"
#include "store/store.h"

/* Append the text of `q` mended, where something is to be mended; only tokens
 * with may[i] set are changed.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_correct(const struct cvd_store *s,
                            const struct cvd_query *q, const bool *may,
                            struct cvd_buf *out, struct cvd_err *err);

/* The same for spaces: hangviet is hàng việt if the index has these side by
 * side, v iệt is việt.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_correct_spaces(const struct cvd_store *s,
                                   const struct cvd_query *q,
                                   const bool *may, struct cvd_buf *out,
                                   struct cvd_err *err);

#endif
