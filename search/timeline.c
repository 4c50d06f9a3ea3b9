/* timeline.c - what answers a query, counted by time. */
#include "search/timeline.h"
#include "base/array.h"
#include "search/planned.h"
#include "search/searcher.h"
#include "search/warnings.h"

#include <math.h>
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

double cvd_per_thousand(uint64_t count, uint64_t documents)
{
    return documents && count <= documents
               ? 1000.0 * (double)count / (double)documents
               : (double)NAN;
}

/* ---- periods and their numbers --------------------------------------- */

static bool is_dated(struct cvd_str iso)
{
    return iso.len >= YEAR_LEN;
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

int cvd_periods_of_year(enum cvd_time_unit unit)
{
    return MONTHS / months_in(unit);
}

int cvd_period_of(enum cvd_time_unit unit, struct cvd_str iso)
{
    if (!is_dated(iso))
        return CVD_UNDATED;
    return unit != CVD_UNIT_YEAR && iso.len < MONTH_LEN
               ? CVD_COARSE
               : month_of(iso) / months_in(unit);
}

int cvd_period_number(const struct cvd_timeline *t, size_t i)
{
    const char *name = t->list[i].name;

    if (t->unit != CVD_UNIT_QUARTER)
        return month_of(cvd_str_from(name)) / months_in(t->unit);
    /* 2023-Q1 */
    return month_of((struct cvd_str){ name, YEAR_LEN }) / QUARTER +
           (name[MONTH_LEN - 1] - '1');
}

size_t cvd_period_find(const struct cvd_timeline *t, int number)
{
    size_t lo = 0, hi = t->count;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (cvd_period_number(t, mid) < number)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < t->count && cvd_period_number(t, lo) == number ? lo
                                                               : t->count;
}

static void name_period(enum cvd_time_unit unit, int number,
                        struct cvd_period *out)
{
    unsigned first = (unsigned)(number * months_in(unit));
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

/* ---- counting dates -------------------------------------------------- */

/* How often each date comes; one may come several times. */
struct dates {
    const struct cvd_facet_value *list;
    size_t count;
};

/* The months that from and to of a request lie in, to which periods are listed
 * though they be empty; OPEN where it has none. */
enum { OPEN = -1 };
struct bounds {
    int first, last;
};

static const struct bounds unbounded = { OPEN, OPEN };

static struct bounds bounds_of(const struct cvd_request *r)
{
    struct bounds b = unbounded;

    if (is_dated(r->from))
        b.first = month_of(r->from);
    if (is_dated(r->to)) /* a year alone reaches to its end */
        b.last = month_of(r->to) + (r->to.len < MONTH_LEN ? MONTHS - 1 : 0);
    return b;
}

static void widen(struct bounds *b, int month)
{
    b->first = b->first == OPEN || month < b->first ? month : b->first;
    b->last = b->last == OPEN || month > b->last ? month : b->last;
}

/* Months, where all that is listed lies within three years, and some date has
 * one. */
static enum cvd_time_unit choose_unit(const struct dates *d, struct bounds b)
{
    bool any = false, fine = false;

    for (size_t i = 0; i < d->count; i++) {
        if (!is_dated(d->list[i].value))
            continue;
        widen(&b, month_of(d->list[i].value));
        any = true;
        fine |= d->list[i].value.len >= MONTH_LEN;
    }
    return b.last - b.first < MONTHS_AT_MOST && (fine || !any)
               ? CVD_UNIT_MONTH
               : CVD_UNIT_YEAR;
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

static enum cvd_status add_period(struct cvd_timeline *t, int period,
                                  uint64_t count)
{
    enum cvd_status st = cvd_array_reserve(&t->list, &t->cap, t->count + 1,
                                           sizeof *t->list);

    if (st != CVD_OK)
        return st;
    t->list[t->count] = (struct cvd_period){ .count = count };
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

/* Put empty bars behind the others where the request begins and ends, and
 * return how many there are then; none where too much lies between, or where
 * nothing is found and a side is open, which ends with what is found. */
static size_t add_bounds(enum cvd_time_unit unit, struct bounds b,
                         struct bar *bars, size_t count)
{
    int months = months_in(unit), first, last;
    size_t with = count;

    if (b.first != OPEN)
        bars[with++] = (struct bar){ b.first / months, 0 };
    if (b.last != OPEN)
        bars[with++] = (struct bar){ b.last / months, 0 };
    if (with == count)
        return count;
    first = last = bars[0].period;
    for (size_t i = 1; i < with; i++) {
        first = bars[i].period < first ? bars[i].period : first;
        last = bars[i].period > last ? bars[i].period : last;
    }
    bool known = count || (b.first != OPEN && b.last >= b.first);
    return known && last - first < PERIODS_MAX ? with : count;
}

static enum cvd_status count_dates(struct cvd_timeline *t, uint64_t total,
                                   const struct dates *d, struct bounds b)
{
    struct bar *bars = calloc(d->count + 2, sizeof *bars); /* and bounds */
    size_t count = 0;
    uint64_t dated = 0;

    if (!bars)
        return CVD_ENOMEM;
    for (size_t i = 0; i < d->count; i++) {
        int period = cvd_period_of(t->unit, d->list[i].value);
        if (period == CVD_UNDATED)
            continue;
        dated += d->list[i].count;
        if (period == CVD_COARSE)
            t->coarse += d->list[i].count;
        else
            bars[count++] = (struct bar){ period, d->list[i].count };
    }
    t->undated = total > dated ? total - dated : 0;
    count = add_bounds(t->unit, b, bars, count);
    enum cvd_status st = add_periods(t, bars, count);
    free(bars);
    return st;
}

static enum cvd_status count_all(struct cvd_timeline *t,
                                 enum cvd_time_unit unit, uint64_t total,
                                 const struct dates *d, struct bounds b)
{
    t->unit = unit == CVD_UNIT_AUTO ? choose_unit(d, b) : unit;
    return count_dates(t, total, d, b);
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
    const struct cvd_facet *facet = dates_of(r);
    /* An index without documents has no facets. */
    struct dates d = { facet ? facet->values : NULL,
                       facet ? facet->count : 0 };
    struct cvd_timeline t = { 0 };
    enum cvd_status st = count_all(&t, unit, r->total, &d, unbounded);

    if (st == CVD_OK)
        *out = t;
    else
        cvd_timeline_release(&t);
    return st;
}

/* ---- counting sets --------------------------------------------------- */

/* What is counted: all that is found, and all that it is measured by. */
struct counting {
    struct cvd_searcher *s;
    struct cvd_docset found, archive;
    struct cvd_facet_value *dates; /* of what is found */
    size_t date_count, date_cap;
    struct cvd_timeline *t;
    enum cvd_status status;
};

static bool take_date(void *ctx, struct cvd_str value, uint64_t documents)
{
    struct counting *c = ctx;

    c->status = cvd_array_reserve(&c->dates, &c->date_cap, c->date_count + 1,
                                  sizeof *c->dates);
    if (c->status == CVD_OK)
        c->dates[c->date_count++] =
            (struct cvd_facet_value){ value, documents };
    return c->status == CVD_OK;
}

/* Dates of which nothing is found have no place. */
static bool add_documents(void *ctx, struct cvd_str value, uint64_t documents)
{
    struct counting *c = ctx;
    int number = cvd_period_of(c->t->unit, value);
    size_t i = number < 0 ? c->t->count : cvd_period_find(c->t, number);

    if (i < c->t->count)
        c->t->list[i].documents += documents;
    return true;
}

static enum cvd_status find_archive(struct counting *c,
                                    const struct cvd_request *r,
                                    struct cvd_err *err)
{
    struct cvd_node all = { .kind = CVD_N_ALL };

    if (r->from.len || r->to.len)
        all = (struct cvd_node){
            .kind = CVD_N_RANGE, .from = r->from,
            .to = r->to.len ? r->to : cvd_str_from("9999")
        };
    return cvd_store_collect(c->s->store, &all, &c->archive, err);
}

static enum cvd_status count_periods(struct counting *c,
                                     const struct cvd_request *r,
                                     enum cvd_time_unit unit,
                                     struct cvd_err *err)
{
    struct cvd_store *store = c->s->store;
    enum cvd_status st = cvd_store_tally(store, &c->found, CVD_F_DATE,
                                         take_date, c, err);

    if (st != CVD_OK)
        return st;
    struct dates d = { c->dates, c->date_count };
    if (c->status != CVD_OK ||
        count_all(c->t, unit, c->found.count, &d, bounds_of(r)) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    return cvd_store_tally(store, &c->archive, CVD_F_DATE, add_documents, c,
                           err);
}

static enum cvd_status find_both(struct counting *c,
                                 const struct cvd_request *r,
                                 struct cvd_err *err)
{
    struct cvd_planned planned = { 0 };
    enum cvd_status st = cvd_find_all(c->s, r, &c->t->found, &planned,
                                      &c->found, err);

    cvd_planned_release(&planned);
    return st == CVD_OK ? find_archive(c, r, err) : st;
}

enum cvd_status cvd_timeline(struct cvd_searcher *s,
                             const struct cvd_request *r,
                             const struct cvd_timeline_form *form,
                             struct cvd_timeline *out, struct cvd_err *err)
{
    struct cvd_timeline t = { 0 };
    struct counting c = { .s = s, .t = &t };

    if (form->series > CVD_SERIES_MAX)
        return cvd_fail(err, CVD_EUSAGE, "at most %d series can be asked for",
                        CVD_SERIES_MAX);
    enum cvd_status st = find_both(&c, r, err);
    if (st == CVD_OK)
        st = count_periods(&c, r, form->unit, err);
    if (st == CVD_OK && form->split)
        st = cvd_timeline_split(s, form, &c.found, &c.archive, &t, err);
    if (st == CVD_OK) {
        t.found.cut_short = cvd_searcher_late(s);
        t.found.total_is_exact = !t.found.cut_short;
        if (t.found.cut_short)
            cvd_warn(&t.found, CVD_W_LATE);
        *out = t;
    } else {
        cvd_timeline_release(&t);
    }
    cvd_docset_release(&c.found);
    cvd_docset_release(&c.archive);
    free(c.dates);
    return st;
}

void cvd_timeline_release(struct cvd_timeline *t)
{
    cvd_result_release(&t->found);
    free(t->list);
    free(t->series);
    free(t->cells);
    *t = (struct cvd_timeline){ 0 };
}
