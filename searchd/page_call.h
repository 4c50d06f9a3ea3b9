/* page_call.h - what a page knows of the request it answers. */
#ifndef CVD_SEARCHD_PAGE_CALL_H
#define CVD_SEARCHD_PAGE_CALL_H

#include "searchd/call.h"
#include "searchd/page/page.h"

/* Borrows from the call; the origin is not set. */
struct page call_page(const struct call *c);

/* The {id} or {number} of /documents/{id}, /references/{number}/graph ... */
static inline struct cvd_str page_name(const struct call *c)
{
    return call_segment(c, 1);
}

/* Append where links from outside lead back to, "https://host"; nothing where
 * the request does not say whom it asked.  CVD_ENOMEM. */
enum cvd_status call_origin(const struct call *c, struct cvd_buf *out);

#endif
