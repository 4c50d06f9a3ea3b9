/* graph_chains_write.c - chains as JSON and as a table. */
#include "search/csv.h"
#include "search/graph_parts.h"

#include <stdio.h>

static const struct cvd_graph_node *node_of(const struct cvd_graph *g,
                                            const struct cvd_chains *c,
                                            const struct cvd_chain *chain,
                                            size_t i)
{
    return &g->nodes[c->nodes[chain->first + i]];
}

/* ---- JSON -------------------------------------------------------------- */

static void put_chain(struct cvd_json *j, const struct cvd_graph *g,
                      const struct cvd_chains *c,
                      const struct cvd_chain *chain)
{
    enum cvd_level last = CVD_LEVEL_UNKNOWN;

    cvd_json_object(j);
    cvd_json_key(j, "length");
    cvd_json_int(j, (int64_t)chain->count);
    cvd_json_key(j, "levels");
    cvd_json_array(j);
    for (size_t i = 0; i < chain->count; i++) {
        enum cvd_level level = node_of(g, c, chain, i)->level;
        if (level != last)
            cvd_json_text(j, cvd_level_name(level));
        last = level;
    }
    cvd_json_array_end(j);
    cvd_json_key(j, "documents");
    cvd_json_array(j);
    for (size_t i = 0; i < chain->count; i++)
        cvd_put_graph_node(j, node_of(g, c, chain, i));
    cvd_json_array_end(j);
    cvd_json_object_end(j);
}

enum cvd_status cvd_chains_json(const struct cvd_graph *g,
                                const struct cvd_chains *c,
                                struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "query");
    cvd_json_str(&j, cvd_buf_str(&g->query));
    cvd_put_edition(&j, &g->edition);
    cvd_json_key(&j, "chains");
    cvd_json_array(&j);
    for (size_t i = 0; i < c->count; i++)
        put_chain(&j, g, c, &c->list[i]);
    cvd_json_array_end(&j);
    cvd_json_key(&j, "total");
    cvd_json_int(&j, (int64_t)c->total);
    cvd_json_key(&j, "complete");
    cvd_json_bool(&j, !c->cut);
    cvd_put_warning_list(&j, g->warnings, g->warning_count);
    cvd_json_object_end(&j);
    return j.status;
}

/* ---- a table ----------------------------------------------------------- */

static const char *const columns[] = {
    "chain", "position", "level", "number", "type", "date", "issuer",
    "province", "title", "id", "held", "cited_by", "in_degree", "steps"
};

enum { COLUMNS = sizeof columns / sizeof *columns, DIGITS = 24 };

static struct cvd_str digits(char out[DIGITS], uint64_t n)
{
    (void)snprintf(out, DIGITS, "%llu", (unsigned long long)n);
    return cvd_str_from(out);
}

static enum cvd_status put_line(const struct cvd_str cells[COLUMNS],
                                struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < COLUMNS && st == CVD_OK; i++)
        st = cvd_csv_cell(out, i, cells[i]);
    return st == CVD_OK ? cvd_csv_end(out) : st;
}

static enum cvd_status put_row(const struct cvd_graph_node *n, size_t chain,
                               size_t position, struct cvd_buf *out)
{
    char numbers[5][DIGITS];
    const struct cvd_str cells[COLUMNS] = {
        digits(numbers[0], chain), digits(numbers[1], position),
        cvd_str_from(cvd_level_name(n->level)), n->number, n->type, n->date,
        n->issuer, n->province, n->title, n->id,
        cvd_str_from(n->held ? "true" : "false"),
        digits(numbers[2], n->cited_by), digits(numbers[3], n->in_degree),
        digits(numbers[4], n->steps)
    };

    return put_line(cells, out);
}

enum cvd_status cvd_chains_csv(const struct cvd_graph *g,
                               const struct cvd_chains *c,
                               struct cvd_buf *out)
{
    struct cvd_str head[COLUMNS];
    enum cvd_status st = cvd_buf_add_text(out, CVD_CSV_BOM);

    for (size_t i = 0; i < COLUMNS; i++)
        head[i] = cvd_str_from(columns[i]);
    if (st == CVD_OK)
        st = put_line(head, out);
    for (size_t i = 0; i < c->count; i++)
        for (size_t k = 0; k < c->list[i].count && st == CVD_OK; k++)
            st = put_row(node_of(g, c, &c->list[i], k), i + 1, k + 1, out);
    return st;
}
