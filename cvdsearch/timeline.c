/* timeline.c - cvdsearch timeline: what a query finds, counted by time. */
#include "cvdsearch/answers.h"
#include "cvdsearch/sidecar.h"

#include <math.h>

enum {
    BAR_MAX = 40,
    FIGURE = 9,    /* columns of a number */
    RATE_DIGITS = 2
};

/* What there is nothing to divide by for. */
static const char NONE[] = "–";

/* ---- for people ------------------------------------------------------ */

static void put_blanks(size_t n)
{
    while (n--)
        out_char(' ');
}

/* A bar as long as its share of the longest; something is never nothing. */
static void put_bar(double n, double most)
{
    int len = n > 0 ? (int)ceil(n * BAR_MAX / most) : 0;

    while (len-- > 0)
        out_text("▪");
}

/* Flush right in FIGURE columns. */
static void put_figure(double v, bool rate)
{
    if (isnan(v)) {
        put_blanks(FIGURE - 1);
        out_text(NONE);
    } else {
        cli_put_figure(v, rate ? RATE_DIGITS : 0, FIGURE);
    }
}

static void put_rest(uint64_t n, const char *what)
{
    if (!n)
        return;
    cli_put_count(n);
    out_printf(" %s\n", what);
}

static double rate_of(const struct cvd_period *p)
{
    return cvd_per_thousand(p->count, p->documents);
}

/* What the bar of a period shows. */
static double measured(enum cvd_measure m, const struct cvd_period *p)
{
    return m == CVD_MEASURE_COUNT ? (double)p->count : rate_of(p);
}

static void put_whole(const struct cli *c, const struct cvd_timeline *t)
{
    double most = 0;

    for (size_t i = 0; i < t->count; i++) {
        double v = measured(c->measure, &t->list[i]);
        most = v > most ? v : most;
    }
    for (size_t i = 0; i < t->count; i++) {
        const struct cvd_period *p = &t->list[i];
        out_printf("%-8s", p->name);
        put_figure((double)p->count, false);
        put_figure(rate_of(p), true);
        out_text("‰  ");
        put_bar(measured(c->measure, p), most);
        out_char('\n');
    }
}

/* ---- split, for people ----------------------------------------------- */

/* The series, each with the number of its column. */
static enum cvd_status put_series(const struct cvd_timeline *t)
{
    size_t widest = 0;
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < t->series_count; i++) {
        size_t w = terminal_columns(t->series[i].label);
        widest = w > widest ? w : widest;
    }
    for (size_t i = 0; i < t->series_count && st == CVD_OK; i++) {
        const struct cvd_series *s = &t->series[i];
        out_printf("%4zu  ", i + 1);
        st = terminal_put(s->label, SPACE_ONE_LINE);
        put_blanks(widest - terminal_columns(s->label));
        put_figure((double)s->total, false);
        out_char('\n');
    }
    return st;
}

static double cell_of(enum cvd_measure m, const struct cvd_period *p,
                      const struct cvd_series_cell *c)
{
    return m == CVD_MEASURE_COUNT  ? (double)c->count
           : m == CVD_MEASURE_RATE ? cvd_per_thousand(c->count, p->documents)
                                   : cvd_per_thousand(c->count,
                                                      c->documents);
}

/* A line a period, a column a series. */
static enum cvd_status put_split(const struct cli *c,
                                 const struct cvd_timeline *t)
{
    static const char *const shown[] = {
        "văn bản", "trên 1.000 văn bản của cả kho",
        "trên 1.000 văn bản của từng cột"
    };
    enum cvd_status st = put_series(t);

    out_printf("%-8s", "");
    for (size_t i = 0; i < t->series_count; i++)
        out_printf("%*zu", FIGURE, i + 1);
    out_printf("  (%s)\n", shown[c->measure]);
    for (size_t i = 0; i < t->count; i++) {
        out_printf("%-8s", t->list[i].name);
        for (size_t k = 0; k < t->series_count; k++)
            put_figure(cell_of(c->measure, &t->list[i],
                               &t->series[k].cells[i]),
                       c->measure != CVD_MEASURE_COUNT);
        out_char('\n');
    }
    return st;
}

static enum cvd_status put_text(const struct cli *c,
                                const struct cvd_timeline *t)
{
    enum cvd_status st = CVD_OK;

    cli_put_count(t->found.total);
    out_text(" văn bản\n");
    if (t->split)
        st = put_split(c, t);
    else
        put_whole(c, t);
    put_rest(t->coarse, "văn bản chỉ biết năm");
    put_rest(t->undated, "văn bản không rõ ngày");
    return st;
}

/* ---- for programs ---------------------------------------------------- */

static enum cvd_status put_json(const struct cvd_timeline *t)
{
    struct cvd_buf json = { 0 };

    return out_made_json(cvd_timeline_json(t, &json), &json);
}

static enum cvd_status put_jsonl(const struct cvd_timeline *t)
{
    struct cvd_buf line = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < cvd_timeline_rows(t) && st == CVD_OK; i++) {
        cvd_buf_clear(&line);
        st = cvd_timeline_row_json(t, i, &line);
        if (st == CVD_OK)
            out_json(cvd_buf_str(&line));
    }
    cvd_buf_release(&line);
    return st;
}

static enum cvd_status put_csv(const struct cvd_timeline *t)
{
    struct cvd_buf table = { 0 };
    enum cvd_status st = cvd_timeline_csv(t, &table);

    if (st == CVD_OK)
        out_str(cvd_buf_str(&table));
    cvd_buf_release(&table);
    return st;
}

static enum cvd_status put_tsv(const struct cvd_timeline *t)
{
    const char *const *names = cvd_timeline_columns(t);
    struct cvd_str cells[CVD_TIMELINE_CELLS_MAX];
    struct cvd_buf figures = { 0 };
    size_t n = 0;
    enum cvd_status st = cli_table_begin(CLI_TSV, names);

    while (names[n])
        n++;
    for (size_t i = 0; i < cvd_timeline_rows(t) && st == CVD_OK; i++) {
        st = cvd_timeline_row(t, i, cells, &figures);
        if (st == CVD_OK)
            st = cli_table_row(CLI_TSV, cells, n);
    }
    cvd_buf_release(&figures);
    return st;
}

static enum cvd_status put_svg(const struct cli *c,
                               const struct cvd_timeline *t,
                               struct cvd_err *err)
{
    struct cvd_buf svg = { 0 };
    enum cvd_status st = cvd_timeline_svg(t, &c->request, c->measure, &svg,
                                          err);

    if (st == CVD_OK)
        out_str(cvd_buf_str(&svg));
    cvd_buf_release(&svg);
    return st;
}

static enum cvd_status put(const struct cli *c, const struct cvd_timeline *t,
                           struct cvd_err *err)
{
    if (c->format == CLI_JSON) /* holds the warnings */
        return put_json(t);
    cli_warn(&t->found);
    switch (c->format) {
    case CLI_JSONL:
        return put_jsonl(t);
    case CLI_CSV:
        return put_csv(t);
    case CLI_TSV:
        return put_tsv(t);
    case CLI_SVG:
        return put_svg(c, t, err);
    default:
        return put_text(c, t);
    }
}

static enum cvd_status put_sidecar(const struct cli *c,
                                   const struct cvd_timeline *t,
                                   struct cvd_err *err)
{
    struct cvd_buf more = { 0 };
    bool drawn = c->format == CLI_SVG || c->format == CLI_TEXT;
    enum cvd_status st = cvd_timeline_about(
        t, drawn ? c->measure : CVD_MEASURE_COUNTS, &more);
    struct cvd_about_form form = { .more = cvd_buf_str(&more) };

    if (st == CVD_OK)
        st = sidecar_put_found(c, &t->found, &form, err);
    cvd_buf_release(&more);
    return st;
}

/* ---- the command ----------------------------------------------------- */

static bool is_right(const struct cli *c)
{
    bool needs_split = c->measure == CVD_MEASURE_SPLIT_RATE;

    if (needs_split && !c->timeline.split)
        cli_say("--measure %s needs --split", cvd_measure_name(c->measure));
    return !needs_split || c->timeline.split;
}

int cli_timeline(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf query = { 0 };
    struct cvd_timeline t = { 0 };
    int status;

    if (!is_right(c))
        return CLI_WRONG;
    enum cvd_status st = cli_join_args(c, &query);
    c->request.query = cvd_buf_str(&query);
    if (st == CVD_OK)
        st = answers_timeline(c, &t, &err);
    if (st == CVD_OK)
        st = put(c, &t, &err);
    if (st == CVD_OK)
        st = put_sidecar(c, &t, &err);
    if (st == CVD_OK)
        status = t.found.total ? CLI_FOUND : CLI_NOTHING;
    else
        status = cli_fail(st, &err);
    cvd_timeline_release(&t);
    cvd_buf_release(&query);
    return status;
}
