/* test_graph.c - the pieces of a citation graph: numbered strings, XML, and
 * the three forms written of what documents may hold.  What cites what is
 * tests/e2e/t360-search-graph-export.sh. */
#include "search/citations.h"
#include "tests/unit/support.h"

#include "base/xml.h"
#include "search/graph_keys.h"
#include "search/searcher.h"

/* ---- numbered strings ------------------------------------------------ */

static uint32_t depth(const struct cvd_graph_keys *k, uint32_t at)
{
    if (!at)
        return 0;
    uint32_t a = depth(k, k->list[at].left), b = depth(k, k->list[at].right);

    return 1 + (a > b ? a : b);
}

/* Strings in order, which would make a plain tree a list. */
static void test_keys(void **state)
{
    enum { KEYS = 20000, LOG = 15 };
    struct cvd_graph_keys k = { 0 };
    struct cvd_buf *keys = calloc(KEYS, sizeof *keys);
    uint32_t value;

    (void)state;
    assert_false(cvd_graph_keys_find(&k, cvd_str_from("x"), &value));
    for (uint32_t i = 0; i < KEYS; i++) {
        assert_int_equal(cvd_buf_printf(&keys[i], "%06u", i), CVD_OK);
        assert_false(cvd_graph_keys_find(&k, cvd_buf_str(&keys[i]), &value));
        assert_int_equal(cvd_graph_keys_add(&k, cvd_buf_str(&keys[i]), i * 3),
                         CVD_OK);
    }
    for (uint32_t i = 0; i < KEYS; i++) {
        assert_true(cvd_graph_keys_find(&k, cvd_buf_str(&keys[i]), &value));
        assert_int_equal(value, i * 3);
    }
    assert_true(depth(&k, k.root) <= 2 * LOG);
    for (uint32_t i = 0; i < KEYS; i++)
        cvd_buf_release(&keys[i]);
    cvd_graph_keys_release(&k);
    free(keys);
}

/* ---- XML ------------------------------------------------------------- */

static const struct {
    const char *in, *want;
} xml_cases[] = {
    { "", "" },
    { "Kế hoạch 37", "Kế hoạch 37" },
    { "<a href=\"x\">&'</a>",
      "&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;" },
    { "]]>", "]]&gt;" },
    { "a\tb\nc\rd", "a&#9;b&#10;c&#13;d" },
    { "\x01\x1B[31m\x0B", "\uFFFD\uFFFD[31m\uFFFD" },
    /* a terminal may obey them */
    { "\x7F\xC2\x85\xC2\x9B", "&#127;&#133;&#155;" },
    { "\uFFFE\uFFFF\uFFFD", "\uFFFD\uFFFD\uFFFD" },
    { "\xED\xA0\x80|\xC0\xAF|\xE1\xBA", /* a surrogate, overlong, cut */
      "\uFFFD\uFFFD\uFFFD|\uFFFD\uFFFD|\uFFFD\uFFFD" },
    { "\U0001F600", "\U0001F600" },
};

static void test_xml(void **state)
{
    struct cvd_buf out = { 0 };
    struct cvd_str nul = { "a\0b", 3 };

    (void)state;
    for (size_t i = 0; i < sizeof xml_cases / sizeof *xml_cases; i++) {
        cvd_buf_clear(&out);
        assert_int_equal(cvd_xml_escape(cvd_str_from(xml_cases[i].in), &out),
                         CVD_OK);
        assert_string_equal(out.ptr ? out.ptr : "", xml_cases[i].want);
    }
    cvd_buf_clear(&out);
    assert_int_equal(cvd_xml_escape(nul, &out), CVD_OK);
    assert_string_equal(out.ptr, "a\uFFFD" "b");
    cvd_buf_release(&out);
}

/* ---- what is written ------------------------------------------------- */

static const char HOSTILE[] =
    "</data></node>\"]; n9 [label=\"\\\n<script>&amp;\x1B]0;x\x07\xC2\x9B";

static struct cvd_graph_node node(const char *key, const char *number,
                                  const char *title)
{
    return (struct cvd_graph_node){
        .key = cvd_str_from(key), .id = cvd_str_from(key), .held = true,
        .number = cvd_str_from(number), .title = cvd_str_from(title),
        .date = cvd_str_from("2021-10-25"), .province = cvd_str_from("ha-noi")
    };
}

static const struct cvd_graph_edge edges[] = {
    { 0, 1, CVD_R_EXACT }, { 0, 2, CVD_R_ABSENT }, { 1, 0, CVD_R_LIKELY }
};

/* Borrows all it has. */
static struct cvd_graph make_graph(struct cvd_graph_node nodes[3],
                                   struct cvd_graph_edge cites[3])
{
    nodes[0] = node("a", "37-KH/TU", "Kế hoạch");
    nodes[1] = node(HOSTILE, HOSTILE, HOSTILE);
    nodes[2] = (struct cvd_graph_node){ .key = cvd_str_from("3-ct-tw@-@tw"),
                                        .steps = 1, .cited_by = 7 };
    memcpy(cites, edges, sizeof edges);
    return (struct cvd_graph){ .nodes = nodes, .node_count = 3,
                               .edges = cites, .edge_count = 3,
                               .ambiguous = 2, .cut = true };
}

/* Whether `xml` is well formed as far as ours is: tags that open and close in
 * order, no '<' or '&' but in tags and references, nothing that XML forbids.
 * The number of elements, or 0. */
static size_t count_elements(const char *xml)
{
    const char *open[16];
    size_t depth_now = 0, count = 0;

    for (const char *p = xml; *p; p++) {
        if ((unsigned char)*p < 0x20 && *p != '\n')
            return 0;
        if (*p == '&' && strncmp(p, "&amp;", 5) && strncmp(p, "&lt;", 4) &&
            strncmp(p, "&gt;", 4) && strncmp(p, "&quot;", 6) &&
            strncmp(p, "&#", 2))
            return 0;
        if (*p != '<')
            continue;
        const char *end = strchr(p, '>');
        if (!end || memchr(p + 1, '<', (size_t)(end - p - 1)))
            return 0;
        if (p[1] == '/') {
            size_t n = (size_t)(end - p - 2);
            if (!depth_now-- || strncmp(open[depth_now], p + 2, n))
                return 0;
        } else if (p[1] != '?') {
            count++;
            if (end[-1] != '/') {
                if (depth_now == 16)
                    return 0;
                open[depth_now++] = p + 1;
            }
        }
        p = end;
    }
    return depth_now ? 0 : count;
}

static void test_graphml(void **state)
{
    struct cvd_graph_node nodes[3];
    struct cvd_graph_edge cites[3];
    struct cvd_graph g = make_graph(nodes, cites);
    struct cvd_buf out = { 0 };

    (void)state;
    assert_int_equal(cvd_graph_graphml(&g, &out), CVD_OK);
    /* graphml, 23 keys, graph with 4 data; 3 nodes, of their data 12, 12 and
     * 7; 3 edges of two data each */
    assert_int_equal(count_elements(out.ptr),
                     1 + 23 + 1 + 4 + 3 + 12 + 12 + 7 + 3 + 6);
    assert_non_null(strstr(out.ptr, "<edge source=\"n0\" target=\"n2\">"
                                    "<data key=\"edge_relation\">cites</data>"
                                    "<data key=\"edge_resolution\">absent"));
    assert_non_null(strstr(out.ptr, "&lt;/data&gt;&lt;/node&gt;&quot;]"));
    assert_null(strstr(out.ptr, "<script"));
    assert_null(strchr(out.ptr, 0x1B));
    cvd_buf_release(&out);
}

/* Nothing ends a quoted string but the quote that is meant to. */
static void test_dot(void **state)
{
    struct cvd_graph_node nodes[3];
    struct cvd_graph_edge cites[3];
    struct cvd_graph g = make_graph(nodes, cites);
    struct cvd_buf out = { 0 };
    bool quoted = false;
    size_t statements = 0;

    (void)state;
    assert_int_equal(cvd_graph_dot(&g, &out), CVD_OK);
    for (const char *p = out.ptr; *p; p++) {
        if (quoted && *p == '\\')
            p++;
        else if (*p == '"')
            quoted = !quoted;
        else
            statements += !quoted && *p == ';';
        assert_true(!quoted || (unsigned char)*p >= 0x20);
    }
    assert_false(quoted);
    assert_int_equal(statements, 2 + 3 + 3);
    assert_non_null(strstr(out.ptr, "  n0 -> n1 [resolution=exact];\n"));
    assert_non_null(strstr(out.ptr, "  n1 -> n0 [resolution=likely, "
                                    "style=dashed];\n"));
    assert_non_null(strstr(out.ptr, "held=false"));
    cvd_buf_release(&out);
}

static void test_json(void **state)
{
    struct cvd_graph_node nodes[3];
    struct cvd_graph_edge cites[3];
    struct cvd_graph g = make_graph(nodes, cites);
    struct cvd_buf out = { 0 };

    (void)state;
    nodes[0] = nodes[2];
    nodes[0].level = CVD_LEVEL_CENTRAL;
    nodes[0].in_degree = 3;
    g.edition = (struct cvd_edition){ 4, 0, 9 };
    g.node_count = 1;
    g.edge_count = 0;
    assert_int_equal(cvd_graph_json(&g, &out), CVD_OK);
    assert_string_equal(
        out.ptr,
        "{\"query\":\"\",\"index\":{\"generation\":4,\"analyzer\":null,"
        "\"documents\":9},\"nodes\":[{\"key\":\"3-ct-tw@-@tw\",\"id\":null,"
        "\"held\":false,\"number\":null,\"type\":null,\"date\":null,"
        "\"title\":null,\"issuer\":null,\"province\":null,"
        "\"province_name\":null,\"level\":\"central\",\"cited_by\":7,"
        "\"in_degree\":3,\"out_degree\":0,\"steps\":1}],\"edges\":[],"
        "\"ambiguous\":2,\"complete\":false,\"warnings\":[]}");
    cvd_buf_release(&out);
}

/* ---- a picture -------------------------------------------------------- */

static const struct cvd_filter cites_it = { CVD_F_CITES,
                                            { "3-CT/TW", 7 } };
static const struct cvd_graph_request asked = {
    .find = { .filters = &cites_it, .filter_count = 1,
              .from = { "2021", 4 } },
    .depth = 2, .direction = CVD_GRAPH_IN, .nodes = 500
};

static void test_svg(void **state)
{
    struct cvd_graph_node nodes[3];
    struct cvd_graph_edge cites[3];
    struct cvd_graph g = make_graph(nodes, cites);
    struct cvd_buf out = { 0 };

    (void)state;
    assert_int_equal(cvd_buf_add_text(&g.query, HOSTILE), CVD_OK);
    assert_int_equal(cvd_graph_svg(&g, &asked, &out), CVD_OK);
    assert_true(count_elements(out.ptr) > 30);
    assert_null(strstr(out.ptr, "<script"));
    assert_null(strchr(out.ptr, 0x1B));
    assert_non_null(strstr(out.ptr, "class=\"box absent\""));
    assert_non_null(strstr(out.ptr, "; Dẫn: 3-CT/TW; từ 2021</title>"));
    cvd_buf_clear(&out);
    /* Nothing to draw is a picture too. */
    g.node_count = g.edge_count = 0;
    assert_int_equal(cvd_graph_svg(&g, &asked, &out), CVD_OK);
    assert_true(count_elements(out.ptr) > 10);
    assert_non_null(strstr(out.ptr, "&quot;depth&quot;:2,&quot;direction"
                                    "&quot;:&quot;in&quot;,"
                                    "&quot;nodes&quot;:500"));
    cvd_buf_release(&out);
    cvd_buf_release(&g.query);
}

/* Of many the most cited, what cites them, and a word on the rest. */
static void test_svg_of_many(void **state)
{
    enum { MANY = 1000 };
    struct cvd_graph_node *nodes = calloc(MANY, sizeof *nodes);
    struct cvd_graph_edge *cites = calloc(MANY, sizeof *cites);
    struct cvd_graph g = { .nodes = nodes, .node_count = MANY,
                           .edges = cites, .edge_count = MANY - 1 };
    struct cvd_buf out = { 0 };
    size_t boxes = 0;

    (void)state;
    for (uint32_t i = 0; i < MANY; i++) {
        nodes[i] = node("k", "1/KH", "T");
        nodes[i].steps = 1;
        nodes[i].level = (enum cvd_level)(i % CVD_LEVEL_COUNT);
    }
    nodes[MANY - 1].number = cvd_str_from("HUB");
    nodes[MANY - 1].in_degree = MANY - 1;
    for (uint32_t i = 0; i < MANY - 1; i++)
        cites[i] = (struct cvd_graph_edge){ i, MANY - 1, CVD_R_EXACT };
    assert_int_equal(cvd_graph_svg(&g, &asked, &out), CVD_OK);
    for (const char *p = out.ptr; (p = strstr(p, "<g>")); p++)
        boxes++;
    assert_int_equal(boxes, CVD_GRAPH_DRAWN_MAX);
    assert_non_null(strstr(out.ptr, ">HUB<"));
    assert_non_null(strstr(out.ptr, "bỏ bớt 880 văn bản và 880 trích dẫn"));
    cvd_buf_release(&out);
    free(nodes);
    free(cites);
}

/* ---- limits, and an archive without a number -------------------------- */

static const struct sample samples[] = {
    { "a", "Cây xanh ven sông.", NULL, "2021-01-01", NULL },
    { "b", "Cây xanh trên núi.", NULL, "2021-01-02", NULL },
    { "cay", "Nước sạch.", NULL, NULL, NULL },
};

static void check_count(struct cvd_searcher *s,
                        const struct cvd_graph_request *r, size_t nodes,
                        bool cut)
{
    struct cvd_graph g = { 0 };
    struct cvd_err err = { CVD_OK, "" };

    assert_ok(cvd_graph(s, r, &g, &err));
    assert_int_equal(g.node_count, nodes);
    assert_int_equal(g.edge_count, 0);
    assert_int_equal(g.cut, cut);
    cvd_graph_release(&g);
}

static void test_requests(void **state)
{
    struct cvd_published out;
    struct cvd_searcher *s = NULL;
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_graph g = { 0 };
    struct cvd_filter year = { CVD_F_TYPE, cvd_str_from("kế hoạch") };
    struct cvd_graph_request r = { .depth = 2, .nodes = CVD_GRAPH_NODES,
                                   .direction = CVD_GRAPH_BOTH };

    assert_ok(add_samples(*state, true, samples, 3, 3, &out, &err));
    assert_ok(cvd_searcher_open(*state, &s, &err));
    r.find.query = cvd_str_from("cây xanh");
    check_count(s, &r, 2, false);
    r.find.query = cvd_str_from("cay"); /* an id, not a word */
    check_count(s, &r, 1, false);
    r.find.filters = &year; /* a word then, and no plan has it */
    r.find.filter_count = 1;
    check_count(s, &r, 0, false);
    r.find.filter_count = 0;
    r.find.query = cvd_str_from("khongcotunay");
    check_count(s, &r, 0, false);
    r.find.query = cvd_str_from("cây xanh");
    r.nodes = 1;
    check_count(s, &r, 1, true);
    r.nodes = 0;
    check_count(s, &r, 0, false);
    r.nodes = CVD_GRAPH_NODES_MAX + 1;
    assert_int_equal(cvd_graph(s, &r, &g, &err), CVD_EUSAGE);
    r.nodes = CVD_GRAPH_NODES_MAX;
    r.depth = CVD_GRAPH_DEPTH_MAX + 1;
    assert_int_equal(cvd_graph(s, &r, &g, &err), CVD_EUSAGE);
    cvd_searcher_close(s);
}

/* ---- a deadline ------------------------------------------------------ */

static const struct {
    const char *id, *text, *borne_as, *cited_as[2];
} papers[] = {
    { "goc", "Kế hoạch của tỉnh.", "37-kh-tu@2021-10-25@dak-lak", { NULL } },
    { "dan-1", "Thực hiện Kế hoạch số 37-KH/TU ngày 25/10/2021 của Tỉnh ủy "
               "Đắk Lắk; Nghị định số 30/2020/NĐ-CP ngày 05/3/2020.",
      "38-kh-tu@2021-11-25@dak-lak",
      { "37-kh-tu@2021-10-25@dak-lak", "30-2020-nd-cp@2020-03-05@tw" } },
    { "dan-2", "Theo Kế hoạch số 37-KH/TU ngày 25/10/2021 của Tỉnh ủy Đắk "
               "Lắk.", NULL, { "37-kh-tu@2021-10-25@dak-lak" } },
    { "dan-3", "Sửa Kế hoạch số 38-KH/TU ngày 25/11/2021 của Tỉnh ủy Đắk "
               "Lắk.", NULL, { "38-kh-tu@2021-11-25@dak-lak" } },
};

enum { PAPERS = sizeof papers / sizeof *papers };

static void add_paper(struct cvd_chunk *c, size_t i, struct cvd_err *err)
{
    struct cvd_str id = cvd_str_from(papers[i].id);
    struct cvd_doc d = { .id = id, .title = id,
                         .text = cvd_str_from(papers[i].text) };
    struct cvd_word word = { id, id };
    struct cvd_field_term terms[3];
    size_t n = 0;

    if (papers[i].borne_as) {
        struct cvd_str s = cvd_str_from(papers[i].borne_as);
        (void)cvd_doc_add_value(&d, CVD_F_BORNE_AS, s);
        terms[n++] = (struct cvd_field_term){ CVD_F_BORNE_AS, s };
    }
    for (size_t k = 0; k < 2 && papers[i].cited_as[k]; k++)
        terms[n++] = (struct cvd_field_term){
            CVD_F_CITED_AS, cvd_str_from(papers[i].cited_as[k])
        };
    struct cvd_indexed one = { .doc = &d, .words = &word, .word_count = 1,
                               .terms = terms, .term_count = n };
    one.content[0] = (unsigned char)i;
    assert_int_equal(cvd_chunk_add(c, &one, err), CVD_OK);
    cvd_doc_release(&d);
}

static void add_papers(const char *dir, struct cvd_err *err)
{
    struct cvd_writer *w = NULL;
    struct cvd_chunk *c = NULL;
    struct cvd_published out;

    assert_int_equal(cvd_writer_open(dir, true, &w, err), CVD_OK);
    assert_int_equal(cvd_chunk_new(w, &c, err), CVD_OK);
    for (size_t i = 0; i < PAPERS; i++)
        add_paper(c, i, err);
    assert_int_equal(cvd_chunk_seal(c, err), CVD_OK);
    assert_int_equal(cvd_writer_take(w, c, 0, err), CVD_OK);
    assert_int_equal(cvd_writer_publish(w, &out, err), CVD_OK);
    cvd_writer_close(w);
}

static uint64_t looks;

/* A clock that goes on whenever it is looked at. */
static uint64_t next_look(void)
{
    return ++looks;
}

static const struct cvd_graph_node *find_node(const struct cvd_graph *g,
                                              struct cvd_str key)
{
    for (size_t i = 0; i < g->node_count; i++)
        if (cvd_str_equal(g->nodes[i].key, key))
            return &g->nodes[i];
    return NULL;
}

/* Every node and edge of `part` is in `whole`. */
static void check_part(const struct cvd_graph *part,
                       const struct cvd_graph *whole)
{
    for (size_t i = 0; i < part->node_count; i++) {
        const struct cvd_graph_node *n = find_node(whole, part->nodes[i].key);
        assert_non_null(n);
        assert_int_equal(part->nodes[i].held, n->held);
        assert_int_equal(part->nodes[i].steps, n->steps);
        assert_int_equal(part->nodes[i].cited_by, n->cited_by);
    }
    for (size_t i = 0; i < part->edge_count; i++) {
        const struct cvd_graph_edge *e = &part->edges[i];
        bool found = false;
        for (size_t k = 0; k < whole->edge_count && !found; k++)
            found = whole->edges[k].how == e->how &&
                    cvd_str_equal(whole->nodes[whole->edges[k].from].key,
                                  part->nodes[e->from].key) &&
                    cvd_str_equal(whole->nodes[whole->edges[k].to].key,
                                  part->nodes[e->to].key);
        assert_true(found);
    }
}

/* However late it is, what there is by then is true. */
static void test_deadline(void **state)
{
    struct cvd_searcher *s = NULL;
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_graph whole = { 0 };
    struct cvd_graph_request r = { .depth = 3, .nodes = CVD_GRAPH_NODES,
                                   .direction = CVD_GRAPH_BOTH,
                                   .find.query = cvd_str_from("dan-1") };
    size_t parts = 0;
    bool done = false;

    add_papers(*state, &err);
    assert_ok(cvd_searcher_open(*state, &s, &err));
    assert_ok(cvd_graph(s, &r, &whole, &err));
    assert_int_equal(whole.node_count, 5);
    assert_int_equal(whole.edge_count, 4);
    assert_false(whole.cut);
    for (uint64_t deadline = 1; deadline < 4000 && !done; deadline++) {
        struct cvd_graph g = { 0 };
        looks = 0;
        *cvd_store_clock(s->store) = (struct cvd_clock){
            .deadline = deadline, .every = 1, .now = next_look
        };
        assert_ok(cvd_graph(s, &r, &g, &err));
        check_part(&g, &whole);
        done = !g.cut;
        parts += g.cut && g.node_count;
        assert_true(!done || (g.node_count == 5 && g.edge_count == 4));
        cvd_graph_release(&g);
    }
    assert_true(done);
    assert_true(parts > 3);
    cvd_graph_release(&whole);
    cvd_searcher_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_xml),
        cmocka_unit_test(test_graphml),
        cmocka_unit_test(test_dot),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_svg),
        cmocka_unit_test(test_svg_of_many),
        cmocka_unit_test_setup_teardown(test_requests, make_dir, drop_dir),
        cmocka_unit_test_setup_teardown(test_deadline, make_dir, drop_dir),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
