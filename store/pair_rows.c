/* pair_rows.c - see pair_rows.h. */
#include "store/pair_rows.h"

#include <stdlib.h>

/* Slots of a row: twice as many as it has pairs, at least; one that is free
 * where it has none. */
static uint32_t bits_for(uint32_t pairs)
{
    uint32_t bits = 0;

    while (pairs && (1u << bits) < pairs * 2)
        bits++;
    return bits;
}

/* Lay the rows out one behind another; how many slots they take. */
static size_t lay_out(struct cvd_pair_rows *r, uint32_t codes)
{
    size_t slots = 1; /* the first is of all rows without a pair */

    for (size_t i = 0; i < r->count; i++)
        r->rows[r->pairs[i].a].bits++; /* how many, for now */
    for (uint32_t a = 0; a < codes; a++) {
        struct cvd_pair_row *row = &r->rows[a];
        if (!row->bits)
            continue;
        row->from = (uint32_t)slots;
        row->bits = bits_for(row->bits);
        slots += (size_t)1 << row->bits;
    }
    return slots;
}

static void put(struct cvd_pair_rows *r, uint32_t pair)
{
    const struct cvd_coded_pair *p = &r->pairs[pair];
    struct cvd_pair_row row = r->rows[p->a];
    struct cvd_pair_row_slot *slots = r->slots + row.from;
    uint32_t mask = (1u << row.bits) - 1;
    uint32_t i = cvd_pair_row_hash(p->b) & mask;

    while (slots[i].b)
        i = (i + 1) & mask;
    slots[i] = (struct cvd_pair_row_slot){ p->b, pair };
}

static int by_count(const void *pa, const void *pb)
{
    const struct cvd_coded_pair *a = pa, *b = pb;

    return a->count > b->count ? -1 : a->count < b->count;
}

enum cvd_status cvd_pair_rows_make(struct cvd_coded_pair *pairs, size_t count,
                                   uint32_t codes, struct cvd_pair_rows *out)
{
    *out = (struct cvd_pair_rows){ .pairs = pairs, .count = count };
    out->rows = calloc(codes + 1u, sizeof *out->rows);
    out->cells = calloc(count + 1, sizeof *out->cells);
    if (!out->rows || !out->cells)
        return CVD_ENOMEM;
    out->slots = calloc(lay_out(out, codes), sizeof *out->slots);
    if (!out->slots)
        return CVD_ENOMEM;
    qsort(pairs, count, sizeof *pairs, by_count);
    for (size_t i = 0; i < count; i++)
        put(out, (uint32_t)i);
    return CVD_OK;
}

void cvd_pair_rows_release(struct cvd_pair_rows *r)
{
    free(r->rows);
    free(r->slots);
    free(r->pairs);
    free(r->cells);
    *r = (struct cvd_pair_rows){ 0 };
}
