/* links.c - see links.h. */
#include "searchd/page/links.h"

/* Bytes of a request that is short: some lines of words. */
enum { SHORT_BYTES = 1024 };

void link_encode(struct pen *w, struct cvd_str s)
{
    if (w->status == CVD_OK)
        w->status = uri_encode(w->out, s);
}

void link_parameter(struct pen *w, bool *first, const char *name,
                    struct cvd_str value)
{
    pen_markup(w, *first ? "?" : "&amp;");
    *first = false;
    pen_markup(w, name);
    pen_markup(w, "=");
    link_encode(w, value);
}

void link_number(struct pen *w, bool *first, const char *name,
                 unsigned value)
{
    link_parameter(w, first, name, (struct cvd_str){ NULL, 0 });
    pen_number(w, value);
}

void link_language(struct pen *w, bool *first, enum page_lang lang)
{
    if (lang != PAGE_VI)
        link_parameter(w, first, "lang", cvd_str_from(page_lang_code(lang)));
}

const char *link_sort_name(enum cvd_sort sort)
{
    return sort == CVD_SORT_NEWEST   ? "newest"
           : sort == CVD_SORT_OLDEST ? "oldest"
                                     : "relevance";
}

struct search_link link_to(const struct pen *w, const struct cvd_request *q)
{
    struct search_link l = { .path = "/", .limit = PAGE_HITS,
                             .lang = w->page->lang,
                             .map = w->page->map,
                             .every_copy = w->page->every_copy };

    if (q) {
        l.query = q->query;
        l.from = q->from;
        l.to = q->to;
        l.filters = q->filters;
        l.filter_count = q->filter_count;
        l.sort = q->sort;
        l.limit = q->limit;
    }
    return l;
}

static bool same(const struct cvd_filter *a, const struct cvd_filter *b)
{
    return a->field == b->field && cvd_str_equal(a->value, b->value);
}

bool link_has_filter(const struct cvd_request *q, enum cvd_field f,
                     struct cvd_str value)
{
    struct cvd_filter wanted = { f, value };

    for (size_t i = 0; i < q->filter_count; i++)
        if (same(&q->filters[i], &wanted))
            return true;
    return false;
}

bool link_is_short(const struct search_link *l)
{
    size_t bytes = l->query.len;

    for (size_t i = 0; i < l->filter_count; i++)
        bytes += l->filters[i].value.len;
    return bytes <= SHORT_BYTES;
}

static bool is_kept(const struct search_link *l, const struct cvd_filter *f)
{
    return !same(f, &l->dropped) &&
           !(l->any_year && f->field == CVD_F_YEAR);
}

static void filter_parameters(struct pen *w, bool *first,
                              const struct search_link *l)
{
    for (size_t i = 0; i < l->filter_count; i++)
        if (is_kept(l, &l->filters[i]))
            link_parameter(w, first, cvd_fields[l->filters[i].field].name,
                      l->filters[i].value);
    if (l->added.value.len)
        link_parameter(w, first, cvd_fields[l->added.field].name,
                  l->added.value);
}

/* All of a search but its path and language. */
static void search_parameters(struct pen *w, bool *first,
                              const struct search_link *l)
{
    if (l->query.len)
        link_parameter(w, first, "q", l->query);
    filter_parameters(w, first, l);
    if (l->from.len)
        link_parameter(w, first, "from", l->from);
    if (l->to.len)
        link_parameter(w, first, "to", l->to);
    if (l->sort != CVD_SORT_RELEVANCE)
        link_parameter(w, first, "sort", cvd_str_from(link_sort_name(l->sort)));
    if (l->limit != PAGE_HITS)
        link_number(w, first, "limit", l->limit);
    if (l->offset)
        link_number(w, first, "offset", l->offset);
}

/* A page folds copies unless it is told not to; a program must ask for it. */
static void fold_parameter(struct pen *w, bool *first,
                           const struct search_link *l)
{
    bool page = strcmp(l->path, "/") == 0;
    bool folds = page || strcmp(l->path, "/feed.atom") == 0 ||
                 strcmp(l->path, "/api/v1/search") == 0;

    if (folds && page == l->every_copy)
        link_number(w, first, "fold", !page);
}

void link_search(struct pen *w, const struct search_link *l)
{
    bool first = !strchr(l->path, '?');

    pen_markup(w, l->path);
    search_parameters(w, &first, l);
    fold_parameter(w, &first, l);
    if (l->map == PAGE_MAP_BEFORE && strcmp(l->path, "/") == 0)
        link_parameter(w, &first, "map", cvd_str_from(PAGE_MAP_BEFORE_NAME));
    if (strncmp(l->path, "/api/", 5) != 0)
        link_language(w, &first, l->lang);
}

void link_value(struct pen *w, enum cvd_field f, struct cvd_str value)
{
    struct search_link l = link_to(w, NULL);

    l.added = (struct cvd_filter){ f, value };
    link_search(w, &l);
}

void link_within(struct pen *w, struct cvd_str id, struct cvd_str query)
{
    bool first = true;

    pen_markup(w, "/documents/");
    link_encode(w, id);
    if (query.len && query.len <= SHORT_BYTES)
        link_parameter(w, &first, "find", query);
    link_language(w, &first, w->page->lang);
}

void link_document(struct pen *w, struct cvd_str id)
{
    link_within(w, id, (struct cvd_str){ NULL, 0 });
}

void link_found(struct pen *w, struct cvd_str id, const struct cvd_request *q)
{
    struct search_link l = link_to(w, q);
    bool first = true;

    pen_markup(w, "/documents/");
    link_encode(w, id);
    l.offset = q ? q->offset : 0;
    if (cvd_request_asks(q) && link_is_short(&l)) {
        search_parameters(w, &first, &l);
        fold_parameter(w, &first, &l);
    }
    link_language(w, &first, w->page->lang);
}

void link_similar(struct pen *w, struct cvd_str id)
{
    bool first = true;

    pen_markup(w, "/documents/");
    link_encode(w, id);
    pen_markup(w, "/similar");
    link_language(w, &first, w->page->lang);
}

void link_original(struct pen *w, struct cvd_str id)
{
    bool first = true;

    pen_markup(w, "/documents/");
    link_encode(w, id);
    pen_markup(w, "/original");
    link_language(w, &first, w->page->lang);
}

void link_reference(struct pen *w, struct cvd_str number)
{
    bool first = true;

    pen_markup(w, "/references/");
    link_encode(w, number);
    link_language(w, &first, w->page->lang);
}

void link_api(struct pen *w, const char *kind, struct cvd_str name,
              const char *rest)
{
    pen_markup(w, "/api/v1/");
    pen_markup(w, kind);
    pen_markup(w, "/");
    link_encode(w, name);
    pen_markup(w, rest);
}
