/* growth_count.h - a collection counted: its words, its pairs of words, its
 * documents; for learning a model and for comparing two collections.
 *
 * Words are those of our own analyzer, exact.  Not for threads.
 * May depend on: libc, jansson, zlib, base, analyzers. */
#ifndef BENCH_GROWTH_COUNT_H
#define BENCH_GROWTH_COUNT_H

#include "bench/growth_model.h"

#include <stddef.h>
#include <stdint.h>

struct counted_word {
    char *form;
    uint8_t len;
    uint32_t hash;
    uint64_t count;
    uint32_t documents, last;       /* that have it; the last of them */
    uint32_t inside, capital, capitals; /* not at a sentence's beginning; of
                                       these with one capital, all capitals */
    uint64_t followed;
};

struct counted_pair {
    uint64_t key;                   /* first << 32 | second; words from 1 */
    uint32_t count, documents, last;
    uint8_t between;                /* what stands between them most often */
    uint8_t votes;                  /* for it, less those against */
};

struct counts {
    struct counted_word *words;     /* [0] stands before a document */
    uint32_t word_count, word_cap;
    uint32_t *slots;
    size_t slot_count;
    struct counted_pair *pairs;     /* open addressing; key 0 is free */
    size_t pair_count, pair_slots;
    uint32_t *lengths;              /* words of each document, as they came */
    size_t documents, length_cap;
    uint64_t total, bytes;          /* words; bytes of text */
    uint64_t own_words, own_pairs;  /* distinct ones of each document, all
                                       documents together */
    double deflated;                /* text in blocks of 16 kB, of its size */
};

/* Count the "text" of a .jsonl file's first `limit` documents; ends the
 * program where it cannot be read. */
void counts_read(const char *path, size_t limit, struct counts *out);
void counts_release(struct counts *c);

/* Distinct words and pairs that `share` of the documents have, drawn at random
 * (what is expected: each is missed with (1 - share)^documents). */
void counts_at(const struct counts *c, double share, double *words,
               double *pairs);

/* Text as the index keeps it, in deflated blocks of 16 kB: its share. */
double counts_deflated(const char *text, size_t len);

/* What a rare word is of. */
enum growth_class counted_class(const struct counted_word *w);

#endif
