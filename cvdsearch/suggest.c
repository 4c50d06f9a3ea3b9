/* suggest.c - cvdsearch suggest: what a few words may go on to be. */
#include "cvdsearch/cli.h"
#include "base/json.h"

static enum cvd_status put_json(struct cvd_str query,
                                const struct cvd_suggestion *list,
                                size_t count)
{
    struct cvd_buf text = { 0 };
    struct cvd_json j = cvd_json_to(&text);

    cvd_json_object(&j);
    cvd_json_key(&j, "query");
    cvd_json_str(&j, query);
    cvd_json_key(&j, "suggestions");
    cvd_json_array(&j);
    for (size_t i = 0; i < count; i++) {
        cvd_json_object(&j);
        cvd_json_key(&j, "text");
        cvd_json_str(&j, cvd_buf_str(&list[i].text));
        cvd_json_key(&j, "kind");
        cvd_json_text(&j, list[i].kind);
        cvd_json_key(&j, "count");
        cvd_json_int(&j, (int64_t)list[i].documents);
        cvd_json_object_end(&j);
    }
    cvd_json_array_end(&j);
    cvd_json_object_end(&j);
    if (j.status == CVD_OK)
        out_json(cvd_buf_str(&text));
    cvd_buf_release(&text);
    return j.status;
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
        st = cvd_suggest(c->searcher, cvd_buf_str(&prefix),
                         c->request.limit, &list, &count, &err);
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
