/* growth_learn.c - from counts to a model.
 *
 * What can be counted is copied.  How often a document repeats itself, quotes
 * another, keeps to its words and has two side by side that no other has, is
 * found by trial: drawn documents must have as many distinct words and pairs
 * each, and pairs together, and deflate as well as those of the collection.
 * May depend on: libc, growth_count.h, growth_body.h. */
#include "bench/growth_learn.h"

#include "bench/growth_body.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { TRIAL_DOCUMENTS = 3000, TEXT_DOCUMENTS = 1000,
       PAIR_DOCUMENTS = 20000, ROUNDS = 3, STEPS = 7 };

static const double REPEAT_MAX = 0.5, PREFER_MAX = 8, QUOTE_MAX = 0.2,
                    NOVEL_MAX = 8;

/* ---- what is copied -------------------------------------------------- */

static bool is_rare(const struct counted_word *w)
{
    return w->documents <= GROWTH_RARE;
}

static enum growth_capitals capitals_of(const struct counted_word *w)
{
    if (w->capitals * 2 > w->inside)
        return GROWTH_ALL;
    return (w->capital + w->capitals) * 2 > w->inside ? GROWTH_FIRST :
           GROWTH_SMALL;
}

static void add_word(struct growth_model *m, const char *form, size_t len,
                     size_t *used)
{
    struct growth_word *w = &m->vocabulary[m->count++];

    w->form = (uint32_t)*used;
    w->len = (uint8_t)len;
    memcpy(m->forms + *used, form, len);
    *used += len;
}

/* Number the words: number[w] is what stands for counted word w. */
static void copy_words(const struct counts *c, struct growth_model *m,
                       uint32_t *number)
{
    static const char *const names[GROWTH_CLASSES] = {
        "^", "#", "#x", "~", "x" };
    uint32_t most = c->word_count + GROWTH_CLASSES;
    size_t used = 0;

    m->vocabulary = growth_need(calloc(most, sizeof *m->vocabulary));
    m->forms = growth_need(malloc((size_t)most * (GROWTH_FORM_MAX + 2)));
    for (int i = 0; i < GROWTH_CLASSES; i++)
        add_word(m, names[i], strlen(names[i]), &used);
    for (uint32_t w = 0; w < c->word_count; w++) {
        const struct counted_word *of = &c->words[w];
        if (w == 0) {
            number[w] = GROWTH_START;
        } else if (is_rare(of) || m->count == GROWTH_WORDS_MAX ||
                   of->len >= GROWTH_FORM_MAX) {
            number[w] = counted_class(of);
        } else {
            number[w] = m->count;
            add_word(m, of->form, of->len, &used);
            m->vocabulary[number[w]].capitals = (uint8_t)capitals_of(of);
        }
        m->vocabulary[number[w]].count += of->documents;
    }
}

static int by_words(const void *pa, const void *pb)
{
    const struct counted_pair *a = pa, *b = pb;

    return (a->key > b->key) - (a->key < b->key);
}

/* The pairs as words of the model, each once, sorted; their number. */
static size_t merge_pairs(const struct counts *c, const uint32_t *number,
                          struct counted_pair *out)
{
    size_t n = 0, kept = 0;

    for (size_t i = 0; i < c->pair_slots; i++) {
        if (!c->pairs[i].key)
            continue;
        out[n] = c->pairs[i];
        out[n].key = (uint64_t)number[out[n].key >> 32] << 32 |
                     number[(uint32_t)out[n].key];
        n++;
    }
    qsort(out, n, sizeof *out, by_words);
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && out[kept - 1].key == out[i].key)
            out[kept - 1].documents += out[i].documents;
        else
            out[kept++] = out[i];
    }
    return kept;
}

/* A pair counts once for each document that has it: what a document has again
 * is said again, not drawn.  A pair of one document says no more than that
 * such pairs come: its words are drawn apart, the second as often as it comes
 * in such a pair. */
static void copy_pairs(const struct counts *c, struct growth_model *m,
                       const uint32_t *number)
{
    struct counted_pair *all =
        growth_need(malloc((c->pair_count + 1) * sizeof *all));
    size_t n = merge_pairs(c, number, all), kept;
    uint32_t least = 1;

    do {
        least++;
        kept = 0;
        for (size_t i = 0; i < n; i++)
            kept += all[i].documents >= least;
    } while (kept > GROWTH_PAIRS_MAX);
    m->follow = growth_need(calloc(kept + 1, sizeof *m->follow));
    for (size_t i = 0; i < n; i++) {
        struct growth_word *first = &m->vocabulary[all[i].key >> 32];
        uint32_t second = (uint32_t)all[i].key;
        first->followed += all[i].documents;
        if (all[i].documents < least) {
            m->vocabulary[second].places += all[i].documents;
            continue;
        }
        if (first->row_len++ == 0)
            first->row = m->follow_count;
        m->follow[m->follow_count++] = (struct growth_alias){
            .word = second, .count = all[i].documents,
            .between = all[i].between };
    }
    free(all);
}

static int by_number(const void *pa, const void *pb)
{
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;

    return (a > b) - (a < b);
}

static void copy_lengths(const struct counts *c, struct growth_model *m)
{
    uint32_t *sorted = growth_need(malloc(c->documents * sizeof *sorted));

    memcpy(sorted, c->lengths, c->documents * sizeof *sorted);
    qsort(sorted, c->documents, sizeof *sorted, by_number);
    for (size_t i = 0; i < GROWTH_LENGTHS; i++)
        m->lengths[i] = sorted[(c->documents - 1) * i / (GROWTH_LENGTHS - 1)];
    free(sorted);
}

/* Halves of the collection, halves of these, ... and the whole, with steps
 * between. */
static void copy_growth(const struct counts *c, struct growth_model *m)
{
    for (size_t i = 0; i < GROWTH_POINTS; i++) {
        struct growth_point *p = &m->growth[i];
        double share = pow(0.5, (double)(GROWTH_POINTS - 1 - i) / 2.5);
        p->words = share * (double)c->total;
        counts_at(c, share, &p->distinct, &p->pairs);
    }
}

/* ---- what is tried --------------------------------------------------- */

static int by_pair(const void *pa, const void *pb)
{
    uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;

    return (a > b) - (a < b);
}

struct shares {
    double words, pairs;    /* distinct in a document, of its words */
};

static struct shares own_of(const struct counts *c)
{
    return (struct shares){ (double)c->own_words / (double)c->total,
                            (double)c->own_pairs / (double)c->total };
}

static struct shares try_documents(const struct growth_model *m)
{
    struct growth_body b;
    uint64_t *list = NULL;
    size_t cap = 0, words = 0, own = 0, pairs = 0;

    growth_body_init(&b, m, 1, (double)m->words / 2);
    for (size_t d = 0; d < TRIAL_DOCUMENTS; d++) {
        growth_body_draw(&b, growth_length(m, &b.dice, 1));
        if (b.count > cap) {
            cap = b.count * 2;
            list = growth_need(realloc(list, cap * sizeof *list));
        }
        for (size_t i = 0; i < b.count; i++)
            list[i] = b.words[i];
        qsort(list, b.count, sizeof *list, by_pair);
        for (size_t i = 0; i < b.count; i++)
            own += i == 0 || list[i] != list[i - 1];
        for (size_t i = 1; i < b.count; i++)
            list[i - 1] = (uint64_t)b.words[i - 1] << 32 | b.words[i];
        qsort(list, b.count - 1, sizeof *list, by_pair);
        for (size_t i = 0; i + 1 < b.count; i++)
            pairs += i == 0 || list[i] != list[i - 1];
        words += b.count;
    }
    free(list);
    growth_body_release(&b);
    return (struct shares){ (double)own / (double)words,
                            (double)pairs / (double)words };
}

static double try_own_words(const struct growth_model *m)
{
    return try_documents(m).words;
}

static double try_own_pairs(const struct growth_model *m)
{
    return try_documents(m).pairs;
}

static double try_text(const struct growth_model *m)
{
    struct growth_body b;
    struct growth_text text = { 0 };

    growth_body_init(&b, m, 3, (double)m->words / 2);
    for (size_t d = 0; d < TEXT_DOCUMENTS; d++) {
        growth_body_draw(&b, growth_length(m, &b.dice, 1));
        growth_body_write(&b, 0, b.count, &text);
    }
    double share = counts_deflated(text.s, text.len);
    free(text.s);
    growth_body_release(&b);
    return share;
}

static size_t pair_documents(const struct growth_model *m)
{
    return m->documents < PAIR_DOCUMENTS ? (size_t)m->documents :
           PAIR_DOCUMENTS;
}

/* Distinct pairs of some documents together. */
static double try_pairs(const struct growth_model *m)
{
    size_t slots = 1 << 24, distinct = 0, documents = pair_documents(m);
    uint64_t *seen = growth_need(calloc(slots, sizeof *seen));
    struct growth_body b;

    growth_body_init(&b, m, 2, 0);
    for (size_t d = 0; d < documents && distinct < slots / 2; d++) {
        growth_body_draw(&b, growth_length(m, &b.dice, 1));
        for (size_t i = 1; i < b.count; i++) {
            uint64_t key = ((uint64_t)b.words[i - 1] << 32 | b.words[i]) + 1;
            size_t at = (key * 0x9E3779B97F4A7C15u) >> 40;
            while (seen[at] && seen[at] != key)
                at = (at + 1) & (slots - 1);
            distinct += !seen[at];
            seen[at] = key;
        }
    }
    free(seen);
    growth_body_release(&b);
    return (double)distinct;
}

/* Bisect *value between 0 and high until what is tried gives `wanted`; `sign`
 * 1 where more gives more of it, -1 less. */
static void fit(const struct growth_model *m, double *value, double high,
                double (*try)(const struct growth_model *), double sign,
                double wanted)
{
    double low = 0;

    for (int i = 0; i < STEPS; i++) {
        *value = (low + high) / 2;
        if ((try(m) - wanted) * sign < 0)
            low = *value;
        else
            high = *value;
    }
}

static void fit_all(const struct counts *c, struct growth_model *m)
{
    struct shares own = own_of(c);
    double words, pairs;

    counts_at(c, (double)pair_documents(m) / (double)c->documents, &words,
              &pairs);
    m->novel = 1;
    for (int round = 0; round < ROUNDS; round++) {
        fit(m, &m->quote, QUOTE_MAX, try_text, -1, c->deflated);
        fit(m, &m->prefer, PREFER_MAX, try_own_words, -1, own.words);
        fit(m, &m->repeat, REPEAT_MAX, try_own_pairs, -1, own.pairs);
        fit(m, &m->novel, NOVEL_MAX, try_pairs, 1, pairs);
    }
}

void growth_learn(const struct counts *c, struct growth_model *m)
{
    uint32_t *number = growth_need(calloc(c->word_count, sizeof *number));

    *m = (struct growth_model){ .documents = c->documents,
                                .words = c->total, .bytes = c->bytes };
    copy_words(c, m, number);
    copy_pairs(c, m, number);
    copy_lengths(c, m);
    copy_growth(c, m);
    free(number);
    growth_model_ready(m);
    fit_all(c, m);
}
