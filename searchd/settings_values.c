/* settings_values.c - a value as it is written, into struct settings.
 * Depends on base/. */
#include "base/array.h"
#include "searchd/settings_rows.h"

#include <stdlib.h>

enum { NUMBER_DIGITS_MAX = 9 }; /* more is too much for every setting */

static void *place(struct settings *s, const struct settings_row *row)
{
    return (char *)s + row->at;
}

/* "threads: must be a number, not 'x'": what is allowed first, since a long
 * value is cut. */
static enum cvd_status refuse(const struct settings_row *row,
                              const char *allowed, struct cvd_str value,
                              struct cvd_err *err)
{
    return cvd_fail(err, CVD_EUSAGE, "%s: must be %s, not '%.*s'", row->name,
                    allowed, (int)value.len, value.ptr);
}

static enum cvd_status copy_text(struct cvd_str s, char **out,
                                 struct cvd_err *err)
{
    char *copy = malloc(s.len + 1);

    if (!copy)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    free(*out);
    *out = copy;
    return CVD_OK;
}

/* ---- lists ----------------------------------------------------------- */

static enum cvd_status grow(const struct settings_row *row, void *array,
                            size_t *cap, size_t count, size_t size,
                            struct cvd_err *err)
{
    if (count == SETTINGS_LIST_MAX)
        return cvd_fail(err, CVD_EUSAGE, "%s: more than %d values", row->name,
                        SETTINGS_LIST_MAX);
    if (cvd_array_reserve(array, cap, count + 1, size) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    return CVD_OK;
}

static enum cvd_status add_text(struct settings_list *l,
                                const struct settings_row *row,
                                struct cvd_str value, struct cvd_err *err)
{
    char *copy = NULL;
    enum cvd_status st = grow(row, &l->list, &l->cap, l->count,
                              sizeof *l->list, err);

    if (st == CVD_OK)
        st = copy_text(value, &copy, err);
    if (st == CVD_OK)
        l->list[l->count++] = copy;
    return st;
}

/* As a browser sends it (RFC 6454, 6.2): small letters, no path, no '/' at
 * the end.  What is not written so would never match. */
static bool is_origin(struct cvd_str s)
{
    struct cvd_str http = cvd_str_from("http://");
    struct cvd_str https = cvd_str_from("https://");
    size_t n = cvd_str_starts(s, http)    ? http.len
             : cvd_str_starts(s, https) ? https.len
                                        : s.len;

    if (cvd_str_equal(s, cvd_str_from("*")))
        return true;
    if (n == s.len)
        return false;
    for (; n < s.len; n++) {
        char c = s.ptr[n];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
            !(c && strchr(".-:[]_", c)))
            return false;
    }
    return true;
}

static enum cvd_status add_origin(struct settings_list *l,
                                  const struct settings_row *row,
                                  struct cvd_str value, struct cvd_err *err)
{
    if (!is_origin(value))
        return refuse(row, "an origin as browsers send it, such as "
                           "https://example.vn, or *", value, err);
    enum cvd_status st = add_text(l, row, value, err);
    for (size_t i = 0; st == CVD_OK && i < l->count; i++)
        if (l->count > 1 && strcmp(l->list[i], "*") == 0)
            st = cvd_fail(err, CVD_EUSAGE, "%s: * stands alone", row->name);
    return st;
}

static enum cvd_status add_range(struct client_ranges *l,
                                 const struct settings_row *row,
                                 struct cvd_str value, struct cvd_err *err)
{
    struct cvd_err why = { CVD_OK, "" };
    struct client_range r;
    enum cvd_status st = client_range_parse(value, &r, &why);

    if (st != CVD_OK)
        return cvd_fail(err, st, "%s: %s", row->name, why.msg);
    st = grow(row, &l->list, &l->cap, l->count, sizeof *l->list, err);
    if (st == CVD_OK)
        l->list[l->count++] = r;
    return st;
}

/* Each value of a list with commas between. */
static enum cvd_status add_each(struct settings *s,
                                const struct settings_row *row,
                                struct cvd_str list, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    for (;;) {
        const char *comma = memchr(list.ptr, ',', list.len);
        size_t n = comma ? (size_t)(comma - list.ptr) : list.len;
        struct cvd_str one = cvd_str_trim((struct cvd_str){ list.ptr, n });
        if (row->kind == SETTINGS_RANGES)
            st = add_range(place(s, row), row, one, err);
        else
            st = add_origin(place(s, row), row, one, err);
        if (!comma || st != CVD_OK)
            return st;
        list.ptr += n + 1;
        list.len -= n + 1;
    }
}

static void free_list(struct settings_list *l)
{
    for (size_t i = 0; i < l->count; i++)
        free(l->list[i]);
    free(l->list);
    *l = (struct settings_list){ 0 };
}

bool settings_is_list(const struct settings_row *row)
{
    return row->kind == SETTINGS_TEXTS || row->kind == SETTINGS_ORIGINS ||
           row->kind == SETTINGS_RANGES;
}

void settings_forget(struct settings *s, const struct settings_row *row)
{
    if (row->kind == SETTINGS_RANGES) {
        struct client_ranges *r = place(s, row);
        free(r->list);
        *r = (struct client_ranges){ 0 };
    } else if (settings_is_list(row)) {
        free_list(place(s, row));
    }
}

/* ---- single values --------------------------------------------------- */

/* Digits only. */
static bool read_number(struct cvd_str s, unsigned *out)
{
    unsigned n = 0;

    if (s.len == 0 || s.len > NUMBER_DIGITS_MAX)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        n = n * 10 + (unsigned)(s.ptr[i] - '0');
    }
    *out = n;
    return true;
}

static enum cvd_status take_number(unsigned *out,
                                   const struct settings_row *row,
                                   struct cvd_str value, struct cvd_err *err)
{
    unsigned n = 0;

    if (!read_number(value, &n) || n < row->min || n > row->max)
        return cvd_fail(err, CVD_EUSAGE,
                        "%s: must be a number from %u to %u, not '%.*s'",
                        row->name, row->min, row->max, (int)value.len,
                        value.ptr);
    *out = n;
    return CVD_OK;
}

static enum cvd_status take_level(unsigned *out,
                                  const struct settings_row *row,
                                  struct cvd_str value, struct cvd_err *err)
{
    for (unsigned i = 0; i < LOG_LEVELS; i++) {
        if (cvd_str_equal(value, cvd_str_from(log_level_names[i]))) {
            *out = i;
            return CVD_OK;
        }
    }
    return refuse(row, "error, warn, info or debug", value, err);
}

static enum cvd_status take_yes_no(bool *out, const struct settings_row *row,
                                   struct cvd_str value, struct cvd_err *err)
{
    if (cvd_str_equal(value, cvd_str_from("yes")))
        *out = true;
    else if (cvd_str_equal(value, cvd_str_from("no")))
        *out = false;
    else
        return refuse(row, "yes or no", value, err);
    return CVD_OK;
}

/* A name or an IPv4 address; one of IPv6 has colons, and thus brackets. */
static bool is_host(struct cvd_str s)
{
    struct client address;

    if (s.len && s.ptr[0] == '[')
        return s.ptr[s.len - 1] == ']' && client_parse(s, &address);
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
            !(c >= '0' && c <= '9') && c != '.' && c != '-')
            return false;
    }
    return true;
}

static enum cvd_status take_listen(struct settings *s,
                                   const struct settings_row *row,
                                   struct cvd_str value, struct cvd_err *err)
{
    struct cvd_str host = value, port;
    unsigned n = 0;

    while (host.len && host.ptr[host.len - 1] != ':')
        host.len--;
    port = (struct cvd_str){ value.ptr + host.len, value.len - host.len };
    host.len -= host.len != 0;
    if (port.len == value.len || !is_host(host) || !read_number(port, &n) ||
        n > UINT16_MAX)
        return refuse(row, "ADDRESS:PORT, [ADDRESS]:PORT or :PORT", value,
                      err);
    if (host.len && host.ptr[0] == '[') {
        host.ptr++;
        host.len -= 2;
    }
    enum cvd_status st = copy_text(host, &s->listen_host, err);
    if (st == CVD_OK)
        s->listen_port = n;
    return st;
}

enum cvd_status settings_take(struct settings *s,
                              const struct settings_row *row,
                              struct cvd_str value, struct cvd_err *err)
{
    if (value.len == 0)
        return cvd_fail(err, CVD_EUSAGE, "%s: has no value", row->name);
    switch (row->kind) {
    case SETTINGS_TEXT:
        return copy_text(value, place(s, row), err);
    case SETTINGS_TEXTS:
        return add_text(place(s, row), row, value, err);
    case SETTINGS_ORIGINS:
    case SETTINGS_RANGES:
        return add_each(s, row, value, err);
    case SETTINGS_NUMBER:
        return take_number(place(s, row), row, value, err);
    case SETTINGS_LEVEL:
        return take_level(place(s, row), row, value, err);
    case SETTINGS_YES_NO:
        return take_yes_no(place(s, row), row, value, err);
    case SETTINGS_LISTEN:
        return take_listen(s, row, value, err);
    }
    return cvd_fail(err, CVD_EBUG, "%s: of no kind", row->name);
}
