/* chart_svg.c - a chart as SVG 1.1: see chart.h.
 *
 * Attributes of presentation alone: neither a style sheet nor an id, which
 * would meet others' where the picture becomes part of a page. */
#include "search/chart.h"
#include "base/xml.h"
#include "search/chart_text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

/* Pixels. */
enum {
    WIDTH = 960, MARGIN = 24,
    PLOT_HEIGHT = 380,
    TITLE_SIZE = 18, TITLE_LINE = 24, TITLE_LINES_MAX = 3,
    TEXT_SIZE = 13, TEXT_LINE = 19,
    NOTE_SIZE = 11, NOTE_LINE = 16, NOTE_LINES_MAX = 6,
    TICK = 5, GAP = 8,
    SAMPLE = 36,            /* of a line, before its label */
    MARK_EVERY = 28,        /* between the marks of a line */
    TIME_GAP = 18,          /* between two times below the axis */
    LEGEND_COLUMNS_MAX = 4
};

/* Colours that the colour-blind tell apart: Okabe and Ito, Color Universal
 * Design, 2008, https://jfly.uni-koeln.de/color/; without their yellow, which
 * white paper swallows.  From the eighth line on colours come again, with
 * another dash and mark. */
static const char *const colours[] = { "#0072B2", "#D55E00", "#009E73",
                                       "#CC79A7", "#000000", "#E69F00",
                                       "#56B4E9" };
static const char *const dashes[] = { NULL, "9 3", "3 3", "9 3 3 3",
                                      "16 4", "5 2 1 2 1 2" };
static const char REST_COLOUR[] = "#6B6B6B";
static const char REST_DASH[] = "1 3";

/* Around the point, four pixels either way. */
static const char *const shapes[] = {
    "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", /* disc */
    "m-3.5 -3.5h7v7h-7z",                  /* square */
    "m0 -4.5l4.5 8h-9z",                   /* triangle */
    "m0 -5l5 5l-5 5l-5 -5z",               /* diamond */
    "m0 4.5l4.5 -8h-9z",                   /* triangle, upside down */
};
static const char *const rest_shapes[] = {
    "m-4 0h8m-4 -4v8",                     /* plus */
    "m-3.5 -3.5l7 7m0 -7l-7 7",            /* cross */
};

#define COUNT_OF(a) (sizeof (a) / sizeof *(a))

/* How a line is told from others. */
struct look {
    const char *colour, *dash, *shape;
    bool hollow;
};

struct drawing {
    const struct cvd_chart *c;
    struct cvd_buf *out;
    enum cvd_status status;  /* what failed first */
    struct cvd_chart_scale scale;
    double left, right, top; /* of the plot */
    double y;                /* where what comes next begins */
    int span;                /* periods from the first to the last */
    struct look looks[CVD_CHART_LINES_MAX];
};

/* ---- writing --------------------------------------------------------- */

static void put(struct drawing *d, const char *s)
{
    if (d->status == CVD_OK)
        d->status = cvd_buf_add_text(d->out, s);
}

static void put_escaped(struct drawing *d, struct cvd_str s)
{
    if (d->status == CVD_OK)
        d->status = cvd_xml_escape(s, d->out);
}

#ifdef __GNUC__
__attribute__((format(printf, 2, 3)))
#endif
static void putf(struct drawing *d, const char *fmt, ...)
{
    char text[256]; /* of figures and names of ours */
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    put(d, text);
}

static void put_element(struct drawing *d, const char *name,
                        struct cvd_str text)
{
    putf(d, "<%s>", name);
    put_escaped(d, text);
    putf(d, "</%s>\n", name);
}

static void put_text(struct drawing *d, double x, double y, int size,
                     const char *more, struct cvd_str text)
{
    putf(d, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\"%s>", x, y, size,
         more);
    put_escaped(d, text);
    put(d, "</text>\n");
}

/* Text in lines of at most `width`, the last of them shortened. */
static void put_lines(struct drawing *d, struct cvd_str text, int size,
                      int line, int most, const char *more)
{
    double width = WIDTH - 2 * MARGIN;

    for (int i = 0; text.len && i < most && d->status == CVD_OK; i++) {
        struct cvd_buf last = { 0 };
        struct cvd_str rest = { NULL, 0 }, now;
        if (i + 1 < most) {
            now = cvd_text_line(text, size, width, &rest);
        } else {
            d->status = cvd_text_fit(text, size, width, &last);
            now = cvd_buf_str(&last);
        }
        d->y += line;
        put_text(d, MARGIN, d->y, size, more, now);
        cvd_buf_release(&last);
        text = rest;
    }
}

/* ---- how high, how wide ---------------------------------------------- */

static double most_of(const struct cvd_chart *c)
{
    double most = 0;

    for (size_t l = 0; l < c->line_count; l++)
        for (size_t i = 0; i < c->points; i++)
            if (c->lines[l].values[i] > most) /* false of NAN */
                most = c->lines[l].values[i];
    return most;
}

static double x_of(const struct drawing *d, size_t i)
{
    int from = d->c->at[i] - d->c->at[0];

    return d->left + (d->right - d->left) * (from + 0.5) / d->span;
}

static double y_of(const struct drawing *d, double value)
{
    return d->top + PLOT_HEIGHT * (1 - value / d->scale.top);
}

/* How many ticks there are beside 0, and the value of one. */
static int ticks_of(const struct drawing *d)
{
    return (int)lround(d->scale.top / d->scale.step);
}

static struct cvd_str tick_text(struct drawing *d, int i,
                                struct cvd_buf *text)
{
    cvd_buf_clear(text);
    if (d->status == CVD_OK)
        d->status = cvd_chart_number(i * d->scale.step, d->scale.digits,
                                     text);
    return cvd_buf_str(text);
}

static void measure(struct drawing *d)
{
    const struct cvd_chart *c = d->c;
    struct cvd_buf text = { 0 };
    double widest = 0;

    d->scale = cvd_chart_scale(most_of(c), c->whole_values);
    for (int i = 0; i <= ticks_of(d); i++) {
        double w = cvd_text_width(tick_text(d, i, &text), TEXT_SIZE);
        widest = w > widest ? w : widest;
    }
    cvd_buf_release(&text);
    d->left = MARGIN + widest + TICK + GAP;
    d->right = WIDTH - MARGIN;
    d->span = c->points ? c->at[c->points - 1] - c->at[0] + 1 : 1;
    size_t rest = 0;
    for (size_t l = 0; l < c->line_count; l++) {
        size_t n = l - rest;
        d->looks[l] = c->lines[l].rest
                          ? (struct look){ REST_COLOUR, REST_DASH,
                                           rest_shapes[rest++ %
                                                       COUNT_OF(rest_shapes)],
                                           true }
                          : (struct look){ colours[n % COUNT_OF(colours)],
                                           dashes[n % COUNT_OF(dashes)],
                                           shapes[n % COUNT_OF(shapes)],
                                           n / COUNT_OF(shapes) % 2 == 1 };
    }
}

/* ---- axes ------------------------------------------------------------ */

static void put_values_axis(struct drawing *d)
{
    struct cvd_buf text = { 0 };

    for (int i = 0; i <= ticks_of(d); i++) {
        double y = y_of(d, i * d->scale.step);
        putf(d, "<path d=\"M%.1f %.1fH%.1f\" stroke=\"%s\"/>\n",
             d->left - TICK, y, d->right, i ? "#D9D9D9" : "#000000");
        put_text(d, d->left - TICK - GAP / 2.0, y + TEXT_SIZE * 0.35,
                 TEXT_SIZE, " text-anchor=\"end\"", tick_text(d, i, &text));
    }
    cvd_buf_release(&text);
}

/* The widest that a time may be below the axis. */
static double time_width(const struct cvd_chart *c)
{
    return cvd_text_width(cvd_str_from(c->periods_of_year == 1 ? "0000"
                                       : c->periods_of_year == 4
                                           ? "Q0/0000"
                                           : "00/0000"),
                          TEXT_SIZE);
}

static void put_time(struct drawing *d, size_t i, bool years)
{
    struct cvd_buf text = { 0 };
    double x = x_of(d, i), y = d->top + PLOT_HEIGHT;

    putf(d, "<path d=\"M%.1f %.1fv%d\" stroke=\"#000000\"/>\n", x, y, TICK);
    if (d->status == CVD_OK)
        d->status = cvd_chart_time(d->c->periods_of_year, d->c->at[i], years,
                                   &text);
    put_text(d, x, y + TICK + TEXT_SIZE + 1, TEXT_SIZE,
             " text-anchor=\"middle\"", cvd_buf_str(&text));
    cvd_buf_release(&text);
}

/* Where no period is at a tick, the first is. */
static void put_time_axis(struct drawing *d)
{
    const struct cvd_chart *c = d->c;
    int room = (int)((d->right - d->left) / (time_width(c) + TIME_GAP));
    int step = cvd_chart_time_step(c->periods_of_year, d->span, room);
    bool years = step % c->periods_of_year == 0;
    size_t drawn = 0;

    for (size_t i = 0; i < c->points; i++)
        if (c->at[i] % step == 0) {
            put_time(d, i, years);
            drawn++;
        }
    if (!drawn)
        put_time(d, 0, false);
}

/* ---- lines ----------------------------------------------------------- */

static bool is_there(const struct cvd_chart_line *l, size_t i, size_t points)
{
    return i < points && !isnan(l->values[i]);
}

/* Whether point `i` goes on from the one before. */
static bool goes_on(const struct drawing *d, const struct cvd_chart_line *l,
                    size_t i)
{
    const struct cvd_chart *c = d->c;

    return i && is_there(l, i, c->points) && is_there(l, i - 1, c->points) &&
           c->at[i] - c->at[i - 1] == 1;
}

static void put_path(struct drawing *d, const struct cvd_chart_line *l,
                     const struct look *k)
{
    bool any = false;

    for (size_t i = 0; i < d->c->points; i++) {
        if (!goes_on(d, l, i))
            continue;
        if (!any)
            put(d, "<path d=\"");
        any = true;
        if (!goes_on(d, l, i - 1))
            putf(d, "M%.1f %.1f", x_of(d, i - 1),
                 y_of(d, l->values[i - 1]));
        putf(d, "L%.1f %.1f", x_of(d, i), y_of(d, l->values[i]));
    }
    if (!any)
        return;
    putf(d, "\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" "
            "stroke-linejoin=\"round\"", k->colour);
    if (k->dash)
        putf(d, " stroke-dasharray=\"%s\"", k->dash);
    put(d, "/>\n");
}

static void put_mark(struct drawing *d, double x, double y,
                     const struct look *k)
{
    putf(d, "<path d=\"M%.1f %.1f%s\"/>\n", x, y, k->shape);
}

static void begin_marks(struct drawing *d, const struct look *k)
{
    putf(d, "<g fill=\"%s\" stroke=\"%s\" stroke-width=\"1.5\">\n",
         k->hollow ? "#FFFFFF" : k->colour, k->colour);
}

/* Marks as far apart as they can be told from one another, each line's at
 * other periods than its neighbours', and at points that stand alone.  One
 * line alone needs none to be told from others. */
static void put_marks(struct drawing *d, size_t line)
{
    const struct cvd_chart_line *l = &d->c->lines[line];
    double apart = (d->right - d->left) / d->span;
    int every = apart >= MARK_EVERY ? 1 : (int)ceil(MARK_EVERY / apart);
    int first = (int)line * every / (int)d->c->line_count;
    bool some = every == 1 || d->c->line_count > 1;

    begin_marks(d, &d->looks[line]);
    for (size_t i = 0; i < d->c->points; i++) {
        bool alone = !goes_on(d, l, i) &&
                     !(i + 1 < d->c->points && goes_on(d, l, i + 1));
        int from = d->c->at[i] - d->c->at[0];
        if (is_there(l, i, d->c->points) &&
            (alone || (some && from % every == first % every)))
            put_mark(d, x_of(d, i), y_of(d, l->values[i]), &d->looks[line]);
    }
    put(d, "</g>\n");
}

/* The first lines, of the most, are drawn last, over the others. */
static void put_plot_lines(struct drawing *d)
{
    for (size_t l = d->c->line_count; l-- > 0;) {
        put(d, "<g>\n");
        put_element(d, "title", d->c->lines[l].label);
        put_path(d, &d->c->lines[l], &d->looks[l]);
        put_marks(d, l);
        put(d, "</g>\n");
    }
}

/* ---- around the plot ------------------------------------------------- */

static void put_sample(struct drawing *d, double x, double y,
                       const struct look *k)
{
    putf(d, "<path d=\"M%.1f %.1fh%d\" stroke=\"%s\" stroke-width=\"2\"", x,
         y, SAMPLE, k->colour);
    if (k->dash)
        putf(d, " stroke-dasharray=\"%s\"", k->dash);
    put(d, "/>\n");
    begin_marks(d, k);
    put_mark(d, x + SAMPLE / 2.0, y, k);
    put(d, "</g>\n");
}

static void put_label(struct drawing *d, size_t line, double x, double y,
                      double width)
{
    struct cvd_str label = d->c->lines[line].label;
    struct cvd_buf text = { 0 };

    put(d, "<g>\n");
    put_element(d, "title", label);
    put_sample(d, x, y - TEXT_SIZE * 0.35, &d->looks[line]);
    if (d->status == CVD_OK)
        d->status = cvd_text_fit(label, TEXT_SIZE, width - SAMPLE - 3 * GAP,
                                 &text);
    put_text(d, x + SAMPLE + GAP, y, TEXT_SIZE, "", cvd_buf_str(&text));
    put(d, "</g>\n");
    cvd_buf_release(&text);
}

/* Below the plot, in as many columns as the longest label leaves. */
static void put_legend(struct drawing *d)
{
    size_t n = d->c->line_count;
    double room = WIDTH - 2 * MARGIN, widest = 1;

    if (n < 2)
        return;
    for (size_t l = 0; l < n; l++) {
        double w = SAMPLE + 3 * GAP +
                   cvd_text_width(d->c->lines[l].label, TEXT_SIZE);
        widest = w > widest ? w : widest;
    }
    size_t columns = widest < room ? (size_t)(room / widest) : 1;
    columns = columns < LEGEND_COLUMNS_MAX ? columns : LEGEND_COLUMNS_MAX;
    size_t rows = (n + columns - 1) / columns;
    for (size_t l = 0; l < n; l++)
        put_label(d, l, MARGIN + room / (double)columns * (double)(l / rows),
                  d->y + (double)(l % rows + 1) * TEXT_LINE,
                  room / (double)columns);
    d->y += (double)rows * TEXT_LINE + GAP;
}

static void put_plot(struct drawing *d)
{
    const struct cvd_chart *c = d->c;

    d->y += TEXT_LINE + GAP;
    put_text(d, MARGIN, d->y, TEXT_SIZE, "", c->values_label);
    d->top = d->y + GAP + TEXT_SIZE / 2.0;
    put_values_axis(d);
    if (c->points && c->line_count) {
        put_time_axis(d);
        put_plot_lines(d);
    } else {
        put_text(d, (d->left + d->right) / 2, d->top + PLOT_HEIGHT / 2.0,
                 TITLE_SIZE, " text-anchor=\"middle\"", c->empty);
    }
    d->y = d->top + PLOT_HEIGHT + TICK + TEXT_LINE + GAP;
}

/* What is drawn, into d->out; d->y is then its height. */
static void put_body(struct drawing *d)
{
    const struct cvd_chart *c = d->c;

    d->y = MARGIN / 2.0;
    put_lines(d, c->title, TITLE_SIZE, TITLE_LINE, TITLE_LINES_MAX,
              " font-weight=\"bold\"");
    put_lines(d, c->subtitle, TEXT_SIZE, TEXT_LINE, TITLE_LINES_MAX, "");
    put_plot(d);
    put_legend(d);
    for (size_t i = 0; i < c->note_count; i++)
        put_lines(d, c->notes[i], NOTE_SIZE, NOTE_LINE, NOTE_LINES_MAX,
                  " fill=\"#404040\"");
    d->y += MARGIN / 2.0;
}

static void put_head(struct drawing *d, double height)
{
    putf(d, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" "
            "width=\"%d\" height=\"%.0f\" viewBox=\"0 0 %d %.0f\"\n",
         WIDTH, height, WIDTH, height);
    put(d, "    font-family=\"Arial, 'Liberation Sans', 'DejaVu Sans', "
           "sans-serif\" fill=\"#000000\">\n");
    put_element(d, "title", d->c->title);
    put_element(d, "desc", d->c->desc);
    put_element(d, "metadata", d->c->metadata);
    putf(d, "<rect width=\"%d\" height=\"%.0f\" fill=\"#FFFFFF\"/>\n", WIDTH,
         height);
}

enum cvd_status cvd_chart_svg(const struct cvd_chart *c, struct cvd_buf *out)
{
    struct cvd_buf body = { 0 };
    struct drawing d = { .c = c, .out = &body };

    measure(&d);
    put_body(&d);
    d.out = out;
    put_head(&d, ceil(d.y));
    if (d.status == CVD_OK)
        d.status = cvd_buf_add(out, cvd_buf_str(&body));
    put(&d, "</svg>\n");
    cvd_buf_release(&body);
    return d.status;
}
