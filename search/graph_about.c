/* graph_about.c - what graph was asked for. */
#include "search/citations.h"
#include "search/research.h"

/* As enum cvd_direction. */
static const char *const directions[] = { "out", "in", "both" };

static enum cvd_status put_more(const struct cvd_graph *g,
                                const struct cvd_graph_request *r,
                                enum cvd_graph_shown shown,
                                struct cvd_buf *out)
{
    enum cvd_status st = cvd_buf_printf(
        out, "\"depth\":%u,\"direction\":\"%s\",\"nodes\":%u,\"edges\":%zu,"
             "\"chains\":%s",
        r->depth, directions[r->direction], r->nodes, g->edge_count,
        shown == CVD_GRAPH_CHAINS ? "true" : "false");

    return st == CVD_OK && shown == CVD_GRAPH_PICTURE
               ? cvd_buf_printf(out, ",\"drawn\":%zu", cvd_graph_drawn(g))
               : st;
}

enum cvd_status cvd_graph_about(const struct cvd_graph *g,
                                const struct cvd_graph_request *r,
                                enum cvd_graph_shown shown,
                                struct cvd_buf *out)
{
    struct cvd_result found = {
        .query = g->query, /* borrowed, as all of it */
        .total = g->node_count, .total_is_exact = true, .cut_short = g->cut,
        .warning_count = g->warning_count, .edition = g->edition
    };
    struct cvd_buf more = { 0 };
    enum cvd_status st = put_more(g, r, shown, &more);
    struct cvd_about_form form = { .more = cvd_buf_str(&more) };

    memcpy(found.warnings, g->warnings, sizeof found.warnings);
    if (st == CVD_OK)
        st = cvd_about_json(&found, &r->find, &form, out);
    cvd_buf_release(&more);
    return st;
}
