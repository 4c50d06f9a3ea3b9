/* words.c - the words of a question as one text. */
#include "cvdsearch/cli.h"

enum cvd_status cli_join_args(const struct cli *c, struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;
    bool repaired = false;

    for (size_t i = 0; i < c->arg_count && st == CVD_OK; i++) {
        const char *p = c->args[i], *end = p + strlen(p);
        size_t n;
        if (i > 0)
            st = cvd_buf_add_char(out, ' ');
        for (; p < end && st == CVD_OK; p += n) {
            bool bad = utf8_next(p, end, &n) == 0xFFFD && n == 1;
            st = bad ? cvd_buf_add_text(out, "\xEF\xBF\xBD")
                     : cvd_buf_add_bytes(out, p, n);
            repaired = repaired || bad;
        }
    }
    if (repaired)
        cli_say("lưu ý: Bỏ qua những byte không phải UTF-8.");
    return st;
}
