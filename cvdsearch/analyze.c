/* analyze.c - cvdsearch analyze: what the analyzer makes of a text.  The
 * library says it in JSON, which both forms print. */
#include "cvdsearch/cli.h"

int cli_analyze(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf text = { 0 }, json = { 0 };
    enum cvd_status st = cli_join_args(c, &text);

    if (st == CVD_OK)
        st = cvd_analyze_json(cvd_buf_str(&text), &json, &err);
    if (st == CVD_OK)
        out_json(cvd_buf_str(&json));
    cvd_buf_release(&json);
    cvd_buf_release(&text);
    return st == CVD_OK ? CLI_FOUND : cli_fail(st, &err);
}
