/* timeline.c - what answers a query, counted by time. */
#include "base/array.h"
#include "base/json.h"
#include "search/json_parts.h"
#include "search/research.h"
#include "search/search.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    /* Periods of an answer: fewer than that on an axis from the first to the
     * last, or the empty ones are left out. */
    PERIODS_MAX = 2400,
    MONTHS = 12,
    QUARTER = 3,
    MONTHS_AT_MOST = 36,     /* more are shown as years, if auto */
    YEAR_LEN = 4, MONTH_LEN = 7
};

const char *cvd_time_unit_name(enum cvd_time_unit unit)
{
    static const char *const names[] = { "auto", "year", "quarter",
                                         "month" };

    return names[unit];
}

/* Months since year 0 of an ISO date; of a year alone, its first. */
static int month_of(struct cvd_str iso)
{
    int year = 0, month = 1;

    for (size_t i = 0; i < YEAR_LEN; i++)
        year = year * 10 + (iso.ptr[i] - '0');
    if (iso.len >= MONTH_LEN)
        month = (iso.ptr[5] - '0') * 10 + (iso.ptr[6] - '0');
    return year * MONTHS + month - 1;
}

static int months_in(enum cvd_time_unit unit)
{
    return unit == CVD_UNIT_YEAR      ? MONTHS
           : unit == CVD_UNIT_QUARTER ? QUARTER
                                      : 1;
}

static bool is_dated(const struct cvd_facet *dates, size_t i)
{
    return dates->values[i].value.len >= YEAR_LEN;
}

/* Months, where all dates lie within three years. */
static enum cvd_time_unit choose_unit(const struct cvd_facet *dates)
{
    int first = 0, last = 0;
    bool any = false;

    for (size_t i = 0; i < dates->count; i++) {
        if (!is_dated(dates, i))
            continue;
        int m = month_of(dates->values[i].value);
        first = !any || m < first ? m : first;
        last = !any || m > last ? m : last;
        any = true;
    }
    return last - first < MONTHS_AT_MOST ? CVD_UNIT_MONTH : CVD_UNIT_YEAR;
}

/* A count, by the number of its period. */
struct bar {
    int period;
    uint64_t count;
};

static int by_period(const void *pa, const void *pb)
{
    const struct bar *a = pa, *b = pb;

    return a->period < b->period ? -1 : a->period > b->period;
}

static void name_period(enum cvd_time_unit unit, int period,
                        struct cvd_period *out)
{
    unsigned first = (unsigned)(period * months_in(unit));
    unsigned year = first / MONTHS % 10000;
    unsigned month = first % MONTHS;

    if (unit == CVD_UNIT_YEAR)
        (void)snprintf(out->name, sizeof out->name, "%04u", year);
    else if (unit == CVD_UNIT_QUARTER)
        (void)snprintf(out->name, sizeof out->name, "%04u-Q%u", year,
                       month / QUARTER + 1);
    else
        (void)snprintf(out->name, sizeof out->name, "%04u-%02u", year,
                       month + 1);
}

static enum cvd_status add_period(struct cvd_timeline *t, int period,
                                  uint64_t count)
{
    enum cvd_status st = cvd_array_reserve(&t->list, &t->cap, t->count + 1,
                                           sizeof *t->list);

    if (st != CVD_OK)
        return st;
    t->list[t->count].count = count;
    name_period(t->unit, period, &t->list[t->count++]);
    return CVD_OK;
}

/* Sum the bars up by period, and put the empty ones between. */
static enum cvd_status add_periods(struct cvd_timeline *t, struct bar *bars,
                                   size_t count)
{
    enum cvd_status st = CVD_OK;

    if (!count)
        return CVD_OK;
    qsort(bars, count, sizeof *bars, by_period);
    bool fill =
        bars[count - 1].period - bars[0].period < PERIODS_MAX;
    for (size_t i = 0, to; i < count && st == CVD_OK; i = to) {
        uint64_t sum = 0;
        for (to = i; to < count && bars[to].period == bars[i].period; to++)
            sum += bars[to].count;
        st = add_period(t, bars[i].period, sum);
        for (int p = bars[i].period + 1;
             fill && to < count && p < bars[to].period && st == CVD_OK; p++)
            st = add_period(t, p, 0);
    }
    return st;
}

static enum cvd_status count_dates(struct cvd_timeline *t, uint64_t total,
                                   const struct cvd_facet *dates)
{
    struct bar *bars = calloc(dates->count + 1, sizeof *bars);
    size_t count = 0;
    uint64_t dated = 0;

    if (!bars)
        return CVD_ENOMEM;
    for (size_t i = 0; i < dates->count; i++) {
        struct cvd_str iso = dates->values[i].value;
        if (!is_dated(dates, i))
            continue;
        dated += dates->values[i].count;
        if (t->unit != CVD_UNIT_YEAR && iso.len < MONTH_LEN)
            t->coarse += dates->values[i].count;
        else
            bars[count++] = (struct bar){ month_of(iso) / months_in(t->unit),
                                          dates->values[i].count };
    }
    t->undated = total > dated ? total - dated : 0;
    enum cvd_status st = add_periods(t, bars, count);
    free(bars);
    return st;
}

static const struct cvd_facet *dates_of(const struct cvd_result *r)
{
    for (size_t i = 0; i < r->answer.facet_count; i++)
        if (r->answer.facets[i].field == CVD_F_DATE)
            return &r->answer.facets[i];
    return NULL;
}

enum cvd_status cvd_timeline_count(const struct cvd_result *r,
                                   enum cvd_time_unit unit,
                                   struct cvd_timeline *out)
{
    /* An index without documents has no facets. */
    static const struct cvd_facet none;
    const struct cvd_facet *dates = dates_of(r);
    struct cvd_timeline t = { .unit = unit };

    if (!dates)
        dates = &none;
    if (unit == CVD_UNIT_AUTO)
        t.unit = choose_unit(dates);
    enum cvd_status st = count_dates(&t, r->total, dates);
    if (st == CVD_OK)
        *out = t;
    else
        cvd_timeline_release(&t);
    return st;
}

enum cvd_status cvd_timeline(struct cvd_searcher *s,
                             const struct cvd_request *r,
                             enum cvd_time_unit unit,
                             struct cvd_timeline *out, struct cvd_err *err)
{
    static const enum cvd_field facets[] = { CVD_F_DATE };
    struct cvd_request every = *r;
    struct cvd_result found = { 0 };
    struct cvd_timeline t = { 0 };

    every.offset = every.limit = 0;
    every.facets = facets;
    every.facet_count = 1;
    enum cvd_status st = cvd_search(s, &every, &found, err);
    if (st != CVD_OK)
        return st;
    st = cvd_timeline_count(&found, unit, &t);
    if (st == CVD_OK) {
        *out = t;
        out->found = found;
        return CVD_OK;
    }
    cvd_result_release(&found);
    return cvd_fail(err, st, "out of memory");
}

void cvd_timeline_release(struct cvd_timeline *t)
{
    cvd_result_release(&t->found);
    free(t->list);
    *t = (struct cvd_timeline){ 0 };
}

enum cvd_status cvd_timeline_json(const struct cvd_timeline *t,
                                  struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "query");
    cvd_json_str(&j, cvd_buf_str(&t->found.query));
    cvd_json_key(&j, "unit");
    cvd_json_text(&j, cvd_time_unit_name(t->unit));
    cvd_json_key(&j, "total");
    cvd_json_int(&j, (int64_t)t->found.total);
    cvd_put_complete(&j, &t->found);
    cvd_json_key(&j, "undated");
    cvd_json_int(&j, (int64_t)t->undated);
    cvd_json_key(&j, "coarse");
    cvd_json_int(&j, (int64_t)t->coarse);
    cvd_json_key(&j, "periods");
    cvd_json_array(&j);
    for (size_t i = 0; i < t->count; i++) {
        cvd_json_object(&j);
        cvd_json_key(&j, "period");
        cvd_json_text(&j, t->list[i].name);
        cvd_json_key(&j, "count");
        cvd_json_int(&j, (int64_t)t->list[i].count);
        cvd_json_object_end(&j);
    }
    cvd_json_array_end(&j);
    cvd_put_named(&j, "suggestion", cvd_buf_str(&t->found.suggestion));
    cvd_put_warnings(&j, &t->found);
    cvd_put_edition(&j, &t->found.edition);
    cvd_json_object_end(&j);
    return j.status;
}
