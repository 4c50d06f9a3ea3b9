/* growth_model.c - the model of a collection read, written, made ready.
 *
 * May depend on: libc. */
#include "bench/growth_model.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void growth_die(const char *what, const char *why)
{
    (void)fprintf(stderr, "generate: %s: %s\n", what, why);
    exit(3);
}

void *growth_need(void *p)
{
    if (!p)
        growth_die("cannot go on", "out of memory");
    return p;
}

/* ---- drawing --------------------------------------------------------- */

/* Make chance and other of n entries by weights (Vose 1991). */
static void make_alias(struct growth_alias *a, double *weight, uint32_t n,
                       uint32_t *todo)
{
    double sum = 0;
    uint32_t small = 0, large = n;

    for (uint32_t i = 0; i < n; i++)
        sum += weight[i];
    for (uint32_t i = 0; i < n; i++) {
        weight[i] = sum > 0 ? weight[i] * n / sum : 1;
        if (weight[i] < 1)
            todo[small++] = i;
        else
            todo[--large] = i;
    }
    /* Below `small` those that have room, from `large` on those that have
     * too much. */
    while (small > 0 && large < n) {
        uint32_t s = todo[--small], l = todo[large];
        a[s].chance = (uint32_t)(weight[s] * 4294967295.0);
        a[s].other = l;
        weight[l] -= 1 - weight[s];
        if (weight[l] < 1) {
            large++;
            todo[small++] = l;
        }
    }
    for (; large < n; large++)
        a[todo[large]].chance = UINT32_MAX;
    while (small > 0)
        a[todo[--small]].chance = UINT32_MAX;
}

static void make_rows(struct growth_model *m, double *weight, uint32_t *todo)
{
    for (uint32_t w = 0; w < m->count; w++) {
        struct growth_word *of = &m->vocabulary[w];
        struct growth_alias *row = m->follow + of->row;
        double kept = 0;
        for (uint32_t i = 0; i < of->row_len; i++)
            kept += weight[i] = row[i].count;
        of->unseen = of->row_len == 0 ? 1 :
                     1 - kept / (double)of->followed;
        make_alias(row, weight, of->row_len, todo);
    }
}

static void make_core(struct growth_model *m)
{
    for (size_t p = 0; p < GROWTH_POINTS; p++) {
        double share = m->growth[p].words / (double)m->words;
        m->core[p] = 0;
        for (uint32_t w = GROWTH_CLASSES; w < m->count; w++)
            m->core[p] += share < 1 ? -expm1((double)m->vocabulary[w].count *
                                             log1p(-share)) : 1;
    }
}

void growth_model_ready(struct growth_model *m)
{
    size_t most = m->count > m->follow_count ? m->count : m->follow_count;
    double *weight = growth_need(calloc(most + 1, sizeof *weight));
    uint32_t *todo = growth_need(calloc(most + 1, sizeof *todo));

    make_rows(m, weight, todo);
    m->drawn = 0;
    for (uint32_t w = 0; w < m->count; w++)
        m->drawn += (double)m->vocabulary[w].followed;
    free(m->any);
    m->any = growth_need(calloc(m->count + 1, sizeof *m->any));
    for (uint32_t w = 0; w < m->count; w++) {
        m->any[w].word = w;
        weight[w] = w == GROWTH_START ? 0 : m->vocabulary[w].places;
    }
    make_alias(m->any, weight, m->count, todo);
    make_core(m);
    const struct growth_point *end = &m->growth[GROWTH_POINTS - 1];
    const struct growth_point *before = &m->growth[GROWTH_POINTS - 6];
    m->pair_growth = log(end->pairs / before->pairs) /
                     log(end->words / before->words);
    free(weight);
    free(todo);
}

/* ---- growth ---------------------------------------------------------- */

/* y at x of a curve through points, straight where both are logarithms; past
 * the end as between the point at a quarter of the last and the last. */
static double on_curve(const struct growth_model *m, double x,
                       double (*y)(const struct growth_model *, size_t))
{
    size_t last = GROWTH_POINTS - 1, a = 0, b = last;

    if (x <= m->growth[0].words)
        return y(m, 0) * x / m->growth[0].words;
    if (x < m->growth[last].words) {
        for (b = 1; m->growth[b].words < x; b++)
            ;
        a = b - 1;
    } else {
        for (a = 0; m->growth[a].words < m->growth[last].words / 4; a++)
            ;
    }
    double x0 = m->growth[a].words, x1 = m->growth[b].words;
    double slope = x1 > x0 ? log(y(m, b) / y(m, a)) / log(x1 / x0) : 0;
    return y(m, b) * pow(x / x1, slope);
}

static double distinct_at(const struct growth_model *m, size_t i)
{
    return m->growth[i].distinct;
}

double growth_distinct(const struct growth_model *m, double words)
{
    return on_curve(m, words, distinct_at);
}

static double core_at(const struct growth_model *m, size_t i)
{
    return m->core[i];
}

double growth_made(const struct growth_model *m, double words)
{
    double core = on_curve(m, words, core_at);
    double all = m->count - GROWTH_CLASSES;
    double made = growth_distinct(m, words) - (core < all ? core : all);

    return made > 0 ? made : 0;
}

/* ---- the file -------------------------------------------------------- */

void growth_model_save(const struct growth_model *m, FILE *out)
{
    (void)fprintf(out, "growth-model 1\ndocuments %" PRIu64 "\nwords %"
                  PRIu64 "\nbytes %" PRIu64 "\nrepeat %.6f\n"
                  "prefer %.4f\nquote %.6f\nnovel %.4f\nlengths %d\n",
                  m->documents, m->words, m->bytes, m->repeat, m->prefer,
                  m->quote, m->novel, GROWTH_LENGTHS);
    for (size_t i = 0; i < GROWTH_LENGTHS; i++)
        (void)fprintf(out, "%.0f\n", m->lengths[i]);
    (void)fprintf(out, "growth %d\n", GROWTH_POINTS);
    for (size_t i = 0; i < GROWTH_POINTS; i++)
        (void)fprintf(out, "%.0f %.1f %.1f\n", m->growth[i].words,
                      m->growth[i].distinct, m->growth[i].pairs);
    (void)fprintf(out, "vocabulary %u\n", m->count);
    for (uint32_t i = 0; i < m->count; i++) {
        const struct growth_word *w = &m->vocabulary[i];
        (void)fprintf(out, "%" PRIu64 " %" PRIu64 " %u %u %.*s\n", w->count,
                      w->followed, w->places, w->capitals, w->len,
                      m->forms + w->form);
    }
    (void)fprintf(out, "pairs %u\n", m->follow_count);
    for (uint32_t i = 0; i < m->count; i++) {
        const struct growth_word *w = &m->vocabulary[i];
        for (uint32_t k = w->row; k < w->row + w->row_len; k++)
            (void)fprintf(out, "%u %u %u %u\n", i, m->follow[k].word,
                          m->follow[k].count, m->follow[k].between);
    }
    if (fflush(out) != 0 || ferror(out))
        growth_die("cannot write the model", strerror(errno));
}

struct lines {
    FILE *in;
    const char *path;
    char text[256];
    char *at;
};

static void next_line(struct lines *l)
{
    if (!fgets(l->text, sizeof l->text, l->in) || !strchr(l->text, '\n'))
        growth_die(l->path, "not a model, or cut short");
    *strchr(l->text, '\n') = '\0';
    l->at = l->text;
}

/* The next number of the line, `max` at most. */
static double number(struct lines *l, double max)
{
    char *end;
    double v = strtod(l->at, &end);

    if (end == l->at || !(v >= 0) || v > max)
        growth_die(l->path, "not a model: a number is wrong");
    l->at = end;
    return v;
}

static double named(struct lines *l, const char *name, double max)
{
    size_t n = strlen(name);

    next_line(l);
    if (strncmp(l->text, name, n) != 0 || l->text[n] != ' ')
        growth_die(l->path, "not a model: a line is wanting");
    l->at += n;
    return number(l, max);
}

static void load_words(struct lines *l, struct growth_model *m)
{
    size_t used = 0;

    m->vocabulary = growth_need(calloc(m->count, sizeof *m->vocabulary));
    m->forms = growth_need(malloc((size_t)m->count * GROWTH_FORM_MAX));
    for (uint32_t i = 0; i < m->count; i++) {
        struct growth_word *w = &m->vocabulary[i];
        next_line(l);
        w->count = (uint64_t)number(l, 1e15);
        w->followed = (uint64_t)number(l, 1e15);
        w->places = (uint32_t)number(l, UINT32_MAX);
        w->capitals = (uint8_t)number(l, GROWTH_ALL);
        size_t n = strlen(l->at);
        if (n < 2 || n > GROWTH_FORM_MAX)
            growth_die(l->path, "not a model: a word is wrong");
        w->form = (uint32_t)used;
        w->len = (uint8_t)(n - 1);
        memcpy(m->forms + used, l->at + 1, n - 1);
        used += n - 1;
    }
}

static void load_pairs(struct lines *l, struct growth_model *m)
{
    uint32_t before = 0;

    m->follow = growth_need(calloc((size_t)m->follow_count + 1,
                                   sizeof *m->follow));
    for (uint32_t i = 0; i < m->follow_count; i++) {
        struct growth_alias *a = &m->follow[i];
        next_line(l);
        uint32_t w = (uint32_t)number(l, m->count - 1);
        a->word = (uint32_t)number(l, m->count - 1);
        a->count = (uint32_t)number(l, UINT32_MAX);
        a->between = (uint8_t)number(l, GROWTH_BETWEENS - 1);
        if (w < before || a->word == GROWTH_START)
            growth_die(l->path, "not a model: its pairs are not in order");
        if (w != before || i == 0)
            m->vocabulary[w].row = i;
        m->vocabulary[w].row_len++;
        before = w;
    }
}

void growth_model_load(const char *path, struct growth_model *m)
{
    struct lines l = { .in = fopen(path, "r"), .path = path };

    if (!l.in)
        growth_die(path, strerror(errno));
    *m = (struct growth_model){ 0 };
    if (named(&l, "growth-model", 1) != 1)
        growth_die(path, "a model of another version");
    m->documents = (uint64_t)named(&l, "documents", 1e12);
    m->words = (uint64_t)named(&l, "words", 1e15);
    m->bytes = (uint64_t)named(&l, "bytes", 1e15);
    m->repeat = named(&l, "repeat", 1);
    m->prefer = named(&l, "prefer", 100);
    m->quote = named(&l, "quote", 1);
    m->novel = named(&l, "novel", 1000);
    if (named(&l, "lengths", 1e6) != GROWTH_LENGTHS)
        growth_die(path, "a model of another version");
    for (size_t i = 0; i < GROWTH_LENGTHS; i++) {
        next_line(&l);
        m->lengths[i] = number(&l, 1e9);
    }
    if (named(&l, "growth", 1e6) != GROWTH_POINTS)
        growth_die(path, "a model of another version");
    for (size_t i = 0; i < GROWTH_POINTS; i++) {
        next_line(&l);
        m->growth[i].words = number(&l, 1e15);
        m->growth[i].distinct = number(&l, 1e15);
        m->growth[i].pairs = number(&l, 1e15);
    }
    m->count = (uint32_t)named(&l, "vocabulary", GROWTH_WORDS_MAX);
    if (m->count <= GROWTH_CLASSES || !m->words || !m->documents)
        growth_die(path, "a model of nothing");
    load_words(&l, m);
    m->follow_count = (uint32_t)named(&l, "pairs", GROWTH_PAIRS_MAX);
    load_pairs(&l, m);
    (void)fclose(l.in);
    growth_model_ready(m);
}

void growth_model_release(struct growth_model *m)
{
    free(m->vocabulary);
    free(m->forms);
    free(m->follow);
    free(m->any);
    *m = (struct growth_model){ 0 };
}
