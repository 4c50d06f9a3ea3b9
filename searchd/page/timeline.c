/* timeline.c - time: bars by year, under them those of the months of a few
 * years.
 *
 * The bars count what answers at any time, so that whoever has chosen some of
 * it sees what is beside; what is chosen stands out.  Each bar is a link that
 * limits the search to its time.  A script finds li[data-period][data-count]
 * in ol.bars, and .said to speak in. */
#include "searchd/page/axis.h"
#include "searchd/page/found.h"

enum {
    MONTHS_OF_YEARS = 3,    /* of more years there are no months */
    LEAST_HEIGHT = 30,      /* thousandths: two pixels, to be seen */
    WIDE_BARS = 12          /* so few that a label fits under each */
};

struct chart {
    struct pen *w;
    const struct cvd_request *q;
    bool limited;           /* to some time */
    bool linked;
};

/* ---- what is chosen -------------------------------------------------- */

static bool has_time(const struct cvd_request *q)
{
    return q->from.len || q->to.len || cvd_request_filters(q, CVD_F_YEAR);
}

static bool is_chosen(const struct chart *c, const char *name)
{
    struct cvd_str year = { name, AXIS_YEAR_LEN };

    return c->limited && axis_is_within(name, c->q->from, c->q->to) &&
           (!cvd_request_filters(c->q, CVD_F_YEAR) ||
            link_has_filter(c->q, CVD_F_YEAR, year));
}

/* The years of which the months are shown: those chosen, or else all, if they
 * are few. */
static bool choose_months(const struct chart *c, const struct axis *years,
                          unsigned *first, unsigned *last)
{
    bool any = false;

    for (size_t i = 0; i < years->count; i++) {
        if (c->limited && !is_chosen(c, years->bars[i].name))
            continue;
        *last = axis_year(years->bars[i].name);
        if (!any)
            *first = *last;
        any = true;
    }
    return any && *last - *first < MONTHS_OF_YEARS;
}

/* ---- bars ------------------------------------------------------------ */

/* 1 to 12, in figures. */
static const char *month_text(const char *name)
{
    const char *month = name + AXIS_YEAR_LEN + 1;

    return *month == '0' ? month + 1 : month;
}

/* As it is read: 2023, 8/2023. */
static void period_text(struct pen *w, const char *name)
{
    if (axis_month(name)) {
        pen_markup(w, month_text(name));
        pen_markup(w, "/");
    }
    pen_text(w, (struct cvd_str){ name, AXIS_YEAR_LEN });
}

static void span_text(struct pen *w, const char *first, const char *last)
{
    period_text(w, first);
    if (strcmp(first, last) != 0) {
        pen_markup(w, "–");
        period_text(w, last);
    }
}

static void bar_label(struct pen *w, const struct bar *b)
{
    period_text(w, b->name);
    pen_say(w, T_COLON);
    pen_counted(w, b->count, T_DOCUMENT, T_DOCUMENTS);
}

/* An empty string: no limit there. */
static void link_time(const struct chart *c, const char *from, const char *to)
{
    struct search_link l = link_to(c->w, c->q);

    l.from = cvd_str_from(from);
    l.to = cvd_str_from(to);
    l.any_year = true;
    pen_markup(c->w, "href=\"");
    link_search(c->w, &l);
    pen_markup(c->w, "\"");
}

static void percent(struct pen *w, const char *attribute, unsigned thousandths)
{
    pen_markup(w, attribute);
    pen_number(w, thousandths / 10);
    pen_markup(w, ".");
    pen_number(w, thousandths % 10);
    pen_markup(w, "%\"");
}

static void bar_drawn(struct pen *w, const struct bar *b, uint64_t most)
{
    /* Counts are of documents: far from where this would overflow. */
    unsigned height = (unsigned)(b->count * 1000 / most);

    if (height < LEAST_HEIGHT)
        height = LEAST_HEIGHT;
    pen_markup(w, "<svg aria-hidden=\"true\"><rect x=\"10%\" width=\"80%\"");
    percent(w, " y=\"", 1000 - height);
    percent(w, " height=\"", height);
    pen_markup(w, "></rect></svg>");
}

/* Under a month its number where there are those of one year, else under the
 * first of a year the year. */
static void tick(struct pen *w, const struct bar *b, bool one_year)
{
    if (!b->labelled)
        return;
    pen_markup(w, "<span class=\"tick\" aria-hidden=\"true\">");
    if (axis_month(b->name) && one_year)
        pen_markup(w, month_text(b->name));
    else
        pen_text(w, (struct cvd_str){ b->name, AXIS_YEAR_LEN });
    pen_markup(w, "</span>");
}

static void bar_begin(const struct chart *c, const struct bar *b, bool chosen)
{
    struct pen *w = c->w;

    if (!c->linked) {
        pen_markup(w, "<span class=\"bar\" title=\"");
        bar_label(w, b);
        pen_markup(w, "\">");
        return;
    }
    /* The id is what finds it again on the next page. */
    pen_markup(w, "<a class=\"bar\" id=\"time-");
    pen_markup(w, b->name);
    pen_markup(w, "\" draggable=\"false\" ");
    link_time(c, b->name, b->name);
    pen_markup(w, chosen ? " aria-current=\"true\"" : "");
    pen_markup(w, " title=\"");
    bar_label(w, b);
    pen_markup(w, "\" aria-label=\"");
    bar_label(w, b);
    pen_markup(w, "\">");
}

static void bar_line(const struct chart *c, const struct axis *a,
                     const struct bar *b, bool chosen)
{
    struct pen *w = c->w;

    pen_markup(w, "<li data-period=\"");
    pen_markup(w, b->name);
    pen_markup(w, "\" data-count=\"");
    pen_number(w, b->count);
    pen_markup(w, "\"");
    if (chosen)
        pen_markup(w, b->after_break ? " class=\"chosen break\""
                                     : " class=\"chosen\"");
    else if (b->after_break)
        pen_markup(w, " class=\"break\"");
    if (!b->count)
        pen_markup(w, " aria-hidden=\"true\"");
    pen_markup(w, ">");
    if (b->count) {
        bar_begin(c, b, chosen);
        bar_drawn(w, b, a->most);
    }
    tick(w, b, a->count == AXIS_MONTHS);
    if (b->count)
        pen_markup(w, c->linked ? "</a>" : "</span>");
    pen_markup(w, "</li>\n");
}

/* Whether some bars are chosen and others are not: else none stands out. */
static bool some_stand_out(const struct chart *c, const struct axis *a)
{
    for (size_t i = 0; c->limited && i < a->count; i++)
        if (!is_chosen(c, a->bars[i].name))
            return true;
    return false;
}

static void bars(const struct chart *c, const struct axis *a,
                 const char *class, enum page_text says)
{
    struct pen *w = c->w;
    bool marked = some_stand_out(c, a);

    pen_markup(w, "<div class=\"plot\"><span class=\"most\" "
                  "aria-hidden=\"true\">");
    pen_count(w, a->most);
    pen_markup(w, "</span>\n<ol class=\"bars ");
    pen_markup(w, class);
    pen_markup(w, a->count <= WIDE_BARS ? " wide" : "");
    pen_markup(w, marked ? " limited\" aria-label=\"" : "\" aria-label=\"");
    pen_say(w, says);
    pen_markup(w, "\">\n");
    for (size_t i = 0; i < a->count; i++)
        bar_line(c, a, &a->bars[i],
                 marked && is_chosen(c, a->bars[i].name));
    pen_markup(w, "</ol></div>\n");
}

/* ---- beside the bars ------------------------------------------------- */

static void limit(struct pen *w, enum page_text alone, struct cvd_str iso,
                  bool both)
{
    if (!both) {
        pen_say(w, alone);
        pen_markup(w, " ");
    }
    pen_date(w, iso);
}

/* What the bars are of, or what of it is chosen. */
static void said(const struct chart *c, const struct axis *years)
{
    struct pen *w = c->w;
    const struct cvd_request *q = c->q;
    bool both = q->from.len && q->to.len;

    pen_markup(w, "<p class=\"time\"><span class=\"said\">");
    if (!c->limited)
        span_text(w, years->bars[0].name, years->bars[years->count - 1].name);
    if (q->from.len)
        limit(w, T_SINCE, q->from, both);
    if (both && !cvd_str_equal(q->from, q->to))
        pen_markup(w, "–");
    if (q->to.len && !(both && cvd_str_equal(q->from, q->to)))
        limit(w, T_UP_TO, q->to, both);
    pen_markup(w, "</span>");
    if (c->limited) {
        pen_markup(w, " <a class=\"any-time\" ");
        link_time(c, "", "");
        pen_markup(w, ">");
        pen_say(w, T_ANY_TIME);
        pen_markup(w, "</a>");
    }
    pen_markup(w, "</p>\n");
}

/* Above the months: of which years, and all of these, where less is chosen. */
static void months_head(const struct chart *c, const struct axis *months)
{
    struct pen *w = c->w;
    char first[sizeof months->bars->name] = "";
    char last[sizeof months->bars->name] = "";
    bool parts = c->q->from.len > AXIS_YEAR_LEN ||
                 c->q->to.len > AXIS_YEAR_LEN;

    memcpy(first, months->bars[0].name, AXIS_YEAR_LEN);
    memcpy(last, months->bars[months->count - 1].name, AXIS_YEAR_LEN);
    pen_markup(w, "<p class=\"time\"><span>");
    pen_say(w, T_MONTHS_OF);
    pen_say(w, T_COLON);
    span_text(w, first, last);
    pen_markup(w, "</span>");
    if (parts) {
        pen_markup(w, " <a class=\"whole-years\" ");
        link_time(c, first, last);
        pen_markup(w, ">");
        pen_say(w, T_WHOLE_YEARS);
        pen_markup(w, " ");
        span_text(w, first, last);
        pen_markup(w, "</a>");
    }
    pen_markup(w, "</p>\n");
}

/* Documents of `years` between those of the first and of the last month, less
 * what has a month. */
static uint64_t coarse_in(const struct axis *years,
                          const struct axis *months)
{
    unsigned first = axis_year(months->bars[0].name);
    unsigned last = axis_year(months->bars[months->count - 1].name);
    uint64_t all = 0, dated = 0;

    for (size_t i = 0; i < years->count; i++) {
        unsigned year = axis_year(years->bars[i].name);
        if (year >= first && year <= last)
            all += years->bars[i].count;
    }
    for (size_t i = 0; i < months->count; i++)
        dated += months->bars[i].count;
    return all - dated;
}

static void counted(struct pen *w, bool *first, uint64_t n,
                    enum page_text one, enum page_text many)
{
    if (!n)
        return;
    pen_between(w, first);
    pen_counted(w, n, one, many);
}

/* Years for which there is no room: before the first bar, after the last. */
static void outside(const struct chart *c, bool *first, uint64_t n,
                    const char *name, bool before)
{
    struct pen *w = c->w;

    if (!n)
        return;
    pen_between(w, first);
    pen_count(w, n);
    pen_markup(w, " ");
    pen_say(w, before ? T_BEFORE_BARS : T_AFTER_BARS);
    pen_markup(w, " ");
    pen_markup(w, name);
}

static void not_drawn(const struct chart *c, const struct axis *years,
                      uint64_t coarse, uint64_t undated)
{
    struct pen *w = c->w;
    bool first = true;

    if (!years->before && !years->after && !coarse && !undated)
        return;
    pen_markup(w, "<p class=\"not-drawn hint\">");
    outside(c, &first, years->before, years->bars[0].name, true);
    outside(c, &first, years->after, years->bars[years->count - 1].name,
            false);
    counted(w, &first, coarse, T_COARSE_1, T_COARSE_N);
    counted(w, &first, undated, T_UNDATED_1, T_UNDATED_N);
    pen_markup(w, "</p>\n");
}

/* ---- all of it ------------------------------------------------------- */

static void charts(const struct chart *c, const struct axis *years,
                   const struct axis *months, uint64_t undated)
{
    bool by_month = months->most > 0;

    said(c, years);
    /* One year of which there are months would be a single bar. */
    if (years->count > 1 || !by_month)
        bars(c, years, "years", T_BY_YEAR);
    if (by_month) {
        months_head(c, months);
        bars(c, months, "months", T_BY_MONTH);
    }
    not_drawn(c, years, by_month ? coarse_in(years, months) : 0, undated);
}

static enum cvd_status chart(const struct chart *c,
                             const struct cvd_result *anytime)
{
    struct cvd_timeline by_year = { 0 }, by_month = { 0 };
    struct axis years = { 0 }, months = { 0 };
    unsigned first = 0, last = 0;
    enum cvd_status st = cvd_timeline_count(anytime, CVD_UNIT_YEAR,
                                            &by_year);

    if (st == CVD_OK)
        st = axis_years(&by_year, &years);
    if (st == CVD_OK && choose_months(c, &years, &first, &last)) {
        st = cvd_timeline_count(anytime, CVD_UNIT_MONTH, &by_month);
        if (st == CVD_OK)
            st = axis_months(&by_month, first, last, &months);
    }
    if (st == CVD_OK && years.count)
        charts(c, &years, &months, by_year.undated);
    axis_release(&months);
    axis_release(&years);
    cvd_timeline_release(&by_month);
    cvd_timeline_release(&by_year);
    return st;
}

void found_times(struct pen *w, const struct cvd_request *q,
                 const struct cvd_result *anytime)
{
    struct search_link l = link_to(w, q);
    struct chart c = { w, q, has_time(q),
                       link_is_short(&l) };

    pen_markup(w, "<section class=\"facet dates\" "
                  "aria-labelledby=\"time-title\">\n"
                  "<h3 id=\"time-title\">");
    pen_say(w, T_TIME);
    pen_markup(w, "</h3>\n");
    if (anytime && w->status == CVD_OK) {
        enum cvd_status st = chart(&c, anytime);
        if (w->status == CVD_OK)
            w->status = st;
    }
    found_dates(w, q);
    pen_markup(w, "</section>\n");
}
