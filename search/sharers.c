/* sharers.c - which documents have chosen shingles in common with a text: see
 * likeness.h. */
#include "search/likeness.h"
#include "base/array.h"

#include <stdlib.h>

enum {
    /* A shingle of more documents of a part says nothing, if it is also one of
     * every sixteenth. */
    COMMON_LEAST = 2048, COMMON_ONE_IN = 16,
    TABLE_LEAST = 256
};

/* Documents and how often they were told: a table by docno. */
struct tally {
    struct cvd_sharer *slots; /* docno 0: free */
    size_t room, count;       /* a power of two, at most half of it taken */
    const uint32_t *hashes;   /* asked for */
    size_t asked;
    uint32_t *held;           /* documents of shingle `which` told until now, */
    size_t held_count, held_cap;
    size_t each;              /* so many at most; 0: all */
    size_t which, told;       /* with those not held */
    uint64_t formula_from;    /* documents that make it one */
    uint32_t *formulas;
    size_t formula_count;
    size_t looked_at;
    bool failed;
};

static size_t slot_of(const struct tally *t, uint32_t docno)
{
    size_t at = (size_t)(docno * UINT64_C(0x9E3779B97F4A7C15) >> 32) &
                (t->room - 1);

    while (t->slots[at].docno && t->slots[at].docno != docno)
        at = (at + 1) & (t->room - 1);
    return at;
}

static bool grow(struct tally *t)
{
    struct tally larger = *t;

    larger.room = t->room ? t->room * 2 : TABLE_LEAST;
    larger.slots = calloc(larger.room, sizeof *larger.slots);
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < t->room; i++)
        if (t->slots[i].docno)
            larger.slots[slot_of(&larger, t->slots[i].docno)] = t->slots[i];
    free(t->slots);
    *t = larger;
    return true;
}

/* The documents of one shingle are told in pieces; when the last is there it
 * is known whether it is a formula. */
static bool count_shingle(struct tally *t)
{
    bool formula = t->told >= t->formula_from;

    if (formula)
        t->formulas[t->formula_count++] = t->hashes[t->which];
    for (size_t i = 0; i < t->held_count; i++) {
        if (2 * t->count >= t->room && !grow(t))
            return false;
        struct cvd_sharer *slot = &t->slots[slot_of(t, t->held[i])];
        t->count += slot->docno == 0;
        slot->docno = t->held[i];
        slot->shingles++;
        slot->telling += !formula;
    }
    t->looked_at += t->held_count > 0;
    t->told = t->held_count = 0;
    return true;
}

/* A cvd_sharing_fn. */
static bool take_documents(void *ctx, size_t which, const uint32_t *docnos,
                           size_t count)
{
    struct tally *t = ctx;

    if (which != t->which && !count_shingle(t)) {
        t->failed = true;
        return false;
    }
    t->which = which;
    t->told += count;
    if (!docnos)
        return true;
    if (t->each && count > t->each - t->held_count)
        count = t->each - t->held_count;
    if (cvd_array_reserve(&t->held, &t->held_cap, t->held_count + count,
                          sizeof *t->held) != CVD_OK) {
        t->failed = true;
        return false;
    }
    memcpy(t->held + t->held_count, docnos, count * sizeof *docnos);
    t->held_count += count;
    return true;
}

/* ---- who comes first ------------------------------------------------- */

static int most_first(const void *pa, const void *pb)
{
    const struct cvd_sharer *a = pa, *b = pb;

    if (a->telling != b->telling)
        return a->telling > b->telling ? -1 : 1;
    if (a->shingles != b->shingles)
        return a->shingles > b->shingles ? -1 : 1;
    return (a->docno > b->docno) - (a->docno < b->docno);
}

/* Whether it may be much that they have in common: of formulas a quarter of
 * those asked for, for two texts half of which is the same have about half. */
static bool may_be_much(const struct tally *t,
                        const struct cvd_sharers_form *form,
                        const struct cvd_sharer *one)
{
    return one->shingles >= form->least &&
           (one->telling || one->shingles * 4 >= t->asked);
}

/* Sort who may have much in common to the front, and leave off behind
 * form->limit. */
static void take_best(struct tally *t, const struct cvd_sharers_form *form,
                      struct cvd_sharers *out)
{
    size_t n = 0;

    for (size_t i = 0; i < t->room; i++)
        if (t->slots[i].docno && may_be_much(t, form, &t->slots[i]))
            t->slots[n++] = t->slots[i];
    if (n)
        qsort(t->slots, n, sizeof *t->slots, most_first);
    out->cut = out->cut || n > form->limit;
    out->list = t->slots;
    out->count = n < form->limit ? n : form->limit;
    out->formulas = t->formulas;
    out->formula_count = t->formula_count;
    out->looked_at = t->looked_at;
    t->slots = NULL;
    t->formulas = NULL;
}

/* One in so many of `documents`, `least` at least. */
static uint64_t one_in(uint64_t documents, unsigned many, unsigned least)
{
    return documents / many > least ? documents / many : least;
}

/* Ask for the documents of the hashes, of which there are `count`. */
static enum cvd_status ask(struct cvd_searcher *s, struct tally *t,
                           const struct cvd_sharers_form *form, size_t count,
                           struct cvd_err *err)
{
    uint64_t documents = cvd_searcher_edition(s).documents;
    uint64_t most = form->most ? form->most
                               : one_in(documents, COMMON_ONE_IN,
                                        COMMON_LEAST);

    t->asked = count;
    t->formula_from = one_in(documents, CVD_FORMULA_ONE_IN,
                             CVD_FORMULA_LEAST);
    t->formulas = malloc((count + 1) * sizeof *t->formulas);
    if (!t->formulas)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st =
        cvd_store_sharing(s->store, t->hashes, count,
                          most < UINT32_MAX ? (uint32_t)most : UINT32_MAX,
                          take_documents, t, err);
    if (st == CVD_OK && (t->failed || !count_shingle(t)))
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    return st;
}

enum cvd_status cvd_sharers_find(struct cvd_searcher *s,
                                 const struct cvd_wording *r,
                                 const struct cvd_sharers_form *form,
                                 struct cvd_sharers *out, struct cvd_err *err)
{
    struct tally t = { .each = form->each };
    uint32_t *hashes;
    size_t count;

    *out = (struct cvd_sharers){ 0 };
    if (cvd_chosen_of(r, &hashes, &count) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    t.hashes = hashes;
    enum cvd_status st = ask(s, &t, form,
                             count < form->shingles ? count : form->shingles,
                             err);
    if (st == CVD_OK) {
        out->cut = cvd_searcher_late(s);
        take_best(&t, form, out);
    }
    free(t.slots);
    free(t.held);
    free(t.formulas);
    free(hashes);
    return st;
}

void cvd_sharers_release(struct cvd_sharers *s)
{
    free(s->list);
    free(s->formulas);
    *s = (struct cvd_sharers){ 0 };
}
