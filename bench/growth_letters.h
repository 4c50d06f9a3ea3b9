/* growth_letters.h - capitals of Vietnamese letters in UTF-8, for text that is
 * composed or counted; the engine has its own tables.
 *
 * May depend on: libc. */
#ifndef BENCH_GROWTH_LETTERS_H
#define BENCH_GROWTH_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Code points from U+0100 on where a capital is even and its small letter one
 * more; U+01AF (Ư) and its small letter are the other way round. */
static inline bool growth_paired(uint32_t c)
{
    return (c >= 0x100 && c < 0x180) || c == 0x1A0 || c == 0x1A1 ||
           (c >= 0x1EA0 && c < 0x1F00);
}

static inline uint32_t growth_capital(uint32_t c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c < 0xFF && c != 0xF7))
        return c - 0x20;
    if (c == 0x1B0)
        return 0x1AF;
    return growth_paired(c) ? c & ~1u : c;
}

static inline bool growth_is_capital(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0xDF && c != 0xD7) ||
           c == 0x1AF || (growth_paired(c) && !(c & 1));
}

/* The code point at s, of valid UTF-8; *len gets its bytes. */
static inline uint32_t growth_decode(const char *s, size_t *len)
{
    const unsigned char *u = (const unsigned char *)s;

    *len = u[0] < 0x80 ? 1 : u[0] < 0xE0 ? 2 : u[0] < 0xF0 ? 3 : 4;
    if (*len == 1)
        return u[0];
    if (*len == 2)
        return (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
    if (*len == 3)
        return (u[0] & 0xFu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
    return 0xFFFD;
}

/* Write `c`, below U+10000, and return its bytes. */
static inline size_t growth_encode(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    out[0] = (char)(0xE0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3F));
    out[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

/* Write s[len] with its first letter, or all, as capitals; as many bytes,
 * which holds for Vietnamese. */
static inline void growth_capitalise(const char *s, size_t len, bool all,
                                     char *out)
{
    size_t n;

    for (size_t i = 0; i < len; i += n) {
        uint32_t c = growth_decode(s + i, &n);
        if (i > 0 && !all)
            c = 0xFFFD;
        if (c == 0xFFFD || i + n > len) {
            for (size_t k = i; k < len && k < i + n; k++)
                out[k] = s[k];
        } else {
            (void)growth_encode(growth_capital(c), out + i);
        }
    }
}

#endif
