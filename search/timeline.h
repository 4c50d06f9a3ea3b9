/* timeline.h - what the parts of a timeline share.  Internal to search/. */
#ifndef CVD_SEARCH_TIMELINE_H
#define CVD_SEARCH_TIMELINE_H

#include "search/research.h"

/* What has no period. */
enum { CVD_UNDATED = -1, CVD_COARSE = -2 };

/* Periods of a year: 1, 4 or 12. */
int cvd_periods_of_year(enum cvd_time_unit unit);

/* The number of the period, counted from year 0, that an ISO date lies in;
 * CVD_UNDATED; CVD_COARSE of a year where the unit is a part of one. */
int cvd_period_of(enum cvd_time_unit unit, struct cvd_str iso);

/* The number of a period of `t`. */
int cvd_period_number(const struct cvd_timeline *t, size_t i);

/* Which period of `t` has that number; t->count if none has. */
size_t cvd_period_find(const struct cvd_timeline *t, int number);

/* Fill in split, series, values and cells of `t`, which has its periods:
 * `found` and `archive` by the field that form->split names.
 *   CVD_EUSAGE, CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_timeline_split(struct cvd_searcher *s,
                                   const struct cvd_timeline_form *form,
                                   const struct cvd_docset *found,
                                   const struct cvd_docset *archive,
                                   struct cvd_timeline *t,
                                   struct cvd_err *err);

#endif
