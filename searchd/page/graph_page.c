/* graph_page.c - the page of a citation graph: the picture, what it shows of
 * what, and the ways on. */
#include "searchd/page/frame.h"
#include "searchd/page/graph.h"
#include "searchd/page/saved.h"

/* ---- from a graph of the index to boxes ------------------------------- */

static struct graph_box node_box(const struct cvd_graph_node *n)
{
    return (struct graph_box){
        .kind = n->held ? GRAPH_HELD : GRAPH_ABSENT,
        .key = n->key,
        .id = n->id,
        .number = n->number,
        .type = n->type,
        .date = n->date,
        .title = n->title,
        .issuer = n->issuer,
        .count = n->cited_by,
        .counted = true,
    };
}

/* The graph has at most PAGE_GRAPH_NODES_MAX nodes, which is less than there
 * is room for. */
static enum cvd_status take_graph(struct graph_picture *g,
                                  const struct cvd_graph *from)
{
    g->centre = T_GRAPH_SELF;
    for (size_t i = 0; i < from->node_count && i < GRAPH_BOXES_MAX; i++)
        *graph_add(g, from->nodes[i].steps) = node_box(&from->nodes[i]);
    g->layout.edges = from->edges;
    g->layout.edge_count = from->edge_count;
    graph_place_all(&g->layout);
    return graph_untangle(&g->layout);
}

/* ---- beside the picture ----------------------------------------------- */

/* What the picture is of, in a line: the whole title stands in the panel. */
static void over(struct pen *w, const struct graph_box *b,
                 const struct graph_way *way)
{
    struct cvd_str name = b && b->number.len  ? b->number
                          : b && b->title.len ? b->title
                                              : way->name;

    pen_markup(w, "<h1 id=\"graph-name\">");
    pen_say(w, T_GRAPH);
    pen_say(w, T_COLON);
    pen_short(w, name);
    pen_markup(w, "</h1>\n");
}

/* What is known of the box that is chosen; a script puts another there. */
static void panel(struct pen *w, const struct graph_box *b,
                  const struct graph_way *way)
{
    bool document = strcmp(way->kind, "documents") == 0;

    pen_markup(w, "<aside id=\"graph-panel\" class=\"graph-panel\" "
                  "aria-label=\"");
    pen_say(w, T_GRAPH_SHOWN);
    pen_markup(w, "\">\n<p class=\"graph-chosen\">");
    if (b)
        graph_box_says(w, b);
    pen_markup(w, "</p>\n<p><a class=\"graph-open\" href=\"");
    if (document)
        link_document(w, way->name);
    else
        link_reference(w, way->name);
    pen_markup(w, "\">");
    pen_say(w, document ? T_GRAPH_TO : T_GRAPH_TO_NUMBER);
    pen_markup(w, "</a></p>\n</aside>\n");
}

/* One of several ways to draw it. */
static void choice(struct pen *w, const struct graph_way *to, bool chosen,
                   enum page_text says, unsigned number)
{
    pen_markup(w, "<a href=\"");
    link_graph(w, to);
    pen_markup(w, chosen ? "\" aria-current=\"true\">" : "\">");
    if (number)
        pen_number(w, number);
    else
        pen_say(w, says);
    pen_markup(w, "</a>\n");
}

static void choice_name(struct pen *w, enum page_text says)
{
    pen_markup(w, "<li><span>");
    pen_say(w, says);
    pen_markup(w, "</span>\n");
}

static void choices(struct pen *w, const struct graph_way *way)
{
    static const struct {
        enum cvd_direction direction;
        enum page_text says;
    } directions[] = { { CVD_GRAPH_BOTH, T_GRAPH_BOTH },
                       { CVD_GRAPH_OUT, T_GRAPH_CITED_1 },
                       { CVD_GRAPH_IN, T_GRAPH_CITING_1 } };
    const struct page_graph_view *v = &way->view;

    pen_markup(w, "<ul class=\"graph-choices\">\n");
    choice_name(w, T_GRAPH_DEPTH);
    for (unsigned i = 1; i <= GRAPH_STEPS_MAX; i++) {
        struct graph_way to = *way;
        to.view.depth = i;
        choice(w, &to, v->depth == i, T_GRAPH_DEPTH, i);
    }
    pen_markup(w, "</li>\n");
    choice_name(w, T_GRAPH_DIRECTION);
    for (size_t i = 0; i < sizeof directions / sizeof *directions; i++) {
        struct graph_way to = *way;
        to.view.direction = directions[i].direction;
        choice(w, &to, v->direction == directions[i].direction,
               directions[i].says, 0);
    }
    pen_markup(w, "</li>\n");
    choice_name(w, T_GRAPH_NODES);
    for (unsigned n = PAGE_GRAPH_NODES_STEP; n <= PAGE_GRAPH_NODES_MAX;
         n += PAGE_GRAPH_NODES_STEP) {
        struct graph_way to = *way;
        to.view.nodes = n;
        choice(w, &to, v->nodes == n, T_GRAPH_NODES, n);
    }
    pen_markup(w, "</li>\n</ul>\n");
}

static void saved(struct pen *w, const struct graph_way *way)
{
    static const struct { const char *format, *name, *ending; } formats[] = {
        { "svg", "SVG", ".svg" }, { "graphml", "GraphML", ".graphml" },
        { "dot", "DOT", ".dot" }, { "json", "JSON", ".json" },
    };

    pen_markup(w, "<p class=\"forms\">");
    pen_say(w, T_GRAPH_SAVE);
    pen_say(w, T_COLON);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        pen_markup(w, i ? " <span class=\"dot\">·</span> <a"
                        : "<a");
        saved_as(w, "vien-dan", way->name, formats[i].ending);
        pen_markup(w, " href=\"");
        link_graph_api(w, way, formats[i].format);
        pen_markup(w, "\">");
        pen_markup(w, formats[i].name);
        pen_markup(w, "</a>");
    }
    pen_markup(w, "</p>\n");
}

/* What the picture shows stands in words on the page of the document. */
static void lists(struct pen *w, const struct graph_way *way)
{
    static const struct {
        const char *place;
        enum page_text says;
    } of[] = { { "#cites\">", T_CITES }, { "#cited-by\">", T_CITED_BY } };

    pen_markup(w, "<p class=\"forms\">");
    pen_say(w, T_GRAPH_LISTS);
    pen_say(w, T_COLON);
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        pen_markup(w, i ? " <span class=\"dot\">·</span> <a href=\""
                        : "<a href=\"");
        link_document(w, way->name);
        pen_markup(w, of[i].place);
        pen_say(w, of[i].says);
        pen_markup(w, "</a>");
    }
    pen_markup(w, "</p>\n");
}

static void note(struct pen *w, enum page_text says)
{
    pen_markup(w, "<p class=\"hint\">");
    pen_say(w, says);
    pen_markup(w, "</p>\n");
}

/* ---- the pages --------------------------------------------------------- */

static void page_begin(struct pen *w, const struct graph_picture *g,
                       const struct graph_way *way)
{
    bool document = strcmp(way->kind, "documents") == 0;
    const struct graph_box *b = g->layout.count ? &g->boxes[0] : NULL;
    struct frame f = {
        .kind = "network",
        .title = document && b && b->title.len ? b->title : way->name,
        .graph = way,
    };

    frame_begin(w, &f);
    pen_markup(w, "<div class=\"graph-page\">\n");
    over(w, b, way);
    panel(w, b, way);
    if (document)
        choices(w, way);
    if (g->layout.edge_count)
        graph_figure(w, g);
    else
        note(w, T_GRAPH_ALONE);
}

static void page_end(struct pen *w)
{
    pen_markup(w, "</div>\n");
    frame_end(w);
}

enum cvd_status page_graph(const struct page *p, struct cvd_str id,
                           const struct page_graph_view *view,
                           const struct cvd_graph *g, struct cvd_buf *out)
{
    struct pen w = pen_on(p, out);
    const struct graph_way way = { "documents", id, *view };
    struct graph_picture picture = { .way = &way };

    w.status = take_graph(&picture, g);
    page_begin(&w, &picture, &way);
    if (g->cut)
        note(&w, T_GRAPH_CUT);
    if (g->ambiguous) {
        pen_markup(&w, "<p class=\"hint\">");
        pen_count(&w, g->ambiguous);
        pen_markup(&w, " ");
        pen_say(&w, T_GRAPH_OPEN_ENDS);
        pen_markup(&w, ".</p>\n");
    }
    lists(&w, &way);
    saved(&w, &way);
    page_end(&w);
    return w.status;
}

enum cvd_status page_reference_graph(const struct page *p,
                                     struct cvd_str number,
                                     const struct page_graph_view *view,
                                     const struct cvd_cited_list *l,
                                     struct cvd_buf *out)
{
    struct pen w = pen_on(p, out);
    const struct graph_way way = { "references", number, *view };
    struct graph_picture picture = { .way = &way };

    graph_take_number(&picture, l, view->nodes);
    page_begin(&w, &picture, &way);
    if (l->cut)
        note(&w, T_CUT);
    page_end(&w);
    return w.status;
}
