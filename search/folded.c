/* folded.c - a page of what was found, copies folded under the first of
 * them: see asking.h. */
#include "search/asking.h"
#include "search/fold.h"

#include <stdlib.h>

enum {
    /* Looked at at first, a few microseconds each: of the first pages the
     * same, so that they tell the same copies. */
    RANKS_LEAST = 200,
    RANKS_A_HIT = 2,
    GROWTH = 4               /* when they do not fill the page */
};

unsigned cvd_fold_window(const struct cvd_request *r)
{
    unsigned wanted = (r->offset + r->limit) * RANKS_A_HIT;

    if (r->limit == 0)
        return 0;
    if (wanted < RANKS_LEAST)
        wanted = RANKS_LEAST;
    return wanted < CVD_FOLD_RANKS ? wanted : CVD_FOLD_RANKS;
}

static size_t count_heads(const uint32_t *under, size_t count)
{
    size_t heads = 0;

    for (size_t i = 0; i < count; i++)
        heads += under[i] == i;
    return heads;
}

/* What follows the ranks that are folded, or nothing. */
static enum cvd_status ask_behind(struct cvd_asking *a, size_t heads,
                                  struct cvd_answer *out,
                                  struct cvd_err *err)
{
    size_t from = a->r->offset > heads ? a->r->offset - heads : 0;
    size_t had = heads > a->r->offset ? heads - a->r->offset : 0;

    *out = (struct cvd_answer){ 0 };
    if (had >= a->r->limit || a->answer.total <= CVD_FOLD_RANKS ||
        a->answer.count < CVD_FOLD_RANKS)
        return CVD_OK;
    struct cvd_ask behind = {
        .root = a->plan.root,
        .offset = CVD_FOLD_RANKS + (unsigned)from,
        .limit = a->r->limit - (unsigned)had,
        .sort = a->r->sort
    };
    return cvd_store_ask(a->s->store, &behind, out, err);
}

/* Put the heads of the page, each with its copies, into *out. */
static enum cvd_status take_page(const struct cvd_asking *a,
                                 const uint32_t *under,
                                 const struct cvd_answer *behind,
                                 struct cvd_folded *out)
{
    const struct cvd_match *m = a->answer.matches;
    size_t heads = 0, copies = 0, count = a->answer.count;

    out->page = calloc(a->r->limit + 1u, sizeof *out->page);
    out->behind = calloc(a->r->limit + 1u, sizeof *out->behind);
    out->copies = calloc(count + 1, sizeof *out->copies);
    if (!out->page || !out->behind || !out->copies)
        return CVD_ENOMEM;
    for (size_t i = 0; i < count && out->count < a->r->limit; i++) {
        if (under[i] != i || heads++ < a->r->offset)
            continue;
        for (size_t k = i + 1; k < count; k++)
            if (under[k] == i)
                out->copies[copies++] = m[k].docno;
        out->behind[out->count] = copies;
        out->page[out->count++] = m[i];
    }
    for (size_t i = 0; i < behind->count && out->count < a->r->limit; i++) {
        out->behind[out->count] = copies;
        out->page[out->count++] = behind->matches[i];
    }
    return CVD_OK;
}

static enum cvd_status fold(struct cvd_asking *a, uint32_t **under,
                            struct cvd_err *err)
{
    free(*under);
    *under = calloc(a->answer.count + 1, sizeof **under);
    if (!*under)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    return cvd_fold(a->s, a->answer.matches, a->answer.count, *under, err);
}

/* Look at more as long as that is needed to fill the page, and to know whether
 * another follows. */
static enum cvd_status fold_more(struct cvd_asking *a, uint32_t **under,
                                 size_t *heads, struct cvd_err *err)
{
    size_t wanted = a->r->limit ? (size_t)a->r->offset + a->r->limit + 1 : 0;
    enum cvd_status st = fold(a, under, err);

    *heads = st == CVD_OK ? count_heads(*under, a->answer.count) : 0;
    while (st == CVD_OK && *heads < wanted && a->limit < CVD_FOLD_RANKS &&
           a->answer.count < a->answer.total && !cvd_searcher_late(a->s)) {
        a->limit = a->limit * GROWTH < CVD_FOLD_RANKS ? a->limit * GROWTH
                                                      : CVD_FOLD_RANKS;
        st = cvd_asking_ask(a, a->mode, err);
        if (st == CVD_OK)
            st = fold(a, under, err);
        if (st == CVD_OK)
            *heads = count_heads(*under, a->answer.count);
    }
    return st;
}

static void count_left(const struct cvd_asking *a, size_t heads,
                       struct cvd_folded *out)
{
    const struct cvd_answer *found = &a->answer;
    bool all = found->count < a->limit || found->count >= found->total;
    bool to_the_end = !all && found->count >= CVD_FOLD_RANKS;

    out->left = heads;
    if (to_the_end)
        out->left += found->total - CVD_FOLD_RANKS;
    out->left_is_exact = all || (to_the_end && found->total_is_exact);
}

enum cvd_status cvd_asking_fold(struct cvd_asking *a, struct cvd_folded *out,
                                struct cvd_err *err)
{
    struct cvd_answer behind = { 0 };
    uint32_t *under = NULL;
    size_t heads;
    enum cvd_status st = fold_more(a, &under, &heads, err);

    if (st == CVD_OK) {
        count_left(a, heads, out);
        st = ask_behind(a, heads, &behind, err);
    }
    if (st == CVD_OK && take_page(a, under, &behind, out) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    cvd_answer_release(&behind);
    free(under);
    return st;
}

void cvd_folded_release(struct cvd_folded *f)
{
    free(f->page);
    free(f->behind);
    free(f->copies);
    *f = (struct cvd_folded){ 0 };
}
