/* near.c - see near.h. */
#include "search/near.h"

#include <string.h>

enum { SLOTS = 2 * CVD_NEAR_WORDS_MAX, BLOCK = 64 };

static size_t slot_of(const struct cvd_near *n, uint32_t word)
{
    size_t at = (size_t)(word * UINT64_C(0x9E3779B97F4A7C15) >> 32) % SLOTS;

    while (n->used[at] && n->keys[at] != word)
        at = (at + 1) % SLOTS;
    return at;
}

void cvd_near_make(const uint32_t *words, size_t count, struct cvd_near *out)
{
    memset(out, 0, sizeof *out);
    memcpy(out->words, words, count * sizeof *words);
    out->count = count;
    for (size_t i = 0; i < count; i++) {
        size_t at = slot_of(out, words[i]);
        out->used[at] = 1;
        out->keys[at] = words[i];
        out->places[at][i / BLOCK] |= UINT64_C(1) << i % BLOCK;
    }
}

/* A column of the table of edit distances: by row less the row above, plus
 * and minus one, a bit each; and the value of the last row. */
struct column {
    uint64_t plus[CVD_NEAR_WORDS_MAX / BLOCK];
    uint64_t minus[CVD_NEAR_WORDS_MAX / BLOCK];
    size_t blocks;
    uint64_t last;           /* the bit of the last row in its block */
    size_t edits;            /* there */
};

static void column_begin(struct column *c, size_t rows)
{
    c->blocks = (rows + BLOCK - 1) / BLOCK;
    c->last = UINT64_C(1) << (rows - 1) % BLOCK;
    c->edits = rows;
    for (size_t b = 0; b < c->blocks; b++) {
        c->plus[b] = ~UINT64_C(0);
        c->minus[b] = 0;
    }
}

/* One block moves on by one word of the text: `eq` are the rows that have it,
 * `in` is how the row above the block changed, -1 to 1; returns how the row of
 * bit `at` does.  Myers 1999, figure 8. */
static int block_step(struct column *c, size_t b, uint64_t eq, int in,
                      uint64_t at)
{
    uint64_t pv = c->plus[b], mv = c->minus[b];
    uint64_t xv = eq | mv;
    int out;

    eq |= in < 0;
    uint64_t xh = (((eq & pv) + pv) ^ pv) | eq;
    uint64_t ph = mv | ~(xh | pv);
    uint64_t mh = pv & xh;
    out = (ph & at ? 1 : 0) - (mh & at ? 1 : 0);
    ph = ph << 1 | (in > 0);
    mh = mh << 1 | (in < 0);
    c->plus[b] = mh | ~(xv | ph);
    c->minus[b] = ph & xv;
    return out;
}

/* The column moves on by one word.  `in` is how the row above the first
 * changes: 0 where a match may begin anywhere, 1 where only at the start. */
static void column_step(struct column *c, const uint64_t *eq, int in)
{
    const uint64_t top = UINT64_C(1) << (BLOCK - 1);

    for (size_t b = 0; b < c->blocks; b++)
        in = block_step(c, b, eq[b], in,
                        b + 1 == c->blocks ? c->last : top);
    c->edits = (size_t)((int64_t)c->edits + in);
}

/* The first word from which on the row, at its best, comes to `edits` at the
 * end of the `to` words: sought backwards from there, the shortest. */
static size_t begin_of(const struct cvd_near *n, const uint32_t *text,
                       size_t to, size_t edits)
{
    uint32_t reversed[CVD_NEAR_WORDS_MAX] = { 0 };
    struct cvd_near back;
    struct column c;
    size_t from = to;

    for (size_t i = 0; i < n->count; i++)
        reversed[i] = n->words[n->count - 1 - i];
    cvd_near_make(reversed, n->count, &back);
    column_begin(&c, n->count);
    /* No more than row and edits together can lie there. */
    while (from > 0 && to - from <= n->count + edits && c.edits != edits)
        column_step(&c, back.places[slot_of(&back, text[--from])], 1);
    return from;
}

bool cvd_near_find(const struct cvd_near *n, const uint32_t *text,
                   size_t count, size_t most, struct cvd_near_place *out)
{
    struct column c;
    size_t best = most + 1, to = 0;

    *out = (struct cvd_near_place){ 0 };
    column_begin(&c, n->count);
    for (size_t i = 0; i < count && best > 0; i++) {
        column_step(&c, n->places[slot_of(n, text[i])], 0);
        if (c.edits < best) {
            best = c.edits;
            to = i + 1;
        }
    }
    if (best > most || best >= n->count)
        return false;
    *out = (struct cvd_near_place){ begin_of(n, text, to, best), to, best };
    return true;
}
