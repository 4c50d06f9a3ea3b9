/* cites.c - cvdsearch cites: what a document refers to. */
#include "cvdsearch/answers.h"

static enum cvd_status put_text(const struct cli *c,
                                const struct cvd_citations *cites)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < cites->count && st == CVD_OK; i++)
        if (!cites->list[i].again)
            st = cli_put_citation(&c->term, cites, i);
    return st;
}

static enum cvd_status put_jsonl(const struct cvd_citations *cites)
{
    struct cvd_buf line = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < cites->count && st == CVD_OK; i++) {
        cvd_buf_clear(&line);
        st = cvd_citation_json(cites, i, &line);
        if (st == CVD_OK)
            out_json(cvd_buf_str(&line));
    }
    cvd_buf_release(&line);
    return st;
}

static enum cvd_status put_row(enum cli_format format,
                               const struct cvd_citations *cites, size_t i)
{
    const struct cvd_citation *one = &cites->list[i];
    struct cvd_buf held = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t k = 0; k < one->held_count && st == CVD_OK; k++) {
        if (k)
            st = cvd_buf_add_char(&held, ';');
        if (st == CVD_OK)
            st = cvd_buf_add(&held, cites->held[one->first_held + k].id);
    }
    const struct cvd_str cells[] = {
        one->number, one->symbol, cvd_str_from(one->type), one->date,
        one->issuer,
        cvd_str_from(cvd_resolution_name(one->resolution)),
        cvd_buf_str(&held), one->text
    };
    if (st == CVD_OK)
        st = cli_table_row(format, cells, sizeof cells / sizeof *cells);
    cvd_buf_release(&held);
    return st;
}

static enum cvd_status put_table(enum cli_format format,
                                 const struct cvd_citations *cites)
{
    static const char *const names[] = { "number", "symbol", "type", "date",
                                         "issuer", "resolution", "resolved",
                                         "text", NULL };
    enum cvd_status st = cli_table_begin(format, names);

    for (size_t i = 0; i < cites->count && st == CVD_OK; i++)
        st = put_row(format, cites, i);
    return st;
}

static enum cvd_status put_json(struct cvd_str id,
                                const struct cvd_citations *cites)
{
    struct cvd_buf json = { 0 };

    return out_made_json(cvd_citations_json(cites, id, &json), &json);
}

static enum cvd_status put(const struct cli *c, struct cvd_str id,
                           const struct cvd_citations *cites)
{
    switch (c->format) {
    case CLI_JSON:
        return put_json(id, cites);
    case CLI_JSONL:
        return put_jsonl(cites);
    case CLI_CSV:
    case CLI_TSV:
        return put_table(c->format, cites);
    default:
        return put_text(c, cites);
    }
}

int cli_cites(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf id = { 0 };
    struct cvd_citations cites = { 0 };
    int status;
    enum cvd_status st =
        answers_cites(c, cvd_str_from(c->args[0]), &id, &cites, &err);

    if (st == CVD_OK)
        st = put(c, cvd_buf_str(&id), &cites);
    if (st == CVD_OK)
        status = cites.count ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    if (cites.dropped)
        cli_say("lưu ý: Còn %zu viện dẫn nữa không được liệt kê.",
                cites.dropped);
    cvd_citations_release(&cites);
    cvd_buf_release(&id);
    return status;
}
