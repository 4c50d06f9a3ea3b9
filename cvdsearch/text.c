/* text.c - cvdsearch text: a document's text, byte by byte as it is kept.
 * Only a terminal is spared what it would obey. */
#include "cvdsearch/cli.h"

int cli_text(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_doc d = { 0 };
    enum cvd_status st =
        cvd_document(c->searcher, cvd_str_from(c->args[0]), &d, &err);

    if (st == CVD_OK && c->term.is_tty)
        st = terminal_put(d.text, SPACE_AS_IS);
    else if (st == CVD_OK)
        out_str(d.text);
    cvd_doc_release(&d);
    return st == CVD_OK ? CLI_FOUND : cli_fail(st, &err);
}
