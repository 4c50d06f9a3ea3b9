/* said.h - what was asked, in words, for the head of a picture.  Internal to
 * search/. */
#ifndef CVD_SEARCH_SAID_H
#define CVD_SEARCH_SAID_H

#include "search/search.h"

/* Append a query in quotation marks, a single phrase without those of its own;
 * nothing where there is none.  CVD_ENOMEM. */
enum cvd_status cvd_say_query(struct cvd_str query, struct cvd_buf *out);

/* Append what narrows it, as "Loại: Kế hoạch; từ 2021", codes by their names,
 * behind a semicolon where *out holds something; nothing where nothing does.
 * CVD_ENOMEM. */
enum cvd_status cvd_say_limits(const struct cvd_request *r,
                               struct cvd_buf *out);

#endif
