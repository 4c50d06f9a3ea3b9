/* table.c - tables: csv for spreadsheets, tsv for pipes.
 *
 * csv: RFC 4180 with a byte order mark, without which Excel takes UTF-8 for
 * its own code page.  A value that a spreadsheet would take for a formula
 * gets an apostrophe before it (OWASP, CSV injection).
 * tsv: one line a row, whatever its values hold. */
#include "cvdsearch/cli.h"

static bool looks_like_formula(struct cvd_str s)
{
    static const char *const wide[] = { "＝", "＋", "－", "＠" };

    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (cvd_str_starts(s, cvd_str_from(wide[i])))
            return true;
    return s.len && memchr("=+-@\t\r\n", s.ptr[0], 7) != NULL;
}

static bool needs_quotes(struct cvd_str clean)
{
    for (size_t i = 0; i < clean.len; i++)
        if (memchr(",\"\n\t", clean.ptr[i], 4))
            return true;
    return false;
}

static enum cvd_status add_csv(struct cvd_str raw, struct cvd_str clean,
                               struct cvd_buf *out)
{
    bool quote = needs_quotes(clean);
    enum cvd_status st = quote ? cvd_buf_add_char(out, '"') : CVD_OK;

    if (st == CVD_OK && looks_like_formula(raw))
        st = cvd_buf_add_char(out, '\'');
    for (size_t i = 0; i < clean.len && st == CVD_OK; i++) {
        if (clean.ptr[i] == '"')
            st = cvd_buf_add_char(out, '"');
        if (st == CVD_OK)
            st = cvd_buf_add_char(out, clean.ptr[i]);
    }
    return st == CVD_OK && quote ? cvd_buf_add_char(out, '"') : st;
}

enum cvd_status cli_table_add_cell(enum cli_format format, size_t col,
                                   struct cvd_str raw, struct cvd_buf *out)
{
    struct cvd_buf clean = { 0 };
    enum cvd_status st = terminal_clean(
        raw, format == CLI_CSV ? SPACE_AS_IS : SPACE_ONE_LINE, &clean);

    if (st == CVD_OK && col > 0)
        st = cvd_buf_add_char(out, format == CLI_CSV ? ',' : '\t');
    if (st == CVD_OK)
        st = format == CLI_CSV ? add_csv(raw, cvd_buf_str(&clean), out)
                               : cvd_buf_add(out, cvd_buf_str(&clean));
    cvd_buf_release(&clean);
    return st;
}

enum cvd_status cli_table_cell(enum cli_format format, size_t col,
                               struct cvd_str raw)
{
    struct cvd_buf cell = { 0 };
    enum cvd_status st = cli_table_add_cell(format, col, raw, &cell);

    out_str(cvd_buf_str(&cell));
    cvd_buf_release(&cell);
    return st;
}

enum cvd_status cli_table_add_end(enum cli_format format,
                                  struct cvd_buf *out)
{
    return cvd_buf_add_text(out, format == CLI_CSV ? "\r\n" : "\n");
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
        out_text(CLI_CSV_BOM);
    for (size_t i = 0; names[i] && st == CVD_OK; i++)
        st = cli_table_cell(format, i, cvd_str_from(names[i]));
    cli_table_end(format);
    return st;
}
