/* periods.c - what lasts from one day, month or year to another.
 *
 * analyzers/ may include base/ and ICU.  "từ ngày 10/3 đến ngày 30/9/2020",
 * "tháng 11 và tháng 12 năm 2024", "giai đoạn 2021 – 2025", "quý IV năm
 * 2023", "6 tháng đầu năm 2024".  One end has the year for both, mostly the
 * last. */
#include "analyzers/dates.h"

enum {
    LIST_MAX = 12,              /* months: more is a table */
    ERA_MIN = 1900, ERA_MAX = 2100,
    QUARTERS = 4, QUARTER_MONTHS = 3, YEAR_MONTHS = 12
};

enum level { ANY, DAY, MONTH, QUARTER, YEAR };

/* One end, as far as it is given; 0 where it is not. */
struct end {
    size_t end;
    enum level level;
    unsigned year, month, day, quarter;
    bool words;                 /* begins with a word */
};

enum join { NOT_JOINED, SPAN, LIST };

static char at(struct cvd_str t, size_t i)
{
    return i < t.len ? t.ptr[i] : '\0';
}

static bool is_mark(char c)
{
    return c == '/' || c == '-' || c == '.';
}

/* Whether the figures that end at `i` go on. */
static bool goes_on(struct cvd_str t, size_t i)
{
    return cvd_scan_word_at(t, i) ||
           (is_mark(at(t, i)) && cvd_scan_word_at(t, i + 1) &&
            (at(t, i) != '-' || cvd_scan_digits(t, i + 1) == i + 2));
}

/* "năm 2024", after a comma or none; *i past it. */
static void read_its_year(struct cvd_str t, size_t *i, bool query,
                          unsigned *year)
{
    size_t k = cvd_date_fill(t, *i, false);

    if (at(t, k) == ',')
        k = cvd_date_fill(t, k + 1, false);
    k = cvd_date_word_nam(t, k, query);
    if (!k)
        return;
    k = cvd_date_fill(t, k, false);
    if (cvd_date_year(t, &k, year)) {
        *i = k;
        return;
    }
    k = cvd_scan_spelled(t, k, year);
    if (k && *year >= ERA_MIN)
        *i = k;
    else
        *year = 0;
}

/* The year after a month or quarter: "/2024", or in words. */
static void read_year_after(struct cvd_str t, size_t *i, bool query,
                            unsigned *year)
{
    size_t k = *i + 1;

    if (is_mark(at(t, *i)) && cvd_date_year(t, &k, year))
        *i = k;
    else
        read_its_year(t, i, query, year);
}

/* A quarter I to IV or 1 to 4 at *i. */
static bool read_quarter(struct cvd_str t, size_t *i, unsigned *quarter)
{
    static const struct {
        const char *lower, *upper;
    } roman[] = {
        { "i", "I" }, { "ii", "II" }, { "iii", "III" }, { "iv", "IV" },
    };
    size_t k = *i;

    if (cvd_date_small(t, &k, quarter) && *quarter <= QUARTERS) {
        *i = k;
        return true;
    }
    for (unsigned q = 0; q < QUARTERS; q++) {
        k = cvd_scan_word(t, *i, roman[q].lower, roman[q].upper);
        if (k && !cvd_scan_word_at(t, k)) {
            *quarter = q + 1;
            *i = k;
            return true;
        }
    }
    return false;
}

static size_t word_quy(struct cvd_str t, size_t i)
{
    size_t k = cvd_scan_word(t, i, "quý", "QUÝ");

    return k ? k : cvd_scan_word(t, i, "quí", "QUÍ");
}

static bool end_of_months(struct cvd_str t, size_t k, bool query,
                          struct end *e)
{
    if (!cvd_date_small(t, &k, &e->month) &&
        !cvd_date_month_word(t, &k, &e->month))
        return false;
    e->level = MONTH;
    read_year_after(t, &k, query, &e->year);
    e->end = k;
    return e->month <= YEAR_MONTHS;
}

static bool end_of_quarters(struct cvd_str t, size_t k, bool query,
                            struct end *e)
{
    if (!read_quarter(t, &k, &e->quarter))
        return false;
    e->level = QUARTER;
    read_year_after(t, &k, query, &e->year);
    e->end = k;
    return true;
}

/* From the day at `k`: 10, 10/3, 10/3/2020, 10 tháng 3 năm 2020. */
static bool end_of_days(struct cvd_str t, size_t k, bool query,
                        struct end *e)
{
    bool first_ten;
    size_t figure = k;

    if (!cvd_date_day(t, &k, &e->day, &first_ten))
        return false;
    e->level = DAY;
    e->words = e->words || figure == k || at(t, figure) < '0' ||
               at(t, figure) > '9';
    e->end = k;
    size_t m = cvd_date_word_thang(t, cvd_date_fill(t, k, false), query);
    if (m) {
        m = cvd_date_fill(t, m, false);
        if (!cvd_date_small(t, &m, &e->month) &&
            !cvd_date_month_word(t, &m, &e->month))
            return false;
        e->words = true;
        e->end = m;
        read_year_after(t, &e->end, query, &e->year);
        return true;
    }
    m = k + 1;
    if (!is_mark(at(t, k)) || !cvd_date_small(t, &m, &e->month))
        return true;
    char mark = at(t, k);
    /* "10-15/3/2020" is two days, "10-3-2020" one. */
    size_t y = m + 1;
    if (is_mark(at(t, m)) && cvd_date_year(t, &y, &e->year)) {
        if (at(t, m) != mark)
            e->month = e->year = 0;
        else
            e->end = y;
        return true;
    }
    /* 2.1 is a heading unless a year follows. */
    if (mark == '.' || (mark == '-' && at(t, m) == '/')) {
        e->month = 0;
        return true;
    }
    e->end = m;
    read_its_year(t, &e->end, query, &e->year);
    return true;
}

/* Read an end at `i`, of level `want` where that is known. */
static bool read_end(struct cvd_str t, size_t i, bool query,
                     enum level want, struct end *e)
{
    unsigned month;
    size_t k;

    memset(e, 0, sizeof *e);
    if ((k = cvd_date_word_ngay(t, i, query)) != 0) {
        k = cvd_date_fill(t, k, false);
        return (want == ANY || want == DAY) && end_of_days(t, k, query, e);
    }
    if ((k = cvd_date_word_thang(t, i, query)) != 0) {
        e->words = true;
        return (want == ANY || want == MONTH) &&
               end_of_months(t, cvd_date_fill(t, k, false), query, e);
    }
    if ((k = word_quy(t, i)) != 0) {
        e->words = true;
        return (want == ANY || want == QUARTER) &&
               end_of_quarters(t, cvd_date_fill(t, k, false), query, e);
    }
    if ((k = cvd_date_word_nam(t, i, query)) != 0)
        k = want == YEAR ? cvd_date_fill(t, k, false) : t.len;
    else
        k = i;
    if ((want == ANY || want == YEAR) && cvd_date_year(t, &k, &e->year)) {
        e->level = YEAR;
        e->end = k;
        return e->year >= ERA_MIN && e->year <= ERA_MAX;
    }
    if (want == MONTH)
        return end_of_months(t, k, query, e);
    if (want == QUARTER)
        return end_of_quarters(t, k, query, e);
    if (want == YEAR)
        return false;
    size_t y = k;
    if (want == ANY && cvd_date_small(t, &y, &month) && at(t, y) == '/') {
        y++;
        if (cvd_date_year(t, &y, &e->year)) /* 11/2023 - 02/2024 */
            return end_of_months(t, k, query, e);
    }
    return end_of_days(t, k, query, e);
}

/* Past what joins two ends at `i`, and whether it means the time between. */
static enum join read_join(struct cvd_str t, size_t *i)
{
    static const struct {
        const char *lower, *upper;
        enum join join;
    } words[] = {
        { "đến", "ĐẾN", SPAN }, { "tới", "TỚI", SPAN },
        { "và", "VÀ", LIST },
    };
    enum join join = NOT_JOINED;
    size_t k = cvd_date_fill(t, *i, false);

    if (at(t, k) == ',') {
        join = LIST;
        k = cvd_date_fill(t, k + 1, false);
    }
    if (join == NOT_JOINED && at(t, k) == '-') {
        join = SPAN;
        k++;
    } else if (join == NOT_JOINED && t.len - k >= 3 &&
               (memcmp(t.ptr + k, "\xE2\x80\x93", 3) == 0 ||
                memcmp(t.ptr + k, "\xE2\x80\x94", 3) == 0)) {
        join = SPAN;
        k += 3;
    }
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        size_t n = cvd_scan_word(t, k, words[w].lower, words[w].upper);

        if (!n || join == SPAN)
            continue;
        join = words[w].join;
        k = cvd_date_fill(t, n, false);
        n = cvd_scan_word(t, k, "hết", "HẾT");
        k = n ? n : k;
        break;
    }
    *i = cvd_date_fill(t, k, false);
    return join;
}

static unsigned end_order(const struct end *e)
{
    return (e->year * (YEAR_MONTHS + 1) + e->month + e->quarter) * 32 +
           e->day;
}

/* Whether `b` is the next after `a`, as far as both are given. */
static bool follows(const struct end *a, const struct end *b)
{
    if (a->month && b->month && a->level == DAY && a->month != b->month)
        return false;
    return a->level == DAY     ? b->day == a->day + 1
           : a->level == MONTH ? b->month == a->month + 1
                               : b->quarter == a->quarter + 1;
}

/* Give `a` what only `b` says.  The year turns between December and January:
 * "từ 15/12 đến 15/01/2025" begins in 2024. */
static bool complete(struct end *a, struct end *b)
{
    if (a->level == DAY && !b->month)
        return false;
    bool month_given = a->level != DAY || a->month;
    if (!month_given)
        a->month = b->month;
    if (!a->year && b->year) {
        a->year = b->year;
        if (month_given && end_order(a) > end_order(b))
            a->year--;
    } else if (a->year && !b->year) {
        b->year = a->year;
        if (end_order(b) < end_order(a))
            b->year++;
    }
    return (a->level == DAY || a->year) && end_order(a) < end_order(b);
}

static bool set_ends(const struct end *a, const struct end *b,
                     struct cvd_date *out)
{
    struct cvd_date last = { 0 };
    unsigned first_month = a->month, last_month = b->month;

    if (a->level == QUARTER) {
        first_month = (a->quarter - 1) * QUARTER_MONTHS + 1;
        last_month = b->quarter * QUARTER_MONTHS;
    }
    if (!cvd_date_set(out, a->year, first_month, a->day) ||
        !cvd_date_set(&last, b->year, last_month, b->day))
        return false;
    out->last_year = last.year;
    out->last_month = last.month;
    out->last_day = last.day;
    return true;
}

/* Whether two years are a period: 2000 - 2050 may be two of anything. */
static bool are_years(struct cvd_str t, size_t i, size_t last_end,
                      const struct end *b, const struct cvd_before *before)
{
    return before->era || before->year ||
           before->relation == CVD_DATE_FROM ||
           cvd_date_is_all(t, i, b->end) ||
           cvd_date_is_chained(t, last_end, i);
}

/* Whether two days without year are one: từ 6/10 đến 8/10 may be marks. */
static bool are_days(const struct end *a, const struct end *b,
                     const struct cvd_before *before)
{
    return before->day || before->occasion || a->words ||
           (before->relation == CVD_DATE_FROM &&
            (a->day > a->month || b->day > b->month));
}

static bool read_span(struct cvd_str t, size_t i, bool query,
                      size_t last_end, struct end *a, size_t k,
                      struct cvd_date *out)
{
    struct end b;

    if (!read_end(t, k, query, a->level, &b) || goes_on(t, b.end))
        return false;
    struct cvd_before before = cvd_date_before(t, i);
    if (a->level == YEAR ? !are_years(t, i, last_end, &b, &before)
                         : !b.year && !are_days(a, &b, &before))
        return false;
    if (!complete(a, &b) || !set_ends(a, &b, out))
        return false;
    out->end = (uint32_t)b.end;
    out->relation = CVD_DATE_RANGE;
    return true;
}

/* A list, "tháng 10, 11 và 12 năm 2024": a period where each follows the one
 * before, else its first. */
static bool read_list(struct cvd_str t, bool query, struct end *a, size_t k,
                      struct cvd_date *out)
{
    struct end first = *a, prev = *a, b;
    bool run = true;

    for (int n = 0; n < LIST_MAX; n++) {
        if (!read_end(t, k, query, a->level, &b))
            return false;
        run = run && follows(&prev, &b);
        if (b.year)
            break;
        prev = b;
        k = b.end;
        if (read_join(t, &k) != LIST)
            return false;
    }
    if (!b.year || goes_on(t, b.end) || !complete(&first, &b))
        return false;
    out->relation = run ? CVD_DATE_RANGE : CVD_DATE_ON;
    out->end = (uint32_t)(run ? b.end : a->end);
    if (run)
        return set_ends(&first, &b, out);
    if (a->level == QUARTER)
        return set_ends(&first, &first, out);
    return cvd_date_set(out, first.year, first.month, first.day);
}

/* "6 tháng đầu năm 2024", "nửa cuối năm 2024" at `i`. */
static bool read_months_of_year(struct cvd_str t, size_t i, bool query,
                                struct cvd_date *out)
{
    unsigned months = 0, year = 0;
    size_t k = cvd_scan_word(t, i, "nửa", "NỬA");

    if (k) {
        months = YEAR_MONTHS / 2;
    } else {
        k = i;
        if (!cvd_date_small(t, &k, &months))
            k = cvd_scan_spelled(t, i, &months);
        k = k ? cvd_date_word_thang(t, cvd_date_fill(t, k, false), query)
              : 0;
    }
    if (!k || months == 0 || months >= YEAR_MONTHS)
        return false;
    k = cvd_date_fill(t, k, false);
    size_t first = cvd_scan_word(t, k, "đầu", "ĐẦU");
    size_t last = cvd_scan_word(t, k, "cuối", "CUỐI");
    if (!first && !last)
        return false;
    k = cvd_date_fill(t, first ? first : last, false);
    size_t of = cvd_scan_word(t, k, "của", "CỦA");
    k = of ? of : k;
    read_its_year(t, &k, query, &year);
    if (year < ERA_MIN || year > ERA_MAX)
        return false;
    struct end a = { .level = MONTH, .year = year, .month = 1 };
    struct end b = { .level = MONTH, .year = year, .month = months };
    if (last) {
        a.month = YEAR_MONTHS - months + 1;
        b.month = YEAR_MONTHS;
    }
    out->end = (uint32_t)k;
    out->relation = CVD_DATE_HALF;
    return set_ends(&a, &b, out);
}

/* Whether a day alone, "01 đến ngày 15/12/2024", is one by its place. */
static bool is_day_alone(struct cvd_str t, size_t i, size_t last_end)
{
    struct cvd_before before = cvd_date_before(t, i);

    return !before.each &&
           (before.day || before.relation == CVD_DATE_FROM ||
            cvd_date_is_chained(t, last_end, i));
}

bool cvd_scan_period(struct cvd_str t, size_t i, bool query, size_t last_end,
                     struct cvd_date *out)
{
    struct cvd_date d = { .start = (uint32_t)i };
    struct end a;

    if (read_months_of_year(t, i, query, &d)) {
        *out = d;
        return true;
    }
    if (!read_end(t, i, query, ANY, &a))
        return false;
    bool figure = at(t, i) >= '0' && at(t, i) <= '9';
    if (!figure && !a.words)
        return false; /* it begins with its figures, after "ngày" */
    size_t k = a.end;
    enum join join = read_join(t, &k);
    if (join != NOT_JOINED && a.level == DAY && !a.month &&
        !is_day_alone(t, i, last_end))
        return false;
    if (join == SPAN && read_span(t, i, query, last_end, &a, k, &d)) {
        *out = d;
        return true;
    }
    if (join == LIST && !a.year && read_list(t, query, &a, k, &d)) {
        *out = d;
        return true;
    }
    if (a.level != QUARTER || !a.year || goes_on(t, a.end) ||
        !set_ends(&a, &a, &d))
        return false;
    d.end = (uint32_t)a.end;
    d.relation = CVD_DATE_QUARTER;
    *out = d;
    return true;
}
