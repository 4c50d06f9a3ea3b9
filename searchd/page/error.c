/* error.c - a page for what went wrong. */
#include "searchd/page/frame.h"

static const struct {
    unsigned status; /* and those above it, up to the next row */
    enum page_text title, detail;
} known[] = {
    { 0, T_E500, T_E500_SAY },   { 400, T_E400, T_E400_SAY },
    { 404, T_E404, T_E404_SAY }, { 405, T_E400, T_E400_SAY },
    { 500, T_E500, T_E500_SAY }, { 503, T_E503, T_E503_SAY },
    { 504, T_E500, T_E500_SAY },
};

enum cvd_status page_error(const struct page *p, unsigned status,
                           const char *title, const char *detail,
                           struct cvd_buf *out)
{
    struct pen w = pen_on(p, out);
    size_t i = sizeof known / sizeof *known - 1;

    while (i > 0 && known[i].status > status)
        i--;
    struct cvd_str name = title ? cvd_str_from(title)
                                : page_text(p->lang, known[i].title);
    struct frame f = { .kind = "error", .title = name };
    struct search_link home = link_to(&w, NULL);

    frame_begin(&w, &f);
    pen_markup(&w, "<div class=\"sheet\">\n<div class=\"over\">\n"
                   "<p class=\"meta\">");
    pen_number(&w, status);
    pen_markup(&w, "</p>\n<h1>");
    pen_text(&w, name);
    pen_markup(&w, "</h1>\n<p>");
    if (detail)
        pen_text(&w, cvd_str_from(detail));
    else
        pen_say(&w, known[i].detail);
    pen_markup(&w, "</p>\n<p><a href=\"");
    link_search(&w, &home);
    pen_markup(&w, "\">");
    pen_say(&w, T_TO_HOME);
    pen_markup(&w, "</a></p>\n</div>\n</div>\n");
    frame_end(&w);
    return w.status;
}
