/* message.c - what goes to stderr. */
#include "cvdsearch/cli.h"

#include <stdarg.h>
#include <stdio.h>

enum { MESSAGE_MAX = 2048 };

/* Control characters as '?', in place: C0, DEL, and C1, whose bytes in UTF-8
 * are C2 80 to C2 9F. */
static void defuse(char *s)
{
    for (unsigned char *p = (unsigned char *)s; *p; p++) {
        if (*p < 0x20 || *p == 0x7F)
            *p = '?';
        else if (*p == 0xC2 && p[1] >= 0x80 && p[1] <= 0x9F)
            p[0] = p[1] = '?';
    }
}

void cli_say(const char *fmt, ...)
{
    char line[MESSAGE_MAX];
    va_list ap;

    va_start(ap, fmt);
    int n = vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    if (n < 0)
        return;
    defuse(line);
    (void)fprintf(stderr, "cvdsearch: %s\n", line);
}

int cli_fail(enum cvd_status st, const struct cvd_err *err)
{
    cli_say("%s", err->msg[0] ? err->msg : cvd_status_text(st));
    switch (st) {
    case CVD_OK:
        return CLI_FOUND;
    case CVD_ENOTFOUND:
        return CLI_NOTHING;
    case CVD_EUSAGE:
    case CVD_ELIMIT: /* of a query or a text that was given */
    case CVD_EINPUT:
        return CLI_WRONG;
    default:
        return CLI_CANNOT;
    }
}

void cli_warn(const struct cvd_result *r)
{
    for (size_t i = 0; i < r->warning_count; i++)
        cli_say("lưu ý: %s", r->warnings[i]);
    if (r->suggestion.len)
        cli_say("có phải bạn muốn tìm: %s", r->suggestion.ptr);
}
