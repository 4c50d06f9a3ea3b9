/* cursor.c - posting lists read: see postings.h. */
#include "base/array.h"
#include "base/varint.h"
#include "store/packed.h"
#include "store/postings.h"

#include <string.h>

static void end_damaged(struct cvd_cursor *c)
{
    c->damaged = true;
    c->count = 0;
    c->full = 0;
    c->list.documents = 0;
}

void cvd_cursor_begin(struct cvd_cursor *c, struct cvd_postings list,
                      uint32_t documents, uint32_t *room)
{
    bool rest = list.documents % CVD_POSTING_BLOCK != 0;

    c->list = list;
    c->end = list.bytes + list.len;
    c->full = list.documents / CVD_POSTING_BLOCK;
    c->limit = documents;
    c->block = c->count = c->at = 0;
    c->counted = c->damaged = false;
    c->dense.block = CVD_NO_DID;
    c->dids = room;
    c->counts = room + cvd_cursor_room(list) / 2;
    size_t head = c->full ? c->full * (size_t)CVD_POSTING_SKIP + rest : 0;
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

/* Look at the head of a full block; false where it is damaged. */
static bool look(struct cvd_cursor *c, uint32_t block)
{
    struct cvd_dense *d = &c->dense;
    const unsigned char *p, *end = block_bytes(c, block, &p);

    if (d->block == block)
        return true;
    if (!end || end - p < 2)
        return false;
    d->block = block;
    d->before = block ? get_u32(c->list.bytes, block - 1) : 0;
    d->words = p[0] == CVD_POSTING_BITS ? p[1] : 0;
    d->bits = p + 2;
    d->end = end;
    d->counts = d->bits + d->words * sizeof(uint64_t);
    if (d->counts <= end)
        return true;
    d->block = CVD_NO_DID;
    return false;
}

static uint64_t word_at(const struct cvd_dense *d, uint32_t i)
{
    uint64_t bits;

    memcpy(&bits, d->bits + i * sizeof bits, sizeof bits);
    return bits;
}

/* The documents of a block of bits into c->dids; how many. */
static size_t spread(struct cvd_cursor *c)
{
    size_t n = 0;

    for (uint32_t w = 0; w < c->dense.words; w++)
        for (uint64_t left = word_at(&c->dense, w); left;
             left &= left - 1) {
            if (n == CVD_POSTING_BLOCK)
                return n + 1;
            c->dids[n++] = c->dense.before + 1 + w * 64 +
                           (uint32_t)__builtin_ctzll(left);
        }
    return n;
}

static bool load_bits(struct cvd_cursor *c, uint32_t block)
{
    uint32_t last = get_u32(c->list.bytes, block);

    c->count_bytes = c->dense.counts;
    c->counted = false;
    return c->dense.before <= last && last <= c->limit &&
           spread(c) == CVD_POSTING_BLOCK &&
           c->dids[CVD_POSTING_BLOCK - 1] == last;
}

static bool load_packed(struct cvd_cursor *c, uint32_t block)
{
    const unsigned char *p = cvd_packed_get(c->dense.bits - 2, c->dense.end,
                                            c->dids);
    uint64_t last = c->dense.before;

    if (!p)
        return false;
    for (size_t i = 0; i < CVD_POSTING_BLOCK; i++) {
        last += (uint64_t)c->dids[i] + 1;
        c->dids[i] = (uint32_t)last;
    }
    c->count_bytes = p;
    c->counted = false;
    return last <= c->limit && last == get_u32(c->list.bytes, block);
}

static bool load_full(struct cvd_cursor *c, uint32_t block)
{
    if (!look(c, block))
        return false;
    return c->dense.words ? load_bits(c, block) : load_packed(c, block);
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
    if (!end || !cvd_packed_get(c->count_bytes, end, c->counts)) {
        c->damaged = true;
        memset(c->counts, 0, CVD_POSTING_BLOCK * sizeof *c->counts);
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
    if (c->dids[lo] < did)
        lo += (uint32_t)cvd_first_from(c->dids + lo, c->count - lo, did);
    c->at = lo;
    return c->dids[lo];
}

/* ---- without decoding ------------------------------------------------ */

/* The bits of a dense block into those of from + 1 .. */
static void mark_dense(const struct cvd_dense *d, uint32_t from,
                       uint32_t count, uint64_t *bits)
{
    /* Where its first bit goes, below 0 if that is before them. */
    int64_t at = (int64_t)d->before - from;
    int64_t words = count / 64;

    for (uint32_t w = 0; w < d->words; w++, at += 64) {
        uint64_t here = word_at(d, w);
        int64_t to = at >> 6; /* rounds down */
        unsigned shift = (unsigned)(at & 63);
        if (to >= 0 && to < words)
            bits[to] |= here << shift;
        if (shift && to + 1 >= 0 && to + 1 < words)
            bits[to + 1] |= here >> (64 - shift);
    }
}

static void mark_decoded(const struct cvd_cursor *c, uint32_t from,
                         uint32_t to, uint64_t *bits)
{
    for (uint32_t i = 0; i < c->count && c->dids[i] <= to; i++)
        if (c->dids[i] > from) {
            uint32_t at = c->dids[i] - from - 1;
            bits[at / 64] |= (uint64_t)1 << at % 64;
        }
}

void cvd_cursor_mark(struct cvd_cursor *c, uint32_t from, uint32_t count,
                     uint64_t *bits)
{
    uint32_t to = from + count;

    for (uint32_t b = block_for(c, from + 1); b < cvd_cursor_blocks(c); b++) {
        if (b < c->full && !look(c, b)) {
            end_damaged(c);
            return;
        }
        if (b < c->full && c->dense.words)
            mark_dense(&c->dense, from, count, bits);
        else if ((c->count && c->block == b) || cvd_cursor_load(c, b))
            mark_decoded(c, from, to, bits);
        if (cvd_cursor_block_last(c, b) >= to)
            break;
    }
}

/* Posting number `i` of the dense block. */
static uint32_t dense_times(struct cvd_cursor *c, unsigned i)
{
    uint32_t count;

    if (!cvd_packed_one(c->dense.counts, c->dense.end, i, &count)) {
        c->damaged = true;
        return 0;
    }
    return count + (count < UINT32_MAX);
}

uint32_t cvd_cursor_times_of(struct cvd_cursor *c, uint32_t did)
{
    const struct cvd_dense *d = &c->dense;
    uint32_t block = d->block;

    if (block >= c->full || did <= d->before ||
        did > cvd_cursor_block_last(c, block)) {
        block = cvd_cursor_block_of(c, block < c->full && did > d->before
                                           ? block
                                           : 0, did);
        if (block < c->full && !look(c, block)) {
            end_damaged(c);
            return 0;
        }
    }
    if (block >= c->full || !d->words)
        return cvd_cursor_seek(c, did) == did ? cvd_cursor_times(c) : 0;
    uint32_t at = did - d->before - 1;
    uint64_t word = at / 64 < d->words ? word_at(d, at / 64) : 0;
    if (!(word >> at % 64 & 1))
        return 0;
    unsigned before = (unsigned)__builtin_popcountll(
        word & (((uint64_t)1 << at % 64) - 1));
    for (uint32_t w = 0; w < at / 64; w++)
        before += (unsigned)__builtin_popcountll(word_at(d, w));
    return before < CVD_POSTING_BLOCK ? dense_times(c, before) : 0;
}
