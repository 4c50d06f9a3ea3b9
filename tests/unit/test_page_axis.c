/* test_page_axis.c - the bars of time: which there are, where an axis breaks,
 * which labels have room; and how they stand on the page. */
#include "searchd/page/axis.h"
#include "searchd/page/page.h"
#include "tests/unit/markup_check.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

enum { DATES = 16 };

/* The answer to a query whose documents are dated so, up to NULL. */
struct dated {
    struct cvd_facet_value values[DATES];
    struct cvd_facet facet;
    struct cvd_str labels[DATES];
    struct cvd_result result;
};

static void give(struct dated *d, const char *const *dates, uint64_t undated)
{
    size_t n = 0;

    *d = (struct dated){ .result = { .total = undated } };
    for (; dates[n]; n++) {
        /* 2023*4: four documents of 2023 */
        size_t len = strcspn(dates[n], "*");
        d->values[n].value = (struct cvd_str){ dates[n], len };
        d->values[n].count = 1;
        if (dates[n][len])
            d->values[n].count = strtoull(dates[n] + len + 1, NULL, 10);
        d->result.total += d->values[n].count;
    }
    d->facet = (struct cvd_facet){ CVD_F_DATE, d->values, n };
    d->result.answer = (struct cvd_answer){ .facets = &d->facet,
                                            .facet_count = 1 };
    d->result.labels = d->labels;
}

/* The axis as "2003:4 2004 | 2019:1": a bar break-marked, counted where it is
 * not empty. */
static void show(const struct axis *a, bool labels, struct cvd_buf *out)
{
    for (size_t i = 0; i < a->count; i++) {
        const struct bar *b = &a->bars[i];
        if (labels && !b->labelled)
            continue;
        assert_int_equal(cvd_buf_printf(out, "%s%s%s", out->len ? " " : "",
                                        b->after_break ? "| " : "", b->name),
                         CVD_OK);
        if (b->count && !labels)
            assert_int_equal(cvd_buf_printf(out, ":%u", (unsigned)b->count),
                             CVD_OK);
    }
}

static const struct { const char *dates[DATES], *bars, *labels; } years[] = {
    { { NULL }, "", "" },
    { { "2023-08-09", "2023*2", NULL }, "2023:3", "2023" },
    { { "2020", "2023-01", NULL }, "2020:1 2021 2022 2023:1",
      "2020 2021 2022 2023" },
    /* far from each other: a break, short gaps as they are */
    { { "0201", "2019", "2021", NULL }, "0201:1 | 2019:1 2020 2021:1",
      "0201 | 2019 2020 2021" },
    { { "1946-10", "2021-02-03", "2099", NULL },
      "1946:1 | 2021:1 | 2099:1", "1946 | 2021 | 2099" },
    { { "1986*9", "2025", NULL }, /* as long as it may be without */
      "1986:9 1987 1988 1989 1990 1991 1992 1993 1994 1995 1996 1997 1998 "
      "1999 2000 2001 2002 2003 2004 2005 2006 2007 2008 2009 2010 2011 2012 "
      "2013 2014 2015 2016 2017 2018 2019 2020 2021 2022 2023 2024 2025:1",
      "1986 2000 2010 2025" },
    { { "1985", "2025", NULL }, "1985:1 | 2025:1", "1985 | 2025" },
};

static void test_years(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(years); i++) {
        struct dated d;
        struct cvd_timeline t = { 0 };
        struct axis a = { 0 };
        struct cvd_buf bars = { 0 }, labels = { 0 };
        give(&d, years[i].dates, 0);
        assert_int_equal(cvd_timeline_count(&d.result, CVD_UNIT_YEAR, &t),
                         CVD_OK);
        assert_int_equal(axis_years(&t, &a), CVD_OK);
        show(&a, false, &bars);
        show(&a, true, &labels);
        assert_string_equal(bars.ptr ? bars.ptr : "", years[i].bars);
        assert_string_equal(labels.ptr ? labels.ptr : "", years[i].labels);
        assert_int_equal(a.before + a.after, 0);
        cvd_buf_release(&labels);
        cvd_buf_release(&bars);
        axis_release(&a);
        cvd_timeline_release(&t);
    }
}

/* Of more years than there is room for those with the most documents; what is
 * left out is counted. */
static void test_years_have_an_end(void **state)
{
    enum { YEARS = 1000, FULL_FROM = 500 };
    static struct cvd_period list[YEARS];
    struct cvd_timeline t = { .list = list, .count = YEARS };
    struct axis a = { 0 };

    (void)state;
    for (unsigned i = 0; i < YEARS; i++) {
        (void)snprintf(list[i].name, sizeof list[i].name, "%04u", 1000 + i);
        list[i].count = i >= FULL_FROM && i < FULL_FROM + AXIS_BARS_MAX ? 9
                                                                        : 1;
    }
    assert_int_equal(axis_years(&t, &a), CVD_OK);
    assert_int_equal(a.count, AXIS_BARS_MAX);
    assert_string_equal(a.bars[0].name, "1500");
    assert_int_equal(a.most, 9);
    assert_int_equal(a.before, FULL_FROM);
    assert_int_equal(a.after, YEARS - FULL_FROM - AXIS_BARS_MAX);
    axis_release(&a);
}

static void test_months(void **state)
{
    static const char *const dates[] = { "2021-12-31", "2022-01", "2022",
                                         "2022-12-01*4", "2024-01", NULL };
    struct dated d;
    struct cvd_timeline t = { 0 };
    struct axis a = { 0 };
    struct cvd_buf bars = { 0 }, labels = { 0 };

    (void)state;
    give(&d, dates, 0);
    assert_int_equal(cvd_timeline_count(&d.result, CVD_UNIT_MONTH, &t),
                     CVD_OK);
    assert_int_equal(axis_months(&t, 2022, 2022, &a), CVD_OK);
    show(&a, false, &bars);
    assert_string_equal(bars.ptr, "2022-01:1 2022-02 2022-03 2022-04 2022-05 "
                                  "2022-06 2022-07 2022-08 2022-09 2022-10 "
                                  "2022-11 2022-12:4");
    axis_release(&a);
    assert_int_equal(axis_months(&t, 2022, 2024, &a), CVD_OK);
    show(&a, true, &labels);
    assert_string_equal(labels.ptr, "2022-01 2023-01 2024-01");
    assert_int_equal(a.count, 36);
    assert_int_equal(a.most, 4);
    cvd_buf_release(&labels);
    cvd_buf_release(&bars);
    axis_release(&a);
    cvd_timeline_release(&t);
}

static const struct { const char *name, *from, *to; bool within; } spans[] = {
    { "2023", "", "", true },
    { "2023", "2023", "2023", true },
    { "2023", "2024", "", false },
    { "2023", "", "2022", false },
    { "2023", "2023-08", "2023-08-09", true },
    { "2023", "2022-12-31", "2024", true },
    { "2023-08", "2023", "2023", true },
    { "2023-08", "2023-08-09", "2023-08-09", true },
    { "2023-08", "2023-09", "", false },
    { "2023-08", "", "2023-07-31", false },
};

static void test_what_is_within(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(spans); i++)
        assert_int_equal(axis_is_within(spans[i].name,
                                        cvd_str_from(spans[i].from),
                                        cvd_str_from(spans[i].to)),
                         spans[i].within);
}

/* ---- on the page ----------------------------------------------------- */

static const char *const dates_shown[] = { "2019", "2021-02*2", "2023-08-09*4",
                                           NULL };

/* The page that asks from `from` to `to`, or for `year`. */
static void make_page(struct cvd_str query, const char *from, const char *to,
                      const char *year, struct cvd_buf *out)
{
    struct page page = { 0 };
    struct dated d;
    struct cvd_filter filters[] = { { CVD_F_TYPE, cvd_str_from("kh") },
                                    { CVD_F_YEAR, cvd_str_from(year) } };
    struct cvd_request q = { .query = query, .from = cvd_str_from(from),
                             .to = cvd_str_from(to), .filters = filters,
                             .filter_count = *year ? 2 : 1,
                             .limit = PAGE_HITS, .offset = 10 };
    struct page_found found = { .result = &d.result,
                                .anytime = &d.result };

    give(&d, dates_shown, 3);
    assert_int_equal(page_search(&page, &q, &found, out), CVD_OK);
    check_html(out);
}

static const struct {
    const char *from, *to, *year, *has[4], *lacks;
} pages[] = {
    { "", "", "",
      { "<li data-period=\"2021\" data-count=\"2\"><a class=\"bar\" "
        "id=\"time-2021\" draggable=\"false\" "
        "href=\"/?q=a&amp;type=kh&amp;from=2021&amp;to=2021\" "
        "title=\"2021: 2 văn bản\" aria-label=\"2021: 2 văn bản\">"
        "<svg aria-hidden=\"true\"><rect x=\"10%\" width=\"80%\" "
        "y=\"50.0%\" height=\"50.0%\">",
        "<li data-period=\"2020\" data-count=\"0\" aria-hidden=\"true\">",
        "<span class=\"said\">2019–2023</span></p>",
        ">3 văn bản không rõ ngày</p>" },
      "class=\"chosen\"" },
    { "2020", "2023", "",
      { "<li data-period=\"2021\" data-count=\"2\" class=\"chosen\">",
        "<li data-period=\"2019\" data-count=\"1\"><a",
        "<a class=\"any-time\" href=\"/?q=a&amp;type=kh\">" },
      "months" },
    { "2023-08-09", "2023-08-09", "",
      { "<li data-period=\"2023-08\" data-count=\"4\" class=\"chosen\">",
        "<a class=\"whole-years\" "
        "href=\"/?q=a&amp;type=kh&amp;from=2023&amp;to=2023\">",
        "09/08/2023</time></span>" },
      NULL },
    { "", "", "2021",
      { "<li data-period=\"2021\" data-count=\"2\" class=\"chosen\">",
        "href=\"/?q=a&amp;type=kh&amp;from=2023&amp;to=2023\"",
        "id=\"time-2021-02\"" },
      "data-period=\"2023-08\"" },
};

static void test_bars_on_the_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(pages); i++) {
        struct cvd_buf out = { 0 };
        make_page(cvd_str_from("a"), pages[i].from, pages[i].to,
                  pages[i].year, &out);
        for (size_t k = 0; k < LENGTH(pages[i].has) && pages[i].has[k]; k++)
            if (!strstr(out.ptr, pages[i].has[k]))
                fail_msg("page %zu: no %s", i, pages[i].has[k]);
        if (pages[i].lacks)
            assert_null(strstr(out.ptr, pages[i].lacks));
        cvd_buf_release(&out);
    }
}

/* A long request is not written again in each bar. */
static void test_a_long_request_has_bars_without_links(void **state)
{
    static char query[4096];
    struct cvd_buf out = { 0 };

    (void)state;
    memset(query, 'a', sizeof query);
    make_page((struct cvd_str){ query, sizeof query }, "", "", "", &out);
    assert_non_null(strstr(out.ptr, "<span class=\"bar\" title="));
    assert_null(strstr(out.ptr, "<a class=\"bar\""));
    cvd_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_years),
        cmocka_unit_test(test_years_have_an_end),
        cmocka_unit_test(test_months),
        cmocka_unit_test(test_what_is_within),
        cmocka_unit_test(test_bars_on_the_page),
        cmocka_unit_test(test_a_long_request_has_bars_without_links),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
