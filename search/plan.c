/* plan.c - a parsed query as what the store understands: items, bags and
 * groups.  Words are read in plan_words.c; what free words become is in
 * plan_free.c. */
#include "analyzers/campaigns.h"
#include "base/limits.h"
#include "search/planner.h"
#include "search/search.h"

#include <assert.h>
#include <stdlib.h>

static const double TIER_BEARS = 400;     /* the number is its own */
static const double TIER_CITES = 200;     /* the number is referred to */

/* ---- items ----------------------------------------------------------- */

static struct cvd_node *group_node(struct cvd_planner *p,
                                   const struct cvd_group *g, bool forbid);

/* The parts of a number or date side by side, any spelling. */
static struct cvd_node *parts_node(struct cvd_planner *p,
                                   const struct cvd_item *item, bool forbid)
{
    struct cvd_slot *slots = cvd_plan_room(p, item->count + 1, sizeof *slots);

    if (!slots || item->count == 0)
        return cvd_plan_node(p, CVD_N_NONE);
    /* What is typed KH 277 stands in texts as 277-KH. */
    bool turned = item->kind == CVD_I_NUMBER && item->number == SIZE_MAX;
    for (size_t i = 0; i < item->count; i++)
        slots[turned ? item->count - 1 - i : i] =
            cvd_one_word(p, item->first + i, true);
    if (!forbid)
        cvd_plan_show(p, slots, item->count);
    return cvd_plan_words(p, slots, item->count);
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
        cvd_plan_fixed(p, cvd_plan_field(p, CVD_F_NUMBER, term), TIER_BEARS),
        cvd_plan_fixed(p, cvd_plan_field(p, CVD_F_CITES, term), TIER_CITES),
    };
    kids[2] = parts_node(p, item, forbid);
    return cvd_plan_join(p, CVD_N_OR, kids, 3);
}

static struct cvd_node *date_node(struct cvd_planner *p,
                                  const struct cvd_item *item, bool forbid)
{
    char iso[CVD_DATE_MAX];

    cvd_date_format(&p->q->entities.dates[item->date], iso);
    struct cvd_node *day = cvd_plan_field(p, CVD_F_MENTIONS, cvd_str_from(iso));
    return cvd_plan_two(p, CVD_N_OR, cvd_plan_fixed(p, day, TIER_CITES),
               parts_node(p, item, forbid));
}

/* What lies in the province, on any map: asked for Khánh Hòa, what Ninh Thuận
 * issued is there too; with '=', what the province of that name issued. */
static struct cvd_node *province_node(struct cvd_planner *p,
                                      struct cvd_str value, bool exact)
{
    const char *codes[CVD_FILTER_TERMS_MAX];
    struct cvd_node *any[CVD_FILTER_TERMS_MAX];
    bool as_of;
    size_t n = cvd_filter_provinces(value, &as_of, codes);
    enum cvd_field field = as_of || exact ? CVD_F_PROVINCE : CVD_F_ON_MAP;

    for (size_t i = 0; i < n; i++)
        any[i] = cvd_plan_field(p, field, cvd_str_from(codes[i]));
    return n ? cvd_plan_join(p, CVD_N_OR, any, n) : NULL;
}

static struct cvd_node *filter_node(struct cvd_planner *p, enum cvd_field field,
                                    struct cvd_str value, bool exact)
{
    struct cvd_buf term = { 0 };
    struct cvd_node *n = NULL;

    if (field == CVD_F_PROVINCE)
        n = province_node(p, value, exact);
    const char *own = field == CVD_F_CAMPAIGN
                          ? cvd_campaign_code(value, p->q->own)
                          : NULL;
    if (own)
        n = cvd_plan_field(p, field, cvd_str_from(own));
    if (n)
        return n;
    if (cvd_filter_term(field, value, &term) != CVD_OK)
        p->status = CVD_ENOMEM;
    n = term.len ? cvd_plan_field(p, field, cvd_buf_str(&term))
                 : cvd_plan_node(p, CVD_N_NONE);
    if (cvd_filter_begins(field, cvd_buf_str(&term))) {
        if (cvd_buf_add_char(&term, '-') != CVD_OK)
            p->status = CVD_ENOMEM;
        n = cvd_plan_two(p, CVD_N_OR, n, cvd_plan_begins(p, field, term.ptr));
    }
    cvd_buf_release(&term);
    return n;
}

static struct cvd_node *range_node(struct cvd_planner *p, struct cvd_str from,
                                   struct cvd_str to)
{
    struct cvd_node *n = cvd_plan_node(p, CVD_N_RANGE);

    n->from = cvd_plan_keep(p, from);
    n->to = cvd_plan_keep(p, to.len ? to : cvd_str_from("9999"));
    return n;
}

static struct cvd_node *field_item(struct cvd_planner *p,
                                   const struct cvd_item *item)
{
    if (item->field != CVD_F_DATE)
        return filter_node(p, item->field, item->value,
                           item->marks == CVD_MARKS_EXACT);
    struct cvd_str name = cvd_token_folded(&p->q->tokens, item->first);
    bool from = cvd_str_equal(name, cvd_str_from("tu")) ||
                cvd_str_equal(name, cvd_str_from("from"));
    struct cvd_entities e = { 0 };
    struct cvd_str value = item->value, none = { NULL, 0 };
    char iso[CVD_DATE_MAX];
    /* 25/10/2021 as well as 2021-10-25 */
    if (cvd_entities_find(value, true, &e) == CVD_OK && e.date_count == 1 &&
        cvd_date_is_single(&e.dates[0])) {
        cvd_date_format(&e.dates[0], iso);
        value = cvd_plan_keep(p, cvd_str_from(iso));
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
    return cvd_plan_two(p, CVD_N_MAYBE, n,
               cvd_plan_fixed(p, cvd_plan_words(p, slots, item->count), tier));
}

/* A phrase, or a word alone, ranked above where it is spelled as typed. */
static struct cvd_node *phrase_node(struct cvd_planner *p,
                                    const struct cvd_item *item, bool forbid)
{
    struct cvd_slot *slots = cvd_read_words(p, item);
    bool vary = false, none = false;

    if (!slots)
        return cvd_plan_node(p, CVD_N_NONE);
    for (size_t i = 0; i < item->count; i++) {
        vary = vary || cvd_may_vary(&slots[i]);
        none = none || slots[i].count == 0;
    }
    if (none)
        return cvd_plan_node(p, CVD_N_NONE);
    if (!forbid)
        cvd_plan_show(p, slots, item->count);
    struct cvd_node *n = cvd_plan_words(p, slots, item->count);
    if (forbid || !vary || item->prefix)
        return n;
    n = add_tier(p, n, item, true, CVD_TIER_EXACT);
    if (cvd_marks_rank(p, item, slots))
        n = add_tier(p, n, item, false, CVD_TIER_MARKS);
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
    return cvd_plan_node(p, CVD_N_NONE);
}

/* ---- bags ------------------------------------------------------------ */

static void take_free(struct cvd_planner *p, const struct cvd_item *item,
                      bool forbid, struct cvd_free_words *f)
{
    assert(f->count < CVD_QUERY_WORDS_MAX); /* the parser counts */
    struct cvd_slot *slots = NULL;
    struct cvd_node *n;
    if (item->kind == CVD_I_WORD) {
        slots = cvd_read_words(p, item);
        if (!slots)
            return;
        if (!forbid)
            cvd_plan_show(p, slots, 1);
        n = cvd_plan_words(p, slots, 1);
    } else {
        n = item_node(p, item, forbid);
    }
    f->kids[f->count] = n;
    f->slots[f->count] = slots;
    f->items[f->count++] = item;
}

/* Of the words shown: what they surely are. */
static void say_meant(struct cvd_planner *p, const struct cvd_free_words *f)
{
    for (size_t i = 0; i < f->count; i++)
        for (size_t r = 0; f->meant[i] && r < p->plan->run_count; r++)
            if (p->plan->runs[r].slots == f->slots[i])
                p->plan->runs[r].meant = f->meant[i];
}

static struct cvd_node *bag_node(struct cvd_planner *p,
                                 const struct cvd_bag *bag, bool forbid)
{
    struct cvd_free_words *f = cvd_plan_room(p, 1, sizeof *f);
    struct cvd_node **must = cvd_plan_room(p, bag->count + 1, sizeof *must);
    struct cvd_node **filters = cvd_plan_room(p, bag->count + 1,
                                              sizeof *filters);
    struct cvd_node **not = cvd_plan_room(p, bag->count + 1, sizeof *not);
    size_t musts = 0, filter_count = 0, nots = 0;

    if (!f || !must || !filters || !not)
        return cvd_plan_node(p, CVD_N_NONE);
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
    if (f->count && !forbid) {
        cvd_plan_restored(p, f);
        say_meant(p, f);
        cvd_plan_synonyms(p, f);
        if (p->depth == 1 && p->ranking->named > 0 && !p->mode.exists)
            cvd_plan_named(p, f);
    }
    if (f->count)
        must[musts++] = cvd_plan_free_words(p, f);
    struct cvd_node *n = musts ? cvd_plan_join(p, CVD_N_AND, must, musts)
                               : cvd_plan_node(p, CVD_N_ALL);
    if (filter_count)
        n = cvd_plan_two(p, CVD_N_FILTER, n,
                cvd_plan_join(p, CVD_N_AND, filters, filter_count));
    if (nots)
        n = cvd_plan_two(p, CVD_N_NOT, n,
                         cvd_plan_join(p, CVD_N_OR, not, nots));
    return n;
}

static struct cvd_node *group_node(struct cvd_planner *p,
                                   const struct cvd_group *g, bool forbid)
{
    struct cvd_node **any = cvd_plan_room(p, g->count + 1, sizeof *any);
    struct cvd_node **all = cvd_plan_room(p, g->count + 1, sizeof *all);
    size_t anys = 0, alls = 0;

    if (!any || !all)
        return cvd_plan_node(p, CVD_N_NONE);
    p->depth++;
    for (size_t b = 0; b < g->count; b++) {
        if (b > 0 && g->or_before[b]) {
            any[anys++] = cvd_plan_join(p, CVD_N_AND, all, alls);
            alls = 0;
        }
        all[alls++] = bag_node(p, &g->bags[b], forbid);
    }
    any[anys++] = cvd_plan_join(p, CVD_N_AND, all, alls);
    p->depth--;
    return cvd_plan_join(p, CVD_N_OR, any, anys);
}

/* What a bag's words weigh that are all or most of them there.  A document
 * that bears only some of the words of one bag comes behind those that bear
 * all of every bag, be all that its other bags name as fitting as it may. */
static double strict_tier(const struct cvd_group *root)
{
    for (size_t b = 1; b < root->count; b++)
        if (!root->or_before[b])
            return CVD_TIER_STRICT_EACH;
    return CVD_TIER_STRICT;
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
                                       r->filters[i].value, false);
        if (n)
            p->plan->root = cvd_plan_two(p, CVD_N_FILTER, p->plan->root,
                                cvd_plan_join(p, CVD_N_OR, any, n));
    }
    if (r->from.len || r->to.len)
        p->plan->root = cvd_plan_two(p, CVD_N_FILTER, p->plan->root,
                            range_node(p, r->from, r->to));
}

/* What nothing typed asks for: everything, to browse and count.  What has
 * no word in it asks for nothing. */
static struct cvd_node *empty_node(struct cvd_planner *p)
{
    struct cvd_str typed = cvd_str_trim(cvd_buf_str(&p->q->text));

    return cvd_plan_node(p, typed.len ? CVD_N_NONE : CVD_N_ALL);
}

static bool group_empty(const struct cvd_group *g)
{
    return g->count == 1 && g->bags[0].count == 0;
}

enum cvd_status cvd_plan_make(struct cvd_store *store,
                              const struct cvd_ranking *ranking,
                              const struct cvd_synonym_list *synonyms,
                              const struct cvd_query *q,
                              const struct cvd_request *r,
                              struct cvd_plan_mode mode,
                              struct cvd_plan *out, struct cvd_err *err)
{
    struct cvd_plan plan = { 0 };
    struct cvd_planner p = { .store = store, .ranking = ranking,
                             .synonyms = synonyms, .q = q, .mode = mode,
                             .strict_tier = strict_tier(q->root),
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
