/* show.c - cvdsearch show: a document, its metadata and its references. */
#include "cvdsearch/answers.h"

static const char ID_LABEL[] = "Mã văn bản";

/* What is shown above the text, in this order: the names of campaigns, not
 * their codes, and nothing that is there for asking alone. */
static const enum cvd_field shown[] = {
    CVD_F_NUMBER, CVD_F_SYMBOL, CVD_F_TYPE, CVD_F_DATE, CVD_F_URGENCY,
    CVD_F_PLACE, CVD_F_PARENT, CVD_F_ISSUER, CVD_F_PROVINCE,
    CVD_F_PROVINCE_NOW, CVD_F_DISTRICT, CVD_F_CAMPAIGN_NAME,
    CVD_F_RECIPIENT, CVD_F_DISTRIBUTION, CVD_F_SIGNER, CVD_F_POSITION,
    CVD_F_AUTHORITY, CVD_F_DEADLINE, CVD_F_PATH, CVD_F_SHA256,
    CVD_F_ENCODING, CVD_F_FORMAT, CVD_F_GIVEN,
};

enum { SHOWN = sizeof shown / sizeof *shown };

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

    for (size_t i = 0; i < SHOWN; i++) {
        size_t w = terminal_columns(cvd_str_from(cvd_fields[shown[i]].label));
        if (has_value(d, shown[i]) && w > width)
            width = w;
    }
    width++; /* a blank after the colon */
    put_label(t, ID_LABEL, width);
    st = terminal_put(d->id, SPACE_ONE_LINE);
    out_char('\n');
    for (size_t i = 0; i < SHOWN && st == CVD_OK; i++) {
        if (!has_value(d, shown[i]))
            continue;
        put_label(t, cvd_fields[shown[i]].label, width);
        st = put_values(d, shown[i]);
    }
    return st;
}

/* Each document referred to once. */
static enum cvd_status put_references(const struct terminal *t,
                                      const struct cvd_citations *c)
{
    enum cvd_status st = CVD_OK;

    if (!c->count)
        return CVD_OK;
    out_char('\n');
    put_label(t, cvd_fields[CVD_F_CITES].label, 0);
    out_char('\n');
    for (size_t i = 0; i < c->count && st == CVD_OK; i++)
        if (!c->list[i].again)
            st = cli_put_citation(t, c, i);
    return st;
}

static enum cvd_status put_text(const struct terminal *t,
                                const struct cvd_doc *d,
                                const struct cvd_citations *c)
{
    terminal_style(t, STYLE_TITLE);
    enum cvd_status st =
        terminal_put(d->title.len ? d->title : d->id, SPACE_ONE_LINE);
    terminal_style(t, STYLE_PLAIN);
    out_text("\n\n");
    if (st == CVD_OK)
        st = put_metadata(t, d);
    if (st == CVD_OK)
        st = put_references(t, c);
    out_char('\n');
    if (st == CVD_OK)
        st = terminal_put(d->text, SPACE_AS_IS);
    if (d->text.len && d->text.ptr[d->text.len - 1] != '\n')
        out_char('\n');
    return st;
}

static enum cvd_status show_text(const struct cli *c, struct cvd_str id,
                                 struct cvd_err *err)
{
    struct cvd_doc d = { 0 };
    struct cvd_citations cites = { 0 };
    enum cvd_status st = answers_document(c, id, &d, &cites, err);

    if (st == CVD_OK)
        st = put_text(&c->term, &d, &cites);
    cvd_citations_release(&cites);
    cvd_doc_release(&d);
    return st;
}

static enum cvd_status show_json(const struct cli *c, struct cvd_str id,
                                 struct cvd_err *err)
{
    struct cvd_buf json = { 0 };
    enum cvd_status st = answers_document_json(c, id, &json, err);

    if (st == CVD_OK)
        out_json(cvd_buf_str(&json));
    cvd_buf_release(&json);
    return st;
}

int cli_show(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_str id = cvd_str_from(c->args[0]);
    enum cvd_status st = c->format == CLI_JSON ? show_json(c, id, &err)
                                               : show_text(c, id, &err);

    return st == CVD_OK ? CLI_FOUND : cli_fail(st, &err);
}
