/* feasts.c - days that documents name by the feast: Tết Nguyên đán 2024.
 *
 * analyzers/ may include base/ and ICU.  The lunar year is named by a stem
 * and a branch, which come round together every sixty years: Xuân Quý Mão
 * 2023.  Name and year must agree. */
#include "analyzers/dates.h"

#include "feast_tables.h"

enum { STEMS = 10, BRANCHES = 12, CYCLE = 60, GIAP_TY = 4 }; /* year 4 */

struct name {
    const char *lower, *upper;
};

static const struct name stems[STEMS][2] = {
    { { "giáp", "GIÁP" } }, { { "ất", "ẤT" } },
    { { "bính", "BÍNH" } }, { { "đinh", "ĐINH" } },
    { { "mậu", "MẬU" } },   { { "kỷ", "KỶ" }, { "kỉ", "KỈ" } },
    { { "canh", "CANH" } }, { { "tân", "TÂN" } },
    { { "nhâm", "NHÂM" } }, { { "quý", "QUÝ" }, { "quí", "QUÍ" } },
};

static const struct name branches[BRANCHES][2] = {
    { { "tý", "TÝ" }, { "tí", "TÍ" } },
    { { "sửu", "SỬU" } },
    { { "dần", "DẦN" } },
    { { "mão", "MÃO" }, { "mẹo", "MẸO" } },
    { { "thìn", "THÌN" } },
    { { "tỵ", "TỴ" }, { "tị", "TỊ" } },
    { { "ngọ", "NGỌ" } },
    { { "mùi", "MÙI" } },
    { { "thân", "THÂN" } },
    { { "dậu", "DẬU" } },
    { { "tuất", "TUẤT" } },
    { { "hợi", "HỢI" } },
};

static size_t read_name(struct cvd_str t, size_t i,
                        const struct name (*names)[2], size_t count,
                        unsigned *which)
{
    for (size_t n = 0; n < count; n++)
        for (size_t v = 0; v < 2 && names[n][v].lower; v++) {
            size_t k = cvd_scan_word(t, i, names[n][v].lower,
                                     names[n][v].upper);
            if (k) {
                *which = (unsigned)n;
                return k;
            }
        }
    return 0;
}

/* Past the name of a lunar year at `i`, or 0; *of_cycle: years after one of
 * Giáp Tý. */
static size_t read_lunar_year(struct cvd_str t, size_t i,
                              unsigned *of_cycle)
{
    unsigned stem, branch;
    size_t k = read_name(t, i, stems, STEMS, &stem);

    if (!k)
        return 0;
    k = read_name(t, cvd_date_fill(t, k, false), branches, BRANCHES,
                  &branch);
    if (!k || stem % 2 != branch % 2)
        return 0;
    for (*of_cycle = stem; *of_cycle % BRANCHES != branch;)
        *of_cycle += STEMS;
    return k;
}

static bool is_dash_or_bracket(struct cvd_str t, size_t i, size_t *n)
{
    *n = i < t.len && (t.ptr[i] == '-' || t.ptr[i] == '(' ||
                       t.ptr[i] == ',') ? 1 : 0;
    if (t.len - i >= 3 && memcmp(t.ptr + i, "\xE2\x80\x93", 3) == 0)
        *n = 3;
    return *n > 0;
}

/* Past the year of the Gregorian calendar that follows, or 0. */
static size_t read_plain_year(struct cvd_str t, size_t i, unsigned *year)
{
    size_t n, k = cvd_date_fill(t, i, false), w;

    if (k < t.len && t.ptr[k] == ')')
        k = cvd_date_fill(t, k + 1, false);
    if (is_dash_or_bracket(t, k, &n))
        k = cvd_date_fill(t, k + n, false);
    w = cvd_scan_word(t, k, "năm", "NĂM");
    if (w)
        k = cvd_date_fill(t, w, false);
    return cvd_date_year(t, &k, year) && !cvd_scan_word_at(t, k) ? k : 0;
}

enum feast { TET, GIO_TO, TRUNG_THU, DUONG_LICH };

static const struct {
    const char *first, *first_upper, *then, *then_upper;
    enum feast feast;
    bool lunar_name;     /* says nothing without the name of a lunar year */
} feasts[] = {
    { "tết", "TẾT", "nguyên đán", "NGUYÊN ĐÁN", TET, false },
    { "tết", "TẾT", "cổ truyền", "CỔ TRUYỀN", TET, false },
    { "tết", "TẾT", "âm lịch", "ÂM LỊCH", TET, false },
    { "tết", "TẾT", "trung thu", "TRUNG THU", TRUNG_THU, false },
    { "tết", "TẾT", "dương lịch", "DƯƠNG LỊCH", DUONG_LICH, false },
    { "tết", "TẾT", "", "", TET, false },
    { "xuân", "XUÂN", "", "", TET, true },
    { "trung", "TRUNG", "thu", "THU", TRUNG_THU, false },
    { "giỗ", "GIỖ", "tổ hùng vương", "TỔ HÙNG VƯƠNG", GIO_TO, false },
};

/* Past the feast named at `i`, or 0; *f its row. */
static size_t read_feast(struct cvd_str t, size_t i, size_t *f)
{
    for (*f = 0; *f < sizeof feasts / sizeof *feasts; ++*f) {
        size_t k = cvd_scan_word(t, i, feasts[*f].first,
                                 feasts[*f].first_upper);

        if (k && feasts[*f].then[0])
            k = cvd_scan_word(t, cvd_date_fill(t, k, false),
                              feasts[*f].then, feasts[*f].then_upper);
        if (k)
            return k;
    }
    return 0;
}

bool cvd_scan_feast(struct cvd_str t, size_t i, struct cvd_date *out)
{
    unsigned of_cycle = CYCLE, year = 0;
    size_t f, n, k = read_feast(t, i, &f);

    if (!k)
        return false;
    size_t from = cvd_date_fill(t, k, false);
    if (is_dash_or_bracket(t, from, &n))
        from = cvd_date_fill(t, from + n, false);
    size_t named = cvd_scan_word(t, from, "năm", "NĂM");
    named = read_lunar_year(t, named ? cvd_date_fill(t, named, false) : from,
                            &of_cycle);
    if (!named && feasts[f].lunar_name)
        return false;
    size_t end = read_plain_year(t, named ? named : k, &year);
    if (!end && !named)
        return false;
    if (!end) {
        /* The sixty years from the first of the table, 1968 to 2027: Mậu
         * Thân alone is 1968. */
        year = FEAST_YEAR_MIN +
               (of_cycle + CYCLE - (FEAST_YEAR_MIN - GIAP_TY) % CYCLE) %
                   CYCLE;
        end = named;
    }
    if (year < FEAST_YEAR_MIN || year > FEAST_YEAR_MAX ||
        (named && (year - GIAP_TY) % CYCLE != of_cycle))
        return false;
    out->start = (uint32_t)i;
    out->end = (uint32_t)end;
    out->relation = CVD_DATE_HOLIDAY;
    if (feasts[f].feast == DUONG_LICH)
        return cvd_date_set(out, year, 1, 1);
    return cvd_date_set(
        out, year, feast_rows[year - FEAST_YEAR_MIN][feasts[f].feast].month,
        feast_rows[year - FEAST_YEAR_MIN][feasts[f].feast].day);
}
