/* test_identity.c - one number is not one document: what tells documents of
 * one number apart. */
#include "tests/unit/support.h"

#include "analyzers/identity.h"

static struct cvd_seat seat_of(const char *province, unsigned era,
                               const char *district)
{
    struct cvd_seat s = { -1, -1, -1, false };

    s.province = cvd_province_by_slug(cvd_str_from(province), era);
    assert_true(s.province >= 0);
    for (size_t i = 0; district && i < cvd_place_count(); i++)
        if (cvd_place(i)->level == CVD_DISTRICT &&
            cvd_place(i)->province == s.province &&
            strcmp(cvd_place(i)->name, district) == 0)
            s.district = (int32_t)i;
    assert_true(!district || s.district >= 0);
    return s;
}

/* ---- of documents ---------------------------------------------------- */

static const struct {
    const char *number, *date, *province, *district, *want;
} document_cases[] = {
    { "37-KH/TU", "ngày 25/10/2021", "dak-lak", NULL,
      "37-kh-tu@2021-10-25@dak-lak" },
    { "37-KH/TU", NULL, "dak-lak", NULL, "37-kh-tu@-@dak-lak" },
    { "037-KH/TU", "tháng 10 năm 2021", NULL, NULL, "37-kh-tu@2021-10@-" },
    { "12-KH/HU", "ngày 05/3/2022", "ha-tinh", "Đức Thọ",
      "12-kh-hu@2022-03-05@ha-tinh/duc-tho" },
    { "30/2020/NĐ-CP", "ngày 05/3/2020", NULL, NULL,
      "30-2020-nd-cp@2020-03-05@tw" },
    /* a date of another year than the number's is a slip */
    { "14/2015/TT-BTC", "ngày 30/01/2025", NULL, NULL,
      "14-2015-tt-btc@-@tw" },
    { "14/2015/TT-BTC", "ngày 30/01/2015", NULL, NULL,
      "14-2015-tt-btc@2015-01-30@tw" },
    { "03-CT/TW", "ngày 19/5/2021", NULL, NULL, "3-ct-tw@2021-05-19@tw" },
    /* a central body's, whatever province its source gives */
    { "30/2020/NĐ-CP", NULL, "ha-noi", NULL, "30-2020-nd-cp@-@tw" },
    /* a figure of a contest's Ban Tổ chức, or the Bộ Tài chính */
    { "15/KH-BTC", NULL, "ha-noi", NULL, "15-kh-btc@-@ha-noi" },
};

static void test_document(void **state)
{
    (void)state;
    for (size_t i = 0;
         i < sizeof document_cases / sizeof *document_cases; i++) {
        struct cvd_entities n = { 0 }, d = { 0 };
        struct cvd_buf got = { 0 };
        struct cvd_seat seat;
        const char *province = document_cases[i].province;
        assert_int_equal(
            cvd_entities_find(cvd_str_from(document_cases[i].number), true,
                              &n), CVD_OK);
        assert_int_equal(n.number_count, 1);
        assert_int_equal(
            cvd_entities_find(cvd_str_from(document_cases[i].date), false,
                              &d), CVD_OK);
        if (province)
            seat = seat_of(province, CVD_ERA_BEFORE,
                           document_cases[i].district);
        assert_int_equal(
            cvd_identity_of_document(&n.numbers[0],
                                     d.date_count ? &d.dates[0] : NULL,
                                     province ? &seat : NULL, &got), CVD_OK);
        assert_string_equal(got.ptr, document_cases[i].want);
        cvd_buf_release(&got);
        cvd_entities_release(&n);
        cvd_entities_release(&d);
    }
}

static void test_blank_number_has_none(void **state)
{
    struct cvd_number n = { .symbol = "KH/TU" };
    struct cvd_reference r = { .number = n };
    struct cvd_buf got = { 0 };

    (void)state;
    assert_int_equal(cvd_identity_of_document(&n, NULL, NULL, &got), CVD_OK);
    assert_int_equal(
        cvd_identity_of_reference(cvd_str_from(""), &r, NULL, &got), CVD_OK);
    assert_int_equal(got.len, 0);
    cvd_buf_release(&got);
}

/* ---- of references --------------------------------------------------- */

/* `issuer` stands in the text, after the number and its date; NULL: none. */
static const struct {
    const char *text, *issuer;
    const char *province;    /* of the citing document; NULL: unknown */
    unsigned era;
    const char *district;
    const char *want;
} reference_cases[] = {
    /* the place that the issuer's name has */
    { "Kế hoạch số 37-KH/TU ngày 25/10/2021 của Tỉnh ủy Đắk Lắk",
      "Tỉnh ủy Đắk Lắk", "ha-tinh", CVD_ERA_BEFORE, NULL,
      "37-kh-tu@2021-10-25@dak-lak" },
    { "Kế hoạch số 12-KH/HU của Huyện ủy Đức Thọ", "Huyện ủy Đức Thọ", NULL,
      0, NULL, "12-kh-hu@-@ha-tinh/duc-tho" },
    /* the level that it names, of the citing document's own place */
    { "Kế hoạch số 37-KH/TU của Ban Thường vụ Tỉnh uỷ",
      "Ban Thường vụ Tỉnh uỷ", "dak-lak", CVD_ERA_BEFORE, NULL,
      "37-kh-tu@-@dak-lak" },
    { "Kế hoạch số 37-KH/TU của Tỉnh ủy", "Tỉnh ủy", "ha-tinh",
      CVD_ERA_BEFORE, "Đức Thọ", "37-kh-tu@-@ha-tinh" },
    { "Kế hoạch số 12-KH/HU của Huyện ủy", "Huyện ủy", "ha-tinh",
      CVD_ERA_BEFORE, "Đức Thọ", "12-kh-hu@-@ha-tinh/duc-tho" },
    { "Kế hoạch số 12-KH/HU của Huyện ủy", "Huyện ủy", "ha-tinh",
      CVD_ERA_BEFORE, NULL, "12-kh-hu@-@-" },
    { "Kế hoạch số 37-KH/TU của Tỉnh ủy", "Tỉnh ủy", NULL, 0, NULL,
      "37-kh-tu@-@-" },
    /* central bodies by their names and by the symbol */
    { "Chỉ thị số 03-CT/TW ngày 19/5/2021 của Ban Bí thư", "Ban Bí thư",
      "ha-tinh", CVD_ERA_BEFORE, NULL, "3-ct-tw@2021-05-19@tw" },
    { "Nghị định số 30/2020/NĐ-CP", NULL, "ha-tinh", CVD_ERA_BEFORE, NULL,
      "30-2020-nd-cp@-@tw" },
    { "Công văn số 5/LĐTBXH-TE của Bộ Lao động - Thương binh và Xã hội",
      "Bộ Lao động - Thương binh và Xã hội", "ha-tinh", CVD_ERA_BEFORE, NULL,
      "5-ldtbxh-te@-@tw" },
    /* by the symbol, of the citing document's own place */
    { "Kế hoạch số 37-KH/TU ngày 25/10/2021", NULL, "dak-lak",
      CVD_ERA_BEFORE, NULL, "37-kh-tu@2021-10-25@dak-lak" },
    { "Quyết định số 607/QĐ-UBND", NULL, "ha-tinh", CVD_ERA_BEFORE, NULL,
      "607-qd-ubnd@-@ha-tinh" },
    { "Quyết định số 607/QĐ-UBND", NULL, "ha-tinh", CVD_ERA_BEFORE,
      "Đức Thọ", "607-qd-ubnd@-@-" },
    /* Khánh Hòa of today was two provinces in 2021, and is one now */
    { "Kế hoạch số 37-KH/TU ngày 25/10/2021 của Tỉnh ủy", "Tỉnh ủy",
      "khanh-hoa", CVD_ERA_NOW, NULL, "37-kh-tu@2021-10-25@khanh-hoa+" },
    { "Kế hoạch số 7-KH/TU ngày 25/10/2025 của Tỉnh ủy", "Tỉnh ủy",
      "khanh-hoa", CVD_ERA_NOW, NULL, "7-kh-tu@2025-10-25@khanh-hoa" },
};

static void test_reference(void **state)
{
    (void)state;
    for (size_t i = 0;
         i < sizeof reference_cases / sizeof *reference_cases; i++) {
        const char *text = reference_cases[i].text;
        struct cvd_entities e = { 0 };
        struct cvd_reference r = { 0 };
        struct cvd_seat own = { -1, -1, -1, false };
        struct cvd_buf got = { 0 };
        assert_int_equal(cvd_entities_find(cvd_str_from(text), false, &e),
                         CVD_OK);
        assert_int_equal(e.number_count, 1);
        r.number = e.numbers[0];
        if (e.date_count)
            r.date = e.dates[0];
        if (reference_cases[i].issuer) {
            const char *at = strstr(text, reference_cases[i].issuer);
            assert_non_null(at);
            r.issuer_start = (uint32_t)(at - text);
            r.issuer_end = r.issuer_start +
                           (uint32_t)strlen(reference_cases[i].issuer);
        }
        if (reference_cases[i].province)
            own = seat_of(reference_cases[i].province,
                          reference_cases[i].era,
                          reference_cases[i].district);
        assert_int_equal(cvd_identity_of_reference(cvd_str_from(text), &r,
                                                   &own, &got), CVD_OK);
        if (strcmp(got.ptr, reference_cases[i].want) != 0)
            fail_msg("%s: got %s, want %s", text, got.ptr,
                     reference_cases[i].want);
        cvd_buf_release(&got);
        cvd_entities_release(&e);
    }
}

/* ---- taken apart ----------------------------------------------------- */

static void test_parse(void **state)
{
    static const char *const none[] = {
        "", "37-kh-tu", "37-kh-tu@2021", "@2021@dak-lak", "k@@dak-lak",
        "k@2021@", "k@21-10@dak-lak", "k@-@a@b", "k@2021-13@-",
    };
    struct cvd_identity id;

    (void)state;
    assert_true(cvd_identity_parse(
        cvd_str_from("12-kh-hu@2022-03@ha-tinh/duc-tho"), &id));
    assert_true(cvd_str_equal(id.key, cvd_str_from("12-kh-hu")));
    assert_true(cvd_str_equal(id.date, cvd_str_from("2022-03")));
    assert_true(cvd_str_equal(id.seat, cvd_str_from("ha-tinh/duc-tho")));
    assert_true(cvd_identity_parse(cvd_str_from("12-kh-hu@-@-"), &id));
    assert_int_equal(id.date.len, 0);
    assert_int_equal(id.seat.len, 0);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (cvd_identity_parse(cvd_str_from(none[i]), &id))
            fail_msg("'%s' is taken for an identity", none[i]);
}

/* ---- compared -------------------------------------------------------- */

static const struct {
    const char *a, *b;
    enum cvd_sameness want;
} compare_cases[] = {
    { "37-kh-tu@2021-10-25@dak-lak", "37-kh-tu@2021-10-25@dak-lak",
      CVD_SAME },
    { "37-kh-tu@2021-10-25@dak-lak", "37-kh-tu@2021-10-25@-", CVD_SAME },
    { "37-kh-tu@2021-10-25@-", "37-kh-tu@2021-10-25@-", CVD_SAME },
    { "37-kh-tu@2021-10-25@dak-lak", "37-kh-tu@2021-10-25@ha-tinh",
      CVD_DIFFERENT },
    { "37-kh-tu@2021-10-25@dak-lak", "38-kh-tu@2021-10-25@dak-lak",
      CVD_DIFFERENT },
    { "37-kh-tu@2021-10-25@dak-lak", "37-kh-tu@2021-10-26@dak-lak",
      CVD_DIFFERENT },
    { "37-kh-tu@2021@dak-lak", "37-kh-tu@2022-10-25@dak-lak",
      CVD_DIFFERENT },
    /* of a province, and of a district in it */
    { "7-kh-ubnd@-@ha-tinh", "7-kh-ubnd@-@ha-tinh/duc-tho", CVD_DIFFERENT },
    { "37-kh-tu@-@dak-lak", "37-kh-tu@2021-10-25@dak-lak", CVD_LIKELY },
    { "37-kh-tu@2021-10@-", "37-kh-tu@2021-10-25@dak-lak", CVD_LIKELY },
    { "37-kh-tu@2021@dak-lak", "37-kh-tu@2021-10-25@dak-lak", CVD_LIKELY },
    { "37-kh-tu@-@-", "37-kh-tu@2021-10-25@dak-lak", CVD_POSSIBLE },
    { "37-kh-tu@-@-", "37-kh-tu@-@-", CVD_POSSIBLE },
    { "37-kh-tu@2021-10-25@-", "37-kh-tu@-@dak-lak", CVD_POSSIBLE },
    /* one of the provinces that one of today was made of */
    { "37-kh-tu@-@khanh-hoa+", "37-kh-tu@2021-10-25@ninh-thuan",
      CVD_LIKELY },
    { "37-kh-tu@-@khanh-hoa+", "37-kh-tu@2021-06-18@khanh-hoa", CVD_LIKELY },
    { "37-kh-tu@-@khanh-hoa+", "37-kh-tu@-@khanh-hoa+", CVD_LIKELY },
    { "37-kh-tu@-@khanh-hoa+", "37-kh-tu@2021-12-01@ha-tinh",
      CVD_DIFFERENT },
    { "37-kh-tu@-@khanh-hoa+", "37-kh-tu@-@khanh-hoa/van-ninh",
      CVD_DIFFERENT },
    { "37-kh-tu@2021-10-25@khanh-hoa+", "37-kh-tu@2021-10-25@ninh-thuan",
      CVD_SAME },
    /* a number that has its year: one a year and issuer */
    { "30-2020-nd-cp@-@tw", "30-2020-nd-cp@2020-03-05@tw", CVD_SAME },
    { "30-2020-nd-cp@2020-03-06@tw", "30-2020-nd-cp@2020-03-05@tw",
      CVD_SAME },
    { "qcvn-1-2018-byt@-@tw", "qcvn-1-2018-byt@2018-12-14@tw", CVD_SAME },
    { "5-2021-qd-ubnd@2021@-", "5-2021-qd-ubnd@2021-02-01@ha-tinh",
      CVD_POSSIBLE },
    { "5-2021-qd-ubnd@2021-02@-", "5-2021-qd-ubnd@2021-02-01@ha-tinh",
      CVD_LIKELY },
    { "5-2021-qd-ubnd@-@dak-lak", "5-2021-qd-ubnd@-@ha-tinh",
      CVD_DIFFERENT },
    /* four figures of a running number are no year */
    { "2020-ubnd-kt@-@ha-tinh", "2020-ubnd-kt@2023-03-05@ha-tinh",
      CVD_LIKELY },
};

static void test_compare(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof compare_cases / sizeof *compare_cases;
         i++) {
        struct cvd_identity a, b;
        assert_true(
            cvd_identity_parse(cvd_str_from(compare_cases[i].a), &a));
        assert_true(
            cvd_identity_parse(cvd_str_from(compare_cases[i].b), &b));
        enum cvd_sameness one = cvd_identity_compare(&a, &b),
                          other = cvd_identity_compare(&b, &a);
        if (one != compare_cases[i].want || other != one)
            fail_msg("%s and %s: got %d and %d, want %d",
                     compare_cases[i].a, compare_cases[i].b, (int)one,
                     (int)other, (int)compare_cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_document),
        cmocka_unit_test(test_blank_number_has_none),
        cmocka_unit_test(test_reference),
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_compare),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
