/* hits_table.c - an answer as a table: csv or tsv, a line a hit. */
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

enum cvd_status cli_join_values(const struct cvd_doc *d,
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
    return cli_join_values(&h->doc, columns[col].field, out);
}

static enum cvd_status put_hit(enum cli_format format,
                               const struct cvd_hit *h)
{
    struct cvd_buf value = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t col = 0; col < COLUMNS && st == CVD_OK; col++) {
        cvd_buf_clear(&value);
        st = value_of(h, col, &value);
        if (st == CVD_OK)
            st = cli_table_cell(format, col, cvd_buf_str(&value));
    }
    cli_table_end(format);
    cvd_buf_release(&value);
    return st;
}

enum cvd_status cli_hits_table(const struct cli *c,
                               const struct cvd_result *r)
{
    const char *names[COLUMNS + 1] = { NULL };

    for (size_t i = 0; i < COLUMNS; i++)
        names[i] = columns[i].name ? columns[i].name
                                   : cvd_fields[columns[i].field].name;
    enum cvd_status st = cli_table_begin(c->format, names);
    for (size_t i = 0; i < r->count && st == CVD_OK; i++)
        st = put_hit(c->format, &r->hits[i]);
    return st;
}
