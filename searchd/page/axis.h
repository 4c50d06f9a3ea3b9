/* axis.h - the bars of a chart of time: which, how high, where a break is and
 * which have a label.  Internal to searchd/page/.
 *
 * Years stand side by side from the first that has documents to the last.
 * Where these are far apart (a date misread as of the year 0201 is enough) a
 * long gap becomes a break, so that no year is left out and none is too thin
 * to hit. */
#ifndef CVD_SEARCHD_PAGE_AXIS_H
#define CVD_SEARCHD_PAGE_AXIS_H

#include "search/research.h"
#include "search/search.h"

enum {
    AXIS_YEAR_LEN = 4,
    AXIS_MONTHS = 12,
    AXIS_BARS_MAX = 120 /* two pixels each in the column of the filters */
};

struct bar {
    char name[8];        /* 2023, 2023-08 */
    uint64_t count;
    bool after_break;
    bool labelled;
};

/* Zero-initialise; release with axis_release(). */
struct axis {
    struct bar *bars;
    size_t count, cap;
    uint64_t most;       /* of one bar */
    uint64_t before, after; /* documents of years for which there is no room */
};

/* The years of `t`, which are in years.  CVD_ENOMEM. */
enum cvd_status axis_years(const struct cvd_timeline *t, struct axis *out);

/* The months of the years `first` to `last`, at most some, out of `t`, which
 * is in months.  CVD_ENOMEM. */
enum cvd_status axis_months(const struct cvd_timeline *t, unsigned first,
                            unsigned last, struct axis *out);

void axis_release(struct axis *a);

/* The year and the month (1 to 12; 0: none) that a bar is of. */
unsigned axis_year(const char *name);
unsigned axis_month(const char *name);

/* Whether some of the period is within the ISO dates `from` and `to`, of any
 * precision; empty: open. */
bool axis_is_within(const char *name, struct cvd_str from,
                    struct cvd_str to);

#endif
