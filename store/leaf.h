/* leaf.h - the words and phrases of a tree: their posting lists, and how rare
 * they are.  Internal to store/.
 *
 * A word is borne by so many documents, of all parts together; a phrase by as
 * many as the rarest of its pairs has, over all spellings.  Removed documents
 * are counted until their part is written anew. */
#ifndef CVD_STORE_LEAF_H
#define CVD_STORE_LEAF_H

#include "store/match.h"

/* Some posting lists, which add up. */
struct cvd_lists {
    struct cvd_postings *list;
    size_t count, cap;       /* cap: of a list still growing, malloced */
    uint64_t documents;      /* postings in all */
};

/* A word or phrase in one part. */
struct cvd_leaf_part {
    struct cvd_lists word;      /* of a word */
    struct cvd_lists *pairs;    /* of a phrase: slots - 1 */
    struct cvd_word_set *sets;  /* of a phrase: codes */
    struct cvd_phrase *phrase;  /* of three words and more: once made */
};

/* A word or phrase. */
struct cvd_leaf {
    const struct cvd_node *node;
    double documents;           /* in all parts, at most that many */
    struct cvd_leaf_part *parts;
};

/* What is known of a node. */
struct cvd_leaf_known {
    const struct cvd_node *node;
    struct cvd_leaf *leaf;      /* NULL: not found yet, or not a leaf */
    double rarity;
    bool rated;                 /* whether that is known */
};

/* All of a tree, by node. */
struct cvd_leaves {
    struct cvd_store *store;
    struct cvd_arena *arena;
    double documents;           /* of the index */
    struct cvd_leaf_known *table; /* by a hash of the node; a power of two */
    size_t size, count;
};

/* The leaf of a CVD_N_WORD or CVD_N_PHRASE, found once.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_leaf_find(struct cvd_leaves *l,
                              const struct cvd_node *node,
                              struct cvd_leaf **out, struct cvd_err *err);

/* How rare a word or phrase counts as: ln(1 + (N - n + 0.5) / (n + 0.5)), of
 * other nodes what all below do together.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_leaf_rarity(struct cvd_leaves *l,
                                const struct cvd_node *node, double *out,
                                struct cvd_err *err);

void cvd_leaves_release(struct cvd_leaves *l);

#endif
