/* similar.h - the documents that share text with one, compared.  Internal to
 * search/. */
#ifndef CVD_SEARCH_SIMILAR_H
#define CVD_SEARCH_SIMILAR_H

#include "search/likeness.h"
#include "search/passage.h"
#include "search/reuse.h"

/* A document that shares enough, and how much. */
struct cvd_likeness {
    uint32_t docno;
    struct cvd_overlap overlap;
};

/* Set what is known of document l->docno and which passages it has in common
 * with the text `mine`, whose words as numbers are `words`.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_similar_show(struct cvd_searcher *s,
                                 const struct cvd_worded *mine,
                                 const struct cvd_wording *words,
                                 const struct cvd_likeness *l,
                                 struct cvd_similar_list *list,
                                 struct cvd_similar *out,
                                 struct cvd_err *err);

#endif
