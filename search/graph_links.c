/* graph_links.c - what a document of a graph cites. */
#include "search/graph.h"
#include "base/array.h"
#include "search/reference.h"

#include <stdlib.h>

enum {
    LINKS_MAX = 1000000,      /* of one graph, and references at once */
    /* Of text read for one graph: a few seconds' worth. */
    TEXT_BYTES_MAX = 256 * 1024 * 1024,
    READ_STEPS = 4096         /* of the clock, that reading one is worth */
};

/* Take down reference `c` of entity `from`. */
static enum cvd_status add_saying(struct cvd_graphing *g, uint32_t from,
                                  const struct cvd_citation *c)
{
    struct cvd_graph_saying one = { .from = from };
    struct {
        struct cvd_str s, *to;
    } const parts[] = {
        { c->identity, &one.identity }, { c->number, &one.said.number },
        { c->date, &one.said.date }, { c->issuer, &one.said.issuer },
        { c->about, &one.said.title },
    };

    if (g->saying_count == LINKS_MAX) {
        g->cut = true;
        return CVD_OK;
    }
    one.said.type = c->type;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (cvd_strings_keep(&g->strings, parts[i].s, parts[i].to) != CVD_OK)
            return cvd_fail(g->err, CVD_ENOMEM, "out of memory");
    if (cvd_array_reserve(&g->sayings, &g->saying_cap, g->saying_count + 1,
                          sizeof *g->sayings) != CVD_OK)
        return cvd_fail(g->err, CVD_ENOMEM, "out of memory");
    g->sayings[g->saying_count++] = one;
    return CVD_OK;
}

/* The first thing said of each part counts. */
static void hear(struct cvd_mention *said, const struct cvd_mention *m)
{
    struct {
        struct cvd_str s, *to;
    } const parts[] = {
        { m->number, &said->number }, { m->date, &said->date },
        { m->issuer, &said->issuer }, { m->title, &said->title },
    };

    if (!said->type)
        said->type = m->type;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!parts[i].to->len)
            *parts[i].to = parts[i].s;
}

static enum cvd_status add_link(struct cvd_graphing *g, struct cvd_link link)
{
    if (g->link_count == LINKS_MAX) {
        g->cut = true;
        return CVD_OK;
    }
    if (cvd_array_reserve(&g->links, &g->link_cap, g->link_count + 1,
                          sizeof *g->links) != CVD_OK)
        return cvd_fail(g->err, CVD_ENOMEM, "out of memory");
    g->links[g->link_count++] = link;
    return CVD_OK;
}

/* The references of one copy. */
static enum cvd_status read_copy(struct cvd_graphing *g, uint32_t from,
                                 uint32_t docno)
{
    struct cvd_citations c = { 0 };
    enum cvd_status st = cvd_store_read(g->s->store, docno, true, &g->doc,
                                        g->err);

    if (st != CVD_OK)
        return st;
    g->text_bytes += g->doc.text.len;
    if (g->text_bytes > TEXT_BYTES_MAX) {
        g->cut = true;
        return CVD_OK;
    }
    st = cvd_citations_read(&g->doc, &c, g->err);
    for (size_t i = 0; i < c.count && st == CVD_OK; i++)
        if (!c.list[i].again && c.list[i].identity.len)
            st = add_saying(g, from, &c.list[i]);
    g->cut = g->cut || c.dropped;
    cvd_citations_release(&c);
    return st;
}

enum cvd_status cvd_graph_read(struct cvd_graphing *g, struct cvd_member *m)
{
    enum cvd_status st = CVD_OK;

    if (m->read || !m->copy_count)
        return CVD_OK;
    if (cvd_clock_steps(cvd_store_clock(g->s->store), READ_STEPS)) {
        g->cut = true;
        return CVD_OK;
    }
    m->read = true;
    for (uint32_t i = 0; i < m->copy_count && st == CVD_OK; i++)
        st = read_copy(g, m->entity, m->copies[i]);
    return st;
}

/* ---- what the references mean ----------------------------------------- */

static int by_identity(const void *pa, const void *pb)
{
    const struct cvd_str *a = *(const struct cvd_str *const *)pa;
    const struct cvd_str *b = *(const struct cvd_str *const *)pb;

    return cvd_str_compare(*a, *b);
}

/* Whether a node bears the number of `identity`, or is cited by it. */
static bool is_of_a_node(const struct cvd_graphing *g,
                         struct cvd_str identity)
{
    struct cvd_identity id;
    uint32_t at;

    return cvd_identity_parse(identity, &id) &&
           cvd_graph_keys_find(&g->numbers, id.key, &at);
}

/* Look up what the sayings mean, those of one number side by side: reading its
 * namesakes is most of the work.  cvd_graph_meaning() keeps what it found. */
static enum cvd_status look_up(struct cvd_graphing *g, bool add)
{
    const struct cvd_str **list = calloc(g->saying_count + 1, sizeof *list);
    struct cvd_meaning m;
    enum cvd_status st = CVD_OK;

    if (!list)
        return cvd_fail(g->err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < g->saying_count; i++)
        list[i] = &g->sayings[i].identity;
    qsort(list, g->saying_count, sizeof *list, by_identity);
    for (size_t i = 0; i < g->saying_count && st == CVD_OK &&
                       !cvd_searcher_late(g->s); i++)
        st = cvd_graph_meaning(g, *list[i], add, &m);
    g->cut = g->cut || cvd_searcher_late(g->s);
    free(list);
    return st;
}

static enum cvd_status link_one(struct cvd_graphing *g,
                                const struct cvd_graph_saying *s, bool add)
{
    struct cvd_meaning m;
    enum cvd_status st = cvd_graph_meaning(g, s->identity, add, &m);

    if (st != CVD_OK)
        return st;
    g->ambiguous += m.how == CVD_R_AMBIGUOUS;
    if (m.entity == CVD_NO_ENTITY || m.entity == s->from)
        return CVD_OK;
    struct cvd_entity *to = &g->entities[m.entity];
    if (!to->held)
        hear(&to->said, &s->said);
    return add_link(g, (struct cvd_link){ s->from, m.entity, m.how });
}

enum cvd_status cvd_graph_link(struct cvd_graphing *g, bool add)
{
    size_t kept = 0;

    for (size_t i = 0; i < g->saying_count; i++)
        if (add || is_of_a_node(g, g->sayings[i].identity))
            g->sayings[kept++] = g->sayings[i];
    g->saying_count = kept;
    enum cvd_status st = look_up(g, add);
    for (size_t i = 0; i < kept && st == CVD_OK; i++)
        st = link_one(g, &g->sayings[i], add);
    g->saying_count = 0;
    return st;
}
