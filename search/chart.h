/* chart.h - lines over time as a picture: SVG 1.1 that stands alone, for a
 * page and for paper.  Internal to search/.
 *
 * It knows nothing of what it draws.  Lines are told apart by colour, dash and
 * mark, so that a print in black and white or an eye that sees few colours
 * loses none.  Text is laid out by estimated widths (chart_text.h), for the
 * fonts are the reader's. */
#ifndef CVD_SEARCH_CHART_H
#define CVD_SEARCH_CHART_H

#include "base/str.h"

enum { CVD_CHART_LINES_MAX = 12 };

struct cvd_chart_line {
    struct cvd_str label;
    bool rest;              /* of what is left over: grey */
    const double *values;   /* by point, not negative; NAN: there is none */
};

/* Everything is borrowed. */
struct cvd_chart {
    struct cvd_str title, subtitle;
    struct cvd_str values_label; /* what is counted, above the axis */
    struct cvd_str empty;        /* said where there is nothing to draw */
    const struct cvd_str *notes; /* below */
    size_t note_count;
    struct cvd_str desc, metadata; /* text of these elements */
    bool whole_values;           /* no tick between whole numbers */
    const int *at;               /* by point, ascending: periods since year
                                    0 */
    size_t points;
    int periods_of_year;         /* 1, 4 or 12 */
    const struct cvd_chart_line *lines; /* at most CVD_CHART_LINES_MAX; of
                                           one no label is drawn */
    size_t line_count;
};

/* Append the picture.  CVD_ENOMEM. */
enum cvd_status cvd_chart_svg(const struct cvd_chart *c,
                              struct cvd_buf *out);

/* ---- chart_scale.c --------------------------------------------------- */

/* Ticks of an axis from 0 on. */
struct cvd_chart_scale {
    double step, top;       /* the last tick is `top` */
    int digits;             /* after the point, of a tick */
};

/* Ticks for values up to `most` at 1, 2 or 5 times a power of ten, at most six
 * beside 0 (Heckbert, Nice Numbers for Graph Labels, Graphics Gems, 1990). */
struct cvd_chart_scale cvd_chart_scale(double most, bool whole);

/* Append a number as Vietnamese writes it: 12.300 or 0,25.  CVD_ENOMEM. */
enum cvd_status cvd_chart_number(double v, int digits, struct cvd_buf *out);

/* Of which periods the time is written below the axis: of those whose number
 * is a multiple of this, so that at most `room` of `span` are. */
int cvd_chart_time_step(int periods_of_year, int span, int room);

/* Append the time of a period as it is written: 2023, Q1/2023, 8/2023; the
 * year alone if `years`.  CVD_ENOMEM. */
enum cvd_status cvd_chart_time(int periods_of_year, int at, bool years,
                               struct cvd_buf *out);

#endif
