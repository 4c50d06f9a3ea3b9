/* timeline_write.c - a timeline as JSON and as a table. */
#include "search/csv.h"
#include "search/json_parts.h"
#include "search/timeline.h"

#include <math.h>

/* After the point, of what is per thousand: one document of ten million. */
enum { RATE_DIGITS = 4 };

const char *cvd_measure_name(enum cvd_measure measure)
{
    static const char *const names[] = { "count", "per-thousand",
                                         "per-thousand-of-split" };

    return names[measure];
}

/* ---- JSON ------------------------------------------------------------ */

static void put_count(struct cvd_json *j, const char *key, uint64_t n)
{
    cvd_json_key(j, key);
    cvd_json_int(j, (int64_t)n);
}

static void put_rate(struct cvd_json *j, const char *key, double rate)
{
    cvd_json_key(j, key);
    cvd_json_real(j, rate, RATE_DIGITS);
}

static void put_period(struct cvd_json *j, const struct cvd_period *p)
{
    cvd_json_object(j);
    cvd_json_key(j, "period");
    cvd_json_text(j, p->name);
    put_count(j, "count", p->count);
    put_count(j, "documents", p->documents);
    put_rate(j, "per_thousand", cvd_per_thousand(p->count, p->documents));
    cvd_json_object_end(j);
}

static void put_counts(struct cvd_json *j, const struct cvd_series *s,
                       size_t periods)
{
    cvd_json_key(j, "counts");
    cvd_json_array(j);
    for (size_t i = 0; i < periods; i++)
        cvd_json_int(j, s->cells[i].count);
    cvd_json_array_end(j);
    cvd_json_key(j, "documents");
    cvd_json_array(j);
    for (size_t i = 0; i < periods; i++)
        cvd_json_int(j, s->cells[i].documents);
    cvd_json_array_end(j);
}

/* Of all documents of each period, and of those of the series. */
static void put_rates(struct cvd_json *j, const struct cvd_timeline *t,
                      const struct cvd_series *s)
{
    cvd_json_key(j, "per_thousand");
    cvd_json_array(j);
    for (size_t i = 0; i < t->count; i++)
        cvd_json_real(j, cvd_per_thousand(s->cells[i].count,
                                          t->list[i].documents),
                      RATE_DIGITS);
    cvd_json_array_end(j);
    cvd_json_key(j, "per_thousand_of_split");
    cvd_json_array(j);
    for (size_t i = 0; i < t->count; i++)
        cvd_json_real(j, cvd_per_thousand(s->cells[i].count,
                                          s->cells[i].documents),
                      RATE_DIGITS);
    cvd_json_array_end(j);
}

static void put_series_name(struct cvd_json *j, const char *key,
                            const struct cvd_series *s)
{
    cvd_json_key(j, key);
    cvd_json_text(j, cvd_series_kind_name(s->kind));
    cvd_put_named(j, "value", s->value);
    cvd_put_named(j, "label", s->label);
}

static void put_series(struct cvd_json *j, const struct cvd_timeline *t,
                       const struct cvd_series *s)
{
    cvd_json_object(j);
    put_series_name(j, "kind", s);
    put_count(j, "total", s->total);
    put_count(j, "undated", s->undated);
    put_count(j, "coarse", s->coarse);
    put_counts(j, s, t->count);
    put_rates(j, t, s);
    cvd_json_object_end(j);
}

static void put_form(struct cvd_json *j, const struct cvd_timeline *t)
{
    cvd_json_key(j, "unit");
    cvd_json_text(j, cvd_time_unit_name(t->unit));
    cvd_json_key(j, "split");
    cvd_json_text(j, t->split ? cvd_split_name(t->split) : NULL);
}

static void put_apart(struct cvd_json *j, const struct cvd_timeline *t)
{
    put_count(j, "undated", t->undated);
    put_count(j, "coarse", t->coarse);
}

enum cvd_status cvd_timeline_json(const struct cvd_timeline *t,
                                  struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "query");
    cvd_json_str(&j, cvd_buf_str(&t->found.query));
    put_form(&j, t);
    put_count(&j, "total", t->found.total);
    cvd_put_complete(&j, &t->found);
    put_apart(&j, t);
    cvd_json_key(&j, "periods");
    cvd_json_array(&j);
    for (size_t i = 0; i < t->count; i++)
        put_period(&j, &t->list[i]);
    cvd_json_array_end(&j);
    put_count(&j, "values", t->values);
    cvd_json_key(&j, "series");
    cvd_json_array(&j);
    for (size_t i = 0; i < t->series_count; i++)
        put_series(&j, t, &t->series[i]);
    cvd_json_array_end(&j);
    cvd_put_named(&j, "suggestion", cvd_buf_str(&t->found.suggestion));
    cvd_put_warnings(&j, &t->found);
    cvd_put_edition(&j, &t->found.edition);
    cvd_json_object_end(&j);
    return j.status;
}

enum cvd_status cvd_timeline_about(const struct cvd_timeline *t,
                                   enum cvd_measure measure,
                                   struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    put_form(&j, t);
    put_apart(&j, t);
    put_count(&j, "values", t->values);
    if (measure < CVD_MEASURE_COUNTS) {
        cvd_json_key(&j, "measure");
        cvd_json_text(&j, cvd_measure_name(measure));
    }
    return j.status;
}

/* ---- rows ------------------------------------------------------------ */

const char *const *cvd_timeline_columns(const struct cvd_timeline *t)
{
    static const char *const whole[] = { "period", "count", "documents",
                                         "per_thousand", NULL };
    static const char *const split[] = {
        "period", "series", "value", "label", "count", "documents",
        "per_thousand", "documents_of_split", "per_thousand_of_split", NULL
    };

    return t->split ? split : whole;
}

size_t cvd_timeline_rows(const struct cvd_timeline *t)
{
    return t->split ? t->count * t->series_count : t->count;
}

/* What stands in a row; `s` is NULL where there is no split. */
struct row {
    const struct cvd_period *period;
    const struct cvd_series *s;
    uint64_t count, of_split;
};

static struct row row_at(const struct cvd_timeline *t, size_t row)
{
    if (!t->split)
        return (struct row){ &t->list[row], NULL, t->list[row].count, 0 };
    size_t period = row / t->series_count;
    const struct cvd_series *s = &t->series[row % t->series_count];

    return (struct row){ &t->list[period], s, s->cells[period].count,
                         s->cells[period].documents };
}

/* Figures of a row, each ended by a NUL; an empty one is not known. */
static enum cvd_status add_count(struct cvd_buf *out, uint64_t n)
{
    enum cvd_status st = cvd_buf_printf(out, "%llu", (unsigned long long)n);

    return st == CVD_OK ? cvd_buf_add_char(out, '\0') : st;
}

static enum cvd_status add_rate(struct cvd_buf *out, double rate)
{
    enum cvd_status st =
        isnan(rate) ? CVD_OK
                    : cvd_buf_printf(out, "%.*f", RATE_DIGITS, rate);

    return st == CVD_OK ? cvd_buf_add_char(out, '\0') : st;
}

static enum cvd_status add_figures(const struct row *r, struct cvd_buf *out)
{
    uint64_t documents = r->period->documents;
    enum cvd_status st = add_count(out, r->count);

    if (st == CVD_OK)
        st = add_count(out, documents);
    if (st == CVD_OK)
        st = add_rate(out, cvd_per_thousand(r->count, documents));
    if (st == CVD_OK && r->s)
        st = add_count(out, r->of_split);
    if (st == CVD_OK && r->s)
        st = add_rate(out, cvd_per_thousand(r->count, r->of_split));
    return st;
}

enum cvd_status cvd_timeline_row(const struct cvd_timeline *t, size_t row,
                                 struct cvd_str cells[CVD_TIMELINE_CELLS_MAX],
                                 struct cvd_buf *figures)
{
    struct row r = row_at(t, row);
    size_t n = 0;

    cvd_buf_clear(figures);
    enum cvd_status st = add_figures(&r, figures);
    if (st != CVD_OK)
        return st;
    cells[n++] = cvd_str_from(r.period->name);
    if (r.s) {
        cells[n++] = cvd_str_from(cvd_series_kind_name(r.s->kind));
        cells[n++] = r.s->value;
        cells[n++] = r.s->label;
    }
    for (size_t at = 0; at < figures->len; n++) {
        cells[n] = cvd_str_from(figures->ptr + at);
        at += cells[n].len + 1;
    }
    return CVD_OK;
}

enum cvd_status cvd_timeline_row_json(const struct cvd_timeline *t,
                                      size_t row, struct cvd_buf *out)
{
    struct row r = row_at(t, row);
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "period");
    cvd_json_text(&j, r.period->name);
    if (r.s)
        put_series_name(&j, "series", r.s);
    put_count(&j, "count", r.count);
    put_count(&j, "documents", r.period->documents);
    put_rate(&j, "per_thousand",
             cvd_per_thousand(r.count, r.period->documents));
    if (r.s) {
        put_count(&j, "documents_of_split", r.of_split);
        put_rate(&j, "per_thousand_of_split",
                 cvd_per_thousand(r.count, r.of_split));
    }
    cvd_json_object_end(&j);
    return j.status;
}

/* ---- CSV ------------------------------------------------------------- */

static enum cvd_status put_head(const struct cvd_timeline *t,
                                struct cvd_buf *out)
{
    const char *const *names = cvd_timeline_columns(t);
    enum cvd_status st = cvd_buf_add_text(out, CVD_CSV_BOM);

    for (size_t i = 0; names[i] && st == CVD_OK; i++)
        st = cvd_csv_cell(out, i, cvd_str_from(names[i]));
    return st == CVD_OK ? cvd_csv_end(out) : st;
}

enum cvd_status cvd_timeline_csv(const struct cvd_timeline *t,
                                 struct cvd_buf *out)
{
    const char *const *names = cvd_timeline_columns(t);
    struct cvd_str cells[CVD_TIMELINE_CELLS_MAX];
    struct cvd_buf figures = { 0 };
    enum cvd_status st = put_head(t, out);

    for (size_t row = 0; row < cvd_timeline_rows(t) && st == CVD_OK; row++) {
        st = cvd_timeline_row(t, row, cells, &figures);
        for (size_t i = 0; names[i] && st == CVD_OK; i++)
            st = cvd_csv_cell(out, i, cells[i]);
        if (st == CVD_OK)
            st = cvd_csv_end(out);
    }
    cvd_buf_release(&figures);
    return st;
}
