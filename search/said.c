/* said.c - see said.h. */
#include "search/said.h"

/* What stands between two marks that are its first and its last; else all of
 * it. */
static struct cvd_str phrase_of(struct cvd_str query)
{
    struct cvd_str inner = query;

    if (query.len < 2 || query.ptr[0] != '"' ||
        query.ptr[query.len - 1] != '"')
        return query;
    inner.ptr++;
    inner.len -= 2;
    inner = cvd_str_trim(inner);
    return !inner.len || memchr(inner.ptr, '"', inner.len) ? query : inner;
}

enum cvd_status cvd_say_query(struct cvd_str query, struct cvd_buf *out)
{
    struct cvd_str said = phrase_of(cvd_str_trim(query));

    return said.len ? cvd_buf_printf(out, "“%.*s”", (int)said.len, said.ptr)
                    : CVD_OK;
}

static enum cvd_status add_limit(struct cvd_buf *out, const char *label,
                                 const char *colon, struct cvd_str value)
{
    if (!value.len)
        return CVD_OK;
    enum cvd_status st = cvd_buf_printf(out, "%s%s%s ",
                                        out->len ? "; " : "", label, colon);
    return st == CVD_OK ? cvd_buf_add(out, value) : st;
}

enum cvd_status cvd_say_limits(const struct cvd_request *r,
                               struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < r->filter_count && st == CVD_OK; i++) {
        enum cvd_field f = r->filters[i].field;
        st = add_limit(out, cvd_fields[f].label, ":",
                       cvd_value_label(f, r->filters[i].value));
    }
    if (st == CVD_OK)
        st = add_limit(out, "từ", "", r->from);
    return st == CVD_OK ? add_limit(out, "đến", "", r->to) : st;
}
