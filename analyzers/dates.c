/* dates.c - one day, month or year as official documents write it.
 *
 * analyzers/ may include base/ and ICU.
 *
 * In words "ngày 25 tháng 10 năm 2021" (Nghị định 30/2020/NĐ-CP, Phụ lục I,
 * II.4: days below 10 and months 1, 2 with a zero), in figures 25/10/2021,
 * the Party's old 01-10-1997, 30.4.1975.  A day or month left for the pen
 * ("ngày     tháng 8 năm 2023") is unknown; day and year may be in words.  A
 * date in words begins at its first word, one in figures at its first digit. */
#include "analyzers/dates.h"
#include "analyzers/tables.h"

enum {
    YEAR_MIN = 1000, YEAR_MAX = 2999,
    ROW_BYTES_MAX = 400 /* of a table's row that holds a part of a date */
};

static const struct {
    const char *lower, *upper;
    uint8_t month;
} month_words[] = {
    { "mười một", "MƯỜI MỘT", 11 }, { "mười hai", "MƯỜI HAI", 12 },
    { "mười", "MƯỜI", 10 },         { "giêng", "GIÊNG", 1 },
    { "một", "MỘT", 1 },            { "hai", "HAI", 2 },
    { "ba", "BA", 3 },              { "tư", "TƯ", 4 },
    { "năm", "NĂM", 5 },            { "sáu", "SÁU", 6 },
    { "bảy", "BẢY", 7 },            { "tám", "TÁM", 8 },
    { "chín", "CHÍN", 9 },
};

unsigned cvd_date_days_in(unsigned year, unsigned month)
{
    static const uint8_t days[] = { 31, 28, 31, 30, 31, 30,
                                    31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

bool cvd_date_set(struct cvd_date *d, unsigned year, unsigned month,
                  unsigned day)
{
    if ((year && (year < YEAR_MIN || year > YEAR_MAX)) || month > 12)
        return false;
    if (day && (!month || day > cvd_date_days_in(year, month)))
        return false;
    d->year = (uint16_t)year;
    d->month = (uint8_t)month;
    d->day = (uint8_t)day;
    return true;
}

/* Read one to `max` digits at *i that no digit follows; false leaves *i. */
static bool read_figure(struct cvd_str t, size_t *i, size_t max,
                        unsigned *value)
{
    unsigned v = 0;
    size_t k = *i;

    while (k < t.len && k - *i < max && t.ptr[k] >= '0' && t.ptr[k] <= '9')
        v = v * 10 + (unsigned)(t.ptr[k++] - '0');
    if (k == *i || (k < t.len && t.ptr[k] >= '0' && t.ptr[k] <= '9'))
        return false;
    *value = v;
    *i = k;
    return true;
}

bool cvd_date_small(struct cvd_str t, size_t *i, unsigned *value)
{
    unsigned v;
    size_t k = *i;

    if (!read_figure(t, &k, 2, &v) || v == 0)
        return false;
    *value = v;
    *i = k;
    return true;
}

bool cvd_date_year(struct cvd_str t, size_t *i, unsigned *value)
{
    unsigned v;
    size_t k = *i;

    if (!read_figure(t, &k, 4, &v) || k - *i != 4)
        return false;
    *value = v;
    *i = k;
    return true;
}

size_t cvd_date_fill(struct cvd_str t, size_t i, bool leaders)
{
    size_t stop = t.len - i > CVD_GAP_MAX ? i + CVD_GAP_MAX : t.len;
    unsigned lines = 0;

    while (i < stop) {
        size_t k = cvd_scan_blanks(t, i);
        unsigned char c = (unsigned char)t.ptr[i];

        if (k > i)
            i = k;
        else if (c == '\r' || c == '\f' || (c == '\n' && lines++ < 2))
            i++;
        else if (leaders && (c == '.' || c == '_'))
            i++;
        else if (leaders && stop - i >= 3 &&
                 memcmp(t.ptr + i, "…", 3) == 0)
            i += 3;
        else
            break;
    }
    return i;
}

static size_t read_word(struct cvd_str t, size_t i, bool query,
                        const char *lower, const char *upper,
                        const char *plain, const char *plain_upper)
{
    size_t k = cvd_scan_word(t, i, lower, upper);

    return k || !query ? k : cvd_scan_word(t, i, plain, plain_upper);
}

size_t cvd_date_word_ngay(struct cvd_str t, size_t i, bool query)
{
    return read_word(t, i, query, "ngày", "NGÀY", "ngay", "NGAY");
}

size_t cvd_date_word_thang(struct cvd_str t, size_t i, bool query)
{
    return read_word(t, i, query, "tháng", "THÁNG", "thang", "THANG");
}

size_t cvd_date_word_nam(struct cvd_str t, size_t i, bool query)
{
    return read_word(t, i, query, "năm", "NĂM", "nam", "NAM");
}

/* "tháng năm 2023" has no month: the word năm is May only where another
 * follows. */
bool cvd_date_month_word(struct cvd_str t, size_t *i, unsigned *month)
{
    for (size_t r = 0; r < sizeof month_words / sizeof month_words[0]; r++) {
        size_t k = cvd_scan_word(t, *i, month_words[r].lower,
                                 month_words[r].upper);

        if (!k)
            continue;
        if (month_words[r].month == 5 &&
            !cvd_date_word_nam(t, cvd_date_fill(t, k, false), false))
            return false;
        *i = k;
        *month = month_words[r].month;
        return true;
    }
    return false;
}

static bool is_mark(char c)
{
    return c == '/' || c == '-' || c == '.';
}

/* Past the word at `i` that is `plain` but for its marks and a blank between
 * its letters, with q for g, as scanners read it: thảng, thánq, th áng, nãm;
 * else 0.  *marked: some letter bears a mark. */
static size_t scanned_word(struct cvd_str t, size_t i, const char *plain,
                           bool *marked)
{
    const uint8_t *end = (const uint8_t *)t.ptr + t.len;

    *marked = false;
    for (const char *p = plain; *p; p++) {
        size_t n;

        if (p > plain && i < t.len && t.ptr[i] == ' ')
            i++;
        if (i >= t.len)
            return 0;
        unsigned class = cvd_class_at((const uint8_t *)t.ptr + i, end, &n);
        if (class < CVD_WORD_LETTER)
            return 0;
        const struct cvd_letter *l = &cvd_letters[class];
        if (l->fold_len != 1 || (l->fold[0] != *p &&
                                 !(*p == 'g' && l->fold[0] == 'q')))
            return 0;
        *marked = *marked || n > 1;
        i += n;
    }
    return i < t.len && (t.ptr[i] < '0' || t.ptr[i] > '9') &&
                   cvd_scan_word_at(t, i)
               ? 0
               : i;
}

/* Past "tháng" at `i`; where a day goes before it also as scanners read it,
 * which is never without any mark. */
static size_t month_at(struct cvd_str t, size_t i, bool query, bool within)
{
    bool marked;
    size_t k = cvd_date_word_thang(t, i, query);

    if (k || !within)
        return k;
    k = scanned_word(t, i, "thang", &marked);
    return marked ? k : 0;
}

/* Past "năm" at `i`, behind a month. */
static size_t year_at(struct cvd_str t, size_t i, bool query)
{
    bool marked;
    size_t k = cvd_date_word_nam(t, i, query);

    if (k)
        return k;
    k = scanned_word(t, i, "nam", &marked);
    return marked ? k : 0;
}

/* Back from `i` to the line's first byte, over at most ROW_BYTES_MAX; the bars
 * passed are counted. */
static size_t row_start(struct cvd_str t, size_t i, unsigned *bars)
{
    size_t k = i;

    for (*bars = 0; k > 0 && i - k < ROW_BYTES_MAX && t.ptr[k - 1] != '\n';
         k--)
        *bars += t.ptr[k - 1] == '|';
    return k;
}

/* The year in the same column of a table's next row, the date's cell ending at
 * `i`: "|Hương Khê, ngày 14 tháng 07 năm |", "|2006 |".  0 where none is. */
static unsigned year_below(struct cvd_str t, size_t i)
{
    unsigned bars, year;
    size_t k = cvd_scan_blanks(t, i);

    if (k >= t.len || t.ptr[k] != '|')
        return 0;
    size_t start = row_start(t, i, &bars);
    size_t stop = t.len - k > ROW_BYTES_MAX ? k + ROW_BYTES_MAX : t.len;
    while (k < stop && t.ptr[k] != '\n')
        k++;
    if (bars == 0 || i - start >= ROW_BYTES_MAX || k == stop)
        return 0;
    stop = t.len - k > ROW_BYTES_MAX ? k + ROW_BYTES_MAX : t.len;
    for (k++; k < stop && bars > 0 && t.ptr[k] != '\n'; k++)
        bars -= t.ptr[k] == '|';
    k = cvd_scan_blanks(t, k);
    if (bars > 0 || !cvd_date_year(t, &k, &year))
        return 0;
    k = cvd_scan_blanks(t, k);
    return k < t.len && t.ptr[k] == '|' ? year : 0;
}

/* Read the year behind the word "năm" that ends at `i`; past it, or 0.  Of one
 * in the next row of a table the date's span is without. */
static size_t read_year(struct cvd_str t, size_t i, unsigned *year)
{
    size_t k = cvd_date_fill(t, i, false);

    if (cvd_date_year(t, &k, year))
        return k;
    size_t end = cvd_scan_spelled(t, k, year);
    if (end)
        return end;
    *year = year_below(t, i);
    return *year ? i : 0;
}

/* From the word "tháng" at `i`.  `blank`: the month may be left blank, which
 * only a form that began with "ngày" does. */
static bool read_from_month(struct cvd_str t, size_t i, bool query,
                            unsigned day, bool blank, struct cvd_date *out)
{
    unsigned month = 0, year = 0;
    size_t k = month_at(t, i, query, day || blank);

    if (!k)
        return false;
    k = cvd_date_fill(t, k, true);
    bool figure = cvd_date_small(t, &k, &month);
    if (!figure && !cvd_date_month_word(t, &k, &month) && !blank)
        return false;
    if (figure && k < t.len && is_mark(t.ptr[k])) {
        k++;
        if (!cvd_date_year(t, &k, &year))
            k = cvd_scan_spelled(t, k, &year);
    } else {
        k = cvd_date_fill(t, k, false);
        if (k < t.len && t.ptr[k] == ',')
            k = cvd_date_fill(t, k + 1, false);
        k = year_at(t, k, query);
        k = k ? read_year(t, k, &year) : 0;
    }
    if (!k)
        return false;
    out->end = (uint32_t)k;
    return year && cvd_date_set(out, year, month, month ? day : 0);
}

bool cvd_date_day(struct cvd_str t, size_t *i, unsigned *day,
                  bool *first_ten)
{
    size_t k = cvd_scan_word(t, *i, "mồng", "MỒNG"), end;

    if (!k)
        k = cvd_scan_word(t, *i, "mùng", "MÙNG");
    *first_ten = k != 0;
    k = k ? cvd_date_fill(t, k, false) : *i;
    if (cvd_date_small(t, &k, day)) {
        *i = k;
        return true;
    }
    end = cvd_scan_spelled(t, k, day);
    if (!end || *day == 0)
        return false;
    *i = end;
    return true;
}

/* From "ngày" at `i`. */
static bool read_from_day(struct cvd_str t, size_t i, bool query,
                          struct cvd_date *out)
{
    unsigned day = 0, month = 0, year = 0;
    bool first_ten;
    size_t k = cvd_date_word_ngay(t, i, query);

    if (!k)
        return false;
    size_t fill = cvd_date_fill(t, k, true);
    if (fill > k && fill < t.len && t.ptr[fill] == '/') {
        /* "ngày    /9/2025", "ngày   /   /2025": the day is blank, maybe the
         * month too. */
        k = cvd_date_fill(t, fill + 1, true);
        if (!cvd_date_small(t, &k, &month) && k == fill + 1)
            return false;
        if (k >= t.len || t.ptr[k] != '/')
            return false;
        k++;
        if (!cvd_date_year(t, &k, &year))
            return false;
        out->end = (uint32_t)k;
        return year && cvd_date_set(out, year, month, 0);
    }
    k = fill;
    if (cvd_date_day(t, &k, &day, &first_ten))
        k = cvd_date_fill(t, k, false);
    return read_from_month(t, k, query, day, true, out);
}

/* Past the mark of a date in figures at `i` and the blank that was typed, or
 * the line that was broken, behind a slash; behind a hyphen only a line may be
 * broken.  0 where `mark` is not there. */
static size_t past_mark(struct cvd_str t, size_t i, char mark, bool spaced)
{
    if (spaced && i < t.len && t.ptr[i] == ' ')
        i++;
    if (i >= t.len || t.ptr[i] != mark)
        return 0;
    i++;
    if (mark == '.')
        return i;
    if (mark == '/' && i < t.len && t.ptr[i] == ' ')
        return i + 1;
    return i < t.len && t.ptr[i] == '\n' ? cvd_date_fill(t, i, false) : i;
}

/* From the first digit of a date in figures, or of "25 tháng 10 …". */
static bool read_figures(struct cvd_str t, size_t i, bool query,
                         struct cvd_date *out)
{
    unsigned day, month, year;
    size_t k = i;

    if (!cvd_date_small(t, &k, &day) || k >= t.len)
        return false;
    if (read_from_month(t, cvd_date_fill(t, k, false), query, day, false, out))
        return true;
    bool spaced = t.ptr[k] == ' ';
    size_t at = spaced ? k + 1 : k;
    if (at >= t.len || !is_mark(t.ptr[at]))
        return false;
    char mark = t.ptr[at];
    if (spaced && mark != '/')
        return false; /* "1 - 2 - 2021" counts, "1 / 2 / 2021" dates */
    /* The tail of something longer: 1.25.10.2021. */
    if (i > 1 && t.ptr[i - 1] == mark && t.ptr[i - 2] >= '0' &&
        t.ptr[i - 2] <= '9')
        return false;
    k = past_mark(t, k, mark, spaced);
    if (!cvd_date_small(t, &k, &month))
        return false;
    k = past_mark(t, k, mark, spaced);
    if (!k || !cvd_date_year(t, &k, &year))
        return false;
    if (k + 1 < t.len && t.ptr[k] == mark && t.ptr[k + 1] >= '0' &&
        t.ptr[k + 1] <= '9')
        return false;
    out->end = (uint32_t)k;
    return month != 0 && year && cvd_date_set(out, year, month, day);
}

bool cvd_scan_date(struct cvd_str t, size_t i, bool query,
                   struct cvd_date *out)
{
    struct cvd_date d = { 0 };

    if (i >= t.len)
        return false;
    d.start = (uint32_t)i;
    if (t.ptr[i] >= '0' && t.ptr[i] <= '9') {
        if (!read_figures(t, i, query, &d))
            return false;
    } else if (!read_from_day(t, i, query, &d) &&
               !read_from_month(t, i, query, 0, false, &d)) {
        return false;
    }
    *out = d;
    return true;
}
