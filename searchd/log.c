/* log.c - see log.h.  Depends on base/ and libc. */
#include "searchd/log.h"
#include "base/utf8.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

const char *const log_level_names[LOG_LEVELS] = { "error", "warn", "info",
                                                  "debug" };
atomic_int log_level_now = LOG_INFO;

void log_set_level(enum log_level level)
{
    atomic_store_explicit(&log_level_now, (int)level, memory_order_relaxed);
}

/* A line being made; one byte is kept for its newline. */
struct line {
    char text[LOG_LINE_MAX];
    size_t len;
};

static void add(struct line *l, const char *p, size_t n)
{
    size_t room = sizeof l->text - 1 - l->len;

    if (n > room)
        n = room;
    memcpy(l->text + l->len, p, n);
    l->len += n;
}

/* ---- values ---------------------------------------------------------- */

/* Controls, line and paragraph separators, and what turns the direction of
 * the text after it: a reader of the log must see what is there. */
static bool is_hidden(uint32_t c)
{
    return c == CVD_NOT_UTF8 || c < 0x20 || (c >= 0x7F && c < 0xA0) ||
           c == 0x061C || c == 0x200E || c == 0x200F || c == 0xFEFF ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* The character `s` begins with, and how long it is. */
static uint32_t first_of(struct cvd_str s, size_t *len)
{
    const uint8_t *p = (const uint8_t *)s.ptr;

    return cvd_utf8_at(p, p + s.len, len);
}

static bool needs_quotes(struct cvd_str s)
{
    size_t n;

    if (s.len == 0)
        return true;
    for (; s.len; s.ptr += n, s.len -= n) {
        uint32_t c = first_of(s, &n);
        if (is_hidden(c) || c == ' ' || c == '"' || c == '\\' || c == '=')
            return true;
    }
    return false;
}

static void add_hex(struct line *l, const char *p, size_t n)
{
    char hex[5];

    for (size_t i = 0; i < n; i++) {
        (void)snprintf(hex, sizeof hex, "\\x%02x", (unsigned char)p[i]);
        add(l, hex, sizeof hex - 1);
    }
}

static void add_value(struct line *l, struct cvd_str s)
{
    size_t n;

    if (!needs_quotes(s)) {
        add(l, s.ptr, s.len);
        return;
    }
    add(l, "\"", 1);
    for (; s.len; s.ptr += n, s.len -= n) {
        uint32_t c = first_of(s, &n);
        if (is_hidden(c)) {
            add_hex(l, s.ptr, n);
        } else {
            if (c == '"' || c == '\\')
                add(l, "\\", 1);
            add(l, s.ptr, n);
        }
    }
    add(l, "\"", 1);
}

/* ---- conversions ----------------------------------------------------- */

/* One conversion of a format: %[.N|.*][l|ll|z]letter. */
struct conversion {
    int precision;  /* -1: none */
    bool star;      /* the precision is an argument */
    char size;      /* 0, 'l', 'L' for ll, 'z' */
    char letter;
};

/* Read one after its '%'; what follows it. */
static const char *read_conversion(const char *f, struct conversion *out)
{
    *out = (struct conversion){ .precision = -1 };
    if (*f == '.') {
        f++;
        if (*f == '*') {
            out->star = true;
            f++;
        } else {
            assert(*f >= '0' && *f <= '9');
            out->precision = *f++ - '0';
        }
    }
    if (*f == 'l' || *f == 'z') {
        out->size = *f++;
        if (out->size == 'l' && *f == 'l') {
            out->size = 'L';
            f++;
        }
    }
    out->letter = *f;
    assert(*f && strchr("sduof", *f));
    return f + 1;
}

/* va_list as a member: passed on by address, whatever type it is. */
struct arguments {
    va_list list;
};

static unsigned long long take_unsigned(struct arguments *a, char size)
{
    switch (size) {
    case 'l':
        return va_arg(a->list, unsigned long);
    case 'L':
        return va_arg(a->list, unsigned long long);
    case 'z':
        return va_arg(a->list, size_t);
    default:
        return va_arg(a->list, unsigned);
    }
}

static long long take_signed(struct arguments *a, char size)
{
    switch (size) {
    case 'l':
        return va_arg(a->list, long);
    case 'L':
        return va_arg(a->list, long long);
    case 'z':
        return (long long)va_arg(a->list, size_t);
    default:
        return va_arg(a->list, int);
    }
}

static void add_text(struct line *l, const struct conversion *c,
                     struct arguments *a)
{
    int precision = c->star ? va_arg(a->list, int) : c->precision;
    const char *s = va_arg(a->list, const char *);

    if (!s)
        add(l, "-", 1);
    else if (precision >= 0)
        add_value(l, (struct cvd_str){ s, strnlen(s, (size_t)precision) });
    else
        add_value(l, cvd_str_from(s));
}

static void add_conversion(struct line *l, const struct conversion *c,
                           struct arguments *a)
{
    /* The longest: a double's 309 digits, and so many after the point. */
    char number[400];
    int n = 0;

    switch (c->letter) {
    case 's':
        add_text(l, c, a);
        return;
    case 'd':
        n = snprintf(number, sizeof number, "%lld", take_signed(a, c->size));
        break;
    case 'u':
        n = snprintf(number, sizeof number, "%llu",
                     take_unsigned(a, c->size));
        break;
    case 'o':
        n = snprintf(number, sizeof number, "%llo",
                     take_unsigned(a, c->size));
        break;
    case 'f':
        n = snprintf(number, sizeof number, "%.*f",
                     c->precision < 0 ? 6 : c->precision,
                     va_arg(a->list, double));
        break;
    default:
        break;
    }
    add(l, number, n > 0 ? (size_t)n : 0);
}

static void add_format(struct line *l, const char *f, struct arguments *a)
{
    struct conversion c;

    while (*f) {
        size_t n = strcspn(f, "%");
        add(l, f, n);
        f += n;
        if (!*f)
            break;
        f = read_conversion(f + 1, &c);
        add_conversion(l, &c, a);
    }
}

void log_line(enum log_level level, const char *format, ...)
{
    struct line l;
    struct arguments a;
    int kept = errno;

    if (!log_on(level))
        return;
    l.len = 0;
    add(&l, log_level_names[level], strlen(log_level_names[level]));
    add(&l, " ", 1);
    va_start(a.list, format);
    add_format(&l, format, &a);
    va_end(a.list);
    l.text[l.len++] = '\n';
    /* Once: where stderr is full or gone there is nobody to tell. */
    while (write(STDERR_FILENO, l.text, l.len) < 0 && errno == EINTR)
        ;
    errno = kept;
}
