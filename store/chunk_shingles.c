/* chunk_shingles.c - the shingles chosen of a chunk's documents, sorted: see
 * shingles.h.
 *
 * What stands before a gap is a title that is not of the text. */
#include "base/array.h"
#include "store/chunk.h"
#include "store/radix.h"
#include "store/shingles.h"

#include <stdlib.h>

enum { HASH_AT = 32, HASH_BITS = 32 }; /* in a key */

struct choosing {
    uint32_t *hashes;          /* of words, by number */
    uint32_t *words;           /* of the document at hand */
    size_t word_cap;
    struct cvd_shingle *chosen;
    size_t chosen_cap;
    uint64_t *keys, *spare;
    size_t count, cap;
};

/* Each folded form is hashed once, however many words have it. */
static enum cvd_status hash_words(const struct cvd_chunk *c,
                                  struct choosing *k)
{
    uint32_t *folded = malloc((c->folded.count + 1) * sizeof *folded);

    k->hashes = malloc((c->exact.count + 1) * sizeof *k->hashes);
    if (!folded || !k->hashes) {
        free(folded);
        return CVD_ENOMEM;
    }
    for (uint32_t n = 0; n < c->folded.count; n++)
        folded[n] = cvd_word_hash(cvd_vocabulary_word(&c->folded, n));
    for (uint32_t n = 0; n < c->exact.count; n++)
        k->hashes[n] = folded[c->exact.words[n].other];
    free(folded);
    return CVD_OK;
}

/* The keys of document `did`, whose stream is [from, to). */
static enum cvd_status choose(const struct cvd_chunk *c, struct choosing *k,
                              uint32_t did, size_t from, size_t to)
{
    size_t words = 0;

    if (cvd_array_reserve(&k->words, &k->word_cap, to - from,
                          sizeof *k->words) != CVD_OK ||
        cvd_array_reserve(&k->chosen, &k->chosen_cap, to - from,
                          sizeof *k->chosen) != CVD_OK)
        return CVD_ENOMEM;
    for (size_t i = from; i < to; i++)
        if (c->stream[i])
            k->words[words++] = k->hashes[c->stream[i] - 1];
        else
            words = 0;
    size_t chosen = cvd_shingles_choose(k->words, words, k->chosen);
    if (cvd_array_reserve(&k->keys, &k->cap, k->count + chosen,
                          sizeof *k->keys) != CVD_OK)
        return CVD_ENOMEM;
    for (size_t i = 0; i < chosen; i++)
        k->keys[k->count++] = (uint64_t)k->chosen[i].hash << HASH_AT | did;
    return CVD_OK;
}

static enum cvd_status choose_all(const struct cvd_chunk *c,
                                  struct choosing *k)
{
    enum cvd_status st = hash_words(c, k);

    for (size_t d = 0; d < c->doc_count && st == CVD_OK; d++) {
        size_t to = d + 1 < c->doc_count ? (size_t)c->docs[d + 1].stream
                                         : c->stream_len;
        st = choose(c, k, (uint32_t)d + 1, (size_t)c->docs[d].stream, to);
    }
    return st;
}

/* Documents come in order and stay so among equals: sorting by hash makes
 * those that are the same neighbours. */
static enum cvd_status sort_keys(struct choosing *k)
{
    size_t kept = 0;

    k->spare = malloc((k->count + 1) * sizeof *k->spare);
    if (!k->spare)
        return CVD_ENOMEM;
    cvd_radix_sort(&k->keys, &k->spare, k->count, HASH_AT, HASH_BITS);
    for (size_t i = 0; i < k->count; i++)
        if (i == 0 || k->keys[i] != k->keys[i - 1])
            k->spare[kept++] = k->keys[i];
    k->count = kept;
    return CVD_OK;
}

enum cvd_status cvd_chunk_shingles(struct cvd_chunk *c)
{
    struct choosing k = { .hashes = NULL };
    enum cvd_status st = choose_all(c, &k);

    if (st == CVD_OK)
        st = sort_keys(&k);
    if (st == CVD_OK) {
        c->shingles = k.spare;
        c->shingle_count = k.count;
        k.spare = NULL;
    }
    free(k.hashes);
    free(k.words);
    free(k.chosen);
    free(k.keys);
    free(k.spare);
    return st;
}
