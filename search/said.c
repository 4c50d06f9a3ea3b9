/* said.c - see said.h. */
#include "search/said.h"

/* Marks that a phrase is quoted with: straight ones, curved ones. */
static const struct marks {
    struct cvd_str open, close;
} marks[] = {
    { { "\"", 1 }, { "\"", 1 } },
    { { "“", sizeof "“" - 1 }, { "”", sizeof "”" - 1 } },
};

static bool holds(struct cvd_str s, struct cvd_str mark)
{
    for (; s.len >= mark.len; s.ptr++, s.len--)
        if (cvd_str_starts(s, mark))
            return true;
    return false;
}

/* What stands between such marks that are its first and its last, if there
 * are no others in between. */
static bool is_quoted(struct cvd_str query, const struct marks *m,
                      struct cvd_str *inner)
{
    size_t around = m->open.len + m->close.len;

    if (query.len <= around || !cvd_str_starts(query, m->open) ||
        memcmp(query.ptr + query.len - m->close.len, m->close.ptr,
               m->close.len) != 0)
        return false;
    *inner = (struct cvd_str){ query.ptr + m->open.len, query.len - around };
    *inner = cvd_str_trim(*inner);
    return inner->len && !holds(*inner, m->open) && !holds(*inner, m->close);
}

/* A single phrase without its marks; else all of it. */
static struct cvd_str phrase_of(struct cvd_str query)
{
    struct cvd_str inner;

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (is_quoted(query, &marks[i], &inner))
            return inner;
    return query;
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
