/* merge_postings.c - the word lists of chunks as the postings file of a part.
 *
 * Words are dealt out to threads by ranges; what they made is put one behind
 * the other. */
#include "base/array.h"
#include "base/varint.h"
#include "store/merge.h"
#include "store/part.h"

#include <stdlib.h>

/* ---- a list ---------------------------------------------------------- */

static enum cvd_status list_reserve(struct cvd_merge_list *l, size_t more)
{
    size_t cap = l->cap;

    if (cvd_array_reserve(&l->dids, &cap, l->count + more,
                          sizeof *l->dids) != CVD_OK)
        return CVD_ENOMEM;
    return cvd_array_reserve(&l->counts, &l->cap, l->count + more,
                             sizeof *l->counts);
}

enum cvd_status cvd_merge_list_add(struct cvd_merge_list *l,
                                   struct cvd_str bytes, uint32_t base)
{
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    const unsigned char *end = p + bytes.len;
    uint32_t did = base;
    size_t n = l->count;

    /* A posting takes a byte at least. */
    if (list_reserve(l, bytes.len) != CVD_OK)
        return CVD_ENOMEM;
    while (p < end) {
        uint64_t v, times = 1;
        p = cvd_varint_get(p, end, &v);
        if (p && (v & 1))
            p = cvd_varint_get(p, end, &times);
        if (!p)
            return CVD_EBUG;
        did += (uint32_t)(v >> 1);
        l->dids[n] = did;
        l->counts[n++] = times < UINT32_MAX ? (uint32_t)times : UINT32_MAX;
    }
    l->count = n;
    return CVD_OK;
}

enum cvd_status cvd_merge_list_put(const struct cvd_merge *m,
                                   const struct cvd_merge_list *l,
                                   struct cvd_buf *out)
{
    return cvd_postings_put(out, l->dids, l->counts, l->count, m->lengths,
                            &m->norms);
}

void cvd_merge_list_release(struct cvd_merge_list *l)
{
    free(l->dids);
    free(l->counts);
    *l = (struct cvd_merge_list){ 0 };
}

/* ---- lengths --------------------------------------------------------- */

enum cvd_status cvd_merge_lengths(struct cvd_merge *m)
{
    size_t did = 0;

    m->lengths = malloc(m->documents + 1u);
    if (!m->lengths)
        return CVD_ENOMEM;
    for (size_t i = 0; i < m->count; i++) {
        struct cvd_chunk *c = m->chunks[i];
        for (size_t d = 0; d < c->doc_count; d++) {
            m->lengths[did++] = cvd_length_code(c->used[d].length);
            m->length_total += c->used[d].length;
        }
        free(c->used);
        c->used = NULL;
    }
    cvd_norms_set(&m->norms,
                  cvd_part_average(m->length_total, m->documents));
    return CVD_OK;
}

/* ---- the counts of several words added up ---------------------------- */

/* By document, with two levels of bits over it, so that taking the sums out
 * costs as much as there are, and little more. */
struct sums {
    uint32_t *counts;  /* of document did at did; 0 but while adding */
    uint64_t *some;    /* which are not 0 */
    uint64_t *any;     /* of which words of `some` that holds */
    size_t any_len;
};

enum { BITS = 64 };

static enum cvd_status sums_init(struct sums *s, uint32_t documents)
{
    size_t some = documents / BITS + 1;

    s->any_len = some / BITS + 1;
    s->counts = calloc(documents + (size_t)1, sizeof *s->counts);
    s->some = calloc(some, sizeof *s->some);
    s->any = calloc(s->any_len, sizeof *s->any);
    return s->counts && s->some && s->any ? CVD_OK : CVD_ENOMEM;
}

static void sums_release(struct sums *s)
{
    free(s->counts);
    free(s->some);
    free(s->any);
}

static void sums_add(struct sums *s, const struct cvd_merge_list *l)
{
    for (size_t i = 0; i < l->count; i++) {
        uint32_t did = l->dids[i], *sum = &s->counts[did];
        *sum = l->counts[i] < UINT32_MAX - *sum ? *sum + l->counts[i]
                                                : UINT32_MAX;
        s->some[did / BITS] |= UINT64_C(1) << did % BITS;
        s->any[did / BITS / BITS] |= UINT64_C(1) << did / BITS % BITS;
    }
}

/* Step over the lowest bit of *bits. */
static uint32_t take_bit(uint64_t *bits)
{
    uint32_t bit = (uint32_t)__builtin_ctzll(*bits);

    *bits &= *bits - 1;
    return bit;
}

/* Move the sums to *l, which has room for them. */
static void sums_take(struct sums *s, struct cvd_merge_list *l)
{
    l->count = 0;
    for (size_t a = 0; a < s->any_len; a++) {
        while (s->any[a]) {
            size_t w = a * BITS + take_bit(&s->any[a]);
            while (s->some[w]) {
                uint32_t did = (uint32_t)(w * BITS) + take_bit(&s->some[w]);
                l->dids[l->count] = did;
                l->counts[l->count++] = s->counts[did];
                s->counts[did] = 0;
            }
        }
    }
}

/* ---- a range of words ------------------------------------------------ */

/* Words [from, to) and their lists. */
struct range {
    const struct cvd_merge *m;
    uint32_t from, to;
    struct cvd_buf exact, folded;
    struct cvd_fold_entry *folds; /* offsets in `folded` */
    size_t fold_count, fold_cap;
    uint32_t *at;             /* by chunk: rank of its next word */
    struct cvd_heap heap;
    struct cvd_merge_list list, group;
    struct sums sums;
};

struct cvd_merge_postings {
    uint64_t *off;          /* by word: its list in its range, then the file */
    uint64_t exact_end;     /* behind the words' lists in the file */
    struct cvd_buf file;
    struct range ranges[CVD_MERGE_RANGES];
};

static uint32_t next_word(const struct range *r, size_t chunk)
{
    return r->m->word[chunk][r->at[chunk]];
}

static bool word_less(const void *ctx, size_t a, size_t b)
{
    uint32_t wa = next_word(ctx, a), wb = next_word(ctx, b);

    return wa < wb || (wa == wb && a < b);
}

static enum cvd_status range_begin(struct range *r)
{
    const struct cvd_merge *m = r->m;

    r->at = calloc(m->count + 1, sizeof *r->at);
    r->heap = (struct cvd_heap){ calloc(m->count + 1, sizeof(size_t)), 0, r,
                                 word_less };
    if (!r->at || !r->heap.chunk ||
        sums_init(&r->sums, m->documents) != CVD_OK)
        return CVD_ENOMEM;
    for (size_t i = 0; i < m->count; i++) {
        r->at[i] = cvd_merge_first_rank(m, i, r->from);
        if (r->at[i] < m->chunks[i]->words && next_word(r, i) < r->to)
            r->heap.chunk[r->heap.count++] = i;
    }
    cvd_heap_make(&r->heap);
    return CVD_OK;
}

static void range_end(struct range *r)
{
    free(r->at);
    free(r->heap.chunk);
    cvd_merge_list_release(&r->list);
    cvd_merge_list_release(&r->group);
    sums_release(&r->sums);
    r->sums = (struct sums){ 0 };
}

/* Put the list of `word` together from the chunks that have it. */
static enum cvd_status gather_word(struct range *r, uint32_t word)
{
    const struct cvd_merge *m = r->m;
    enum cvd_status st = CVD_OK;

    r->list.count = 0;
    while (r->heap.count && st == CVD_OK) {
        size_t i = r->heap.chunk[0];
        const struct cvd_chunk *c = m->chunks[i];
        uint32_t rank = r->at[i];
        if (next_word(r, i) != word)
            break;
        size_t from = c->list_at[rank], to = c->list_at[rank + 1];
        st = cvd_merge_list_add(&r->list,
                                (struct cvd_str){ c->lists.ptr + from,
                                                  to - from }, m->base[i]);
        r->at[i]++;
        cvd_heap_advance(&r->heap,
                         r->at[i] == c->words || next_word(r, i) >= r->to);
    }
    return st;
}

static enum cvd_status put_folded(struct range *r, uint32_t word,
                                  size_t postings)
{
    if (list_reserve(&r->group, postings) != CVD_OK ||
        cvd_array_reserve(&r->folds, &r->fold_cap, r->fold_count + 1,
                          sizeof *r->folds) != CVD_OK)
        return CVD_ENOMEM;
    sums_take(&r->sums, &r->group);
    r->folds[r->fold_count++] = (struct cvd_fold_entry){
        word, (uint32_t)r->group.count, r->folded.len
    };
    enum cvd_status st = cvd_merge_list_put(r->m, &r->group, &r->folded);
    r->group.count = 0;
    return st;
}

/* The words from `word` on that have one folded form, behind the last of
 * which is `to`. */
static enum cvd_status put_group(struct range *r, uint32_t word, uint32_t to)
{
    enum cvd_status st = CVD_OK;
    size_t postings = 0;

    for (uint32_t w = word; w < to && st == CVD_OK; w++) {
        st = gather_word(r, w);
        r->m->postings->off[w] = r->exact.len;
        if (st == CVD_OK)
            st = cvd_merge_list_put(r->m, &r->list, &r->exact);
        postings += r->list.count;
        if (st == CVD_OK && to - word > 1)
            sums_add(&r->sums, &r->list);
    }
    if (st == CVD_OK && to - word > 1)
        st = put_folded(r, word, postings);
    return st;
}

static enum cvd_status merge_range(struct range *r)
{
    enum cvd_status st = range_begin(r);

    for (uint32_t w = r->from; w < r->to && st == CVD_OK;) {
        uint32_t to = cvd_merge_group_end(r->m, w);
        st = put_group(r, w, to);
        w = to;
    }
    range_end(r);
    return st;
}

/* ---- the file -------------------------------------------------------- */

enum cvd_status cvd_merge_postings_new(struct cvd_merge *m)
{
    m->postings = calloc(1, sizeof *m->postings);
    if (!m->postings)
        return CVD_ENOMEM;
    m->postings->off = calloc(m->words + 1u, sizeof *m->postings->off);
    return m->postings->off ? CVD_OK : CVD_ENOMEM;
}

void cvd_merge_postings_free(struct cvd_merge *m)
{
    if (!m->postings)
        return;
    for (size_t i = 0; i < CVD_MERGE_RANGES; i++) {
        struct range *r = &m->postings->ranges[i];
        cvd_buf_release(&r->exact);
        cvd_buf_release(&r->folded);
        free(r->folds);
    }
    cvd_buf_release(&m->postings->file);
    free(m->postings->off);
    free(m->postings);
    m->postings = NULL;
}

enum cvd_status cvd_merge_postings_range(struct cvd_merge *m, size_t i,
                                         struct cvd_err *err)
{
    struct range *r = &m->postings->ranges[i];

    r->m = m;
    r->from = m->cut[i];
    r->to = m->cut[i + 1];
    return merge_range(r) == CVD_OK
               ? CVD_OK
               : cvd_fail(err, CVD_ENOMEM, "out of memory");
}

static enum cvd_status put_head(const struct cvd_merge *m,
                                struct cvd_buf *file)
{
    struct cvd_file_head head = { 0 };
    struct cvd_postings_head own = { 0 };
    enum cvd_status st = cvd_buf_add_bytes(file, &head, sizeof head);

    if (st == CVD_OK)
        st = cvd_buf_add_bytes(file, &own, sizeof own);
    return st == CVD_OK ? cvd_buf_add_bytes(file, m->lengths, m->documents)
                        : st;
}

/* The lists of all ranges, those of words first; their offsets become the
 * file's. */
static enum cvd_status put_lists(struct cvd_merge_postings *p)
{
    enum cvd_status st;
    size_t all = 0;

    for (size_t i = 0; i < CVD_MERGE_RANGES; i++)
        all += p->ranges[i].exact.len + p->ranges[i].folded.len;
    st = cvd_buf_reserve(&p->file, all);
    for (size_t i = 0; i < CVD_MERGE_RANGES && st == CVD_OK; i++) {
        struct range *r = &p->ranges[i];
        for (uint32_t w = r->from; w < r->to; w++)
            p->off[w] += p->file.len;
        st = cvd_buf_add(&p->file, cvd_buf_str(&r->exact));
        cvd_buf_release(&r->exact);
    }
    p->exact_end = p->file.len;
    for (size_t i = 0; i < CVD_MERGE_RANGES && st == CVD_OK; i++) {
        struct range *r = &p->ranges[i];
        for (size_t f = 0; f < r->fold_count; f++)
            r->folds[f].offset += p->file.len;
        st = cvd_buf_add(&p->file, cvd_buf_str(&r->folded));
        cvd_buf_release(&r->folded);
    }
    return st;
}

/* Where all lists lie, and what the head says. */
static enum cvd_status put_index(const struct cvd_merge *m,
                                 struct cvd_merge_postings *p)
{
    struct cvd_fold_entry end = { UINT32_MAX, 0, p->file.len };
    struct cvd_postings_head own = { m->length_total, 0 };
    enum cvd_status st = cvd_merge_pad(&p->file);
    struct cvd_file_head head = cvd_merge_head('L', m->words, p->file.len);

    p->off[m->words] = p->exact_end;
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&p->file, p->off,
                               (m->words + 1u) * sizeof *p->off);
    for (size_t i = 0; i < CVD_MERGE_RANGES && st == CVD_OK; i++) {
        const struct range *r = &p->ranges[i];
        own.folds += r->fold_count;
        st = cvd_buf_add_bytes(&p->file, r->folds,
                               r->fold_count * sizeof *r->folds);
    }
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&p->file, &end, sizeof end);
    if (st == CVD_OK) {
        memcpy(p->file.ptr, &head, sizeof head);
        memcpy(p->file.ptr + sizeof head, &own, sizeof own);
    }
    return st;
}

enum cvd_status cvd_merge_postings_join(struct cvd_merge *m,
                                        struct cvd_err *err)
{
    struct cvd_merge_postings *p = m->postings;
    enum cvd_status st = put_head(m, &p->file);

    for (size_t i = 0; i < m->count; i++)
        cvd_chunk_forget_lists(m->chunks[i]);
    if (st == CVD_OK)
        st = put_lists(p);
    if (st == CVD_OK)
        st = put_index(m, p);
    st = st == CVD_OK ? cvd_merge_file(m, CVD_PART_POSTINGS,
                                       cvd_buf_str(&p->file), err)
                      : cvd_fail(err, st, "out of memory");
    cvd_merge_postings_free(m);
    return st;
}
