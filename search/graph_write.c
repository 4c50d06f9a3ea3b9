/* graph_write.c - a graph as DOT, GraphML and JSON. */
#include "base/utf8.h"
#include "base/xml.h"
#include "search/graph_parts.h"

/* All that a node of ours says is that one cites another. */
static const char RELATION[] = "cites";

/* What a node is called where there is little room. */
static struct cvd_str label_of(const struct cvd_graph_node *n)
{
    return n->number.len ? n->number : n->title.len ? n->title : n->key;
}

enum { LABEL_MAX = 60 }; /* characters in a box that can be read */

/* Text that is put together; what fails first is kept. */
struct writing {
    struct cvd_buf *out;
    enum cvd_status status;
};

static void put(struct writing *w, const char *s)
{
    if (w->status == CVD_OK)
        w->status = cvd_buf_add_text(w->out, s);
}

static struct cvd_str level_of(const struct cvd_graph_node *n)
{
    return cvd_str_from(cvd_level_name(n->level));
}

static void put_number(struct writing *w, uint64_t n)
{
    if (w->status == CVD_OK)
        w->status = cvd_buf_printf(w->out, "%llu", (unsigned long long)n);
}

/* ---- GraphML --------------------------------------------------------- */

/* A node's name is n and its number: an XML name, which an id need not be.
 * "id", "kind" and "weight" are columns of Gephi's own. */
static const char GRAPHML_HEAD[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"\n"
    "    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
    "    xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
    "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";

/* Strings of a node, in the order in which they are written. */
static const char *const string_keys[] = {
    "label", "key", "document", "number", "type", "date", "title", "issuer",
    "province", "level"
};

enum { STRING_KEYS = sizeof string_keys / sizeof *string_keys };

static void get_strings(const struct cvd_graph_node *n,
                        struct cvd_str out[STRING_KEYS])
{
    const struct cvd_str all[STRING_KEYS] = {
        label_of(n), n->key, n->id, n->number, n->type, n->date, n->title,
        n->issuer, n->province, level_of(n)
    };

    memcpy(out, all, sizeof all);
}

static void put_key(struct writing *w, const char *what, const char *name,
                    const char *type)
{
    if (w->status == CVD_OK)
        w->status = cvd_buf_printf(
            w->out, "  <key id=\"%s_%s\" for=\"%s\" attr.name=\"%s\" "
                    "attr.type=\"%s\"/>\n",
            what, name, what, name, type);
}

static void put_data(struct writing *w, const char *what, const char *name,
                     struct cvd_str value)
{
    if (!value.len || w->status != CVD_OK)
        return;
    w->status = cvd_buf_printf(w->out, "<data key=\"%s_%s\">", what, name);
    if (w->status == CVD_OK)
        w->status = cvd_xml_escape(value, w->out);
    put(w, "</data>");
}

static void put_data_number(struct writing *w, const char *what,
                            const char *name, uint64_t n)
{
    if (w->status == CVD_OK)
        w->status = cvd_buf_printf(w->out, "<data key=\"%s_%s\">%llu</data>",
                                   what, name, (unsigned long long)n);
}

static void put_graphml_keys(struct writing *w)
{
    for (size_t i = 0; i < STRING_KEYS; i++)
        put_key(w, "node", string_keys[i], "string");
    put_key(w, "node", "held", "boolean");
    put_key(w, "node", "cited_by", "long");
    put_key(w, "node", "in_degree", "int");
    put_key(w, "node", "out_degree", "int");
    put_key(w, "node", "steps", "int");
    put_key(w, "edge", "relation", "string");
    put_key(w, "edge", "resolution", "string");
    put_key(w, "graph", "query", "string");
    put_key(w, "graph", "generation", "int");
    put_key(w, "graph", "analyzer", "int");
    put_key(w, "graph", "documents", "long");
    put_key(w, "graph", "ambiguous", "long");
    put_key(w, "graph", "complete", "boolean");
}

/* What was asked of what. */
static void put_graphml_about(struct writing *w, const struct cvd_graph *g)
{
    put(w, "    ");
    put_data(w, "graph", "query", cvd_buf_str(&g->query));
    put_data_number(w, "graph", "generation", g->edition.generation);
    if (g->edition.analyzer)
        put_data_number(w, "graph", "analyzer", g->edition.analyzer);
    put_data_number(w, "graph", "documents", g->edition.documents);
    put_data_number(w, "graph", "ambiguous", g->ambiguous);
    put_data(w, "graph", "complete",
             cvd_str_from(g->cut ? "false" : "true"));
    put(w, "\n");
}

static void put_graphml_node(struct writing *w,
                             const struct cvd_graph_node *n, size_t number)
{
    struct cvd_str strings[STRING_KEYS];

    get_strings(n, strings);
    put(w, "    <node id=\"n");
    put_number(w, number);
    put(w, "\">");
    for (size_t i = 0; i < STRING_KEYS; i++)
        put_data(w, "node", string_keys[i], strings[i]);
    put_data(w, "node", "held", cvd_str_from(n->held ? "true" : "false"));
    put_data_number(w, "node", "cited_by", n->cited_by);
    put_data_number(w, "node", "in_degree", n->in_degree);
    put_data_number(w, "node", "out_degree", n->out_degree);
    put_data_number(w, "node", "steps", n->steps);
    put(w, "</node>\n");
}

static void put_graphml_edge(struct writing *w,
                             const struct cvd_graph_edge *e)
{
    put(w, "    <edge source=\"n");
    put_number(w, e->from);
    put(w, "\" target=\"n");
    put_number(w, e->to);
    put(w, "\">");
    put_data(w, "edge", "relation", cvd_str_from(RELATION));
    put_data(w, "edge", "resolution",
             cvd_str_from(cvd_resolution_name(e->how)));
    put(w, "</edge>\n");
}

enum cvd_status cvd_graph_graphml(const struct cvd_graph *g,
                                  struct cvd_buf *out)
{
    struct writing w = { out, CVD_OK };

    put(&w, GRAPHML_HEAD);
    put_graphml_keys(&w);
    put(&w, "  <graph id=\"citations\" edgedefault=\"directed\">\n");
    put_graphml_about(&w, g);
    for (size_t i = 0; i < g->node_count; i++)
        put_graphml_node(&w, &g->nodes[i], i);
    for (size_t i = 0; i < g->edge_count; i++)
        put_graphml_edge(&w, &g->edges[i]);
    put(&w, "  </graph>\n</graphml>\n");
    return w.status;
}

/* ---- DOT ------------------------------------------------------------- */

/* `s` inside of a quoted string.  A backslash begins an escape, and in what
 * is shown (not in other attributes) an ampersand a reference. */
static void put_dot(struct writing *w, struct cvd_str s, bool shown)
{
    const uint8_t *p = (const uint8_t *)s.ptr, *end = p ? p + s.len : p;

    while (p < end && w->status == CVD_OK) {
        size_t len;
        uint32_t c = cvd_utf8_at(p, end, &len);
        struct cvd_str as_is = { (const char *)p, len };
        p += len;
        if (c == '"' || c == '\\')
            put(w, "\\");
        if (c == '&' && shown)
            put(w, "&amp;");
        else if (c < 0x20)
            put(w, " ");
        else if (c == CVD_NOT_UTF8 || (c >= 0x7F && c <= 0x9F))
            put(w, "\xEF\xBF\xBD");
        else
            w->status = cvd_buf_add(w->out, as_is);
    }
}

static void put_dot_string(struct writing *w, const char *name,
                           struct cvd_str value, bool shown)
{
    if (!value.len)
        return;
    put(w, ", ");
    put(w, name);
    put(w, "=\"");
    put_dot(w, value, shown);
    put(w, "\"");
}

static void put_dot_number(struct writing *w, const char *name, uint64_t n)
{
    put(w, ", ");
    put(w, name);
    put(w, "=");
    put_number(w, n);
}

/* What was asked of what. */
static void put_dot_about(struct writing *w, const struct cvd_graph *g)
{
    put(w, "  graph [query=\"");
    put_dot(w, cvd_buf_str(&g->query), false);
    put(w, "\"");
    put_dot_number(w, "generation", g->edition.generation);
    if (g->edition.analyzer)
        put_dot_number(w, "analyzer", g->edition.analyzer);
    put_dot_number(w, "documents", g->edition.documents);
    put_dot_number(w, "ambiguous", g->ambiguous);
    put(w, g->cut ? ", complete=false];\n" : ", complete=true];\n");
}

static void put_dot_node(struct writing *w, const struct cvd_graph_node *n,
                         size_t number)
{
    put(w, "  n");
    put_number(w, number);
    put(w, " [label=\"");
    put_dot(w, cvd_utf8_first(label_of(n), LABEL_MAX), true);
    if (n->date.len)
        put(w, "\\n");
    put_dot(w, n->date, true);
    put(w, "\"");
    put_dot_string(w, "tooltip", n->title.len ? n->title : n->key, true);
    put_dot_string(w, "key", n->key, false);
    put_dot_string(w, "document", n->id, false);
    put_dot_string(w, "number", n->number, false);
    put_dot_string(w, "type", n->type, false);
    put_dot_string(w, "date", n->date, false);
    put_dot_string(w, "issuer", n->issuer, false);
    put_dot_string(w, "province", n->province, false);
    put_dot_string(w, "level", level_of(n), false);
    put_dot_number(w, "cited_by", n->cited_by);
    put_dot_number(w, "in_degree", n->in_degree);
    put_dot_number(w, "out_degree", n->out_degree);
    put_dot_number(w, "steps", n->steps);
    put(w, n->held ? ", held=true" : ", held=false, style=dashed");
    put(w, "];\n");
}

static void put_dot_edge(struct writing *w, const struct cvd_graph_edge *e)
{
    put(w, "  n");
    put_number(w, e->from);
    put(w, " -> n");
    put_number(w, e->to);
    put(w, " [resolution=");
    put(w, cvd_resolution_name(e->how));
    put(w, e->how == CVD_R_LIKELY ? ", style=dashed];\n" : "];\n");
}

enum cvd_status cvd_graph_dot(const struct cvd_graph *g, struct cvd_buf *out)
{
    struct writing w = { out, CVD_OK };

    put(&w, "digraph citations {\n");
    put_dot_about(&w, g);
    put(&w, "  node [shape=box];\n");
    for (size_t i = 0; i < g->node_count; i++)
        put_dot_node(&w, &g->nodes[i], i);
    for (size_t i = 0; i < g->edge_count; i++)
        put_dot_edge(&w, &g->edges[i]);
    put(&w, "}\n");
    return w.status;
}

/* ---- JSON ------------------------------------------------------------ */

void cvd_put_graph_node(struct cvd_json *j, const struct cvd_graph_node *n)
{
    struct cvd_str name = cvd_value_label(CVD_F_PROVINCE, n->province);

    cvd_json_object(j);
    cvd_put_named(j, "key", n->key);
    cvd_put_named(j, "id", n->id);
    cvd_json_key(j, "held");
    cvd_json_bool(j, n->held);
    cvd_put_named(j, "number", n->number);
    cvd_put_named(j, "type", n->type);
    cvd_put_named(j, "date", n->date);
    cvd_put_named(j, "title", n->title);
    cvd_put_named(j, "issuer", n->issuer);
    cvd_put_named(j, "province", n->province);
    cvd_put_named(j, "province_name",
                  name.ptr == n->province.ptr ? (struct cvd_str){ NULL, 0 }
                                              : name);
    cvd_put_named(j, "level", level_of(n));
    cvd_json_key(j, "cited_by");
    cvd_json_int(j, (int64_t)n->cited_by);
    cvd_json_key(j, "in_degree");
    cvd_json_int(j, n->in_degree);
    cvd_json_key(j, "out_degree");
    cvd_json_int(j, n->out_degree);
    cvd_json_key(j, "steps");
    cvd_json_int(j, n->steps);
    cvd_json_object_end(j);
}

static void put_json_edge(struct cvd_json *j, const struct cvd_graph *g,
                          const struct cvd_graph_edge *e)
{
    cvd_json_object(j);
    cvd_put_named(j, "from", g->nodes[e->from].key);
    cvd_put_named(j, "to", g->nodes[e->to].key);
    cvd_json_key(j, "kind");
    cvd_json_text(j, RELATION);
    cvd_json_key(j, "resolution");
    cvd_json_text(j, cvd_resolution_name(e->how));
    cvd_json_object_end(j);
}

enum cvd_status cvd_graph_json(const struct cvd_graph *g,
                               struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "query");
    cvd_json_str(&j, cvd_buf_str(&g->query));
    cvd_put_edition(&j, &g->edition);
    cvd_json_key(&j, "nodes");
    cvd_json_array(&j);
    for (size_t i = 0; i < g->node_count; i++)
        cvd_put_graph_node(&j, &g->nodes[i]);
    cvd_json_array_end(&j);
    cvd_json_key(&j, "edges");
    cvd_json_array(&j);
    for (size_t i = 0; i < g->edge_count; i++)
        put_json_edge(&j, g, &g->edges[i]);
    cvd_json_array_end(&j);
    cvd_json_key(&j, "ambiguous");
    cvd_json_int(&j, (int64_t)g->ambiguous);
    cvd_json_key(&j, "complete");
    cvd_json_bool(&j, !g->cut);
    cvd_put_warning_list(&j, g->warnings, g->warning_count);
    cvd_json_object_end(&j);
    return j.status;
}
