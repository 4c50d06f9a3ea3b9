/* plan.c - a parsed query as what the store understands.
 *
 * Each word becomes a slot: one spelling, several, or all, by the contract's
 * reading of marks.  A bag of free words becomes
 *
 *     all of them (up to three) or most of them, as a filter
 *     + BM25 of each + BM25 of each two side by side
 *     + a fixed sum where every word stands exactly as typed
 *
 * so that more words, nearer together, and exact spellings rank first.  The
 * fixed sums are far above what BM25 can add up to: tiers, not weights. */
#include "base/array.h"
#include "base/limits.h"
#include "search/planner.h"
#include "search/search.h"

#include <assert.h>
#include <stdlib.h>

/* A word's BM25 stays under 40 (ln(10^9) * 2.2), a query has at most
 * CVD_QUERY_WORDS_MAX words and as many pairs. */
static const double TIER_EXACT = 20000;   /* spelled as typed */
static const double TIER_MARKS = 10000;   /* bears the marks typed */
static const double TIER_STRICT = 100000; /* all or most words there */
static const double TIER_BEARS = 400;     /* the number is its own */
static const double TIER_CITES = 200;     /* the number is referred to */
/* Two words side by side weigh as much as a word: docs/quality.md. */
static const double PAIR_WEIGHT = 1;

/* Free words all of which must be there; of more, over half. */
enum { ALL_OF_MAX = 3 };

void *cvd_plan_room(struct cvd_planner *p, size_t count, size_t size)
{
    struct cvd_block *b =
        size && count > (SIZE_MAX - sizeof *b) / size
            ? NULL
            : calloc(1, sizeof *b + count * size + sizeof(max_align_t));

    if (!b) {
        p->status = CVD_ENOMEM;
        return NULL;
    }
    b->next = p->plan->blocks;
    p->plan->blocks = b;
    size_t skip = (sizeof *b + sizeof(max_align_t) - 1) /
                  sizeof(max_align_t) * sizeof(max_align_t);
    return (char *)b + skip;
}

static struct cvd_str keep(struct cvd_planner *p, struct cvd_str s)
{
    char *copy = cvd_plan_room(p, s.len + 1, 1);

    if (!copy)
        return (struct cvd_str){ NULL, 0 };
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    return (struct cvd_str){ copy, s.len };
}

/* ---- nodes ----------------------------------------------------------- */

/* Building goes on with a node that matches nothing when memory fails; the
 * status says so in the end. */
static struct cvd_node *node(struct cvd_planner *p, enum cvd_node_kind kind)
{
    static _Thread_local struct cvd_node none;
    struct cvd_node *n = cvd_plan_room(p, 1, sizeof *n);

    if (!n) {
        none = (struct cvd_node){ .kind = CVD_N_NONE };
        return &none;
    }
    n->kind = kind;
    n->weight = 1;
    return n;
}

static struct cvd_node *join(struct cvd_planner *p, enum cvd_node_kind kind,
                             struct cvd_node *const *kids, size_t count)
{
    if (count == 1 && (kind == CVD_N_AND || kind == CVD_N_OR))
        return kids[0];
    struct cvd_node *n = node(p, kind);
    struct cvd_node **copy = cvd_plan_room(p, count, sizeof *copy);
    if (!copy)
        return n;
    memcpy(copy, kids, count * sizeof *copy);
    n->kids = copy;
    n->kid_count = count;
    return n;
}

static struct cvd_node *two(struct cvd_planner *p, enum cvd_node_kind kind,
                            struct cvd_node *a, struct cvd_node *b)
{
    struct cvd_node *kids[] = { a, b };

    return join(p, kind, kids, 2);
}

static struct cvd_node *fixed(struct cvd_planner *p, struct cvd_node *kid,
                              double weight)
{
    struct cvd_node *n = join(p, CVD_N_FIXED, &kid, 1);

    n->weight = weight;
    return n;
}

static struct cvd_node *field_node(struct cvd_planner *p, enum cvd_field field,
                                   struct cvd_str term)
{
    struct cvd_node *n = node(p, CVD_N_FIELD);

    n->field = field;
    n->term = keep(p, term);
    return n;
}

static struct cvd_node *words_node(struct cvd_planner *p,
                                   const struct cvd_slot *slots,
                                   size_t count)
{
    struct cvd_node *n =
        node(p, count == 1 ? CVD_N_WORD : CVD_N_PHRASE);

    if (count == 1 && slots[0].count == 0)
        n->kind = CVD_N_NONE;
    n->slots = slots;
    n->slot_count = count;
    return n;
}

/* ---- items to show ----------------------------------------------------- */

static void add_run(struct cvd_planner *p, const struct cvd_slot *slots,
                    size_t count)
{
    struct cvd_plan *plan = p->plan;

    if (cvd_array_reserve(&plan->runs, &plan->run_cap, plan->run_count + 1,
                          sizeof *plan->runs) != CVD_OK) {
        p->status = CVD_ENOMEM;
        return;
    }
    plan->runs[plan->run_count++] = (struct cvd_run){ slots, count };
}

/* ---- items ----------------------------------------------------------- */

static struct cvd_node *group_node(struct cvd_planner *p,
                                   const struct cvd_group *g, bool forbid);

/* The parts of a number or date side by side, any spelling. */
static struct cvd_node *parts_node(struct cvd_planner *p,
                                   const struct cvd_item *item, bool forbid)
{
    struct cvd_slot *slots = cvd_plan_room(p, item->count + 1, sizeof *slots);

    if (!slots || item->count == 0)
        return node(p, CVD_N_NONE);
    /* What is typed KH 277 stands in texts as 277-KH. */
    bool turned = item->kind == CVD_I_NUMBER && item->number == SIZE_MAX;
    for (size_t i = 0; i < item->count; i++)
        slots[turned ? item->count - 1 - i : i] =
            cvd_one_word(p, item->first + i, true);
    if (!forbid)
        add_run(p, slots, item->count);
    return words_node(p, slots, item->count);
}

/* What bears the number, what cites it, and where its parts stand side by
 * side in a form the analyzer did not take for a number. */
static struct cvd_node *number_node(struct cvd_planner *p,
                                    const struct cvd_item *item, bool forbid)
{
    const char *key = item->key;

    if (item->number != SIZE_MAX) {
        const struct cvd_number *n = &p->q->entities.numbers[item->number];
        bool marked = strcmp(n->key, n->folded_key) != 0;
        key = marked && !p->mode.widen ? n->key : n->folded_key;
        if (marked)
            p->plan->strict_marks = true;
    }
    struct cvd_str term = cvd_str_from(key);
    struct cvd_node *kids[3] = {
        fixed(p, field_node(p, CVD_F_NUMBER, term), TIER_BEARS),
        fixed(p, field_node(p, CVD_F_CITES, term), TIER_CITES),
    };
    kids[2] = parts_node(p, item, forbid);
    return join(p, CVD_N_OR, kids, 3);
}

static struct cvd_node *date_node(struct cvd_planner *p,
                                  const struct cvd_item *item, bool forbid)
{
    char iso[11];

    cvd_date_format(&p->q->entities.dates[item->date], iso);
    struct cvd_node *day = field_node(p, CVD_F_MENTIONS, cvd_str_from(iso));
    return two(p, CVD_N_OR, fixed(p, day, TIER_CITES),
               parts_node(p, item, forbid));
}

static struct cvd_node *filter_node(struct cvd_planner *p, enum cvd_field field,
                                    struct cvd_str value)
{
    struct cvd_buf term = { 0 };
    struct cvd_node *n;

    if (cvd_filter_term(field, value, &term) != CVD_OK)
        p->status = CVD_ENOMEM;
    n = term.len ? field_node(p, field, cvd_buf_str(&term))
                 : node(p, CVD_N_NONE);
    cvd_buf_release(&term);
    return n;
}

static struct cvd_node *range_node(struct cvd_planner *p, struct cvd_str from,
                                   struct cvd_str to)
{
    struct cvd_node *n = node(p, CVD_N_RANGE);

    n->from = keep(p, from);
    n->to = to.len ? keep(p, to) : keep(p, cvd_str_from("9999"));
    return n;
}

static struct cvd_node *field_item(struct cvd_planner *p,
                                   const struct cvd_item *item)
{
    if (item->field != CVD_F_DATE)
        return filter_node(p, item->field, item->value);
    struct cvd_str name = cvd_token_folded(&p->q->tokens, item->first);
    bool from = cvd_str_equal(name, cvd_str_from("tu")) ||
                cvd_str_equal(name, cvd_str_from("from"));
    struct cvd_entities e = { 0 };
    struct cvd_str value = item->value, none = { NULL, 0 };
    char iso[11];
    /* 25/10/2021 as well as 2021-10-25 */
    if (cvd_entities_find(value, true, &e) == CVD_OK && e.date_count == 1) {
        cvd_date_format(&e.dates[0], iso);
        value = keep(p, cvd_str_from(iso));
    }
    cvd_entities_release(&e);
    return from ? range_node(p, value, none) : range_node(p, none, value);
}

/* Raise what `n` matches where the item stands as a tier wants it. */
static struct cvd_node *add_tier(struct cvd_planner *p, struct cvd_node *n,
                                 const struct cvd_item *item, bool exact,
                                 double tier)
{
    struct cvd_slot *slots = cvd_tier_words(p, item, exact);

    if (!slots)
        return n;
    for (size_t i = 0; i < item->count; i++)
        if (slots[i].count == 0)
            return n;
    return two(p, CVD_N_MAYBE, n,
               fixed(p, words_node(p, slots, item->count), tier));
}

/* A phrase, or a word alone, ranked above where it is spelled as typed. */
static struct cvd_node *phrase_node(struct cvd_planner *p,
                                    const struct cvd_item *item, bool forbid)
{
    struct cvd_slot *slots = cvd_read_words(p, item);
    bool vary = false, none = false;

    if (!slots)
        return node(p, CVD_N_NONE);
    for (size_t i = 0; i < item->count; i++) {
        vary = vary || cvd_may_vary(&slots[i]);
        none = none || slots[i].count == 0;
    }
    if (none)
        return node(p, CVD_N_NONE);
    if (!forbid)
        add_run(p, slots, item->count);
    struct cvd_node *n = words_node(p, slots, item->count);
    if (forbid || !vary || item->prefix)
        return n;
    n = add_tier(p, n, item, true, TIER_EXACT);
    if (cvd_marks_rank(p, item, slots))
        n = add_tier(p, n, item, false, TIER_MARKS);
    return n;
}

static struct cvd_node *item_node(struct cvd_planner *p,
                                  const struct cvd_item *item, bool forbid)
{
    switch (item->kind) {
    case CVD_I_WORD:
    case CVD_I_PHRASE:
        return phrase_node(p, item, forbid);
    case CVD_I_NUMBER:
        return number_node(p, item, forbid);
    case CVD_I_DATE:
        return date_node(p, item, forbid);
    case CVD_I_FIELD:
        return field_item(p, item);
    case CVD_I_GROUP:
        return group_node(p, item->kid, forbid);
    }
    return node(p, CVD_N_NONE);
}

/* ---- bags ------------------------------------------------------------ */

struct free_words {
    struct cvd_node *kids[CVD_QUERY_WORDS_MAX];
    const struct cvd_item *items[CVD_QUERY_WORDS_MAX];
    struct cvd_slot *slots[CVD_QUERY_WORDS_MAX]; /* NULL: not a word */
    size_t count;
};

static void take_free(struct cvd_planner *p, const struct cvd_item *item,
                      bool forbid, struct free_words *f)
{
    assert(f->count < CVD_QUERY_WORDS_MAX); /* the parser counts */
    struct cvd_slot *slots = NULL;
    struct cvd_node *n;
    if (item->kind == CVD_I_WORD) {
        slots = cvd_read_words(p, item);
        if (!slots)
            return;
        if (!forbid)
            add_run(p, slots, 1);
        n = words_node(p, slots, 1);
    } else {
        n = item_node(p, item, forbid);
    }
    f->kids[f->count] = n;
    f->slots[f->count] = slots;
    f->items[f->count++] = item;
}

/* All of a few, most of many. */
static struct cvd_node *enough(struct cvd_planner *p,
                               const struct free_words *f)
{
    struct cvd_node *words[CVD_QUERY_WORDS_MAX];
    size_t n = 0;

    if (f->count <= ALL_OF_MAX)
        return join(p, CVD_N_AND, f->kids, f->count);
    for (size_t i = 0; i < f->count; i++)
        if (f->slots[i])
            words[n++] = f->kids[i];
    if (n <= ALL_OF_MAX)
        return n ? join(p, CVD_N_AND, words, n)
                 : join(p, CVD_N_OR, f->kids, f->count);
    struct cvd_node *least = join(p, CVD_N_LEAST, words, n);
    least->least = (unsigned)(n / 2 + 1);
    return least;
}

/* Words typed next to each other, found next to each other. */
static size_t neighbours(struct cvd_planner *p, const struct free_words *f,
                         struct cvd_node **out)
{
    size_t n = 0;

    for (size_t i = 0; i + 1 < f->count; i++) {
        if (!f->slots[i] || !f->slots[i + 1] || !f->slots[i]->count ||
            !f->slots[i + 1]->count)
            continue;
        struct cvd_slot *pair = cvd_plan_room(p, 2, sizeof *pair);
        if (!pair)
            return n;
        pair[0] = *f->slots[i];
        pair[1] = *f->slots[i + 1];
        out[n] = words_node(p, pair, 2);
        out[n++]->weight = PAIR_WEIGHT;
    }
    return n;
}

/* Every word as a tier wants it, or NULL when that is what is asked
 * anyway. */
static struct cvd_node *all_in_tier(struct cvd_planner *p,
                                    const struct free_words *f, bool exact)
{
    struct cvd_node *kids[CVD_QUERY_WORDS_MAX];
    bool apply = false;

    for (size_t i = 0; i < f->count; i++) {
        kids[i] = f->kids[i];
        if (!f->slots[i] || f->items[i]->prefix)
            continue;
        apply = apply || (exact ? cvd_may_vary(f->slots[i])
                                : cvd_marks_rank(p, f->items[i], f->slots[i]));
        struct cvd_slot *slots = cvd_tier_words(p, f->items[i], exact);
        if (!slots)
            return NULL;
        kids[i] = words_node(p, slots, 1);
    }
    return apply ? join(p, CVD_N_AND, kids, f->count) : NULL;
}

/* Only what a person asks for outright is relaxed, not what stands in
 * parentheses, where a word may be required or excluded. */
static struct cvd_node *free_node(struct cvd_planner *p,
                                  const struct free_words *f)
{
    bool outright = p->depth == 1 && f->count > 1;

    struct cvd_node *score[2 * CVD_QUERY_WORDS_MAX];
    size_t n = f->count;

    memcpy(score, f->kids, n * sizeof *score);
    n += neighbours(p, f, score + n);
    struct cvd_node *all = enough(p, f);
    struct cvd_node *sum = join(p, CVD_N_OR, score, n);
    struct cvd_node *out;
    p->plan->relaxable = p->plan->relaxable || outright;
    if (p->mode.rest && outright)
        out = two(p, CVD_N_MAYBE, sum, fixed(p, all, TIER_STRICT));
    else
        out = f->count == 1 ? sum : two(p, CVD_N_FILTER, sum, all);
    struct cvd_node *exact = all_in_tier(p, f, true);
    struct cvd_node *marks = all_in_tier(p, f, false);
    if (exact)
        out = two(p, CVD_N_MAYBE, out, fixed(p, exact, TIER_EXACT));
    if (marks)
        out = two(p, CVD_N_MAYBE, out, fixed(p, marks, TIER_MARKS));
    return out;
}

static struct cvd_node *bag_node(struct cvd_planner *p,
                                 const struct cvd_bag *bag, bool forbid)
{
    struct free_words *f = cvd_plan_room(p, 1, sizeof *f);
    struct cvd_node **must = cvd_plan_room(p, bag->count + 1, sizeof *must);
    struct cvd_node **filters = cvd_plan_room(p, bag->count + 1,
                                              sizeof *filters);
    struct cvd_node **not = cvd_plan_room(p, bag->count + 1, sizeof *not);
    size_t musts = 0, filter_count = 0, nots = 0;

    if (!f || !must || !filters || !not)
        return node(p, CVD_N_NONE);
    for (size_t i = 0; i < bag->count; i++) {
        const struct cvd_item *item = &bag->items[i];
        if (item->place == CVD_MUST_NOT)
            not[nots++] = item_node(p, item, true);
        else if (item->kind == CVD_I_FIELD)
            filters[filter_count++] = item_node(p, item, forbid);
        else if (item->place == CVD_MUST)
            must[musts++] = item_node(p, item, forbid);
        else
            take_free(p, item, forbid, f);
    }
    if (f->count)
        must[musts++] = free_node(p, f);
    struct cvd_node *n = musts ? join(p, CVD_N_AND, must, musts)
                               : node(p, CVD_N_ALL);
    if (filter_count)
        n = two(p, CVD_N_FILTER, n,
                join(p, CVD_N_AND, filters, filter_count));
    if (nots)
        n = two(p, CVD_N_NOT, n, join(p, CVD_N_OR, not, nots));
    return n;
}

static struct cvd_node *group_node(struct cvd_planner *p,
                                   const struct cvd_group *g, bool forbid)
{
    struct cvd_node **any = cvd_plan_room(p, g->count + 1, sizeof *any);
    struct cvd_node **all = cvd_plan_room(p, g->count + 1, sizeof *all);
    size_t anys = 0, alls = 0;

    if (!any || !all)
        return node(p, CVD_N_NONE);
    p->depth++;
    for (size_t b = 0; b < g->count; b++) {
        if (b > 0 && g->or_before[b]) {
            any[anys++] = join(p, CVD_N_AND, all, alls);
            alls = 0;
        }
        all[alls++] = bag_node(p, &g->bags[b], forbid);
    }
    any[anys++] = join(p, CVD_N_AND, all, alls);
    p->depth--;
    return join(p, CVD_N_OR, any, anys);
}

/* ---- filters --------------------------------------------------------- */

static void add_filters(struct cvd_planner *p, const struct cvd_request *r)
{
    for (int f = 0; f < CVD_F_COUNT; f++) {
        struct cvd_node **any = cvd_plan_room(p, r->filter_count + 1,
                                              sizeof *any);
        size_t n = 0;
        for (size_t i = 0; any && i < r->filter_count; i++)
            if ((int)r->filters[i].field == f)
                any[n++] = filter_node(p, r->filters[i].field,
                                       r->filters[i].value);
        if (n)
            p->plan->root = two(p, CVD_N_FILTER, p->plan->root,
                                join(p, CVD_N_OR, any, n));
    }
    if (r->from.len || r->to.len)
        p->plan->root = two(p, CVD_N_FILTER, p->plan->root,
                            range_node(p, r->from, r->to));
}

/* What nothing typed asks for: everything, to browse and count.  What has
 * no word in it asks for nothing. */
static struct cvd_node *empty_node(struct cvd_planner *p)
{
    struct cvd_str typed = cvd_str_trim(cvd_buf_str(&p->q->text));

    return node(p, typed.len ? CVD_N_NONE : CVD_N_ALL);
}

static bool group_empty(const struct cvd_group *g)
{
    return g->count == 1 && g->bags[0].count == 0;
}

enum cvd_status cvd_plan_make(struct cvd_store *store,
                              const struct cvd_query *q,
                              const struct cvd_request *r,
                              struct cvd_plan_mode mode,
                              struct cvd_plan *out, struct cvd_err *err)
{
    struct cvd_plan plan = { 0 };
    struct cvd_planner p = { .store = store, .q = q, .mode = mode,
                             .plan = &plan };

    plan.root = group_empty(q->root) ? empty_node(&p)
                                     : group_node(&p, q->root, false);
    if (p.status == CVD_OK)
        add_filters(&p, r);
    if (p.status != CVD_OK) {
        cvd_plan_release(&plan);
        return cvd_fail(err, p.status, "out of memory");
    }
    *out = plan;
    return CVD_OK;
}

void cvd_plan_release(struct cvd_plan *p)
{
    while (p->blocks) {
        struct cvd_block *next = p->blocks->next;
        free(p->blocks);
        p->blocks = next;
    }
    free(p->runs);
    *p = (struct cvd_plan){ 0 };
}
