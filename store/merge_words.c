/* merge_words.c - the word lists of chunks as the word list of a part. */
#include "store/merge.h"

#include <stdlib.h>

struct word_cursors {
    struct cvd_chunk **chunks;
    uint32_t *at;
};

static void word_at(const struct cvd_chunk *c, uint32_t rank,
                    struct cvd_str *folded, struct cvd_str *exact)
{
    uint32_t n = c->order[rank];

    *exact = cvd_vocabulary_word(&c->exact, n);
    *folded = cvd_vocabulary_word(&c->folded, c->exact.words[n].other);
}

static int compare_words(const struct word_cursors *w, size_t a, size_t b)
{
    struct cvd_str fa, ea, fb, eb;

    word_at(w->chunks[a], w->at[a], &fa, &ea);
    word_at(w->chunks[b], w->at[b], &fb, &eb);
    int c = cvd_str_compare(fa, fb);
    return c ? c : cvd_str_compare(ea, eb);
}

static bool word_less(const void *ctx, size_t a, size_t b)
{
    int c = compare_words(ctx, a, b);

    return c < 0 || (c == 0 && a < b);
}

static enum cvd_status put_word(struct cvd_merge *m, struct cvd_str folded,
                                struct cvd_str exact)
{
    bool same = cvd_str_equal(folded, exact);
    unsigned char lens[2] = { (unsigned char)folded.len,
                              (unsigned char)(same ? 0 : exact.len) };

    m->lexicon_off[m->words] = (uint32_t)m->lexicon.len;
    enum cvd_status st = cvd_buf_add_bytes(&m->lexicon, lens, 2);
    if (st == CVD_OK)
        st = cvd_buf_add(&m->lexicon, folded);
    if (st == CVD_OK && !same)
        st = cvd_buf_add(&m->lexicon, exact);
    return st;
}

static enum cvd_status number_words(struct cvd_merge *m)
{
    enum cvd_status st = CVD_ENOMEM;
    size_t bound = 0;
    uint32_t *at = calloc(m->count + 1, sizeof *at);
    size_t *heap_room = malloc((m->count + 1) * sizeof *heap_room);
    struct word_cursors cursors = { m->chunks, at };
    struct cvd_heap h = { heap_room, 0, &cursors, word_less };

    for (size_t i = 0; i < m->count; i++) {
        size_t n = m->chunks[i]->exact.count;
        bound += n;
        m->word[i] = malloc((n + 1) * sizeof **m->word);
        if (!m->word[i])
            goto done;
        if (n && heap_room)
            heap_room[h.count++] = i;
    }
    m->bearing = calloc(bound + 1, sizeof *m->bearing);
    m->lexicon_off = calloc(bound + 2, sizeof *m->lexicon_off);
    if (!at || !heap_room || !m->bearing || !m->lexicon_off)
        goto done;
    cvd_heap_make(&h);
    size_t last_chunk = 0;
    uint32_t last_rank = 0;
    while (h.count) {
        size_t i = h.chunk[0];
        const struct cvd_chunk *c = m->chunks[i];
        struct cvd_str folded, exact, was_folded, was_exact;
        word_at(c, at[i], &folded, &exact);
        bool fresh = m->words == 0;
        if (!fresh) {
            word_at(m->chunks[last_chunk], last_rank, &was_folded,
                    &was_exact);
            fresh = !cvd_str_equal(exact, was_exact) ||
                    !cvd_str_equal(folded, was_folded);
        }
        if (fresh) {
            if (put_word(m, folded, exact) != CVD_OK)
                goto done;
            m->words++;
            last_chunk = i;
            last_rank = at[i];
        }
        m->word[i][at[i]] = m->words - 1;
        m->bearing[m->words - 1] += c->exact.words[c->order[at[i]]].documents;
        at[i]++;
        cvd_heap_advance(&h, at[i] == c->exact.count);
    }
    m->lexicon_off[m->words] = (uint32_t)m->lexicon.len;
    st = CVD_OK;
done:
    free(at);
    free(heap_room);
    return st;
}

struct by_use {
    uint32_t word, bearing;
};

static int most_used_first(const void *pa, const void *pb)
{
    const struct by_use *a = pa, *b = pb;

    if (a->bearing != b->bearing)
        return a->bearing > b->bearing ? -1 : 1;
    return a->word < b->word ? -1 : a->word > b->word;
}

/* Common words get short codes.  How many documents bear a word stands for
 * how often it is used: the order within one code length does not matter. */
static enum cvd_status give_codes(struct cvd_merge *m)
{
    struct by_use *u = malloc((m->words + 1) * sizeof *u);

    m->code_of = malloc((m->words + 1) * sizeof *m->code_of);
    m->word_of = malloc((m->words + 1) * sizeof *m->word_of);
    if (!u || !m->code_of || !m->word_of) {
        free(u);
        return CVD_ENOMEM;
    }
    for (uint32_t w = 0; w < m->words; w++)
        u[w] = (struct by_use){ w, m->bearing[w] };
    qsort(u, m->words, sizeof *u, most_used_first);
    for (uint32_t c = 0; c < m->words; c++) {
        m->word_of[c] = u[c].word;
        m->code_of[u[c].word] = c;
    }
    free(u);
    return CVD_OK;
}

static enum cvd_status write_words(struct cvd_merge *m, struct cvd_err *err)
{
    struct cvd_buf out = { 0 };
    struct cvd_file_head head = cvd_merge_head('W', m->words, m->lexicon.len);
    size_t n = m->words * sizeof(uint32_t);

    enum cvd_status st = cvd_buf_add_bytes(&out, &head, sizeof head);
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&out, m->lexicon_off, n + sizeof(uint32_t));
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&out, m->bearing, n);
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&out, m->code_of, n);
    if (st == CVD_OK)
        st = cvd_buf_add_bytes(&out, m->word_of, n);
    if (st == CVD_OK)
        st = cvd_buf_add(&out, cvd_buf_str(&m->lexicon));
    st = st == CVD_OK
             ? cvd_merge_file(m, CVD_PART_WORDS, cvd_buf_str(&out), err)
             : cvd_fail(err, st, "out of memory");
    cvd_buf_release(&out);
    return st;
}

/* ---- ranges ---------------------------------------------------------- */

static struct cvd_str folded_of(const struct cvd_merge *m, uint32_t word)
{
    const char *s = m->lexicon.ptr + m->lexicon_off[word];

    return (struct cvd_str){ s + 2, (unsigned char)s[0] };
}

uint32_t cvd_merge_group_end(const struct cvd_merge *m, uint32_t word)
{
    uint32_t to = word + 1;

    while (to < m->words &&
           cvd_str_equal(folded_of(m, to), folded_of(m, word)))
        to++;
    return to;
}

uint32_t cvd_merge_first_rank(const struct cvd_merge *m, size_t chunk,
                              uint32_t word)
{
    uint32_t lo = 0, hi = m->chunks[chunk]->words;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (m->word[chunk][mid] < word)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Ranges of about as many postings. */
static void cut_ranges(struct cvd_merge *m)
{
    uint64_t total = 0, sum = 0;
    size_t n = 0;

    for (uint32_t w = 0; w < m->words; w++)
        total += m->bearing[w];
    for (uint32_t w = 0; w < m->words;) {
        uint32_t to = cvd_merge_group_end(m, w);
        while (n + 1 < CVD_MERGE_RANGES &&
               sum * CVD_MERGE_RANGES >= total * (n + 1))
            m->cut[++n] = w;
        for (; w < to; w++)
            sum += m->bearing[w];
    }
    while (n < CVD_MERGE_RANGES)
        m->cut[++n] = m->words;
}

enum cvd_status cvd_merge_words(struct cvd_merge *m, struct cvd_err *err)
{
    if (number_words(m) != CVD_OK || give_codes(m) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < m->count; i++)
        cvd_chunk_forget_words(m->chunks[i]);
    cut_ranges(m);
    return write_words(m, err);
}
