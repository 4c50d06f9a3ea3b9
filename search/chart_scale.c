/* chart_scale.c - where the axes of a chart have their ticks: see chart.h. */
#include "search/chart.h"

#include <math.h>
#include <stdio.h>

enum {
    TICKS_MAX = 6,
    NUMBER_MAX = 48         /* bytes of a number printed */
};

struct cvd_chart_scale cvd_chart_scale(double most, bool whole)
{
    static const double nice[] = { 1, 2, 5, 10 };
    struct cvd_chart_scale s = { 1, 1, 0 };

    if (!(most > 0))
        return s;
    double power = pow(10, floor(log10(most / TICKS_MAX)));
    for (size_t i = 0; i < sizeof nice / sizeof *nice; i++) {
        s.step = nice[i] * power;
        if (whole && s.step < 1)
            s.step = 1;
        if (ceil(most / s.step - 1e-9) <= TICKS_MAX)
            break;
    }
    s.top = s.step * ceil(most / s.step - 1e-9);
    s.digits = s.step < 1 ? (int)ceil(-log10(s.step) - 1e-9) : 0;
    return s;
}

enum cvd_status cvd_chart_number(double v, int digits, struct cvd_buf *out)
{
    char figures[NUMBER_MAX];
    int n = snprintf(figures, sizeof figures, "%.*f", digits, v);
    enum cvd_status st = CVD_OK;

    if (n < 0 || (size_t)n >= sizeof figures)
        return cvd_buf_add_text(out, "…"); /* no count has so many */
    int whole = digits ? n - digits - 1 : n;
    for (int i = 0; i < n && st == CVD_OK; i++) {
        if (i && i < whole && (whole - i) % 3 == 0)
            st = cvd_buf_add_char(out, '.');
        if (st == CVD_OK)
            st = cvd_buf_add_char(out, figures[i] == '.' ? ',' : figures[i]);
    }
    return st;
}

int cvd_chart_time_step(int periods_of_year, int span, int room)
{
    static const int parts[] = { 1, 3, 6 }; /* months; quarters: 1 */
    static const int years[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000,
                                 2000, 5000, 10000 };
    size_t last = sizeof years / sizeof *years - 1;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i] < periods_of_year &&
            (parts[i] == 1 || periods_of_year == 12) &&
            span / parts[i] < room)
            return parts[i];
    for (size_t i = 0; i < last; i++)
        if (span / (years[i] * periods_of_year) < room)
            return years[i] * periods_of_year;
    return years[last] * periods_of_year;
}

enum cvd_status cvd_chart_time(int periods_of_year, int at, bool years,
                               struct cvd_buf *out)
{
    int year = at / periods_of_year, part = at % periods_of_year + 1;

    if (years || periods_of_year == 1)
        return cvd_buf_printf(out, "%d", year);
    return cvd_buf_printf(out, periods_of_year == 4 ? "Q%d/%d" : "%d/%d",
                          part, year);
}
