/* similar.h - documents that share text.  Internal to search/.
 *
 * A shingle is CVD_SHINGLE_WORDS words in a row without their marks (Broder,
 * 1997): what differs in marks, capitals, punctuation or layout alone has the
 * same ones.  They are kept as hashes; of a long text only those hashes that
 * are 0 modulo a power of two, which are the same ones in every text. */
#ifndef CVD_SEARCH_SIMILAR_H
#define CVD_SEARCH_SIMILAR_H

#include "search/searcher.h"

enum { CVD_SHINGLE_WORDS = 5 };

/* ---- similar_shingles.c ------------------------------------------------ */

/* A set of hashes.  Zero-initialise; release with cvd_shingles_release(). */
struct cvd_shingles {
    uint64_t *slots;         /* 0: empty */
    uint32_t *stamps;        /* by slot: the text that last had it */
    size_t room;             /* a power of two, more than twice the count, */
    size_t cap;              /* of so many */
    size_t count;
    unsigned sampled;        /* one in so many is kept: a power of two */
};

/* Replace the content of *out by the shingles of `t`, each once.
 * CVD_ENOMEM. */
enum cvd_status cvd_shingles_of(const struct cvd_tokens *t,
                                struct cvd_shingles *out);

/* How many of `s` the text `t` has, each counted once; `stamp`, not 0, is
 * another for each text.  *row is the longest row of them, about so long where
 * `s` is a sample: what both texts have in one piece. */
size_t cvd_shingles_shared(struct cvd_shingles *s, const struct cvd_tokens *t,
                           uint32_t stamp, size_t *row);
void cvd_shingles_release(struct cvd_shingles *s);

/* ---- similar_probes.c -------------------------------------------------- */

/* Set *out to the documents, at most `limit`, that have the most of the pairs
 * of words that are the rarest ones in their stretch of text `t`, the most
 * first; the document of the text is one of them.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_similar_probe(struct cvd_searcher *s,
                                  const struct cvd_tokens *t, unsigned limit,
                                  struct cvd_answer *out,
                                  struct cvd_err *err);

#endif
