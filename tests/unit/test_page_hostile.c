/* test_page_hostile.c - nothing that a document, a query or an address says
 * passes for markup on any page of the daemon. */
#include "searchd/page/page.h"
#include "base/html.h"
#include "tests/unit/markup_check.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const struct cvd_str nothing;

static const struct cvd_str hostile[] = {
#define S(text) { text, sizeof text - 1 }
    S("<script>alert(1)</script>"),
    S("\"><img src=x onerror=alert(1)>"),
    S("' onmouseover='alert(1)"),
    S("</title></main><h1>x</h1>"),
    S("&lt;b&gt; &amp; &#60; &nbsp; &bogus"),
    S("--><!-- ]]> <![CDATA[ <?xml ?>"),
    S("javascript:alert(1)"),
    S("//example.com/x"),
    S("a\x01\x08\x0c\x1b\x7f\xC2\x85z"),
    S("a\0b<"),
    S("\u2028\u2029\u202Egnp.exe\u202C\u2066x"),
    S("\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xB7\x90"),
    S("\xC3(\xF0\x9F\xED\xA0\x80\xC0\xBC"),
    S("../../%2e%2e/?q=x&lang=en#y"),
    S(""),
#undef S
};

static const enum cvd_field facet_fields[] = {
    CVD_F_PROVINCE, CVD_F_CAMPAIGN, CVD_F_TYPE, CVD_F_ISSUER, CVD_F_YEAR,
    CVD_F_DISTRICT, CVD_F_DATE
};

/* All that a page can be given, each part of it the same text. */
struct given {
    struct cvd_str s;
    struct page page;
    struct cvd_doc doc;
    struct cvd_filter filters[CVD_F_COUNT];
    struct cvd_request request;
    struct cvd_result result;
    struct cvd_hit hit;
    struct cvd_facet_value values[LENGTH(facet_fields)][9];
    struct cvd_facet facets[LENGTH(facet_fields)];
    struct cvd_str labels[LENGTH(facet_fields) * 9];
    struct cvd_held held[2];
    struct cvd_citation citation[4];
    struct cvd_citations cites;
    struct cvd_cited cited[3];
    struct cvd_cited_list list;
};

static void give_documents(struct given *g, struct cvd_str s)
{
    g->doc = (struct cvd_doc){ .id = s, .title = s, .text = s };
    for (int f = 0; f < CVD_F_COUNT; f++)
        for (int i = 0; i < 5; i++)
            assert_int_equal(cvd_doc_add_value(&g->doc, (enum cvd_field)f,
                                               s),
                             CVD_OK);
    g->hit = (struct cvd_hit){ .doc = g->doc, .cited_by = 12345 };
    assert_int_equal(cvd_html_escape(s, &g->hit.snippet), CVD_OK);
}

static void give_request(struct given *g, struct cvd_str s)
{
    size_t n = 0;

    for (int f = 0; f < CVD_F_COUNT; f++)
        if (cvd_fields[f].filter)
            g->filters[n++] = (struct cvd_filter){ (enum cvd_field)f, s };
    g->request = (struct cvd_request){
        .query = s, .from = s, .to = s, .filters = g->filters,
        .filter_count = n, .sort = CVD_SORT_OLDEST, .offset = 35, .limit = 7
    };
}

static void give_result(struct given *g, struct cvd_str s)
{
    g->result = (struct cvd_result){
        .hits = &g->hit, .count = 1, .total = 12345, .took_ms = 1.26,
        .suggestion = { (char *)(uintptr_t)s.ptr, s.len, s.len },
        .warnings = { "Lưu ý <b>" }, .warning_count = 1,
        .labels = g->labels
    };
    for (size_t i = 0; i < LENGTH(facet_fields); i++) {
        for (size_t k = 0; k < 9; k++) {
            g->values[i][k] = (struct cvd_facet_value){ s, 1000 };
            g->labels[i * 9 + k] = s;
        }
        g->facets[i] = (struct cvd_facet){ facet_fields[i], g->values[i],
                                           9 };
    }
    g->result.answer = (struct cvd_answer){
        .facets = g->facets, .facet_count = LENGTH(facet_fields)
    };
}

static void give_references(struct given *g, struct cvd_str s)
{
    static const enum cvd_resolution how[] = { CVD_R_ABSENT, CVD_R_AMBIGUOUS,
                                               CVD_R_LIKELY, CVD_R_EXACT };

    for (size_t i = 0; i < 2; i++)
        g->held[i] = (struct cvd_held){ s, s, s, s, CVD_R_LIKELY };
    for (size_t i = 0; i < 4; i++)
        g->citation[i] = (struct cvd_citation){
            .in_text = true, .start = (int64_t)i * 2,
            .end = (int64_t)i * 2 + 2, .text = s,
            .number = i == 3 ? nothing : s, .symbol = s, .date = s,
            .issuer = s, .about = s, .type = "ke-hoach",
            .resolution = how[i],
            .held_count = how[i] == CVD_R_ABSENT      ? 0
                          : how[i] == CVD_R_AMBIGUOUS ? 2
                                                      : 1
        };
    g->cites = (struct cvd_citations){ .list = g->citation, .count = 4,
                                       .held = g->held, .held_count = 2,
                                       .dropped = 3 };
    for (size_t i = 0; i < 3; i++)
        g->cited[i] = (struct cvd_cited){
            .number = s, .date = s, .issuer = s, .province = s, .title = s,
            .type = "ke-hoach", .resolution = how[i], .held = g->held,
            .held_count = i, .citers = g->held, .citer_count = i, .count = 9
        };
    g->list = (struct cvd_cited_list){ .id = s, .number = s,
                                       .list = g->cited, .count = 3,
                                       .cut = true };
}

static void give(struct given *g, struct cvd_str s, enum page_lang lang)
{
    *g = (struct given){ .s = s };
    g->page = (struct page){ .lang = lang, .origin = s, .generation = 7,
                             .documents = 1234567, .originals = true,
                             .exports = true };
    give_documents(g, s);
    give_request(g, s);
    give_result(g, s);
    give_references(g, s);
}

static void take_back(struct given *g)
{
    cvd_buf_release(&g->hit.snippet);
    cvd_doc_release(&g->doc);
}

/* A uri_read() of what the text makes as the parameter of an address; false:
 * none can hold it. */
static bool make_uri(struct cvd_str s, struct uri *out)
{
    struct cvd_buf raw = { 0 };

    assert_int_equal(cvd_buf_add_text(&raw, "/x?q="), CVD_OK);
    assert_int_equal(uri_encode(&raw, s), CVD_OK);
    bool made = uri_read(out, raw.ptr, NULL) == CVD_OK;
    cvd_buf_release(&raw);
    return made;
}

/* All that is read in `s`, said by all of it. */
static void give_readings(struct cvd_str s, struct cvd_reading list[2],
                          struct cvd_result *r)
{
    for (int i = 0; i < 2; i++)
        list[i] = (struct cvd_reading){
            .field = i ? CVD_F_NUMBER : CVD_F_PROVINCE, .value = s,
            .label = s, .start = i ? s.len / 2 : 0,
            .end = i ? s.len : s.len / 2 };
    r->query = (struct cvd_buf){ (char *)(uintptr_t)s.ptr, s.len, 0 };
    r->readings = (struct cvd_readings){ .list = list, .count = 2 };
}

static void give_ways(const struct given *g, struct page_ways *out)
{
    *out = (struct page_ways){ .count = PAGE_WAYS_MAX, .number = g->s,
                               .citers = 3 };
    for (int i = 0; i < PAGE_WAYS_MAX; i++)
        out->list[i] = (struct page_way){
            .kind = (enum page_way_kind)i, .request = g->request,
            .field = CVD_F_PROVINCE, .piece = g->s, .total = 1 };
}

static void check_all(const struct given *g)
{
    struct cvd_buf out = { 0 };
    struct cvd_reading readings[2];
    struct page_ways ways;
    struct cvd_result none = g->result;
    const struct page_found all = { .result = &g->result,
                                    .anytime = &g->result };
    const struct page_found nothing_found = { .result = &none };
    const struct page_found ways_out = { .result = &none, .ways = &ways };
    struct cvd_mark mark[] = { { 0, 3, 1 }, { 5, 9, 0 } };
    const struct cvd_marks marks = { .list = mark, .count = 2, .places = 1,
                                     .best = 1 };
    const struct page_doc bare = { .doc = &g->doc, .cites = &g->cites };
    const struct page_doc full = { .doc = &g->doc, .cites = &g->cites,
                                   .citers = &g->list, .marks = &marks,
                                   .search = &g->request, .find = g->s };

#define CHECK(call, how)                 \
    assert_int_equal(call, CVD_OK);      \
    how(&out);                           \
    cvd_buf_clear(&out)
    CHECK(page_search(&g->page, &g->request, NULL, &out), check_html);
    CHECK(page_search(&g->page, &g->request, &all, &out), check_html);
    none.count = 0;
    CHECK(page_search(&g->page, &g->request, &nothing_found, &out),
          check_html);
    none.total = 0;
    CHECK(page_search(&g->page, &g->request, &nothing_found, &out),
          check_html);
    give_readings(g->s, readings, &none);
    give_ways(g, &ways);
    CHECK(page_search(&g->page, &g->request, &ways_out, &out), check_html);
    CHECK(page_document(&g->page, &full, &out), check_html);
    CHECK(page_document(&g->page, &bare, &out), check_html);
    CHECK(page_reference(&g->page, g->s, &g->list, &g->result, &out),
          check_html);
    CHECK(page_reference(&g->page, g->s, NULL, NULL, &out), check_html);
    CHECK(page_error(&g->page, 404, g->s.ptr, g->s.ptr, &out), check_html);
    CHECK(page_error(&g->page, 999, NULL, NULL, &out), check_html);
    CHECK(page_no_original(&g->page, 409, g->s.ptr, g->s.ptr, g->s, &out),
          check_html);
    CHECK(page_feed(&g->page, &g->request, &g->result, &out), check_xml);
    CHECK(page_opensearch(&g->page, &out), check_xml);
#undef CHECK
    cvd_buf_release(&out);
}

static void check_in_all_languages(struct cvd_str s)
{
    static struct given g;

    for (int lang = PAGE_VI; lang <= PAGE_EN; lang++) {
        struct uri uri = { 0 };
        give(&g, s, (enum page_lang)lang);
        check_all(&g);
        if (make_uri(s, &uri)) {
            g.page.uri = &uri;
            check_all(&g);
        }
        uri_release(&uri);
        take_back(&g);
    }
}

static void test_hostile_text_is_no_markup(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(hostile); i++)
        check_in_all_languages(hostile[i]);
}

static void test_long_words_pass(void **state)
{
    static char word[100000];

    (void)state;
    memset(word, 'w', sizeof word - 1);
    check_in_all_languages(cvd_str_from(word));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hostile_text_is_no_markup),
        cmocka_unit_test(test_long_words_pass),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
