/* part.h - the files of a part, read.  Internal to store/.
 *
 * Everything here points into mapped files and checks every length and
 * number it follows: damage gives a wrong answer or CVD_EINDEX, never a wild
 * read.  The mappings are shared; a struct cvd_part belongs to one thread
 * because of the blocks it keeps inflated. */
#ifndef CVD_STORE_PART_H
#define CVD_STORE_PART_H

#include "base/clock.h"
#include "base/file.h"
#include "store/blocks.h"
#include "store/columns.h"
#include "store/postings.h"
#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cvd_part {
    char *dir;
    uint32_t format;
    struct cvd_map maps[CVD_PART_FILES]; /* not of CVD_PART_TERMS */
    uint32_t documents;
    const struct cvd_doc_entry *docs;    /* documents + 1 */
    const struct cvd_id_entry *ids;
    const unsigned char *stream;
    size_t stream_len;
    uint32_t words;
    const uint32_t *word_off;            /* words + 1 */
    const uint32_t *bearing, *code_of, *word_of;
    const unsigned char *lexicon;
    size_t lexicon_len;
    const unsigned char *lengths;        /* code of document did at did - 1 */
    uint64_t length_total;               /* of all documents, in words */
    const unsigned char *lists;          /* the postings up to their index */
    size_t lists_len;
    const uint64_t *list_off;            /* by word; words + 1 */
    const struct cvd_fold_entry *folds;  /* fold_count + 1 */
    size_t fold_count;
    const unsigned char *pairs;          /* the file up to its index */
    size_t pairs_len;
    const struct cvd_pair_index *pair_index; /* pair_blocks + 1 */
    size_t pair_blocks;
    uint64_t pair_count;
    const unsigned char *shingles;       /* the file up to its index */
    size_t shingles_len;
    const uint64_t *shingle_off;         /* shingle_blocks + 1 */
    const uint32_t *shingle_first;       /* the first hash of each block */
    size_t shingle_blocks;
    uint64_t shingle_count;              /* hashes */
    struct cvd_column columns[CVD_F_COUNT];
    struct cvd_block_reader meta, text;
    uint32_t *word_hashes;               /* by index in word_of, as they are
                                            asked for; NULL: none was */
    unsigned char *deleted;              /* bit a document; NULL: none */
    uint32_t deleted_count;
    uint64_t word_total, text_total;
};

/* Map the files of the part in `dir`, made as format `format`, and look at
 * their heads.  Of an older format there are only the documents: no words, no
 * pairs, no columns.
 *   CVD_EINDEX, CVD_EIO, CVD_ENOMEM; *p is then empty */
enum cvd_status cvd_part_open(const char *dir, uint32_t format,
                              struct cvd_part *p, struct cvd_err *err);
void cvd_part_close(struct cvd_part *p);

static inline bool cvd_part_deleted(const struct cvd_part *p, uint32_t did)
{
    return p->deleted && (p->deleted[did / 8] >> (did % 8) & 1);
}

/* Words in a document of the average length, as block bounds take it. */
static inline double cvd_part_average(uint64_t length_total,
                                      uint32_t documents)
{
    /* Without a word there is no list, and nothing to divide by. */
    return length_total ? (double)length_total / documents : 1;
}

/* The document with this id key that is not deleted, or 0.  A part may hold
 * an id twice (the earlier deleted). */
const struct cvd_id_entry *cvd_part_find(const struct cvd_part *p,
                                         const unsigned char key[16]);

/* Word number w's two forms; false when the file is damaged there. */
bool cvd_part_word(const struct cvd_part *p, uint32_t w,
                   struct cvd_str *folded, struct cvd_str *exact);

/* Words [*from, *to) have the folded form `folded` (or begin with it). */
void cvd_part_folded_range(const struct cvd_part *p, struct cvd_str folded,
                           bool prefix, uint32_t *from, uint32_t *to);

/* The documents that bear word `word`.  False when the file is damaged
 * there. */
bool cvd_part_postings(const struct cvd_part *p, uint32_t word,
                       struct cvd_postings *out);

/* Those that bear any of the words [from, to), which have one folded form and
 * are all that do; at least one.  A document's counts are added up.  False
 * when the file is damaged there. */
bool cvd_part_folded_postings(const struct cvd_part *p, uint32_t from,
                              uint32_t to, struct cvd_postings *out);

/* Read document `did`: see cvd_store_read(). */
enum cvd_status cvd_part_read(struct cvd_part *p, uint32_t did,
                              bool with_text, struct cvd_doc *out,
                              struct cvd_err *err);

/* ---- pairs ----------------------------------------------------------- */

/* Some words of a part, ascending. */
struct cvd_word_set {
    uint32_t *words;
    size_t count;
};

/* One posting list of the pairs file. */
struct cvd_pair_list {
    uint32_t a, b;
    struct cvd_postings list;
};

/* Tell `fn` of every pair (a, b) with from_b <= b < to_b.  False from fn
 * stops.  False when the file is damaged there. */
bool cvd_part_pairs(const struct cvd_part *p, uint32_t a, uint32_t from_b,
                    uint32_t to_b,
                    bool (*fn)(void *ctx, const struct cvd_pair_list *list),
                    void *ctx);

/* A word b of which the pairs (a, b) are counted, and where to. */
struct cvd_pair_count {
    uint32_t b;
    uint32_t *documents; /* the pair's are added */
};

/* Count the pairs (a, counts[i].b); counts ascend by b.  False when the file
 * is damaged there. */
bool cvd_part_count_pairs(const struct cvd_part *p, uint32_t a,
                          const struct cvd_pair_count *counts, size_t n);

/* The words of part `p` that fit a slot: a new set, empty if none.
 *   CVD_ENOMEM */
enum cvd_status cvd_slot_words(const struct cvd_part *p,
                               const struct cvd_slot *slot,
                               struct cvd_word_set *out);

#ifdef __cplusplus
}
#endif
#endif
