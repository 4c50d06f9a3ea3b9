/* dates.h - what the readers of dates share.
 *
 * Private to analyzers/: may include base/.  dates.c reads one day, month or
 * year, dates_write.c writes them; periods.c reads what lasts from one to
 * another; feasts.c what is named by its feast; when.c tries them where a date
 * may begin, and weighs the words before it. */
#ifndef CVD_ANALYZERS_DATES_H
#define CVD_ANALYZERS_DATES_H

#include "analyzers/scan.h"

/* Past white space and, where asked for, the leaders of a form: at most two
 * line ends. */
size_t cvd_date_fill(struct cvd_str t, size_t i, bool leaders);

/* Read at *i a day or month (never 0), a year of four digits, a month in
 * words: past it and true, or false and *i as it was. */
bool cvd_date_small(struct cvd_str t, size_t *i, unsigned *value);
bool cvd_date_year(struct cvd_str t, size_t *i, unsigned *value);
bool cvd_date_month_word(struct cvd_str t, size_t *i, unsigned *month);

/* Read at *i a day in figures or words, with the "mồng" of the first ten
 * (*first_ten). */
bool cvd_date_day(struct cvd_str t, size_t *i, unsigned *day,
                  bool *first_ten);

/* Past the word at `i`, in a query also without marks; else 0. */
size_t cvd_date_word_ngay(struct cvd_str t, size_t i, bool query);
size_t cvd_date_word_thang(struct cvd_str t, size_t i, bool query);
size_t cvd_date_word_nam(struct cvd_str t, size_t i, bool query);

/* The days of a month, 1 to 12.  Year 0, any year, is a leap year. */
unsigned cvd_date_days_in(unsigned year, unsigned month);

/* Put a day, month or year into *d; false when the calendar has none such.
 * Year 0: of any year. */
bool cvd_date_set(struct cvd_date *d, unsigned year, unsigned month,
                  unsigned day);

/* What the words before a date say of it. */
struct cvd_before {
    bool day, month, year;   /* ngày, tháng, năm stands right before */
    bool each;               /* mỗi ngày: no date */
    bool occasion;           /* lễ, dịp, kỷ niệm */
    bool era;                /* giai đoạn, nhiệm kỳ */
    enum cvd_date_relation relation; /* none, before, until, from, after */
};

/* Look back from `i`, over at most eight words. */
struct cvd_before cvd_date_before(struct cvd_str t, size_t i);

/* Whether all but white space and full stops of `t` is bytes [i, end). */
bool cvd_date_is_all(struct cvd_str t, size_t i, size_t end);

/* Whether `i` is where the next of several dates stands, after the one that
 * ends at `last_end`: nothing between, or "và" or a comma. */
bool cvd_date_is_chained(struct cvd_str t, size_t last_end, size_t i);

/* Read what begins at `i` and lasts: two ends, a quarter, the first months of
 * a year; or the first of a list that has its year at its end ("tháng 3 và
 * tháng 9 năm 2024").  `last_end` as in cvd_scan_when(). */
bool cvd_scan_period(struct cvd_str t, size_t i, bool query, size_t last_end,
                     struct cvd_date *out);

/* Read the feast of a year at `i`. */
bool cvd_scan_feast(struct cvd_str t, size_t i, struct cvd_date *out);

#endif
