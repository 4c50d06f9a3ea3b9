/* research.h - over many documents: counts by time, export, concordance,
 * lists.
 *
 * Threads, text and who owns what: search.h. */
#ifndef CVD_SEARCH_RESEARCH_H
#define CVD_SEARCH_RESEARCH_H

#include "search/search.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- what was asked of what ------------------------------------------ */

/* How a tool says it. */
struct cvd_about_form {
    const char *subject;    /* what was asked is called; NULL: "query" */
    const char *sort;       /* the order of what is listed; NULL: none */
    struct cvd_str more;    /* members of its own, as JSON without braces:
                               "unit":"year"; empty: none */
    bool understood;        /* say what was read in the query; only of an
                               answer that has it, as cvd_search()'s has */
    bool many;              /* of many queries: say none of them, and nothing
                               of what it finds */
    bool uncounted;         /* it is not known how many there are */
};

/* Append, as a JSON object on one line so that a paper can cite it, what was
 * asked and of which index: {"query" as understood, "filters", "from", "to",
 * "understood"?, "total"?, "complete", "sort"?, ..., "index", "program",
 * "suggestion", "warnings"}.  No time of day: the same index and question give
 * the same bytes.  `found` is the answer to `r`, from here or from a server.
 * CVD_ENOMEM. */
enum cvd_status cvd_about_json(const struct cvd_result *found,
                               const struct cvd_request *r,
                               const struct cvd_about_form *form,
                               struct cvd_buf *out);

/* ---- over all that is found ------------------------------------------ */

/* Append the facets of an answer in JSON: {"query", "total", "complete",
 * "facets", "warnings"}.  Where it is complete their counts are exact; so is
 * the total, where there is a facet.  CVD_ENOMEM. */
enum cvd_status cvd_facets_json(const struct cvd_result *r,
                                struct cvd_buf *out);

/* As long as their names: "year", "quarter", "month". */
enum cvd_time_unit {
    CVD_UNIT_AUTO,           /* months of up to three years, if any is known,
                                else years */
    CVD_UNIT_YEAR, CVD_UNIT_QUARTER, CVD_UNIT_MONTH
};
const char *cvd_time_unit_name(enum cvd_time_unit unit);

/* What a timeline may be split by, a series a value: "none", "province",
 * "district", "campaign", "type", "issuer". */
enum cvd_split {
    CVD_SPLIT_NONE, CVD_SPLIT_PROVINCE, CVD_SPLIT_DISTRICT,
    CVD_SPLIT_CAMPAIGN, CVD_SPLIT_TYPE, CVD_SPLIT_ISSUER, CVD_SPLIT_COUNT
};
const char *cvd_split_name(enum cvd_split split);

/* What is drawn: "count", "per-thousand", "per-thousand-of-split". */
enum cvd_measure {
    CVD_MEASURE_COUNT, CVD_MEASURE_RATE, CVD_MEASURE_SPLIT_RATE,
    CVD_MEASURE_COUNTS /* how many there are */
};
const char *cvd_measure_name(enum cvd_measure measure);

enum {
    CVD_SERIES = 8,             /* values, customarily */
    CVD_SERIES_MAX = 1000,
    CVD_SERIES_DRAWN_MAX = 10,  /* in a picture; with what is left, twelve */
    CVD_SERIES_CELLS_MAX = 500000 /* series times periods: 8 MB, and some 20
                                     as JSON */
};

struct cvd_timeline_form {
    enum cvd_time_unit unit;
    enum cvd_split split;
    unsigned series;         /* so many values, the most frequent of what is
                                found; 0: CVD_SERIES */
};

struct cvd_period {
    char name[8];            /* 2023, 2023-Q1, 2023-08 */
    uint64_t count;
    uint64_t documents;      /* of the archive, whatever was asked but from and
                                to: what the growth of the archive makes of
                                the count shows beside it */
};

/* Of one series and period. */
struct cvd_series_cell {
    uint32_t count;
    uint32_t documents;      /* of the archive that are of the series too */
};

enum cvd_series_kind {
    CVD_SERIES_VALUE,
    CVD_SERIES_OTHERS,       /* what has a value that has no series */
    CVD_SERIES_WITHOUT       /* what has none */
};
const char *cvd_series_kind_name(enum cvd_series_kind kind);

/* A document of several values is in the series of each, and in each once;
 * so the series may add up to more than is found. */
struct cvd_series {
    enum cvd_series_kind kind;
    struct cvd_str value, label; /* a code or a name, and what a reader calls
                                    it; the latter alone of what is no
                                    value */
    uint64_t total;          /* with those that are in no period: */
    uint64_t undated, coarse;
    const struct cvd_series_cell *cells; /* by period */
};

/* Zero-initialise; release with cvd_timeline_release(). */
struct cvd_timeline {
    struct cvd_result found; /* query, total, warnings; no hits */
    enum cvd_time_unit unit; /* never CVD_UNIT_AUTO */
    struct cvd_period *list; /* from the first to the last that has a
                                document, those between that have none too;
                                as far as r->from and r->to, where they are
                                given, unless that were thousands */
    size_t count, cap;
    uint64_t undated;        /* without a date */
    uint64_t coarse;         /* dated, not as precisely as the unit asks */
    enum cvd_split split;
    struct cvd_series *series; /* the most documents first, then by value;
                                  behind them the others and what is without,
                                  where there are such */
    size_t series_count;
    uint64_t values;         /* that what is found has, with a series or
                                without */
    struct cvd_series_cell *cells;
};

/* Count what answers `r` by the dates of the documents, and beside it all
 * documents of the archive that r->from and r->to leave; with form->split
 * both again by its values.  All counts are exact, whatever r's limit, unless
 * found.cut_short.
 *   CVD_EUSAGE  also: too many series, or of too many periods
 *   as cvd_search() */
enum cvd_status cvd_timeline(struct cvd_searcher *s,
                             const struct cvd_request *r,
                             const struct cvd_timeline_form *form,
                             struct cvd_timeline *out, struct cvd_err *err);
void cvd_timeline_release(struct cvd_timeline *t);

/* The periods of an answer that is there, which has a facet of CVD_F_DATE;
 * what has none is without a period, and undated.  out->found stays empty, and
 * no documents of the archive are counted.
 *   CVD_ENOMEM */
enum cvd_status cvd_timeline_count(const struct cvd_result *r,
                                   enum cvd_time_unit unit,
                                   struct cvd_timeline *out);

/* 1000 * count / documents; not a number where there is none of these, or
 * fewer than were found, which is when there was no time to count them. */
double cvd_per_thousand(uint64_t count, uint64_t documents);

/* Append {"query", "unit", "split", "total", "complete", "undated", "coarse",
 * "periods": [{"period", "count", "documents", "per_thousand"}], "values",
 * "series": [{"kind", "value", "label", "total", "undated", "coarse", and by
 * period "counts", "documents", "per_thousand" (of all documents of the
 * period), "per_thousand_of_split" (of those of the series)}], "suggestion",
 * "warnings", "index"}.  CVD_ENOMEM. */
enum cvd_status cvd_timeline_json(const struct cvd_timeline *t,
                                  struct cvd_buf *out);

/* A table has a row for each period, or for each series in it; these are its
 * columns, ended by NULL. */
enum { CVD_TIMELINE_CELLS_MAX = 9 };
const char *const *cvd_timeline_columns(const struct cvd_timeline *t);
size_t cvd_timeline_rows(const struct cvd_timeline *t);

/* Set `cells` to the columns of row `row`, what is not known empty; their
 * figures are in *figures, which is written anew.  CVD_ENOMEM. */
enum cvd_status cvd_timeline_row(const struct cvd_timeline *t, size_t row,
                                 struct cvd_str cells[CVD_TIMELINE_CELLS_MAX],
                                 struct cvd_buf *figures);

/* Append such a row as a JSON object, what is not known null; all of them as
 * CSV, in the form of an export.  CVD_ENOMEM. */
enum cvd_status cvd_timeline_row_json(const struct cvd_timeline *t,
                                      size_t row, struct cvd_buf *out);
enum cvd_status cvd_timeline_csv(const struct cvd_timeline *t,
                                 struct cvd_buf *out);

/* Append what is told beside a table, as members of cvd_about_form.more:
 * "unit", "split", "undated", "coarse", "values", "measure"?
 * (CVD_MEASURE_COUNTS: none).  CVD_ENOMEM. */
enum cvd_status cvd_timeline_about(const struct cvd_timeline *t,
                                   enum cvd_measure measure,
                                   struct cvd_buf *out);

/* Append a picture of it, SVG 1.1 for a page and for paper: a line for each
 * series, or one.  It says itself what was asked (`r`) of which index, in
 * <desc> and as JSON, cvd_about_json(), in <metadata>.
 *   CVD_EUSAGE  it has more than CVD_SERIES_DRAWN_MAX series of values, or
 *               `measure` is of a split and there is none
 *   CVD_ENOMEM */
enum cvd_status cvd_timeline_svg(const struct cvd_timeline *t,
                                 const struct cvd_request *r,
                                 enum cvd_measure measure,
                                 struct cvd_buf *out, struct cvd_err *err);

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
