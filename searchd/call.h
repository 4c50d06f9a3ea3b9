/* call.h - a request being answered, as those who answer it see it.
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd; only http.c
 * does the latter, so that what a route answers can be read without it. */
#ifndef CVD_SEARCHD_CALL_H
#define CVD_SEARCHD_CALL_H

#include "searchd/metrics.h"
#include "searchd/queue.h"
#include "searchd/reply.h"
#include "searchd/settings.h"
#include "searchd/uri.h"

struct call {
    struct metrics *metrics;
    struct workers *workers;
    struct queue *queue;
    struct conns *conns;
    struct cache *cache;           /* NULL: none */
    struct uri uri;
    const char *known;             /* the names of the route's parameters */
    struct cvd_str host;           /* of the request's header, or empty */
    bool tls;
    unsigned scopes;               /* of enum token_scope: what it may ask */
    const struct settings_list *originals; /* see originals.h */
    bool stopping;                 /* the daemon was told to stop */
    struct cvd_searcher *searcher; /* of the worker taken, or NULL */
    struct cvd_store_info index;   /* as it has it open */
    struct cvd_buf unknown;        /* a warning: parameters nobody knows */
    struct query_count count;      /* what is answered counts as */
    bool hurried;                  /* with more time it would be another */
    struct reply reply;
};

/* Add what the call has to warn of to the warnings of an answer, which must
 * not outlive the call. */
void call_warn(const struct call *c, struct cvd_result *r);

/* Segment `i` of the path. */
static inline struct cvd_str call_segment(const struct call *c, size_t i)
{
    return c->uri.segments[i];
}

/* Make the reply JSON; the body is then written to c->reply.body. */
void call_answers_json(struct call *c);

/* What answers a route.  The reply is empty before; on an error what stands
 * in it is dropped and the error told.
 *   CVD_ESTALE  asked again, once, with the index opened anew */
typedef enum cvd_status call_fn(struct call *c, struct cvd_err *err);

/* ---- one function a route, by file ----------------------------------- */

/* api_search.c */
call_fn api_search, api_facets, api_missing, api_analyze;
/* api_timeline.c */
call_fn api_timeline;
/* api_suggest.c */
call_fn api_suggest;
/* api_documents.c */
call_fn api_document, api_text, api_cites, api_cited_by, api_reference;
/* api_research.c */
call_fn api_export, api_kwic, api_campaigns, api_provinces;
/* api_graph.c */
call_fn api_graph;
/* api_words.c */
call_fn api_keyness, api_collocates;
/* api_reuse.c */
call_fn api_similar, api_trace, api_compare;
/* pages_compare.c */
call_fn page_of_comparison;
/* pages_document.c */
call_fn page_of_document, page_of_similar, page_of_reference;
/* pages.c */
call_fn page_of_search, page_feed_of, page_opensearch_of, page_style_of,
    page_script_of, page_icon_of;
/* pages_original.c */
call_fn page_original_of;
/* pages_graph.c */
call_fn page_of_document_graph, page_of_reference_graph;
/* health.c */
call_fn health_live, health_ready, health_metrics, api_description;

#endif
