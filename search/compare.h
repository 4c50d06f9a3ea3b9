/* compare.h - the steps of cvd_compare().  Internal to search/. */
#ifndef CVD_SEARCH_COMPARE_H
#define CVD_SEARCH_COMPARE_H

#include "analyzers/analyzer.h"
#include "search/align.h"
#include "search/reuse.h"

struct side {
    struct cvd_str text;
    struct cvd_tokens tokens;
    uint32_t *words;         /* numbered: cvd_word_hash() */
    int64_t at;              /* code points of the segments made so far */
    size_t at_byte;          /* the same in bytes */
};

struct comparing {
    struct cvd_searcher *s;
    struct side a, b;
    struct cvd_alignment aligned;
    struct cvd_comparison *out;
    struct cvd_err *err;
};

/* compare_segments.c: fill in the segments of c->out from c->aligned.
 *   CVD_ENOMEM */
enum cvd_status cvd_compare_segments(struct comparing *c);

#endif
