/* query.h - a query as a small tree.  Internal to search/.
 *
 * parse.c makes it from what a person typed, plan.c turns it into what the
 * store understands, highlight.c finds its words in a text. */
#ifndef CVD_SEARCH_QUERY_H
#define CVD_SEARCH_QUERY_H

#include "analyzers/analyzer.h"
#include "base/limits.h"
#include "search/ranking.h"
#include "store/store.h"

/* Token `i` as words of the index are. */
static inline struct cvd_word cvd_token_word(const struct cvd_tokens *t,
                                             size_t i)
{
    struct cvd_word w = { cvd_token_exact(t, i), cvd_token_folded(t, i) };
    return w;
}

enum cvd_item_kind {
    CVD_I_WORD,      /* tokens[first], one token */
    CVD_I_PHRASE,    /* tokens[first .. first + count) side by side */
    CVD_I_NUMBER,    /* a document number */
    CVD_I_DATE,      /* a date written in figures */
    CVD_I_FIELD,     /* a filter */
    CVD_I_GROUP,     /* what stands in parentheses: kid */
};

enum cvd_item_marks {
    CVD_MARKS_READ,  /* read as the contract says */
    CVD_MARKS_EXACT, /* =word */
    CVD_MARKS_ANY    /* ~word */
};

enum cvd_item_place { CVD_SHOULD, CVD_MUST, CVD_MUST_NOT };

struct cvd_item {
    enum cvd_item_kind kind;
    enum cvd_item_marks marks;
    enum cvd_item_place place;
    bool prefix;
    size_t first, count;     /* tokens; a number's or date's parts too */
    size_t number;           /* into entities.numbers; SIZE_MAX: `key` */
    size_t date;
    char key[CVD_SYMBOL_MAX];/* "277-kh" of KH 277 */
    enum cvd_field field;
    struct cvd_str value;    /* into the text, quotes off */
    struct cvd_group *kid;
};

/* Items side by side: a person's words. */
struct cvd_bag {
    struct cvd_item *items;
    size_t count, cap;
};

/* Bags joined by AND and OR: OR of ANDs. NOT is an item's place. */
struct cvd_group {
    struct cvd_bag *bags;
    bool *or_before;         /* by bag: joined to the one before by OR */
    size_t count, cap;
};

/* What free words name: tokens [first, first + count).  `term` is the term of
 * `field` to seek; of a running number without its type, the beginning of
 * one. */
struct cvd_named {
    enum cvd_field field;
    size_t first, count;
    char term[CVD_FIELD_TERM_MAX + 1];
    bool prefix;
};

enum { CVD_NAMED_MAX = 16 };

struct cvd_campaign_list;

struct cvd_query {
    struct cvd_buf text;     /* NFC; all spans point here */
    struct cvd_tokens tokens;
    struct cvd_entities entities;
    struct cvd_group *root;
    struct cvd_named named[CVD_NAMED_MAX]; /* set by cvd_query_name() */
    size_t named_count;
    const struct cvd_campaign_list *own; /* likewise; borrowed */
    bool marked;             /* some word bears a mark */
    bool plain;              /* could not be parsed: searched as words */
    bool cut;                /* more words than are looked at */
};

/* Parse.  Release with cvd_query_release().
 *   CVD_ELIMIT  longer than CVD_QUERY_BYTES_MAX
 *   CVD_EUSAGE  not UTF-8
 *   CVD_ENOMEM */
enum cvd_status cvd_query_parse(struct cvd_str text, struct cvd_query *out,
                                struct cvd_err *err);
void cvd_query_release(struct cvd_query *q);

/* Whether a prefix in it is too short to be looked up. */
bool cvd_query_short_prefix(const struct cvd_query *q);

/* ---- plan ------------------------------------------------------------ */

struct cvd_block; /* memory of a plan */

/* Words that must stand side by side; one slot: a word alone.  The words of
 * a slot are sorted by their exact form. */
struct cvd_run {
    const struct cvd_slot *slots;
    size_t count;
    const struct cvd_slot *meant; /* of a word alone, typed without marks: what
                                     it surely is; NULL: unknown */
};

struct cvd_plan {
    struct cvd_node *root;
    struct cvd_run *runs;    /* what to highlight */
    size_t run_count, run_cap;
    bool relaxable;          /* more would be found if some words only
                                were asked for */
    bool strict_marks;       /* some word was read by its marks */
    bool expanded_cut;       /* a prefix had more words than are looked at */
    struct cvd_block *blocks; /* memory of all of the above */
};

struct cvd_plan_mode {
    bool widen;  /* every spelling, but for =word */
    bool rest;   /* what bears only some of the words follows */
    bool exists; /* whether the words, whatever they name, find anything:
                    nothing ranks, so that the first found is enough */
};

struct cvd_request;
struct cvd_synonym_list;

/* Plan the parsed query with the request's filters; `synonyms`, the user's
 * (may be NULL), must live as long as the plan.  Release with
 * cvd_plan_release().
 *   CVD_ENOMEM */
enum cvd_status cvd_plan_make(struct cvd_store *store,
                              const struct cvd_ranking *ranking,
                              const struct cvd_synonym_list *synonyms,
                              const struct cvd_query *q,
                              const struct cvd_request *r,
                              struct cvd_plan_mode mode,
                              struct cvd_plan *out, struct cvd_err *err);
void cvd_plan_release(struct cvd_plan *p);

/* Append the term that a person's value of a field stands for; nothing
 * where it has no letter or digit.  CVD_ENOMEM, CVD_ELIMIT. */
enum cvd_status cvd_filter_term(enum cvd_field field, struct cvd_str value,
                                struct cvd_buf *out);

/* Whether `term` of the above is a figure alone, and stands for every number
 * that begins with it. */
bool cvd_filter_begins(enum cvd_field field, struct cvd_str term);

/* Set unknown[f] where the query or the request's filters ask for a type or a
 * province that no table has and no document bears; the rest stays as it is.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_query_unknown(struct cvd_store *s,
                                  const struct cvd_query *q,
                                  const struct cvd_request *r,
                                  bool unknown[CVD_F_COUNT],
                                  struct cvd_err *err);

/* ---- highlighting ---------------------------------------------------- */

/* Append the piece of `text` that shows most of the matches, as HTML; of a
 * text of megabytes, the first stretch that has any, or its beginning where
 * that is not found until `clock` is late.  `tokens` is scratch.
 *   CVD_ENOMEM */
enum cvd_status cvd_snippet(struct cvd_str text, const struct cvd_run *runs,
                            size_t run_count, struct cvd_tokens *tokens,
                            struct cvd_clock *clock, struct cvd_buf *out);

#endif
