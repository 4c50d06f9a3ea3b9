/* text.c - a document's text, its references links. */
#include "searchd/page/cited.h"

/* A place in a text, in bytes and in code points. */
struct place {
    struct cvd_str text;
    size_t byte;
    int64_t point;
};

/* Code point `to`, which is not before `from` and not beyond the text. */
static struct place go_to(struct place from, int64_t to)
{
    struct cvd_str rest = { from.text.ptr + from.byte,
                            from.text.len - from.byte };
    size_t points = (size_t)(to - from.point);

    if (points)
        from.byte += cvd_utf8_first(rest, points).len;
    from.point = to;
    return from;
}

/* Where reference `i` leads: to the document it means, to what is known of its
 * number, or to its entry in the list. */
static void href(struct pen *w, const struct cvd_citations *c, size_t i)
{
    const struct cvd_citation *one = &c->list[i];
    bool sure = one->resolution == CVD_R_EXACT ||
                one->resolution == CVD_R_LIKELY;

    if (sure && one->held_count == 1) {
        link_document(w, c->held[one->first_held].id,
                      (struct cvd_str){ NULL, 0 });
    } else if (one->number.len) {
        link_reference(w, one->number);
    } else if (one->again) {
        pen_markup(w, "#cites");
    } else {
        pen_markup(w, "#cite-");
        pen_number(w, i + 1);
    }
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
        pen_text(w, c->held[one->first_held].title);
    }
    pen_markup(w, "\">");
}

/* The text from `from` up to `to`. */
static void put_between(struct pen *w, const struct place *from,
                        const struct place *to)
{
    pen_text(w, (struct cvd_str){ from->text.ptr + from->byte,
                                  to->byte - from->byte });
}

void cited_in_text(struct pen *w, struct cvd_str text,
                   const struct cvd_citations *c)
{
    struct place at = { .text = text };
    int64_t length = (int64_t)cvd_utf8_count(text);

    for (size_t i = 0; i < c->count && w->status == CVD_OK; i++) {
        const struct cvd_citation *one = &c->list[i];
        if (!one->in_text || one->start < at.point ||
            one->end <= one->start || one->end > length)
            continue;
        struct place start = go_to(at, one->start);
        struct place end = go_to(start, one->end);
        put_between(w, &at, &start);
        link_begin(w, c, i);
        put_between(w, &start, &end);
        pen_markup(w, "</a>");
        at = end;
    }
    pen_text(w, (struct cvd_str){ text.ptr + at.byte, text.len - at.byte });
}
