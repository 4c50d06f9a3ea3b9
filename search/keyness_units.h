/* keyness_units.h - from counts to a list in order.  Internal to search/. */
#ifndef CVD_SEARCH_KEYNESS_UNITS_H
#define CVD_SEARCH_KEYNESS_UNITS_H

#include "search/words.h"
#include "store/frequencies.h"

/* A unit that may be told. */
struct cvd_key_scored {
    const struct cvd_frequency *unit;
    double g2;
    double score;            /* what it is sorted by */
};

/* Zero-initialise; release with free(list). */
struct cvd_key_list {
    struct cvd_key_scored *list;
    size_t count;
};

/* What is compared: words of either side, and places with a window. */
struct cvd_key_sides {
    double words[CVD_SIDES], places;
    bool window;
};

/* G2 and the score that `sort` goes by of counts; with a window of CVD_WITH
 * all is counted, so those of CVD_OF too. */
double cvd_key_g2(const struct cvd_key_sides *s, uint64_t of, uint64_t with);
double cvd_key_score(const struct cvd_key_sides *s, enum cvd_key_sort sort,
                     uint64_t of, uint64_t with);

/* The units of `f` that come more often in CVD_OF than elsewhere, surely
 * enough, in the order of `sort`; of both lengths, less those that others
 * explain.  Borrows from `f`.  CVD_ENOMEM. */
enum cvd_status cvd_key_list_make(const struct cvd_frequencies *f,
                                  const struct cvd_key_sides *s,
                                  enum cvd_key_length length,
                                  enum cvd_key_sort sort,
                                  struct cvd_key_list *out);

#endif
