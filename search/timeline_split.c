/* timeline_split.c - a timeline split by the values of a field: the most
 * frequent a series each, the others one together. */
#include "base/array.h"
#include "search/labels.h"
#include "search/strings.h"
#include "search/timeline.h"

#include <stdlib.h>

static const enum cvd_field fields[CVD_SPLIT_COUNT] = {
    [CVD_SPLIT_PROVINCE] = CVD_F_PROVINCE,
    [CVD_SPLIT_DISTRICT] = CVD_F_DISTRICT,
    [CVD_SPLIT_CAMPAIGN] = CVD_F_CAMPAIGN,
    [CVD_SPLIT_TYPE] = CVD_F_TYPE,
    [CVD_SPLIT_ISSUER] = CVD_F_ISSUER,
};

const char *cvd_split_name(enum cvd_split split)
{
    return split ? cvd_fields[fields[split]].name : "none";
}

const char *cvd_series_kind_name(enum cvd_series_kind kind)
{
    static const char *const names[] = { "value", "others", "without" };

    return names[kind];
}

/* ---- which values ---------------------------------------------------- */

struct splitting {
    struct cvd_timeline *t;
    enum cvd_field field;
    struct cvd_facet_value *values; /* of what is found; those chosen first,
                                       in their order */
    size_t count, cap, chosen;
    struct cvd_facet_value *sorted; /* the chosen by value; as count, their
                                       places */
    enum cvd_status status;
};

static bool take_value(void *ctx, struct cvd_str value, uint64_t documents)
{
    struct splitting *x = ctx;

    x->status = cvd_array_reserve(&x->values, &x->cap, x->count + 1,
                                  sizeof *x->values);
    if (x->status == CVD_OK)
        x->values[x->count++] = (struct cvd_facet_value){ value, documents };
    return x->status == CVD_OK;
}

static int by_value(const void *pa, const void *pb)
{
    const struct cvd_facet_value *a = pa, *b = pb;

    return cvd_str_compare(a->value, b->value);
}

static int by_count(const void *pa, const void *pb)
{
    const struct cvd_facet_value *a = pa, *b = pb;

    return a->count > b->count   ? -1
           : a->count < b->count ? 1
                                 : by_value(pa, pb);
}

/* Add up what several parts have of one value. */
static void merge_values(struct splitting *x)
{
    size_t n = 0;

    qsort(x->values, x->count, sizeof *x->values, by_value);
    for (size_t i = 0; i < x->count; i++) {
        if (n && by_value(&x->values[n - 1], &x->values[i]) == 0)
            x->values[n - 1].count += x->values[i].count;
        else
            x->values[n++] = x->values[i];
    }
    x->count = n;
}

/* Keep the most frequent, in their order, and find them by value. */
static enum cvd_status choose_values(struct splitting *x, unsigned series)
{
    if (!x->count)
        return CVD_OK;
    merge_values(x);
    x->t->values = x->count;
    qsort(x->values, x->count, sizeof *x->values, by_count);
    x->chosen = x->count < series ? x->count : series;
    x->sorted = malloc(x->chosen * sizeof *x->sorted);
    if (!x->sorted)
        return CVD_ENOMEM;
    for (size_t i = 0; i < x->chosen; i++)
        x->sorted[i] = (struct cvd_facet_value){ x->values[i].value, i };
    qsort(x->sorted, x->chosen, sizeof *x->sorted, by_value);
    return CVD_OK;
}

/* ---- the table ------------------------------------------------------- */

/* Rows before those of the periods. */
enum { ROW_UNDATED, ROW_COARSE, ROWS_APART };

static uint32_t columns_of(const struct splitting *x)
{
    return (uint32_t)x->chosen + 2; /* the others, what is without */
}

static uint32_t rows_of(const struct cvd_timeline *t)
{
    return (uint32_t)t->count + ROWS_APART;
}

/* Dates that no period has are of a row behind the last. */
static uint32_t row_of(void *ctx, struct cvd_str date)
{
    const struct splitting *x = ctx;
    int number = cvd_period_of(x->t->unit, date);

    return number == CVD_UNDATED  ? ROW_UNDATED
           : number == CVD_COARSE ? ROW_COARSE
                                  : ROWS_APART + (uint32_t)cvd_period_find(
                                                     x->t, number);
}

static uint32_t column_of(void *ctx, struct cvd_str value)
{
    const struct splitting *x = ctx;
    size_t lo = 0, hi = x->chosen;

    if (!value.len)
        return (uint32_t)x->chosen + 1;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int order = cvd_str_compare(x->sorted[mid].value, value);
        if (order == 0)
            return (uint32_t)x->sorted[mid].count;
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return (uint32_t)x->chosen;
}

/* Count a set into a new table, which the caller frees. */
static enum cvd_status cross(struct splitting *x, struct cvd_store *store,
                             const struct cvd_docset *set, uint32_t **counts,
                             struct cvd_err *err)
{
    struct cvd_cross t = {
        .row_field = CVD_F_DATE, .column_field = x->field,
        .rows = rows_of(x->t), .columns = columns_of(x),
        .row_of = row_of, .column_of = column_of, .ctx = x,
    };

    *counts = t.counts =
        calloc((size_t)t.rows * t.columns, sizeof *t.counts);
    return t.counts ? cvd_store_cross(store, set, &t, err)
                    : cvd_fail(err, CVD_ENOMEM, "out of memory");
}

/* ---- the series ------------------------------------------------------ */

static enum cvd_status name_series(struct splitting *x,
                                   struct cvd_searcher *s, uint32_t column,
                                   struct cvd_series *out,
                                   struct cvd_err *err)
{
    if (column == x->chosen) {
        out->kind = CVD_SERIES_OTHERS;
        out->label = cvd_str_from("Còn lại");
        return CVD_OK;
    }
    if (column > x->chosen) {
        out->kind = CVD_SERIES_WITHOUT;
        out->label = cvd_str_from("Không ghi");
        return CVD_OK;
    }
    out->kind = CVD_SERIES_VALUE;
    if (cvd_strings_keep(&x->t->found.strings, x->values[column].value,
                         &out->value) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    return cvd_label_value(s, x->field, out->value, &x->t->found.strings,
                           &out->label, err);
}

/* Fill in a series by a column of both tables; none where nothing found is in
 * it. */
static void fill_series(struct splitting *x, uint32_t column,
                        const uint32_t *found, const uint32_t *archive)
{
    struct cvd_timeline *t = x->t;
    struct cvd_series *out = &t->series[t->series_count];
    struct cvd_series_cell *cells = t->cells + t->series_count * t->count;
    size_t columns = columns_of(x);

    *out = (struct cvd_series){ .cells = cells };
    out->undated = found[ROW_UNDATED * columns + column];
    out->coarse = found[ROW_COARSE * columns + column];
    out->total = out->undated + out->coarse;
    for (size_t i = 0; i < t->count; i++) {
        size_t at = (ROWS_APART + i) * columns + column;
        cells[i] = (struct cvd_series_cell){ found[at], archive[at] };
        out->total += cells[i].count;
    }
}

static enum cvd_status fill_all(struct splitting *x, struct cvd_searcher *s,
                                const uint32_t *found,
                                const uint32_t *archive, struct cvd_err *err)
{
    struct cvd_timeline *t = x->t;
    uint32_t columns = columns_of(x);
    enum cvd_status st = CVD_OK;

    t->series = calloc(columns, sizeof *t->series);
    t->cells = calloc(columns * t->count + 1, sizeof *t->cells);
    if (!t->series || !t->cells)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (uint32_t i = 0; i < columns && st == CVD_OK; i++) {
        fill_series(x, i, found, archive);
        if (t->series[t->series_count].total == 0)
            continue;
        st = name_series(x, s, i, &t->series[t->series_count], err);
        t->series_count++;
    }
    return st;
}

static enum cvd_status check_size(const struct splitting *x,
                                  struct cvd_err *err)
{
    size_t cells = (size_t)columns_of(x) * rows_of(x->t);

    if (cells <= CVD_SERIES_CELLS_MAX)
        return CVD_OK;
    return cvd_fail(err, CVD_EUSAGE,
                    "%zu series of %zu periods are too many: ask for fewer "
                    "series, for a longer unit or for less time", x->chosen,
                    x->t->count);
}

enum cvd_status cvd_timeline_split(struct cvd_searcher *s,
                                   const struct cvd_timeline_form *form,
                                   const struct cvd_docset *found,
                                   const struct cvd_docset *archive,
                                   struct cvd_timeline *t,
                                   struct cvd_err *err)
{
    struct splitting x = { .t = t, .field = fields[form->split] };
    uint32_t *counts = NULL, *all = NULL;

    t->split = form->split;
    enum cvd_status st = cvd_store_tally(s->store, found, x.field,
                                         take_value, &x, err);
    if (st == CVD_OK &&
        (x.status != CVD_OK ||
         choose_values(&x, form->series ? form->series : CVD_SERIES) !=
             CVD_OK))
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st == CVD_OK)
        st = check_size(&x, err);
    if (st == CVD_OK)
        st = cross(&x, s->store, found, &counts, err);
    if (st == CVD_OK)
        st = cross(&x, s->store, archive, &all, err);
    if (st == CVD_OK)
        st = fill_all(&x, s, counts, all, err);
    free(counts);
    free(all);
    free(x.values);
    free(x.sorted);
    return st;
}
