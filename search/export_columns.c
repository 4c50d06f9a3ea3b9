/* export_columns.c - the columns of an export, a row each.
 *
 * Those of a hit come first and are the ones exported unless others are
 * chosen: the members of json.c's hits, less score, which orders one page,
 * and snippet. */
#include "search/export_columns.h"
#include "search/csv.h"
#include "search/json_parts.h"

#include <assert.h>

enum column_kind {
    COL_ID, COL_TITLE, COL_PROVINCE_NAME, COL_CITED_BY, COL_TEXT,
    COL_COUNT,  /* how many values of a field */
    COL_VALUE,  /* the first of them */
    COL_VALUES  /* all of them */
};

static const struct column {
    const char *name;     /* NULL: the field's */
    enum column_kind kind;
    enum cvd_field field; /* of COL_COUNT, COL_VALUE and COL_VALUES */
} columns[] = {
    { "id", COL_ID, 0 },
    { "title", COL_TITLE, 0 },
    { NULL, COL_VALUE, CVD_F_NUMBER },
    { NULL, COL_VALUE, CVD_F_SYMBOL },
    { NULL, COL_VALUE, CVD_F_TYPE },
    { NULL, COL_VALUE, CVD_F_DATE },
    { NULL, COL_VALUE, CVD_F_ISSUER },
    { NULL, COL_VALUE, CVD_F_PROVINCE },
    { "province_name", COL_PROVINCE_NAME, 0 },
    { NULL, COL_VALUE, CVD_F_DISTRICT },
    { "campaigns", COL_VALUES, CVD_F_CAMPAIGN },
    { "cites", COL_COUNT, CVD_F_CITES },
    { "cited_by", COL_CITED_BY, 0 },
    /* Not of a hit: */
    { "campaign_names", COL_VALUES, CVD_F_CAMPAIGN_NAME },
    { "references", COL_VALUES, CVD_F_CITES },
    { NULL, COL_VALUE, CVD_F_YEAR },
    { NULL, COL_VALUE, CVD_F_PLACE },
    { NULL, COL_VALUE, CVD_F_PARENT },
    { NULL, COL_VALUE, CVD_F_PROVINCE_NOW },
    { NULL, COL_VALUES, CVD_F_RECIPIENT },
    { NULL, COL_VALUES, CVD_F_DISTRIBUTION },
    { NULL, COL_VALUE, CVD_F_SIGNER },
    { NULL, COL_VALUE, CVD_F_POSITION },
    { NULL, COL_VALUE, CVD_F_AUTHORITY },
    { NULL, COL_VALUE, CVD_F_URGENCY },
    { NULL, COL_VALUES, CVD_F_DEADLINE },
    { NULL, COL_VALUE, CVD_F_PATH },
    { NULL, COL_VALUE, CVD_F_SHA256 },
    { NULL, COL_VALUE, CVD_F_ENCODING },
    { NULL, COL_VALUE, CVD_F_FORMAT },
    { "text", COL_TEXT, 0 },
};

enum { COLUMNS = sizeof columns / sizeof *columns, OF_A_HIT = 13 };

static_assert((int)COLUMNS <= (int)CVD_COLUMNS_MAX, "room for all columns");

static const char *name_of(const struct column *c)
{
    return c->name ? c->name : cvd_fields[c->field].name;
}

/* ---- choosing -------------------------------------------------------- */

static enum cvd_status add_column(struct cvd_columns *c, size_t row,
                                  struct cvd_err *err)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->list[i] == row)
            return cvd_fail(err, CVD_EUSAGE, "column '%s' stands twice",
                            name_of(&columns[row]));
    c->list[c->count++] = (uint8_t)row;
    c->with_text = c->with_text || columns[row].kind == COL_TEXT;
    c->with_cited_by = c->with_cited_by || columns[row].kind == COL_CITED_BY;
    return CVD_OK;
}

static enum cvd_status no_column(struct cvd_str name, struct cvd_err *err)
{
    struct cvd_buf known = { 0 };

    for (size_t i = 0; i < COLUMNS; i++)
        (void)cvd_buf_printf(&known, i ? ", %s" : "%s",
                             name_of(&columns[i]));
    enum cvd_status st =
        cvd_fail(err, CVD_EUSAGE, "no column '%.*s': there are %s",
                 (int)(name.len < 64 ? name.len : 64), name.ptr,
                 known.ptr ? known.ptr : "none");
    cvd_buf_release(&known);
    return st;
}

static enum cvd_status add_named(struct cvd_columns *c, struct cvd_str name,
                                 struct cvd_err *err)
{
    for (size_t i = 0; i < COLUMNS; i++)
        if (cvd_str_equal(name, cvd_str_from(name_of(&columns[i]))))
            return add_column(c, i, err);
    return no_column(name, err);
}

enum cvd_status cvd_columns_parse(struct cvd_str names,
                                  struct cvd_columns *out,
                                  struct cvd_err *err)
{
    struct cvd_columns c = { .count = 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; !names.len && i < OF_A_HIT; i++)
        (void)add_column(&c, i, err);
    for (size_t from = 0; names.len && from <= names.len && st == CVD_OK;) {
        struct cvd_str name = { names.ptr + from, 0 };
        while (from < names.len && names.ptr[from] != ',')
            from++;
        name.len = (size_t)(names.ptr + from++ - name.ptr);
        st = add_named(&c, cvd_str_trim(name), err);
    }
    if (st == CVD_OK)
        *out = c;
    return st;
}

/* ---- csv ------------------------------------------------------------- */

enum cvd_status cvd_columns_csv(const struct cvd_columns *c,
                                struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < c->count && st == CVD_OK; i++)
        st = cvd_csv_cell(out, i, cvd_str_from(name_of(
                                      &columns[c->list[i]])));
    return st == CVD_OK ? cvd_csv_end(out) : st;
}

static uint64_t count_values(const struct cvd_doc *d, enum cvd_field f)
{
    uint64_t n = 0;

    for (size_t i = 0; i < d->value_count; i++)
        n += d->values[i].field == f;
    return n;
}

static enum cvd_status join_values(const struct cvd_doc *d, enum cvd_field f,
                                   struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < d->value_count && st == CVD_OK; i++) {
        if (d->values[i].field != f)
            continue;
        if (out->len)
            st = cvd_buf_add_char(out, ';');
        if (st == CVD_OK)
            st = cvd_buf_add(out, d->values[i].value);
    }
    return st;
}

static enum cvd_status put_count(struct cvd_buf *out, uint64_t n)
{
    return cvd_buf_printf(out, "%llu", (unsigned long long)n);
}

static enum cvd_status cell_of(const struct column *c,
                               const struct cvd_doc *d, uint64_t cited_by,
                               struct cvd_buf *out)
{
    struct cvd_str code = cvd_doc_value(d, CVD_F_PROVINCE);

    switch (c->kind) {
    case COL_ID:
        return cvd_buf_add(out, d->id);
    case COL_TITLE: /* where a text says none, the id stands for it */
        return cvd_str_equal(d->title, d->id) ? CVD_OK
                                              : cvd_buf_add(out, d->title);
    case COL_PROVINCE_NAME: {
        struct cvd_str name = cvd_value_label(CVD_F_PROVINCE, code);
        return name.ptr == code.ptr ? CVD_OK : cvd_buf_add(out, name);
    }
    case COL_CITED_BY:
        return put_count(out, cited_by);
    case COL_TEXT:
        return cvd_buf_add(out, d->text);
    case COL_COUNT:
        return put_count(out, count_values(d, c->field));
    case COL_VALUE:
        return cvd_buf_add(out, cvd_doc_value(d, c->field));
    case COL_VALUES:
        break;
    }
    return join_values(d, c->field, out);
}

enum cvd_status cvd_columns_csv_row(const struct cvd_columns *c,
                                    const struct cvd_doc *d,
                                    uint64_t cited_by, struct cvd_buf *out)
{
    struct cvd_buf cell = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < c->count && st == CVD_OK; i++) {
        cvd_buf_clear(&cell);
        st = cell_of(&columns[c->list[i]], d, cited_by, &cell);
        if (st == CVD_OK)
            st = cvd_csv_cell(out, i, cvd_buf_str(&cell));
    }
    cvd_buf_release(&cell);
    return st == CVD_OK ? cvd_csv_end(out) : st;
}

/* ---- json ------------------------------------------------------------ */

void cvd_columns_json(const struct cvd_columns *c, struct cvd_json *j)
{
    cvd_json_array(j);
    for (size_t i = 0; i < c->count; i++)
        cvd_json_text(j, name_of(&columns[c->list[i]]));
    cvd_json_array_end(j);
}

static enum cvd_status put_member(struct cvd_json *j, const struct column *c,
                                  const struct cvd_doc *d, uint64_t cited_by,
                                  struct cvd_buf *cell)
{
    if (c->kind == COL_VALUES) {
        cvd_put_values(j, name_of(c), d, c->field);
        return CVD_OK;
    }
    cvd_buf_clear(cell);
    enum cvd_status st = cell_of(c, d, cited_by, cell);
    cvd_json_key(j, name_of(c));
    if (c->kind == COL_COUNT)
        cvd_json_int(j, (int64_t)count_values(d, c->field));
    else if (c->kind == COL_CITED_BY)
        cvd_json_int(j, (int64_t)cited_by);
    else
        cvd_put_string(j, cvd_buf_str(cell));
    return st;
}

enum cvd_status cvd_columns_json_row(const struct cvd_columns *c,
                                     const struct cvd_doc *d,
                                     uint64_t cited_by, struct cvd_buf *out)
{
    struct cvd_buf cell = { 0 };
    struct cvd_json j = cvd_json_to(out);
    enum cvd_status st = CVD_OK;

    cvd_json_object(&j);
    for (size_t i = 0; i < c->count && st == CVD_OK; i++)
        st = put_member(&j, &columns[c->list[i]], d, cited_by, &cell);
    cvd_json_object_end(&j);
    cvd_buf_release(&cell);
    if (st == CVD_OK)
        st = j.status;
    return st == CVD_OK ? cvd_buf_add_char(out, '\n') : st;
}
