/* watch.h - what is watched: a query, or the number of a document.
 *
 * Threads, text and who owns what: search.h. */
#ifndef CVD_SEARCH_WATCH_H
#define CVD_SEARCH_WATCH_H

#include "search/search.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether `text`, UTF-8, is the number of a document and nothing else, in
 * whatever spelling of it (277-KH/BCĐ, 277-kh/bcd), into *is.
 *   CVD_ELIMIT, CVD_ENOMEM */
enum cvd_status cvd_is_number(struct cvd_str text, bool *is);

#ifdef __cplusplus
}
#endif
#endif
