/* cited.h - making a struct cvd_cited of a namesake.  Internal to search/. */
#ifndef CVD_SEARCH_CITED_H
#define CVD_SEARCH_CITED_H

#include "search/citations.h"
#include "search/namesakes.h"

enum {
    /* Citing documents whose text is read for what a document that is not
     * held was called. */
    CVD_CITERS_READ_MAX = 20
};

/* Append the folded key that `value`, a number as people write it, is or
 * begins: 37-KH/TU, 37-KH.  Nothing where it has no letter or digit.
 *   CVD_ELIMIT, CVD_ENOMEM */
enum cvd_status cvd_number_key(struct cvd_str value, struct cvd_buf *out);

/* How many documents cite namesake `i`, in `scope` (NULL: all).
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_cited_count(struct cvd_searcher *s,
                                const struct cvd_namesakes *n, int32_t i,
                                const struct cvd_node *scope,
                                uint64_t *count, struct cvd_err *err);

/* What is shown of one. */
struct cvd_cited_wish {
    const struct cvd_node *scope; /* citers in it; NULL: all */
    unsigned offset, limit;       /* citers listed */
    size_t texts;                 /* citers read at most */
    size_t *bytes;                /* of text that may still be read */
};

/* Fill in *out of namesake `i`, but for out->count, its arrays to be freed,
 * its strings kept in *strings.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_cited_fill(struct cvd_searcher *s,
                               const struct cvd_namesakes *n, int32_t i,
                               const struct cvd_cited_wish *wish,
                               struct cvd_strings **strings,
                               struct cvd_cited *out, struct cvd_err *err);

/* Set number, type, date, issuer, province and title of namesake `i`: as the
 * document says that is held, else as those say that cite it.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_cited_describe(struct cvd_searcher *s,
                                   const struct cvd_namesakes *n, int32_t i,
                                   const struct cvd_cited_wish *wish,
                                   struct cvd_strings **strings,
                                   struct cvd_cited *out,
                                   struct cvd_err *err);

/* Make room for one more in l->list and return it zeroed, or NULL. */
struct cvd_cited *cvd_cited_add(struct cvd_cited_list *l);

/* Take the last one back: it was late before all of it was known. */
void cvd_cited_drop(struct cvd_cited_list *l);

#endif
