/* align_parts.h - the steps of align.h.  Internal to it. */
#ifndef CVD_SEARCH_ALIGN_PARTS_H
#define CVD_SEARCH_ALIGN_PARTS_H

#include "search/align.h"

/* Append a tile.  CVD_ENOMEM. */
enum cvd_status cvd_tiles_add(struct cvd_tiles *l, struct cvd_tile tile);

/* Put those from number `first` on in the opposite order. */
void cvd_tiles_turn(struct cvd_tiles *l, size_t first);

/* align_tiles.c: all tiles of `t` that have a row of words of which neither
 * text has more than CVD_ALIGN_REPEATS.  They may overlap, but not on one
 * diagonal.
 *   CVD_ENOMEM */
enum cvd_status cvd_tiles_find(const struct cvd_two *t,
                               struct cvd_tiles *out);

/* align_chain.c: what stands in place: the heaviest chain of pieces of `all`
 * that rises in both texts.
 *   CVD_ENOMEM */
enum cvd_status cvd_tiles_chain(const struct cvd_two *t,
                                const struct cvd_tiles *all,
                                struct cvd_tiles *out);

/* Words of both texts, a byte each: not 0 where they are taken. */
struct cvd_taken {
    unsigned char *a, *b;
};

/* align_passages.c: the passages of at least `least` words among what is not
 * taken of the tiles of `all`, which is sorted anew, the longest first as far
 * as they do not overlap; each is taken.  `fits` (NULL: all) has the say.
 *   CVD_ENOMEM */
typedef bool cvd_tile_fn(const void *ctx, const struct cvd_tile *tile);
enum cvd_status cvd_tiles_take(const struct cvd_two *t, struct cvd_tiles *all,
                               size_t least, cvd_tile_fn *fits,
                               const void *ctx, struct cvd_taken *taken,
                               struct cvd_tiles *out);

/* A stretch of either text between two that stand in place. */
struct cvd_gap {
    uint32_t a_from, a_to, b_from, b_to;
};

/* Zero-initialise; release with cvd_differ_release(). */
struct cvd_differ {
    const struct cvd_two *two;
    const struct cvd_taken *taken; /* words that match none */
    struct cvd_tiles shared;       /* what the last gap was found to share,
                                      rising in both texts */
    uint64_t work;                 /* steps taken, in all gaps */
    int32_t *trace;                /* scratch */
    size_t trace_cap;
};

/* align_diff.c: set d->shared to the words that both sides of the gap share
 * in place, as far as it is not lost among what is not.  CVD_ENOMEM. */
enum cvd_status cvd_differ_gap(struct cvd_differ *d,
                               const struct cvd_gap *gap);
void cvd_differ_release(struct cvd_differ *d);

#endif
