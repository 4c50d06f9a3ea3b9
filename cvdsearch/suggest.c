/* suggest.c - cvdsearch suggest: what a few words may go on to be. */
#include "cvdsearch/answers.h"

/* What a reader calls a kind; words are words. */
static const char *kind_label(const char *kind)
{
    static const struct {
        const char *kind, *label;
    } labels[] = {
        { "number", "số hiệu" }, { "campaign", "cuộc vận động" },
        { "province", "tỉnh" },  { "type", "loại văn bản" },
        { "document", "văn bản" },
    };

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(kind, labels[i].kind) == 0)
            return labels[i].label;
    return NULL;
}

static enum cvd_status put_json(struct cvd_str prefix,
                                const struct cvd_suggestion *list,
                                size_t count)
{
    struct cvd_buf json = { 0 };

    return out_made_json(cvd_suggestions_json(prefix, list, count, &json), &json);
}

static enum cvd_status put_jsonl(const struct cvd_suggestion *list,
                                 size_t count)
{
    struct cvd_buf line = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < count && st == CVD_OK; i++) {
        cvd_buf_clear(&line);
        st = cvd_suggestion_json(&list[i], &line);
        if (st == CVD_OK)
            out_json(cvd_buf_str(&line));
    }
    cvd_buf_release(&line);
    return st;
}

static enum cvd_status put_table(enum cli_format format,
                                 const struct cvd_suggestion *list,
                                 size_t count)
{
    static const char *const names[] = { "text", "kind", "count", "value",
                                         "query", "detail", NULL };
    struct cvd_buf number = { 0 };
    enum cvd_status st = cli_table_begin(format, names);

    for (size_t i = 0; i < count && st == CVD_OK; i++) {
        const struct cvd_suggestion *s = &list[i];
        cvd_buf_clear(&number);
        if (s->counted)
            st = cvd_buf_printf(&number, "%llu",
                                (unsigned long long)s->documents);
        const struct cvd_str cells[] = {
            cvd_buf_str(&s->text), cvd_str_from(s->kind),
            cvd_buf_str(&number), cvd_buf_str(&s->value),
            cvd_buf_str(&s->query), cvd_buf_str(&s->detail)
        };
        if (st == CVD_OK)
            st = cli_table_row(format, cells, sizeof cells / sizeof *cells);
    }
    cvd_buf_release(&number);
    return st;
}

/* One a line; behind what is not words its kind and detail. */
static enum cvd_status put_lines(const struct cvd_suggestion *list,
                                 size_t count)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < count && st == CVD_OK; i++) {
        const struct cvd_suggestion *s = &list[i];
        const char *label = kind_label(s->kind);
        st = terminal_put(cvd_buf_str(&s->text), SPACE_ONE_LINE);
        if (label)
            out_printf("  [%s]", label);
        if (s->detail.len && st == CVD_OK) {
            out_char(' ');
            st = terminal_put(cvd_buf_str(&s->detail), SPACE_ONE_LINE);
        }
        out_char('\n');
    }
    return st;
}

static enum cvd_status put(const struct cli *c, struct cvd_str prefix,
                           const struct cvd_suggestion *list, size_t count)
{
    switch (c->format) {
    case CLI_JSON:
        return put_json(prefix, list, count);
    case CLI_JSONL:
        return put_jsonl(list, count);
    case CLI_CSV:
    case CLI_TSV:
        return put_table(c->format, list, count);
    default:
        return put_lines(list, count);
    }
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
        st = put(c, cvd_buf_str(&prefix), list, count);
    if (st == CVD_OK)
        status = count ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    cvd_suggestions_free(list, count);
    cvd_buf_release(&prefix);
    return status;
}
