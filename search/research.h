/* research.h - over many documents: copies, counts by time, export,
 * concordance, lists.
 *
 * Threads, text and who owns what: search.h. */
#ifndef CVD_SEARCH_RESEARCH_H
#define CVD_SEARCH_RESEARCH_H

#include "search/search.h"

#ifdef __cplusplus
extern "C" {
#endif

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

#ifdef __cplusplus
}
#endif
#endif
