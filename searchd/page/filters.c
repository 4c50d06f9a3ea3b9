/* filters.c - what narrows an answer: filters at work, facets, dates. */
#include "searchd/page/found.h"

enum { VALUES_SHOWN = 6 }; /* of a facet before the fold */

/* The label that an answer's facets have for a value; empty: none. */
static struct cvd_str facet_label(const struct cvd_result *r,
                                  const struct cvd_filter *f)
{
    const struct cvd_str *label = r->labels;

    for (size_t i = 0; i < r->answer.facet_count; i++) {
        const struct cvd_facet *facet = &r->answer.facets[i];
        for (size_t k = 0; k < facet->count; k++, label++)
            if (facet->field == f->field &&
                cvd_str_equal(facet->values[k].value, f->value))
                return *label;
    }
    return (struct cvd_str){ NULL, 0 };
}

struct cvd_str found_label(const struct cvd_result *r,
                           const struct cvd_filter *f)
{
    struct cvd_str label = cvd_value_label(f->field, f->value);
    struct cvd_str other = facet_label(r, f);

    /* A campaign of the user's own has a name only there. */
    return cvd_str_equal(label, f->value) && other.len ? other : label;
}

/* ---- filters at work ------------------------------------------------- */

static void chip_text(struct pen *w, struct cvd_str label)
{
    pen_say(w, T_COLON);
    pen_short(w, label);
    pen_markup(w, " <span class=\"cross\" aria-hidden=\"true\">×</span>"
                  "</a></li>\n");
}

static void chip_begin(struct pen *w, const struct search_link *l)
{
    pen_markup(w, "<li><a href=\"");
    link_search(w, l);
    pen_markup(w, "\"><span class=\"unseen\">");
    pen_say(w, T_DROP);
    pen_markup(w, " </span>");
}

static void filter_chip(struct pen *w, const struct cvd_request *q,
                        const struct cvd_result *r,
                        const struct cvd_filter *f)
{
    struct search_link l = link_to(w, q);

    l.dropped = *f;
    chip_begin(w, &l);
    pen_field(w, f->field);
    chip_text(w, found_label(r, f));
}

static void date_chips(struct pen *w, const struct cvd_request *q)
{
    struct search_link l = link_to(w, q);

    if (q->from.len) {
        l.from.len = 0;
        chip_begin(w, &l);
        pen_say(w, T_FROM);
        chip_text(w, q->from);
        l.from = q->from;
    }
    if (q->to.len) {
        l.to.len = 0;
        chip_begin(w, &l);
        pen_say(w, T_TO);
        chip_text(w, q->to);
    }
}

void found_chips(struct pen *w, const struct cvd_request *q,
                 const struct cvd_result *r)
{
    size_t count = q->filter_count + (q->from.len > 0) + (q->to.len > 0);
    struct search_link none = link_to(w, q);

    if (!count)
        return;
    pen_markup(w, "<ul class=\"chips\" aria-label=\"");
    pen_say(w, T_ACTIVE);
    pen_markup(w, "\">\n");
    for (size_t i = 0; i < q->filter_count; i++)
        filter_chip(w, q, r, &q->filters[i]);
    date_chips(w, q);
    if (count > 1) {
        none.filter_count = none.from.len = none.to.len = 0;
        pen_markup(w, "<li class=\"all\"><a href=\"");
        link_search(w, &none);
        pen_markup(w, "\">");
        pen_say(w, T_DROP_ALL);
        pen_markup(w, "</a></li>\n");
    }
    pen_markup(w, "</ul>\n");
}

/* ---- facets ---------------------------------------------------------- */

static void value_text(struct pen *w, struct cvd_str label, uint64_t count)
{
    pen_markup(w, "<span class=\"label\"");
    pen_vietnamese(w);
    pen_markup(w, ">");
    pen_short(w, label);
    pen_markup(w, "</span> <span class=\"count\">");
    pen_count(w, count);
    pen_markup(w, "</span>");
}

/* A value: a link that adds it, or takes it off where it is at work.  A person
 * may have written its name in place of its code. */
static void value_line(struct pen *w, const struct cvd_request *q,
                       enum cvd_field field,
                       const struct cvd_facet_value *v,
                       struct cvd_str label)
{
    struct search_link l = link_to(w, q);
    bool by_name = link_has_filter(q, field, label);
    bool active = by_name || link_has_filter(q, field, v->value);
    struct cvd_filter f = { field, by_name ? label : v->value };

    pen_markup(w, "<li>");
    if (!cvd_fields[field].filter || (!active && !link_is_short(&l))) {
        pen_markup(w, "<span class=\"value\">");
        value_text(w, label, v->count);
        pen_markup(w, "</span></li>\n");
        return;
    }
    if (active)
        l.dropped = f;
    else
        l.added = f;
    pen_markup(w, "<a class=\"value\" data-field=\"");
    pen_markup(w, cvd_fields[field].name);
    pen_markup(w, "\" data-value=\"");
    pen_text(w, v->value);
    pen_markup(w, "\" href=\"");
    link_search(w, &l);
    pen_markup(w, active ? "\" aria-current=\"true\">" : "\">");
    value_text(w, label, v->count);
    pen_markup(w, "</a></li>\n");
}

static void facet(struct pen *w, const struct cvd_request *q,
                  const struct cvd_facet *f, const struct cvd_str *labels)
{
    /* A fold for one value would take as much room as the value. */
    size_t shown = f->count > VALUES_SHOWN + 1 ? VALUES_SHOWN : f->count;

    pen_markup(w, "<section class=\"facet ");
    pen_markup(w, cvd_fields[f->field].name);
    pen_markup(w, "\">\n<h3>");
    pen_field(w, f->field);
    pen_markup(w, "</h3>\n<ul>\n");
    for (size_t k = 0; k < shown; k++)
        value_line(w, q, f->field, &f->values[k], labels[k]);
    pen_markup(w, "</ul>\n");
    if (shown < f->count) {
        pen_markup(w, "<details><summary>");
        pen_say(w, T_MORE_VALUES);
        pen_markup(w, "</summary>\n<ul>\n");
        for (size_t k = shown; k < f->count; k++)
            value_line(w, q, f->field, &f->values[k], labels[k]);
        pen_markup(w, "</ul></details>\n");
    }
    pen_markup(w, "</section>\n");
}

/* Fields of the form at the top of the page. */
static void date_field(struct pen *w, const char *name, enum page_text says,
                       struct cvd_str value)
{
    pen_markup(w, "<p class=\"date\"><label for=\"");
    pen_markup(w, name);
    pen_markup(w, "\">");
    pen_say(w, says);
    pen_markup(w, "</label> <input form=\"search\" type=\"text\" id=\"");
    pen_markup(w, name);
    pen_markup(w, "\" name=\"");
    pen_markup(w, name);
    pen_markup(w, "\" size=\"10\" maxlength=\"10\" autocomplete=\"off\" "
                  "pattern=\"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\" "
                  "aria-describedby=\"date-hint\" title=\"");
    pen_say(w, T_DATE_HINT);
    pen_markup(w, "\" value=\"");
    pen_text(w, value);
    pen_markup(w, "\"></p>\n");
}

static void dates(struct pen *w, const struct cvd_request *q)
{
    pen_markup(w, "<section class=\"facet dates\">\n<h3>");
    pen_say(w, T_TIME);
    pen_markup(w, "</h3>\n<div class=\"range\">\n");
    date_field(w, "from", T_FROM, q->from);
    date_field(w, "to", T_TO, q->to);
    pen_markup(w, "<button form=\"search\" type=\"submit\">");
    pen_say(w, T_APPLY);
    pen_markup(w, "</button>\n</div>\n<p class=\"hint\" id=\"date-hint\">");
    pen_say(w, T_DATE_HINT);
    pen_markup(w, "</p>\n</section>\n");
}

void found_filters(struct pen *w, const struct cvd_request *q,
                   const struct cvd_result *r)
{
    const struct cvd_str *labels = r->labels;

    pen_markup(w, "<aside id=\"filters\" class=\"filters\" tabindex=\"-1\" "
                  "aria-labelledby=\"filters-title\">\n"
                  "<h2 id=\"filters-title\">");
    pen_say(w, T_FILTERS);
    pen_markup(w, "</h2>\n");
    for (size_t i = 0; i < r->answer.facet_count; i++) {
        const struct cvd_facet *f = &r->answer.facets[i];
        if (f->count)
            facet(w, q, f, labels);
        labels += f->count;
    }
    dates(w, q);
    if (r->count) {
        pen_markup(w, "<p class=\"to-results\"><a href=\"#main\">");
        pen_say(w, T_TO_RESULTS);
        pen_markup(w, "</a></p>\n");
    }
    pen_markup(w, "</aside>\n");
}
