/* html.c - see html.h. */
#include "base/html.h"
#include "base/utf8.h"

static const char REPLACEMENT[] = "\xEF\xBF\xBD";

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool is_allowed(uint32_t c)
{
    bool noncharacter = (c & 0xFFFE) == 0xFFFE ||
                        (c >= 0xFDD0 && c <= 0xFDEF);

    return c != CVD_NOT_UTF8 && !noncharacter &&
           (is_space(c) || (c > ' ' && (c < 0x7F || c > 0x9F)));
}

/* What stands for a character; NULL: it does itself. */
static const char *stand_in(uint32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return is_allowed(c) ? NULL : REPLACEMENT;
    }
}

enum cvd_status cvd_html_escape(struct cvd_str s, struct cvd_buf *out)
{
    const uint8_t *p = (const uint8_t *)s.ptr, *run = p;
    const uint8_t *end = s.len ? p + s.len : p;
    enum cvd_status st = CVD_OK;
    size_t len;

    for (; p < end && st == CVD_OK; p += len) {
        const char *other = stand_in(cvd_utf8_at(p, end, &len));
        if (!other)
            continue;
        st = cvd_buf_add_bytes(out, run, (size_t)(p - run));
        if (st == CVD_OK)
            st = cvd_buf_add_text(out, other);
        run = p + len;
    }
    if (st == CVD_OK && run < end)
        st = cvd_buf_add_bytes(out, run, (size_t)(end - run));
    return st;
}
