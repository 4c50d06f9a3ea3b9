/* within.h - what is sought within a document: what stands over its text.
 * Internal to searchd/page/. */
#ifndef CVD_SEARCHD_PAGE_WITHIN_H
#define CVD_SEARCHD_PAGE_WITHIN_H

#include "searchd/page/links.h"

/* A form to search within the document. */
void within_form(struct pen *w, const struct page_doc *d);

/* How many places of the text have what was sought, and a way to each;
 * nothing where none has, unless it was sought within this very document. */
void within_places(struct pen *w, const struct page_doc *d);

#endif
