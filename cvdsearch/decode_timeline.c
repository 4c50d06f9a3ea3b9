/* decode_timeline.c - what a query finds, by time. */
#include "cvdsearch/decode_parts.h"

static void fail(struct decoding *d)
{
    if (d->status == CVD_OK)
        d->status = CVD_EINPUT;
}

static enum cvd_time_unit read_unit(struct decoding *d, const json_t *root)
{
    struct cvd_str name = decode_text(d, root, "unit");

    for (int u = CVD_UNIT_YEAR; u <= CVD_UNIT_MONTH; u++)
        if (cvd_str_equal(name, cvd_str_from(cvd_time_unit_name(
                                    (enum cvd_time_unit)u))))
            return (enum cvd_time_unit)u;
    fail(d);
    return CVD_UNIT_YEAR;
}

static enum cvd_split read_split(struct decoding *d, const json_t *root)
{
    struct cvd_str name = decode_text(d, root, "split");

    if (!name.len)
        return CVD_SPLIT_NONE;
    for (int s = CVD_SPLIT_NONE; s < CVD_SPLIT_COUNT; s++)
        if (cvd_str_equal(name,
                          cvd_str_from(cvd_split_name((enum cvd_split)s))))
            return (enum cvd_split)s;
    fail(d);
    return CVD_SPLIT_NONE;
}

/* ---- periods --------------------------------------------------------- */

/* 2023, 2023-Q1, 2023-08 */
static bool is_period(enum cvd_time_unit unit, struct cvd_str name)
{
    const char *form = unit == CVD_UNIT_YEAR      ? "dddd"
                       : unit == CVD_UNIT_QUARTER ? "dddd-Qd"
                                                  : "dddd-dd";
    size_t n = strlen(form);
    bool good = name.len == n;

    for (size_t i = 0; i < n && good; i++)
        good = form[i] == 'd' ? name.ptr[i] >= '0' && name.ptr[i] <= '9'
                              : name.ptr[i] == form[i];
    return good;
}

static void read_periods(struct decoding *d, const json_t *root,
                         struct cvd_timeline *out)
{
    const json_t *list = decode_list(d, root, "periods");
    size_t count = json_array_size(list);

    out->list = decode_room(d, count, sizeof *out->list);
    out->cap = count;
    while (out->count < count && d->status == CVD_OK) {
        const json_t *one = json_array_get(list, out->count);
        struct cvd_period *p = &out->list[out->count++];
        struct cvd_str name = decode_text(d, one, "period");
        p->count = decode_count(d, one, "count");
        p->documents = decode_count(d, one, "documents");
        if (d->status == CVD_OK && is_period(out->unit, name))
            memcpy(p->name, name.ptr, name.len);
        else
            fail(d);
    }
}

/* ---- series ---------------------------------------------------------- */

static enum cvd_series_kind read_kind(struct decoding *d, const json_t *one)
{
    struct cvd_str name = decode_text(d, one, "kind");

    for (int k = CVD_SERIES_VALUE; k <= CVD_SERIES_WITHOUT; k++)
        if (cvd_str_equal(name, cvd_str_from(cvd_series_kind_name(
                                    (enum cvd_series_kind)k))))
            return (enum cvd_series_kind)k;
    fail(d);
    return CVD_SERIES_VALUE;
}

static uint32_t number_at(struct decoding *d, const json_t *list, size_t i)
{
    const json_t *one = json_array_get(list, i);
    json_int_t n = json_integer_value(one);

    if (!json_is_integer(one) || n < 0 || n > UINT32_MAX) {
        fail(d);
        return 0;
    }
    return (uint32_t)n;
}

static void read_cells(struct decoding *d, const json_t *one, size_t periods,
                       struct cvd_series_cell *cells)
{
    const json_t *counts = decode_list(d, one, "counts");
    const json_t *documents = decode_list(d, one, "documents");

    if (json_array_size(counts) != periods ||
        json_array_size(documents) != periods)
        fail(d);
    for (size_t i = 0; i < periods && d->status == CVD_OK; i++)
        cells[i] = (struct cvd_series_cell){ number_at(d, counts, i),
                                             number_at(d, documents, i) };
}

/* Each series has a number for each period: no more memory is taken than for
 * what came. */
static struct cvd_series_cell *room_for_cells(struct decoding *d,
                                              const json_t *list,
                                              size_t periods)
{
    size_t count = json_array_size(list);

    for (size_t i = 0; i < count && d->status == CVD_OK; i++)
        if (json_array_size(decode_list(d, json_array_get(list, i),
                                        "counts")) != periods)
            fail(d);
    return d->status == CVD_OK
               ? decode_room(d, count * periods,
                             sizeof(struct cvd_series_cell))
               : NULL;
}

/* Older servers have none. */
static void read_series(struct decoding *d, const json_t *root,
                        struct cvd_timeline *out)
{
    const json_t *list = out->split ? decode_list(d, root, "series") : NULL;
    size_t count = json_array_size(list);

    out->cells = room_for_cells(d, list, out->count);
    out->series = decode_room(d, count, sizeof *out->series);
    while (out->series_count < count && d->status == CVD_OK) {
        const json_t *one = json_array_get(list, out->series_count);
        struct cvd_series *s = &out->series[out->series_count];
        struct cvd_series_cell *cells =
            out->cells + out->series_count++ * out->count;
        s->kind = read_kind(d, one);
        s->value = decode_text(d, one, "value");
        s->label = decode_text(d, one, "label");
        s->total = decode_count(d, one, "total");
        s->undated = decode_count(d, one, "undated");
        s->coarse = decode_count(d, one, "coarse");
        s->cells = cells;
        read_cells(d, one, out->count, cells);
    }
}

/* ---- all of it ------------------------------------------------------- */

/* "complete", which older servers do not say: it is. */
static bool is_cut_short(struct decoding *d, const json_t *root)
{
    return json_object_get(root, "complete") &&
           !decode_bool(d, root, "complete");
}

static void read_found(struct decoding *d, const json_t *root,
                       struct cvd_result *out)
{
    decode_add_text(d, root, "query", &out->query);
    out->total = decode_count(d, root, "total");
    out->total_is_exact = true;
    out->cut_short = is_cut_short(d, root);
    decode_add_text(d, root, "suggestion", &out->suggestion);
    out->warning_count = decode_warnings(d, root, out->warnings);
    out->edition = decode_edition(d, root);
}

enum cvd_status decode_timeline(struct cvd_str json,
                                struct cvd_timeline *out)
{
    struct decoding d = { &out->found.strings, CVD_OK };
    json_t *root = decode_begin(&d, json);

    read_found(&d, root, &out->found);
    out->unit = read_unit(&d, root);
    out->undated = decode_count(&d, root, "undated");
    out->coarse = decode_count(&d, root, "coarse");
    read_periods(&d, root, out);
    out->split = read_split(&d, root);
    out->values = decode_count(&d, root, "values");
    read_series(&d, root, out);
    json_decref(root);
    if (d.status != CVD_OK)
        cvd_timeline_release(out);
    return d.status;
}
