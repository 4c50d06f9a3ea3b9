/* place.h - a place in a text, in bytes and in code points.  Internal to
 * searchd/page/. */
#ifndef CVD_SEARCHD_PAGE_PLACE_H
#define CVD_SEARCHD_PAGE_PLACE_H

#include "base/str.h"

/* Zero but for the text: its beginning. */
struct place {
    struct cvd_str text;
    size_t byte;
    int64_t point;
};

/* Code point `to`, which is not before `from` and not beyond the text. */
static inline struct place place_go(struct place from, int64_t to)
{
    struct cvd_str rest = cvd_str_behind(from.text, from.byte);
    size_t points = (size_t)(to - from.point);

    if (points)
        from.byte += cvd_utf8_first(rest, points).len;
    from.point = to;
    return from;
}

/* What lies between two places of one text, in order. */
static inline struct cvd_str place_between(const struct place *from,
                                           const struct place *to)
{
    struct cvd_str s = { from->text.ptr + from->byte, to->byte - from->byte };
    return s;
}

#endif
