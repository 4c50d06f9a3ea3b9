/* kwic_context.c - what stands around a place of a text. */
#include "search/kwic_places.h"

/* Bytes looked at for one code point of context: what lies between words may
 * be of any length. */
enum { BYTES_A_POINT = 16 };

static bool is_space(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7F;
}

static bool is_inside(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Append with each run of white space one blank; one at the beginning or the
 * end only if it is wanted there. */
static enum cvd_status add_line(struct cvd_str s, bool first, bool last,
                                struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;
    bool gap = false, any = first;

    for (size_t i = 0; i < s.len && st == CVD_OK; i++) {
        if (is_space(s.ptr[i])) {
            gap = any;
            continue;
        }
        if (gap)
            st = cvd_buf_add_char(out, ' ');
        gap = false;
        any = true;
        if (st == CVD_OK)
            st = cvd_buf_add_char(out, s.ptr[i]);
    }
    return st == CVD_OK && gap && last ? cvd_buf_add_char(out, ' ') : st;
}

static bool any_word(struct cvd_str text, size_t from, size_t to)
{
    while (from < to && is_space(text.ptr[from]))
        from++;
    return from < to;
}

enum cvd_status cvd_context_line(struct cvd_str s, struct cvd_buf *out)
{
    return add_line(s, false, false, out);
}

enum cvd_status cvd_context_left(struct cvd_str text, size_t start,
                                 size_t width, struct cvd_buf *out)
{
    size_t i = start, points = 0, far = width * BYTES_A_POINT;
    bool gap = false, cut = false;

    while (i > 0 && start - i < far && !cut) {
        size_t from = i - 1;
        while (from > 0 && is_inside(text.ptr[from]))
            from--;
        if (is_space(text.ptr[from])) {
            gap = true;
        } else {
            cut = points + gap + 1 > width;
            points += (size_t)gap + 1;
            gap = false;
        }
        i = cut ? i : from;
    }
    if (i > 0 && !is_space(text.ptr[i - 1])) { /* in a word: leave it out */
        size_t word = i;
        while (word < start && !is_space(text.ptr[word]))
            word++;
        i = any_word(text, word, start) ? word : i;
    }
    return add_line((struct cvd_str){ text.ptr + i, start - i }, false, true,
                    out);
}

enum cvd_status cvd_context_right(struct cvd_str text, size_t end,
                                  size_t width, struct cvd_buf *out)
{
    size_t i = end, points = 0, far = width * BYTES_A_POINT;
    bool gap = false, cut = false;

    while (i < text.len && i - end < far && !cut) {
        size_t to = i + 1;
        while (to < text.len && is_inside(text.ptr[to]))
            to++;
        if (is_space(text.ptr[i])) {
            gap = true;
        } else {
            cut = points + gap + 1 > width;
            points += (size_t)gap + 1;
            gap = false;
        }
        i = cut ? i : to;
    }
    if (i < text.len && !is_space(text.ptr[i])) {
        size_t word = i;
        while (word > end && !is_space(text.ptr[word - 1]))
            word--;
        i = any_word(text, end, word) ? word : i;
    }
    return add_line((struct cvd_str){ text.ptr + end, i - end }, true, false,
                    out);
}
