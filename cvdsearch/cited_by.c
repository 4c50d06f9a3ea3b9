/* cited_by.c - cvdsearch cited-by: who refers to a document or a number. */
#include "cvdsearch/answers.h"

enum { INDENT = 2, BELOW = 4 };

/* ---- for people ------------------------------------------------------ */

static enum cvd_status put_held(const struct cli *c,
                                const struct cvd_cited *one)
{
    enum cvd_status st = CVD_OK;

    if (one->resolution == CVD_R_ABSENT)
        out_printf("%*s%s\n", INDENT, "",
                   cvd_resolution_label(one->resolution));
    for (size_t i = 0; i < one->held_count && st == CVD_OK; i++) {
        out_printf("%*s%s: ", INDENT, "",
                   one->resolution == CVD_R_AMBIGUOUS
                       ? cvd_resolution_label(one->resolution)
                       : "có trong kho");
        st = cli_put_facts(&c->term, &one->held[i].id, 1);
        out_char('\n');
    }
    return st;
}

static enum cvd_status put_citers(const struct cli *c,
                                  const struct cvd_cited *one)
{
    enum cvd_status st = CVD_OK;

    out_printf("%*s", INDENT, "");
    cli_put_count(one->count);
    out_text(one->citer_count ? " văn bản dẫn:\n" : " văn bản dẫn\n");
    for (size_t i = 0; i < one->citer_count && st == CVD_OK; i++) {
        const struct cvd_held *h = &one->citers[i];
        const struct cvd_str facts[] = { h->id, h->number, h->date,
                                         h->title };
        out_printf("%*s", BELOW, "");
        st = cli_put_facts(&c->term, facts, sizeof facts / sizeof *facts);
        if (h->how == CVD_R_LIKELY)
            out_text(" (nhiều khả năng)");
        out_char('\n');
    }
    return st;
}

static enum cvd_status put_text(const struct cli *c,
                                const struct cvd_cited_list *l)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < l->count && st == CVD_OK; i++) {
        if (i)
            out_char('\n');
        st = cli_put_cited(&c->term, &l->list[i]);
        if (st == CVD_OK)
            st = put_held(c, &l->list[i]);
        if (st == CVD_OK)
            st = put_citers(c, &l->list[i]);
    }
    return st;
}

/* ---- for programs ---------------------------------------------------- */

/* A line a citing document, with what it cites before it. */
static enum cvd_status put_table(enum cli_format format,
                                 const struct cvd_cited_list *l)
{
    static const char *const names[] = {
        "cited_number", "cited_date", "cited_province", "id", "number",
        "date", "title", "resolution", NULL
    };
    enum cvd_status st = cli_table_begin(format, names);

    for (size_t i = 0; i < l->count; i++) {
        const struct cvd_cited *one = &l->list[i];
        for (size_t k = 0; k < one->citer_count && st == CVD_OK; k++) {
            const struct cvd_held *h = &one->citers[k];
            const struct cvd_str cells[] = {
                one->number, one->date, one->province, h->id, h->number,
                h->date, h->title, cvd_str_from(cvd_resolution_name(h->how))
            };
            st = cli_table_row(format, cells,
                               sizeof cells / sizeof *cells);
        }
    }
    return st;
}

static bool is_cited(const struct cvd_cited_list *l)
{
    for (size_t i = 0; i < l->count; i++)
        if (l->list[i].count)
            return true;
    return false;
}

static const struct cli_cited_forms forms = { put_text, put_table,
                                              cvd_cited_by_json };

int cli_cited_by(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf what = { 0 };
    struct cvd_cited_list l = { 0 };
    int status;
    enum cvd_status st = cli_join_args(c, &what);

    if (st == CVD_OK)
        st = answers_cited_by(c, cvd_buf_str(&what), &l, &err);
    if (st == CVD_OK)
        st = cli_put_cited_list(c, &l, &forms);
    if (st == CVD_OK)
        status = is_cited(&l) ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    if (l.cut)
        cli_say("lưu ý: Quá nhiều văn bản cùng số: chỉ một phần được xem.");
    cvd_cited_list_release(&l);
    cvd_buf_release(&what);
    return status;
}
