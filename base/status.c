/* status.c - see status.h.  Depends on libc only. */
#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cut `s` of at most `size` bytes so that no UTF-8 sequence is left open. */
static void trim_partial_character(char *s)
{
    size_t n = strlen(s);
    size_t back = 0;

    while (back < 3 && back < n &&
           ((unsigned char)s[n - 1 - back] & 0xC0) == 0x80)
        back++;
    if (back >= n)
        return;
    unsigned char lead = (unsigned char)s[n - 1 - back];
    size_t want = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (want > back)
        s[n - 1 - back] = '\0';
}

static void set_message(struct cvd_err *err, enum cvd_status st,
                        const char *fmt, va_list ap)
{
    err->status = st;
    if (vsnprintf(err->msg, sizeof err->msg, fmt, ap) < 0)
        err->msg[0] = '\0';
    trim_partial_character(err->msg);
}

enum cvd_status cvd_fail(struct cvd_err *err, enum cvd_status st,
                         const char *fmt, ...)
{
    if (err) {
        va_list ap;
        va_start(ap, fmt);
        set_message(err, st, fmt, ap);
        va_end(ap);
    }
    return st;
}

enum cvd_status cvd_fail_errno(struct cvd_err *err, int errnum,
                               const char *fmt, ...)
{
    enum cvd_status st = CVD_EIO;

    if (errnum == ENOSPC || errnum == EDQUOT)
        st = CVD_ENOSPACE;
    else if (errnum == ENOMEM)
        st = CVD_ENOMEM;
    if (err) {
        va_list ap;
        va_start(ap, fmt);
        set_message(err, st, fmt, ap);
        va_end(ap);
        size_t n = strlen(err->msg);
        (void)snprintf(err->msg + n, sizeof err->msg - n, ": %s",
                       strerror(errnum));
        trim_partial_character(err->msg);
    }
    return st;
}

const char *cvd_status_text(enum cvd_status st)
{
    static const char *const texts[] = {
#define X(id, text) text,
        CVD_STATUS_LIST(X)
#undef X
    };
    if ((unsigned)st >= CVD_STATUS_COUNT)
        return "unknown status";
    return texts[st];
}

const char *cvd_status_name(enum cvd_status st)
{
    static const char *const names[] = {
#define X(id, text) #id,
        CVD_STATUS_LIST(X)
#undef X
    };
    if ((unsigned)st >= CVD_STATUS_COUNT)
        return "unknown status";
    return names[st];
}
