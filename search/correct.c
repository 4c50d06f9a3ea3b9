/* correct.c - see correct.h: wrong letters and marks. */
#include "search/correct.h"
#include "base/limits.h"
#include "search/restore.h"
#include "search/rewrite.h"
#include "search/slips.h"

#include <stdlib.h>

enum {
    /* Words mended in one query: each costs some hundred look-ups. */
    UNKNOWN_MAX = 3,
    /* A pair in so few documents may be a slip itself. */
    RARE_PAIR = 20,
    /* A word in so few documents, beside none of its neighbours, is taken
     * for one the index has not. */
    RARE_WORD = 2,
    /* A word gives way to one whose pair is so many times as frequent. */
    TIMES_AS_FREQUENT = 20,
    /* The same for a syllable the index has not: a small index lacks many. */
    TIMES_IF_UNKNOWN = 8,
    /* A word alone must be borne by so many documents to be offered. */
    ALONE_MIN = 3
};

/* That a word of the index was not meant, beside what its slip costs; and
 * that something was meant that is neither one nor a syllable. */
static const double MEANT_ANOTHER = 0.1, MEANT_UNKNOWN = 0.01;
/* How sure a change must be, of what is no word and of what is one. */
static const double SURE_OF_UNKNOWN = 0.5, SURE_OF_KNOWN = 0.6;

struct mending {
    const struct cvd_store *store;
    const struct cvd_query *q;
    struct cvd_column *columns;  /* of a stretch of words */
    struct stretch_word {
        bool known;              /* the index has it */
        bool word;               /* it has, or it is a syllable anyhow */
        uint32_t pair;           /* with the word before it, as typed */
    } *words;
    struct cvd_change *changes;
    size_t count;
    size_t unknown;              /* looked for so far */
    bool slip;                   /* something more than marks was put back */
    bool unsure;                 /* a word without marks stays in doubt */
};

/* ---- a stretch as it was typed --------------------------------------- */

static enum cvd_status read_typed(struct mending *m, size_t first, size_t n,
                                  struct cvd_err *err)
{
    for (size_t i = 0; i < n; i++) {
        enum cvd_status st =
            cvd_restore_column(m->store, &m->q->tokens, first + i,
                               m->q->marked, &m->columns[i]);
        if (st != CVD_OK)
            return cvd_fail(err, st, "out of memory");
    }
    enum cvd_status st = cvd_lattice_read(m->store, m->columns, n, err);
    if (st != CVD_OK)
        return st;
    for (size_t i = 0; i < n; i++) {
        const struct cvd_column *c = &m->columns[i];
        uint32_t after = i + 1 < n ? m->columns[i + 1].pair : 0;
        uint32_t documents = c->set.list[c->chosen].documents;
        bool beside = c->pair || after;
        m->words[i] = (struct stretch_word){
            .known = documents > (beside || n == 1 ? 0 : RARE_WORD),
            .pair = c->pair,
        };
        m->words[i].word =
            m->words[i].known ||
            cvd_syllable_valid(cvd_token_exact(&m->q->tokens, first + i));
    }
    return CVD_OK;
}

/* Whether one of the pairs the word is in is hardly ever seen. */
static bool stands_oddly(const struct mending *m, size_t i, size_t n)
{
    return (i > 0 && m->words[i].pair <= RARE_PAIR) ||
           (i + 1 < n && m->words[i + 1].pair <= RARE_PAIR);
}

/* ---- slips ----------------------------------------------------------- */

static bool fits_exactly(void *ctx, struct cvd_str exact)
{
    const struct cvd_str *want = ctx;

    return cvd_str_equal(*want, exact);
}

static bool has_word(const struct cvd_column *c, struct cvd_str exact)
{
    for (size_t k = 0; k < c->set.count; k++)
        if (cvd_str_equal(c->set.list[k].word.exact, exact))
            return true;
    return false;
}

static enum cvd_status add_slips(struct mending *m, size_t token, size_t i)
{
    struct cvd_column *c = &m->columns[i];
    struct cvd_slips slips;
    struct cvd_slip_typed typed = {
        .word = cvd_token_word(&m->q->tokens, token),
        .bare = !m->q->marked,
        .known = m->words[i].known,
    };
    enum cvd_status st = cvd_slips_find(m->store, &typed, &slips);

    if (!m->words[i].word)
        for (size_t k = 0; k < c->set.count; k++)
            c->prior[k] *= MEANT_UNKNOWN;
    for (size_t k = 0; k < slips.count && st == CVD_OK; k++) {
        struct cvd_word w = slips.list[k].word;
        size_t at = c->set.count;
        if (at == CVD_COLUMN_MAX)
            break;
        if (has_word(c, w.exact))
            continue;
        st = cvd_store_spellings(m->store, w.folded, 1, fits_exactly,
                                 &w.exact, &c->set);
        if (st == CVD_OK && c->set.count > at)
            c->prior[at] = cvd_slip_chance(slips.list[k].cost) *
                           (typed.known ? MEANT_ANOTHER : 1);
    }
    return st;
}

static bool has_small_letter(struct cvd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= 'a' && s.ptr[i] <= 'z')
            return true;
    return false;
}

/* NLĐ among small letters is an abbreviation. */
static bool abbreviates(const struct mending *m, size_t token)
{
    const struct cvd_token *t = &m->q->tokens.tok[token];
    struct cvd_str typed = { m->q->text.ptr + t->start, t->end - t->start };

    return !has_small_letter(typed) &&
           has_small_letter(cvd_buf_str(&m->q->text));
}

static enum cvd_status add_all_slips(struct mending *m, size_t first,
                                     size_t n)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < n && st == CVD_OK; i++) {
        bool known = m->words[i].known;
        if (known && (!m->q->marked || !stands_oddly(m, i, n)))
            continue;
        if (!known && (abbreviates(m, first + i) ||
                       m->unknown++ >= UNKNOWN_MAX))
            continue;
        st = add_slips(m, first + i, i);
    }
    return st;
}

/* ---- what is changed ------------------------------------------------- */

/* Whether the word chosen stands better beside each of its neighbours than
 * the one typed; if that one is a word, much better beside one of them. */
static bool stands_better(const struct mending *m, size_t i, size_t n)
{
    bool word = m->words[i].word;
    uint32_t times = m->words[i].known ? TIMES_AS_FREQUENT
                     : word            ? TIMES_IF_UNKNOWN
                                       : 0;
    uint32_t was[2] = { m->words[i].pair,
                        i + 1 < n ? m->words[i + 1].pair : 0 };
    uint32_t is[2] = { m->columns[i].pair,
                       i + 1 < n ? m->columns[i + 1].pair : 0 };

    if (n == 1)
        return !word && m->columns[i].set.list[m->columns[i].chosen]
                                 .documents >= ALONE_MIN;
    if (word && ((i > 0 && is[0] <= was[0]) ||
                  (i + 1 < n && is[1] <= was[1])))
        return false;
    return is[0] > times * (was[0] + 1) || is[1] > times * (was[1] + 1);
}

static void take_changes(struct mending *m, size_t first, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct cvd_column *c = &m->columns[i];
        const struct cvd_token *t = &m->q->tokens.tok[first + i];
        struct cvd_word w = c->set.list[c->chosen].word;
        struct cvd_str typed = cvd_token_exact(&m->q->tokens, first + i);
        bool put_back = cvd_marks_consistent(typed, w.exact);
        bool known = m->words[i].known;

        if (known && put_back && !m->q->marked) {
            m->unsure = m->unsure || c->confidence < SURE_OF_UNKNOWN;
        } else if (cvd_str_equal(typed, w.exact) ||
                   c->confidence <
                       (m->words[i].word ? SURE_OF_KNOWN : SURE_OF_UNKNOWN) ||
                   !stands_better(m, i, n)) {
            continue;
        } else {
            m->slip = true;
        }
        if (!cvd_str_equal(typed, w.exact))
            m->changes[m->count++] =
                (struct cvd_change){ t->start, t->end, w.exact };
    }
}

static enum cvd_status mend_stretch(struct mending *m, size_t first,
                                    size_t n, struct cvd_err *err)
{
    enum cvd_status st = read_typed(m, first, n, err);

    if (st != CVD_OK)
        return st;
    if (add_all_slips(m, first, n) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    st = cvd_lattice_read(m->store, m->columns, n, err);
    if (st == CVD_OK)
        take_changes(m, first, n);
    return st;
}

enum cvd_status cvd_correct(const struct cvd_store *s,
                            const struct cvd_query *q, const bool *may,
                            struct cvd_buf *out, struct cvd_err *err)
{
    struct mending m = { .store = s, .q = q };
    size_t count = q->tokens.count < CVD_QUERY_WORDS_MAX
                       ? q->tokens.count
                       : CVD_QUERY_WORDS_MAX;
    enum cvd_status st = CVD_OK;

    m.columns = calloc(count + 1, sizeof *m.columns);
    m.words = calloc(count + 1, sizeof *m.words);
    m.changes = calloc(count + 1, sizeof *m.changes);
    if (!m.columns || !m.words || !m.changes)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0, n; i < count && st == CVD_OK; i += n) {
        for (n = 0; i + n < count && may[i + n]; n++)
            ;
        if (n)
            st = mend_stretch(&m, i, n, err);
        n += n == 0;
    }
    if (st == CVD_OK && m.slip && !m.unsure &&
        cvd_rewrite(cvd_buf_str(&q->text), m.changes, m.count, out) !=
            CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; m.columns && i < count; i++)
        cvd_column_release(&m.columns[i]);
    free(m.columns);
    free(m.words);
    free(m.changes);
    return st;
}
