/* near.h - where a row of words stands in a text, or nearly.  Internal to
 * search/.
 *
 * An edit is a word put in, left out or in place of another.  Words are
 * numbers: store/shingles.h. */
#ifndef CVD_SEARCH_NEAR_H
#define CVD_SEARCH_NEAR_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CVD_NEAR_WORDS_MAX = 256 };

/* A row of words, ready to be sought.  Zero-initialise; nothing to
 * release. */
struct cvd_near {
    uint32_t words[CVD_NEAR_WORDS_MAX];
    size_t count;
    /* The distinct words, hashed: places of each, a bit a word of the row. */
    uint32_t keys[2 * CVD_NEAR_WORDS_MAX];
    uint8_t used[2 * CVD_NEAR_WORDS_MAX];
    uint64_t places[2 * CVD_NEAR_WORDS_MAX][CVD_NEAR_WORDS_MAX / 64];
};

/* Make *out seek the `count` words at `words`, 1 to CVD_NEAR_WORDS_MAX. */
void cvd_near_make(const uint32_t *words, size_t count, struct cvd_near *out);

/* A place. */
struct cvd_near_place {
    size_t from, to;         /* words of the text; from == to: none */
    size_t edits;
};

/* The place in `text` that the fewest edits, at most `most`, make the row of:
 * the first of equals, as short as it gets.  False if there is none.  Takes
 * about a nanosecond or two for each word of the text and 64 of the row (the
 * bit-vector algorithm of Myers, "A fast bit-vector algorithm for approximate
 * string matching based on dynamic programming", J. ACM 46, 1999, in blocks as
 * Hyyrö has them, 2003). */
bool cvd_near_find(const struct cvd_near *n, const uint32_t *text,
                   size_t count, size_t most, struct cvd_near_place *out);

#endif
