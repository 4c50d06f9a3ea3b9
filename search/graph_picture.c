/* graph_picture.c - see graph_picture.h. */
#include "search/graph_picture.h"

#include <stdlib.h>

#define NOT_DRAWN UINT32_MAX

/* ---- which documents --------------------------------------------------- */

/* A node, and what speaks for drawing it. */
struct wish {
    uint32_t node;
    bool asked;              /* it alone was asked for */
    uint32_t links;          /* with those that are drawn already */
    uint32_t in_degree, degree;
    uint64_t cited_by;
};

static int most_wanted(const void *pa, const void *pb)
{
    const struct wish *a = pa, *b = pb;

    if (a->asked != b->asked)
        return a->asked ? -1 : 1;
    if (a->links != b->links)
        return a->links > b->links ? -1 : 1;
    if (a->in_degree != b->in_degree)
        return a->in_degree > b->in_degree ? -1 : 1;
    if (a->cited_by != b->cited_by)
        return a->cited_by > b->cited_by ? -1 : 1;
    if (a->degree != b->degree)
        return a->degree > b->degree ? -1 : 1;
    return a->node < b->node ? -1 : 1;
}

/* Set `links` of list[first] and after to the lines they have with those
 * before. */
static void count_links(const struct cvd_graph *g, struct wish *list,
                        size_t first, uint32_t *at)
{
    for (size_t i = 0; i < g->node_count; i++) {
        at[list[i].node] = (uint32_t)i;
        list[i].links = 0;
    }
    for (size_t i = 0; i < g->edge_count; i++) {
        uint32_t from = at[g->edges[i].from], to = at[g->edges[i].to];
        if (from < first && to >= first)
            list[to].links++;
        if (to < first && from >= first)
            list[from].links++;
    }
}

/* Half of the room is for the most cited of the graph, the other for what has
 * most to do with these: a box without its lines says little. */
static void choose(const struct cvd_graph *g, struct wish *list, uint32_t *at)
{
    bool alone = g->node_count == 1 ||
                 (g->node_count && g->nodes[1].steps);

    for (size_t i = 0; i < g->node_count; i++) {
        const struct cvd_graph_node *n = &g->nodes[i];
        list[i] = (struct wish){ (uint32_t)i, alone && !n->steps, 0,
                                 n->in_degree, n->in_degree + n->out_degree,
                                 n->cited_by };
    }
    qsort(list, g->node_count, sizeof *list, most_wanted);
    if (g->node_count <= CVD_GRAPH_DRAWN_MAX)
        return;
    size_t half = CVD_GRAPH_DRAWN_MAX / 2;
    count_links(g, list, half, at);
    qsort(list + half, g->node_count - half, sizeof *list, most_wanted);
}

/* ---- layers ------------------------------------------------------------ */

/* A node that is drawn, and how far below the top of its band. */
struct standing {
    uint32_t node;
    unsigned band;
    unsigned below;
    struct cvd_str date;
};

/* Unknown levels come last. */
static unsigned band_of(const struct cvd_graph_node *n)
{
    return n->level ? (unsigned)n->level : CVD_LEVEL_COUNT;
}

static int by_date(const struct standing *a, const struct standing *b)
{
    int by = cvd_str_compare(a->date, b->date);

    if (!a->date.len != !b->date.len)
        return a->date.len ? -1 : 1;
    return by ? by : a->node < b->node ? -1 : a->node > b->node;
}

static int oldest_first(const void *pa, const void *pb)
{
    const struct standing *a = pa, *b = pb;

    if (a->band != b->band)
        return a->band < b->band ? -1 : 1;
    return by_date(a, b);
}

static int top_first(const void *pa, const void *pb)
{
    const struct standing *a = pa, *b = pb;

    if (a->band != b->band)
        return a->band < b->band ? -1 : 1;
    if (a->below != b->below)
        return a->below < b->below ? -1 : 1;
    return by_date(a, b);
}

/* Below what it cites in its band, as far as that is older: no circle can
 * arise.  `at`: where each node stands in list[], sorted by oldest_first(). */
static void stand_below(const struct cvd_graph *g, struct standing *list,
                        size_t count, const uint32_t *at,
                        const size_t *first_edge)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t node = list[i].node;
        for (size_t e = first_edge[node]; e < first_edge[node + 1]; e++) {
            uint32_t to = at[g->edges[e].to];
            if (to != NOT_DRAWN && to < i && list[to].band == list[i].band &&
                list[to].below + 1 > list[i].below)
                list[i].below = list[to].below + 1;
        }
    }
}

static void find_first_edges(const struct cvd_graph *g, size_t *first_edge)
{
    size_t edge = 0;

    for (size_t i = 0; i <= g->node_count; i++) {
        while (edge < g->edge_count && g->edges[edge].from < i)
            edge++;
        first_edge[i] = edge;
    }
}

/* Give each a layer, from the top, and return how many. */
static unsigned cut_into_layers(const struct standing *list, size_t count,
                                struct cvd_picture *out)
{
    unsigned layer = 0, row = 0;

    for (size_t i = 0; i < count; i++) {
        if (i && (list[i].band != list[i - 1].band ||
                  list[i].below != list[i - 1].below ||
                  row == CVD_PICTURE_ROW_MAX)) {
            layer++;
            row = 0;
        }
        row++;
        out->nodes[i] = list[i].node;
        out->layout.places[i].layer = layer;
        out->bands[layer] = list[i].band < CVD_LEVEL_COUNT
                                ? (enum cvd_level)list[i].band
                                : CVD_LEVEL_UNKNOWN;
    }
    return count ? layer + 1 : 0;
}

static void keep_edges(const struct cvd_graph *g, const uint32_t *at,
                       struct cvd_picture *out)
{
    for (size_t i = 0; i < g->edge_count; i++) {
        struct cvd_graph_edge e = g->edges[i];
        e.from = at[e.from];
        e.to = at[e.to];
        if (e.from != NOT_DRAWN && e.to != NOT_DRAWN)
            out->edges[out->layout.edge_count++] = e;
    }
}

/* ---- all of it --------------------------------------------------------- */

static enum cvd_status reserve(const struct cvd_graph *g, size_t count,
                               struct cvd_picture *out)
{
    out->nodes = calloc(count + 1, sizeof *out->nodes);
    out->bands = calloc(count + 1, sizeof *out->bands);
    out->edges = calloc(g->edge_count + 1, sizeof *out->edges);
    out->layout.places = calloc(count + 1, sizeof *out->layout.places);
    out->layout.sizes = calloc(count + 1, sizeof *out->layout.sizes);
    out->layout.edges = out->edges;
    out->layout.count = count;
    return out->nodes && out->bands && out->edges && out->layout.places &&
                   out->layout.sizes
               ? CVD_OK
               : CVD_ENOMEM;
}

static void place(const struct cvd_graph *g, const struct wish *wishes,
                  size_t count, struct standing *list, uint32_t *at,
                  size_t *first_edge, struct cvd_picture *out)
{
    for (size_t i = 0; i < g->node_count; i++)
        at[i] = NOT_DRAWN;
    for (size_t i = 0; i < count; i++) {
        const struct cvd_graph_node *n = &g->nodes[wishes[i].node];
        list[i] = (struct standing){ wishes[i].node, band_of(n), 0, n->date };
    }
    qsort(list, count, sizeof *list, oldest_first);
    for (size_t i = 0; i < count; i++)
        at[list[i].node] = (uint32_t)i;
    find_first_edges(g, first_edge);
    stand_below(g, list, count, at, first_edge);
    qsort(list, count, sizeof *list, top_first);
    for (size_t i = 0; i < count; i++)
        at[list[i].node] = (uint32_t)i;
    out->layout.layers = cut_into_layers(list, count, out);
    keep_edges(g, at, out);
    cvd_layout_rows(&out->layout);
}

size_t cvd_graph_drawn(const struct cvd_graph *g)
{
    return g->node_count < CVD_GRAPH_DRAWN_MAX ? g->node_count
                                               : CVD_GRAPH_DRAWN_MAX;
}

enum cvd_status cvd_picture_make(const struct cvd_graph *g,
                                 struct cvd_picture *out)
{
    size_t count = cvd_graph_drawn(g);
    struct wish *wishes = calloc(g->node_count + 1, sizeof *wishes);
    struct standing *list = calloc(count + 1, sizeof *list);
    uint32_t *at = calloc(g->node_count + 1, sizeof *at);
    size_t *first_edge = calloc(g->node_count + 2, sizeof *first_edge);
    enum cvd_status st = reserve(g, count, out);

    if (!wishes || !list || !at || !first_edge)
        st = CVD_ENOMEM;
    if (st == CVD_OK) {
        choose(g, wishes, at);
        place(g, wishes, count, list, at, first_edge, out);
        st = cvd_layout_untangle(&out->layout);
    }
    free(wishes);
    free(list);
    free(at);
    free(first_edge);
    return st;
}

void cvd_picture_release(struct cvd_picture *p)
{
    free(p->nodes);
    free(p->edges);
    free(p->bands);
    free(p->layout.places);
    free(p->layout.sizes);
    *p = (struct cvd_picture){ 0 };
}
