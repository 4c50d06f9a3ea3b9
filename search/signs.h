/* signs.h - the signs of the query language (man/cvdsearch-query.7), for what
 * reads a query as text.  Internal to search/. */
#ifndef CVD_SEARCH_SIGNS_H
#define CVD_SEARCH_SIGNS_H

#include "base/str.h"

/* White space and controls part words. */
static inline bool cvd_sign_is_blank(char c)
{
    return (unsigned char)c <= ' ';
}

/* What says how a word is to be sought, before it: +must -not =exact ~any. */
static inline bool cvd_sign_is_prefix(char c)
{
    return c == '+' || c == '-' || c == '=' || c == '~';
}

/* The length of the quotation mark that `s` begins with: " or a curly one,
 * U+201C to U+201E; 0: none. */
static inline size_t cvd_sign_quote(struct cvd_str s)
{
    if (s.len >= 1 && *s.ptr == '"')
        return 1;
    return s.len >= 3 && memcmp(s.ptr, "\xE2\x80", 2) == 0 &&
                   s.ptr[2] >= '\x9C' && s.ptr[2] <= '\x9E'
               ? 3
               : 0;
}

#endif
