/* utf8.c - where valid UTF-8 ends. */
#include "base/utf8.h"

size_t cvd_utf8_valid(struct cvd_str s)
{
    const uint8_t *begin = (const uint8_t *)s.ptr, *p = begin;
    const uint8_t *end = s.len ? p + s.len : p;

    for (size_t len; p < end; p += len)
        if (*p < 0x80)
            len = 1;
        else if (cvd_utf8_at(p, end, &len) == CVD_NOT_UTF8)
            break;
    return (size_t)(p - begin);
}
