/* graph.c - cvdsearch graph: who cites whom around a document, or around what
 * a query finds; the chains of it are found here, of a server's graph too. */
#include "cvdsearch/answers.h"
#include "cvdsearch/graph_chains.h"
#include "cvdsearch/sidecar.h"

static enum cvd_status put(const struct cli *c, const struct cvd_graph *g)
{
    struct cvd_buf out = { 0 };
    enum cvd_status st = CVD_OK;

    switch (c->format) {
    case CLI_JSON: /* holds the warnings */
        st = cvd_graph_json(g, &out);
        if (st == CVD_OK)
            out_json(cvd_buf_str(&out));
        break;
    case CLI_GRAPHML:
        st = cvd_graph_graphml(g, &out);
        out_str(cvd_buf_str(&out));
        break;
    case CLI_SVG:
        st = cvd_graph_svg(g, &c->graph, &out);
        out_str(cvd_buf_str(&out));
        break;
    default:
        st = cvd_graph_dot(g, &out);
        out_str(cvd_buf_str(&out));
        break;
    }
    cvd_buf_release(&out);
    return st;
}

static void say_notes(const struct cli *c, const struct cvd_graph *g)
{
    if (c->format != CLI_JSON)
        for (size_t i = 0; i < g->warning_count; i++)
            cli_say("lưu ý: %s", g->warnings[i]);
    if (g->cut)
        cli_say("lưu ý: Còn văn bản khác: đồ thị chỉ có một phần, xem "
                "--nodes và --depth.");
}

/* Chains are no graph, and a graph is no text. */
static int check_format(const struct cli *c)
{
    const unsigned chains = 1 << CLI_TEXT | 1 << CLI_JSON | 1 << CLI_CSV;
    const unsigned graphs = 1 << CLI_DOT | 1 << CLI_GRAPHML | 1 << CLI_SVG |
                            1 << CLI_JSON;

    if ((c->chains ? chains : graphs) & 1u << c->format)
        return CLI_FOUND;
    cli_say("bad value '%s' for --format: 'graph%s' prints %s",
            cli_format_names[c->format], c->chains ? " --chains" : "",
            c->chains ? "text, json, csv" : "dot, graphml, svg, json");
    return CLI_WRONG;
}

/* The exit status: whether there is a chain, without --chains a document. */
static enum cvd_status put_all(const struct cli *c, const struct cvd_graph *g,
                               int *status)
{
    struct cvd_chains chains = { 0 };

    if (!c->chains) {
        *status = g->node_count ? CLI_FOUND : CLI_NOTHING;
        return put(c, g);
    }
    enum cvd_status st = cvd_chains_find(g, &chains);
    if (st == CVD_OK)
        st = cli_put_chains(c, g, &chains);
    *status = chains.count ? CLI_FOUND : CLI_NOTHING;
    cvd_chains_release(&chains);
    return st;
}

static enum cvd_status put_sidecar(const struct cli *c,
                                   const struct cvd_graph *g,
                                   struct cvd_err *err)
{
    enum cvd_graph_shown shown = c->chains ? CVD_GRAPH_CHAINS
                                 : c->format == CLI_SVG ? CVD_GRAPH_PICTURE
                                                        : CVD_GRAPH_WHOLE;
    struct cvd_buf about = { 0 };
    enum cvd_status st = cvd_graph_about(g, &c->graph, shown, &about);

    st = st == CVD_OK ? sidecar_put(c, cvd_buf_str(&about), err)
                      : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&about);
    return st;
}

int cli_graph(struct cli *c)
{
    int status = check_format(c);

    if (status != CLI_FOUND)
        return status;
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf query = { 0 };
    struct cvd_graph g = { 0 };
    enum cvd_status st = cli_join_args(c, &query);

    c->request.query = cvd_buf_str(&query);
    c->graph.find = c->request;
    if (st == CVD_OK)
        st = answers_graph(c, &g, &err);
    if (st == CVD_OK)
        st = put_all(c, &g, &status);
    if (st == CVD_OK)
        st = put_sidecar(c, &g, &err);
    if (st != CVD_OK)
        status = cli_fail(st, &err);
    say_notes(c, &g);
    cvd_graph_release(&g);
    cvd_buf_release(&query);
    return status;
}
