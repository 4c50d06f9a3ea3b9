/* readings.h - where in a query something was read.  Internal to search/. */
#ifndef CVD_SEARCH_READINGS_H
#define CVD_SEARCH_READINGS_H

#include "search/query.h"
#include "search/search.h"

/* Bytes of the query's text that say something. */
struct cvd_extent {
    size_t start, end;
};

struct cvd_extent cvd_extent_of_tokens(const struct cvd_query *q,
                                       size_t first, size_t count);

/* A number with "số" and the signs before it; a field with its name, the
 * signs before it and its quotation marks. */
struct cvd_extent cvd_extent_of_number(const struct cvd_query *q,
                                       const struct cvd_item *item);
struct cvd_extent cvd_extent_of_field(const struct cvd_query *q,
                                      const struct cvd_item *item);

/* CVD_ENOMEM */
enum cvd_status cvd_readings_add(struct cvd_readings *r,
                                 const struct cvd_reading *one);

/* Put them in order and label them.  CVD_EINDEX, CVD_ENOMEM. */
enum cvd_status cvd_readings_finish(struct cvd_searcher *s,
                                    struct cvd_readings *r,
                                    struct cvd_err *err);
void cvd_readings_release(struct cvd_readings *r);

#endif
