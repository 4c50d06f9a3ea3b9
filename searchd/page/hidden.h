/* hidden.h - what a form carries unseen from page to page.  Internal to
 * searchd/page/. */
#ifndef CVD_SEARCHD_PAGE_HIDDEN_H
#define CVD_SEARCHD_PAGE_HIDDEN_H

#include "searchd/page/pen.h"

/* One field; an empty value is left out. */
void hidden_field(struct pen *w, const char *name, struct cvd_str value);
void hidden_number(struct pen *w, const char *name, unsigned value);

/* Of a search its filters, order and length of a page, as far as they are not
 * the usual ones. */
void hidden_search(struct pen *w, const struct cvd_request *q);

/* That copies are not folded, where they are not. */
void hidden_folding(struct pen *w);

/* The language, where it is not the usual one. */
void hidden_language(struct pen *w);

#endif
