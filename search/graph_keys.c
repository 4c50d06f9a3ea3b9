/* graph_keys.c - see graph_keys.h. */
#include "search/graph_keys.h"
#include "base/array.h"

#include <stdlib.h>

bool cvd_graph_keys_find(const struct cvd_graph_keys *k, struct cvd_str key,
                         uint32_t *out)
{
    uint32_t at = k->root;

    while (at) {
        const struct cvd_graph_key *e = &k->list[at];
        int by = cvd_str_compare(key, e->key);
        if (by == 0) {
            *out = e->value;
            return true;
        }
        at = by < 0 ? e->left : e->right;
    }
    return false;
}

/* A left child of the same level becomes the parent. */
static uint32_t skew(struct cvd_graph_key *list, uint32_t at)
{
    uint32_t left = list[at].left;

    if (!left || list[left].level != list[at].level)
        return at;
    list[at].left = list[left].right;
    list[left].right = at;
    return left;
}

/* Of two right children in a row of the same level the first rises. */
static uint32_t split(struct cvd_graph_key *list, uint32_t at)
{
    uint32_t right = list[at].right;

    if (!right || !list[right].right ||
        list[list[right].right].level != list[at].level)
        return at;
    list[at].right = list[right].left;
    list[right].left = at;
    list[right].level++;
    return right;
}

/* As deep as the tree: at most twice the logarithm of what it holds. */
static uint32_t insert(struct cvd_graph_key *list, uint32_t at, uint32_t e)
{
    if (!at)
        return e;
    if (cvd_str_compare(list[e].key, list[at].key) < 0)
        list[at].left = insert(list, list[at].left, e);
    else
        list[at].right = insert(list, list[at].right, e);
    return split(list, skew(list, at));
}

enum cvd_status cvd_graph_keys_add(struct cvd_graph_keys *k,
                                   struct cvd_str key, uint32_t value)
{
    /* Number 0 is none. */
    enum cvd_status st = cvd_array_reserve(&k->list, &k->cap, k->count + 2,
                                           sizeof *k->list);

    if (st != CVD_OK)
        return st;
    uint32_t e = (uint32_t)++k->count;
    k->list[e] = (struct cvd_graph_key){ key, value, 0, 0, 1 };
    k->root = insert(k->list, k->root, e);
    return CVD_OK;
}

void cvd_graph_keys_release(struct cvd_graph_keys *k)
{
    free(k->list);
    *k = (struct cvd_graph_keys){ 0 };
}
