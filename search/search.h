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
struct cvd_strings;  /* opaque: memory of an answer */

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
    const enum cvd_field *facets; /* of CVD_K_FACET, or CVD_K_DATE */
    size_t facet_count;
    size_t facet_values;    /* of each at most; 0: CVD_FACET_VALUES_MAX */
    bool without_snippets;
};

struct cvd_hit {
    struct cvd_doc doc;     /* without text */
    double score;           /* orders this one answer, no more */
    struct cvd_buf snippet; /* HTML: escaped text, <mark> the only tag */
    uint64_t cited_by;      /* documents that cite it, and surely so */
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
    struct cvd_str *labels;      /* what a reader calls the facets' values,
                                    one after another */
    struct cvd_strings *strings;
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

/* ---- references ------------------------------------------------------ */

/* What a reference means in this archive.  One number is not one document:
 * analyzers/identity.h says what tells them apart. */
enum cvd_resolution {
    CVD_R_ABSENT,    /* none that is held */
    CVD_R_AMBIGUOUS, /* one of several: which, it does not say */
    CVD_R_LIKELY,    /* one that is held, by part of what tells it */
    CVD_R_EXACT      /* one that is held */
};

/* "absent", "ambiguous", "likely", "exact"; and what a reader calls it. */
const char *cvd_resolution_name(enum cvd_resolution r);
const char *cvd_resolution_label(enum cvd_resolution r);

enum { CVD_RESOLVED_MAX = 16 }; /* documents named for one reference */

/* A document of the archive; what is not known is empty. */
struct cvd_held {
    struct cvd_str id, title, number, date;
    enum cvd_resolution how; /* of one that cites: how surely */
};

/* A reference in a document; what it does not say is empty. */
struct cvd_citation {
    bool in_text;            /* else the source gave it, and it is nowhere */
    bool again;              /* the text has spoken of it before */
    int64_t start, end;      /* code points of the document's text */
    struct cvd_str text;     /* as it stands there */
    struct cvd_str number;   /* empty where the running number is blank */
    struct cvd_str symbol, date, issuer, about;
    const char *type;        /* code, or NULL */
    enum cvd_resolution resolution;
    size_t first_held, held_count; /* in cvd_citations.held */
};

/* Zero-initialise; release with cvd_citations_release(). */
struct cvd_citations {
    struct cvd_citation *list;
    size_t count, cap;
    struct cvd_held *held;
    size_t held_count, held_cap;
    size_t dropped;          /* references beyond CVD_REFERENCES_MAX */
    struct cvd_strings *strings;
};

/* The references of `d`, a document with its text, in the order of the text;
 * those that its source gave in place of them stand where the text has them,
 * the rest at the end.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_cites(struct cvd_searcher *s, const struct cvd_doc *d,
                          struct cvd_citations *out, struct cvd_err *err);
void cvd_citations_release(struct cvd_citations *c);

/* A document that is cited: held by the archive, or known only by what cites
 * it; or a reference of which it is not known which of several it means. */
struct cvd_cited {
    struct cvd_str number, date, issuer, province, title; /* empty: unknown */
    const char *type;        /* code, or NULL */
    enum cvd_resolution resolution; /* CVD_R_AMBIGUOUS: `held` are those that
                                       it may mean */
    struct cvd_held *held;   /* at most CVD_RESOLVED_MAX copies */
    size_t held_count;
    struct cvd_held *citers; /* surest first, then newest; the page asked for */
    size_t citer_count;
    uint64_t count;          /* of all citers */
};

/* Zero-initialise; release with cvd_cited_list_release(). */
struct cvd_cited_list {
    struct cvd_str id;       /* of the document asked for, or empty */
    struct cvd_str number;   /* asked for: as best written */
    struct cvd_cited *list;
    size_t count, cap;
    bool cut;                /* not all there is was looked at */
    struct cvd_strings *strings;
};

enum { CVD_CITERS_MAX = 100000 }; /* of one answer */

/* Who cites document `what`, or else the documents of number `what`, as
 * people write it, in the archive or not: the most cited first, with citers
 * `offset` to `offset + limit` of each.  A document comes alone, and after it
 * the references that may mean it.
 *   CVD_ENOTFOUND  no such document, and nothing bears or cites the number
 *   CVD_EUSAGE     offset or limit over CVD_CITERS_MAX
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_cited_by(struct cvd_searcher *s, struct cvd_str what,
                             unsigned offset, unsigned limit,
                             struct cvd_cited_list *out,
                             struct cvd_err *err);

/* Documents that are cited and not held, the most cited first, at most
 * r->limit from r->offset on; where r has a query or filters, cited by what
 * answers it.  Their citers are only counted.
 *   as cvd_search() */
enum cvd_status cvd_missing(struct cvd_searcher *s,
                            const struct cvd_request *r,
                            struct cvd_cited_list *out, struct cvd_err *err);
void cvd_cited_list_release(struct cvd_cited_list *l);

/* Append in JSON: {"id", "citations"}; {"id", "number", "entities"};
 * {"entities", "complete"}.  The members of a citation are the contract's,
 * with "resolution" and "about".  CVD_ENOMEM. */
enum cvd_status cvd_citations_json(const struct cvd_citations *c,
                                   struct cvd_str id, struct cvd_buf *out);
enum cvd_status cvd_cited_by_json(const struct cvd_cited_list *l,
                                  struct cvd_buf *out);
enum cvd_status cvd_missing_json(const struct cvd_cited_list *l,
                                 struct cvd_buf *out);
/* One of them, as in "citations" and "entities". */
enum cvd_status cvd_citation_json(const struct cvd_citations *c, size_t i,
                                  struct cvd_buf *out);
enum cvd_status cvd_cited_json(const struct cvd_cited *c,
                               struct cvd_buf *out);

/* ---- over all that is found ------------------------------------------ */

/* Append the facets of an answer in JSON: {"query", "total", "facets",
 * "warnings"}.  Their counts are exact; so is the total, where there is a
 * facet.  CVD_ENOMEM. */
enum cvd_status cvd_facets_json(const struct cvd_result *r,
                                struct cvd_buf *out);

/* As long as their names: "year", "quarter", "month". */
enum cvd_time_unit {
    CVD_UNIT_AUTO,           /* months of up to three years, else years */
    CVD_UNIT_YEAR, CVD_UNIT_QUARTER, CVD_UNIT_MONTH
};
const char *cvd_time_unit_name(enum cvd_time_unit unit);

struct cvd_period {
    char name[8];            /* 2023, 2023-Q1, 2023-08 */
    uint64_t count;
};

/* Zero-initialise; release with cvd_timeline_release(). */
struct cvd_timeline {
    struct cvd_result found; /* query, total, warnings; no hits */
    enum cvd_time_unit unit; /* never CVD_UNIT_AUTO */
    struct cvd_period *list; /* from the first to the last that has a
                                document, those between that have none too */
    size_t count, cap;
    uint64_t undated;        /* without a date */
    uint64_t coarse;         /* dated, not as precisely as the unit asks */
};

/* Count what answers `r` by the dates of the documents; all counts exact,
 * whatever r's limit.
 *   as cvd_search() */
enum cvd_status cvd_timeline(struct cvd_searcher *s,
                             const struct cvd_request *r,
                             enum cvd_time_unit unit,
                             struct cvd_timeline *out, struct cvd_err *err);
void cvd_timeline_release(struct cvd_timeline *t);

/* Append {"query", "unit", "total", "undated", "coarse", "periods",
 * "warnings"}.  CVD_ENOMEM. */
enum cvd_status cvd_timeline_json(const struct cvd_timeline *t,
                                  struct cvd_buf *out);

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
