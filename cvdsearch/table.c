/* table.c - tables: csv for spreadsheets, tsv for pipes.
 *
 * csv: RFC 4180 with a byte order mark, without which Excel takes UTF-8 for
 * its own code page.  A value that a spreadsheet would take for a formula
 * gets an apostrophe before it (OWASP, CSV injection).
 * tsv: one line a row, whatever its values hold. */
#include "cvdsearch/cli.h"

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

enum cvd_status cli_table_cell(enum cli_format format, size_t col,
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

void cli_table_end(enum cli_format format)
{
    out_text(format == CLI_CSV ? "\r\n" : "\n");
}

enum cvd_status cli_table_row(enum cli_format format,
                              const struct cvd_str *cells, size_t count)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < count && st == CVD_OK; i++)
        st = cli_table_cell(format, i, cells[i]);
    cli_table_end(format);
    return st;
}

enum cvd_status cli_table_begin(enum cli_format format,
                                const char *const *names)
{
    enum cvd_status st = CVD_OK;

    if (format == CLI_CSV)
        out_text("\xEF\xBB\xBF");
    for (size_t i = 0; names[i] && st == CVD_OK; i++)
        st = cli_table_cell(format, i, cvd_str_from(names[i]));
    cli_table_end(format);
    return st;
}
