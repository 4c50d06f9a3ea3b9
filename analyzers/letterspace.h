/* letterspace.h - words out of letterspaced capitals.
 *
 * Private to analyzers/; may include base.  Headings are set with blanks
 * between their letters, and scanners and extraction leave such blanks:
 * "Y B AN NHÂN D Â N", "C Ộ N G  H Ò A". */
#ifndef CVD_ANALYZERS_LETTERSPACE_H
#define CVD_ANALYZERS_LETTERSPACE_H

#include "analyzers/analyzer.h"
#include "base/limits.h"

/* What one word may need in the arena: both forms, and the bytes that are
 * written beyond them. */
enum { CVD_WORD_ROOM = 2 * CVD_TERM_BYTES_MAX + 32 };

/* Read `word` as one word: its forms to `arena` (CVD_WORD_ROOM bytes), their
 * lengths and marks to *t, its offsets from t->exact_off on.  False where
 * something separates in it.  In tokenize.c. */
bool cvd_word_read(struct cvd_str word, uint8_t *arena, struct cvd_token *t);

/* Join what is letterspaced in the tokens of `text`.  Only where there is
 * evidence: the joined pieces are syllables, marked ones among them, and
 * hardly a letter is left over; "A B C D" and "VITAMIN A D E" stay.
 *   CVD_ENOMEM  *t is of no more use */
enum cvd_status cvd_letterspace_join(struct cvd_str text,
                                     struct cvd_tokens *t);

#endif
