/* when.c - where a date of any kind begins, and what stands before it.
 *
 * analyzers/ may include base/ and ICU.  Figures such as 3/2 or 11/2024 are a
 * date by the words before them (ngày 23/6, lễ 30/4, trước 30/6), after
 * another date (30/4 và 1/5), or when they are all there is. */
#include "analyzers/dates.h"

enum {
    BEFORE_WORDS_MAX = 8,
    BEFORE_WORD_BYTES = 12,    /* the longest below, and one more letter */
    BEFORE_BLANKS_MAX = 8,
    YEAR_MIN = 1900, YEAR_MAX = 2100,
    FIGURES_MAX = 4,           /* a year */
    FRACTION_MAX = 4,          /* 1/2, 2/3, 3/4 */
    MAP_SCALE = 2000           /* bản đồ 1/2000 */
};

enum sense {
    FILLER, NOT, SAYS_DAY, SAYS_MONTH, SAYS_YEAR, EACH, OCCASION, ERA,
    REL_BEFORE, REL_BEFORE_THAN, REL_PAST, REL_UNTIL, REL_FROM, REL_AFTER
};

static const struct {
    const char *lower, *upper;
    enum sense sense;
} words[] = {
    { "ngày", "NGÀY", SAYS_DAY },     { "tháng", "THÁNG", SAYS_MONTH },
    { "năm", "NĂM", SAYS_YEAR },      { "mỗi", "MỖI", EACH },
    { "hằng", "HẰNG", EACH },         { "hàng", "HÀNG", EACH },
    { "một", "MỘT", EACH },
    { "lễ", "LỄ", OCCASION },         { "dịp", "DỊP", OCCASION },
    { "niệm", "NIỆM", OCCASION },     { "khánh", "KHÁNH", OCCASION },
    { "đoạn", "ĐOẠN", ERA },          { "kỳ", "KỲ", ERA },
    { "kì", "KÌ", ERA },              { "học", "HỌC", ERA },
    { "khóa", "KHÓA", ERA },          { "khoá", "KHOÁ", ERA },
    { "trước", "TRƯỚC", REL_BEFORE }, { "nhất", "NHẤT", REL_BEFORE_THAN },
    { "quá", "QUÁ", REL_PAST },       { "hơn", "HƠN", REL_BEFORE_THAN },
    { "hết", "HẾT", REL_UNTIL },      { "đến", "ĐẾN", REL_UNTIL },
    { "tới", "TỚI", REL_UNTIL },      { "từ", "TỪ", REL_FROM },
    { "sau", "SAU", REL_AFTER },      { "các", "CÁC", FILLER },
    { "không", "KHÔNG", NOT },
    { "là", "LÀ", FILLER },           { "vào", "VÀO", FILLER },
    { "giờ", "GIỜ", FILLER },         { "phút", "PHÚT", FILLER },
};

/* The start of the word that ends at `i`, or of the hour there (17h00); `i`
 * where none does. */
static size_t word_start(struct cvd_str t, size_t i)
{
    size_t k = i;

    while (k > 0 && i - k < BEFORE_WORD_BYTES) {
        size_t p = cvd_scan_prev(t, k);

        if (!cvd_scan_word_at(t, p))
            break;
        k = p;
    }
    return k;
}

/* Whether bytes [i, end) are an hour: 17, 17h00, 17h. */
static bool is_hour(struct cvd_str t, size_t i, size_t end)
{
    size_t k = cvd_scan_digits(t, i);

    if (k == i || k - i > 2)
        return false;
    if (k < end && (t.ptr[k] == 'h' || t.ptr[k] == 'g'))
        k = cvd_scan_digits(t, k + 1);
    return k == end;
}

/* Back over blanks and one line break, and over the marks that may stand
 * between such words. */
static size_t skip_back(struct cvd_str t, size_t i, bool *colon)
{
    unsigned lines = 0;

    *colon = false;
    for (int n = 0; n < BEFORE_BLANKS_MAX && i > 0; n++) {
        char c = t.ptr[i - 1];

        if (c == ' ' || c == '\t' || c == ',' || c == '(')
            i--;
        else if ((c == '\n' || c == '\r') && (lines += c == '\n') < 2)
            i--;
        else if (i > 1 && (unsigned char)c == 0xA0 &&
                 (unsigned char)t.ptr[i - 2] == 0xC2)
            i -= 2;
        else if (c == ':' && !*colon)
            *colon = true, i--;
        else
            break;
    }
    return i;
}

static void weigh(struct cvd_before *b, enum sense sense, int n)
{
    switch (sense) {
    case SAYS_DAY: b->day = b->day || n == 0; break;
    case SAYS_MONTH: b->month = b->month || n == 0; break;
    case SAYS_YEAR: b->year = b->year || n == 0; break;
    case EACH: b->each = b->each || (n == 1 && b->day); break;
    case OCCASION: b->occasion = true; break;
    case ERA: b->era = true; break;
    case REL_BEFORE_THAN: b->relation = CVD_DATE_BEFORE; break;
    case REL_PAST: /* quá ngày 30/6; of "quá 1/6 lần" it says nothing */
        if (b->day)
            b->relation = CVD_DATE_AFTER;
        break;
    case NOT: /* không quá ngày 30/6 */
        if (b->relation == CVD_DATE_AFTER)
            b->relation = CVD_DATE_BEFORE;
        break;
    default: /* the nearest word: năm trước đến ngày 31/5 */
        if (b->relation == CVD_DATE_ON)
            b->relation = sense == REL_BEFORE  ? CVD_DATE_BEFORE
                          : sense == REL_UNTIL ? CVD_DATE_UNTIL
                          : sense == REL_FROM  ? CVD_DATE_FROM
                          : sense == REL_AFTER ? CVD_DATE_AFTER
                                               : CVD_DATE_ON;
    }
}

/* The sense of the word at bytes [i, end), or -1.  "nhất" and "hơn" need the
 * word before them: chậm nhất, muộn hơn. */
static int sense_of(struct cvd_str t, size_t i, size_t end)
{
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        if (cvd_scan_word(t, i, words[w].lower, words[w].upper) != end)
            continue;
        if (words[w].sense == REL_BEFORE_THAN) {
            size_t p = word_start(t, i > 0 ? i - 1 : 0);
            return cvd_scan_word(t, p, "chậm", "CHẬM") ||
                           cvd_scan_word(t, p, "muộn", "MUỘN")
                       ? REL_BEFORE_THAN
                       : -1;
        }
        return (int)words[w].sense;
    }
    return is_hour(t, i, end) ? FILLER : -1;
}

struct cvd_before cvd_date_before(struct cvd_str t, size_t i)
{
    struct cvd_before b = { 0 };
    bool colon;

    for (int n = 0; n < BEFORE_WORDS_MAX && i > 0; n++) {
        size_t end = skip_back(t, i, &colon);
        size_t start = word_start(t, end);
        int sense = start < end ? sense_of(t, start, end) : -1;

        /* "Ngày: 23/6", of a stamp, is all that a colon may follow. */
        if (sense < 0 || (colon && sense != SAYS_DAY))
            break;
        weigh(&b, (enum sense)sense, n);
        if (colon)
            break;
        i = start;
    }
    return b;
}

bool cvd_date_is_all(struct cvd_str t, size_t i, size_t end)
{
    struct cvd_str rest = { t.ptr + end, t.len - end };

    if (i > CVD_GAP_MAX || rest.len > CVD_GAP_MAX)
        return false;
    for (size_t k = 0; k < i; k++)
        if (t.ptr[k] != ' ' && t.ptr[k] != '\n')
            return false;
    for (size_t k = 0; k < rest.len; k++)
        if (rest.ptr[k] != ' ' && rest.ptr[k] != '\n' &&
            rest.ptr[k] != '\r' && rest.ptr[k] != '.')
            return false;
    return true;
}

bool cvd_date_is_chained(struct cvd_str t, size_t last_end, size_t i)
{
    if (last_end > i)
        return false;
    size_t k = cvd_date_fill(t, last_end, false), n;

    if (k < i && t.ptr[k] == ',')
        k = cvd_date_fill(t, k + 1, false);
    n = cvd_scan_word(t, k, "và", "VÀ");
    return k > last_end && (n ? cvd_date_fill(t, n, false) : k) == i;
}

/* Whether the lunar calendar is meant by the day that ends at `i`. */
static bool is_lunar(struct cvd_str t, size_t i)
{
    size_t k = cvd_date_fill(t, i, false);

    if (k < t.len && t.ptr[k] == '(')
        k++;
    return cvd_scan_word(t, k, "âm lịch", "ÂM LỊCH") ||
           cvd_scan_word(t, k, "âl", "ÂL");
}

static bool goes_on(struct cvd_str t, size_t i)
{
    if (cvd_scan_word_at(t, i) || (i < t.len && t.ptr[i] == '%'))
        return true;
    return i < t.len && strchr("/-.,", t.ptr[i]) && t.ptr[i] != '\0' &&
           cvd_scan_word_at(t, i + 1);
}

/* "ngày 02 tháng 9", "mồng 3 tháng 2". */
static bool read_day_and_month(struct cvd_str t, size_t i, bool query,
                               struct cvd_date *out)
{
    unsigned day = 0, month = 0;
    bool first_ten = false;
    size_t k = cvd_date_word_ngay(t, i, query);
    bool named = k != 0;

    k = named ? cvd_date_fill(t, k, false) : i;
    if (!cvd_date_day(t, &k, &day, &first_ten) || !(named || first_ten))
        return false;
    k = cvd_date_word_thang(t, cvd_date_fill(t, k, false), query);
    if (!k)
        return false;
    k = cvd_date_fill(t, k, false);
    if (!cvd_date_small(t, &k, &month) &&
        !cvd_date_month_word(t, &k, &month))
        return false;
    out->end = (uint32_t)k;
    return !goes_on(t, k) && !is_lunar(t, k) &&
           cvd_date_set(out, 0, month, day);
}

/* Whether figures day/month may be a share or 24 hours on 7 days. */
static bool is_fraction(unsigned day, unsigned month)
{
    return (day < month && month <= FRACTION_MAX) ||
           (day == 24 && month == 7);
}

/* Whether a word before makes a date of figures: "trước 30/6" does, but
 * "chính xác đến 1/10" and "từ 19/10 trở lên" count. */
static bool is_near(const struct cvd_before *before, unsigned day,
                    unsigned month)
{
    return before->relation == CVD_DATE_BEFORE ||
           (day > month && (before->relation == CVD_DATE_UNTIL ||
                            before->relation == CVD_DATE_AFTER));
}

/* Figures without year: 23/6, 02-9; or with it in words, 15/8 năm 2023. */
static bool read_figures(struct cvd_str t, size_t i, size_t last_end,
                         struct cvd_date *out)
{
    unsigned day, month, year = 0;
    size_t k = i;

    if (!cvd_date_small(t, &k, &day) || k >= t.len ||
        (t.ptr[k] != '/' && t.ptr[k] != '-'))
        return false;
    char mark = t.ptr[k++];
    if (!cvd_date_small(t, &k, &month) || !month || goes_on(t, k) ||
        is_lunar(t, k))
        return false;
    size_t y = cvd_date_word_nam(t, cvd_date_fill(t, k, false), false);
    y = y ? cvd_date_fill(t, y, false) : 0;
    if (y && cvd_date_year(t, &y, &year) && !goes_on(t, y))
        k = y;
    else
        year = 0;
    struct cvd_before before = cvd_date_before(t, i);
    out->bare = !before.day && !year;
    if (before.each ||
        (!before.day && !year &&
         (is_fraction(day, month) ||
          !(before.occasion || cvd_date_is_all(t, i, k) ||
            (mark == '/' &&
             (is_near(&before, day, month) ||
              cvd_date_is_chained(t, last_end, i)))))))
        return false;
    out->end = (uint32_t)k;
    return cvd_date_set(out, year, month, day);
}

/* 11/2024, all there is or after trước, đến, từ. */
static bool read_month_year(struct cvd_str t, size_t i, size_t last_end,
                            struct cvd_date *out)
{
    unsigned month, year;
    size_t k = i;

    if (!cvd_date_small(t, &k, &month) || k >= t.len || t.ptr[k] != '/')
        return false;
    k++;
    if (!cvd_date_year(t, &k, &year) || goes_on(t, k) || !month ||
        year < YEAR_MIN || year > YEAR_MAX)
        return false;
    if (month == 1 && year == MAP_SCALE)
        return false;
    struct cvd_before before = cvd_date_before(t, i);
    if (before.relation == CVD_DATE_ON && !cvd_date_is_all(t, i, k) &&
        !cvd_date_is_chained(t, last_end, i))
        return false;
    out->end = (uint32_t)k;
    out->bare = true;
    return cvd_date_set(out, year, month, 0);
}

/* 2023-08-09, as programs write it. */
static bool read_iso(struct cvd_str t, size_t i, struct cvd_date *out)
{
    unsigned year, month, day;
    size_t k = i;

    if (!cvd_date_year(t, &k, &year) || k >= t.len || t.ptr[k++] != '-' ||
        !cvd_date_small(t, &k, &month) || k >= t.len || t.ptr[k++] != '-' ||
        !cvd_date_small(t, &k, &day) || goes_on(t, k))
        return false;
    out->end = (uint32_t)k;
    return k - i == sizeof "2023-08-09" - 1 && year &&
           cvd_date_set(out, year, month, day);
}

/* "năm 2021", and nothing else: in a text years are everywhere. */
static bool read_year_alone(struct cvd_str t, size_t i, bool query,
                            struct cvd_date *out)
{
    unsigned year;
    size_t k = cvd_date_word_nam(t, i, query);

    if (!k)
        return false;
    k = cvd_date_fill(t, k, false);
    if (!cvd_date_year(t, &k, &year) || !cvd_date_is_all(t, i, k))
        return false;
    out->end = (uint32_t)k;
    return year && cvd_date_set(out, year, 0, 0);
}

static bool read_any(struct cvd_str t, size_t i, bool query,
                     size_t last_end, struct cvd_date *d)
{
    if (cvd_scan_period(t, i, query, last_end, d) ||
        cvd_scan_date(t, i, query, d))
        return true;
    *d = (struct cvd_date){ .start = (uint32_t)i };
    if (t.ptr[i] >= '0' && t.ptr[i] <= '9')
        return read_figures(t, i, last_end, d) || read_iso(t, i, d) ||
               read_month_year(t, i, last_end, d);
    return read_day_and_month(t, i, query, d) || cvd_scan_feast(t, i, d) ||
           read_year_alone(t, i, query, d);
}

/* A word that begins a date. */
struct first {
    const char *lower, *upper;
};

/* Whether one of `of`, which all begin with the letter at `i`, is there. */
static bool is_any(struct cvd_str t, size_t i, const struct first *of)
{
    char next = i + 1 < t.len ? t.ptr[i + 1] : '\0';

    for (; of->lower; of++)
        if ((next == of->lower[1] || next == of->upper[1]) &&
            cvd_scan_word(t, i, of->lower, of->upper))
            return true;
    return false;
}

/* Whether a date may begin at `i`, a cheap first look: most letters and
 * figures of a text begin none. */
static bool may_begin(struct cvd_str t, size_t i)
{
    static const struct first n[] = {
        { "ngày", "NGÀY" }, { "ngay", "NGAY" }, { "năm", "NĂM" },
        { "nam", "NAM" },   { "nửa", "NỬA" },   { 0 },
    };
    static const struct first th[] = {
        { "tháng", "THÁNG" }, { "thang", "THANG" }, { "tết", "TẾT" },
        { "trung", "TRUNG" }, { 0 },
    };
    static const struct first q[] = {
        { "quý", "QUÝ" }, { "quí", "QUÍ" }, { 0 },
    };
    static const struct first x[] = { { "xuân", "XUÂN" }, { 0 } };
    static const struct first m[] = {
        { "mồng", "MỒNG" }, { "mùng", "MÙNG" }, { 0 },
    };
    static const struct first s[] = { { "sáu", "SÁU" }, { 0 } };
    static const struct first g[] = { { "giỗ", "GIỖ" }, { 0 } };
    char c = t.ptr[i];

    if (c >= '0' && c <= '9') {
        size_t k = i;

        while (k < t.len && k - i <= FIGURES_MAX && t.ptr[k] >= '0' &&
               t.ptr[k] <= '9')
            k++;
        return k - i <= FIGURES_MAX && k < t.len &&
               (t.ptr[k] != '.' || cvd_scan_digits(t, k + 1) > k + 1);
    }
    switch (c | 0x20) {
    case 'n':
        return is_any(t, i, n);
    case 't':
        return is_any(t, i, th);
    case 'q':
        return is_any(t, i, q);
    case 'x':
        return is_any(t, i, x);
    case 'm':
        return is_any(t, i, m);
    case 's':
        return is_any(t, i, s);
    case 'g':
        return is_any(t, i, g);
    default:
        return false;
    }
}

bool cvd_scan_when(struct cvd_str t, size_t i, bool query, size_t last_end,
                   struct cvd_date *out)
{
    if (i >= t.len || !may_begin(t, i))
        return false;
    struct cvd_date d = { 0 };
    if (!read_any(t, i, query, last_end, &d))
        return false;
    struct cvd_before before = cvd_date_before(t, i);
    d.start = (uint32_t)i;
    if (d.relation == CVD_DATE_ON ||
        (d.relation != CVD_DATE_RANGE &&
         (before.relation == CVD_DATE_BEFORE ||
          before.relation == CVD_DATE_UNTIL)))
        d.relation = (uint8_t)before.relation;
    *out = d;
    return true;
}
