/* decode_research.c - places where words stand, who cites whom. */
#include "cvdsearch/decode_parts.h"

/* ---- concordance ----------------------------------------------------- */

static void read_line(struct decoding *d, const json_t *one,
                      struct cvd_kwic_line *l)
{
    l->id = decode_text(d, one, "id");
    l->date = decode_text(d, one, "date");
    l->province = decode_text(d, one, "province");
    l->left = decode_text(d, one, "left");
    l->keyword = decode_text(d, one, "keyword");
    l->right = decode_text(d, one, "right");
    l->start = (int64_t)decode_count(d, one, "start");
    l->end = (int64_t)decode_count(d, one, "end");
}

enum cvd_status decode_kwic(struct cvd_str json, struct cvd_kwic *out)
{
    struct decoding d = { &out->strings, CVD_OK };
    json_t *root = decode_begin(&d, json);
    const json_t *list = decode_list(&d, root, "lines");
    size_t count = json_array_size(list);

    decode_add_text(&d, root, "query", &out->found.query);
    out->found.total = decode_count(&d, root, "total_documents");
    out->found.total_is_exact = true;
    out->total_lines = decode_count(&d, root, "total_lines");
    out->complete = decode_bool(&d, root, "complete");
    out->lines = decode_room(&d, count, sizeof *out->lines);
    while (out->count < count && d.status == CVD_OK) {
        const json_t *one = json_array_get(list, out->count);
        read_line(&d, one, &out->lines[out->count++]);
    }
    decode_add_text(&d, root, "suggestion", &out->found.suggestion);
    out->found.warning_count =
        decode_warnings(&d, root, out->found.warnings);
    out->found.edition = decode_edition(&d, root);
    json_decref(root);
    if (d.status != CVD_OK)
        cvd_kwic_release(out);
    return d.status;
}

/* ---- the citation graph ---------------------------------------------- */

static void read_node(struct decoding *d, const json_t *one,
                      struct cvd_graph_node *n)
{
    n->key = decode_text(d, one, "key");
    n->id = decode_text(d, one, "id");
    n->number = decode_text(d, one, "number");
    n->type = decode_text(d, one, "type");
    n->date = decode_text(d, one, "date");
    n->title = decode_text(d, one, "title");
    n->issuer = decode_text(d, one, "issuer");
    n->province = decode_text(d, one, "province");
    n->held = decode_bool(d, one, "held");
    n->steps = (unsigned)decode_count(d, one, "steps");
    n->cited_by = decode_count(d, one, "cited_by");
    n->in_degree = (uint32_t)decode_count(d, one, "in_degree");
    n->out_degree = (uint32_t)decode_count(d, one, "out_degree");
    n->level = cvd_level_by_name(decode_text(d, one, "level"));
}

/* Which node is where, by its key. */
static json_t *number_nodes(struct decoding *d, const json_t *nodes)
{
    json_t *at = json_object();

    for (size_t i = 0; i < json_array_size(nodes) && d->status == CVD_OK;
         i++) {
        const char *key = json_string_value(
            json_object_get(json_array_get(nodes, i), "key"));
        if (json_object_set_new(at, key, json_integer((json_int_t)i)) != 0)
            d->status = CVD_EINPUT;
    }
    return at;
}

/* The node that a member of an edge names. */
static uint32_t node_of(struct decoding *d, const json_t *edge,
                        const char *member, const json_t *at)
{
    const char *key = json_string_value(json_object_get(edge, member));
    const json_t *number = json_object_get(at, key);

    if (!number && d->status == CVD_OK)
        d->status = CVD_EINPUT;
    return (uint32_t)json_integer_value(number);
}

static void read_edges(struct decoding *d, const json_t *root,
                       const json_t *nodes, struct cvd_graph *out)
{
    const json_t *list = decode_list(d, root, "edges");
    size_t count = json_array_size(list);
    json_t *at = number_nodes(d, nodes);

    out->edges = decode_room(d, count, sizeof *out->edges);
    while (out->edge_count < count && d->status == CVD_OK) {
        const json_t *one = json_array_get(list, out->edge_count);
        struct cvd_graph_edge *e = &out->edges[out->edge_count++];
        e->from = node_of(d, one, "from", at);
        e->to = node_of(d, one, "to", at);
        e->how = decode_resolution(d, one);
    }
    json_decref(at);
}

enum cvd_status decode_graph(struct cvd_str json, struct cvd_graph *out)
{
    struct decoding d = { &out->strings, CVD_OK };
    json_t *root = decode_begin(&d, json);
    const json_t *nodes = decode_list(&d, root, "nodes");
    size_t count = json_array_size(nodes);

    decode_add_text(&d, root, "query", &out->query);
    out->nodes = decode_room(&d, count, sizeof *out->nodes);
    while (out->node_count < count && d.status == CVD_OK) {
        const json_t *one = json_array_get(nodes, out->node_count);
        read_node(&d, one, &out->nodes[out->node_count++]);
    }
    read_edges(&d, root, nodes, out);
    out->edition = decode_edition(&d, root);
    out->ambiguous = decode_count(&d, root, "ambiguous");
    out->cut = !decode_bool(&d, root, "complete");
    out->warning_count = decode_warnings(&d, root, out->warnings);
    json_decref(root);
    if (d.status != CVD_OK)
        cvd_graph_release(out);
    return d.status;
}
