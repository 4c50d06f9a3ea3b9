/* text.c - cvdsearch text: a document's text, byte by byte as it is kept.
 * Only a terminal is spared what it would obey. */
#include "cvdsearch/answers.h"

int cli_text(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf text = { 0 };
    enum cvd_status st =
        answers_text(c, cvd_str_from(c->args[0]), &text, &err);

    if (st == CVD_OK && c->term.is_tty)
        st = terminal_put(cvd_buf_str(&text), SPACE_AS_IS);
    else if (st == CVD_OK)
        out_str(cvd_buf_str(&text));
    cvd_buf_release(&text);
    return st == CVD_OK ? CLI_FOUND : cli_fail(st, &err);
}
