/* columns.c - the columns of a part, read: see columns.h. */
#include "store/columns.h"
#include "store/columns_file.h"

enum { WORD = CVD_COLUMN_WORD };

/* ---- opening --------------------------------------------------------- */

static uint64_t padded(uint64_t n)
{
    return (n + 7) / 8 * 8;
}

/* Offsets from 0 to `end`, never descending. */
static bool ascend64(const uint64_t *off, uint64_t n, uint64_t end)
{
    bool bad = off[0] != 0 || off[n] != end;

    for (uint64_t i = 0; i < n; i++)
        bad |= off[i] > off[i + 1];
    return !bad;
}

static bool ascend32(const uint32_t *off, uint64_t n, uint64_t end)
{
    bool bad = off[0] != 0 || off[n] != end;

    for (uint64_t i = 0; i < n; i++)
        bad |= off[i] > off[i + 1];
    return !bad;
}

/* Where the arrays of a column begin, from its offset. */
struct layout {
    uint64_t ordinals, more_starts, more_bits, more_ordinals, bytes, end;
};

static uint32_t words_of(uint32_t documents)
{
    return documents / WORD + (documents % WORD != 0);
}

/* No sum here reaches 2^64: all numbers but the bytes have 32 bits. */
static struct layout lay_out(const struct cvd_column_entry *e,
                             uint32_t documents)
{
    struct layout l;
    uint64_t starts = e->more ? words_of(documents) + (uint64_t)1 : 0;

    l.ordinals = ((uint64_t)e->values + 1) * sizeof(uint64_t);
    l.more_starts = l.ordinals + padded((uint64_t)documents * e->width);
    l.more_bits = l.more_starts + padded(starts * sizeof(uint32_t));
    l.more_ordinals = l.more_bits + padded(e->more);
    l.bytes = l.more_ordinals + padded((uint64_t)e->more * e->width);
    l.end = l.bytes + e->bytes;
    return l;
}

static bool open_column(const unsigned char *ptr, size_t len,
                        const struct cvd_column_entry *e,
                        struct cvd_column *c)
{
    if (e->values == 0 || e->values == UINT32_MAX ||
        e->width != cvd_column_width(e->values) || e->bytes > len ||
        e->offset > len || e->offset % 8 != 0)
        return false;
    const struct layout l = lay_out(e, c->documents);
    if (l.end > len - e->offset)
        return false;
    const unsigned char *at = ptr + e->offset;
    c->values = e->values;
    c->width = e->width;
    c->value_off = (const void *)at;
    c->ordinals = at + l.ordinals;
    c->bytes = (const char *)at + l.bytes;
    if (!ascend64(c->value_off, c->values, e->bytes))
        return false;
    if (e->more) {
        c->more_starts = (const void *)(at + l.more_starts);
        c->more_bits = at + l.more_bits;
        c->more_ordinals = at + l.more_ordinals;
    }
    return !e->more ||
           ascend32(c->more_starts, words_of(c->documents), e->more);
}

static bool open_all(const unsigned char *ptr, size_t len,
                     struct cvd_column *columns, uint32_t documents)
{
    const char magic[4] = CVD_COLUMNS_MAGIC;
    struct cvd_file_head head;

    if (len < sizeof head)
        return false;
    memcpy(&head, ptr, sizeof head);
    if (memcmp(head.magic, magic, sizeof magic) != 0 ||
        !cvd_format_known(head.format) || head.count != documents ||
        head.extra > CVD_F_COUNT ||
        len - sizeof head < head.extra * sizeof(struct cvd_column_entry))
        return false;
    const struct cvd_column_entry *e = (const void *)(ptr + sizeof head);
    for (size_t i = 0; i < head.extra; i++)
        if (e[i].field >= CVD_F_COUNT ||
            (i > 0 && e[i].field <= e[i - 1].field) ||
            !open_column(ptr, len, &e[i], &columns[e[i].field]))
            return false;
    return true;
}

enum cvd_status cvd_columns_open(const unsigned char *ptr, size_t len,
                                 uint32_t documents,
                                 struct cvd_column columns[CVD_F_COUNT],
                                 struct cvd_err *err)
{
    struct cvd_column all[CVD_F_COUNT];

    for (int f = 0; f < CVD_F_COUNT; f++)
        all[f] = (struct cvd_column){ .documents = documents };
    if (!open_all(ptr, len, all, documents))
        return cvd_fail(err, CVD_EINDEX, "the columns are damaged");
    memcpy(columns, all, sizeof all);
    return CVD_OK;
}

/* ---- checking -------------------------------------------------------- */

static uint32_t raw_ordinal(const void *ordinals, unsigned width, uint32_t i)
{
    return width == 1   ? ((const uint8_t *)ordinals)[i]
           : width == 2 ? ((const uint16_t *)ordinals)[i]
                        : ((const uint32_t *)ordinals)[i];
}

static bool dictionary_sound(const struct cvd_column *c)
{
    for (uint32_t o = 1; o <= c->values; o++) {
        struct cvd_str value = cvd_column_value(c, o);
        if (value.len == 0 ||
            cvd_str_compare(cvd_column_value(c, o - 1), value) >= 0)
            return false;
    }
    return true;
}

/* A further value is of a document that has a first one. */
static bool more_sound(const struct cvd_column *c)
{
    for (uint32_t w = 0; w < words_of(c->documents); w++) {
        for (uint32_t k = c->more_starts[w]; k < c->more_starts[w + 1];
             k++) {
            uint32_t o = raw_ordinal(c->more_ordinals, c->width, k);
            if (o == 0 || o > c->values || c->more_bits[k] >= WORD ||
                !cvd_column_ordinal(c, w * WORD + c->more_bits[k] + 1))
                return false;
        }
    }
    return true;
}

static bool column_sound(const struct cvd_column *c)
{
    for (uint32_t d = 0; d < c->documents; d++)
        if (raw_ordinal(c->ordinals, c->width, d) > c->values)
            return false;
    return dictionary_sound(c) && (!c->more_starts || more_sound(c));
}

bool cvd_columns_sound(const struct cvd_column columns[CVD_F_COUNT])
{
    for (int f = 0; f < CVD_F_COUNT; f++)
        if (columns[f].values && !column_sound(&columns[f]))
            return false;
    return true;
}

/* ---- counting -------------------------------------------------------- */

static uint32_t first_bit(uint64_t w)
{
    return (uint32_t)__builtin_ctzll(w);
}

/* Word i of `bits`, of so many documents. */
static uint64_t word_at(const uint64_t *bits, uint32_t i, uint32_t documents)
{
    uint32_t left = documents - i * WORD;

    return left >= WORD ? bits[i] : bits[i] & ((UINT64_C(1) << left) - 1);
}

/* Inlined for each width, which the loop must not ask for. */
static inline __attribute__((always_inline)) void
count_first(const struct cvd_column *c, const uint64_t *bits,
            uint32_t documents, unsigned width, uint64_t *counts)
{
    for (uint32_t i = 0; i < words_of(documents); i++) {
        uint64_t w = word_at(bits, i, documents);
        uint32_t base = i * WORD;
        for (; w; w &= w - 1) {
            uint32_t o = raw_ordinal(c->ordinals, width,
                                     base + first_bit(w));
            counts[o <= c->values ? o : 0]++;
        }
    }
}

/* By adding 0 or 1: which documents are set cannot be foretold. */
static void count_more(const struct cvd_column *c, const uint64_t *bits,
                       uint32_t documents, uint64_t *counts)
{
    for (uint32_t i = 0; i < words_of(documents); i++) {
        uint64_t w = word_at(bits, i, documents);
        if (w == 0)
            continue;
        for (uint32_t k = c->more_starts[i]; k < c->more_starts[i + 1];
             k++) {
            uint32_t o = raw_ordinal(c->more_ordinals, c->width, k);
            counts[o <= c->values ? o : 0] += w >> c->more_bits[k] % WORD & 1;
        }
    }
}

static void count_none(const uint64_t *bits, uint32_t documents,
                       uint64_t *counts)
{
    for (uint32_t i = 0; i < words_of(documents); i++)
        counts[0] += (uint64_t)__builtin_popcountll(
            word_at(bits, i, documents));
}

void cvd_column_count(const struct cvd_column *c, const uint64_t *bits,
                      uint32_t documents, uint64_t *counts)
{
    if (c->width == 0)
        count_none(bits, documents, counts);
    else if (c->width == 1)
        count_first(c, bits, documents, 1, counts);
    else if (c->width == 2)
        count_first(c, bits, documents, 2, counts);
    else
        count_first(c, bits, documents, 4, counts);
    if (c->more_starts)
        count_more(c, bits, documents, counts);
}

/* ---- ranges ---------------------------------------------------------- */

/* `value` lies behind `to` and all that begins with it. */
static bool is_behind(struct cvd_str value, struct cvd_str to)
{
    return !cvd_str_starts(value, to) && cvd_str_compare(value, to) > 0;
}

/* The first ordinal whose value is not before `key`; if `behind`, that is
 * behind it and all that begins with it. */
static uint32_t bound(const struct cvd_column *c, struct cvd_str key,
                      bool behind)
{
    uint32_t lo = 1, hi = c->values + 1;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        struct cvd_str value = cvd_column_value(c, mid);
        if (behind ? is_behind(value, key)
                   : cvd_str_compare(value, key) >= 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

bool cvd_column_range(const struct cvd_column *c, struct cvd_str from,
                      struct cvd_str to, uint32_t *lo, uint32_t *hi)
{
    uint32_t first = bound(c, from, false);
    uint32_t end = to.len ? bound(c, to, true) : c->values + 1;

    if (first >= end)
        return false;
    *lo = first;
    *hi = end;
    return true;
}

/* Eight bytes, each 0 or 1, as bits: the factor moves byte k to bit 56 + k,
 * and no two sums meet. */
static uint64_t pack_eight(const uint8_t *flags)
{
    uint64_t v;

    memcpy(&v, flags, sizeof v);
    return (v * UINT64_C(0x0102040810204080)) >> 56;
}

static uint64_t pack_flags(const uint8_t flags[WORD])
{
    uint64_t bits = 0;

    for (unsigned i = 0; i < WORD; i += 8)
        bits |= pack_eight(flags + i) << i;
    return bits;
}

/* Which of WORD ordinals lie in [lo, lo + span): plain loops of a fixed
 * length, which the compiler makes vectors of. */
static uint64_t within1(const uint8_t *o, uint32_t lo, uint32_t span)
{
    uint8_t flags[WORD], from = (uint8_t)lo, last = (uint8_t)(span - 1);

    for (unsigned i = 0; i < WORD; i++)
        flags[i] = (uint8_t)(o[i] - from) <= last;
    return pack_flags(flags);
}

static uint64_t within2(const uint16_t *o, uint32_t lo, uint32_t span)
{
    uint8_t flags[WORD];
    uint16_t from = (uint16_t)lo, last = (uint16_t)(span - 1);

    for (unsigned i = 0; i < WORD; i++)
        flags[i] = (uint16_t)(o[i] - from) <= last;
    return pack_flags(flags);
}

static uint64_t within4(const uint32_t *o, uint32_t lo, uint32_t span)
{
    uint8_t flags[WORD];

    for (unsigned i = 0; i < WORD; i++)
        flags[i] = o[i] - lo < span;
    return pack_flags(flags);
}

static uint64_t within(const struct cvd_column *c, uint32_t at, uint32_t lo,
                       uint32_t span)
{
    return c->width == 1   ? within1((const uint8_t *)c->ordinals + at, lo,
                                     span)
           : c->width == 2 ? within2((const uint16_t *)c->ordinals + at, lo,
                                     span)
                           : within4((const uint32_t *)c->ordinals + at, lo,
                                     span);
}

/* Further values of the `count` documents behind `first`, at least one. */
static void more_between(const struct cvd_column *c, uint32_t lo,
                         uint32_t span, uint32_t first, uint32_t count,
                         uint64_t *bits)
{
    uint32_t last = (first + count - 1) / WORD;

    for (uint32_t w = first / WORD; w <= last; w++) {
        for (uint32_t k = c->more_starts[w]; k < c->more_starts[w + 1];
             k++) {
            uint32_t i = w * WORD + c->more_bits[k] % WORD - first;
            uint32_t o = raw_ordinal(c->more_ordinals, c->width, k);
            if (i < count)
                bits[i / WORD] |= (uint64_t)(o - lo < span) << i % WORD;
        }
    }
}

void cvd_column_between(const struct cvd_column *c, uint32_t lo, uint32_t hi,
                        uint32_t first, uint32_t count, uint64_t *bits)
{
    uint32_t i = 0;

    hi = hi <= c->values + 1 ? hi : c->values + 1;
    if (lo >= hi || first >= c->documents || count == 0)
        return;
    count = count <= c->documents - first ? count : c->documents - first;
    if (c->width)
        for (; count - i >= WORD; i += WORD)
            bits[i / WORD] |= within(c, first + i, lo, hi - lo);
    for (; i < count; i++) {
        uint32_t o = cvd_column_ordinal(c, first + i + 1);
        bits[i / WORD] |= (uint64_t)(o - lo < hi - lo) << i % WORD;
    }
    if (c->more_starts)
        more_between(c, lo, hi - lo, first, count, bits);
}
