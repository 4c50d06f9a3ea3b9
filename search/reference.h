/* reference.h - the references of a text, read again when they are asked for.
 * Internal to search/. */
#ifndef CVD_SEARCH_REFERENCE_H
#define CVD_SEARCH_REFERENCE_H

#include "analyzers/identity.h"
#include "search/citations.h"
#include "search/searcher.h"
#include "search/strings.h"

/* A text's references, and where the document that holds it sits.
 * Zero-initialise; release with cvd_referring_release(). */
struct cvd_referring {
    struct cvd_str text;     /* borrowed */
    struct cvd_entities entities;
    struct cvd_references references;
    struct cvd_seat own;
};

/* Find the references of `text`, replacing what *out held, as the indexer
 * does.  `d`, whose text it is, may be NULL.  CVD_ENOMEM. */
enum cvd_status cvd_refer_in(struct cvd_str text, const struct cvd_doc *d,
                             struct cvd_referring *out);
void cvd_referring_release(struct cvd_referring *r);

/* Take what a source gave for a reference, cvd_refer_in() of that value: the
 * reference that it is, or the number.  CVD_ENOMEM. */
enum cvd_status cvd_reference_given(const struct cvd_referring *given,
                                    struct cvd_reference *out);

/* Whether the source of `d` set field `f` itself. */
bool cvd_doc_given(const struct cvd_doc *d, enum cvd_field f);

/* The date that the document bears; all 0 where unknown. */
struct cvd_date cvd_doc_date(const struct cvd_doc *d);

/* Bytes [start, end) of `text`. */
static inline struct cvd_str cvd_span(struct cvd_str text, size_t start,
                                      size_t end)
{
    struct cvd_str s = { text.ptr + start, end - start };

    return s;
}

/* The references of `d`, a document with its text, into *out, which must be
 * empty: not resolved, places in bytes, in no order.  Release *out either way.
 *   CVD_ENOMEM */
enum cvd_status cvd_citations_read(const struct cvd_doc *d,
                                   struct cvd_citations *out,
                                   struct cvd_err *err);

/* Read what is shown of a document, its strings kept in *strings.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_held_read(struct cvd_searcher *s, uint32_t docno,
                              struct cvd_strings **strings,
                              struct cvd_held *out, struct cvd_err *err);

#endif
