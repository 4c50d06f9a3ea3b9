/* head.h - the first or last lines of a document, cut into cells.
 *
 * Private to analyzers/: may include base/.  Flattened to text, the two
 * columns of a head or foot share lines; a cell is what stands between bars,
 * tabs or runs of blanks. */
#ifndef CVD_ANALYZERS_HEAD_H
#define CVD_ANALYZERS_HEAD_H

#include "analyzers/scan.h"

enum {
    CVD_HEAD_BYTES = 8192,
    CVD_HEAD_LINES_MAX = 80,
    CVD_LINE_CELLS_MAX = 6,
    CVD_SUBJECT_LINES_MAX = 16,
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

struct cvd_range {
    size_t start, end;
};

struct cvd_head {
    struct cvd_str text;    /* all of it: numbers and dates may run on */
    struct cvd_line line[CVD_HEAD_LINES_MAX];
    struct cvd_cell cell[CVD_HEAD_LINES_MAX * CVD_LINE_CELLS_MAX];
    size_t lines, cells;
    const struct cvd_tokens *tokens;
    struct cvd_tokens own;  /* what `tokens` points to if none were given */
    size_t body;            /* first line that is no longer head */
    size_t to;              /* line of "Kính gửi", or `lines` */
    size_t heading;         /* line of the type's name, or `lines` */
    size_t inline_title;    /* where it begins in that line, or 0 */
    bool motto;
    /* The lines of a subject that shares them with the other column. */
    struct cvd_range title[CVD_SUBJECT_LINES_MAX];
    size_t titles;
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

/* Bytes of the "<br>" or "<br />" at byte `i`, 0 where there is none: markdown
 * has no other way to break a line within the cell of a table (GitHub Flavored
 * Markdown, 4.10 and 6.10). */
size_t cvd_head_break(struct cvd_str text, size_t i);

/* Where the line at byte `i` ends, at a line feed or such a break, or at
 * `stop`; *next is where the one after begins, beyond `stop` if it is the
 * last. */
size_t cvd_head_line_end(struct cvd_str text, size_t i, size_t stop,
                         size_t *next);

/* Whether byte `i` begins a cell of its line. */
bool cvd_head_begins_cell(struct cvd_str text, size_t i);

/* Cut the lines of `text` (at most 4 GB) from byte `from` on into *out:
 * CVD_HEAD_BYTES and CVD_HEAD_LINES_MAX of them.  `tokens` are those of
 * `text`, to live as long as *out; NULL: they are made.  Release with
 * cvd_head_release() also when this fails.  CVD_ENOMEM. */
enum cvd_status cvd_head_cut(struct cvd_str text, size_t from,
                             const struct cvd_tokens *tokens,
                             struct cvd_head *out);

/* Cut the line [start, end) of `text` into cell[CVD_LINE_CELLS_MAX], the
 * first of *l; tok and tok_end are left open. */
void cvd_head_cut_line(struct cvd_str text, size_t start, size_t end,
                       struct cvd_cell *cell, struct cvd_line *l);

/* The first token of `t` that starts at `byte` or later. */
size_t cvd_head_token_at(const struct cvd_tokens *t, size_t byte);

void cvd_head_release(struct cvd_head *h);

/* Read what cvd_header_read() says off the head `h`, cut from byte 0; sets
 * the bounds in *h and marks its official lines. */
void cvd_head_read(struct cvd_head *h, struct cvd_header *out);

/* Whether tokens from `k`, before `end`, are `words` without marks; how many
 * they are, or 0. */
size_t cvd_head_words_all(const struct cvd_tokens *t, size_t k, size_t end,
                          const char *words);

static inline size_t cvd_head_words(const struct cvd_tokens *t, size_t k,
                                    size_t end, const char *words)
{
    /* Few begin with the same letter. */
    return k < end && *cvd_token_folded(t, k).ptr == *words
               ? cvd_head_words_all(t, k, end, words)
               : 0;
}

/* The same for the longest of a NULL-terminated list. */
size_t cvd_head_words_any(const struct cvd_tokens *t, size_t k, size_t end,
                          const char *const *list);

/* Set the title in *out, where there is one: from "V/v" (whether there is); the
 * trích yếu below the heading, which is a part of it unless `alone`; above
 * "Kính gửi"; the first line. */
bool cvd_subject_from_vv(struct cvd_head *h, struct cvd_header *out);
void cvd_subject_below_heading(struct cvd_head *h, bool alone,
                               struct cvd_header *out);
void cvd_subject_above_address(struct cvd_head *h, struct cvd_header *out);
void cvd_subject_first_line(struct cvd_head *h, struct cvd_header *out);

/* Where the place begins that stands in `c` before the date at byte `i`: number
 * and motto may share the cell, "Số: 12/STP Bình Thuận, ngày". */
size_t cvd_head_place_start(const struct cvd_head *h,
                            const struct cvd_cell *c,
                            const struct cvd_header *head, size_t i);

/* Whether the words of `c`, without marks, begin with `words`; with one of a
 * NULL-terminated list. */
bool cvd_head_begins(const struct cvd_head *h, const struct cvd_cell *c,
                     const char *words);
bool cvd_head_begins_any(const struct cvd_head *h, const struct cvd_cell *c,
                         const char *const *list);

#endif
