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

/* Whether chunk i has another pair before word `to`; its words, then. */
static bool load_key(struct pair_cursors *p, size_t i, uint32_t to)
{
    const struct cvd_chunk *c = p->m->chunks[i];
    const struct cvd_pair_run *r = &c->pairs[p->at[i]];

    if (p->at[i] == c->pair_count || p->m->word[i][r->a] >= to)
        return false;
    p->key[i] = (uint64_t)p->m->word[i][r->a] << 32 | p->m->word[i][r->b];
    return true;
}

/* Step to the first pair of chunk i whose first word is not before `from`. */
static void skip_pairs(struct pair_cursors *p, size_t i, uint32_t from)
{
    const struct cvd_chunk *c = p->m->chunks[i];
    uint32_t rank = cvd_merge_first_rank(p->m, i, from);

    while (p->at[i] < c->pair_count && c->pairs[p->at[i]].a < rank)
        p->byte[i] += c->pairs[p->at[i]++].bytes;
}

static bool pair_less(const void *ctx, size_t a, size_t b)
{
    const struct pair_cursors *p = ctx;

    return p->key[a] < p->key[b] || (p->key[a] == p->key[b] && a < b);
}

/* What comes of one range of words. */
struct pair_out {
    struct cvd_buf file;       /* closed blocks */
    struct cvd_buf index;      /* struct cvd_pair_index */
    struct cvd_buf headers, lists; /* of the open block */
    unsigned in_block;
    uint64_t first, last;      /* keys of the open block */
    uint64_t pairs;
    struct cvd_merge_list list;    /* the one being made */
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

static enum cvd_status close_pair(const struct cvd_merge *m,
                                  struct pair_out *o, uint64_t key)
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
    enum cvd_status st = cvd_merge_list_put(m, &o->list, &o->lists);
    unsigned char *p = cvd_varint_put(bytes, a - last_a);
    p = cvd_varint_put(p, b - last_b);
    p = cvd_varint_put(p, o->list.count);
    p = cvd_varint_put(p, o->lists.len - from);
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&o->headers, bytes, (size_t)(p - bytes));
    o->last = key;
    o->pairs++;
    o->list.count = 0;
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
    const char *bytes = c->postings.ptr + p->byte[i];

    p->byte[i] += r->bytes;
    p->at[i]++;
    return cvd_merge_list_add(&o->list, (struct cvd_str){ bytes, r->bytes },
                              m->base[i]);
}

/* The pairs that begin with words [from, to). */
static enum cvd_status merge_pairs(const struct cvd_merge *m, uint32_t from,
                                   uint32_t to, struct pair_out *o)
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
        skip_pairs(&p, i, from);
        if (load_key(&p, i, to))
            h.chunk[h.count++] = i;
    }
    cvd_heap_make(&h);
    st = CVD_OK;
    while (h.count && st == CVD_OK) {
        size_t i = h.chunk[0];
        uint64_t key = p.key[i];
        st = take_run(m, &p, i, o);
        cvd_heap_advance(&h, !load_key(&p, i, to));
        if (st == CVD_OK && (!h.count || p.key[h.chunk[0]] != key))
            st = close_pair(m, o, key);
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

static void out_release(struct pair_out *o)
{
    cvd_buf_release(&o->file);
    cvd_buf_release(&o->index);
    cvd_buf_release(&o->headers);
    cvd_buf_release(&o->lists);
    cvd_merge_list_release(&o->list);
}

/* ---- the file -------------------------------------------------------- */

struct cvd_merge_pairs {
    struct cvd_buf file, index;
    uint64_t pairs;
    struct pair_out ranges[CVD_MERGE_RANGES];
};

enum cvd_status cvd_merge_pairs_new(struct cvd_merge *m)
{
    m->pairs = calloc(1, sizeof *m->pairs);
    return m->pairs ? CVD_OK : CVD_ENOMEM;
}

void cvd_merge_pairs_free(struct cvd_merge *m)
{
    if (!m->pairs)
        return;
    for (size_t i = 0; i < CVD_MERGE_RANGES; i++)
        out_release(&m->pairs->ranges[i]);
    cvd_buf_release(&m->pairs->file);
    cvd_buf_release(&m->pairs->index);
    free(m->pairs);
    m->pairs = NULL;
}

enum cvd_status cvd_merge_pairs_range(struct cvd_merge *m, size_t i,
                                      struct cvd_err *err)
{
    return merge_pairs(m, m->cut[i], m->cut[i + 1], &m->pairs->ranges[i]) ==
                   CVD_OK
               ? CVD_OK
               : cvd_fail(err, CVD_ENOMEM, "out of memory");
}

/* The blocks of a range behind those there are. */
static enum cvd_status add_range(struct cvd_merge_pairs *p,
                                 struct pair_out *o)
{
    size_t n = o->index.len / sizeof(struct cvd_pair_index);
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        struct cvd_pair_index e;
        memcpy(&e, o->index.ptr + i * sizeof e, sizeof e);
        e.offset += p->file.len;
        st = cvd_buf_add_bytes(&p->index, &e, sizeof e);
    }
    if (st == CVD_OK)
        st = cvd_buf_add(&p->file, cvd_buf_str(&o->file));
    p->pairs += o->pairs;
    out_release(o);
    return st;
}

static enum cvd_status put_all(struct cvd_merge_pairs *p)
{
    struct cvd_file_head head = { 0 };
    enum cvd_status st = cvd_buf_add_bytes(&p->file, &head, sizeof head);
    size_t all = 0;

    for (size_t i = 0; i < CVD_MERGE_RANGES; i++)
        all += p->ranges[i].file.len + p->ranges[i].index.len;
    if (st == CVD_OK)
        st = cvd_buf_reserve(&p->file, all);
    for (size_t i = 0; i < CVD_MERGE_RANGES && st == CVD_OK; i++)
        st = add_range(p, &p->ranges[i]);
    if (st == CVD_OK)
        st = cvd_merge_pad(&p->file);
    uint64_t index_at = p->file.len;
    struct cvd_pair_index last = { UINT32_MAX, UINT32_MAX, index_at };
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&p->index, &last, sizeof last);
    if (st == CVD_OK)
        st = cvd_buf_add(&p->file, cvd_buf_str(&p->index));
    if (st == CVD_OK) {
        head = cvd_merge_head('P', p->pairs, index_at);
        memcpy(p->file.ptr, &head, sizeof head);
    }
    return st;
}

enum cvd_status cvd_merge_pairs_join(struct cvd_merge *m,
                                     struct cvd_err *err)
{
    struct cvd_merge_pairs *p = m->pairs;

    for (size_t i = 0; i < m->count; i++)
        cvd_chunk_forget_pairs(m->chunks[i]);
    enum cvd_status st = put_all(p);
    st = st == CVD_OK ? cvd_merge_file(m, CVD_PART_PAIRS,
                                       cvd_buf_str(&p->file), err)
                      : cvd_fail(err, st, "out of memory");
    cvd_merge_pairs_free(m);
    return st;
}
