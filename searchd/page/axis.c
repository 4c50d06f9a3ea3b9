/* axis.c - see axis.h. */
#include "searchd/page/axis.h"
#include "base/array.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    /* Years on an axis that needs no break: six pixels each. */
    SPAN_MAX = 40,
    GAP_MAX = 5,      /* empty years side by side where there are breaks */
    /* The narrowest that the chart is shown, in pixels; a label of four
     * figures with air around it; a break. */
    WIDTH = 264, LABEL_WIDTH = 44, BREAK_WIDTH = 12
};

static unsigned figures(const char *s, size_t len)
{
    unsigned n = 0;

    for (size_t i = 0; i < len; i++)
        n = n * 10 + (unsigned)(s[i] - '0');
    return n;
}

unsigned axis_year(const char *name)
{
    return figures(name, AXIS_YEAR_LEN);
}

unsigned axis_month(const char *name)
{
    return name[AXIS_YEAR_LEN] ? figures(name + AXIS_YEAR_LEN + 1, 2) : 0;
}

bool axis_is_within(const char *name, struct cvd_str from,
                    struct cvd_str to)
{
    size_t len = strlen(name);

    /* As far as both are precise, dates are in the order of their text. */
    return (!from.len ||
            memcmp(name, from.ptr, from.len < len ? from.len : len) >= 0) &&
           (!to.len || memcmp(name, to.ptr, to.len < len ? to.len : len) <= 0);
}

static enum cvd_status add(struct axis *a, unsigned year, unsigned month,
                           uint64_t count)
{
    enum cvd_status st =
        cvd_array_reserve(&a->bars, &a->cap, a->count + 1, sizeof *a->bars);

    if (st != CVD_OK)
        return st;
    struct bar *b = &a->bars[a->count++];
    *b = (struct bar){ .count = count };
    if (month)
        (void)snprintf(b->name, sizeof b->name, "%04u-%02u", year % 10000,
                       month % 100);
    else
        (void)snprintf(b->name, sizeof b->name, "%04u", year % 10000);
    return CVD_OK;
}

/* ---- labels ---------------------------------------------------------- */

/* Ten times the pixels from the left to the middle of each bar, if the chart
 * is as narrow as it gets. */
struct places {
    int *at;
    int width;           /* of a bar */
};

static enum cvd_status find_places(const struct axis *a, struct places *out)
{
    int breaks = 0, x = 0;

    out->at = calloc(a->count + 1, sizeof *out->at);
    if (!out->at)
        return CVD_ENOMEM;
    for (size_t i = 0; i < a->count; i++)
        breaks += a->bars[i].after_break;
    int room = 10 * (WIDTH - breaks * BREAK_WIDTH);
    out->width = room > 0 ? room / (int)a->count : 0;
    for (size_t i = 0; i < a->count; i++) {
        x += a->bars[i].after_break ? 10 * BREAK_WIDTH : 0;
        out->at[i] = x + out->width / 2;
        x += out->width;
    }
    return CVD_OK;
}

/* Give bar `i` a label unless one that has one is too near: few have. */
static void label(struct axis *a, const struct places *p, size_t i)
{
    const int near = 10 * LABEL_WIDTH;

    for (size_t k = i; k > 0 && p->at[i] - p->at[k - 1] < near; k--)
        if (a->bars[k - 1].labelled)
            return;
    for (size_t k = i + 1; k < a->count && p->at[k] - p->at[i] < near; k++)
        if (a->bars[k].labelled)
            return;
    a->bars[i].labelled = true;
}

/* Round years, as near to each other as labels may be. */
static unsigned round_years(int bar_width)
{
    static const unsigned steps[] = { 1, 2, 5, 10, 20, 50 };
    const size_t last = sizeof steps / sizeof *steps - 1;
    size_t i = 0;

    while (i < last && (int)steps[i] * bar_width < 10 * LABEL_WIDTH)
        i++;
    return steps[i];
}

/* The ends, what stands alone between breaks, then round years. */
static enum cvd_status label_years(struct axis *a)
{
    struct places p;

    if (!a->count)
        return CVD_OK;
    enum cvd_status st = find_places(a, &p);
    if (st != CVD_OK)
        return st;
    unsigned step = round_years(p.width);
    label(a, &p, 0);
    label(a, &p, a->count - 1);
    for (size_t i = 0; i < a->count; i++)
        if (a->bars[i].after_break)
            label(a, &p, i);
    for (size_t i = 0; i < a->count; i++)
        if (axis_year(a->bars[i].name) % step == 0)
            label(a, &p, i);
    free(p.at);
    return CVD_OK;
}

/* ---- years ----------------------------------------------------------- */

/* The years between `from` and `to`, which have no documents, unless they are
 * so many that the axis breaks. */
static enum cvd_status add_gap(struct axis *a, unsigned from, unsigned to,
                               bool breaks, bool *broken)
{
    enum cvd_status st = CVD_OK;

    *broken = breaks && to - from - 1 > GAP_MAX;
    for (unsigned y = from + 1; !*broken && y < to && st == CVD_OK; y++)
        st = add(a, y, 0, 0);
    return st;
}

/* Keep the AXIS_BARS_MAX bars side by side that count most. */
static void keep_most(struct axis *a)
{
    uint64_t sum = 0, most = 0;
    size_t end = 0;

    if (a->count <= AXIS_BARS_MAX)
        return;
    for (size_t i = 0; i < a->count; i++) {
        sum += a->bars[i].count;
        if (i >= AXIS_BARS_MAX)
            sum -= a->bars[i - AXIS_BARS_MAX].count;
        if (i + 1 >= AXIS_BARS_MAX && sum >= most) {
            most = sum;
            end = i + 1;
        }
    }
    size_t begin = end - AXIS_BARS_MAX;
    for (size_t i = 0; i < begin; i++)
        a->before += a->bars[i].count;
    for (size_t i = end; i < a->count; i++)
        a->after += a->bars[i].count;
    memmove(a->bars, a->bars + begin, AXIS_BARS_MAX * sizeof *a->bars);
    a->bars[0].after_break = false;
    a->count = AXIS_BARS_MAX;
}

static void find_most(struct axis *a)
{
    for (size_t i = 0; i < a->count; i++)
        if (a->bars[i].count > a->most)
            a->most = a->bars[i].count;
}

static enum cvd_status add_years(const struct cvd_timeline *t,
                                 struct axis *a)
{
    enum cvd_status st = CVD_OK;
    unsigned last = 0;

    if (!t->count)
        return CVD_OK;
    bool breaks = axis_year(t->list[t->count - 1].name) -
                      axis_year(t->list[0].name) >= SPAN_MAX;
    for (size_t i = 0; i < t->count && st == CVD_OK; i++) {
        unsigned year = axis_year(t->list[i].name);
        bool broken = false;
        if (!t->list[i].count)
            continue;
        if (a->count)
            st = add_gap(a, last, year, breaks, &broken);
        if (st == CVD_OK)
            st = add(a, year, 0, t->list[i].count);
        if (st == CVD_OK)
            a->bars[a->count - 1].after_break = broken;
        last = year;
    }
    return st;
}

enum cvd_status axis_years(const struct cvd_timeline *t, struct axis *out)
{
    struct axis a = { 0 };
    enum cvd_status st = add_years(t, &a);

    if (st == CVD_OK) {
        keep_most(&a);
        find_most(&a);
        st = label_years(&a);
    }
    if (st == CVD_OK)
        *out = a;
    else
        axis_release(&a);
    return st;
}

/* ---- months ---------------------------------------------------------- */

/* Each month of a single year has room for its number; of more years the
 * first is labelled. */
static void label_months(struct axis *a)
{
    bool one = a->count == AXIS_MONTHS;

    for (size_t i = 0; i < a->count; i++)
        a->bars[i].labelled = one || i % AXIS_MONTHS == 0;
}

enum cvd_status axis_months(const struct cvd_timeline *t, unsigned first,
                            unsigned last, struct axis *out)
{
    struct axis a = { 0 };
    enum cvd_status st = CVD_OK;

    for (unsigned y = first; y <= last && st == CVD_OK; y++)
        for (unsigned m = 1; m <= AXIS_MONTHS && st == CVD_OK; m++)
            st = add(&a, y, m, 0);
    if (st != CVD_OK) {
        axis_release(&a);
        return st;
    }
    for (size_t i = 0; i < t->count; i++) {
        unsigned year = axis_year(t->list[i].name);
        if (year >= first && year <= last)
            a.bars[(year - first) * AXIS_MONTHS +
                   axis_month(t->list[i].name) - 1].count = t->list[i].count;
    }
    find_most(&a);
    label_months(&a);
    *out = a;
    return CVD_OK;
}

void axis_release(struct axis *a)
{
    free(a->bars);
    *a = (struct axis){ 0 };
}
