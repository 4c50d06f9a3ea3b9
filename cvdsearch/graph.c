/* graph.c - cvdsearch graph: who cites whom around a document, or around what
 * a query finds. */
#include "cvdsearch/answers.h"

static enum cvd_status put(enum cli_format format, const struct cvd_graph *g)
{
    struct cvd_buf out = { 0 };
    enum cvd_status st = CVD_OK;

    switch (format) {
    case CLI_JSON: /* holds the warnings */
        st = cvd_graph_json(g, &out);
        if (st == CVD_OK)
            out_json(cvd_buf_str(&out));
        break;
    case CLI_GRAPHML:
        st = cvd_graph_graphml(g, &out);
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

int cli_graph(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf query = { 0 };
    struct cvd_graph g = { 0 };
    int status;
    enum cvd_status st = cli_join_args(c, &query);

    c->request.query = cvd_buf_str(&query);
    c->graph.find = c->request;
    if (st == CVD_OK)
        st = answers_graph(c, &g, &err);
    if (st == CVD_OK)
        st = put(c->format, &g);
    if (st == CVD_OK)
        status = g.node_count ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    say_notes(c, &g);
    cvd_graph_release(&g);
    cvd_buf_release(&query);
    return status;
}
