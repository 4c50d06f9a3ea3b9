/* searcher_support.h - one searcher for a whole test program, over an index
 * that the group's setup makes in a directory of its own. */
#ifndef CVD_TESTS_SEARCHER_SUPPORT_H
#define CVD_TESTS_SEARCHER_SUPPORT_H

#include "tests/unit/support.h"

#include "search/search.h"

static struct cvd_searcher *searcher;

/* What a group's setup ends with, once the index lies in its directory. */
static inline int open_searcher(void **state)
{
    struct cvd_err err = { 0 };

    assert_ok(cvd_searcher_open(*state, &searcher, &err));
    return 0;
}

/* The whole setup where the index is of `n` samples, added in one session. */
static inline int open_samples(void **state, const struct sample *s, size_t n,
                               size_t per_chunk)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;

    if (make_dir(state) != 0)
        return -1;
    assert_ok(add_samples(*state, true, s, n, per_chunk, &p, &err));
    return open_searcher(state);
}

static inline int close_searcher(void **state)
{
    cvd_searcher_close(searcher);
    return drop_dir(state);
}

#endif
