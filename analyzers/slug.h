/* slug.h - a name as a code: folded words joined by '-'.
 *
 * analyzers/ may include base/ and ICU. */
#ifndef CVD_ANALYZERS_SLUG_H
#define CVD_ANALYZERS_SLUG_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Append the code of `name` to *out: "Ninh Thuận" gives "ninh-thuan".  A
 * code of more than CVD_FIELD_TERM_MAX bytes is cut and ends in a hash of
 * the whole.  CVD_ENOMEM, CVD_ELIMIT. */
enum cvd_status cvd_slug(struct cvd_str name, struct cvd_buf *out);

#ifdef __cplusplus
}
#endif
#endif
