/* output.c - see output.h. */
#include "cvdsearch/output.h"
#include "cvdsearch/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

static int first_error; /* errno of the first write that failed, or 0 */

static void check(bool written)
{
    if (!written && !first_error)
        first_error = errno ? errno : EIO;
}

void out_char(char c)
{
    check(putchar((unsigned char)c) != EOF);
}

void out_text(const char *s)
{
    check(fputs(s, stdout) != EOF);
}

void out_str(struct cvd_str s)
{
    if (s.len)
        check(fwrite(s.ptr, 1, s.len, stdout) == s.len);
}

void out_printf(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    check(vprintf(fmt, ap) >= 0);
    va_end(ap);
}

/* RFC 8259 lets DEL and C1 stand raw in a string, and they can stand nowhere
 * else; U+009B begins a control sequence. */
void out_json(struct cvd_str json)
{
    for (size_t i = 0; i < json.len; i++) {
        unsigned char c = (unsigned char)json.ptr[i];
        unsigned char next =
            i + 1 < json.len ? (unsigned char)json.ptr[i + 1] : 0;
        if (c == 0x7F) {
            out_text("\\u007f");
        } else if (c == 0xC2 && next >= 0x80 && next <= 0x9F) {
            out_printf("\\u00%02x", next);
            i++;
        } else {
            out_char(json.ptr[i]);
        }
    }
    out_char('\n');
}

enum cvd_status out_made_json(enum cvd_status st, struct cvd_buf *json)
{
    if (st == CVD_OK)
        out_json(cvd_buf_str(json));
    cvd_buf_release(json);
    return st;
}

bool out_flush(void)
{
    check(fflush(stdout) == 0);
    return first_error == 0;
}

bool out_close(void)
{
    check(fclose(stdout) == 0);
    /* A reader that has seen enough is no fault worth a word.  Where SIGPIPE
     * is not ignored, it has ended us before. */
    if (first_error && first_error != EPIPE)
        cli_say("cannot write standard output: %s", strerror(first_error));
    return first_error == 0;
}
