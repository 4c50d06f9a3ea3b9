/* align.h - two texts laid beside each other, word by word.  Internal to
 * search/.
 *
 * A text is a run of numbers, one a word (store/shingles.h): what has the same
 * number is the same word.  Rows of CVD_SHINGLE_WORDS words that stand in both
 * texts, in neither more than CVD_ALIGN_REPEATS times, are drawn out both ways
 * as far as the words agree, to tiles.  The heaviest chain of tiles that rises
 * in both texts is what stands in place; what is left of the others has moved,
 * if it is long enough to be one passage.  Between neighbours in place the
 * shortest edit script (Myers, "An O(ND) difference algorithm and its
 * variations", 1986) finds what short stretches are common.
 *
 * Bounds, whatever the texts are, of n words in both together: 16 n words
 * compared to make tiles, n tiles, n log n to chain them, ALIGN_WORK steps of
 * edit scripts (align_diff.c), about 100 n bytes.  What goes beyond is not
 * looked into: it counts as changed, and `cut` says so where a tile may have
 * been missed. */
#ifndef CVD_SEARCH_ALIGN_H
#define CVD_SEARCH_ALIGN_H

#include "base/clock.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    /* What stands more often in one text is found by what is around it: else
     * each of its places would be paired with each of the other text's. */
    CVD_ALIGN_REPEATS = 8,
    CVD_ALIGN_MOVED_WORDS = 12, /* fewer are a turn of phrase, not a passage */
    /* Of one text: 6 MB of Vietnamese; the largest real ones (laws with
     * annexes) are below. */
    CVD_ALIGN_WORDS_MAX = 1 << 20
};

/* Two texts and until when to look at them. */
struct cvd_two {
    const uint32_t *a, *b;
    size_t a_count, b_count; /* at most CVD_ALIGN_WORDS_MAX each */
    struct cvd_clock *clock; /* asked every few hundred words; not NULL */
};

enum cvd_align_kind {
    CVD_ALIGN_SHARED,  /* the same words in both */
    CVD_ALIGN_CHANGED, /* words of a in whose place b has others */
    CVD_ALIGN_GONE,    /* of a alone */
    CVD_ALIGN_NEW,     /* of b alone */
    CVD_ALIGN_MOVED    /* of one of them: `other` is where the same words are
                          told of the other one */
};

struct cvd_align_segment {
    enum cvd_align_kind kind;
    uint32_t a_from, a_to, b_from, b_to; /* words */
    size_t other;                        /* CVD_ALIGN_MOVED: a segment */
};

/* Zero-initialise; release with cvd_alignment_release(). */
struct cvd_alignment {
    struct cvd_align_segment *list;
    size_t count, cap;
    bool cut;                /* more may be shared than is told: no time, or a
                                text made to have more tiles than words */
};

/* Lay `t` side by side: segments that cover both texts, each word once, in the
 * order of either.  Alignments of the same texts are the same, unless there
 * was no time.
 *   CVD_ENOMEM, *out then empty */
enum cvd_status cvd_align(const struct cvd_two *t, struct cvd_alignment *out);
void cvd_alignment_release(struct cvd_alignment *al);

/* The same words in both: a[a .. a + words) and b[b .. b + words). */
struct cvd_tile {
    uint32_t a, b, words;
};

/* Zero-initialise; release with cvd_tiles_release(). */
struct cvd_tiles {
    struct cvd_tile *list;
    size_t count, cap;
    bool cut;                /* as of an alignment */
};

/* The passages of at least `least` words (CVD_SHINGLE_WORDS or more) that
 * both texts have, wherever they stand, the longest first: no word of either
 * text is in two of them.
 *   CVD_ENOMEM, *out then empty */
enum cvd_status cvd_align_passages(const struct cvd_two *t, size_t least,
                                   struct cvd_tiles *out);
void cvd_tiles_release(struct cvd_tiles *l);

#endif
