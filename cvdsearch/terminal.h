/* terminal.h - text on a terminal: columns, colour, nothing it would obey.
 *
 * cvdsearch/ may include base/ and search/search.h.
 *
 * Text comes from documents: an escape sequence in a title must not reach
 * the terminal.  What is written here has control characters, bytes that are
 * no UTF-8 and marks that turn the direction of writing replaced by U+FFFD. */
#ifndef CVD_CVDSEARCH_TERMINAL_H
#define CVD_CVDSEARCH_TERMINAL_H

#include "base/str.h"

enum cli_color { CLI_AUTO, CLI_ALWAYS, CLI_NEVER };

struct terminal {
    bool is_tty;     /* stdout is one */
    bool color;
    size_t width;    /* columns */
};

/* Look at stdout, COLUMNS, NO_COLOR, TERM and the locale. */
void terminal_init(struct terminal *t, enum cli_color color);

enum style { STYLE_PLAIN, STYLE_TITLE, STYLE_DIM, STYLE_MATCH };

/* Switch to a style, when there is colour. */
void terminal_style(const struct terminal *t, enum style style);

/* How white space is written. */
enum space {
    SPACE_ONE_LINE,  /* each run of it one blank */
    SPACE_AS_IS      /* line feeds and tabs kept, CR LF as LF */
};

/* Append `in` to *out made harmless.  CVD_ENOMEM. */
enum cvd_status terminal_clean(struct cvd_str in, enum space space,
                               struct cvd_buf *out);

/* Write `s` made harmless.  CVD_ENOMEM. */
enum cvd_status terminal_put(struct cvd_str s, enum space space);

/* Columns that one line of text takes. */
size_t terminal_columns(struct cvd_str s);

/* Write `text` made harmless, wrapped at blanks, each line after `indent`
 * blanks; characters whose byte in `marks` is 1 in STYLE_MATCH. */
void terminal_put_wrapped(const struct terminal *t, size_t indent,
                          struct cvd_str text, struct cvd_str marks);

/* The same, each line after `lead`, which takes two columns and is styled as
 * a title. */
void terminal_put_led(const struct terminal *t, const char *lead,
                      struct cvd_str text, struct cvd_str marks);

/* Decode the character at p (p < end): its code point and, in *n, bytes;
 * U+FFFD and one byte for what is no UTF-8. */
uint32_t utf8_next(const char *p, const char *end, size_t *n);

#endif
