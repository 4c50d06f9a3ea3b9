/* ways.h - what else could be asked where nothing was found.
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd. */
#ifndef CVD_SEARCHD_WAYS_H
#define CVD_SEARCHD_WAYS_H

#include "searchd/page/page.h"

/* Ask `s` what request `r`, which found nothing (as `none` says), would find
 * if it were put a little otherwise: a few counts, within the deadline of `s`,
 * none of them begun after a tenth of a second of work.  *out borrows from `r`
 * and `none`; zero before, to be released with ways_release(), on an error
 * too.
 *   CVD_EINDEX, CVD_ENOMEM, CVD_ESTALE */
enum cvd_status ways_find(struct cvd_searcher *s,
                          const struct cvd_request *r,
                          const struct cvd_result *none,
                          struct page_ways *out, struct cvd_err *err);
void ways_release(struct page_ways *w);

#endif
