/* test_search.c - the query language on a small index: what is found, in
 * which order, and what is marked. */
#include "tests/unit/searcher_support.h"

#include "search/search.h"

static const struct sample docs[] = {
    { "duong-sat", "Tuyến đường sắt đi qua tỉnh", NULL, "2020-01-02",
      "cong-van" },
    { "duong-tinh", "Xét nghiệm dương tính ở xã", NULL, "2021-03", NULL },
    { "duong-cong", "Công ty đương nhiệm và đường bộ", NULL, NULL, NULL },
    { "hang-viet", "Người Việt Nam ưu tiên dùng hàng Việt Nam",
      "277-KH/BCĐ", "2023-08-08", "ke-hoach" },
    { "hang-viet-khong-dau", "nguoi Viet Nam uu tien dung hang Viet Nam",
      NULL, "2019", NULL },
    { "nam-moi", "Chúc mừng năm mới, nắm tình hình năm học", NULL,
      "2024-01-01", NULL },
    { "phuong-nam", "Miền nam phương nam", NULL, "2022-05-05", NULL },
    { "hoa-binh", "Tỉnh Hoà Bình yêu hoà bình", NULL, NULL, NULL },
    { "hoa-binh-cu", "Tỉnh Hòa Bình yêu chuộng", NULL, NULL, NULL },
    { "viet-bai", "Viết bài về Việt Nam", NULL, NULL, NULL },
    { "dan", "Thực hiện Kế hoạch số 277-KH/BCĐ ngày 08/8/2023", NULL,
      "2023-09-01", NULL },
    { "ocop", "Sản phẩm OCOP và tuyên truyền chống Covid", NULL, NULL,
      NULL },
    { "ocop2", "\n Sản phẩm OCOP, tuyển dụng \n", NULL, NULL, NULL },
    { "đuong-go-sai", "Con đuong dài", NULL, NULL, NULL },
    { "html", "Chữ <b>đậm</b> & \"nháy\" của hàng hóa", NULL, NULL, NULL },
};

static int open_index(void **state)
{
    return open_samples(state, docs, sizeof docs / sizeof *docs, 5);
}

/* Ids of an answer joined by spaces; sorted when order does not matter. */
static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void ids_of(const struct cvd_result *r, bool sorted, char *out,
                   size_t size)
{
    char *ids[64];

    for (size_t i = 0; i < r->count; i++)
        ids[i] = strndup(r->hits[i].doc.id.ptr, r->hits[i].doc.id.len);
    if (sorted)
        qsort(ids, r->count, sizeof *ids, by_text);
    out[0] = '\0';
    for (size_t i = 0; i < r->count; i++) {
        size_t n = strlen(out);
        (void)snprintf(out + n, size - n, "%s%s", i ? " " : "", ids[i]);
        free(ids[i]);
    }
}

static struct cvd_result search(const char *query, unsigned limit)
{
    struct cvd_err err = { 0 };
    struct cvd_request r = { .query = cvd_str_from(query), .limit = limit };
    struct cvd_result res = { 0 };

    assert_ok(cvd_search(searcher, &r, &res, &err));
    return res;
}

/* A limit of 1 keeps "less than a page" from adding what only bears some of
 * the words; `total` then counts what the query itself finds. */
static const struct {
    const char *query, *want; /* ids, sorted */
} found_cases[] = {
    { "đuong", "duong-cong duong-sat đuong-go-sai" },
    { "=duong", "" },
    { "duong", "duong-cong duong-sat duong-tinh đuong-go-sai" },
    { "dương", "duong-tinh" },
    { "~dương", "duong-cong duong-sat duong-tinh đuong-go-sai" },
    { "viêt", "hang-viet viet-bai" },
    { "hòa bình", "hoa-binh hoa-binh-cu" },
    { "hoà bình", "hoa-binh hoa-binh-cu" },
    { "\"hoà bình\"", "hoa-binh hoa-binh-cu" },
    { "hoa\u0300 bi\u0300nh", "hoa-binh hoa-binh-cu" },
    { "nam", "hang-viet hang-viet-khong-dau nam-moi phuong-nam viet-bai" },
    { "=nam", "hang-viet hang-viet-khong-dau phuong-nam viet-bai" },
    { "nắm", "nam-moi" },
    { "\"ưu tiên dùng hàng Việt Nam\"", "hang-viet" },
    { "\"uu tien dung hang viet nam\"", "hang-viet hang-viet-khong-dau" },
    { "\"hàng Nam\"", "" },
    { "+OCOP -Covid", "ocop2" },
    { "OCOP NOT Covid", "ocop2" },
    { "OCOP AND Covid", "ocop" },
    { "Covid OR phương", "ocop phuong-nam" },
    { "(Covid OR phương) AND nam", "phuong-nam" },
    { "tuyên*", "ocop" },
    { "tuyê*", "duong-sat ocop ocop2" },
    { "tuye*", "duong-sat ocop ocop2" },
    { "=tuyên*", "ocop" },
    { "277-KH/BCĐ", "dan hang-viet" },
    { "277-kh/bcd", "dan hang-viet" },
    { "loại:ke-hoach", "hang-viet" },
    { "loại:\"kế hoạch\"", "hang-viet" },
    { "năm mới", "nam-moi" },
    { "từ:2024", "nam-moi" },
    { "đến:2019", "hang-viet-khong-dau" },
};

static void test_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof found_cases / sizeof *found_cases; i++) {
        char got[1024];
        struct cvd_result one = search(found_cases[i].query, 1);
        struct cvd_result all = search(found_cases[i].query,
                                       (unsigned)one.total);
        ids_of(&all, true, got, sizeof got);
        if (strcmp(got, found_cases[i].want) != 0)
            fail_msg("%s: got '%s', want '%s'", found_cases[i].query, got,
                     found_cases[i].want);
        cvd_result_release(&one);
        cvd_result_release(&all);
    }
}

static const struct {
    const char *query, *want; /* ids, in order */
    unsigned limit;
} order_cases[] = {
    /* exactly as typed first, always */
    { "nam", "phuong-nam", 1 },
    { "viet", "hang-viet-khong-dau", 1 },
    { "\"uu tien dung\"", "hang-viet-khong-dau hang-viet", 2 },
    { "277-KH/BCĐ", "hang-viet dan", 2 },
    /* as typed, then bearing the marks typed, then the rest */
    { "~đuong", "đuong-go-sai duong-cong duong-sat duong-tinh", 4 },
    { "đuong", "đuong-go-sai duong-cong duong-sat", 3 },
};

static void test_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof order_cases / sizeof *order_cases; i++) {
        char got[1024];
        struct cvd_result r = search(order_cases[i].query,
                                     order_cases[i].limit);
        ids_of(&r, false, got, sizeof got);
        if (strcmp(got, order_cases[i].want) != 0)
            fail_msg("%s: got '%s', want '%s'", order_cases[i].query, got,
                     order_cases[i].want);
        cvd_result_release(&r);
    }
}

static const struct {
    const char *query, *id, *want; /* the snippet */
} mark_cases[] = {
    { "=hàng", "html",
      "Chữ &lt;b&gt;đậm&lt;/b&gt; &amp; &quot;nháy&quot; của "
      "<mark>hàng</mark> hóa" },
    { "dam", "html",
      "Chữ &lt;b&gt;<mark>đậm</mark>&lt;/b&gt; &amp; &quot;nháy&quot; của "
      "hàng hóa" },
    { "đuong", "duong-cong",
      "Công ty <mark>đương</mark> nhiệm và <mark>đường</mark> bộ" },
    { "\"yêu hòa bình\"", "hoa-binh",
      "Tỉnh Hoà Bình <mark>yêu hoà bình</mark>" },
    /* typed the other way round than it stands */
    { "KH 277", "dan",
      "Thực hiện Kế hoạch số <mark>277-KH</mark>/BCĐ ngày 08/8/2023" },
    /* white space at either end is nothing left out */
    { "tuyển", "ocop2", "Sản phẩm OCOP, <mark>tuyển</mark> dụng" },
};

static void test_marks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mark_cases / sizeof *mark_cases; i++) {
        struct cvd_result r = search(mark_cases[i].query, 10);
        const char *got = NULL;
        for (size_t k = 0; k < r.count; k++)
            if (cvd_str_equal(r.hits[k].doc.id,
                              cvd_str_from(mark_cases[i].id)))
                got = r.hits[k].snippet.ptr;

        assert_non_null(got);
        assert_string_equal(got, mark_cases[i].want);
        cvd_result_release(&r);
    }
}

static void test_widens_and_says_so(void **state)
{
    (void)state;
    struct cvd_result r = search("nghiểm", 5);

    assert_int_equal(r.total, 1);
    assert_int_equal(r.warning_count, 1);
    assert_non_null(strstr(r.warnings[0], "mọi cách viết dấu"));
    cvd_result_release(&r);

    r = search("phương bắc", 5);
    assert_int_equal(r.count, 1);
    assert_int_equal(r.warning_count, 1);
    assert_non_null(strstr(r.warnings[0], "một số từ"));
    assert_int_equal(r.whole, 0);
    cvd_result_release(&r);

    r = search("ocop covid", 5);
    assert_int_equal(r.total, 2);
    assert_int_equal(r.whole, 1);
    cvd_result_release(&r);

    r = search("+ocop +covid", 5);
    assert_int_equal(r.total, 1);
    assert_int_equal(r.whole, 1);
    cvd_result_release(&r);
}

static void test_never_a_syntax_error(void **state)
{
    static const char *const hostile[] = {
        "\"", "(", ")", "((", "a)", "AND", "OR x", "x AND", "NOT", "-", "+",
        "*", "a*", "\"x", "()", "số:", "số:\"", ":", "::", "- -", "=", "~",
        "((((((((((((((((((((((((((((((((((((((((x))))))))))))", "+-=~x",
        "\xE2\x80\x9Cx", "NOT NOT x", "(a OR", "từ:x", "\"\"", "-\"a b\"",
        "năm:2023 tỉnh:\"Ninh Thuận\"", "x -(y OR z)", "\t\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct cvd_result r = search(hostile[i], 3);
        assert_true(r.count <= 3);
        cvd_result_release(&r);
    }
    struct cvd_result r = search("(hàng hóa", 3);
    assert_int_equal(r.warning_count >= 1, 1);
    assert_non_null(strstr(r.warnings[0], "cú pháp"));
    assert_true(r.total > 0);
    cvd_result_release(&r);
}

static void test_refuses_what_is_out_of_range(void **state)
{
    struct cvd_err err;
    struct cvd_result r;
    struct cvd_request q = { .query = cvd_str_from("x"), .limit = 100000 };
    char *longest = malloc(9000);

    (void)state;
    assert_int_equal(cvd_search(searcher, &q, &r, &err), CVD_EUSAGE);
    q.limit = 1;
    q.from = cvd_str_from("hôm qua");
    assert_int_equal(cvd_search(searcher, &q, &r, &err), CVD_EUSAGE);
    q.from = cvd_str_from("");
    memset(longest, 'a', 9000);
    q.query = (struct cvd_str){ longest, 9000 };
    assert_int_equal(cvd_search(searcher, &q, &r, &err), CVD_ELIMIT);
    q.query = (struct cvd_str){ "\xff", 1 };
    assert_int_equal(cvd_search(searcher, &q, &r, &err), CVD_EUSAGE);
    free(longest);
}

static void test_pages_do_not_overlap(void **state)
{
    char seen[8][64];
    struct cvd_err err = { 0 };

    (void)state;
    struct cvd_result all = search("tỉnh OR nam OR hàng", 14);
    for (unsigned i = 0; i < all.count; i++) {
        struct cvd_request q = { .query =
                                     cvd_str_from("tỉnh OR nam OR hàng"),
                                 .limit = 1, .offset = i };
        struct cvd_result r = { 0 };
        assert_ok(cvd_search(searcher, &q, &r, &err));
        assert_int_equal(r.count, 1);
        assert_true(cvd_str_equal(r.hits[0].doc.id, all.hits[i].doc.id));
        cvd_result_release(&r);
    }
    assert_true(all.count > 4);
    (void)seen;
    cvd_result_release(&all);
}

static void test_sorts_by_date(void **state)
{
    char got[1024];
    struct cvd_err err = { 0 };
    struct cvd_request q = { .query = cvd_str_from("~nam"), .limit = 10,
                             .sort = CVD_SORT_NEWEST };
    struct cvd_result r = { 0 };

    (void)state;
    assert_ok(cvd_search(searcher, &q, &r, &err));
    ids_of(&r, false, got, sizeof got);
    assert_string_equal(got, "nam-moi hang-viet phuong-nam "
                             "hang-viet-khong-dau viet-bai");
    cvd_result_release(&r);
    q.sort = CVD_SORT_OLDEST;
    assert_ok(cvd_search(searcher, &q, &r, &err));
    ids_of(&r, false, got, sizeof got);
    assert_string_equal(got, "hang-viet-khong-dau phuong-nam hang-viet "
                             "nam-moi viet-bai");
    cvd_result_release(&r);
}

static void test_facets(void **state)
{
    static const enum cvd_field facets[] = { CVD_F_TYPE, CVD_F_YEAR };
    struct cvd_err err = { 0 };
    struct cvd_request q = { .query = cvd_str_from(""), .limit = 1,
                             .facets = facets, .facet_count = 2 };
    struct cvd_result r = { 0 };

    (void)state;
    assert_ok(cvd_search(searcher, &q, &r, &err));
    assert_int_equal(r.answer.facet_count, 2);
    assert_int_equal(r.answer.facets[0].count, 2);
    assert_true(cvd_str_equal(r.answer.facets[1].values[0].value,
                              cvd_str_from("2023")));
    assert_int_equal(r.answer.facets[1].values[0].count, 2);
    cvd_result_release(&r);
}

static void test_suggests(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_suggestion *s;
    size_t n;

    (void)state;
    assert_ok(cvd_suggest(searcher, cvd_str_from("hàng vi"), 5, &s, &n,
                          &err));
    assert_int_equal(n, 1);
    assert_string_equal(s[0].text.ptr, "hàng việt");
    cvd_suggestions_free(s, n);
    assert_ok(cvd_suggest(searcher, cvd_str_from("27"), 5, &s, &n, &err));
    assert_true(n >= 1);
    assert_string_equal(s[0].kind, "number");
    cvd_suggestions_free(s, n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_widens_and_says_so),
        cmocka_unit_test(test_never_a_syntax_error),
        cmocka_unit_test(test_refuses_what_is_out_of_range),
        cmocka_unit_test(test_pages_do_not_overlap),
        cmocka_unit_test(test_sorts_by_date),
        cmocka_unit_test(test_facets),
        cmocka_unit_test(test_suggests),
    };

    return cmocka_run_group_tests(tests, open_index, close_searcher);
}
