/* shingles_file.h - the shingles file of a part, read.  Internal to store/.
 *
 * format.h says what lies there.  Every length and number is looked at before
 * it is followed. */
#ifndef CVD_STORE_SHINGLES_FILE_H
#define CVD_STORE_SHINGLES_FILE_H

#include "store/format.h"
#include "store/part.h"

/* One block, decoded. */
struct cvd_shingle_block {
    unsigned count;                      /* 0: none is loaded */
    size_t number;                       /* of the part's */
    uint32_t hashes[CVD_SHINGLE_BLOCK];  /* ascending, each once */
    uint32_t documents[CVD_SHINGLE_BLOCK];
    const unsigned char *many, *lists, *end;
};

/* Load block `number`, which the part has.  False when it is damaged: none
 * is loaded then. */
bool cvd_shingle_block_load(const struct cvd_part *p, size_t number,
                            struct cvd_shingle_block *b);

/* The documents of one hash, to be taken one after another. */
struct cvd_sharers {
    uint32_t documents;        /* how many */
    uint32_t left, last;
    const unsigned char *at, *end; /* NULL: the one is `last` */
    uint32_t most;             /* a document of the part is no more */
};

/* The documents of hash number `i` of a block, decoding none of them.  False
 * when the file is damaged there. */
bool cvd_shingle_sharers(const struct cvd_part *p,
                         const struct cvd_shingle_block *b, unsigned i,
                         struct cvd_sharers *out);

/* The next documents, ascending, at most `room`; how many, 0 after the last.
 * False when the file is damaged there. */
bool cvd_sharers_next(struct cvd_sharers *s, uint32_t *dids, size_t room,
                      size_t *count);

/* Make *b the block that would have `hash`, starting from the one it is, not
 * behind it; whether there is that hash, number *i of it, then.  *sound: the
 * file is not damaged there. */
bool cvd_shingle_seek(const struct cvd_part *p, uint32_t hash,
                      struct cvd_shingle_block *b, unsigned *i, bool *sound);

#endif
