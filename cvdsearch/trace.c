/* trace.c - cvdsearch trace: who carries a sentence, or nearly. */
#include "cvdsearch/answers.h"
#include "cvdsearch/sidecar.h"

#include <stdio.h>

enum { INDENT = 2, PERCENT = 100 };

/* ---- for people ------------------------------------------------------ */

static enum cvd_status put_carrier(const struct terminal *t,
                                   const struct cvd_carrier *c)
{
    const struct cvd_facts *f = &c->facts;
    const struct cvd_str facts[] = { f->number, f->issuer, f->title };
    enum cvd_status st;

    terminal_style(t, STYLE_TITLE);
    st = terminal_put(f->date.len ? f->date : cvd_str_from("không rõ ngày"),
                      SPACE_ONE_LINE);
    terminal_style(t, STYLE_PLAIN);
    out_text("  ");
    if (st == CVD_OK)
        st = terminal_put(f->id, SPACE_ONE_LINE);
    if (c->edits)
        out_printf("  (giống %.0f%%, khác %zu tiếng)",
                   c->likeness * PERCENT, c->edits);
    out_printf("\n%*s", INDENT, "");
    if (st == CVD_OK)
        st = cli_put_facts(t, facts, sizeof facts / sizeof *facts);
    out_char('\n');
    if (st == CVD_OK)
        terminal_put_wrapped(t, INDENT, c->text,
                             (struct cvd_str){ NULL, 0 });
    return st;
}

static enum cvd_status put_text(const struct cli *c,
                                const struct cvd_trace *t)
{
    enum cvd_status st = CVD_OK;

    cli_put_count(t->found);
    out_printf(" văn bản mang câu này (%zu tiếng)%s\n", t->words,
               t->cut ? ", có thể còn nữa" : "");
    for (size_t i = 0; i < t->count && st == CVD_OK; i++)
        st = put_carrier(&c->term, &t->list[i]);
    return st;
}

/* ---- for programs ---------------------------------------------------- */

static enum cvd_status put_json(const struct cvd_trace *t)
{
    struct cvd_buf json = { 0 };

    return out_made_json(cvd_trace_json(t, &json), &json);
}

static enum cvd_status put_jsonl(const struct cvd_trace *t)
{
    struct cvd_buf line = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < t->count && st == CVD_OK; i++) {
        cvd_buf_clear(&line);
        st = cvd_carrier_json(&t->list[i], &line);
        if (st == CVD_OK)
            out_json(cvd_buf_str(&line));
    }
    cvd_buf_release(&line);
    return st;
}

static enum cvd_status put_table(enum cli_format format,
                                 const struct cvd_trace *t)
{
    static const char *const names[] = { "date", "id", "likeness", "edits",
                                         "number", "issuer", "province",
                                         "title", "text", NULL };
    enum cvd_status st = cli_table_begin(format, names);

    for (size_t i = 0; i < t->count && st == CVD_OK; i++) {
        const struct cvd_carrier *c = &t->list[i];
        const struct cvd_facts *f = &c->facts;
        char likeness[16], edits[24];
        (void)snprintf(likeness, sizeof likeness, "%.3f", c->likeness);
        (void)snprintf(edits, sizeof edits, "%zu", c->edits);
        const struct cvd_str cells[] = {
            f->date, f->id, cvd_str_from(likeness), cvd_str_from(edits),
            f->number, f->issuer, f->province, f->title, c->text
        };
        st = cli_table_row(format, cells, sizeof cells / sizeof *cells);
    }
    return st;
}

static enum cvd_status put(const struct cli *c, const struct cvd_trace *t)
{
    switch (c->format) {
    case CLI_JSON:
        return put_json(t);
    case CLI_JSONL:
        return put_jsonl(t);
    case CLI_CSV:
    case CLI_TSV:
        return put_table(c->format, t);
    default:
        return put_text(c, t);
    }
}

static enum cvd_status put_sidecar(const struct cli *c,
                                   const struct cvd_trace *t,
                                   struct cvd_err *err)
{
    struct cvd_buf more = { 0 };
    enum cvd_status st = cvd_buf_printf(&more, "\"words\":%zu", t->words);
    struct sidecar_list about = { .subject = "query",
                                  .asked = cvd_buf_str(&t->query),
                                  .total = t->found, .cut = t->cut,
                                  .edition = t->edition,
                                  .more = cvd_buf_str(&more) };

    st = st == CVD_OK ? sidecar_put_list(c, &about, err)
                      : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&more);
    return st;
}

int cli_trace(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf text = { 0 };
    struct cvd_trace t = { 0 };
    int status;
    enum cvd_status st = cli_join_args(c, &text);

    if (st == CVD_OK) {
        c->request.query = cvd_buf_str(&text);
        st = answers_trace(c, &t, &err);
    }
    if (st == CVD_OK)
        st = put(c, &t);
    if (st == CVD_OK)
        st = put_sidecar(c, &t, &err);
    if (st == CVD_OK)
        status = t.found ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    cvd_trace_release(&t);
    cvd_buf_release(&text);
    return status;
}
