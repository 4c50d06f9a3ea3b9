/* cited_list.c - documents that are cited, in the format asked for. */
#include "cvdsearch/cli.h"

static enum cvd_status put_jsonl(const struct cvd_cited_list *l)
{
    struct cvd_buf line = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < l->count && st == CVD_OK; i++) {
        cvd_buf_clear(&line);
        st = cvd_cited_json(&l->list[i], &line);
        if (st == CVD_OK)
            out_json(cvd_buf_str(&line));
    }
    cvd_buf_release(&line);
    return st;
}

static enum cvd_status put_json(const struct cvd_cited_list *l,
                                const struct cli_cited_forms *f)
{
    struct cvd_buf json = { 0 };
    enum cvd_status st = f->json(l, &json);

    if (st == CVD_OK)
        out_json(cvd_buf_str(&json));
    cvd_buf_release(&json);
    return st;
}

enum cvd_status cli_put_cited_list(const struct cli *c,
                                   const struct cvd_cited_list *l,
                                   const struct cli_cited_forms *f)
{
    switch (c->format) {
    case CLI_JSON:
        return put_json(l, f);
    case CLI_JSONL:
        return put_jsonl(l);
    case CLI_CSV:
    case CLI_TSV:
        return f->table(c->format, l);
    default:
        return f->text(c, l);
    }
}
