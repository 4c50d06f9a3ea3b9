/* card.h - what is known of a document beside its text.  Internal to
 * searchd/page/. */
#ifndef CVD_SEARCHD_PAGE_CARD_H
#define CVD_SEARCHD_PAGE_CARD_H

#include "searchd/page/links.h"

/* Fields, how it is cited, where it was read, its other forms. */
void document_card(struct pen *w, const struct cvd_doc *d);

#endif
