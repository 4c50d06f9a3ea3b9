/* columns_cross.c - sets of documents counted by one column, and by two at
 * once.  See columns.h. */
#include "store/columns_file.h"
#include "store/part.h"

#include <stdlib.h>

enum { WORD = CVD_COLUMN_WORD };

/* ---- the bits of a part ---------------------------------------------- */

static uint32_t documents_of(const struct cvd_docset *set, size_t part)
{
    return set->begin[part + 1] - set->begin[part];
}

static uint32_t words_of(uint32_t documents)
{
    return documents / WORD + (documents % WORD != 0);
}

/* Word `w` of the part's documents, which in the set begin at any bit. */
static uint64_t word_at(const struct cvd_docset *set, size_t part, uint32_t w)
{
    uint32_t at = set->begin[part] + w * WORD;
    uint32_t left = documents_of(set, part) - w * WORD;
    size_t end = (size_t)set->begin[set->parts] / 8 + 1;
    size_t byte = at / 8;
    unsigned shift = at % 8;
    uint64_t bits = 0;

    for (unsigned i = 0; i < 8 && byte + i < end; i++)
        bits |= (uint64_t)set->bits[byte + i] << 8 * i;
    bits >>= shift;
    if (shift && byte + 8 < end)
        bits |= (uint64_t)set->bits[byte + 8] << (WORD - shift);
    return left >= WORD ? bits : bits & ((UINT64_C(1) << left) - 1);
}

/* ---- one column ------------------------------------------------------ */

/* Steps of the clock for counting a word's documents. */
enum { WORD_STEPS = 4 };

static enum cvd_status tally_part(const struct cvd_column *c,
                                  const struct cvd_docset *set, size_t part,
                                  struct cvd_clock *clock, uint64_t *counts)
{
    uint32_t n = words_of(documents_of(set, part));
    uint64_t *bits = malloc((n + (size_t)1) * sizeof *bits);

    if (!bits)
        return CVD_ENOMEM;
    for (uint32_t w = 0; w < n; w++)
        bits[w] = cvd_clock_steps(clock, WORD_STEPS) ? 0
                                                     : word_at(set, part, w);
    cvd_column_count(c, bits, c->documents, counts);
    free(bits);
    return CVD_OK;
}

enum cvd_status cvd_parts_tally(const struct cvd_part *parts,
                                const struct cvd_docset *set,
                                enum cvd_field field, cvd_tally_fn *fn,
                                void *ctx, struct cvd_clock *clock)
{
    enum cvd_status st = CVD_OK;
    bool more = true;

    for (size_t i = 0; i < set->parts && more && st == CVD_OK; i++) {
        const struct cvd_column *c = &parts[i].columns[field];
        if (!c->values)
            continue;
        uint64_t *counts = calloc((size_t)c->values + 1, sizeof *counts);
        st = counts ? tally_part(c, set, i, clock, counts) : CVD_ENOMEM;
        for (uint32_t o = 1; o <= c->values && more && st == CVD_OK; o++)
            if (counts[o])
                more = fn(ctx, cvd_column_value(c, o), counts[o]);
        free(counts);
    }
    return st;
}

/* ---- two columns ----------------------------------------------------- */

/* A part being counted. */
struct crossing {
    const struct cvd_cross *t;
    const struct cvd_column *down, *across;
    uint32_t *row_of, *column_of; /* by ordinal */
    uint32_t *seen;               /* by column: the last document counted in
                                     it that has further values, from 1 */
};

/* The groups of a column's values, by ordinal; NULL if there is no memory. */
static uint32_t *group(const struct cvd_column *c, cvd_group_fn *of,
                       void *ctx, struct cvd_clock *clock)
{
    uint32_t *groups = malloc(((size_t)c->values + 1) * sizeof *groups);

    for (uint32_t o = 0; groups && o <= c->values; o++)
        groups[o] = cvd_clock_steps(clock, 1)
                        ? UINT32_MAX
                        : of(ctx, cvd_column_value(c, o));
    return groups;
}

static uint32_t row_of(const struct crossing *x, uint32_t document)
{
    return x->row_of[cvd_column_ordinal(x->down, document + 1)];
}

static uint32_t first_column_of(const struct crossing *x, uint32_t document)
{
    return x->column_of[cvd_column_ordinal(x->across, document + 1)];
}

static void count(const struct crossing *x, uint32_t row, uint32_t column)
{
    const struct cvd_cross *t = x->t;

    if (row < t->rows && column < t->columns)
        t->counts[(size_t)row * t->columns + column]++;
}

static void count_first(const struct crossing *x, uint32_t base,
                        uint64_t bits)
{
    for (; bits; bits &= bits - 1) {
        uint32_t d = base + (uint32_t)__builtin_ctzll(bits);
        count(x, row_of(x, d), first_column_of(x, d));
    }
}

static bool see(const struct crossing *x, uint32_t column, uint32_t document)
{
    bool fresh = column < x->t->columns && x->seen[column] != document + 1;

    if (fresh)
        x->seen[column] = document + 1;
    return fresh;
}

/* The further ordinal `k` of a column. */
static uint32_t further(const struct cvd_column *c, uint32_t k)
{
    uint32_t o = c->width == 1   ? ((const uint8_t *)c->more_ordinals)[k]
                 : c->width == 2 ? ((const uint16_t *)c->more_ordinals)[k]
                                 : ((const uint32_t *)c->more_ordinals)[k];

    return o <= c->values ? o : 0;
}

/* Those of word `w`; a document's stand side by side. */
static void count_more(const struct crossing *x, uint32_t w, uint64_t bits)
{
    const struct cvd_column *c = x->across;

    for (uint32_t k = c->more_starts[w]; bits && k < c->more_starts[w + 1];
         k++) {
        uint32_t bit = c->more_bits[k] % WORD, d = w * WORD + bit;
        uint32_t column = x->column_of[further(c, k)];
        if (!(bits >> bit & 1))
            continue;
        (void)see(x, first_column_of(x, d), d);
        if (see(x, column, d))
            count(x, row_of(x, d), column);
    }
}

static enum cvd_status cross_part(const struct cvd_part *p,
                                  const struct cvd_docset *set, size_t part,
                                  const struct cvd_cross *t,
                                  struct cvd_clock *clock)
{
    struct crossing x = { .t = t, .down = &p->columns[t->row_field],
                          .across = &p->columns[t->column_field] };
    uint32_t words = words_of(documents_of(set, part));

    x.row_of = group(x.down, t->row_of, t->ctx, clock);
    x.column_of = group(x.across, t->column_of, t->ctx, clock);
    x.seen = calloc((size_t)t->columns + 1, sizeof *x.seen);
    bool good = x.row_of && x.column_of && x.seen;
    for (uint32_t w = 0;
         w < words && good && !cvd_clock_steps(clock, WORD_STEPS); w++) {
        uint64_t bits = word_at(set, part, w);
        count_first(&x, w * WORD, bits);
        if (x.across->more_starts)
            count_more(&x, w, bits);
    }
    free(x.row_of);
    free(x.column_of);
    free(x.seen);
    return good ? CVD_OK : CVD_ENOMEM;
}

enum cvd_status cvd_parts_cross(const struct cvd_part *parts,
                                const struct cvd_docset *set,
                                const struct cvd_cross *t,
                                struct cvd_clock *clock)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < set->parts && st == CVD_OK; i++)
        st = cross_part(&parts[i], set, i, t, clock);
    return st;
}
