/* shingles_read.c - who has a shingle: see shingles.h and shingles_file.h. */
#include "base/array.h"
#include "base/varint.h"
#include "store/opened.h"
#include "store/packed.h"
#include "store/shingles.h"
#include "store/shingles_file.h"

#include <stdlib.h>

/* Hashes for the deltas that are at their places; false if they do not
 * ascend. */
static bool add_up(struct cvd_shingle_block *b, uint32_t first)
{
    uint64_t hash = first;

    if (b->hashes[0] != 0)
        return false;
    b->hashes[0] = first;
    for (unsigned i = 1; i < b->count; i++) {
        if (b->hashes[i] == 0)
            return false;
        hash += b->hashes[i];
        b->hashes[i] = (uint32_t)hash;
    }
    return hash <= UINT32_MAX;
}

bool cvd_shingle_block_load(const struct cvd_part *p, size_t number,
                            struct cvd_shingle_block *b)
{
    uint64_t from = p->shingle_off[number], to = p->shingle_off[number + 1];
    const size_t fixed = 1 + CVD_SHINGLE_BLOCK / 8;

    b->count = 0;
    if (from > to || to > p->shingles_len || to - from < fixed)
        return false;
    const unsigned char *at = p->shingles + from;
    b->end = p->shingles + to;
    unsigned count = *at + 1u;
    b->many = at + 1;
    at = cvd_packed_get(at + fixed, b->end, b->hashes);
    b->lists = at ? cvd_packed_get(at, b->end, b->documents) : NULL;
    if (!b->lists || count > CVD_SHINGLE_BLOCK)
        return false;
    b->count = count;
    b->number = number;
    if (!add_up(b, p->shingle_first[number]))
        b->count = 0;
    return b->count > 0;
}

bool cvd_shingle_sharers(const struct cvd_part *p,
                         const struct cvd_shingle_block *b, unsigned i,
                         struct cvd_sharers *out)
{
    uint32_t value = b->documents[i];
    uint64_t count;

    *out = (struct cvd_sharers){ .most = p->documents };
    if (!(b->many[i / 8] >> i % 8 & 1)) {
        out->documents = out->left = 1;
        out->last = value;
        return value > 0 && value <= p->documents;
    }
    if (value > (size_t)(b->end - b->lists))
        return false;
    out->end = b->end;
    out->at = cvd_varint_get(b->lists + value, b->end, &count);
    if (!out->at || count < 2 || count > p->documents)
        return false;
    out->documents = out->left = (uint32_t)count;
    return true;
}

bool cvd_sharers_next(struct cvd_sharers *s, uint32_t *dids, size_t room,
                      size_t *count)
{
    size_t n = 0;

    if (!s->at && s->left && room) {
        dids[n++] = s->last;
        s->left = 0;
    }
    for (; s->at && s->left && n < room; s->left--) {
        uint64_t delta;
        s->at = cvd_varint_get(s->at, s->end, &delta);
        if (!s->at || delta == 0 || delta > s->most - s->last)
            return false;
        s->last += (uint32_t)delta;
        dids[n++] = s->last;
    }
    *count = n;
    return true;
}

/* The last of the blocks [lo, hi) that begins at or before `hash`; there is
 * one. */
static size_t block_of(const struct cvd_part *p, size_t lo, size_t hi,
                       uint32_t hash)
{
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (p->shingle_first[mid] <= hash)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

bool cvd_shingle_seek(const struct cvd_part *p, uint32_t hash,
                      struct cvd_shingle_block *b, unsigned *i, bool *sound)
{
    size_t from = b->count ? b->number : 0;

    *sound = true;
    if (from >= p->shingle_blocks || p->shingle_first[from] > hash)
        return false;
    size_t number = block_of(p, from, p->shingle_blocks, hash);
    if ((b->count == 0 || number != b->number) &&
        !cvd_shingle_block_load(p, number, b)) {
        *sound = false;
        return false;
    }
    *i = (unsigned)cvd_first_from(b->hashes, b->count, hash);
    return *i < b->count && b->hashes[*i] == hash;
}

/* ---- all parts ------------------------------------------------------- */

enum {
    AT_ONCE = 256,       /* documents told at once */
    LOOK_UP_STEPS = 2,   /* of the clock, that looking a hash up is worth */
    TELL_STEPS = 4       /* and so many documents */
};

struct sharing {
    struct cvd_store *store;
    struct cvd_shingle_block *blocks; /* by part */
    uint32_t most;
    cvd_sharing_fn *fn;
    void *ctx;
    bool more;
};

/* Of a part's document numbers the live ones, as docnos; how many. */
static size_t live_docnos(const struct cvd_part *p, uint32_t *dids,
                          size_t count, uint32_t before)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (!cvd_part_deleted(p, dids[i]))
            dids[n++] = dids[i] + before;
    return n;
}

/* False when the file is damaged. */
static bool tell_sharers(struct sharing *s, const struct cvd_part *p,
                         uint32_t before, struct cvd_sharers *list,
                         size_t which)
{
    uint32_t dids[AT_ONCE];

    while (s->more && list->left) {
        size_t count;
        if (!cvd_sharers_next(list, dids, AT_ONCE, &count))
            return false;
        count = live_docnos(p, dids, count, before);
        if (cvd_clock_steps(s->store->at, TELL_STEPS))
            s->more = false;
        else if (count)
            s->more = s->fn(s->ctx, which, dids, count);
    }
    return true;
}

/* False when the file is damaged. */
static bool look_up(struct sharing *s, size_t part, uint32_t before,
                    uint32_t hash, size_t which)
{
    const struct cvd_part *p = &s->store->parts.parts[part];
    struct cvd_shingle_block *b = &s->blocks[part];
    struct cvd_sharers list;
    unsigned i;
    bool sound;

    if (cvd_clock_steps(s->store->at, LOOK_UP_STEPS)) {
        s->more = false;
        return true;
    }
    if (!cvd_shingle_seek(p, hash, b, &i, &sound))
        return sound;
    if (!cvd_shingle_sharers(p, b, i, &list))
        return false;
    if (list.documents > s->most) {
        s->more = s->fn(s->ctx, which, NULL, list.documents);
        return true;
    }
    return tell_sharers(s, p, before, &list, which);
}

enum cvd_status cvd_store_sharing(struct cvd_store *s, const uint32_t *hashes,
                                  size_t count, uint32_t most,
                                  cvd_sharing_fn *fn, void *ctx,
                                  struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;
    struct sharing g = { s, NULL, most, fn, ctx, true };

    g.blocks = calloc(s->parts.count + 1, sizeof *g.blocks);
    if (!g.blocks)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < count && g.more && st == CVD_OK; i++) {
        uint32_t before = 0;
        for (size_t p = 0; p < s->parts.count && g.more; p++) {
            if (!look_up(&g, p, before, hashes[i], i)) {
                st = cvd_fail(err, CVD_EINDEX, "'%s/%s' is damaged",
                              s->parts.parts[p].dir,
                              cvd_part_file_names[CVD_PART_SHINGLES]);
                break;
            }
            before += s->parts.parts[p].documents;
        }
    }
    free(g.blocks);
    return st;
}
