/* growth_compare.c - how the vocabulary grows, how long documents are, how
 * skewed words and pairs are: of two collections.
 *
 * May depend on: libc, growth_count.h. */
#include "bench/growth_compare.h"

#include "bench/growth_count.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDES = 2 };

struct side {
    struct counts c;
    uint32_t *words, *pairs;    /* documents of each, falling */
    size_t word_count, pair_count;
    uint32_t *lengths;          /* rising */
};

static int falling(const void *pa, const void *pb)
{
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;

    return (a < b) - (a > b);
}

static int rising(const void *pa, const void *pb)
{
    return falling(pb, pa);
}

static void sort_out(struct side *s)
{
    const struct counts *c = &s->c;

    s->words = growth_need(malloc(c->word_count * sizeof *s->words));
    s->pairs = growth_need(malloc((c->pair_count + 1) * sizeof *s->pairs));
    s->lengths = growth_need(malloc(c->documents * sizeof *s->lengths));
    for (uint32_t w = 1; w < c->word_count; w++)
        s->words[s->word_count++] = c->words[w].documents;
    for (size_t i = 0; i < c->pair_slots; i++)
        if (c->pairs[i].key >> 32)
            s->pairs[s->pair_count++] = c->pairs[i].documents;
    memcpy(s->lengths, c->lengths, c->documents * sizeof *s->lengths);
    qsort(s->words, s->word_count, sizeof *s->words, falling);
    qsort(s->pairs, s->pair_count, sizeof *s->pairs, falling);
    qsort(s->lengths, c->documents, sizeof *s->lengths, rising);
}

static void row(const char *what, double a, double b)
{
    const char *format = a < 10 && b < 10 ? "%-34s %14.3f %14.3f %8.2f\n" :
                         "%-34s %14.0f %14.0f %8.2f\n";

    if (a > 0 || b > 0)
        printf(format, what, a, b, a > 0 ? b / a : NAN);
}

/* The exponent by which documents fall with rank, between ranks 10 and
 * 10,000 (or the last): least squares of logarithms, at even steps of them. */
static double slope(const uint32_t *list, size_t n)
{
    double sx = 0, sy = 0, sxx = 0, sxy = 0, points = 0;

    for (double rank = 10; rank <= 10000 && rank <= (double)n; rank *= 1.1) {
        double x = log(rank), y = log(list[(size_t)rank - 1]);
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
        points++;
    }
    double under = points * sxx - sx * sx;
    return under > 0 ? -(points * sxy - sx * sy) / under : 0;
}

static void skew(const char *what, const uint32_t *const list[SIDES],
                 const size_t count[SIDES])
{
    char name[64];

    for (size_t rank = 1; rank <= 100000; rank *= 10) {
        (void)snprintf(name, sizeof name, "documents with %s %zu", what,
                       rank);
        row(name, count[0] >= rank ? list[0][rank - 1] : 0,
            count[1] >= rank ? list[1][rank - 1] : 0);
    }
    (void)snprintf(name, sizeof name, "Zipf's exponent of %ss", what);
    row(name, slope(list[0], count[0]), slope(list[1], count[1]));
    double once[SIDES] = { 0, 0 };
    for (int k = 0; k < SIDES; k++)
        for (size_t i = count[k]; i > 0 && list[k][i - 1] == 1; i--)
            once[k]++;
    (void)snprintf(name, sizeof name, "%ss in one document", what);
    row(name, once[0], once[1]);
}

static void growth(const struct side *s, size_t n)
{
    static const size_t at[] = { 1000, 10000, 50000, 100000 };
    char name[64];

    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        double w[SIDES], p[SIDES];
        if (at[i] > n)
            break;
        for (int k = 0; k < SIDES; k++)
            counts_at(&s[k].c, (double)at[i] / (double)n, &w[k], &p[k]);
        (void)snprintf(name, sizeof name, "words of %zu documents", at[i]);
        row(name, w[0], w[1]);
        (void)snprintf(name, sizeof name, "pairs of %zu documents", at[i]);
        row(name, p[0], p[1]);
    }
    row("words of all", (double)s[0].word_count, (double)s[1].word_count);
    row("pairs of all", (double)s[0].pair_count, (double)s[1].pair_count);
}

static void lengths(const struct side *s, size_t n)
{
    static const double shares[] = { 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99,
                                     0.999 };
    char name[64];

    row("words a document, mean", (double)s[0].c.total / (double)n,
        (double)s[1].c.total / (double)n);
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        size_t at = (size_t)((double)(n - 1) * shares[i]);
        (void)snprintf(name, sizeof name, "words a document, %g%%",
                       shares[i] * 100);
        row(name, s[0].lengths[at], s[1].lengths[at]);
    }
    row("bytes a word", (double)s[0].c.bytes / (double)s[0].c.total,
        (double)s[1].c.bytes / (double)s[1].c.total);
}

static void inside(const struct side *s)
{
    const struct counts *a = &s[0].c, *b = &s[1].c;

    row("distinct words of a document's",
        (double)a->own_words / (double)a->total,
        (double)b->own_words / (double)b->total);
    row("distinct pairs of a document's",
        (double)a->own_pairs / (double)a->total,
        (double)b->own_pairs / (double)b->total);
    row("deflated in 16 kB, of the text", a->deflated, b->deflated);
}

/* How many documents `path` has. */
static size_t documents_of(const char *path)
{
    FILE *in = fopen(path, "r");
    size_t n = 0;

    if (!in)
        growth_die(path, "cannot be opened");
    for (int c; (c = getc_unlocked(in)) != EOF;)
        n += c == '\n';
    (void)fclose(in);
    return n;
}

int growth_compare(const char *a, const char *b)
{
    static struct side s[SIDES];
    const char *path[SIDES] = { a, b };
    size_t n = documents_of(a), other = documents_of(b);

    n = other < n ? other : n;
    for (int k = 0; k < SIDES; k++) {
        counts_read(path[k], n, &s[k].c);
        sort_out(&s[k]);
    }
    printf("%-34s %14s %14s %8s\n", "", "A", "B", "B / A");
    row("documents", (double)s[0].c.documents, (double)s[1].c.documents);
    growth(s, n);
    lengths(s, n);
    skew("word", (const uint32_t *const[]){ s[0].words, s[1].words },
         (size_t[]){ s[0].word_count, s[1].word_count });
    skew("pair", (const uint32_t *const[]){ s[0].pairs, s[1].pairs },
         (size_t[]){ s[0].pair_count, s[1].pair_count });
    inside(s);
    for (int k = 0; k < SIDES; k++) {
        counts_release(&s[k].c);
        free(s[k].words);
        free(s[k].pairs);
        free(s[k].lengths);
    }
    return fflush(stdout) == 0 ? 0 : 3;
}
