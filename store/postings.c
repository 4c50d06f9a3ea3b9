/* postings.c - see postings.h. */
#include "store/postings.h"
#include "base/varint.h"
#include "store/packed.h"

#include <math.h>
#include <string.h>

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

/* Documents that stand close as bits, in place of the packed run that begins
 * at `from`.  They may take a little more: they are read far faster. */
static enum cvd_status put_bits(struct cvd_buf *out, size_t from,
                                const uint32_t *dids, uint32_t before)
{
    enum { MORE_BYTES = 16, WORDS_MAX = UINT8_MAX };
    uint32_t span = dids[CVD_POSTING_BLOCK - 1] - before;
    uint64_t bits[WORDS_MAX] = { 0 };
    size_t words = ((size_t)span + 63) / 64;

    if (words > WORDS_MAX ||
        2 + words * sizeof *bits > out->len - from + MORE_BYTES)
        return CVD_OK;
    for (size_t i = 0; i < CVD_POSTING_BLOCK; i++) {
        uint32_t at = dids[i] - before - 1;
        bits[at / 64] |= (uint64_t)1 << at % 64;
    }
    unsigned char head[2] = { CVD_POSTING_BITS, (unsigned char)words };
    out->len = from;
    enum cvd_status st = cvd_buf_add_bytes(out, head, sizeof head);
    return st == CVD_OK
               ? cvd_buf_add_bytes(out, bits, words * sizeof *bits)
               : st;
}

static enum cvd_status put_block(struct cvd_buf *out, const uint32_t *dids,
                                 const uint32_t *counts, uint32_t before)
{
    uint32_t v[CVD_POSTING_BLOCK], last = before;
    size_t from = out->len;

    for (size_t i = 0; i < CVD_POSTING_BLOCK; i++) {
        v[i] = dids[i] - last - 1;
        last = dids[i];
    }
    enum cvd_status st = cvd_packed_put(out, v);
    if (st == CVD_OK)
        st = put_bits(out, from, dids, before);
    for (size_t i = 0; i < CVD_POSTING_BLOCK; i++)
        v[i] = counts[i] - 1;
    return st == CVD_OK ? cvd_packed_put(out, v) : st;
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
    size_t head = full ? full * CVD_POSTING_SKIP + (rest != 0) : 0;

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
