/* pages.c - from one page of results to others. */
#include "base/limits.h"
#include "searchd/page/found.h"

enum { AROUND = 2 }; /* pages shown by number on either side of this one */

struct pages {
    uint64_t at, last; /* from 0; last: that can be asked for */
    bool last_is_end;  /* nothing is beyond it */
};

/* Results to go through: with copies folded, those that are left. */
static uint64_t results(const struct cvd_request *q,
                        const struct cvd_result *r)
{
    return q->fold ? r->left : r->total;
}

/* Of an answer counted roughly, pages are sure to be there only as far as it
 * was counted exactly, which is far beyond this page: cvd_search().  So they
 * are of one whose copies are folded as it is read. */
static struct pages pages_of(const struct cvd_request *q,
                             const struct cvd_result *r)
{
    struct pages p = { .at = q->offset / q->limit };
    uint64_t deepest = CVD_OFFSET_MAX / q->limit;
    uint64_t count = results(q, r);
    uint64_t last = count ? (count - 1) / q->limit : 0;

    p.last_is_end = (q->fold ? r->left_is_exact : r->total_is_exact) &&
                    last <= deepest;
    p.last = last < deepest ? last : deepest;
    return p;
}

static void page_link(struct pen *w, const struct cvd_request *q,
                      uint64_t page, const char *attributes)
{
    struct search_link l = link_to(w, q);

    l.offset = (unsigned)(page * q->limit);
    pen_markup(w, "<a ");
    pen_markup(w, attributes);
    pen_markup(w, "href=\"");
    link_search(w, &l);
    pen_markup(w, "\">");
}

static void numbered(struct pen *w, const struct cvd_request *q,
                     const struct pages *p, uint64_t page)
{
    pen_markup(w, "<li class=\"number\">");
    page_link(w, q, page, page == p->at ? "aria-current=\"page\" " : "");
    pen_markup(w, "<span class=\"unseen\">");
    pen_say(w, T_PAGE);
    pen_markup(w, " </span>");
    pen_count(w, page + 1);
    pen_markup(w, "</a></li>\n");
}

static void gap(struct pen *w)
{
    pen_markup(w, "<li class=\"gap\" aria-hidden=\"true\">…</li>\n");
}

static void step(struct pen *w, const struct cvd_request *q, uint64_t page,
                 bool forward)
{
    pen_markup(w, forward ? "<li class=\"next\">"
                          : "<li class=\"previous\">");
    page_link(w, q, page, forward ? "rel=\"next\" " : "rel=\"prev\" ");
    pen_markup(w, forward ? "" : "← ");
    pen_say(w, forward ? T_NEXT : T_PREVIOUS);
    pen_markup(w, forward ? " →</a></li>\n" : "</a></li>\n");
}

static void numbers(struct pen *w, const struct cvd_request *q,
                    const struct pages *p)
{
    uint64_t from = p->at > AROUND ? p->at - AROUND : 0;
    uint64_t to = p->at + AROUND < p->last ? p->at + AROUND : p->last;

    if (from > 0)
        numbered(w, q, p, 0);
    if (from > 1)
        gap(w);
    for (uint64_t i = from; i <= to; i++)
        numbered(w, q, p, i);
    if (to + 1 < p->last || (to < p->last && !p->last_is_end))
        gap(w);
    if (to < p->last && p->last_is_end)
        numbered(w, q, p, p->last);
}

void found_pages(struct pen *w, const struct cvd_request *q,
                 const struct cvd_result *r)
{
    if (!q->limit || !r->count || (!q->offset && results(q, r) <= q->limit))
        return;
    struct pages p = pages_of(q, r);
    pen_markup(w, "<nav id=\"pages\" class=\"pages\" aria-label=\"");
    pen_say(w, T_PAGES);
    pen_markup(w, "\"><ul>\n");
    if (p.at > 0)
        step(w, q, p.at - 1, false);
    numbers(w, q, &p);
    if (p.at < p.last)
        step(w, q, p.at + 1, true);
    pen_markup(w, "</ul></nav>\n");
    if (p.at >= p.last && !p.last_is_end && !r->cut_short) {
        pen_markup(w, "<p class=\"hint\">");
        pen_say(w, T_DEEPEST);
        pen_markup(w, "</p>\n");
    }
}
