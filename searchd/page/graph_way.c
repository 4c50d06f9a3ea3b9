/* graph_way.c - see graph_way.h. */
#include "searchd/page/graph_way.h"
#include "searchd/page/links.h"

const struct page_graph_view page_graph_usual = {
    PAGE_GRAPH_DEPTH, PAGE_GRAPH_NODES, CVD_GRAPH_BOTH
};

const char *graph_direction_name(enum cvd_direction direction)
{
    static const char *const names[] = { [CVD_GRAPH_OUT] = "out",
                                         [CVD_GRAPH_IN] = "in",
                                         [CVD_GRAPH_BOTH] = "both" };

    return names[direction];
}

/* Those of the view; of a page only what is not as it would be anyhow. */
static void view(struct pen *w, bool *first, const struct page_graph_view *v,
                 bool all)
{
    if (all || v->depth != PAGE_GRAPH_DEPTH)
        link_number(w, first, "depth", v->depth);
    if (all || v->direction != CVD_GRAPH_BOTH)
        link_parameter(w, first, "direction",
                       cvd_str_from(graph_direction_name(v->direction)));
    if (all || v->nodes != PAGE_GRAPH_NODES)
        link_number(w, first, "nodes", v->nodes);
}

void link_graph(struct pen *w, const struct graph_way *to)
{
    bool first = true;

    pen_markup(w, "/");
    pen_markup(w, to->kind);
    pen_markup(w, "/");
    link_encode(w, to->name);
    pen_markup(w, "/graph");
    view(w, &first, &to->view, false);
    link_language(w, &first, w->page->lang);
}

void link_graph_api(struct pen *w, const struct graph_way *to,
                    const char *format)
{
    bool first = true;

    pen_markup(w, "/api/v1/graph");
    link_parameter(w, &first, "q", to->name);
    link_parameter(w, &first, "format", cvd_str_from(format));
    view(w, &first, &to->view, true);
}
