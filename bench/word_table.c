/* word_table.c - see word_table.h.  May depend on: libc, tokens.h. */
#include "word_table.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *need(void *p)
{
    if (!p) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    return p;
}

int token_span_equal(struct token_span a, struct token_span b)
{
    return a.n == b.n && memcmp(a.s, b.s, a.n) == 0;
}

/* Eight bytes a step: a Vietnamese syllable is rarely longer. */
static uint32_t hash_span(struct token_span t)
{
    uint64_t h = t.n * 0x9e3779b97f4a7c15u;
    for (size_t i = 0; i < t.n; i += 8) {
        uint64_t part = 0;
        memcpy(&part, t.s + i, t.n - i < 8 ? t.n - i : 8);
        h = (h ^ part) * 0xbf58476d1ce4e5b9u;
        h ^= h >> 32;
    }
    return (uint32_t)h;
}

static void put_slot(struct word_table *t, uint32_t number)
{
    size_t i = t->words[number].hash & (t->slot_count - 1);
    while (t->slots[i])
        i = (i + 1) & (t->slot_count - 1);
    t->slots[i] = number + 1;
}

static void grow(struct word_table *t)
{
    t->cap = t->cap ? t->cap * 2 : 4096;
    t->words = need(realloc(t->words, t->cap * sizeof *t->words));
    free(t->slots);
    t->slot_count = t->cap * 2;
    t->slots = need(calloc(t->slot_count, sizeof *t->slots));
    for (size_t i = 0; i < t->count; i++)
        put_slot(t, (uint32_t)i);
}

/* The slot that holds the word, or the empty one where it belongs. */
static size_t slot_of(const struct word_table *t, struct token_span exact,
                      uint32_t hash)
{
    size_t i = hash & (t->slot_count - 1);
    for (; t->slots[i]; i = (i + 1) & (t->slot_count - 1)) {
        const struct word *w = &t->words[t->slots[i] - 1];
        if (w->hash == hash && token_span_equal(w->exact, exact))
            break;
    }
    return i;
}

uint32_t word_table_add(struct word_table *t, struct token_span exact,
                        struct token_span folded)
{
    if (t->count == t->cap)
        grow(t);
    uint32_t hash = hash_span(exact);
    size_t i = slot_of(t, exact, hash);
    if (t->slots[i] == 0) {
        t->words[t->count] = (struct word){ exact, folded, 0, hash };
        t->slots[i] = (uint32_t)++t->count;
    }
    t->words[t->slots[i] - 1].count++;
    return t->slots[i] - 1;
}

uint32_t word_table_find(const struct word_table *t, struct token_span exact)
{
    size_t i = slot_of(t, exact, hash_span(exact));
    assert(t->slots[i] != 0);
    return t->slots[i] - 1;
}

static int compare_spans(struct token_span a, struct token_span b)
{
    int c = memcmp(a.s, b.s, a.n < b.n ? a.n : b.n);
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

static int by_form(const void *pa, const void *pb)
{
    const struct word *a = *(struct word *const *)pa;
    const struct word *b = *(struct word *const *)pb;
    int c = compare_spans(a->folded, b->folded);
    return c ? c : compare_spans(a->exact, b->exact);
}

void word_table_sort(const struct word_table *t, uint32_t *order)
{
    const struct word **by = need(malloc((t->count + 1) * sizeof *by));
    for (size_t i = 0; i < t->count; i++)
        by[i] = &t->words[i];
    qsort(by, t->count, sizeof *by, by_form);
    for (size_t i = 0; i < t->count; i++)
        order[i] = (uint32_t)(by[i] - t->words);
    free(by);
}

char *word_table_own_strings(struct word_table *t)
{
    size_t bytes = 1;
    for (size_t i = 0; i < t->count; i++)
        bytes += t->words[i].exact.n + t->words[i].folded.n;
    char *block = need(malloc(bytes)), *to = block;
    for (size_t i = 0; i < t->count; i++) {
        struct token_span *forms[] = { &t->words[i].exact,
                                       &t->words[i].folded };
        for (size_t f = 0; f < 2; f++) {
            memcpy(to, forms[f]->s, forms[f]->n);
            forms[f]->s = to;
            to += forms[f]->n;
        }
    }
    return block;
}

void word_table_release(struct word_table *t)
{
    free(t->words);
    free(t->slots);
    *t = (struct word_table){ 0 };
}
