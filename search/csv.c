/* csv.c - see csv.h. */
#include "search/csv.h"
#include "base/utf8.h"

static const char REPLACEMENT[] = "\xEF\xBF\xBD";

/* C0 but tab and line feed, DEL, C1; embeddings, overrides and isolates of
 * direction, which show text in another order than it has (UAX #9). */
static bool is_harmful(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c <= 0x9F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
           c == CVD_NOT_UTF8;
}

static bool looks_like_formula(struct cvd_str s)
{
    static const char *const wide[] = { "＝", "＋", "－", "＠" };

    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (cvd_str_starts(s, cvd_str_from(wide[i])))
            return true;
    return s.len && memchr("=+-@\t\r\n", s.ptr[0], 7) != NULL;
}

static bool needs_quotes(struct cvd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (memchr(",\"\n\t", s.ptr[i], 4))
            return true;
    return false;
}

static enum cvd_status add_clean(struct cvd_buf *out, struct cvd_str raw)
{
    const uint8_t *p = (const uint8_t *)raw.ptr, *end = p + raw.len;
    enum cvd_status st = CVD_OK;
    size_t n;

    for (; p < end && st == CVD_OK; p += n) {
        uint32_t c = cvd_utf8_at(p, end, &n);
        if (c == '\r' && p + 1 < end && p[1] == '\n')
            continue;
        if (c == '"')
            st = cvd_buf_add_text(out, "\"\"");
        else if (is_harmful(c))
            st = cvd_buf_add_text(out, REPLACEMENT);
        else
            st = cvd_buf_add_bytes(out, p, n);
    }
    return st;
}

enum cvd_status cvd_csv_cell(struct cvd_buf *out, size_t col,
                             struct cvd_str raw)
{
    bool quotes = needs_quotes(raw);
    enum cvd_status st = col ? cvd_buf_add_char(out, ',') : CVD_OK;

    if (st == CVD_OK && quotes)
        st = cvd_buf_add_char(out, '"');
    if (st == CVD_OK && looks_like_formula(raw))
        st = cvd_buf_add_char(out, '\'');
    if (st == CVD_OK)
        st = add_clean(out, raw);
    if (st == CVD_OK && quotes)
        st = cvd_buf_add_char(out, '"');
    return st;
}

enum cvd_status cvd_csv_end(struct cvd_buf *out)
{
    return cvd_buf_add_text(out, "\r\n");
}
