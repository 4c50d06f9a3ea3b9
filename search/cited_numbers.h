/* cited_numbers.h - which numbers anybody cites, known at once: for who goes
 * through many documents.  Internal to search/. */
#ifndef CVD_SEARCH_CITED_NUMBERS_H
#define CVD_SEARCH_CITED_NUMBERS_H

#include "search/searcher.h"

/* Zero-initialise; release with cvd_cited_numbers_release(). */
struct cvd_cited_numbers {
    uint64_t *hashes;        /* of their keys, ascending */
    size_t count, cap;
    bool known;              /* else there are too many to hold */
};

/* Read all that are cited: a few tenths of a second in an archive of a
 * million documents, 8 bytes each.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_cited_numbers_read(struct cvd_searcher *s,
                                       struct cvd_cited_numbers *out,
                                       struct cvd_err *err);

/* Whether the number of `key` (analyzers/identity.h) may be cited. */
bool cvd_cited_numbers_may(const struct cvd_cited_numbers *n,
                           struct cvd_str key);
void cvd_cited_numbers_release(struct cvd_cited_numbers *n);

#endif
