/* values.h - what a document bears in its fields, as pages show it.  Internal
 * to searchd/page/. */
#ifndef CVD_SEARCHD_PAGE_VALUES_H
#define CVD_SEARCHD_PAGE_VALUES_H

#include "search/search.h"

/* How many values of field `f` it has. */
size_t value_count(const struct cvd_doc *d, enum cvd_field f);

/* What campaign `code` is called.  A document has the names of its campaigns
 * in the order of their codes: *at, 0 for the first code, is gone on with for
 * the next.  Borrowed or static. */
struct cvd_str value_campaign_name(const struct cvd_doc *d, size_t *at,
                                   struct cvd_str code);

#endif
