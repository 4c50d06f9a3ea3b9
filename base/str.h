/* str.h - borrowed and owned strings.
 *
 * base/ may include libc only.  struct cvd_str points at bytes somebody else
 * owns; struct cvd_buf owns its bytes.  Neither is tied to a thread.  Text is
 * UTF-8; lengths are bytes.  Zero-initialised values are valid and empty. */
#ifndef CVD_BASE_STR_H
#define CVD_BASE_STR_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A borrowed run of bytes; not NUL-terminated.  ptr may be NULL if len 0. */
struct cvd_str {
    const char *ptr;
    size_t len;
};

/* An owned, growing run of bytes.  When ptr is not NULL, ptr[len] is NUL. */
struct cvd_buf {
    char *ptr;
    size_t len;
    size_t cap;
};

/* Borrow a NUL-terminated string; NULL becomes the empty string. */
static inline struct cvd_str cvd_str_from(const char *s)
{
    struct cvd_str r = { s, s ? strlen(s) : 0 };
    return r;
}

/* Borrow what `b` holds now: valid until `b` next changes. */
static inline struct cvd_str cvd_buf_str(const struct cvd_buf *b)
{
    struct cvd_str r = { b->ptr, b->len };
    return r;
}

static inline bool cvd_str_equal(struct cvd_str a, struct cvd_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Byte order; a prefix sorts before what it begins.  <0, 0, >0. */
int cvd_str_compare(struct cvd_str a, struct cvd_str b);

bool cvd_str_starts(struct cvd_str s, struct cvd_str prefix);

/* `s` without its first `n` bytes, which it has. */
static inline struct cvd_str cvd_str_behind(struct cvd_str s, size_t n)
{
    struct cvd_str r = { s.ptr + n, s.len - n };
    return r;
}

/* `s` without ASCII white space at either end. */
struct cvd_str cvd_str_trim(struct cvd_str s);

/* Make room for `more` bytes beyond len.  CVD_ENOMEM. */
enum cvd_status cvd_buf_reserve(struct cvd_buf *b, size_t more);

/* Append; `s` must not point into `b`.  CVD_ENOMEM, `b` then unchanged. */
enum cvd_status cvd_buf_add(struct cvd_buf *b, struct cvd_str s);
enum cvd_status cvd_buf_add_bytes(struct cvd_buf *b, const void *p, size_t n);
enum cvd_status cvd_buf_add_char(struct cvd_buf *b, char c);
enum cvd_status cvd_buf_add_text(struct cvd_buf *b, const char *s);

/* Append what printf would print.  CVD_ENOMEM. */
enum cvd_status cvd_buf_printf(struct cvd_buf *b, const char *fmt, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 2, 3)))
#endif
    ;

/* Forget the bytes, keep the room. */
void cvd_buf_clear(struct cvd_buf *b);

void cvd_buf_swap(struct cvd_buf *a, struct cvd_buf *b);

/* Free the bytes and leave *b empty. */
void cvd_buf_release(struct cvd_buf *b);

/* Number of Unicode code points in valid UTF-8 `s`. */
size_t cvd_utf8_count(struct cvd_str s);

/* The first n code points of valid UTF-8 `s`, all of it if it has fewer. */
struct cvd_str cvd_utf8_first(struct cvd_str s, size_t n);

/* FNV-1a, 64 bits (Fowler, Noll, Vo: draft-eastlake-fnv). */
uint64_t cvd_hash64(struct cvd_str s);

#ifdef __cplusplus
}
#endif
#endif
