/* lattice.c - see lattice.h. */
#include "search/lattice.h"

/* Weights of what is expected before any pair is looked at, in documents:
 * that a word is one of this column, and which of the column's it is.  Right
 * syllables in per cent (held-out legal text, judged questions):
 *     COLUMN 100, WORD 0.5: 98.01, 98.41     COLUMN 200, WORD 3: 97.97, 98.71
 *     COLUMN 100, WORD 10:  97.82, 98.47     COLUMN 30, WORD 1:  97.96, 98.30
 * A pair seen once outweighs many documents of a single word where WORD is
 * small: then confidence is too high as well. */
static const double COLUMN = 200, WORD = 3;
/* What a word that no document bears counts as. */
static const double UNSEEN = 0.5;

void cvd_column_clear(struct cvd_column *c)
{
    c->set.count = 0;
}

void cvd_column_release(struct cvd_column *c)
{
    cvd_spellings_release(&c->set);
}

/* How likely a word is where nothing is known of the one before; `words`:
 * of the index. */
static double alone(const struct cvd_spelling *w, double words)
{
    return (w->documents + UNSEEN) / words;
}

/* How likely each word of `c` follows each of `before`: how likely any of
 * the column does, times how likely it is this one of them. */
static enum cvd_status fill_steps(const struct cvd_store *s, double words,
                                  const struct cvd_column *before,
                                  struct cvd_column *c, struct cvd_err *err)
{
    size_t n = c->set.count;
    double any = 0;
    enum cvd_status st = cvd_store_pairs(s, &before->set, &c->set, c->pairs,
                                         err);

    if (st != CVD_OK)
        return st;
    for (size_t j = 0; j < n; j++)
        any += alone(&c->set.list[j], words);
    for (size_t i = 0; i < before->set.count; i++) {
        const uint32_t *pairs = c->pairs + i * n;
        double together = 0;
        for (size_t j = 0; j < n; j++)
            together += pairs[j];
        double column = (together + COLUMN * any) /
                        (before->set.list[i].documents + COLUMN);
        for (size_t j = 0; j < n; j++)
            c->step[i][j] =
                column *
                (pairs[j] + WORD * alone(&c->set.list[j], words) / any) /
                (together + WORD);
    }
    return CVD_OK;
}

/* Keep the numbers of a long way from vanishing. */
static void scale(struct cvd_column *c)
{
    double best = 0, forward = 0;

    for (size_t j = 0; j < c->set.count; j++) {
        forward += c->forward[j];
        best = c->best[j] > best ? c->best[j] : best;
    }
    for (size_t j = 0; j < c->set.count; j++) {
        c->forward[j] /= forward;
        c->best[j] /= best;
    }
}

static void begin(struct cvd_column *c, double words)
{
    for (size_t j = 0; j < c->set.count; j++) {
        c->best[j] = c->prior[j] * alone(&c->set.list[j], words);
        c->forward[j] = c->best[j];
        c->from[j] = 0;
    }
    scale(c);
}

static void go_on(const struct cvd_column *before, struct cvd_column *c)
{
    for (size_t j = 0; j < c->set.count; j++) {
        c->best[j] = 0;
        c->forward[j] = 0;
        for (size_t i = 0; i < before->set.count; i++) {
            double step = c->prior[j] * c->step[i][j];
            double way = before->best[i] * step;
            c->forward[j] += before->forward[i] * step;
            if (way > c->best[j]) {
                c->best[j] = way;
                c->from[j] = (uint8_t)i;
            }
        }
    }
    scale(c);
}

/* `after` is NULL behind the last column. */
static void go_back(struct cvd_column *c, const struct cvd_column *after)
{
    double sum = 0;

    for (size_t i = 0; i < c->set.count; i++) {
        c->backward[i] = after ? 0 : 1;
        for (size_t j = 0; after && j < after->set.count; j++)
            c->backward[i] +=
                after->step[i][j] * after->prior[j] * after->backward[j];
        sum += c->backward[i];
    }
    for (size_t i = 0; i < c->set.count; i++)
        c->backward[i] /= sum;
}

static double confidence(const struct cvd_column *c)
{
    double sum = 0;

    for (size_t i = 0; i < c->set.count; i++)
        sum += c->forward[i] * c->backward[i];
    return c->forward[c->chosen] * c->backward[c->chosen] / sum;
}

static void choose(struct cvd_column *columns, size_t count)
{
    size_t at = 0;
    struct cvd_column *last = &columns[count - 1];

    for (size_t j = 1; j < last->set.count; j++)
        if (last->best[j] > last->best[at])
            at = j;
    for (size_t i = count; i-- > 0;) {
        struct cvd_column *c = &columns[i];
        go_back(c, i + 1 < count ? c + 1 : NULL);
        c->chosen = at;
        c->confidence = confidence(c);
        c->pair = i ? c->pairs[c->from[at] * c->set.count + at] : 0;
        at = c->from[at];
    }
}

enum cvd_status cvd_lattice_read(const struct cvd_store *s,
                                 struct cvd_column *columns, size_t count,
                                 struct cvd_err *err)
{
    struct cvd_store_info info;
    enum cvd_status st = CVD_OK;

    cvd_store_describe(s, &info);
    double words = (double)info.words + 1;
    for (size_t i = 0; i < count && st == CVD_OK; i++) {
        struct cvd_column *c = &columns[i];
        if (i == 0) {
            begin(c, words);
            continue;
        }
        st = fill_steps(s, words, c - 1, c, err);
        if (st == CVD_OK)
            go_on(c - 1, c);
    }
    if (st == CVD_OK && count)
        choose(columns, count);
    return st;
}
