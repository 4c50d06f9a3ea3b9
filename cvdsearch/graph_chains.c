/* graph_chains.c - cvdsearch graph --chains: the ways down as an indented
 * tree. */
#include "cvdsearch/graph_chains.h"

#include <stdlib.h>

enum { INDENT = 2 };

/* The chains as trees: what they share is one branch, in the order in which
 * they first come. */
struct branch {
    uint32_t first, last, next; /* below it, and beside it; 0: none; else a
                                   node's number and 1 */
    bool known;
};

static void hang(struct branch *all, uint32_t node, uint32_t *first,
                 uint32_t *last)
{
    if (*last)
        all[*last - 1].next = node + 1;
    else
        *first = node + 1;
    *last = node + 1;
}

/* Make the trees and return the first of them. */
static uint32_t grow(const struct cvd_chains *c, struct branch *all)
{
    uint32_t first = 0, last = 0;

    for (size_t i = 0; i < c->count; i++) {
        const uint32_t *nodes = c->nodes + c->list[i].first;
        for (size_t k = 0; k < c->list[i].count; k++) {
            struct branch *up = k ? &all[nodes[k - 1]] : NULL;
            if (all[nodes[k]].known)
                continue;
            all[nodes[k]].known = true;
            hang(all, nodes[k], up ? &up->first : &first,
                 up ? &up->last : &last);
        }
    }
    return first;
}

static enum cvd_status put_part(struct cvd_str s, const char *before)
{
    if (!s.len)
        return CVD_OK;
    out_text(before);
    return terminal_put(s, SPACE_ONE_LINE);
}

/* A line: level, number and date, issuer, title, where it is held. */
static enum cvd_status put_node(const struct terminal *t,
                                const struct cvd_graph_node *n, size_t depth)
{
    struct cvd_str name = n->number.len ? n->number
                          : n->id.len   ? n->id
                                        : n->key;

    out_printf("%*s", (int)(INDENT * depth), "");
    out_printf("[%s] ", cvd_level_label(n->level));
    terminal_style(t, STYLE_TITLE);
    enum cvd_status st = terminal_put(name, SPACE_ONE_LINE);
    terminal_style(t, STYLE_PLAIN);
    if (st == CVD_OK)
        st = put_part(n->date, " · ");
    if (st == CVD_OK)
        st = put_part(n->issuer, " · ");
    if (st == CVD_OK)
        st = put_part(n->title, " · ");
    if (!n->held) {
        out_text(" · ");
        out_text(cvd_resolution_label(CVD_R_ABSENT));
    } else if (st == CVD_OK && n->number.len) {
        st = put_part(n->id, " · ");
    }
    out_char('\n');
    return st;
}

static enum cvd_status put_trees(const struct terminal *t,
                                 const struct cvd_graph *g,
                                 const struct branch *all, uint32_t first)
{
    uint32_t up[CVD_CHAIN_LENGTH_MAX]; /* what stands beside each above */
    size_t depth = 0;
    enum cvd_status st = CVD_OK;

    while (first && st == CVD_OK) {
        const struct branch *b = &all[first - 1];
        st = put_node(t, &g->nodes[first - 1], depth);
        if (b->first && depth + 1 < CVD_CHAIN_LENGTH_MAX) {
            up[depth++] = b->next;
            first = b->first;
            continue;
        }
        first = b->next;
        while (!first && depth)
            first = up[--depth];
    }
    return st;
}

static enum cvd_status put_text(const struct terminal *t,
                                const struct cvd_graph *g,
                                const struct cvd_chains *c)
{
    struct branch *all = calloc(g->node_count + 1, sizeof *all);

    if (!all)
        return CVD_ENOMEM;
    enum cvd_status st = put_trees(t, g, all, grow(c, all));
    if (st == CVD_OK && c->total) {
        cli_put_count(c->total);
        out_text(" chuỗi\n");
    }
    free(all);
    return st;
}

enum cvd_status cli_put_chains(const struct cli *c,
                               const struct cvd_graph *g,
                               const struct cvd_chains *chains)
{
    struct cvd_buf out = { 0 };
    enum cvd_status st = CVD_OK;

    switch (c->format) {
    case CLI_JSON:
        st = cvd_chains_json(g, chains, &out);
        if (st == CVD_OK)
            out_json(cvd_buf_str(&out));
        break;
    case CLI_CSV:
        st = cvd_chains_csv(g, chains, &out);
        out_str(cvd_buf_str(&out));
        break;
    default:
        st = put_text(&c->term, g, chains);
        break;
    }
    cvd_buf_release(&out);
    return st;
}
