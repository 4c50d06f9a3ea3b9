/* within.c - see within.h. */
#include "searchd/page/within.h"
#include "searchd/page/hidden.h"
#include "searchd/page/place.h"

enum {
    LISTED = 200,    /* places shown with what stands around them */
    LEFT_POINTS = 40, RIGHT_POINTS = 60 /* of that: a line on a phone */
};

/* ---- the form -------------------------------------------------------- */

void within_form(struct pen *w, const struct page_doc *d)
{
    pen_markup(w, "<form class=\"within\" role=\"search\" action=\""
                  "/documents/");
    link_encode(w, d->doc->id);
    pen_markup(w, "#text\" aria-label=\"");
    pen_say(w, T_WITHIN);
    pen_markup(w, "\">\n<input type=\"search\" id=\"find\" name=\"find\" "
                  "autocomplete=\"off\" aria-label=\"");
    pen_say(w, T_WITHIN);
    pen_markup(w, "\" placeholder=\"");
    pen_say(w, T_WITHIN);
    pen_markup(w, "\" value=\"");
    pen_text(w, d->find);
    pen_markup(w, "\">\n");
    /* The search that led here, to which the page is to lead back then too. */
    if (cvd_request_asks(d->search)) {
        hidden_field(w, "q", d->search->query);
        hidden_search(w, d->search);
        hidden_field(w, "from", d->search->from);
        hidden_field(w, "to", d->search->to);
        if (d->search->offset)
            hidden_number(w, "offset", d->search->offset);
        hidden_folding(w);
    }
    hidden_language(w);
    pen_markup(w, "<button type=\"submit\">");
    pen_say(w, T_SEARCH);
    pen_markup(w, "</button>\n</form>\n");
}

/* ---- the places ------------------------------------------------------ */

static void link_to_place(struct pen *w, size_t place)
{
    pen_markup(w, "<a href=\"#hit-");
    pen_number(w, place);
    pen_markup(w, "\">");
}

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ';
}

/* The words before place `p`, from a whole word on. */
static struct cvd_str before(const struct place *p)
{
    const char *text = p->text.ptr;
    size_t from = p->byte, points = 0;

    while (from > 0 && points < LEFT_POINTS)
        points += ((unsigned char)text[--from] & 0xC0) != 0x80;
    while (from > 0 && from < p->byte && !is_blank(text[from - 1]))
        from++;
    return (struct cvd_str){ text + from, p->byte - from };
}

/* The words behind it, up to a whole one. */
static struct cvd_str after(const struct place *p)
{
    struct cvd_str rest = cvd_str_behind(p->text, p->byte);
    struct cvd_str s = cvd_utf8_first(rest, RIGHT_POINTS);

    while (s.len && s.len < rest.len && !is_blank(s.ptr[s.len]))
        s.len--;
    return s;
}

/* Mark `m`, which lies behind *at, as it stands. */
static void listed(struct pen *w, const struct cvd_mark *m, struct place *at)
{
    struct place start = place_go(*at, m->start);
    struct place end = place_go(start, m->end);

    pen_markup(w, "<li>");
    link_to_place(w, m->place);
    pen_text(w, before(&start));
    pen_markup(w, "<b>");
    pen_text(w, place_between(&start, &end));
    pen_markup(w, "</b>");
    pen_text(w, after(&end));
    pen_markup(w, "</a></li>\n");
    *at = end;
}

static void list(struct pen *w, struct cvd_str text,
                 const struct cvd_marks *m)
{
    struct place at = { .text = text };
    size_t last = 0;

    pen_markup(w, "<ol");
    pen_vietnamese(w);
    pen_markup(w, ">\n");
    for (size_t i = 0; i < m->count && last < LISTED; i++) {
        if (m->list[i].place <= last)
            continue; /* of none, or shown */
        last = m->list[i].place;
        listed(w, &m->list[i], &at);
    }
    pen_markup(w, "</ol>\n");
    if (m->places <= LISTED)
        return;
    pen_markup(w, "<p class=\"hint\">… ");
    pen_counted(w, m->places - LISTED, T_PLACE, T_PLACES);
    pen_markup(w, " ");
    pen_say(w, T_MORE);
    pen_markup(w, "</p>\n");
}

static void none(struct pen *w, const struct page_doc *d)
{
    if (!d->find.len)
        return;
    pen_markup(w, "<p class=\"hint\" role=\"status\">");
    pen_say(w, T_PLACES_NONE);
    pen_say(w, T_COLON);
    pen_isolated(w, d->find);
    pen_markup(w, "</p>\n");
}

void within_places(struct pen *w, const struct page_doc *d)
{
    const struct cvd_marks *m = d->marks;

    if (!m || !m->places) {
        none(w, d);
        return;
    }
    pen_markup(w, "<nav id=\"places\" class=\"places\" aria-label=\"");
    pen_say(w, T_PLACES_OF);
    pen_markup(w, "\" data-count=\"");
    pen_number(w, m->places);
    pen_markup(w, "\">\n<details><summary>");
    if (!m->complete) {
        pen_say(w, T_OVER);
        pen_markup(w, " ");
    }
    pen_counted(w, m->places, T_PLACE, T_PLACES);
    pen_markup(w, "</summary>\n");
    list(w, d->doc->text, m);
    pen_markup(w, "</details>\n");
    if (m->places > 1) {
        pen_markup(w, "<span class=\"best\">");
        link_to_place(w, m->best);
        pen_say(w, T_BEST_PLACE);
        pen_markup(w, "</a></span>\n");
    }
    pen_markup(w, "</nav>\n");
}
