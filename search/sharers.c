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
    size_t each;
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

/* A cvd_sharing_fn. */
static bool count_documents(void *ctx, size_t which, const uint32_t *docnos,
                            size_t count)
{
    struct tally *t = ctx;

    (void)which;
    if (t->each && count > t->each)
        count = t->each;
    for (size_t i = 0; i < count; i++) {
        if (2 * t->count >= t->room && !grow(t)) {
            t->failed = true;
            return false;
        }
        struct cvd_sharer *slot = &t->slots[slot_of(t, docnos[i])];
        t->count += slot->docno == 0;
        slot->docno = docnos[i];
        slot->shingles++;
    }
    return true;
}

/* ---- who comes first ------------------------------------------------- */

static int most_first(const void *pa, const void *pb)
{
    const struct cvd_sharer *a = pa, *b = pb;

    if (a->shingles != b->shingles)
        return a->shingles > b->shingles ? -1 : 1;
    return (a->docno > b->docno) - (a->docno < b->docno);
}

/* Sort what was told `least` times and more to the front, and leave off
 * behind form->limit. */
static void take_best(struct tally *t, const struct cvd_sharers_form *form,
                      struct cvd_sharers *out)
{
    size_t n = 0;

    for (size_t i = 0; i < t->room; i++)
        if (t->slots[i].docno && t->slots[i].shingles >= form->least)
            t->slots[n++] = t->slots[i];
    if (n)
        qsort(t->slots, n, sizeof *t->slots, most_first);
    out->cut = out->cut || n > form->limit;
    out->list = t->slots;
    out->count = n < form->limit ? n : form->limit;
    t->slots = NULL;
}

/* The most documents of a part that one shingle may have. */
static uint32_t common_from(const struct cvd_store *s)
{
    struct cvd_store_info info;

    cvd_store_describe(s, &info);
    uint64_t many = info.documents / COMMON_ONE_IN;
    if (many < COMMON_LEAST)
        many = COMMON_LEAST;
    return many < UINT32_MAX ? (uint32_t)many : UINT32_MAX;
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
    if (count > form->shingles)
        count = form->shingles;
    enum cvd_status st = cvd_store_sharing(s->store, hashes, count,
                                           common_from(s->store),
                                           count_documents, &t, NULL, err);
    if (st == CVD_OK && t.failed)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st == CVD_OK) {
        out->cut = cvd_searcher_late(s);
        take_best(&t, form, out);
    }
    free(t.slots);
    free(hashes);
    return st;
}

void cvd_sharers_release(struct cvd_sharers *s)
{
    free(s->list);
    *s = (struct cvd_sharers){ 0 };
}
