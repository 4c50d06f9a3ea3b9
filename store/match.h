/* match.h - how a tree of struct cvd_node finds and weighs documents.
 * Internal to store/.
 *
 * Documents are looked at a window at a time: CVD_WINDOW neighbours, whose
 * bits and sums fit in a processor's nearest cache.  Of each part the tree
 * becomes
 *
 *   sources   the posting lists asked for, each once     (source.c)
 *   sets      which documents it finds: bits             (set.c)
 *   scorers   what they are worth: sums                  (scorer.c)
 *
 * tree.c makes them, rank.c walks the windows, ask.c answers.
 *
 * A window is passed over when its lists' block maxima say that nothing in it
 * can reach the best found so far, and of the scorers only those are added up
 * in full without which no document could; the others are asked of the few
 * that remain (MaxScore: Turtle, Flood, "Query evaluation: strategies and
 * optimizations", 1995; by windows, as Lucene 9 does).
 *
 * Weights are rounded to a grid (cvd_on_grid()) so that sums do not depend on
 * the order in which they are added up, which differs from window to window:
 * equal documents have equal scores, whichever page is asked for. */
#ifndef CVD_STORE_MATCH_H
#define CVD_STORE_MATCH_H

#include "store/columns.h"
#include "store/opened.h"
#include "store/postings.h"

enum {
    CVD_WINDOW = 4096,
    CVD_WINDOW_WORDS = CVD_WINDOW / 64
};

/* Multiples of 2^-24; exact for sums below 2^28. */
static inline double cvd_on_grid(double x)
{
    const double to = 1.5 * (1u << 28);

    return (x + to) - to;
}

/* What keeps rounding, to the grid or of a share, from making a bound too
 * low. */
static inline double cvd_with_slack(double bound)
{
    return bound * (1 + 1e-6) + 1e-7;
}

static inline bool cvd_bit(const uint64_t *bits, uint32_t at)
{
    return bits[at / 64] >> at % 64 & 1;
}

static inline void cvd_set_bit(uint64_t *bits, uint32_t at)
{
    bits[at / 64] |= (uint64_t)1 << at % 64;
}

static inline uint32_t cvd_count_window(const uint64_t *bits)
{
    uint32_t n = 0;

    for (size_t w = 0; w < CVD_WINDOW_WORDS; w++)
        n += bits[w] ? (uint32_t)__builtin_popcountll(bits[w]) : 0;
    return n;
}

/* Words of the bits of so many documents: whole windows. */
static inline size_t cvd_window_words(uint32_t documents)
{
    return ((size_t)documents / CVD_WINDOW + 1) * CVD_WINDOW_WORDS;
}

/* ---- memory ---------------------------------------------------------- */

/* What is needed until the answer is there. */
struct cvd_arena {
    struct cvd_arena_block *blocks;
    size_t left;
    char *next;
};

/* Zeroed, aligned for anything; NULL when out of memory. */
void *cvd_arena_room(struct cvd_arena *a, size_t count, size_t size);
void cvd_arena_release(struct cvd_arena *a);

/* ---- sources: source.c ----------------------------------------------- */

/* The documents of a window that bear something, and how often. */
struct cvd_view {
    uint32_t from;           /* documents from + 1 ..; CVD_NO_DID: of none */
    uint32_t count;
    uint16_t *at;            /* CVD_WINDOW each: document less from + 1 */
    uint16_t *times;         /* capped */
};

struct cvd_matcher;

/* One posting list, or the sum of several. */
struct cvd_source {
    struct cvd_matcher *m;   /* of the part */
    struct cvd_cursor *cursors;
    size_t count;
    uint64_t documents;      /* postings in all */
    uint32_t hint;           /* block of the last bound asked */
    float short_most;        /* greatest share of a list of one block that is
                                not full; 0: not looked yet */
    struct cvd_view view;
};

/* See cvd_view; the view belongs to the source and is kept until another
 * window is asked.  NULL when out of memory. */
const struct cvd_view *cvd_source_view(struct cvd_source *s, uint32_t from);

/* Set the bits of the documents of the window. */
void cvd_source_mark(struct cvd_source *s, uint32_t from, uint64_t *bits);

/* The first document >= did, CVD_NO_DID if there is none. */
uint32_t cvd_source_seek(struct cvd_source *s, uint32_t did);

/* How often document `did` bears it; 0: not. */
uint32_t cvd_source_times(struct cvd_source *s, uint32_t did);

/* No share of a document of the window is greater. */
double cvd_source_most(struct cvd_source *s, uint32_t from);

bool cvd_source_damaged(const struct cvd_source *s);

/* ---- phrases of three words and more: phrase.c ---------------------- */

/* Words side by side: the documents that all of its pairs have, then each
 * one's stream. */
struct cvd_phrase {
    struct cvd_matcher *m;      /* of the part */
    struct cvd_word_set *sets;  /* by place: codes, ascending */
    size_t count;
    struct cvd_source **pairs;  /* count - 1, rarest first */
    uint32_t from;              /* window that these are of, or CVD_NO_DID: */
    uint16_t *at;               /* the documents all pairs have, */
    uint32_t at_count;
    uint16_t *most;             /* and how often each of the window at most */
    uint32_t sure_of, sure;     /* the last document read, and how often */
    uint16_t *known;            /* by document: how often, less than the most
                                   a count can be, and 1; 0: not read yet;
                                   NULL: not kept */
    uint16_t *units;            /* of one spelling: as the stream has it */
    size_t unit_count, anchor;  /* anchor: the rarest of them */
    uint32_t *slots;            /* of several: by the low bits of a code,
                                   where in the phrase it may stand, a bit
                                   each */
};

/* Look at a window: the documents that all pairs have.  False when out of
 * memory. */
bool cvd_phrase_look(struct cvd_phrase *p, uint32_t from);

/* How often it stands in document `did` at most: cheap, most of all in the
 * window looked at. */
uint32_t cvd_phrase_most(struct cvd_phrase *p, uint32_t did);

/* How often it does: reads the document's stream. */
uint32_t cvd_phrase_times(struct cvd_phrase *p, uint32_t did);

/* ---- sets: set.c ----------------------------------------------------- */

enum cvd_set_kind {
    CVD_SET_NONE,
    CVD_SET_ALL,
    CVD_SET_SOURCE,
    CVD_SET_PHRASE,
    CVD_SET_DIDS,    /* ascending documents */
    CVD_SET_BITS,    /* of the whole part */
    CVD_SET_RANGE,   /* values [lo, hi) of a column */
    CVD_SET_AND,     /* kids, the rarest first */
    CVD_SET_OR,
    CVD_SET_NOT,     /* kids[0] without kids[1] */
    CVD_SET_LEAST    /* so many of the kids */
};

struct cvd_set {
    enum cvd_set_kind kind;
    bool doubtful;           /* a phrase in it is only known after reading */
    uint32_t most;           /* documents in it, at most */
    struct cvd_source *source;
    struct cvd_phrase *phrase;
    const uint32_t *dids;
    const uint64_t *bits;
    const struct cvd_column *column;
    uint32_t lo, hi;
    unsigned least;
    struct cvd_set **kids;
    size_t count;            /* of kids, `dids`, documents of `bits` */
};

/* What is asked of a set. */
struct cvd_window {
    uint32_t from;           /* documents from + 1 .. from + CVD_WINDOW */
    bool surely;             /* not: of a doubtful set all that may be in it */
    const uint64_t *mask;    /* only of these; NULL: of all */
};

/* Which documents of the window are in the set: CVD_WINDOW_WORDS words. */
void cvd_set_fill(struct cvd_matcher *m, struct cvd_set *s,
                  const struct cvd_window *w, uint64_t *bits);

/* Take the removed documents of part `p` off the bits of a window. */
void cvd_window_live(const struct cvd_part *p, uint32_t from, uint64_t *bits);

/* Whether document `did` is. */
bool cvd_set_has(struct cvd_matcher *m, struct cvd_set *s, uint32_t did);

/* No document from `did` to before the one returned is in the set; CVD_NO_DID
 * if none is from there on. */
uint32_t cvd_set_next(struct cvd_set *s, uint32_t did);

/* ---- scorers: scorer.c ----------------------------------------------- */

enum cvd_scorer_kind {
    CVD_SCORE_SOURCE,  /* BM25 of a source */
    CVD_SCORE_PHRASE,  /* BM25 of a phrase of three words and more */
    CVD_SCORE_FIXED,   /* `weight` in `set` */
    CVD_SCORE_SUM,     /* of the kids, in `set` (NULL: anywhere) */
    CVD_SCORE_BEST     /* the greatest of the kids */
};

struct cvd_scorer {
    enum cvd_scorer_kind kind;
    double weight;           /* most that it can be worth, but of SUM, BEST */
    bool doubtful;           /* a phrase in it is only known after reading */
    struct cvd_source *source;
    struct cvd_phrase *phrase;
    struct cvd_set *set;
    struct cvd_scorer **kids;
    size_t count;
    double bound;            /* in the window looked at */
    uint64_t postings;       /* in a window, on average */
    uint32_t lists;          /* that are looked into */
    double *sums;            /* BEST: CVD_WINDOW each, 0 between windows */
    double *bests;
};

/* No document of the window is worth more. */
double cvd_scorer_bound(struct cvd_scorer *s, uint32_t from);

/* Whether asking so many documents of a window costs less than adding up
 * the window. */
bool cvd_scorer_asks(const struct cvd_scorer *s, uint32_t documents);

/* Add what each document of the window is worth, of those in `mask` (NULL:
 * all), to sums[], and set its bit in `marks` if that is anything.  Of what
 * is doubtful, what it can be worth at most. */
void cvd_scorer_add(struct cvd_matcher *m, struct cvd_scorer *s, uint32_t from,
                    const uint64_t *mask, double *sums, uint64_t *marks);

/* What document `did` is worth; `surely`, or else what it can be at most. */
double cvd_scorer_at(struct cvd_matcher *m, struct cvd_scorer *s, uint32_t did,
                     bool surely);

/* ---- a tree, ready --------------------------------------------------- */

/* The tree for one part. */
struct cvd_matcher {
    const struct cvd_part *part;
    uint32_t base;             /* documents of the parts before */
    struct cvd_clock *clock;
    struct cvd_arena *arena;
    enum cvd_status status;    /* CVD_ENOMEM, CVD_EINDEX: what is found since
                                  is not to be believed */
    const struct cvd_norms *norms;
    double stretch;            /* what a share may be more than a list
                                  says */
    struct cvd_set *set;       /* what is found */
    bool implied;              /* only what a scorer has is in it */
    bool doubtful;             /* the set is, or a scorer */
    bool twice;                /* what is read will be asked for again */
    struct cvd_scorer **scorers; /* their sum is what it is worth */
    size_t scorer_count;
    struct cvd_source **sources; /* all, to share and to check */
    size_t source_count, source_cap;
};

struct cvd_tree {
    struct cvd_store *store;
    struct cvd_arena arena;
    struct cvd_norms norms;
    double documents, average; /* of all parts */
    struct cvd_matcher *parts;
    size_t count;
};

/* Make a tree ready, with scorers if it shall `weigh`; release it with
 * cvd_tree_release(), also on error.  When the clock gets late the tree finds
 * less than was asked: look at the clock before using it.
 *   CVD_ELIMIT  too deep
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_tree_make(struct cvd_store *s,
                              const struct cvd_node *root, bool weigh,
                              struct cvd_tree *out, struct cvd_err *err);
void cvd_tree_release(struct cvd_tree *t);

/* Whether anything failed while it was walked.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_tree_status(const struct cvd_tree *t,
                                struct cvd_err *err);

/* ---- the best: best.c, rank.c ---------------------------------------- */

/* The `most` best found so far, the worst on top. */
struct cvd_best {
    struct cvd_found {
        double score;
        uint32_t docno;
    } *heap;
    size_t count, most;
    bool passed_over;        /* not every document found was looked at */
    uint64_t seen;           /* documents found */
};

bool cvd_best_is_full(const struct cvd_best *b);

/* What a document that comes now must be worth more than. */
double cvd_best_threshold(const struct cvd_best *b);

/* Whether a document that is worth at most `score` may come among them. */
bool cvd_best_may_come(const struct cvd_best *b, double score,
                       uint32_t docno);

/* Let it come among them, if it is among the best; equals by docno. */
void cvd_best_push(struct cvd_best *b, double score, uint32_t docno);

/* Look for the best of a part.  `only`: bits of the whole part, those found
 * that may come, NULL: not known.  Stops when the clock is late. */
void cvd_rank(struct cvd_matcher *m, const uint64_t *only,
              struct cvd_best *best);

/* The page asked for of `count` documents, by part in `found`, the newest or
 * the oldest first and of one date the best: rank_dates.c.
 *   CVD_ENOMEM */
enum cvd_status cvd_rank_by_date(const struct cvd_tree *tree,
                                 uint64_t *const *found, uint64_t count,
                                 const struct cvd_ask *q,
                                 struct cvd_answer *out,
                                 struct cvd_err *err);

#endif
