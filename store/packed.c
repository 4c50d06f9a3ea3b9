/* packed.c - see packed.h. */
#include "store/packed.h"
#include "base/varint.h"

#include <string.h>

enum { LANES = 4, ROWS = CVD_PACKED / LANES };

typedef uint32_t lanes __attribute__((vector_size(LANES *
                                                  sizeof(uint32_t))));

static unsigned bits_of(uint32_t v)
{
    return v ? 32 - (unsigned)__builtin_clz(v) : 0;
}

/* Bytes of the exceptions where `bits` are kept, of numbers with[k] of which
 * have k bits, none more than `most`: an index and a varint each. */
static size_t exception_bytes(const unsigned *with, unsigned most,
                              unsigned bits)
{
    size_t bytes = 0;

    for (unsigned k = bits + 1; k <= most; k++)
        bytes += with[k] * (1 + (k - bits + 6) / 7);
    return bytes;
}

/* How many bits to keep of each number so that the run takes least; how many
 * numbers have more. */
static unsigned choose_bits(const uint32_t *v, unsigned *exceptions)
{
    unsigned with[33] = { 0 }; /* numbers of so many bits */
    unsigned most = 32;

    for (size_t i = 0; i < CVD_PACKED; i++)
        with[bits_of(v[i])]++;
    while (most && !with[most])
        most--;
    unsigned best = most, above = 0;
    size_t least = 16 * (size_t)most;
    *exceptions = 0;
    for (unsigned b = most; b-- > 0;) {
        above += with[b + 1];
        size_t size = 16 * (size_t)b + exception_bytes(with, most, b);
        if (size <= least) {
            least = size;
            best = b;
            *exceptions = above;
        }
    }
    return best;
}

/* The low `bits` bits of each number, lane by lane. */
static void pack(const uint32_t *v, unsigned bits, unsigned char *out)
{
    uint32_t mask = bits == 32 ? UINT32_MAX : (1u << bits) - 1;
    unsigned at = 0; /* bits taken of `row` */
    lanes row = { 0 };

    for (unsigned r = 0; r < ROWS && bits; r++) {
        lanes low;
        memcpy(&low, v + r * LANES, sizeof low);
        low &= mask;
        row |= low << at;
        at += bits;
        if (at < 32)
            continue;
        memcpy(out, &row, sizeof row);
        out += sizeof row;
        at -= 32;
        row = at ? low >> (bits - at) : (lanes){ 0 };
    }
}

enum cvd_status cvd_packed_put(struct cvd_buf *out, const uint32_t *v)
{
    unsigned exceptions, bits = choose_bits(v, &exceptions);

    if (cvd_buf_reserve(out, 2 + 16 * (size_t)bits +
                                 exceptions * (1 + CVD_VARINT_MAX)) != CVD_OK)
        return CVD_ENOMEM;
    unsigned char *p = (unsigned char *)out->ptr + out->len;
    *p++ = (unsigned char)bits;
    *p++ = (unsigned char)exceptions;
    pack(v, bits, p);
    p += 16 * (size_t)bits;
    for (size_t i = 0; exceptions && i < CVD_PACKED; i++) {
        if (!(v[i] >> bits))
            continue;
        *p++ = (unsigned char)i;
        p = cvd_varint_put(p, v[i] >> bits);
        exceptions--;
    }
    *p = '\0'; /* as every struct cvd_buf */
    out->len = (size_t)(p - (unsigned char *)out->ptr);
    return CVD_OK;
}

/* One row of four numbers of `bits` bits, row `r` of 32; all but the memory
 * is known when compiling, since `bits` and `r` are constants there. */
static inline __attribute__((always_inline)) lanes
row(const unsigned char *in, unsigned bits, unsigned r)
{
    unsigned at = r * bits, shift = at % 32;
    uint32_t mask = bits == 32 ? UINT32_MAX : (1u << bits) - 1;
    lanes low, high;

    memcpy(&low, in + at / 32 * sizeof low, sizeof low);
    low >>= shift;
    if (shift + bits > 32) {
        memcpy(&high, in + (at / 32 + 1) * sizeof high, sizeof high);
        low |= high << (32 - shift);
    }
    return low & mask;
}

#define ROW(b, r)                                  \
    do {                                           \
        lanes v = row(in, b, r);                   \
        memcpy(out + (r) * LANES, &v, sizeof v);   \
    } while (0)
#define ROWS4(b, r) ROW(b, r); ROW(b, r + 1); ROW(b, r + 2); ROW(b, r + 3)
#define ROWS16(b, r)                                               \
    ROWS4(b, r); ROWS4(b, r + 4); ROWS4(b, r + 8); ROWS4(b, r + 12)
#define UNPACK(b)                                                    \
    static void unpack##b(const unsigned char *in, uint32_t *out)    \
    {                                                                \
        ROWS16(b, 0);                                                \
        ROWS16(b, 16);                                               \
    }

UNPACK(1) UNPACK(2) UNPACK(3) UNPACK(4) UNPACK(5) UNPACK(6) UNPACK(7)
UNPACK(8) UNPACK(9) UNPACK(10) UNPACK(11) UNPACK(12) UNPACK(13) UNPACK(14)
UNPACK(15) UNPACK(16) UNPACK(17) UNPACK(18) UNPACK(19) UNPACK(20)
UNPACK(21) UNPACK(22) UNPACK(23) UNPACK(24) UNPACK(25) UNPACK(26)
UNPACK(27) UNPACK(28) UNPACK(29) UNPACK(30) UNPACK(31) UNPACK(32)

static void unpack0(const unsigned char *in, uint32_t *out)
{
    (void)in;
    memset(out, 0, CVD_PACKED * sizeof *out);
}

static void (*const unpack[33])(const unsigned char *, uint32_t *) = {
    unpack0,  unpack1,  unpack2,  unpack3,  unpack4,  unpack5,  unpack6,
    unpack7,  unpack8,  unpack9,  unpack10, unpack11, unpack12, unpack13,
    unpack14, unpack15, unpack16, unpack17, unpack18, unpack19, unpack20,
    unpack21, unpack22, unpack23, unpack24, unpack25, unpack26, unpack27,
    unpack28, unpack29, unpack30, unpack31, unpack32
};

const unsigned char *cvd_packed_get(const unsigned char *p,
                                    const unsigned char *end, uint32_t *v)
{
    if (end - p < 2 || p[0] > 32 || end - p - 2 < 16 * p[0])
        return NULL;
    unsigned bits = p[0], exceptions = p[1];
    unpack[bits](p + 2, v);
    p += 2 + 16 * bits;
    for (; exceptions; exceptions--) {
        uint64_t above;
        if (p == end || *p >= CVD_PACKED)
            return NULL;
        uint32_t *to = &v[*p];
        p = cvd_varint_get(p + 1, end, &above);
        if (!p || bits == 32 || above >> (32 - bits))
            return NULL;
        *to |= (uint32_t)above << bits;
    }
    return p;
}

static uint32_t get_u32(const unsigned char *p)
{
    uint32_t v;

    memcpy(&v, p, sizeof v);
    return v;
}

bool cvd_packed_one(const unsigned char *p, const unsigned char *end,
                    unsigned i, uint32_t *v)
{
    if (end - p < 2 || p[0] > 32 || end - p - 2 < 16 * p[0])
        return false;
    unsigned bits = p[0], exceptions = p[1];
    unsigned at = i / LANES * bits, shift = at % 32;
    const unsigned char *in = p + 2 + (at / 32 * LANES + i % LANES) *
                                          sizeof(uint32_t);
    uint64_t low = 0;
    if (bits) {
        low = get_u32(in) >> shift;
        if (shift + bits > 32)
            low |= (uint64_t)get_u32(in + LANES * sizeof(uint32_t))
                   << (32 - shift);
        low &= ((uint64_t)1 << bits) - 1;
    }
    p += 2 + 16 * bits;
    for (; exceptions; exceptions--) {
        uint64_t above;
        unsigned at_number = p < end ? *p : CVD_PACKED;
        p = at_number < CVD_PACKED ? cvd_varint_get(p + 1, end, &above)
                                   : NULL;
        if (!p || bits == 32 || above >> (32 - bits))
            return false;
        if (at_number == i)
            low |= above << bits;
    }
    *v = (uint32_t)low;
    return true;
}
