/* pair_run.c - see pair_run.h.  May depend on: libc, tokens.h,
 * word_table.h. */
#include "pair_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    RADIX_BITS = 11,                    /* 2,048 counters stay in L1 */
    NO_WORD = UINT32_MAX,               /* ends a document in `sequence` */
};

void *pair_need(void *p)
{
    if (!p) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    return p;
}

void bytes_reserve(struct bytes *b, size_t more)
{
    if (b->n + more <= b->cap)
        return;
    b->cap = (b->n + more) * 2;
    b->s = pair_need(realloc(b->s, b->cap));
}

void bytes_add(struct bytes *b, const void *s, size_t n)
{
    bytes_reserve(b, n);
    if (n > 0)
        memcpy(b->s + b->n, s, n);
    b->n += n;
}

void bytes_put(struct bytes *b, uint64_t v)
{
    bytes_reserve(b, 10);
    while (v >= 0x80) {
        b->s[b->n++] = (unsigned char)(v | 0x80);
        v >>= 7;
    }
    b->s[b->n++] = (unsigned char)v;
}

void bytes_put_posting(struct bytes *b, uint64_t doc_diff, uint64_t count)
{
    bytes_put(b, doc_diff * 2 + (count == 1));
    if (count != 1)
        bytes_put(b, count);
}

static unsigned bits_for(uint64_t max)
{
    unsigned n = 1;
    while (n < 64 && max >> n)
        n++;
    return n;
}

static void scratch_reserve(struct pair_scratch *s, size_t n)
{
    if (n <= s->cap)
        return;
    s->cap = n * 2;
    s->sequence = pair_need(realloc(s->sequence, s->cap * sizeof *s->sequence));
    s->keys = pair_need(realloc(s->keys, s->cap * sizeof *s->keys));
    s->other = pair_need(realloc(s->other, s->cap * sizeof *s->other));
}

static size_t number_words(const struct token_chunk *c, struct run *r,
                           struct pair_scratch *s)
{
    size_t n = 0;
    for (size_t d = 0; d < c->count; d++) {
        struct token_span exact = c->docs[d].exact, e;
        struct token_span folded = c->docs[d].folded, f;
        scratch_reserve(s, n + exact.n + 1);
        while (token_next(&exact, &e) && token_next(&folded, &f))
            s->sequence[n++] = word_table_add(&r->words, e, f);
        s->sequence[n++] = NO_WORD;
    }
    return n;
}

uint32_t pair_run_code_words(struct run *r, struct word_code *code_of)
{
    size_t n = r->words.count;
    uint32_t most = 0;
    r->order = pair_need(malloc((n + 1) * sizeof *r->order));
    r->codes = pair_need(malloc((n + 1) * sizeof *r->codes));
    r->first_rank = pair_need(malloc((n + 1) * sizeof *r->first_rank));
    word_table_sort(&r->words, r->order);
    for (size_t i = 0; i < n; i++) {
        const struct word *w = &r->words.words[r->order[i]];
        struct word_code code = { 0, 0 };
        if (i > 0) {
            const struct word *last = &r->words.words[r->order[i - 1]];
            code = r->codes[i - 1];
            if (token_span_equal(w->folded, last->folded))
                code.spelling++;
            else
                code = (struct word_code){ code.form + 1, 0 };
        }
        if (code.spelling == 0)
            r->first_rank[code.form] = i;
        if (code.spelling > most)
            most = code.spelling;
        r->codes[i] = code;
        code_of[r->order[i]] = code;
        r->forms = code.form + 1;
    }
    return most;
}

struct layout {                         /* of a key, from the low bits up */
    unsigned doc, spelling, form;
};

static void radix_sort(uint64_t **keys, uint64_t **other, size_t n,
                       unsigned from, unsigned to)
{
    for (unsigned shift = from; shift < to; shift += RADIX_BITS) {
        size_t at[1 << RADIX_BITS] = { 0 }, sum = 0;
        uint64_t mask = (1 << RADIX_BITS) - 1;
        uint64_t *in = *keys, *out = *other;
        for (size_t i = 0; i < n; i++)
            at[in[i] >> shift & mask]++;
        for (size_t i = 0; i <= mask; i++) {
            size_t here = at[i];
            at[i] = sum;
            sum += here;
        }
        for (size_t i = 0; i < n; i++)
            out[at[in[i] >> shift & mask]++] = in[i];
        *keys = out;
        *other = in;
    }
}

static size_t make_keys(struct pair_scratch *s, size_t len,
                        const struct word_code *code_of, struct layout l)
{
    size_t n = 0;
    uint64_t doc = 0;
    for (size_t i = 0; i + 1 < len; i++) {
        if (s->sequence[i] == NO_WORD) {
            doc++;
            continue;
        }
        if (s->sequence[i + 1] == NO_WORD)
            continue;
        struct word_code a = code_of[s->sequence[i]];
        struct word_code b = code_of[s->sequence[i + 1]];
        uint64_t key = (uint64_t)a.form << l.form | b.form;
        key = key << l.spelling | a.spelling;
        key = key << l.spelling | b.spelling;
        s->keys[n++] = key << l.doc | doc;
    }
    return n;
}

/* Write the postings of one pair, keys[0..n), and return how many. */
static uint64_t put_run_postings(struct bytes *out, struct bytes *rest,
                                 const uint64_t *keys, size_t n,
                                 unsigned doc_bits)
{
    uint64_t mask = ((uint64_t)1 << doc_bits) - 1;
    uint64_t first = keys[0] & mask, last = first, first_count = 0, docs = 0;
    rest->n = 0;
    for (size_t i = 0, j; i < n; i = j) {
        uint64_t doc = keys[i] & mask;
        for (j = i + 1; j < n && keys[j] == keys[i]; j++)
            ;
        if (docs++ == 0)
            first_count = j - i;
        else
            bytes_put_posting(rest, doc - last, j - i);
        last = doc;
    }
    bytes_put(out, docs);
    bytes_put(out, first);
    bytes_put(out, last - first);
    bytes_put(out, first_count);
    bytes_put(out, rest->n);
    bytes_add(out, rest->s, rest->n);
    return docs;
}

static void write_run(struct run *r, const uint64_t *keys, size_t n,
                      struct layout l)
{
    struct bytes rest = { 0 };
    uint64_t form_mask = ((uint64_t)1 << l.form) - 1;
    uint64_t spelling_mask = ((uint64_t)1 << l.spelling) - 1;
    uint64_t last_b = 0;
    size_t next_form = 0;
    r->start = pair_need(malloc((r->forms + 1) * sizeof *r->start));
    for (size_t i = 0, j; i < n; i = j) {
        uint64_t pair = keys[i] >> l.doc;
        for (j = i + 1; j < n && keys[j] >> l.doc == pair; j++)
            ;
        uint64_t b = pair >> 2 * l.spelling & form_mask;
        uint64_t a = pair >> (2 * l.spelling + l.form);
        while (next_form <= a) {
            r->start[next_form++] = r->data.n;
            last_b = 0;
        }
        bytes_put(&r->data, b - last_b);
        bytes_put(&r->data, pair >> l.spelling & spelling_mask);
        bytes_put(&r->data, pair & spelling_mask);
        put_run_postings(&r->data, &rest, keys + i, j - i, l.doc);
        last_b = b;
    }
    while (next_form <= r->forms)
        r->start[next_form++] = r->data.n;
    free(rest.s);
}

bool pair_run_invert(const struct token_chunk *c, struct run *r,
                     struct pair_scratch *s)
{
    size_t len = number_words(c, r, s);
    struct word_code *code_of =
        pair_need(malloc((r->words.count + 1) * sizeof *code_of));
    uint32_t spellings = pair_run_code_words(r, code_of);
    struct layout l = { bits_for(c->count), bits_for(spellings),
                        bits_for(r->forms) };
    unsigned width = l.doc + 2 * l.spelling + 2 * l.form;
    r->first_doc = c->first;
    if (width <= 64) {
        size_t n = make_keys(s, len, code_of, l);
        /* Keys were made in document order and the sort is stable, so the
         * document's bits need no pass. */
        radix_sort(&s->keys, &s->other, n, l.doc, width);
        write_run(r, s->keys, n, l);
        r->strings = word_table_own_strings(&r->words);
    }
    free(code_of);
    return width <= 64;
}

void pair_run_release(struct run *r)
{
    word_table_release(&r->words);
    free(r->strings);
    free(r->order);
    free(r->codes);
    free(r->first_rank);
    free(r->start);
    free(r->data.s);
}

void pair_scratch_release(struct pair_scratch *s)
{
    free(s->sequence);
    free(s->keys);
    free(s->other);
}
