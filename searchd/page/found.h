/* found.h - the parts of the search page.  Internal to searchd/page/. */
#ifndef CVD_SEARCHD_PAGE_FOUND_H
#define CVD_SEARCHD_PAGE_FOUND_H

#include "searchd/page/links.h"

/* The list of results. */
void found_hits(struct pen *w, const struct cvd_request *q,
                const struct cvd_result *r);

/* Active filters, each a link that takes it off; nothing where none is. */
void found_chips(struct pen *w, const struct cvd_request *q,
                 const struct cvd_result *r);

/* Facets, and the fields for dates. */
void found_filters(struct pen *w, const struct cvd_request *q,
                   const struct cvd_result *r);

/* What a reader calls the value of an active filter. */
struct cvd_str found_label(const struct cvd_result *r,
                           const struct cvd_filter *f);

/* Previous, next, and some pages by number; nothing where one is all. */
void found_pages(struct pen *w, const struct cvd_request *q,
                 const struct cvd_result *r);

/* What to try when nothing was found. */
void found_ways_out(struct pen *w, const struct cvd_request *q,
                    const struct cvd_result *r);

#endif
