/* api_timeline.c - what a query finds, by time: as JSON, a table, a picture. */
#include "searchd/call.h"
#include "searchd/params.h"

enum format { FORMAT_JSON, FORMAT_CSV, FORMAT_SVG };
static const char *const format_names[] = { "json", "csv", "svg", NULL };
static const char *const format_types[] = {
    NULL, "text/csv; charset=utf-8; header=present", "image/svg+xml",
};

/* As enum cvd_split and enum cvd_measure. */
static const char *const split_names[] = { "none",     "province", "district",
                                           "campaign", "type",     "issuer",
                                           NULL };
static const char *const measure_names[] = {
    "count", "per-thousand", "per-thousand-of-split", NULL
};

struct asked {
    struct params p;
    struct cvd_timeline_form form;
    unsigned format, measure;
};

static enum cvd_status read(const struct call *c, struct asked *a,
                            struct cvd_err *err)
{
    unsigned split = 0;
    enum cvd_status st = params_read(&a->p, &c->uri, c->known, NULL, err);

    if (st == CVD_OK)
        st = params_choice(&c->uri, "split", split_names, &split, err);
    if (st == CVD_OK)
        st = params_number(&c->uri, "series", CVD_SERIES_MAX, CVD_SERIES,
                           &a->form.series, err);
    if (st == CVD_OK)
        st = params_choice(&c->uri, "measure", measure_names, &a->measure,
                           err);
    if (st == CVD_OK)
        st = params_choice(&c->uri, "format", format_names, &a->format, err);
    a->form.unit = a->p.unit;
    a->form.split = (enum cvd_split)split;
    return st;
}

static enum cvd_status write(struct call *c, const struct asked *a,
                             const struct cvd_timeline *t,
                             struct cvd_err *err)
{
    struct cvd_buf *out = &c->reply.body;

    /* A table has no place to say so. */
    if (a->format == FORMAT_CSV && t->found.cut_short)
        return cvd_fail(err, CVD_ELOCKED, "counting it all takes too long");
    if (a->format == FORMAT_JSON)
        call_answers_json(c);
    else
        c->reply.type = format_types[a->format];
    return a->format == FORMAT_JSON  ? cvd_timeline_json(t, out)
           : a->format == FORMAT_CSV ? cvd_timeline_csv(t, out)
                                     : cvd_timeline_svg(
                                           t, &a->p.request,
                                           (enum cvd_measure)a->measure, out,
                                           err);
}

enum cvd_status api_timeline(struct call *c, struct cvd_err *err)
{
    struct asked a = { 0 };
    struct cvd_timeline t = { 0 };
    enum cvd_status st = read(c, &a, err);

    if (st == CVD_OK)
        st = cvd_timeline(c->searcher, &a.p.request, &a.form, &t, err);
    if (st != CVD_OK)
        return st;
    c->count = metrics_query(c->metrics, &t.found);
    call_warn(c, &t.found);
    st = write(c, &a, &t, err);
    cvd_timeline_release(&t);
    return st;
}
