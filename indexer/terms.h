/* terms.h - the values of a document's fields as terms. */
#ifndef CVD_INDEXER_TERMS_H
#define CVD_INDEXER_TERMS_H

#include "analyzers/analyzer.h"
#include "store/writer.h"

/* A growing set of terms.  Zero-initialise; release with
 * cvd_terms_release(). */
struct cvd_terms {
    struct cvd_field_term *terms;  /* good after cvd_terms_finish() */
    size_t *offsets;               /* in bytes, until then */
    size_t count, cap;
    struct cvd_buf bytes;
};

void cvd_terms_clear(struct cvd_terms *t);
void cvd_terms_release(struct cvd_terms *t);

/* Add a term of at most CVD_FIELD_TERM_MAX bytes, unless it is empty.
 * CVD_ENOMEM. */
enum cvd_status cvd_terms_add(struct cvd_terms *t, enum cvd_field field,
                              struct cvd_str term);

/* Add the terms a document number is found by: with marks and without, and
 * the running number with the type alone (277-kh), for who types no more.
 * CVD_ENOMEM. */
enum cvd_status cvd_terms_add_number(struct cvd_terms *t,
                                     enum cvd_field field,
                                     const struct cvd_number *n);

/* Sort the terms, drop repeated ones, and make t->terms borrow from `t`. */
void cvd_terms_finish(struct cvd_terms *t);

#endif
