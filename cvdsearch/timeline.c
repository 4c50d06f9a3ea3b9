/* timeline.c - cvdsearch timeline: what a query finds, counted by time. */
#include "cvdsearch/answers.h"
#include "base/json.h"

enum { BAR_MAX = 40 };

/* ---- for people ------------------------------------------------------ */

/* A bar as long as its share of the longest; something is never nothing. */
static void put_bar(uint64_t n, uint64_t most)
{
    uint64_t len = most ? (n * BAR_MAX + most - 1) / most : 0;

    while (len--)
        out_text("▪");
}

static void put_rest(uint64_t n, const char *what)
{
    if (!n)
        return;
    cli_put_count(n);
    out_printf(" %s\n", what);
}

static void put_text(const struct cvd_timeline *t)
{
    uint64_t most = 0;

    cli_put_count(t->found.total);
    out_text(" văn bản\n");
    for (size_t i = 0; i < t->count; i++)
        if (t->list[i].count > most)
            most = t->list[i].count;
    for (size_t i = 0; i < t->count; i++) {
        out_printf("%-8s%8llu  ", t->list[i].name,
                   (unsigned long long)t->list[i].count);
        put_bar(t->list[i].count, most);
        out_char('\n');
    }
    put_rest(t->coarse, "văn bản chỉ biết năm");
    put_rest(t->undated, "văn bản không rõ ngày");
}

/* ---- for programs ---------------------------------------------------- */

static enum cvd_status put_json(const struct cvd_timeline *t)
{
    struct cvd_buf json = { 0 };
    enum cvd_status st = cvd_timeline_json(t, &json);

    if (st == CVD_OK)
        out_json(cvd_buf_str(&json));
    cvd_buf_release(&json);
    return st;
}

static enum cvd_status put_line(const struct cvd_period *p)
{
    struct cvd_buf line = { 0 };
    struct cvd_json j = cvd_json_to(&line);

    cvd_json_object(&j);
    cvd_json_key(&j, "period");
    cvd_json_text(&j, p->name);
    cvd_json_key(&j, "count");
    cvd_json_int(&j, (int64_t)p->count);
    cvd_json_object_end(&j);
    if (j.status == CVD_OK)
        out_json(cvd_buf_str(&line));
    cvd_buf_release(&line);
    return j.status;
}

static enum cvd_status put_row(enum cli_format format,
                               const struct cvd_period *p)
{
    struct cvd_buf count = { 0 };
    enum cvd_status st =
        cvd_buf_printf(&count, "%llu", (unsigned long long)p->count);
    const struct cvd_str cells[] = { cvd_str_from(p->name),
                                     cvd_buf_str(&count) };

    if (st == CVD_OK)
        st = cli_table_row(format, cells, sizeof cells / sizeof *cells);
    cvd_buf_release(&count);
    return st;
}

/* A line a period: jsonl, csv or tsv. */
static enum cvd_status put_periods(enum cli_format format,
                                   const struct cvd_timeline *t)
{
    static const char *const names[] = { "period", "count", NULL };
    enum cvd_status st = CVD_OK;

    if (format != CLI_JSONL)
        st = cli_table_begin(format, names);
    for (size_t i = 0; i < t->count && st == CVD_OK; i++)
        st = format == CLI_JSONL ? put_line(&t->list[i])
                                 : put_row(format, &t->list[i]);
    return st;
}

static enum cvd_status put(const struct cli *c, const struct cvd_timeline *t)
{
    if (c->format == CLI_JSON) /* holds the warnings */
        return put_json(t);
    cli_warn(&t->found);
    if (c->format != CLI_TEXT)
        return put_periods(c->format, t);
    put_text(t);
    return CVD_OK;
}

int cli_timeline(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf query = { 0 };
    struct cvd_timeline t = { 0 };
    int status;
    enum cvd_status st = cli_join_args(c, &query);

    c->request.query = cvd_buf_str(&query);
    if (st == CVD_OK)
        st = answers_timeline(c, &t, &err);
    if (st == CVD_OK)
        st = put(c, &t);
    if (st == CVD_OK)
        status = t.found.total ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    cvd_timeline_release(&t);
    cvd_buf_release(&query);
    return status;
}
