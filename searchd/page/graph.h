/* graph.h - the picture of a citation graph.  Internal to searchd/page/.
 *
 * Boxes are HTML, so that a long title is cut by who knows how wide it is,
 * whatever it is written in, and each is a link in a list; lines are SVG
 * behind them.  graph_layout.h says where they stand. */
#ifndef CVD_SEARCHD_PAGE_GRAPH_H
#define CVD_SEARCHD_PAGE_GRAPH_H

#include "searchd/page/graph_layout.h"
#include "searchd/page/graph_way.h"
#include "searchd/page/links.h"

enum graph_kind {
    GRAPH_HELD,
    GRAPH_ABSENT,
    GRAPH_SEVERAL,        /* one of several, unknown which */
    GRAPH_REST            /* how many more there are */
};

/* A document; what is not known of it is empty. */
struct graph_box {
    enum graph_kind kind;
    struct cvd_str key;   /* as in struct cvd_graph_node, where it is
                             known */
    struct cvd_str id, number, type, date, title, issuer;
    size_t cite;          /* its entry "cite-N" on the page; 0: none */
    uint64_t count;       /* who cites it; of GRAPH_REST: how many */
    bool counted;
};

struct graph_picture {
    struct graph_box boxes[GRAPH_BOXES_MAX];
    struct graph_layout layout;
    struct cvd_graph_edge edges[GRAPH_BOXES_MAX]; /* of a star: room for
                                                     layout.edges */
    enum page_text centre;       /* what the layer of no steps is called */
    struct cvd_str number;       /* whose citers a GRAPH_REST leads to; empty:
                                    to the lists of the page */
    const struct graph_way *way; /* boxes lead to graphs like this one; NULL:
                                    to the pages of the documents */
};

/* Add a box so many steps from what was asked for, and return it; the last
 * one again where there is no room. */
struct graph_box *graph_add(struct graph_picture *g, unsigned steps);

/* Let it cite, or be cited by, the first box. */
void graph_tie(struct graph_picture *g, bool cites, enum cvd_resolution how);

/* The figure; places must have layers and rows. */
void graph_figure(struct pen *w, const struct graph_picture *g);

/* What is seen of a box, in spans. */
void graph_box_says(struct pen *w, const struct graph_box *b);

/* Whether there is something to draw. */
bool graph_has_lines(const struct cvd_citations *cites,
                     const struct cvd_cited_list *citers);

/* On the page of a document: what it cites and who cites it; nothing where
 * there is nothing. */
void graph_of_document(struct pen *w, const struct cvd_doc *d,
                       const struct cvd_citations *cites,
                       const struct cvd_cited_list *citers);

/* On the page of a number: who cites what bears it. */
void graph_of_reference(struct pen *w, const struct cvd_cited_list *l);

/* What bears a number, and who cites it: so many boxes, at most
 * PAGE_GRAPH_NODES_MAX, and one for the rest. */
void graph_take_number(struct graph_picture *g,
                       const struct cvd_cited_list *l, unsigned boxes);

#endif
