/* export.c - cvdsearch export: all that a query finds, a row a document. */
#include "cvdsearch/answers.h"
#include "cvdsearch/sidecar.h"

/* Where the rows go. */
struct taking {
    enum cli_format format;
    struct cvd_buf line; /* the beginning of a line of JSON */
    enum cvd_status status;
};

/* JSON may hold what a terminal would obey: line by line, wherever the piece
 * breaks. */
static void take_lines(struct taking *t, struct cvd_str piece)
{
    const char *end;

    while (piece.len && (end = memchr(piece.ptr, '\n', piece.len))) {
        size_t n = (size_t)(end - piece.ptr);
        t->status = cvd_buf_add_bytes(&t->line, piece.ptr, n);
        if (t->status != CVD_OK)
            return;
        out_json(cvd_buf_str(&t->line));
        cvd_buf_clear(&t->line);
        piece = (struct cvd_str){ end + 1, piece.len - n - 1 };
    }
    t->status = cvd_buf_add(&t->line, piece);
}

static bool take(void *ctx, struct cvd_str piece)
{
    struct taking *t = ctx;

    if (t->format == CLI_CSV)
        out_str(piece);
    else
        take_lines(t, piece);
    return t->status == CVD_OK && out_flush();
}

static enum cvd_status put(const struct cli *c,
                           const struct cvd_export_form *form,
                           const struct answers_export *x,
                           struct cvd_err *err)
{
    struct taking t = { c->format, { 0 }, CVD_OK };
    enum cvd_status st = answers_export_read(c, form, x, take, &t, err);

    if (st == CVD_OK && t.status != CVD_OK)
        st = cvd_fail(err, t.status, "out of memory");
    cvd_buf_release(&t.line);
    return st;
}

int cli_export(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf query = { 0 };
    struct answers_export x = { 0 };
    struct cvd_export_form form = {
        .format = c->format == CLI_CSV ? CVD_EXPORT_CSV : CVD_EXPORT_JSONL,
        .columns = cvd_str_from(c->columns),
        .about = c->about,
    };
    int status = CLI_FOUND;

    if (c->about && c->format != CLI_JSONL) {
        cli_say("--about needs --format jsonl: beside csv stands a "
                "--sidecar FILE");
        return CLI_WRONG;
    }
    enum cvd_status st = cli_join_args(c, &query);

    c->request.query = cvd_buf_str(&query);
    if (st == CVD_OK)
        st = answers_export_open(c, &form, &x, &err);
    if (st == CVD_OK) {
        cli_warn(x.found);
        st = put(c, &form, &x, &err);
    }
    if (st == CVD_OK)
        st = sidecar_put(c, x.about, &err);
    if (st != CVD_OK)
        status = cli_fail(st, &err);
    else if (!x.found->total)
        status = CLI_NOTHING;
    answers_export_close(&x);
    cvd_buf_release(&query);
    return status;
}
