/* tree_scorers.c - the scorers of a tree: see making.h. */
#include "store/making.h"

#include <string.h>

enum { SET_LISTS = 4 /* asking whether a document is in a set is like asking so
                        many lists */ };

static struct cvd_scorer *add_scorer(struct cvd_making *k, struct cvd_sum *sum,
                                     enum cvd_scorer_kind kind)
{
    struct cvd_scorer *s = cvd_making_room(k, 1, sizeof *s);

    if (sum->count == sum->cap) {
        size_t cap = sum->cap * 2 + 8;
        struct cvd_scorer **list = cvd_making_room(k, cap, sizeof *list);
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

static void score_leaf(struct cvd_making *k, const struct cvd_node *n,
                       struct cvd_sum *sum)
{
    double rarity = 0;

    if (n->weight == 0)
        return;
    struct cvd_stand at = cvd_stand_find(k, n);
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

static void score_apart(struct cvd_making *k, const struct cvd_node *n,
                        unsigned depth, struct cvd_sum *sum);

/* What kid `i` of a node that is there is worth, where `set` is (NULL:
 * anywhere). */
static void score_in(struct cvd_making *k, struct cvd_set *set,
                     const struct cvd_node *kid, bool all_of, unsigned depth,
                     struct cvd_sum *sum)
{
    struct cvd_sum inner = { 0 };

    if (set->kind == CVD_SET_NONE)
        return;
    if (all_of)
        cvd_scorers_make(k, kid, depth, &inner);
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

static void score_best(struct cvd_making *k, const struct cvd_node *n,
                       unsigned depth, struct cvd_sum *sum)
{
    struct cvd_sum kids = { 0 };

    for (size_t i = 0; i < n->kid_count; i++) {
        struct cvd_sum one = { 0 };
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

static void score_fixed(struct cvd_making *k, const struct cvd_node *n,
                        unsigned depth, struct cvd_sum *sum)
{
    struct cvd_set *set = cvd_set_make(k, n->kids[0], depth + 1);

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
void cvd_scorers_make(struct cvd_making *k, const struct cvd_node *n,
                      unsigned depth, struct cvd_sum *sum)
{
    if (depth > CVD_TREE_DEPTH_MAX) {
        cvd_making_fail(k, CVD_ELIMIT);
        return;
    }
    switch (n->kind) {
    case CVD_N_AND:
        for (size_t i = 0; i < n->kid_count; i++)
            cvd_scorers_make(k, n->kids[i], depth + 1, sum);
        break;
    case CVD_N_FILTER:
    case CVD_N_NOT:
        cvd_scorers_make(k, n->kids[0], depth + 1, sum);
        break;
    case CVD_N_MAYBE:
        cvd_scorers_make(k, n->kids[0], depth + 1, sum);
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
static void score_apart(struct cvd_making *k, const struct cvd_node *n,
                        unsigned depth, struct cvd_sum *sum)
{
    if (depth > CVD_TREE_DEPTH_MAX) {
        cvd_making_fail(k, CVD_ELIMIT);
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
        score_in(k, cvd_set_make(k, n, depth), n, true, depth + 1, sum);
        break;
    case CVD_N_MAYBE:
        score_apart(k, n->kids[0], depth + 1, sum);
        score_in(k, cvd_set_make(k, n->kids[0], depth + 1), n->kids[1], false,
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
