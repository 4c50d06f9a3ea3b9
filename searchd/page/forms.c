/* forms.c - the same answer in other forms: to be kept, to be followed. */
#include "searchd/page/found.h"

enum { CONTEXTS = 1000 }; /* lines of a concordance that are asked for */

/* What is only there for some. */
enum { WITH_ROWS = 1, FOR_EXPORTS = 2, FOR_WORDS = 4 };

static const struct form {
    const char *path;
    enum page_text says;
    const char *file;  /* to be saved under this name; NULL: to be looked at */
    unsigned limit;    /* of it; 0: that of the page */
    unsigned flags;
} forms[] = {
    { "/api/v1/export?format=csv", T_CSV, "cvdsearch.csv", PAGE_HITS,
      WITH_ROWS | FOR_EXPORTS },
    { "/feed.atom", T_FEED, NULL, 0, 0 },
    { "/api/v1/export?format=jsonl", T_JSONL, "cvdsearch.jsonl", PAGE_HITS,
      FOR_EXPORTS },
    { "/api/v1/graph?format=graphml", T_GRAPHML, "cvdsearch.graphml",
      PAGE_HITS, 0 },
    { "/api/v1/kwic", T_KWIC, NULL, CONTEXTS, FOR_WORDS },
    { "/api/v1/search", T_JSON, NULL, 0, 0 },
};

/* Orders of a concordance are others, and its first is that of the text. */
static struct search_link link_of(const struct pen *w, const struct form *f,
                                  const struct cvd_request *q)
{
    struct search_link l = link_to(w, q);

    l.path = f->path;
    if (f->limit)
        l.limit = f->limit;
    if (f->flags & FOR_WORDS)
        l.sort = CVD_SORT_RELEVANCE;
    return l;
}

static void one(struct pen *w, const struct form *f,
                const struct cvd_request *q, const struct cvd_result *r)
{
    struct search_link l = link_of(w, f, q);

    pen_markup(w, "<li><a");
    if (f->file) {
        pen_markup(w, " download=\"");
        pen_markup(w, f->file);
        pen_markup(w, "\"");
    }
    pen_markup(w, " href=\"");
    link_search(w, &l);
    pen_markup(w, "\">");
    pen_say(w, f->says);
    pen_markup(w, "</a>");
    if (f->flags & WITH_ROWS && r->total_is_exact) {
        pen_markup(w, " <span class=\"count\">");
        pen_counted(w, r->total, T_ROW, T_ROWS);
        pen_markup(w, "</span>");
    }
    pen_markup(w, "</li>\n");
}

/* What would be refused, or say nothing, is not offered. */
static bool is_offered(const struct pen *w, const struct form *f,
                       const struct cvd_request *q)
{
    return !(f->flags & FOR_EXPORTS && !w->page->exports) &&
           !(f->flags & FOR_WORDS && !cvd_str_trim(q->query).len);
}

void found_forms(struct pen *w, const struct cvd_request *q,
                 const struct cvd_result *r)
{
    pen_markup(w, "<section class=\"take\" aria-labelledby=\"take\">\n"
                  "<h2 id=\"take\">");
    pen_say(w, T_TAKE);
    pen_markup(w, "</h2>\n<ul>\n");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (is_offered(w, &forms[i], q))
            one(w, &forms[i], q, r);
    pen_markup(w, "</ul>\n</section>\n");
}
