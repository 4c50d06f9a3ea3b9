/* pair_table.c - see pair_table.h. */
#include "store/pair_table.h"

#include <stdlib.h>

enum {
    FIRST_BITS = 12,
    COMMON = 65536 /* counts from here on are not told apart when cutting */
};

static enum cvd_status new_entries(unsigned bits, struct cvd_pair_table *out)
{
    out->size = (size_t)1 << bits;
    out->shift = 64 - bits;
    out->used = 0;
    out->entries = calloc(out->size, sizeof *out->entries);
    return out->entries ? CVD_OK : CVD_ENOMEM;
}

/* Move what comes more often than `floor`, in enough documents, into a table
 * of 2^bits places. */
static enum cvd_status move(struct cvd_pair_table *t, unsigned bits,
                            uint32_t floor, uint32_t documents)
{
    struct cvd_pair_table to = *t;
    enum cvd_status st = new_entries(bits, &to);

    for (size_t i = 0; i < t->size && st == CVD_OK; i++) {
        const struct cvd_pair_entry *e = &t->entries[i];
        if (!e->key || e->count[CVD_OF] <= floor ||
            e->documents[CVD_OF] < documents)
            continue;
        *cvd_pair_slot(&to, e->key) = *e;
        to.used++;
    }
    if (st != CVD_OK)
        return st;
    free(t->entries);
    *t = to;
    return CVD_OK;
}

static unsigned bits_of(const struct cvd_pair_table *t)
{
    return t->size ? 64 - t->shift : 0;
}

enum cvd_status cvd_pair_table_room(struct cvd_pair_table *t, size_t most)
{
    enum cvd_status st = CVD_OK;

    if (!t->size)
        return new_entries(FIRST_BITS, t);
    if (t->used * 2 < t->size && t->used < most)
        return CVD_OK;
    if (t->used < most)
        return move(t, bits_of(t) + 1, 0, 0);
    /* Half of it at least is made free, so that it is seldom done. */
    for (uint32_t floor = 1; t->used > most / 2 && st == CVD_OK;
         floor *= 2) {
        st = move(t, bits_of(t), floor, 0);
        t->dropped += floor;
    }
    return st;
}

/* The cut of counts, of which so many have each. */
static uint32_t cut_at(const uint32_t *with_count, size_t most)
{
    size_t sum = with_count[COMMON];

    for (uint32_t n = COMMON - 1; n > 0; n--) {
        sum += with_count[n];
        if (sum > most)
            return n;
    }
    return 0;
}

enum cvd_status cvd_pair_table_cut(const struct cvd_pair_table *t,
                                   uint32_t documents, size_t most,
                                   uint32_t *cut)
{
    uint32_t *with_count = calloc(COMMON + 1, sizeof *with_count);

    if (!with_count)
        return CVD_ENOMEM;
    for (size_t i = 0; i < t->size; i++) {
        const struct cvd_pair_entry *e = &t->entries[i];
        if (!e->key || e->documents[CVD_OF] < documents)
            continue;
        with_count[e->count[CVD_OF] < COMMON ? e->count[CVD_OF] : COMMON]++;
    }
    *cut = cut_at(with_count, most);
    free(with_count);
    return CVD_OK;
}

/* Bits of a table for those in so many documents that come more often. */
static unsigned bits_for(const struct cvd_pair_table *t, uint32_t cut,
                         uint32_t documents)
{
    unsigned bits = FIRST_BITS;
    size_t kept = 0;

    for (size_t i = 0; i < t->size; i++)
        kept += t->entries[i].key && t->entries[i].count[CVD_OF] > cut &&
                t->entries[i].documents[CVD_OF] >= documents;
    while (((size_t)1 << bits) < kept * 2)
        bits++;
    return bits;
}

enum cvd_status cvd_pair_table_keep(struct cvd_pair_table *t,
                                    uint32_t documents, size_t most)
{
    uint32_t cut;
    enum cvd_status st = cvd_pair_table_cut(t, documents, most, &cut);

    if (st != CVD_OK)
        return st;
    t->dropped += cut; /* of a count that may be as much too low */
    return move(t, bits_for(t, cut, documents), cut, documents);
}

void cvd_pair_table_release(struct cvd_pair_table *t)
{
    free(t->entries);
    *t = (struct cvd_pair_table){ 0 };
}
