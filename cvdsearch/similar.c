/* similar.c - cvdsearch similar: who has the same text, or much of it. */
#include "cvdsearch/answers.h"
#include "cvdsearch/sidecar.h"

#include <stdio.h>

enum { INDENT = 2, PERCENT = 100 };

/* ---- for people ------------------------------------------------------ */

/* What is known of it, on a line of its own, if anything is. */
static enum cvd_status put_facts(const struct cli *c,
                                 const struct cvd_similar *one)
{
    const struct cvd_facts *f = &one->facts;
    const struct cvd_str facts[] = { f->number, f->date, f->issuer,
                                     f->title };
    enum { FACTS = sizeof facts / sizeof *facts };
    size_t known = 0;

    for (size_t i = 0; i < FACTS; i++)
        known += facts[i].len > 0;
    if (!known)
        return CVD_OK;
    out_printf("%*s", INDENT, "");
    enum cvd_status st = cli_put_facts(&c->term, facts, FACTS);
    out_char('\n');
    return st;
}

static enum cvd_status put_passages(const struct terminal *t,
                                    const struct cvd_similar *one)
{
    struct cvd_buf line = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < one->passage_count && st == CVD_OK; i++) {
        const struct cvd_passage *p = &one->passages[i];
        cvd_buf_clear(&line);
        st = cvd_buf_printf(&line, "“%.*s” (%zu tiếng)", (int)p->text.len,
                            p->text.ptr, p->words);
        if (st == CVD_OK)
            terminal_put_wrapped(t, 2 * INDENT, cvd_buf_str(&line),
                                 (struct cvd_str){ NULL, 0 });
    }
    if (one->passages_found > one->passage_count)
        out_printf("%*s… và %zu đoạn chung khác\n", 2 * INDENT, "",
                   one->passages_found - one->passage_count);
    cvd_buf_release(&line);
    return st;
}

static enum cvd_status put_text(const struct cli *c,
                                const struct cvd_similar_list *l)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < l->count && st == CVD_OK; i++) {
        const struct cvd_similar *one = &l->list[i];
        terminal_style(&c->term, STYLE_TITLE);
        st = terminal_put(one->facts.id, SPACE_ONE_LINE);
        terminal_style(&c->term, STYLE_PLAIN);
        if (one->duplicate)
            out_text(" (gần như trùng)");
        out_char('\n');
        out_printf("%*s%.0f%% của văn bản này, %.0f%% của văn bản kia\n",
                   INDENT, "", one->shared * PERCENT,
                   one->shared_of_other * PERCENT);
        if (st == CVD_OK)
            st = put_facts(c, one);
        if (st == CVD_OK)
            st = put_passages(&c->term, one);
    }
    return st;
}

/* ---- for programs ---------------------------------------------------- */

static enum cvd_status put_json(const struct cvd_similar_list *l)
{
    struct cvd_buf json = { 0 };

    return out_made_json(cvd_similar_json(l, &json), &json);
}

static enum cvd_status put_jsonl(const struct cvd_similar_list *l)
{
    struct cvd_buf line = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < l->count && st == CVD_OK; i++) {
        cvd_buf_clear(&line);
        st = cvd_similar_one_json(&l->list[i], &line);
        if (st == CVD_OK)
            out_json(cvd_buf_str(&line));
    }
    cvd_buf_release(&line);
    return st;
}

/* The text of the longest passage; empty: there is none. */
static struct cvd_str longest_of(const struct cvd_similar *one)
{
    const struct cvd_passage *longest = &one->passages[0];

    for (size_t i = 1; i < one->passage_count; i++)
        if (one->passages[i].words > longest->words)
            longest = &one->passages[i];
    return longest->text;
}

static enum cvd_status put_table(enum cli_format format,
                                 const struct cvd_similar_list *l)
{
    static const char *const names[] = { "id", "shared", "shared_of_other",
                                         "duplicate", "number", "date",
                                         "issuer", "province", "title",
                                         "passages", "longest", NULL };
    enum cvd_status st = cli_table_begin(format, names);

    for (size_t i = 0; i < l->count && st == CVD_OK; i++) {
        const struct cvd_similar *one = &l->list[i];
        const struct cvd_facts *f = &one->facts;
        char shared[16], of_other[16], passages[24];
        (void)snprintf(passages, sizeof passages, "%zu",
                       one->passages_found);
        (void)snprintf(shared, sizeof shared, "%.3f", one->shared);
        (void)snprintf(of_other, sizeof of_other, "%.3f",
                       one->shared_of_other);
        const struct cvd_str cells[] = {
            f->id, cvd_str_from(shared), cvd_str_from(of_other),
            cvd_str_from(one->duplicate ? "true" : "false"), f->number,
            f->date, f->issuer, f->province, f->title,
            cvd_str_from(passages), longest_of(one)
        };
        st = cli_table_row(format, cells, sizeof cells / sizeof *cells);
    }
    return st;
}

static enum cvd_status put(const struct cli *c,
                           const struct cvd_similar_list *l)
{
    switch (c->format) {
    case CLI_JSON:
        return put_json(l);
    case CLI_JSONL:
        return put_jsonl(l);
    case CLI_CSV:
    case CLI_TSV:
        return put_table(c->format, l);
    default:
        return put_text(c, l);
    }
}

static enum cvd_status put_sidecar(const struct cli *c,
                                   const struct cvd_similar_list *l,
                                   struct cvd_err *err)
{
    struct sidecar_list about = { .subject = "id", .asked = l->id,
                                  .total = l->found, .cut = l->cut,
                                  .edition = l->edition };

    return sidecar_put_list(c, &about, err);
}

int cli_similar(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_similar_list l = { 0 };
    int status;
    enum cvd_status st = answers_similar(c, cvd_str_from(c->args[0]), &l, &err);

    if (st == CVD_OK)
        st = put(c, &l);
    if (st == CVD_OK)
        st = put_sidecar(c, &l, &err);
    if (st == CVD_OK)
        status = l.found ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    cvd_similar_list_release(&l);
    return status;
}
