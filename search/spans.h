/* spans.h - where the words of a query stand in a text.  Internal to
 * search/. */
#ifndef CVD_SEARCH_SPANS_H
#define CVD_SEARCH_SPANS_H

#include "search/query.h"

enum {
    CVD_SPANS_MAX = 100000,  /* of one text */
    CVD_WINDOW_BYTES = 1024 * 1024 /* of a long text, looked at at once */
};

/* Bytes of the text that match. */
struct cvd_span {
    uint32_t start, end;
};

/* Zero-initialise; release with cvd_spans_release(). */
struct cvd_spans {
    struct cvd_span *list;
    uint32_t *run;           /* by span: which run matched */
    size_t count, cap, run_cap;
};

/* Append what matches in `text`, in order, at each place the longest run,
 * none over another, at most CVD_SPANS_MAX; *tokens becomes those of the
 * text.
 *   CVD_ELIMIT  text longer than CVD_DOC_BYTES_MAX
 *   CVD_ENOMEM */
enum cvd_status cvd_spans_find(struct cvd_str text,
                               const struct cvd_run *runs, size_t run_count,
                               struct cvd_tokens *tokens,
                               struct cvd_spans *out);
void cvd_spans_release(struct cvd_spans *s);

#endif
