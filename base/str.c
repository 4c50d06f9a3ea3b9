/* str.c - see str.h.  Depends on libc only. */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int cvd_str_compare(struct cvd_str a, struct cvd_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.ptr, b.ptr, n) : 0;

    if (c)
        return c;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool cvd_str_starts(struct cvd_str s, struct cvd_str prefix)
{
    return s.len >= prefix.len &&
           (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct cvd_str cvd_str_trim(struct cvd_str s)
{
    while (s.len && is_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

enum cvd_status cvd_buf_reserve(struct cvd_buf *b, size_t more)
{
    if (more >= SIZE_MAX - b->len - 1)
        return CVD_ENOMEM;
    size_t need = b->len + more + 1;
    if (need <= b->cap)
        return CVD_OK;
    size_t cap = b->cap ? b->cap : 64;
    while (cap < need)
        cap = cap > SIZE_MAX / 2 ? need : cap * 2;
    char *p = realloc(b->ptr, cap);
    if (!p)
        return CVD_ENOMEM;
    if (!b->ptr)
        p[0] = '\0';
    b->ptr = p;
    b->cap = cap;
    return CVD_OK;
}

enum cvd_status cvd_buf_add_bytes(struct cvd_buf *b, const void *p, size_t n)
{
    enum cvd_status st = cvd_buf_reserve(b, n);

    if (st != CVD_OK)
        return st;
    if (n)
        memcpy(b->ptr + b->len, p, n);
    b->len += n;
    b->ptr[b->len] = '\0';
    return CVD_OK;
}

enum cvd_status cvd_buf_add(struct cvd_buf *b, struct cvd_str s)
{
    return cvd_buf_add_bytes(b, s.ptr, s.len);
}

enum cvd_status cvd_buf_add_char(struct cvd_buf *b, char c)
{
    return cvd_buf_add_bytes(b, &c, 1);
}

enum cvd_status cvd_buf_add_text(struct cvd_buf *b, const char *s)
{
    return cvd_buf_add_bytes(b, s, strlen(s));
}

enum cvd_status cvd_buf_printf(struct cvd_buf *b, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        return CVD_EBUG;
    enum cvd_status st = cvd_buf_reserve(b, (size_t)n);
    if (st != CVD_OK)
        return st;
    va_start(ap, fmt);
    (void)vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, ap);
    va_end(ap);
    b->len += (size_t)n;
    return CVD_OK;
}

void cvd_buf_clear(struct cvd_buf *b)
{
    b->len = 0;
    if (b->ptr)
        b->ptr[0] = '\0';
}

void cvd_buf_swap(struct cvd_buf *a, struct cvd_buf *b)
{
    struct cvd_buf t = *a;

    *a = *b;
    *b = t;
}

void cvd_buf_release(struct cvd_buf *b)
{
    free(b->ptr);
    *b = (struct cvd_buf){ 0 };
}

size_t cvd_utf8_count(struct cvd_str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return n;
}

struct cvd_str cvd_utf8_first(struct cvd_str s, size_t n)
{
    size_t i = 0;

    while (i < s.len && (((unsigned char)s.ptr[i] & 0xC0) == 0x80 || n-- > 0))
        i++;
    s.len = i;
    return s;
}

uint64_t cvd_hash64(struct cvd_str s)
{
    uint64_t h = 14695981039346656037u;

    for (size_t i = 0; i < s.len; i++) {
        h ^= (unsigned char)s.ptr[i];
        h *= 1099511628211u;
    }
    return h;
}
