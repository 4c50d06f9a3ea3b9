/* graph_layout.h - boxes in layers, ordered so that few lines cross.
 *
 * Layers lie beside or below one another; in each the boxes stand in a row,
 * the shorter ones in the middle.  Nothing is pushed about until it rests, as
 * a layout by forces would do: the same graph gives the same picture, and no
 * two boxes can meet.  How large a box is, is its drawer's matter.
 *
 * Pure functions over the caller's arrays: any thread. */
#ifndef CVD_SEARCH_GRAPH_LAYOUT_H
#define CVD_SEARCH_GRAPH_LAYOUT_H

#include "search/citations.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cvd_layout_place {
    unsigned layer;        /* set by who calls */
    unsigned row;          /* in the layer, from 0 on */
    bool centred;          /* comes into the middle of its layer; one at most
                              in each */
};

/* All arrays are the caller's. */
struct cvd_layout {
    struct cvd_layout_place *places;
    size_t count;
    const struct cvd_graph_edge *edges; /* ends are places */
    size_t edge_count;
    unsigned *sizes;       /* boxes of each layer */
    unsigned layers;       /* room in sizes[]: all places' are less */
    unsigned rows;         /* of the largest layer */
};

/* Fill in rows in the order of the places, sizes[] and `rows`. */
void cvd_layout_rows(struct cvd_layout *l);

/* Order the rows, filled in before, anew so that fewer lines cross.  Takes
 * some passes over all places and edges for each layer.
 *   CVD_ENOMEM  they are as they were */
enum cvd_status cvd_layout_untangle(struct cvd_layout *l);

/* The middle of a box along its layer, in half boxes: layers that are not full
 * stand in the middle. */
unsigned cvd_layout_middle(const struct cvd_layout *l, size_t place);

#ifdef __cplusplus
}
#endif
#endif
