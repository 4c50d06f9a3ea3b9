/* search.c - cvdsearch search: documents that answer a query. */
#include "cvdsearch/answers.h"

static enum cvd_status put_jsonl(const struct cvd_result *r)
{
    struct cvd_buf line = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < r->count && st == CVD_OK; i++) {
        cvd_buf_clear(&line);
        st = cvd_hit_json(&r->hits[i], &line);
        if (st == CVD_OK)
            out_json(cvd_buf_str(&line));
    }
    cvd_buf_release(&line);
    return st;
}

static enum cvd_status put_json(const struct cvd_result *r)
{
    struct cvd_buf json = { 0 };

    return out_made_json(cvd_result_json(r, &json), &json);
}

static enum cvd_status put(const struct cli *c, const struct cvd_result *r)
{
    if (c->format == CLI_JSON) /* holds the warnings */
        return put_json(r);
    cli_warn(r);
    switch (c->format) {
    case CLI_JSONL:
        return put_jsonl(r);
    case CLI_CSV:
    case CLI_TSV:
        return cli_hits_table(c, r);
    default:
        return cli_hits_text(c, r);
    }
}

int cli_search(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf query = { 0 };
    struct cvd_result r = { 0 };
    int status = CLI_CANNOT;
    enum cvd_status st = cli_join_args(c, &query);

    if (st == CVD_OK) {
        c->request.query = cvd_buf_str(&query);
        st = answers_search(c, &r, &err);
    }
    if (st == CVD_OK)
        st = put(c, &r);
    if (st == CVD_OK)
        status = r.total > 0 ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    cvd_result_release(&r);
    cvd_buf_release(&query);
    return status;
}
