/* suggest.c - cvdsearch suggest: what a few words may go on to be. */
#include "cvdsearch/answers.h"

static enum cvd_status put_json(struct cvd_str prefix,
                                const struct cvd_suggestion *list,
                                size_t count)
{
    struct cvd_buf json = { 0 };
    enum cvd_status st = cvd_suggestions_json(prefix, list, count, &json);

    if (st == CVD_OK)
        out_json(cvd_buf_str(&json));
    cvd_buf_release(&json);
    return st;
}

static enum cvd_status put_lines(const struct cvd_suggestion *list,
                                 size_t count)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < count && st == CVD_OK; i++) {
        st = terminal_put(cvd_buf_str(&list[i].text), SPACE_ONE_LINE);
        out_char('\n');
    }
    return st;
}

int cli_suggest(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf prefix = { 0 };
    struct cvd_suggestion *list = NULL;
    size_t count = 0;
    int status;
    enum cvd_status st = cli_join_args(c, &prefix);

    if (st == CVD_OK)
        st = answers_suggest(c, cvd_buf_str(&prefix), &list, &count, &err);
    if (st == CVD_OK)
        st = c->format == CLI_JSON
                 ? put_json(cvd_buf_str(&prefix), list, count)
                 : put_lines(list, count);
    if (st == CVD_OK)
        status = count ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    cvd_suggestions_free(list, count);
    cvd_buf_release(&prefix);
    return status;
}
