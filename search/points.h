/* points.h - offsets as the contract gives them: in code points.  Internal to
 * search/. */
#ifndef CVD_SEARCH_POINTS_H
#define CVD_SEARCH_POINTS_H

#include "base/str.h"

/* Where a walk forward through a text has come to. */
struct cvd_points {
    struct cvd_str text;
    size_t at, points;
};

/* The code points before byte `byte`; calls come with ascending bytes, so
 * that a text is counted once. */
static inline int64_t cvd_points_to(struct cvd_points *c, size_t byte)
{
    c->points += cvd_utf8_count(
        (struct cvd_str){ c->text.ptr + c->at, byte - c->at });
    c->at = byte;
    return (int64_t)c->points;
}

#endif
