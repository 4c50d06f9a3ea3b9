/* blocks.h - records in compressed blocks.  Internal to store/.
 *
 * The writer side collects records of consecutive documents and deflates
 * them together; the reader side inflates one block and keeps it, since the
 * next record asked for often lies in the same. */
#ifndef CVD_STORE_BLOCKS_H
#define CVD_STORE_BLOCKS_H

#include "store/format.h"

struct libdeflate_compressor;
struct libdeflate_decompressor;

struct cvd_block_writer {
    size_t target;           /* raw bytes at which a block is closed */
    struct cvd_buf raw;      /* the open block */
    struct cvd_buf out;      /* closed ones */
    struct cvd_block_entry *entries;
    size_t count, cap;
    uint32_t first_did;      /* of the open block */
    struct libdeflate_compressor *deflater;
};

/* Add the record of document `did`; they come in order.  CVD_ENOMEM. */
enum cvd_status cvd_block_add(struct cvd_block_writer *w, uint32_t did,
                              struct cvd_str record);
/* Close the open block, if any, and give back what filling takes.
 * CVD_ENOMEM. */
enum cvd_status cvd_block_flush(struct cvd_block_writer *w);
void cvd_block_writer_release(struct cvd_block_writer *w);

struct cvd_block_reader {
    const unsigned char *file;
    size_t file_len;
    const struct cvd_block_entry *entries; /* count + 1 */
    uint64_t count;
    struct cvd_buf raw;      /* the block last inflated */
    uint64_t loaded;         /* its number + 1; 0: none */
    struct libdeflate_decompressor *inflater;
};

/* Look at a mapped file; `what` names it in messages.
 *   CVD_EINDEX */
enum cvd_status cvd_block_open(struct cvd_block_reader *r,
                               const unsigned char *file, size_t len,
                               char letter, const char *what,
                               struct cvd_err *err);
/* Borrow the record of `did` until the next call.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_block_read(struct cvd_block_reader *r, uint32_t did,
                               struct cvd_str *record, struct cvd_err *err);
void cvd_block_close(struct cvd_block_reader *r);

#endif
