/* graph_layout.c - see graph_layout.h. */
#include "searchd/page/graph_layout.h"
#include "search/graph_layout.h"

#include <stdlib.h>

enum {
    ARC_LEAST = 30,      /* how far the shortest arc reaches out, and the */
    ARC_MOST = 120       /* longest: a curve comes three quarters as far */
};

/* ---- layers ---------------------------------------------------------- */

/* How many of the step before speak for each layer, of each place. */
typedef unsigned votes[GRAPH_BOXES_MAX][GRAPH_LAYERS_MAX];

/* The layer most speak for; that of what was asked for where none does. */
static int elected(const unsigned of[GRAPH_LAYERS_MAX])
{
    int best = GRAPH_STEPS_MAX;

    for (int i = 0; i < GRAPH_LAYERS_MAX; i++)
        if (of[i] > of[best])
            best = i;
    return best - GRAPH_STEPS_MAX;
}

/* What is `steps` away, at most GRAPH_STEPS_MAX, goes to the left of what
 * cites it, or to the right of what it cites. */
static void place_step(struct graph_layout *l, unsigned steps)
{
    struct graph_place *p = l->places;
    votes v = { { 0 } };

    for (size_t i = 0; i < l->edge_count; i++) {
        uint32_t from = l->edges[i].from, to = l->edges[i].to;
        if (p[from].steps == steps && p[to].steps + 1 == steps)
            v[from][p[to].layer + 1 + GRAPH_STEPS_MAX]++;
        if (p[to].steps == steps && p[from].steps + 1 == steps)
            v[to][p[from].layer - 1 + GRAPH_STEPS_MAX]++;
    }
    for (size_t i = 0; i < l->count; i++)
        if (p[i].steps == steps)
            p[i].layer = elected(v[i]);
}

/* ---- rows ------------------------------------------------------------ */

static unsigned index_of(const struct graph_layout *l, size_t place)
{
    return (unsigned)(l->places[place].layer - l->first);
}

static void fill_rows(struct graph_layout *l)
{
    int last = 0;

    l->first = 0;
    for (size_t i = 0; i < l->count; i++) {
        int layer = l->places[i].layer;
        l->first = layer < l->first ? layer : l->first;
        last = layer > last ? layer : last;
    }
    l->layers = (unsigned)(last - l->first) + 1;
    memset(l->sizes, 0, sizeof l->sizes);
    l->rows = 0;
    for (size_t i = 0; i < l->count; i++) {
        unsigned *size = &l->sizes[index_of(l, i)];
        l->places[i].row = (*size)++;
        l->rows = *size > l->rows ? *size : l->rows;
    }
}

/* Lines come in from the right, where what cites stands.  One from the left,
 * or from above or below in the last layer, has no room there. */
static bool enters_right(const struct graph_layout *l,
                         const struct cvd_graph_edge *e)
{
    int from = l->places[e->from].layer, to = l->places[e->to].layer;

    return from > to || (from == to && index_of(l, e->to) + 1 < l->layers);
}

void graph_place_all(struct graph_layout *l)
{
    for (size_t i = 0; i < l->count; i++)
        l->places[i].layer = 0;
    for (unsigned steps = 1; steps <= GRAPH_STEPS_MAX; steps++)
        place_step(l, steps);
    fill_rows(l);
    for (size_t i = 0; i < l->edge_count; i++) {
        struct graph_place *to = &l->places[l->edges[i].to];
        if (enters_right(l, &l->edges[i]))
            to->entered_right = true;
        else
            to->entered_left = true;
    }
}

size_t graph_at(const struct graph_layout *l, unsigned i, unsigned row)
{
    size_t at = 0;

    while (at < l->count &&
           (index_of(l, at) != i || l->places[at].row != row))
        at++;
    return at;
}

/* ---- fewer crossings -------------------------------------------------- */

/* The middle of a box, in GRAPH_ROW to a row: layers that are not full stand
 * in the middle of the height. */
static int middle(const struct graph_layout *l, size_t place)
{
    unsigned size = l->sizes[index_of(l, place)];

    return GRAPH_ROW / 2 * (int)(l->rows - size + 1) +
           GRAPH_ROW * (int)l->places[place].row;
}

/* The same places for the library, and their rows back. */
static void lend(const struct graph_layout *l, unsigned *sizes,
                 struct cvd_layout_place *places, struct cvd_layout *out)
{
    bool alone = l->count == 1 || (l->count && l->places[1].steps);

    for (size_t i = 0; i < l->count; i++)
        places[i] = (struct cvd_layout_place){
            index_of(l, i), l->places[i].row, alone && !l->places[i].steps
        };
    memcpy(sizes, l->sizes, sizeof l->sizes);
    *out = (struct cvd_layout){
        .places = places, .count = l->count, .edges = l->edges,
        .edge_count = l->edge_count, .sizes = sizes, .layers = l->layers,
        .rows = l->rows,
    };
}

enum cvd_status graph_untangle(struct graph_layout *l)
{
    struct cvd_layout_place places[GRAPH_BOXES_MAX];
    unsigned sizes[GRAPH_LAYERS_MAX];
    struct cvd_layout lent;

    lend(l, sizes, places, &lent);
    enum cvd_status st = cvd_layout_untangle(&lent);
    for (size_t i = 0; i < l->count && st == CVD_OK; i++)
        l->places[i].row = places[i].row;
    return st;
}

/* ---- lines ------------------------------------------------------------ */

int graph_gap(unsigned layers)
{
    /* The fewer there are the more room has a line to be followed. */
    static const int gaps[GRAPH_LAYERS_MAX + 1] = { 0, 0, 160, 110, 80, 60 };

    return gaps[layers <= GRAPH_LAYERS_MAX ? layers : GRAPH_LAYERS_MAX];
}

static int box_width(const struct graph_layout *l)
{
    return (GRAPH_WIDTH - graph_gap(l->layers) * (int)(l->layers - 1)) /
           (int)l->layers;
}

static int left_of(const struct graph_layout *l, size_t place)
{
    return (box_width(l) + graph_gap(l->layers)) * (int)index_of(l, place);
}

/* From one side of a layer and back to it: out into the gap beside it. */
static struct graph_curve loop(const struct graph_layout *l,
                               const struct cvd_graph_edge *e, bool right)
{
    int side = left_of(l, e->from) + (right ? box_width(l) : 0);
    int out = side + (right ? 1 : -1) * graph_gap(l->layers);
    int from = middle(l, e->from), to = middle(l, e->to);

    return (struct graph_curve){ { side, out, out, side },
                                 { from, from, to, to } };
}

struct graph_curve graph_curve(const struct graph_layout *l,
                               const struct cvd_graph_edge *e)
{
    bool right = enters_right(l, e);

    if (l->places[e->from].layer == l->places[e->to].layer)
        return loop(l, e, right);
    int begin = left_of(l, e->from) + (right ? 0 : box_width(l));
    int end = left_of(l, e->to) + (right ? box_width(l) : 0);
    int half = (begin + end) / 2;
    int from = middle(l, e->from), to = middle(l, e->to);
    return (struct graph_curve){ { begin, half, half, end },
                                 { from, from, to, to } };
}

/* ---- arcs ------------------------------------------------------------- */

int graph_arcs_height(const struct graph_layout *l)
{
    return GRAPH_NAME_HEIGHT * (int)l->layers +
           GRAPH_BOX_HEIGHT * (int)l->count;
}

static int arc_end(const struct graph_layout *l, size_t place)
{
    unsigned layer = index_of(l, place);
    int y = GRAPH_NAME_HEIGHT * (int)(layer + 1) + GRAPH_BOX_HEIGHT / 2 +
            GRAPH_BOX_HEIGHT * (int)l->places[place].row;

    for (unsigned i = 0; i < layer; i++)
        y += GRAPH_BOX_HEIGHT * (int)l->sizes[i];
    return y;
}

struct graph_curve graph_arc(const struct graph_layout *l,
                             const struct cvd_graph_edge *e)
{
    int from = arc_end(l, e->from), to = arc_end(l, e->to);
    int out = GRAPH_ARCS - ARC_LEAST - (ARC_MOST - ARC_LEAST) *
                                           abs(to - from) /
                                           graph_arcs_height(l);

    return (struct graph_curve){ { GRAPH_ARCS, out, out, GRAPH_ARCS },
                                 { from, from, to, to } };
}
