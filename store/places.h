/* places.h - where words stand in the stream of a document.  Internal to
 * store/. */
#ifndef CVD_STORE_PLACES_H
#define CVD_STORE_PLACES_H

#include "store/frequencies.h"
#include "store/part.h"

/* The words of some places as codes of a part's stream.  Zero-initialise;
 * release with cvd_places_release(). */
struct cvd_places {
    const struct cvd_place_words *runs;
    size_t run_count;
    struct cvd_word_set **slots;    /* by run: its slots, codes ascending */
    unsigned char *begins;          /* bit a code: a run begins with it */
};

/* Look the words up in part `p`; `runs` is borrowed.  CVD_ENOMEM. */
enum cvd_status cvd_places_open(const struct cvd_part *p,
                                const struct cvd_place_words *runs,
                                size_t run_count, struct cvd_places *out);
void cvd_places_release(struct cvd_places *p);

/* How near a code of a document is to a place. */
enum { CVD_NEAR_NOT = 0, CVD_NEAR_PLACE = INT8_MAX };

/* Find the places among the `count` codes of a document, the longest at each
 * code, from left to right, apart.  near[i] becomes CVD_NEAR_PLACE for the
 * codes of a place; for others up to `window` words from one the distance to
 * the nearest, less than 0 before it, where no gap is between; else
 * CVD_NEAR_NOT.  Codes fit the part or are 0.  How many places. */
size_t cvd_places_mark(const struct cvd_places *p, const uint32_t *codes,
                       size_t count, unsigned window, int8_t *near);

#endif
