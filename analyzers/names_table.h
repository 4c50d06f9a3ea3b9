/* names_table.h - the arrays of a list of names, see names.h.
 *
 * Private to names.c, names_build.c, the programs of the build that print
 * such arrays and the files that include what they print.
 *
 * Words are numbered in the order of their bytes.  The names are a tree,
 * one state for each beginning of a name, numbered level by level from the
 * root, which is 0: the children of a state stand side by side, in the order
 * of their words, so that a state needs no list of them. */
#ifndef CVD_ANALYZERS_NAMES_TABLE_H
#define CVD_ANALYZERS_NAMES_TABLE_H

#include "analyzers/names.h"

struct cvd_names {
    const char *pool;            /* the words, one after another */
    const uint32_t *word_at;     /* word w: pool[word_at[w], word_at[w+1]) */
    uint32_t word_count;
    const uint32_t *word_slot;   /* by hash, linear probing: w + 1; 0 free */
    uint32_t slot_mask;          /* slots - 1; there is always a free one */
    const uint32_t *word_state;  /* the state of names that begin with w;
                                    0: none does */
    uint32_t state_count;
    const uint32_t *state_word;  /* the word that leads to a state */
    const uint32_t *state_child; /* children [state_child[s],
                                    state_child[s+1]) */
    const uint32_t *state_value; /* where in values[] a name that ends here
                                    has its own; 0: none ends here */
    const uint32_t *values;      /* at such a place their count, then they;
                                    values[0] is not used */
    uint32_t value_count;        /* entries of values[] */
};

#endif
