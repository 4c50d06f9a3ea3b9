/* page.h - the page of the daemon, which needs no script: from an answer to
 * HTML.
 *
 * searchd/page/ may include base/, search/search.h and searchd/.  It reads
 * nothing and keeps nothing: what goes in is borrowed for the call, what
 * comes out is appended to `out`, any thread may call.  On an error `out`
 * holds a part of a page, which is of no use.
 *
 * A script finds what it needs by id (search, q, results, filters, pages,
 * help, text, find, words, places, hit-N, cites, cite-N, cited-by, similar,
 * cite-as, citation-graph, folding) and in data attributes: data-id, data-rank
 * of a result, data-field and data-value of a filter, data-period and data-count of a bar,
 * data-start and data-end (code points of the text) of a reference, data-hit
 * of a mark, data-node, data-key, data-from and data-to of a graph,
 * data-insert of an example. */
#ifndef CVD_SEARCHD_PAGE_H
#define CVD_SEARCHD_PAGE_H

#include "base/str.h"
#include "search/citations.h"
#include "search/reuse.h"
#include "search/search.h"
#include "searchd/params.h"

enum page_lang { PAGE_VI, PAGE_EN };

/* Of the provinces: the 34 since 2025-07-01, the 63 until then. */
enum page_map { PAGE_MAP_NOW, PAGE_MAP_BEFORE };

/* The latter, as ?map= has it. */
#define PAGE_MAP_BEFORE_NAME "63"

enum {
    PAGE_HITS = PARAMS_LIMIT, /* results on a page where ?limit= says
                                 nothing */
    PAGE_CITERS = 50, /* documents listed that cite one */
    PAGE_SIMILAR = 5, /* documents that share text with one, on its page */
    PAGE_SIMILAR_ALL = 50, /* and on one of their own */
    PAGE_FACET_VALUES = 24 /* of each facet but provinces, most behind a
                              fold */
};

/* What every page knows. */
struct page {
    enum page_lang lang;
    enum page_map map;       /* of provinces that is shown */
    bool every_copy;         /* results are not folded: ?fold=0 */
    const struct uri *uri;   /* of the request; NULL: it could not be read */
    struct cvd_str origin;   /* "http://host:port", before links that leave
                                the site: feed, OpenSearch; may be empty */
    unsigned generation;
    uint64_t documents;      /* in the archive */
    bool originals;          /* the files of documents are given out */
    bool exports;            /* whoever asks may export */
};

enum {
    PAGE_WAYS_MAX = 8 /* more is no help */
};

/* How a question may be put to find something: in the order of how near it is
 * to what was asked. */
enum page_way_kind {
    PAGE_WAY_MEANT,     /* as it was perhaps meant */
    PAGE_WAY_UNQUOTED,  /* words need not stand side by side */
    PAGE_WAY_SPELLINGS, /* any spelling of =words */
    PAGE_WAY_SOME,      /* by relevance, where some of the words do */
    PAGE_WAY_TIME,      /* wider limits of time, or none */
    PAGE_WAY_FIELD,     /* without the filters of a field */
    PAGE_WAY_LESS,      /* without a piece of the query */
    PAGE_WAY_ALL,       /* without any filter */
    PAGE_WAY_WORDS      /* its bare words, without any filter */
};

struct page_way {
    enum page_way_kind kind;
    struct cvd_request request;
    struct cvd_filter *filters; /* owned by the way; those of the request,
                                   where they are not those asked, or NULL */
    enum cvd_field field;       /* PAGE_WAY_FIELD */
    struct cvd_str piece;       /* PAGE_WAY_LESS: what is left out */
    uint64_t total;             /* what it finds, with all of the words if
                                   anything has them: not 0 */
    bool total_is_exact;
};

/* What may help where nothing was found: each finds something. */
struct page_ways {
    struct page_way list[PAGE_WAYS_MAX];
    size_t count;
    struct cvd_str number;  /* that was asked for, which documents bear or
                               cite; empty: none */
    uint64_t citers;        /* of them */
    bool held;              /* some document bears it */
    struct cvd_strings *strings;
};

/* What the search page shows. */
struct page_found {
    const struct cvd_result *result; /* its facets, but that of dates, are
                                        shown in the order they were asked */
    const struct cvd_result *anytime; /* the same without limits of time, with
                                         a facet of CVD_F_DATE, for the bars
                                         of time; NULL: without these */
    const struct cvd_result *anywhere; /* the same without filters of a
                                          province, with a facet of these, for
                                          the map; NULL: it is not known what
                                          others have */
    const struct page_ways *ways; /* where nothing was found, or NULL */
};

/* The search page: the form, and the answer `f` to `q`; f NULL: nothing was
 * asked yet.
 *   CVD_ENOMEM */
enum cvd_status page_search(const struct page *p,
                            const struct cvd_request *q,
                            const struct page_found *f,
                            struct cvd_buf *out);

/* A document, and what its page shows of it. */
struct page_doc {
    const struct cvd_doc *doc;           /* with its text */
    const struct cvd_citations *cites;   /* each a link in the text */
    const struct cvd_cited_list *citers; /* who cites it; may be NULL */
    const struct cvd_similar_list *similar; /* PAGE_SIMILAR at most; NULL:
                                               there was no time */
    const struct cvd_marks *marks;       /* of what was sought; may be NULL */
    const struct cvd_request *search;    /* by which it was found, and to which
                                            it leads back; NULL: by none */
    struct cvd_str find;     /* what is sought within it; empty: what it was
                                found by */
};

/* The page of a document.
 *   CVD_ENOMEM */
enum cvd_status page_document(const struct page *p,
                              const struct page_doc *d,
                              struct cvd_buf *out);

/* What shares text with document `d`: `l`, PAGE_SIMILAR_ALL at most.
 *   CVD_ENOMEM */
enum cvd_status page_similar(const struct page *p, const struct cvd_doc *d,
                             const struct cvd_similar_list *l,
                             struct cvd_buf *out);

/* What bears `number`, held or not, and who cites it, with the sentences of
 * `quotes` (may be NULL), hits of a search for it; `l` empty or NULL: nothing
 * is known of it.
 *   CVD_ENOMEM */
enum cvd_status page_reference(const struct page *p, struct cvd_str number,
                               const struct cvd_cited_list *l,
                               const struct cvd_result *quotes,
                               struct cvd_buf *out);

/* How much of the citations around a document is drawn. */
struct page_graph_view {
    unsigned depth, nodes;   /* as in struct cvd_graph_request */
    enum cvd_direction direction;
};

enum {
    PAGE_GRAPH_DEPTH = 2,    /* where the address does not say */
    PAGE_GRAPH_NODES = 30,
    PAGE_GRAPH_NODES_STEP = 15, /* of those one may choose */
    PAGE_GRAPH_NODES_MAX = 60
};

/* The citation graph `g` around document `id`, which is its first node; it has
 * at most PAGE_GRAPH_NODES_MAX of them.  `view` is how it was asked for.
 *   CVD_ENOMEM */
enum cvd_status page_graph(const struct page *p, struct cvd_str id,
                           const struct page_graph_view *view,
                           const struct cvd_graph *g, struct cvd_buf *out);

/* The same of `number`: what bears it, and who cites that.
 *   CVD_ENOMEM */
enum cvd_status page_reference_graph(const struct page *p,
                                     struct cvd_str number,
                                     const struct page_graph_view *view,
                                     const struct cvd_cited_list *l,
                                     struct cvd_buf *out);

/* Two documents side by side. */
struct page_compared {
    struct cvd_str a, b;     /* ids as they were asked for; may be empty */
    const struct cvd_comparison *found; /* NULL: the page asks for two */
    bool missing;            /* one of them is not in the archive */
};

/* The page that compares them.
 *   CVD_ENOMEM */
enum cvd_status page_compare(const struct page *p,
                             const struct page_compared *c,
                             struct cvd_buf *out);

/* What went wrong: HTTP status, a title, a sentence (either may be NULL: then
 * what the page says of that status).  Of a search that could not be read (400)
 * the page tells in the reader's language which parameter it was.
 *   CVD_ENOMEM */
enum cvd_status page_error(const struct page *p, unsigned status,
                           const char *title, const char *detail,
                           struct cvd_buf *out);

/* Why the file of document `id` is not given out; as page_error(), with the
 * way to the page of the document.
 *   CVD_ENOMEM */
enum cvd_status page_no_original(const struct page *p, unsigned status,
                                 const char *title, const char *detail,
                                 struct cvd_str id, struct cvd_buf *out);

/* The description by which a browser adds the site to its search engines
 * (OpenSearch 1.1): application/opensearchdescription+xml.  CVD_ENOMEM. */
enum cvd_status page_opensearch(const struct page *p, struct cvd_buf *out);

/* An answer to `q` as an Atom feed (RFC 4287): application/atom+xml.  An entry
 * is dated as its document is; one without a date is of 1970.
 *   CVD_ENOMEM */
enum cvd_status page_feed(const struct page *p, const struct cvd_request *q,
                          const struct cvd_result *r, struct cvd_buf *out);

/* The sheets of style/ as one, NUL-terminated: text/css, at /style.css.  A
 * version tells what follows it here from any other; the pages name it behind
 * ?v= so that a browser may keep what it has. */
extern const char page_style[], page_style_version[];

/* The modules of script/ as one, NUL-terminated: text/javascript, at
 * /script.js.  The pages are whole without it: it makes them quick. */
extern const char page_script[], page_script_version[];

/* The site's picture: image/svg+xml, at /icon.svg. */
extern const char page_icon[], page_icon_version[];

#endif
