/* test_graph_layout.c - where the boxes of a citation graph stand: older to
 * the left, one box to a place, the same picture each time. */
#include "searchd/page/graph_layout.h"
#include "tests/unit/support.h"

#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static struct graph_layout layout_of(const unsigned *steps, size_t count,
                                     const struct cvd_graph_edge *edges,
                                     size_t edge_count)
{
    struct graph_layout l = { .count = count, .edges = edges,
                              .edge_count = edge_count };

    for (size_t i = 0; i < count; i++)
        l.places[i].steps = steps[i];
    graph_place_all(&l);
    return l;
}

/* ---- layers ---------------------------------------------------------- */

static void test_what_is_cited_stands_to_the_left(void **state)
{
    /* 0 cites 1, 2 cites 0; 1 cites 3, 4 cites 2; 5 cites 1 as 0 does; 6 is
     * cited by 2 as 0 is. */
    static const unsigned steps[] = { 0, 1, 1, 2, 2, 2, 2 };
    static const struct cvd_graph_edge edges[] = {
        { 0, 1, CVD_R_EXACT }, { 1, 3, CVD_R_ABSENT }, { 2, 0, CVD_R_EXACT },
        { 2, 6, CVD_R_LIKELY }, { 4, 2, CVD_R_EXACT }, { 5, 1, CVD_R_EXACT },
    };
    static const int want[] = { 0, -1, 1, -2, 2, 0, 0 };
    struct graph_layout l = layout_of(steps, 7, edges, LENGTH(edges));

    (void)state;
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(l.places[i].layer, want[i]);
    assert_int_equal(l.first, -2);
    assert_int_equal(l.layers, 5);
    assert_int_equal(l.rows, 3);
    assert_int_equal(l.sizes[2], 3);
    graph_untangle(&l);
    assert_int_equal(l.places[0].row, 1); /* in the middle of the three */
}

static void test_most_lines_decide(void **state)
{
    /* 3 is cited by 1, which 0 cites, and cites 1 and 2. */
    static const unsigned steps[] = { 0, 1, 1, 2 };
    static const struct cvd_graph_edge edges[] = {
        { 0, 1, CVD_R_EXACT }, { 0, 2, CVD_R_EXACT }, { 1, 3, CVD_R_EXACT },
        { 3, 1, CVD_R_EXACT }, { 3, 2, CVD_R_EXACT },
    };
    struct graph_layout l = layout_of(steps, 4, edges, LENGTH(edges));

    (void)state;
    assert_int_equal(l.places[3].layer, 0);
}

static void test_a_ring_and_what_hangs_nowhere(void **state)
{
    static const unsigned steps[] = { 0, 1, 2, 7 };
    static const struct cvd_graph_edge edges[] = {
        { 0, 1, CVD_R_EXACT }, { 1, 0, CVD_R_EXACT },
    };
    struct graph_layout l = layout_of(steps, 4, edges, LENGTH(edges));
    struct graph_layout empty = layout_of(steps, 0, edges, 0);

    (void)state;
    assert_int_equal(l.places[1].layer, -1); /* as if it were cited alone */
    assert_true(l.places[1].entered_right);
    assert_true(l.places[0].entered_left);
    assert_int_equal(l.places[2].layer, 0);
    assert_int_equal(l.places[3].layer, 0);
    assert_int_equal(empty.layers, 1);
    assert_int_equal(empty.rows, 0);
    assert_int_equal(graph_at(&empty, 0, 0), 0);
}

/* ---- rows ------------------------------------------------------------ */

static unsigned crossings(const struct graph_layout *l)
{
    unsigned n = 0;

    for (size_t i = 0; i < l->edge_count; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct graph_place *a = &l->places[l->edges[i].from],
                                     *b = &l->places[l->edges[i].to],
                                     *c = &l->places[l->edges[k].from],
                                     *d = &l->places[l->edges[k].to];
            n += a->layer == c->layer && b->layer == d->layer &&
                 ((a->row < c->row && b->row > d->row) ||
                  (a->row > c->row && b->row < d->row));
        }
    }
    return n;
}

static void test_lines_are_untangled(void **state)
{
    /* 1 .. 3 are cited by 0 and, in turn, by 6, 5 and 4. */
    static const unsigned steps[] = { 0, 1, 1, 1, 2, 2, 2 };
    static const struct cvd_graph_edge edges[] = {
        { 0, 1, CVD_R_EXACT }, { 0, 2, CVD_R_EXACT }, { 0, 3, CVD_R_EXACT },
        { 1, 6, CVD_R_EXACT }, { 2, 5, CVD_R_EXACT }, { 3, 4, CVD_R_EXACT },
    };
    struct graph_layout l = layout_of(steps, 7, edges, LENGTH(edges));

    (void)state;
    assert_int_equal(crossings(&l), 3);
    graph_untangle(&l);
    assert_int_equal(crossings(&l), 0);
}

/* ---- any graph -------------------------------------------------------- */

enum { GRAPHS = 300 };

static void check_curve(struct graph_curve c, int width, int height)
{
    for (size_t i = 0; i < 4; i++) {
        assert_in_range(c.y[i], 0, height);
        assert_true(c.x[i] >= -width / 2 && c.x[i] <= width);
    }
    assert_true(c.x[0] >= 0 && c.x[3] >= 0);
}

/* One box to a place, each row taken, lines within the field. */
static void check_layout(const struct graph_layout *l)
{
    bool taken[GRAPH_LAYERS_MAX][GRAPH_BOXES_MAX] = { { false } };
    size_t sum = 0;

    for (size_t i = 0; i < l->count; i++) {
        const struct graph_place *p = &l->places[i];
        unsigned layer = (unsigned)(p->layer - l->first);
        assert_true(layer < l->layers);
        assert_true(p->row < l->sizes[layer]);
        assert_false(taken[layer][p->row]);
        taken[layer][p->row] = true;
        assert_int_equal(graph_at(l, layer, p->row), i);
    }
    for (unsigned i = 0; i < l->layers; i++) {
        assert_true(l->sizes[i] <= l->rows);
        sum += l->sizes[i];
    }
    assert_int_equal(sum, l->count);
    for (size_t i = 0; i < l->edge_count; i++) {
        check_curve(graph_curve(l, &l->edges[i]), GRAPH_WIDTH,
                    GRAPH_ROW * (int)l->rows);
        check_curve(graph_arc(l, &l->edges[i]), GRAPH_ARCS,
                    graph_arcs_height(l));
    }
}

static void test_any_graph_has_its_place(void **state)
{
    static struct cvd_graph_edge edges[GRAPH_BOXES_MAX * 4];
    unsigned steps[GRAPH_BOXES_MAX];

    (void)state;
    srand(1); /* the same graphs each time */
    for (int round = 0; round < GRAPHS; round++) {
        size_t count = 1 + (size_t)rand() % GRAPH_BOXES_MAX;
        size_t lines = (size_t)rand() % (count * 4);
        for (size_t i = 0; i < count; i++)
            steps[i] = i ? 1 + (unsigned)rand() % 2 : 0;
        for (size_t i = 0; i < lines; i++)
            edges[i] = (struct cvd_graph_edge){
                (uint32_t)((size_t)rand() % count),
                (uint32_t)((size_t)rand() % count), CVD_R_EXACT
            };
        struct graph_layout one = layout_of(steps, count, edges, lines);
        check_layout(&one);
        struct graph_layout two = one;
        graph_untangle(&one);
        graph_untangle(&two);
        check_layout(&one);
        assert_memory_equal(&one, &two, sizeof one);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_cited_stands_to_the_left),
        cmocka_unit_test(test_most_lines_decide),
        cmocka_unit_test(test_a_ring_and_what_hangs_nowhere),
        cmocka_unit_test(test_lines_are_untangled),
        cmocka_unit_test(test_any_graph_has_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
