/* json.c - see json.h.  Depends on libc only. */
#include "base/json.h"

#include <inttypes.h>
#include <math.h>

static void put(struct cvd_json *j, const char *s, size_t n)
{
    if (j->status == CVD_OK)
        j->status = cvd_buf_add_bytes(j->out, s, n);
}

static void before_value(struct cvd_json *j)
{
    if (j->comma)
        put(j, ",", 1);
    j->comma = true;
}

static void open_level(struct cvd_json *j, const char *bracket)
{
    before_value(j);
    put(j, bracket, 1);
    j->comma = false;
}

static void close_level(struct cvd_json *j, const char *bracket)
{
    put(j, bracket, 1);
    j->comma = true;
}

void cvd_json_object(struct cvd_json *j)
{
    open_level(j, "{");
}

void cvd_json_object_end(struct cvd_json *j)
{
    close_level(j, "}");
}

void cvd_json_array(struct cvd_json *j)
{
    open_level(j, "[");
}

void cvd_json_array_end(struct cvd_json *j)
{
    close_level(j, "]");
}

static void quoted(struct cvd_json *j, struct cvd_str s)
{
    static const char hex[] = "0123456789abcdef";
    size_t run = 0;

    put(j, "\"", 1);
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        char esc[6] = { '\\', 0 };
        size_t n = 2;
        if (c == '"' || c == '\\') {
            esc[1] = (char)c;
        } else if (c == '\n') {
            esc[1] = 'n';
        } else if (c == '\t') {
            esc[1] = 't';
        } else if (c == '\r') {
            esc[1] = 'r';
        } else if (c < 0x20 || c == 0x7F) {
            memcpy(esc, "\\u00", 4);
            esc[4] = hex[c >> 4];
            esc[5] = hex[c & 15];
            n = 6;
        } else {
            continue;
        }
        put(j, s.ptr + run, i - run);
        put(j, esc, n);
        run = i + 1;
    }
    put(j, s.ptr + run, s.len - run);
    put(j, "\"", 1);
}

void cvd_json_key(struct cvd_json *j, const char *key)
{
    before_value(j);
    quoted(j, cvd_str_from(key));
    put(j, ":", 1);
    j->comma = false;
}

void cvd_json_str(struct cvd_json *j, struct cvd_str s)
{
    before_value(j);
    quoted(j, s);
}

void cvd_json_text(struct cvd_json *j, const char *s)
{
    if (s)
        cvd_json_str(j, cvd_str_from(s));
    else
        cvd_json_null(j);
}

void cvd_json_int(struct cvd_json *j, int64_t v)
{
    before_value(j);
    if (j->status == CVD_OK)
        j->status = cvd_buf_printf(j->out, "%" PRId64, v);
}

void cvd_json_real(struct cvd_json *j, double v, int digits)
{
    if (!isfinite(v)) {
        cvd_json_null(j);
        return;
    }
    before_value(j);
    if (j->status == CVD_OK)
        j->status = cvd_buf_printf(j->out, "%.*f", digits, v);
}

void cvd_json_bool(struct cvd_json *j, bool v)
{
    before_value(j);
    put(j, v ? "true" : "false", v ? 4 : 5);
}

void cvd_json_null(struct cvd_json *j)
{
    before_value(j);
    put(j, "null", 4);
}
