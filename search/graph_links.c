/* graph_links.c - what a document of a graph cites. */
#include "search/graph.h"
#include "base/array.h"
#include "search/reference.h"

#include <stdlib.h>

enum {
    LINKS_MAX = 1000000,      /* of one graph: 12 MB */
    /* Of text read for one graph: a few seconds' worth. */
    TEXT_BYTES_MAX = 256 * 1024 * 1024,
    READ_STEPS = 4096         /* of the clock, that reading one is worth */
};

/* The first thing said of each part counts. */
static enum cvd_status hear(struct cvd_graphing *g, struct cvd_mention *said,
                            const struct cvd_citation *c)
{
    struct {
        struct cvd_str s, *to;
    } const parts[] = {
        { c->number, &said->number }, { c->date, &said->date },
        { c->issuer, &said->issuer }, { c->about, &said->title },
    };

    if (!said->type)
        said->type = c->type;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!parts[i].to->len &&
            cvd_strings_keep(&g->strings, parts[i].s, parts[i].to) != CVD_OK)
            return cvd_fail(g->err, CVD_ENOMEM, "out of memory");
    return CVD_OK;
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

/* Take down reference `c` of entity `from`. */
static enum cvd_status take(struct cvd_graphing *g, uint32_t from,
                            const struct cvd_citation *c, bool add)
{
    struct cvd_meaning m;

    if (c->again || !c->identity.len)
        return CVD_OK;
    enum cvd_status st = cvd_graph_meaning(g, c->identity, add, &m);
    if (st != CVD_OK)
        return st;
    g->ambiguous += m.how == CVD_R_AMBIGUOUS;
    if (m.entity == CVD_NO_ENTITY || m.entity == from)
        return CVD_OK;
    struct cvd_entity *to = &g->entities[m.entity];
    if (!to->held && add)
        st = hear(g, &to->said, c);
    return st == CVD_OK
               ? add_link(g, (struct cvd_link){ from, m.entity, m.how })
               : st;
}

/* The references of one copy. */
static enum cvd_status read_copy(struct cvd_graphing *g, uint32_t from,
                                 uint32_t docno, bool add)
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
        st = take(g, from, &c.list[i], add);
    g->cut = g->cut || c.dropped;
    cvd_citations_release(&c);
    return st;
}

enum cvd_status cvd_graph_read(struct cvd_graphing *g, struct cvd_member *m,
                               bool add)
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
        st = read_copy(g, m->entity, m->copies[i], add);
    return st;
}
