/* pages_graph.c - the routes for people that draw who cites whom. */
#include "searchd/page_call.h"
#include "searchd/params.h"

/* What may be chosen; the first where nothing is. */
static const char *const depths[] = { "2", "1", NULL };
static const char *const directions[] = { "both", "out", "in", NULL };
static const char *const sizes[] = { "30", "15", "45", "60", NULL };

static enum cvd_status read_view(const struct uri *uri,
                                 struct page_graph_view *v,
                                 struct cvd_err *err)
{
    static const enum cvd_direction meant[] = { CVD_GRAPH_BOTH,
                                                CVD_GRAPH_OUT, CVD_GRAPH_IN };
    static const unsigned steps[] = { 2, 1 }, boxes[] = { 30, 15, 45, 60 };
    unsigned depth = 0, direction = 0, nodes = 0;
    enum cvd_status st = params_choice(uri, "depth", depths, &depth, err);

    if (st == CVD_OK)
        st = params_choice(uri, "direction", directions, &direction, err);
    if (st == CVD_OK)
        st = params_choice(uri, "nodes", sizes, &nodes, err);
    *v = (struct page_graph_view){ .depth = steps[depth],
                                   .direction = meant[direction],
                                   .nodes = boxes[nodes] };
    return st;
}

enum cvd_status page_of_document_graph(struct call *c, struct cvd_err *err)
{
    struct page page = call_page(c);
    struct page_graph_view view;
    struct cvd_doc d = { 0 };
    struct cvd_graph g = { 0 };
    enum cvd_status st = read_view(&c->uri, &view, err);

    /* What is no id would be taken for a query. */
    if (st == CVD_OK)
        st = cvd_document(c->searcher, page_name(c), &d, err);
    if (st == CVD_OK) {
        const struct cvd_graph_request r = {
            .find.query = d.id, .depth = view.depth, .nodes = view.nodes,
            .direction = view.direction
        };
        st = cvd_graph(c->searcher, &r, &g, err);
    }
    if (st == CVD_OK) {
        c->reply.type = reply_html;
        st = page_graph(&page, d.id, &view, &g, &c->reply.body);
    }
    cvd_graph_release(&g);
    cvd_doc_release(&d);
    return st;
}

enum cvd_status page_of_reference_graph(struct call *c, struct cvd_err *err)
{
    struct page page = call_page(c);
    struct page_graph_view view;
    struct cvd_cited_list l = { 0 };
    struct cvd_str number = page_name(c);
    enum cvd_status st = read_view(&c->uri, &view, err);

    if (st == CVD_OK)
        st = cvd_cited_by(c->searcher, number, 0, view.nodes, &l, err);
    if (st == CVD_OK) {
        c->reply.type = reply_html;
        st = page_reference_graph(&page, l.number.len ? l.number : number,
                                  &view, &l, &c->reply.body);
    }
    cvd_cited_list_release(&l);
    return st;
}
