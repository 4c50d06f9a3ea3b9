/* keyness.c - cvdsearch keyness: the words that mark documents, or keep
 * company with a word. */
#include "cvdsearch/answers.h"
#include "cvdsearch/sidecar.h"

/* Columns of the table in the order of the JSON's members; the two with a
 * window alone, and the one without. */
enum { COLUMNS_MAX = 14 };

static const char *const names[] = {
    "text", "words", "count", "documents", "reference_count",
    "reference_documents", "per_million", "reference_per_million", "g2",
    "log_ratio", "p_below", NULL
};
static const char *const names_around[] = {
    "text", "words", "count", "left", "right", "documents",
    "reference_count", "reference_documents", "per_million",
    "reference_per_million", "g2", "log_dice", "mi", "p_below", NULL
};

/* ---- for people ------------------------------------------------------ */

static void put_sides(const struct cvd_keyness *k)
{
    if (k->around) {
        cli_put_count(k->places);
        out_text(" chỗ, ");
    }
    cli_put_count(k->found.total);
    out_text(" văn bản, ");
    cli_put_count(k->words);
    out_text(k->around ? " từ ở gần; cả thảy " : " từ; so với ");
    cli_put_count(k->reference_documents);
    out_text(" văn bản, ");
    cli_put_count(k->reference_words);
    out_text(" từ\n");
}

/* Columns of the table for people. */
enum { SCORE = 10, LOG = 8, COUNT = 9, FAR_COUNT = 10 };

static void put_numbers(const struct cvd_keyness *k,
                        const struct cvd_key_unit *u)
{
    cli_put_figure(u->g2, CVD_KEY_DIGITS, SCORE);
    if (k->around) {
        cli_put_figure(u->log_dice, CVD_KEY_LOG_DIGITS, LOG);
        cli_put_figure(u->mi, CVD_KEY_LOG_DIGITS, LOG);
        cli_put_figure((double)u->left, 0, COUNT);
        cli_put_figure((double)(u->count - u->left), 0, COUNT);
        cli_put_figure((double)u->documents, 0, COUNT);
        cli_put_figure((double)u->reference_count, 0, FAR_COUNT);
    } else {
        cli_put_figure(u->log_ratio, CVD_KEY_LOG_DIGITS, LOG);
        cli_put_figure((double)u->count, 0, COUNT);
        cli_put_figure((double)u->documents, 0, COUNT);
        cli_put_figure((double)u->reference_count, 0, FAR_COUNT);
        cli_put_figure((double)u->reference_documents, 0, FAR_COUNT);
    }
    out_text("  ");
}

static enum cvd_status put_text(const struct cvd_keyness *k)
{
    enum cvd_status st = CVD_OK;

    put_sides(k);
    if (k->count)
        out_text(k->around
                     ? "        G2 logDice      MI     trái     phải  văn bản "
                       "  cả thảy\n"
                     : "        G2    log2      lần  văn bản  lần khác "
                       "v.b. khác\n");
    for (size_t i = 0; i < k->count && st == CVD_OK; i++) {
        put_numbers(k, &k->list[i]);
        st = terminal_put(k->list[i].text, SPACE_ONE_LINE);
        out_char('\n');
    }
    return st;
}

/* ---- for programs ---------------------------------------------------- */

static enum cvd_status put_json(const struct cvd_keyness *k)
{
    struct cvd_buf json = { 0 };

    return out_made_json(cvd_keyness_json(k, &json), &json);
}

static enum cvd_status put_jsonl(const struct cvd_keyness *k)
{
    struct cvd_buf line = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < k->count && st == CVD_OK; i++) {
        cvd_buf_clear(&line);
        st = cvd_key_unit_json(&k->list[i], k->around != 0, &line);
        if (st == CVD_OK)
            out_json(cvd_buf_str(&line));
    }
    cvd_buf_release(&line);
    return st;
}

/* A row being put together: cells one after another, and where each ends. */
struct row {
    struct cvd_buf text;
    size_t ends[COLUMNS_MAX], count;
    enum cvd_status status;
};

static void end_cell(struct row *r, enum cvd_status st)
{
    if (r->status == CVD_OK)
        r->status = st;
    r->ends[r->count++] = r->text.len;
}

static void add_count(struct row *r, uint64_t n)
{
    end_cell(r, cvd_buf_printf(&r->text, "%llu", (unsigned long long)n));
}

static void add_real(struct row *r, double v, int digits)
{
    end_cell(r, cvd_buf_printf(&r->text, "%.*f", digits, v));
}

static void fill_row(const struct cvd_key_unit *u, bool around,
                     struct row *r)
{
    end_cell(r, cvd_buf_add(&r->text, u->text));
    add_count(r, u->words);
    add_count(r, u->count);
    if (around) {
        add_count(r, u->left);
        add_count(r, u->count - u->left);
    }
    add_count(r, u->documents);
    add_count(r, u->reference_count);
    add_count(r, u->reference_documents);
    add_real(r, u->per_million, CVD_KEY_DIGITS);
    add_real(r, u->reference_per_million, CVD_KEY_DIGITS);
    add_real(r, u->g2, CVD_KEY_DIGITS);
    if (around) {
        add_real(r, u->log_dice, CVD_KEY_LOG_DIGITS);
        add_real(r, u->mi, CVD_KEY_LOG_DIGITS);
    } else {
        add_real(r, u->log_ratio, CVD_KEY_LOG_DIGITS);
    }
    add_real(r, u->p_below, CVD_KEY_P_DIGITS);
}

static enum cvd_status put_row(enum cli_format format,
                               const struct cvd_key_unit *u, bool around)
{
    struct row r = { .status = CVD_OK };

    fill_row(u, around, &r);
    for (size_t i = 0, at = 0; i < r.count && r.status == CVD_OK; i++) {
        struct cvd_str cell = { r.text.ptr + at, r.ends[i] - at };
        r.status = cli_table_cell(format, i, cell);
        at = r.ends[i];
    }
    cli_table_end(format);
    cvd_buf_release(&r.text);
    return r.status;
}

static enum cvd_status put_table(enum cli_format format,
                                 const struct cvd_keyness *k)
{
    bool around = k->around != 0;
    enum cvd_status st = cli_table_begin(format,
                                         around ? names_around : names);

    for (size_t i = 0; i < k->count && st == CVD_OK; i++)
        st = put_row(format, &k->list[i], around);
    return st;
}

/* ---------------------------------------------------------------------- */

static enum cvd_status put(const struct cli *c, const struct cvd_keyness *k)
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
        return put_text(k);
    }
}

static enum cvd_status put_sidecar(const struct cli *c,
                                   const struct cvd_keyness *k,
                                   struct cvd_err *err)
{
    struct cvd_buf more = { 0 };
    enum cvd_status st = cvd_keyness_about(k, &more);
    struct cvd_about_form form = { .more = cvd_buf_str(&more) };

    st = st == CVD_OK ? sidecar_put_found(c, &k->found, &form, err)
                      : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&more);
    return st;
}

int cli_keyness(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf query = { 0 };
    struct cvd_keyness k = { 0 };
    int status;
    enum cvd_status st = cli_join_args(c, &query);

    c->request.query = cvd_buf_str(&query);
    c->keyness.find = c->request;
    /* A server has a question for either, and would not see what is amiss. */
    if (st == CVD_OK)
        st = cvd_keyness_check(&c->keyness, &err);
    if (st == CVD_OK)
        st = answers_keyness(c, &k, &err);
    if (st == CVD_OK)
        st = put(c, &k);
    if (st == CVD_OK)
        st = put_sidecar(c, &k, &err);
    if (st == CVD_OK)
        status = k.found_units ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    cvd_keyness_release(&k);
    cvd_buf_release(&query);
    return status;
}
