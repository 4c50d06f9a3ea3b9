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
    const struct cvd_query *q;
    struct cvd_plan_mode mode;
    struct cvd_plan *plan;
    enum cvd_status status;
    unsigned depth;          /* of parentheses */
    struct cvd_expanded {    /* the same word is looked up once */
        struct cvd_str typed;
        bool prefix, any, strict;
        struct cvd_slot slot;
    } expanded[CVD_QUERY_WORDS_MAX];
    size_t expanded_count;
    size_t walked;           /* words of the index looked at */
};

/* Zeroed memory that lives as long as the plan; NULL sets the status. */
void *cvd_plan_room(struct cvd_planner *p, size_t count, size_t size);

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

#endif
