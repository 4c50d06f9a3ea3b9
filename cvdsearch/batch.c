/* batch.c - cvdsearch batch: a query a line in, a table of hits out. */
#include "cvdsearch/answers.h"
#include "cvdsearch/batch_rows.h"
#include "cvdsearch/sidecar.h"
#include "base/file.h"
#include "base/json.h"

struct batch {
    struct cli *c;
    struct batch_lines lines;
    struct batch_columns columns;
    struct cvd_buf counts;   /* the table, where one is asked for */
    enum cli_format counts_format;
    struct cvd_edition edition; /* of the first answer, and so of all */
    size_t asked, found;     /* queries: answered, with documents */
    size_t warned, refused;
};

/* A total that is told is exact, which takes counting: a facet makes sure.
 * In a run none is told. */
static const enum cvd_field counting[] = { CVD_F_YEAR };

static void prepare(struct batch *b)
{
    struct cvd_request *r = &b->c->request;
    bool run = b->c->format == CLI_TREC;

    r->without_snippets = run || !b->columns.with_snippet;
    r->facets = counting;
    r->facet_count = b->c->counts || (b->columns.with_total && !run);
    b->counts_format = run ? CLI_TSV : b->c->format;
}

/* An answer of another edition would mix two archives in one table. */
static enum cvd_status check_edition(struct batch *b,
                                     const struct batch_query *q,
                                     const struct cvd_result *r,
                                     struct cvd_err *err)
{
    if (!b->asked) {
        b->edition = r->edition;
        return CVD_OK;
    }
    if (b->edition.generation == r->edition.generation)
        return CVD_OK;
    return cvd_fail(err, CVD_ESTALE, "%s:%zu: the index has changed since "
                    "the first query, from generation %u to %u: what was "
                    "written until here is of the first; ask all again",
                    b->lines.name, q->line, b->edition.generation,
                    r->edition.generation);
}

static enum cvd_status take_answer(struct batch *b,
                                   const struct batch_query *q,
                                   const struct cvd_result *r,
                                   struct cvd_err *err)
{
    enum cvd_status st = check_edition(b, q, r, err);

    if (st != CVD_OK)
        return st;
    b->asked++;
    b->found += r->total > 0;
    b->warned += r->warning_count || r->suggestion.len;
    st = batch_rows_put(b->c, &b->columns, q, r);
    if (st == CVD_OK && b->c->counts)
        st = batch_counts_add(b->counts_format, q, r, &b->counts);
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

static enum cvd_status ask(struct batch *b, const struct batch_query *q,
                           struct cvd_err *err)
{
    struct cvd_result r = { 0 };

    b->c->request.query = q->text;
    enum cvd_status st = answers_search(b->c, &r, err);
    if (st == CVD_OK) {
        st = take_answer(b, q, &r, err);
    } else if (st == CVD_EUSAGE || st == CVD_ELIMIT) {
        /* This query's own fault: the others are asked all the same. */
        cli_say("%s:%zu: %s", b->lines.name, q->line, err->msg);
        b->refused++;
        st = CVD_OK;
    }
    cvd_result_release(&r);
    return st;
}

static enum cvd_status ask_all(struct batch *b, struct cvd_err *err)
{
    enum cvd_status st = b->c->counts
                             ? batch_counts_begin(b->counts_format,
                                                  &b->counts)
                             : CVD_OK;

    if (st == CVD_OK)
        st = batch_rows_begin(b->c->format, &b->columns);
    if (st != CVD_OK)
        return cvd_fail(err, st, "out of memory");
    for (size_t i = 0; i < b->lines.count && st == CVD_OK; i++) {
        st = ask(b, &b->lines.list[i], err);
        if (st == CVD_OK && !out_flush())
            break; /* nobody reads on; out_close() says why */
    }
    if (b->warned && !b->c->counts && st == CVD_OK)
        cli_say("lưu ý: %zu câu hỏi có lời nhắc hoặc gợi ý: --counts FILE "
                "cho biết", b->warned);
    return st;
}

/* ---- beside the table ------------------------------------------------ */

static enum cvd_status put_counts(struct batch *b, struct cvd_err *err)
{
    if (!b->c->counts || !out_flush())
        return CVD_OK;
    return cvd_file_replace(b->c->counts, cvd_buf_str(&b->counts), err);
}

/* Members of its own: how many were asked, and for what. */
static enum cvd_status describe(const struct batch *b, struct cvd_buf *out)
{
    enum cvd_status st = cvd_buf_printf(
        out, "\"queries\":%zu,\"found\":%zu,\"refused\":%zu,\"limit\":%u,"
        "\"columns\":", b->asked, b->found, b->lines.bad + b->refused,
        b->c->request.limit);

    if (st == CVD_OK)
        st = b->c->format == CLI_TREC
                 ? cvd_buf_add_text(out, "null")
                 : batch_columns_json(&b->columns, out);
    return st;
}

static enum cvd_status put_about(const struct batch *b, struct cvd_err *err)
{
    static const char *const orders[] = { "relevance", "newest", "oldest" };
    struct cvd_buf more = { 0 };
    struct cvd_result many = { .edition = b->edition };
    enum cvd_status st = describe(b, &more);
    struct cvd_about_form form = { .sort = orders[b->c->request.sort],
                                   .more = cvd_buf_str(&more),
                                   .many = true };

    st = st == CVD_OK ? sidecar_put_found(b->c, &many, &form, err)
                      : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&more);
    return st;
}

/* ---- the command ----------------------------------------------------- */

static int check(const struct cli *c)
{
    const char *wrong = NULL;

    if (c->format == CLI_TREC && c->columns)
        wrong = "--columns: a run of trec has its own";
    else if (c->format == CLI_TREC && !c->request.limit)
        wrong = "--limit 0: a run of trec is of hits; --counts FILE counts";
    if (!wrong)
        return CLI_FOUND;
    cli_say("%s", wrong);
    return CLI_WRONG;
}

int cli_batch(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct batch b = { .c = c };
    int status = check(c);

    if (status != CLI_FOUND)
        return status;
    enum cvd_status st = batch_columns_read(c->columns, &b.columns, &err);
    if (st == CVD_OK)
        st = batch_lines_read(c->args[0], &b.lines, &err);
    if (st == CVD_OK) {
        prepare(&b);
        st = ask_all(&b, &err);
    }
    if (st == CVD_OK)
        st = put_counts(&b, &err);
    if (st == CVD_OK)
        st = put_about(&b, &err);
    if (st != CVD_OK)
        status = cli_fail(st, &err);
    else if (b.lines.bad || b.refused)
        status = CLI_WRONG; /* not all was asked */
    else if (!b.found)
        status = CLI_NOTHING;
    cvd_buf_release(&b.counts);
    batch_lines_release(&b.lines);
    return status;
}
