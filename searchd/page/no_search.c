/* no_search.c - why a search could not be read, in the reader's language; what
 * programs are told is English. */
#include "base/limits.h"
#include "searchd/page/found.h"

/* ---- which parameter it was ------------------------------------------- */

static bool is_query(struct cvd_str s)
{
    return s.len <= CVD_QUERY_BYTES_MAX;
}

/* Whether `s` is a number up to `max`. */
static bool is_up_to(struct cvd_str s, unsigned max)
{
    unsigned n = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        n = n * 10 + (unsigned)(s.ptr[i] - '0');
        if (n > max)
            return false;
    }
    return true;
}

static bool is_limit(struct cvd_str s)
{
    return is_up_to(s, CVD_LIMIT_MAX);
}

static bool is_offset(struct cvd_str s)
{
    return is_up_to(s, CVD_OFFSET_MAX);
}

static bool is_year(struct cvd_str s)
{
    return !s.len || (s.len == 4 && is_up_to(s, 9999));
}

/* Nothing else being wrong, a date is. */
static bool is_absent(struct cvd_str s)
{
    return !s.len;
}

static const struct {
    const char *name;
    bool (*is_good)(struct cvd_str value);
    enum page_text says;
} checks[] = {
    { "q", is_query, T_BAD_QUERY },     { "limit", is_limit, T_BAD_NUMBER },
    { "offset", is_offset, T_BAD_NUMBER }, { "year", is_year, T_BAD_YEAR },
    { "from", is_absent, T_BAD_DATE },  { "to", is_absent, T_BAD_DATE },
};

/* What the search page could not read, in the reader's language; the count of
 * texts where it is something that no field of the page asks for. */
static enum page_text what_is_bad(const struct uri *uri)
{
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        for (size_t k = 0; k < uri->param_count; k++)
            if (cvd_str_equal(uri->params[k].name,
                              cvd_str_from(checks[i].name)) &&
                !checks[i].is_good(uri->params[k].value))
                return checks[i].says;
    return PAGE_TEXT_COUNT;
}

/* ---- the page -------------------------------------------------------- */

static void why(struct pen *w, struct cvd_str detail)
{
    enum page_text bad = what_is_bad(w->page->uri);
    bool english = w->page->lang == PAGE_EN;
    bool known = bad != PAGE_TEXT_COUNT;

    if (known || !english) {
        pen_markup(w, "<p>");
        pen_say(w, known ? bad : T_E400_SAY);
        pen_markup(w, "</p>\n");
    }
    if (known)
        return;
    pen_markup(w, english ? "<p>" : "<p class=\"hint\" lang=\"en\">");
    pen_text(w, detail);
    pen_markup(w, "</p>\n");
}

bool found_no_search(struct pen *w, struct cvd_str detail)
{
    const struct page *p = w->page;
    struct search_link l = link_to(w, NULL);

    if (!p->uri || p->uri->segment_count)
        return false;
    why(w, detail);
    l.query = uri_value(p->uri, "q");
    if (!cvd_str_trim(l.query).len || !link_is_short(&l))
        return true;
    pen_markup(w, "<p><a href=\"");
    link_search(w, &l);
    pen_markup(w, "\">");
    pen_say(w, T_SEARCH_AGAIN);
    pen_markup(w, "</a></p>\n");
    return true;
}
