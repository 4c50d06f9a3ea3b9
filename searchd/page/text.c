/* text.c - a document's text, its references links, what was sought in it
 * marked. */
#include "searchd/page/cited.h"
#include "searchd/page/place.h"

/* A browser lays a block out as a whole, which for a megabyte with thousands
 * of links takes it the better part of a minute: a long text is written in
 * parts of whole lines, of which it lays out those in sight. */
enum { LONG_BYTES = 64 * 1024, PART_BYTES = 8 * 1024 };

/* Of a title that is shown where the pointer rests: some lines.  A text of
 * thousands of references to one document has it as often. */
enum { TITLE_POINTS = 200 };

/* How far the text is written. */
struct reading {
    struct pen *w;
    bool in_parts;
    size_t part;             /* the byte where the part began */
    struct place at;
    const struct cvd_marks *marks;
    size_t next;             /* of the marks: not yet written, or in part */
    size_t named;            /* the last place that got its id */
};

/* ---- references ------------------------------------------------------ */

/* Where reference `i` leads: to the document it means, to what is known of its
 * number, or to its entry in the list. */
static void href(struct pen *w, const struct cvd_citations *c, size_t i)
{
    const struct cvd_citation *one = &c->list[i];
    bool sure = one->resolution == CVD_R_EXACT ||
                one->resolution == CVD_R_LIKELY;

    if (sure && one->held_count == 1) {
        link_document(w, c->held[one->first_held].id);
    } else if (one->number.len) {
        link_reference(w, one->number);
    } else if (one->again) {
        pen_markup(w, "#cites");
    } else {
        pen_markup(w, "#cite-");
        pen_number(w, i + 1);
    }
}

static void short_title(struct pen *w, struct cvd_str title)
{
    struct cvd_str shown = cvd_utf8_first(title, TITLE_POINTS);

    pen_text(w, shown);
    if (shown.len < title.len)
        pen_markup(w, "…");
}

static void link_begin(struct pen *w, const struct cvd_citations *c,
                       size_t i)
{
    const struct cvd_citation *one = &c->list[i];

    pen_markup(w, "<a class=\"ref ");
    pen_markup(w, cvd_resolution_name(one->resolution));
    pen_markup(w, "\" data-start=\"");
    pen_number(w, (uint64_t)one->start);
    pen_markup(w, "\" data-end=\"");
    pen_number(w, (uint64_t)one->end);
    pen_markup(w, "\" href=\"");
    href(w, c, i);
    if (one->resolution == CVD_R_ABSENT) {
        pen_markup(w, "\" title=\"");
        pen_say(w, T_NOT_HELD);
    } else if (one->held_count == 1) {
        pen_markup(w, "\" title=\"");
        short_title(w, c->held[one->first_held].title);
    }
    pen_markup(w, "\">");
}

/* ---- marks ----------------------------------------------------------- */

/* Write the text up to code point `to`, as it is. */
static void put_plain(struct reading *r, int64_t to)
{
    struct place end = place_go(r->at, to);

    pen_text(r->w, place_between(&r->at, &end));
    r->at = end;
}

/* The same where no link and no mark is open, so that a part may end. */
static void put_open(struct reading *r, int64_t to)
{
    struct place end = place_go(r->at, to);
    struct cvd_str text = r->at.text;
    size_t from = r->at.byte;

    while (r->in_parts && end.byte > r->part + PART_BYTES) {
        size_t least = r->part + PART_BYTES > from ? r->part + PART_BYTES
                                                   : from;
        const char *line = memchr(text.ptr + least, '\n', end.byte - least);
        if (!line)
            break;
        r->part = (size_t)(line - text.ptr) + 1;
        pen_text(r->w, (struct cvd_str){ text.ptr + from, r->part - from });
        pen_markup(r->w, "</div><div class=\"part\">");
        from = r->part;
    }
    pen_text(r->w, (struct cvd_str){ text.ptr + from, end.byte - from });
    r->at = end;
}

static void mark_begin(struct reading *r, const struct cvd_mark *m)
{
    struct pen *w = r->w;

    if (!m->place) {
        pen_markup(w, "<mark class=\"word\">");
        return;
    }
    pen_markup(w, "<mark ");
    if (m->place > r->named) {
        pen_markup(w, "id=\"hit-");
        pen_number(w, m->place);
        pen_markup(w, "\" ");
        r->named = m->place;
    }
    pen_markup(w, "class=\"hit\" data-hit=\"");
    pen_number(w, m->place);
    pen_markup(w, "\">");
}

/* Write with `put` up to code point `to`, what is marked marked; a mark that
 * goes on behind it is gone on with by the next call. */
static void put_marked(struct reading *r, int64_t to,
                       void (*put)(struct reading *r, int64_t to))
{
    while (r->marks && r->next < r->marks->count) {
        const struct cvd_mark *m = &r->marks->list[r->next];
        int64_t start = m->start > r->at.point ? m->start : r->at.point;
        int64_t end = m->end < to ? m->end : to;
        if (start >= to)
            break;
        if (start < end) {
            put(r, start);
            mark_begin(r, m);
            put_plain(r, end);
            pen_markup(r->w, "</mark>");
        }
        if (m->end > to)
            break;
        r->next++;
    }
    put(r, to);
}

/* ---- all together ---------------------------------------------------- */

void cited_in_text(struct pen *w, struct cvd_str text,
                   const struct cvd_citations *c,
                   const struct cvd_marks *marks)
{
    struct reading r = { .w = w, .at = { .text = text }, .marks = marks,
                         .in_parts = text.len > LONG_BYTES };
    int64_t length = (int64_t)cvd_utf8_count(text);

    if (r.in_parts)
        pen_markup(w, "<div class=\"part\">");
    for (size_t i = 0; i < c->count && w->status == CVD_OK; i++) {
        const struct cvd_citation *one = &c->list[i];
        if (!one->in_text || one->start < r.at.point ||
            one->end <= one->start || one->end > length)
            continue;
        put_marked(&r, one->start, put_open);
        link_begin(w, c, i);
        put_marked(&r, one->end, put_plain);
        pen_markup(w, "</a>");
    }
    put_marked(&r, length, put_open);
    if (r.in_parts)
        pen_markup(w, "</div>");
}
