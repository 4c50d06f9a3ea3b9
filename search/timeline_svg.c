/* timeline_svg.c - a timeline as a picture that a paper can cite. */
#include "base/version.h"
#include "search/chart.h"
#include "search/said.h"
#include "search/timeline.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

static_assert(CVD_SERIES_DRAWN_MAX + 2 <= CVD_CHART_LINES_MAX,
              "the others and what is without a value are lines too");

static const char *const unit_labels[] = { "", "năm", "quý", "tháng" };
static const char *const split_labels[CVD_SPLIT_COUNT] = {
    "", "tỉnh", "quận, huyện", "cuộc vận động", "loại", "cơ quan"
};

enum { NOTES_MAX = 6 }; /* as many as say_notes() may write */

/* What is written around the plot. */
struct words {
    struct cvd_buf title, subtitle, values, desc, metadata;
    struct cvd_buf notes[NOTES_MAX];
    size_t note_count;
};

static void release(struct words *w)
{
    cvd_buf_release(&w->title);
    cvd_buf_release(&w->subtitle);
    cvd_buf_release(&w->values);
    cvd_buf_release(&w->desc);
    cvd_buf_release(&w->metadata);
    for (size_t i = 0; i < w->note_count; i++)
        cvd_buf_release(&w->notes[i]);
}

/* ---- what is said ---------------------------------------------------- */

static enum cvd_status say_title(const struct cvd_timeline *t,
                                 struct cvd_buf *out)
{
    enum cvd_status st = cvd_say_query(cvd_buf_str(&t->found.query), out);

    if (st == CVD_OK && !out->len)
        st = cvd_buf_add_text(out, "Văn bản");
    if (st == CVD_OK)
        st = cvd_buf_printf(out, " theo %s", unit_labels[t->unit]);
    return st == CVD_OK && t->split
               ? cvd_buf_printf(out, " và theo %s", split_labels[t->split])
               : st;
}

static enum cvd_status say_values(const struct cvd_timeline *t,
                                  enum cvd_measure measure,
                                  struct cvd_buf *out)
{
    if (measure == CVD_MEASURE_COUNT)
        return cvd_buf_printf(out, "số văn bản mỗi %s",
                              unit_labels[t->unit]);
    if (measure == CVD_MEASURE_RATE)
        return cvd_buf_printf(out, "trên 1.000 văn bản của cả kho trong %s",
                              unit_labels[t->unit]);
    return cvd_buf_printf(out, "trên 1.000 văn bản của từng %s trong %s",
                          split_labels[t->split], unit_labels[t->unit]);
}

/* ---- notes ----------------------------------------------------------- */

static enum cvd_status add_count(struct cvd_buf *out, uint64_t n,
                                 const char *what)
{
    enum cvd_status st = cvd_chart_number((double)n, 0, out);

    return st == CVD_OK ? cvd_buf_add_text(out, what) : st;
}

static enum cvd_status note_total(const struct cvd_timeline *t,
                                  struct cvd_buf *out)
{
    enum cvd_status st = add_count(out, t->found.total, " văn bản");

    if (st == CVD_OK && t->coarse)
        st = cvd_buf_add_text(out, "; không vẽ ");
    if (st == CVD_OK && t->coarse)
        st = add_count(out, t->coarse, " chỉ biết năm");
    if (st == CVD_OK && t->undated)
        st = cvd_buf_add_text(out, t->coarse ? ", " : "; không vẽ ");
    if (st == CVD_OK && t->undated)
        st = add_count(out, t->undated, " không rõ ngày");
    return st == CVD_OK ? cvd_buf_add_char(out, '.') : st;
}

/* The lines of the others and of what is without a value would dwarf those of
 * the values, unless each is measured by its own documents. */
static bool is_drawn(const struct cvd_series *s, enum cvd_measure m)
{
    return s->kind == CVD_SERIES_VALUE || m == CVD_MEASURE_SPLIT_RATE;
}

static size_t count_drawn(const struct cvd_timeline *t, enum cvd_measure m)
{
    size_t n = 0;

    for (size_t i = 0; i < t->series_count; i++)
        n += is_drawn(&t->series[i], m);
    return n;
}

static enum cvd_status note_not_drawn(const struct cvd_timeline *t,
                                      enum cvd_measure measure,
                                      struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < t->series_count && st == CVD_OK; i++) {
        const struct cvd_series *s = &t->series[i];
        if (is_drawn(s, measure))
            continue;
        st = cvd_buf_add_text(out, out->len ? ", " : "Không vẽ ");
        if (st == CVD_OK)
            st = add_count(out, s->total,
                           s->kind == CVD_SERIES_OTHERS
                               ? " văn bản có giá trị khác"
                               : " văn bản không ghi giá trị nào");
    }
    return st == CVD_OK ? cvd_buf_add_char(out, '.') : st;
}

static bool adds_up_to_more(const struct cvd_timeline *t)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < t->series_count; i++)
        sum += t->series[i].total;
    return sum > t->found.total;
}

static enum cvd_status note_edition(const struct cvd_edition *e,
                                    struct cvd_buf *out)
{
    enum cvd_status st = cvd_buf_printf(out, "Nguồn: chỉ mục thế hệ %u, ",
                                        e->generation);

    if (st == CVD_OK)
        st = e->analyzer ? cvd_buf_printf(out, "bộ phân tích %u, ",
                                          e->analyzer)
                         : cvd_buf_add_text(out, "nhiều bộ phân tích, ");
    return st == CVD_OK
               ? add_count(out, e->documents, " văn bản; cvdsearch "
                                              CVD_VERSION ".")
               : st;
}

static struct cvd_buf *new_note(struct words *w)
{
    return &w->notes[w->note_count++];
}

/* `gaps`: some points are not there. */
static enum cvd_status say_notes(const struct cvd_timeline *t,
                                 enum cvd_measure measure, bool gaps,
                                 struct words *w)
{
    enum cvd_status st = note_total(t, new_note(w));

    if (st == CVD_OK && count_drawn(t, measure) < t->series_count)
        st = note_not_drawn(t, measure, new_note(w));
    if (st == CVD_OK && t->found.cut_short)
        st = cvd_buf_add_text(new_note(w),
                              "Chưa đếm hết: đã hết thời gian cho phép.");
    if (st == CVD_OK && adds_up_to_more(t))
        st = cvd_buf_add_text(
            new_note(w), "Văn bản có nhiều giá trị được đếm ở mỗi giá trị: "
                         "các đường cộng lại có thể nhiều hơn tổng số.");
    if (st == CVD_OK && gaps)
        st = cvd_buf_add_text(
            new_note(w), "Chỗ đứt quãng: kho không có văn bản nào để so.");
    return st == CVD_OK ? note_edition(&t->found.edition, new_note(w)) : st;
}

static enum cvd_status say_metadata(const struct cvd_timeline *t,
                                    const struct cvd_request *r,
                                    enum cvd_measure measure,
                                    struct cvd_buf *out)
{
    struct cvd_buf more = { 0 };
    enum cvd_status st = cvd_timeline_about(t, measure, &more);
    struct cvd_about_form form = { .more = cvd_buf_str(&more) };

    if (st == CVD_OK)
        st = cvd_about_json(&t->found, r, &form, out);
    cvd_buf_release(&more);
    return st;
}

/* All that is written, one behind the other. */
static enum cvd_status say_desc(const struct words *w, struct cvd_buf *out)
{
    const struct cvd_buf *parts[NOTES_MAX + 2] = { &w->values, &w->subtitle };
    size_t n = 2;
    enum cvd_status st = cvd_buf_add(out, cvd_buf_str(&w->title));

    for (size_t i = 0; i < w->note_count; i++)
        parts[n++] = &w->notes[i];
    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        if (!parts[i]->len)
            continue;
        st = cvd_buf_add_text(out, i < 2 ? "; " : i == 2 ? ". " : " ");
        if (st == CVD_OK)
            st = cvd_buf_add(out, cvd_buf_str(parts[i]));
    }
    return st;
}

static enum cvd_status say_all(const struct cvd_timeline *t,
                               const struct cvd_request *r,
                               enum cvd_measure measure, bool gaps,
                               struct words *w)
{
    enum cvd_status st = say_title(t, &w->title);

    if (st == CVD_OK)
        st = cvd_say_limits(r, &w->subtitle);
    if (st == CVD_OK)
        st = say_values(t, measure, &w->values);
    if (st == CVD_OK)
        st = say_notes(t, measure, gaps, w);
    if (st == CVD_OK)
        st = say_metadata(t, r, measure, &w->metadata);
    return st == CVD_OK ? say_desc(w, &w->desc) : st;
}

/* ---- what is drawn --------------------------------------------------- */

/* The points of all lines, line by line.  The series that are not drawn are
 * the last. */
struct points {
    double *values;
    int *at;
    size_t lines;
    bool gaps;
};

static double measured(enum cvd_measure m, uint64_t count,
                       uint64_t documents, uint64_t of_split)
{
    return m == CVD_MEASURE_COUNT ? (double)count
           : m == CVD_MEASURE_RATE
               ? cvd_per_thousand(count, documents)
               : cvd_per_thousand(count, of_split);
}

static double value_at(const struct cvd_timeline *t, enum cvd_measure m,
                       size_t line, size_t i)
{
    const struct cvd_period *p = &t->list[i];

    if (!t->split)
        return measured(m, p->count, p->documents, 0);
    const struct cvd_series_cell *c = &t->series[line].cells[i];
    return measured(m, c->count, p->documents, c->documents);
}

static enum cvd_status make_points(const struct cvd_timeline *t,
                                   enum cvd_measure m, struct points *p)
{
    p->lines = t->split ? count_drawn(t, m) : 1;
    p->values = malloc((p->lines * t->count + 1) * sizeof *p->values);
    p->at = malloc((t->count + 1) * sizeof *p->at);
    if (!p->values || !p->at)
        return CVD_ENOMEM;
    for (size_t i = 0; i < t->count; i++)
        p->at[i] = cvd_period_number(t, i);
    for (size_t l = 0; l < p->lines; l++)
        for (size_t i = 0; i < t->count; i++) {
            double v = value_at(t, m, l, i);
            p->values[l * t->count + i] = v;
            p->gaps |= isnan(v);
        }
    return CVD_OK;
}

static enum cvd_status draw(const struct cvd_timeline *t,
                            enum cvd_measure measure, const struct points *p,
                            const struct words *w, struct cvd_buf *out)
{
    struct cvd_chart_line lines[CVD_CHART_LINES_MAX];
    struct cvd_str notes[NOTES_MAX];
    struct cvd_chart c = {
        .title = cvd_buf_str(&w->title),
        .subtitle = cvd_buf_str(&w->subtitle),
        .values_label = cvd_buf_str(&w->values),
        .empty = cvd_str_from("Không có văn bản nào để vẽ"),
        .notes = notes, .note_count = w->note_count,
        .desc = cvd_buf_str(&w->desc),
        .metadata = cvd_buf_str(&w->metadata),
        .whole_values = measure == CVD_MEASURE_COUNT,
        .at = p->at, .points = t->count,
        .periods_of_year = cvd_periods_of_year(t->unit),
        .lines = lines, .line_count = p->lines,
    };

    for (size_t i = 0; i < w->note_count; i++)
        notes[i] = cvd_buf_str(&w->notes[i]);
    for (size_t l = 0; l < p->lines; l++)
        lines[l] = (struct cvd_chart_line){
            .label = t->split ? t->series[l].label : c.values_label,
            .rest = t->split && t->series[l].kind != CVD_SERIES_VALUE,
            .values = p->values + l * t->count,
        };
    return cvd_chart_svg(&c, out);
}

/* ---- all of it ------------------------------------------------------- */

static enum cvd_status check(const struct cvd_timeline *t,
                             enum cvd_measure measure, struct cvd_err *err)
{
    size_t values = 0;

    for (size_t i = 0; i < t->series_count; i++)
        values += t->series[i].kind == CVD_SERIES_VALUE;
    if (values > CVD_SERIES_DRAWN_MAX ||
        t->series_count > CVD_CHART_LINES_MAX)
        return cvd_fail(err, CVD_EUSAGE, "a picture has room for %d series, "
                        "not for %zu: ask for fewer", CVD_SERIES_DRAWN_MAX,
                        values);
    if (measure == CVD_MEASURE_SPLIT_RATE && !t->split)
        return cvd_fail(err, CVD_EUSAGE, "%s needs a split",
                        cvd_measure_name(measure));
    return CVD_OK;
}

enum cvd_status cvd_timeline_svg(const struct cvd_timeline *t,
                                 const struct cvd_request *r,
                                 enum cvd_measure measure,
                                 struct cvd_buf *out, struct cvd_err *err)
{
    struct words w = { 0 };
    struct points p = { 0 };
    enum cvd_status st = check(t, measure, err);

    if (st != CVD_OK)
        return st;
    st = make_points(t, measure, &p);
    if (st == CVD_OK)
        st = say_all(t, r, measure, p.gaps, &w);
    if (st == CVD_OK)
        st = draw(t, measure, &p, &w, out);
    free(p.values);
    free(p.at);
    release(&w);
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}
