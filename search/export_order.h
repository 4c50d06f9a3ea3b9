/* export_order.h - the order in which all that is found comes out.  Internal
 * to search/. */
#ifndef CVD_SEARCH_EXPORT_ORDER_H
#define CVD_SEARCH_EXPORT_ORDER_H

#include "search/search.h"

/* Documents sorted at once, by dates read in one pass: 4 MB, twice that while
 * they are chosen. */
enum { CVD_ORDER_WINDOW = 512 * 1024 };

/* A document by what it is sorted by. */
struct cvd_dated {
    uint32_t key;            /* ascending */
    uint32_t at;             /* position in the set: ties */
};

/* A walk through a set.  Release with cvd_order_release(). */
struct cvd_order {
    struct cvd_store *store; /* borrowed, as the set */
    const struct cvd_docset *set;
    enum cvd_sort sort;
    uint32_t at;             /* in the order of the index: where it is */
    uint64_t left;           /* by date: not told yet */
    struct cvd_dated *list;  /* by date: those that come next */
    size_t count, next;
    size_t window;           /* as many at once: CVD_ORDER_WINDOW */
    struct cvd_dated last;   /* told before those */
    bool begun;
};

/* Begin.  By CVD_SORT_RELEVANCE is meant the order of the index. */
void cvd_order_begin(struct cvd_order *o, struct cvd_store *store,
                     const struct cvd_docset *set, enum cvd_sort sort);

/* The docno of the next document in *docno, 0 after the last.  By date it
 * keeps a bounded number of documents and reads all dates again whenever they
 * are used up.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_order_next(struct cvd_order *o, uint32_t *docno,
                               struct cvd_err *err);
void cvd_order_release(struct cvd_order *o);

#endif
