/* batch_counts.c - how many documents each query of a batch finds. */
#include "cvdsearch/batch_rows.h"
#include "base/json.h"

static const char *const names[] = { "qid", "line", "query", "understood",
                                     "total", "suggestion", "warnings" };

enum { COUNT = sizeof names / sizeof *names };

enum cvd_status batch_counts_begin(enum cli_format format,
                                   struct cvd_buf *out)
{
    enum cvd_status st = format == CLI_CSV
                             ? cvd_buf_add_text(out, CLI_CSV_BOM)
                             : CVD_OK;

    if (format == CLI_JSONL)
        return CVD_OK;
    for (size_t i = 0; i < COUNT && st == CVD_OK; i++)
        st = cli_table_add_cell(format, i, cvd_str_from(names[i]), out);
    return st == CVD_OK ? cli_table_add_end(format, out) : st;
}

static enum cvd_status add_line(enum cli_format format,
                                const struct batch_query *q,
                                const struct cvd_result *r,
                                struct cvd_buf *out)
{
    struct cvd_buf line = { 0 }, total = { 0 }, warnings = { 0 };
    enum cvd_status st = cvd_buf_printf(&line, "%zu", q->line);

    if (st == CVD_OK)
        st = cvd_buf_printf(&total, "%llu", (unsigned long long)r->total);
    for (size_t i = 0; i < r->warning_count && st == CVD_OK; i++)
        st = cvd_buf_printf(&warnings, i ? " %s" : "%s", r->warnings[i]);
    const struct cvd_str cells[COUNT] = {
        q->id, cvd_buf_str(&line), q->text, cvd_buf_str(&r->query),
        cvd_buf_str(&total), cvd_buf_str(&r->suggestion),
        cvd_buf_str(&warnings)
    };
    for (size_t i = 0; i < COUNT && st == CVD_OK; i++)
        st = cli_table_add_cell(format, i, cells[i], out);
    cvd_buf_release(&line);
    cvd_buf_release(&total);
    cvd_buf_release(&warnings);
    return st == CVD_OK ? cli_table_add_end(format, out) : st;
}

static enum cvd_status add_json(const struct batch_query *q,
                                const struct cvd_result *r,
                                struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);
    size_t i = 0;

    cvd_json_object(&j);
    cvd_json_key(&j, names[i++]);
    cvd_json_str(&j, q->id);
    cvd_json_key(&j, names[i++]);
    cvd_json_int(&j, (int64_t)q->line);
    cvd_json_key(&j, names[i++]);
    cvd_json_str(&j, q->text);
    cvd_json_key(&j, names[i++]);
    cvd_json_str(&j, cvd_buf_str(&r->query));
    cvd_json_key(&j, names[i++]);
    cvd_json_int(&j, (int64_t)r->total);
    cvd_json_key(&j, names[i++]);
    if (r->suggestion.len)
        cvd_json_str(&j, cvd_buf_str(&r->suggestion));
    else
        cvd_json_null(&j);
    cvd_json_key(&j, names[i++]);
    cvd_json_array(&j);
    for (size_t k = 0; k < r->warning_count; k++)
        cvd_json_text(&j, r->warnings[k]);
    cvd_json_array_end(&j);
    cvd_json_object_end(&j);
    return j.status == CVD_OK ? cvd_buf_add_char(out, '\n') : j.status;
}

enum cvd_status batch_counts_add(enum cli_format format,
                                 const struct batch_query *q,
                                 const struct cvd_result *r,
                                 struct cvd_buf *out)
{
    return format == CLI_JSONL ? add_json(q, r, out)
                               : add_line(format, q, r, out);
}
