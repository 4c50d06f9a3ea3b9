/* strings.h - strings that an answer keeps: they stay where they are until
 * all are freed together.  Part of search.h: whoever fills in an answer of
 * its types keeps its strings so. */
#ifndef CVD_SEARCH_STRINGS_H
#define CVD_SEARCH_STRINGS_H

#include "base/str.h"

/* One piece of memory, in a list; NULL is an empty list. */
struct cvd_strings;

/* Keep a copy of `s` (NUL-terminated) and borrow it in *out; an empty one is
 * NULL and 0.  CVD_ENOMEM. */
enum cvd_status cvd_strings_keep(struct cvd_strings **list, struct cvd_str s,
                                 struct cvd_str *out);

/* The same in one line: each run of white space one blank, none at either
 * end. */
enum cvd_status cvd_strings_keep_line(struct cvd_strings **list,
                                      struct cvd_str s, struct cvd_str *out);
void cvd_strings_free(struct cvd_strings *list); /* NULL is nothing */

#endif
