/* dates_write.c - dates as ISO 8601, written and read.
 *
 * analyzers/ may include base/ and ICU. */
#include "analyzers/dates.h"

#include <stdio.h>

static void format_day(unsigned year, unsigned month, unsigned day,
                       char out[CVD_DAY_MAX])
{
    year %= 10000u;
    month %= 100u;
    day %= 100u;
    if (!year)
        (void)snprintf(out, CVD_DAY_MAX, "--%02u-%02u", month, day);
    else if (!month)
        (void)snprintf(out, CVD_DAY_MAX, "%04u", year);
    else if (!day)
        (void)snprintf(out, CVD_DAY_MAX, "%04u-%02u", year, month);
    else
        (void)snprintf(out, CVD_DAY_MAX, "%04u-%02u-%02u", year, month, day);
}

void cvd_date_format_end(const struct cvd_date *d, bool last,
                         char out[CVD_DAY_MAX])
{
    if (last && cvd_date_is_period(d))
        format_day(d->last_year, d->last_month, d->last_day, out);
    else
        format_day(d->year, d->month, d->day, out);
}

void cvd_date_format(const struct cvd_date *d, char out[CVD_DATE_MAX])
{
    char last[CVD_DAY_MAX];

    cvd_date_format_end(d, false, out);
    if (!cvd_date_is_period(d))
        return;
    cvd_date_format_end(d, true, last);
    size_t len = strlen(out);
    out[len] = '/';
    memcpy(out + len + 1, last, strlen(last) + 1);
}

const char *cvd_date_relation_name(const struct cvd_date *d)
{
    static const char *const names[] = {
        [CVD_DATE_ON] = NULL,
        [CVD_DATE_BEFORE] = "before",
        [CVD_DATE_UNTIL] = "until",
        [CVD_DATE_FROM] = "from",
        [CVD_DATE_AFTER] = "after",
        [CVD_DATE_RANGE] = "range",
        [CVD_DATE_QUARTER] = "quarter",
        [CVD_DATE_HALF] = "half",
        [CVD_DATE_HOLIDAY] = "holiday",
    };

    return names[d->relation];
}

bool cvd_date_parse(struct cvd_str s, struct cvd_date *out)
{
    unsigned part[3] = { 0 };

    if (s.len != 4 && s.len != 7 && s.len != 10)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (i == 4 || i == 7) {
            if (s.ptr[i] != '-')
                return false;
            continue;
        }
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        unsigned *p = &part[i < 4 ? 0 : i < 7 ? 1 : 2];
        *p = *p * 10 + (unsigned)(s.ptr[i] - '0');
    }
    unsigned year = part[0], month = part[1], day = part[2];
    if (!year || (s.len >= 7 && (month < 1 || month > 12)))
        return false;
    if (s.len == 10 && (day < 1 || day > cvd_date_days_in(year, month)))
        return false;
    *out = (struct cvd_date){ .year = (uint16_t)year,
                              .month = (uint8_t)month,
                              .day = (uint8_t)day };
    return true;
}

bool cvd_date_valid(struct cvd_str s)
{
    struct cvd_date d;

    return cvd_date_parse(s, &d);
}
