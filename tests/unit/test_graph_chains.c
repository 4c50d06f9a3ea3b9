/* test_graph_chains.c - chains of citations, of graphs made by hand: which way
 * up is kept, what ends one, and that circles end. */
#include "search/citations.h"
#include "tests/unit/support.h"

enum { NODES_MAX = 8, EDGES_MAX = 12 };

/* A node is "L DATE": t(rung ương), p(rovince), h(uyện), x(ã) or ? and its
 * date, perhaps none.  An edge "01" says that node 0 cites node 1; sorted.
 * A chain is its nodes, the highest first. */
static const struct {
    const char *says;
    const char *nodes[NODES_MAX];
    const char *edges[EDGES_MAX];
    const char *want;        /* chains with a blank between */
} cases[] = {
    { "nothing", { "t" }, { NULL }, "" },
    { "from the centre down to the commune",
      { "x 2022", "h 2021-05", "p 2021-03-02", "t 2021-01-01" },
      { "01", "12", "23" }, "3210" },
    { "a way over more levels before a direct one",
      { "x 2022", "p 2021", "t 2020" }, { "01", "02", "12" }, "210" },
    { "what begins higher before what is longer",
      { "x 2022", "t 2018", "p 2021", "p 2020", "p 2019" },
      { "01", "02", "23", "34" }, "10" },
    { "never up", { "t 2021", "p 2020" }, { "01" }, "" },
    { "nothing that is older than what it cites",
      { "x 2020-01-01", "t 2021-01-01" }, { "01" }, "" },
    { "a date as far as both go", { "x 2021", "t 2021-05-01" }, { "01" },
      "10" },
    { "no date says nothing against", { "x", "t 2021" }, { "01" }, "10" },
    { "an unknown level is in none", { "x 2022", "? 2021", "t 2020" },
      { "01", "12" }, "" },
    { "a circle is broken", { "p 2021", "p 2021", "p 2021", "t 2020" },
      { "01", "12", "20", "23" }, "3210" },
    { "of one day, each naming the other", { "p 2021", "p 2021" },
      { "01", "10" }, "10" },
    { "each end has a chain, more levels first, then longer",
      { "t 2018", "p 2020", "p 2019", "x 2022", "p 2021" },
      { "10", "20", "31", "42" }, "013 024" },
    { "an end is what nothing cites, whatever it chose itself",
      { "x 2022", "p 2020", "p 2019", "t 2018", "t 2017" },
      { "01", "02", "13", "24" }, "310" },
};

static struct cvd_graph_node read_node(const char *s)
{
    static const char levels[] = "?tphx";

    return (struct cvd_graph_node){
        .key = cvd_str_from(s), .id = cvd_str_from(s), .held = true,
        .level = (enum cvd_level)(strchr(levels, s[0]) - levels),
        .date = cvd_str_from(s[1] ? s + 2 : NULL)
    };
}

static void write_chains(const struct cvd_chains *c, char *out)
{
    for (size_t i = 0; i < c->count; i++) {
        if (i)
            *out++ = ' ';
        for (size_t k = 0; k < c->list[i].count; k++)
            *out++ = (char)('0' + c->nodes[c->list[i].first + k]);
    }
    *out = '\0';
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cvd_graph_node nodes[NODES_MAX];
        struct cvd_graph_edge edges[EDGES_MAX];
        struct cvd_graph g = { .nodes = nodes, .edges = edges };
        struct cvd_chains c = { 0 };
        char got[NODES_MAX * NODES_MAX * 2];

        while (g.node_count < NODES_MAX && cases[i].nodes[g.node_count]) {
            nodes[g.node_count] = read_node(cases[i].nodes[g.node_count]);
            g.node_count++;
        }
        for (; cases[i].edges[g.edge_count]; g.edge_count++)
            edges[g.edge_count] = (struct cvd_graph_edge){
                (uint32_t)(cases[i].edges[g.edge_count][0] - '0'),
                (uint32_t)(cases[i].edges[g.edge_count][1] - '0'),
                CVD_R_EXACT
            };
        assert_int_equal(cvd_chains_find(&g, &c), CVD_OK);
        write_chains(&c, got);
        if (strcmp(got, cases[i].want) != 0)
            fail_msg("%s: '%s' instead of '%s'", cases[i].says, got,
                     cases[i].want);
        assert_int_equal(c.total, c.count);
        assert_false(c.cut);
        cvd_chains_release(&c);
    }
}

/* A chain as long as the graph, and as many as it has nodes. */
static void test_limits(void **state)
{
    enum { MANY = 10000 };
    struct cvd_graph_node *nodes = calloc(MANY, sizeof *nodes);
    struct cvd_graph_edge *edges = calloc(MANY, sizeof *edges);
    struct cvd_graph g = { .nodes = nodes, .node_count = MANY,
                           .edges = edges, .edge_count = MANY - 1 };
    struct cvd_chains c = { 0 };

    (void)state;
    for (uint32_t i = 0; i < MANY; i++) {
        nodes[i].level = CVD_LEVEL_PROVINCE;
        edges[i] = (struct cvd_graph_edge){ i, i + 1, CVD_R_EXACT };
    }
    assert_int_equal(cvd_chains_find(&g, &c), CVD_OK);
    assert_int_equal(c.count, 1);
    assert_int_equal(c.list[0].count, CVD_CHAIN_LENGTH_MAX);
    assert_int_equal(c.nodes[0], MANY - 1); /* the upper end is kept */
    assert_true(c.cut);
    cvd_chains_release(&c);
    for (uint32_t i = 0; i < MANY - 1; i++)
        edges[i].to = MANY - 1;
    assert_int_equal(cvd_chains_find(&g, &c), CVD_OK);
    assert_int_equal(c.total, MANY - 1);
    assert_int_equal(c.count, CVD_CHAINS_MAX);
    assert_true(c.cut);
    cvd_chains_release(&c);
    free(nodes);
    free(edges);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
