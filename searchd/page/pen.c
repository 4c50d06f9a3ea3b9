/* pen.c - see pen.h. */
#include "searchd/page/pen.h"
#include "base/html.h"
#include "base/xml.h"

#include <inttypes.h>
#include <stdio.h>

/* Subjects of real documents run to 300 letters. */
enum { SHORT_POINTS = 320 };

void pen_markup(struct pen *w, const char *html)
{
    if (w->status == CVD_OK)
        w->status = cvd_buf_add_text(w->out, html);
}

void pen_text(struct pen *w, struct cvd_str s)
{
    if (w->status == CVD_OK)
        w->status = cvd_html_escape(s, w->out);
}

void pen_xml(struct pen *w, struct cvd_str s)
{
    if (w->status == CVD_OK)
        w->status = cvd_xml_escape(s, w->out);
}

void pen_isolated(struct pen *w, struct cvd_str s)
{
    pen_markup(w, "<bdi>");
    pen_text(w, s);
    pen_markup(w, "</bdi>");
}

void pen_short(struct pen *w, struct cvd_str s)
{
    struct cvd_str first = cvd_utf8_first(s, SHORT_POINTS);

    pen_markup(w, "<bdi>");
    pen_text(w, first);
    pen_markup(w, first.len < s.len ? "…</bdi>" : "</bdi>");
}

void pen_snippet(struct pen *w, const struct cvd_hit *h)
{
    if (!h->snippet.len)
        return;
    pen_markup(w, "<p class=\"snippet\"");
    pen_vietnamese(w);
    pen_markup(w, ">");
    pen_markup(w, h->snippet.ptr);
    pen_markup(w, "</p>\n");
}

void pen_say(struct pen *w, enum page_text id)
{
    pen_text(w, page_text(w->page->lang, id));
}

void pen_field(struct pen *w, enum cvd_field f)
{
    pen_text(w, page_field(w->page->lang, f));
}

void pen_count(struct pen *w, uint64_t n)
{
    char digits[24], point = w->page->lang == PAGE_EN ? ',' : '.';
    int len = snprintf(digits, sizeof digits, "%" PRIu64, n);

    for (int i = 0; i < len && w->status == CVD_OK; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            w->status = cvd_buf_add_char(w->out, point);
        if (w->status == CVD_OK)
            w->status = cvd_buf_add_char(w->out, digits[i]);
    }
}

void pen_number(struct pen *w, uint64_t n)
{
    if (w->status == CVD_OK)
        w->status = cvd_buf_printf(w->out, "%" PRIu64, n);
}

void pen_counted(struct pen *w, uint64_t n, enum page_text one,
                 enum page_text many)
{
    pen_count(w, n);
    pen_markup(w, " ");
    pen_say(w, n == 1 ? one : many);
}

bool pen_is_date(struct cvd_str s)
{
    static const char form[] = "dddd-dd-dd";

    if (s.len != 4 && s.len != 7 && s.len != 10)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (form[i] == 'd' ? s.ptr[i] < '0' || s.ptr[i] > '9'
                           : s.ptr[i] != form[i])
            return false;
    return true;
}

void pen_day(struct pen *w, struct cvd_str iso)
{
    /* Year, month, day as the figures stand in 2023-08-09. */
    static const struct { size_t at, len; } parts[] = { { 8, 2 }, { 5, 2 },
                                                        { 0, 4 } };

    if (!pen_is_date(iso)) {
        pen_text(w, iso);
        return;
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].at >= iso.len)
            continue;
        pen_text(w, (struct cvd_str){ iso.ptr + parts[i].at, parts[i].len });
        pen_markup(w, parts[i].at ? "/" : "");
    }
}

void pen_date(struct pen *w, struct cvd_str iso)
{
    if (!pen_is_date(iso)) {
        pen_isolated(w, iso);
        return;
    }
    pen_markup(w, "<time datetime=\"");
    pen_text(w, iso);
    pen_markup(w, "\">");
    pen_day(w, iso);
    pen_markup(w, "</time>");
}

void pen_vietnamese(struct pen *w)
{
    if (w->page->lang != PAGE_VI)
        pen_markup(w, " lang=\"vi\"");
}

void pen_between(struct pen *w, bool *first)
{
    if (!*first)
        pen_markup(w, " <span class=\"dot\">·</span> ");
    *first = false;
}
