/* merge.h - sealed chunks on their way into one part.  Internal to store/.
 *
 * Word lists and pair lists are sorted the same way in every chunk, so both
 * merge in one pass; word numbers of a chunk map to those of the part
 * without changing their order. */
#ifndef CVD_STORE_MERGE_H
#define CVD_STORE_MERGE_H

#include "store/chunk.h"

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

/* Number the words of the part and give them codes, then write them. */
enum cvd_status cvd_merge_words(struct cvd_merge *m, struct cvd_err *err);

/* Merge and write the pairs, after the words. */
enum cvd_status cvd_merge_pairs(struct cvd_merge *m, struct cvd_err *err);

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
