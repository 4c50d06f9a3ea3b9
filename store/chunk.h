/* chunk.h - documents inverted in memory by one thread.  Internal.
 *
 * While it is filled, words are numbered as they come; sealing numbers them
 * by their place in (folded, exact) order, sorts the pairs, and closes the
 * compressed blocks.  part_write.c then merges sealed chunks. */
#ifndef CVD_STORE_CHUNK_H
#define CVD_STORE_CHUNK_H

#include "store/blocks.h"
#include "store/columns.h"
#include "store/vocabulary.h"
#include "store/writer.h"
#include "store/xapian.h"

/* A pair of one chunk, its postings in the chunk's pair bytes. */
struct cvd_pair_run {
    uint32_t a, b;       /* ranks in the chunk */
    uint32_t documents;
    uint32_t bytes;      /* of its list: chunk_lists.c */
};

struct cvd_chunk {
    char *dir;                     /* for the shard; in the writer's */
    struct cvd_vocabulary exact, folded;
    uint32_t *stream;              /* word number + 1, 0 a gap */
    size_t stream_len, stream_cap;
    struct cvd_doc_entry *docs;    /* stream: index into `stream` */
    struct cvd_id_entry *ids;      /* did: from 1 in the chunk */
    size_t doc_count, doc_cap;
    struct cvd_block_writer meta, text;
    struct cvd_drafts columns;
    struct cvd_shard *shard;       /* terms of fields; while it is filled */
    char *shard_dir;
    struct cvd_title_word {
        uint32_t word;
        uint16_t did;              /* from 1 in the chunk */
        uint16_t weight;
    } *titles;                     /* of all documents, in order */
    size_t title_len, title_cap;
    struct cvd_use {
        uint32_t word;
        uint32_t count;            /* words of the title count for more */
    } *uses;                       /* of all documents, in order: each of the
                                      document's words once */
    size_t use_len, use_cap;
    struct cvd_used {
        size_t to;                 /* behind the last of its uses */
        uint32_t length;           /* what they count together */
    } *used;                       /* by document */

    /* after sealing */
    uint32_t words;                /* distinct */
    uint32_t *order;               /* rank to word number */
    uint32_t *rank;                /* word number to rank */
    struct cvd_buf lists;          /* of the words, by rank */
    size_t *list_at;               /* by rank: where its list begins */
    struct cvd_pair_run *pairs;    /* by (a, b) */
    size_t pair_count;
    struct cvd_buf postings;
    uint64_t *shingles;            /* hash << 32 | did, ascending, each once */
    size_t shingle_count;
};

/* Read a record of the meta file into *out, which then borrows from it.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_record_read(struct cvd_str record, struct cvd_doc *out,
                                struct cvd_err *err);

/* Merge sealed chunks into the part directory `dir`, made here, in `threads`
 * threads (at least 1), and free their large tables on the way.  Documents
 * keep the chunks' order.
 * `sha` gets each file's SHA-256, `sizes` its bytes.
 *   CVD_EIO, CVD_ENOSPACE, CVD_ENOMEM, CVD_ELIMIT */
enum cvd_status cvd_part_write(struct cvd_chunk **chunks, size_t count,
                               const char *dir, unsigned threads,
                               unsigned char sha[CVD_PART_FILES][32],
                               uint64_t sizes[CVD_PART_FILES],
                               struct cvd_err *err);

/* Give back what a merge has done with. */
void cvd_chunk_forget_words(struct cvd_chunk *c); /* but rank, words */
void cvd_chunk_forget_lists(struct cvd_chunk *c);
void cvd_chunk_forget_pairs(struct cvd_chunk *c);
void cvd_chunk_forget_shingles(struct cvd_chunk *c);

/* ---- chunk_lists.c ---- */

/* A list in a chunk is a varint a posting, (document less the one before) * 2
 * + (count > 1), and then if so the count as another. */
enum cvd_status cvd_chunk_posting_put(struct cvd_buf *out, uint32_t delta,
                                      uint64_t times);

/* Make the lists of a chunk whose words are ranked; its uses are freed.
 *   CVD_ENOMEM */
enum cvd_status cvd_chunk_lists(struct cvd_chunk *c);

/* ---- chunk_pairs.c ---- */

/* A sort key holds two ranks and a document number. */
enum { CVD_KEY_WORD_BITS = 24, CVD_KEY_DOC_BITS = 16 };

/* Make the pairs of a chunk whose words are ranked.
 *   CVD_ENOMEM */
enum cvd_status cvd_chunk_pairs(struct cvd_chunk *c);

/* ---- chunk_shingles.c ---- */

/* Make the shingles of a filled chunk.
 *   CVD_ENOMEM */
enum cvd_status cvd_chunk_shingles(struct cvd_chunk *c);

#endif
