/* saved.h - under what name a link is saved.  Internal to searchd/page/. */
#ifndef CVD_SEARCHD_PAGE_SAVED_H
#define CVD_SEARCHD_PAGE_SAVED_H

#include "searchd/page/pen.h"

/* The attribute ` download="`kind`-…`ending`"`: in the middle the letters and
 * figures of `of`, anybody's text, as far as they are Latin ones and a file
 * may bear them anywhere; of none, nothing. */
void saved_as(struct pen *w, const char *kind, struct cvd_str of,
              const char *ending);

#endif
