/* score.c - see score.h.  May depend on: libc, base. */
#include "bench/score.h"
#include "base/array.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

enum { DRAWS = 10000, NUMBER_MAX = 24 };

const char *const score_measure_names[SCORE_MEASURES] = {
    "MRR@10", "nDCG@10", "recall@10", "recall@100",
};

/* ---- reading --------------------------------------------------------- */

/* Take what is before `stop`, or all, off the front of *rest. */
static struct cvd_str take(struct cvd_str *rest, char stop)
{
    const char *end = rest->len ? memchr(rest->ptr, stop, rest->len) : NULL;
    struct cvd_str s = { rest->ptr,
                         end ? (size_t)(end - rest->ptr) : rest->len };
    size_t used = s.len + (end ? 1 : 0);

    *rest = (struct cvd_str){ used ? rest->ptr + used : rest->ptr,
                              rest->len - used };
    return s;
}

static bool read_number(struct cvd_str s, long *out)
{
    char digits[NUMBER_MAX];
    char *end;

    if (s.len == 0 || s.len >= sizeof digits)
        return false;
    memcpy(digits, s.ptr, s.len);
    digits[s.len] = '\0';
    errno = 0;
    *out = strtol(digits, &end, 10);
    return errno == 0 && *end == '\0';
}

static bool read_entry(struct cvd_str line, struct score_entry *e)
{
    e->qid = take(&line, '\t');
    e->doc = take(&line, '\t');
    return e->qid.len && e->doc.len &&
           read_number(cvd_str_trim(take(&line, '\t')), &e->number);
}

static int by_question(const struct score_entry *a,
                       const struct score_entry *b)
{
    return cvd_str_compare(a->qid, b->qid);
}

static int by_document(const void *pa, const void *pb)
{
    const struct score_entry *a = pa, *b = pb;
    int c = by_question(a, b);

    if (c == 0)
        c = cvd_str_compare(a->doc, b->doc);
    return c ? c : (a->line > b->line) - (a->line < b->line);
}

static int by_rank(const void *pa, const void *pb)
{
    const struct score_entry *a = pa, *b = pb;
    int c = by_question(a, b);

    if (c == 0)
        c = (a->number > b->number) - (a->number < b->number);
    return c ? c : (a->line > b->line) - (a->line < b->line);
}

static enum cvd_status read_table(struct cvd_str text,
                                  struct score_table *out,
                                  struct cvd_err *err)
{
    for (size_t line_number = 1; text.len; line_number++) {
        struct cvd_str line = take(&text, '\n');
        struct score_entry e = { .line = line_number };
        if (cvd_str_trim(line).len == 0 || line.ptr[0] == '#')
            continue;
        if (!read_entry(line, &e))
            return cvd_fail(err, CVD_EINPUT, "line %zu is not question, "
                            "document and number between tabs", line_number);
        if (cvd_array_reserve(&out->entries, &out->cap, out->count + 1,
                              sizeof *out->entries) != CVD_OK)
            return cvd_fail(err, CVD_ENOMEM, "out of memory");
        out->entries[out->count++] = e;
    }
    return CVD_OK;
}

static void sort_table(struct score_table *t,
                       int (*order)(const void *, const void *))
{
    if (t->count)
        qsort(t->entries, t->count, sizeof *t->entries, order);
}

static bool same_document(const struct score_entry *a,
                          const struct score_entry *b)
{
    return cvd_str_equal(a->qid, b->qid) && cvd_str_equal(a->doc, b->doc);
}

/* Of sorted judgements of one document keep the last. */
static void keep_last(struct score_table *t)
{
    size_t kept = 0;

    for (size_t i = 0; i < t->count; i++)
        if (i + 1 == t->count ||
            !same_document(&t->entries[i], &t->entries[i + 1]))
            t->entries[kept++] = t->entries[i];
    t->count = kept;
}

enum cvd_status score_judged_read(struct cvd_str text,
                                  struct score_table *out,
                                  struct cvd_err *err)
{
    struct score_table t = { 0 };
    enum cvd_status st = read_table(text, &t, err);

    if (st != CVD_OK) {
        score_table_release(&t);
        return st;
    }
    sort_table(&t, by_document);
    keep_last(&t);
    *out = t;
    return CVD_OK;
}

enum cvd_status score_run_read(struct cvd_str text, struct score_table *out,
                               struct cvd_err *err)
{
    struct score_table t = { 0 };
    enum cvd_status st = read_table(text, &t, err);

    if (st != CVD_OK) {
        score_table_release(&t);
        return st;
    }
    sort_table(&t, by_rank);
    *out = t;
    return CVD_OK;
}

void score_table_release(struct score_table *t)
{
    free(t->entries);
    *t = (struct score_table){ 0 };
}

/* ---- scoring --------------------------------------------------------- */

/* The entries of one question. */
static struct score_table of_question(const struct score_table *t,
                                      struct cvd_str qid)
{
    size_t low = 0, high = t->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cvd_str_compare(t->entries[middle].qid, qid) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < t->count && cvd_str_equal(t->entries[end].qid, qid))
        end++;
    return (struct score_table){
        .entries = t->entries ? t->entries + low : NULL, .count = end - low
    };
}

bool score_is_judged(const struct score_table *judged, struct cvd_str qid)
{
    return of_question(judged, qid).count > 0;
}

/* 0 where the document was not judged. */
static long grade_of(const struct score_table *grades, struct cvd_str doc)
{
    for (size_t i = 0; i < grades->count; i++)
        if (cvd_str_equal(grades->entries[i].doc, doc))
            return grades->entries[i].number;
    return 0;
}

static double discounted(long grade, size_t place)
{
    return (double)grade / log2((double)place + 2);
}

/* The DCG@10 of the judged documents in the best order there is. */
static double ideal_gain(const struct score_table *grades)
{
    long best[SCORE_TOP];
    size_t n = 0;
    double sum = 0;

    for (size_t i = 0; i < grades->count; i++) {
        long grade = grades->entries[i].number;
        size_t at = n;
        while (at > 0 && best[at - 1] < grade)
            at--;
        if (at == SCORE_TOP)
            continue;
        n += n < SCORE_TOP;
        memmove(best + at + 1, best + at, (n - at - 1) * sizeof *best);
        best[at] = grade;
    }
    for (size_t i = 0; i < n; i++)
        sum += discounted(best[i], i);
    return sum;
}

/* Whether an earlier place of the ranking has the same document: it is found
 * once only. */
static bool seen_before(const struct score_table *ranking, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (cvd_str_equal(ranking->entries[i].doc,
                          ranking->entries[place].doc))
            return true;
    return false;
}

struct score score_question(const struct score_table *judged,
                            const struct score_table *run,
                            struct cvd_str qid)
{
    struct score_table grades = of_question(judged, qid);
    struct score_table ranking = of_question(run, qid);
    struct score s = { { 0 } };
    double relevant = 0, gain = 0, ideal = ideal_gain(&grades);

    for (size_t i = 0; i < grades.count; i++)
        relevant += grades.entries[i].number > 0;
    if (relevant == 0)
        return s;
    for (size_t i = 0; i < ranking.count && i < SCORE_DEPTH; i++) {
        long grade = grade_of(&grades, ranking.entries[i].doc);
        bool found = grade > 0 && !seen_before(&ranking, i);
        s.value[SCORE_RECALL100] += found;
        if (i >= SCORE_TOP)
            continue;
        s.value[SCORE_RECALL10] += found;
        gain += discounted(grade, i);
        if (grade > 0 && s.value[SCORE_MRR] == 0)
            s.value[SCORE_MRR] = 1 / (double)(i + 1);
    }
    s.value[SCORE_NDCG] = gain / ideal;
    s.value[SCORE_RECALL10] /= relevant;
    s.value[SCORE_RECALL100] /= relevant;
    return s;
}

struct score score_mean(const struct score *scores, size_t n)
{
    struct score mean = { { 0 } };

    for (size_t i = 0; i < n; i++)
        for (int m = 0; m < SCORE_MEASURES; m++)
            mean.value[m] += scores[i].value[m];
    for (int m = 0; m < SCORE_MEASURES; m++)
        mean.value[m] /= (double)n;
    return mean;
}

/* ---- comparing ------------------------------------------------------- */

static uint64_t random_bits(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);   /* splitmix64 */
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* The sum of the differences, each with a sign drawn by chance. */
static double sum_of_chance(const double *differences, size_t n,
                            uint64_t *state)
{
    double sum = 0;
    uint64_t bits = 0;

    for (size_t i = 0; i < n; i++) {
        if (i % 64 == 0)
            bits = random_bits(state);
        sum += bits >> i % 64 & 1 ? differences[i] : -differences[i];
    }
    return sum;
}

double score_randomised_p(const double *differences, size_t n)
{
    /* Sums of the same numbers in another order differ by so little. */
    const double rounding = 1e-9;
    double sum = 0;
    uint64_t state = 1;
    int as_far = 0;

    for (size_t i = 0; i < n; i++)
        sum += differences[i];
    for (int draw = 0; draw < DRAWS; draw++)
        as_far += fabs(sum_of_chance(differences, n, &state)) >=
                  fabs(sum) - rounding;
    /* The order observed is itself one of those drawn. */
    return (as_far + 1.0) / (DRAWS + 1.0);
}
