/* saved.c - see saved.h. */
#include "searchd/page/saved.h"

enum { NAME_BYTES = 60 }; /* a line of a folder's window; many file systems
                             take 255 with the rest */

/* Bytes of the Latin letter or figure that `s` begins with; 0: of none.
 * Vietnamese ones are ASCII, U+00C0 to U+01BF, two bytes of UTF-8, or U+1E80
 * to U+1EFF, three. */
static size_t letter_bytes(struct cvd_str s)
{
    unsigned char a = (unsigned char)s.ptr[0];
    unsigned char b = s.len > 1 ? (unsigned char)s.ptr[1] : 0;

    if ((a >= '0' && a <= '9') || ((a | 0x20) >= 'a' && (a | 0x20) <= 'z'))
        return 1;
    if (a >= 0xC3 && a <= 0xC6 && s.len > 1)
        return 2;
    return a == 0xE1 && (b == 0xBA || b == 0xBB) && s.len > 2 ? 3 : 0;
}

/* Anything else is one hyphen between them. */
static void name(struct pen *w, struct cvd_str of)
{
    bool between = true;
    size_t written = 0;

    while (of.len && written < NAME_BYTES) {
        size_t bytes = letter_bytes(of);
        if (bytes && between)
            pen_markup(w, "-");
        if (bytes)
            pen_text(w, (struct cvd_str){ of.ptr, bytes });
        between = !bytes;
        written += bytes;
        bytes = bytes ? bytes : 1;
        of = (struct cvd_str){ of.ptr + bytes, of.len - bytes };
    }
}

void saved_as(struct pen *w, const char *kind, struct cvd_str of,
              const char *ending)
{
    pen_markup(w, " download=\"");
    pen_markup(w, kind);
    name(w, of);
    pen_markup(w, ending);
    pen_markup(w, "\"");
}
