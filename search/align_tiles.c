/* align_tiles.c - the rows of words that two texts have in common, drawn out
 * to tiles. */
#include "base/array.h"
#include "search/align_parts.h"
#include "store/shingles.h"

#include <stdlib.h>
#include <string.h>

enum {
    PROBES_MAX = 64, /* of the table, for a row: more are needed only where
                        somebody made rows of one hash; they are passed over */
    NOWHERE = UINT32_MAX
};

/* A row of words of text b. */
struct row {
    uint32_t last;           /* where it stands, the last one kept; NOWHERE:
                                the slot is free */
    uint16_t in_a, in_b;     /* how often, up to CVD_ALIGN_REPEATS + 1 */
};

struct table {
    const struct cvd_two *two;
    struct row *rows;        /* 2^bits of them */
    size_t mask;
    uint32_t *before;        /* by place in b: the one before of that row */
    uint32_t *ends;          /* by diagonal: where its last tile ends in a */
};

void cvd_tiles_release(struct cvd_tiles *l)
{
    free(l->list);
    *l = (struct cvd_tiles){ 0 };
}

enum cvd_status cvd_tiles_add(struct cvd_tiles *l, struct cvd_tile tile)
{
    enum cvd_status st = cvd_array_reserve(&l->list, &l->cap, l->count + 1,
                                           sizeof *l->list);

    if (st == CVD_OK)
        l->list[l->count++] = tile;
    return st;
}

void cvd_tiles_turn(struct cvd_tiles *l, size_t first)
{
    for (size_t i = first, j = l->count; i + 1 < j; i++) {
        struct cvd_tile t = l->list[i];
        l->list[i] = l->list[--j];
        l->list[j] = t;
    }
}

static size_t rows_of(size_t words)
{
    return words < CVD_SHINGLE_WORDS ? 0 : words - CVD_SHINGLE_WORDS + 1;
}

static void release(struct table *t)
{
    free(t->rows);
    free(t->before);
    free(t->ends);
}

static enum cvd_status make(struct table *t)
{
    const struct cvd_two *two = t->two;
    size_t room = 64, rows = rows_of(two->b_count);

    while (room < 2 * rows)
        room *= 2;
    t->mask = room - 1;
    t->rows = malloc(room * sizeof *t->rows);
    t->before = malloc((rows + 1) * sizeof *t->before);
    t->ends = calloc(two->a_count + two->b_count + 1, sizeof *t->ends);
    if (!t->rows || !t->before || !t->ends)
        return CVD_ENOMEM;
    for (size_t i = 0; i < room; i++)
        t->rows[i] = (struct row){ NOWHERE, 0, 0 };
    return CVD_OK;
}

/* The slot of the row at `words`, or a free one for it; NULL: too far. */
static struct row *slot_of(const struct table *t, const uint32_t *words)
{
    size_t at = cvd_shingle_hash(words) & t->mask;

    for (int i = 0; i < PROBES_MAX; i++, at = (at + 1) & t->mask) {
        struct row *r = &t->rows[at];
        if (r->last == NOWHERE ||
            memcmp(t->two->b + r->last, words,
                   CVD_SHINGLE_WORDS * sizeof *words) == 0)
            return r;
    }
    return NULL;
}

/* All rows of b, and how often a has them. */
static void fill(struct table *t)
{
    const struct cvd_two *two = t->two;

    for (size_t i = 0; i < rows_of(two->b_count); i++) {
        struct row *r = slot_of(t, two->b + i);
        if (!r || r->in_b > CVD_ALIGN_REPEATS)
            continue;
        t->before[i] = r->last;
        r->last = (uint32_t)i;
        r->in_b++;
    }
    for (size_t i = 0; i < rows_of(two->a_count); i++) {
        struct row *r = slot_of(t, two->a + i);
        if (r && r->in_b && r->in_a <= CVD_ALIGN_REPEATS)
            r->in_a++;
    }
}

/* The tile around words i of a and j of b, which agree. */
static struct cvd_tile draw_out(const struct cvd_two *t, size_t i, size_t j)
{
    size_t from = i, to = i;

    while (from && j - (i - from) && t->a[from - 1] == t->b[j - (i - from) - 1])
        from--;
    while (to < t->a_count && j + (to - i) < t->b_count &&
           t->a[to] == t->b[j + (to - i)])
        to++;
    return (struct cvd_tile){ (uint32_t)from, (uint32_t)(j - (i - from)),
                              (uint32_t)(to - from) };
}

/* The tiles that the row at word i of a begins or is in. */
static enum cvd_status pair(struct table *t, size_t i, const struct row *r,
                            struct cvd_tiles *out)
{
    const struct cvd_two *two = t->two;
    enum cvd_status st = CVD_OK;

    for (uint32_t j = r->last; j != NOWHERE && st == CVD_OK;
         j = t->before[j]) {
        uint32_t *end = &t->ends[i + two->b_count - j];
        if (*end > i)
            continue;
        struct cvd_tile tile = draw_out(two, i, j);
        *end = tile.a + tile.words;
        if (cvd_clock_steps(two->clock, tile.words))
            break;
        st = cvd_tiles_add(out, tile);
    }
    return st;
}

enum cvd_status cvd_tiles_find(const struct cvd_two *two,
                               struct cvd_tiles *out)
{
    struct table t = { .two = two };
    enum cvd_status st = make(&t);

    if (st == CVD_OK)
        fill(&t);
    for (size_t i = 0; i < rows_of(two->a_count) && st == CVD_OK; i++) {
        const struct row *r = slot_of(&t, two->a + i);
        if (cvd_clock_steps(two->clock, 1) ||
            out->count > two->a_count + two->b_count) {
            out->cut = true;
            break;
        }
        if (r && r->in_b && r->in_b <= CVD_ALIGN_REPEATS &&
            r->in_a <= CVD_ALIGN_REPEATS)
            st = pair(&t, i, r, out);
    }
    out->cut = out->cut || two->clock->late;
    release(&t);
    return st;
}
