/* uri.c - the target of a request, decoded once and strictly. */
#include "searchd/uri.h"
#include "base/utf8.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decode `raw` to `to`, which has room for as many bytes. */
static enum cvd_status decode(struct cvd_str raw, bool plus_is_blank,
                              char *to, struct cvd_str *out,
                              struct cvd_err *err)
{
    size_t n = 0;

    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        if ((unsigned char)c <= ' ' || c == 0x7F)
            return cvd_fail(err, CVD_EINPUT, "the address has a blank or a "
                                             "control character");
        if (c == '%') {
            bool room = raw.len - i > 2;
            int high = room ? hex(raw.ptr[i + 1]) : -1;
            int low = room ? hex(raw.ptr[i + 2]) : -1;
            if (high < 0 || low < 0)
                return cvd_fail(err, CVD_EINPUT,
                                "a '%%' in the address is not followed by "
                                "two hexadecimal figures");
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_blank) {
            c = ' ';
        }
        if (c == '\0')
            return cvd_fail(err, CVD_EINPUT, "the address has a zero byte");
        to[n++] = c;
    }
    *out = (struct cvd_str){ to, n };
    if (cvd_utf8_valid(*out) < n)
        return cvd_fail(err, CVD_EINPUT, "the address is not UTF-8");
    return CVD_OK;
}

/* Whether a step between slashes is "." or "..", which has no place in what
 * names a document: nothing here is resolved against anything. */
static bool has_dots(struct cvd_str s)
{
    for (size_t i = 0; i <= s.len; i++) {
        size_t begin = i;
        while (i < s.len && s.ptr[i] != '/' && s.ptr[i] != '\\')
            i++;
        struct cvd_str step = { s.ptr + begin, i - begin };
        if (cvd_str_equal(step, cvd_str_from(".")) ||
            cvd_str_equal(step, cvd_str_from("..")))
            return true;
    }
    return false;
}

/* What stands before the next `mark`, or all of it; *rest behind the mark. */
static struct cvd_str cut(struct cvd_str s, char mark, struct cvd_str *rest)
{
    const char *at = s.len ? memchr(s.ptr, mark, s.len) : NULL;
    struct cvd_str head = { s.ptr, at ? (size_t)(at - s.ptr) : s.len };

    *rest = at ? (struct cvd_str){ at + 1, s.len - head.len - 1 }
               : (struct cvd_str){ s.ptr + s.len, 0 };
    return head;
}

static enum cvd_status read_path(struct uri *u, struct cvd_str path,
                                 char **to, struct cvd_err *err)
{
    struct cvd_str rest = { path.ptr + 1, path.len - 1 };
    enum cvd_status st = CVD_OK;

    while (rest.len && st == CVD_OK) {
        struct cvd_str raw = cut(rest, '/', &rest), *segment;
        if (u->segment_count == URI_SEGMENTS_MAX)
            return cvd_fail(err, CVD_ELIMIT,
                            "the address has more than %d steps",
                            URI_SEGMENTS_MAX);
        segment = &u->segments[u->segment_count++];
        st = decode(raw, false, *to, segment, err);
        *to += raw.len;
        if (st == CVD_OK && has_dots(*segment))
            st = cvd_fail(err, CVD_EINPUT,
                          "the address has a '.' or '..' step");
    }
    return st;
}

static enum cvd_status read_query(struct uri *u, struct cvd_str query,
                                  char **to, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    while (query.len && st == CVD_OK) {
        struct cvd_str pair = cut(query, '&', &query), value;
        struct cvd_str name = cut(pair, '=', &value);
        struct uri_param *p;
        if (!pair.len)
            continue;
        if (u->param_count == URI_PARAMS_MAX)
            return cvd_fail(err, CVD_ELIMIT,
                            "the address has more than %d parameters",
                            URI_PARAMS_MAX);
        p = &u->params[u->param_count++];
        st = decode(name, true, *to, &p->name, err);
        *to += name.len;
        if (st == CVD_OK)
            st = decode(value, true, *to, &p->value, err);
        *to += value.len;
    }
    return st;
}

enum cvd_status uri_read(struct uri *out, const char *raw,
                         struct cvd_err *err)
{
    struct cvd_str all = { raw, strnlen(raw, URI_BYTES_MAX + 1) }, query;

    uri_release(out);
    if (all.len > URI_BYTES_MAX)
        return cvd_fail(err, CVD_ELIMIT, "the address is over %d bytes",
                        URI_BYTES_MAX);
    if (!all.len || raw[0] != '/')
        return cvd_fail(err, CVD_EINPUT,
                        "the address does not begin with '/'");
    struct cvd_buf data = { 0 };
    /* Twice: as it came, and decoded, which is never longer. */
    enum cvd_status st = cvd_buf_reserve(&data, 2 * all.len);
    if (st == CVD_OK)
        st = cvd_buf_add(&data, all);
    if (st != CVD_OK) {
        cvd_buf_release(&data);
        return cvd_fail(err, st, "out of memory");
    }
    char *to = data.ptr + all.len;
    out->data = data;
    out->path = cut(cvd_buf_str(&data), '?', &query);
    st = read_path(out, out->path, &to, err);
    if (st == CVD_OK)
        st = read_query(out, query, &to, err);
    if (st != CVD_OK)
        uri_release(out);
    return st;
}

void uri_release(struct uri *u)
{
    cvd_buf_release(&u->data);
    u->path = (struct cvd_str){ NULL, 0 };
    u->segment_count = u->param_count = 0;
}

struct cvd_str uri_value(const struct uri *u, const char *name)
{
    struct cvd_str wanted = cvd_str_from(name);

    for (size_t i = 0; i < u->param_count; i++)
        if (u->params[i].value.len &&
            cvd_str_equal(u->params[i].name, wanted))
            return u->params[i].value;
    return (struct cvd_str){ NULL, 0 };
}

enum cvd_status uri_encode(struct cvd_buf *out, struct cvd_str s)
{
    static const char digits[] = "0123456789ABCDEF";
    enum cvd_status st = cvd_buf_reserve(out, s.len);

    for (size_t i = 0; i < s.len && st == CVD_OK; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        char escape[3] = { '%', digits[c >> 4], digits[c & 15] };
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
            (c >= 'A' && c <= 'Z') || (c && strchr("-._~", c)))
            st = cvd_buf_add_char(out, (char)c);
        else
            st = cvd_buf_add_bytes(out, escape, sizeof escape);
    }
    return st;
}
