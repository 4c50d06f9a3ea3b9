/* check.h - faults that only looking at all of a file finds.  Internal to
 * store/. */
#ifndef CVD_STORE_CHECK_H
#define CVD_STORE_CHECK_H

#include "store/part.h"

/* Decode every posting list of the words, folded words and pairs of a part
 * and hold them against each other and the documents' lengths.  What is
 * wrong, in a sentence; NULL if nothing is.  May take as long as a search of
 * everything.
 *   CVD_ENOMEM */
enum cvd_status cvd_check_postings(const struct cvd_part *p,
                                   const char **fault);

/* Decode the shingles of a part and hold them against those of the words of
 * each of its documents; *fault as above.
 *   CVD_ENOMEM */
enum cvd_status cvd_check_shingles(struct cvd_part *p, const char **fault);

#endif
