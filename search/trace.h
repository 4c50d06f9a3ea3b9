/* trace.h - a sentence on its way through the archive.  Internal to
 * search/. */
#ifndef CVD_SEARCH_TRACE_H
#define CVD_SEARCH_TRACE_H

#include "search/near.h"
#include "search/passage.h"
#include "search/reuse.h"
#include "search/searcher.h"

/* Documents that may carry a sentence: docnos, each once, ascending.
 * Zero-initialise; the list is the caller's to free. */
struct cvd_trail {
    uint32_t *list;
    size_t count;
    bool cut;                /* there may be others */
};

/* Find those that may have the words of `t` with at most `edits` edits.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_trail_find(struct cvd_searcher *s,
                               const struct cvd_tokens *t, size_t edits,
                               struct cvd_trail *out, struct cvd_err *err);

#endif
