/* filters.c - what narrows an answer: filters at work, facets. */
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

bool found_is_as_of(const struct cvd_filter *f)
{
    return f->field == CVD_F_PROVINCE && f->value.len && *f->value.ptr == '=';
}

struct cvd_str found_label(const struct cvd_result *r,
                           const struct cvd_filter *f)
{
    if (found_is_as_of(f))
        return cvd_value_label(f->field, (struct cvd_str){ f->value.ptr + 1,
                                                           f->value.len - 1 });
    struct cvd_str label = cvd_value_label(f->field, f->value);
    struct cvd_str other = facet_label(r, f);

    /* A campaign of the user's own has a name only there. */
    return cvd_str_equal(label, f->value) && other.len ? other : label;
}

/* ---- filters at work ------------------------------------------------- */

static void chip_end(struct pen *w)
{
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
    pen_say(w, T_COLON);
    pen_short(w, found_label(r, f));
    if (found_is_as_of(f))
        pen_say(w, T_WHEN_ISSUED);
    else if (f->field == CVD_F_PROVINCE)
        found_province_now(w, f->value);
    chip_end(w);
}

static void date_chip(struct pen *w, const struct search_link *l,
                      enum page_text says, struct cvd_str date)
{
    chip_begin(w, l);
    pen_say(w, says);
    pen_say(w, T_COLON);
    pen_date(w, date);
    chip_end(w);
}

static void date_chips(struct pen *w, const struct cvd_request *q)
{
    struct search_link l = link_to(w, q);

    if (q->from.len) {
        l.from.len = 0;
        date_chip(w, &l, T_FROM, q->from);
        l.from = q->from;
    }
    if (q->to.len) {
        l.to.len = 0;
        date_chip(w, &l, T_TO, q->to);
    }
}

void found_chips(struct pen *w, const struct cvd_request *q,
                 const struct cvd_result *r)
{
    size_t count = q->filter_count + (q->from.len > 0) + (q->to.len > 0);
    struct search_link none = link_to(w, q);

    if (!count)
        return;
    pen_markup(w, "<div class=\"filtering\">\n"
                  "<p id=\"active\" class=\"lead-in\">");
    pen_say(w, T_ACTIVE);
    pen_markup(w, "</p>\n<ul class=\"chips\" aria-labelledby=\"active\">"
                  "\n");
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
    pen_markup(w, "</ul>\n</div>\n");
}

/* ---- facets ---------------------------------------------------------- */

void found_value_text(struct pen *w, struct cvd_str label, uint64_t count)
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
void found_value(struct pen *w, const struct cvd_request *q,
                 enum cvd_field field, const struct cvd_facet_value *v,
                 struct cvd_str label)
{
    struct search_link l = link_to(w, q);
    bool by_name = link_has_filter(q, field, label);
    bool active = by_name || link_has_filter(q, field, v->value);
    struct cvd_filter f = { field, by_name ? label : v->value };

    pen_markup(w, "<li>");
    if (!cvd_fields[field].filter || (!active && !link_is_short(&l))) {
        pen_markup(w, "<span class=\"value\">");
        found_value_text(w, label, v->count);
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
    found_value_text(w, label, v->count);
    pen_markup(w, "</a></li>\n");
}

static void facet(struct pen *w, const struct cvd_request *q,
                  const struct cvd_facet *f, const struct cvd_str *labels)
{
    size_t count = f->count < PAGE_FACET_VALUES ? f->count
                                                : PAGE_FACET_VALUES;
    /* A fold for one value would take as much room as the value. */
    size_t shown = count > VALUES_SHOWN + 1 ? VALUES_SHOWN : count;

    pen_markup(w, "<section class=\"facet ");
    pen_markup(w, cvd_fields[f->field].name);
    pen_markup(w, "\">\n<h3>");
    pen_field(w, f->field);
    pen_markup(w, "</h3>\n<ul>\n");
    for (size_t k = 0; k < shown; k++)
        found_value(w, q, f->field, &f->values[k], labels[k]);
    pen_markup(w, "</ul>\n");
    if (shown < count) {
        pen_markup(w, "<details><summary>");
        pen_say(w, T_MORE_VALUES);
        pen_markup(w, "</summary>\n<ul>\n");
        for (size_t k = shown; k < count; k++)
            found_value(w, q, f->field, &f->values[k], labels[k]);
        pen_markup(w, "</ul></details>\n");
    }
    pen_markup(w, "</section>\n");
}

void found_filters(struct pen *w, const struct cvd_request *q,
                   const struct page_found *found)
{
    const struct cvd_result *r = found->result;
    const struct cvd_str *labels = r->labels;

    pen_markup(w, "<aside id=\"filters\" class=\"filters\" tabindex=\"-1\" "
                  "aria-labelledby=\"filters-title\">\n"
                  "<h2 id=\"filters-title\">");
    pen_say(w, T_FILTERS);
    pen_markup(w, "</h2>\n");
    found_times(w, q, found->anytime);
    if (r->total) {
        pen_markup(w, "<p class=\"time-take\"><a href=\"#take\">");
        pen_say(w, T_TAKE_TIME);
        pen_markup(w, "</a></p>\n");
    }
    for (size_t i = 0; i < r->answer.facet_count; i++) {
        const struct cvd_facet *f = &r->answer.facets[i];
        if (f->field == CVD_F_PROVINCE)
            found_places(w, q, found);
        else if (f->count && f->field != CVD_F_DATE)
            facet(w, q, f, labels);
        labels += f->count;
    }
    if (r->count) {
        pen_markup(w, "<p class=\"to-results\"><a href=\"#main\">");
        pen_say(w, T_TO_RESULTS);
        pen_markup(w, "</a></p>\n");
    }
    pen_markup(w, "</aside>\n");
}
