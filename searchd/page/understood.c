/* understood.c - what was read in the query, each with a link that takes the
 * words that said it out, and one that has them searched as they stand. */
#include "search/reword.h"
#include "searchd/page/found.h"

enum {
    PIECES_SHOWN = 12, /* each has the query twice more */
    LABELS_SHOWN = 4   /* that one piece stands for */
};

/* The readings of one piece of the query: list[first] to list[end - 1]. */
struct piece {
    const struct cvd_result *r;
    size_t first, end;
};

static struct piece piece_at(const struct cvd_result *r, size_t first)
{
    const struct cvd_reading *list = r->readings.list;
    struct piece p = { r, first, first + 1 };

    while (p.end < r->readings.count &&
           list[p.end].start == list[first].start)
        p.end++;
    return p;
}

static const struct cvd_reading *said(const struct piece *p)
{
    return &p->r->readings.list[p->first];
}

/* "Tỉnh: Hà Tĩnh" */
static void name(struct pen *w, const struct piece *p)
{
    size_t last = p->first + LABELS_SHOWN;

    pen_markup(w, "<span class=\"field\">");
    pen_field(w, said(p)->field);
    pen_say(w, T_COLON);
    pen_markup(w, "</span>");
    for (size_t i = p->first; i < p->end && i < last; i++) {
        pen_markup(w, i > p->first ? ", <span" : "<span");
        pen_vietnamese(w);
        pen_markup(w, ">");
        pen_short(w, p->r->readings.list[i].label);
        pen_markup(w, "</span>");
    }
    if (said(p)->field == CVD_F_PROVINCE)
        found_province_now(w, said(p)->value);
}

static struct cvd_str words_of(const struct piece *p)
{
    return (struct cvd_str){ p->r->query.ptr + said(p)->start,
                             said(p)->end - said(p)->start };
}

/* The beginning of a link to the search for `query`. */
static void link_begin(struct pen *w, const struct cvd_request *q,
                       struct cvd_str query, const char *kind)
{
    struct search_link l = link_to(w, q);

    l.query = query;
    pen_markup(w, "<a class=\"");
    pen_markup(w, kind);
    pen_markup(w, "\" href=\"");
    link_search(w, &l);
    pen_markup(w, "\"");
}

static void quote_link(struct pen *w, const struct cvd_request *q,
                       const struct piece *p)
{
    struct cvd_buf query = { 0 };

    if (said(p)->by_field)
        return;
    w->status = cvd_reading_quote(p->r, p->first, &query);
    link_begin(w, q, cvd_buf_str(&query), "quote");
    pen_markup(w, " title=\"");
    pen_say(w, T_QUOTE);
    pen_say(w, T_COLON);
    pen_text(w, words_of(p));
    pen_markup(w, "\"><span aria-hidden=\"true\">");
    pen_say(w, T_QUOTE_SHORT);
    pen_markup(w, "</span><span class=\"unseen\">");
    pen_say(w, T_QUOTE);
    pen_say(w, T_COLON);
    pen_isolated(w, words_of(p));
    pen_markup(w, "</span></a>");
    cvd_buf_release(&query);
}

static void drop_link(struct pen *w, const struct cvd_request *q,
                      const struct piece *p)
{
    struct cvd_buf query = { 0 };

    if (w->status == CVD_OK)
        w->status = cvd_reading_drop(p->r, p->first, &query);
    link_begin(w, q, cvd_buf_str(&query), "drop");
    pen_markup(w, "><span class=\"unseen\">");
    pen_say(w, T_DROP);
    pen_markup(w, " ");
    pen_isolated(w, words_of(p));
    pen_markup(w, "</span><span class=\"cross\" aria-hidden=\"true\">×"
                  "</span></a>");
    cvd_buf_release(&query);
}

static void chip(struct pen *w, const struct cvd_request *q,
                 const struct piece *p, bool links)
{
    pen_markup(w, "<li><span class=\"name\">");
    name(w, p);
    pen_markup(w, "</span>");
    if (links && w->status == CVD_OK) {
        quote_link(w, q, p);
        drop_link(w, q, p);
    }
    pen_markup(w, "</li>\n");
}

void found_understood(struct pen *w, const struct cvd_request *q,
                      const struct cvd_result *r)
{
    struct search_link l = link_to(w, q);
    bool links = link_is_short(&l);
    size_t shown = 0;

    if (!r->readings.count)
        return;
    pen_markup(w, "<div class=\"understood\">\n"
                  "<p id=\"understood\" class=\"lead-in\">");
    pen_say(w, T_UNDERSTOOD);
    pen_markup(w, "</p>\n<ul aria-labelledby=\"understood\">\n");
    for (size_t i = 0; i < r->readings.count && shown < PIECES_SHOWN;
         shown++) {
        struct piece p = piece_at(r, i);
        chip(w, q, &p, links);
        i = p.end;
    }
    pen_markup(w, "</ul>\n</div>\n");
}

void found_province_now(struct pen *w, struct cvd_str province)
{
    struct cvd_str now;

    if (!cvd_province_is_gone(province, &now))
        return;
    pen_markup(w, " <span class=\"now\">(");
    pen_say(w, now.len ? T_NOW_PART_OF : T_NOW_DIVIDED);
    if (now.len) {
        pen_markup(w, " ");
        pen_isolated(w, now);
    }
    pen_markup(w, ")</span>");
}
