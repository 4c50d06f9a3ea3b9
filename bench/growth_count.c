/* growth_count.c - the counting.
 *
 * May depend on: libc, jansson, zlib, base, analyzers. */
#include "bench/growth_count.h"

#include "analyzers/analyzer.h"
#include "bench/growth_letters.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <zlib.h>

/* As the index keeps texts: docs/index-format.md. */
enum { BLOCK_BYTES = 16 * 1024, BLOCK_LEVEL = 6 };

struct block {
    char text[BLOCK_BYTES];
    size_t used;
    uint64_t in, out;
};

struct reading {
    struct counts *c;
    struct cvd_tokens tokens;
    struct cvd_buf text;
    struct block *block;
};

/* ---- tables ---------------------------------------------------------- */

static uint32_t hash_of(struct cvd_str s)
{
    uint32_t h = 2166136261u; /* FNV-1a */

    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.ptr[i]) * 16777619u;
    return h;
}

static void grow_words(struct counts *c)
{
    c->word_cap = c->word_cap ? c->word_cap * 2 : 1 << 16;
    c->words = growth_need(realloc(c->words,
                                   c->word_cap * sizeof *c->words));
    free(c->slots);
    c->slot_count = (size_t)c->word_cap * 2;
    c->slots = growth_need(calloc(c->slot_count, sizeof *c->slots));
    for (uint32_t w = 1; w < c->word_count; w++) {
        size_t at = c->words[w].hash & (c->slot_count - 1);
        while (c->slots[at])
            at = (at + 1) & (c->slot_count - 1);
        c->slots[at] = w;
    }
}

static uint32_t word_of(struct counts *c, struct cvd_str s)
{
    uint32_t h = hash_of(s);
    size_t at;

    if (c->word_count == c->word_cap)
        grow_words(c);
    for (at = h & (c->slot_count - 1); c->slots[at];
         at = (at + 1) & (c->slot_count - 1)) {
        const struct counted_word *w = &c->words[c->slots[at]];
        if (w->hash == h && w->len == s.len &&
            memcmp(w->form, s.ptr, s.len) == 0)
            return c->slots[at];
    }
    uint32_t new = c->word_count++;
    struct counted_word *w = &c->words[new];
    *w = (struct counted_word){ .form = growth_need(malloc(s.len + 1)),
                                .len = (uint8_t)s.len, .hash = h };
    memcpy(w->form, s.ptr, s.len);
    w->form[s.len] = '\0';
    c->slots[at] = new;
    return new;
}

static size_t pair_slot(const struct counts *c, uint64_t key)
{
    size_t at = (size_t)((key * 0x9E3779B97F4A7C15u) >> 20) &
                (c->pair_slots - 1);

    while (c->pairs[at].key && c->pairs[at].key != key)
        at = (at + 1) & (c->pair_slots - 1);
    return at;
}

static void grow_pairs(struct counts *c)
{
    struct counted_pair *old = c->pairs;
    size_t n = c->pair_slots;

    c->pair_slots = n ? n * 2 : 1 << 20;
    c->pairs = growth_need(calloc(c->pair_slots, sizeof *c->pairs));
    for (size_t i = 0; i < n; i++)
        if (old[i].key)
            c->pairs[pair_slot(c, old[i].key)] = old[i];
    free(old);
}

static struct counted_pair *pair_of(struct counts *c, uint32_t a, uint32_t b)
{
    uint64_t key = (uint64_t)a << 32 | b;

    if (c->pair_count * 2 >= c->pair_slots)
        grow_pairs(c);
    struct counted_pair *p = &c->pairs[pair_slot(c, key)];
    if (!p->key) {
        p->key = key;
        c->pair_count++;
    }
    return p;
}

/* ---- a document ------------------------------------------------------ */

static enum growth_between between(const char *s, size_t n)
{
    bool blank = false;

    for (size_t i = 0; i < n; i++)
        if (s[i] == '\n')
            return GROWTH_LINE;
    for (size_t i = 0; i < n; i++) {
        blank |= s[i] == ' ';
        if (s[i] == '.' || s[i] == ':')
            return n > 1 ? GROWTH_STOP : GROWTH_SPACE;
        if (s[i] == ';')
            return GROWTH_SEMICOLON;
        if (s[i] == ',')
            return GROWTH_COMMA;
    }
    if (n == 1 && s[0] == '/')
        return GROWTH_SLASH;
    return n == 1 && !blank && s[0] == '-' ? GROWTH_HYPHEN : GROWTH_SPACE;
}

static void count_capitals(struct counted_word *w, const char *s, size_t n)
{
    size_t step, seen = 0, capitals = 0;
    bool first = false;

    for (size_t i = 0; i < n; i += step, seen++) {
        bool big = growth_is_capital(growth_decode(s + i, &step));
        first |= big && i == 0;
        capitals += big;
    }
    w->inside++;
    if (first && capitals > 1)
        w->capitals++;
    else if (first)
        w->capital++;
}

static void count_word(struct counts *c, uint32_t word, uint32_t doc)
{
    struct counted_word *w = &c->words[word];

    w->count++;
    if (w->last != doc) {
        w->last = doc;
        w->documents++;
        c->own_words++;
    }
}

/* The most frequent of many with one counter (Boyer and Moore 1981). */
static void vote(struct counted_pair *p, enum growth_between b)
{
    if (p->votes == 0)
        p->between = (uint8_t)b;
    if (p->between != b)
        p->votes--;
    else if (p->votes < UINT8_MAX)
        p->votes++;
}

static void count_pair(struct counts *c, uint32_t a, uint32_t b,
                       uint32_t doc, enum growth_between how)
{
    struct counted_pair *p = pair_of(c, a, b);

    c->words[a].followed++;
    p->count++;
    vote(p, how);
    if (p->last != doc) {
        p->last = doc;
        p->documents++;
        c->own_pairs += a != 0;
    }
}

static void count_tokens(struct reading *r, const char *text)
{
    struct counts *c = r->c;
    uint32_t doc = (uint32_t)c->documents + 1, before = 0;
    enum growth_between how = GROWTH_LINE;

    c->words[0].count++;
    for (size_t i = 0; i < r->tokens.count; i++) {
        const struct cvd_token *t = &r->tokens.tok[i];
        uint32_t w = word_of(c, cvd_token_exact(&r->tokens, i));
        if (i > 0)
            how = between(text + t[-1].end, t->start - t[-1].end);
        count_word(c, w, doc);
        count_pair(c, before, w, doc, how);
        if (how != GROWTH_LINE && how != GROWTH_STOP)
            count_capitals(&c->words[w], text + t->start,
                           t->end - t->start);
        before = w;
    }
    if (c->documents == c->length_cap) {
        c->length_cap = c->length_cap ? c->length_cap * 2 : 1 << 16;
        c->lengths = growth_need(realloc(c->lengths, c->length_cap *
                                         sizeof *c->lengths));
    }
    c->lengths[c->documents++] = (uint32_t)r->tokens.count;
    c->total += r->tokens.count;
}

static size_t deflated_block(const char *text)
{
    static Bytef out[BLOCK_BYTES * 2];
    uLongf len = sizeof out;

    if (compress2(out, &len, (const Bytef *)text, BLOCK_BYTES,
                  BLOCK_LEVEL) != Z_OK)
        growth_die("cannot count", "zlib failed");
    return len;
}

double counts_deflated(const char *text, size_t len)
{
    size_t in, out = 0;

    for (in = 0; in + BLOCK_BYTES <= len; in += BLOCK_BYTES)
        out += deflated_block(text + in);
    return in ? (double)out / (double)in : 1;
}

static void squeeze(struct block *b, const char *s, size_t n)
{
    while (n > 0) {
        size_t take = BLOCK_BYTES - b->used;
        take = take < n ? take : n;
        memcpy(b->text + b->used, s, take);
        b->used += take;
        s += take;
        n -= take;
        if (b->used == BLOCK_BYTES) {
            b->in += BLOCK_BYTES;
            b->out += deflated_block(b->text);
            b->used = 0;
        }
    }
}

static void count_line(struct reading *r, const char *line, size_t len,
                       const char *path)
{
    json_t *doc = json_loadb(line, len, 0, NULL);
    const json_t *text = json_object_get(doc, "text");

    if (!json_is_string(text))
        growth_die(path, "a line is not a document with a text");
    cvd_buf_clear(&r->text);
    if (cvd_text_normalize((struct cvd_str){ json_string_value(text),
                                             json_string_length(text) },
                           &r->text, NULL) != CVD_OK ||
        cvd_tokenize(cvd_buf_str(&r->text), &r->tokens) != CVD_OK)
        growth_die(path, "a text cannot be read");
    r->c->bytes += r->text.len;
    squeeze(r->block, r->text.ptr, r->text.len);
    count_tokens(r, r->text.ptr);
    json_decref(doc);
}

void counts_read(const char *path, size_t limit, struct counts *out)
{
    struct reading r = { .c = out };
    FILE *in = fopen(path, "r");
    char *line = NULL;
    size_t cap = 0;
    ssize_t got;

    if (!in)
        growth_die(path, strerror(errno));
    *out = (struct counts){ 0 };
    r.block = growth_need(calloc(1, sizeof *r.block));
    grow_words(out);
    out->word_count = 1;
    out->words[0] = (struct counted_word){ 0 };
    while (out->documents < limit && (got = getline(&line, &cap, in)) > 0)
        count_line(&r, line, (size_t)got, path);
    if (ferror(in) || out->documents == 0)
        growth_die(path, "cannot be read, or holds no document");
    if (r.block->in)
        out->deflated = (double)r.block->out / (double)r.block->in;
    (void)fclose(in);
    free(line);
    free(r.block);
    cvd_tokens_release(&r.tokens);
    cvd_buf_release(&r.text);
}

void counts_release(struct counts *c)
{
    for (uint32_t w = 1; w < c->word_count; w++)
        free(c->words[w].form);
    free(c->words);
    free(c->slots);
    free(c->pairs);
    free(c->lengths);
    *c = (struct counts){ 0 };
}

/* ---- what was counted ------------------------------------------------ */

static double met(uint32_t documents, double share)
{
    return share < 1 ? -expm1(documents * log1p(-share)) : 1;
}

void counts_at(const struct counts *c, double share, double *words,
               double *pairs)
{
    *words = *pairs = 0;
    for (uint32_t w = 1; w < c->word_count; w++)
        *words += met(c->words[w].documents, share);
    for (size_t i = 0; i < c->pair_slots; i++)
        if (c->pairs[i].key >> 32)
            *pairs += met(c->pairs[i].documents, share);
}

enum growth_class counted_class(const struct counted_word *w)
{
    bool digit = false, letter = false, marked = false;

    for (size_t i = 0; i < w->len; i++) {
        bool is_digit = w->form[i] >= '0' && w->form[i] <= '9';
        digit |= is_digit;
        letter |= !is_digit;
        marked |= (w->form[i] & 0x80) != 0;
    }
    if (digit)
        return letter ? GROWTH_CODE : GROWTH_NUMBER;
    return marked ? GROWTH_SYLLABLE : GROWTH_FOREIGN;
}
