/* test_places.c - places.h: the lists, what became of each place, and
 * the value of a filter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The number of the place of that level and era, or -1. */
static int32_t place(unsigned level, unsigned era, const char *name)
{
    for (size_t i = 0; i < cvd_place_count(); i++) {
        const struct cvd_place *p = cvd_place(i);
        if (p->level == level && p->era == era && strcmp(p->name, name) == 0)
            return (int32_t)i;
    }
    return -1;
}

static int32_t province(unsigned era, const char *name)
{
    return place(CVD_PROVINCE, era, name);
}

static const char *province_name(int32_t i)
{
    return i < 0 ? "-" : cvd_place((size_t)i)->name;
}

/* ---- the lists ------------------------------------------------------- */

static void test_counts(void **state)
{
    size_t count[3][5] = { { 0 } };

    (void)state;
    for (size_t i = 0; i < cvd_place_count(); i++) {
        const struct cvd_place *p = cvd_place(i);
        assert_true(p->level <= CVD_COMMUNE);
        assert_true(p->era == CVD_ERA_BEFORE || p->era == CVD_ERA_NOW ||
                    p->era == CVD_ERA_HISTORIC);
        count[p->level][p->era]++;
    }
    assert_int_equal(count[CVD_PROVINCE][CVD_ERA_BEFORE], 63);
    assert_int_equal(count[CVD_PROVINCE][CVD_ERA_NOW], 34);
    assert_int_equal(count[CVD_PROVINCE][CVD_ERA_HISTORIC], 22);
    assert_int_equal(count[CVD_DISTRICT][CVD_ERA_BEFORE], 696);
    assert_int_equal(count[CVD_DISTRICT][CVD_ERA_HISTORIC], 56);
    assert_int_equal(count[CVD_DISTRICT][CVD_ERA_NOW], 0);
    assert_int_equal(count[CVD_COMMUNE][CVD_ERA_BEFORE], 10035);
    assert_int_equal(count[CVD_COMMUNE][CVD_ERA_NOW], 3321);
}

static void test_superiors(void **state)
{
    (void)state;
    for (size_t i = 0; i < cvd_place_count(); i++) {
        const struct cvd_place *p = cvd_place(i);
        const struct cvd_place *above = cvd_place((size_t)p->province);
        assert_int_equal(above->level, CVD_PROVINCE);
        if (p->level == CVD_PROVINCE)
            assert_int_equal(p->province, i);
        else
            assert_int_equal(above->era, p->era == CVD_ERA_NOW
                                             ? CVD_ERA_NOW : CVD_ERA_BEFORE);
        assert_int_equal(p->slug != NULL, p->level == CVD_PROVINCE);
        if (p->level == CVD_COMMUNE && p->era == CVD_ERA_BEFORE)
            assert_int_equal(cvd_place((size_t)p->district)->province,
                             p->province);
        else
            assert_int_equal(p->district, -1);
    }
}

static void test_one_district(void **state)
{
    int32_t i = place(CVD_DISTRICT, CVD_ERA_BEFORE, "Đức Thọ");
    const struct cvd_place *p = cvd_place((size_t)i);

    (void)state;
    assert_string_equal(p->kind, "huyện");
    assert_string_equal(p->code, "440");
    assert_string_equal(province_name(p->province), "Hà Tĩnh");
    assert_string_equal(cvd_place((size_t)p->province)->slug, "ha-tinh");
}

static void test_now(void **state)
{
    static const struct { const char *was, *now; } cases[] = {
        { "Ninh Thuận", "Khánh Hòa" }, { "Khánh Hòa", "Khánh Hòa" },
        { "Yên Bái", "Lào Cai" },      { "Hà Nội", "Hà Nội" },
        { "Thừa Thiên Huế", "Huế" },   { "Quảng Nam", "Đà Nẵng" },
        { "Bình Định", "Gia Lai" },    { "Long An", "Tây Ninh" },
    };
    static const struct { const char *historic, *now; } older[] = {
        { "Hà Tây", "Hà Nội" },   { "Nam Hà", "Ninh Bình" },
        { "Hà Bắc", "Bắc Ninh" }, { "Hà Sơn Bình", "-" },
        { "Sông Bé", "-" },       { "Cửu Long", "Vĩnh Long" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t now = cvd_province_now(province(CVD_ERA_BEFORE,
                                                cases[i].was));
        assert_string_equal(province_name(now), cases[i].now);
        assert_int_equal(cvd_place((size_t)now)->era, CVD_ERA_NOW);
        assert_int_equal(cvd_province_now(now), now);
    }
    for (size_t i = 0; i < sizeof older / sizeof *older; i++) {
        int32_t now = cvd_province_now(province(CVD_ERA_HISTORIC,
                                                older[i].historic));
        assert_string_equal(province_name(now), older[i].now);
    }
    assert_int_equal(cvd_province_now(-1), -1);
    assert_int_equal(cvd_province_now(1 << 30), -1);
    assert_int_equal(cvd_province_now(place(CVD_DISTRICT, CVD_ERA_BEFORE,
                                            "Đức Thọ")), -1);
}

static void join_provinces(const int32_t *p, size_t n, char *out)
{
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        if (i)
            strcat(out, ", ");
        strcat(out, province_name(p[i]));
    }
}

static void test_was(void **state)
{
    static const struct { unsigned era; const char *name, *was; } cases[] = {
        { CVD_ERA_NOW, "Khánh Hòa", "Khánh Hòa, Ninh Thuận" },
        { CVD_ERA_NOW, "Hồ Chí Minh",
          "Bình Dương, Bà Rịa - Vũng Tàu, Hồ Chí Minh" },
        { CVD_ERA_NOW, "Cao Bằng", "Cao Bằng" },
        { CVD_ERA_BEFORE, "Ninh Thuận", "Ninh Thuận" },
        { CVD_ERA_HISTORIC, "Hà Bắc", "Bắc Giang, Bắc Ninh" },
    };
    int32_t out[8];
    char got[500];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = cvd_province_was(province(cases[i].era, cases[i].name),
                                    out, 8);
        join_provinces(out, n, got);
        assert_string_equal(got, cases[i].was);
    }
    assert_int_equal(cvd_province_was(province(CVD_ERA_NOW, "Khánh Hòa"),
                                      out, 1), 1);
    assert_int_equal(cvd_province_was(0, out, 0), 0);
    assert_int_equal(cvd_province_was(-1, out, 8), 0);
    assert_int_equal(cvd_province_was(5000, out, 8), 0);
}

/* Every province of before lies in exactly one of today's. */
static void test_was_and_now_agree(void **state)
{
    size_t total = 0;

    (void)state;
    for (size_t i = 0; i < cvd_place_count(); i++) {
        int32_t out[8];
        if (cvd_place(i)->level != CVD_PROVINCE ||
            cvd_place(i)->era != CVD_ERA_NOW)
            continue;
        size_t n = cvd_province_was((int32_t)i, out, 8);
        assert_in_range(n, 1, 3);
        for (size_t k = 0; k < n; k++)
            assert_int_equal(cvd_province_now(out[k]), i);
        total += n;
    }
    assert_int_equal(total, 63);
}

static void test_commune_was(void **state)
{
    static const struct { const char *name, *was; } cases[] = {
        { "Phù Mỹ Bắc", "Bình Định" },
        { "Xà Phiên", "Hậu Giang, Sóc Trăng" },
        { "Côn Đảo", "Bà Rịa - Vũng Tàu" },
        { "Hoàng Sa", "Đà Nẵng" },
    };
    int32_t out[8];
    char got[500];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = cvd_commune_was(place(CVD_COMMUNE, CVD_ERA_NOW,
                                         cases[i].name), out, 8);
        join_provinces(out, n, got);
        assert_string_equal(got, cases[i].was);
    }
    assert_int_equal(cvd_commune_was(0, out, 8), 0);
    assert_int_equal(cvd_commune_was(-1, out, 8), 0);
    for (size_t i = 0; i < cvd_place_count(); i++) {
        const struct cvd_place *p = cvd_place(i);
        size_t n = cvd_commune_was((int32_t)i, out, 8);
        assert_int_equal(n > 0, p->level == CVD_COMMUNE &&
                                    p->era == CVD_ERA_NOW);
        for (size_t k = 0; k < n; k++)
            assert_int_equal(cvd_province_now(out[k]), p->province);
    }
}

static void test_by_slug(void **state)
{
    static const struct {
        const char *slug;
        unsigned eras, era;
        const char *name;
    } cases[] = {
        { "khanh-hoa", 7, CVD_ERA_BEFORE, "Khánh Hòa" },
        { "khanh-hoa", CVD_ERA_NOW, CVD_ERA_NOW, "Khánh Hòa" },
        { "hue", 7, CVD_ERA_NOW, "Huế" },
        { "thua-thien-hue", 7, CVD_ERA_BEFORE, "Thừa Thiên Huế" },
        { "ba-ria-vung-tau", 7, CVD_ERA_BEFORE, "Bà Rịa - Vũng Tàu" },
        { "ha-tay", 7, CVD_ERA_HISTORIC, "Hà Tây" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(cvd_province_by_slug(cvd_str_from(cases[i].slug),
                                              cases[i].eras),
                         province(cases[i].era, cases[i].name));
    assert_int_equal(cvd_province_by_slug(cvd_str_from("hue"),
                                          CVD_ERA_BEFORE), -1);
    assert_int_equal(cvd_province_by_slug(cvd_str_from("duc-tho"), 7), -1);
    assert_int_equal(cvd_province_by_slug(cvd_str_from(""), 7), -1);
    assert_int_equal(cvd_province_by_slug(cvd_str_from("ha-noi"), 0), -1);
}

/* ---- the value of a filter ------------------------------------------- */

static char era_letter(unsigned era)
{
    return era == CVD_ERA_BEFORE ? 'b' : era == CVD_ERA_NOW ? 'n' : 'h';
}

static void test_provinces_named(void **state)
{
    static const struct { const char *value, *want; } cases[] = {
        { "Ninh Thuận", "Ninh Thuận b" },
        { "ninh thuan", "Ninh Thuận b" },
        { "NINH THUẬN", "Ninh Thuận b" },
        { "  ninh-thuan ", "Ninh Thuận b" },
        { "tỉnh Ninh Thuận", "Ninh Thuận b" },
        { "58", "Ninh Thuận b" },
        { "15", "Yên Bái b; Lào Cai n" },
        { "10", "Lào Cai b" },
        { "99", "" },
        { "Khánh Hòa", "Khánh Hòa b; Khánh Hòa n" },
        { "Khánh Hoà", "Khánh Hòa b; Khánh Hòa n" },
        { "khanh-hoa", "Khánh Hòa b; Khánh Hòa n" },
        { "Đắc Lắc", "Đắk Lắk b; Đắk Lắk n" },
        { "ĐĂK LĂK", "Đắk Lắk b; Đắk Lắk n" },
        { "Daklak", "Đắk Lắk b; Đắk Lắk n" },
        { "Bắc Cạn", "Bắc Kạn b" },
        { "TP.HCM", "Hồ Chí Minh b; Hồ Chí Minh n" },
        { "tphcm", "Hồ Chí Minh b; Hồ Chí Minh n" },
        { "Tp Hồ Chí Minh", "Hồ Chí Minh b; Hồ Chí Minh n" },
        { "thành phố hồ chí minh", "Hồ Chí Minh b; Hồ Chí Minh n" },
        { "Sài Gòn", "Hồ Chí Minh b; Hồ Chí Minh n" },
        { "Thủ đô Hà Nội", "Hà Nội b; Hà Nội n" },
        { "Thừa Thiên - Huế", "Thừa Thiên Huế b" },
        { "TT-Huế", "Thừa Thiên Huế b" },
        { "Huế", "Thừa Thiên Huế b; Huế n" },
        { "thành phố Huế", "Thừa Thiên Huế b; Huế n" },
        { "BR-VT", "Bà Rịa - Vũng Tàu b" },
        { "Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu b" },
        { "Hà Tây", "Hà Tây h" },
        { "Gia Lai - Kon Tum", "Gia Lai - Kon Tum h" },
        { "HT", "Hà Tĩnh b; Hà Tĩnh n" },
        { "LC", "Lào Cai b; Lai Châu b; Lai Châu n; Lào Cai n" },
        /* the whole value, and the right marks */
        { "Ninh Thuận và Bình Thuận", "" },
        { "Quảng Nam, Đà Nẵng", "" },
        { "Hà Tỉnh", "" },
        { "Hả Nội", "" },
        { "Đức Thọ", "" },
        { "tỉnh", "" },
        { "", "" },
        { "   ", "" },
        { "-", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t out[8];
        char got[500] = "";
        size_t at = 0;
        size_t n = cvd_provinces_named(cvd_str_from(cases[i].value), out, 8);
        for (size_t k = 0; k < n; k++)
            at += (size_t)snprintf(got + at, sizeof got - at, "%s%s %c",
                                   k ? "; " : "", province_name(out[k]),
                                   era_letter(cvd_place((size_t)out[k])
                                                  ->era));
        if (strcmp(got, cases[i].want) != 0)
            fail_msg("'%s' gave '%s', not '%s'", cases[i].value, got,
                     cases[i].want);
    }
    int32_t one[1];
    assert_int_equal(cvd_provinces_named(cvd_str_from("15"), one, 1), 1);
    assert_int_equal(cvd_provinces_named(cvd_str_from("Huế"), one, 1), 1);
    assert_int_equal(cvd_provinces_named(cvd_str_from("Huế"), one, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_superiors),
        cmocka_unit_test(test_one_district),
        cmocka_unit_test(test_now),
        cmocka_unit_test(test_was),
        cmocka_unit_test(test_was_and_now_agree),
        cmocka_unit_test(test_commune_was),
        cmocka_unit_test(test_by_slug),
        cmocka_unit_test(test_provinces_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
