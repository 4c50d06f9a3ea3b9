/* match_trees.h - trees of struct cvd_node by chance, of every kind.
 * Header-only so that each test stays one file. */
#ifndef CVD_TESTS_MATCH_TREES_H
#define CVD_TESTS_MATCH_TREES_H

#include "tests/unit/match_docs.h"

enum {
    NODES_MAX = 400, SLOTS_MAX = 800, TREE_WORDS_MAX = 6000, KIDS_MAX = 1200,
    POOL_MAX = 12      /* leaves that a tree takes again and again */
};

struct grove {
    const struct shelf *shelf;
    struct cvd_node nodes[NODES_MAX];
    struct cvd_slot slots[SLOTS_MAX];
    struct cvd_word words[TREE_WORDS_MAX];
    struct cvd_node *kids[KIDS_MAX];
    size_t node_count, slot_count, word_count, kid_count;
    struct cvd_node *pool[POOL_MAX];
    size_t pool_count;
};

static inline struct cvd_node *new_node(struct grove *g,
                                        enum cvd_node_kind kind)
{
    assert_true(g->node_count < NODES_MAX);
    struct cvd_node *n = &g->nodes[g->node_count++];
    *n = (struct cvd_node){ .kind = kind };
    return n;
}

static inline double pick_weight(void)
{
    static const double weights[] = { 0, 0.3, 1, 1, 1, 2.5, 40 };

    return weights[pick(sizeof weights / sizeof *weights)];
}

/* ---- leaves ---------------------------------------------------------- */

/* Any word of the index, now and then one it has not. */
static inline uint32_t tree_word(const struct grove *g)
{
    return once_in(40) ? WORDS_MAX
           : once_in(3) ? pick(g->shelf->words)
                        : pick_skewed(g->shelf->words);
}

static inline void fill_slot(struct grove *g, struct cvd_slot *s,
                             uint32_t word)
{
    struct cvd_word *words = &g->words[g->word_count];
    size_t n = once_in(3) ? 1 + pick(once_in(8) ? 40 : 4) : 1;

    assert_true(g->word_count + n <= TREE_WORDS_MAX);
    s->any_spelling = once_in(3);
    s->words = words;
    words[s->count++] = vocabulary[word];
    while (s->count < n) /* now and then one twice */
        words[s->count++] = vocabulary[tree_word(g)];
    g->word_count += s->count;
}

/* Words that stand somewhere side by side, most of the time. */
static inline void fill_phrase(struct grove *g, struct cvd_node *n)
{
    const struct shelf *f = g->shelf;
    const struct paper *p = &f->papers[pick((uint32_t)f->count)];
    size_t at = p->body_len ? pick((uint32_t)p->body_len) : 0;

    for (size_t i = 0; i < n->slot_count; i++) {
        uint32_t w = at + i < p->body_len ? p->body[at + i] : 0;
        fill_slot(g, (struct cvd_slot *)(uintptr_t)&n->slots[i],
                  w && !once_in(12) ? w - 1 : tree_word(g));
    }
}

static inline struct cvd_node *words_node(struct grove *g, size_t slots)
{
    struct cvd_node *n = new_node(g, slots == 1 ? CVD_N_WORD : CVD_N_PHRASE);

    assert_true(g->slot_count + slots <= SLOTS_MAX);
    n->slots = &g->slots[g->slot_count];
    n->slot_count = slots;
    n->weight = pick_weight();
    g->slot_count += slots;
    memset(&g->slots[g->slot_count - slots], 0, slots * sizeof *g->slots);
    if (slots == 1)
        fill_slot(g, &g->slots[g->slot_count - 1], tree_word(g));
    else
        fill_phrase(g, n);
    if (slots > 1 && once_in(3))
        n->words_share = 0.25 * (1 + pick(6));
    return n;
}

static inline struct cvd_node *join(struct grove *g, enum cvd_node_kind kind,
                                    struct cvd_node *const *kids, size_t n);

static inline struct cvd_node *leaf_node(struct grove *g)
{
    struct cvd_node *n = words_node(g, pick(2) ? 1 : 2 + pick(4));

    if (once_in(6)) {
        struct cvd_node *two[2] = { words_node(g, 1), words_node(g, 2) };
        n->stands_for = once_in(3) ? two[pick(2)]
                                   : join(g, CVD_N_OR, two, 2);
    }
    return n;
}

static inline struct cvd_node *field_node(struct grove *g)
{
    struct cvd_node *n = new_node(g, CVD_N_FIELD);

    n->field = pick(2) ? CVD_F_TYPE : CVD_F_CITES;
    n->term = n->field == CVD_F_TYPE
                  ? cvd_str_from(type_names[1 + pick(TYPES + 1)])
                  : cvd_str_from(cite_names[1 + pick(CITES + 1)]);
    return n;
}

static inline struct cvd_node *range_node(struct grove *g)
{
    static const char *const bounds[] = {
        "", "1999", "2000", "2000-02", "2000-03-07", "2001", "2001-01",
        "2002-02-05", "2003", "2003-03-31", "2030"
    };
    struct cvd_node *n = new_node(g, CVD_N_RANGE);

    n->from = cvd_str_from(bounds[pick(sizeof bounds / sizeof *bounds)]);
    n->to = cvd_str_from(bounds[pick(sizeof bounds / sizeof *bounds)]);
    return n;
}

/* A leaf, often one that stands elsewhere in the tree too. */
static inline struct cvd_node *any_leaf(struct grove *g)
{
    if (once_in(6))
        return field_node(g);
    if (once_in(10))
        return range_node(g);
    if (once_in(40))
        return new_node(g, pick(2) ? CVD_N_ALL : CVD_N_NONE);
    if (g->pool_count == POOL_MAX || (g->pool_count && once_in(3)))
        return g->pool[pick((uint32_t)g->pool_count)];
    return g->pool[g->pool_count++] = leaf_node(g);
}

/* ---- branches -------------------------------------------------------- */

static inline struct cvd_node *join(struct grove *g, enum cvd_node_kind kind,
                                    struct cvd_node *const *kids, size_t n)
{
    struct cvd_node *node = new_node(g, kind);

    assert_true(g->kid_count + n <= KIDS_MAX);
    node->kids = &g->kids[g->kid_count];
    node->kid_count = n;
    memcpy(&g->kids[g->kid_count], kids, n * sizeof *kids);
    g->kid_count += n;
    return node;
}

static inline struct cvd_node *grow(struct grove *g, unsigned depth)
{
    static const enum cvd_node_kind kinds[] = {
        CVD_N_AND, CVD_N_AND, CVD_N_OR, CVD_N_OR, CVD_N_NOT, CVD_N_MAYBE,
        CVD_N_MAYBE, CVD_N_FILTER, CVD_N_BEST, CVD_N_LEAST, CVD_N_FIXED
    };
    struct cvd_node *kids[8];
    size_t n = 1 + pick(4);

    if (depth == 0 || once_in(4) || g->node_count > NODES_MAX / 2)
        return any_leaf(g);
    enum cvd_node_kind kind = kinds[pick(sizeof kinds / sizeof *kinds)];
    if (kind == CVD_N_NOT || kind == CVD_N_MAYBE || kind == CVD_N_FILTER)
        n = 2;
    if (kind == CVD_N_FIXED)
        n = 1;
    if (kind == CVD_N_LEAST)
        n += pick(4);
    for (size_t i = 0; i < n; i++)
        kids[i] = grow(g, depth - 1);
    struct cvd_node *node = join(g, kind, kids, n);
    node->least = pick((uint32_t)n + 2);
    node->weight = kind == CVD_N_FIXED ? pick_weight() * 3 : 1;
    return node;
}

/* What a search makes of typed words: all of them in tiers, each two of them
 * for more weight, filters about it. */
static inline struct cvd_node *typed_tree(struct grove *g)
{
    struct cvd_node *words[6], *scores[12], *tiers[2], *kids[2];
    size_t n = 1 + pick(6), m = 0;

    for (size_t i = 0; i < n; i++)
        scores[m++] = words[i] = words_node(g, 1);
    for (size_t i = 0; i + 1 < n; i++)
        scores[m++] = words_node(g, 2);
    struct cvd_node *all = join(g, pick(2) ? CVD_N_AND : CVD_N_LEAST, words,
                                n);
    all->least = (unsigned)(n / 2 + 1);
    tiers[0] = join(g, CVD_N_OR, scores, m);
    tiers[1] = join(g, CVD_N_FIXED, &all, 1);
    tiers[1]->weight = 20;
    struct cvd_node *root = join(g, pick(2) ? CVD_N_MAYBE : CVD_N_OR, tiers,
                                 2);
    if (pick(2))
        return root;
    kids[0] = root;
    kids[1] = pick(2) ? field_node(g) : range_node(g);
    return join(g, pick(3) ? CVD_N_FILTER : CVD_N_NOT, kids, 2);
}

static inline const struct cvd_node *plant(struct grove *g,
                                           const struct shelf *s)
{
    *g = (struct grove){ .shelf = s };
    if (once_in(8))
        return leaf_node(g);
    if (once_in(4))
        return typed_tree(g);
    return grow(g, 1 + pick(5));
}

/* ---- said ------------------------------------------------------------ */

/* For the message of a test that fails. */
static inline void describe(const struct cvd_node *n, unsigned depth)
{
    static const char *const names[] = {
        "none", "all", "word", "phrase", "field", "range", "and", "or",
        "not", "maybe", "filter", "best", "least", "fixed"
    };

    print_message("%*s%s weight %g least %u", (int)depth * 2, "",
                  names[n->kind], n->weight, n->least);
    if (n->kind == CVD_N_FIELD)
        print_message(" %s", n->term.ptr);
    if (n->kind == CVD_N_RANGE)
        print_message(" %.*s..%.*s", (int)n->from.len, n->from.ptr,
                      (int)n->to.len, n->to.ptr);
    for (size_t i = 0; i < n->slot_count; i++) {
        print_message("%s", n->slots[i].any_spelling ? " ~(" : " (");
        for (size_t k = 0; k < n->slots[i].count; k++)
            print_message(" %s", n->slots[i].words[k].exact.ptr);
        print_message(" )");
    }
    if (n->words_share != 0)
        print_message(" share %g", n->words_share);
    print_message("\n");
    if (n->stands_for) {
        print_message("%*sstands for\n", (int)depth * 2 + 1, "");
        describe(n->stands_for, depth + 1);
    }
    for (size_t i = 0; i < n->kid_count; i++)
        describe(n->kids[i], depth + 1);
}

#endif
