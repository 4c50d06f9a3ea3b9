/* pair_rows.h - the commonest pairs of a part, found fast.  Internal to
 * store/.
 *
 * Nearly all pairs of a text are of the few thousand commonest.  These lie by
 * their first word, in as little room as a processor has near at hand. */
#ifndef CVD_STORE_PAIR_ROWS_H
#define CVD_STORE_PAIR_ROWS_H

#include "base/status.h"
#include "store/frequencies.h"

/* How often something came in the documents of one side. */
struct cvd_cell {
    uint32_t count, documents;
    uint32_t left;
    uint32_t last;           /* document it came in last */
};

static inline void cvd_cell_count(struct cvd_cell *c, uint32_t document,
                                  bool left)
{
    c->count++;
    c->left += left;
    c->documents += c->last != document;
    c->last = document;
}

/* A pair of codes. */
struct cvd_coded_pair {
    uint32_t a, b;           /* not 0 */
    uint64_t key;            /* its user's */
    uint32_t count;          /* how common it is thought to be */
};

/* Zero-initialise; release with cvd_pair_rows_release(). */
struct cvd_pair_rows {
    struct cvd_pair_row {
        uint32_t from;       /* its first slot */
        uint32_t bits;       /* of the number of its slots */
    } *rows;                 /* by code of the first word */
    struct cvd_pair_row_slot {
        uint32_t b;          /* code of the second, 0: free */
        uint32_t pair;
    } *slots;
    struct cvd_coded_pair *pairs; /* owned */
    struct cvd_cell *cells;  /* of each */
    size_t count;
};

/* Make rows of `count` pairs, each once, of codes below `codes`; they are
 * *out's to free from now on, on an error too, and put in another order: the
 * cells of the commonest lie together.  CVD_ENOMEM. */
enum cvd_status cvd_pair_rows_make(struct cvd_coded_pair *pairs, size_t count,
                                   uint32_t codes,
                                   struct cvd_pair_rows *out);
void cvd_pair_rows_release(struct cvd_pair_rows *r);

/* Where in its row a search for second word `b` begins. */
static inline uint32_t cvd_pair_row_hash(uint32_t b)
{
    /* Fibonacci hashing; the lowest bits of a product are the worst. */
    return b * 0x9E3779B1u >> 12;
}

/* The cell of pair (a, b), or NULL; `r` is not empty. */
static inline struct cvd_cell *cvd_pair_rows_find(const struct cvd_pair_rows *r,
                                                  uint32_t a, uint32_t b)
{
    struct cvd_pair_row row = r->rows[a];
    const struct cvd_pair_row_slot *slots = r->slots + row.from;
    uint32_t mask = (1u << row.bits) - 1;

    for (uint32_t i = cvd_pair_row_hash(b) & mask;; i = (i + 1) & mask) {
        if (slots[i].b == b)
            return &r->cells[slots[i].pair];
        if (!slots[i].b)
            return NULL;
    }
}

#endif
