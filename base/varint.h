/* varint.h - unsigned integers in 7-bit groups, least first (LEB128).
 *
 * base/: libc only.  Readers never pass `end`; a damaged file gives wrong
 * numbers, never a wild read. */
#ifndef CVD_BASE_VARINT_H
#define CVD_BASE_VARINT_H

#include <stddef.h>
#include <stdint.h>

enum { CVD_VARINT_MAX = 10 }; /* bytes of the longest */

/* Write v at p, which has CVD_VARINT_MAX bytes; the byte after it. */
static inline unsigned char *cvd_varint_put(unsigned char *p, uint64_t v)
{
    while (v >= 0x80) {
        *p++ = (unsigned char)(v | 0x80);
        v >>= 7;
    }
    *p++ = (unsigned char)v;
    return p;
}

/* Read one into *v; the byte after it, or NULL when `end` cuts it or it is
 * longer than 64 bits. */
static inline const unsigned char *
cvd_varint_get(const unsigned char *p, const unsigned char *end, uint64_t *v)
{
    if (p < end && *p < 0x80) {
        *v = *p;
        return p + 1;
    }
    uint64_t r = 0;
    for (unsigned shift = 0; shift < 64 && p < end; shift += 7) {
        unsigned char c = *p++;
        r |= (uint64_t)(c & 0x7F) << shift;
        if (c < 0x80) {
            *v = r;
            return p;
        }
    }
    return NULL;
}

#endif
