/* charrefs.h - HTML character references in a text (&ocirc; &#7879;).
 *
 * Private to analyzers/; may include base only. */
#ifndef CVD_ANALYZERS_CHARREFS_H
#define CVD_ANALYZERS_CHARREFS_H

#include "analyzers/analyzer.h"

/* Where references in `text` (valid UTF-8) stand for Vietnamese letters and
 * make Vietnamese words, append the text with them decoded; *words is how
 * many such words there are, 0 where nothing was appended.  Other references
 * (&amp; &lt; &nbsp;) are decoded only where the text evidently came through
 * HTML; "R&D" and "AT&T;" are none.  Source: corpus/tables/entities.tsv.
 *   CVD_ENOMEM */
enum cvd_status cvd_charrefs_decode(struct cvd_str text, struct cvd_buf *out,
                                    size_t *words);

#endif
