/* postings.c - see postings.h. */
#include "store/postings.h"
#include "base/varint.h"

#include <math.h>
#include <string.h>

enum {
    LANES = 4,
    ROWS = CVD_POSTING_BLOCK / LANES,
    SKIP_BYTES = 2 * sizeof(uint32_t) + 1 /* of a full block */
};

/* ---- lengths --------------------------------------------------------- */

enum { EXACT_LENGTHS = 16, STEP_BITS = 4, STEPS = 1 << STEP_BITS };

unsigned char cvd_length_code(uint32_t words)
{
    unsigned doublings = 0;

    if (words < EXACT_LENGTHS)
        return (unsigned char)words;
    while (words >> doublings >= 2 * STEPS)
        doublings++;
    unsigned code = EXACT_LENGTHS + doublings * STEPS +
                    (words >> doublings) - STEPS;
    return (unsigned char)(code < UINT8_MAX ? code : UINT8_MAX);
}

double cvd_length_of(unsigned char code)
{
    if (code < EXACT_LENGTHS)
        return code;
    int doublings = (code - EXACT_LENGTHS) / STEPS;
    int step = (code - EXACT_LENGTHS) % STEPS + STEPS;
    return ldexp(step, doublings) + (ldexp(1, doublings) - 1) / 2;
}

void cvd_norms_set(struct cvd_norms *n, double average)
{
    const double k1 = CVD_BM25_K1, b = CVD_BM25_B;

    for (unsigned code = 0; code < 256; code++)
        n->add[code] = (float)(
            k1 * (1 - b + b * cvd_length_of((unsigned char)code) / average));
}

/* ---- packed runs ----------------------------------------------------- */

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

    for (size_t i = 0; i < CVD_POSTING_BLOCK; i++)
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

static enum cvd_status put_run(struct cvd_buf *out, const uint32_t *v)
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
    for (size_t i = 0; exceptions && i < CVD_POSTING_BLOCK; i++) {
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
    memset(out, 0, CVD_POSTING_BLOCK * sizeof *out);
}

static void (*const unpack[33])(const unsigned char *, uint32_t *) = {
    unpack0,  unpack1,  unpack2,  unpack3,  unpack4,  unpack5,  unpack6,
    unpack7,  unpack8,  unpack9,  unpack10, unpack11, unpack12, unpack13,
    unpack14, unpack15, unpack16, unpack17, unpack18, unpack19, unpack20,
    unpack21, unpack22, unpack23, unpack24, unpack25, unpack26, unpack27,
    unpack28, unpack29, unpack30, unpack31, unpack32
};

/* Read a run; the byte behind it, NULL if it is damaged. */
static const unsigned char *get_run(const unsigned char *p,
                                    const unsigned char *end, uint32_t *v)
{
    if (end - p < 2 || p[0] > 32 || end - p - 2 < 16 * p[0])
        return NULL;
    unsigned bits = p[0], exceptions = p[1];
    unpack[bits](p + 2, v);
    p += 2 + 16 * bits;
    for (; exceptions; exceptions--) {
        uint64_t above;
        if (p == end || *p >= CVD_POSTING_BLOCK)
            return NULL;
        uint32_t *to = &v[*p];
        p = cvd_varint_get(p + 1, end, &above);
        if (!p || bits == 32 || above >> (32 - bits))
            return NULL;
        *to |= (uint32_t)above << bits;
    }
    return p;
}

/* ---- writing --------------------------------------------------------- */

/* The greatest share of some postings, in 255ths, rounded up. */
static unsigned char most_of(const uint32_t *dids, const uint32_t *counts,
                             size_t n, const unsigned char *lengths,
                             const struct cvd_norms *norms)
{
    float most = 0;

    for (size_t i = 0; i < n; i++) {
        float s = cvd_posting_share(counts[i],
                                    norms->add[lengths[dids[i] - 1]]);
        most = s > most ? s : most;
    }
    double up = ceil((double)most * UINT8_MAX);
    return (unsigned char)(up < UINT8_MAX ? up : UINT8_MAX);
}

static enum cvd_status put_block(struct cvd_buf *out, const uint32_t *dids,
                                 const uint32_t *counts, uint32_t before)
{
    uint32_t v[CVD_POSTING_BLOCK];

    for (size_t i = 0; i < CVD_POSTING_BLOCK; i++) {
        v[i] = dids[i] - before - 1;
        before = dids[i];
    }
    enum cvd_status st = put_run(out, v);
    for (size_t i = 0; i < CVD_POSTING_BLOCK; i++)
        v[i] = counts[i] - 1;
    return st == CVD_OK ? put_run(out, v) : st;
}

static enum cvd_status put_rest(struct cvd_buf *out, const uint32_t *dids,
                                const uint32_t *counts, size_t n,
                                uint32_t before)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        unsigned char bytes[2 * CVD_VARINT_MAX];
        unsigned char *p = cvd_varint_put(
            bytes, (uint64_t)(dids[i] - before) * 2 + (counts[i] > 1));
        if (counts[i] > 1)
            p = cvd_varint_put(p, counts[i]);
        st = cvd_buf_add_bytes(out, bytes, (size_t)(p - bytes));
        before = dids[i];
    }
    return st;
}

enum cvd_status cvd_postings_put(struct cvd_buf *out, const uint32_t *dids,
                                 const uint32_t *counts, size_t n,
                                 const unsigned char *lengths,
                                 const struct cvd_norms *norms)
{
    size_t full = n / CVD_POSTING_BLOCK, rest = n % CVD_POSTING_BLOCK;
    size_t lasts = out->len, ends = lasts + full * sizeof(uint32_t);
    size_t mosts = ends + full * sizeof(uint32_t);
    size_t head = full ? full * SKIP_BYTES + (rest != 0) : 0;

    if (cvd_buf_reserve(out, head) != CVD_OK)
        return CVD_ENOMEM;
    out->len += head;
    size_t data = out->len;
    uint32_t before = 0;
    for (size_t b = 0; b < full; b++) {
        size_t i = b * CVD_POSTING_BLOCK;
        if (put_block(out, dids + i, counts + i, before) != CVD_OK)
            return CVD_ENOMEM;
        before = dids[i + CVD_POSTING_BLOCK - 1];
        uint32_t end = (uint32_t)(out->len - data);
        memcpy(out->ptr + lasts + b * sizeof before, &before, sizeof before);
        memcpy(out->ptr + ends + b * sizeof end, &end, sizeof end);
        out->ptr[mosts + b] = (char)most_of(dids + i, counts + i,
                                            CVD_POSTING_BLOCK, lengths,
                                            norms);
    }
    if (full && rest)
        out->ptr[mosts + full] = (char)most_of(dids + n - rest,
                                               counts + n - rest, rest,
                                               lengths, norms);
    return put_rest(out, dids + n - rest, counts + n - rest, rest, before);
}

/* ---- reading --------------------------------------------------------- */

static void end_damaged(struct cvd_cursor *c)
{
    c->damaged = true;
    c->count = 0;
    c->full = 0;
    c->list.documents = 0;
}

void cvd_cursor_begin(struct cvd_cursor *c, struct cvd_postings list,
                      uint32_t documents)
{
    bool rest = list.documents % CVD_POSTING_BLOCK != 0;

    c->list = list;
    c->end = list.bytes + list.len;
    c->full = list.documents / CVD_POSTING_BLOCK;
    c->limit = documents;
    c->block = c->count = c->at = 0;
    c->counted = c->damaged = false;
    size_t head = c->full ? c->full * (size_t)SKIP_BYTES + rest : 0;
    if (head > list.len || list.documents > documents) {
        end_damaged(c);
        return;
    }
    c->data = list.bytes + head;
}

static uint32_t get_u32(const unsigned char *p, size_t i)
{
    uint32_t v;

    memcpy(&v, p + i * sizeof v, sizeof v);
    return v;
}

uint32_t cvd_cursor_block_last(const struct cvd_cursor *c, uint32_t block)
{
    return block < c->full ? get_u32(c->list.bytes, block) : CVD_NO_DID;
}

unsigned cvd_cursor_block_most(const struct cvd_cursor *c, uint32_t block)
{
    if (!c->full) /* too short to be told */
        return UINT8_MAX;
    return c->list.bytes[c->full * 2 * sizeof(uint32_t) + block];
}

uint32_t cvd_cursor_block_of(const struct cvd_cursor *c, uint32_t block,
                             uint32_t did)
{
    uint32_t step = 1, hi = block;

    while (hi < c->full && get_u32(c->list.bytes, hi) < did) {
        block = hi + 1;
        hi += step;
        step *= 2;
    }
    hi = hi < c->full ? hi : c->full;
    while (block < hi) {
        uint32_t mid = block + (hi - block) / 2;
        if (get_u32(c->list.bytes, mid) < did)
            block = mid + 1;
        else
            hi = mid;
    }
    return block;
}

/* The bytes of full block `block`, from *p to the end returned; NULL where
 * they lie outside of the list. */
static const unsigned char *block_bytes(const struct cvd_cursor *c,
                                        uint32_t block,
                                        const unsigned char **p)
{
    const unsigned char *ends = c->list.bytes + c->full * sizeof(uint32_t);
    size_t room = (size_t)(c->end - c->data);
    size_t from = block ? get_u32(ends, block - 1) : 0;
    size_t to = block < c->full ? get_u32(ends, block) : room;

    if (from > to || to > room)
        return NULL;
    *p = c->data + from;
    return c->data + to;
}

static bool load_full(struct cvd_cursor *c, uint32_t block)
{
    const unsigned char *p, *end = block_bytes(c, block, &p);
    uint32_t did = block ? get_u32(c->list.bytes, block - 1) : 0;

    p = end ? get_run(p, end, c->dids) : NULL;
    if (!p)
        return false;
    uint64_t last = did;
    for (size_t i = 0; i < CVD_POSTING_BLOCK; i++) {
        last += (uint64_t)c->dids[i] + 1;
        c->dids[i] = (uint32_t)last;
    }
    c->count_bytes = p;
    c->counted = false;
    return last <= c->limit && last == get_u32(c->list.bytes, block);
}

static bool load_rest(struct cvd_cursor *c)
{
    const unsigned char *p, *end = block_bytes(c, c->full, &p);
    uint64_t did = c->full ? get_u32(c->list.bytes, c->full - 1) : 0;
    size_t n = c->list.documents % CVD_POSTING_BLOCK;

    for (size_t i = 0; end && i < n; i++) {
        uint64_t v, count = 1;
        p = cvd_varint_get(p, end, &v);
        if (p && (v & 1))
            p = cvd_varint_get(p, end, &count);
        if (!p || v >> 1 == 0 || did > c->limit ||
            v >> 1 > c->limit - did || count > UINT32_MAX)
            return false;
        did += v >> 1;
        c->dids[i] = (uint32_t)did;
        c->counts[i] = (uint32_t)count;
    }
    c->counted = true;
    return end != NULL;
}

bool cvd_cursor_load(struct cvd_cursor *c, uint32_t block)
{
    bool full = block < c->full;

    c->block = block;
    c->at = 0;
    if (!(full ? load_full(c, block) : load_rest(c))) {
        end_damaged(c);
        return false;
    }
    c->count = full ? CVD_POSTING_BLOCK
                    : c->list.documents % CVD_POSTING_BLOCK;
    return true;
}

void cvd_cursor_count(struct cvd_cursor *c)
{
    const unsigned char *p, *end;

    if (c->counted)
        return;
    end = block_bytes(c, c->block, &p);
    c->counted = true;
    if (!end || !get_run(c->count_bytes, end, c->counts)) {
        c->damaged = true;
        memset(c->counts, 0, sizeof c->counts);
    }
    for (size_t i = 0; i < CVD_POSTING_BLOCK; i++)
        c->counts[i] += c->counts[i] < UINT32_MAX;
}

/* The first block in which `did` may be, the loaded one if it may be there. */
static uint32_t block_for(const struct cvd_cursor *c, uint32_t did)
{
    uint32_t from = 0;

    if (c->count && did > c->dids[0]) {
        if (did <= c->dids[c->count - 1])
            return c->block;
        from = c->block + 1;
    }
    return from < c->full ? cvd_cursor_block_of(c, from, did) : from;
}

uint32_t cvd_cursor_seek(struct cvd_cursor *c, uint32_t did)
{
    uint32_t block = block_for(c, did);

    if (!c->count || block != c->block) {
        if (block >= cvd_cursor_blocks(c) || !cvd_cursor_load(c, block)) {
            c->at = c->count;
            return CVD_NO_DID;
        }
    }
    if (c->dids[c->count - 1] < did) {
        c->at = c->count;
        return CVD_NO_DID;
    }
    uint32_t lo = c->at < c->count && c->dids[c->at] <= did ? c->at : 0;
    /* Near is likelier than far. */
    for (unsigned near = 0; near < 8 && c->dids[lo] < did; near++)
        lo++;
    if (c->dids[lo] < did) {
        uint32_t hi = c->count - 1;
        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;
            if (c->dids[mid] < did)
                lo = mid + 1;
            else
                hi = mid;
        }
    }
    c->at = lo;
    return c->dids[lo];
}
