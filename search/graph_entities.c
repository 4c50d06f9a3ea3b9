/* graph_entities.c - which document a reference means, and which one a
 * document is. */
#include "search/graph.h"
#include "base/array.h"
#include "search/cited.h"

#include <stdlib.h>

static enum cvd_status no_memory(struct cvd_graphing *g)
{
    return cvd_fail(g->err, CVD_ENOMEM, "out of memory");
}

/* Whether it is late: then what the index says is not all it knows, and a
 * held document may seem to be none. */
static bool is_late(struct cvd_graphing *g)
{
    bool late = cvd_searcher_late(g->s);

    g->cut = g->cut || late;
    return late;
}

/* Add entity `e`, whose key is borrowed, to `keys`; its number into *out. */
static enum cvd_status add_entity(struct cvd_graphing *g,
                                  struct cvd_graph_keys *keys,
                                  struct cvd_entity e, uint32_t *out)
{
    *out = CVD_NO_ENTITY;
    if (g->entity_count >= g->entity_max)
        g->cut = true;
    if (g->entity_count >= g->entity_max || is_late(g))
        return CVD_OK;
    e.steps = CVD_NOT_ADMITTED;
    if (cvd_strings_keep(&g->strings, e.key, &e.key) != CVD_OK ||
        cvd_array_reserve(&g->entities, &g->entity_cap, g->entity_count + 1,
                          sizeof *g->entities) != CVD_OK ||
        cvd_graph_keys_add(keys, e.key, (uint32_t)g->entity_count) != CVD_OK)
        return no_memory(g);
    *out = (uint32_t)g->entity_count;
    g->entities[g->entity_count++] = e;
    return CVD_OK;
}

/* The identity that tells most of namesake `i`: the one it began with. */
static struct cvd_str told_by(const struct cvd_namesakes *n, int32_t i)
{
    int32_t m = n->list[i].first;

    while (n->known[m].next >= 0)
        m = n->known[m].next;
    return n->known[m].term;
}

/* Whether one document at most is held of namesake `i`: then it need not be
 * asked which. */
static bool is_single(const struct cvd_namesakes *n, int32_t i)
{
    uint64_t documents = 0;

    for (size_t k = 0; k < n->count && n->known[k].borne; k++)
        if (n->known[k].namesake == i)
            documents += n->known[k].documents;
    return documents <= 1;
}

/* The entity of namesake `i`. */
static enum cvd_status of_namesake(struct cvd_graphing *g,
                                   const struct cvd_namesakes *n, int32_t i,
                                   bool add, uint32_t *out)
{
    struct cvd_entity e = { .key = told_by(n, i), .numbered = true,
                            .held = n->list[i].held };

    e.single = is_single(n, i);
    *out = CVD_NO_ENTITY;
    g->cut = g->cut || n->cut;
    if (cvd_graph_keys_find(&g->by_term, e.key, out) || !add)
        return CVD_OK;
    enum cvd_status st = cvd_cited_count(g->s, n, i, NULL, &e.cited_by,
                                         g->err);
    return st == CVD_OK ? add_entity(g, &g->by_term, e, out) : st;
}

/* The namesakes that identity `term` is one of, and its place there; *known
 * NULL where there is none, or it is late.  They are the searcher's own. */
static enum cvd_status find_known(struct cvd_graphing *g, struct cvd_str term,
                                  bool borne, const struct cvd_namesakes **n,
                                  const struct cvd_known **known)
{
    struct cvd_identity id;

    *known = NULL;
    if (!cvd_identity_parse(term, &id))
        return CVD_OK;
    enum cvd_status st = cvd_namesakes_of(g->s, id.key, n, g->err);
    if (st == CVD_OK && !is_late(g))
        *known = cvd_namesakes_find(*n, borne, term);
    return st;
}

static enum cvd_status of_bearer(struct cvd_graphing *g,
                                 const struct cvd_graph_bearer *b,
                                 uint32_t *out)
{
    const struct cvd_namesakes *n;
    const struct cvd_known *k;
    enum cvd_status st = find_known(g, b->term, true, &n, &k);

    *out = CVD_NO_ENTITY;
    if (st == CVD_OK && k) {
        st = of_namesake(g, n, k->namesake, true, out);
    } else if (st == CVD_OK && !is_late(g) &&
               !cvd_graph_keys_find(&g->by_id, b->id, out)) {
        struct cvd_entity e = { .key = b->id, .held = true };
        st = add_entity(g, &g->by_id, e, out);
    }
    if (st == CVD_OK && *out != CVD_NO_ENTITY && !g->entities[*out].docno)
        g->entities[*out].docno = b->docno;
    return st;
}

enum cvd_status cvd_graph_document(struct cvd_graphing *g, uint32_t docno,
                                   uint32_t *out)
{
    enum cvd_status st = cvd_store_read(g->s->store, docno, false, &g->doc,
                                        g->err);
    struct cvd_graph_bearer b = { cvd_doc_value(&g->doc, CVD_F_BORNE_AS),
                                  g->doc.id, docno };

    return st == CVD_OK ? of_bearer(g, &b, out) : st;
}

/* ---- many documents --------------------------------------------------- */

static int by_docno(const void *pa, const void *pb)
{
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;

    return a < b ? -1 : a > b;
}

static int by_term(const void *pa, const void *pb)
{
    const struct cvd_graph_bearer *a = pa, *b = pb;
    int by = cvd_str_compare(a->term, b->term);

    return by ? by : a->docno < b->docno ? -1 : 1;
}

/* Each of docnos[] once, as long as there is time, into list[]. */
static enum cvd_status read_bearers(struct cvd_graphing *g, uint32_t *docnos,
                                    size_t count,
                                    struct cvd_graph_bearer *list,
                                    struct cvd_strings **strings,
                                    size_t *kept)
{
    enum cvd_status st = CVD_OK;

    qsort(docnos, count, sizeof *docnos, by_docno);
    for (size_t i = 0; i < count && st == CVD_OK && !is_late(g); i++) {
        struct cvd_graph_bearer *b = &list[*kept];
        if (i && docnos[i] == docnos[i - 1])
            continue;
        b->docno = docnos[i];
        st = cvd_store_read(g->s->store, docnos[i], false, &g->doc, g->err);
        if (st != CVD_OK)
            break;
        if (cvd_strings_keep(strings, cvd_doc_value(&g->doc, CVD_F_BORNE_AS),
                             &b->term) != CVD_OK ||
            cvd_strings_keep(strings, g->doc.id, &b->id) != CVD_OK)
            return no_memory(g);
        ++*kept;
    }
    return st;
}

enum cvd_status cvd_graph_documents(struct cvd_graphing *g, uint32_t *docnos,
                                    size_t count)
{
    struct cvd_graph_bearer *list = calloc(count + 1, sizeof *list);
    struct cvd_strings *strings = NULL;
    size_t kept = 0;
    uint32_t e;

    if (!list)
        return no_memory(g);
    enum cvd_status st = read_bearers(g, docnos, count, list, &strings,
                                      &kept);
    qsort(list, kept, sizeof *list, by_term);
    for (size_t i = 0; i < kept && st == CVD_OK; i++)
        st = of_bearer(g, &list[i], &e);
    cvd_strings_free(strings);
    free(list);
    return st;
}

/* ---- references ------------------------------------------------------- */

/* The same when nothing is known of it yet. */
static enum cvd_status find_meaning(struct cvd_graphing *g,
                                    struct cvd_str term, bool add,
                                    struct cvd_meaning *out)
{
    const struct cvd_namesakes *n;
    const struct cvd_known *k;
    enum cvd_status st = find_known(g, term, false, &n, &k);

    *out = (struct cvd_meaning){ CVD_NO_ENTITY, CVD_R_ABSENT };
    if (st == CVD_OK && k && n->list[k->namesake].open)
        out->how = CVD_R_AMBIGUOUS;
    /* What the index does not know was left out when it was made. */
    if (st != CVD_OK || !k || n->list[k->namesake].open)
        return st;
    out->how = n->list[k->namesake].held ? k->how : CVD_R_ABSENT;
    return of_namesake(g, n, k->namesake, add, &out->entity);
}

enum cvd_status cvd_graph_meaning(struct cvd_graphing *g, struct cvd_str term,
                                  bool add, struct cvd_meaning *out)
{
    struct cvd_str kept;
    uint32_t at;

    if (cvd_graph_keys_find(&g->meant, term, &at)) {
        *out = g->meanings[at];
        return CVD_OK;
    }
    enum cvd_status st = find_meaning(g, term, add, out);
    if (st != CVD_OK || cvd_searcher_late(g->s))
        return st;
    if (cvd_strings_keep(&g->strings, term, &kept) != CVD_OK ||
        cvd_array_reserve(&g->meanings, &g->meaning_cap,
                          g->meaning_count + 1, sizeof *g->meanings) ||
        cvd_graph_keys_add(&g->meant, kept, (uint32_t)g->meaning_count))
        return no_memory(g);
    g->meanings[g->meaning_count++] = *out;
    return CVD_OK;
}

/* ---- nodes ----------------------------------------------------------- */

/* Ask, the newest first where there are more than `few`. */
static enum cvd_status ask(struct cvd_graphing *g,
                           const struct cvd_namesakes *n,
                           struct cvd_namesake_question q, uint64_t few,
                           struct cvd_answer *out)
{
    q.any_order = true;
    enum cvd_status st = cvd_namesakes_ask(g->s, n, &q, out, g->err);
    if (st != CVD_OK || out->total <= few)
        return st;
    cvd_answer_release(out);
    q.any_order = false;
    return cvd_namesakes_ask(g->s, n, &q, out, g->err);
}

/* The copies held of entity `e`: the one that led to it first, then the
 * newest. */
static enum cvd_status find_copies(struct cvd_graphing *g,
                                   const struct cvd_entity *e,
                                   struct cvd_member *m)
{
    const struct cvd_namesakes *n;
    const struct cvd_known *k = NULL;
    enum cvd_status st = CVD_OK;

    if (e->docno)
        m->copies[m->copy_count++] = e->docno;
    if (!e->held || !e->numbered || (e->single && e->docno))
        return CVD_OK;
    st = find_known(g, e->key, true, &n, &k);
    if (st != CVD_OK || !k)
        return st;
    struct cvd_namesake_question q = { .namesakes = &k->namesake, .count = 1,
                                       .limit = CVD_COPIES_MAX };
    struct cvd_answer a;
    st = ask(g, n, q, 1, &a);
    for (size_t i = 0; i < a.count && m->copy_count < CVD_COPIES_MAX; i++)
        if (a.matches[i].docno != e->docno)
            m->copies[m->copy_count++] = a.matches[i].docno;
    cvd_answer_release(&a);
    return st;
}

enum cvd_status cvd_graph_admit(struct cvd_graphing *g, uint32_t e,
                                unsigned steps)
{
    struct cvd_member m = { .entity = e };

    if (g->entities[e].steps != CVD_NOT_ADMITTED)
        return CVD_OK;
    enum cvd_status st = find_copies(g, &g->entities[e], &m);
    if (st != CVD_OK || (g->entities[e].held && !m.copy_count))
        return st; /* late: its documents were not found */
    if (cvd_array_reserve(&g->members, &g->member_cap, g->member_count + 1,
                          sizeof *g->members) != CVD_OK)
        return no_memory(g);
    g->entities[e].steps = (uint16_t)steps;
    g->entities[e].node = (uint32_t)g->member_count;
    g->members[g->member_count++] = m;
    return CVD_OK;
}

enum cvd_status cvd_graph_citers(struct cvd_graphing *g, uint32_t e,
                                 unsigned limit, struct cvd_answer *out)
{
    const struct cvd_namesakes *n;
    const struct cvd_known *k = NULL;
    const struct cvd_entity *one = &g->entities[e];
    enum cvd_status st = CVD_OK;

    *out = (struct cvd_answer){ 0 };
    if (one->numbered)
        st = find_known(g, one->key, one->held, &n, &k);
    if (st != CVD_OK || !k)
        return st;
    struct cvd_namesake_question q = { .namesakes = &k->namesake, .count = 1,
                                       .citing = true, .limit = limit };
    st = ask(g, n, q, limit, out);
    g->cut = g->cut || out->total > out->count;
    return st;
}
