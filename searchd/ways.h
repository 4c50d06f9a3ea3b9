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

/* ---- the query, put otherwise: ways_query.c ---------------------------- */

/* Append `query` without the marks of its phrases; those that hold a field's
 * value and those of an excluded phrase stay.  *any: there were some.
 *   CVD_ENOMEM */
enum cvd_status ways_unquoted(struct cvd_str query, struct cvd_buf *out,
                              bool *any);

/* Append `query` with "~" for each "=" before a word.  *any: there were some.
 *   CVD_ENOMEM */
enum cvd_status ways_spellings(struct cvd_str query, struct cvd_buf *out,
                               bool *any);

/* Append the bare words of `query`: no signs, no fields, nothing that is
 * excluded; with `any` always true.  CVD_ENOMEM. */
enum cvd_status ways_words(struct cvd_str query, struct cvd_buf *out,
                           bool *any);

/* Bytes [start, end) of a query: a word, a phrase, a field. */
struct ways_piece {
    size_t start, end;
    bool binds; /* what lacks it is not found: +word, "a phrase", a field */
};

/* The pieces of `query`, at most `max`; none where it joins them by AND, OR,
 * NOT or parentheses, where less may find less. */
size_t ways_pieces(struct cvd_str query, struct ways_piece *out, size_t max);

#endif
