/* planner.h - what the parts of the planner share.  Internal to search/. */
#ifndef CVD_SEARCH_PLANNER_H
#define CVD_SEARCH_PLANNER_H

#include "base/limits.h"
#include "search/query.h"

struct cvd_block {
    struct cvd_block *next;
    /* the memory follows */
};

struct cvd_planner {
    struct cvd_store *store;
    const struct cvd_ranking *ranking;
    const struct cvd_synonym_list *synonyms; /* the user's; may be NULL */
    const struct cvd_query *q;
    struct cvd_plan_mode mode;
    struct cvd_plan *plan;
    enum cvd_status status;
    unsigned depth;          /* of parentheses */
    double strict_tier;
    struct cvd_expanded {    /* the same word is looked up once */
        struct cvd_str typed;
        bool prefix, any, strict;
        struct cvd_slot slot;
    } expanded[CVD_QUERY_WORDS_MAX];
    size_t expanded_count;
    size_t walked;           /* words of the index looked at */
};

/* Sums far above what BM25 can add up to: tiers, not weights.  A word's BM25
 * stays under 40 (ln(10^9) * 1.6), a query has at most CVD_QUERY_WORDS_MAX
 * words and as many pairs. */
enum {
    CVD_TIER_STRICT_EACH = 10000000, /* as CVD_TIER_STRICT, for each of
                                        several bags that all must hold */
    CVD_TIER_FITS = 200000,   /* all that the words name, and the others */
    CVD_TIER_OWN = 100000,    /* of that, what bears the number itself */
    CVD_TIER_STRICT = 100000, /* all or most words there, or what fits */
    CVD_TIER_EXACT = 20000,   /* spelled as typed */
    CVD_TIER_MARKS = 10000    /* bears the marks typed */
};

/* ---- pieces: plan_nodes.c -------------------------------------------- */

/* Zeroed memory that lives as long as the plan; NULL sets the status. */
void *cvd_plan_room(struct cvd_planner *p, size_t count, size_t size);

/* A copy of `s` that lives as long. */
struct cvd_str cvd_plan_keep(struct cvd_planner *p, struct cvd_str s);

/* Nodes; `kids` are copied, slots are not.  When out of memory they match
 * nothing and the status says so.  AND and OR of one kid are that kid; a word
 * without a spelling is a CVD_N_NONE. */
struct cvd_node *cvd_plan_node(struct cvd_planner *p,
                               enum cvd_node_kind kind);
struct cvd_node *cvd_plan_join(struct cvd_planner *p,
                               enum cvd_node_kind kind,
                               struct cvd_node *const *kids, size_t count);
struct cvd_node *cvd_plan_two(struct cvd_planner *p,
                              enum cvd_node_kind kind, struct cvd_node *a,
                              struct cvd_node *b);
struct cvd_node *cvd_plan_fixed(struct cvd_planner *p,
                                struct cvd_node *kid, double weight);
struct cvd_node *cvd_plan_field(struct cvd_planner *p,
                                enum cvd_field field, struct cvd_str term);
struct cvd_node *cvd_plan_words(struct cvd_planner *p,
                                const struct cvd_slot *slots, size_t count);

/* What snippets mark: the slots side by side. */
void cvd_plan_show(struct cvd_planner *p, const struct cvd_slot *slots,
                   size_t count);

/* ---- words: plan_words.c --------------------------------------------- */

/* The slot of one token: that spelling, or any. */
struct cvd_slot cvd_one_word(struct cvd_planner *p, size_t token, bool any);

/* A slot for each word of an item, read as the contract says; NULL when out
 * of memory. */
struct cvd_slot *cvd_read_words(struct cvd_planner *p,
                                const struct cvd_item *item);

/* The words of an item as narrowly as a tier wants them: spelled as typed
 * (`exact`), or bearing the marks typed; NULL when out of memory. */
struct cvd_slot *cvd_tier_words(struct cvd_planner *p,
                                const struct cvd_item *item, bool exact);

/* Whether more than one spelling fits. */
bool cvd_may_vary(const struct cvd_slot *s);

/* Whether a word that may be spelled any way was typed with marks: then
 * those spellings that bear them rank above the others. */
bool cvd_marks_rank(const struct cvd_planner *p, const struct cvd_item *item,
                    const struct cvd_slot *slots);

/* ---- free words: plan_free.c, plan_synonyms.c ------------------------ */

/* A form that stands for words typed. */
struct cvd_form {
    const struct cvd_slot *slots;
    size_t count;
};

/* Forms that stand for free words [first, first + count). */
struct cvd_synonyms {
    size_t first, count;
    double weight;           /* of a form, the words typed being 1 */
    bool finds;              /* where a form stands the words count as there */
    struct cvd_form *forms;
    size_t form_count;
};

/* The words of a bag that are neither required nor excluded. */
struct cvd_free_words {
    struct cvd_node *kids[CVD_QUERY_WORDS_MAX];
    const struct cvd_item *items[CVD_QUERY_WORDS_MAX];
    struct cvd_slot *slots[CVD_QUERY_WORDS_MAX]; /* NULL: not a word */
    bool asks[CVD_QUERY_WORDS_MAX]; /* it only asks: question.h */
    /* of a word typed without marks, what it surely is; NULL: unknown */
    const struct cvd_slot *meant[CVD_QUERY_WORDS_MAX];
    size_t count;
    /* the longest first, then the leftmost; ranges may overlap */
    struct cvd_synonyms synonyms[CVD_QUERY_SYNONYMS_MAX];
    size_t synonym_count;
    /* What the words name, the documents it fits, and of those the ones it
     * fits closely: that bear the number and do not just cite it, of the
     * province of that name and not of one that became part of it; NULL where
     * there is no more or less.  By word, whether it needs no more seeking
     * where that fits. */
    const struct cvd_named *named[CVD_NAMED_MAX];
    struct cvd_node *fit[CVD_NAMED_MAX], *closely[CVD_NAMED_MAX];
    size_t named_count;
    bool covered[CVD_QUERY_WORDS_MAX];
};

/* Free words all of which must be there; of more, over half. */
enum { CVD_ALL_OF_MAX = 3 };

/* Fill in what words typed without marks most likely are. */
void cvd_plan_restored(struct cvd_planner *p, struct cvd_free_words *f);

/* Fill in what stands for the words of `f`, and have snippets mark it. */
void cvd_plan_synonyms(struct cvd_planner *p, struct cvd_free_words *f);

/* Any term of `field` that begins with `prefix`, the first
 * CVD_QUERY_EXPAND_MAX of them: plan_named.c. */
struct cvd_node *cvd_plan_begins(struct cvd_planner *p,
                                 enum cvd_field field, const char *prefix);

/* Fill in what the words of `f` name: plan_named.c. */
void cvd_plan_named(struct cvd_planner *p, struct cvd_free_words *f);

/* Whether what is named says enough for what fits to stand first: a type or
 * a year alone does not. */
bool cvd_plan_names_enough(const struct cvd_free_words *f);

/* What the free words ask for and how it ranks. */
struct cvd_node *cvd_plan_free_words(struct cvd_planner *p,
                                     struct cvd_free_words *f);

#endif
