/* members.c - see members.h.  The grammar is RFC 8259's. */
#include "base/members.h"
#include "base/array.h"
#include "base/utf8.h"

#include <stdlib.h>

enum {
    /* A key is compared with all before it: a repeated one is not plain. */
    KEYS_MAX = 64,
    /* Lists and objects in an object, and lists in these. */
    DEPTH_MAX = 3,
    /* So many digits are a number to every reader. */
    DIGITS_MAX = 15
};

struct scan {
    const uint8_t *p, *end;
    struct cvd_members *out;
    bool full;              /* out of memory */
};

void cvd_members_clear(struct cvd_members *m)
{
    m->count = 0;
    cvd_buf_clear(&m->bytes);
}

void cvd_members_release(struct cvd_members *m)
{
    free(m->list);
    cvd_buf_release(&m->bytes);
    *m = (struct cvd_members){ 0 };
}

enum cvd_status cvd_members_add(struct cvd_members *m,
                                const struct cvd_member *value, size_t *at)
{
    enum cvd_status st = cvd_array_reserve(&m->list, &m->cap, m->count + 1,
                                           sizeof *m->list);

    if (st != CVD_OK)
        return st;
    *at = m->count++;
    m->list[*at] = *value;
    m->list[*at].next = m->count;
    return CVD_OK;
}

const struct cvd_member *cvd_members_find(const struct cvd_members *m,
                                          const char *key)
{
    struct cvd_str want = cvd_str_from(key);

    for (size_t i = 0; i < m->count; i = m->list[i].next)
        if (cvd_str_equal(m->list[i].key, want))
            return &m->list[i];
    return NULL;
}

static void skip_blanks(struct scan *s)
{
    while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' ||
                             *s->p == '\n' || *s->p == '\r'))
        s->p++;
}

/* Past `c` and the blanks before it, if it is next. */
static bool take(struct scan *s, char c)
{
    skip_blanks(s);
    if (s->p == s->end || *s->p != (uint8_t)c)
        return false;
    s->p++;
    return true;
}

/* ---- strings --------------------------------------------------------- */

/* Past what stands for itself in a string; false where that is not UTF-8. */
static bool skip_plain(struct scan *s)
{
    const uint8_t *p = s->p;
    size_t len;

    for (; p < s->end; p += len) {
        len = 1;
        if (*p == '"' || *p == '\\')
            break;
        if (*p < 0x20 || (*p >= 0x80 && cvd_utf8_at(p, s->end, &len) ==
                                            CVD_NOT_UTF8))
            return false;
    }
    s->p = p;
    return p < s->end;
}

/* Four hexadecimal digits. */
static bool read_hex(struct scan *s, uint32_t *out)
{
    uint32_t v = 0;

    if (s->end - s->p < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        uint32_t c = *s->p++, low = c | 0x20;
        if (c >= '0' && c <= '9')
            v = v << 4 | (c - '0');
        else if (low >= 'a' && low <= 'f')
            v = v << 4 | (low - 'a' + 10);
        else
            return false;
    }
    *out = v;
    return true;
}

/* What follows "\u"; a character beyond U+FFFF is two of these.  U+0000 and
 * half a pair are left to others. */
static bool read_unicode(struct scan *s, uint32_t *cp)
{
    uint32_t low;

    if (!read_hex(s, cp) || *cp == 0)
        return false;
    if (*cp < 0xD800 || *cp > 0xDFFF)
        return true;
    if (*cp > 0xDBFF || s->end - s->p < 2 || s->p[0] != '\\' ||
        s->p[1] != 'u')
        return false;
    s->p += 2;
    if (!read_hex(s, &low) || low < 0xDC00 || low > 0xDFFF)
        return false;
    *cp = 0x10000 + ((*cp - 0xD800) << 10 | (low - 0xDC00));
    return true;
}

static void put_utf8(struct cvd_buf *out, uint32_t cp)
{
    char *p = out->ptr + out->len;

    if (cp < 0x80) {
        *p++ = (char)cp;
    } else if (cp < 0x800) {
        *p++ = (char)(0xC0 | cp >> 6);
        *p++ = (char)(0x80 | (cp & 0x3F));
    } else if (cp < 0x10000) {
        *p++ = (char)(0xE0 | cp >> 12);
        *p++ = (char)(0x80 | (cp >> 6 & 0x3F));
        *p++ = (char)(0x80 | (cp & 0x3F));
    } else {
        *p++ = (char)(0xF0 | cp >> 18);
        *p++ = (char)(0x80 | (cp >> 12 & 0x3F));
        *p++ = (char)(0x80 | (cp >> 6 & 0x3F));
        *p++ = (char)(0x80 | (cp & 0x3F));
    }
    out->len = (size_t)(p - out->ptr);
}

/* The escape behind a backslash, into `out`, which has room. */
static bool read_escape(struct scan *s, struct cvd_buf *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    uint32_t cp;

    if (s->p == s->end)
        return false;
    char c = (char)*s->p++;
    if (c == 'u') {
        if (!read_unicode(s, &cp))
            return false;
        put_utf8(out, cp);
        return true;
    }
    const char *found = c ? strchr(from, c) : NULL;
    if (!found)
        return false;
    out->ptr[out->len++] = to[found - from];
    return true;
}

/* The rest of a string from its first escape on, `begin` being what came
 * before it. */
static bool read_escaped(struct scan *s, const uint8_t *begin,
                         struct cvd_str *out)
{
    struct cvd_buf *bytes = &s->out->bytes;
    size_t from = bytes->len;

    /* Room for all was made: no escape is shorter than what it stands for. */
    for (;;) {
        size_t n = (size_t)(s->p - begin);
        memcpy(bytes->ptr + bytes->len, begin, n);
        bytes->len += n;
        if (*s->p++ == '"')
            break;
        if (!read_escape(s, bytes))
            return false;
        begin = s->p;
        if (!skip_plain(s))
            return false;
    }
    *out = (struct cvd_str){ bytes->ptr + from, bytes->len - from };
    return true;
}

/* The string whose first quotation mark was taken. */
static bool read_string(struct scan *s, bool key, struct cvd_str *out)
{
    const uint8_t *begin = s->p;

    if (!skip_plain(s))
        return false;
    if (*s->p == '\\')
        return !key && read_escaped(s, begin, out);
    *out = (struct cvd_str){ (const char *)begin, (size_t)(s->p - begin) };
    s->p++;
    return true;
}

/* ---- other values ---------------------------------------------------- */

static size_t skip_digits(struct scan *s)
{
    const uint8_t *from = s->p;

    while (s->p < s->end && *s->p >= '0' && *s->p <= '9')
        s->p++;
    return (size_t)(s->p - from);
}

/* A number of few digits, without an exponent. */
static bool skip_number(struct scan *s)
{
    s->p += *s->p == '-';
    bool zero = s->p < s->end && *s->p == '0';
    size_t digits = skip_digits(s);

    if (!digits || digits > DIGITS_MAX || (zero && digits > 1))
        return false;
    if (s->p == s->end || *s->p != '.')
        return true;
    s->p++;
    digits = skip_digits(s);
    return digits && digits <= DIGITS_MAX;
}

static bool skip_name(struct scan *s, const char *name)
{
    size_t n = strlen(name);

    if ((size_t)(s->end - s->p) < n || memcmp(s->p, name, n) != 0)
        return false;
    s->p += n;
    return true;
}

/* Whether a value from `first` on in its object has this key. */
static bool is_repeated(const struct cvd_members *m, size_t first,
                        struct cvd_str key)
{
    size_t keys = 0;

    for (size_t i = first; i < m->count; i = m->list[i].next)
        if (++keys >= KEYS_MAX || cvd_str_equal(m->list[i].key, key))
            return true;
    return false;
}

static bool read_value(struct scan *s, struct cvd_str key, unsigned depth);

/* What stands between two brackets, the first taken. */
static bool read_inside(struct scan *s, bool object, unsigned depth)
{
    size_t first = s->out->count;
    char close = object ? '}' : ']';

    if (take(s, close))
        return true;
    do {
        struct cvd_str key = { "", 0 };
        if (object && !(take(s, '"') && read_string(s, true, &key) &&
                        !is_repeated(s->out, first, key) && take(s, ':')))
            return false;
        if (!read_value(s, key, depth))
            return false;
    } while (take(s, ','));
    return take(s, close);
}

static bool read_value(struct scan *s, struct cvd_str key, unsigned depth)
{
    struct cvd_member v = { .kind = CVD_MEMBER_OTHER, .key = key };
    bool open = false, ok = true;
    size_t at;

    skip_blanks(s);
    if (s->p == s->end)
        return false;
    switch (*s->p) {
    case '"':
        s->p++;
        v.kind = CVD_MEMBER_STRING;
        ok = read_string(s, false, &v.string);
        break;
    case 'n':
        v.kind = CVD_MEMBER_NULL;
        ok = skip_name(s, "null");
        break;
    case 't':
        ok = skip_name(s, "true");
        break;
    case 'f':
        ok = skip_name(s, "false");
        break;
    case '[':
    case '{':
        v.kind = *s->p++ == '{' ? CVD_MEMBER_OBJECT : CVD_MEMBER_LIST;
        ok = depth < DEPTH_MAX;
        open = true;
        break;
    default:
        ok = skip_number(s);
    }
    if (!ok)
        return false;
    s->full = cvd_members_add(s->out, &v, &at) != CVD_OK;
    if (s->full ||
        (open && !read_inside(s, v.kind == CVD_MEMBER_OBJECT, depth + 1)))
        return false;
    s->out->list[at].next = s->out->count;
    return true;
}

enum cvd_status cvd_members_read(struct cvd_members *m, struct cvd_str text)
{
    const uint8_t *p = (const uint8_t *)text.ptr;
    struct scan s = { p, text.len ? p + text.len : p, m, false };

    cvd_members_clear(m);
    if (cvd_buf_reserve(&m->bytes, text.len) != CVD_OK)
        return CVD_ENOMEM;
    bool ok = take(&s, '{') && read_inside(&s, true, 1);
    skip_blanks(&s);
    if (ok && s.p == s.end)
        return CVD_OK;
    cvd_members_clear(m);
    return s.full ? CVD_ENOMEM : CVD_EINPUT;
}
