/* rewrite.c - see rewrite.h.
 *
 * Only the letters of Vietnamese have a case here: what is put in comes from
 * words of the index in place of words that fold alike, and of another
 * alphabet nothing is changed. */
#include "search/rewrite.h"

/* The code point at *at, which moves behind it; the text is valid UTF-8. */
static uint32_t next_point(struct cvd_str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.ptr + *at;
    size_t len = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    uint32_t c = len == 1 ? p[0] : p[0] & (0xFFu >> (len + 1));

    if (len > s.len - *at)
        len = s.len - *at;
    for (size_t i = 1; i < len; i++)
        c = c << 6 | (p[i] & 0x3Fu);
    *at += len;
    return c;
}

/* How far below a small letter of Vietnamese its capital is, 0 for any other
 * code point.  Unicode 15, UnicodeData.txt, simple uppercase mappings.  In
 * UTF-8 only the last byte differs, by as much. */
static unsigned capital_below(uint32_t c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7))
        return 0x20;
    return c == 0x103 || c == 0x111 || c == 0x129 || c == 0x169 ||
           c == 0x1A1 || c == 0x1B0 ||
           (c >= 0x1EA1 && c <= 0x1EF9 && c % 2 == 1);
}

static bool is_capital(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
           c == 0x102 || c == 0x110 || c == 0x128 || c == 0x168 ||
           c == 0x1A0 || c == 0x1AF ||
           (c >= 0x1EA0 && c <= 0x1EF8 && c % 2 == 0);
}

/* How a word was typed. */
struct typing {
    size_t letters, capitals;
    bool first;              /* the first is a capital */
};

static struct typing look_at(struct cvd_str typed)
{
    struct typing t = { 0 };

    for (size_t at = 0; at < typed.len; t.letters++) {
        bool yes = is_capital(next_point(typed, &at));
        t.capitals += yes;
        t.first = t.first || (yes && t.letters == 0);
    }
    return t;
}

static enum cvd_status put_words(struct cvd_str typed, struct cvd_str words,
                                 struct cvd_buf *out)
{
    struct typing t = look_at(typed);
    bool letter_by_letter = cvd_utf8_count(words) == t.letters;
    bool all = t.letters > 1 && t.capitals == t.letters;
    enum cvd_status st = CVD_OK;

    for (size_t at = 0, was = 0; at < words.len && st == CVD_OK;) {
        bool up = letter_by_letter ? is_capital(next_point(typed, &was))
                                   : all || (t.first && at == 0);
        size_t from = at;
        uint32_t c = next_point(words, &at);
        st = cvd_buf_add(out, (struct cvd_str){ words.ptr + from, at - from });
        if (st == CVD_OK && up)
            out->ptr[out->len - 1] =
                (char)((unsigned char)out->ptr[out->len - 1] -
                       capital_below(c));
    }
    return st;
}

enum cvd_status cvd_rewrite(struct cvd_str text,
                            const struct cvd_change *changes, size_t count,
                            struct cvd_buf *out)
{
    size_t at = 0;
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < count && st == CVD_OK; i++) {
        const struct cvd_change *c = &changes[i];
        st = cvd_buf_add(out, (struct cvd_str){ text.ptr + at,
                                                c->start - at });
        if (st == CVD_OK)
            st = put_words((struct cvd_str){ text.ptr + c->start,
                                             c->end - c->start },
                           c->words, out);
        at = c->end;
    }
    if (st == CVD_OK)
        st = cvd_buf_add(out, (struct cvd_str){ text.ptr + at,
                                                text.len - at });
    return st;
}
