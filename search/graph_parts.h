/* graph_parts.h - pieces of JSON that a graph and its chains have.  Internal
 * to search/. */
#ifndef CVD_SEARCH_GRAPH_PARTS_H
#define CVD_SEARCH_GRAPH_PARTS_H

#include "search/json_parts.h"

/* A node, as in "nodes". */
void cvd_put_graph_node(struct cvd_json *j, const struct cvd_graph_node *n);

#endif
