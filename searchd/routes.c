/* routes.c - the routes, in the order of the contract. */
#include "searchd/routes.h"
#include "searchd/params.h"

#include <stdlib.h>

#define API "/api/v1/"

enum {
    API_SEARCHES = ROUTE_INDEX | ROUTE_FILTERS | ROUTE_WARNS,
    API_STUDIES = API_SEARCHES | ROUTE_STUDY,
    API_LOOKS_UP = ROUTE_INDEX | ROUTE_TAGGED,
    FOR_PEOPLE = ROUTE_INDEX | ROUTE_PAGE
};

const struct route routes[] = {
    { API "search", api_search, SCOPE_SEARCH, API_SEARCHES | ROUTE_KEPT,
      "q limit offset sort from to facets fold" },
    { API "facets", api_facets, SCOPE_SEARCH, API_SEARCHES | ROUTE_KEPT,
      "q from to facets" },
    { API "timeline", api_timeline, SCOPE_SEARCH, API_SEARCHES | ROUTE_KEPT,
      "q from to unit split series measure format" },
    { API "missing", api_missing, SCOPE_SEARCH,
      ROUTE_INDEX | ROUTE_FILTERS | ROUTE_KEPT, "q limit offset from to" },
    { API "suggest", api_suggest, SCOPE_SEARCH, ROUTE_INDEX | ROUTE_KEPT,
      "q limit format lang" },
    { API "analyze", api_analyze, SCOPE_SEARCH, ROUTE_INDEX, "text" },
    { API "documents/*", api_document, SCOPE_SEARCH, API_LOOKS_UP, NULL },
    { API "documents/*/text", api_text, SCOPE_SEARCH, API_LOOKS_UP, NULL },
    { API "documents/*/cites", api_cites, SCOPE_SEARCH, API_LOOKS_UP, NULL },
    { API "documents/*/cited-by", api_cited_by, SCOPE_SEARCH, API_LOOKS_UP,
      "limit offset" },
    { API "documents/*/similar", api_similar, SCOPE_SEARCH, API_LOOKS_UP,
      "limit" },
    { API "trace", api_trace, SCOPE_SEARCH,
      ROUTE_INDEX | ROUTE_FILTERS | ROUTE_KEPT,
      "text limit offset from to" },
    { API "references/*", api_reference, SCOPE_SEARCH, API_LOOKS_UP,
      "limit offset" },
    { API "compare", api_compare, SCOPE_SEARCH, API_LOOKS_UP, "a b" },
    { API "campaigns", api_campaigns, SCOPE_SEARCH, API_LOOKS_UP, NULL },
    { API "provinces", api_provinces, SCOPE_SEARCH, API_LOOKS_UP, NULL },
    { API "kwic", api_kwic, SCOPE_SEARCH, API_STUDIES,
      "q limit offset sort from to width sample seed" },
    { API "keyness", api_keyness, SCOPE_SEARCH, API_STUDIES | ROUTE_KEPT,
      "q limit offset sort from to against units min_documents under" },
    { API "collocates", api_collocates, SCOPE_SEARCH,
      API_STUDIES | ROUTE_KEPT,
      "q limit offset sort from to around units min_documents" },
    { API "export", api_export, SCOPE_EXPORT,
      ROUTE_LONG | ROUTE_FILTERS | ROUTE_WARNS,
      "q sort from to format columns about" },
    { API "graph", api_graph, SCOPE_SEARCH, API_STUDIES,
      "q sort from to format depth direction nodes chains" },
    { API "openapi.json", api_description, 0, ROUTE_STATIC | ROUTE_TAGGED,
      NULL },
    { "/", page_of_search, SCOPE_SEARCH,
      FOR_PEOPLE | ROUTE_FILTERS | ROUTE_KEPT,
      "q limit offset sort from to facets fold map lang" },
    { "/documents/*", page_of_document, SCOPE_SEARCH,
      FOR_PEOPLE | ROUTE_FILTERS,
      "q limit offset sort from to find fold lang" },
    { "/documents/*/similar", page_of_similar, SCOPE_SEARCH, FOR_PEOPLE,
      "q lang" },
    { "/documents/*/original", page_original_of, SCOPE_SEARCH,
      FOR_PEOPLE | ROUTE_TAGGED, "lang" },
    { "/references/*", page_of_reference, SCOPE_SEARCH, FOR_PEOPLE,
      "q lang" },
    { "/documents/*/graph", page_of_document_graph, SCOPE_SEARCH, FOR_PEOPLE,
      "q lang depth direction nodes" },
    { "/references/*/graph", page_of_reference_graph, SCOPE_SEARCH,
      FOR_PEOPLE, "q lang depth direction nodes" },
    { "/compare", page_of_comparison, SCOPE_SEARCH, FOR_PEOPLE, "a b lang" },
    { "/feed.atom", page_feed_of, SCOPE_SEARCH,
      ROUTE_INDEX | ROUTE_FILTERS | ROUTE_TAGGED | ROUTE_KEPT,
      "q limit offset sort from to fold lang" },
    { "/opensearch.xml", page_opensearch_of, 0, ROUTE_TAGGED, "lang" },
    { "/style.css", page_style_of, 0, ROUTE_STATIC | ROUTE_TAGGED, "v" },
    { "/script.js", page_script_of, 0, ROUTE_STATIC | ROUTE_TAGGED, "v" },
    { "/icon.svg", page_icon_of, 0, ROUTE_STATIC | ROUTE_TAGGED, "v" },
    /* What browsers ask for when a page names no icon. */
    { "/favicon.ico", page_icon_of, 0, ROUTE_STATIC | ROUTE_TAGGED, NULL },
    { "/healthz", health_live, 0, ROUTE_STATIC, NULL },
    { "/readyz", health_ready, 0, 0, NULL },
    { "/metrics", health_metrics, SCOPE_METRICS, 0, NULL },
};
const size_t route_count = sizeof routes / sizeof *routes;

const char *const *route_names(void)
{
    static const char *names[sizeof routes / sizeof *routes + 1];

    for (size_t i = 0; i < route_count; i++)
        names[i] = routes[i].path;
    names[route_count] = "other";
    return names;
}

/* Whether the steps of `path` are those of `uri`. */
static bool fits(const char *path, const struct uri *uri)
{
    size_t i = 0;

    for (path++; *path; i++) {
        struct cvd_str step = { path, strcspn(path, "/") };
        if (i == uri->segment_count || !uri->segments[i].len)
            return false;
        if (!cvd_str_equal(step, cvd_str_from("*")) &&
            !cvd_str_equal(step, uri->segments[i]))
            return false;
        path += step.len + (path[step.len] == '/');
    }
    return i == uri->segment_count;
}

const struct route *route_find(const struct uri *uri)
{
    for (size_t i = 0; i < route_count; i++)
        if (fits(routes[i].path, uri))
            return &routes[i];
    return NULL;
}

static bool is_known(const struct route *route, struct cvd_str name)
{
    if (params_listed(route->params, name))
        return true;
    for (int f = 0; route->flags & ROUTE_FILTERS && f < CVD_F_COUNT; f++)
        if (cvd_fields[f].filter &&
            cvd_str_equal(name, cvd_str_from(cvd_fields[f].name)))
            return true;
    return false;
}

/* How many are named, and how much of each: a warning, not a mirror. */
enum { NAMED_MAX = 5, NAMED_CHARACTERS = 40 };

enum cvd_status route_unknown(const struct route *route,
                              const struct uri *uri, struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;
    size_t named = 0;

    for (size_t i = 0; i < uri->param_count && st == CVD_OK; i++) {
        struct cvd_str name = uri->params[i].name;
        if (is_known(route, name))
            continue;
        if (++named > NAMED_MAX)
            return cvd_buf_add_text(out, " …");
        name = cvd_utf8_first(name, NAMED_CHARACTERS);
        st = cvd_buf_printf(out, named == 1 ? "Không biết tham số: '%.*s'"
                                            : ", '%.*s'",
                            (int)name.len, name.ptr ? name.ptr : "");
    }
    if (named && st == CVD_OK)
        st = cvd_buf_add_char(out, '.');
    return st;
}
