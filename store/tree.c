/* tree.c - a tree of struct cvd_node made ready for each part: see match.h.
 *
 * Here: the sources, and the parts one after another; the sets are made in
 * tree_sets.c, the scorers in tree_scorers.c. */
#include "store/making.h"

#include <stdlib.h>
#include <string.h>

void cvd_making_fail(struct cvd_making *k, enum cvd_status st)
{
    if (k->status == CVD_OK)
        k->status = cvd_fail(k->err, st, "%s",
                             st == CVD_ELIMIT
                                 ? "the query is nested too deep"
                                 : cvd_status_text(st));
}

void *cvd_making_room(struct cvd_making *k, size_t count, size_t size)
{
    void *p = cvd_arena_room(&k->tree->arena, count, size);

    if (!p)
        cvd_making_fail(k, CVD_ENOMEM);
    return p;
}

/* ---- sources --------------------------------------------------------- */

static bool same_lists(const struct cvd_source *s,
                       const struct cvd_lists *lists)
{
    if (s->count != lists->count)
        return false;
    for (size_t i = 0; i < s->count; i++)
        if (s->cursors[i].list.bytes != lists->list[i].bytes)
            return false;
    return true;
}

/* The source of some lists, of which there are any; NULL when out of
 * memory. */
static struct cvd_source *source_of(struct cvd_making *k,
                                    const struct cvd_lists *lists)
{
    struct cvd_matcher *m = k->m;

    for (size_t i = 0; i < m->source_count; i++)
        if (same_lists(m->sources[i], lists))
            return m->sources[i];
    struct cvd_source *s = cvd_making_room(k, 1, sizeof *s);
    if (!s)
        return NULL;
    s->cursors = cvd_making_room(k, lists->count, sizeof *s->cursors);
    if (!s->cursors)
        return NULL;
    if (m->source_count == m->source_cap) {
        size_t cap = m->source_cap * 2 + 16;
        struct cvd_source **all = cvd_making_room(k, cap, sizeof *all);
        if (!all)
            return NULL;
        if (m->source_count)
            memcpy(all, m->sources, m->source_count * sizeof *all);
        m->sources = all;
        m->source_cap = cap;
    }
    for (size_t i = 0; i < lists->count; i++) {
        uint32_t *numbers = cvd_making_room(k, cvd_cursor_room(lists->list[i]),
                                 sizeof *numbers);
        if (!numbers)
            return NULL;
        cvd_cursor_begin(&s->cursors[i], lists->list[i],
                         m->part->documents, numbers);
    }
    s->count = lists->count;
    s->documents = lists->documents;
    s->m = m;
    s->view.from = CVD_NO_DID;
    m->sources[m->source_count++] = s;
    return s;
}

static int fewest_first(const void *pa, const void *pb)
{
    const struct cvd_source *const *a = pa, *const *b = pb;

    return (*a)->documents < (*b)->documents
               ? -1
               : (*a)->documents > (*b)->documents;
}

/* The phrase of three words and more; NULL: it stands nowhere, or there is
 * no memory. */
static struct cvd_phrase *phrase_of(struct cvd_making *k,
                                    const struct cvd_node *n,
                                    const struct cvd_leaf_part *lp)
{
    struct cvd_matcher *m = k->m;
    struct cvd_phrase *p = cvd_making_room(k, 1, sizeof *p);

    for (size_t i = 0; i + 1 < n->slot_count; i++)
        if (!lp->pairs[i].count)
            return NULL;
    if (!p)
        return NULL;
    p->m = m;
    p->from = CVD_NO_DID;
    p->sets = lp->sets;
    p->count = n->slot_count;
    p->pairs = cvd_making_room(k, p->count, sizeof *p->pairs);
    for (size_t i = 0; p->pairs && i + 1 < p->count; i++) {
        p->pairs[i] = source_of(k, &lp->pairs[i]);
        if (!p->pairs[i])
            return NULL;
    }
    if (!p->pairs)
        return NULL;
    qsort(p->pairs, p->count - 1, sizeof *p->pairs, fewest_first);
    return p;
}

struct cvd_stand cvd_stand_find(struct cvd_making *k,
                                const struct cvd_node *n)
{
    struct cvd_stand s = { NULL, NULL };
    struct cvd_leaf *leaf;
    enum cvd_status st = cvd_leaf_find(&k->leaves, n, &leaf, k->err);

    if (st != CVD_OK) {
        if (k->status == CVD_OK)
            k->status = st;
        return s;
    }
    struct cvd_leaf_part *lp = &leaf->parts[k->part];
    const struct cvd_lists *lists = n->kind == CVD_N_WORD ? &lp->word
                                    : n->slot_count == 2  ? &lp->pairs[0]
                                                          : NULL;
    if (!lists && !lp->phrase)
        lp->phrase = phrase_of(k, n, lp);
    if (!lists)
        s.phrase = lp->phrase;
    else if (lists->count)
        s.source = source_of(k, lists);
    return s;
}

/* ---- all of it ------------------------------------------------------- */

/* Whether what is found is just what the scorers tell. */
static bool is_implied(const struct cvd_node *n)
{
    if (n->kind == CVD_N_WORD || n->kind == CVD_N_PHRASE)
        return n->weight > 0;
    if (n->kind != CVD_N_OR)
        return false;
    for (size_t i = 0; i < n->kid_count; i++)
        if ((n->kids[i]->kind != CVD_N_WORD &&
             n->kids[i]->kind != CVD_N_PHRASE) || n->kids[i]->weight <= 0)
            return false;
    return true;
}

static void make_part(struct cvd_making *k, const struct cvd_node *root)
{
    struct cvd_matcher *m = k->m;
    struct cvd_sum sum = { 0 };

    m->set = cvd_set_make(k, root, 0);
    m->implied = is_implied(root);
    if (k->weigh)
        cvd_scorers_make(k, root, 0, &sum);
    m->scorers = sum.list;
    m->scorer_count = sum.count;
    m->doubtful = m->set->doubtful;
    for (size_t i = 0; i < sum.count; i++)
        m->doubtful = m->doubtful || sum.list[i]->doubtful;
}

/* What shares may be more than the lists of the part say: its documents are
 * as long as they are beside those of all parts. */
static double stretch_of(const struct cvd_part *p, double average)
{
    double own = p->documents ? (double)p->length_total / p->documents : 1;
    double more = own > 0 ? average / own : 1;

    return more > 1 ? more : 1;
}

static void count_all(struct cvd_tree *t)
{
    const struct cvd_parts *parts = &t->store->parts;
    double words = 0;

    for (size_t i = 0; i < parts->count; i++) {
        t->documents += parts->parts[i].documents;
        words += (double)parts->parts[i].length_total;
    }
    t->average = words > 0 ? words / t->documents : 1;
    cvd_norms_set(&t->norms, t->average);
}

enum cvd_status cvd_tree_make(struct cvd_store *s,
                              const struct cvd_node *root, bool weigh,
                              struct cvd_tree *out, struct cvd_err *err)
{
    struct cvd_making k = { .tree = out, .weigh = weigh, .err = err };
    uint32_t base = 0;

    *out = (struct cvd_tree){ .store = s };
    count_all(out);
    k.leaves = (struct cvd_leaves){ .store = s, .arena = &out->arena,
                                    .documents = out->documents };
    out->parts = cvd_making_room(&k, s->parts.count, sizeof *out->parts);
    for (size_t i = 0; out->parts && i < s->parts.count; i++) {
        const struct cvd_part *p = &s->parts.parts[i];
        k.m = &out->parts[out->count++];
        k.part = i;
        *k.m = (struct cvd_matcher){
            .part = p, .base = base, .clock = s->at, .arena = &out->arena,
            .norms = &out->norms, .stretch = stretch_of(p, out->average)
        };
        make_part(&k, root);
        base += p->documents;
    }
    cvd_leaves_release(&k.leaves);
    return k.status;
}

void cvd_tree_release(struct cvd_tree *t)
{
    cvd_arena_release(&t->arena);
    *t = (struct cvd_tree){ 0 };
}

enum cvd_status cvd_tree_status(const struct cvd_tree *t,
                                struct cvd_err *err)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct cvd_matcher *m = &t->parts[i];
        if (m->status != CVD_OK)
            return cvd_fail(err, m->status, "%s",
                            cvd_status_text(m->status));
        for (size_t s = 0; s < m->source_count; s++)
            if (cvd_source_damaged(m->sources[s]))
                return cvd_fail(err, CVD_EINDEX,
                                "a list of documents in '%s' is damaged",
                                m->part->dir);
    }
    return CVD_OK;
}
