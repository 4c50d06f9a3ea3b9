/* pen.h - what a page is written with: markup of ours as it is, anybody's
 * text escaped, numbers and dates as they are read.  Internal to
 * searchd/page/.
 *
 * An allocation failure is remembered and every later call does nothing: ask
 * once, at the end. */
#ifndef CVD_SEARCHD_PAGE_PEN_H
#define CVD_SEARCHD_PAGE_PEN_H

#include "searchd/page/texts.h"

struct pen {
    const struct page *page;
    struct cvd_buf *out;    /* borrowed */
    enum cvd_status status; /* CVD_OK or CVD_ENOMEM */
};

static inline struct pen pen_on(const struct page *p, struct cvd_buf *out)
{
    struct pen w = { p, out, CVD_OK };
    return w;
}

/* Markup that stands in this program, and nothing else. */
void pen_markup(struct pen *w, const char *html);

/* Anybody's text, for an element or an attribute. */
void pen_text(struct pen *w, struct cvd_str s);

/* The same for XML, which forbids more. */
void pen_xml(struct pen *w, struct cvd_str s);

/* As pen_text(), in an element of its own, whose direction of writing is its
 * own: where more text follows on the line. */
void pen_isolated(struct pen *w, struct cvd_str s);

/* The same, its beginning if it is long: in a list, where one title of four
 * thousand letters must not hide the others. */
void pen_short(struct pen *w, struct cvd_str s);

/* The snippet of a hit, a paragraph; nothing where it has none.  The one thing
 * that comes as HTML: search.h. */
void pen_snippet(struct pen *w, const struct cvd_hit *h);

/* A text of ours in the reader's language. */
void pen_say(struct pen *w, enum page_text id);
void pen_field(struct pen *w, enum cvd_field f);

/* 12.345 or 12,345. */
void pen_count(struct pen *w, uint64_t n);

/* A number for a program, in an attribute. */
void pen_number(struct pen *w, uint64_t n);

/* "12 văn bản": a count and what is counted. */
void pen_counted(struct pen *w, uint64_t n, enum page_text one,
                 enum page_text many);

/* An ISO date, 2023-08-09, as 09/08/2023 in a <time>; 2023-08 as 08/2023;
 * what is no such date as it is. */
void pen_date(struct pen *w, struct cvd_str iso);

/* The same without the element: for an attribute. */
void pen_day(struct pen *w, struct cvd_str iso);

/* ` lang="vi"` where the page around is in another language: for what the
 * documents say. */
void pen_vietnamese(struct pen *w);

/* " · " before all but the first of a row. */
void pen_between(struct pen *w, bool *first);

/* Whether `s` is a date of the form 2023, 2023-08 or 2023-08-09. */
bool pen_is_date(struct cvd_str s);

#endif
