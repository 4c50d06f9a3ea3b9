/* test_page_map.c - the map of provinces on the search page: where each value
 * is counted, what each tile leads to. */
#include "searchd/page/page.h"
#include "tests/unit/markup_check.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

enum { VALUES_MAX = 16 };

/* A search page: provinces as the facet has them, a space between a code and
 * its count; filters as people write them. */
struct shown {
    const char *values[VALUES_MAX];
    const char *filters[VALUES_MAX];
    enum page_map map;
    enum page_lang lang;
    bool unknown; /* what others have */
};

static void show(const struct shown *s, struct cvd_buf *out)
{
    struct page page = { .lang = s->lang, .map = s->map };
    struct cvd_facet_value values[VALUES_MAX];
    struct cvd_str labels[VALUES_MAX];
    struct cvd_filter filters[VALUES_MAX];
    struct cvd_facet facet = { CVD_F_PROVINCE, values, 0 };
    struct cvd_request q = { .query = cvd_str_from("q"), .filters = filters,
                             .limit = PAGE_HITS };
    struct cvd_result r = { .labels = labels,
                            .answer = { .facets = &facet,
                                        .facet_count = 1 } };
    struct page_found found = { .result = &r,
                                .anywhere = s->unknown ? NULL : &r };

    for (size_t n = 0; s->values[n]; n++) {
        const char *space = strchr(s->values[n], ' ');
        values[n] = (struct cvd_facet_value){
            { s->values[n], (size_t)(space - s->values[n]) },
            strtoull(space, NULL, 10)
        };
        labels[n] = cvd_value_label(CVD_F_PROVINCE, values[n].value);
        facet.count = n + 1;
    }
    for (size_t n = 0; s->filters[n]; n++) {
        filters[n] = (struct cvd_filter){ CVD_F_PROVINCE,
                                          cvd_str_from(s->filters[n]) };
        q.filter_count = n + 1;
    }
    assert_int_equal(page_search(&page, &q, &found, out), CVD_OK);
    check_html(out);
}

/* Each: what is shown, and what its page has. */
static const struct {
    struct shown shown;
    const char *want[4];
} cases[] = {
    /* today: by what the land is called now */
    { { .values = { "khanh-hoa 3", "ninh-thuan 2", "ha-tay 1", "ha-noi 1" } },
      { "<a id=\"tile-khanh-hoa\" href=\"/?q=q&amp;province=khanh-hoa\" "
        "aria-label=\"Khánh Hòa: 5 văn bản, KH\" "
        "title=\"Khánh Hòa: 5 văn bản\">KH</a>",
        "aria-label=\"Hà Nội: 2 văn bản, HN\"",
        "<li class=\"r10 c7 s0\" aria-hidden=\"true\">"
        "<span title=\"Đắk Lắk: 0 văn bản\">ĐL</span></li>" } },
    /* before: as of the date; one of now by its name, or of what it was */
    { { .values = { "khanh-hoa 3", "hue 2", "thua-thien-hue 1", "ha-tay 7" },
        .map = PAGE_MAP_BEFORE },
      { "href=\"/?q=q&amp;province=%3Dkhanh-hoa&amp;map=63\" "
        "aria-label=\"Khánh Hòa: 3 văn bản, KH\"",
        "href=\"/?q=q&amp;province=%3Dhue&amp;map=63\" "
        "aria-label=\"Thừa Thiên Huế: 3 văn bản, TTH\"",
        "data-value=\"ha-tay\" href=\"/?q=q&amp;province=ha-tay&amp;map=63\">"
      } },
    /* chosen, however it is written: the tile takes it off */
    { { .values = { "ninh-thuan 2" },
        .filters = { "Ninh Thuận" }, .map = PAGE_MAP_BEFORE },
      { "<a id=\"tile-ninh-thuan\" href=\"/?q=q&amp;map=63\" "
        "aria-current=\"true\" aria-label=\"Ninh Thuận: 2 văn bản, NT\"" } },
    { { .values = { "ninh-thuan 2" }, .filters = { "=Huế", "khanh hoa" } },
      { "<a id=\"tile-khanh-hoa\" href=\"/?q=q&amp;province=%3DHu%E1%BA%BF\" "
        "aria-current=\"true\"",
        /* one that was all of it; though none is there */
        "<a id=\"tile-hue\" href=\"/?q=q&amp;province=khanh%20hoa\" "
        "aria-current=\"true\" aria-label=\"Huế: 0 văn bản, Huế\"" } },
    /* covered by one of the other map, whose place it takes */
    { { .values = { "ninh-thuan 2" },
        .filters = { "=ninh-thuan", "=khanh-hoa", "ha-tinh" } },
      { "covered\"><a id=\"tile-khanh-hoa\" href=\"/?q=q&amp;"
        "province=ha-tinh&amp;province=khanh-hoa\" aria-label=\"Khánh Hòa: "
        "2 văn bản, có trong bộ lọc, KH\"",
        "<bdi>Ninh Thuận</bdi> (lúc ban hành) <span class=\"cross\"" } },
    { { .values = { "ninh-thuan 2" },
        .filters = { "khanh-hoa" }, .map = PAGE_MAP_BEFORE },
      { "covered\"><a id=\"tile-ninh-thuan\" "
        "href=\"/?q=q&amp;province=%3Dninh-thuan&amp;map=63\"",
        "covered\"><a id=\"tile-khanh-hoa\" "
        "href=\"/?q=q&amp;province=%3Dkhanh-hoa&amp;map=63\"" } },
    /* one that was gone is a part of what its land is called now */
    { { .values = { "ha-tay 2" }, .filters = { "ha-tay" } },
      { "covered\"><a id=\"tile-ha-noi\"" } },
    /* what others have is not known: neither none, nor no link */
    { { .values = { "ninh-thuan 2" },
        .filters = { "khanh-hoa" }, .unknown = true },
      { "unknown\"><a id=\"tile-ha-noi\" href=\"/?q=q&amp;province=khanh-hoa"
        "&amp;province=ha-noi\" aria-label=\"Hà Nội, HN\" "
        "title=\"Hà Nội\">" } },
    { { .values = { "ninh-thuan 2" }, .lang = PAGE_EN },
      { "aria-label=\"Khánh Hòa: 2 documents, KH\"" } },
    /* what no table has, in the list; of a length that no code has */
    { { .values = { "a\"><b 2",
          "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"
          "abcdefghij 1" }, .filters = { "=", "a\"><b", "khong-co" } },
      { "data-value=\"a&quot;&gt;&lt;b\"" } },
};

static void test_tiles(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct cvd_buf out = { 0 };
        show(&cases[i].shown, &out);
        for (size_t k = 0; cases[i].want[k]; k++)
            if (!strstr(out.ptr, cases[i].want[k]))
                fail_msg("case %zu: no %s in %s", i, cases[i].want[k],
                         strstr(out.ptr, "class=\"facet"));
        cvd_buf_release(&out);
    }
}

/* Nothing to show where no document says its province. */
static void test_no_provinces(void **state)
{
    static const struct shown none;
    struct cvd_buf out = { 0 };

    (void)state;
    show(&none, &out);
    assert_null(strstr(out.ptr, "tile-"));
    cvd_buf_release(&out);
}

/* The longest request is not written again in each tile. */
static void test_long_request(void **state)
{
    enum { LONG = 60, LETTERS = 400 };
    struct page page = { .lang = PAGE_VI };
    char words[LETTERS];
    struct cvd_facet_value value = { cvd_str_from("ha-noi"), 1 };
    struct cvd_str label = cvd_str_from("Hà Nội");
    struct cvd_facet facet = { CVD_F_PROVINCE, &value, 1 };
    struct cvd_filter filters[LONG];
    struct cvd_request q = { .filters = filters, .filter_count = LONG,
                             .limit = PAGE_HITS };
    struct cvd_result r = { .labels = &label,
                            .answer = { .facets = &facet,
                                        .facet_count = 1 } };
    struct page_found found = { .result = &r, .anywhere = &r };
    struct cvd_buf out = { 0 };

    (void)state;
    memset(words, 'a', sizeof words);
    for (size_t i = 0; i < LONG; i++)
        filters[i] = (struct cvd_filter){ CVD_F_ISSUER,
                                          { words, sizeof words } };
    filters[LONG - 1] = (struct cvd_filter){ CVD_F_PROVINCE,
                                             cvd_str_from("hue") };
    assert_int_equal(page_search(&page, &q, &found, &out), CVD_OK);
    check_html(&out);
    assert_non_null(strstr(out.ptr, "s1\"><span title=\"Hà Nội: 1"));
    /* but what is at work can be taken off */
    assert_non_null(strstr(out.ptr, "<a id=\"tile-hue\""));
    cvd_buf_release(&out);
}

static void test_today(void **state)
{
    static const struct { const char *code, *today; } table[] = {
        { "ninh-thuan", "khanh-hoa" }, { "khanh-hoa", "khanh-hoa" },
        { "thua-thien-hue", "hue" }, { "hue", "hue" },
        { "ha-tay", "ha-noi" }, { "ha-son-binh", NULL },
        { "khong-co", NULL }, { "", NULL },
    };

    (void)state;
    for (size_t i = 0; i < LENGTH(table); i++) {
        const char *got = cvd_province_today(cvd_str_from(table[i].code));
        if (table[i].today)
            assert_string_equal(got, table[i].today);
        else
            assert_null(got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tiles),
        cmocka_unit_test(test_no_provinces),
        cmocka_unit_test(test_long_request),
        cmocka_unit_test(test_today),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
