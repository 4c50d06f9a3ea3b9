/* likeness.h - how much text documents have in common.  Internal to search/.
 *
 * Texts are runs of word numbers and compared by their shingles, rows of five
 * words without their marks: store/shingles.h.  They are kept as hashes; of a
 * long text only those that are 0 modulo a power of two, which are the same
 * ones in every text. */
#ifndef CVD_SEARCH_LIKENESS_H
#define CVD_SEARCH_LIKENESS_H

#include "search/searcher.h"
#include "store/shingles.h"

/* ---- two texts: likeness.c ------------------------------------------- */

/* The shingles of a text, each once.  Zero-initialise; release with
 * cvd_shingle_set_release(). */
struct cvd_shingle_set {
    uint32_t *slots;         /* 0: empty */
    uint32_t *stamps;        /* by slot: the text that last had it */
    unsigned char *formulas; /* by slot: it says nothing */
    size_t room;             /* a power of two, more than twice the count, */
    size_t cap;              /* of so many */
    size_t count;
    uint32_t stamp;          /* the last one given out */
    unsigned sampled;        /* one in so many is kept: a power of two */
};

/* Replace the content of *out by the shingles of `r`.  CVD_ENOMEM. */
enum cvd_status cvd_shingle_set_of(const struct cvd_wording *r,
                                   struct cvd_shingle_set *out);
void cvd_shingle_set_release(struct cvd_shingle_set *s);

/* Take the shingles of words [from, to) of `r`, whose set it is, for formulas:
 * they count as shared, and tell nothing. */
void cvd_shingle_set_formula(struct cvd_shingle_set *s,
                             const struct cvd_wording *r, size_t from,
                             size_t to);

/* What a text has in common with another one. */
struct cvd_overlap {
    double shared;           /* how much of it is in the other, 0..1, to the
                                thousandth */
    double shared_of_other;  /* how much of the other is in it */
    double common;           /* shingles, about */
    double telling;          /* of them, those that are no formulas */
    size_t row;              /* the longest row of these: what both have in one
                                piece, in shingles, about */
};

/* Compare the text of `mine` with `theirs`; `room` is scratch.
 *   CVD_ENOMEM */
enum cvd_status cvd_overlap_of(struct cvd_shingle_set *mine,
                               const struct cvd_wording *theirs,
                               struct cvd_shingle_set *room,
                               struct cvd_overlap *out);

/* A copy: of either text so much is in the other. */
#define CVD_COPY_SHARE 0.8
static inline bool cvd_overlap_is_copy(const struct cvd_overlap *o)
{
    return o->shared >= CVD_COPY_SHARE && o->shared_of_other >= CVD_COPY_SHARE;
}

/* ---- in a few numbers: sketch.c ---------------------------------------- */

enum { CVD_SKETCH_MAX = 12 };

/* The least hashes of the shingles chosen of a text, ascending, each once: two
 * texts of which four fifths are alike have most of them in common. */
struct cvd_sketch {
    uint32_t hashes[CVD_SKETCH_MAX];
    size_t count;
    uint32_t least;          /* cvd_sketch_least() */
};

/* A copy of a text of `words` has at least so many of its sketch: of a page
 * nine in ten have eight or more, one in a hundred has fewer than three; a
 * text of few words may have but one. */
static inline uint32_t cvd_sketch_least(size_t words)
{
    return words < 4 * CVD_SHINGLE_SURE ? 1 : 3;
}

/* CVD_ENOMEM. */
enum cvd_status cvd_sketch_of(const struct cvd_wording *r,
                              struct cvd_sketch *out);

/* The hashes of the shingles chosen of `r`, ascending, each once; how many.
 * The caller frees *hashes.  CVD_ENOMEM. */
enum cvd_status cvd_chosen_of(const struct cvd_wording *r, uint32_t **hashes,
                              size_t *count);

/* ---- who has some: sharers.c ----------------------------------------- */

/* A document that has chosen shingles in common with a text. */
struct cvd_sharer {
    uint32_t docno;
    uint32_t telling;        /* how many that are no formulas */
    uint32_t shingles;       /* how many in all */
};

/* Zero-initialise; release with cvd_sharers_release(). */
struct cvd_sharers {
    struct cvd_sharer *list; /* who has the most that tell something first,
                                then the most at all, then by docno */
    size_t count;
    bool cut;                /* there are more, or there may be */
    size_t looked_at;        /* shingles that were, in one part at least */
    uint32_t *formulas;      /* hashes of shingles of the text that stand in
                                one document of CVD_FORMULA_ONE_IN and more,
                                ascending */
    size_t formula_count;
};

enum {
    /* What so many documents say, and so many at least, is a formula: the
     * head of a letter, a law cited, a line of recipients. */
    CVD_FORMULA_ONE_IN = 200, CVD_FORMULA_LEAST = 25
};

struct cvd_sharers_form {
    size_t shingles;         /* look up so many at most: those of the least
                                hashes, which are the same ones in texts that
                                are alike */
    size_t each;             /* documents of one in one part, the first ones;
                                0: all */
    uint32_t most;           /* documents of one in one part, else it is not
                                looked at; 0: one in sixteen of all */
    uint32_t least;          /* tell who has so many */
    size_t limit;            /* of those told */
};

/* Find the documents that have chosen shingles in common with `r`: one that is
 * no formula, or a quarter of those looked up; the document whose text it is,
 * is among them.  Such as stand in every sixteenth document (the heads of
 * letters) are not looked at.  Less when the clock is late.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_sharers_find(struct cvd_searcher *s,
                                 const struct cvd_wording *r,
                                 const struct cvd_sharers_form *form,
                                 struct cvd_sharers *out,
                                 struct cvd_err *err);
void cvd_sharers_release(struct cvd_sharers *s);

/* ---- copies: copies.c ------------------------------------------------ */

/* How many documents are copies of document `docno`, itself not counted: at
 * most CVD_COPIES_MAX.
 *   CVD_ENOTFOUND, CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_copies_count(struct cvd_searcher *s, uint32_t docno,
                                 unsigned *count, struct cvd_err *err);

#endif
