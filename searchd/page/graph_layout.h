/* graph_layout.h - where the boxes of a citation graph stand, and how the
 * lines between them run.  Internal to searchd/page/.
 *
 * What cites is younger than what it cites, so the picture is of layers: one
 * column for each step of a citation, the older ones to the left, what was
 * asked for in column 0.  Nothing is pushed about until it rests, as a layout
 * by forces would do: the same graph gives the same picture, no two boxes can
 * meet, and all boxes of a column are read from top to bottom.
 *
 * Only the order in the columns is found here.  How large a box is, is the
 * sheet's matter (style/graph.css): all are of one height, and the drawing of
 * the lines is stretched to the width there is.  The same boxes stand in one
 * row below each other where that is small, and arcs beside them are the
 * lines. */
#ifndef CVD_SEARCHD_PAGE_GRAPH_LAYOUT_H
#define CVD_SEARCHD_PAGE_GRAPH_LAYOUT_H

#include "search/citations.h"
#include "search/search.h"

enum {
    GRAPH_BOXES_MAX = 64,  /* more than anybody looks at */
    GRAPH_STEPS_MAX = 2,   /* from what was asked for, to either side */
    GRAPH_LAYERS_MAX = 2 * GRAPH_STEPS_MAX + 1
};

struct graph_place {
    unsigned steps;        /* set by who calls: 0 is what was asked for */
    int layer;             /* as many steps to the right, or left if less
                              than 0 */
    unsigned row;          /* in the layer, from the top */
    bool entered_right, entered_left; /* lines end at that side */
};

struct graph_layout {
    struct graph_place places[GRAPH_BOXES_MAX];
    size_t count;
    const struct cvd_graph_edge *edges; /* borrowed; ends are places */
    size_t edge_count;
    int first;             /* layer */
    unsigned layers;       /* from there on; each has a box */
    unsigned sizes[GRAPH_LAYERS_MAX]; /* boxes of each, from `first` on */
    unsigned rows;         /* of the largest */
};

/* Give each place of l, whose steps and edges are set, its layer, and rows in
 * the order of the places. */
void graph_place_all(struct graph_layout *l);

/* Order the rows anew so that fewer lines cross, as in the picture that is
 * taken away (search/graph_layout.h); a single place of no steps comes into the
 * middle of its layer.
 *   CVD_ENOMEM  they are as they were */
enum cvd_status graph_untangle(struct graph_layout *l);

/* Place number `row` of layer number `i`, from 0 on; l->count: none. */
size_t graph_at(const struct graph_layout *l, unsigned i, unsigned row);

/* ---- lines ------------------------------------------------------------ */

/* A curve from x[0], y[0] to x[3], y[3]. */
struct graph_curve {
    int x[4], y[4];
};

/* Side by side the layers stand in a field of GRAPH_WIDTH by GRAPH_ROW units
 * for each of l->rows. */
enum { GRAPH_WIDTH = 1000, GRAPH_ROW = 10 };

/* Of GRAPH_WIDTH, what lies between two of so many layers. */
int graph_gap(unsigned layers);

struct graph_curve graph_curve(const struct graph_layout *l,
                               const struct cvd_graph_edge *e);

/* Below each other, each layer under its name, they stand right of a field
 * of GRAPH_ARCS by graph_arcs_height() units, a quarter of the text's height
 * each. */
enum { GRAPH_ARCS = 100, GRAPH_NAME_HEIGHT = 8, GRAPH_BOX_HEIGHT = 17 };

int graph_arcs_height(const struct graph_layout *l);
struct graph_curve graph_arc(const struct graph_layout *l,
                             const struct cvd_graph_edge *e);

#endif
