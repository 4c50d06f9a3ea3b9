/* postings.h - lists of documents, each with a count: what the index keeps of
 * words, folded words and pairs.  Internal to store/.
 *
 * A list names the documents that bear something, ascending, and how often
 * each does; a word of the title counts for more (cvd_title_weight()).  It is
 * cut into blocks of CVD_POSTING_BLOCK postings.  Of each full block the list
 * tells the last document and the most that any of its postings can be worth,
 * so that a search passes over blocks that cannot reach the best found so far
 * (Ding, Suel, "Faster Top-k Document Retrieval Using Block-Max Indexes",
 * SIGIR 2011).
 *
 * Bytes of a list of n postings, f = n / 128 full blocks:
 *   f > 0:  f little-endian u32: the last document of each full block
 *           f u32: where the bytes of each end, from the first's beginning
 *           f bytes, and one for what is left over (n % 128, if any): the
 *           greatest share (cvd_posting_share()) in it, in 255ths, rounded up
 *   full blocks: documents, less the one before, less 1 (of the first of a
 *           list: less 0), packed (packed.h); or, where they stand close,
 *           byte CVD_POSTING_BITS, byte w, and w words of 64 bits, one for
 *           each document from behind the one before.  Then the counts, less
 *           1, packed
 *   the rest: varints: (document less the one before) * 2 + (count > 1),
 *           then if so the count
 *
 * Everything read is checked against the list's bytes: damage ends a cursor
 * and sets its `damaged`, never a wild read. */
#ifndef CVD_STORE_POSTINGS_H
#define CVD_STORE_POSTINGS_H

#include "base/str.h"

enum {
    CVD_POSTING_BLOCK = 128,
    CVD_POSTING_BITS = 33,   /* one more than a packed run begins with */
    CVD_POSTING_SKIP = 2 * sizeof(uint32_t) + 1 /* bytes of a full block */
};

/* Behind the last document. */
#define CVD_NO_DID UINT32_MAX

/* ---- what a posting is worth ----------------------------------------- */

/* BM25, Robertson et al., TREC-3.  k1 is half of the customary 1.2: how often
 * an official text repeats a word says little (docs/quality.md).  The shares
 * in the lists are of these: to change one is a new format. */
#define CVD_BM25_K1 0.6f
#define CVD_BM25_B 0.75f

/* The length of a document, in words, as a byte: exact below 16, then
 * sixteenths of a doubling, to half a million. */
unsigned char cvd_length_code(uint32_t words);

/* The length a code stands for: the middle of those it is given. */
double cvd_length_of(unsigned char code);

/* By length code, what BM25 adds to a count to divide it by:
 * k1 * (1 - b + b * length / average). */
struct cvd_norms {
    float add[256];
};
void cvd_norms_set(struct cvd_norms *n, double average);

/* What a posting is worth of the most that any can be: below 1. */
static inline float cvd_posting_share(uint32_t count, float add)
{
    return (float)count / ((float)count + add);
}

/* ---- writing --------------------------------------------------------- */

/* Append the list of `n` postings: `dids` ascend from 1, counts are at least
 * 1, `lengths` has the length code of document did at did - 1.
 *   CVD_ENOMEM */
enum cvd_status cvd_postings_put(struct cvd_buf *out, const uint32_t *dids,
                                 const uint32_t *counts, size_t n,
                                 const unsigned char *lengths,
                                 const struct cvd_norms *norms);

/* ---- reading --------------------------------------------------------- */

/* Where a list lies; the bytes are borrowed. */
struct cvd_postings {
    const unsigned char *bytes;
    size_t len;
    uint32_t documents;      /* postings */
};

/* A walk over a list. */
struct cvd_cursor {
    struct cvd_postings list;
    const unsigned char *data;   /* of the first block */
    const unsigned char *end;
    uint32_t full;               /* blocks of 128 */
    uint32_t limit;              /* documents of the part */
    uint32_t block;              /* whose documents are decoded, if `count` */
    uint32_t count;              /* postings decoded; 0: none yet */
    uint32_t at;                 /* among them */
    bool counted;                /* their counts are decoded too */
    bool damaged;
    const unsigned char *count_bytes; /* where those begin */
    struct cvd_dense {           /* a block of bits that was looked at */
        uint32_t block;          /* CVD_NO_DID: none */
        uint32_t before;         /* the last document before it */
        uint32_t words;          /* 0: it is packed */
        const unsigned char *bits, *counts, *end;
    } dense;
    uint32_t *dids, *counts;     /* of the block decoded */
};

/* How many numbers a cursor over a list needs room for; never more than
 * CVD_CURSOR_ROOM. */
enum { CVD_CURSOR_ROOM = 2 * CVD_POSTING_BLOCK };
static inline size_t cvd_cursor_room(struct cvd_postings list)
{
    return list.documents < CVD_POSTING_BLOCK ? 2u * list.documents
                                              : (size_t)CVD_CURSOR_ROOM;
}

/* Begin; nothing is decoded yet.  `documents` of the part; `room` for
 * cvd_cursor_room() numbers is borrowed. */
void cvd_cursor_begin(struct cvd_cursor *c, struct cvd_postings list,
                      uint32_t documents, uint32_t *room);

/* Blocks, the rest included. */
static inline uint32_t cvd_cursor_blocks(const struct cvd_cursor *c)
{
    return c->full + (c->list.documents % CVD_POSTING_BLOCK != 0);
}

/* The last document of a block, CVD_NO_DID of what is left over. */
uint32_t cvd_cursor_block_last(const struct cvd_cursor *c, uint32_t block);

/* The greatest share in a block, in 255ths. */
unsigned cvd_cursor_block_most(const struct cvd_cursor *c, uint32_t block);

/* The first block from `block` on that may have a document >= did: c->full
 * where no full one has, whether or not anything is left over. */
uint32_t cvd_cursor_block_of(const struct cvd_cursor *c, uint32_t block,
                             uint32_t did);

/* Decode the documents of a block into c->dids, c->count of them, and stand
 * at the first.  False, with count 0, where it is damaged. */
bool cvd_cursor_load(struct cvd_cursor *c, uint32_t block);

/* Decode the counts of the block loaded, if they are not yet. */
void cvd_cursor_count(struct cvd_cursor *c);

/* Move to the first document >= did and return it; CVD_NO_DID if there is
 * none.  Back and forth, but near ahead is cheapest. */
uint32_t cvd_cursor_seek(struct cvd_cursor *c, uint32_t did);

/* Set the bits of the documents from + 1 (bit 0) to from + count, a multiple
 * of 64. */
void cvd_cursor_mark(struct cvd_cursor *c, uint32_t from, uint32_t count,
                     uint64_t *bits);

/* The count of document `did`; 0: it is not in the list.  Where documents
 * stand close, no block is decoded. */
uint32_t cvd_cursor_times_of(struct cvd_cursor *c, uint32_t did);

/* The count of the document it is at. */
static inline uint32_t cvd_cursor_times(struct cvd_cursor *c)
{
    if (!c->counted)
        cvd_cursor_count(c);
    return c->counts[c->at];
}

#endif
