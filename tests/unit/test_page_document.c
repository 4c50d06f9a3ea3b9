/* test_page_document.c - the page of a document: its text stays as it is, its
 * references are links, what was sought is marked. */
#include "searchd/page/page.h"
#include "tests/unit/markup_check.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

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
        struct page_doc shown = { .doc = &doc, .cites = &cites };
        struct cvd_buf out = { 0 }, seen = { 0 };
        for (size_t k = 0; k < 4; k++) {
            list[k].in_text = true;
            list[k].number = cvd_str_from("37-KH/TU");
            list[k].start = offsets[i].of[k].start;
            list[k].end = offsets[i].of[k].end;
        }
        assert_int_equal(page_document(&page, &shown, &out), CVD_OK);
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

/* ---- marks in a text ------------------------------------------------- */

/* Over "0123456789", in which 2 to 5 and 7 to 8 are references; [a: and ] are
 * their links. */
static const struct {
    struct cvd_mark of[4];
    const char *want;
} marked[] = {
    { { { 0, 0, 0 } }, "01[234]56[7]89" },
    { { { 0, 1, 1 } }, "(1!0)1[234]56[7]89" },
    { { { 0, 2, 1 }, { 3, 4, 1 } }, "(1!01)[2(1:3)4]56[7]89" },
    { { { 2, 5, 2 } }, "01[(2!234)]56[7]89" },
    { { { 1, 3, 1 } }, "0(1!1)[(1:2)34]56[7]89" },   /* across an edge */
    { { { 4, 6, 1 } }, "01[23(1!4)](1:5)6[7]89" },
    { { { 1, 10, 3 } }, "0(3!1)[(3:234)](3:56)[(3:7)](3:89)" },
    { { { 0, 1, 0 }, { 9, 10, 1 } }, "(0)1[234]56[7]8(1!9)" },
    /* what cvd_marks() does not give: beyond, over another, no order */
    { { { 9, 99, 1 } }, "01[234]56[7]8(1!9)" },
    { { { 20, 30, 1 } }, "01[234]56[7]89" },
    { { { 5, 5, 1 }, { 6, 4, 2 } }, "01[234]56[7]89" },
    { { { 0, 2, 1 }, { 1, 3, 2 } }, "(1!01)[(2!2)34]56[7]89" },
    { { { 8, 9, 1 }, { 0, 1, 2 } }, "01[234]56[7](1!8)9" },
    { { { INT64_MIN, INT64_MAX, 1 } },
      "(1!01)[(1:234)](1:56)[(1:7)](1:89)" },
};

/* Append what stands in `html`, "(0)" for a word, "(1!0)" for the first mark
 * of place 1, "(1:0)" for another. */
static void shorten(const char *html, struct cvd_buf *out)
{
    static const struct { const char *is, *as; } tags[] = {
        { "<mark class=\"word\">", "(" },
        { "</mark>", ")" },
        { "</a>", "]" },
    };
    char first[64], more[64];

    while (*html && strncmp(html, "</div>", 6) != 0) {
        size_t skip = 0;
        for (size_t i = 0; i < LENGTH(tags) && !skip; i++)
            if (strncmp(html, tags[i].is, strlen(tags[i].is)) == 0) {
                assert_int_equal(cvd_buf_add_text(out, tags[i].as), CVD_OK);
                skip = strlen(tags[i].is);
            }
        for (int n = 1; n < 5 && !skip; n++) {
            (void)snprintf(more, sizeof more,
                           "class=\"hit\" data-hit=\"%d\">", n);
            (void)snprintf(first, sizeof first, "<mark id=\"hit-%d\" ", n);
            bool is_first = strncmp(html, first, strlen(first)) == 0;
            size_t lead = is_first ? strlen(first) : strlen("<mark ");
            if (strncmp(html, "<mark ", 6) != 0 ||
                strncmp(html + lead, more, strlen(more)) != 0)
                continue;
            assert_int_equal(cvd_buf_printf(out, is_first ? "(%d!" : "(%d:",
                                            n), CVD_OK);
            skip = lead + strlen(more);
        }
        if (!skip && strncmp(html, "<a ", 3) == 0) {
            assert_int_equal(cvd_buf_add_char(out, '['), CVD_OK);
            skip = strcspn(html, ">") + 1;
        }
        if (!skip)
            assert_int_equal(cvd_buf_add_char(out, *html), CVD_OK);
        html += skip ? skip : 1;
    }
}

static void test_marks_nest_in_links(void **state)
{
    struct page page = { 0 };
    struct cvd_doc doc = { .id = cvd_str_from("x"),
                           .text = cvd_str_from("0123456789") };
    struct cvd_citation list[] = {
        { .in_text = true, .start = 2, .end = 5 },
        { .in_text = true, .start = 7, .end = 8 },
    };
    struct cvd_citations cites = { .list = list, .count = LENGTH(list) };

    (void)state;
    for (size_t i = 0; i < LENGTH(marked); i++) {
        struct cvd_mark of[4];
        struct cvd_marks marks = { .list = of, .count = 4, .complete = true };
        struct page_doc shown = { .doc = &doc, .cites = &cites,
                                  .marks = &marks };
        struct cvd_buf out = { 0 }, seen = { 0 };
        memcpy(of, marked[i].of, sizeof of);
        assert_int_equal(page_document(&page, &shown, &out), CVD_OK);
        check_html(&out);
        shorten(strstr(out.ptr, "dir=\"auto\">") + strlen("dir=\"auto\">"),
                &seen);
        assert_string_equal(seen.ptr, marked[i].want);
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
    struct page_doc shown = { .doc = &doc, .cites = &cites };
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
    assert_int_equal(page_document(&page, &shown, &out), CVD_OK);
    check_html(&out);
    for (size_t i = 0; i < LENGTH(want); i++)
        if (!strstr(out.ptr, want[i]))
            fail_msg("no %s", want[i]);
    cvd_buf_release(&out);
}

/* ---- what was sought in a document ----------------------------------- */

static const char *const sought_links[] = {
    /* back to the search, whole; the same in the other language */
    "<p class=\"back\"><a href=\"/?q=x&amp;province=ha-tinh&amp;"
    "sort=oldest&amp;offset=10\">",
    "href=\"/documents/d%2F1?q=x&amp;province=ha-tinh&amp;sort=oldest&amp;"
    "offset=10&amp;lang=en\" lang=\"en\"",
    /* another word is sought from there */
    "action=\"/documents/d%2F1#text\"",
    "name=\"find\" autocomplete=\"off\" "
    "aria-label=\"Tìm trong văn bản này\" "
    "placeholder=\"Tìm trong văn bản này\" value=\"&lt;b\">",
    "<input type=\"hidden\" name=\"province\" value=\"ha-tinh\">",
    "<input type=\"hidden\" name=\"offset\" value=\"10\">",
    /* the places, in whole words */
    "data-count=\"2\">\n<details><summary>hơn 2 chỗ khớp</summary>",
    "<li><a href=\"#hit-1\">mở đầu của <b>một &amp;</b> hai ba</a></li>\n"
    "<li><a href=\"#hit-2\">mở đầu của một &amp; hai <b>ba</b></a></li>",
    "<a href=\"#hit-2\">Chỗ khớp nhất</a>",
};

static void test_sought(void **state)
{
    struct page page = { .documents = 1 };
    struct cvd_doc doc = { .id = cvd_str_from("d/1"),
                           .text = cvd_str_from("mở đầu của một & hai ba") };
    struct cvd_filter filter = { CVD_F_PROVINCE, cvd_str_from("ha-tinh") };
    struct cvd_request q = { .query = cvd_str_from("x"), .filters = &filter,
                             .filter_count = 1, .sort = CVD_SORT_OLDEST,
                             .limit = PAGE_HITS, .offset = 10 };
    struct cvd_mark list[] = { { 7, 10, 0 }, { 11, 16, 1 }, { 21, 23, 2 } };
    struct cvd_marks marks = { .list = list, .count = LENGTH(list),
                               .places = 2, .best = 2 };
    struct cvd_citations cites = { 0 };
    struct page_doc shown = { .doc = &doc, .cites = &cites, .marks = &marks,
                              .search = &q, .find = cvd_str_from("<b") };
    struct cvd_buf out = { 0 };

    (void)state;
    assert_int_equal(page_document(&page, &shown, &out), CVD_OK);
    check_html(&out);
    for (size_t i = 0; i < LENGTH(sought_links); i++)
        if (!strstr(out.ptr, sought_links[i]))
            fail_msg("no %s", sought_links[i]);
    marks.count = marks.places = 0;
    cvd_buf_clear(&out);
    assert_int_equal(page_document(&page, &shown, &out), CVD_OK);
    check_html(&out);
    assert_null(strstr(out.ptr, "id=\"places\""));
    assert_non_null(strstr(out.ptr, "khớp: <bdi>&lt;b</bdi></p>"));
    cvd_buf_release(&out);
}

/* A long text is in parts of whole lines, never within a link or a mark. */
static void test_long_text_is_in_parts(void **state)
{
    static const char line[] = "0123456789 0123456789 0123456789 01234567\n";
    enum { LINES = 3000, POINTS = sizeof line - 1 };
    struct page page = { 0 };
    struct cvd_buf text = { 0 }, out = { 0 }, seen = { 0 };
    struct cvd_mark list[] = { { 5, (LINES / 2) * POINTS, 1 } };
    struct cvd_marks marks = { .list = list, .count = 1, .places = 1,
                               .best = 1 };
    struct cvd_citation link[] = {
        { .in_text = true, .start = (LINES / 2 + 5) * POINTS,
          .end = (LINES - 900) * POINTS },
    };
    struct cvd_citations cites = { .list = link, .count = 1 };

    (void)state;
    for (int i = 0; i < LINES; i++)
        assert_int_equal(cvd_buf_add_text(&text, line), CVD_OK);
    struct cvd_doc doc = { .id = cvd_str_from("x"),
                           .text = cvd_buf_str(&text) };
    struct page_doc shown = { .doc = &doc, .cites = &cites,
                              .marks = &marks };
    assert_int_equal(page_document(&page, &shown, &out), CVD_OK);
    check_html(&out);
    seen_text(&out, "<div id=\"words\" class=\"words\" dir=\"auto\">",
              "</section>", &seen);
    seen.len -= 1; /* the line between the two */
    assert_int_equal(seen.len, text.len);
    assert_memory_equal(seen.ptr, text.ptr, text.len);
    /* first; behind the mark; behind the link, 900 lines of 42 bytes */
    assert_int_equal(count_of(out.ptr, "<div class=\"part\">"), 2 + 5);
    cvd_buf_release(&seen);
    cvd_buf_release(&out);
    cvd_buf_release(&text);
}

/* What was not looked for, or not to the end, is told, and where it is. */
static void test_similar_says_what_is_missing(void **state)
{
    const struct cvd_similar one = { .facts.id = cvd_str_from("y/2"),
                                     .shared = 0.734,
                                     .shared_of_other = 0.41 };
    struct cvd_similar_list none = { 0 };
    struct cvd_similar_list cut = { .list = (struct cvd_similar *)&one,
                                    .count = 1, .found = 1, .cut = true };
    const struct {
        const struct cvd_similar_list *list;
        const char *says;
        int links;
    } cases[] = {
        { NULL, "Chưa kịp tìm văn bản tương tự.", 1 },
        { &none, "Trong kho không có văn bản nào có lời văn chung", 0 },
        { &cut, "Chưa tìm hết", 1 },
        { &cut, "<b>73\u00a0%</b> lời văn của văn bản này có ở đó", 1 },
        { &cut, "<rect class=\"part\" width=\"73\" ", 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct page page = { 0 };
        struct cvd_doc doc = { .id = cvd_str_from("x/1") };
        struct cvd_citations cites = { 0 };
        struct page_doc shown = { .doc = &doc, .cites = &cites,
                                  .similar = cases[i].list };
        struct cvd_buf out = { 0 };
        assert_int_equal(page_document(&page, &shown, &out), CVD_OK);
        check_html(&out);
        if (!strstr(out.ptr, cases[i].says))
            fail_msg("no %s", cases[i].says);
        assert_int_equal(
            count_of(out.ptr, "href=\"/documents/x%2F1/similar\""),
            cases[i].links);
        cvd_buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_references_leave_the_text_as_it_is),
        cmocka_unit_test(test_marks_nest_in_links),
        cmocka_unit_test(test_references_lead_where_they_should),
        cmocka_unit_test(test_sought),
        cmocka_unit_test(test_long_text_is_in_parts),
        cmocka_unit_test(test_similar_says_what_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
