/* facets.c - cvdsearch facets: what a query finds, counted by fields. */
#include "cvdsearch/answers.h"
#include "base/json.h"

/* All of them, if none was named. */
static void choose_facets(struct cli *c)
{
    if (c->request.facet_count)
        return;
    for (int f = 0; f < CVD_F_COUNT; f++)
        if (cvd_fields[f].kind == CVD_K_FACET)
            c->facets[c->request.facet_count++] = (enum cvd_field)f;
}

static enum cvd_status put_text(const struct cli *c,
                                const struct cvd_result *r)
{
    cli_put_count(r->total);
    out_text(" văn bản\n");
    return cli_facets_text(c, r);
}

static enum cvd_status put_json(const struct cvd_result *r)
{
    struct cvd_buf json = { 0 };

    return out_made_json(cvd_facets_json(r, &json), &json);
}

static enum cvd_status put_line(const char *facet,
                                const struct cvd_facet_value *v,
                                struct cvd_str label)
{
    struct cvd_buf line = { 0 };
    struct cvd_json j = cvd_json_to(&line);

    cvd_json_object(&j);
    cvd_json_key(&j, "facet");
    cvd_json_text(&j, facet);
    cvd_json_key(&j, "value");
    cvd_json_str(&j, v->value);
    cvd_json_key(&j, "label");
    cvd_json_str(&j, label);
    cvd_json_key(&j, "count");
    cvd_json_int(&j, (int64_t)v->count);
    cvd_json_object_end(&j);
    if (j.status == CVD_OK)
        out_json(cvd_buf_str(&line));
    cvd_buf_release(&line);
    return j.status;
}

static enum cvd_status put_row(enum cli_format format, const char *facet,
                               const struct cvd_facet_value *v,
                               struct cvd_str label)
{
    struct cvd_buf count = { 0 };
    enum cvd_status st =
        cvd_buf_printf(&count, "%llu", (unsigned long long)v->count);
    const struct cvd_str cells[] = { cvd_str_from(facet), v->value, label,
                                     cvd_buf_str(&count) };

    if (st == CVD_OK)
        st = cli_table_row(format, cells, sizeof cells / sizeof *cells);
    cvd_buf_release(&count);
    return st;
}

/* A line a value: jsonl, csv or tsv. */
static enum cvd_status put_values(enum cli_format format,
                                  const struct cvd_result *r)
{
    static const char *const names[] = { "facet", "value", "label", "count",
                                         NULL };
    const struct cvd_str *label = r->labels;
    enum cvd_status st = CVD_OK;

    if (format != CLI_JSONL)
        st = cli_table_begin(format, names);
    for (size_t i = 0; i < r->answer.facet_count; i++) {
        const struct cvd_facet *f = &r->answer.facets[i];
        const char *name = cvd_fields[f->field].name;
        for (size_t k = 0; k < f->count && st == CVD_OK; k++, label++)
            st = format == CLI_JSONL
                     ? put_line(name, &f->values[k], *label)
                     : put_row(format, name, &f->values[k], *label);
    }
    return st;
}

static enum cvd_status put(const struct cli *c, const struct cvd_result *r)
{
    if (c->format == CLI_JSON) /* holds the warnings */
        return put_json(r);
    cli_warn(r);
    return c->format == CLI_TEXT ? put_text(c, r)
                                 : put_values(c->format, r);
}

int cli_facets(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf query = { 0 };
    struct cvd_result r = { 0 };
    int status;
    enum cvd_status st = cli_join_args(c, &query);

    choose_facets(c);
    c->request.query = cvd_buf_str(&query);
    c->request.limit = 0;
    if (st == CVD_OK)
        st = answers_search(c, &r, &err);
    if (st == CVD_OK)
        st = put(c, &r);
    if (st == CVD_OK)
        status = r.total ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    cvd_result_release(&r);
    cvd_buf_release(&query);
    return status;
}
