/* meant.h - what was perhaps meant in place of a query: "có phải bạn muốn
 * tìm".  Internal to search/. */
#ifndef CVD_SEARCH_MEANT_H
#define CVD_SEARCH_MEANT_H

#include "search/query.h"
#include "search/searcher.h"

/* Append what to offer in place of query `q` of request `r`, which found
 * `found` documents as it stands: the keys of a Vietnamese keyboard read, or
 * else slips mended, or else missing marks put back.  Nothing where nothing is
 * sure enough.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_meant(struct cvd_searcher *s, const struct cvd_query *q,
                          const struct cvd_request *r, uint64_t found,
                          struct cvd_buf *out, struct cvd_err *err);

#endif
