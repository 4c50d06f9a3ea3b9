/* chunk_lists.c - which documents of a chunk bear each word, and how often.
 *
 * While a chunk is filled, each document notes its words; sealing turns that
 * round.  Documents come in order, so a stable sort by word leaves those of
 * each word ascending. */
#include "store/chunk.h"
#include "base/varint.h"

#include <stdlib.h>

enum cvd_status cvd_chunk_posting_put(struct cvd_buf *out, uint32_t delta,
                                      uint64_t times)
{
    if (cvd_buf_reserve(out, 2 * CVD_VARINT_MAX) != CVD_OK)
        return CVD_ENOMEM;
    unsigned char *from = (unsigned char *)out->ptr + out->len;
    unsigned char *p = cvd_varint_put(from,
                                      (uint64_t)delta * 2 + (times > 1));
    if (times > 1)
        p = cvd_varint_put(p, times);
    *p = '\0'; /* as every struct cvd_buf */
    out->len += (size_t)(p - from);
    return CVD_OK;
}

struct by_word {
    uint32_t *at;     /* by rank: where its documents end, so far */
    uint32_t *counts;
    uint16_t *dids;
};

/* Counting sort (Knuth, TAOCP vol. 3, 5.2 D). */
static void sort_uses(const struct cvd_chunk *c, struct by_word *s)
{
    uint32_t sum = 0;
    size_t use = 0;

    for (size_t r = 0; r < c->exact.count; r++) {
        s->at[r] = sum;
        sum += c->exact.words[c->order[r]].documents;
    }
    for (size_t d = 0; d < c->doc_count; d++) {
        for (; use < c->used[d].to; use++) {
            uint32_t to = s->at[c->rank[c->uses[use].word]]++;
            s->dids[to] = (uint16_t)(d + 1);
            s->counts[to] = c->uses[use].count;
        }
    }
}

static enum cvd_status put_lists(struct cvd_chunk *c,
                                 const struct by_word *s)
{
    enum cvd_status st = CVD_OK;
    uint32_t i = 0;

    for (size_t r = 0; r < c->exact.count && st == CVD_OK; r++) {
        uint32_t last = 0;
        c->list_at[r] = c->lists.len;
        for (; i < s->at[r] && st == CVD_OK; i++) {
            st = cvd_chunk_posting_put(&c->lists, s->dids[i] - last,
                                       s->counts[i]);
            last = s->dids[i];
        }
    }
    c->list_at[c->exact.count] = c->lists.len;
    return st;
}

enum cvd_status cvd_chunk_lists(struct cvd_chunk *c)
{
    enum cvd_status st = CVD_ENOMEM;
    struct by_word s = {
        malloc((c->exact.count + 1) * sizeof *s.at),
        malloc((c->use_len + 1) * sizeof *s.counts),
        malloc((c->use_len + 1) * sizeof *s.dids)
    };

    c->list_at = malloc((c->exact.count + 1) * sizeof *c->list_at);
    if (s.at && s.counts && s.dids && c->list_at) {
        sort_uses(c, &s);
        free(c->uses);
        c->uses = NULL;
        st = put_lists(c, &s);
    }
    free(s.at);
    free(s.counts);
    free(s.dids);
    return st;
}
