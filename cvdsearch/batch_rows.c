/* batch_rows.c - see batch_rows.h. */
#include "cvdsearch/batch_rows.h"
#include "base/json.h"

#include <assert.h>

enum column_kind {
    COL_QID, COL_QUERY, COL_TOTAL, COL_RANK, /* of the query */
    COL_ID, COL_TITLE, COL_SCORE, COL_PROVINCE_NAME, COL_CITED_BY,
    COL_SNIPPET,
    COL_COUNT,  /* how many values of a field */
    COL_VALUE,  /* the first of them */
    COL_VALUES  /* all of them */
};

/* Of a document, what a hit tells; the others are export's. */
static const struct column {
    const char *name;     /* NULL: the field's */
    enum column_kind kind;
    enum cvd_field field; /* of COL_COUNT, COL_VALUE and COL_VALUES */
} columns[] = {
    { "qid", COL_QID, 0 },
    { "query", COL_QUERY, 0 },
    { "total", COL_TOTAL, 0 },
    { "rank", COL_RANK, 0 },
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
    { "score", COL_SCORE, 0 },
    /* Only if chosen: */
    { "snippet", COL_SNIPPET, 0 },
};

enum { COLUMNS = sizeof columns / sizeof *columns, CUSTOMARY = COLUMNS - 1 };

static_assert((int)COLUMNS <= (int)BATCH_COLUMNS_MAX,
              "room for all columns");

static const char *name_of(size_t i)
{
    return columns[i].name ? columns[i].name
                           : cvd_fields[columns[i].field].name;
}

/* ---- choosing -------------------------------------------------------- */

static enum cvd_status add_column(struct batch_columns *b, size_t row,
                                  struct cvd_err *err)
{
    for (size_t i = 0; i < b->count; i++)
        if (b->list[i] == row)
            return cvd_fail(err, CVD_EUSAGE, "column '%s' stands twice",
                            name_of(row));
    b->list[b->count++] = (uint8_t)row;
    b->with_total = b->with_total || columns[row].kind == COL_TOTAL;
    b->with_snippet = b->with_snippet || columns[row].kind == COL_SNIPPET;
    return CVD_OK;
}

static enum cvd_status add_named(struct batch_columns *b, struct cvd_str name,
                                 struct cvd_err *err)
{
    struct cvd_buf known = { 0 };

    for (size_t i = 0; i < COLUMNS; i++)
        if (cvd_str_equal(name, cvd_str_from(name_of(i))))
            return add_column(b, i, err);
    for (size_t i = 0; i < COLUMNS; i++)
        (void)cvd_buf_printf(&known, i ? ", %s" : "%s", name_of(i));
    (void)cvd_fail(err, CVD_EUSAGE, "no column '%.*s': there are %s",
                   (int)name.len, name.ptr, known.ptr ? known.ptr : "");
    cvd_buf_release(&known);
    return CVD_EUSAGE;
}

enum cvd_status batch_columns_read(const char *names,
                                   struct batch_columns *out,
                                   struct cvd_err *err)
{
    struct batch_columns b = { .count = 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; !names && i < CUSTOMARY; i++)
        (void)add_column(&b, i, err);
    while (names && st == CVD_OK) {
        struct cvd_str name = { names, strcspn(names, ",") };
        names = names[name.len] ? names + name.len + 1 : NULL;
        st = add_named(&b, cvd_str_trim(name), err);
    }
    if (st == CVD_OK)
        *out = b;
    return st;
}

enum cvd_status batch_columns_json(const struct batch_columns *b,
                                   struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_array(&j);
    for (size_t i = 0; i < b->count; i++)
        cvd_json_text(&j, name_of(b->list[i]));
    cvd_json_array_end(&j);
    return j.status;
}

/* ---- one row --------------------------------------------------------- */

/* What a row tells of: a hit, the first being 1; NULL and 0: none. */
struct row {
    const struct batch_query *query;
    const struct cvd_result *found;
    const struct cvd_hit *hit;
    size_t rank;
};

static enum cvd_status put_number(struct cvd_buf *out, uint64_t n)
{
    return cvd_buf_printf(out, "%llu", (unsigned long long)n);
}

static uint64_t count_values(const struct cvd_doc *d, enum cvd_field f)
{
    uint64_t n = 0;

    for (size_t i = 0; i < d->value_count; i++)
        n += d->values[i].field == f;
    return n;
}

static enum cvd_status hit_cell(const struct column *c,
                                const struct cvd_hit *h, struct cvd_buf *out)
{
    const struct cvd_doc *d = &h->doc;
    struct cvd_str code = cvd_doc_value(d, CVD_F_PROVINCE);
    struct cvd_str name = cvd_value_label(CVD_F_PROVINCE, code);

    switch (c->kind) {
    case COL_ID:
        return cvd_buf_add(out, d->id);
    case COL_TITLE: /* where a text says none, the id stands for it */
        return cvd_str_equal(d->title, d->id) ? CVD_OK
                                              : cvd_buf_add(out, d->title);
    case COL_SCORE:
        return cvd_buf_printf(out, "%.3f", h->score);
    case COL_PROVINCE_NAME:
        return name.ptr == code.ptr ? CVD_OK : cvd_buf_add(out, name);
    case COL_CITED_BY:
        return put_number(out, h->cited_by);
    case COL_SNIPPET:
        return cli_snippet_text(cvd_buf_str(&h->snippet), out, NULL);
    case COL_COUNT:
        return put_number(out, count_values(d, c->field));
    case COL_VALUE:
        return cvd_buf_add(out, cvd_doc_value(d, c->field));
    default:
        return cli_join_values(d, c->field, out);
    }
}

static enum cvd_status cell_of(const struct column *c, const struct row *row,
                               struct cvd_buf *out)
{
    switch (c->kind) {
    case COL_QID:
        return cvd_buf_add(out, row->query->id);
    case COL_QUERY:
        return cvd_buf_add(out, row->query->text);
    case COL_TOTAL:
        return put_number(out, row->found->total);
    case COL_RANK:
        return row->rank ? put_number(out, row->rank) : CVD_OK;
    default:
        return row->hit ? hit_cell(c, row->hit, out) : CVD_OK;
    }
}

static enum cvd_status put_table(enum cli_format format,
                                 const struct batch_columns *b,
                                 const struct row *row)
{
    struct cvd_buf cell = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < b->count && st == CVD_OK; i++) {
        cvd_buf_clear(&cell);
        st = cell_of(&columns[b->list[i]], row, &cell);
        if (st == CVD_OK)
            st = cli_table_cell(format, i, cvd_buf_str(&cell));
    }
    cli_table_end(format);
    cvd_buf_release(&cell);
    return st;
}

/* ---- json ------------------------------------------------------------ */

static bool is_number(enum column_kind kind)
{
    return kind == COL_TOTAL || kind == COL_RANK || kind == COL_SCORE ||
           kind == COL_CITED_BY || kind == COL_COUNT;
}

static void put_list(struct cvd_json *j, const struct row *row,
                     enum cvd_field f)
{
    const struct cvd_doc *d = row->hit ? &row->hit->doc : NULL;

    cvd_json_array(j);
    for (size_t i = 0; d && i < d->value_count; i++)
        if (d->values[i].field == f)
            cvd_json_str(j, d->values[i].value);
    cvd_json_array_end(j);
}

/* A cell's text as a value: a figure, a string, null where it is empty. */
static void put_text(struct cvd_json *j, enum column_kind kind,
                     struct cvd_str text)
{
    if (!text.len) {
        cvd_json_null(j);
    } else if (is_number(kind)) {
        if (j->comma && j->status == CVD_OK)
            j->status = cvd_buf_add_char(j->out, ',');
        if (j->status == CVD_OK)
            j->status = cvd_buf_add(j->out, text);
        j->comma = true;
    } else {
        cvd_json_str(j, text);
    }
}

static enum cvd_status put_json(const struct batch_columns *b,
                                const struct row *row)
{
    struct cvd_buf line = { 0 }, cell = { 0 };
    struct cvd_json j = cvd_json_to(&line);
    enum cvd_status st = CVD_OK;

    cvd_json_object(&j);
    for (size_t i = 0; i < b->count && st == CVD_OK; i++) {
        const struct column *c = &columns[b->list[i]];
        cvd_buf_clear(&cell);
        cvd_json_key(&j, name_of(b->list[i]));
        if (c->kind == COL_VALUES) {
            put_list(&j, row, c->field);
            continue;
        }
        st = cell_of(c, row, &cell);
        put_text(&j, c->kind, cvd_buf_str(&cell));
    }
    cvd_json_object_end(&j);
    if (st == CVD_OK)
        st = j.status;
    if (st == CVD_OK)
        out_json(cvd_buf_str(&line));
    cvd_buf_release(&line);
    cvd_buf_release(&cell);
    return st;
}

/* ---- a run of TREC --------------------------------------------------- */

/* Fields of a run end at white space: that, '%' and what a terminal would
 * obey are written %20, as in a URI. */
static void put_word(struct cvd_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool c1 = c == 0xC2 && i + 1 < s.len &&
                  (unsigned char)s.ptr[i + 1] <= 0xA0;
        if (c1) /* C1, and U+00A0, a blank to some */
            out_printf("%%C2%%%02X", (unsigned char)s.ptr[++i]);
        else if (c <= ' ' || c == '%' || c == 0x7F)
            out_printf("%%%02X", c);
        else
            out_char(s.ptr[i]);
    }
}

/* Who evaluates a run goes by the score and not by the rank, and among equal
 * ones by the id: each is a thousandth below the one before, at least.  By
 * date, scores say nothing of the order, and count down. */
static double next_score(const struct cvd_result *r, size_t i, bool by_score,
                         double last)
{
    if (!by_score)
        return (double)(r->count - i);
    double score = r->hits[i].score;
    return i && score > last - 0.001 ? last - 0.001 : score;
}

static void put_run(const struct batch_query *q, const struct cvd_result *r,
                    bool by_score)
{
    double score = 0;

    for (size_t i = 0; i < r->count; i++) {
        score = next_score(r, i, by_score, score);
        put_word(q->id);
        out_text(" Q0 ");
        put_word(r->hits[i].doc.id);
        out_printf(" %zu %.3f cvdsearch\n", i + 1, score);
    }
}

/* ---- all of them ----------------------------------------------------- */

enum cvd_status batch_rows_begin(enum cli_format format,
                                 const struct batch_columns *b)
{
    const char *names[BATCH_COLUMNS_MAX + 1] = { NULL };

    if (format == CLI_JSONL || format == CLI_TREC)
        return CVD_OK;
    for (size_t i = 0; i < b->count; i++)
        names[i] = name_of(b->list[i]);
    return cli_table_begin(format, names);
}

enum cvd_status batch_rows_put(const struct cli *c,
                               const struct batch_columns *b,
                               const struct batch_query *q,
                               const struct cvd_result *r)
{
    struct row row = { .query = q, .found = r };
    enum cvd_status st = CVD_OK;

    if (c->format == CLI_TREC) {
        put_run(q, r, c->request.sort == CVD_SORT_RELEVANCE);
        return CVD_OK;
    }
    do {
        row.hit = row.rank < r->count ? &r->hits[row.rank] : NULL;
        row.rank += row.hit != NULL;
        st = c->format == CLI_JSONL ? put_json(b, &row)
                                    : put_table(c->format, b, &row);
    } while (st == CVD_OK && row.rank && row.rank < r->count);
    return st;
}
