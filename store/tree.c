/* tree.c - a tree of struct cvd_node made ready for each part: see match.h. */
#include "base/limits.h"
#include "store/leaf.h"
#include "store/names.h"

#include <stdlib.h>
#include <string.h>

enum {
    TREE_DEPTH_MAX = 4 * CVD_QUERY_DEPTH_MAX,
    SET_LISTS = 4 /* asking whether a document is in a set is like asking so
                     many lists */
};

struct making {
    struct cvd_tree *tree;
    struct cvd_leaves leaves;
    struct cvd_matcher *m;   /* of the part it is made for */
    size_t part;
    bool weigh;
    struct cvd_set nothing;  /* in place of what there is no memory for */
    enum cvd_status status;
    struct cvd_err *err;
};

/* Keep the first error. */
static void fail(struct making *k, enum cvd_status st)
{
    if (k->status == CVD_OK)
        k->status = cvd_fail(k->err, st, "%s",
                             st == CVD_ELIMIT
                                 ? "the query is nested too deep"
                                 : cvd_status_text(st));
}

static void *room(struct making *k, size_t count, size_t size)
{
    void *p = cvd_arena_room(&k->tree->arena, count, size);

    if (!p)
        fail(k, CVD_ENOMEM);
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
static struct cvd_source *source_of(struct making *k,
                                    const struct cvd_lists *lists)
{
    struct cvd_matcher *m = k->m;

    for (size_t i = 0; i < m->source_count; i++)
        if (same_lists(m->sources[i], lists))
            return m->sources[i];
    struct cvd_source *s = room(k, 1, sizeof *s);
    if (!s)
        return NULL;
    s->cursors = room(k, lists->count, sizeof *s->cursors);
    if (!s->cursors)
        return NULL;
    if (m->source_count == m->source_cap) {
        size_t cap = m->source_cap * 2 + 16;
        struct cvd_source **all = room(k, cap, sizeof *all);
        if (!all)
            return NULL;
        if (m->source_count)
            memcpy(all, m->sources, m->source_count * sizeof *all);
        m->sources = all;
        m->source_cap = cap;
    }
    for (size_t i = 0; i < lists->count; i++)
        cvd_cursor_begin(&s->cursors[i], lists->list[i],
                         m->part->documents);
    s->count = lists->count;
    s->documents = lists->documents;
    s->arena = m->arena;
    s->lengths = m->part->lengths;
    s->norms = m->norms;
    s->stretch = m->stretch;
    s->view.from = CVD_NO_DID;
    m->sources[m->source_count++] = s;
    return s;
}

static uint32_t at_most(const struct making *k, uint64_t documents)
{
    uint32_t all = k->m->part->documents;

    return documents < all ? (uint32_t)documents : all;
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
static struct cvd_phrase *phrase_of(struct making *k,
                                    const struct cvd_node *n,
                                    const struct cvd_leaf_part *lp)
{
    struct cvd_matcher *m = k->m;
    struct cvd_phrase *p = room(k, 1, sizeof *p);

    for (size_t i = 0; i + 1 < n->slot_count; i++)
        if (!lp->pairs[i].count)
            return NULL;
    if (!p)
        return NULL;
    p->part = m->part;
    p->status = &m->status;
    p->arena = m->arena;
    p->from = CVD_NO_DID;
    p->sets = lp->sets;
    p->count = n->slot_count;
    p->pairs = room(k, p->count, sizeof *p->pairs);
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

/* What a word or phrase is in the part: a source, or a phrase of three words
 * and more, or neither, being nowhere. */
struct stand {
    struct cvd_source *source;
    struct cvd_phrase *phrase;
};

static struct stand stand_of(struct making *k, const struct cvd_node *n)
{
    struct stand s = { NULL, NULL };
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

/* ---- sets ------------------------------------------------------------ */

static struct cvd_set *new_set(struct making *k, enum cvd_set_kind kind,
                               uint32_t most)
{
    struct cvd_set *s = room(k, 1, sizeof *s);

    if (!s) {
        k->nothing = (struct cvd_set){ .kind = CVD_SET_NONE };
        return &k->nothing;
    }
    s->kind = kind;
    s->most = most;
    return s;
}

static struct cvd_set *leaf_set(struct making *k, const struct cvd_node *n)
{
    struct stand at = stand_of(k, n);

    if (at.source) {
        struct cvd_set *s = new_set(k, CVD_SET_SOURCE,
                                    at_most(k, at.source->documents));
        s->source = at.source;
        return s;
    }
    if (at.phrase) {
        uint64_t most = at.phrase->pairs[0]->documents;
        struct cvd_set *s = new_set(k, CVD_SET_PHRASE, at_most(k, most));
        s->phrase = at.phrase;
        s->doubtful = true;
        return s;
    }
    return new_set(k, CVD_SET_NONE, 0);
}

static struct cvd_set *field_set(struct making *k, const struct cvd_node *n)
{
    struct cvd_names_list list;
    enum cvd_status st = cvd_names_find(k->tree->store, k->part, n->field,
                                        n->term, &list, k->err);

    if (st != CVD_OK && k->status == CVD_OK)
        k->status = st;
    if (st != CVD_OK || !list.documents)
        return new_set(k, CVD_SET_NONE, 0);
    struct cvd_set *s = new_set(k, list.bits ? CVD_SET_BITS : CVD_SET_DIDS,
                                list.documents);
    s->dids = list.dids;
    s->bits = list.bits;
    s->count = list.bits ? k->m->part->documents : list.documents;
    return s;
}

static struct cvd_set *range_set(struct making *k, const struct cvd_node *n)
{
    const struct cvd_column *c = &k->m->part->columns[CVD_F_DATE];
    uint32_t lo, hi;

    if (!cvd_column_range(c, n->from, n->to, &lo, &hi))
        return new_set(k, CVD_SET_NONE, 0);
    struct cvd_set *s = new_set(k, CVD_SET_RANGE, k->m->part->documents);
    s->column = c;
    s->lo = lo;
    s->hi = hi;
    return s;
}

static struct cvd_set *make_set(struct making *k, const struct cvd_node *n,
                                unsigned depth);

/* Phrases last: what they are asked of is read. */
static int rarest_first(const void *pa, const void *pb)
{
    const struct cvd_set *const *a = pa, *const *b = pb;
    int phrase_a = (*a)->kind == CVD_SET_PHRASE;
    int phrase_b = (*b)->kind == CVD_SET_PHRASE;

    if (phrase_a != phrase_b)
        return phrase_a - phrase_b;
    return (*a)->most < (*b)->most ? -1 : (*a)->most > (*b)->most;
}

/* Of kids, all of which must be there, or any. */
static struct cvd_set *joined_set(struct making *k, const struct cvd_node *n,
                                  enum cvd_set_kind kind, unsigned depth)
{
    struct cvd_set **kids = room(k, n->kid_count, sizeof *kids);
    struct cvd_set *s = new_set(k, kind, 0);
    uint64_t sum = 0;

    if (!kids)
        return s;
    for (size_t i = 0; i < n->kid_count; i++) {
        struct cvd_set *kid = make_set(k, n->kids[i], depth + 1);
        if (kind == CVD_SET_AND && kid->kind == CVD_SET_NONE)
            return kid;
        if (kind == CVD_SET_OR && kid->kind == CVD_SET_NONE)
            continue;
        if (kind == CVD_SET_AND && kid->kind == CVD_SET_ALL &&
            n->kid_count > 1)
            continue;
        kids[s->count++] = kid;
        s->doubtful = s->doubtful || kid->doubtful;
        sum += kid->most;
    }
    if (s->count == 1)
        return kids[0];
    if (s->count == 0 && kind == CVD_SET_AND)
        return new_set(k, CVD_SET_ALL, k->m->part->documents);
    if (s->count == 0)
        return new_set(k, CVD_SET_NONE, 0);
    qsort(kids, s->count, sizeof *kids, rarest_first);
    s->kids = kids;
    s->most = kind == CVD_SET_OR ? at_most(k, sum) : kids[0]->most;
    for (size_t i = 0; kind == CVD_SET_AND && i < s->count; i++)
        s->most = kids[i]->most < s->most ? kids[i]->most : s->most;
    return s;
}

static struct cvd_set *least_set(struct making *k, const struct cvd_node *n,
                                 unsigned depth)
{
    struct cvd_set **kids = room(k, n->kid_count + 1, sizeof *kids);
    struct cvd_set *s = new_set(k, CVD_SET_LEAST, 0);
    uint64_t sum = 0;

    s->least = n->least;
    for (size_t i = 0; kids && i < n->kid_count; i++) {
        struct cvd_set *kid = make_set(k, n->kids[i], depth + 1);
        if (kid->kind == CVD_SET_NONE)
            continue;
        kids[s->count++] = kid;
        s->doubtful = s->doubtful || kid->doubtful;
    }
    if (s->least == 0)
        return new_set(k, CVD_SET_ALL, k->m->part->documents);
    if (!kids || s->least > s->count)
        return new_set(k, CVD_SET_NONE, 0);
    qsort(kids, s->count, sizeof *kids, rarest_first);
    for (size_t i = 0; i + s->least <= s->count; i++)
        sum += kids[i]->most;
    s->kids = kids;
    s->most = at_most(k, sum);
    return s;
}

static struct cvd_set *not_set(struct making *k, const struct cvd_node *n,
                               unsigned depth)
{
    struct cvd_set **kids = room(k, 2, sizeof *kids);

    if (!kids)
        return new_set(k, CVD_SET_NONE, 0);
    kids[0] = make_set(k, n->kids[0], depth + 1);
    kids[1] = make_set(k, n->kids[1], depth + 1);
    if (kids[0]->kind == CVD_SET_NONE || kids[1]->kind == CVD_SET_NONE)
        return kids[0];
    struct cvd_set *s = new_set(k, CVD_SET_NOT, kids[0]->most);
    s->kids = kids;
    s->count = 2;
    s->doubtful = kids[0]->doubtful;
    return s;
}

static struct cvd_set *make_set(struct making *k, const struct cvd_node *n,
                                unsigned depth)
{
    if (depth > TREE_DEPTH_MAX) {
        fail(k, CVD_ELIMIT);
        return new_set(k, CVD_SET_NONE, 0);
    }
    switch (n->kind) {
    case CVD_N_ALL:
        return new_set(k, CVD_SET_ALL, k->m->part->documents);
    case CVD_N_WORD:
    case CVD_N_PHRASE:
        return leaf_set(k, n);
    case CVD_N_FIELD:
        return field_set(k, n);
    case CVD_N_RANGE:
        return range_set(k, n);
    case CVD_N_AND:
    case CVD_N_FILTER:
        return joined_set(k, n, CVD_SET_AND, depth);
    case CVD_N_OR:
    case CVD_N_BEST:
        return joined_set(k, n, CVD_SET_OR, depth);
    case CVD_N_NOT:
        return not_set(k, n, depth);
    case CVD_N_MAYBE:
    case CVD_N_FIXED:
        return make_set(k, n->kids[0], depth + 1);
    case CVD_N_LEAST:
        return least_set(k, n, depth);
    case CVD_N_NONE:
        break;
    }
    return new_set(k, CVD_SET_NONE, 0);
}

/* ---- scorers --------------------------------------------------------- */

/* Scorers that add up. */
struct sum {
    struct cvd_scorer **list;
    size_t count, cap;
};

static struct cvd_scorer *add_scorer(struct making *k, struct sum *sum,
                                     enum cvd_scorer_kind kind)
{
    struct cvd_scorer *s = room(k, 1, sizeof *s);

    if (sum->count == sum->cap) {
        size_t cap = sum->cap * 2 + 8;
        struct cvd_scorer **list = room(k, cap, sizeof *list);
        if (!list)
            return NULL;
        if (sum->count)
            memcpy(list, sum->list, sum->count * sizeof *list);
        sum->list = list;
        sum->cap = cap;
    }
    if (!s)
        return NULL;
    s->kind = kind;
    sum->list[sum->count++] = s;
    return s;
}

static void score_leaf(struct making *k, const struct cvd_node *n,
                       struct sum *sum)
{
    double rarity = 0;

    if (n->weight == 0)
        return;
    struct stand at = stand_of(k, n);
    if (k->status == CVD_OK)
        k->status = cvd_leaf_rarity(&k->leaves, n, &rarity, k->err);
    if (k->status != CVD_OK || (!at.source && !at.phrase) || rarity <= 0)
        return;
    struct cvd_scorer *s = add_scorer(k, sum, at.source ? CVD_SCORE_SOURCE
                                                        : CVD_SCORE_PHRASE);
    if (!s)
        return;
    s->weight = n->weight * rarity * (1 + (double)CVD_BM25_K1);
    s->source = at.source;
    s->phrase = at.phrase;
    s->doubtful = at.phrase != NULL;
    const struct cvd_source *first = at.source ? at.source
                                               : at.phrase->pairs[0];
    s->postings = first->documents * CVD_WINDOW / k->m->part->documents + 1;
    s->lists = (uint32_t)first->count;
}

/* What is true of a scorer because of its kids. */
static void take_kids(struct cvd_scorer *s)
{
    for (size_t i = 0; i < s->count; i++) {
        s->doubtful = s->doubtful || s->kids[i]->doubtful;
        s->postings += s->kids[i]->postings;
        s->lists += s->kids[i]->lists;
    }
}

static void score_all_of(struct making *k, const struct cvd_node *n,
                         unsigned depth, struct sum *sum);
static void score_apart(struct making *k, const struct cvd_node *n,
                        unsigned depth, struct sum *sum);

/* What kid `i` of a node that is there is worth, where `set` is (NULL:
 * anywhere). */
static void score_in(struct making *k, struct cvd_set *set,
                     const struct cvd_node *kid, bool all_of, unsigned depth,
                     struct sum *sum)
{
    struct sum inner = { 0 };

    if (set->kind == CVD_SET_NONE)
        return;
    if (all_of)
        score_all_of(k, kid, depth, &inner);
    else
        score_apart(k, kid, depth, &inner);
    if (!inner.count)
        return;
    struct cvd_scorer *s = add_scorer(k, sum, CVD_SCORE_SUM);
    if (!s)
        return;
    s->set = set;
    s->kids = inner.list;
    s->count = inner.count;
    take_kids(s);
    s->lists++;
    s->postings += CVD_WINDOW;
}

static void score_best(struct making *k, const struct cvd_node *n,
                       unsigned depth, struct sum *sum)
{
    struct sum kids = { 0 };

    for (size_t i = 0; i < n->kid_count; i++) {
        struct sum one = { 0 };
        score_apart(k, n->kids[i], depth + 1, &one);
        if (!one.count)
            continue;
        struct cvd_scorer *s = add_scorer(k, &kids, CVD_SCORE_SUM);
        if (!s)
            return;
        s->kids = one.list;
        s->count = one.count;
        take_kids(s);
    }
    if (!kids.count)
        return;
    struct cvd_scorer *s = add_scorer(k, sum, CVD_SCORE_BEST);
    if (!s)
        return;
    s->kids = kids.list;
    s->count = kids.count;
    take_kids(s);
}

static void score_fixed(struct making *k, const struct cvd_node *n,
                        unsigned depth, struct sum *sum)
{
    struct cvd_set *set = make_set(k, n->kids[0], depth + 1);

    if (set->kind == CVD_SET_NONE || n->weight <= 0)
        return;
    struct cvd_scorer *s = add_scorer(k, sum, CVD_SCORE_FIXED);
    if (!s)
        return;
    s->weight = cvd_on_grid(n->weight);
    s->set = set;
    s->lists = SET_LISTS;
    s->postings = CVD_WINDOW;
}

/* The weights of a node, where it is there for sure. */
static void score_all_of(struct making *k, const struct cvd_node *n,
                         unsigned depth, struct sum *sum)
{
    if (depth > TREE_DEPTH_MAX) {
        fail(k, CVD_ELIMIT);
        return;
    }
    switch (n->kind) {
    case CVD_N_AND:
        for (size_t i = 0; i < n->kid_count; i++)
            score_all_of(k, n->kids[i], depth + 1, sum);
        break;
    case CVD_N_FILTER:
    case CVD_N_NOT:
        score_all_of(k, n->kids[0], depth + 1, sum);
        break;
    case CVD_N_MAYBE:
        score_all_of(k, n->kids[0], depth + 1, sum);
        score_apart(k, n->kids[1], depth + 1, sum);
        break;
    case CVD_N_OR:
        for (size_t i = 0; i < n->kid_count; i++)
            score_apart(k, n->kids[i], depth + 1, sum);
        break;
    default:
        score_apart(k, n, depth, sum);
    }
}

/* The weights of a node, wherever it is there: each scorer knows that by
 * itself. */
static void score_apart(struct making *k, const struct cvd_node *n,
                        unsigned depth, struct sum *sum)
{
    if (depth > TREE_DEPTH_MAX) {
        fail(k, CVD_ELIMIT);
        return;
    }
    switch (n->kind) {
    case CVD_N_WORD:
    case CVD_N_PHRASE:
        score_leaf(k, n, sum);
        break;
    case CVD_N_OR:
        for (size_t i = 0; i < n->kid_count; i++)
            score_apart(k, n->kids[i], depth + 1, sum);
        break;
    case CVD_N_AND:
    case CVD_N_FILTER:
    case CVD_N_NOT:
        score_in(k, make_set(k, n, depth), n, true, depth + 1, sum);
        break;
    case CVD_N_MAYBE:
        score_apart(k, n->kids[0], depth + 1, sum);
        score_in(k, make_set(k, n->kids[0], depth + 1), n->kids[1], false,
                 depth + 1, sum);
        break;
    case CVD_N_BEST:
        score_best(k, n, depth, sum);
        break;
    case CVD_N_FIXED:
        score_fixed(k, n, depth, sum);
        break;
    default:
        break;
    }
}

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

/* ---- all of it ------------------------------------------------------- */

static void make_part(struct making *k, const struct cvd_node *root)
{
    struct cvd_matcher *m = k->m;
    struct sum sum = { 0 };

    m->set = make_set(k, root, 0);
    m->implied = is_implied(root);
    if (k->weigh)
        score_all_of(k, root, 0, &sum);
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
    struct making k = { .tree = out, .weigh = weigh, .err = err };
    uint32_t base = 0;

    *out = (struct cvd_tree){ .store = s };
    count_all(out);
    k.leaves = (struct cvd_leaves){ .store = s, .arena = &out->arena,
                                    .documents = out->documents };
    out->parts = room(&k, s->parts.count, sizeof *out->parts);
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
