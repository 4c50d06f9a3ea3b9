/* collate.h - Vietnamese words in the order of a dictionary.
 *
 * analyzers/ may include base/ and ICU.  A struct cvd_collator belongs to one
 * thread. */
#ifndef CVD_ANALYZERS_COLLATE_H
#define CVD_ANALYZERS_COLLATE_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cvd_collator; /* opaque */

/* The caller owns *out: release with cvd_collator_free().
 *   CVD_EBUG   ICU has no collation
 *   CVD_ENOMEM */
enum cvd_status cvd_collator_new(struct cvd_collator **out,
                                 struct cvd_err *err);
void cvd_collator_free(struct cvd_collator *c); /* NULL is nothing */

/* Append the key of `word`, UTF-8: keys compare as bytes as their words do:
 * a ă â b c d đ e ê ..., then by tone (ngang huyền hỏi ngã sắc nặng), capitals
 * as small letters (CLDR, collation vi, to the second level).  A key ends in
 * its only zero byte, so that keys one after another compare word by word.
 * Of a word beyond measure the beginning counts.
 *   CVD_EBUG, CVD_ENOMEM */
enum cvd_status cvd_collate_key(struct cvd_collator *c, struct cvd_str word,
                                struct cvd_buf *out);

#ifdef __cplusplus
}
#endif
#endif
