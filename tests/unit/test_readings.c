/* test_readings.c - where a query says what was read in it, and the query
 * without that. */
#include "tests/unit/searcher_support.h"

#include "search/reword.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* ---- a query without a piece ------------------------------------------ */

/* The piece stands between braces. */
static const struct { const char *query, *want; } cuts[] = {
    { "{a}", "" },
    { "{a} b", "b" },
    { "a {b}", "a" },
    { "a  {b}  c", "a c" },
    { "a, {b}, c", "a,, c" },
    { "a, {b}", "a" },
    { "{a}, b", "b" },
    /* operators that have nothing to join */
    { "{a} OR b", "b" },
    { "a OR {b}", "a" },
    { "a OR {b} OR c", "a OR c" },
    { "a AND {b} c", "a AND c" },
    { "a {b} AND c", "a AND c" },
    { "{a} b OR c", "b OR c" },
    { "({a} OR b) c", "(b) c" },
    { "(a OR {b}) c", "(a) c" },
    { "({a}) c", "c" },
    { "c +(({a}))", "c" },
    { "c AND ({a})", "c" },
    { "({a}) OR c", "c" },
    { "(a {b})", "(a)" },
    { "({a} b)", "(b)" },
    { "a OR({b})", "a" },
    /* no operators */
    { "FOR {b}", "FOR" },
    { "{a} ORAN b", "ORAN b" },
    { "or {b}", "or" },
    { "\"x\"{a}\"y\"", "\"x\" \"y\"" },
};

static void a_piece_is_taken_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(cuts); i++) {
        struct cvd_buf query = { 0 }, out = { 0 };
        const char *open = strchr(cuts[i].query, '{');
        const char *close = strchr(cuts[i].query, '}');
        size_t start = (size_t)(open - cuts[i].query);
        size_t end = (size_t)(close - cuts[i].query) - 1;
        assert_int_equal(cvd_buf_printf(&query, "%.*s%.*s%s", (int)start,
                                        cuts[i].query, (int)(end - start),
                                        open + 1, close + 1), CVD_OK);
        assert_int_equal(cvd_query_without(cvd_buf_str(&query), start, end,
                                           &out), CVD_OK);
        if (strcmp(out.ptr ? out.ptr : "", cuts[i].want) != 0)
            fail_msg("'%s' becomes '%s', not '%s'", cuts[i].query, out.ptr,
                     cuts[i].want);
        cvd_buf_release(&out);
        cvd_buf_release(&query);
    }
}

/* ---- readings -------------------------------------------------------- */

static int open_index(void **state)
{
    return open_samples(state, NULL, 0, 1);
}

static struct cvd_result find(const char *query)
{
    struct cvd_request r = { .query = cvd_str_from(query) };
    struct cvd_result res = { 0 };
    struct cvd_err err = { 0 };

    assert_ok(cvd_search(searcher, &r, &res, &err));
    return res;
}

/* Each as "field=label[what says it]", "!" before a field's. */
static const struct { const char *query, *want; } places[] = {
    { "kế hoạch 277 ocop ninh thuận năm 2023",
      "type=Kế hoạch[kế hoạch] number=277[277] "
      "campaign=Mỗi xã một sản phẩm[ocop] province=Ninh Thuận[ninh thuận] "
      "year=2023[năm 2023]" },
    { "nước mắm", "" },
    { "số 277 tỉnh Hà Tĩnh", "number=277[số 277] "
                             "province=Hà Tĩnh[tỉnh Hà Tĩnh]" },
    { "muối 277-KH/BCĐ", "number=277-KH/BCĐ[277-KH/BCĐ]" },
    { "số +277-kh/bcđ", "number=277-kh/bcđ[số +277-kh/bcđ]" },
    { "ke hoach so 277-kh/bcd",
      "type=Kế hoạch[ke hoach] number=277-kh/bcd[so 277-kh/bcd]" },
    { "KH 277 muối", "number=KH 277[KH 277]" },
    { "muối tỉnh:\"Ninh Thuận\"",
      "!province=Ninh Thuận[tỉnh:\"Ninh Thuận\"]" },
    { "muối +tỉnh:“Ninh Thuận” cá",
      "!province=Ninh Thuận[+tỉnh:“Ninh Thuận”]" },
    { "tỉnh:=ninh-thuan", "!province=Ninh Thuận[tỉnh:=ninh-thuan]" },
    { "(năm:2022 OR năm:2023) loại:KH",
      "!year=2022[năm:2022] !year=2023[năm:2023] !type=Kế hoạch[loại:KH]" },
    { "-tỉnh:\"Hà Nội\" NOT loại:KH", "" },
    { "từ:2023 đến:2024", "" },
    { "huyện Đức Thọ", "district=duc-tho[huyện Đức Thọ]" },
    { "hà tĩnh và Hà Tĩnh", "province=Hà Tĩnh[hà tĩnh] "
                            "province=Hà Tĩnh[Hà Tĩnh]" },
    { "số:277-KH/BCĐ", "!number=277-KH/BCĐ[số:277-KH/BCĐ]" },
    { "(ninh thuận", "province=Ninh Thuận[ninh thuận]" }, /* plain words */
};

static void readings_say_where(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(places); i++) {
        struct cvd_result r = find(places[i].query);
        struct cvd_buf got = { 0 };
        assert_int_equal(cvd_buf_add_text(&got, ""), CVD_OK);
        for (size_t k = 0; k < r.readings.count; k++) {
            const struct cvd_reading *one = &r.readings.list[k];
            assert_true(one->start < one->end && one->end <= r.query.len);
            assert_int_equal(
                cvd_buf_printf(&got, "%s%s%s=%.*s[%.*s]", k ? " " : "",
                               one->by_field ? "!" : "",
                               cvd_fields[one->field].name,
                               (int)one->label.len, one->label.ptr,
                               (int)(one->end - one->start),
                               r.query.ptr + one->start), CVD_OK);
        }
        if (strcmp(got.ptr ? got.ptr : "", places[i].want) != 0)
            fail_msg("'%s' says '%s', not '%s'", places[i].query, got.ptr,
                     places[i].want);
        cvd_buf_release(&got);
        cvd_result_release(&r);
    }
}

/* What is left without the k-th reading, and with it in quotation marks. */
static const struct {
    const char *query;
    size_t k;
    const char *without, *quoted; /* quoted NULL: a field is not */
} rewritten[] = {
    { "kế hoạch 277 ocop ninh thuận 2023", 3, "kế hoạch 277 ocop 2023",
      "kế hoạch 277 ocop \"ninh thuận\" 2023" },
    { "kế hoạch 277 ocop", 0, "số 277 ocop", "\"kế hoạch\" 277 ocop" },
    { "kế hoạch 277 ocop", 1, "kế hoạch ocop", "kế hoạch \"277\" ocop" },
    { "kế hoạch số 277", 0, "số 277", "\"kế hoạch\" số 277" },
    { "kế hoạch 277-KH/BCĐ", 0, "277-KH/BCĐ", "\"kế hoạch\" 277-KH/BCĐ" },
    { "muối +277-KH/BCĐ", 0, "muối", "muối \"277-KH/BCĐ\"" },
    { "muối tỉnh:\"Ninh Thuận\" cá", 0, "muối cá", NULL },
    { "(năm:2022 OR năm:2023) cá", 1, "(năm:2022) cá", NULL },
    { "ninh thuận OR hà tĩnh", 0, "hà tĩnh", "\"ninh thuận\" OR hà tĩnh" },
};

static void readings_are_dropped_and_quoted(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(rewritten); i++) {
        struct cvd_result r = find(rewritten[i].query);
        struct cvd_buf out = { 0 };
        assert_true(rewritten[i].k < r.readings.count);
        assert_int_equal(cvd_reading_drop(&r, rewritten[i].k, &out), CVD_OK);
        assert_string_equal(out.ptr, rewritten[i].without);
        cvd_buf_clear(&out);
        if (rewritten[i].quoted) {
            assert_int_equal(cvd_reading_quote(&r, rewritten[i].k, &out),
                             CVD_OK);
            assert_string_equal(out.ptr, rewritten[i].quoted);
        }
        cvd_buf_release(&out);
        cvd_result_release(&r);
    }
}

/* Quoted, the words name nothing any more, and the others what they did. */
static void what_is_quoted_names_nothing(void **state)
{
    struct cvd_result r = find("ocop ninh thuận 2023");
    struct cvd_buf out = { 0 };

    (void)state;
    assert_int_equal(r.readings.count, 3);
    assert_int_equal(cvd_reading_quote(&r, 1, &out), CVD_OK);
    struct cvd_result quoted = find(out.ptr);
    assert_int_equal(quoted.readings.count, 2);
    assert_int_equal(quoted.readings.list[0].field, CVD_F_CAMPAIGN);
    assert_int_equal(quoted.readings.list[1].field, CVD_F_YEAR);
    cvd_result_release(&quoted);
    cvd_result_release(&r);
    cvd_buf_release(&out);
}

/* Whatever is typed, each reading is a piece of the query, and the query
 * without it can be asked. */
static void any_query_can_be_rewritten(void **state)
{
    static const char *const queries[] = {
        "", " ", "((((", "))))", "AND", "OR OR ninh thuận OR", "\"", "“",
        "tỉnh:", "tỉnh:\"", "tỉnh:\"\"", "+-=~", "+tỉnh:“a", "a:b:c",
        "=tỉnh:=\"Hà Tĩnh\"x", "tỉnh:a)ninh thuận(", "số số 277 số",
        "KH 277KH 277", "NOT NOT tỉnh:a", "277-KH/BCĐ277-KH/BCĐ",
        "kế hoạch  277", "(ninh thuận)", "ninh\tthuận\n2023", ",;,",
        "ninh thuận,", "\xC2\xA0ninh thuận", "năm 2023 năm 2023 năm 2023",
    };

    (void)state;
    for (size_t i = 0; i < LENGTH(queries); i++) {
        struct cvd_result r = find(queries[i]);
        for (size_t k = 0; k < r.readings.count; k++) {
            const struct cvd_reading *one = &r.readings.list[k];
            struct cvd_buf out = { 0 };
            assert_true(one->start < one->end && one->end <= r.query.len);
            assert_int_equal(cvd_reading_drop(&r, k, &out), CVD_OK);
            assert_true(out.len < r.query.len);
            struct cvd_result less = find(out.ptr ? out.ptr : "");
            assert_true(less.readings.count < r.readings.count);
            cvd_result_release(&less);
            cvd_buf_clear(&out);
            assert_int_equal(cvd_reading_quote(&r, k, &out), CVD_OK);
            cvd_buf_release(&out);
        }
        cvd_result_release(&r);
    }
}

/* ---- provinces, warnings ----------------------------------------------- */

static void provinces_that_are_no_more(void **state)
{
    static const struct {
        const char *value;
        bool gone;
        const char *now;
    } cases[] = {
        { "ninh-thuan", true, "Khánh Hòa" }, { "Ninh Thuận", true,
                                               "Khánh Hòa" },
        { "=ninh-thuan", true, "Khánh Hòa" },
        { "khanh-hoa", false, "" },  { "ha-tinh", false, "" },
        { "không-có", false, "" },   { "", false, "" },
    };

    (void)state;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct cvd_str now;
        bool gone = cvd_province_is_gone(cvd_str_from(cases[i].value), &now);
        assert_int_equal(gone, cases[i].gone);
        assert_true(cvd_str_equal(now, cvd_str_from(cases[i].now)));
    }
}

static void warnings_have_english(void **state)
{
    struct cvd_result r = find("(muối tỉnh:abcxyz");
    struct cvd_result unknown = find("tỉnh:abcxyz a*");

    (void)state;
    assert_true(r.warning_count > 0 && unknown.warning_count > 1);
    for (size_t i = 0; i < r.warning_count; i++)
        assert_non_null(cvd_warning_english(r.warnings[i]));
    for (size_t i = 0; i < unknown.warning_count; i++)
        assert_non_null(cvd_warning_english(unknown.warnings[i]));
    assert_string_equal(cvd_warning_english(r.warnings[0]),
                        "The query cannot be parsed, so it was searched as "
                        "plain words.");
    assert_null(cvd_warning_english("unknown parameters: x"));
    cvd_result_release(&unknown);
    cvd_result_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_piece_is_taken_out),
        cmocka_unit_test(readings_say_where),
        cmocka_unit_test(readings_are_dropped_and_quoted),
        cmocka_unit_test(what_is_quoted_names_nothing),
        cmocka_unit_test(any_query_can_be_rewritten),
        cmocka_unit_test(provinces_that_are_no_more),
        cmocka_unit_test(warnings_have_english),
    };

    return cmocka_run_group_tests(tests, open_index, close_searcher);
}
