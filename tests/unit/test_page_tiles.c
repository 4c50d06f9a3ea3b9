/* The tile maps of provinces: every province once, and where it is known to
 * lie. */
#include "analyzers/places.h"
#include "searchd/page/tiles.h"
#include "tests/unit/support.h"

#include <math.h>

enum { ROWS = 21, COLUMNS = 9 };

/* Seats of the provinces of before, in tenths of a degree north and east.
 * Source: general geography; checked against the coordinates in the public
 * list nguyenlqxx82nb/mo-app-common, LocationProvinces.tsx (which has Quảng
 * Nam and Hậu Giang at their seats before 1997 and 2004), to 0.1 degree. */
static const struct seat {
    const char *code;
    int north, east;
} seats[] = {
    { "ha-giang", 228, 1050 },
    { "cao-bang", 227, 1062 },
    { "lai-chau", 224, 1035 },
    { "lao-cai", 225, 1040 },
    { "yen-bai", 217, 1049 },
    { "tuyen-quang", 218, 1052 },
    { "bac-kan", 221, 1058 },
    { "lang-son", 219, 1068 },
    { "dien-bien", 214, 1030 },
    { "son-la", 213, 1039 },
    { "phu-tho", 213, 1054 },
    { "vinh-phuc", 213, 1056 },
    { "thai-nguyen", 216, 1058 },
    { "bac-giang", 213, 1062 },
    { "quang-ninh", 210, 1070 },
    { "hoa-binh", 208, 1053 },
    { "ha-noi", 210, 1058 },
    { "bac-ninh", 212, 1061 },
    { "hai-duong", 209, 1063 },
    { "hai-phong", 208, 1067 },
    { "ha-nam", 205, 1059 },
    { "hung-yen", 207, 1061 },
    { "thai-binh", 204, 1063 },
    { "thanh-hoa", 198, 1058 },
    { "ninh-binh", 202, 1060 },
    { "nam-dinh", 204, 1062 },
    { "nghe-an", 187, 1057 },
    { "ha-tinh", 184, 1059 },
    { "quang-binh", 175, 1066 },
    { "quang-tri", 168, 1071 },
    { "thua-thien-hue", 165, 1076 },
    { "da-nang", 160, 1082 },
    { "quang-nam", 156, 1085 },
    { "kon-tum", 143, 1080 },
    { "quang-ngai", 151, 1088 },
    { "gia-lai", 140, 1080 },
    { "binh-dinh", 138, 1092 },
    { "dak-lak", 127, 1080 },
    { "phu-yen", 131, 1093 },
    { "binh-phuoc", 115, 1069 },
    { "dak-nong", 120, 1077 },
    { "lam-dong", 119, 1084 },
    { "khanh-hoa", 123, 1092 },
    { "tay-ninh", 113, 1061 },
    { "binh-duong", 110, 1067 },
    { "dong-nai", 109, 1069 },
    { "binh-thuan", 109, 1081 },
    { "ninh-thuan", 116, 1090 },
    { "an-giang", 104, 1054 },
    { "dong-thap", 105, 1056 },
    { "long-an", 105, 1064 },
    { "ho-chi-minh", 108, 1067 },
    { "ba-ria-vung-tau", 105, 1072 },
    { "kien-giang", 100, 1051 },
    { "can-tho", 100, 1058 },
    { "vinh-long", 102, 1060 },
    { "tien-giang", 104, 1063 },
    { "hau-giang", 98, 1055 },
    { "tra-vinh", 100, 1063 },
    { "ben-tre", 102, 1064 },
    { "ca-mau", 92, 1052 },
    { "bac-lieu", 93, 1057 },
    { "soc-trang", 96, 1060 },
};

static const char *const picture_before[ROWS] = {
    ".   .   .   HG  CB  .   .   .   .",
    "LCh LCa YB  TQ  BK  LS  .   .   .",
    "ĐB  SL  PT  VP  TN  BG  QN  .   .",
    ".   .   HB  HN  BN  HD  HP  .   .",
    ".   .   .   HNa HY  TB  .   .   .",
    ".   .   TH  NB  NĐ  .   .   .   .",
    ".   .   NA  .   .   .   .   .   .",
    ".   .   .   HT  .   .   .   .   .",
    ".   .   .   .   QB  .   .   .   .",
    ".   .   .   .   .   QT  .   .   .",
    ".   .   .   .   .   .   TTH ĐN  .",
    ".   .   .   .   .   .   .   QNa .",
    ".   .   .   .   .   .   .   KT  QNg",
    ".   .   .   .   .   .   .   GL  BĐ",
    ".   .   .   .   .   .   .   ĐL  PY",
    ".   .   .   .   .   BP  ĐNo LĐ  KH",
    ".   .   .   .   TNi BD  ĐNi BTh NT",
    ".   .   AG  ĐT  LA  HCM VT  .   .",
    ".   KG  CT  VL  TG  .   .   .   .",
    ".   .   HGi TV  BT  .   .   .   .",
    ".   CM  BL  ST  .   .   .   .   .",
};

static const char *const picture_now[ROWS] = {
    ".   .   .   CB  .   .   .   .",
    "LCh LCa TQ  TN  LS  .   .   .",
    "ĐB  SL  PT  HN  BN  QN  .   .",
    ".   .   TH  NB  HY  HP  .   .",
    ".   .   NA  .   .   .   .   .",
    ".   .   .   HT  .   .   .   .",
    ".   .   .   .   QT  .   .   .",
    ".   .   .   .   .   Huế ĐN  .",
    ".   .   .   .   .   .   QNg .",
    ".   .   .   .   .   .   .   GL",
    ".   .   .   .   .   .   .   ĐL",
    ".   .   .   .   TNi ĐNi LĐ  KH",
    ".   .   .   AG  ĐT  HCM .   .",
    ".   .   .   CT  VL  .   .   .",
    ".   .   CM  .   .   .   .   .",
};

static const struct tile *at(const struct tile_map *m, size_t row,
                             size_t column)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->tiles[i].row == row && m->tiles[i].column == column)
            return &m->tiles[i];
    return NULL;
}

/* The table is the picture: no more tiles, none twice. */
static void assert_picture(const struct tile_map *m,
                           const char *const *picture)
{
    size_t tiles = 0;

    for (size_t row = 0; row < ROWS && picture[row]; row++) {
        const char *p = picture[row];
        for (size_t column = 0; *p; column++) {
            struct cvd_str cell = { p, strcspn(p, " ") };
            const struct tile *t = at(m, row, column);
            if (cvd_str_equal(cell, cvd_str_from("."))) {
                assert_null(t);
            } else {
                assert_non_null(t);
                assert_true(cvd_str_equal(cell, cvd_str_from(t->letters)));
                tiles++;
            }
            p += cell.len;
            p += strspn(p, " ");
        }
    }
    assert_int_equal(tiles, m->count);
}

static void test_picture(void **state)
{
    (void)state;
    assert_picture(&tile_maps[PAGE_MAP_BEFORE], picture_before);
    assert_picture(&tile_maps[PAGE_MAP_NOW], picture_now);
}

static size_t times(const struct tile_map *m, const char *code)
{
    size_t n = 0;

    for (size_t i = 0; i < m->count; i++)
        n += strcmp(m->tiles[i].code, code) == 0;
    return n;
}

static void test_every_province_once(void **state)
{
    size_t provinces[2] = { 0, 0 };

    (void)state;
    for (size_t i = 0; i < cvd_place_count(); i++) {
        const struct cvd_place *p = cvd_place(i);
        if (p->level != CVD_PROVINCE || p->era == CVD_ERA_HISTORIC)
            continue;
        size_t map = p->era == CVD_ERA_NOW ? PAGE_MAP_NOW : PAGE_MAP_BEFORE;
        provinces[map]++;
        assert_int_equal(times(&tile_maps[map], p->slug), 1);
    }
    assert_int_equal(provinces[PAGE_MAP_NOW], 34);
    assert_int_equal(provinces[PAGE_MAP_BEFORE], 63);
    assert_int_equal(tile_maps[PAGE_MAP_NOW].count, 34);
    assert_int_equal(tile_maps[PAGE_MAP_BEFORE].count, 63);
}

/* Alone on its map; and one province has the same on both, but Huế. */
static void test_letters(void **state)
{
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        const struct tile_map *m = &tile_maps[k];
        for (size_t i = 0; i < m->count; i++)
            for (size_t j = 0; j < i; j++)
                assert_string_not_equal(m->tiles[i].letters,
                                        m->tiles[j].letters);
    }
    const struct tile_map *now = &tile_maps[PAGE_MAP_NOW];
    const struct tile_map *before = &tile_maps[PAGE_MAP_BEFORE];
    for (size_t i = 0; i < now->count; i++)
        for (size_t j = 0; j < before->count; j++)
            if (strcmp(now->tiles[i].code, before->tiles[j].code) == 0)
                assert_string_equal(now->tiles[i].letters,
                                    before->tiles[j].letters);
}

/* ---- where they lie --------------------------------------------------- */

struct point {
    double north, east, row, column;
};

static bool is_now(const char *code, const char *now)
{
    const char *became = cvd_province_today(cvd_str_from(code));

    return became && strcmp(became, now) == 0;
}

/* A province of today lies in the middle of those it was made of. */
static struct point point_of(const struct tile_map *m, const struct tile *t)
{
    struct point p = { 0, 0, t->row, t->column };
    double n = 0;

    for (size_t i = 0; i < sizeof seats / sizeof *seats; i++) {
        const struct seat *s = &seats[i];
        if (m->map == PAGE_MAP_NOW ? !is_now(s->code, t->code)
                                   : strcmp(s->code, t->code) != 0)
            continue;
        p.north += s->north / 10.0;
        p.east += s->east / 10.0;
        n++;
    }
    assert_true(n > 0);
    p.north /= n;
    p.east /= n;
    return p;
}

/* Ranks from 1 on; equals share the mean of theirs. */
static void rank(const double *of, size_t n, double *out)
{
    for (size_t i = 0; i < n; i++) {
        double below = 0, same = 0;
        for (size_t j = 0; j < n; j++) {
            below += of[j] < of[i];
            same += of[j] == of[i];
        }
        out[i] = below + (same + 1) / 2;
    }
}

/* Spearman's coefficient. */
static double rank_correlation(const double *a, const double *b, size_t n)
{
    double x[TILES_MAX], y[TILES_MAX];
    double mean = ((double)n + 1) / 2, xy = 0, xx = 0, yy = 0;

    rank(a, n, x);
    rank(b, n, y);
    for (size_t i = 0; i < n; i++) {
        xy += (x[i] - mean) * (y[i] - mean);
        xx += (x[i] - mean) * (x[i] - mean);
        yy += (y[i] - mean) * (y[i] - mean);
    }
    return xy / sqrt(xx * yy);
}

/* The north to Thanh Hóa, the centre to Ninh Thuận and the highlands, the
 * south: where the country bends, east is not always further right. */
static unsigned region(const struct point *p)
{
    if (p->north > 19.5)
        return 0;
    return p->north > 12.2 || p->east > 107.6 ? 1 : 2;
}

static void test_places(void **state)
{
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        const struct tile_map *m = &tile_maps[k];
        double south[TILES_MAX], rows[TILES_MAX];
        double east[3][TILES_MAX], columns[3][TILES_MAX];
        size_t n[3] = { 0, 0, 0 };
        for (size_t i = 0; i < m->count; i++) {
            struct point p = point_of(m, &m->tiles[i]);
            unsigned r = region(&p);
            south[i] = -p.north;
            rows[i] = p.row;
            east[r][n[r]] = p.east;
            columns[r][n[r]++] = p.column;
        }
        double down = rank_correlation(south, rows, m->count);
        if (down < 0.98)
            fail_msg("map %zu: rows %.3f", k, down);
        for (unsigned r = 0; r < 3; r++) {
            double right = rank_correlation(east[r], columns[r], n[r]);
            if (right < 0.85)
                fail_msg("map %zu region %u: columns %.3f", k, r, right);
        }
    }
}

/* Kilometres, near enough for a country. */
static double apart(const struct point *a, const struct point *b)
{
    double north = (a->north - b->north) * 111;
    double east = (a->east - b->east) * 106;

    return sqrt(north * north + east * east);
}

/* Tiles side by side are provinces near each other, and no province is alone
 * but at a corner. */
static void test_neighbours(void **state)
{
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        const struct tile_map *m = &tile_maps[k];
        for (size_t i = 0; i < m->count; i++) {
            struct point a = point_of(m, &m->tiles[i]);
            size_t touching = 0;
            for (size_t j = 0; j < m->count; j++) {
                struct point b = point_of(m, &m->tiles[j]);
                double rows = fabs(a.row - b.row);
                double columns = fabs(a.column - b.column);
                if (i == j || rows > 1 || columns > 1)
                    continue;
                touching++;
                if (rows + columns == 1 && apart(&a, &b) > 240)
                    fail_msg("%s and %s: %.0f km", m->tiles[i].code,
                             m->tiles[j].code, apart(&a, &b));
            }
            assert_true(touching > 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_picture),
        cmocka_unit_test(test_every_province_once),
        cmocka_unit_test(test_letters),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_neighbours),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
