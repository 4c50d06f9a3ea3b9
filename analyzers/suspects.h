/* suspects.h - where a text may hold an old encoding, found in passing.
 *
 * Private to analyzers/; may include base only.  No state. */
#ifndef CVD_ANALYZERS_SUSPECTS_H
#define CVD_ANALYZERS_SUSPECTS_H

#include "base/str.h"

/* What to look for. */
enum cvd_suspicion {
    CVD_SUSPECT_MOJIBAKE,  /* Latin-1 characters that Vietnamese has not, two
                              in a row, or without a letter of its own */
    CVD_SUSPECT_VIQR       /* vowels with ^ ( + ` ' ~ ? . behind, in ASCII */
};

/* The offset near which, from `from` on, something suspicious stands in
 * `text`; text.len if nothing does.  Clean Vietnamese has nearly nothing of
 * it: this is the only cost most texts pay. */
size_t cvd_suspect_next(struct cvd_str text, size_t from,
                        enum cvd_suspicion what);

#endif
