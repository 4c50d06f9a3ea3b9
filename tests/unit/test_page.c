/* test_page.c - the page of a search: links say what they should, pages of
 * results add up; and the feed. */
#include "searchd/page/page.h"
#include "base/html.h"
#include "base/limits.h"
#include "tests/unit/markup_check.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const struct cvd_str nothing;

/* ---- escaping -------------------------------------------------------- */

static const struct { const char *in, *want; } escapes[] = {
    { "", "" },
    { "Số 12 & 13 < \"14\" 'x' >", "Số 12 &amp; 13 &lt; &quot;14&quot; "
                                   "&#39;x&#39; &gt;" },
    { "&lt;", "&amp;lt;" },
    { "a\tb\r\nc", "a\tb\r\nc" },
    { "a\x01\x1b\x7f" "b", "a\uFFFD\uFFFD\uFFFD" "b" },
    { "\xC2\x85", "\uFFFD" },                  /* NEL, of C1 */
    { "\xEF\xBF\xBE\xEF\xB7\x90", "\uFFFD\uFFFD" }, /* noncharacters */
    { "\xC3(\xF0\x9F", "\uFFFD(\uFFFD\uFFFD" }, /* no UTF-8 */
    { "\xC0\xBCscript>", "\uFFFD\uFFFDscript&gt;" }, /* '<', overlong */
    { "\u2028\u202E", "\u2028\u202E" },        /* text as any other */
};

static void test_html_is_escaped(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(escapes); i++) {
        struct cvd_buf out = { 0 };
        assert_int_equal(cvd_html_escape(cvd_str_from(escapes[i].in), &out),
                         CVD_OK);
        assert_string_equal(out.ptr ? out.ptr : "", escapes[i].want);
        cvd_buf_release(&out);
    }
}

/* ---- the search page ------------------------------------------------- */

/* What the page has that asks for `query` with two filters. */
static const char *const found_links[] = {
    /* the form keeps the filters */
    "<input type=\"hidden\" name=\"province\" value=\"ha-tinh\">",
    "<input type=\"hidden\" name=\"sort\" value=\"newest\">",
    "name=\"from\" size=\"10\"",
    "value=\"05/2021\">",
    /* a chip takes one off, a facet adds one */
    "<a href=\"/?q=h%C3%A0ng%20%26%20vi%E1%BB%87t&amp;type=ke-hoach&amp;"
    "from=2021-05&amp;sort=newest\"><span class=\"unseen\">Bỏ </span>Tỉnh: "
    "<bdi>Hà Tĩnh</bdi>",
    "data-value=\"2022\" href=\"/?q=h%C3%A0ng%20%26%20vi%E1%BB%87t&amp;"
    "province=ha-tinh&amp;type=ke-hoach&amp;year=2022&amp;from=2021-05&amp;"
    "sort=newest\">",
    "<a class=\"value\" data-field=\"province\" "
    "data-value=\"ha-tinh\" href=\"/?q=h%C3%A0ng%20%26%20vi%E1%BB%87t&amp;"
    "type=ke-hoach&amp;from=2021-05&amp;sort=newest\" "
    "aria-current=\"true\">",
    /* a result */
    "<a href=\"/documents/d%2F1.txt?q=h%C3%A0ng%20%26%20vi%E1%BB%87t&amp;"
    "province=ha-tinh&amp;type=ke-hoach&amp;from=2021-05&amp;sort=newest&amp;"
    "offset=20\"><bdi>Tên</bdi></a>",
    "<time datetime=\"2023-08\">08/2023</time>",
    "#cites\">viện dẫn 2 văn bản</a>",
    "#cited-by\">được 1.234 văn bản viện dẫn</a>",
    "khoảng 12.300 văn bản <span class=\"took\">1,3 ms</span>",
    "Có phải bạn muốn tìm: <a lang=\"vi\" href=\"/?q=h%C3%A0ng%20"
    "Vi%E1%BB%87t&amp;province=ha-tinh",
    "<a href=\"/?q=h%C3%A0ng%20%26%20vi%E1%BB%87t&amp;province=ha-tinh&amp;"
    "type=ke-hoach&amp;from=2021-05&amp;sort=newest&amp;offset=20&amp;"
    "lang=en\" lang=\"en\" hreflang=\"en\">English</a>",
};

static void test_search_page(void **state)
{
    struct page page = { .documents = 1 };
    struct cvd_filter filters[] = {
        { CVD_F_PROVINCE, cvd_str_from("ha-tinh") },
        { CVD_F_TYPE, cvd_str_from("ke-hoach") },
    };
    struct cvd_request q = {
        .query = cvd_str_from("hàng & việt"), .filters = filters,
        .filter_count = 2, .from = cvd_str_from("2021-05"),
        .sort = CVD_SORT_NEWEST, .limit = PAGE_HITS, .offset = 20
    };
    struct cvd_hit hit = { .doc = { .id = cvd_str_from("d/1.txt"),
                                    .title = cvd_str_from("Tên") },
                           .cited_by = 1234 };
    struct cvd_facet_value province = { cvd_str_from("ha-tinh"), 5 };
    struct cvd_facet_value year = { cvd_str_from("2022"), 3 };
    struct cvd_facet facets[] = { { CVD_F_PROVINCE, &province, 1 },
                                  { CVD_F_YEAR, &year, 1 } };
    struct cvd_str labels[] = { cvd_str_from("Hà Tĩnh"),
                                cvd_str_from("2022") };
    char meant[] = "hàng Việt";
    struct cvd_result r = {
        .hits = &hit, .count = 1, .total = 12345, .took_ms = 1.26,
        .labels = labels, .suggestion = { meant, sizeof meant - 1, 0 },
        .answer = { .facets = facets, .facet_count = 2 }
    };
    struct page_found found = { .result = &r };
    struct cvd_buf out = { 0 };

    (void)state;
    (void)cvd_doc_add_value(&hit.doc, CVD_F_DATE, cvd_str_from("2023-08"));
    (void)cvd_doc_add_value(&hit.doc, CVD_F_CITES, cvd_str_from("1-KH"));
    (void)cvd_doc_add_value(&hit.doc, CVD_F_CITES, cvd_str_from("2-KH"));
    assert_int_equal(page_search(&page, &q, &found, &out), CVD_OK);
    check_html(&out);
    for (size_t i = 0; i < LENGTH(found_links); i++)
        if (!strstr(out.ptr, found_links[i]))
            fail_msg("no %s", found_links[i]);
    cvd_buf_clear(&out);
    r.total = 6;
    r.whole = 2;
    r.total_is_exact = true;
    assert_int_equal(page_search(&page, &q, &found, &out), CVD_OK);
    assert_non_null(strstr(out.ptr, "2 văn bản <span class=\"some-words\">"
                                    "và 4 chỉ có một số từ</span>"));
    cvd_doc_release(&hit.doc);
    cvd_buf_release(&out);
}

/* Ways out of an empty answer: each with what it finds, the nearest first. */
static const char *const way_links[] = {
    "<p class=\"meant\">Có phải bạn muốn tìm: <a href=\"/?q=m%C3%A2m&amp;"
    "province=ha-tinh&amp;province=nghe-an&amp;from=2023\">"
    "<span lang=\"vi\"><bdi>mâm</bdi></span></a> "
    "<span class=\"count\">1.200 văn bản</span></p>",
    "<li><a href=\"/references/9-KH%2FTU\">Xem trang của số hiệu "
    "<bdi>9-KH/TU</bdi></a> <span class=\"count\">chưa có trong kho, "
    "3 văn bản viện dẫn</span></li>",
    "Mở rộng thời gian: <time datetime=\"2018\">2018</time>–"
    "<time datetime=\"2028\">2028</time></a> <span class=\"count\">khoảng "
    "2.000 văn bản",
    "<li><a href=\"/?q=%2Bn\">Bỏ giới hạn thời gian</a>",
    "Bỏ bộ lọc Tỉnh: <bdi>Hà Tĩnh</bdi>, <bdi>Nghệ An</bdi></a>",
    "<li><a href=\"/?q=n\">Bỏ <span class=\"piece\" lang=\"vi\"><bdi>+&lt;a"
    "</bdi></span></a>",
};

static void test_ways_out(void **state)
{
    struct page page = { 0 };
    struct cvd_filter filters[] = {
        { CVD_F_PROVINCE, cvd_str_from("ha-tinh") },
        { CVD_F_PROVINCE, cvd_str_from("nghe-an") },
    };
    struct cvd_request q = { .query = cvd_str_from("+n"), .filters = filters,
                             .filter_count = 2, .limit = PAGE_HITS,
                             .from = cvd_str_from("2023") };
    struct cvd_result r = { .total_is_exact = true };
    struct page_ways ways = { .count = 5, .citers = 3,
                              .number = cvd_str_from("9-KH/TU") };
    struct page_found found = { .result = &r, .ways = &ways };
    struct cvd_buf out = { 0 };
    const char *at;

    (void)state;
    for (size_t i = 0; i < ways.count; i++)
        ways.list[i] = (struct page_way){ .request = q, .total = 1200,
                                          .total_is_exact = true };
    ways.list[0].kind = PAGE_WAY_MEANT;
    ways.list[0].request.query = cvd_str_from("mâm");
    ways.list[1].kind = PAGE_WAY_TIME;
    ways.list[1].total = 2000;
    ways.list[1].total_is_exact = false;
    ways.list[1].request.from = cvd_str_from("2018");
    ways.list[1].request.to = cvd_str_from("2028");
    ways.list[2].kind = PAGE_WAY_TIME;
    ways.list[2].request.from = nothing;
    ways.list[2].request.filter_count = 0;
    ways.list[3].kind = PAGE_WAY_FIELD;
    ways.list[3].field = CVD_F_PROVINCE;
    ways.list[4].kind = PAGE_WAY_LESS;
    ways.list[4].piece = cvd_str_from("+<a");
    ways.list[4].request = (struct cvd_request){
        .query = cvd_str_from("n"), .limit = PAGE_HITS };
    assert_int_equal(page_search(&page, &q, &found, &out), CVD_OK);
    check_html(&out);
    at = out.ptr;
    for (size_t i = 0; i < LENGTH(way_links); i++) {
        at = strstr(at, way_links[i]);
        if (!at)
            fail_msg("no %s", way_links[i]);
    }
    cvd_buf_release(&out);
}

/* What was understood, and where its links lead: "q" is what is asked. */
static const char *const understood_links[] = {
    "<p id=\"understood\" class=\"lead-in\">Hiểu là</p>",
    "<span class=\"field\">Tỉnh: </span><span><bdi>Ninh Thuận</bdi></span> "
    "<span class=\"now\">(cũ, nay thuộc <bdi>Khánh Hòa</bdi>)</span></span>"
    "<a class=\"quote\" href=\"/?q=%22ninh%20thu%E1%BA%ADn%22%20%3Ca&amp;"
    "type=ke-hoach\" title=\"Tìm đúng chữ: ninh thuận\">",
    "<a class=\"drop\" href=\"/?q=%3Ca&amp;type=ke-hoach\">"
    "<span class=\"unseen\">Bỏ <bdi>ninh thuận</bdi></span>",
    "<p id=\"active\" class=\"lead-in\">Đang lọc</p>",
};

static void test_understood(void **state)
{
    char query[] = "ninh thuận <a";
    struct page page = { 0 };
    struct cvd_filter filter = { CVD_F_TYPE, cvd_str_from("ke-hoach") };
    struct cvd_request q = { .query = cvd_str_from(query), .limit = PAGE_HITS,
                             .filters = &filter, .filter_count = 1 };
    struct cvd_reading reading = {
        .field = CVD_F_PROVINCE, .value = cvd_str_from("ninh-thuan"),
        .label = cvd_str_from("Ninh Thuận"), .start = 0,
        .end = strlen("ninh thuận"),
    };
    struct cvd_result r = { .query = { query, sizeof query - 1, 0 },
                            .readings = { .list = &reading, .count = 1 } };
    struct page_found found = { .result = &r };
    struct cvd_buf out = { 0 };
    const char *at;

    (void)state;
    assert_int_equal(page_search(&page, &q, &found, &out), CVD_OK);
    check_html(&out);
    at = out.ptr;
    for (size_t i = 0; i < LENGTH(understood_links); i++) {
        at = strstr(at, understood_links[i]);
        if (!at)
            fail_msg("no %s", understood_links[i]);
    }
    assert_null(strstr(out.ptr, "<a>"));
    cvd_buf_release(&out);
}

/* What a search that cannot be read is told, by its parameters. */
static const struct { const char *target, *says, *english; } bad[] = {
    { "/?q=a&from=32/13/2020", "Ngày phải có trong lịch",
      "A date is one of the calendar" },
    { "/?to=x&limit=10", "Ngày phải có trong lịch", NULL },
    { "/?q=a&limit=1001", "Số kết quả hoặc vị trí", "The limit or offset" },
    { "/?offset=-1", "Số kết quả hoặc vị trí", NULL },
    { "/?q=a&year=23", "Năm được viết bằng bốn chữ số", NULL },
    { "/?q=a&sort=x", "<p class=\"hint\" lang=\"en\">why", "<p>why" },
    { "/documents/x", "<p>why", "<p>why" },
};

static void test_bad_searches(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(bad); i++)
        for (int english = 0; english < 2; english++) {
            struct uri uri = { .param_count = 0 };
            struct page page = { .uri = &uri,
                                 .lang = english ? PAGE_EN : PAGE_VI };
            struct cvd_buf out = { 0 };
            const char *want = english ? bad[i].english : bad[i].says;
            struct cvd_err err;
            assert_int_equal(uri_read(&uri, bad[i].target, &err), CVD_OK);
            assert_int_equal(page_error(&page, 400, NULL, "why", &out),
                             CVD_OK);
            check_html(&out);
            if (want && !strstr(out.ptr, want))
                fail_msg("%s: no %s", bad[i].target, want);
            assert_true((strstr(out.ptr, "?q=a&amp;lang") != NULL ||
                         strstr(out.ptr, "\"/?q=a\"") != NULL) ==
                        (strstr(bad[i].target, "q=a") != NULL));
            cvd_buf_release(&out);
            uri_release(&uri);
        }
}

/* ---- pages of results ------------------------------------------------ */

static const struct {
    unsigned offset, limit;
    uint64_t total;
    bool exact;
    const char *want; /* as a reader sees it, blanks between; "": none */
} paging[] = {
    { 0, 10, 7, true, "" },
    { 0, 10, 10, true, "" },
    { 0, 0, 100, true, "" },
    { 0, 10, 11, true, "1 2 Trang sau →" },
    { 10, 10, 11, true, "← Trang trước 1 2" },
    { 0, 10, 95, true, "1 2 3 … 10 Trang sau →" },
    { 50, 10, 115, true, "← Trang trước 1 … 4 5 6 7 8 … 12 Trang sau →" },
    { 30, 10, 70, true, "← Trang trước 1 2 3 4 5 6 7 Trang sau →" },
    { 15, 10, 31, true, "← Trang trước 1 2 3 4 Trang sau →" },
    { 5, 10, 12, true, "1 2 Trang sau →" },
    { 0, 10, 54321, false, "1 2 3 … Trang sau →" },
    { CVD_OFFSET_MAX, 10, 5000000, false,
      "← Trang trước 1 … 9.999 10.000 10.001" },
    { CVD_OFFSET_MAX, 10, 5000000, true,
      "← Trang trước 1 … 9.999 10.000 10.001" },
    { CVD_OFFSET_MAX - 20, 10, 5000000, false,
      "← Trang trước 1 … 9.997 9.998 9.999 10.000 10.001 Trang sau →" },
    { 0, 1000, 2001, true, "1 2 3 Trang sau →" },
};

/* `text` with runs of white space as one blank, and none at its ends, nor the
 * word for a page that is for screen readers. */
static void tidy(const struct cvd_buf *text, struct cvd_buf *out)
{
    static const char unseen[] = "Trang ";

    for (const char *p = text->ptr; p && *p; p++) {
        bool blank = *p == ' ' || *p == '\n';
        if (strncmp(p, unseen, strlen(unseen)) == 0 &&
            p[strlen(unseen)] >= '0' && p[strlen(unseen)] <= '9')
            p += strlen(unseen) - 1;
        else if (!blank)
            assert_int_equal(cvd_buf_add_char(out, *p), CVD_OK);
        else if (out->len && out->ptr[out->len - 1] != ' ')
            assert_int_equal(cvd_buf_add_char(out, ' '), CVD_OK);
    }
    while (out->len && out->ptr[out->len - 1] == ' ')
        out->ptr[--out->len] = '\0';
}

static void test_pages(void **state)
{
    static const char nav[] = "<nav id=\"pages\"";
    struct page page = { 0 };
    struct cvd_hit hit = { .doc = { .id = cvd_str_from("a") } };
    struct cvd_str label;

    (void)state;
    for (size_t i = 0; i < LENGTH(paging); i++) {
        struct cvd_request q = { .query = cvd_str_from("a"),
                                 .offset = paging[i].offset,
                                 .limit = paging[i].limit };
        struct cvd_result r = { .hits = &hit, .count = paging[i].limit > 0,
                                .total = paging[i].total, .labels = &label,
                                .total_is_exact = paging[i].exact };
        struct page_found found = { .result = &r };
        struct cvd_buf out = { 0 }, seen = { 0 }, got = { 0 };
        assert_int_equal(page_search(&page, &q, &found, &out), CVD_OK);
        check_html(&out);
        if (strstr(out.ptr, nav))
            seen_text(&out, "aria-label=\"Trang kết quả\">", "</nav>",
                      &seen);
        tidy(&seen, &got);
        assert_string_equal(got.ptr ? got.ptr : "", paging[i].want);
        assert_null(strstr(out.ptr, "offset=100010"));
        cvd_buf_release(&got);
        cvd_buf_release(&seen);
        cvd_buf_release(&out);
    }
}

/* A request is not written again for each of many results. */
static void test_page_of_a_long_request_is_not_long(void **state)
{
    enum { HITS = 1000, MOST = 2 * 1024 * 1024 };
    static struct cvd_hit hits[HITS];
    static char query[CVD_QUERY_BYTES_MAX];
    struct page page = { 0 };
    struct cvd_request q = { .query = { query, sizeof query },
                             .limit = HITS };
    struct cvd_str label;
    struct cvd_result r = { .hits = hits, .count = HITS, .total = HITS,
                            .labels = &label };
    struct page_found found = { .result = &r };
    struct cvd_doc doc = { .id = cvd_str_from("a") };
    struct cvd_buf out = { 0 };

    (void)state;
    memset(query, '%', sizeof query);
    for (int i = 0; i < 3; i++)
        (void)cvd_doc_add_value(&doc, CVD_F_CAMPAIGN, cvd_str_from("c"));
    for (size_t i = 0; i < HITS; i++)
        hits[i].doc = doc;
    assert_int_equal(page_search(&page, &q, &found, &out), CVD_OK);
    assert_true(out.len < MOST);
    cvd_doc_release(&doc);
    cvd_buf_release(&out);
}

/* ---- the feed -------------------------------------------------------- */

static void test_feed(void **state)
{
    struct page page = { .origin = cvd_str_from("http://h:1") };
    struct cvd_request q = { .query = cvd_str_from("a&b"),
                             .limit = PAGE_HITS };
    struct cvd_hit hits[] = {
        { .doc = { .id = cvd_str_from("x/1"), .title = cvd_str_from("<T>") } },
        { .doc = { .id = cvd_str_from("2") } },
    };
    struct cvd_result r = { .hits = hits, .count = 2, .total = 2 };
    struct cvd_buf out = { 0 };
    static const char *const want[] = {
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"vi\">\n"
        "<id>http://h:1/feed.atom?q=a%26b</id>\n",
        "<updated>2023-08-01T00:00:00+07:00</updated>\n<author>",
        "<link rel=\"alternate\" type=\"text/html\" "
        "href=\"http://h:1/documents/x%2F1\"/>",
        "<title>&lt;T&gt;</title>",
        "<summary type=\"html\">&lt;mark&gt;a&lt;/mark&gt; &amp;lt;</summary>",
        "<updated>1970-01-01T00:00:00+07:00</updated>",
    };

    (void)state;
    page.every_copy = true; /* as a feed is asked for of old */
    (void)cvd_doc_add_value(&hits[0].doc, CVD_F_DATE,
                            cvd_str_from("2023-08"));
    (void)cvd_buf_add_text(&hits[0].snippet, "<mark>a</mark> &lt;");
    assert_int_equal(page_feed(&page, &q, &r, &out), CVD_OK);
    check_xml(&out);
    for (size_t i = 0; i < LENGTH(want); i++)
        if (!strstr(out.ptr, want[i]))
            fail_msg("no %s", want[i]);
    cvd_buf_clear(&out);
    page.origin = nothing;
    assert_int_equal(page_feed(&page, &q, &r, &out), CVD_OK);
    assert_non_null(strstr(out.ptr, "<id>tag:cvdsearch,2025:/documents/2"));
    cvd_doc_release(&hits[0].doc);
    cvd_buf_release(&hits[0].snippet);
    cvd_buf_release(&out);
}

static void test_style_is_there(void **state)
{
    (void)state;
    assert_non_null(strstr(page_style, "prefers-color-scheme: dark"));
    assert_non_null(strstr(page_style, ".words"));
    assert_null(strstr(page_style, "url("));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_html_is_escaped),
        cmocka_unit_test(test_search_page),
        cmocka_unit_test(test_ways_out),
        cmocka_unit_test(test_understood),
        cmocka_unit_test(test_bad_searches),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_page_of_a_long_request_is_not_long),
        cmocka_unit_test(test_feed),
        cmocka_unit_test(test_style_is_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
