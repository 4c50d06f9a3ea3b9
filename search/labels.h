/* labels.h - what a reader calls the values of an answer.  Internal to
 * search/. */
#ifndef CVD_SEARCH_LABELS_H
#define CVD_SEARCH_LABELS_H

#include "search/searcher.h"

/* Set *out to what a reader calls a value: static, borrowed, or kept in
 * *strings.  A campaign that is on no list is called what a document calls it.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_label_value(struct cvd_searcher *s, enum cvd_field f,
                                struct cvd_str value,
                                struct cvd_strings **strings,
                                struct cvd_str *out, struct cvd_err *err);

/* Set r->labels for the facets of r->answer.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_label_facets(struct cvd_searcher *s,
                                 struct cvd_result *r, struct cvd_err *err);

#endif
