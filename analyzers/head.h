/* head.h - the first lines of a document, cut into cells.
 *
 * Private to analyzers/: may include base/.  Flattened to text, the two
 * columns of a head share lines; a cell is what stands between bars, tabs or
 * runs of blanks. */
#ifndef CVD_ANALYZERS_HEAD_H
#define CVD_ANALYZERS_HEAD_H

#include "analyzers/scan.h"

enum {
    CVD_HEAD_BYTES = 8192,
    CVD_HEAD_LINES_MAX = 80,
    CVD_LINE_CELLS_MAX = 6,
    /* No line of a head is longer, but for a title in capitals. */
    CVD_PARAGRAPH_BYTES = 400
};

/* A piece of a line between bars, tabs or runs of blanks. */
struct cvd_cell {
    size_t start, end;      /* without blanks and markup at either end */
    size_t tok, tok_end;
    bool caps;              /* letters, and none of them small */
};

struct cvd_line {
    size_t start, first, cells; /* first cell and how many */
    bool rule;              /* -----, ***, |---|: drawn, not written */
    bool official;          /* number, date, motto: never part of a title */
};

struct cvd_head {
    struct cvd_str text;    /* all of it: numbers and dates may run on */
    struct cvd_line line[CVD_HEAD_LINES_MAX];
    struct cvd_cell cell[CVD_HEAD_LINES_MAX * CVD_LINE_CELLS_MAX];
    size_t lines, cells;
    struct cvd_tokens tokens;
    size_t body;            /* first line that is no longer head */
    size_t to;              /* line of "Kính gửi", or `lines` */
    size_t heading;         /* line of the type's name, or `lines` */
    bool motto;
};

static inline char cvd_head_at(const struct cvd_head *h, size_t i)
{
    return i < h->text.len ? h->text.ptr[i] : '\0';
}

/* The first and last cell of line `n`; it must have one. */
static inline struct cvd_cell *cvd_head_first(struct cvd_head *h, size_t n)
{
    return &h->cell[h->line[n].first];
}

static inline struct cvd_cell *cvd_head_last(struct cvd_head *h, size_t n)
{
    return cvd_head_first(h, n) + h->line[n].cells - 1;
}

/* Markdown's signs, and the lines drawn with them. */
static inline bool cvd_head_is_markup(char c)
{
    return c == '*' || c == '_' || c == '#' || c == '`' || c == '>' ||
           c == '~';
}

/* Cut the head of `text`, at most 4 GB; release with cvd_head_release()
 * also when this fails.  CVD_ENOMEM. */
enum cvd_status cvd_head_cut(struct cvd_str text, struct cvd_head *out);

void cvd_head_release(struct cvd_head *h);

/* Whether the words of `c`, without marks, begin with `words`; with one of a
 * NULL-terminated list. */
bool cvd_head_begins(const struct cvd_head *h, const struct cvd_cell *c,
                     const char *words);
bool cvd_head_begins_any(const struct cvd_head *h, const struct cvd_cell *c,
                         const char *const *list);

#endif
