/* pair_run.h - the adjacent pairs of one chunk of documents, sorted.
 *
 * The first half of pair_file.h: a chunk numbers its own words in sorted
 * order, sorts its pairs by those numbers (a radix sort of integers) and
 * keeps them compressed.  Also the byte buffer both halves write to.  Lack of
 * memory ends the program.  May depend on: libc, tokens.h, word_table.h. */
#ifndef BENCH_PAIR_RUN_H
#define BENCH_PAIR_RUN_H

#include "tokens.h"
#include "word_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
    unsigned char *s;
    size_t n, cap;
};

/* A word's number: its folded form in sorted order, and which spelling of
 * that form it is. */
struct word_code {
    uint32_t form, spelling;
};

/* The pairs of one chunk, sorted.  For each first form, from start[form]:
 *   form b (difference), spelling a, spelling b, documents,
 *   first document, last - first, count of the first,
 *   bytes of the other postings, those postings */
struct run {
    struct word_table words;            /* its strings are the run's own */
    char *strings;
    uint32_t *order;                    /* words in sorted order */
    struct word_code *codes;            /* by sorted rank, then made global */
    size_t forms;
    size_t *first_rank;                 /* form -> rank of its spelling 0 */
    size_t *start;                      /* form -> offset; forms + 1 of them */
    struct bytes data;
    size_t first_doc;
};

struct pair_scratch {                   /* a thread's, reused by chunks */
    uint32_t *sequence;                 /* word numbers as they stand */
    uint64_t *keys, *other;
    size_t cap;
};

/* Fill *r (zeroed before) from a chunk; false if it has too many different
 * words for its numbers. */
bool pair_run_invert(const struct token_chunk *c, struct run *r,
                     struct pair_scratch *s);
void pair_run_release(struct run *r);
void pair_scratch_release(struct pair_scratch *s);

/* Sort r->words, filling order, codes (by rank), first_rank and forms of the
 * run, and code_of[] by word number.  Returns the highest spelling. */
uint32_t pair_run_code_words(struct run *r, struct word_code *code_of);

/* p, or the end of the program if it is NULL. */
void *pair_need(void *p);

void bytes_reserve(struct bytes *b, size_t more);
void bytes_add(struct bytes *b, const void *s, size_t n);
void bytes_put(struct bytes *b, uint64_t v);    /* a varint */
void bytes_put_posting(struct bytes *b, uint64_t doc_diff, uint64_t count);

/* Read a varint and step over it. */
static inline uint64_t varint_get(const unsigned char **p)
{
    uint64_t v = **p & 0x7f;
    for (unsigned shift = 7; *(*p)++ & 0x80; shift += 7)
        v |= (uint64_t)(**p & 0x7f) << shift;
    return v;
}

#endif
