/* search.h - questions in, answers out: an index opened, searched, one of its
 * documents read, what is typed gone on with.
 *
 * With reword.h (a query written otherwise), citations.h (who cites whom),
 * research.h (over many documents), reuse.h (texts that copy each other),
 * words.h (the words of documents) and watch.h it is the library under the
 * command line and the daemon, which include nothing below these: who may
 * include search/search.h may include the others.
 *
 * search/ may include base/, analyzers/ and store/.
 *
 * A struct cvd_searcher belongs to one thread: open one per worker.  Text is
 * UTF-8; offsets in answers are bytes unless they say code points.  Strings
 * of an answer belong to it and die with it. */
#ifndef CVD_SEARCH_SEARCH_H
#define CVD_SEARCH_SEARCH_H

#include "base/str.h"
#include "search/strings.h"
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

struct cvd_synonym_list; /* opaque; never changes: share it between threads */

/* Read a list of synonyms of the user's own from file `path`: its form is in
 * analyzers/synonyms.h and cvdsearch(1).  The caller owns *out: release with
 * cvd_synonyms_close().  Messages name file and line.
 *   CVD_EINPUT  a line that is wrong, or not a regular file
 *   CVD_ELIMIT  over CVD_LIST_BYTES_MAX, CVD_SYNONYM_ROWS_MAX or a limit of
 *               analyzers/synonyms.h
 *   CVD_ENOTFOUND, CVD_EIO, CVD_ENOMEM */
enum cvd_status cvd_synonyms_open(const char *path,
                                  struct cvd_synonym_list **out,
                                  struct cvd_err *err);
void cvd_synonyms_close(struct cvd_synonym_list *l); /* NULL is nothing */

/* Answer with `list` (NULL: none, as at first) besides the synonyms of the
 * build.  It is borrowed until another is set or `s` is closed; whatever `s`
 * answers, an export too, must be released before. */
void cvd_searcher_synonyms(struct cvd_searcher *s,
                           const struct cvd_synonym_list *list);

/* What it has open. */
void cvd_searcher_describe(const struct cvd_searcher *s,
                           struct cvd_store_info *out);

/* What an answer is of, so that a paper can cite it: the same edition and the
 * same question give the same answer. */
struct cvd_edition {
    unsigned generation;    /* of the index */
    unsigned analyzer;      /* version its words were made with; 0: mixed */
    uint64_t documents;     /* live */
};

struct cvd_edition cvd_searcher_edition(const struct cvd_searcher *s);

/* Calls on `s` from now on stop about `ms` milliseconds from now; 0: when
 * they are done, as at first.  It holds until it is set anew: set it before
 * each request.  A call that is stopped gives what it has found, with CVD_OK:
 * less than there is, nothing that is not there.  A little of what is under
 * way is finished all the same, like the text of a document being read. */
void cvd_searcher_deadline(struct cvd_searcher *s, unsigned ms);

/* Whether a call was stopped since then. */
bool cvd_searcher_late(const struct cvd_searcher *s);

/* Whether `name`, which may be any bytes, is document id `id` in whatever
 * normal form of Unicode: names of files are decomposed on some systems. */
bool cvd_id_is(struct cvd_str id, struct cvd_str name);

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
    size_t facet_values;    /* of each at most; 0: CVD_FACET_VALUES_MAX; of
                               dates always CVD_FACET_DATES_MAX */
    bool without_snippets;  /* nor copies counted */
    bool fold;              /* pass over copies of documents before them:
                               offset and limit then count what is left, as
                               far as the page goes, CVD_FOLD_RANKS at most;
                               behind them nothing is passed over */
};

enum {
    CVD_FOLD_RANKS = 5000,
    CVD_FOLDED_MAX = 20,    /* named of each hit */
    CVD_COUNTED_COPIES_MAX = 100    /* counted of each hit */
};

/* Whether `r` asks for anything: what does not is answered by the whole
 * archive.  NULL does not. */
bool cvd_request_asks(const struct cvd_request *r);

/* Whether a filter of `r` is of field `f`. */
bool cvd_request_filters(const struct cvd_request *r, enum cvd_field f);

struct cvd_hit {
    struct cvd_doc doc;     /* without text */
    double score;           /* orders this one answer, no more */
    struct cvd_buf snippet; /* HTML: escaped text, <mark> the only tag */
    uint64_t cited_by;      /* documents that cite it, and surely so */
    unsigned copies;        /* other documents of the archive of which four
                               fifths are the same, either way; not counted
                               beyond CVD_COUNTED_COPIES_MAX */
    bool copies_counted;
    bool folding;           /* was asked for: */
    size_t folded;          /* copies of it that were passed over, */
    const struct cvd_hit *folded_hits; /* and the first CVD_FOLDED_MAX of them,
                                          without snippet: in the result */
    size_t folded_count;
};

enum { CVD_WARNINGS_MAX = 12 };

/* Something that was read in a query, and where. */
struct cvd_reading {
    enum cvd_field field;
    struct cvd_str value;    /* one of those understood */
    struct cvd_str label;    /* what a reader calls it */
    size_t start, end;       /* the bytes of the query that say it: words, a
                                number, or a field with its name */
    bool by_field;           /* tỉnh:"Ninh Thuận", which narrows; else free
                                words or a number, which rank */
};

/* By their place in the query; several of one piece of it, where a name stands
 * for several values. */
struct cvd_readings {
    struct cvd_reading *list;
    size_t count, cap;
    struct cvd_strings *strings;
};

struct cvd_result {
    struct cvd_buf query;        /* as understood: NFC */
    double took_ms;
    uint64_t total;
    uint64_t whole;              /* of them, what is all that was asked; the
                                    rest has only some of the words */
    bool total_is_exact;
    bool cut_short;              /* stopped at the deadline: hits may be
                                    missing, come in another order, lack
                                    snippet or cited_by; the total and the
                                    facets count what was found until then */
    struct cvd_hit *hits;
    size_t count;
    struct cvd_hit *folded;      /* their copies */
    size_t folded_count;
    uint64_t left;               /* folding was asked for, of a page: hits of
                                    all pages; where that is not known, those
                                    that are sure, beyond this page if any
                                    are; late, with some copies */
    bool left_is_exact;
    struct cvd_buf suggestion;   /* what was perhaps meant; empty: nothing */
    const char *warnings[CVD_WARNINGS_MAX]; /* Vietnamese, static */
    size_t warning_count;
    struct cvd_doc understood;   /* values only: NUMBER, TYPE, PROVINCE ... */
    struct cvd_readings readings; /* where the query says so; excluded fields
                                    and dates are not among them */
    struct cvd_answer answer;    /* its facets */
    struct cvd_str *labels;      /* what a reader calls the facets' values,
                                    one after another */
    struct cvd_strings *strings;
    struct cvd_edition edition;
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

enum { CVD_FILTER_TERMS_MAX = 4 };

/* The provinces that a filter's value stands for: codes, static, at most
 * CVD_FILTER_TERMS_MAX; 0 where no table has it.  With '=' before it, it is
 * asked for as of the documents' dates: *as_of, else on every map. */
size_t cvd_filter_provinces(struct cvd_str value, bool *as_of,
                            const char *codes[CVD_FILTER_TERMS_MAX]);

/* The code, static, of the province that since 2025-07-01 lies where the one
 * of `code` lay: khanh-hoa for ninh-thuan, itself for one of today; NULL where
 * no table has it, or its land went to several. */
const char *cvd_province_today(struct cvd_str code);

/* The English of a warning of this library; NULL of any other text. */
const char *cvd_warning_english(const char *warning);

/* Whether the province that `value` names, in any form that a filter takes, is
 * no more; then *now is the name of that in which it lies today, empty where
 * it went to several. */
bool cvd_province_is_gone(struct cvd_str value, struct cvd_str *now);

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

/* ---- a query's words in one document --------------------------------- */

enum { CVD_MARKS_MAX = 10000 }; /* of one text */

/* Words of a query that stand side by side.  Marks near one another are one
 * place: what a reader counts and goes through. */
struct cvd_mark {
    int64_t start, end;      /* code points of the document's text */
    size_t place;            /* from 1 on; 0: of none, a few words where the
                                text has more of them together */
};

/* Zero-initialise; release with cvd_marks_release(). */
struct cvd_marks {
    struct cvd_mark *list;   /* in the order of the text, apart */
    size_t count, cap;
    size_t places;
    size_t best;             /* the place that has the most of the words, the
                                first of them; 0: there is no place */
    bool complete;           /* else there are more: too many, or no time */
};

/* Where the words of r->query stand in `d`, a document with its text: what
 * cvd_search() would have marked in its snippet, all of it.  Filters and dates
 * of `r` say among which documents its words were sought as typed before
 * every spelling was; the rest is not looked at.  A word alone is not marked
 * where the text has several together, nor one that only joins others (của,
 * và) unless nothing else was asked, nor another word than what one typed
 * without marks surely is, where the text has that.
 *   CVD_EUSAGE, CVD_ELIMIT  as cvd_search() of the query
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_marks(struct cvd_searcher *s,
                          const struct cvd_request *r,
                          const struct cvd_doc *d, struct cvd_marks *out,
                          struct cvd_err *err);
void cvd_marks_release(struct cvd_marks *m);

/* ---- suggesting ------------------------------------------------------ */

enum { CVD_SUGGEST_MAX = 50 };

/* A document that is suggested by its title is opened; a name (of a campaign,
 * a province, a type) becomes a filter, beside what is left of the query; of
 * the rest the query is searched for. */
struct cvd_suggestion {
    struct cvd_buf text;    /* what a reader sees */
    const char *kind;       /* "words", "number", "campaign", "province",
                               "type" or "document"; static */
    bool counted;           /* `documents` is known */
    uint64_t documents;     /* that bear it; of a document: that cite it */
    struct cvd_buf value;   /* a code, an id, a number; empty of words */
    struct cvd_buf query;   /* what is left of the query once it is taken;
                               perhaps nothing */
    struct cvd_buf detail;  /* what tells it from others, in one line,
                               Vietnamese; perhaps nothing */
};

/* What `prefix` may go on to be, at most `limit`, what is most likely meant
 * first: its last word completed, or one more; document numbers; campaigns,
 * provinces and types that its last words name or begin to, of those that
 * documents of the index bear; documents whose title holds all its words.
 * Of each kind but words only a few; no text comes twice.  Words typed without
 * one mark get theirs back.
 * *out gets *count suggestions: free with cvd_suggestions_free().
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_suggest(struct cvd_searcher *s, struct cvd_str prefix,
                            size_t limit, struct cvd_suggestion **out,
                            size_t *count, struct cvd_err *err);
void cvd_suggestions_free(struct cvd_suggestion *s, size_t count);

/* Append {"query", "suggestions": [{"text", "kind", "count", "value",
 * "query", "detail"}]}; `prefix` is what was asked.  The same of one of them.
 * CVD_ENOMEM. */
enum cvd_status cvd_suggestions_json(struct cvd_str prefix,
                                     const struct cvd_suggestion *list,
                                     size_t count, struct cvd_buf *out);
enum cvd_status cvd_suggestion_json(const struct cvd_suggestion *s,
                                    struct cvd_buf *out);

/* ---- analysing ------------------------------------------------------- */

/* Append what the analyzer makes of `text`, in the contract's JSON.  `s` may
 * be NULL: then missing marks are not put back, which takes an index.
 *   CVD_EINPUT  not UTF-8
 *   CVD_ELIMIT, CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_analyze_json(const struct cvd_searcher *s,
                                 struct cvd_str text, struct cvd_buf *out,
                                 struct cvd_err *err);

#ifdef __cplusplus
}
#endif
#endif
