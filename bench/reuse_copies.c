/* reuse_copies.c - how well planted copies are found: see reuse_score.h. */
#include "bench/reuse_score.h"

#include "base/array.h"

#include <math.h>
#include <stdlib.h>

/* As `duplicate` is promised: so much of either is in the other. */
static const double DUPLICATE_SHARE = 0.8;

/* What `similar` tells of, as search/reuse.h has it: a piece of 16 words that
 * is no formula; or so many shingles that are none, and so much of either
 * text; or half of either. */
static const double SCATTERED_SHARE = 0.15, HALF = 0.5;
enum { SCATTERED = 24 };

/* Of what shares less it is not asked that it come before formulas. */
static const double ORDERED_SHARE = 0.05;

/* Two documents that were not planted share text, not formulas alone, where
 * one piece that they have in common has as many shingles that are no formulas
 * as 16 words have; or, edited in every line, as many all together and so much
 * of either, formulas left out. */
static const double NATURAL_SHARE = 0.25;

/* Of pairs of documents, the larger of the two shares. */
static const double bands[] = { 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.01 };
enum { BANDS = sizeof bands / sizeof *bands - 1 };

/* A planted copy. */
struct copy {
    size_t original, copy, row;
    double kept, borrowed;
};

struct tally {
    double count, kept, borrowed, shared, shared_of_other, reachable;
    double by_original, by_copy; /* found */
    double told, right;         /* by the copies */
    double order;               /* average precision, summed */
};

struct band {
    double reuse, reuse_told, formula, formula_told;
};

struct scoring {
    const struct reuse_asking *asking;
    const struct reuse_set *set;
    struct reuse_rows rows;
    struct copy *copies;
    size_t count, cap;
    size_t *family;             /* by document: its original, or none */
    struct reuse_answer *answers; /* by document; empty: not asked */
    struct reuse_common *common; /* of the document looked at, by other */
    struct tally *tally;        /* by row */
    struct band bands[BANDS];
    double promised, promised_told;
    double told, of_family, natural, formula; /* pairs told */
    double duplicates, duplicates_told, duplicates_right;
    double error, worst;        /* of `shared` */
    double asked, complete;
    struct reuse_times times;
};

/* ---- truth ----------------------------------------------------------- */

static size_t find(const struct scoring *s, const char *id)
{
    size_t d = reuse_set_find(s->set, cvd_str_from(id));

    if (d == s->set->count)
        plant_die(id, "is not in the set");
    return d;
}

static void take_copy(void *ctx, char *column[])
{
    struct scoring *s = ctx;
    struct copy one = {
        find(s, column[0]), find(s, column[1]),
        reuse_row_of(&s->rows, column[2], column[3]),
        strtod(column[4], NULL), strtod(column[5], NULL)
    };

    plant_need(cvd_array_reserve(&s->copies, &s->cap, s->count + 1,
                                 sizeof *s->copies));
    s->copies[s->count++] = one;
    s->family[one.original] = s->family[one.copy] = one.original;
}

static bool same_family(const struct scoring *s, size_t a, size_t b)
{
    return s->family[a] != SIZE_MAX && s->family[a] == s->family[b];
}

/* Of the document looked at, `d`, and another. */
static bool share_text(const struct scoring *s, size_t d, size_t other)
{
    const struct reuse_common *c = &s->common[other];
    uint32_t least = s->set->rare[d];

    if (s->set->rare[other] < least)
        least = s->set->rare[other];
    return c->row_rare >= REUSE_ROW ||
           (c->rare >= REUSE_ROW && c->rare >= NATURAL_SHARE * least);
}

/* Whether `other` should be told of the document looked at. */
static bool is_right(const struct scoring *s, size_t d, size_t other)
{
    return same_family(s, d, other) || share_text(s, d, other);
}

/* ---- one question ---------------------------------------------------- */

static const struct reuse_told *told_of(const struct reuse_answer *a,
                                        size_t document)
{
    for (size_t i = 0; i < a->count; i++)
        if (a->list[i].document == document)
            return &a->list[i];
    return NULL;
}

struct shares {
    double mine, theirs;
};

static double share(double part, double of)
{
    return of > 0 ? part / of : 0;
}

static struct shares shares_of(const struct scoring *s, size_t d,
                               size_t other)
{
    uint32_t common = s->common[other].all;

    return (struct shares){ share(common, s->set->distinct[d]),
                            share(common, s->set->distinct[other]) };
}

static double larger(struct shares x)
{
    return x.mine > x.theirs ? x.mine : x.theirs;
}

/* Whether another document is to be told of, as is promised. */
static bool is_promised(const struct scoring *s, size_t d, size_t other)
{
    const struct reuse_common *c = &s->common[other];
    double most = larger(shares_of(s, d, other));

    return most >= HALF || c->row_rare >= REUSE_ROW ||
           (most >= SCATTERED_SHARE && c->rare >= SCATTERED);
}

static void judge_pair(struct scoring *s, size_t d, size_t other)
{
    const struct reuse_told *told = told_of(&s->answers[d], other);
    struct shares exact = shares_of(s, d, other);
    bool reuse = is_right(s, d, other);
    bool duplicate = exact.mine >= DUPLICATE_SHARE &&
                     exact.theirs >= DUPLICATE_SHARE;

    for (size_t b = 0; b < BANDS; b++) {
        if (larger(exact) < bands[b] || larger(exact) >= bands[b + 1])
            continue;
        *(reuse ? &s->bands[b].reuse : &s->bands[b].formula) += 1;
        *(reuse ? &s->bands[b].reuse_told : &s->bands[b].formula_told) +=
            told != NULL;
    }
    if (s->answers[d].count < REUSE_SIMILAR_LIMIT &&
        is_promised(s, d, other)) {
        s->promised++;
        s->promised_told += told != NULL;
    }
    s->duplicates += duplicate;
    if (!told)
        return;
    s->duplicates_told += told->duplicate;
    s->duplicates_right += told->duplicate && duplicate;
    double off = fabs(told->shared - exact.mine);
    s->error += off;
    s->worst = off > s->worst ? off : s->worst;
    s->told++;
    *(same_family(s, d, other) ? &s->of_family
      : reuse ? &s->natural : &s->formula) += 1;
}

/* Of the answer to `d`: the precision at each right document, summed, over how
 * many are right and share that much: 1 where all those come, first. */
static double average_precision(const struct scoring *s, size_t d)
{
    const struct reuse_answer *a = &s->answers[d];
    double right = 0, sum = 0, all = 0;

    for (size_t other = 0; other < s->set->count; other++)
        all += other != d && is_right(s, d, other) &&
               larger(shares_of(s, d, other)) >= ORDERED_SHARE;
    for (size_t i = 0; i < a->count; i++)
        if (is_right(s, d, a->list[i].document))
            sum += ++right / (double)(i + 1);
    /* What is right is told of a hair less, too. */
    return sum / (all > right ? all : right > 0 ? right : 1);
}

/* How much of what is told of a copy is right. */
static void judge_copy(struct scoring *s, const struct copy *c)
{
    struct tally *t = &s->tally[c->row];
    const struct reuse_answer *a = &s->answers[c->copy];
    struct shares exact = shares_of(s, c->copy, c->original);

    t->count++;
    t->kept += c->kept;
    t->borrowed += c->borrowed;
    t->shared += exact.theirs;
    t->shared_of_other += exact.mine;
    t->reachable += is_promised(s, c->copy, c->original);
    t->by_copy += told_of(a, c->original) != NULL;
    t->by_original += told_of(&s->answers[c->original], c->copy) != NULL;
    for (size_t i = 0; i < a->count; i++) {
        size_t other = a->list[i].document;
        t->told++;
        t->right += is_right(s, c->copy, other);
    }
    t->order += average_precision(s, c->copy);
}

static void ask_all(struct scoring *s)
{
    for (size_t d = 0; d < s->set->count; d++) {
        if (s->family[d] == SIZE_MAX)
            continue;
        reuse_ask_similar(s->asking, s->set->documents.list[d].id,
                          &s->answers[d]);
        reuse_times_add(&s->times, &s->answers[d]);
        s->asked++;
        s->complete += s->answers[d].complete;
    }
}

static void judge_all(struct scoring *s)
{
    for (size_t d = 0; d < s->set->count; d++) {
        if (s->family[d] == SIZE_MAX)
            continue;
        reuse_common_of(s->set, d, s->common);
        for (size_t other = 0; other < s->set->count; other++)
            if (other != d)
                judge_pair(s, d, other);
        for (size_t i = 0; i < s->count; i++)
            if (s->copies[i].copy == d)
                judge_copy(s, &s->copies[i]);
    }
}

/* ---- tables ---------------------------------------------------------- */

static void print_tally(const struct tally *t)
{
    double recall = t->count > 0 ? t->by_copy / t->count : 0;
    double precision = t->told > 0 ? t->right / t->told : 0;

    printf("| %.0f ", t->count);
    reuse_print_share(t->kept, t->count);
    reuse_print_share(t->borrowed, t->count);
    reuse_print_share(t->shared, t->count);
    reuse_print_share(t->shared_of_other, t->count);
    reuse_print_share(t->reachable, t->count);
    reuse_print_share(t->by_original, t->count);
    reuse_print_share(t->by_copy, t->count);
    reuse_print_share(t->right, t->told);
    reuse_print_share(2 * recall * precision, recall + precision);
    reuse_print_share(t->order, t->count);
    printf("|\n");
}

static void add_tally(struct tally *to, const struct tally *t)
{
    double *sum = (double *)to;
    const double *more = (const double *)t;

    for (size_t i = 0; i < sizeof *t / sizeof *sum; i++)
        sum[i] += more[i];
}

static void print_rows(const struct scoring *s)
{
    struct tally all = { 0 };

    printf("| copy | copies | kept | borrowed | shared | of the copy | "
           "reachable | recall, by the original | recall, by the copy | "
           "precision | F1 | order |\n|---|---|---|---|---|---|---|---|"
           "---|---|---|---|\n");
    for (size_t i = 0; i < s->rows.count; i++) {
        reuse_print_row(&s->rows, i);
        print_tally(&s->tally[i]);
        add_tally(&all, &s->tally[i]);
    }
    printf("| **all** ");
    print_tally(&all);
}

static void print_bands(const struct scoring *s)
{
    printf("\n| pairs whose larger share is | reuse | told | formulas alone "
           "| told |\n|---|---|---|---|---|\n");
    for (size_t b = BANDS; b-- > 0;) {
        const struct band *x = &s->bands[b];
        printf("| %.2f to %.2f | %.0f ", bands[b],
               bands[b + 1] > 1 ? 1 : bands[b + 1], x->reuse);
        reuse_print_share(x->reuse_told, x->reuse);
        printf("| %.0f ", x->formula);
        reuse_print_share(x->formula_told, x->formula);
        printf("|\n");
    }
}

static void print_rest(struct scoring *s)
{
    printf("\n- told: %.0f pairs, %.0f of one family, %.0f others that share "
           "text, %.0f formulas alone: precision %.3f\n", s->told,
           s->of_family, s->natural, s->formula,
           s->told > 0 ? 1 - s->formula / s->told : 0);
    printf("- of %.0f pairs that by its own rule are to be told, in answers "
           "below the limit: told %.4f\n", s->promised,
           s->promised > 0 ? s->promised_told / s->promised : 0);
    printf("- `duplicate`: %.0f pairs are, precision %.3f, recall %.3f\n",
           s->duplicates,
           s->duplicates_told > 0 ? s->duplicates_right / s->duplicates_told
                                  : 0,
           s->duplicates > 0 ? s->duplicates_right / s->duplicates : 0);
    printf("- `shared` is off by %.4f on average, %.4f at most\n",
           s->told > 0 ? s->error / s->told : 0, s->worst);
    printf("- said to be complete: %.0f of %.0f answers\n", s->complete,
           s->asked);
    reuse_print_times("`similar`", &s->times);
}

/* ---- all ------------------------------------------------------------- */

static void init(struct scoring *s)
{
    size_t n = s->set->count;

    s->family = plant_got(malloc((n + 1) * sizeof *s->family));
    for (size_t d = 0; d < n; d++)
        s->family[d] = SIZE_MAX;
    s->answers = plant_got(calloc(n + 1, sizeof *s->answers));
    s->common = plant_got(malloc((n + 1) * sizeof *s->common));
}

static void release(struct scoring *s)
{
    for (size_t d = 0; d < s->set->count; d++)
        reuse_answer_release(&s->answers[d]);
    free(s->answers);
    free(s->family);
    free(s->copies);
    free(s->tally);
    free(s->common);
    reuse_rows_release(&s->rows);
    reuse_times_release(&s->times);
}

void reuse_score_copies(const struct reuse_asking *a, const char *copies)
{
    struct scoring s = { .asking = a, .set = a->set };

    init(&s);
    reuse_each_line(copies, 6, take_copy, &s);
    s.tally = plant_got(calloc(s.rows.count + 1, sizeof *s.tally));
    ask_all(&s);
    judge_all(&s);
    printf("%zu documents, %.0f questions; formulas: what more than %zu "
           "documents have.\n\n", s.set->count, s.asked, s.set->formula);
    print_rows(&s);
    print_bands(&s);
    print_rest(&s);
    release(&s);
}
