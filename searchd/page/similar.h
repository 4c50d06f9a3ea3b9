/* similar.h - what shares text with a document.  Internal to searchd/page/. */
#ifndef CVD_SEARCHD_PAGE_SIMILAR_H
#define CVD_SEARCHD_PAGE_SIMILAR_H

#include "searchd/page/links.h"

/* What of `l` (NULL: it was not looked for) is shown on the page of document
 * `id`, with the way to the page that has more. */
void similar_on_page(struct pen *w, struct cvd_str id,
                     const struct cvd_similar_list *l);

#endif
