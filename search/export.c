/* export.c - all that a query finds, a row a document, at constant memory: a
 * bit a document of the index, and what one row needs. */
#include "analyzers/identity.h"
#include "base/clock.h"
#include "search/cited_numbers.h"
#include "search/csv.h"
#include "search/export_columns.h"
#include "search/export_order.h"
#include "search/planned.h"
#include "search/research.h"
#include "search/searcher.h"

#include <stdlib.h>

/* Rows between two times that the index's files are given back to the
 * system: one after another as they lie there, and by date, where each may
 * take up the 64 kB that Linux maps around what is read. */
enum { REST_ROWS = 4096, REST_SCATTERED = 256 };

/* Of so many rows it is worth to know beforehand which numbers are cited. */
enum { MANY = 4096 };

/* In the order of dates neighbours lie far apart, each in a block that is
 * inflated for it: so many rows at once are made as they lie in the index, the
 * first time fewer, for whoever waits; and of them so many bytes, and as many
 * as take no longer: a server breaks off where nothing goes out for four
 * seconds.  What is left of a batch is made one by one. */
enum {
    BATCH_FIRST = 1024,
    BATCH_LEAST = 64,
    BATCH_MAX = 32 * 1024,
    BATCH_BYTES = 8 * 1024 * 1024,
    BATCH_MS = 1500,
    BATCH_LOOK = 16          /* rows between two looks at the clock */
};

/* A row of a batch. */
struct row {
    uint32_t docno;
    size_t from, len;        /* in the bytes made; 0: not made */
};

/* Where it lies, and which it is. */
struct lying {
    uint32_t docno, row;
};

struct batch {
    struct row *rows;        /* in the order asked for */
    struct lying *lying;
    size_t count, next, size;
    size_t in_time;          /* how many of a batch were, when one was too
                                many; 0: none was yet */
    struct cvd_buf made;
};

struct cvd_export {
    struct cvd_searcher *s;
    enum cvd_export_format format;
    struct cvd_columns columns;
    struct cvd_result found; /* no hits */
    struct cvd_store_info index;
    struct cvd_docset set;
    struct cvd_cited_numbers cited; /* if there are many rows */
    struct cvd_order order;
    struct cvd_buf about;    /* JSON */
    struct batch batch;
    bool about_first;
    bool begun, ended;
    unsigned rows;           /* since then */
    struct cvd_doc doc;      /* scratch */
};

/* ---- what was asked -------------------------------------------------- */

static enum cvd_status write_about(struct cvd_export *e,
                                   const struct cvd_request *r)
{
    static const char *const orders[] = { "index", "newest", "oldest" };
    struct cvd_buf columns = { 0 };
    struct cvd_json j = cvd_json_to(&columns);

    cvd_json_key(&j, "columns");
    cvd_columns_json(&e->columns, &j);
    struct cvd_about_form form = { .sort = orders[r->sort],
                                   .more = cvd_buf_str(&columns),
                                   .understood = true };
    enum cvd_status st = j.status == CVD_OK
                             ? cvd_about_json(&e->found, r, &form, &e->about)
                             : j.status;
    cvd_buf_release(&columns);
    return st;
}

/* With the warning of who asks, which need not live as long as `e`. */
static enum cvd_status describe(struct cvd_export *e,
                                const struct cvd_request *r,
                                const char *warning)
{
    size_t own = e->found.warning_count;

    if (warning && own < CVD_WARNINGS_MAX)
        e->found.warnings[e->found.warning_count++] = warning;
    enum cvd_status st = write_about(e, r);
    e->found.warning_count = own;
    return st;
}

struct cvd_str cvd_export_about(const struct cvd_export *e)
{
    return cvd_buf_str(&e->about);
}

const struct cvd_result *cvd_export_found(const struct cvd_export *e)
{
    return &e->found;
}

const struct cvd_store_info *cvd_export_index(const struct cvd_export *e)
{
    return &e->index;
}

/* ---- opening --------------------------------------------------------- */

/* Find all; the plan is needed no longer than that. */
static enum cvd_status find_all(struct cvd_export *e,
                                const struct cvd_request *r,
                                struct cvd_err *err)
{
    struct cvd_planned planned = { 0 };
    enum cvd_status st = cvd_find_all(e->s, r, &e->found, &planned, &e->set,
                                      err);

    cvd_planned_release(&planned);
    return st;
}

enum cvd_status cvd_export_open(struct cvd_searcher *s,
                                const struct cvd_request *r,
                                const struct cvd_export_form *form,
                                struct cvd_export **out, struct cvd_err *err)
{
    struct cvd_export *e = calloc(1, sizeof *e);

    *out = NULL;
    if (!e)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    e->s = s;
    e->format = form->format;
    e->about_first = form->about && form->format == CVD_EXPORT_JSONL;
    enum cvd_status st = cvd_columns_parse(form->columns, &e->columns, err);
    if (st == CVD_OK)
        st = find_all(e, r, err);
    if (st == CVD_OK && e->columns.with_cited_by && e->set.count >= MANY)
        st = cvd_cited_numbers_read(s, &e->cited, err);
    if (st == CVD_OK) {
        cvd_store_rest(s->store);
        cvd_store_describe(s->store, &e->index);
        cvd_order_begin(&e->order, s->store, &e->set, r->sort);
        st = describe(e, r, form->warning);
        if (st != CVD_OK)
            st = cvd_fail(err, st, "out of memory");
    }
    if (st != CVD_OK) {
        cvd_export_close(e);
        return st;
    }
    *out = e;
    return CVD_OK;
}

void cvd_export_close(struct cvd_export *e)
{
    if (!e)
        return;
    cvd_result_release(&e->found);
    cvd_order_release(&e->order);
    cvd_docset_release(&e->set);
    cvd_cited_numbers_release(&e->cited);
    free(e->batch.rows);
    free(e->batch.lying);
    cvd_buf_release(&e->batch.made);
    cvd_doc_release(&e->doc);
    cvd_buf_release(&e->about);
    free(e);
}

/* ---- reading --------------------------------------------------------- */

static enum cvd_status put_head(const struct cvd_export *e,
                                struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;

    if (e->format == CVD_EXPORT_CSV) {
        st = cvd_buf_add_text(out, CVD_CSV_BOM);
        return st == CVD_OK ? cvd_columns_csv(&e->columns, out) : st;
    }
    if (e->about_first)
        st = cvd_buf_printf(out, "{\"about\":%s}\n", e->about.ptr);
    return st;
}

/* Tell that there is one. */
static bool tell_any(void *ctx, struct cvd_str term, struct cvd_str folded,
                     uint32_t documents)
{
    (void)term;
    (void)folded;
    (void)documents;
    *(bool *)ctx = true;
    return false;
}

/* Whether anybody cites a number.  Of few documents each is looked up. */
static enum cvd_status may_be_cited(struct cvd_export *e, struct cvd_str key,
                                    bool *any, struct cvd_err *err)
{
    struct cvd_buf prefix = { 0 };
    enum cvd_status st = CVD_OK;

    *any = cvd_cited_numbers_may(&e->cited, key);
    if (e->cited.known)
        return CVD_OK;
    *any = false;
    if (cvd_buf_add(&prefix, key) != CVD_OK ||
        cvd_buf_add_char(&prefix, '@') != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st == CVD_OK)
        st = cvd_store_values(e->s->store, CVD_F_CITED_AS,
                              cvd_buf_str(&prefix), 1, tell_any, any, err);
    cvd_buf_release(&prefix);
    return st;
}

/* How many cite the document.  Most numbers nobody cites: that is a look-up,
 * while telling apart who shares a number takes all of them. */
static enum cvd_status count_citing(struct cvd_export *e, uint64_t *count,
                                    struct cvd_err *err)
{
    struct cvd_identity id;
    bool any = false;

    if (!cvd_identity_parse(cvd_doc_value(&e->doc, CVD_F_BORNE_AS), &id))
        return CVD_OK;
    enum cvd_status st = may_be_cited(e, id.key, &any, err);
    return st == CVD_OK && any
               ? cvd_cited_by_count(e->s, &e->doc, count, err)
               : st;
}

static enum cvd_status put_row(struct cvd_export *e, uint32_t docno,
                               struct cvd_buf *out, struct cvd_err *err)
{
    uint64_t cited_by = 0;

    if (++e->rows >= (e->order.sort == CVD_SORT_RELEVANCE ? REST_ROWS
                                                          : REST_SCATTERED)) {
        cvd_store_rest(e->s->store);
        e->rows = 0;
    }
    enum cvd_status st = cvd_store_read(e->s->store, docno,
                                        e->columns.with_text, &e->doc, err);

    if (st == CVD_OK && e->columns.with_cited_by)
        st = count_citing(e, &cited_by, err);
    if (st != CVD_OK)
        return st;
    st = e->format == CVD_EXPORT_CSV
             ? cvd_columns_csv_row(&e->columns, &e->doc, cited_by, out)
             : cvd_columns_json_row(&e->columns, &e->doc, cited_by, out);
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

static int by_docno(const void *pa, const void *pb)
{
    const struct lying *a = pa, *b = pb;

    return a->docno < b->docno ? -1 : a->docno > b->docno;
}

/* Make room for the next batch: four times the last, until one takes too
 * long. */
static enum cvd_status size_batch(struct batch *b)
{
    size_t size = b->in_time ? b->in_time
                             : b->size ? 4 * b->size : BATCH_FIRST;

    size = size > BATCH_LEAST ? size : BATCH_LEAST;
    size = size < BATCH_MAX ? size : BATCH_MAX;
    if (size == b->size)
        return CVD_OK;
    free(b->rows);
    free(b->lying);
    b->rows = calloc(size, sizeof *b->rows);
    b->lying = calloc(size, sizeof *b->lying);
    b->size = b->rows && b->lying ? size : 0;
    return b->size ? CVD_OK : CVD_ENOMEM;
}

/* Make its rows as they lie. */
static enum cvd_status make_batch(struct cvd_export *e, struct cvd_err *err)
{
    struct batch *b = &e->batch;
    struct cvd_clock clock = { .every = BATCH_LOOK };
    enum cvd_status st = CVD_OK;
    size_t i = 0;

    cvd_clock_set(&clock, BATCH_MS);
    for (; i < b->count && st == CVD_OK && b->made.len < BATCH_BYTES &&
           !cvd_clock_steps(&clock, 1); i++) {
        struct row *r = &b->rows[b->lying[i].row];
        r->from = b->made.len;
        st = put_row(e, r->docno, &b->made, err);
        r->len = b->made.len - r->from;
    }
    if (clock.late)
        b->in_time = i;
    return st;
}

static enum cvd_status next_batch(struct cvd_export *e, struct cvd_err *err)
{
    struct batch *b = &e->batch;
    uint32_t docno = 1;

    b->count = b->next = 0;
    cvd_buf_clear(&b->made);
    if (size_batch(b) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = CVD_OK;
    while (b->count < b->size && docno && st == CVD_OK) {
        st = cvd_order_next(&e->order, &docno, err);
        if (st != CVD_OK || !docno)
            break;
        b->rows[b->count] = (struct row){ .docno = docno };
        b->lying[b->count] = (struct lying){ docno, (uint32_t)b->count };
        b->count++;
    }
    if (b->count)
        qsort(b->lying, b->count, sizeof *b->lying, by_docno);
    return st == CVD_OK ? make_batch(e, err) : st;
}

/* Append the next row of a batch, if there is one. */
static enum cvd_status put_batched(struct cvd_export *e, struct cvd_buf *out,
                                   struct cvd_err *err)
{
    struct batch *b = &e->batch;
    enum cvd_status st = b->next < b->count ? CVD_OK : next_batch(e, err);

    if (st != CVD_OK || b->next == b->count)
        return st;
    const struct row *r = &b->rows[b->next++];
    if (!r->len)
        return put_row(e, r->docno, out, err);
    return cvd_buf_add_bytes(out, b->made.ptr + r->from, r->len) == CVD_OK
               ? CVD_OK
               : cvd_fail(err, CVD_ENOMEM, "out of memory");
}

/* Append the next row, if there is one. */
static enum cvd_status put_next(struct cvd_export *e, struct cvd_buf *out,
                                struct cvd_err *err)
{
    uint32_t docno;

    /* Texts are too long to be made many at once. */
    if (e->order.sort != CVD_SORT_RELEVANCE && !e->columns.with_text)
        return put_batched(e, out, err);
    enum cvd_status st = cvd_order_next(&e->order, &docno, err);
    return st == CVD_OK && docno ? put_row(e, docno, out, err) : st;
}

enum cvd_status cvd_export_read(struct cvd_export *e, size_t want,
                                struct cvd_buf *out, struct cvd_err *err)
{
    size_t from = out->len, row = from;
    enum cvd_status st = CVD_OK;
    /* Whoever reads slowly gets the same bytes: no row knows a deadline. */
    struct cvd_clock *clock = cvd_store_clock(e->s->store);
    struct cvd_clock whole = *clock;

    *clock = (struct cvd_clock){ 0 };
    if (!e->begun && put_head(e, out) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    e->begun = true;
    while (st == CVD_OK && !e->ended && out->len - from < want) {
        row = out->len;
        st = put_next(e, out, err);
        e->ended = out->len == row;
    }
    *clock = whole;
    if (st != CVD_OK) {
        e->ended = true;
        out->len = row; /* whole rows only */
    }
    return st;
}
