/* pairs.c - the pair dictionary of a part. */
#include "base/varint.h"
#include "store/part.h"

#include <stdlib.h>

/* ---- the dictionary -------------------------------------------------- */

static uint64_t index_key(const struct cvd_pair_index *e)
{
    return (uint64_t)e->a << 32 | e->b;
}

/* The last block that begins at or before `key`; block 0 if none does. */
static size_t block_of(const struct cvd_part *p, uint64_t key)
{
    size_t lo = 0, hi = p->pair_blocks;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (index_key(&p->pair_index[mid]) <= key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? lo - 1 : 0;
}

/* Headers of one block.  1: go on with the next block; 0: done; -1:
 * damaged. */
static int walk_block(const struct cvd_part *p, size_t block, uint64_t from,
                      uint64_t to,
                      bool (*fn)(void *ctx, const struct cvd_pair_list *l),
                      void *ctx)
{
    const struct cvd_pair_index *e = &p->pair_index[block];
    uint64_t header_len;

    if (e[0].offset > e[1].offset || e[1].offset > p->pairs_len)
        return -1;
    const unsigned char *q = p->pairs + e[0].offset;
    const unsigned char *end = p->pairs + e[1].offset;
    q = cvd_varint_get(q, end, &header_len);
    if (!q || header_len > (uint64_t)(end - q))
        return -1;
    const unsigned char *lists = q + header_len;
    const unsigned char *headers_end = lists;
    uint32_t a = e->a, b = 0;
    while (q < headers_end) {
        uint64_t da, db, documents, len;
        q = cvd_varint_get(q, headers_end, &da);
        q = q ? cvd_varint_get(q, headers_end, &db) : NULL;
        q = q ? cvd_varint_get(q, headers_end, &documents) : NULL;
        q = q ? cvd_varint_get(q, headers_end, &len) : NULL;
        if (!q || len > (uint64_t)(end - lists) || documents > p->documents)
            return -1;
        if (da)
            b = 0;
        a += (uint32_t)da;
        b += (uint32_t)db;
        uint64_t key = (uint64_t)a << 32 | b;
        if (key >= to)
            return 0;
        struct cvd_pair_list list = {
            a, b, { lists, (size_t)len, (uint32_t)documents }
        };
        if (key >= from && !fn(ctx, &list))
            return 0;
        lists += len;
    }
    return 1;
}

bool cvd_part_pairs(const struct cvd_part *p, uint32_t a, uint32_t from_b,
                    uint32_t to_b,
                    bool (*fn)(void *ctx, const struct cvd_pair_list *list),
                    void *ctx)
{
    uint64_t from = (uint64_t)a << 32 | from_b;
    uint64_t to = (uint64_t)a << 32 | to_b;
    int more = 1;

    if (from >= to)
        return true;
    for (size_t block = block_of(p, from);
         block < p->pair_blocks && more == 1 &&
         index_key(&p->pair_index[block]) < to;
         block++)
        more = walk_block(p, block, from, to, fn, ctx);
    return more >= 0;
}

struct counting {
    const struct cvd_pair_count *at, *end;
};

static bool count_pair(void *ctx, const struct cvd_pair_list *l)
{
    struct counting *c = ctx;

    while (c->at < c->end && c->at->b < l->b)
        c->at++;
    if (c->at < c->end && c->at->b == l->b)
        *c->at->documents += l->list.documents;
    return c->at < c->end;
}

bool cvd_part_count_pairs(const struct cvd_part *p, uint32_t a,
                          const struct cvd_pair_count *counts, size_t n)
{
    for (size_t i = 0, j; i < n; i = j) {
        /* What lies within a block's reach is counted in one walk. */
        for (j = i + 1; j < n; j++)
            if (counts[j].b - counts[j - 1].b > CVD_PAIR_BLOCK)
                break;
        struct counting c = { counts + i, counts + j };
        if (!cvd_part_pairs(p, a, counts[i].b, counts[j - 1].b + 1,
                            count_pair, &c))
            return false;
    }
    return true;
}

/* Sets are small: an insertion keeps them sorted.  A word counts once however
 * often it is named. */
static void insert(struct cvd_word_set *set, uint32_t word)
{
    size_t k = set->count;

    while (k > 0 && set->words[k - 1] > word)
        k--;
    if (k > 0 && set->words[k - 1] == word)
        return;
    for (size_t i = set->count++; i > k; i--)
        set->words[i] = set->words[i - 1];
    set->words[k] = word;
}

enum cvd_status cvd_slot_words(const struct cvd_part *p,
                               const struct cvd_slot *slot,
                               struct cvd_word_set *out)
{
    uint32_t from, to;
    struct cvd_word_set set = { NULL, 0 };

    if (slot->any_spelling) {
        cvd_part_folded_range(p, slot->words[0].folded, false, &from, &to);
        set.words = malloc((to - from + 1u) * sizeof *set.words);
        if (!set.words)
            return CVD_ENOMEM;
        while (from < to)
            set.words[set.count++] = from++;
        *out = set;
        return CVD_OK;
    }
    set.words = malloc((slot->count + 1) * sizeof *set.words);
    if (!set.words)
        return CVD_ENOMEM;
    for (size_t i = 0; i < slot->count; i++) {
        struct cvd_str folded, exact;
        cvd_part_folded_range(p, slot->words[i].folded, false, &from, &to);
        for (; from < to; from++) {
            if (!cvd_part_word(p, from, &folded, &exact) ||
                !cvd_str_equal(exact, slot->words[i].exact))
                continue;
            insert(&set, from);
            break;
        }
    }
    *out = set;
    return CVD_OK;
}
