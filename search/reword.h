/* reword.h - a query, written otherwise.
 *
 * Queries are text of the query language, man/cvdsearch-query.7, of any form;
 * what is appended is one again.  Any thread may call. */
#ifndef CVD_SEARCH_REWORD_H
#define CVD_SEARCH_REWORD_H

#include "search/search.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- less or other of it: reword.c ----------------------------------- */

/* Append `query` without its bytes [start, end), which are whole items, and
 * without the AND, OR and parentheses that are left with nothing to join; the
 * rest as it is written.  CVD_ENOMEM. */
enum cvd_status cvd_query_without(struct cvd_str query, size_t start,
                                  size_t end, struct cvd_buf *out);

/* Append the query of `r` without what says reading `i`.  Where that is a type
 * before a figure ("kế hoạch 277") the figure stays a number: "số 277".
 *   CVD_ENOMEM */
enum cvd_status cvd_reading_drop(const struct cvd_result *r, size_t i,
                                 struct cvd_buf *out);

/* Append the query of `r` with the words of reading `i`, which is none by
 * field, in quotation marks: they are sought as they stand and name nothing.
 *   CVD_ENOMEM */
enum cvd_status cvd_reading_quote(const struct cvd_result *r, size_t i,
                                  struct cvd_buf *out);

/* ---- so that it may find more: loosen.c ------------------------------ */

/* Append `query` without the marks of its phrases; those that hold a field's
 * value and those of an excluded phrase stay.  *any: there were some.
 *   CVD_ENOMEM */
enum cvd_status cvd_query_unquoted(struct cvd_str query, struct cvd_buf *out,
                                   bool *any);

/* Append `query` with "~" for each "=" before a word.  *any: there were some.
 *   CVD_ENOMEM */
enum cvd_status cvd_query_any_spelling(struct cvd_str query,
                                       struct cvd_buf *out, bool *any);

/* Append the bare words of `query`: no signs, no fields, nothing that is
 * excluded.  CVD_ENOMEM. */
enum cvd_status cvd_query_words(struct cvd_str query, struct cvd_buf *out);

/* Bytes [start, end) of a query: a word, a phrase, a field. */
struct cvd_query_piece {
    size_t start, end;
    bool binds; /* what lacks it is not found: +word, "a phrase", a field */
};

/* The pieces of `query`, at most `max`, and how many; none where it joins them
 * by AND, OR, NOT or parentheses, where less may find less. */
size_t cvd_query_pieces(struct cvd_str query, struct cvd_query_piece *out,
                        size_t max);

#ifdef __cplusplus
}
#endif
#endif
