/* graph_way.h - from graph to graph: addresses of the page of a graph.
 * Internal to searchd/page/. */
#ifndef CVD_SEARCHD_PAGE_GRAPH_WAY_H
#define CVD_SEARCHD_PAGE_GRAPH_WAY_H

#include "searchd/page/pen.h"

/* The graph around `name`, seen so. */
struct graph_way {
    const char *kind;             /* "documents", of an id, or "references",
                                     of a number */
    struct cvd_str name;
    struct page_graph_view view;
};

/* As a page shows it whose address does not say. */
extern const struct page_graph_view page_graph_usual;

/* The values of an href, as in links.h: the page; what a program reads, of a
 * document, in `format`. */
void link_graph(struct pen *w, const struct graph_way *to);
void link_graph_api(struct pen *w, const struct graph_way *to,
                    const char *format);

/* "both", "out", "in". */
const char *graph_direction_name(enum cvd_direction direction);

#endif
