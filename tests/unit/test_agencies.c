/* test_agencies.c - cvd_agency_of_number(): who issues documents of a
 * symbol. */
#include "analyzers/agencies.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct cvd_entities entities;

enum {
    C = CVD_AGENCY_CENTRAL, P = CVD_AGENCY_PROVINCE,
    D = CVD_AGENCY_DISTRICT, W = CVD_AGENCY_COMMUNE
};

static void test_agency_of_number(void **state)
{
    static const struct {
        const char *number, *name;
        unsigned levels;
    } cases[] = {
        { "30/2020/NĐ-CP", "Chính phủ", C },
        { "28/CT-TTg", "Thủ tướng Chính phủ", C },
        { "202/2025/QH15", "Quốc hội", C },
        { "10/2014/UBTVQH13", "Ủy ban Thường vụ Quốc hội", C },
        { "407/NQ-UBTVQH13", "Ủy ban Thường vụ Quốc hội", C },
        { "51/2024/TT-BTNMT", "Bộ Tài nguyên và Môi trường", C },
        { "8151/BNV-CCHC", "Bộ Nội vụ", C },
        { "12-CT/TW", "Trung ương Đảng", C },
        { "36/CT-TW", "Trung ương Đảng", C },
        { "37-KH/TU", "Tỉnh ủy", P },
        { "15-CV/HU", "Huyện ủy", D },
        { "853-CV/BTGTU", "Ban Tuyên giáo Tỉnh ủy", P },
        { "119/QĐ-UBND", "Ủy ban nhân dân", P | D | W },
        { "3682/UBND-KGVXNV", "Ủy ban nhân dân", P | D | W },
        { "1189/SNV-LĐVL&TN", "Sở Nội vụ", P },
        { "107/TTr-SGD&ĐT", "Sở Giáo dục và Đào tạo", P },
        { "409/TTr-CAT(PC04)", "Công an tỉnh", P },
        { "367-QĐ/TWĐTN-VP", "Trung ương Đoàn TNCS Hồ Chí Minh", C },
        { "02/2011/TTLT-VPCP-BNV", "Văn phòng Chính phủ", C },
        { "503/QĐ-UB", "Ủy ban nhân dân", P | D | W },
        /* two readings: the order of the number decides */
        { "12-KL/BCT", "Bộ Chính trị", C },
        { "12/QĐ-BCT", "Bộ Công Thương", C },
        { "02-CV/BTC", "Ban Tổ chức", C | P | D | W },
        { "02/TT-BTC", "Bộ Tài chính", C },
        { "12/KH-XYZK", NULL, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(cvd_entities_find(cvd_str_from(cases[i].number),
                                           true, &entities), CVD_OK);
        assert_int_equal(entities.number_count, 1);
        const struct cvd_agency *a =
            cvd_agency_of_number(&entities.numbers[0]);
        if (!a != !cases[i].name ||
            (a && (strcmp(a->name, cases[i].name) != 0 ||
                   a->levels != cases[i].levels)))
            fail_msg("%s gave %s", cases[i].number, a ? a->name : "none");
    }
}

static void test_blank_number(void **state)
{
    struct cvd_number party = { .symbol = "KL/BCT", .type = "KL" };
    struct cvd_number of_state = { .symbol = "QĐ-BCT", .type = "QĐ" };
    struct cvd_number type_only = { .symbol = "QĐ", .type = "QĐ" };

    (void)state;
    assert_string_equal(cvd_agency_of_number(&party)->name, "Bộ Chính trị");
    assert_string_equal(cvd_agency_of_number(&of_state)->name,
                        "Bộ Công Thương");
    assert_null(cvd_agency_of_number(&type_only));
}

static void test_by_abbreviation(void **state)
{
    static const struct { const char *in, *name; } cases[] = {
        { "UBND", "Ủy ban nhân dân" }, { "ubnd", "Ủy ban nhân dân" },
        { "HĐND", "Hội đồng nhân dân" }, { "HDND", "Hội đồng nhân dân" },
        { " BNV ", "Bộ Nội vụ" }, { "BGDĐT", "Bộ Giáo dục và Đào tạo" },
        { "BGD&ĐT", "Bộ Giáo dục và Đào tạo" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct cvd_agency *a =
            cvd_agency_by_abbreviation(cvd_str_from(cases[i].in));
        if (!a || strcmp(a->name, cases[i].name) != 0)
            fail_msg("%s gave %s", cases[i].in, a ? a->name : "none");
    }
    assert_null(cvd_agency_by_abbreviation(cvd_str_from("")));
    assert_null(cvd_agency_by_abbreviation(cvd_str_from("XYZK")));
    assert_null(cvd_agency_by_abbreviation(
        cvd_str_from("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ")));
}

/* What has two readings says so. */
static void test_table(void **state)
{
    (void)state;
    assert_true(cvd_agency_count() > 100);
    for (size_t i = 0; i < cvd_agency_count(); i++) {
        const struct cvd_agency *a = cvd_agency(i);

        assert_true(*a->abbreviation && *a->name && a->levels);
        assert_null(strpbrk(a->name, "/("));
        for (size_t k = 0; k < i; k++)
            if (strcmp(cvd_agency(k)->abbreviation, a->abbreviation) == 0)
                assert_true(a->ambiguous && cvd_agency(k)->ambiguous);
    }
}

static int release(void **state)
{
    (void)state;
    cvd_entities_release(&entities);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agency_of_number),
        cmocka_unit_test(test_blank_number),
        cmocka_unit_test(test_by_abbreviation),
        cmocka_unit_test(test_table),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
