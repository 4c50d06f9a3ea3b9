/* test_page.c - the pages of the daemon: links say what they should, the text
 * of a document stays as it is, pages of results add up. */
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

/* ---- references in a text -------------------------------------------- */

static const char text_of_points[] = "Căn cứ Kế hoạch số 37-KH/TU & <b> Đ";

/* Offsets no analyzer gives; each pair is a reference. */
static const struct {
    struct { int64_t start, end; } of[4];
    unsigned links; /* of them in the text */
} offsets[] = {
    { { { 7, 27 } }, 1 },
    { { { 0, 35 } }, 1 },                       /* all of it */
    { { { 0, 36 } }, 0 },                       /* beyond it */
    { { { 34, 35 }, { 35, 36 } }, 1 },
    { { { 7, 27 }, { 16, 27 }, { 27, 29 } }, 2 }, /* one on the other */
    { { { 20, 27 }, { 7, 15 } }, 1 },           /* not in order */
    { { { 9, 9 }, { 12, 7 }, { -3, 4 } }, 0 },
    { { { INT64_MAX - 1, INT64_MAX }, { INT64_MIN, INT64_MAX } }, 0 },
    { { { 1, 2 }, { 2, 3 }, { 3, 4 }, { 4, 5 } }, 4 },
};

static unsigned count_of(const char *text, const char *what)
{
    unsigned n = 0;

    for (const char *p = strstr(text, what); p; p = strstr(p + 1, what))
        n++;
    return n;
}

static void test_references_leave_the_text_as_it_is(void **state)
{
    struct page page = { 0 };
    struct cvd_doc doc = { .id = cvd_str_from("a/b.txt"),
                           .text = cvd_str_from(text_of_points) };

    (void)state;
    for (size_t i = 0; i < LENGTH(offsets); i++) {
        struct cvd_citation list[4] = { 0 };
        struct cvd_citations cites = { .list = list, .count = 4 };
        struct cvd_buf out = { 0 }, seen = { 0 };
        for (size_t k = 0; k < 4; k++) {
            list[k].in_text = true;
            list[k].number = cvd_str_from("37-KH/TU");
            list[k].start = offsets[i].of[k].start;
            list[k].end = offsets[i].of[k].end;
        }
        assert_int_equal(page_document(&page, &doc, &cites, NULL, &out),
                         CVD_OK);
        check_html(&out);
        seen_text(&out, "<div id=\"words\" class=\"words\" dir=\"auto\">",
                  "</div>", &seen);
        assert_string_equal(seen.ptr, text_of_points);
        assert_int_equal(count_of(out.ptr, "class=\"ref "),
                         offsets[i].links);
        cvd_buf_release(&seen);
        cvd_buf_release(&out);
    }
}

static void test_references_lead_where_they_should(void **state)
{
    struct page page = { .lang = PAGE_EN };
    struct cvd_doc doc = { .id = cvd_str_from("x"),
                           .text = cvd_str_from("abcdefghij") };
    struct cvd_held held[] = {
        { .id = cvd_str_from("tinh/kh 37.txt"), .title = cvd_str_from("T") },
        { .id = cvd_str_from("b"), .title = cvd_str_from("B") },
    };
    struct cvd_str number = cvd_str_from("37-KH/TU");
    struct cvd_citation list[] = {
        { .in_text = true, .start = 0, .end = 1, .number = number,
          .resolution = CVD_R_EXACT, .held_count = 1 },
        { .in_text = true, .start = 1, .end = 2, .number = number,
          .resolution = CVD_R_ABSENT },
        { .in_text = true, .start = 2, .end = 3, .number = number,
          .resolution = CVD_R_AMBIGUOUS, .held_count = 2 },
        { .in_text = true, .start = 3, .end = 4,
          .resolution = CVD_R_ABSENT },
        { .in_text = true, .start = 4, .end = 5, .again = true,
          .resolution = CVD_R_ABSENT },
    };
    struct cvd_citations cites = { .list = list, .count = LENGTH(list),
                                   .held = held, .held_count = 2 };
    static const char *const want[] = {
        "data-start=\"0\" data-end=\"1\" "
        "href=\"/documents/tinh%2Fkh%2037.txt?lang=en\" title=\"T\">a</a>",
        "data-start=\"1\" data-end=\"2\" "
        "href=\"/references/37-KH%2FTU?lang=en\" "
        "title=\"not in the archive\">b</a>",
        "href=\"/references/37-KH%2FTU?lang=en\">c</a>",
        "href=\"#cite-4\" title=\"not in the archive\">d</a>",
        "href=\"#cites\" title=\"not in the archive\">e</a>fghij</div>",
    };
    struct cvd_buf out = { 0 };

    (void)state;
    assert_int_equal(page_document(&page, &doc, &cites, NULL, &out), CVD_OK);
    check_html(&out);
    for (size_t i = 0; i < LENGTH(want); i++)
        if (!strstr(out.ptr, want[i]))
            fail_msg("no %s", want[i]);
    cvd_buf_release(&out);
}

/* ---- the search page ------------------------------------------------- */

/* What the page has that asks for `query` with two filters. */
static const char *const found_links[] = {
    /* the form keeps the filters */
    "<input type=\"hidden\" name=\"province\" value=\"ha-tinh\">",
    "<input type=\"hidden\" name=\"sort\" value=\"newest\">",
    "name=\"from\" size=\"10\"",
    "value=\"2021-05\">",
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
    "<a href=\"/documents/d%2F1.txt?q=h%C3%A0ng%20%26%20vi%E1%BB%87t\">"
    "<bdi>Tên</bdi></a>",
    "<time datetime=\"2023-08\">08/2023</time>",
    "#cites\">dẫn 2 văn bản</a>",
    "#cited-by\">1.234 văn bản dẫn</a>",
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
    struct cvd_buf out = { 0 };

    (void)state;
    (void)cvd_doc_add_value(&hit.doc, CVD_F_DATE, cvd_str_from("2023-08"));
    (void)cvd_doc_add_value(&hit.doc, CVD_F_CITES, cvd_str_from("1-KH"));
    (void)cvd_doc_add_value(&hit.doc, CVD_F_CITES, cvd_str_from("2-KH"));
    assert_int_equal(page_search(&page, &q, &r, &out), CVD_OK);
    check_html(&out);
    for (size_t i = 0; i < LENGTH(found_links); i++)
        if (!strstr(out.ptr, found_links[i]))
            fail_msg("no %s", found_links[i]);
    cvd_doc_release(&hit.doc);
    cvd_buf_release(&out);
}

/* Ways out of an empty answer, by query: the text of the link and where it
 * leads; NULL: there is none of that text. */
static const struct { const char *query, *text, *leads; } ways[] = {
    { "\"hàng Việt\" nam", "không cần đứng liền",
      "/?q=h%C3%A0ng%20Vi%E1%BB%87t%20nam" },
    { "“hàng Việt”", "không cần đứng liền", "/?q=h%C3%A0ng%20Vi%E1%BB%87t" },
    { "hàng Việt", "không cần đứng liền", NULL },
    { "hàng  OR Việt", "mọi cách viết",
      "/?q=~h%C3%A0ng%20OR%20~Vi%E1%BB%87t" },
    { "hang viet", "mọi cách viết", NULL },   /* is searched so already */
    { "+hàng", "mọi cách viết", NULL },
    { "277-KH/BCĐ", "mọi cách viết", NULL },
};

static void test_ways_out(void **state)
{
    struct page page = { 0 };
    struct cvd_result r = { .total_is_exact = true };

    (void)state;
    for (size_t i = 0; i < LENGTH(ways); i++) {
        struct cvd_request q = { .query = cvd_str_from(ways[i].query),
                                 .limit = PAGE_HITS };
        struct cvd_buf out = { 0 }, want = { 0 };
        assert_int_equal(page_search(&page, &q, &r, &out), CVD_OK);
        check_html(&out);
        const char *at = strstr(out.ptr, ways[i].text);
        assert_true((at != NULL) == (ways[i].leads != NULL));
        if (ways[i].leads) {
            assert_int_equal(cvd_buf_printf(&want, "<li><a href=\"%s\">",
                                            ways[i].leads),
                             CVD_OK);
            if (!strstr(out.ptr, want.ptr))
                fail_msg("%s: no %s", ways[i].query, want.ptr);
        }
        cvd_buf_release(&want);
        cvd_buf_release(&out);
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
        struct cvd_buf out = { 0 }, seen = { 0 }, got = { 0 };
        assert_int_equal(page_search(&page, &q, &r, &out), CVD_OK);
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
    struct cvd_doc doc = { .id = cvd_str_from("a") };
    struct cvd_buf out = { 0 };

    (void)state;
    memset(query, '%', sizeof query);
    for (int i = 0; i < 3; i++)
        (void)cvd_doc_add_value(&doc, CVD_F_CAMPAIGN, cvd_str_from("c"));
    for (size_t i = 0; i < HITS; i++)
        hits[i].doc = doc;
    assert_int_equal(page_search(&page, &q, &r, &out), CVD_OK);
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
        cmocka_unit_test(test_references_leave_the_text_as_it_is),
        cmocka_unit_test(test_references_lead_where_they_should),
        cmocka_unit_test(test_search_page),
        cmocka_unit_test(test_ways_out),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_page_of_a_long_request_is_not_long),
        cmocka_unit_test(test_feed),
        cmocka_unit_test(test_style_is_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
