/* utf8.h - UTF-8, character by character: where text that may be anything is
 * read.
 *
 * base/: libc only. */
#ifndef CVD_BASE_UTF8_H
#define CVD_BASE_UTF8_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CVD_NOT_UTF8 = 0x110000 };

/* The code point at p < end and its length in *len; CVD_NOT_UTF8, length 1,
 * where none is (Unicode 15.0, table 3-7). */
static inline uint32_t cvd_utf8_at(const uint8_t *p, const uint8_t *end,
                                   size_t *len)
{
    uint32_t c = *p;
    ptrdiff_t room = end - p;

    *len = 1;
    if (c < 0x80)
        return c;
    if (c < 0xE0) {
        if (c < 0xC2 || room < 2 || (p[1] & 0xC0) != 0x80)
            return CVD_NOT_UTF8;
        *len = 2;
        return (c & 0x1F) << 6 | (p[1] & 0x3Fu);
    }
    if (c < 0xF0) {
        if (room < 3 || (((p[1] ^ 0x80) | (p[2] ^ 0x80)) & 0xC0))
            return CVD_NOT_UTF8;
        c = (c & 0x0F) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        if (c < 0x800 || (c & 0xF800) == 0xD800)
            return CVD_NOT_UTF8;
        *len = 3;
        return c;
    }
    if (room < 4 || c > 0xF4 || (p[1] & 0xC0) != 0x80 ||
        (p[2] & 0xC0) != 0x80 || (p[3] & 0xC0) != 0x80)
        return CVD_NOT_UTF8;
    c = (c & 0x07) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 |
        (p[3] & 0x3Fu);
    if (c < 0x10000 || c >= CVD_NOT_UTF8)
        return CVD_NOT_UTF8;
    *len = 4;
    return c;
}

/* The length of the valid UTF-8 `s` begins with. */
size_t cvd_utf8_valid(struct cvd_str s);

#ifdef __cplusplus
}
#endif
#endif
