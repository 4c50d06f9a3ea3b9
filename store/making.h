/* making.h - a tree on its way to being ready: what tree.c, tree_sets.c and
 * tree_scorers.c share.  Internal to store/. */
#ifndef CVD_STORE_MAKING_H
#define CVD_STORE_MAKING_H

#include "base/limits.h"
#include "store/leaf.h"

enum { CVD_TREE_DEPTH_MAX = 4 * CVD_QUERY_DEPTH_MAX };

struct cvd_making {
    struct cvd_tree *tree;
    struct cvd_leaves leaves;
    struct cvd_matcher *m;   /* of the part it is made for */
    size_t part;
    bool weigh;
    struct cvd_set nothing;  /* in place of what there is no memory for */
    enum cvd_status status;  /* the first error, told in *err */
    struct cvd_err *err;
};

/* Keep the first error. */
void cvd_making_fail(struct cvd_making *k, enum cvd_status st);

/* Zeroed memory that lives as long as the tree; NULL is an error kept. */
void *cvd_making_room(struct cvd_making *k, size_t count, size_t size);

/* What a word or phrase is in the part: a source, or a phrase of three words
 * and more, or neither, being nowhere. */
struct cvd_stand {
    struct cvd_source *source;
    struct cvd_phrase *phrase;
};

struct cvd_stand cvd_stand_find(struct cvd_making *k,
                                const struct cvd_node *n);

/* The set of a node, `depth` levels down; never NULL. */
struct cvd_set *cvd_set_make(struct cvd_making *k, const struct cvd_node *n,
                             unsigned depth);

/* Scorers that add up. */
struct cvd_sum {
    struct cvd_scorer **list;
    size_t count, cap;
};

/* Add the weights of a node, where it is there for sure. */
void cvd_scorers_make(struct cvd_making *k, const struct cvd_node *n,
                      unsigned depth, struct cvd_sum *sum);

#endif
