/* error.c - a page for what went wrong. */
#include "searchd/page/found.h"
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

struct failure {
    unsigned status;
    struct cvd_str title, detail;
    struct cvd_str document; /* whose page is a way on; or empty */
};

static void ways_on(struct pen *w, const struct failure *f)
{
    struct search_link home = link_to(w, NULL);

    if (f->document.len) {
        pen_markup(w, "<p><a href=\"");
        link_document(w, f->document);
        pen_markup(w, "\">");
        pen_say(w, T_TO_DOCUMENT);
        pen_markup(w, "</a></p>\n");
    }
    pen_markup(w, "<p><a href=\"");
    link_search(w, &home);
    pen_markup(w, "\">");
    pen_say(w, T_TO_HOME);
    pen_markup(w, "</a></p>\n");
}

static enum cvd_status say(const struct page *p, const struct failure *f,
                           struct cvd_buf *out)
{
    struct pen w = pen_on(p, out);
    struct frame frame = { .kind = "error", .title = f->title };

    frame_begin(&w, &frame);
    pen_markup(&w, "<div class=\"sheet\">\n<div class=\"over\">\n"
                   "<p class=\"meta\">");
    pen_number(&w, f->status);
    pen_markup(&w, "</p>\n<h1>");
    pen_text(&w, f->title);
    pen_markup(&w, "</h1>\n");
    if (f->status != 400 || !found_no_search(&w, f->detail)) {
        pen_markup(&w, "<p>");
        pen_text(&w, f->detail);
        pen_markup(&w, "</p>\n");
    }
    ways_on(&w, f);
    pen_markup(&w, "</div>\n</div>\n");
    frame_end(&w);
    return w.status;
}

enum cvd_status page_error(const struct page *p, unsigned status,
                           const char *title, const char *detail,
                           struct cvd_buf *out)
{
    size_t i = sizeof known / sizeof *known - 1;

    while (i > 0 && known[i].status > status)
        i--;
    struct failure f = {
        .status = status,
        .title = title ? cvd_str_from(title)
                       : page_text(p->lang, known[i].title),
        .detail = detail ? cvd_str_from(detail)
                         : page_text(p->lang, known[i].detail),
    };
    return say(p, &f, out);
}

enum cvd_status page_no_original(const struct page *p, unsigned status,
                                 const char *title, const char *detail,
                                 struct cvd_str id, struct cvd_buf *out)
{
    struct failure f = { status, cvd_str_from(title), cvd_str_from(detail),
                         id };

    return say(p, &f, out);
}
