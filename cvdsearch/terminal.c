/* terminal.c - see terminal.h. */
#define _XOPEN_SOURCE 700 /* wcwidth */
#include "cvdsearch/terminal.h"
#include "cvdsearch/output.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

enum {
    WIDTH_DEFAULT = 80,
    WIDTH_MIN = 20,     /* below, wrapping leaves no room for words */
    WIDTH_MAX = 1000,
    REPLACEMENT = 0xFFFD
};

static const char REPLACEMENT_UTF8[] = "\xEF\xBF\xBD";

uint32_t utf8_next(const char *p, const char *end, size_t *n)
{
    const unsigned char *s = (const unsigned char *)p;
    size_t left = (size_t)(end - p);
    size_t len = s[0] < 0x80   ? 1
                 : s[0] < 0xC2 ? 0
                 : s[0] < 0xE0 ? 2
                 : s[0] < 0xF0 ? 3
                 : s[0] < 0xF5 ? 4
                               : 0;

    *n = 1;
    if (len == 1)
        return s[0];
    if (len == 0 || len > left)
        return REPLACEMENT;
    uint32_t c = s[0] & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return REPLACEMENT;
        c = c << 6 | (s[i] & 0x3Fu);
    }
    /* Overlong forms, surrogates and beyond U+10FFFF (RFC 3629). */
    if ((len == 3 && c < 0x800) || (len == 4 && c < 0x10000) ||
        (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF)
        return REPLACEMENT;
    *n = len;
    return c;
}

/* ---- what the terminal is -------------------------------------------- */

/* wcwidth() speaks of the locale's wide characters; only in a UTF-8 locale
 * are those code points. */
static bool wide_is_unicode(void)
{
    static int known = -1;

    if (known < 0) {
        wchar_t w = 0;
        mbstate_t state = { 0 };
        known = mbrtowc(&w, "\xE1\xBA\xBF", 3, &state) == 3 && w == 0x1EBF;
    }
    return known != 0;
}

static size_t find_width(void)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    size_t width = WIDTH_DEFAULT;

    if (columns && columns[0]) {
        unsigned long w = strtoul(columns, NULL, 10);
        if (w > 0)
            width = w > WIDTH_MAX ? WIDTH_MAX : (size_t)w;
    } else if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
               size.ws_col > 0) {
        width = size.ws_col;
    }
    return width < WIDTH_MIN   ? WIDTH_MIN
           : width > WIDTH_MAX ? WIDTH_MAX
                               : width;
}

/* no-color.org: set and not empty. */
static bool color_wanted(void)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");

    return !(no_color && no_color[0]) && term && term[0] &&
           strcmp(term, "dumb") != 0;
}

void terminal_init(struct terminal *t, enum cli_color color)
{
    t->is_tty = isatty(STDOUT_FILENO) == 1;
    t->width = find_width();
    t->color = color == CLI_ALWAYS ||
               (color == CLI_AUTO && t->is_tty && color_wanted());
}

void terminal_style(const struct terminal *t, enum style style)
{
    static const char *const sgr[] = {
        [STYLE_PLAIN] = "\033[0m",
        [STYLE_TITLE] = "\033[1m",
        [STYLE_DIM] = "\033[2m",
        [STYLE_MATCH] = "\033[1;33m",
    };

    if (t->color)
        out_text(sgr[style]);
}

/* ---- harmless text --------------------------------------------------- */

static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 ||
           c == 0x2028 || c == 0x2029;
}

/* C0, DEL, C1; embeddings, overrides and isolates of direction, which show
 * text in another order than it has (UAX #9). */
static bool is_harmful(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

enum cvd_status terminal_clean(struct cvd_str in, enum space space,
                               struct cvd_buf *out)
{
    const char *end = in.ptr + in.len;
    size_t from = out->len, n;
    bool gap = false;
    enum cvd_status st = cvd_buf_reserve(out, in.len);

    for (const char *p = in.ptr; p < end && st == CVD_OK; p += n) {
        uint32_t c = utf8_next(p, end, &n);
        if (space == SPACE_ONE_LINE && is_blank(c)) {
            gap = out->len > from;
            continue;
        }
        if (c == '\r' && p + 1 < end && p[1] == '\n')
            continue;
        if (gap)
            st = cvd_buf_add_char(out, ' ');
        gap = false;
        if (st != CVD_OK)
            break;
        if (space == SPACE_AS_IS && (c == '\n' || c == '\t'))
            st = cvd_buf_add_char(out, (char)c);
        else if (is_harmful(c) || c == REPLACEMENT)
            st = cvd_buf_add_text(out, REPLACEMENT_UTF8);
        else
            st = cvd_buf_add_bytes(out, p, n);
    }
    return st;
}

enum cvd_status terminal_put(struct cvd_str s, enum space space)
{
    struct cvd_buf clean = { 0 };
    enum cvd_status st = terminal_clean(s, space, &clean);

    if (st == CVD_OK)
        out_str(cvd_buf_str(&clean));
    cvd_buf_release(&clean);
    return st;
}

size_t terminal_columns(struct cvd_str s)
{
    const char *end = s.ptr + s.len;
    size_t columns = 0, n;

    for (const char *p = s.ptr; p < end; p += n) {
        uint32_t c = utf8_next(p, end, &n);
        int w = is_harmful(c) || !wide_is_unicode() ? 1
                                                    : wcwidth((wchar_t)c);
        columns += w > 0 ? (size_t)w : 0;
    }
    return columns;
}

/* ---- wrapping -------------------------------------------------------- */

static void put_blanks(size_t n)
{
    while (n--)
        out_char(' ');
}

/* Write bytes [from, to) of text, styled as their marks say. */
static void put_marked(const struct terminal *t, struct cvd_str text,
                       struct cvd_str marks, size_t from, size_t to)
{
    bool on = false;
    size_t n;

    for (size_t i = from; i < to; i += n) {
        uint32_t c = utf8_next(text.ptr + i, text.ptr + to, &n);
        bool marked = i < marks.len && marks.ptr[i];
        if (marked != on)
            terminal_style(t, marked ? STYLE_MATCH : STYLE_PLAIN);
        on = marked;
        if (is_harmful(c) || c == REPLACEMENT)
            out_text(REPLACEMENT_UTF8);
        else
            out_str((struct cvd_str){ text.ptr + i, n });
    }
    if (on)
        terminal_style(t, STYLE_PLAIN);
}

/* What a line begins with: `lead`, or so many blanks where it is NULL. */
static void put_lead(const struct terminal *t, const char *lead,
                     size_t indent)
{
    if (!lead) {
        put_blanks(indent);
        return;
    }
    terminal_style(t, STYLE_TITLE);
    out_text(lead);
    terminal_style(t, STYLE_PLAIN);
}

static void wrap(const struct terminal *t, const char *lead, size_t indent,
                 struct cvd_str text, struct cvd_str marks)
{
    size_t line = 0; /* where the line to be written begins */
    size_t used = 0; /* columns of it up to `end` */
    size_t end = 0;

    for (size_t at = 0; at < text.len;) {
        size_t stop = at;
        while (stop < text.len && text.ptr[stop] != ' ')
            stop++;
        size_t columns =
            terminal_columns((struct cvd_str){ text.ptr + at, stop - at });
        if (end > line && indent + used + 1 + columns > t->width) {
            put_lead(t, lead, indent);
            put_marked(t, text, marks, line, end);
            out_char('\n');
            line = at;
            used = columns;
        } else {
            used += columns + (end > line);
        }
        end = stop;
        at = stop < text.len ? stop + 1 : stop;
    }
    if (end > line) {
        put_lead(t, lead, indent);
        put_marked(t, text, marks, line, end);
        out_char('\n');
    }
}

void terminal_put_wrapped(const struct terminal *t, size_t indent,
                          struct cvd_str text, struct cvd_str marks)
{
    wrap(t, NULL, indent, text, marks);
}

void terminal_put_led(const struct terminal *t, const char *lead,
                      struct cvd_str text, struct cvd_str marks)
{
    enum { COLUMNS = 2 }; /* as terminal.h says */

    wrap(t, lead, COLUMNS, text, marks);
}
