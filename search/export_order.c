/* export_order.c - see export_order.h. */
#include "search/export_order.h"

#include <stdlib.h>

void cvd_order_begin(struct cvd_order *o, struct cvd_store *store,
                     const struct cvd_docset *set, enum cvd_sort sort)
{
    *o = (struct cvd_order){ .store = store, .set = set, .sort = sort,
                             .left = set->count,
                             .window = CVD_ORDER_WINDOW };
}

void cvd_order_release(struct cvd_order *o)
{
    free(o->list);
    *o = (struct cvd_order){ 0 };
}

/* Figures [from, from + n) of an ISO date; 0 where it does not go so far. */
static uint32_t figures(struct cvd_str iso, size_t from, size_t n)
{
    uint32_t v = 0;

    for (size_t i = from; i < from + n && from + n <= iso.len; i++)
        v = v * 10 + (uint32_t)(iso.ptr[i] - '0');
    return v;
}

/* Dates ascend as their strings do: 2023 before 2023-08. */
static uint32_t key_of(enum cvd_sort sort, struct cvd_str iso)
{
    if (iso.len < 4)
        return UINT32_MAX; /* unknown: last either way */
    uint32_t day = figures(iso, 0, 4) << 9 | figures(iso, 5, 2) << 5 |
                   figures(iso, 8, 2);
    return sort == CVD_SORT_OLDEST ? day : UINT32_MAX - 1 - day;
}

static int by_key(const void *pa, const void *pb)
{
    const struct cvd_dated *a = pa, *b = pb;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

/* Sort, and forget those that come later than the next window. */
static void settle(struct cvd_order *o)
{
    qsort(o->list, o->count, sizeof *o->list, by_key);
    if (o->count > o->window)
        o->count = o->window;
}

static bool take_date(void *ctx, uint32_t at, struct cvd_str iso)
{
    struct cvd_order *o = ctx;
    struct cvd_dated one = { key_of(o->sort, iso), at };

    if (o->begun && by_key(&one, &o->last) <= 0)
        return true;
    if (o->count == 2 * o->window)
        settle(o);
    o->list[o->count++] = one;
    return true;
}

/* Choose the documents that come next. */
static enum cvd_status fill(struct cvd_order *o, struct cvd_err *err)
{
    if (!o->list)
        o->list = malloc(2 * o->window * sizeof *o->list);
    if (!o->list)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (o->count) {
        o->last = o->list[o->count - 1];
        o->begun = true;
    }
    o->count = o->next = 0;
    cvd_store_dates(o->store, o->set, take_date, o);
    settle(o);
    return CVD_OK;
}

enum cvd_status cvd_order_next(struct cvd_order *o, uint32_t *docno,
                               struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    if (o->sort == CVD_SORT_RELEVANCE) {
        *docno = cvd_docset_next(o->set, &o->at);
        return CVD_OK;
    }
    *docno = 0;
    if (!o->left)
        return CVD_OK;
    if (o->next == o->count)
        st = fill(o, err);
    if (st == CVD_OK && o->next < o->count) {
        *docno = o->list[o->next++].at + 1;
        o->left--;
    }
    return st;
}
