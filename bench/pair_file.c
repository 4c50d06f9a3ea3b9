/* pair_file.c - see pair_file.h.
 *
 * Three steps.  invert: threads turn chunks into runs (pair_run.h).
 * number: all chunks' words are sorted into one list; since both numberings
 * follow the same order, every run stays sorted when its numbers are
 * exchanged.  merge: each thread merges one range of first words from all
 * runs.
 *
 * May depend on: libc, POSIX threads, pair_run.h, measure.h. */
#include "pair_file.h"

#include "measure.h"
#include "pair_run.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_MAX = 4096,
    THREADS_MAX = 64,
    SAMPLE_EVERY = 64,
};

/* Global word numbers, so that a pair fits 64 bits. */
enum { FORM_BITS = 24, SPELLING_BITS = 8 };

struct build {
    pthread_mutex_t lock;
    struct tokens *in;
    size_t chunk;
    struct run *runs;
    size_t run_count, run_cap;
    bool failed;
};

struct part {                           /* one thread's share of the merge */
    const struct run *runs;
    size_t run_count;
    uint32_t form_lo, form_hi;
    struct bytes pairs, postings, samples;
    uint64_t pair_count, posting_count, single_count;
};

/* ---- invert ---------------------------------------------------------- */

static struct run *run_for(struct build *b, size_t number)
{
    while (b->run_count <= number) {
        if (b->run_count == b->run_cap) {
            b->run_cap = b->run_cap ? b->run_cap * 2 : 256;
            b->runs =
                pair_need(realloc(b->runs, b->run_cap * sizeof *b->runs));
        }
        b->runs[b->run_count++] = (struct run){ .forms = 0 };
    }
    return &b->runs[number];
}

static void *invert(void *arg)
{
    struct build *b = arg;
    struct token_chunk c = { 0 };
    struct pair_scratch s = { 0 };
    for (;;) {
        pthread_mutex_lock(&b->lock);
        size_t n = b->failed ? 0 : tokens_read(b->in, b->chunk, &c);
        pthread_mutex_unlock(&b->lock);
        if (n == 0)
            break;
        struct run r = { .forms = 0 };
        bool good = pair_run_invert(&c, &r, &s);
        pthread_mutex_lock(&b->lock);
        *run_for(b, c.first / b->chunk) = r;
        b->failed = b->failed || !good;
        pthread_mutex_unlock(&b->lock);
    }
    token_chunk_release(&c);
    pair_scratch_release(&s);
    return NULL;
}

/* ---- number ---------------------------------------------------------- */

/* Sort every run's words into one list in *all and make the runs' codes
 * global.  weight[form] counts its occurrences: it shares out the merge. */
static bool number_globally(struct build *b, struct run *all,
                            uint64_t **weight)
{
    for (size_t i = 0; i < b->run_count; i++) {
        struct word_table *t = &b->runs[i].words;
        for (size_t j = 0; j < t->count; j++) {
            const struct word *w = &t->words[j];
            uint32_t id = word_table_add(&all->words, w->exact, w->folded);
            all->words.words[id].count += w->count - 1;
        }
    }
    struct word_code *code_of =
        pair_need(malloc((all->words.count + 1) * sizeof *code_of));
    uint32_t spellings = pair_run_code_words(all, code_of);
    bool good = all->forms >> FORM_BITS == 0 &&
                spellings >> SPELLING_BITS == 0;
    *weight = pair_need(calloc(all->forms + 1, sizeof **weight));
    for (size_t i = 0; i < all->words.count; i++)
        (*weight)[code_of[i].form] += all->words.words[i].count;
    for (size_t i = 0; i < b->run_count && good; i++) {
        struct run *r = &b->runs[i];
        for (size_t rank = 0; rank < r->words.count; rank++) {
            const struct word *w = &r->words.words[r->order[rank]];
            r->codes[rank] = code_of[word_table_add(&all->words, w->exact,
                                                    w->folded)];
        }
    }
    free(code_of);
    return good;
}

/* ---- merge ----------------------------------------------------------- */

struct cursor {
    uint64_t key;                       /* global: form a, b, spelling a, b */
    const unsigned char *p;             /* after the key */
    const struct run *run;
    size_t form, form_end;              /* of this run */
    uint64_t b;
};

static bool cursor_next(struct cursor *c)
{
    const struct run *r = c->run;
    while (c->p == r->data.s + r->start[c->form + 1]) {
        c->b = 0;
        if (++c->form >= c->form_end)
            return false;
    }
    c->b += varint_get(&c->p);
    size_t rank_a = r->first_rank[c->form] + varint_get(&c->p);
    size_t rank_b = r->first_rank[c->b] + varint_get(&c->p);
    struct word_code a = r->codes[rank_a], b = r->codes[rank_b];
    c->key = (uint64_t)a.form << (FORM_BITS + 2 * SPELLING_BITS) |
             (uint64_t)b.form << (2 * SPELLING_BITS) |
             (uint64_t)a.spelling << SPELLING_BITS | b.spelling;
    return true;
}

static bool cursor_start(struct cursor *c, const struct run *r, uint32_t lo,
                         uint32_t hi)
{
    *c = (struct cursor){ .run = r };
    while (c->form < r->forms && r->codes[r->first_rank[c->form]].form < lo)
        c->form++;
    c->form_end = c->form;
    while (c->form_end < r->forms &&
           r->codes[r->first_rank[c->form_end]].form < hi)
        c->form_end++;
    if (c->form == c->form_end)
        return false;
    c->p = r->data.s + r->start[c->form];
    return cursor_next(c);
}

static bool before(const struct cursor *a, const struct cursor *b)
{
    return a->key < b->key || (a->key == b->key && a->run < b->run);
}

static void sift_down(struct cursor **heap, size_t n, size_t i)
{
    struct cursor *c = heap[i];
    for (size_t kid; (kid = 2 * i + 1) < n; i = kid) {
        if (kid + 1 < n && before(heap[kid + 1], heap[kid]))
            kid++;
        if (before(c, heap[kid]))
            break;
        heap[i] = heap[kid];
    }
    heap[i] = c;
}

/* Append one run's postings of the current pair; first and last tell the
 * documents already there. */
static uint64_t take_postings(struct cursor *c, struct bytes *out,
                              uint64_t *last)
{
    uint64_t docs = varint_get(&c->p);
    uint64_t first = c->run->first_doc + varint_get(&c->p);
    uint64_t span = varint_get(&c->p);
    uint64_t count = varint_get(&c->p);
    uint64_t rest = varint_get(&c->p);
    bytes_put_posting(out, first - *last, count);
    bytes_add(out, c->p, rest);
    c->p += rest;
    *last = first + span;
    return docs;
}

static void put_pair(struct part *p, uint64_t key, uint64_t *last_key,
                     uint64_t docs, const struct bytes *postings)
{
    unsigned a_shift = FORM_BITS + 2 * SPELLING_BITS;
    if (p->pair_count++ % SAMPLE_EVERY == 0) {
        uint64_t sample[3] = { key, p->pairs.n, p->postings.n };
        bytes_add(&p->samples, sample, sizeof sample);
        *last_key = 0;
    }
    uint64_t a = key >> a_shift, last_a = *last_key >> a_shift;
    uint64_t b = key >> 2 * SPELLING_BITS & ((1u << FORM_BITS) - 1);
    uint64_t last_b =
        *last_key >> 2 * SPELLING_BITS & ((1u << FORM_BITS) - 1);
    uint64_t spelling_mask = (1u << SPELLING_BITS) - 1;
    bytes_put(&p->pairs, a - last_a);
    bytes_put(&p->pairs, a == last_a ? b - last_b : b);
    bytes_put(&p->pairs, key >> SPELLING_BITS & spelling_mask);
    bytes_put(&p->pairs, key & spelling_mask);
    bytes_put(&p->pairs, docs);
    /* A pair of one document keeps its posting in the dictionary. */
    struct bytes *to = docs == 1 ? &p->pairs : &p->postings;
    if (docs > 1)
        bytes_put(&p->pairs, postings->n);
    bytes_add(to, postings->s, postings->n);
    p->posting_count += docs;
    p->single_count += docs == 1;
    *last_key = key;
}

static void *merge(void *arg)
{
    struct part *p = arg;
    struct cursor *cursors =
        pair_need(calloc(p->run_count + 1, sizeof *cursors));
    struct cursor **heap = pair_need(calloc(p->run_count + 1, sizeof *heap));
    struct bytes postings = { 0 };
    uint64_t last_key = 0;
    size_t n = 0;
    for (size_t i = 0; i < p->run_count; i++)
        if (cursor_start(&cursors[n], &p->runs[i], p->form_lo, p->form_hi)) {
            heap[n] = &cursors[n];
            n++;
        }
    for (size_t i = n; i-- > 0;)
        sift_down(heap, n, i);
    while (n > 0) {
        uint64_t key = heap[0]->key, last = 0, docs = 0;
        postings.n = 0;
        while (n > 0 && heap[0]->key == key) {
            docs += take_postings(heap[0], &postings, &last);
            if (!cursor_next(heap[0]))
                heap[0] = heap[--n];
            if (n > 0)
                sift_down(heap, n, 0);
        }
        put_pair(p, key, &last_key, docs, &postings);
    }
    free(postings.s);
    free(cursors);
    free(heap);
    return NULL;
}

/* ---- write ----------------------------------------------------------- */

static void put_words(const struct run *all, struct bytes *out)
{
    struct token_span last = { "", 0 };
    for (size_t i = 0; i < all->words.count; i++) {
        struct token_span w = all->words.words[all->order[i]].exact;
        size_t same = 0;
        while (same < w.n && same < last.n && w.s[same] == last.s[same])
            same++;
        bytes_put(out, same);
        bytes_put(out, w.n - same);
        bytes_add(out, w.s + same, w.n - same);
        last = w;
    }
}

static int write_file(const char *path, const struct run *all,
                      struct part *parts, unsigned n, struct pair_stats *st)
{
    FILE *out = fopen(path, "wb");
    struct bytes words = { 0 };
    if (!out) {
        fprintf(stderr, "cannot create '%s'\n", path);
        return -1;
    }
    put_words(all, &words);
    fwrite(words.s, 1, words.n, out);
    st->words = all->words.count;
    st->word_bytes = words.n;
    for (unsigned i = 0; i < n; i++) {
        struct part *p = &parts[i];
        fwrite(p->pairs.s, 1, p->pairs.n, out);
        fwrite(p->samples.s, 1, p->samples.n, out);
        fwrite(p->postings.s, 1, p->postings.n, out);
        st->pairs += p->pair_count;
        st->single += p->single_count;
        st->postings += p->posting_count;
        st->pair_bytes += p->pairs.n;
        st->sample_bytes += p->samples.n;
        st->posting_bytes += p->postings.n;
    }
    free(words.s);
    int bad = ferror(out);
    if (fclose(out) != 0 || bad) {
        fprintf(stderr, "cannot write '%s'\n", path);
        return -1;
    }
    return 0;
}

static void in_threads(void *(*body)(void *), char *args, size_t step,
                       unsigned n)
{
    pthread_t id[THREADS_MAX];
    for (unsigned i = 0; i < n; i++)
        if (pthread_create(&id[i], NULL, body, args + i * step) != 0)
            pair_need(NULL);
    for (unsigned i = 0; i < n; i++)
        pthread_join(id[i], NULL);
}

/* Cut the first words into `n` ranges with about as many occurrences. */
static void share_out(const struct build *b, const struct run *all,
                      const uint64_t *weight, struct part *parts, unsigned n)
{
    uint64_t total = 0, sum = 0;
    uint32_t form = 0;
    for (size_t i = 0; i < all->forms; i++)
        total += weight[i];
    for (unsigned i = 0; i < n; i++) {
        parts[i] = (struct part){ .runs = b->runs, .form_lo = form,
                                  .run_count = b->run_count };
        while (form < all->forms && sum < total * (i + 1) / n)
            sum += weight[form++];
        parts[i].form_hi = i + 1 == n ? UINT32_MAX : form;
    }
}

int pair_file_build(const char *tokens, const char *path, unsigned threads,
                    size_t chunk, struct pair_stats *stats)
{
    struct build b = { .chunk = chunk < CHUNK_MAX ? chunk : CHUNK_MAX };
    struct run all = { .forms = 0 };
    struct part parts[THREADS_MAX] = { 0 };
    uint64_t *weight = NULL;
    int status = -1;
    threads = threads < THREADS_MAX ? threads : THREADS_MAX;
    *stats = (struct pair_stats){ 0 };
    double t0 = bench_now();
    b.in = tokens_open(tokens);
    if (!b.in)
        return -1;
    pthread_mutex_init(&b.lock, NULL);
    in_threads(invert, (char *)&b, 0, threads);
    double t1 = bench_now();
    if (b.failed || !number_globally(&b, &all, &weight)) {
        fprintf(stderr, "too many words for the pair file's numbers\n");
        goto done;
    }
    share_out(&b, &all, weight, parts, threads);
    in_threads(merge, (char *)parts, sizeof *parts, threads);
    double t2 = bench_now();
    status = write_file(path, &all, parts, threads, stats);
    stats->invert_s = t1 - t0;
    stats->merge_s = t2 - t1;
    stats->write_s = bench_now() - t2;
done:
    for (unsigned i = 0; i < threads; i++) {
        free(parts[i].pairs.s);
        free(parts[i].postings.s);
        free(parts[i].samples.s);
    }
    for (size_t i = 0; i < b.run_count; i++)
        pair_run_release(&b.runs[i]);
    free(b.runs);
    free(weight);
    pair_run_release(&all);
    pthread_mutex_destroy(&b.lock);
    tokens_close(b.in);
    return status;
}
