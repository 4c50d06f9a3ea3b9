/* word_table.h - numbers words in the order they are first seen.
 *
 * A word is an exact form with its folded form; the table borrows the
 * strings until told to own them.  A table belongs to one thread.
 * May depend on: libc, tokens.h. */
#ifndef BENCH_WORD_TABLE_H
#define BENCH_WORD_TABLE_H

#include "tokens.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct word {
    struct token_span exact, folded;
    uint32_t count;                     /* times added */
    uint32_t hash;
};

struct word_table {                     /* zero it before use */
    struct word *words;
    size_t count, cap;
    uint32_t *slots;                    /* word number + 1, or 0 */
    size_t slot_count;
};

/* The number of the word, which is added if new.  Ends the program when
 * memory runs out. */
uint32_t word_table_add(struct word_table *t, struct token_span exact,
                        struct token_span folded);

/* The number of a word that is in the table. */
uint32_t word_table_find(const struct word_table *t, struct token_span exact);

/* Fill order[count] with word numbers sorted by (folded, exact) bytes. */
void word_table_sort(const struct word_table *t, uint32_t *order);

/* Copy all strings into one block, which the caller frees. */
char *word_table_own_strings(struct word_table *t);

void word_table_release(struct word_table *t);

int token_span_equal(struct token_span a, struct token_span b);

#ifdef __cplusplus
}
#endif

#endif
