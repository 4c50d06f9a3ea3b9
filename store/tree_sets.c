/* tree_sets.c - the sets of a tree: see making.h. */
#include "store/making.h"
#include "store/names.h"

#include <stdlib.h>

static uint32_t at_most(const struct cvd_making *k, uint64_t documents)
{
    uint32_t all = k->m->part->documents;

    return documents < all ? (uint32_t)documents : all;
}

static struct cvd_set *new_set(struct cvd_making *k, enum cvd_set_kind kind,
                               uint32_t most)
{
    struct cvd_set *s = cvd_making_room(k, 1, sizeof *s);

    if (!s) {
        k->nothing = (struct cvd_set){ .kind = CVD_SET_NONE };
        return &k->nothing;
    }
    s->kind = kind;
    s->most = most;
    return s;
}

static struct cvd_set *leaf_set(struct cvd_making *k, const struct cvd_node *n)
{
    struct cvd_stand at = cvd_stand_find(k, n);

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

static struct cvd_set *field_set(struct cvd_making *k, const struct cvd_node *n)
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

static struct cvd_set *range_set(struct cvd_making *k, const struct cvd_node *n)
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
static struct cvd_set *joined_set(struct cvd_making *k,
                                  const struct cvd_node *n,
                                  enum cvd_set_kind kind, unsigned depth)
{
    struct cvd_set **kids = cvd_making_room(k, n->kid_count, sizeof *kids);
    struct cvd_set *s = new_set(k, kind, 0);
    uint64_t sum = 0;

    if (!kids)
        return s;
    for (size_t i = 0; i < n->kid_count; i++) {
        struct cvd_set *kid = cvd_set_make(k, n->kids[i], depth + 1);
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

static struct cvd_set *least_set(struct cvd_making *k, const struct cvd_node *n,
                                 unsigned depth)
{
    struct cvd_set **kids = cvd_making_room(k, n->kid_count + 1, sizeof *kids);
    struct cvd_set *s = new_set(k, CVD_SET_LEAST, 0);
    uint64_t sum = 0;

    s->least = n->least;
    for (size_t i = 0; kids && i < n->kid_count; i++) {
        struct cvd_set *kid = cvd_set_make(k, n->kids[i], depth + 1);
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

static struct cvd_set *not_set(struct cvd_making *k, const struct cvd_node *n,
                               unsigned depth)
{
    struct cvd_set **kids = cvd_making_room(k, 2, sizeof *kids);

    if (!kids)
        return new_set(k, CVD_SET_NONE, 0);
    kids[0] = cvd_set_make(k, n->kids[0], depth + 1);
    kids[1] = cvd_set_make(k, n->kids[1], depth + 1);
    if (kids[0]->kind == CVD_SET_NONE || kids[1]->kind == CVD_SET_NONE)
        return kids[0];
    struct cvd_set *s = new_set(k, CVD_SET_NOT, kids[0]->most);
    s->kids = kids;
    s->count = 2;
    s->doubtful = kids[0]->doubtful;
    return s;
}

struct cvd_set *cvd_set_make(struct cvd_making *k, const struct cvd_node *n,
                             unsigned depth)
{
    if (depth > CVD_TREE_DEPTH_MAX) {
        cvd_making_fail(k, CVD_ELIMIT);
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
        return cvd_set_make(k, n->kids[0], depth + 1);
    case CVD_N_LEAST:
        return least_set(k, n, depth);
    case CVD_N_NONE:
        break;
    }
    return new_set(k, CVD_SET_NONE, 0);
}
