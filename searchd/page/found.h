/* found.h - the parts of the search page.  Internal to searchd/page/. */
#ifndef CVD_SEARCHD_PAGE_FOUND_H
#define CVD_SEARCHD_PAGE_FOUND_H

#include "searchd/page/links.h"

/* The list of results. */
void found_hits(struct pen *w, const struct cvd_request *q,
                const struct cvd_result *r);

/* The copies of a hit, those folded under it in a fold of the page; nothing
 * where it has none. */
void found_copies(struct pen *w, const struct cvd_request *q,
                  const struct cvd_hit *h);

/* Active filters, each a link that takes it off; nothing where none is. */
void found_chips(struct pen *w, const struct cvd_request *q,
                 const struct cvd_result *r);

/* Time and facets. */
void found_filters(struct pen *w, const struct cvd_request *q,
                   const struct page_found *f);

/* Time: bars by year and month, each a link, and the fields for dates.
 * `anytime`: as in struct page_found. */
void found_times(struct pen *w, const struct cvd_request *q,
                 const struct cvd_result *anytime);

/* The fields of the search form for dates. */
void found_dates(struct pen *w, const struct cvd_request *q);

/* The provinces, as a map and as a list. */
void found_places(struct pen *w, const struct cvd_request *q,
                  const struct page_found *f);

/* A value in the list of a facet: a link that adds it to the filters, or takes
 * it off. */
void found_value(struct pen *w, const struct cvd_request *q,
                 enum cvd_field field, const struct cvd_facet_value *v,
                 struct cvd_str label);

/* What stands in its line. */
void found_value_text(struct pen *w, struct cvd_str label, uint64_t count);

/* Whether a filter asks for a province as of the documents' dates: '='. */
bool found_is_as_of(const struct cvd_filter *f);

/* What a reader calls the value of an active filter; without the '=' of one
 * as of the documents' dates. */
struct cvd_str found_label(const struct cvd_result *r,
                           const struct cvd_filter *f);

/* Previous, next, and some pages by number; nothing where one is all. */
void found_pages(struct pen *w, const struct cvd_request *q,
                 const struct cvd_result *r);

/* Where all of the answer is to be had as a table, a graph, a feed. */
void found_forms(struct pen *w, const struct cvd_request *q,
                 const struct cvd_result *r);

/* What to try when nothing was found; `ways` may be NULL. */
void found_ways_out(struct pen *w, const struct cvd_request *q,
                    const struct cvd_result *r, const struct page_ways *ways);

/* What was read in the query, each with links that take it out or have its
 * words searched as they stand; nothing where nothing was. */
void found_understood(struct pen *w, const struct cvd_request *q,
                      const struct cvd_result *r);

/* Of a province that is no more, what it is part of today: "(cũ, nay thuộc
 * Khánh Hòa)". */
void found_province_now(struct pen *w, struct cvd_str province);

/* Why a search could not be read (400), and a link to its words alone;
 * `detail`: what programs are told.  Whether the request was a search: else
 * nothing is said. */
bool found_no_search(struct pen *w, struct cvd_str detail);

/* A few searches to begin with. */
void found_examples(struct pen *w);

/* What can be written in the box, in a fold. */
void found_help(struct pen *w);

#endif
