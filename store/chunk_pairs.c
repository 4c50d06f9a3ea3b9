/* chunk_pairs.c - the words of a chunk that stand side by side, sorted.
 *
 * A posting's count is how often the two do, more for a title: what a pair
 * weighs in ranking. */
#include "store/chunk.h"
#include "base/array.h"
#include "store/radix.h"

#include <assert.h>
#include <stdlib.h>

static_assert(2 * CVD_KEY_WORD_BITS + CVD_KEY_DOC_BITS == 64,
              "a key is 64 bits");
static_assert(CVD_CHUNK_DOCUMENTS_MAX < 1 << CVD_KEY_DOC_BITS, "from 1");

/* Sort by both words.  Documents come in order, and stay so among equals. */
static uint64_t *sort_keys(uint64_t *keys, uint64_t *spare, size_t count,
                           uint32_t words)
{
    unsigned bits = 0;

    while (words >> bits)
        bits++;
    cvd_radix_sort(&keys, &spare, count, CVD_KEY_DOC_BITS, bits);
    cvd_radix_sort(&keys, &spare, count,
                   CVD_KEY_DOC_BITS + CVD_KEY_WORD_BITS, bits);
    return keys;
}

struct keys {
    uint64_t *room; /* twice as much as there may be, to sort with */
    uint64_t *keys; /* in it */
    size_t count;
};

static enum cvd_status keys_alloc(struct keys *k, size_t most)
{
    k->count = 0;
    k->room = k->keys = malloc((most + 1) * 2 * sizeof *k->keys);
    return k->room ? CVD_OK : CVD_ENOMEM;
}

static void keys_add(struct keys *k, const struct cvd_chunk *c, uint32_t a,
                     uint32_t b, size_t did)
{
    k->keys[k->count++] =
        (uint64_t)c->rank[a] << (CVD_KEY_WORD_BITS + CVD_KEY_DOC_BITS) |
        (uint64_t)c->rank[b] << CVD_KEY_DOC_BITS | did;
}

static void keys_sort(struct keys *k, const struct cvd_chunk *c)
{
    k->keys = sort_keys(k->keys, k->keys + k->count, k->count, c->words);
}

/* Of all neighbours in the stream. */
static void body_keys(const struct cvd_chunk *c, struct keys *k)
{
    for (size_t d = 0; d < c->doc_count; d++) {
        size_t to = d + 1 < c->doc_count ? (size_t)c->docs[d + 1].stream
                                         : c->stream_len;
        for (size_t i = (size_t)c->docs[d].stream; i + 1 < to; i++)
            if (c->stream[i] && c->stream[i + 1])
                keys_add(k, c, c->stream[i] - 1, c->stream[i + 1] - 1,
                         d + 1);
    }
    keys_sort(k, c);
}

/* Of all neighbours in titles; *weights by document. */
static void title_keys(const struct cvd_chunk *c, struct keys *k,
                       uint16_t *weights)
{
    for (size_t i = 0; i < c->title_len; i++) {
        const struct cvd_title_word *t = &c->titles[i];
        weights[t->did] = t->weight;
        if (i + 1 < c->title_len && t[1].did == t->did)
            keys_add(k, c, t->word, t[1].word, t->did);
    }
    keys_sort(k, c);
}

/* Step over the keys equal to `key` from *at on; how many. */
static size_t same_keys(const struct keys *k, size_t *at, uint64_t key)
{
    size_t from = *at;

    while (*at < k->count && k->keys[*at] == key)
        ++*at;
    return *at - from;
}

static enum cvd_status put_pairs(struct cvd_chunk *c, const struct keys *body,
                                 const struct keys *title,
                                 const uint16_t *weights)
{
    const uint64_t doc_mask = (1u << CVD_KEY_DOC_BITS) - 1;
    const uint64_t word_mask = (1u << CVD_KEY_WORD_BITS) - 1;
    enum cvd_status st = CVD_OK;
    size_t cap = 0, t = 0;

    for (size_t i = 0; i < body->count && st == CVD_OK;) {
        uint64_t pair = body->keys[i] >> CVD_KEY_DOC_BITS;
        uint32_t last = 0, documents = 0;
        size_t from = c->postings.len;
        st = cvd_array_reserve(&c->pairs, &cap, c->pair_count + 1,
                               sizeof *c->pairs);
        while (st == CVD_OK && i < body->count &&
               body->keys[i] >> CVD_KEY_DOC_BITS == pair) {
            uint64_t key = body->keys[i];
            uint32_t did = (uint32_t)(key & doc_mask);
            /* A title cut short may end in a pair its text has not. */
            while (t < title->count && title->keys[t] < key)
                t++;
            size_t times = same_keys(body, &i, key) +
                           same_keys(title, &t, key) * weights[did];
            st = cvd_chunk_posting_put(&c->postings, did - last, times);
            last = did;
            documents++;
        }
        if (st == CVD_OK)
            c->pairs[c->pair_count++] = (struct cvd_pair_run){
                (uint32_t)(pair >> CVD_KEY_WORD_BITS),
                (uint32_t)(pair & word_mask), documents,
                (uint32_t)(c->postings.len - from)
            };
    }
    return st;
}

enum cvd_status cvd_chunk_pairs(struct cvd_chunk *c)
{
    struct keys body = { 0 }, title = { 0 };
    uint16_t *weights = calloc(c->doc_count + 1, sizeof *weights);
    enum cvd_status st = weights ? CVD_OK : CVD_ENOMEM;

    if (st == CVD_OK)
        st = keys_alloc(&body, c->stream_len);
    if (st == CVD_OK)
        st = keys_alloc(&title, c->title_len);
    if (st == CVD_OK) {
        body_keys(c, &body);
        title_keys(c, &title, weights);
        st = put_pairs(c, &body, &title, weights);
    }
    free(body.room);
    free(title.room);
    free(weights);
    return st;
}
