/* rewrite.h - a query text with some of its words put otherwise.  Internal to
 * search/. */
#ifndef CVD_SEARCH_REWRITE_H
#define CVD_SEARCH_REWRITE_H

#include "base/str.h"

/* Bytes [start, end) of a text become `words`: canonical, one or more between
 * single spaces. */
struct cvd_change {
    size_t start, end;
    struct cvd_str words;
};

/* Append `text` with the changes made, which ascend and do not overlap.  What
 * is changed keeps the case it was typed in: letter for letter where as many
 * letters come as were there; else capitals where all were, or the first one
 * where it was.  The rest (quotation marks, numbers, fields, operators) stays
 * as it was.  `text` is UTF-8 in NFC.
 *   CVD_ENOMEM */
enum cvd_status cvd_rewrite(struct cvd_str text,
                            const struct cvd_change *changes, size_t count,
                            struct cvd_buf *out);

#endif
