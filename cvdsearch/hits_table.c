/* hits_table.c - an answer as a table: csv for spreadsheets, tsv for pipes.
 *
 * csv: RFC 4180 with a byte order mark, without which Excel takes UTF-8 for
 * its own code page.  A value that a spreadsheet would take for a formula
 * gets an apostrophe before it (OWASP, CSV injection).
 * tsv: one line a hit, whatever its values hold. */
#include "cvdsearch/cli.h"

enum column_kind { COL_ID, COL_SCORE, COL_TITLE, COL_SNIPPET, COL_VALUES };

static const struct {
    const char *name;  /* NULL: the field's */
    enum column_kind kind;
    enum cvd_field field; /* of COL_VALUES */
} columns[] = {
    { "id", COL_ID, CVD_F_COUNT },
    { "score", COL_SCORE, CVD_F_COUNT },
    { NULL, COL_VALUES, CVD_F_NUMBER },
    { NULL, COL_VALUES, CVD_F_SYMBOL },
    { NULL, COL_VALUES, CVD_F_TYPE },
    { NULL, COL_VALUES, CVD_F_DATE },
    { NULL, COL_VALUES, CVD_F_ISSUER },
    { NULL, COL_VALUES, CVD_F_PROVINCE },
    { "campaigns", COL_VALUES, CVD_F_CAMPAIGN },
    { "title", COL_TITLE, CVD_F_COUNT },
    { "snippet", COL_SNIPPET, CVD_F_COUNT },
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static enum cvd_status join_values(const struct cvd_doc *d,
                                   enum cvd_field field, struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < d->value_count && st == CVD_OK; i++) {
        if (d->values[i].field != field)
            continue;
        if (out->len)
            st = cvd_buf_add_char(out, ';');
        if (st == CVD_OK)
            st = cvd_buf_add(out, d->values[i].value);
    }
    return st;
}

/* The value of column `col`, raw. */
static enum cvd_status value_of(const struct cvd_hit *h, size_t col,
                                struct cvd_buf *out)
{
    switch (columns[col].kind) {
    case COL_ID:
        return cvd_buf_add(out, h->doc.id);
    case COL_SCORE:
        return cvd_buf_printf(out, "%.3f", h->score);
    case COL_TITLE:
        return cvd_buf_add(out, h->doc.title);
    case COL_SNIPPET:
        return cli_snippet_text(cvd_buf_str(&h->snippet), out, NULL);
    case COL_VALUES:
        break;
    }
    return join_values(&h->doc, columns[col].field, out);
}

static bool looks_like_formula(struct cvd_str s)
{
    return s.len && memchr("=+-@\t\r", s.ptr[0], 6) != NULL;
}

static void put_csv(struct cvd_str raw, struct cvd_str clean)
{
    bool quote = false;

    for (size_t i = 0; i < clean.len && !quote; i++)
        quote = memchr(",\"\n\t", clean.ptr[i], 4) != NULL;
    if (quote)
        out_char('"');
    if (looks_like_formula(raw))
        out_char('\'');
    for (size_t i = 0; i < clean.len; i++) {
        if (clean.ptr[i] == '"')
            out_char('"');
        out_char(clean.ptr[i]);
    }
    if (quote)
        out_char('"');
}

static enum cvd_status put_cell(enum cli_format format, size_t col,
                                struct cvd_str raw)
{
    struct cvd_buf clean = { 0 };
    enum cvd_status st = terminal_clean(
        raw, format == CLI_CSV ? SPACE_AS_IS : SPACE_ONE_LINE, &clean);

    if (st == CVD_OK && col > 0)
        out_char(format == CLI_CSV ? ',' : '\t');
    if (st == CVD_OK && format == CLI_CSV)
        put_csv(raw, cvd_buf_str(&clean));
    else if (st == CVD_OK)
        out_str(cvd_buf_str(&clean));
    cvd_buf_release(&clean);
    return st;
}

/* One line; h NULL: the names of the columns. */
static enum cvd_status put_line(enum cli_format format,
                                const struct cvd_hit *h)
{
    struct cvd_buf value = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t col = 0; col < COLUMNS && st == CVD_OK; col++) {
        cvd_buf_clear(&value);
        if (h)
            st = value_of(h, col, &value);
        else
            st = cvd_buf_add_text(&value,
                                  columns[col].name
                                      ? columns[col].name
                                      : cvd_fields[columns[col].field].name);
        if (st == CVD_OK)
            st = put_cell(format, col, cvd_buf_str(&value));
    }
    out_text(format == CLI_CSV ? "\r\n" : "\n");
    cvd_buf_release(&value);
    return st;
}

enum cvd_status cli_hits_table(const struct cli *c,
                               const struct cvd_result *r)
{
    if (c->format == CLI_CSV)
        out_text("\xEF\xBB\xBF");
    enum cvd_status st = put_line(c->format, NULL);
    for (size_t i = 0; i < r->count && st == CVD_OK; i++)
        st = put_line(c->format, &r->hits[i]);
    return st;
}
