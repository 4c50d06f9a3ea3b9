/* similar_shingles.c - see similar.h. */
#include "search/similar.h"

#include <stdlib.h>

enum {
    /* Shingles kept of one text, about: the share of them that two texts
     * have in common is then off by less than half a percent. */
    KEPT_MAX = 65536
};

/* Of which any two bits depend on all of the input: the last step of
 * splitmix64 (Steele, Lea, Flood, 2014). */
static uint64_t mix(uint64_t h)
{
    h = (h ^ h >> 30) * 0xBF58476D1CE4E5B9u;
    h = (h ^ h >> 27) * 0x94D049BB133111EBu;
    return h ^ h >> 31;
}

/* Odd, so that no bit of a word's hash is lost, and the order counts: the
 * golden ratio's bits. */
#define ORDER 0x9E3779B97F4A7C15u

/* The hashes of the last words, the newest last. */
struct window {
    uint64_t words[CVD_SHINGLE_WORDS];
};

/* Add the next word; the hash of the shingle that ends with it, not 0. */
static uint64_t take_word(struct window *w, struct cvd_str word)
{
    uint64_t h = 0;

    memmove(w->words, w->words + 1,
            (CVD_SHINGLE_WORDS - 1) * sizeof *w->words);
    w->words[CVD_SHINGLE_WORDS - 1] = cvd_hash64(word);
    for (int i = 0; i < CVD_SHINGLE_WORDS; i++)
        h = h * ORDER + w->words[i];
    h = mix(h);
    return h ? h : 1;
}

/* The slot where `h` is, or may be put.  Low bits say whether it is
 * sampled. */
static size_t slot_of(const struct cvd_shingles *s, uint64_t h)
{
    size_t at = (size_t)(h >> 16) & (s->room - 1);

    while (s->slots[at] && s->slots[at] != h)
        at = (at + 1) & (s->room - 1);
    return at;
}

static enum cvd_status make_room(struct cvd_shingles *s, size_t count)
{
    size_t room = 64;

    while (room < 2 * count + 1)
        room *= 2;
    if (room > s->cap) {
        cvd_shingles_release(s);
        s->slots = malloc(room * sizeof *s->slots);
        s->stamps = malloc(room * sizeof *s->stamps);
        if (!s->slots || !s->stamps) {
            cvd_shingles_release(s);
            return CVD_ENOMEM;
        }
        s->cap = room;
    }
    s->room = room;
    memset(s->slots, 0, s->room * sizeof *s->slots);
    memset(s->stamps, 0, s->room * sizeof *s->stamps);
    s->count = 0;
    return CVD_OK;
}

enum cvd_status cvd_shingles_of(const struct cvd_tokens *t,
                                struct cvd_shingles *out)
{
    struct window w = { { 0 } };
    unsigned sampled = 1;

    while (t->count / sampled > KEPT_MAX)
        sampled *= 2;
    /* Hashes of chance never come to twice as many as they should. */
    enum cvd_status st = make_room(out, 2 * (t->count / sampled) + 1);
    if (st != CVD_OK)
        return st;
    out->sampled = sampled;
    for (size_t i = 0; i < t->count; i++) {
        uint64_t h = take_word(&w, cvd_token_folded(t, i));
        if (i + 1 < CVD_SHINGLE_WORDS || h & (sampled - 1) ||
            2 * out->count >= out->room)
            continue;
        size_t at = slot_of(out, h);
        out->count += out->slots[at] == 0;
        out->slots[at] = h;
    }
    return CVD_OK;
}

size_t cvd_shingles_shared(struct cvd_shingles *s, const struct cvd_tokens *t,
                           uint32_t stamp, size_t *row)
{
    struct window w = { { 0 } };
    size_t shared = 0, run = 0;

    *row = 0;
    for (size_t i = 0; i < t->count && s->count; i++) {
        uint64_t h = take_word(&w, cvd_token_folded(t, i));
        if (i + 1 < CVD_SHINGLE_WORDS || h & (s->sampled - 1))
            continue;
        size_t at = slot_of(s, h);
        run = s->slots[at] ? run + 1 : 0;
        if (!s->slots[at])
            continue;
        shared += s->stamps[at] != stamp;
        s->stamps[at] = stamp;
        *row = run > *row ? run : *row;
    }
    *row *= s->sampled;
    return shared;
}

void cvd_shingles_release(struct cvd_shingles *s)
{
    free(s->slots);
    free(s->stamps);
    *s = (struct cvd_shingles){ 0 };
}
