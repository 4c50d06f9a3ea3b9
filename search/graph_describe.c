/* graph_describe.c - what is shown of a node: as the document says that is
 * held, else as those say that cite it. */
#include "search/cited.h"
#include "search/graph.h"

static enum cvd_status keep(struct cvd_graphing *g, struct cvd_str s,
                            struct cvd_str *out)
{
    return cvd_strings_keep_line(&g->strings, s, out) == CVD_OK
               ? CVD_OK
               : cvd_fail(g->err, CVD_ENOMEM, "out of memory");
}

static enum cvd_status describe_held(struct cvd_graphing *g,
                                     const struct cvd_member *m,
                                     struct cvd_graph_node *out)
{
    const struct cvd_doc *d = &g->doc;
    enum cvd_status st = cvd_store_read(g->s->store, m->copies[0], false,
                                        &g->doc, g->err);
    struct {
        struct cvd_str s, *to;
    } const parts[] = {
        { cvd_doc_value(d, CVD_F_NUMBER), &out->number },
        { cvd_doc_value(d, CVD_F_TYPE), &out->type },
        { cvd_doc_value(d, CVD_F_DATE), &out->date },
        { cvd_doc_value(d, CVD_F_ISSUER), &out->issuer },
        { cvd_doc_value(d, CVD_F_PROVINCE), &out->province },
    };

    if (st == CVD_OK && cvd_strings_keep(&g->strings, d->id, &out->id))
        st = cvd_fail(g->err, CVD_ENOMEM, "out of memory");
    out->key = out->id;
    /* Where a text says none, the id stands for it in the store. */
    if (st == CVD_OK && !cvd_str_equal(d->title, d->id))
        st = keep(g, d->title, &out->title);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && st == CVD_OK; i++)
        st = keep(g, parts[i].s, parts[i].to);
    return st;
}

/* What its identities say, without reading any text. */
static enum cvd_status describe_identities(struct cvd_graphing *g,
                                           struct cvd_str term,
                                           struct cvd_cited *out)
{
    size_t bytes = 0;
    struct cvd_cited_wish wish = { .bytes = &bytes };
    const struct cvd_namesakes *n;
    struct cvd_identity id;

    if (!cvd_identity_parse(term, &id))
        return CVD_OK;
    enum cvd_status st = cvd_namesakes_of(g->s, id.key, &n, g->err);
    const struct cvd_known *k =
        st == CVD_OK ? cvd_namesakes_find(n, false, term) : NULL;
    return k ? cvd_cited_describe(g->s, n, k->namesake, &wish, &g->strings,
                                  out, g->err)
             : st;
}

static struct cvd_str either(struct cvd_str a, struct cvd_str b)
{
    return a.len ? a : b;
}

static enum cvd_status describe_cited(struct cvd_graphing *g,
                                      const struct cvd_entity *e,
                                      struct cvd_graph_node *out)
{
    struct cvd_cited cited = { 0 };
    enum cvd_status st = describe_identities(g, e->key, &cited);

    out->key = e->key;
    out->number = either(e->said.number, cited.number);
    out->issuer = either(e->said.issuer, cited.issuer);
    out->title = either(e->said.title, cited.title);
    out->date = either(cited.date, e->said.date);
    out->province = cited.province;
    out->type = cvd_str_from(e->said.type ? e->said.type : cited.type);
    return st;
}

enum cvd_status cvd_graph_describe(struct cvd_graphing *g,
                                   const struct cvd_member *m,
                                   struct cvd_graph_node *out)
{
    const struct cvd_entity *e = &g->entities[m->entity];
    struct cvd_identity id = { 0 };

    *out = (struct cvd_graph_node){ .held = e->held, .steps = e->steps,
                                    .cited_by = e->cited_by };
    enum cvd_status st = e->held ? describe_held(g, m, out)
                                 : describe_cited(g, e, out);
    if (e->numbered)
        (void)cvd_identity_parse(e->key, &id);
    struct cvd_level_signs signs = {
        out->number, out->type, out->date, out->issuer, out->province,
        e->held ? cvd_doc_value(&g->doc, CVD_F_DISTRICT)
                : (struct cvd_str){ NULL, 0 },
        id.seat
    };
    if (st == CVD_OK && cvd_level_read(&signs, &out->level) != CVD_OK)
        st = cvd_fail(g->err, CVD_ENOMEM, "out of memory");
    return st;
}
