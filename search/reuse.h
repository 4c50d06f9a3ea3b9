/* reuse.h - texts that copy each other: who has the same text or much of it,
 * who carries a sentence.
 *
 * What is compared are words without their marks: case, punctuation and layout
 * do not matter.
 *
 * Threads, text and who owns what: search.h. */
#ifndef CVD_SEARCH_REUSE_H
#define CVD_SEARCH_REUSE_H

#include "search/search.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- copies and reuse ------------------------------------------------ */

enum {
    CVD_SIMILAR_MAX = 200,
    CVD_PASSAGES = 3,        /* shown of one document, the longest */
    CVD_PASSAGE_WORDS = 12   /* one has at least so many */
};

/* What is told of a document; empty: unknown. */
struct cvd_facts {
    struct cvd_str id, title, number, date, issuer, province;
};

/* Words that two documents have in a row. */
struct cvd_passage {
    struct cvd_str text;     /* as it stands in the document asked for, each
                                run of white space one blank; of a long one
                                its beginning and its end, " … " between */
    int64_t start, end;      /* code points of the text of the document asked
                                for */
    int64_t other_start, other_end; /* of the other one's */
    size_t words;
};

/* A document that shares text with the one asked for.  What is counted are
 * rows of five words, each once; the order of longer pieces does not
 * matter. */
struct cvd_similar {
    struct cvd_facts facts;
    double shared;           /* how much of the one asked for is in it, 0..1 */
    double shared_of_other;  /* how much of it is in the one asked for */
    bool duplicate;          /* at least 0.8 of each */
    struct cvd_passage passages[CVD_PASSAGES]; /* in the order of the text */
    size_t passage_count;
    size_t passages_found;   /* with those not shown */
};

/* Zero-initialise; release with cvd_similar_list_release(). */
struct cvd_similar_list {
    struct cvd_str id;       /* of the one asked for */
    struct cvd_similar *list; /* the most shared first, of equals the oldest */
    size_t count;
    size_t found;            /* with those beyond the limit */
    bool cut;                /* not all that may share some was compared */
    struct cvd_edition edition;
    struct cvd_strings *strings;
};

/* The documents that share text with document `id`, at most `limit`.  Whoever
 * has CVD_SHINGLE_SURE words in a row in common with it is found
 * (store/shingles.h); of a text of more than some 6,500 words a sample of them
 * is looked up.  What 25 documents and one in two hundred say is a formula,
 * which makes no two of them alike.  Told are those with a piece of 16 words
 * in common that is none, or 24 rows of words and 15 per cent of either text,
 * or half of either, formulas or not; at most a thousand are compared, the
 * most promising ones.
 *   CVD_ENOTFOUND  no such document
 *   CVD_EUSAGE     limit over CVD_SIMILAR_MAX
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_similar(struct cvd_searcher *s, struct cvd_str id,
                            unsigned limit, struct cvd_similar_list *out,
                            struct cvd_err *err);
void cvd_similar_list_release(struct cvd_similar_list *l);

/* Append {"id", "similar": [{"id", "title", "number", "date", "issuer",
 * "province", "province_name", "shared", "shared_of_other", "duplicate",
 * "passages": [{"text", "words", "start", "end", "other_start",
 * "other_end"}], "passages_found"}], "found", "complete", "index"}; one of
 * them.  CVD_ENOMEM. */
enum cvd_status cvd_similar_json(const struct cvd_similar_list *l,
                                 struct cvd_buf *out);
enum cvd_status cvd_similar_one_json(const struct cvd_similar *one,
                                     struct cvd_buf *out);

/* ---- who carries a sentence ------------------------------------------ */

enum {
    CVD_TRACE_WORDS_MIN = 4,
    CVD_TRACE_WORDS_MAX = 256,
    CVD_TRACE_MAX = 1000     /* of one answer */
};

/* A document that has the sentence, or nearly. */
struct cvd_carrier {
    struct cvd_facts facts;
    struct cvd_str text;     /* how it says it, in one line; of a long one the
                                beginning and the end, " … " between */
    int64_t start, end;      /* code points of its text */
    size_t edits;            /* words put in, left out, in place of others */
    double likeness;         /* 1 less edits a word of the sentence, 0..1 */
};

/* Zero-initialise; release with cvd_trace_release(). */
struct cvd_trace {
    struct cvd_buf query;    /* the sentence: NFC, in one line */
    size_t words;
    struct cvd_carrier *list; /* the oldest first, those without a date last;
                                 the page asked for */
    size_t count;
    size_t found;            /* with those of other pages */
    bool cut;                /* there may be more */
    struct cvd_edition edition;
    struct cvd_strings *strings;
};

/* The documents that carry sentence r->query, or a form of it that at most
 * three edits in ten words make of it; of each its nearest place, marks, case,
 * punctuation and layout aside.  r's filters and dates say among which
 * documents, its limit (to CVD_TRACE_MAX) and offset which of them are told;
 * the rest of it is not read.  They are found by pairs of words side by side,
 * of which an edit takes two away; where the sentence has but common ones the
 * most likely documents are looked at, and the oldest that have all of them.
 *   CVD_EUSAGE  too few words or too many; limit or offset too large
 *   as cvd_search() */
enum cvd_status cvd_trace(struct cvd_searcher *s, const struct cvd_request *r,
                          struct cvd_trace *out, struct cvd_err *err);
void cvd_trace_release(struct cvd_trace *t);

/* Append {"query", "words", "found", "complete", "carriers": [{"id", "title",
 * "number", "date", "issuer", "province", "province_name", "text", "start",
 * "end", "edits", "likeness"}], "index"}; one of them.  CVD_ENOMEM. */
enum cvd_status cvd_trace_json(const struct cvd_trace *t,
                               struct cvd_buf *out);
enum cvd_status cvd_carrier_json(const struct cvd_carrier *c,
                                 struct cvd_buf *out);

/* ---- two documents side by side -------------------------------------- */

enum cvd_compare_kind {
    CVD_COMPARE_SHARED,      /* the same words in both */
    CVD_COMPARE_CHANGED,     /* other words in the same place */
    CVD_COMPARE_GONE,        /* of a alone */
    CVD_COMPARE_NEW,         /* of b alone */
    CVD_COMPARE_MOVED        /* of one of them, here; of the other, elsewhere */
};

/* "shared", "changed", "gone", "new", "moved". */
const char *cvd_compare_kind_name(enum cvd_compare_kind kind);

/* A piece of one of the two texts. */
struct cvd_compare_part {
    struct cvd_str text;     /* as it stands there; empty: none of it */
    int64_t start, end;      /* code points of the text */
    size_t words;
};

/* A word that both have, written otherwise. */
struct cvd_respelled {
    struct cvd_str a, b;
    int64_t a_start, b_start; /* code points of the texts */
    bool marks;              /* it has other marks: another word, perhaps, or
                                no marks at all.  Else capitals alone, or
                                where a mark is put (hòa, hoà) */
};

struct cvd_compare_segment {
    enum cvd_compare_kind kind;
    struct cvd_compare_part a, b;
    size_t row;              /* pieces to be read together, of a line most
                                often; from 0 on, ascending */
    size_t other;            /* moved: the segment that has it in the other
                                text */
    size_t respelled, respelled_count; /* of the list: the first, how many; of
                                what is moved told with a's segment */
};

struct cvd_compare_side {
    struct cvd_str id, title, number, date, issuer; /* empty: unknown */
    size_t words;
    double shared;           /* how many of its words stand in the other one
                                too, shared or moved; 0..1 */
};

enum cvd_older { CVD_OLDER_UNKNOWN, CVD_OLDER_A, CVD_OLDER_B };

/* Zero-initialise; release with cvd_comparison_release(). */
struct cvd_comparison {
    struct cvd_compare_side a, b;
    enum cvd_older older;    /* by their dates */
    struct cvd_compare_segment *list; /* in the order of both texts; the parts
                                of a side one after another are its text */
    size_t count, cap;
    struct cvd_respelled *respelled;
    size_t respelled_count, respelled_cap;
    size_t marks;            /* how many of these differ in marks */
    bool complete;           /* else more may be shared: there was no time, or
                                a text repeats itself beyond measure */
    struct cvd_edition edition;
    struct cvd_strings *strings;
};

/* Lay documents `a` and `b` side by side, word by word.  What is shared is the
 * same but for marks, case, punctuation and layout; words written otherwise
 * are told apart.  A common passage of 12 words or more that stands elsewhere
 * has moved.  What is common and no longer than the differences around it is
 * told as changed.  Takes milliseconds; of texts of megabytes a second.
 *   CVD_ENOTFOUND  one of them is not there; err says which
 *   CVD_ELIMIT     a text of more than a million words
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_compare(struct cvd_searcher *s, struct cvd_str a,
                            struct cvd_str b, struct cvd_comparison *out,
                            struct cvd_err *err);
void cvd_comparison_release(struct cvd_comparison *c);

/* Whether they have anything in common. */
bool cvd_comparison_shares(const struct cvd_comparison *c);

/* Append {"a": {"id", "title", "number", "date", "issuer", "words",
 * "shared"}, "b", "older", "complete", "segments": [{"kind", "row", "a":
 * {"start", "end", "words", "text"}, "b", "other", "respelled": [{"a", "b",
 * "a_start", "b_start", "marks"}]}], "index"}; a side that has nothing of a
 * segment is null.  CVD_ENOMEM. */
enum cvd_status cvd_comparison_json(const struct cvd_comparison *c,
                                    struct cvd_buf *out);

#ifdef __cplusplus
}
#endif
#endif
