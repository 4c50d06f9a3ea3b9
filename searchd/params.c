/* params.c - the parameters of a search, read and checked. */
#include "searchd/params.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>

/* As enum cvd_sort and enum cvd_time_unit. */
static const char *const sort_names[] = { "relevance", "newest", "oldest",
                                          NULL };
static const char *const unit_names[] = { "auto", "year", "quarter", "month",
                                          NULL };

enum { NUMBER_DIGITS_MAX = 9 }; /* of PARAMS_NUMBER_MAX */

bool params_listed(const char *list, struct cvd_str name)
{
    while (list && *list) {
        struct cvd_str one = { list, strcspn(list, " ") };
        if (cvd_str_equal(one, name))
            return true;
        list += one.len + (list[one.len] == ' ');
    }
    return false;
}

enum cvd_status params_number(const struct uri *uri, const char *name,
                              unsigned max, unsigned otherwise,
                              unsigned *out, struct cvd_err *err)
{
    struct cvd_str value = uri_value(uri, name);
    unsigned n = 0;
    bool good = value.len <= NUMBER_DIGITS_MAX;

    *out = otherwise;
    if (!value.len)
        return CVD_OK;
    for (size_t i = 0; i < value.len && good; i++) {
        good = value.ptr[i] >= '0' && value.ptr[i] <= '9';
        n = n * 10 + (unsigned)(value.ptr[i] - '0');
    }
    if (!good || n > max)
        return cvd_fail(err, CVD_EUSAGE,
                        "'%s' is a number from 0 to %u", name, max);
    *out = n;
    return CVD_OK;
}

enum cvd_status params_choice(const struct uri *uri, const char *name,
                              const char *const *choices, unsigned *out,
                              struct cvd_err *err)
{
    struct cvd_str value = uri_value(uri, name);
    struct cvd_buf known = { 0 };
    unsigned i = 0;

    *out = 0;
    if (!value.len)
        return CVD_OK;
    while (choices[i] && !cvd_str_equal(value, cvd_str_from(choices[i])))
        i++;
    if (choices[i]) {
        *out = i;
        return CVD_OK;
    }
    for (i = 0; choices[i]; i++)
        (void)cvd_buf_printf(&known, i ? ", %s" : "%s", choices[i]);
    enum cvd_status st = cvd_fail(err, CVD_EUSAGE, "'%s' is one of %s", name,
                                  known.ptr ? known.ptr : "none");
    cvd_buf_release(&known);
    return st;
}

enum cvd_status params_yes(const struct uri *uri, const char *name,
                           bool *out, struct cvd_err *err)
{
    static const char *const names[] = { "0", "1", NULL };
    unsigned choice = 0;
    enum cvd_status st = params_choice(uri, name, names, &choice, err);

    *out = choice;
    return st;
}

/* The facet called `name`, or CVD_F_COUNT.  Only the English names are
 * parameters. */
static enum cvd_field facet_of(struct cvd_str name)
{
    for (int f = 0; f < CVD_F_COUNT; f++)
        if (cvd_fields[f].kind == CVD_K_FACET &&
            cvd_str_equal(name, cvd_str_from(cvd_fields[f].name)))
            return (enum cvd_field)f;
    return CVD_F_COUNT;
}

static enum cvd_status wrong_facet(struct cvd_str name, struct cvd_err *err)
{
    struct cvd_buf known = { 0 };

    for (int f = 0; f < CVD_F_COUNT; f++)
        if (cvd_fields[f].kind == CVD_K_FACET)
            (void)cvd_buf_printf(&known, known.len ? ", %s" : "%s",
                                 cvd_fields[f].name);
    enum cvd_status st =
        cvd_fail(err, CVD_EUSAGE, "unknown facet '%.*s': there are %s",
                 (int)name.len, name.ptr, known.ptr ? known.ptr : "none");
    cvd_buf_release(&known);
    return st;
}

/* Add facet `f`, once. */
static void add_facet(struct params *p, enum cvd_field f)
{
    for (size_t i = 0; i < p->request.facet_count; i++)
        if (p->facets[i] == f)
            return;
    p->facets[p->request.facet_count++] = f;
}

/* Names between commas. */
static enum cvd_status read_facets(struct params *p, struct cvd_str list,
                                   struct cvd_err *err)
{
    while (list.len) {
        const char *comma = memchr(list.ptr, ',', list.len);
        size_t len = comma ? (size_t)(comma - list.ptr) : list.len;
        struct cvd_str name = { list.ptr, len };
        enum cvd_field f = facet_of(name);
        if (f == CVD_F_COUNT)
            return wrong_facet(name, err);
        add_facet(p, f);
        list.ptr += len + (comma != NULL);
        list.len -= len + (comma != NULL);
    }
    return CVD_OK;
}

/* The filter called `name`, or CVD_F_COUNT.  Only the English names are
 * parameters. */
static enum cvd_field filter_of(struct cvd_str name)
{
    for (int f = 0; f < CVD_F_COUNT; f++)
        if (cvd_fields[f].filter &&
            cvd_str_equal(name, cvd_str_from(cvd_fields[f].name)))
            return (enum cvd_field)f;
    return CVD_F_COUNT;
}

static enum cvd_status read_lists(struct params *p, const struct uri *uri,
                                  const char *known, struct cvd_err *err)
{
    bool facets = params_listed(known, cvd_str_from("facets"));
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < uri->param_count && st == CVD_OK; i++) {
        const struct uri_param *given = &uri->params[i];
        enum cvd_field f = filter_of(given->name);
        if (!cvd_str_trim(given->value).len)
            continue; /* a field of the form left empty */
        if (f != CVD_F_COUNT)
            p->filters[p->request.filter_count++] =
                (struct cvd_filter){ f, given->value };
        else if (facets &&
                 cvd_str_equal(given->name, cvd_str_from("facets")))
            st = read_facets(p, given->value, err);
    }
    return st;
}

/* The value of `name`, where it is a known parameter. */
static struct cvd_str known_value(const struct uri *uri, const char *known,
                                  const char *name)
{
    return params_listed(known, cvd_str_from(name))
               ? uri_value(uri, name)
               : (struct cvd_str){ NULL, 0 };
}

/* What is asked how: page, order, unit. */
static enum cvd_status read_form(struct params *p, const struct uri *uri,
                                 const char *known,
                                 const char *const *sorts,
                                 struct cvd_err *err)
{
    struct cvd_request *r = &p->request;
    unsigned unit = 0;
    enum cvd_status st = CVD_OK;

    r->limit = PARAMS_LIMIT;
    if (!sorts && params_listed(known, cvd_str_from("limit")))
        st = params_number(uri, "limit", CVD_LIMIT_MAX, PARAMS_LIMIT,
                           &r->limit, err);
    if (st == CVD_OK && params_listed(known, cvd_str_from("offset")))
        st = params_number(uri, "offset", CVD_OFFSET_MAX, 0, &r->offset, err);
    if (st == CVD_OK && params_listed(known, cvd_str_from("sort")))
        st = params_choice(uri, "sort", sorts ? sorts : sort_names, &p->sort,
                           err);
    if (st == CVD_OK && params_listed(known, cvd_str_from("unit")))
        st = params_choice(uri, "unit", unit_names, &unit, err);
    if (st == CVD_OK && params_listed(known, cvd_str_from("fold")))
        st = params_yes(uri, "fold", &r->fold, err);
    if (!sorts)
        r->sort = (enum cvd_sort)p->sort;
    p->unit = (enum cvd_time_unit)unit;
    return st;
}

enum cvd_status params_read(struct params *out, const struct uri *uri,
                            const char *known, const char *const *sorts,
                            struct cvd_err *err)
{
    struct cvd_request *r = &out->request;

    *out = (struct params){ 0 };
    r->filters = out->filters;
    r->facets = out->facets;
    r->query = known_value(uri, known, "q");
    r->from = known_value(uri, known, "from");
    r->to = known_value(uri, known, "to");
    enum cvd_status st = read_form(out, uri, known, sorts, err);
    return st == CVD_OK ? read_lists(out, uri, known, err) : st;
}

/* ---- dates as people write them ---------------------------------------- */

/* The figures that `s` begins with, at most `max`; 0: none, or more. */
static size_t figures_at(struct cvd_str s, size_t max)
{
    size_t n = 0;

    while (n < s.len && s.ptr[n] >= '0' && s.ptr[n] <= '9')
        n++;
    return n <= max ? n : 0;
}

/* The numbers of "31/12/2020" or "12/2020", whose last is a year of four
 * figures; how many, 0 where it is not of this form. */
static size_t date_parts(struct cvd_str s, unsigned parts[3])
{
    enum { FIGURES = 4 };
    size_t count = 0, figures = 0;
    char mark = '\0';

    for (; count < 3; count++) {
        figures = figures_at(s, FIGURES);
        parts[count] = 0;
        for (size_t i = 0; i < figures; i++)
            parts[count] = parts[count] * 10 + (unsigned)(s.ptr[i] - '0');
        s = (struct cvd_str){ s.ptr + figures, s.len - figures };
        if (!figures || !s.len)
            break;
        if (!memchr("/-.", *s.ptr, 3) || (mark && *s.ptr != mark) ||
            figures > 2)
            return 0;
        mark = *s.ptr;
        s = (struct cvd_str){ s.ptr + 1, s.len - 1 };
    }
    return count > 0 && figures == FIGURES && !s.len ? count + 1 : 0;
}

/* The date `s` as ISO 8601 in `out`; itself where it is none. */
static struct cvd_str iso_date(struct cvd_str s, char out[PARAMS_DATE_MAX])
{
    unsigned part[3];
    size_t count = date_parts(cvd_str_trim(s), part);
    int len = 0;

    if (count == 3 && part[0] < 100 && part[1] < 100 && part[2] < 10000)
        len = snprintf(out, PARAMS_DATE_MAX, "%04u-%02u-%02u", part[2],
                       part[1], part[0]);
    else if (count == 2 && part[0] < 100 && part[1] < 10000)
        len = snprintf(out, PARAMS_DATE_MAX, "%04u-%02u", part[1], part[0]);
    return len > 0 ? (struct cvd_str){ out, (size_t)len } : s;
}

void params_dates(struct params *p)
{
    p->request.from = iso_date(p->request.from, p->from);
    p->request.to = iso_date(p->request.to, p->to);
}
