/* chart_text.h - how wide text is in a picture, before a font is known.
 * Internal to search/. */
#ifndef CVD_SEARCH_CHART_TEXT_H
#define CVD_SEARCH_CHART_TEXT_H

#include "base/str.h"

/* The width of valid UTF-8 `s` at a size of `size`: rather more than less in
 * Arial, Liberation Sans and, on the whole, DejaVu Sans. */
double cvd_text_width(struct cvd_str s, double size);

/* What of `s` fits into `width`, broken at a blank where there is one, and the
 * rest of it in *rest.  At least one character. */
struct cvd_str cvd_text_line(struct cvd_str s, double size, double width,
                             struct cvd_str *rest);

/* Append `s`, shortened by an ellipsis where it is wider than `width`.
 * CVD_ENOMEM. */
enum cvd_status cvd_text_fit(struct cvd_str s, double size, double width,
                             struct cvd_buf *out);

#endif
