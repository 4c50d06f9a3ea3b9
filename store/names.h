/* names.h - the documents that bear a term of a field, kept for the next
 * question.  Internal to store/.
 *
 * Filters are few and asked again and again: Xapian is asked once for each,
 * and the answer kept as documents or, where they are many, as bits. */
#ifndef CVD_STORE_NAMES_H
#define CVD_STORE_NAMES_H

#include "store/opened.h"

struct cvd_names_list {
    uint32_t documents;
    const uint32_t *dids;    /* ascending, or */
    const uint64_t *bits;    /* of the whole part, bit did - 1 */
};

/* The documents of part `part` that bear `term` of `field`; good until
 * cvd_names_tidy().
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_names_find(struct cvd_store *s, size_t part,
                               enum cvd_field field, struct cvd_str term,
                               struct cvd_names_list *out,
                               struct cvd_err *err);

/* Forget some if they are too many: before a tree is made, not while one
 * is. */
void cvd_names_tidy(struct cvd_store *s);

void cvd_names_release(struct cvd_names *n);

#endif
