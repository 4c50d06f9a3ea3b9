/* shingles.c - see shingles.h: numbers of words, and what winnowing leaves of
 * a text. */
#include "store/shingles.h"

#include <stdbool.h>

/* Every bit of what goes in changes half of those that come out, and no two
 * numbers become one (Appleby, MurmurHash3). */
static uint32_t fmix32(uint32_t h)
{
    h ^= h >> 16;
    h *= 0x85EBCA6Bu;
    h ^= h >> 13;
    h *= 0xC2B2AE35u;
    return h ^ h >> 16;
}

uint32_t cvd_word_hash(struct cvd_str folded)
{
    uint32_t h = 0x811C9DC5u;

    for (size_t i = 0; i < folded.len; i++)
        h = (h ^ (unsigned char)folded.ptr[i]) * 0x01000193u;
    return fmix32(h);
}

/* A polynomial in an odd number, as Karp and Rabin's (1987) modulo 2^32:
 * the words are mixed already, and the sum is. */
uint32_t cvd_shingle_hash(const uint32_t *words)
{
    const uint32_t base = 0x9E3779B1u; /* a prime: 2^32 by the golden ratio */
    uint32_t h = 0;

    for (unsigned i = 0; i < CVD_SHINGLE_WORDS; i++)
        h = h * base + words[i];
    return fmix32(h);
}

/* The last CVD_SHINGLE_WINDOW shingles: that of word `at` is at
 * at % CVD_SHINGLE_WINDOW. */
struct window {
    uint32_t hashes[CVD_SHINGLE_WINDOW];
    struct cvd_shingle least;
};

/* The least of the shingles [from, to], the last of equals. */
static void find_least(struct window *w, uint32_t from, uint32_t to)
{
    w->least = (struct cvd_shingle){ UINT32_MAX, from };
    for (uint32_t at = from; at <= to; at++) {
        uint32_t hash = w->hashes[at % CVD_SHINGLE_WINDOW];
        if (hash <= w->least.hash)
            w->least = (struct cvd_shingle){ hash, at };
    }
}

/* Let the next shingle in and the one that is out of reach out; whether
 * another is the least now. */
static bool window_move(struct window *w, uint32_t at, uint32_t hash)
{
    w->hashes[at % CVD_SHINGLE_WINDOW] = hash;
    if (at == 0 || hash <= w->least.hash) {
        w->least = (struct cvd_shingle){ hash, at };
        return true;
    }
    if (at - w->least.at < CVD_SHINGLE_WINDOW)
        return false;
    find_least(w, at - CVD_SHINGLE_WINDOW + 1, at);
    return true;
}

size_t cvd_shingles_choose(const uint32_t *words, size_t count,
                           struct cvd_shingle *out)
{
    uint32_t shingles = (uint32_t)cvd_shingles_most(count);
    struct window w = { .least = { 0, 0 } };
    bool fresh = false;
    size_t n = 0;

    for (uint32_t at = 0; at < shingles; at++) {
        if (window_move(&w, at, cvd_shingle_hash(words + at)))
            fresh = true;
        /* A text shorter than a window is one. */
        bool full = at + 1 >= CVD_SHINGLE_WINDOW || at + 1 == shingles;
        if (full && fresh) {
            out[n++] = w.least;
            fresh = false;
        }
    }
    return n;
}
