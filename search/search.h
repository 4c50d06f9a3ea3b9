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
    bool without_snippets;
};

struct cvd_hit {
    struct cvd_doc doc;     /* without text */
    double score;           /* orders this one answer, no more */
    struct cvd_buf snippet; /* HTML: escaped text, <mark> the only tag */
    uint64_t cited_by;      /* documents that cite it, and surely so */
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

/* ---- a query, written otherwise --------------------------------------- */

/* Append `query` without its bytes [start, end), which are whole items, and
 * without the AND, OR and parentheses that are left with nothing to join; the
 * rest as it is written.  CVD_ENOMEM. */
enum cvd_status cvd_query_without(struct cvd_str query, size_t start,
                                  size_t end, struct cvd_buf *out);

/* Append the query of `r` without what says reading `i`.  Where that is a type
 * before a figure ("kế hoạch 277") the figure stays a number: "số 277".
 *   CVD_ENOMEM */
enum cvd_status cvd_reading_drop(const struct cvd_result *r, size_t i,
                                 struct cvd_buf *out);

/* Append the query of `r` with the words of reading `i`, which is none by
 * field, in quotation marks: they are sought as they stand and name nothing.
 *   CVD_ENOMEM */
enum cvd_status cvd_reading_quote(const struct cvd_result *r, size_t i,
                                  struct cvd_buf *out);

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
    struct cvd_str identity; /* what tells it from others of its number:
                                analyzers/identity.h; empty: nothing does */
    enum cvd_resolution resolution;
    size_t first_held, held_count; /* in cvd_citations.held */
};

/* Zero-initialise; release with cvd_citations_release(). */
struct cvd_citations {
    struct cvd_citation *list;
    size_t count, cap;
    struct cvd_held *held;
    size_t held_count, held_cap;
    size_t dropped;          /* references beyond CVD_REFERENCES_MAX, and
                                those not yet resolved at the deadline */
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
    bool cut;                /* not all there is was looked at, for a limit
                                or for the deadline */
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

/* Append in JSON: {"id", "citations", "dropped"}; {"id", "number",
 * "entities", "complete"}; {"entities", "complete"}.  The members of a
 * citation are the contract's, with "resolution", "about", "again" and
 * "resolved_titles".  CVD_ENOMEM. */
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

/* ---- the citation graph ---------------------------------------------- */

enum { CVD_GRAPH_NODES = 500, CVD_GRAPH_NODES_MAX = 10000,
       CVD_GRAPH_DEPTH_MAX = 6 };

enum cvd_direction {
    CVD_GRAPH_OUT,           /* to what it cites */
    CVD_GRAPH_IN,            /* to what cites it */
    CVD_GRAPH_BOTH
};

struct cvd_graph_request {
    struct cvd_request find; /* its query: the id of a document, where there
                                is no filter and no date, or else a query;
                                limit, offset and facets are not read */
    unsigned depth;          /* steps to go; 0: none */
    enum cvd_direction direction;
    unsigned nodes;          /* at most */
};

/* A document as in cvd_cited_by(): held by the archive (in one copy or
 * several, of which one is shown), or known only by what cites it.  What is
 * not known is empty. */
struct cvd_graph_node {
    struct cvd_str key;      /* its id, if it is held, else its identity
                                (analyzers/identity.h) */
    struct cvd_str id, number, type, date, title, issuer, province;
    bool held;
    unsigned steps;          /* from what was asked for; 0: that itself */
    uint64_t cited_by;       /* documents of the archive, in the graph or
                                not; copies of one count each */
};

/* nodes[from] cites nodes[to]; CVD_R_ABSENT: which is not held. */
struct cvd_graph_edge {
    uint32_t from, to;
    enum cvd_resolution how;
};

/* Zero-initialise; release with cvd_graph_release(). */
struct cvd_graph {
    struct cvd_buf query;    /* as understood, or the id */
    struct cvd_graph_node *nodes; /* by steps, then the most cited first */
    size_t node_count;
    struct cvd_graph_edge *edges; /* by from, then to; each pair once */
    size_t edge_count;
    uint64_t ambiguous;      /* references of the nodes left out, it being
                                unknown which document they mean */
    bool cut;                /* not all there is was looked at, or shown */
    const char *warnings[CVD_WARNINGS_MAX]; /* of the query */
    size_t warning_count;
    struct cvd_strings *strings;
};

/* The documents within r->depth steps of one, or of the best that a query
 * finds (a fifth of r->nodes, with depth 0 all, CVD_LIMIT_MAX at most), and
 * every citation among them.  Where they
 * are too many those remain that are fewer steps away, and of these the most
 * cited.  The same index gives the same graph.  Takes up to a few seconds:
 * each document's text is read for what it cites.
 *   CVD_EUSAGE  depth or nodes over the limit; and as cvd_search()
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_graph(struct cvd_searcher *s,
                          const struct cvd_graph_request *r,
                          struct cvd_graph *out, struct cvd_err *err);
void cvd_graph_release(struct cvd_graph *g);

/* Append as Graphviz reads it; as GraphML, which Gephi and yEd open; as JSON:
 * {"query", "nodes": [{"key", "id", "held", "number", "type", "date",
 * "title", "issuer", "province", "province_name", "cited_by", "steps"}],
 * "edges": [{"from", "to", "kind": "cites", "resolution"}], "ambiguous",
 * "complete", "warnings"}.  CVD_ENOMEM. */
enum cvd_status cvd_graph_dot(const struct cvd_graph *g,
                              struct cvd_buf *out);
enum cvd_status cvd_graph_graphml(const struct cvd_graph *g,
                                  struct cvd_buf *out);
enum cvd_status cvd_graph_json(const struct cvd_graph *g,
                               struct cvd_buf *out);

/* ---- copies and reuse ------------------------------------------------ */

enum { CVD_SIMILAR_MAX = 200 };

/* A document that shares text with the one asked for.  What is compared are
 * rows of five words without their marks, each counted once; case,
 * punctuation and layout do not matter, nor does the order of longer
 * pieces. */
struct cvd_similar {
    struct cvd_str id, title, number, date, issuer; /* empty: unknown */
    double shared;           /* how much of the one asked for is in it, 0..1 */
    double shared_of_other;  /* how much of it is in the one asked for */
    bool duplicate;          /* at least 0.8 of each */
};

/* Zero-initialise; release with cvd_similar_list_release(). */
struct cvd_similar_list {
    struct cvd_str id;       /* of the one asked for */
    struct cvd_similar *list; /* the most shared first */
    size_t count;
    size_t found;            /* with those beyond the limit */
    bool cut;                /* not all that may share some was compared */
    struct cvd_strings *strings;
};

/* The documents that share text with document `id`, at most `limit`: those
 * that a few hundred comparisons find, of what has the most of its rarest
 * words side by side; what is but a small piece of a long text is found
 * from its own side.  Of texts of more than 65,536 words a sample is compared.
 * Takes a tenth to half a second, of texts of megabytes some seconds.
 *   CVD_ENOTFOUND  no such document
 *   CVD_EUSAGE     limit over CVD_SIMILAR_MAX
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_similar(struct cvd_searcher *s, struct cvd_str id,
                            unsigned limit, struct cvd_similar_list *out,
                            struct cvd_err *err);
void cvd_similar_list_release(struct cvd_similar_list *l);

/* Append {"id", "similar": [{"id", "title", "number", "date", "issuer",
 * "shared", "shared_of_other", "duplicate"}], "found", "complete"}; one of
 * them.  CVD_ENOMEM. */
enum cvd_status cvd_similar_json(const struct cvd_similar_list *l,
                                 struct cvd_buf *out);
enum cvd_status cvd_similar_one_json(const struct cvd_similar *one,
                                     struct cvd_buf *out);

/* ---- over all that is found ------------------------------------------ */

/* Append the facets of an answer in JSON: {"query", "total", "complete",
 * "facets", "warnings"}.  Where it is complete their counts are exact; so is
 * the total, where there is a facet.  CVD_ENOMEM. */
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
 * whatever r's limit, unless found.cut_short.
 *   as cvd_search() */
enum cvd_status cvd_timeline(struct cvd_searcher *s,
                             const struct cvd_request *r,
                             enum cvd_time_unit unit,
                             struct cvd_timeline *out, struct cvd_err *err);
void cvd_timeline_release(struct cvd_timeline *t);

/* The same of an answer that is there, which has a facet of CVD_F_DATE; what
 * has none is without a period, and undated.  out->found stays empty.
 *   CVD_ENOMEM */
enum cvd_status cvd_timeline_count(const struct cvd_result *r,
                                   enum cvd_time_unit unit,
                                   struct cvd_timeline *out);

/* Append {"query", "unit", "total", "complete", "undated", "coarse",
 * "periods", "suggestion", "warnings"}.  CVD_ENOMEM. */
enum cvd_status cvd_timeline_json(const struct cvd_timeline *t,
                                  struct cvd_buf *out);

/* ---- all that is found, to take away --------------------------------- */

enum cvd_export_format { CVD_EXPORT_CSV, CVD_EXPORT_JSONL };

struct cvd_export_form {
    enum cvd_export_format format;
    struct cvd_str columns; /* names joined by commas; empty: the members of a
                               hit, less score, duplicates
                               and snippet */
    bool about;             /* JSONL: before all else a line {"about": ...} */
    const char *warning;    /* one more to tell of; NULL: none */
};

struct cvd_export; /* opaque */

/* Find all documents that cvd_search() would count, where it counts exactly,
 * to be read row by row without a ceiling.  Memory: a bit for each document of
 * the index, what one row needs, and with r->sort by date 20 MB.  The order is
 * that of the index, newest or oldest first, ties in the order of the index;
 * CVD_SORT_RELEVANCE is the order of the index, for ranking takes all scores
 * at once.  The same index and question give the same bytes.  Page and facets
 * of the request are not looked at.
 * The caller owns *out: release with cvd_export_close(), before `s`.  It is
 * used by the thread of `s`, which may answer other questions meanwhile; the
 * request and the form are not needed any more.
 *   CVD_EUSAGE  also: a column that is not, or one twice; err names it
 *   as cvd_search() */
enum cvd_status cvd_export_open(struct cvd_searcher *s,
                                const struct cvd_request *r,
                                const struct cvd_export_form *form,
                                struct cvd_export **out,
                                struct cvd_err *err);
void cvd_export_close(struct cvd_export *e); /* NULL is nothing */

/* What was asked of what, as a JSON object on one line, so that a paper can
 * cite it: query as understood, filters, total, order, columns, the index's
 * generation and analyzer version, warnings.  Lives as long as `e`. */
struct cvd_str cvd_export_about(const struct cvd_export *e);

/* The same as far as it is of the answer (no hits; the total is exact) and of
 * the index.  Live as long as `e`. */
const struct cvd_result *cvd_export_found(const struct cvd_export *e);
const struct cvd_store_info *cvd_export_index(const struct cvd_export *e);

/* Append whole rows until `want` bytes (not 0) came or there is no more:
 * nothing appended is the end.  Knows no deadline: one holds while all is
 * sought, and cvd_export_found() says whether it came (cut_short).
 * CSV is UTF-8 behind a byte order mark, RFC 4180, a first line of names, what
 * a spreadsheet would take for a formula behind an apostrophe, several values
 * of one cell joined by semicolons; JSONL has what is not known null.
 *   CVD_EINDEX, CVD_ENOMEM: rows appended before are good, none follows */
enum cvd_status cvd_export_read(struct cvd_export *e, size_t want,
                                struct cvd_buf *out, struct cvd_err *err);

/* ---- concordance ----------------------------------------------------- */

enum {
    CVD_KWIC_WIDTH = 40,        /* code points either side, customarily */
    CVD_KWIC_WIDTH_MAX = 200,
    CVD_KWIC_LINES_MAX = 100000 /* of one answer: 2 MB, sorted 15 MB */
};

/* The order of the lines; ties are as in the text, documents as in the
 * index. */
enum cvd_kwic_sort {
    CVD_KWIC_TEXT,
    CVD_KWIC_LEFT,     /* by the words before, from the keyword outward */
    CVD_KWIC_RIGHT,    /* by the words behind */
    CVD_KWIC_DATE,     /* oldest first, unknown last */
    CVD_KWIC_PROVINCE  /* by its name, unknown last */
};

struct cvd_kwic_form {
    unsigned width;
    enum cvd_kwic_sort sort;
    unsigned sample;       /* so many lines of all, by chance; 0: all */
    unsigned seed;         /* the same seed, index and question: the same */
    unsigned lines_max;    /* at most so many are looked for, and kept if
                              there is no sample; 0: CVD_KWIC_LINES_MAX */
};

struct cvd_kwic_line {
    struct cvd_str id, date, province; /* a code; empty: unknown */
    struct cvd_str left, keyword, right; /* the text, each run of white space
                                            one blank: left, keyword and right
                                            one after another are a piece */
    int64_t start, end;    /* of the keyword: code points of the text */
};

/* Zero-initialise; release with cvd_kwic_release(). */
struct cvd_kwic {
    struct cvd_result found; /* query, total (exact), warnings; no hits */
    uint64_t total_lines;
    bool complete;           /* else there are more: not looked for */
    struct cvd_kwic_line *lines; /* the page asked for */
    size_t count;
    struct cvd_strings *strings;
};

/* A line for each place where words or phrases of the query stand in the
 * texts of the documents that cvd_search() would count: what a snippet marks.
 * Of these r->limit lines (to CVD_KWIC_LINES_MAX) from r->offset on.  With a
 * sample all lines are looked at, else the first `lines_max` in the order of
 * the index, and *complete says whether that was all.
 *   CVD_EUSAGE  also: width, sample or lines_max over its maximum
 *   as cvd_search() */
enum cvd_status cvd_kwic(struct cvd_searcher *s, const struct cvd_request *r,
                         const struct cvd_kwic_form *form,
                         struct cvd_kwic *out, struct cvd_err *err);
void cvd_kwic_release(struct cvd_kwic *k);

/* Append {"query", "total_documents", "total_lines", "complete", "lines":
 * [{"id", "date", "province", "left", "keyword", "right", "start", "end"}],
 * "suggestion", "warnings"}; one line of it.  CVD_ENOMEM. */
enum cvd_status cvd_kwic_json(const struct cvd_kwic *k, struct cvd_buf *out);
enum cvd_status cvd_kwic_line_json(const struct cvd_kwic_line *l,
                                   struct cvd_buf *out);

/* ---- lists ----------------------------------------------------------- */

/* Append {"campaigns": [{"code", "name", "listed", "documents"}],
 * "complete"}: those of the lists, the build's and the index's own, and those
 * that documents name without being listed; the most documents first.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_campaigns_json(struct cvd_searcher *s,
                                   struct cvd_buf *out, struct cvd_err *err);

/* Append {"provinces": [{"code", "name", "since", "until", "now",
 * "documents"}], "complete"}: the 34 since 2025-07-01, then the 63 until the
 * day before; "now" are the codes of those of today that lie there.  Counted
 * are the documents of issuers who sat in a province of that very code, as
 * --province =CODE finds them: a code that is of both eras has the documents
 * of both, in either place.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_provinces_json(struct cvd_searcher *s,
                                   struct cvd_buf *out, struct cvd_err *err);

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
