/* clean.c - see clean.h. */
#include "indexer/clean.h"
#include "analyzers/analyzer.h"
#include "base/limits.h"

struct cvd_str cvd_clean_cut(struct cvd_str s, size_t max)
{
    if (s.len <= max)
        return s;
    s.len = max;
    while (s.len && ((unsigned char)s.ptr[s.len] & 0xC0) == 0x80)
        s.len--;
    return s;
}

bool cvd_clean_has_control(struct cvd_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < 0x20 || c == 0x7F)
            return true;
        /* C1: U+0080 to U+009F. */
        if (c == 0xC2 && i + 1 < s.len && (unsigned char)s.ptr[i + 1] < 0xA0)
            return true;
    }
    return false;
}

/* Bytes of the white space at s, 0 if there is none.  Beside ASCII: no-break
 * space, the spaces U+2000 to U+200A, and U+3000. */
static size_t space_at(struct cvd_str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;

    if (p[0] == ' ' || (p[0] >= '\t' && p[0] <= '\r'))
        return 1;
    if (s.len >= 2 && p[0] == 0xC2 && p[1] == 0xA0)
        return 2;
    if (s.len >= 3 && p[0] == 0xE2 && p[1] == 0x80 && p[2] <= 0x8A)
        return 3;
    if (s.len >= 3 && p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80)
        return 3;
    return 0;
}

enum cvd_status cvd_clean_line(struct cvd_str in, bool markdown,
                               struct cvd_buf *out)
{
    size_t from = out->len;
    bool space = false;

    if (cvd_buf_reserve(out, in.len) != CVD_OK)
        return CVD_ENOMEM;
    while (in.len) {
        size_t n = space_at(in);
        if (n) {
            space = true;
        } else {
            n = 1;
            if (!markdown || (in.ptr[0] != '*' && in.ptr[0] != '#')) {
                if (space && out->len > from)
                    out->ptr[out->len++] = ' ';
                out->ptr[out->len++] = in.ptr[0];
                space = false;
            }
        }
        in.ptr += n;
        in.len -= n;
    }
    out->ptr[out->len] = '\0';
    return CVD_OK;
}

/* Bytes of the well-formed character at the start of s (Unicode, table
 * 3-7), 0 if there is none. */
static size_t character_at(struct cvd_str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    unsigned char lo = 0x80, hi = 0xBF;
    size_t n;

    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4)
        return 0;
    n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (p[0] == 0xE0)
        lo = 0xA0;
    else if (p[0] == 0xED)
        hi = 0x9F;
    else if (p[0] == 0xF0)
        lo = 0x90;
    else if (p[0] == 0xF4)
        hi = 0x8F;
    if (s.len < n || p[1] < lo || p[1] > hi)
        return 0;
    for (size_t i = 2; i < n; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    return n;
}

enum cvd_status cvd_clean_bytes(struct cvd_str in, struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;

    while (in.len && st == CVD_OK) {
        size_t n = character_at(in);
        st = n ? cvd_buf_add_bytes(out, in.ptr, n)
               : cvd_buf_add_text(out, "\uFFFD");
        n += n == 0;
        in.ptr += n;
        in.len -= n;
    }
    return st;
}

enum cvd_status cvd_clean_id(struct cvd_str in, const char *what,
                             struct cvd_buf *out, struct cvd_err *err)
{
    size_t from = out->len;
    struct cvd_err why;
    enum cvd_status st;

    /* Before it is normalised, so that nothing long is: NFC is never more
     * than three times as long (UAX #15, stability of NFC). */
    if (in.len > 3 * CVD_ID_BYTES_MAX)
        st = CVD_ELIMIT;
    else
        st = cvd_text_normalize(in, out, &why);
    struct cvd_str id = { out->ptr + from, out->len - from };
    if (st == CVD_OK && id.len > CVD_ID_BYTES_MAX)
        st = CVD_ELIMIT;
    if (st == CVD_ELIMIT)
        (void)cvd_fail(err, st, "the %s is longer than %d bytes", what,
                       CVD_ID_BYTES_MAX);
    else if (st == CVD_EINPUT)
        (void)cvd_fail(err, st, "the %s is not UTF-8", what);
    else if (st != CVD_OK)
        (void)cvd_fail(err, st, "out of memory");
    else if (!id.len)
        st = cvd_fail(err, CVD_EINPUT, "the %s is empty", what);
    else if (cvd_clean_has_control(id))
        st = cvd_fail(err, CVD_EINPUT, "the %s holds a control character",
                      what);
    if (st != CVD_OK)
        out->len = from;
    return st;
}
