/* compare.h - two documents side by side.  Internal to searchd/page/. */
#ifndef CVD_SEARCHD_PAGE_COMPARE_H
#define CVD_SEARCHD_PAGE_COMPARE_H

#include "searchd/page/links.h"

/* The page that compares document `a` with `b`; either may be empty: then it
 * asks for it. */
void link_compare(struct pen *w, struct cvd_str a, struct cvd_str b);

/* compare_rows.c: the rows of a table, one for each row of `x`. */
void compare_rows(struct pen *w, const struct cvd_comparison *x);

#endif
