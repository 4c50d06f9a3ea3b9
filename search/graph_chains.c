/* graph_chains.c - the ways that citations took from the centre down: for each
 * lowest document of a graph the one that leads highest.
 *
 * Each document keeps one of those it cites, its parent: so the chains are the
 * branches of trees, found in one walk over the graph however many ways there
 * are through it. */
#include "base/array.h"
#include "search/citations.h"

#include <stdlib.h>

#define NO_NODE UINT32_MAX

enum visit { NEW, UNDER_WAY, DONE };

/* A node as the walk finds it. */
struct place {
    size_t next, end;        /* its edges not looked at yet */
    enum visit visit;
    enum cvd_level top;      /* how high its chain begins */
    uint32_t head;           /* the node it begins with */
    uint32_t length;         /* up to there, with both */
    uint32_t levels;         /* different ones among them */
    uint32_t parent;         /* or NO_NODE */
    bool has_lower;          /* a chain goes on below it */
};

struct chaining {
    const struct cvd_graph *g;
    struct place *places;
    uint32_t *stack;
};

/* ---- what a link of a chain is ---------------------------------------- */

/* Whether `a` was surely issued before `b`: ISO dates, as far as both go. */
static bool is_before(struct cvd_str a, struct cvd_str b)
{
    size_t len = a.len < b.len ? a.len : b.len;

    return len && memcmp(a.ptr, b.ptr, len) < 0;
}

static bool leads_up(const struct cvd_graph *g, const struct cvd_graph_edge *e)
{
    const struct cvd_graph_node *from = &g->nodes[e->from];
    const struct cvd_graph_node *to = &g->nodes[e->to];

    return from->level && to->level && to->level <= from->level &&
           !is_before(from->date, to->date);
}

/* ---- the best way up --------------------------------------------------- */

/* Whether the way from `v` over `p` is better than what `v` has: it begins
 * higher, or there crosses more levels, or is longer, or goes over what is
 * cited more. */
static bool is_better(const struct chaining *c, uint32_t v, uint32_t p)
{
    const struct place *own = &c->places[v], *other = &c->places[p];

    if (own->parent == NO_NODE)
        return true;
    const struct place *kept = &c->places[own->parent];
    if (other->top != kept->top)
        return other->top < kept->top;
    if (other->levels != kept->levels)
        return other->levels > kept->levels;
    if (other->length != kept->length)
        return other->length > kept->length;
    return c->g->nodes[p].cited_by > c->g->nodes[own->parent].cited_by;
}

static void finish(struct chaining *c, uint32_t v)
{
    struct place *own = &c->places[v];

    own->visit = DONE;
    own->head = v;
    own->top = c->g->nodes[v].level;
    own->length = own->levels = 1;
    if (own->parent == NO_NODE)
        return;
    const struct place *up = &c->places[own->parent];
    own->head = up->head;
    own->top = up->top;
    own->length = up->length + 1;
    own->levels = up->levels + (c->g->nodes[v].level !=
                                c->g->nodes[own->parent].level);
}

/* From `root` up, the cited ones first.  A citation that would close a circle
 * (two letters of one day that name each other) is passed over. */
static void walk(struct chaining *c, uint32_t root)
{
    size_t depth = 0;

    c->stack[depth++] = root;
    c->places[root].visit = UNDER_WAY;
    while (depth) {
        uint32_t v = c->stack[depth - 1];
        struct place *own = &c->places[v];
        if (own->next == own->end) {
            finish(c, v);
            depth--;
            continue;
        }
        const struct cvd_graph_edge *e = &c->g->edges[own->next];
        struct place *to = &c->places[e->to];
        if (to->visit == NEW && leads_up(c->g, e)) {
            to->visit = UNDER_WAY;
            c->stack[depth++] = e->to;
            continue; /* this edge again once that is done */
        }
        own->next++;
        if (to->visit != DONE || !leads_up(c->g, e))
            continue;
        to->has_lower = true;
        if (is_better(c, v, e->to))
            own->parent = e->to;
    }
}

static void walk_all(struct chaining *c)
{
    const struct cvd_graph *g = c->g;
    size_t edge = 0;

    for (uint32_t i = 0; i < g->node_count; i++) {
        c->places[i] = (struct place){ .next = edge, .parent = NO_NODE };
        while (edge < g->edge_count && g->edges[edge].from == i)
            edge++;
        c->places[i].end = edge;
    }
    for (uint32_t i = 0; i < g->node_count; i++)
        if (c->places[i].visit == NEW)
            walk(c, i);
}

/* ---- the chains -------------------------------------------------------- */

/* A document that ends a chain. */
struct foot {
    const struct place *place;
    uint64_t cited_by;       /* of what it begins with */
    uint32_t node;
};

static int longest_first(const void *pa, const void *pb)
{
    const struct foot *a = pa, *b = pb;

    if (a->place->levels != b->place->levels)
        return a->place->levels > b->place->levels ? -1 : 1;
    if (a->place->length != b->place->length)
        return a->place->length > b->place->length ? -1 : 1;
    if (a->place->top != b->place->top)
        return a->place->top < b->place->top ? -1 : 1;
    if (a->cited_by != b->cited_by)
        return a->cited_by > b->cited_by ? -1 : 1;
    if (a->place->head != b->place->head)
        return a->place->head < b->place->head ? -1 : 1;
    return a->node < b->node ? -1 : 1;
}

static size_t find_feet(const struct chaining *c, struct foot *feet)
{
    size_t count = 0;

    for (uint32_t i = 0; i < c->g->node_count; i++) {
        const struct place *p = &c->places[i];
        if (p->parent != NO_NODE && !p->has_lower)
            feet[count++] = (struct foot){
                p, c->g->nodes[p->head].cited_by, i
            };
    }
    qsort(feet, count, sizeof *feet, longest_first);
    return count;
}

/* The chain down to `foot`, its upper end first; of one that is too long its
 * lower end is left out. */
static enum cvd_status add_chain(const struct chaining *c, uint32_t foot,
                                 struct cvd_chains *out)
{
    uint32_t length = c->places[foot].length, at = foot;
    uint32_t kept = length < CVD_CHAIN_LENGTH_MAX ? length
                                                  : CVD_CHAIN_LENGTH_MAX;

    if (cvd_array_reserve(&out->nodes, &out->node_cap,
                          out->node_count + kept, sizeof *out->nodes) !=
        CVD_OK)
        return CVD_ENOMEM;
    out->cut = out->cut || kept < length;
    for (uint32_t i = length; i > 0; i--, at = c->places[at].parent)
        if (i <= kept)
            out->nodes[out->node_count + i - 1] = at;
    out->list[out->count++] = (struct cvd_chain){ out->node_count, kept };
    out->node_count += kept;
    return CVD_OK;
}

enum cvd_status cvd_chains_find(const struct cvd_graph *g,
                                struct cvd_chains *out)
{
    struct chaining c = { g, calloc(g->node_count + 1, sizeof *c.places),
                          calloc(g->node_count + 1, sizeof *c.stack) };
    struct foot *feet = calloc(g->node_count + 1, sizeof *feet);
    struct cvd_chains found = { 0 };
    enum cvd_status st = CVD_ENOMEM;

    if (!c.places || !c.stack || !feet)
        goto done;
    walk_all(&c);
    found.total = find_feet(&c, feet);
    size_t count = found.total < CVD_CHAINS_MAX ? found.total
                                                : CVD_CHAINS_MAX;
    found.cut = g->cut || count < found.total;
    found.list = calloc(count + 1, sizeof *found.list);
    st = found.list ? CVD_OK : CVD_ENOMEM;
    for (size_t i = 0; i < count && st == CVD_OK; i++)
        st = add_chain(&c, feet[i].node, &found);
done:
    if (st == CVD_OK)
        *out = found;
    else
        cvd_chains_release(&found);
    free(feet);
    free(c.stack);
    free(c.places);
    return st;
}

void cvd_chains_release(struct cvd_chains *c)
{
    free(c->list);
    free(c->nodes);
    *c = (struct cvd_chains){ 0 };
}
