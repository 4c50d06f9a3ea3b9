/* pair_table.h - pairs of numbers and how often they came, in bounded memory.
 * Internal to store/. */
#ifndef CVD_STORE_PAIR_TABLE_H
#define CVD_STORE_PAIR_TABLE_H

#include "base/status.h"
#include "store/frequencies.h"

struct cvd_pair_entry {
    uint64_t key;                   /* 0: free */
    uint32_t count[CVD_SIDES], documents[CVD_SIDES];
    uint32_t left, last;            /* of CVD_OF, as in struct cvd_cell */
};

/* A hash table with open addressing.  Zero-initialise; release with
 * cvd_pair_table_release(). */
struct cvd_pair_table {
    struct cvd_pair_entry *entries;
    size_t size, used;              /* size: a power of two */
    unsigned shift;                 /* 64 less the bits of size */
    uint64_t dropped;               /* a pair that came more often is there */
};

static inline uint64_t cvd_pair_key(uint32_t a, uint32_t b)
{
    return (uint64_t)a << 32 | b;
}

/* The place of `key` in a table that is not empty: free, if it is not there.
 * Fibonacci hashing (Knuth, TAOCP 3, 6.4). */
static inline struct cvd_pair_entry *
cvd_pair_slot(const struct cvd_pair_table *t, uint64_t key)
{
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> t->shift);

    while (t->entries[i].key && t->entries[i].key != key)
        i = (i + 1) & (t->size - 1);
    return &t->entries[i];
}

/* Make room for one more.  With `most` pairs there the rarest are dropped, as
 * in lossy counting (Manku, Motwani, VLDB 2002): what is left is counted too
 * low where it was dropped before.  CVD_ENOMEM. */
enum cvd_status cvd_pair_table_room(struct cvd_pair_table *t, size_t most);

/* The greatest count such that more than `most` pairs have it in CVD_OF, or a
 * greater one, of those in at least `documents` documents; 0: there are no
 * more than `most`.  CVD_ENOMEM. */
enum cvd_status cvd_pair_table_cut(const struct cvd_pair_table *t,
                                   uint32_t documents, size_t most,
                                   uint32_t *cut);

/* Replace *t by those of it that are in at least `documents` documents of
 * CVD_OF, the `most` commonest at most.  CVD_ENOMEM. */
enum cvd_status cvd_pair_table_keep(struct cvd_pair_table *t,
                                    uint32_t documents, size_t most);

void cvd_pair_table_release(struct cvd_pair_table *t);

#endif
