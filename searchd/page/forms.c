/* forms.c - the same answer in other forms: to be kept, to be followed. */
#include "searchd/page/found.h"
#include "searchd/page/saved.h"

enum { CONTEXTS = 1000 }; /* lines of a concordance that are asked for */

/* What is only there for some, and how it is asked for. */
enum {
    WITH_ROWS = 1,
    FOR_EXPORTS = 2,
    FOR_WORDS = 4,
    UNORDERED = 8            /* takes no order of results */
};

struct form {
    const char *path;
    enum page_text says;
    const char *kind, *ending; /* of the name it is saved under; NULL: to be
                                  looked at */
    unsigned limit;    /* of it; 0: that of the page */
    unsigned flags;
};

static const struct form documents[] = {
    { "/api/v1/export?format=csv", T_CSV, "cvdsearch", ".csv", PAGE_HITS,
      WITH_ROWS | FOR_EXPORTS },
    { "/api/v1/export?format=jsonl", T_JSONL, "cvdsearch", ".jsonl",
      PAGE_HITS, FOR_EXPORTS },
    { "/api/v1/search", T_JSON, NULL, NULL, 0, 0 },
    { "/feed.atom", T_FEED, NULL, NULL, 0, 0 },
};

static const struct form times[] = {
    { "/api/v1/timeline?format=svg", T_PICTURE, "thoi-gian", ".svg",
      PAGE_HITS, UNORDERED },
    { "/api/v1/timeline?format=csv", T_TABLE, "thoi-gian", ".csv", PAGE_HITS,
      UNORDERED },
};

static const struct form citations[] = {
    { "/api/v1/graph?format=svg", T_PICTURE, "vien-dan", ".svg", PAGE_HITS,
      0 },
    { "/api/v1/graph?format=graphml", T_GRAPHML, "vien-dan", ".graphml",
      PAGE_HITS, 0 },
};

static const struct form words[] = {
    { "/api/v1/kwic", T_KWIC, NULL, NULL, CONTEXTS, FOR_WORDS | UNORDERED },
    { "/api/v1/keyness", T_KEYNESS, NULL, NULL, PAGE_HITS,
      FOR_WORDS | UNORDERED },
};

/* A timeline with a line for each of the first values of a field. */
static const struct split {
    enum cvd_field field;
    const char *svg, *csv;
    const char *kind;
} splits[] = {
    { CVD_F_PROVINCE, "/api/v1/timeline?format=svg&amp;split=province",
      "/api/v1/timeline?format=csv&amp;split=province", "thoi-gian-tinh" },
    { CVD_F_CAMPAIGN, "/api/v1/timeline?format=svg&amp;split=campaign",
      "/api/v1/timeline?format=csv&amp;split=campaign",
      "thoi-gian-cuoc-van-dong" },
    { CVD_F_TYPE, "/api/v1/timeline?format=svg&amp;split=type",
      "/api/v1/timeline?format=csv&amp;split=type", "thoi-gian-loai" },
    { CVD_F_ISSUER, "/api/v1/timeline?format=svg&amp;split=issuer",
      "/api/v1/timeline?format=csv&amp;split=issuer", "thoi-gian-co-quan" },
};

static void one(struct pen *w, const struct form *f,
                const struct cvd_request *q, const struct cvd_result *r)
{
    struct search_link l = link_to(w, q);

    l.path = f->path;
    if (f->limit)
        l.limit = f->limit;
    if (f->flags & UNORDERED)
        l.sort = CVD_SORT_RELEVANCE;
    pen_markup(w, "<li><a");
    if (f->kind)
        saved_as(w, f->kind, q->query, f->ending);
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

static void group_begin(struct pen *w, enum page_text says)
{
    pen_markup(w, "<div><dt>");
    pen_say(w, says);
    pen_markup(w, "</dt>\n<dd><ul>\n");
}

static void group_end(struct pen *w)
{
    pen_markup(w, "</ul></dd></div>\n");
}

/* Nothing where none of them is offered; the last is, if any. */
static void group(struct pen *w, enum page_text says,
                  const struct form *forms, size_t count,
                  const struct cvd_request *q, const struct cvd_result *r)
{
    if (!is_offered(w, &forms[count - 1], q))
        return;
    group_begin(w, says);
    for (size_t i = 0; i < count; i++)
        if (is_offered(w, &forms[i], q))
            one(w, &forms[i], q, r);
    group_end(w);
}

static void split(struct pen *w, const struct split *s,
                  const struct cvd_request *q, const struct cvd_result *r)
{
    const struct form svg = { s->svg, T_PICTURE, s->kind, ".svg", PAGE_HITS,
                              UNORDERED };
    const struct form csv = { s->csv, T_TABLE, s->kind, ".csv", PAGE_HITS,
                              UNORDERED };

    pen_markup(w, "<div><dt>");
    pen_field(w, s->field);
    pen_markup(w, "</dt>\n<dd><ul>\n");
    one(w, &svg, q, r);
    one(w, &csv, q, r);
    group_end(w);
}

static void split_times(struct pen *w, const struct cvd_request *q,
                        const struct cvd_result *r)
{
    pen_markup(w, "<details><summary>");
    pen_say(w, T_TAKE_SPLIT);
    pen_markup(w, "</summary>\n<dl>\n");
    for (size_t i = 0; i < sizeof splits / sizeof *splits; i++)
        split(w, &splits[i], q, r);
    pen_markup(w, "</dl></details>\n");
}

#define GROUP(w, says, forms, q, r)                                       \
    group(w, says, forms, sizeof forms / sizeof *forms, q, r)

void found_forms(struct pen *w, const struct cvd_request *q,
                 const struct cvd_result *r)
{
    struct search_link l = link_to(w, q);

    pen_markup(w, "<section class=\"take\" aria-labelledby=\"take\">\n"
                  "<h2 id=\"take\">");
    pen_say(w, T_TAKE);
    pen_markup(w, "</h2>\n<dl>\n");
    GROUP(w, T_TAKE_DOCUMENTS, documents, q, r);
    GROUP(w, T_TAKE_TIMES, times, q, r);
    GROUP(w, T_TAKE_CITATIONS, citations, q, r);
    GROUP(w, T_TAKE_WORDS, words, q, r);
    pen_markup(w, "</dl>\n");
    if (link_is_short(&l))
        split_times(w, q, r);
    pen_markup(w, "</section>\n");
}
