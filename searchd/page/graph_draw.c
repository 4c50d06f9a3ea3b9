/* graph_draw.c - a picture of a citation graph as HTML: see graph.h. */
#include "searchd/page/graph.h"

#include <inttypes.h>

/* A title in a box shows some thirty letters; the whole of most is there for
 * who asks with the mouse, or listens. */
enum { TITLE_POINTS = 320 };

/* From so many boxes on in a layer they are made lower: a screen or two. */
enum { DENSE_ROWS = 10 };

struct graph_box *graph_add(struct graph_picture *g, unsigned steps)
{
    struct graph_layout *l = &g->layout;

    if (l->count == GRAPH_BOXES_MAX)
        return &g->boxes[l->count - 1];
    l->places[l->count].steps = steps;
    return &g->boxes[l->count++];
}

void graph_tie(struct graph_picture *g, bool cites, enum cvd_resolution how)
{
    struct graph_layout *l = &g->layout;
    uint32_t last = (uint32_t)l->count - 1;

    if (l->edge_count == GRAPH_BOXES_MAX)
        return;
    g->edges[l->edge_count++] = (struct cvd_graph_edge){
        cites ? last : 0, cites ? 0 : last, how
    };
    l->edges = g->edges;
}

/* ---- lines ------------------------------------------------------------ */

static void path(struct pen *w, const struct graph_layout *l,
                 const struct cvd_graph_edge *e, bool arc)
{
    struct graph_curve c = arc ? graph_arc(l, e) : graph_curve(l, e);

    if (w->status != CVD_OK)
        return;
    w->status = cvd_buf_printf(
        w->out,
        "<path class=\"edge %s\" data-from=\"%" PRIu32 "\" data-to=\"%" PRIu32
        "\" d=\"M%d %dC%d %d %d %d %d %d\"></path>\n",
        cvd_resolution_name(e->how), e->from, e->to, c.x[0], c.y[0], c.x[1],
        c.y[1], c.x[2], c.y[2], c.x[3], c.y[3]);
}

/* The lines are told in the lists that the boxes stand in; who listens is
 * spared their curves. */
static void lines(struct pen *w, const struct graph_layout *l, bool arcs)
{
    int width = arcs ? GRAPH_ARCS : GRAPH_WIDTH;
    int height = arcs ? graph_arcs_height(l) : GRAPH_ROW * (int)l->rows;

    pen_markup(w, arcs ? "<svg class=\"graph-arcs\" viewBox=\"0 0 "
                       : "<svg class=\"graph-lines\" viewBox=\"0 0 ");
    pen_number(w, (uint64_t)width);
    pen_markup(w, " ");
    pen_number(w, (uint64_t)height);
    pen_markup(w, "\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\n");
    for (size_t i = 0; i < l->edge_count; i++)
        path(w, l, &l->edges[i], arcs);
    pen_markup(w, "</svg>\n");
}

/* ---- boxes ------------------------------------------------------------ */

/* The number, or what stands for one that is not known: of what is held its
 * title will do. */
static void name_box(struct pen *w, const struct graph_box *b)
{
    struct cvd_str type = cvd_value_label(CVD_F_TYPE, b->type);

    if (!b->number.len && !type.len && b->kind == GRAPH_HELD)
        return;
    pen_markup(w, "<b class=\"number\">");
    if (b->number.len)
        pen_isolated(w, b->number);
    else if (type.len)
        pen_isolated(w, type);
    else
        pen_say(w, T_UNNUMBERED);
    pen_markup(w, "</b> ");
}

/* A title; else what else tells it, without saying it twice. */
static struct cvd_str title_of(const struct graph_box *b)
{
    struct cvd_str type = cvd_value_label(CVD_F_TYPE, b->type);

    if (b->title.len)
        return b->title;
    if (b->issuer.len)
        return b->issuer;
    return b->number.len && type.len ? type : b->id;
}

static void state(struct pen *w, const struct graph_box *b)
{
    pen_markup(w, "<span class=\"node-state\">");
    pen_say(w, b->kind == GRAPH_ABSENT ? T_NOT_HELD : T_GRAPH_UNCLEAR);
    pen_markup(w, "</span>");
}

/* For who listens, and for the panel. */
static void more(struct pen *w, const struct graph_box *b)
{
    bool first = true;

    pen_markup(w, "<span class=\"node-more\">");
    if (b->title.len && b->issuer.len) {
        pen_between(w, &first);
        pen_isolated(w, b->issuer);
    }
    if (b->counted) {
        pen_between(w, &first);
        pen_counted(w, b->count, T_CITED_BY_1, T_CITED_BY_N);
    }
    pen_markup(w, "</span>");
}

void graph_box_says(struct pen *w, const struct graph_box *b)
{
    struct cvd_str title = title_of(b);

    if (b->kind == GRAPH_REST) {
        pen_markup(w, "<span class=\"node-name\">+ ");
        pen_counted(w, b->count, T_DOCUMENT, T_DOCUMENTS);
        pen_markup(w, " ");
        pen_say(w, T_MORE);
        pen_markup(w, "</span>");
        return;
    }
    pen_markup(w, "<span class=\"node-top\">");
    name_box(w, b);
    if (b->date.len)
        pen_date(w, b->date);
    pen_markup(w, "</span> <span class=\"node-name\"");
    pen_vietnamese(w);
    pen_markup(w, ">");
    pen_short(w, title);
    pen_markup(w, "</span> ");
    if (b->kind != GRAPH_HELD)
        state(w, b);
    more(w, b);
}

/* Its page; or its graph, unless this is that. */
static void link_box(struct pen *w, const struct graph_picture *g,
                     const struct graph_box *b, bool centre)
{
    bool here = centre && g->way &&
                (b->kind != GRAPH_HELD ||
                 strcmp(g->way->kind, "documents") == 0);
    const struct graph_way *way = here ? NULL : g->way;

    if (b->kind == GRAPH_HELD && way)
        link_graph(w, &(struct graph_way){ "documents", b->id, way->view });
    else if (b->kind == GRAPH_HELD)
        link_document(w, b->id);
    else if (way)
        link_graph(w,
                   &(struct graph_way){ "references", b->number, way->view });
    else
        link_reference(w, b->number);
}

static void link_rest(struct pen *w, const struct graph_picture *g,
                      size_t place)
{
    if (g->number.len)
        link_value(w, CVD_F_CITES, g->number);
    else
        pen_markup(w, g->layout.places[place].layer < 0 ? "#cites"
                                                         : "#cited-by");
}

static bool has_link(const struct graph_picture *g, const struct graph_box *b)
{
    return b->kind == GRAPH_HELD || b->kind == GRAPH_REST || b->number.len ||
           (b->cite && !g->way);
}

static void href(struct pen *w, const struct graph_picture *g, size_t place)
{
    const struct graph_box *b = &g->boxes[place];
    bool centre = !g->layout.places[place].steps;

    pen_markup(w, " href=\"");
    if (b->kind == GRAPH_REST) {
        link_rest(w, g, place);
    } else if (b->kind == GRAPH_HELD || b->number.len) {
        link_box(w, g, b, centre);
    } else {
        pen_markup(w, "#cite-");
        pen_number(w, b->cite);
    }
    pen_markup(w, "\"");
}

static void classes(struct pen *w, const struct graph_picture *g,
                    size_t place)
{
    static const char *const kinds[] = { "held", "absent", "several",
                                         "rest" };
    const struct graph_place *p = &g->layout.places[place];

    pen_markup(w, " class=\"node ");
    pen_markup(w, kinds[g->boxes[place].kind]);
    pen_markup(w, p->entered_right ? " entered-right" : "");
    pen_markup(w, p->entered_left ? " entered-left" : "");
    pen_markup(w, p->steps ? "\"" : " centre\"");
    pen_markup(w, place ? "" : " aria-current=\"true\"");
}

static void box(struct pen *w, const struct graph_picture *g, size_t place)
{
    const struct graph_box *b = &g->boxes[place];
    bool link = has_link(g, b);

    pen_markup(w, link ? "<li><a" : "<li><span");
    classes(w, g, place);
    pen_markup(w, " data-node=\"");
    pen_number(w, place);
    pen_markup(w, "\" data-key=\"");
    pen_text(w, b->key);
    pen_markup(w, "\"");
    if (b->kind != GRAPH_REST && b->title.len) {
        pen_markup(w, " title=\"");
        pen_text(w, cvd_utf8_first(b->title, TITLE_POINTS));
        pen_markup(w, "\"");
    }
    if (link)
        href(w, g, place);
    pen_markup(w, ">");
    graph_box_says(w, b);
    pen_markup(w, link ? "</a></li>\n" : "</span></li>\n");
}

/* ---- layers ----------------------------------------------------------- */

static enum page_text layer_name(const struct graph_picture *g, int layer,
                                 unsigned size)
{
    switch (layer) {
    case -2: return T_GRAPH_CITED_2;
    case -1: return T_GRAPH_CITED_1;
    case 1: return T_GRAPH_CITING_1;
    case 2: return T_GRAPH_CITING_2;
    default:
        return size > 1 && g->centre == T_GRAPH_SELF ? T_GRAPH_PEERS
                                                     : g->centre;
    }
}

static void layer(struct pen *w, const struct graph_picture *g, unsigned i)
{
    const struct graph_layout *l = &g->layout;

    pen_markup(w, "<div class=\"graph-layer\">\n<p id=\"graph-layer-");
    pen_number(w, i);
    pen_markup(w, "\">");
    pen_say(w, layer_name(g, l->first + (int)i, l->sizes[i]));
    pen_markup(w, "</p>\n<ol aria-labelledby=\"graph-layer-");
    pen_number(w, i);
    pen_markup(w, "\">\n");
    for (unsigned row = 0; row < l->sizes[i]; row++)
        box(w, g, graph_at(l, i, row));
    pen_markup(w, "</ol>\n</div>\n");
}

static void key_of(struct pen *w, const char *kind, enum page_text says)
{
    pen_markup(w, "<span class=\"graph-key ");
    pen_markup(w, kind);
    pen_markup(w, "\">");
    pen_say(w, says);
    pen_markup(w, "</span>\n");
}

/* Names for what is there, and for nothing else. */
static void caption(struct pen *w, const struct graph_picture *g)
{
    bool absent = false, unsure = false;

    for (size_t i = 0; i < g->layout.count; i++)
        absent = absent || g->boxes[i].kind == GRAPH_ABSENT;
    for (size_t i = 0; i < g->layout.edge_count; i++)
        unsure = unsure || g->layout.edges[i].how == CVD_R_LIKELY ||
                 g->layout.edges[i].how == CVD_R_AMBIGUOUS;
    pen_markup(w, "<figcaption id=\"graph-says\" class=\"hint\">");
    pen_say(w, T_GRAPH_SAYS);
    pen_markup(w, "\n");
    key_of(w, "held", T_HELD);
    if (absent)
        key_of(w, "absent", T_NOT_HELD);
    if (unsure)
        key_of(w, "unsure", T_GRAPH_UNSURE);
    pen_markup(w, "</figcaption>\n");
}

void graph_figure(struct pen *w, const struct graph_picture *g)
{
    pen_markup(w, "<figure id=\"citation-graph\" class=\"graph graph-");
    pen_number(w, g->layout.layers);
    pen_markup(w, g->layout.rows > DENSE_ROWS ? " dense" : "");
    pen_markup(w, "\" aria-labelledby=\"graph-name\" "
                  "aria-describedby=\"graph-says\">\n"
                  "<div class=\"graph-field\">\n");
    lines(w, &g->layout, false);
    lines(w, &g->layout, true);
    for (unsigned i = 0; i < g->layout.layers; i++)
        layer(w, g, i);
    pen_markup(w, "</div>\n");
    caption(w, g);
    pen_markup(w, "</figure>\n");
}
