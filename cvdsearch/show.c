/* show.c - cvdsearch show: a document, its metadata and its references. */
#include "cvdsearch/cli.h"

enum { INDENT = 2 };

static const char ID_LABEL[] = "Mã văn bản";

/* Write "label:" and blanks up to the values' column. */
static void put_label(const struct terminal *t, const char *label,
                      size_t width)
{
    size_t used = terminal_columns(cvd_str_from(label));

    terminal_style(t, STYLE_DIM);
    out_text(label);
    out_char(':');
    terminal_style(t, STYLE_PLAIN);
    for (; used < width + 1; used++)
        out_char(' ');
}

static bool has_value(const struct cvd_doc *d, enum cvd_field f)
{
    return cvd_doc_value(d, f).len > 0;
}

/* References make a list of their own. */
static bool in_block(const struct cvd_doc *d, enum cvd_field f)
{
    return f != CVD_F_CITES && has_value(d, f);
}

static enum cvd_status put_values(const struct cvd_doc *d, enum cvd_field f)
{
    enum cvd_status st = CVD_OK;
    bool first = true;

    for (size_t i = 0; i < d->value_count && st == CVD_OK; i++) {
        if (d->values[i].field != f)
            continue;
        if (!first)
            out_text("; ");
        first = false;
        st = terminal_put(cvd_value_label(f, d->values[i].value),
                          SPACE_ONE_LINE);
    }
    out_char('\n');
    return st;
}

static enum cvd_status put_metadata(const struct terminal *t,
                                    const struct cvd_doc *d)
{
    size_t width = terminal_columns(cvd_str_from(ID_LABEL));
    enum cvd_status st = CVD_OK;

    for (int f = 0; f < CVD_F_COUNT; f++) {
        size_t w = terminal_columns(cvd_str_from(cvd_fields[f].label));
        if (in_block(d, (enum cvd_field)f) && w > width)
            width = w;
    }
    width++; /* a blank after the colon */
    put_label(t, ID_LABEL, width);
    st = terminal_put(d->id, SPACE_ONE_LINE);
    out_char('\n');
    for (int f = 0; f < CVD_F_COUNT && st == CVD_OK; f++) {
        if (!in_block(d, (enum cvd_field)f))
            continue;
        put_label(t, cvd_fields[f].label, width);
        st = put_values(d, (enum cvd_field)f);
    }
    return st;
}

static enum cvd_status put_references(const struct terminal *t,
                                      const struct cvd_doc *d)
{
    enum cvd_status st = CVD_OK;

    if (!has_value(d, CVD_F_CITES))
        return CVD_OK;
    out_char('\n');
    put_label(t, cvd_fields[CVD_F_CITES].label, 0);
    out_char('\n');
    for (size_t i = 0; i < d->value_count && st == CVD_OK; i++) {
        if (d->values[i].field != CVD_F_CITES)
            continue;
        out_printf("%*s", INDENT, "");
        st = terminal_put(d->values[i].value, SPACE_ONE_LINE);
        out_char('\n');
    }
    return st;
}

static enum cvd_status put_text(const struct terminal *t,
                                const struct cvd_doc *d)
{
    terminal_style(t, STYLE_TITLE);
    enum cvd_status st =
        terminal_put(d->title.len ? d->title : d->id, SPACE_ONE_LINE);
    terminal_style(t, STYLE_PLAIN);
    out_text("\n\n");
    if (st == CVD_OK)
        st = put_metadata(t, d);
    if (st == CVD_OK)
        st = put_references(t, d);
    out_char('\n');
    if (st == CVD_OK)
        st = terminal_put(d->text, SPACE_AS_IS);
    if (d->text.len && d->text.ptr[d->text.len - 1] != '\n')
        out_char('\n');
    return st;
}

int cli_show(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_doc d = { 0 };
    struct cvd_buf json = { 0 };
    enum cvd_status st =
        cvd_document(c->searcher, cvd_str_from(c->args[0]), &d, &err);

    if (st != CVD_OK)
        goto done;
    if (c->format == CLI_TEXT) {
        st = put_text(&c->term, &d);
        goto done;
    }
    st = cvd_document_json(c->searcher, &d, &json, &err);
    if (st == CVD_OK)
        out_json(cvd_buf_str(&json));
done:
    cvd_buf_release(&json);
    cvd_doc_release(&d);
    return st == CVD_OK ? CLI_FOUND : cli_fail(st, &err);
}
