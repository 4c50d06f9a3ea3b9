/* chart_text.c - see chart_text.h. */
#include "search/chart_text.h"
#include "base/utf8.h"

#include <stdbool.h>

static const char ELLIPSIS[] = "…";

/* In thousandths of the size: the wider of Arial's and DejaVu Sans' advance,
 * by kind of character. */
static unsigned width_of(uint32_t c)
{
    if (c < 0x80 && strchr("iljI.,:;'|!", (int)c))
        return 320;
    if (c < 0x80 && strchr(" ()[]-/rtf", (int)c))
        return 400;
    if (c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == '%')
        return 950;
    if (c >= 'A' && c <= 'Z')
        return 730;
    if (c >= 0x1100) /* the Vietnamese of 1EA0 on, and what is wide */
        return c >= 0x1EA0 && c <= 0x1EFF ? 660 : 1000;
    return 620;
}

double cvd_text_width(struct cvd_str s, double size)
{
    const uint8_t *p = (const uint8_t *)s.ptr, *end = p + s.len;
    unsigned long sum = 0;
    size_t n;

    for (; p < end; p += n)
        sum += width_of(cvd_utf8_at(p, end, &n));
    return (double)sum * size / 1000;
}

struct cvd_str cvd_text_line(struct cvd_str s, double size, double width,
                             struct cvd_str *rest)
{
    const uint8_t *p = (const uint8_t *)s.ptr, *end = p + s.len;
    unsigned long sum = 0;
    size_t n, at = 0, blank = 0;

    for (; at < s.len; at += n) {
        uint32_t c = cvd_utf8_at(p + at, end, &n);
        sum += width_of(c);
        if (at && (double)sum * size / 1000 > width)
            break;
        if (c == ' ')
            blank = at;
    }
    if (at < s.len && blank)
        at = blank;
    *rest = cvd_str_trim(cvd_str_behind(s, at));
    return (struct cvd_str){ s.ptr, at };
}

enum cvd_status cvd_text_fit(struct cvd_str s, double size, double width,
                             struct cvd_buf *out)
{
    struct cvd_str ellipsis = cvd_str_from(ELLIPSIS), rest;

    if (cvd_text_width(s, size) <= width)
        return cvd_buf_add(out, s);
    s = cvd_text_line(s, size, width - cvd_text_width(ellipsis, size),
                      &rest);
    enum cvd_status st = cvd_buf_add(out, s);
    return st == CVD_OK ? cvd_buf_add(out, ellipsis) : st;
}
