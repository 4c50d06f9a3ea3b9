/* plan_free.c - what free words ask for.
 *
 *     all of them (up to three) or most of them, as a filter
 *     + BM25 of each + BM25 of each two side by side
 *     + BM25 of "X là" where the question is what X is
 *     + a fixed sum where every word stands exactly as typed
 *     + a fixed sum for each thing the words name that fits (named.h), half
 *       as much more where it fits closely, and a great one where all do
 *
 * so that more words, nearer together, and exact spellings rank first; words
 * that only ask count less (question.h), and of a word typed without marks
 * the spelling it surely has counts alone (plan_restored.c).  Words
 * for which other forms stand (UBND for Ủy ban nhân dân) are there where one
 * of those is, and weigh what they or the best form do, whichever is more. */
#include "analyzers/question.h"
#include "analyzers/synonyms.h"
#include "base/limits.h"
#include "search/planner.h"

enum {
    FORMS_MAX = CVD_QUERY_SYNONYMS_MAX * CVD_SYNONYM_FORMS_MAX,
    NO_SYNONYM = CVD_QUERY_SYNONYMS_MAX
};

/* ---- what must be there ---------------------------------------------- */

static bool covers(const struct cvd_synonyms *s, size_t i)
{
    return i >= s->first && i - s->first < s->count;
}

/* Where the i-th word stands, or a form for it. */
static struct cvd_node *present(struct cvd_planner *p,
                                const struct cvd_free_words *f, size_t i)
{
    struct cvd_node *any[FORMS_MAX + 1];
    size_t n = 0;

    any[n++] = f->kids[i];
    for (size_t k = 0; k < f->synonym_count; k++) {
        const struct cvd_synonyms *s = &f->synonyms[k];
        for (size_t j = 0; s->finds && covers(s, i) && j < s->form_count;
             j++) {
            any[n] = cvd_plan_words(p, s->forms[j].slots, s->forms[j].count);
            any[n++]->weight = 0;
        }
    }
    return cvd_plan_join(p, CVD_N_OR, any, n);
}

/* All of a few, most of many; of all words, or of those that are not
 * `covered`: NULL where none is left. */
static struct cvd_node *enough(struct cvd_planner *p,
                               const struct cvd_free_words *f,
                               const bool *covered)
{
    struct cvd_node *all[CVD_QUERY_WORDS_MAX], *words[CVD_QUERY_WORDS_MAX];
    size_t n = 0, count = 0;

    for (size_t i = 0; i < f->count; i++) {
        if (covered && covered[i])
            continue;
        all[count] = present(p, f, i);
        if (f->slots[i])
            words[n++] = all[count];
        count++;
    }
    if (!count)
        return NULL;
    if (count <= CVD_ALL_OF_MAX)
        return cvd_plan_join(p, CVD_N_AND, all, count);
    if (n <= CVD_ALL_OF_MAX)
        return n ? cvd_plan_join(p, CVD_N_AND, words, n)
                 : cvd_plan_join(p, CVD_N_OR, all, count);
    struct cvd_node *least = cvd_plan_join(p, CVD_N_LEAST, words, n);
    least->least = (unsigned)(n / 2 + 1);
    return least;
}

/* ---- what they weigh ------------------------------------------------- */

/* The spellings of the i-th word that weigh. */
static const struct cvd_slot *weighed(const struct cvd_free_words *f,
                                      size_t i)
{
    return f->meant[i] ? f->meant[i] : f->slots[i];
}

/* The i-th word as it weighs. */
static struct cvd_node *word(struct cvd_planner *p,
                             const struct cvd_free_words *f, size_t i)
{
    if (!f->meant[i])
        return f->kids[i];
    struct cvd_node *n = cvd_plan_words(p, f->meant[i], 1);
    n->weight = f->kids[i]->weight;
    return n;
}

/* The words [first, first + count) side by side, or NULL where one is none
 * or has no spelling. */
static struct cvd_node *side_by_side(struct cvd_planner *p,
                                     const struct cvd_free_words *f,
                                     size_t first, size_t count)
{
    struct cvd_slot *slots = cvd_plan_room(p, count, sizeof *slots);

    for (size_t i = 0; slots && i < count; i++) {
        const struct cvd_slot *s = weighed(f, first + i);
        if (!s || !s->count)
            return NULL;
        slots[i] = *s;
    }
    return slots ? cvd_plan_words(p, slots, count) : NULL;
}

/* Which synonyms, no two overlapping, take which words of [first, end): by
 * word an index, or NO_SYNONYM.  Those of all of [first, end) are not asked
 * again when `inside` them. */
static void choose(const struct cvd_free_words *f, size_t first, size_t end,
                   bool inside, size_t *taken)
{
    for (size_t i = first; i < end; i++)
        taken[i] = NO_SYNONYM;
    for (size_t k = 0; k < f->synonym_count; k++) {
        const struct cvd_synonyms *s = &f->synonyms[k];
        bool free = s->first >= first && s->first + s->count <= end &&
                    !(inside && s->count == end - first);
        for (size_t i = s->first; free && i < s->first + s->count; i++)
            free = taken[i] == NO_SYNONYM;
        for (size_t i = s->first; free && i < s->first + s->count; i++)
            taken[i] = k;
    }
}

/* Whether i and y are all that varies in the i-th word: too little for a tier,
 * which would put every text with all of the words above all others. */
static bool varies_in_iy(const struct cvd_planner *p,
                         const struct cvd_free_words *f, size_t i)
{
    return f->slots[i] && !f->slots[i]->any_spelling &&
           f->slots[i]->count > 1 && !f->items[i]->prefix &&
           cvd_syllable_valid(
               cvd_token_exact(&p->q->tokens, f->items[i]->first));
}

static struct cvd_node *sum(struct cvd_planner *p,
                            const struct cvd_free_words *f, size_t first,
                            size_t end, bool inside);

/* Two words side by side. */
static struct cvd_node *weigh_pair(struct cvd_planner *p,
                                   struct cvd_node *pair)
{
    pair->weight = p->ranking->pair;
    pair->words_share = p->ranking->pair_share;
    return pair;
}

/* What a form would weigh were it typed: its words and each two of them. */
static struct cvd_node *spelled_out(struct cvd_planner *p,
                                    const struct cvd_form *form)
{
    struct cvd_node *score[2 * CVD_SYNONYM_WORDS_MAX];
    size_t n = 0;

    for (size_t i = 0; i < form->count; i++)
        score[n++] = cvd_plan_words(p, form->slots + i, 1);
    for (size_t i = 0; i + 1 < form->count; i++)
        score[n++] = weigh_pair(p, cvd_plan_words(p, form->slots + i, 2));
    return cvd_plan_join(p, CVD_N_OR, score, n);
}

/* The form of most words that stands for words [first, first + count), or
 * NULL where those are more. */
static const struct cvd_form *fullest(const struct cvd_free_words *f,
                                      size_t first, size_t count)
{
    const struct cvd_form *full = NULL;

    for (size_t k = 0; k < f->synonym_count; k++) {
        const struct cvd_synonyms *s = &f->synonyms[k];
        for (size_t j = 0; s->first == first && s->count == count &&
                           j < s->form_count; j++)
            if (s->forms[j].count > (full ? full->count : count))
                full = &s->forms[j];
    }
    return full;
}

/* The words of f->synonyms[k], or the best form that stands for them.  One
 * thing is worth the same by whatever name, as much as its longest form
 * spelled out; what was not typed, a share of that. */
static struct cvd_node *best(struct cvd_planner *p,
                             const struct cvd_free_words *f, size_t k)
{
    struct cvd_node *any[FORMS_MAX + 1];
    size_t first = f->synonyms[k].first, count = f->synonyms[k].count;
    const struct cvd_form *full = fullest(f, first, count);
    struct cvd_node *typed = sum(p, f, first, first + count, true);
    const struct cvd_node *worth = full ? spelled_out(p, full) : typed;
    size_t n = 0;

    if (full && typed->kind == CVD_N_WORD)
        typed->stands_for = worth;
    any[n++] = typed;
    for (; k < f->synonym_count; k++) {
        const struct cvd_synonyms *s = &f->synonyms[k];
        if (s->first != first || s->count != count)
            continue;
        for (size_t j = 0; j < s->form_count; j++) {
            any[n] = cvd_plan_words(p, s->forms[j].slots, s->forms[j].count);
            any[n]->weight = s->weight;
            any[n++]->stands_for = worth;
        }
    }
    return cvd_plan_join(p, CVD_N_BEST, any, n);
}

/* The words [first, end) and each two of them side by side. */
static struct cvd_node *sum(struct cvd_planner *p,
                            const struct cvd_free_words *f, size_t first,
                            size_t end, bool inside)
{
    struct cvd_node *score[3 * CVD_QUERY_WORDS_MAX];
    size_t taken[CVD_QUERY_WORDS_MAX];
    size_t n = 0;

    choose(f, first, end, inside, taken);
    for (size_t i = first; i < end; i++) {
        if (taken[i] == NO_SYNONYM)
            score[n++] = word(p, f, i);
        else if (i == f->synonyms[taken[i]].first)
            score[n++] = best(p, f, taken[i]);
        struct cvd_slot *typed =
            taken[i] == NO_SYNONYM && varies_in_iy(p, f, i)
                ? cvd_tier_words(p, f->items[i], true)
                : NULL;
        if (typed) {
            score[n] = cvd_plan_words(p, typed, 1);
            score[n++]->weight = p->ranking->typed;
        }
    }
    for (size_t i = first; i + 1 < end; i++) {
        if (taken[i] != NO_SYNONYM && taken[i] == taken[i + 1])
            continue; /* in best() */
        struct cvd_node *pair = side_by_side(p, f, i, 2);
        if (!pair)
            continue;
        weigh_pair(p, pair);
        if (f->asks[i] || f->asks[i + 1])
            pair->weight *= p->ranking->asks;
        score[n++] = pair;
    }
    return cvd_plan_join(p, CVD_N_OR, score, n);
}

/* ---- questions ------------------------------------------------------- */

/* Words that only ask weigh less. */
static void read_question(struct cvd_planner *p, struct cvd_free_words *f,
                          struct cvd_question *q)
{
    struct cvd_asking_word words[CVD_QUERY_WORDS_MAX] = { 0 };

    for (size_t i = 0; i < f->count; i++) {
        const struct cvd_item *item = f->items[i];
        if (!f->slots[i] || item->prefix || item->marks != CVD_MARKS_READ)
            continue;
        words[i].folded = cvd_token_folded(&p->q->tokens, item->first);
        if (p->q->marked)
            words[i].exact = cvd_token_exact(&p->q->tokens, item->first);
        else if (f->meant[i])
            words[i].exact = f->meant[i]->words[0].exact;
    }
    cvd_question_read(words, f->count, f->asks, q);
    for (size_t i = 0; i < f->count; i++)
        if (f->asks[i])
            f->kids[i]->weight *= p->ranking->asks;
}

/* "X là", where the question is what X is; NULL where it is another. */
static struct cvd_node *definition(struct cvd_planner *p,
                                   const struct cvd_free_words *f,
                                   const struct cvd_question *q)
{
    enum { LAST_WORDS = 2 }; /* of X */
    static const struct cvd_word is = { { "l\xC3\xA0", 3 }, { "la", 2 } };
    size_t count = q->count < LAST_WORDS ? q->count : LAST_WORDS;
    struct cvd_slot *slots = cvd_plan_room(p, count + 1, sizeof *slots);

    if (!count || !slots)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const struct cvd_slot *s =
            weighed(f, q->first + q->count - count + i);
        if (!s || !s->count)
            return NULL;
        slots[i] = *s;
    }
    slots[count] = (struct cvd_slot){ .words = &is, .count = 1 };
    struct cvd_node *n = cvd_plan_words(p, slots, count + 1);
    n->weight = p->ranking->defines;
    return n;
}

/* ---- tiers ----------------------------------------------------------- */

/* Every word as a tier wants it, or NULL when that is what is asked
 * anyway. */
static struct cvd_node *all_in_tier(struct cvd_planner *p,
                                    const struct cvd_free_words *f,
                                    bool exact)
{
    struct cvd_node *kids[CVD_QUERY_WORDS_MAX];
    bool apply = false;

    for (size_t i = 0; i < f->count; i++) {
        kids[i] = f->kids[i];
        if (!f->slots[i] || f->items[i]->prefix)
            continue;
        apply = apply || (exact ? cvd_may_vary(f->slots[i]) &&
                                      !varies_in_iy(p, f, i)
                                : cvd_marks_rank(p, f->items[i], f->slots[i]));
        struct cvd_slot *slots = cvd_tier_words(p, f->items[i], exact);
        if (!slots)
            return NULL;
        kids[i] = cvd_plan_words(p, slots, 1);
    }
    return apply ? cvd_plan_join(p, CVD_N_AND, kids, f->count) : NULL;
}

/* ---- what the words name --------------------------------------------- */

/* What fits all that is named and bears the other words.  As with filters,
 * things of one field are alternatives: nothing comes from two provinces. */
static struct cvd_node *fitting(struct cvd_planner *p,
                                const struct cvd_free_words *f)
{
    struct cvd_node *kids[CVD_NAMED_MAX + 1], *any[CVD_NAMED_MAX];
    size_t n = 0;
    struct cvd_node *others = enough(p, f, f->covered);

    for (int field = 0; field < CVD_F_COUNT; field++) {
        size_t count = 0;
        for (size_t k = 0; k < f->named_count; k++)
            if ((int)f->named[k]->field == field)
                any[count++] = f->fit[k];
        if (count)
            kids[n++] = cvd_plan_join(p, CVD_N_OR, any, count);
    }
    if (others)
        kids[n++] = others;
    return cvd_plan_join(p, CVD_N_AND, kids, n);
}

/* Add to ranks[*n ..] what fitting is worth.  What fits counts as strict: the
 * names need not stand in it. */
static void rank_named(struct cvd_planner *p, const struct cvd_free_words *f,
                       struct cvd_node *fits, struct cvd_node **ranks,
                       size_t *n)
{
    double worth = p->ranking->named;
    bool enough_named = cvd_plan_names_enough(f);

    if (enough_named)
        ranks[(*n)++] = cvd_plan_fixed(p, fits, CVD_TIER_FITS);
    for (size_t k = 0; k < f->named_count; k++) {
        struct cvd_node *closely = f->closely[k];
        ranks[(*n)++] = cvd_plan_fixed(p, f->fit[k], worth);
        if (!closely)
            continue;
        ranks[(*n)++] = cvd_plan_fixed(p, closely, worth / 2);
        if (f->named[k]->field == CVD_F_NUMBER && enough_named)
            ranks[(*n)++] = cvd_plan_fixed(
                p, cvd_plan_two(p, CVD_N_AND, fits, closely), CVD_TIER_OWN);
    }
}

static struct cvd_node *any_word(struct cvd_planner *p,
                                 const struct cvd_free_words *f)
{
    struct cvd_node *any[CVD_QUERY_WORDS_MAX];

    for (size_t i = 0; i < f->count; i++)
        any[i] = present(p, f, i);
    return cvd_plan_join(p, CVD_N_OR, any, f->count);
}

/* Only what a person asks for outright is relaxed, not what stands in
 * parentheses, where a word may be required or excluded.
 *
 * What is found and how it ranks are kept apart: where only the likeliest
 * spelling of a word weighs, or a form gives way to a longer one, the others
 * are found all the same. */
struct cvd_node *cvd_plan_free_words(struct cvd_planner *p,
                                     struct cvd_free_words *f)
{
    enum { RANKS_MAX = 7 + 3 * CVD_NAMED_MAX };
    bool outright = p->depth == 1 && f->count > 1;
    bool rest = p->mode.rest && outright;
    struct cvd_node *ranks[RANKS_MAX];
    struct cvd_question question;
    size_t n = 0;

    if (f->count == 1 && !f->slots[0])
        return f->kids[0]; /* a phrase, number or group: ranks by itself */
    struct cvd_node *all = enough(p, f, NULL);
    if (p->mode.exists)
        return cvd_plan_two(p, CVD_N_FILTER, cvd_plan_node(p, CVD_N_ALL),
                            all);
    p->plan->relaxable = p->plan->relaxable || outright;
    read_question(p, f, &question);
    struct cvd_node *fits = f->named_count ? fitting(p, f) : NULL;
    struct cvd_node *strict = fits ? cvd_plan_two(p, CVD_N_OR, all, fits)
                                   : all;
    struct cvd_node *defines = definition(p, f, &question);
    struct cvd_node *exact = all_in_tier(p, f, true);
    struct cvd_node *marks = all_in_tier(p, f, false);

    ranks[n++] = cvd_plan_node(p, CVD_N_ALL);
    ranks[n++] = sum(p, f, 0, f->count, false);
    if (defines)
        ranks[n++] = defines;
    if (rest)
        ranks[n++] = cvd_plan_fixed(p, strict, p->strict_tier);
    if (exact)
        ranks[n++] = cvd_plan_fixed(p, exact, CVD_TIER_EXACT);
    if (marks)
        ranks[n++] = cvd_plan_fixed(p, marks, CVD_TIER_MARKS);
    if (fits)
        rank_named(p, f, fits, ranks, &n);
    struct cvd_node *find = strict;
    if (rest)
        find = cvd_plan_two(p, CVD_N_OR, any_word(p, f), strict);
    return cvd_plan_two(p, CVD_N_FILTER,
                        cvd_plan_join(p, CVD_N_OR, ranks, n), find);
}
