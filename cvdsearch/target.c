/* target.c - see target.h. */
#include "cvdsearch/target.h"
#include "cvdsearch/terminal.h"

#include <stdio.h>

static void put(struct target *t, const char *text)
{
    if (t->status == CVD_OK)
        t->status = cvd_buf_add_text(&t->text, text);
}

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || (c && strchr("-._~", c));
}

static void put_encoded(struct target *t, struct cvd_str s)
{
    static const char hex[] = "0123456789ABCDEF";

    for (size_t i = 0; i < s.len && t->status == CVD_OK; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        char escape[] = { '%', hex[c >> 4], hex[c & 15], '\0' };
        if (is_unreserved(s.ptr[i]))
            t->status = cvd_buf_add_char(&t->text, s.ptr[i]);
        else
            put(t, escape);
    }
}

/* Whether `s`, not empty, begins with a character; *n: its bytes. */
static bool next_is_utf8(struct cvd_str s, size_t *n)
{
    return utf8_next(s.ptr, s.ptr + s.len, n) != 0xFFFD || *n > 1;
}

bool target_is_utf8(struct cvd_str s)
{
    bool good = true;

    for (size_t n; s.len && good; s.ptr += n, s.len -= n)
        good = next_is_utf8(s, &n);
    return good;
}

/* As put_encoded(), UTF-8 whatever it was. */
static void put_repaired(struct target *t, struct cvd_str s)
{
    for (size_t n; s.len; s.ptr += n, s.len -= n) {
        if (next_is_utf8(s, &n))
            put_encoded(t, (struct cvd_str){ s.ptr, n });
        else
            put_encoded(t, cvd_str_from("\xEF\xBF\xBD"));
    }
}

void target_path(struct target *t, const char *path)
{
    put(t, path);
}

void target_step(struct target *t, struct cvd_str step)
{
    put(t, "/");
    put_repaired(t, step);
}

void target_add(struct target *t, const char *name, struct cvd_str value)
{
    put(t, t->asked ? "&" : "?");
    put(t, name);
    put(t, "=");
    put_repaired(t, value);
    t->asked = true;
}

void target_add_number(struct target *t, const char *name, uint64_t value)
{
    char digits[32];

    (void)snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    target_add(t, name, cvd_str_from(digits));
}

void target_add_question(struct target *t, const struct cvd_request *r)
{
    target_add(t, "q", r->query);
    if (r->from.len)
        target_add(t, "from", r->from);
    if (r->to.len)
        target_add(t, "to", r->to);
    for (size_t i = 0; i < r->filter_count; i++)
        target_add(t, cvd_fields[r->filters[i].field].name,
                   r->filters[i].value);
}

void target_add_facets(struct target *t, const struct cvd_request *r)
{
    for (size_t i = 0; i < r->facet_count; i++) {
        put(t, i ? "," : t->asked ? "&facets=" : "?facets=");
        put(t, cvd_fields[r->facets[i]].name);
        t->asked = true;
    }
}

void target_release(struct target *t)
{
    cvd_buf_release(&t->text);
}
