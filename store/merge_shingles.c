/* merge_shingles.c - the sorted shingles of chunks as the shingles file of a
 * part.
 *
 * Hashes are spread evenly, so a few of their first bits cut what there is
 * into slices of about as many keys, small enough to be put together and
 * sorted within a core's cache, which takes less than a heap of chunks. */
#include "base/array.h"
#include "base/varint.h"
#include "store/merge.h"
#include "store/packed.h"
#include "store/radix.h"

#include <assert.h>
#include <stdlib.h>

static_assert((int)CVD_SHINGLE_BLOCK == (int)CVD_PACKED,
              "a run of numbers a block");

enum {
    HASH_AT = 32, HASH_BITS = 32, /* in a key of a chunk */
    RANGE_BITS = 3,
    SLICE_KEYS = 4096,            /* about, if the hashes are spread */
    SLICE_BITS_MAX = 16
};

static_assert(1 << RANGE_BITS == (int)CVD_MERGE_RANGES, "ranges of hashes");

/* What comes of one range of hashes. */
struct shingle_out {
    struct cvd_buf file;           /* closed blocks */
    struct cvd_buf offsets, firsts; /* of each: 64 and 32 bits */
    uint64_t hashes;
    unsigned in_block;             /* hashes of the open one */
    uint32_t last;
    uint32_t deltas[CVD_SHINGLE_BLOCK], documents[CVD_SHINGLE_BLOCK];
    unsigned char many[CVD_SHINGLE_BLOCK / 8];
    struct cvd_buf lists;
};

struct cvd_merge_shingles {
    unsigned slice_bits;           /* of a range */
    struct shingle_out ranges[CVD_MERGE_RANGES];
};

/* ---- blocks ---------------------------------------------------------- */

static enum cvd_status close_block(struct shingle_out *o)
{
    unsigned char count = (unsigned char)(o->in_block - 1);

    if (o->in_block == 0)
        return CVD_OK;
    /* The rest of a block cut short is zeros, which take no room. */
    for (unsigned i = o->in_block; i < CVD_SHINGLE_BLOCK; i++)
        o->deltas[i] = o->documents[i] = 0;
    enum cvd_status st = cvd_buf_add_bytes(&o->file, &count, 1);
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&o->file, o->many, sizeof o->many);
    if (st == CVD_OK)
        st = cvd_packed_put(&o->file, o->deltas);
    if (st == CVD_OK)
        st = cvd_packed_put(&o->file, o->documents);
    if (st == CVD_OK)
        st = cvd_buf_add(&o->file, cvd_buf_str(&o->lists));
    memset(o->many, 0, sizeof o->many);
    cvd_buf_clear(&o->lists);
    o->in_block = 0;
    return st;
}

static enum cvd_status open_block(struct shingle_out *o, uint32_t hash)
{
    uint64_t offset = o->file.len;
    enum cvd_status st = cvd_buf_add_bytes(&o->offsets, &offset,
                                           sizeof offset);

    o->last = hash;
    return st == CVD_OK ? cvd_buf_add_bytes(&o->firsts, &hash, sizeof hash)
                        : st;
}

static enum cvd_status put_list(struct cvd_buf *out, const uint64_t *keys,
                                size_t count)
{
    uint32_t last = 0;

    if (out->len > UINT32_MAX)
        return CVD_ELIMIT;
    if (cvd_buf_reserve(out, (count + 1) * CVD_VARINT_MAX) != CVD_OK)
        return CVD_ENOMEM;
    unsigned char *from = (unsigned char *)out->ptr + out->len;
    unsigned char *p = cvd_varint_put(from, count);
    for (size_t i = 0; i < count; i++) {
        p = cvd_varint_put(p, (uint32_t)keys[i] - last);
        last = (uint32_t)keys[i];
    }
    *p = '\0'; /* as every struct cvd_buf */
    out->len += (size_t)(p - from);
    return CVD_OK;
}

/* The documents of one hash, ascending. */
static enum cvd_status put_hash(struct shingle_out *o, const uint64_t *keys,
                                size_t count)
{
    uint32_t hash = (uint32_t)(keys[0] >> HASH_AT);
    enum cvd_status st = o->in_block ? CVD_OK : open_block(o, hash);
    unsigned i = o->in_block++;

    o->deltas[i] = hash - o->last;
    o->last = hash;
    o->hashes++;
    if (count > 1) {
        o->many[i / 8] |= (unsigned char)(1u << i % 8);
        o->documents[i] = (uint32_t)o->lists.len;
        if (st == CVD_OK)
            st = put_list(&o->lists, keys, count);
    } else {
        o->documents[i] = (uint32_t)keys[0];
    }
    return st == CVD_OK && o->in_block == CVD_SHINGLE_BLOCK ? close_block(o)
                                                            : st;
}

/* ---- slices ---------------------------------------------------------- */

struct slice {
    size_t *at;              /* by chunk: its next key */
    uint64_t *keys, *spare;
    size_t count, cap, spare_cap;
};

/* The first key of a chunk that is not below `least`. */
static size_t first_key(const struct cvd_chunk *c, uint64_t least)
{
    size_t lo = 0, hi = c->shingle_count;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (c->shingles[mid] < least)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Gather the keys that begin with `slice` when shifted: those of a chunk are
 * sorted, and its documents come behind those of the one before. */
static enum cvd_status gather(const struct cvd_merge *m, struct slice *s,
                              uint64_t slice, unsigned shift)
{
    s->count = 0;
    for (size_t i = 0; i < m->count; i++) {
        const struct cvd_chunk *c = m->chunks[i];
        size_t from = s->at[i], to = from;
        while (to < c->shingle_count && c->shingles[to] >> shift == slice)
            to++;
        if (cvd_array_reserve(&s->keys, &s->cap, s->count + (to - from),
                              sizeof *s->keys) != CVD_OK)
            return CVD_ENOMEM;
        for (size_t k = from; k < to; k++)
            s->keys[s->count++] = c->shingles[k] + m->base[i];
        s->at[i] = to;
    }
    return CVD_OK;
}

static enum cvd_status put_slice(struct slice *s, unsigned bits,
                                 struct shingle_out *o)
{
    enum cvd_status st = CVD_OK;

    if (cvd_array_reserve(&s->spare, &s->spare_cap, s->count,
                          sizeof *s->spare) != CVD_OK)
        return CVD_ENOMEM;
    uint64_t *keys = s->keys, *spare = s->spare;
    cvd_radix_sort(&keys, &spare, s->count, HASH_AT, bits);
    for (size_t i = 0, to; i < s->count && st == CVD_OK; i = to) {
        for (to = i + 1; to < s->count; to++)
            if (keys[to] >> HASH_AT != keys[i] >> HASH_AT)
                break;
        st = put_hash(o, keys + i, to - i);
    }
    return st;
}

static enum cvd_status merge_range(const struct cvd_merge *m, size_t range,
                                   struct shingle_out *o)
{
    enum cvd_status st = CVD_OK;
    uint64_t slices = UINT64_C(1) << m->shingles->slice_bits;
    unsigned bits = HASH_BITS - RANGE_BITS - m->shingles->slice_bits;
    unsigned shift = HASH_AT + bits;
    struct slice s = { calloc(m->count + 1, sizeof *s.at), NULL, NULL, 0, 0,
                       0 };

    if (!s.at)
        return CVD_ENOMEM;
    for (size_t i = 0; i < m->count; i++)
        s.at[i] = first_key(m->chunks[i], range * slices << shift);
    for (uint64_t k = 0; k < slices && st == CVD_OK; k++) {
        st = gather(m, &s, range * slices + k, shift);
        if (st == CVD_OK)
            st = put_slice(&s, bits, o);
    }
    if (st == CVD_OK)
        st = close_block(o);
    cvd_buf_release(&o->lists);
    free(s.at);
    free(s.keys);
    free(s.spare);
    return st;
}

/* ---- the file -------------------------------------------------------- */

enum cvd_status cvd_merge_shingles_new(struct cvd_merge *m)
{
    uint64_t keys = 0;

    m->shingles = calloc(1, sizeof *m->shingles);
    if (!m->shingles)
        return CVD_ENOMEM;
    for (size_t i = 0; i < m->count; i++)
        keys += m->chunks[i]->shingle_count;
    while (m->shingles->slice_bits < SLICE_BITS_MAX &&
           keys >> (RANGE_BITS + m->shingles->slice_bits) > SLICE_KEYS)
        m->shingles->slice_bits++;
    return CVD_OK;
}

static void out_release(struct shingle_out *o)
{
    cvd_buf_release(&o->file);
    cvd_buf_release(&o->offsets);
    cvd_buf_release(&o->firsts);
    cvd_buf_release(&o->lists);
}

void cvd_merge_shingles_free(struct cvd_merge *m)
{
    if (!m->shingles)
        return;
    for (size_t i = 0; i < CVD_MERGE_RANGES; i++)
        out_release(&m->shingles->ranges[i]);
    free(m->shingles);
    m->shingles = NULL;
}

enum cvd_status cvd_merge_shingles_range(struct cvd_merge *m, size_t i,
                                         struct cvd_err *err)
{
    enum cvd_status st = merge_range(m, i, &m->shingles->ranges[i]);

    return st == CVD_OK ? CVD_OK
           : st == CVD_ELIMIT
               ? cvd_fail(err, st, "too many documents share their words")
               : cvd_fail(err, st, "out of memory");
}

/* What the file is made of, behind its blocks. */
struct shingle_index {
    struct cvd_buf offsets, firsts;
    uint64_t hashes;
};

/* The blocks of a range behind those there are. */
static enum cvd_status add_range(struct cvd_buf *file,
                                 struct shingle_index *x,
                                 struct shingle_out *o)
{
    size_t n = o->offsets.len / sizeof(uint64_t);
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        uint64_t offset;
        memcpy(&offset, o->offsets.ptr + i * sizeof offset, sizeof offset);
        offset += file->len;
        st = cvd_buf_add_bytes(&x->offsets, &offset, sizeof offset);
    }
    if (st == CVD_OK)
        st = cvd_buf_add(&x->firsts, cvd_buf_str(&o->firsts));
    if (st == CVD_OK)
        st = cvd_buf_add(file, cvd_buf_str(&o->file));
    x->hashes += o->hashes;
    out_release(o);
    return st;
}

static enum cvd_status put_all(struct cvd_merge_shingles *s,
                               struct cvd_buf *file, struct shingle_index *x)
{
    struct cvd_file_head head = { 0 };
    enum cvd_status st = cvd_buf_add_bytes(file, &head, sizeof head);
    size_t all = 0;

    for (size_t i = 0; i < CVD_MERGE_RANGES; i++)
        all += s->ranges[i].file.len + s->ranges[i].offsets.len +
               s->ranges[i].firsts.len;
    if (st == CVD_OK)
        st = cvd_buf_reserve(file, all + 2 * sizeof(uint64_t));
    for (size_t i = 0; i < CVD_MERGE_RANGES && st == CVD_OK; i++)
        st = add_range(file, x, &s->ranges[i]);
    uint64_t end = file->len;
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&x->offsets, &end, sizeof end);
    if (st == CVD_OK)
        st = cvd_merge_pad(file);
    uint64_t index_at = file->len;
    if (st == CVD_OK)
        st = cvd_buf_add(file, cvd_buf_str(&x->offsets));
    if (st == CVD_OK)
        st = cvd_buf_add(file, cvd_buf_str(&x->firsts));
    if (st == CVD_OK) {
        head = cvd_merge_head('H', x->hashes, index_at);
        memcpy(file->ptr, &head, sizeof head);
    }
    return st;
}

enum cvd_status cvd_merge_shingles_join(struct cvd_merge *m,
                                        struct cvd_err *err)
{
    struct cvd_buf file = { 0 };
    struct shingle_index x = { .hashes = 0 };

    for (size_t i = 0; i < m->count; i++)
        cvd_chunk_forget_shingles(m->chunks[i]);
    enum cvd_status st = put_all(m->shingles, &file, &x);
    st = st == CVD_OK ? cvd_merge_file(m, CVD_PART_SHINGLES,
                                       cvd_buf_str(&file), err)
                      : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&file);
    cvd_buf_release(&x.offsets);
    cvd_buf_release(&x.firsts);
    cvd_merge_shingles_free(m);
    return st;
}
