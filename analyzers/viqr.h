/* viqr.h - Vietnamese written in ASCII, "Vie^.t Nam" (RFC 1456).
 *
 * Private to analyzers/; may include base only. */
#ifndef CVD_ANALYZERS_VIQR_H
#define CVD_ANALYZERS_VIQR_H

#include "analyzers/analyzer.h"

/* Decode the lines of `text` (valid UTF-8) that are VIQR: ASCII, not source
 * code, most words Vietnamese syllables and at least three only through their
 * marks, in the line or in all such lines.  Appends the whole text; *words is
 * how many words were decoded and *known how many of them are Vietnamese, 0
 * where nothing was appended.  A stop at the end of a word is a mark only
 * where it makes the likelier word: "ba." stays.
 *   CVD_ENOMEM */
enum cvd_status cvd_viqr_decode(struct cvd_str text, struct cvd_buf *out,
                                size_t *words, size_t *known);

#endif
