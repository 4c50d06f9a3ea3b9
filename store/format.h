/* format.h - the files of a part, as bytes.  Internal to store/.
 *
 * docs/index-format.md tells why; this says what.  Integers in headers and
 * arrays are little-endian and aligned (the build refuses other machines);
 * everything else is varints.  Every file begins with struct cvd_file_head.
 *
 * A part is a directory with
 *   terms   Xapian, one file: exact words (no prefix), folded words (F),
 *           field terms (X...:), value slots.  No positions, no termlist.
 *   words   every word, sorted by (folded, exact): its number is its rank.
 *   pairs   for each two words side by side: the documents, and how often.
 *   stream  each document's word codes in order; code 0 is a gap, code c the
 *           c-th commonest word.
 *   docs    one fixed record a document, then the sorted table of ids.
 *   meta    ids, titles and field values, in compressed blocks.
 *   text    texts, in compressed blocks. */
#ifndef CVD_STORE_FORMAT_H
#define CVD_STORE_FORMAT_H

#include "base/str.h"
#include "base/version.h"

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the index files are little-endian"
#endif

enum cvd_part_file {
    CVD_PART_TERMS,
    CVD_PART_WORDS,
    CVD_PART_PAIRS,
    CVD_PART_STREAM,
    CVD_PART_DOCS,
    CVD_PART_META,
    CVD_PART_TEXT,
    CVD_PART_FILES
};

extern const char *const cvd_part_file_names[CVD_PART_FILES];

struct cvd_file_head {
    char magic[4];      /* "CVD" and a letter a kind */
    uint32_t format;    /* CVD_FORMAT_VERSION */
    uint64_t count;     /* words, pairs, documents, blocks */
    uint64_t extra;     /* by kind */
};

/* docs: count documents, then count id entries. */
struct cvd_doc_entry {
    uint64_t stream;    /* offset of its codes, after the head */
    uint32_t words;     /* codes that are words */
    uint32_t text_len;  /* bytes */
};
struct cvd_id_entry {   /* sorted by key */
    unsigned char key[16];     /* first half of SHA-256 of the id */
    unsigned char content[16]; /* as given to cvd_chunk_add() */
    uint32_t did;
    uint32_t pad;
};

/* meta, text: blocks, then count + 1 of these (the last a sentinel), whose
 * offset is the head's extra.  A block is zlib; inflated, it holds for each
 * of its documents a varint length and the record. */
struct cvd_block_entry {
    uint64_t offset;
    uint32_t raw_len;
    uint32_t first_did;
};

/* words: count + 1 offsets into the bytes at the end; then how many
 * documents bear each; then its code; then the word of each code.  A word's
 * bytes: folded length, exact length (0: same as folded), folded, exact. */

/* pairs: blocks of up to CVD_PAIR_BLOCK pairs sorted by (a, b); at the
 * head's extra, one of these a block and a sentinel.  A block: varint
 * length of its headers; headers: a less the last a (of the block; first:
 * less the index's), b (less the last b where a is the same), documents,
 * bytes; then the posting lists one after another. */
struct cvd_pair_index {
    uint32_t a, b;      /* first pair of the block */
    uint64_t offset;    /* in the file */
};

enum {
    CVD_PAIR_BLOCK = 64,
    /* A longer posting list is cut into runs that can be skipped: varint
     * (last did of the run less that of the run before), varint bytes. */
    CVD_POSTING_RUN = 128,
    /* A posting: varint (did less the one before) * 2 + (more than once),
     * then if so the count. */

    /* Raw bytes a block of documents reaches before it is closed.  See
     * docs/index-format.md for the figures. */
    CVD_TEXT_BLOCK = 16 * 1024,
    CVD_META_BLOCK = 8 * 1024
};

/* Whether files of this format are read: 1 lacks only the fields that came
 * with 2. */
static inline bool cvd_format_known(uint32_t format)
{
    return format >= 1 && format <= CVD_FORMAT_VERSION;
}

#endif
