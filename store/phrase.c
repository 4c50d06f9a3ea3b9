/* phrase.c - documents in which words stand side by side.
 *
 * A phrase of two words is its pairs' posting lists.  A longer one takes the
 * documents all its pairs share and looks into the token stream of each:
 * the pairs leave few to look at, the stream removes the false ones. */
#include "base/array.h"
#include "base/varint.h"
#include "store/part.h"

#include <stdlib.h>

/* One posting list, decoded as far as it is asked. */
struct list_cursor {
    const unsigned char *p, *end;  /* postings of the run it is in */
    const unsigned char *next_run, *list_end;
    uint32_t run_last;             /* last did of that run */
    uint32_t did, count;           /* 0 before the first, and at the end */
    uint32_t documents;            /* of the part: none is beyond */
    bool runs, ended;
};

/* Documents of one or more pairs: a single list is walked where it lies,
 * several are added up when the phrase begins. */
struct pair_cursor {
    struct list_cursor one;
    uint32_t *dids, *counts;       /* NULL: use `one` */
    size_t total, at;
    uint32_t bound;
};

struct cvd_phrase {
    const struct cvd_part *part;
    struct cvd_word_set *sets;     /* as codes, ascending */
    size_t count;
    struct pair_cursor *pairs;     /* count - 1, rarest first */
    uint32_t did, most, bound;
    uint32_t *codes;               /* scratch: a document's stream */
    size_t codes_cap;
};

/* ---- lists ----------------------------------------------------------- */

static void list_begin(struct list_cursor *c, const struct cvd_pair_list *l,
                       uint32_t documents)
{
    *c = (struct list_cursor){ .documents = documents };
    c->list_end = l->bytes + l->len;
    c->runs = l->documents > CVD_POSTING_RUN;
    if (c->runs) {
        c->next_run = l->bytes;
    } else {
        c->p = l->bytes;
        c->end = c->next_run = c->list_end;
        c->run_last = UINT32_MAX;
    }
}

static void list_end(struct list_cursor *c)
{
    c->ended = true;
    c->did = 0;
}

/* Enter the first following run that may hold `did`. */
static bool next_run(struct list_cursor *c, uint32_t did)
{
    while (c->runs && c->next_run < c->list_end) {
        uint64_t delta, len;
        uint32_t before = c->run_last;
        const unsigned char *q = cvd_varint_get(c->next_run, c->list_end,
                                                &delta);
        q = q ? cvd_varint_get(q, c->list_end, &len) : NULL;
        if (!q || len > (uint64_t)(c->list_end - q))
            return false;
        c->next_run = q + len;
        c->run_last = before + (uint32_t)delta;
        if (c->run_last >= did) {
            c->p = q;
            c->end = c->next_run;
            c->did = before;
            return true;
        }
    }
    return false;
}

/* Move to the first posting >= did; 0 at the end. */
static uint32_t list_seek(struct list_cursor *c, uint32_t did)
{
    if (c->ended || (c->did >= did && c->count))
        return c->did;
    if (c->runs && (c->p == NULL || c->run_last < did) &&
        !next_run(c, did)) {
        list_end(c);
        return 0;
    }
    for (;;) {
        uint64_t v, times = 1;
        if (c->p >= c->end) {
            if (next_run(c, did))
                continue;
            list_end(c);
            return 0;
        }
        c->p = cvd_varint_get(c->p, c->end, &v);
        if (c->p && (v & 1))
            c->p = cvd_varint_get(c->p, c->end, &times);
        if (!c->p) {
            c->end = NULL;
            list_end(c);
            return 0;
        }
        c->did += (uint32_t)(v >> 1);
        c->count = (uint32_t)times;
        if (c->did == 0 || c->did > c->documents) { /* damaged */
            list_end(c);
            return 0;
        }
        if (c->did >= did)
            return c->did;
    }
}

/* ---- pairs ----------------------------------------------------------- */

struct gather {
    struct cvd_clock *clock;
    struct cvd_pair_list *lists;
    size_t count, cap;
    const struct cvd_word_set *b;
    bool oom;
};

static bool in_set(const struct cvd_word_set *s, uint32_t w)
{
    size_t lo = 0, hi = s->count;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (s->words[mid] < w)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < s->count && s->words[lo] == w;
}

static bool gather_list(void *ctx, const struct cvd_pair_list *l)
{
    struct gather *g = ctx;

    if (cvd_clock_steps(g->clock, 1))
        return false;
    if (!in_set(g->b, l->b))
        return true;
    if (cvd_array_reserve(&g->lists, &g->cap, g->count + 1,
                          sizeof *g->lists) != CVD_OK) {
        g->oom = true;
        return false;
    }
    g->lists[g->count++] = *l;
    return true;
}

/* Keep a document's count. */
static void push(struct pair_cursor *c, uint32_t did, uint32_t count)
{
    c->dids[c->total] = did;
    c->counts[c->total++] = count;
}

static int by_did(const void *pa, const void *pb)
{
    const uint64_t *a = pa, *b = pb;

    return *a < *b ? -1 : *a > *b;
}

/* A few postings: sort them. */
static enum cvd_status add_up_few(struct pair_cursor *c,
                                  const struct gather *g, size_t total,
                                  uint32_t documents)
{
    uint64_t *all = malloc((total + 1) * sizeof *all);
    size_t n = 0;

    if (!all)
        return CVD_ENOMEM;
    for (size_t i = 0; i < g->count; i++) {
        struct list_cursor l;
        list_begin(&l, &g->lists[i], documents);
        while (n < total && !cvd_clock_steps(g->clock, 1) &&
               list_seek(&l, l.did + 1))
            all[n++] = (uint64_t)l.did << 32 | l.count;
    }
    qsort(all, n, sizeof *all, by_did);
    for (size_t i = 0; i < n; i++) {
        uint32_t did = (uint32_t)(all[i] >> 32);
        if (c->total && c->dids[c->total - 1] == did)
            c->counts[c->total - 1] += (uint32_t)all[i];
        else
            push(c, did, (uint32_t)all[i]);
    }
    free(all);
    return CVD_OK;
}

/* Many: a counter for each document is cheaper. */
static enum cvd_status add_up_many(struct pair_cursor *c,
                                   const struct gather *g,
                                   uint32_t documents)
{
    uint32_t *times = calloc((size_t)documents + 1, sizeof *times);

    if (!times)
        return CVD_ENOMEM;
    for (size_t i = 0; i < g->count; i++) {
        struct list_cursor l;
        list_begin(&l, &g->lists[i], documents);
        while (!cvd_clock_steps(g->clock, 1) && list_seek(&l, l.did + 1))
            times[l.did] += l.count;
    }
    for (uint32_t did = 1; did <= documents; did++)
        if (times[did])
            push(c, did, times[did]);
    free(times);
    return CVD_OK;
}

/* Add several lists up into dids and counts, ascending. */
static enum cvd_status add_up(struct pair_cursor *c, const struct gather *g,
                              size_t total, uint32_t documents)
{
    enum cvd_status st;
    size_t most = total < documents ? total : documents;

    c->dids = malloc((most + 1) * sizeof *c->dids);
    c->counts = malloc((most + 1) * sizeof *c->counts);
    if (!c->dids || !c->counts)
        return CVD_ENOMEM;
    if (total < documents / 16)
        st = add_up_few(c, g, total, documents);
    else
        st = add_up_many(c, g, documents);
    c->bound = (uint32_t)c->total;
    return st;
}

static enum cvd_status pair_begin(struct pair_cursor *c,
                                  const struct cvd_part *p,
                                  const struct cvd_word_set *a,
                                  const struct cvd_word_set *b,
                                  struct cvd_clock *clock)
{
    struct gather g = { .clock = clock, .b = b };
    enum cvd_status st = CVD_OK;
    size_t total = 0;

    for (size_t i = 0; i < a->count && b->count && st == CVD_OK; i++)
        if (!cvd_part_pairs(p, a->words[i], b->words[0],
                            b->words[b->count - 1] + 1, gather_list, &g))
            st = CVD_EINDEX;
    if (g.oom)
        st = CVD_ENOMEM;
    for (size_t i = 0; i < g.count; i++)
        total += g.lists[i].documents;
    if (st != CVD_OK || g.count == 0) {
        c->one.ended = true;
    } else if (g.count == 1) {
        list_begin(&c->one, &g.lists[0], p->documents);
        c->bound = g.lists[0].documents;
    } else {
        st = add_up(c, &g, total, p->documents);
    }
    free(g.lists);
    return st;
}

static uint32_t pair_seek(struct pair_cursor *c, uint32_t did)
{
    if (!c->dids)
        return list_seek(&c->one, did);
    size_t step = 1, lo = c->at, hi = lo;
    while (hi < c->total && c->dids[hi] < did) {
        lo = hi + 1;
        hi += step;
        step *= 2;
    }
    if (hi > c->total)
        hi = c->total;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (c->dids[mid] < did)
            lo = mid + 1;
        else
            hi = mid;
    }
    c->at = lo;
    return lo < c->total ? c->dids[lo] : 0;
}

/* ---- phrases --------------------------------------------------------- */

static int rarest_first(const void *pa, const void *pb)
{
    const struct pair_cursor *a = pa, *b = pb;

    return a->bound < b->bound ? -1 : a->bound > b->bound;
}

static int ascending(const void *pa, const void *pb)
{
    const uint32_t *a = pa, *b = pb;

    return *a < *b ? -1 : *a > *b;
}

enum cvd_status cvd_phrase_new(const struct cvd_part *p,
                               struct cvd_word_set *sets, size_t count,
                               struct cvd_clock *clock,
                               struct cvd_phrase **out, struct cvd_err *err)
{
    struct cvd_phrase *ph = calloc(1, sizeof *ph);
    enum cvd_status st = CVD_OK;

    *out = NULL;
    if (!ph) {
        for (size_t i = 0; i < count; i++)
            free(sets[i].words);
        free(sets);
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    ph->part = p;
    ph->sets = sets;
    ph->count = count;
    ph->pairs = calloc(count, sizeof *ph->pairs);
    if (!ph->pairs)
        st = CVD_ENOMEM;
    for (size_t i = 0; i + 1 < count && st == CVD_OK; i++)
        st = pair_begin(&ph->pairs[i], p, &sets[i], &sets[i + 1], clock);
    if (st != CVD_OK) {
        cvd_phrase_free(ph);
        return cvd_fail(err, st, st == CVD_ENOMEM ? "out of memory"
                                                  : "'pairs' is damaged");
    }
    qsort(ph->pairs, count - 1, sizeof *ph->pairs, rarest_first);
    ph->bound = ph->pairs[0].bound;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < sets[i].count; k++)
            sets[i].words[k] = p->code_of[sets[i].words[k]] + 1;
        qsort(sets[i].words, sets[i].count, sizeof *sets[i].words,
              ascending);
    }
    *out = ph;
    return CVD_OK;
}

void cvd_phrase_free(struct cvd_phrase *ph)
{
    if (!ph)
        return;
    for (size_t i = 0; ph->pairs && i + 1 < ph->count; i++) {
        free(ph->pairs[i].dids);
        free(ph->pairs[i].counts);
    }
    for (size_t i = 0; i < ph->count; i++)
        free(ph->sets[i].words);
    free(ph->sets);
    free(ph->pairs);
    free(ph->codes);
    free(ph);
}

uint32_t cvd_phrase_bound(const struct cvd_phrase *ph)
{
    return ph->bound;
}

uint32_t cvd_phrase_most(const struct cvd_phrase *ph)
{
    return ph->most;
}

/* Decode the stream of a document into ph->codes; how many, 0 if damaged
 * or out of memory. */
static size_t load_codes(struct cvd_phrase *ph, uint32_t did)
{
    const struct cvd_doc_entry *d = &ph->part->docs[did - 1];
    uint64_t from = d[0].stream, to = d[1].stream;

    if (to > ph->part->stream_len || from > to)
        return 0;
    if (to - from > ph->codes_cap) {
        size_t cap = (size_t)(to - from) * 2;
        uint32_t *codes = realloc(ph->codes, cap * sizeof *codes);
        if (!codes)
            return 0;
        ph->codes = codes;
        ph->codes_cap = cap;
    }
    const unsigned char *p = ph->part->stream + from;
    const unsigned char *end = ph->part->stream + to;
    size_t n = 0;
    while (p < end) {
        uint64_t v;
        p = cvd_varint_get(p, end, &v);
        if (!p)
            return 0;
        ph->codes[n++] = (uint32_t)v;
    }
    return n;
}

static bool fits(const struct cvd_word_set *s, uint32_t code)
{
    return s->count == 1 ? s->words[0] == code : in_set(s, code);
}

/* How often the whole phrase stands in document `did`. */
static uint32_t times_in(struct cvd_phrase *ph, uint32_t did)
{
    size_t n = load_codes(ph, did);
    uint32_t times = 0;

    for (size_t i = 0; i + ph->count <= n; i++) {
        size_t k = 0;
        while (k < ph->count && fits(&ph->sets[k], ph->codes[i + k]))
            k++;
        times += k == ph->count;
    }
    return times;
}

/* How often pair i stands in the document it is at. */
static uint32_t pair_count(const struct pair_cursor *c)
{
    return c->dids ? c->counts[c->at] : c->one.count;
}

uint32_t cvd_phrase_seek(struct cvd_phrase *ph, uint32_t did)
{
    size_t pairs = ph->count - 1;

    if (did <= ph->did && ph->did)
        return ph->did;
    for (size_t i = 0; i < pairs;) {
        uint32_t at = pair_seek(&ph->pairs[i], did);
        if (!at)
            return ph->did = 0;
        i = at == did || i == 0 ? i + 1 : 0;
        did = at;
    }
    ph->most = UINT32_MAX;
    for (size_t i = 0; i < pairs; i++) {
        uint32_t n = pair_count(&ph->pairs[i]);
        ph->most = n < ph->most ? n : ph->most;
    }
    return ph->did = did;
}

uint32_t cvd_phrase_count(struct cvd_phrase *ph)
{
    return ph->count == 2 ? ph->most : times_in(ph, ph->did);
}
