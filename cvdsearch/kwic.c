/* kwic.c - cvdsearch kwic: a line for each place where the words stand. */
#include "cvdsearch/answers.h"
#include "cvdsearch/sidecar.h"

#include <stdio.h>

/* ---- for people ------------------------------------------------------ */

static void put_blanks(size_t n)
{
    while (n--)
        out_char(' ');
}

/* Write a side of the context made harmless; its blanks are as they are. */
static enum cvd_status put_side(struct cvd_str s)
{
    return terminal_put(s, SPACE_AS_IS);
}

/* The columns of the widest left context, and of keyword and right context
 * together. */
static void measure(const struct cvd_kwic *k, size_t *left, size_t *right)
{
    *left = *right = 0;
    for (size_t i = 0; i < k->count; i++) {
        const struct cvd_kwic_line *l = &k->lines[i];
        size_t before = terminal_columns(l->left);
        size_t behind = terminal_columns(l->keyword) +
                        terminal_columns(l->right);
        *left = before > *left ? before : *left;
        *right = behind > *right ? behind : *right;
    }
}

static enum cvd_status put_source(const struct terminal *t,
                                  const struct cvd_kwic_line *l)
{
    char at[32];
    int n = snprintf(at, sizeof at, "%lld", (long long)l->start);
    const struct cvd_str facts[] = { l->id, l->date,
                                     { at, n > 0 ? (size_t)n : 0 } };

    return cli_put_facts(t, facts, sizeof facts / sizeof *facts);
}

/* Keywords stand below one another. */
static enum cvd_status put_aligned(const struct terminal *t,
                                   const struct cvd_kwic_line *l,
                                   size_t left, size_t right)
{
    size_t before = terminal_columns(l->left);
    size_t behind = terminal_columns(l->keyword) +
                    terminal_columns(l->right);

    put_blanks(left - before);
    enum cvd_status st = put_side(l->left);
    terminal_style(t, STYLE_MATCH);
    if (st == CVD_OK)
        st = put_side(l->keyword);
    terminal_style(t, STYLE_PLAIN);
    if (st == CVD_OK)
        st = put_side(l->right);
    put_blanks(right - behind + 2);
    if (st == CVD_OK)
        st = put_source(t, l);
    out_char('\n');
    return st;
}

static enum cvd_status put_text(const struct cli *c, const struct cvd_kwic *k)
{
    size_t left, right;
    enum cvd_status st = CVD_OK;

    cli_put_count(k->total_lines);
    out_text(" dòng, ");
    cli_put_count(k->found.total);
    out_text(" văn bản\n");
    measure(k, &left, &right);
    for (size_t i = 0; i < k->count && st == CVD_OK; i++)
        st = put_aligned(&c->term, &k->lines[i], left, right);
    return st;
}

/* ---- for programs ---------------------------------------------------- */

static enum cvd_status put_json(const struct cvd_kwic *k)
{
    struct cvd_buf json = { 0 };

    return out_made_json(cvd_kwic_json(k, &json), &json);
}

static enum cvd_status put_jsonl(const struct cvd_kwic *k)
{
    struct cvd_buf line = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < k->count && st == CVD_OK; i++) {
        cvd_buf_clear(&line);
        st = cvd_kwic_line_json(&k->lines[i], &line);
        if (st == CVD_OK)
            out_json(cvd_buf_str(&line));
    }
    cvd_buf_release(&line);
    return st;
}

static enum cvd_status put_row(enum cli_format format,
                               const struct cvd_kwic_line *l)
{
    struct cvd_buf start = { 0 }, end = { 0 };
    enum cvd_status st = cvd_buf_printf(&start, "%lld",
                                        (long long)l->start);

    if (st == CVD_OK)
        st = cvd_buf_printf(&end, "%lld", (long long)l->end);
    const struct cvd_str cells[] = { l->id, l->date, l->province,
                                     cvd_str_trim(l->left), l->keyword,
                                     cvd_str_trim(l->right),
                                     cvd_buf_str(&start),
                                     cvd_buf_str(&end) };
    if (st == CVD_OK)
        st = cli_table_row(format, cells, sizeof cells / sizeof *cells);
    cvd_buf_release(&start);
    cvd_buf_release(&end);
    return st;
}

static enum cvd_status put_table(enum cli_format format,
                                 const struct cvd_kwic *k)
{
    static const char *const names[] = { "id", "date", "province", "left",
                                         "keyword", "right", "start", "end",
                                         NULL };
    enum cvd_status st = cli_table_begin(format, names);

    for (size_t i = 0; i < k->count && st == CVD_OK; i++)
        st = put_row(format, &k->lines[i]);
    return st;
}

static enum cvd_status put(const struct cli *c, const struct cvd_kwic *k)
{
    if (c->format == CLI_JSON) /* holds the warnings */
        return put_json(k);
    cli_warn(&k->found);
    switch (c->format) {
    case CLI_JSONL:
        return put_jsonl(k);
    case CLI_CSV:
    case CLI_TSV:
        return put_table(c->format, k);
    default:
        return put_text(c, k);
    }
}

/* Complete is what all lines are: more than that no document was cut from. */
static enum cvd_status put_sidecar(const struct cli *c,
                                   const struct cvd_kwic *k,
                                   struct cvd_err *err)
{
    struct cvd_result found = k->found; /* borrowed */
    struct cvd_buf more = { 0 };
    enum cvd_status st = cvd_buf_printf(
        &more, "\"total_lines\":%llu,\"width\":%u,\"sample\":%u,\"seed\":%u",
        (unsigned long long)k->total_lines, c->lines.width, c->lines.sample,
        c->lines.seed);
    struct cvd_about_form form = { .sort = c->sort ? c->sort : "text",
                                   .more = cvd_buf_str(&more) };

    found.cut_short = !k->complete;
    st = st == CVD_OK ? sidecar_put_found(c, &found, &form, err)
                      : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&more);
    return st;
}

int cli_kwic(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf query = { 0 };
    struct cvd_kwic k = { 0 };
    int status;
    enum cvd_status st = cli_join_args(c, &query);

    c->request.query = cvd_buf_str(&query);
    if (st == CVD_OK)
        st = answers_kwic(c, &k, &err);
    if (st == CVD_OK)
        st = put(c, &k);
    if (st == CVD_OK)
        st = put_sidecar(c, &k, &err);
    if (st == CVD_OK)
        status = k.total_lines ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    cvd_kwic_release(&k);
    cvd_buf_release(&query);
    return status;
}
