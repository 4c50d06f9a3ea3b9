/* leaf.c - see leaf.h. */
#include "store/leaf.h"
#include "base/array.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Steps of the clock that looking a word up is worth. */
enum { WORD_STEPS = 16, TABLE_LEAST = 64 };

static enum cvd_status no_memory(struct cvd_err *err)
{
    return cvd_fail(err, CVD_ENOMEM, "out of memory");
}

static enum cvd_status damaged(const struct cvd_part *p,
                               enum cvd_part_file file, struct cvd_err *err)
{
    return cvd_fail(err, CVD_EINDEX, "'%s/%s' is damaged", p->dir,
                    cvd_part_file_names[file]);
}

/* ---- tables by node -------------------------------------------------- */

static size_t slot_of(const void *node, size_t size)
{
    uint64_t x = (uint64_t)(uintptr_t)node;

    /* Fibonacci hashing (Knuth, TAOCP vol. 3, 6.4): nodes lie in rows. */
    return (size_t)(x * 0x9E3779B97F4A7C15u >> 32) & (size - 1);
}

/* Where `node` stands in a table, or would. */
static struct cvd_leaf_known *place_in(struct cvd_leaf_known *table,
                                       size_t size,
                                       const struct cvd_node *node)
{
    size_t at = slot_of(node, size);

    while (table[at].node && table[at].node != node)
        at = (at + 1) & (size - 1);
    return &table[at];
}

static bool grow(struct cvd_leaves *l)
{
    size_t size = l->size ? l->size * 2 : TABLE_LEAST;
    struct cvd_leaf_known *table = calloc(size, sizeof *table);

    if (!table)
        return false;
    for (size_t i = 0; i < l->size; i++)
        if (l->table[i].node)
            *place_in(table, size, l->table[i].node) = l->table[i];
    free(l->table);
    l->table = table;
    l->size = size;
    return true;
}

/* What is known of a node, good until another is asked for; NULL when out of
 * memory. */
static struct cvd_leaf_known *known(struct cvd_leaves *l,
                                    const struct cvd_node *node)
{
    if (l->count * 2 >= l->size && !grow(l))
        return NULL;
    struct cvd_leaf_known *k = place_in(l->table, l->size, node);
    l->count += k->node == NULL;
    k->node = node;
    return k;
}

void cvd_leaves_release(struct cvd_leaves *l)
{
    free(l->table);
    *l = (struct cvd_leaves){ 0 };
}

/* ---- words ----------------------------------------------------------- */

static enum cvd_status add_list(struct cvd_lists *l,
                                struct cvd_postings list)
{
    if (cvd_array_reserve(&l->list, &l->cap, l->count + 1,
                          sizeof *l->list) != CVD_OK)
        return CVD_ENOMEM;
    l->list[l->count++] = list;
    l->documents += list.documents;
    return CVD_OK;
}

/* From the heap into the arena. */
static enum cvd_status settle(struct cvd_leaves *l, struct cvd_lists *lists)
{
    struct cvd_postings *kept = cvd_arena_room(l->arena, lists->count,
                                               sizeof *kept);

    if (kept && lists->count)
        memcpy(kept, lists->list, lists->count * sizeof *kept);
    free(lists->list);
    lists->list = kept;
    lists->cap = 0;
    return kept ? CVD_OK : CVD_ENOMEM;
}

/* The lists of what fits a slot. */
static enum cvd_status word_lists(struct cvd_leaves *l,
                                  const struct cvd_part *p,
                                  const struct cvd_slot *slot,
                                  struct cvd_lists *out,
                                  struct cvd_err *err)
{
    struct cvd_word_set set = { NULL, 0 };
    struct cvd_postings list;
    enum cvd_status st = CVD_OK;
    bool sound = true;

    if (cvd_clock_steps(l->store->at, WORD_STEPS))
        return CVD_OK; /* nothing will be found any more */
    if (slot->any_spelling) {
        uint32_t from, to;
        cvd_part_folded_range(p, slot->words[0].folded, false, &from, &to);
        sound = from == to || cvd_part_folded_postings(p, from, to, &list);
        if (sound && from < to)
            st = add_list(out, list);
    } else {
        st = cvd_slot_words(p, slot, &set);
        for (size_t i = 0; i < set.count && st == CVD_OK && sound; i++) {
            sound = cvd_part_postings(p, set.words[i], &list);
            st = sound ? add_list(out, list) : CVD_OK;
        }
        free(set.words);
    }
    if (!sound)
        return damaged(p, CVD_PART_POSTINGS, err);
    return st == CVD_OK ? st : no_memory(err);
}

static double idf(const struct cvd_leaves *l, double bears)
{
    bears = bears < l->documents ? bears : l->documents;
    return log(1 + (l->documents - bears + 0.5) / (bears + 0.5));
}

static enum cvd_status slot_rarity(struct cvd_leaves *l,
                                   const struct cvd_slot *slot, double *out,
                                   struct cvd_err *err)
{
    uint64_t bears = 0;

    for (size_t i = 0; i < l->store->parts.count; i++) {
        struct cvd_lists lists = { 0 };
        enum cvd_status st = word_lists(l, &l->store->parts.parts[i], slot,
                                        &lists, err);
        bears += lists.documents;
        free(lists.list);
        if (st != CVD_OK)
            return st;
    }
    *out = idf(l, (double)bears);
    return CVD_OK;
}

/* ---- phrases --------------------------------------------------------- */

struct gather {
    struct cvd_clock *clock;
    struct cvd_lists *lists;
    const struct cvd_word_set *b;
    bool oom;
};

static bool in_set(const struct cvd_word_set *s, uint32_t w)
{
    if (s->words[s->count - 1] - s->words[0] == s->count - 1) /* all */
        return w >= s->words[0] && w <= s->words[s->count - 1];
    size_t at = cvd_first_from(s->words, s->count, w);
    return at < s->count && s->words[at] == w;
}

static bool gather_list(void *ctx, const struct cvd_pair_list *l)
{
    struct gather *g = ctx;

    if (cvd_clock_steps(g->clock, 1))
        return false;
    if (in_set(g->b, l->b) && add_list(g->lists, l->list) != CVD_OK)
        g->oom = true;
    return !g->oom;
}

/* The lists of all pairs of a word of `a` and one of `b` behind it. */
static enum cvd_status pair_lists(struct cvd_leaves *l,
                                  const struct cvd_part *p,
                                  const struct cvd_word_set *a,
                                  const struct cvd_word_set *b,
                                  struct cvd_lists *out,
                                  struct cvd_err *err)
{
    struct gather g = { l->store->at, out, b, false };
    bool sound = true;

    for (size_t i = 0; i < a->count && b->count && !g.oom && sound; i++)
        sound = cvd_part_pairs(p, a->words[i], b->words[0],
                               b->words[b->count - 1] + 1, gather_list, &g);
    enum cvd_status st = settle(l, out);
    if (!sound)
        return damaged(p, CVD_PART_PAIRS, err);
    return g.oom || st != CVD_OK ? no_memory(err) : CVD_OK;
}

static int ascending(const void *pa, const void *pb)
{
    const uint32_t *a = pa, *b = pb;

    return *a < *b ? -1 : *a > *b;
}

/* The words of a set as the stream has them. */
static enum cvd_status to_codes(struct cvd_leaves *l,
                                const struct cvd_part *p,
                                struct cvd_word_set *set)
{
    uint32_t *codes = cvd_arena_room(l->arena, set->count + 1,
                                     sizeof *codes);

    for (size_t i = 0; codes && i < set->count; i++)
        codes[i] = p->code_of[set->words[i]] + 1;
    free(set->words);
    set->words = codes;
    if (!codes)
        return CVD_ENOMEM;
    qsort(codes, set->count, sizeof *codes, ascending);
    return CVD_OK;
}

static enum cvd_status phrase_part(struct cvd_leaves *l,
                                   const struct cvd_part *p,
                                   const struct cvd_node *n,
                                   struct cvd_leaf_part *out,
                                   struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    out->sets = cvd_arena_room(l->arena, n->slot_count, sizeof *out->sets);
    out->pairs = cvd_arena_room(l->arena, n->slot_count, sizeof *out->pairs);
    if (!out->sets || !out->pairs)
        return no_memory(err);
    for (size_t i = 0; i < n->slot_count && st == CVD_OK; i++) {
        if (cvd_clock_steps(l->store->at, WORD_STEPS))
            continue;
        if (cvd_slot_words(p, &n->slots[i], &out->sets[i]) != CVD_OK)
            st = no_memory(err);
    }
    for (size_t i = 0; i + 1 < n->slot_count && st == CVD_OK; i++)
        st = pair_lists(l, p, &out->sets[i], &out->sets[i + 1],
                        &out->pairs[i], err);
    for (size_t i = 0; i < n->slot_count; i++)
        if (to_codes(l, p, &out->sets[i]) != CVD_OK && st == CVD_OK)
            st = no_memory(err);
    return st;
}

/* At most so many documents of a part bear the phrase. */
static uint64_t phrase_documents(const struct cvd_node *n,
                                 const struct cvd_leaf_part *p)
{
    uint64_t least = UINT64_MAX;

    for (size_t i = 0; i + 1 < n->slot_count; i++)
        least = p->pairs[i].documents < least ? p->pairs[i].documents
                                              : least;
    return least;
}

/* ---- leaves ---------------------------------------------------------- */

static enum cvd_status make_leaf(struct cvd_leaves *l,
                                 const struct cvd_node *node,
                                 struct cvd_leaf *leaf, struct cvd_err *err)
{
    size_t count = l->store->parts.count;
    enum cvd_status st = CVD_OK;
    uint64_t documents = 0;

    leaf->node = node;
    leaf->parts = cvd_arena_room(l->arena, count, sizeof *leaf->parts);
    if (!leaf->parts)
        return no_memory(err);
    for (size_t i = 0; i < count && st == CVD_OK; i++) {
        const struct cvd_part *p = &l->store->parts.parts[i];
        struct cvd_leaf_part *lp = &leaf->parts[i];
        if (node->kind == CVD_N_PHRASE) {
            st = phrase_part(l, p, node, lp, err);
            documents += st == CVD_OK ? phrase_documents(node, lp) : 0;
            continue;
        }
        st = word_lists(l, p, &node->slots[0], &lp->word, err);
        if (settle(l, &lp->word) != CVD_OK && st == CVD_OK)
            st = no_memory(err);
        documents += lp->word.documents;
    }
    leaf->documents = (double)documents < l->documents ? (double)documents
                                                       : l->documents;
    return st;
}

enum cvd_status cvd_leaf_find(struct cvd_leaves *l,
                              const struct cvd_node *node,
                              struct cvd_leaf **out, struct cvd_err *err)
{
    struct cvd_leaf_known *k = known(l, node);

    if (!k)
        return no_memory(err);
    if (k->leaf) {
        *out = k->leaf;
        return CVD_OK;
    }
    struct cvd_leaf *leaf = cvd_arena_room(l->arena, 1, sizeof *leaf);
    if (!leaf)
        return no_memory(err);
    enum cvd_status st = make_leaf(l, node, leaf, err);
    if (st == CVD_OK)
        *out = k->leaf = leaf;
    return st;
}

/* ---- rarity ---------------------------------------------------------- */

static enum cvd_status phrase_rarity(struct cvd_leaves *l,
                                     const struct cvd_node *n, double *out,
                                     struct cvd_err *err)
{
    struct cvd_leaf *leaf;
    double rarest = 0;
    enum cvd_status st = cvd_leaf_find(l, n, &leaf, err);

    for (size_t i = 0; st == CVD_OK && n->words_share != 0 &&
                       i < n->slot_count; i++) {
        double word;
        st = slot_rarity(l, &n->slots[i], &word, err);
        if (st == CVD_OK && word > rarest)
            rarest = word;
    }
    if (st != CVD_OK)
        return st;
    *out = idf(l, leaf->documents) - n->words_share * rarest;
    *out = *out > 0 ? *out : 0;
    return CVD_OK;
}

static enum cvd_status count_rarity(struct cvd_leaves *l,
                                    const struct cvd_node *n, double *out,
                                    struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;
    struct cvd_leaf *leaf;

    if (n->stands_for)
        return cvd_leaf_rarity(l, n->stands_for, out, err);
    if (n->kind == CVD_N_PHRASE)
        return phrase_rarity(l, n, out, err);
    if (n->kind == CVD_N_WORD) {
        st = cvd_leaf_find(l, n, &leaf, err);
        *out = st == CVD_OK ? idf(l, leaf->documents) : 0;
        return st;
    }
    *out = 0;
    for (size_t i = 0; i < n->kid_count && st == CVD_OK; i++) {
        double kid = 0;
        st = cvd_leaf_rarity(l, n->kids[i], &kid, err);
        *out += n->kids[i]->weight * kid;
    }
    return st;
}

enum cvd_status cvd_leaf_rarity(struct cvd_leaves *l,
                                const struct cvd_node *node, double *out,
                                struct cvd_err *err)
{
    struct cvd_leaf_known *k = known(l, node);

    if (k && k->rated) {
        *out = k->rarity;
        return CVD_OK;
    }
    enum cvd_status st = k ? count_rarity(l, node, out, err)
                           : no_memory(err);
    if (st != CVD_OK)
        return st;
    k = known(l, node); /* there, if perhaps elsewhere by now */
    if (!k)
        return no_memory(err);
    k->rarity = *out;
    k->rated = true;
    return CVD_OK;
}
