/* api_graph.c - who cites whom, as a graph, and the chains in it. */
#include "search/citations.h"
#include "searchd/call.h"
#include "searchd/params.h"

static const char *const graph_formats[] = { "json", "dot", "graphml", "svg",
                                             NULL };
static const char *const graph_types[] = {
    "application/json", "text/vnd.graphviz; charset=utf-8",
    "application/graphml+xml; charset=utf-8", "image/svg+xml; charset=utf-8",
};
/* As the formats; a picture is told what was asked as well. */
static enum cvd_status (*const graph_writers[])(const struct cvd_graph *g,
                                                struct cvd_buf *out) = {
    cvd_graph_json, cvd_graph_dot, cvd_graph_graphml, NULL,
};

static const char *const chain_formats[] = { "0", "json", "csv", NULL };
enum { CHAINS_NONE, CHAINS_JSON, CHAINS_CSV };

/* As enum cvd_direction. */
static const char *const directions[] = { "out", "in", "both", NULL };

static enum cvd_status read_graph(const struct call *c, struct params *p,
                                  struct cvd_graph_request *r,
                                  unsigned *format, unsigned *chains,
                                  struct cvd_err *err)
{
    unsigned direction = CVD_GRAPH_OUT;
    enum cvd_status st = params_read(p, &c->uri, c->known, NULL, err);

    r->find = p->request;
    if (st == CVD_OK)
        st = params_choice(&c->uri, "chains", chain_formats, chains, err);
    if (*chains)
        direction = CVD_GRAPH_BOTH;
    if (st == CVD_OK)
        st = params_choice(&c->uri, "format", graph_formats, format, err);
    if (st == CVD_OK)
        st = params_choice(&c->uri, "direction", directions, &direction,
                           err);
    if (st == CVD_OK)
        st = params_number(&c->uri, "depth", CVD_GRAPH_DEPTH_MAX,
                           *chains ? CVD_CHAINS_DEPTH : 1, &r->depth, err);
    if (st == CVD_OK)
        st = params_number(&c->uri, "nodes", CVD_GRAPH_NODES_MAX,
                           CVD_GRAPH_NODES, &r->nodes, err);
    r->direction = (enum cvd_direction)direction;
    return st;
}

static enum cvd_status answer_chains(struct call *c,
                                     const struct cvd_graph *g, bool csv)
{
    struct cvd_chains chains = { 0 };
    enum cvd_status st = cvd_chains_find(g, &chains);

    if (csv)
        c->reply.type = "text/csv; charset=utf-8; header=present";
    else
        call_answers_json(c);
    if (st == CVD_OK)
        st = csv ? cvd_chains_csv(g, &chains, &c->reply.body)
                 : cvd_chains_json(g, &chains, &c->reply.body);
    cvd_chains_release(&chains);
    return st;
}

static enum cvd_status answer_graph(struct call *c,
                                    const struct cvd_graph *g,
                                    const struct cvd_graph_request *r,
                                    unsigned format)
{
    if (format == 0)
        call_answers_json(c);
    else
        c->reply.type = graph_types[format];
    return graph_writers[format] ? graph_writers[format](g, &c->reply.body)
                                 : cvd_graph_svg(g, r, &c->reply.body);
}

enum cvd_status api_graph(struct call *c, struct cvd_err *err)
{
    struct params p;
    struct cvd_graph_request r = { 0 };
    struct cvd_graph g = { 0 };
    unsigned format = 0, chains = CHAINS_NONE;
    enum cvd_status st = read_graph(c, &p, &r, &format, &chains, err);

    if (st == CVD_OK)
        st = cvd_graph(c->searcher, &r, &g, err);
    if (st != CVD_OK)
        return st;
    if (c->unknown.len && g.warning_count < CVD_WARNINGS_MAX)
        g.warnings[g.warning_count++] = c->unknown.ptr;
    st = chains ? answer_chains(c, &g, chains == CHAINS_CSV)
                : answer_graph(c, &g, &r, format);
    cvd_graph_release(&g);
    return st;
}
