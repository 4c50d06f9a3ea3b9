/* format.h - the files of a part, as bytes.  Internal to store/.
 *
 * docs/index-format.md tells why; this says what.  Integers in headers and
 * arrays are little-endian and aligned (the build refuses other machines);
 * everything else is varints.  Every file begins with struct cvd_file_head.
 *
 * A part is a directory with
 *   terms   Xapian, one file: the terms of fields (X...:).  No positions, no
 *           counts, no termlist, no values.
 *   words   every word, sorted by (folded, exact): its number is its rank.
 *   postings  for each word, and each folded form of several words: the
 *           documents, and how often (postings.h); documents' lengths.
 *   pairs   for each two words side by side: the documents, and how often.
 *   shingles  for each shingle chosen of a text (shingles.h): the documents.
 *   columns for each field that is counted or sorted by: the value of each
 *           document, as a number (columns.h).
 *   stream  each document's word codes in order, in units of 16 bits; code 0
 *           is a gap, code c the c-th commonest word.  A code that does not
 *           fit is CVD_STREAM_RARE and two units below that.
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
    CVD_PART_POSTINGS,
    CVD_PART_PAIRS,
    CVD_PART_SHINGLES,
    CVD_PART_COLUMNS,
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
    uint64_t count;     /* words, pairs, shingles, documents, blocks */
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

/* stream: of what a unit below CVD_STREAM_RARE does not hold, that unit and
 * the code's two digits in base CVD_STREAM_RARE, the lower first. */
enum { CVD_STREAM_RARE = UINT16_MAX, CVD_STREAM_UNITS_MAX = 3 };

/* The units of a code; how many. */
static inline size_t cvd_stream_units(uint32_t code,
                                      uint16_t units[CVD_STREAM_UNITS_MAX])
{
    units[0] = (uint16_t)code;
    if (code < CVD_STREAM_RARE)
        return 1;
    units[0] = CVD_STREAM_RARE;
    units[1] = (uint16_t)(code % CVD_STREAM_RARE);
    units[2] = (uint16_t)(code / CVD_STREAM_RARE);
    return CVD_STREAM_UNITS_MAX;
}

/* words: count + 1 offsets into the bytes at the end; then how many
 * documents bear each; then its code; then the word of each code.  A word's
 * bytes: folded length, exact length (0: same as folded), folded, exact. */

/* postings: struct cvd_postings_head; the length code of each document
 * (postings.h); the lists of all words; those of folded forms that more than
 * one word has (of others the word's serves); padding to 8; at the head's
 * extra, by word the offset of its list in the file, count + 1 of these; then
 * `folds` + 1 struct cvd_fold_entry, by word.  How many documents a word's
 * list has, `words` tells. */
struct cvd_postings_head {
    uint64_t length_total; /* of all documents, in words */
    uint64_t folds;
};
struct cvd_fold_entry {
    uint32_t word;         /* the first of that folded form */
    uint32_t documents;    /* in its list */
    uint64_t offset;       /* of its list in the file; of the last: its end */
};

/* columns: count documents; the head's extra of these entries, ascending by
 * field, of the fields of which the part has any value; then the columns.
 * One is, each array padded to 8: `values` + 1 offsets (64 bits) into the
 * bytes; by document the ordinal of its first value, 0 if it has none, r + 1
 * of value number r; if there are `more` values, for each 64 documents how
 * many of them come before (32 bits, one number more at the end), of each
 * value the document's place among the 64 (8 bits), and the ordinals; the
 * bytes of the values, which are in order and differ. */
struct cvd_column_entry {
    uint32_t field;     /* enum cvd_field */
    uint32_t values;    /* not 0 */
    uint32_t width;     /* bytes of an ordinal: 1, 2 or 4, the least */
    uint32_t more;      /* values beyond the first of their document */
    uint64_t offset;    /* in the file, a multiple of 8 */
    uint64_t bytes;
};

/* pairs: blocks of up to CVD_PAIR_BLOCK pairs sorted by (a, b); at the
 * head's extra, one of these a block and a sentinel.  A block: varint
 * length of its headers; headers: a less the last a (of the block; first:
 * less the index's), b (less the last b where a is the same), documents,
 * bytes; then the posting lists (postings.h) one after another. */
struct cvd_pair_index {
    uint32_t a, b;      /* first pair of the block */
    uint64_t offset;    /* in the file */
};

/* shingles: blocks of up to CVD_SHINGLE_BLOCK hashes, ascending, each once;
 * padding to 8; at the head's extra, the offset of each block in the file and
 * behind the last its end (64 bits), then the first hash of each (32 bits).  A
 * block: a byte, hashes less 1; a bit for each, least first, of those that
 * several documents have; packed (packed.h), hashes less the one before (of
 * the first: 0); packed, the document that has it or, where several do, where
 * in the bytes that follow they are: varint how many, the first, the others
 * less the one before.  Packed numbers behind the last are 0. */

enum {
    CVD_PAIR_BLOCK = 64,
    CVD_SHINGLE_BLOCK = 128,
    /* Raw bytes a block of documents reaches before it is closed.  See
     * docs/index-format.md for the figures. */
    CVD_TEXT_BLOCK = 16 * 1024,
    CVD_META_BLOCK = 8 * 1024
};

/* Whether the documents in files of this format are read: records and texts
 * lie as they did in 1. */
static inline bool cvd_format_known(uint32_t format)
{
    return format >= 1 && format <= CVD_FORMAT_VERSION;
}

/* Whether a part of this format has the file: Xapian held the words, counts
 * and values of 1 and 2, and shingles came with 4. */
static inline bool cvd_format_has(uint32_t format, enum cvd_part_file file)
{
    if (file == CVD_PART_SHINGLES)
        return format >= 4;
    return format >= 3 ||
           (file != CVD_PART_POSTINGS && file != CVD_PART_COLUMNS);
}

#endif
