/* analyze.c - cvdsearch analyze: what the analyzer makes of a text. */
#include "cvdsearch/cli.h"
#include "cvdsearch/output.h"

int cli_analyze(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf text = { 0 }, made = { 0 };
    bool json = c->format == CLI_JSON;
    enum cvd_status st = cli_join_args(c, &text);

    /* An index helps, for missing marks, but is not needed. */
    if (st == CVD_OK && c->index)
        st = cvd_searcher_open(c->index, &c->searcher, &err);
    if (st == CVD_OK)
        st = json ? cvd_analyze_json(c->searcher, cvd_buf_str(&text), &made,
                                     &err)
                  : cvd_analyze_text(c->searcher, cvd_buf_str(&text), &made,
                                     &err);
    if (st == CVD_OK && json)
        out_json(cvd_buf_str(&made));
    else if (st == CVD_OK)
        out_str(cvd_buf_str(&made));
    cvd_buf_release(&made);
    cvd_buf_release(&text);
    return st == CVD_OK ? CLI_FOUND : cli_fail(st, &err);
}
