/* html.h - HTML out: the one place where it is escaped.
 *
 * base/: libc only. */
#ifndef CVD_BASE_HTML_H
#define CVD_BASE_HTML_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Append `s` so that it may stand in text and in an attribute between either
 * quotation mark, and nowhere else: not in a script, a style, a comment or a
 * name.  What is no UTF-8 and what HTML allows nowhere (control characters,
 * noncharacters: HTML 13.2.3.5) becomes U+FFFD.  Bidirectional controls stay,
 * for they are text: put what is not ours in an element that isolates them.
 *   CVD_ENOMEM */
enum cvd_status cvd_html_escape(struct cvd_str s, struct cvd_buf *out);

#ifdef __cplusplus
}
#endif
#endif
