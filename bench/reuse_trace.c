/* reuse_trace.c - how well those who carry a sentence are found: see
 * reuse_score.h. */
#include "bench/reuse_score.h"

#include "base/array.h"

#include <math.h>
#include <stdlib.h>

/* A document carries a sentence where a piece of it differs in so many of the
 * sentence's words. */
static const double NEAR = 0.3;

static const double bands[] = { 0, 0.001, 0.101, 0.201, 0.301, 0.401,
                                0.501 };
static const char *const band_names[] = {
    "0: word for word", "to 0.1", "to 0.2", "to 0.3", "to 0.4", "to 0.5"
};
enum { BANDS = sizeof band_names / sizeof *band_names };

struct carrier {
    size_t sentence, row, document;
};

struct tally {
    double count, distance, near, found;
};

struct scoring {
    const struct reuse_asking *asking;
    const struct reuse_set *set;
    struct reuse_rows rows;
    struct carrier *carriers;
    size_t count, cap;
    struct tally *tally;
    double *distances;          /* by document, of the sentence asked for */
    bool *told, *planted;       /* likewise */
    double carry[BANDS], carry_told[BANDS];
    double told_all, right, asked, complete;
    size_t sentences, common;   /* of more documents than are told of */
    size_t words;               /* of the sentence asked for */
    double edits_wrong;         /* documents told with another count */
    bool there;                 /* the program knows the command */
    struct reuse_times times;
};

static void take_carrier(void *ctx, char *column[])
{
    struct scoring *s = ctx;
    struct carrier one = {
        strtoul(column[0], NULL, 10),
        reuse_row_of(&s->rows, column[1], column[2]),
        reuse_set_find(s->set, cvd_str_from(column[3]))
    };

    if (one.document == s->set->count)
        plant_die(column[3], "is not in the set");
    plant_need(cvd_array_reserve(&s->carriers, &s->cap, s->count + 1,
                                 sizeof *s->carriers));
    s->carriers[s->count++] = one;
}

static void ask(struct scoring *s, const char *sentence)
{
    struct reuse_answer a;

    memset(s->told, 0, s->set->count * sizeof *s->told);
    if (!s->there)
        return;
    reuse_ask_trace(s->asking, cvd_str_from(sentence), &a);
    s->there = a.asked;
    if (a.asked) {
        reuse_times_add(&s->times, &a);
        s->asked++;
        s->complete += a.complete;
    }
    for (size_t i = 0; i < a.count; i++) {
        size_t d = a.list[i].document;
        double off = fabs(a.list[i].edits - s->distances[d] *
                                            (double)s->words);
        s->told[d] = true;
        s->edits_wrong += off > 0.5;
    }
    reuse_answer_release(&a);
}

static void judge(struct scoring *s, size_t document)
{
    double distance = s->distances[document];

    for (size_t b = 0; b < BANDS; b++) {
        if (distance < bands[b] || distance >= bands[b + 1])
            continue;
        s->carry[b]++;
        s->carry_told[b] += s->told[document];
    }
    s->told_all += s->told[document];
    s->right += s->told[document] &&
                (s->planted[document] || distance <= NEAR);
}

static bool is_common(const struct scoring *s)
{
    size_t carriers = 0;

    for (size_t d = 0; d < s->set->count; d++)
        carriers += s->distances[d] <= NEAR;
    return carriers > REUSE_TRACE_LIMIT;
}

static void take_sentence(void *ctx, char *column[])
{
    struct scoring *s = ctx;
    size_t number = strtoul(column[0], NULL, 10);

    s->words = reuse_distances(s->set, cvd_str_from(column[1]),
                               s->distances);
    s->sentences++;
    if (is_common(s)) {
        s->common++;
        return;
    }
    ask(s, column[1]);
    memset(s->planted, 0, s->set->count * sizeof *s->planted);
    for (size_t i = 0; i < s->count; i++) {
        const struct carrier *c = &s->carriers[i];
        if (c->sentence != number)
            continue;
        struct tally *t = &s->tally[c->row];
        s->planted[c->document] = true;
        t->count++;
        t->distance += s->distances[c->document];
        t->near += s->distances[c->document] <= NEAR;
        t->found += s->told[c->document];
    }
    for (size_t d = 0; d < s->set->count; d++)
        judge(s, d);
}

/* ---- tables ---------------------------------------------------------- */

static void print_rows(const struct scoring *s)
{
    printf("\n%zu sentences; %zu more, which over %d documents carry, are left "
           "out.\n\n", s->sentences - s->common, s->common,
           (int)REUSE_TRACE_LIMIT);
    printf("| sentence | planted | distance | within 0.3 | recall |\n"
           "|---|---|---|---|---|\n");
    for (size_t i = 0; i < s->rows.count; i++) {
        const struct tally *t = &s->tally[i];
        reuse_print_row(&s->rows, i);
        printf("| %.0f ", t->count);
        reuse_print_share(t->distance, t->count);
        reuse_print_share(t->near, t->count);
        reuse_print_share(t->found, s->there ? t->count : 0);
        printf("|\n");
    }
}

static void print_bands(const struct scoring *s)
{
    printf("\n| distance, share of the words | documents | told |\n"
           "|---|---|---|\n");
    for (size_t b = 0; b < BANDS; b++) {
        printf("| %s | %.0f ", band_names[b], s->carry[b]);
        reuse_print_share(s->carry_told[b], s->there ? s->carry[b] : 0);
        printf("|\n");
    }
}

static void print_rest(struct scoring *s)
{
    double carry = 0, told = 0;

    for (size_t b = 0; b < BANDS && bands[b] <= NEAR; b++) {
        carry += s->carry[b];
        told += s->carry_told[b];
    }
    printf("\n");
    if (!s->there) {
        printf("- `trace`: this cvdsearch has none\n");
        return;
    }
    double recall = carry > 0 ? told / carry : 0;
    double precision = s->told_all > 0 ? s->right / s->told_all : 0;
    printf("- of %.0f documents within 0.3: recall %.3f; of %.0f told: "
           "precision %.3f; F1 %.3f\n", carry, recall, s->told_all,
           precision, recall + precision > 0
               ? 2 * recall * precision / (recall + precision) : 0);
    printf("- told with another number of edits: %.0f\n", s->edits_wrong);
    printf("- said to be complete: %.0f of %.0f answers\n", s->complete,
           s->asked);
    reuse_print_times("`trace`", &s->times);
}

void reuse_score_trace(const struct reuse_asking *a, const char *sentences,
                       const char *carriers)
{
    struct scoring s = { .asking = a, .set = a->set, .there = true };
    size_t n = a->set->count + 1;

    s.distances = plant_got(malloc(n * sizeof *s.distances));
    s.told = plant_got(malloc(n * sizeof *s.told));
    s.planted = plant_got(malloc(n * sizeof *s.planted));
    reuse_each_line(carriers, 4, take_carrier, &s);
    s.tally = plant_got(calloc(s.rows.count + 1, sizeof *s.tally));
    reuse_each_line(sentences, 2, take_sentence, &s);
    print_rows(&s);
    print_bands(&s);
    print_rest(&s);
    free(s.distances);
    free(s.told);
    free(s.planted);
    free(s.carriers);
    free(s.tally);
    reuse_rows_release(&s.rows);
    reuse_times_release(&s.times);
}
