/* xml.c - see xml.h. */
#include "base/xml.h"
#include "base/utf8.h"

static const char REPLACEMENT[] = "\xEF\xBF\xBD";

/* What stands for an ASCII character; NULL: it does itself. */
static const char *named(uint32_t c)
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
    /* As themselves they would be read as a blank in an attribute (3.3.3),
     * and CR as LF anywhere (2.11). */
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

static bool is_char(uint32_t c)
{
    return c != CVD_NOT_UTF8 && c >= 0x20 && c != 0xFFFE && c != 0xFFFF;
}

static enum cvd_status put(uint32_t c, struct cvd_str as_is,
                           struct cvd_buf *out)
{
    const char *name = named(c);

    if (name)
        return cvd_buf_add_text(out, name);
    if (!is_char(c))
        return cvd_buf_add_text(out, REPLACEMENT);
    if (c >= 0x7F && c <= 0x9F)
        return cvd_buf_printf(out, "&#%u;", (unsigned)c);
    return cvd_buf_add(out, as_is);
}

enum cvd_status cvd_xml_escape(struct cvd_str s, struct cvd_buf *out)
{
    const uint8_t *p = (const uint8_t *)s.ptr, *end = p ? p + s.len : p;

    while (p < end) {
        size_t len;
        uint32_t c = cvd_utf8_at(p, end, &len);
        struct cvd_str as_is = { (const char *)p, len };
        if (put(c, as_is, out) != CVD_OK)
            return CVD_ENOMEM;
        p += len;
    }
    return CVD_OK;
}
