/* search.h - questions in, answers out: the library under the command line
 * and the daemon, which include nothing below this header.
 *
 * search/ may include base/, analyzers/ and store/.
 *
 * A struct cvd_searcher belongs to one thread: open one per worker.  Text is
 * UTF-8; offsets in answers are bytes unless they say code points.  Strings
 * of an answer belong to it and die with it. */
#ifndef CVD_SEARCH_SEARCH_H
#define CVD_SEARCH_SEARCH_H

#include "base/str.h"
#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cvd_searcher; /* opaque */

/* Open the current generation of index `path` for asking.  The caller owns
 * *out: release with cvd_searcher_close().
 *   as cvd_store_open() */
enum cvd_status cvd_searcher_open(const char *path,
                                  struct cvd_searcher **out,
                                  struct cvd_err *err);
void cvd_searcher_close(struct cvd_searcher *s); /* NULL is nothing */

/* ---- searching ------------------------------------------------------- */

/* A filter: values of one field are alternatives, fields all must hold. */
struct cvd_filter {
    enum cvd_field field;
    struct cvd_str value;   /* as a person writes it */
};

struct cvd_request {
    struct cvd_str query;   /* in the query language:
                               man/cvdsearch-query.7 */
    unsigned offset, limit; /* limit 0: count only */
    enum cvd_sort sort;
    struct cvd_str from, to;     /* ISO dates, inclusive; empty: open */
    const struct cvd_filter *filters;
    size_t filter_count;
    const enum cvd_field *facets;
    size_t facet_count;
    bool without_snippets;
};

struct cvd_hit {
    struct cvd_doc doc;     /* without text */
    double score;           /* orders this one answer, no more */
    struct cvd_buf snippet; /* HTML: escaped text, <mark> the only tag */
    uint64_t cited_by;      /* documents that cite its number */
};

enum { CVD_WARNINGS_MAX = 8 };

struct cvd_result {
    struct cvd_buf query;        /* as understood: NFC */
    double took_ms;
    uint64_t total;
    bool total_is_exact;
    struct cvd_hit *hits;
    size_t count;
    struct cvd_buf suggestion;   /* what was perhaps meant; empty: nothing */
    const char *warnings[CVD_WARNINGS_MAX]; /* Vietnamese, static */
    size_t warning_count;
    struct cvd_doc understood;   /* values only: NUMBER, TYPE, PROVINCE ... */
    struct cvd_answer answer;    /* its facets */
    unsigned generation;
};

/* Answer a request.  The query is never refused for its form: what cannot
 * be parsed is searched as plain words, and a warning says so.
 *   CVD_EUSAGE  a limit, offset, date or facet that is out of range
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_search(struct cvd_searcher *s,
                           const struct cvd_request *r,
                           struct cvd_result *out, struct cvd_err *err);
void cvd_result_release(struct cvd_result *r);

/* Append the answer in the contract's JSON.  CVD_ENOMEM. */
enum cvd_status cvd_result_json(const struct cvd_result *r,
                                struct cvd_buf *out);

/* Append one hit, as in the answer's "hits".  CVD_ENOMEM. */
enum cvd_status cvd_hit_json(const struct cvd_hit *h, struct cvd_buf *out);

/* What a reader calls a value of `f`: "Kế hoạch" for type ke-hoach; the
 * value itself where no table has a name for it.  Static or borrowed. */
struct cvd_str cvd_value_label(enum cvd_field f, struct cvd_str value);

/* ---- documents ------------------------------------------------------- */

/* Document `id` with its text; release with cvd_doc_release().
 *   CVD_ENOTFOUND, CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_document(struct cvd_searcher *s, struct cvd_str id,
                             struct cvd_doc *out, struct cvd_err *err);

/* Append a document in the contract's JSON: metadata and references, not
 * the text.  CVD_EINDEX, CVD_ENOMEM. */
enum cvd_status cvd_document_json(struct cvd_searcher *s,
                                  const struct cvd_doc *d,
                                  struct cvd_buf *out, struct cvd_err *err);

/* ---- suggesting ------------------------------------------------------ */

enum { CVD_SUGGEST_MAX = 50 };

struct cvd_suggestion {
    struct cvd_buf text;
    const char *kind;       /* "words" or "number"; static */
    uint64_t documents;
};

/* What `prefix` may go on to be, most used first, at most `limit`: its last
 * word completed, after the words before it; document numbers.
 * *out gets *count suggestions: free with cvd_suggestions_free().
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_suggest(struct cvd_searcher *s, struct cvd_str prefix,
                            size_t limit, struct cvd_suggestion **out,
                            size_t *count, struct cvd_err *err);
void cvd_suggestions_free(struct cvd_suggestion *s, size_t count);

/* ---- analysing ------------------------------------------------------- */

/* Append what the analyzer makes of `text`, in the contract's JSON.  `s` may
 * be NULL: then missing marks are not put back, which takes an index.
 *   CVD_EINPUT  not UTF-8
 *   CVD_ELIMIT, CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_analyze_json(const struct cvd_searcher *s,
                                 struct cvd_str text, struct cvd_buf *out,
                                 struct cvd_err *err);

/* The same as lines of four columns between tabs, in offsets of code points:
 * "word", term, folded, start-end; "number", number, symbol, ...; "date",
 * date, nothing, ...; "keyboard", what the text is if typed in Telex, VNI or
 * VIQR with the input method off; "restored", what it is with its missing
 * marks put back. */
enum cvd_status cvd_analyze_text(const struct cvd_searcher *s,
                                 struct cvd_str text, struct cvd_buf *out,
                                 struct cvd_err *err);

#ifdef __cplusplus
}
#endif
#endif
