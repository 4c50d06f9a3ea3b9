/* shingles.h - what texts have in common, found by an index.
 *
 * A shingle is CVD_SHINGLE_WORDS words in a row without their marks (Broder,
 * "On the resemblance and containment of documents", 1997): what differs in
 * marks, capitals, punctuation or layout alone has the same ones.  Of those
 * of a text, winnowing (Schleimer, Wilkerson, Aiken, "Winnowing: local
 * algorithms for document fingerprinting", 2003) chooses some, about two in
 * CVD_SHINGLE_WINDOW + 1: of each CVD_SHINGLE_WINDOW shingles in a row the one
 * of the least hash, the last of equals.  Two texts that have
 * CVD_SHINGLE_SURE words in a row in common have a chosen one in common,
 * whatever stands around. */
#ifndef CVD_STORE_SHINGLES_H
#define CVD_STORE_SHINGLES_H

#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CVD_SHINGLE_WORDS = 5,
    CVD_SHINGLE_WINDOW = 12,
    CVD_SHINGLE_SURE = CVD_SHINGLE_WORDS + CVD_SHINGLE_WINDOW - 1
};

/* The number of a word in what follows, by its folded form: the same in every
 * text and every index.  FNV-1a, 32 bits, mixed as in MurmurHash3's fmix32. */
uint32_t cvd_word_hash(struct cvd_str folded);

/* The hash of the shingle of the words at `words`, CVD_SHINGLE_WORDS of
 * them. */
uint32_t cvd_shingle_hash(const uint32_t *words);

struct cvd_shingle {
    uint32_t hash;
    uint32_t at;             /* the number of its first word */
};

/* The shingles chosen of `count` words, in the order of the text, into
 * `out`, which has room for cvd_shingles_most(count); how many.  A text of
 * fewer than CVD_SHINGLE_WORDS has none, one of fewer than CVD_SHINGLE_SURE
 * has one at least. */
size_t cvd_shingles_choose(const uint32_t *words, size_t count,
                           struct cvd_shingle *out);
static inline size_t cvd_shingles_most(size_t count)
{
    return count < CVD_SHINGLE_WORDS ? 0 : count - CVD_SHINGLE_WORDS + 1;
}

/* The words of a document's text in order, as numbers: word i is token i of
 * the text, as the analyzer counts them; a title that is not of the text is
 * left out.  Zero-initialise; release with
 * cvd_wording_release(). */
struct cvd_wording {
    uint32_t *words;
    size_t count, cap;
};

/* Replace the content of *out by the words of document `docno`, without
 * reading its text.
 *   CVD_ENOTFOUND, CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_store_wording(struct cvd_store *s, uint32_t docno,
                                  struct cvd_wording *out,
                                  struct cvd_err *err);
void cvd_wording_release(struct cvd_wording *r);

/* Told of documents of which number `which` of the hashes asked for was
 * chosen, ascending; several times of one hash.  Of a part where more have it
 * than were asked for, `docnos` is NULL and `count` how many, with removed
 * ones.  False stops the walk. */
typedef bool cvd_sharing_fn(void *ctx, size_t which, const uint32_t *docnos,
                            size_t count);

/* Tell the live documents of each of `count` hashes, ascending and each once;
 * of one that more than `most` documents of a part have, how many they are:
 * what every letter's head says.  Ends early when the clock is late.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_store_sharing(struct cvd_store *s, const uint32_t *hashes,
                                  size_t count, uint32_t most,
                                  cvd_sharing_fn *fn, void *ctx,
                                  struct cvd_err *err);

#ifdef __cplusplus
}
#endif
#endif
