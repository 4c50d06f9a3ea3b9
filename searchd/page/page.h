/* page.h - the page of the daemon, which needs no script: from an answer to
 * HTML.
 *
 * searchd/page/ may include base/, search/search.h and searchd/.  It reads
 * nothing and keeps nothing: what goes in is borrowed for the call, what
 * comes out is appended to `out`, any thread may call.  On an error `out`
 * holds a part of a page, which is of no use.
 *
 * A script finds what it needs by id (search, q, results, filters, pages,
 * text, words, cites, cited-by) and in data attributes: data-id, data-rank
 * of a result, data-field and data-value of a filter, data-start and data-end
 * (code points of the text) of a reference. */
#ifndef CVD_SEARCHD_PAGE_H
#define CVD_SEARCHD_PAGE_H

#include "base/str.h"
#include "search/search.h"
#include "searchd/uri.h"

enum page_lang { PAGE_VI, PAGE_EN };

enum {
    PAGE_HITS = 10,  /* results on a page where ?limit= says nothing */
    PAGE_CITERS = 50, /* documents listed that cite one */
    PAGE_FACET_VALUES = 24 /* of each facet, most behind a fold */
};

/* What every page knows. */
struct page {
    enum page_lang lang;
    const struct uri *uri;   /* of the request; NULL: it could not be read */
    struct cvd_str origin;   /* "http://host:port", before links that leave
                                the site: feed, OpenSearch; may be empty */
    unsigned generation;
    uint64_t documents;      /* in the archive */
};

/* The search page: the form, and the answer `r` to `q`; r NULL: nothing was
 * asked yet.  The facets of `r` are shown in the order they were asked.
 *   CVD_ENOMEM */
enum cvd_status page_search(const struct page *p,
                            const struct cvd_request *q,
                            const struct cvd_result *r,
                            struct cvd_buf *out);

/* Document `d`, with its text, in which each of `cites` is a link; who cites
 * it in `citers`, which may be NULL.
 *   CVD_ENOMEM */
enum cvd_status page_document(const struct page *p, const struct cvd_doc *d,
                              const struct cvd_citations *cites,
                              const struct cvd_cited_list *citers,
                              struct cvd_buf *out);

/* What bears `number`, held or not, and who cites it; `l` empty or NULL:
 * nothing is known of it.
 *   CVD_ENOMEM */
enum cvd_status page_reference(const struct page *p, struct cvd_str number,
                               const struct cvd_cited_list *l,
                               struct cvd_buf *out);

/* What went wrong: HTTP status, a title, a sentence (either may be NULL: then
 * what the page says of that status).
 *   CVD_ENOMEM */
enum cvd_status page_error(const struct page *p, unsigned status,
                           const char *title, const char *detail,
                           struct cvd_buf *out);

/* The description by which a browser adds the site to its search engines
 * (OpenSearch 1.1): application/opensearchdescription+xml.  CVD_ENOMEM. */
enum cvd_status page_opensearch(const struct page *p, struct cvd_buf *out);

/* An answer to `q` as an Atom feed (RFC 4287): application/atom+xml.  An entry
 * is dated as its document is; one without a date is of 1970.
 *   CVD_ENOMEM */
enum cvd_status page_feed(const struct page *p, const struct cvd_request *q,
                          const struct cvd_result *r, struct cvd_buf *out);

/* The sheets of style/ as one, NUL-terminated: text/css, at /style.css. */
extern const char page_style[];

/* The modules of script/ as one, NUL-terminated: text/javascript, at
 * /script.js.  The pages are whole without it: it makes them quick. */
extern const char page_script[];

#endif
