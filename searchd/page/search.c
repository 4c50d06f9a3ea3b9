/* search.c - the search page: the form alone, or an answer. */
#include "searchd/page/found.h"
#include "searchd/page/frame.h"

#include <stdio.h>

/* ---- nothing asked yet ----------------------------------------------- */

static void home(struct pen *w)
{
    pen_markup(w, "<h1>");
    pen_say(w, T_HOME);
    pen_markup(w, "</h1>\n<p class=\"lead\">");
    pen_say(w, T_HOLDS);
    pen_markup(w, " ");
    pen_counted(w, w->page->documents, T_DOCUMENT, T_DOCUMENTS);
    pen_markup(w, ".</p>\n");
    found_examples(w);
    found_help(w);
}

/* ---- an answer ------------------------------------------------------- */

/* An estimate to the three figures that mean something. */
static uint64_t rounded(uint64_t n)
{
    uint64_t unit = 1;

    while (n / unit >= 1000)
        unit *= 10;
    return (n + unit / 2) / unit * unit;
}

static void took(struct pen *w, double ms)
{
    char figures[32];

    (void)snprintf(figures, sizeof figures, "%.1f", ms);
    char *point = strchr(figures, '.');
    if (point && w->page->lang == PAGE_VI)
        *point = ',';
    pen_markup(w, " <span class=\"took\">");
    pen_text(w, cvd_str_from(figures));
    pen_markup(w, " ms</span>");
}

/* How many have all that was asked, where others follow that have some of the
 * words: a person who counted on a filter's figure sees it here. */
static void whole_and_rest(struct pen *w, const struct cvd_result *r)
{
    pen_counted(w, r->whole, T_DOCUMENT, T_DOCUMENTS);
    pen_markup(w, " <span class=\"some-words\">");
    pen_say(w, T_AND);
    pen_markup(w, " ");
    pen_count(w, r->total - r->whole);
    pen_markup(w, " ");
    pen_say(w, T_OF_SOME_WORDS);
    pen_markup(w, "</span>");
}

/* Whether copies were passed over, and how many are left is known. */
static bool folds(const struct cvd_request *q, const struct cvd_result *r)
{
    return q->fold && r->left_is_exact && r->left < r->total;
}

static void total(struct pen *w, const struct cvd_request *q,
                  const struct cvd_result *r)
{
    pen_markup(w, "<h1 class=\"total\">");
    if (!r->total) {
        pen_say(w, T_FOUND_NOTHING);
    } else if (r->whole && r->whole < r->total && r->total_is_exact) {
        whole_and_rest(w, r);
    } else {
        if (!r->total_is_exact) {
            pen_say(w, T_ABOUT);
            pen_markup(w, " ");
        }
        pen_counted(w, r->total_is_exact ? r->total : rounded(r->total),
                    T_DOCUMENT, T_DOCUMENTS);
    }
    if (folds(q, r)) {
        pen_markup(w, "<span class=\"some-words\">, ");
        pen_say(w, T_LEFT);
        pen_markup(w, " ");
        pen_count(w, r->left);
        pen_markup(w, "</span>");
    }
    took(w, r->took_ms);
    pen_markup(w, "</h1>\n");
}

static void sort_links(struct pen *w, const struct cvd_request *q)
{
    static const struct {
        enum cvd_sort sort;
        enum page_text says;
    } sorts[] = { { CVD_SORT_RELEVANCE, T_RELEVANCE },
                  { CVD_SORT_NEWEST, T_NEWEST },
                  { CVD_SORT_OLDEST, T_OLDEST } };
    struct search_link l = link_to(w, q);

    pen_markup(w, "<nav class=\"sort\" aria-label=\"");
    pen_say(w, T_SORT);
    pen_markup(w, "\"><ul>\n");
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        l.sort = sorts[i].sort;
        pen_markup(w, "<li><a href=\"");
        link_search(w, &l);
        pen_markup(w, l.sort == q->sort ? "\" aria-current=\"true\">"
                                        : "\">");
        pen_say(w, sorts[i].says);
        pen_markup(w, "</a></li>\n");
    }
    pen_markup(w, "</ul></nav>\n");
}

/* Nothing where folding changes nothing. */
static void fold_link(struct pen *w, const struct cvd_request *q,
                      const struct cvd_result *r)
{
    struct search_link l = link_to(w, q);

    if (q->fold && r->left_is_exact && r->left == r->total)
        return;
    l.every_copy = q->fold;
    pen_markup(w, "<p class=\"folding\"><a id=\"folding\" href=\"");
    link_search(w, &l);
    pen_markup(w, "\">");
    pen_say(w, q->fold ? T_UNFOLD : T_FOLD);
    pen_markup(w, "</a></p>\n");
}

static void suggestion(struct pen *w, const struct cvd_request *q,
                       const struct cvd_result *r)
{
    struct search_link l = link_to(w, q);

    if (!r->suggestion.len)
        return;
    l.query = cvd_buf_str(&r->suggestion);
    pen_markup(w, "<p class=\"meant\">");
    pen_say(w, T_MEANT);
    pen_say(w, T_COLON);
    pen_markup(w, "<a lang=\"vi\" href=\"");
    link_search(w, &l);
    pen_markup(w, "\">");
    pen_isolated(w, l.query);
    pen_markup(w, "</a></p>\n");
}

/* Those of the library there are in both languages. */
static void warning(struct pen *w, const char *text)
{
    const char *english =
        w->page->lang == PAGE_EN ? cvd_warning_english(text) : NULL;

    pen_markup(w, "<li");
    if (!english)
        pen_vietnamese(w);
    pen_markup(w, ">");
    pen_text(w, cvd_str_from(english ? english : text));
    pen_markup(w, "</li>\n");
}

static void warnings(struct pen *w, const struct cvd_result *r)
{
    if (!r->warning_count)
        return;
    pen_markup(w, "<ul class=\"notes\" aria-label=\"");
    pen_say(w, T_NOTES);
    pen_markup(w, "\">\n");
    for (size_t i = 0; i < r->warning_count; i++)
        warning(w, r->warnings[i]);
    pen_markup(w, "</ul>\n");
}

static void past_end(struct pen *w, const struct cvd_request *q)
{
    struct search_link l = link_to(w, q);

    pen_markup(w, "<p class=\"none\">");
    pen_say(w, T_PAST_END);
    pen_markup(w, " <a href=\"");
    link_search(w, &l);
    pen_markup(w, "\">");
    pen_say(w, T_FIRST_PAGE);
    pen_markup(w, "</a></p>\n");
}

static void answer(struct pen *w, const struct cvd_request *q,
                   const struct page_found *f)
{
    const struct cvd_result *r = f->result;

    pen_markup(w, "<div class=\"answer\">\n");
    found_help(w);
    pen_markup(w, "<div class=\"over\">\n");
    total(w, q, r);
    if (r->count) {
        sort_links(w, q);
        fold_link(w, q, r);
    }
    pen_markup(w, "</div>\n");
    found_understood(w, q, r);
    found_chips(w, q, r);
    if (!f->ways) /* among which it is, if it finds anything */
        suggestion(w, q, r);
    warnings(w, r);
    if (r->count) {
        pen_markup(w, "<p class=\"to-filters\"><a href=\"#filters\">");
        pen_say(w, T_TO_FILTERS);
        pen_markup(w, "</a></p>\n");
        found_hits(w, q, r);
    } else if (!r->total) {
        found_ways_out(w, q, r, f->ways);
    } else if (q->offset) {
        past_end(w, q);
    }
    found_pages(w, q, r);
    if (r->total)
        found_forms(w, q, r);
    pen_markup(w, "</div>\n");
    found_filters(w, q, f);
}

enum cvd_status page_search(const struct page *p,
                            const struct cvd_request *q,
                            const struct page_found *f, struct cvd_buf *out)
{
    struct pen w = pen_on(p, out);
    struct frame frame = { .kind = f ? "found" : "home",
                           .title = q->query,
                           .q = q };

    frame_begin(&w, &frame);
    if (f)
        answer(&w, q, f);
    else
        home(&w);
    frame_end(&w);
    return w.status;
}
