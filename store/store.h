/* store.h - an index on disk, read: documents, words, ranked answers.
 *
 * store/ may include base/, Xapian, libdeflate and nettle; it knows no
 * Vietnamese.  Only store.cc is C++.
 *
 * An index directory holds generations (see docs/index-format.md).  A
 * published generation never changes, so a struct cvd_store, opened on one,
 * answers the same for as long as it is open; open again to see a newer one.
 *
 * A cvd_store belongs to one thread: open one per worker.  Text is UTF-8;
 * sizes and offsets are bytes.  A document number (docno) counts from 1 and
 * is good for this cvd_store only. */
#ifndef CVD_STORE_STORE_H
#define CVD_STORE_STORE_H

#include "base/clock.h"
#include "base/str.h"
#include "store/fields.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cvd_store; /* opaque */

/* Open the current generation of the index in directory `path`.  The caller
 * owns *out: release with cvd_store_close().  On error *out is NULL.
 *   CVD_ENOINDEX  nothing there, or not an index of ours
 *   CVD_EVERSION  made by a newer version of this program, or by an older
 *                 one in a format no longer searched
 *   CVD_EINDEX    a file is missing, of the wrong size or damaged
 *   CVD_EIO, CVD_ENOMEM */
enum cvd_status cvd_store_open(const char *path, struct cvd_store **out,
                               struct cvd_err *err);
void cvd_store_close(struct cvd_store *s); /* NULL is nothing */

/* The number of the current generation of the index in `path`, for the price
 * of reading a small file: whether to open it anew.
 *   CVD_ENOINDEX, CVD_EVERSION, CVD_EINDEX, CVD_EIO */
enum cvd_status cvd_store_generation(const char *path, unsigned *generation,
                                     struct cvd_err *err);

/* What tells the generations of an index from one another for the price of a
 * stat(): of one and the same generation it is the same, of another it is
 * not.  All 0 where there is no index. */
struct cvd_store_stamp {
    uint64_t device, file;
    int64_t seconds, nanoseconds;
};

struct cvd_store_stamp cvd_store_stamp_of(const char *path);

/* The clock of what is asked of the store: never late until it is set.  Once
 * late, a walk ends early, a count is too low and an answer lacks documents,
 * with CVD_OK: ask the clock before making much of them. */
struct cvd_clock *cvd_store_clock(const struct cvd_store *s);

struct cvd_store_info {
    unsigned generation;
    unsigned analyzer;      /* version the words were made with; 0: mixed */
    unsigned parts;
    uint64_t documents;     /* live */
    uint64_t deleted;       /* removed, their room not yet won back */
    uint64_t words;         /* tokens in all, with deleted documents' */
    uint64_t text_bytes;    /* of text, with deleted documents' */
    uint64_t disk_bytes;    /* of the generation's files */
};

void cvd_store_describe(const struct cvd_store *s,
                        struct cvd_store_info *out);

/* ---- documents ------------------------------------------------------- */

struct cvd_value {
    enum cvd_field field;
    struct cvd_str value;
};

/* A document as stored.  The strings borrow from `data` when the store
 * filled it (release with cvd_doc_release()), else from the caller. */
struct cvd_doc {
    struct cvd_str id, title, text;
    struct cvd_value *values; /* in the order given */
    size_t value_count, value_cap;
    struct cvd_buf data;
};

/* The first value of `f`, empty if there is none. */
struct cvd_str cvd_doc_value(const struct cvd_doc *d, enum cvd_field f);

/* Append a value; the string is borrowed.  CVD_ENOMEM. */
enum cvd_status cvd_doc_add_value(struct cvd_doc *d, enum cvd_field f,
                                  struct cvd_str value);
void cvd_doc_release(struct cvd_doc *d);

/* The docno of document `id`.
 *   CVD_ENOTFOUND */
enum cvd_status cvd_store_find(const struct cvd_store *s, struct cvd_str id,
                               uint32_t *docno, struct cvd_err *err);

/* Read document `docno` into *out, replacing what it held; its text only
 * if asked (else empty).
 *   CVD_ENOTFOUND  no such document
 *   CVD_EINDEX     its record is damaged
 *   CVD_ENOMEM */
enum cvd_status cvd_store_read(struct cvd_store *s, uint32_t docno,
                               bool with_text, struct cvd_doc *out,
                               struct cvd_err *err);

/* The live document after `docno` (0: the first), 0 after the last. */
uint32_t cvd_store_next(const struct cvd_store *s, uint32_t docno);

/* ---- words ----------------------------------------------------------- */

/* A word as the analyzer spells it. */
struct cvd_word {
    struct cvd_str exact, folded;
};

/* Told of one word: `documents` bear it.  False stops the walk. */
typedef bool cvd_word_fn(void *ctx, struct cvd_str exact,
                         struct cvd_str folded, uint32_t documents);

/* Every word whose folded form is `folded`, or begins with it if `prefix`,
 * in byte order of (folded, exact), each once.  `documents` counts removed
 * ones until their part is written anew: ask, where that matters.
 *   CVD_ENOMEM */
enum cvd_status cvd_store_words(const struct cvd_store *s,
                                struct cvd_str folded, bool prefix,
                                cvd_word_fn *fn, void *ctx);

/* Some words of the index, found once so that their pairs can be counted
 * again and again.  Zero-initialise; release with cvd_spellings_release().
 * The strings borrow from the store. */
struct cvd_spellings {
    struct cvd_spelling {
        struct cvd_word word;
        uint32_t documents;  /* as cvd_store_words() counts */
    } *list;
    size_t count, cap;
    uint32_t *numbers;       /* the store's own: by word, then by part */
    size_t number_cap;
};

/* Append the words whose folded form is `folded` and that `fits` takes (NULL:
 * all), at most `max`: the most borne ones, in no order.
 *   CVD_ENOMEM, *out then as it was */
enum cvd_status cvd_store_spellings(const struct cvd_store *s,
                                    struct cvd_str folded, size_t max,
                                    bool (*fits)(void *ctx,
                                                 struct cvd_str exact),
                                    void *ctx, struct cvd_spellings *out);

/* Append a word that the index has not: no document, no pair.  The word is
 * borrowed.  CVD_ENOMEM. */
enum cvd_status cvd_store_unknown(const struct cvd_store *s,
                                  struct cvd_word word,
                                  struct cvd_spellings *out);

void cvd_spellings_release(struct cvd_spellings *w);

/* In how many documents b->list[j] stands right behind a->list[i]:
 * documents[i * b->count + j], removed documents counted.  Both sets are of
 * this store.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_store_pairs(const struct cvd_store *s,
                                const struct cvd_spellings *a,
                                const struct cvd_spellings *b,
                                uint32_t *documents, struct cvd_err *err);

/* Every word that follows one of the spellings of `before` (folded form) in
 * some document and whose folded form begins with `folded_prefix`.
 * `documents` counts each spelling of `before` apart; a word may come
 * several times.  Stops after `limit` words.
 *   CVD_EINDEX */
enum cvd_status cvd_store_followers(const struct cvd_store *s,
                                    struct cvd_str before,
                                    struct cvd_str folded_prefix,
                                    size_t limit, cvd_word_fn *fn, void *ctx,
                                    struct cvd_err *err);

/* Every value of `field` that begins with `prefix`, in byte order, told as
 * `exact` (folded is empty), at most `limit`.
 *   CVD_EINDEX */
enum cvd_status cvd_store_values(struct cvd_store *s, enum cvd_field field,
                                 struct cvd_str prefix, size_t limit,
                                 cvd_word_fn *fn, void *ctx,
                                 struct cvd_err *err);

/* ---- asking ---------------------------------------------------------- */

/* One place in a query where one word stands: one of `words`, or any
 * spelling of the folded form of the first. */
struct cvd_slot {
    bool any_spelling;
    const struct cvd_word *words;
    size_t count;
};

enum cvd_node_kind {
    CVD_N_NONE,    /* matches nothing */
    CVD_N_ALL,     /* matches everything, weight 0 */
    CVD_N_WORD,    /* slots[0], BM25 × weight */
    CVD_N_PHRASE,  /* slots stand side by side; BM25 of the phrase × weight
                      (0: a filter).  At least two slots */
    CVD_N_FIELD,   /* `term` of `field`, weight 0 */
    CVD_N_RANGE,   /* date `from` to `to`, ISO, inclusive, either empty */
    CVD_N_AND,     /* all kids; weights add */
    CVD_N_OR,      /* any kid; weights add */
    CVD_N_NOT,     /* kids[0] and not kids[1] */
    CVD_N_MAYBE,   /* kids[0]; kids[1] only adds weight */
    CVD_N_FILTER,  /* kids[0] and kids[1]; kids[1] gives no weight */
    CVD_N_BEST,    /* any kid; only the greatest weight counts */
    CVD_N_LEAST,   /* at least `least` of the kids, each a CVD_N_WORD or a
                      CVD_N_OR of CVD_N_WORD and CVD_N_PHRASE; weight 0 */
    CVD_N_FIXED    /* what kids[0] matches, each with `weight` */
};

/* A query.  Everything is borrowed for the call. */
struct cvd_node {
    enum cvd_node_kind kind;
    double weight;
    const struct cvd_slot *slots;
    size_t slot_count;
    /* Of a word or phrase: it is as rare as all words and phrases of this
     * tree together, for which it stands; NULL: as rare as it is. */
    const struct cvd_node *stands_for;
    /* Of a phrase whose words count by themselves too: this share of the
     * rarity of the rarest of them is taken off its own. */
    double words_share;
    enum cvd_field field;
    struct cvd_str term, from, to;
    unsigned least;
    struct cvd_node *const *kids;
    size_t kid_count;
};

enum cvd_sort { CVD_SORT_RELEVANCE, CVD_SORT_NEWEST, CVD_SORT_OLDEST };

struct cvd_ask {
    const struct cvd_node *root;
    unsigned offset, limit;
    enum cvd_sort sort;     /* unknown dates come last either way */
    unsigned exact_to;      /* count exactly up to so many matches */
    const enum cvd_field *facets; /* fields with a column */
    size_t facet_count;
    size_t facet_values;    /* of each at most; 0: CVD_FACET_VALUES_MAX; of
                               dates always CVD_FACET_DATES_MAX */
};

struct cvd_match {
    uint32_t docno;
    double score;
};

struct cvd_facet_value {
    struct cvd_str value;
    uint64_t count;
};

struct cvd_facet {
    enum cvd_field field;
    struct cvd_facet_value *values; /* most frequent first, then by value */
    size_t count;
};

/* An answer owns all in it; release with cvd_answer_release(). */
struct cvd_answer {
    struct cvd_match *matches; /* best first; equals by docno */
    size_t count;
    uint64_t total;
    bool total_is_exact;
    bool cut_short;            /* it was late: total and counts are of what
                                  was found until then */
    struct cvd_facet *facets;  /* in the order asked, counts exact */
    size_t facet_count;
    struct cvd_buf data;
};

/* Answer a query.
 *   CVD_ELIMIT  the tree is too deep
 *   CVD_EINDEX  index damaged
 *   CVD_ENOMEM */
enum cvd_status cvd_store_ask(struct cvd_store *s, const struct cvd_ask *q,
                              struct cvd_answer *out, struct cvd_err *err);
void cvd_answer_release(struct cvd_answer *a);

/* ---- all that a query finds ------------------------------------------ */

/* Documents, a bit for each of the store, in the order in which the parts
 * hold them.  Zero-initialise; release with cvd_docset_release(). */
struct cvd_docset {
    unsigned char *bits;    /* by position, which is docno - 1 */
    uint32_t *begin;        /* by part: its first position; parts + 1 */
    size_t parts;
    uint64_t count;
};

/* Collect what `root` finds, whatever its weights: exactly what
 * cvd_store_ask() counts; less when the clock is late.
 *   as cvd_store_ask() */
enum cvd_status cvd_store_collect(struct cvd_store *s,
                                  const struct cvd_node *root,
                                  struct cvd_docset *out,
                                  struct cvd_err *err);
void cvd_docset_release(struct cvd_docset *d);

/* The docno of the first document at position *at or behind it, 0 if there is
 * none; *at becomes the position behind it. */
uint32_t cvd_docset_next(const struct cvd_docset *d, uint32_t *at);

/* Told of the document at one position its date, ISO, or nothing.  False
 * stops the walk. */
typedef bool cvd_date_fn(void *ctx, uint32_t at, struct cvd_str date);

/* Tell the dates of the documents of `set`, which is of this store, by
 * position, without reading their records. */
void cvd_store_dates(struct cvd_store *s, const struct cvd_docset *set,
                     cvd_date_fn *fn, void *ctx);

/* Told of one value: so many documents have it.  False stops the walk. */
typedef bool cvd_tally_fn(void *ctx, struct cvd_str value,
                          uint64_t documents);

/* Tell the values of `field`, which has a column, that documents of `set`
 * have, which is of this store: in byte order, and again for each part.  The
 * strings borrow from the store.
 *   CVD_ENOMEM */
enum cvd_status cvd_store_tally(struct cvd_store *s,
                                const struct cvd_docset *set,
                                enum cvd_field field, cvd_tally_fn *fn,
                                void *ctx, struct cvd_err *err);

/* Which group a value is of, counted from 0; that of documents without one is
 * the group of the empty string.  Asked once for each value of a part. */
typedef uint32_t cvd_group_fn(void *ctx, struct cvd_str value);

/* Documents by two fields at once, which have columns: a row for a group of
 * the one, a column for a group of the other.  A document is in the row of the
 * first value of its row field, and in the columns of all values of the other,
 * in each once: the columns of a row may add up to more documents than it
 * has.  What is of group `rows`, `columns` or above is not counted. */
struct cvd_cross {
    enum cvd_field row_field, column_field;
    uint32_t rows, columns;
    cvd_group_fn *row_of, *column_of;
    void *ctx;
    uint32_t *counts;        /* the caller's, added to: rows * columns of
                                them, row by row */
};

/* Count the documents of `set`, which is of this store, in one pass.
 *   CVD_ENOMEM */
enum cvd_status cvd_store_cross(struct cvd_store *s,
                                const struct cvd_docset *set,
                                const struct cvd_cross *t,
                                struct cvd_err *err);

/* Give back the memory that the files looked at until now take up: whoever
 * walks through a large index need not hold all of it. */
void cvd_store_rest(struct cvd_store *s);

/* ---- lists ----------------------------------------------------------- */

/* Names of the user's own that an index keeps beside its generations, so that
 * who adds to it and who asks it knows them too. */
#define CVD_LIST_CAMPAIGNS "campaigns.tsv"

/* Append list `name` of the index in `path`; nothing where it keeps none.
 *   CVD_ELIMIT (CVD_LIST_BYTES_MAX), CVD_EIO, CVD_ENOMEM */
enum cvd_status cvd_list_read(const char *path, const char *name,
                              struct cvd_buf *out, struct cvd_err *err);

/* Keep `data` as list `name`, in one step.  CVD_EIO, CVD_ENOSPACE. */
enum cvd_status cvd_list_write(const char *path, const char *name,
                               struct cvd_str data, struct cvd_err *err);

/* ---- care ------------------------------------------------------------ */

/* Read every file of the current generation of `path` against the SHA-256
 * in its manifest, then open it, read every record and every word list.
 * `problem` is told of each fault in one sentence; *faults counts them.
 *   CVD_OK also when there are faults; else as cvd_store_open() */
enum cvd_status cvd_store_check(const char *path,
                                void (*problem)(void *ctx, const char *what),
                                void *ctx, unsigned *faults,
                                struct cvd_err *err);

#ifdef __cplusplus
}
#endif
#endif
