/* plan_words.c - how a typed word is read: one spelling, several, or all.
 *
 * The heart of the contract's query language: typed marks bind, missing ones
 * are free, and a word right as it stands in a query typed with marks means
 * itself. */
#include "base/limits.h"
#include "search/planner.h"

#include <stdlib.h>
#include <string.h>

struct spelling {
    struct cvd_word word;
    uint32_t documents;
};

struct expansion {
    struct cvd_planner *p;
    struct cvd_str typed;      /* canonical */
    bool prefix, any;
    bool strict;               /* typed right as it stands: only itself */
    size_t letters;            /* of `typed` */
    struct spelling *list;
    size_t count, rarest;      /* rarest: of a full list */
};

/* Whether what a person typed may be this word, or its beginning. */
static bool may_be(const struct expansion *x, struct cvd_str have)
{
    if (x->any || cvd_str_equal(x->typed, have))
        return true;
    if (!cvd_marks_consistent(x->typed, have))
        return false;
    /* The same marks, though perhaps in another place: toà begins toàn. */
    return !x->strict || (x->prefix && cvd_marks_consistent(have, x->typed));
}

static void find_rarest(struct expansion *x)
{
    x->rarest = 0;
    for (size_t i = 1; i < x->count; i++)
        if (x->list[i].documents < x->list[x->rarest].documents)
            x->rarest = i;
}

static bool add_spelling(void *ctx, struct cvd_str exact,
                         struct cvd_str folded, uint32_t documents)
{
    struct expansion *x = ctx;
    struct spelling here = { { exact, folded }, documents };

    if (++x->p->walked > CVD_QUERY_WALK_MAX) {
        x->p->plan->expanded_cut = true;
        return false;
    }
    if (!may_be(x, x->prefix ? cvd_utf8_first(exact, x->letters) : exact))
        return true;
    if (x->count < CVD_QUERY_EXPAND_MAX) {
        x->list[x->count++] = here;
        if (x->count == CVD_QUERY_EXPAND_MAX)
            find_rarest(x);
        return true;
    }
    /* Full: the rarest gives way. */
    x->p->plan->expanded_cut = true;
    if (x->list[x->rarest].documents < documents) {
        x->list[x->rarest] = here;
        find_rarest(x);
    }
    return true;
}

static int by_exact(const void *pa, const void *pb)
{
    const struct cvd_word *a = pa, *b = pb;

    return cvd_str_compare(a->exact, b->exact);
}

static struct cvd_slot look_up(struct cvd_planner *p, size_t token,
                               bool prefix, bool any, bool strict)
{
    struct cvd_slot slot = { 0 };
    struct cvd_str exact = cvd_token_exact(&p->q->tokens, token);
    struct expansion x = { .p = p, .typed = exact, .prefix = prefix,
                           .any = any, .strict = strict,
                           .letters = cvd_utf8_count(exact) };

    x.list = cvd_plan_room(p, CVD_QUERY_EXPAND_MAX, sizeof *x.list);
    if (!x.list)
        return slot;
    if (cvd_store_words(p->store, cvd_token_folded(&p->q->tokens, token),
                        prefix, add_spelling, &x) != CVD_OK)
        p->status = CVD_ENOMEM;
    struct cvd_word *words = cvd_plan_room(p, x.count + 1, sizeof *words);
    if (!words)
        return slot;
    for (size_t i = 0; i < x.count; i++)
        words[i] = x.list[i].word;
    qsort(words, x.count, sizeof *words, by_exact);
    slot.words = words;
    slot.count = x.count;
    return slot;
}

/* The slot of the words of the index that `token` may stand for.  Words
 * borrow from the mapped index, which outlives the plan. */
static struct cvd_slot expand(struct cvd_planner *p, size_t token,
                              bool prefix, bool any, bool strict)
{
    struct cvd_str typed = cvd_token_exact(&p->q->tokens, token);

    for (size_t i = 0; i < p->expanded_count; i++) {
        const struct cvd_expanded *e = &p->expanded[i];
        if (e->prefix == prefix && e->any == any && e->strict == strict &&
            cvd_str_equal(e->typed, typed))
            return e->slot;
    }
    struct cvd_slot slot = look_up(p, token, prefix, any, strict);
    if (p->expanded_count < CVD_QUERY_WORDS_MAX)
        p->expanded[p->expanded_count++] = (struct cvd_expanded){
            typed, prefix, any, strict, slot
        };
    return slot;
}

struct cvd_slot cvd_one_word(struct cvd_planner *p, size_t token, bool any)
{
    struct cvd_slot slot = { .any_spelling = any, .count = 1 };
    struct cvd_word *w = cvd_plan_room(p, 1, sizeof *w);

    if (!w)
        return (struct cvd_slot){ 0 };
    w->exact = cvd_token_exact(&p->q->tokens, token);
    w->folded = cvd_token_folded(&p->q->tokens, token);
    slot.words = w;
    return slot;
}

/* The slot of a word right as it stands, and of its other spelling where i
 * and y are one sound: kĩ, kỹ.  The tiers know which was typed. */
static struct cvd_slot right_word(struct cvd_planner *p, size_t token)
{
    struct cvd_slot slot = cvd_one_word(p, token, false);
    char other[CVD_IY_MAX];
    size_t len = cvd_iy_variant(cvd_token_exact(&p->q->tokens, token), other);
    struct cvd_word *w = len ? cvd_plan_room(p, 2, sizeof *w) : NULL;

    if (!w || !slot.count)
        return slot;
    const struct cvd_word *typed = &slot.words[0];
    struct cvd_word variant = {
        cvd_plan_keep(p, (struct cvd_str){ other, len }), typed->folded
    };
    char *folded = cvd_plan_room(p, typed->folded.len, 1);
    if (!folded)
        return slot;
    memcpy(folded, typed->folded.ptr, typed->folded.len);
    /* The sound is the last letter. */
    char *last = folded + typed->folded.len - 1;
    *last = *last == 'i' ? 'y' : 'i';
    variant.folded.ptr = folded;
    bool first = cvd_str_compare(typed->exact, variant.exact) < 0;
    w[first ? 0 : 1] = *typed;
    w[first ? 1 : 0] = variant;
    slot.words = w;
    slot.count = 2;
    return slot;
}

/* How a typed word is read: the heart of the contract's query language. */
static struct cvd_slot read_word(struct cvd_planner *p,
                                 const struct cvd_item *item, size_t token)
{
    bool prefix = item->prefix;

    if (prefix && cvd_utf8_count(cvd_token_exact(&p->q->tokens, token)) <
                      CVD_QUERY_PREFIX_MIN)
        prefix = false;
    if (item->marks == CVD_MARKS_EXACT && !prefix)
        return cvd_one_word(p, token, false);
    bool any = item->marks == CVD_MARKS_ANY || p->mode.widen ||
               (!p->q->marked && item->marks != CVD_MARKS_EXACT);
    if (any && !prefix)
        return cvd_one_word(p, token, true);
    bool strict = item->marks == CVD_MARKS_EXACT ||
                  cvd_syllable_valid(cvd_token_exact(&p->q->tokens, token));
    p->plan->strict_marks = p->plan->strict_marks || !any;
    if (strict && !prefix)
        return right_word(p, token);
    return expand(p, token, prefix, any, strict);
}

struct cvd_slot *cvd_read_words(struct cvd_planner *p,
                                   const struct cvd_item *item)
{
    struct cvd_slot *slots = cvd_plan_room(p, item->count, sizeof *slots);

    for (size_t i = 0; slots && i < item->count; i++)
        slots[i] = read_word(p, item, item->first + i);
    return slots;
}

/* The words of an item as narrowly as a tier wants them: spelled as typed,
 * or else bearing the marks typed. */
struct cvd_slot *cvd_tier_words(struct cvd_planner *p,
                                   const struct cvd_item *item, bool exact)
{
    struct cvd_slot *slots = cvd_plan_room(p, item->count, sizeof *slots);

    for (size_t i = 0; slots && i < item->count; i++) {
        size_t token = item->first + i;
        bool marked = p->q->tokens.tok[token].marked;
        if (!exact && marked)
            slots[i] = expand(p, token, false, false, false);
        else
            slots[i] = cvd_one_word(p, token, !exact);
    }
    return slots;
}

/* Whether a word that may be spelled any way was typed with marks: then
 * those spellings that bear them rank above the others. */
bool cvd_marks_rank(const struct cvd_planner *p, const struct cvd_item *item,
                       const struct cvd_slot *slots)
{
    for (size_t i = 0; i < item->count; i++)
        if (slots[i].any_spelling &&
            p->q->tokens.tok[item->first + i].marked)
            return true;
    return false;
}

bool cvd_may_vary(const struct cvd_slot *s)
{
    return s->any_spelling || s->count > 1;
}
