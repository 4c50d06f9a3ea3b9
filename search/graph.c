/* graph.c - the citations around a document, or around what a query finds:
 * nodes step by step, the most cited first, then what each cites. */
#include "search/graph.h"
#include "base/array.h"
#include "base/limits.h"

#include <stdlib.h>

enum {
    /* Citing documents that are looked at of one node, the newest: as many as
     * leave room for those of the other nodes, but a few. */
    CITERS_MAX = 10000, CITERS_LEAST = 16,
    /* Entities that are looked at to choose a node among them, and at most:
     * each takes about a tenth of a millisecond to half of one. */
    LOOKED_EACH = 40, LOOKED_LEAST = 2000, LOOKED_MAX = 50000,
    SEED_SHARE = 5           /* one node in so many is what a query finds */
};

/* ---- what was asked for ---------------------------------------------- */

static enum cvd_status check(const struct cvd_graph_request *r,
                             struct cvd_err *err)
{
    if (r->depth > CVD_GRAPH_DEPTH_MAX)
        return cvd_fail(err, CVD_EUSAGE, "depth is at most %d",
                        (int)CVD_GRAPH_DEPTH_MAX);
    if (r->nodes > CVD_GRAPH_NODES_MAX)
        return cvd_fail(err, CVD_EUSAGE, "nodes are at most %d",
                        (int)CVD_GRAPH_NODES_MAX);
    if (r->direction > CVD_GRAPH_BOTH)
        return cvd_fail(err, CVD_EUSAGE, "no such direction");
    return CVD_OK;
}

static bool is_filtered(const struct cvd_request *r)
{
    return r->filter_count || r->from.len || r->to.len;
}

/* The document whose id is all that was asked, *docno 0 where it is none. */
static enum cvd_status find_document(struct cvd_searcher *s,
                                     const struct cvd_request *r,
                                     uint32_t *docno, struct cvd_err *err)
{
    struct cvd_buf id = { 0 };
    enum cvd_status st = CVD_OK;

    *docno = 0;
    if (is_filtered(r) || r->query.len > CVD_ID_BYTES_MAX)
        return CVD_OK;
    st = cvd_text_normalize(r->query, &id, err);
    if (st == CVD_OK)
        st = cvd_store_find(s->store, cvd_buf_str(&id), docno, err);
    cvd_buf_release(&id);
    /* What is no id is a query, which says what is wrong with it. */
    return st == CVD_ENOTFOUND || st == CVD_EINPUT ? CVD_OK : st;
}

static enum cvd_status add_seed(struct cvd_graphing *g, uint32_t docno)
{
    uint32_t e;
    enum cvd_status st = cvd_graph_document(g, docno, &e);

    return st == CVD_OK && e != CVD_NO_ENTITY ? cvd_graph_admit(g, e, 0) : st;
}

static enum cvd_status take_seeds(struct cvd_graphing *g,
                                  const struct cvd_result *found)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < found->count && st == CVD_OK; i++) {
        uint32_t docno;
        st = cvd_store_find(g->s->store, found->hits[i].doc.id, &docno,
                            g->err);
        if (st == CVD_OK)
            st = add_seed(g, docno);
    }
    return st;
}

/* With how many to begin: what they cite and who cites them needs room. */
static unsigned seeds_of(const struct cvd_graph_request *r)
{
    unsigned most = r->depth ? (r->nodes + SEED_SHARE - 1) / SEED_SHARE
                             : r->nodes;

    return most < CVD_LIMIT_MAX ? most : CVD_LIMIT_MAX;
}

/* Begin with what the query finds, the best first.  Asking first how many
 * there are keeps what bears only some of the words out. */
static enum cvd_status begin_with_query(struct cvd_graphing *g,
                                        const struct cvd_graph_request *r,
                                        struct cvd_graph *out)
{
    struct cvd_request ask = r->find;
    struct cvd_result found = { 0 };

    ask.offset = ask.limit = 0;
    ask.facet_count = 0;
    ask.without_snippets = true;
    enum cvd_status st = cvd_search(g->s, &ask, &found, g->err);
    if (st != CVD_OK)
        return st;
    unsigned most = seeds_of(r);
    ask.limit = found.total < most ? (unsigned)found.total : most;
    if (ask.limit) {
        cvd_result_release(&found);
        st = cvd_search(g->s, &ask, &found, g->err);
    }
    g->cut = g->cut || found.total > found.count;
    if (st == CVD_OK)
        st = take_seeds(g, &found);
    memcpy(out->warnings, found.warnings, sizeof out->warnings);
    out->warning_count = found.warning_count;
    cvd_buf_swap(&out->query, &found.query);
    cvd_result_release(&found);
    return st;
}

static enum cvd_status begin(struct cvd_graphing *g,
                             const struct cvd_graph_request *r,
                             struct cvd_graph *out)
{
    uint32_t docno;
    enum cvd_status st = find_document(g->s, &r->find, &docno, g->err);

    if (st != CVD_OK || !r->nodes)
        return st;
    if (docno && cvd_buf_add(&out->query, cvd_str_trim(r->find.query)))
        return cvd_fail(g->err, CVD_ENOMEM, "out of memory");
    return docno ? add_seed(g, docno) : begin_with_query(g, r, out);
}

/* ---- step by step ---------------------------------------------------- */

static enum cvd_status look_out(struct cvd_graphing *g, size_t first,
                                size_t last)
{
    enum cvd_status st = CVD_OK;

    for (size_t m = first; m < last && st == CVD_OK; m++)
        st = cvd_graph_read(g, &g->members[m]);
    return st == CVD_OK ? cvd_graph_link(g, true) : st;
}

/* Documents that cite. */
struct citers {
    uint32_t *docnos;
    size_t count, cap;
};

static enum cvd_status add_citers(struct cvd_graphing *g, size_t m,
                                  unsigned limit, struct citers *out)
{
    struct cvd_answer a;
    enum cvd_status st = cvd_graph_citers(g, g->members[m].entity, limit, &a);

    if (st == CVD_OK &&
        cvd_array_reserve(&out->docnos, &out->cap, out->count + a.count + 1,
                          sizeof *out->docnos) != CVD_OK)
        st = cvd_fail(g->err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < a.count && st == CVD_OK; i++)
        out->docnos[out->count++] = a.matches[i].docno;
    cvd_answer_release(&a);
    return st;
}

/* Each of the nodes has its share of what may still be looked at. */
static enum cvd_status look_in(struct cvd_graphing *g, size_t first,
                               size_t last)
{
    struct citers found = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t m = first; m < last && st == CVD_OK &&
                           !cvd_searcher_late(g->s); m++) {
        size_t seen = g->entity_count + found.count;
        size_t left = seen < g->entity_max ? g->entity_max - seen : 0;
        size_t share = left / (last - m);
        if (share > CITERS_MAX)
            share = CITERS_MAX;
        else if (share < CITERS_LEAST)
            share = CITERS_LEAST;
        st = add_citers(g, m, (unsigned)share, &found);
    }
    if (st == CVD_OK && found.count)
        st = cvd_graph_documents(g, found.docnos, found.count);
    g->cut = g->cut || cvd_searcher_late(g->s);
    free(found.docnos);
    return st;
}

/* An entity that may become a node. */
struct candidate {
    uint64_t cited_by;
    struct cvd_str key;
    uint32_t entity;
};

static int most_cited_first(const void *pa, const void *pb)
{
    const struct candidate *a = pa, *b = pb;
    int by = cvd_str_compare(a->key, b->key);

    if (a->cited_by != b->cited_by)
        return a->cited_by > b->cited_by ? -1 : 1;
    return by ? by : a->entity < b->entity ? -1 : 1;
}

/* Admit those that became known with the last step, as far as there is
 * room. */
static enum cvd_status admit_new(struct cvd_graphing *g, size_t from,
                                 unsigned steps, size_t room)
{
    size_t count = g->entity_count - from;
    struct candidate *list = calloc(count + 1, sizeof *list);
    enum cvd_status st = CVD_OK;

    if (!list)
        return cvd_fail(g->err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < count; i++) {
        const struct cvd_entity *e = &g->entities[from + i];
        list[i] = (struct candidate){ e->cited_by, e->key,
                                      (uint32_t)(from + i) };
    }
    qsort(list, count, sizeof *list, most_cited_first);
    if (count > room) {
        g->cut = true;
        count = room;
    }
    for (size_t i = 0; i < count && st == CVD_OK; i++)
        st = cvd_graph_admit(g, list[i].entity, steps);
    free(list);
    return st;
}

/* One step further from the nodes of the step before, which are the last
 * ones from number `first` on.  It takes half of the time that is left. */
static enum cvd_status step(struct cvd_graphing *g,
                            const struct cvd_graph_request *r, size_t first,
                            unsigned steps)
{
    struct cvd_clock *clock = cvd_store_clock(g->s->store);
    struct cvd_clock whole = cvd_clock_halve(clock);
    size_t known = g->entity_count, last = g->member_count;
    enum cvd_status st = CVD_OK;

    if (r->direction != CVD_GRAPH_IN)
        st = look_out(g, first, last);
    if (st == CVD_OK && r->direction != CVD_GRAPH_OUT)
        st = look_in(g, first, last);
    g->cut = cvd_clock_resume(clock, &whole) || g->cut;
    return st == CVD_OK
               ? admit_new(g, known, steps, r->nodes - g->member_count)
               : st;
}

static enum cvd_status add_number(struct cvd_graphing *g, struct cvd_str term)
{
    struct cvd_identity id;
    uint32_t at;

    return !cvd_identity_parse(term, &id) ||
                   cvd_graph_keys_find(&g->numbers, id.key, &at)
               ? CVD_OK
               : cvd_graph_keys_add(&g->numbers, id.key, 0);
}

/* Of the last ones only what they cite among the nodes. */
static enum cvd_status close_up(struct cvd_graphing *g)
{
    enum cvd_status st = CVD_OK;

    for (size_t m = 0; m < g->member_count && st == CVD_OK; m++) {
        const struct cvd_entity *e = &g->entities[g->members[m].entity];
        if (e->numbered && add_number(g, e->key) != CVD_OK)
            st = cvd_fail(g->err, CVD_ENOMEM, "out of memory");
    }
    for (size_t m = 0; m < g->member_count && st == CVD_OK; m++)
        st = cvd_graph_read(g, &g->members[m]);
    return st == CVD_OK ? cvd_graph_link(g, false) : st;
}

static enum cvd_status spread(struct cvd_graphing *g,
                              const struct cvd_graph_request *r)
{
    enum cvd_status st = CVD_OK;
    size_t first = 0, next;

    for (unsigned i = 1; i <= r->depth && st == CVD_OK; i++, first = next) {
        next = g->member_count;
        if (first == next)
            break;
        if (next == r->nodes) {
            g->cut = true; /* there may be more */
            break;
        }
        st = step(g, r, first, i);
    }
    return st == CVD_OK ? close_up(g) : st;
}

/* ---- the answer ------------------------------------------------------ */

static int by_ends(const void *pa, const void *pb)
{
    const struct cvd_graph_edge *a = pa, *b = pb;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return (int)b->how - (int)a->how; /* the surest first */
}

/* The links between nodes, each once. */
static enum cvd_status fill_edges(struct cvd_graphing *g,
                                  struct cvd_graph *out)
{
    size_t kept = 0;

    out->edges = calloc(g->link_count + 1, sizeof *out->edges);
    if (!out->edges)
        return cvd_fail(g->err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < g->link_count; i++) {
        const struct cvd_link *l = &g->links[i];
        const struct cvd_entity *to = &g->entities[l->to];
        if (to->steps != CVD_NOT_ADMITTED)
            out->edges[kept++] = (struct cvd_graph_edge){
                g->entities[l->from].node, to->node, l->how
            };
    }
    qsort(out->edges, kept, sizeof *out->edges, by_ends);
    for (size_t i = 0; i < kept; i++) {
        struct cvd_graph_edge *last = &out->edges[out->edge_count];
        if (i && last[-1].from == out->edges[i].from &&
            last[-1].to == out->edges[i].to)
            continue;
        *last = out->edges[i];
        out->edge_count++;
    }
    return CVD_OK;
}

static void count_degrees(struct cvd_graph *g)
{
    for (size_t i = 0; i < g->edge_count; i++) {
        g->nodes[g->edges[i].from].out_degree++;
        g->nodes[g->edges[i].to].in_degree++;
    }
}

static enum cvd_status fill(struct cvd_graphing *g, struct cvd_graph *out)
{
    enum cvd_status st = fill_edges(g, out);

    out->nodes = calloc(g->member_count + 1, sizeof *out->nodes);
    if (st == CVD_OK && !out->nodes)
        st = cvd_fail(g->err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < g->member_count && st == CVD_OK; i++) {
        st = cvd_graph_describe(g, &g->members[i], &out->nodes[i]);
        out->node_count += st == CVD_OK;
    }
    if (st == CVD_OK)
        count_degrees(out);
    out->edition = cvd_searcher_edition(g->s);
    out->ambiguous = g->ambiguous;
    out->cut = g->cut;
    out->strings = g->strings;
    g->strings = NULL;
    return st;
}

static void graphing_release(struct cvd_graphing *g)
{
    free(g->entities);
    cvd_graph_keys_release(&g->by_term);
    cvd_graph_keys_release(&g->by_id);
    cvd_graph_keys_release(&g->meant);
    cvd_graph_keys_release(&g->numbers);
    free(g->sayings);
    free(g->meanings);
    free(g->members);
    free(g->links);
    cvd_strings_free(g->strings);
    cvd_doc_release(&g->doc);
}

enum cvd_status cvd_graph(struct cvd_searcher *s,
                          const struct cvd_graph_request *r,
                          struct cvd_graph *out, struct cvd_err *err)
{
    struct cvd_graphing g = { .s = s, .err = err };
    struct cvd_graph made = { 0 };
    enum cvd_status st = check(r, err);

    g.entity_max = LOOKED_LEAST + LOOKED_EACH * (size_t)r->nodes;
    if (g.entity_max > LOOKED_MAX)
        g.entity_max = LOOKED_MAX;

    if (st == CVD_OK)
        st = begin(&g, r, &made);
    if (st == CVD_OK)
        st = spread(&g, r);
    if (st == CVD_OK)
        st = fill(&g, &made);
    if (st == CVD_OK) {
        *out = made;
        made = (struct cvd_graph){ 0 };
    }
    cvd_graph_release(&made);
    graphing_release(&g);
    return st;
}

void cvd_graph_release(struct cvd_graph *g)
{
    free(g->nodes);
    free(g->edges);
    cvd_strings_free(g->strings);
    cvd_buf_release(&g->query);
    *g = (struct cvd_graph){ 0 };
}
