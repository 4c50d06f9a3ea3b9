/* frame.h - what stands around every page: head, search form, footer.
 * Internal to searchd/page/. */
#ifndef CVD_SEARCHD_PAGE_FRAME_H
#define CVD_SEARCHD_PAGE_FRAME_H

#include "searchd/page/graph_way.h"
#include "searchd/page/links.h"

struct frame {
    const char *kind;             /* class of the body: "home", "found" ... */
    struct cvd_str title;         /* in the window's title, before the site */
    const struct cvd_request *q;  /* of the search page; else NULL */
    const struct cvd_request *came_by; /* a search that led here, or NULL */
    struct cvd_str similar;       /* page of what is like this document */
    struct cvd_str document, reference; /* which page this is; of neither and
                                           without q it is at "/" */
    const struct graph_way *graph; /* of the page of a graph; else NULL */
    const struct page_compared *compared; /* likewise, of two documents */
};

/* Up to and with <main>; and from </main> on. */
void frame_begin(struct pen *w, const struct frame *f);
void frame_end(struct pen *w);

/* The query of the request: of a search, or carried to another page. */
struct cvd_str frame_query(const struct page *p);

#endif
