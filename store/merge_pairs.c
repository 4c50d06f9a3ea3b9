/* merge_pairs.c - the sorted pairs of chunks as the pairs file of a part. */
#include "base/varint.h"
#include "store/merge.h"

#include <stdlib.h>

struct pair_cursors {
    const struct cvd_merge *m;
    size_t *at;            /* next pair of each chunk */
    size_t *byte;          /* its postings */
    uint64_t *key;         /* its words in the part */
};

static void load_key(struct pair_cursors *p, size_t i)
{
    const struct cvd_pair_run *r = &p->m->chunks[i]->pairs[p->at[i]];

    p->key[i] = (uint64_t)p->m->word[i][r->a] << 32 | p->m->word[i][r->b];
}

static bool pair_less(const void *ctx, size_t a, size_t b)
{
    const struct pair_cursors *p = ctx;

    return p->key[a] < p->key[b] || (p->key[a] == p->key[b] && a < b);
}

struct pair_out {
    struct cvd_buf file;       /* closed blocks, after the head */
    struct cvd_buf index;      /* struct cvd_pair_index */
    struct cvd_buf headers, lists; /* of the open block */
    unsigned in_block;
    uint64_t first, last;      /* keys of the open block */
    uint64_t pairs;
    /* the list being made */
    struct cvd_buf list;       /* plain postings */
    struct cvd_buf ends;       /* (did, offset after) every RUN postings */
    uint32_t documents, last_did;
};

struct run_end {
    uint32_t did, offset;
};

static enum cvd_status close_block(struct pair_out *o)
{
    unsigned char len[CVD_VARINT_MAX];
    struct cvd_pair_index e = { (uint32_t)(o->first >> 32),
                                (uint32_t)o->first, o->file.len };

    if (o->in_block == 0)
        return CVD_OK;
    enum cvd_status st = cvd_buf_add_bytes(&o->index, &e, sizeof e);
    size_t n = (size_t)(cvd_varint_put(len, o->headers.len) - len);
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&o->file, len, n);
    if (st == CVD_OK)
        st = cvd_buf_add(&o->file, cvd_buf_str(&o->headers));
    if (st == CVD_OK)
        st = cvd_buf_add(&o->file, cvd_buf_str(&o->lists));
    cvd_buf_clear(&o->headers);
    cvd_buf_clear(&o->lists);
    o->in_block = 0;
    return st;
}

static enum cvd_status add_posting(struct pair_out *o, uint32_t did,
                                   uint64_t times)
{
    unsigned char bytes[2 * CVD_VARINT_MAX];
    unsigned char *p = cvd_varint_put(
        bytes, (uint64_t)(did - o->last_did) * 2 + (times > 1));

    if (times > 1)
        p = cvd_varint_put(p, times);
    enum cvd_status st = cvd_buf_add_bytes(&o->list, bytes,
                                           (size_t)(p - bytes));
    o->last_did = did;
    if (st == CVD_OK && ++o->documents % CVD_POSTING_RUN == 0) {
        struct run_end e = { did, (uint32_t)o->list.len };
        st = cvd_buf_add_bytes(&o->ends, &e, sizeof e);
    }
    return st;
}

/* Long lists get the run headers that make them skippable. */
static enum cvd_status put_list(struct pair_out *o)
{
    if (o->documents <= CVD_POSTING_RUN)
        return cvd_buf_add(&o->lists, cvd_buf_str(&o->list));
    enum cvd_status st = CVD_OK;
    if (o->documents % CVD_POSTING_RUN) {
        struct run_end e = { o->last_did, (uint32_t)o->list.len };
        st = cvd_buf_add_bytes(&o->ends, &e, sizeof e);
    }
    uint32_t did = 0, off = 0;
    for (size_t i = 0; st == CVD_OK && i < o->ends.len;
         i += sizeof(struct run_end)) {
        struct run_end e;
        unsigned char bytes[2 * CVD_VARINT_MAX];
        memcpy(&e, o->ends.ptr + i, sizeof e);
        unsigned char *p = cvd_varint_put(bytes, e.did - did);
        p = cvd_varint_put(p, e.offset - off);
        st = cvd_buf_add_bytes(&o->lists, bytes, (size_t)(p - bytes));
        if (st == CVD_OK)
            st = cvd_buf_add_bytes(&o->lists, o->list.ptr + off,
                                   e.offset - off);
        did = e.did;
        off = e.offset;
    }
    return st;
}

static enum cvd_status close_pair(struct pair_out *o, uint64_t key)
{
    unsigned char bytes[4 * CVD_VARINT_MAX];

    if (o->in_block == 0) {
        o->first = key;
        o->last = key & ~(uint64_t)UINT32_MAX;
    }
    uint32_t a = (uint32_t)(key >> 32), last_a = (uint32_t)(o->last >> 32);
    uint32_t b = (uint32_t)key;
    uint32_t last_b = a == last_a ? (uint32_t)o->last : 0;
    size_t from = o->lists.len;
    enum cvd_status st = put_list(o);
    unsigned char *p = cvd_varint_put(bytes, a - last_a);
    p = cvd_varint_put(p, b - last_b);
    p = cvd_varint_put(p, o->documents);
    p = cvd_varint_put(p, o->lists.len - from);
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&o->headers, bytes, (size_t)(p - bytes));
    o->last = key;
    o->pairs++;
    o->documents = 0;
    o->last_did = 0;
    cvd_buf_clear(&o->list);
    cvd_buf_clear(&o->ends);
    if (st == CVD_OK && ++o->in_block == CVD_PAIR_BLOCK)
        st = close_block(o);
    return st;
}

/* Add the postings of the pair at chunk i's cursor and step over it. */
static enum cvd_status take_run(const struct cvd_merge *m,
                                struct pair_cursors *p, size_t i,
                                struct pair_out *o)
{
    const struct cvd_chunk *c = m->chunks[i];
    const struct cvd_pair_run *r = &c->pairs[p->at[i]];
    const unsigned char *q =
        (const unsigned char *)c->postings.ptr + p->byte[i];
    const unsigned char *end = q + r->bytes;
    uint32_t did = m->base[i];
    enum cvd_status st = CVD_OK;

    while (q && q < end && st == CVD_OK) {
        uint64_t v, times = 1;
        q = cvd_varint_get(q, end, &v);
        if (q && (v & 1))
            q = cvd_varint_get(q, end, &times);
        if (!q)
            return CVD_EBUG;
        did += (uint32_t)(v >> 1);
        st = add_posting(o, did, times);
    }
    p->byte[i] += r->bytes;
    p->at[i]++;
    return st;
}

static enum cvd_status merge_pairs(struct cvd_merge *m, struct pair_out *o)
{
    enum cvd_status st = CVD_ENOMEM;
    size_t n = m->count + 1;
    struct pair_cursors p = { m, calloc(n, sizeof(size_t)),
                              calloc(n, sizeof(size_t)),
                              calloc(n, sizeof(uint64_t)) };
    struct cvd_heap h = { calloc(n, sizeof(size_t)), 0, &p, pair_less };

    if (!p.at || !p.byte || !p.key || !h.chunk)
        goto done;
    for (size_t i = 0; i < m->count; i++) {
        if (m->chunks[i]->pair_count) {
            load_key(&p, i);
            h.chunk[h.count++] = i;
        }
    }
    cvd_heap_make(&h);
    st = CVD_OK;
    while (h.count && st == CVD_OK) {
        size_t i = h.chunk[0];
        uint64_t key = p.key[i];
        st = take_run(m, &p, i, o);
        bool ended = p.at[i] == m->chunks[i]->pair_count;
        if (!ended)
            load_key(&p, i);
        cvd_heap_advance(&h, ended);
        if (st == CVD_OK && (!h.count || p.key[h.chunk[0]] != key))
            st = close_pair(o, key);
    }
    if (st == CVD_OK)
        st = close_block(o);
done:
    free(p.at);
    free(p.byte);
    free(p.key);
    free(h.chunk);
    return st;
}

enum cvd_status cvd_merge_pairs(struct cvd_merge *m, struct cvd_err *err)
{
    struct pair_out o = { 0 };
    struct cvd_file_head head = { 0 };

    enum cvd_status st = cvd_buf_add_bytes(&o.file, &head, sizeof head);
    if (st == CVD_OK)
        st = merge_pairs(m, &o);
    if (st == CVD_OK)
        st = cvd_merge_pad(&o.file);
    uint64_t index_at = o.file.len;
    struct cvd_pair_index last = { UINT32_MAX, UINT32_MAX, index_at };
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&o.index, &last, sizeof last);
    if (st == CVD_OK)
        st = cvd_buf_add(&o.file, cvd_buf_str(&o.index));
    if (st == CVD_OK) {
        head = cvd_merge_head('P', o.pairs, index_at);
        memcpy(o.file.ptr, &head, sizeof head);
        st = cvd_merge_file(m, CVD_PART_PAIRS, cvd_buf_str(&o.file), err);
    } else {
        st = cvd_fail(err, st, "cannot merge pairs: %s",
                      cvd_status_text(st));
    }
    cvd_buf_release(&o.file);
    cvd_buf_release(&o.index);
    cvd_buf_release(&o.headers);
    cvd_buf_release(&o.lists);
    cvd_buf_release(&o.list);
    cvd_buf_release(&o.ends);
    return st;
}
