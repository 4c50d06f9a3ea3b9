/* merge.h - sealed chunks on their way into one part.  Internal to store/.
 *
 * Word lists and pair lists are sorted the same way in every chunk, so both
 * merge in one pass; word numbers of a chunk map to those of the part
 * without changing their order. */
#ifndef CVD_STORE_MERGE_H
#define CVD_STORE_MERGE_H

#include "store/chunk.h"
#include "store/postings.h"

enum {
    CVD_MERGE_THREADS_MAX = 8,
    /* As many as may be of use, however many threads there are: the files
     * are the same then. */
    CVD_MERGE_RANGES = CVD_MERGE_THREADS_MAX,
    CVD_MERGE_TASKS_MAX = 64
};

struct cvd_merge {
    struct cvd_chunk **chunks;
    size_t count;
    const char *dir;
    uint32_t documents;
    uint32_t *base;        /* documents before each chunk */
    uint32_t **word;       /* by chunk: rank to word of the part */
    uint32_t words;
    uint32_t *bearing;     /* by word: documents */
    uint32_t *code_of;     /* by word */
    uint32_t *word_of;     /* by code */
    struct cvd_buf lexicon;  /* bytes of the words */
    uint32_t *lexicon_off;   /* words + 1 */
    unsigned char *lengths;  /* length code of document did at did - 1 */
    uint64_t length_total;
    struct cvd_norms norms;
    /* Words are dealt out to threads by ranges: range i is from cut[i] to
     * cut[i + 1].  No folded form lies on both sides of an end. */
    uint32_t cut[CVD_MERGE_RANGES + 1];
    struct cvd_merge_postings *postings;
    struct cvd_merge_pairs *pairs;
    struct cvd_merge_shingles *shingles;
    unsigned char (*sha)[32];
    uint64_t *sizes;
};


/* Pad to the alignment of the arrays that follow.  CVD_ENOMEM. */
enum cvd_status cvd_merge_pad(struct cvd_buf *b);

struct cvd_file_head cvd_merge_head(char letter, uint64_t count,
                                    uint64_t extra);

/* Write a file of the part and note its size and checksum.
 *   CVD_EIO, CVD_ENOSPACE, CVD_ENOMEM */
enum cvd_status cvd_merge_file(struct cvd_merge *m, enum cvd_part_file file,
                               struct cvd_str data, struct cvd_err *err);

/* Number the words of the part, give them codes, cut them into ranges, then
 * write them. */
enum cvd_status cvd_merge_words(struct cvd_merge *m, struct cvd_err *err);

/* Behind the last word that has the folded form of `word`. */
uint32_t cvd_merge_group_end(const struct cvd_merge *m, uint32_t word);

/* The first of a chunk's words that is not before `word` of the part. */
uint32_t cvd_merge_first_rank(const struct cvd_merge *m, size_t chunk,
                              uint32_t word);

/* ---- merge_postings.c ---- */

/* A posting list being put together from those of several chunks. */
struct cvd_merge_list {
    uint32_t *dids, *counts;
    size_t count, cap;
};

/* Append the postings of a chunk's list (chunk_lists.c), whose documents the
 * part numbers from `base` + 1 on.
 *   CVD_ENOMEM, CVD_EBUG */
enum cvd_status cvd_merge_list_add(struct cvd_merge_list *l,
                                   struct cvd_str bytes, uint32_t base);

/* Append it to a file, as postings.h has it.  CVD_ENOMEM. */
enum cvd_status cvd_merge_list_put(const struct cvd_merge *m,
                                   const struct cvd_merge_list *l,
                                   struct cvd_buf *out);
void cvd_merge_list_release(struct cvd_merge_list *l);

/* The length codes of all documents, and what depends on their average. */
enum cvd_status cvd_merge_lengths(struct cvd_merge *m);

/* After the words: begin with the lists of words and folded words (CVD_ENOMEM);
 * merge those of range i, any thread; when all are, write them. */
enum cvd_status cvd_merge_postings_new(struct cvd_merge *m);
enum cvd_status cvd_merge_postings_range(struct cvd_merge *m, size_t i,
                                         struct cvd_err *err);
enum cvd_status cvd_merge_postings_join(struct cvd_merge *m,
                                        struct cvd_err *err);
void cvd_merge_postings_free(struct cvd_merge *m);

/* ---- merge_pairs.c ---- */

/* The same for the pairs. */
enum cvd_status cvd_merge_pairs_new(struct cvd_merge *m);
enum cvd_status cvd_merge_pairs_range(struct cvd_merge *m, size_t i,
                                      struct cvd_err *err);
enum cvd_status cvd_merge_pairs_join(struct cvd_merge *m,
                                     struct cvd_err *err);
void cvd_merge_pairs_free(struct cvd_merge *m);

/* ---- merge_shingles.c ---- */

/* The same for the shingles, whose ranges are of hashes: they wait for no
 * words. */
enum cvd_status cvd_merge_shingles_new(struct cvd_merge *m);
enum cvd_status cvd_merge_shingles_range(struct cvd_merge *m, size_t i,
                                         struct cvd_err *err);
enum cvd_status cvd_merge_shingles_join(struct cvd_merge *m,
                                        struct cvd_err *err);
void cvd_merge_shingles_free(struct cvd_merge *m);

/* ---- merge_tasks.c ---- */

/* A piece of the work.  It begins when those in `needs`, a bit each by their
 * place in the list, are done; `range` is handed on. */
struct cvd_merge_task {
    enum cvd_status (*run)(struct cvd_merge *m, size_t range,
                           struct cvd_err *err);
    size_t range;
    uint64_t needs;          /* earlier ones only */
};

/* Do all of them, at most CVD_MERGE_TASKS_MAX, in `threads` threads; those
 * first in the list first.  After an error no other begins. */
enum cvd_status cvd_merge_tasks(struct cvd_merge *m,
                                const struct cvd_merge_task *list,
                                size_t count, unsigned threads,
                                struct cvd_err *err);

/* ---- a heap of chunks ---- */

/* A heap of chunks, the least first. */
struct cvd_heap {
    size_t *chunk;
    size_t count;
    const void *ctx;
    bool (*less)(const void *ctx, size_t a, size_t b);
};

void cvd_heap_make(struct cvd_heap *h);
/* The chunk at the top has moved on, or come to its end. */
void cvd_heap_advance(struct cvd_heap *h, bool ended);

#endif
