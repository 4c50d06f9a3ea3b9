/* reuse_oracle.h - what texts have in common, by comparing all with all: the
 * truth that finding reuse is measured by.
 *
 * Words are the analyzer's, without marks; a shingle is REUSE_SHINGLE of them
 * in a row, each counted once in a text (Broder, 1997).  No index, no sample,
 * no limit: for some thousands of documents.  Documents are numbers, in the
 * order of the file.  What cannot be done ends the program.  Not for threads.
 * May depend on: libc, base, analyzers, plant_text.h. */
#ifndef BENCH_REUSE_ORACLE_H
#define BENCH_REUSE_ORACLE_H

#include "bench/plant_text.h"

enum { REUSE_SHINGLE = 5 };

/* Zero-initialise; release with reuse_set_release(). */
struct reuse_set {
    struct plant_documents documents;
    size_t count;               /* of documents */
    uint64_t *words;            /* hashes, of all texts one after another */
    size_t word_count, words_cap;
    size_t *first_word;         /* by document, and the end */
    uint32_t *shingles;         /* by word that begins one: its number */
    uint32_t *distinct;         /* by document: how many */
    size_t shingle_count;
    uint32_t *carriers;         /* documents, by shingle, each once */
    size_t *first_carrier;      /* by shingle, and the end */
    uint32_t *rare;             /* by document: how many of its shingles are
                                   not formulas */
    size_t formula;             /* what more documents than this have is one:
                                   heads, motto, the usual phrases */
    uint32_t *by_id;            /* documents in the order of their ids */
};

void reuse_set_read(const char *path, struct reuse_set *out);
void reuse_set_release(struct reuse_set *s);

/* The document of `id`, or s->count. */
size_t reuse_set_find(const struct reuse_set *s, struct cvd_str id);

/* What one document has in common with another: shingles. */
struct reuse_common {
    uint32_t all, rare;         /* of all, of those that are no formulas */
    uint32_t row;               /* side by side, the most */
    uint32_t row_rare;          /* of those of such a row, of REUSE_ROW at
                                   least, that are no formulas, the most */
    uint32_t at, now, now_rare; /* the row that is being counted */
};

/* A piece of 16 words. */
enum { REUSE_ROW = 12 };

/* `out`, by document, has room for s->count. */
void reuse_common_of(const struct reuse_set *s, size_t document,
                     struct reuse_common *out);

/* The least number of words replaced, left out and put in that makes the
 * sentence a piece of the document's text (Sellers, 1980), as a share of the
 * sentence's words, of which there are so many; `out` has room for
 * s->count. */
size_t reuse_distances(const struct reuse_set *s, struct cvd_str sentence,
                     double *out);

#endif
