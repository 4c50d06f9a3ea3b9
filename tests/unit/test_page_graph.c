/* test_page_graph.c - the picture of a citation graph: boxes lead where they
 * should, and nothing that a document says passes for markup. */
#include "searchd/page/page.h"
#include "tests/unit/markup_check.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define S(text) { text, sizeof text - 1 }

static const struct page_graph_view usual = { PAGE_GRAPH_DEPTH,
                                              PAGE_GRAPH_NODES,
                                              CVD_GRAPH_BOTH };

static unsigned count_of(const char *text, const char *what)
{
    unsigned n = 0;

    for (const char *p = strstr(text, what); p; p = strstr(p + 1, what))
        n++;
    return n;
}

static void check_has(const struct cvd_buf *out, const char *what)
{
    if (!strstr(out->ptr, what))
        fail_msg("no %s in %s", what, out->ptr);
}

/* ---- the graph of a document ------------------------------------------ */

static struct cvd_graph_node held_node(const char *id, unsigned steps)
{
    return (struct cvd_graph_node){ .key = cvd_str_from(id),
                                    .id = cvd_str_from(id),
                                    .title = cvd_str_from("Tiêu đề"),
                                    .held = true,
                                    .steps = steps };
}

static void test_boxes_lead_to_graphs(void **state)
{
    const struct page page = { .lang = PAGE_EN };
    const struct page_graph_view view = { 1, 15, CVD_GRAPH_OUT };
    struct cvd_graph_node nodes[] = {
        held_node("a/b", 0), held_node("c", 1),
        { .key = cvd_str_from("37-kh-tu@-@-"), .steps = 1,
          .number = cvd_str_from("37-KH/TU"), .cited_by = 1 },
        { .key = cvd_str_from("x@-@-"), .steps = 1 },
    };
    struct cvd_graph_edge edges[] = {
        { 0, 1, CVD_R_LIKELY }, { 0, 2, CVD_R_ABSENT }, { 0, 3, CVD_R_ABSENT },
    };
    const struct cvd_graph g = { .nodes = nodes, .node_count = LENGTH(nodes),
                                 .edges = edges, .edge_count = LENGTH(edges),
                                 .ambiguous = 1234, .cut = true };
    struct cvd_buf out = { 0 };
    static const char *const want[] = {
        "data-key=\"a/b\" title=\"Tiêu đề\" href=\"/documents/a%2Fb?lang=en\"",
        "data-key=\"c\" title=\"Tiêu đề\" href=\"/documents/c/graph?depth=1"
        "&amp;direction=out&amp;nodes=15&amp;lang=en\"",
        "data-key=\"37-kh-tu@-@-\" href=\"/references/37-KH%2FTU/graph?depth=1"
        "&amp;direction=out&amp;nodes=15&amp;lang=en\"",
        "data-key=\"x@-@-\"><span",
        "class=\"edge likely\" data-from=\"0\" data-to=\"1\"",
        "href=\"/api/v1/graph?q=a%2Fb&amp;format=dot&amp;depth=1&amp;"
        "direction=out&amp;nodes=15\"",
        "1,234 references of which",
        "Not all of it",
        "href=\"/documents/a%2Fb/graph?depth=1&amp;direction=out&amp;"
        "nodes=15\" lang=\"vi\"", /* the other language */
    };

    (void)state;
    assert_int_equal(page_graph(&page, cvd_str_from("a/b"), &view, &g, &out),
                     CVD_OK);
    check_html(&out);
    for (size_t i = 0; i < LENGTH(want); i++)
        check_has(&out, want[i]);
    assert_int_equal(count_of(out.ptr, "aria-current=\"true\" data-node"), 1);
    cvd_buf_release(&out);
}

static void test_nothing_to_draw(void **state)
{
    const struct page page = { 0 };
    struct cvd_graph_node node = held_node("a", 0);
    const struct cvd_graph alone = { .nodes = &node, .node_count = 1 };
    const struct cvd_graph none = { 0 };
    struct cvd_buf out = { 0 };

    (void)state;
    assert_int_equal(page_graph(&page, node.id, &usual, &alone, &out),
                     CVD_OK);
    check_html(&out);
    check_has(&out, "Không có viện dẫn nào để vẽ");
    assert_int_equal(count_of(out.ptr, "<figure"), 0);
    cvd_buf_clear(&out);
    assert_int_equal(page_graph(&page, node.id, &usual, &none, &out),
                     CVD_OK);
    check_html(&out);
    cvd_buf_release(&out);
}

/* ---- on the page of a document ---------------------------------------- */

enum { MANY = 40 };

static void show_document(const struct cvd_citations *cites,
                          const struct cvd_cited_list *citers,
                          struct cvd_buf *out)
{
    const struct page page = { 0 };
    struct cvd_doc doc = { .id = S("d"), .title = S("Kế hoạch") };
    const struct page_doc d = { .doc = &doc, .cites = cites,
                                .citers = citers };

    assert_int_equal(page_document(&page, &d, out), CVD_OK);
    check_html(out);
}

static void test_the_most_spoken_of_are_drawn(void **state)
{
    char ids[MANY][8];
    struct cvd_citation list[MANY + 2] = { 0 };
    struct cvd_citations cites = { .list = list, .count = LENGTH(list) };
    struct cvd_buf out = { 0 };

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        snprintf(ids[i], sizeof ids[i], "%zu-KH", i);
        list[i].number = list[i].identity = cvd_str_from(ids[i]);
        list[i].resolution = CVD_R_ABSENT;
    }
    /* Of the last the text speaks again, twice. */
    for (size_t i = MANY; i < LENGTH(list); i++) {
        list[i] = list[MANY - 1];
        list[i].again = true;
    }
    show_document(&cites, NULL, &out);
    check_has(&out, "data-key=\"39-KH\"");
    check_has(&out, "data-key=\"0-KH\"");
    check_has(&out, "data-key=\"6-KH\"");
    assert_int_equal(count_of(out.ptr, "data-key=\"7-KH\""), 0);
    check_has(&out, "href=\"#cites\"><span class=\"node-name\">"
                    "+ 32 văn bản nữa");
    check_has(&out, "href=\"/documents/d/graph\"");
    cvd_buf_release(&out);
}

static void test_no_reference_is_no_picture(void **state)
{
    struct cvd_citations cites = { 0 };
    struct cvd_cited nobody = { 0 };
    struct cvd_cited_list citers = { .list = &nobody, .count = 1 };
    struct cvd_buf out = { 0 };

    (void)state;
    show_document(&cites, &citers, &out);
    assert_int_equal(count_of(out.ptr, "<figure"), 0);
    cvd_buf_release(&out);
}

static void test_a_document_is_one_box(void **state)
{
    struct cvd_held held[] = { { .id = S("e"), .title = S("E") } };
    struct cvd_citation list[] = {
        { .number = S("1-KH"), .identity = S("1-kh@2020"), .held_count = 1,
          .resolution = CVD_R_EXACT },
        { .number = S("1-KH"), .identity = S("1-kh@-"), .held_count = 1,
          .resolution = CVD_R_LIKELY },
        { .number = S("2-KH"), .resolution = CVD_R_AMBIGUOUS },
    };
    struct cvd_citations cites = { .list = list, .count = LENGTH(list),
                                   .held = held, .held_count = 1 };
    struct cvd_buf out = { 0 };

    (void)state;
    show_document(&cites, NULL, &out);
    assert_int_equal(count_of(out.ptr, "data-key=\"e\""), 1);
    assert_int_equal(count_of(out.ptr, "chưa rõ văn bản nào</span>"), 1);
    cvd_buf_release(&out);
}

/* ---- of a number -------------------------------------------------------- */

static void test_what_bears_a_number_and_who_cites_it(void **state)
{
    const struct page page = { 0 };
    struct cvd_held citers[] = {
        { .id = S("x"), .how = CVD_R_EXACT },
        { .id = S("y"), .how = CVD_R_LIKELY },
    };
    struct cvd_held own[] = { { .id = S("z"), .title = S("Z") } };
    struct cvd_cited list[] = {
        { .number = S("37-KH/TU"), .resolution = CVD_R_ABSENT,
          .citers = citers, .citer_count = 2, .count = 70 },
        { .number = S("37-KH/TU"), .resolution = CVD_R_EXACT, .held = own,
          .held_count = 1, .citers = citers, .citer_count = 1, .count = 1 },
    };
    const struct cvd_cited_list l = { .number = S("37-KH/TU"), .list = list,
                                      .count = LENGTH(list), .cut = true };
    struct cvd_buf out = { 0 };

    (void)state;
    assert_int_equal(page_reference_graph(&page, l.number, &usual, &l, &out),
                     CVD_OK);
    check_html(&out);
    check_has(&out, "data-key=\"z\" title=\"Z\" href=\"/documents/z/graph\"");
    check_has(&out, "data-key=\"x\" href=\"/documents/x/graph\"");
    check_has(&out, "href=\"/?cites=37-KH%2FTU\"><span class=\"node-name\">"
                    "+ 68 văn bản nữa");
    assert_int_equal(count_of(out.ptr, "data-key=\"x\""), 1);
    assert_int_equal(count_of(out.ptr, "class=\"edge "), 2 * 4);
    cvd_buf_release(&out);
}

/* ---- anything ----------------------------------------------------------- */

static const struct cvd_str hostile[] = {
    S("<script>alert(1)</script>"),
    S("\"><img src=x onerror=alert(1)>"),
    S("</a></li></ol></figure></svg>"),
    S("a\0b<"),
    S("\u202Egnp.exe\u202C\u2066x"),
    S("e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301"),
    S("قرار رقم 37"),
    S("\xC3(\xF0\x9F\xED\xA0\x80\xC0\xBC"),
    S("../../%2e%2e/?q=x&lang=en#y"),
    S(""),
};

static void check_hostile(struct cvd_str s, enum page_lang lang)
{
    const struct page page = { .lang = lang };
    struct cvd_graph_node nodes[PAGE_GRAPH_NODES_MAX];
    struct cvd_graph_edge edges[PAGE_GRAPH_NODES_MAX];
    struct cvd_graph g = { .nodes = nodes, .node_count = LENGTH(nodes),
                           .edges = edges, .edge_count = LENGTH(edges) };
    struct cvd_held held[] = { { s, s, s, s, CVD_R_LIKELY } };
    struct cvd_cited cited[6];
    const struct cvd_cited_list l = { .number = s, .list = cited,
                                      .count = LENGTH(cited) };
    struct cvd_buf out = { 0 };

    for (uint32_t i = 0; i < PAGE_GRAPH_NODES_MAX; i++) {
        nodes[i] = (struct cvd_graph_node){
            .key = s, .id = s, .number = s, .type = s, .date = s, .title = s,
            .issuer = s, .province = s, .held = i % 2, .steps = i % 4,
            .cited_by = 7
        };
        edges[i] = (struct cvd_graph_edge){
            i, i * 7 % PAGE_GRAPH_NODES_MAX, (enum cvd_resolution)(i % 4)
        };
    }
    for (size_t i = 0; i < LENGTH(cited); i++)
        cited[i] = (struct cvd_cited){
            .number = s, .date = s, .issuer = s, .title = s,
            .resolution = (enum cvd_resolution)(i % 4), .held = held,
            .held_count = i % 2, .citers = held, .citer_count = 1, .count = 9
        };
    assert_int_equal(page_graph(&page, s, &usual, &g, &out), CVD_OK);
    check_html(&out);
    cvd_buf_clear(&out);
    assert_int_equal(page_reference_graph(&page, s, &usual, &l, &out),
                     CVD_OK);
    check_html(&out);
    cvd_buf_release(&out);
}

static void test_hostile_text_is_no_markup(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(hostile); i++)
        for (int lang = PAGE_VI; lang <= PAGE_EN; lang++)
            check_hostile(hostile[i], (enum page_lang)lang);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_boxes_lead_to_graphs),
        cmocka_unit_test(test_nothing_to_draw),
        cmocka_unit_test(test_the_most_spoken_of_are_drawn),
        cmocka_unit_test(test_no_reference_is_no_picture),
        cmocka_unit_test(test_a_document_is_one_box),
        cmocka_unit_test(test_what_bears_a_number_and_who_cites_it),
        cmocka_unit_test(test_hostile_text_is_no_markup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
