/* graph_picture.h - which documents of a graph are drawn, and where.  Internal
 * to search/.
 *
 * Levels are bands, the centre at the top; in a band what cites another of it
 * stands below that, and rows that would be too long are broken. */
#ifndef CVD_SEARCH_GRAPH_PICTURE_H
#define CVD_SEARCH_GRAPH_PICTURE_H

#include "search/graph_layout.h"

enum { CVD_PICTURE_ROW_MAX = 8 }; /* boxes side by side: a screen's width */

/* Zero-initialise; release with cvd_picture_release(). */
struct cvd_picture {
    uint32_t *nodes;         /* those drawn, in the graph's numbers; a place
                                for each */
    struct cvd_graph_edge *edges; /* between places */
    enum cvd_level *bands;   /* of each layer */
    struct cvd_layout layout; /* its arrays are the picture's */
};

/* CVD_ENOMEM. */
enum cvd_status cvd_picture_make(const struct cvd_graph *g,
                                 struct cvd_picture *out);
void cvd_picture_release(struct cvd_picture *p);

#endif
