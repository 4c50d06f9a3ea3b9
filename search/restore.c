/* restore.c - see restore.h. */
#include "search/restore.h"
#include "base/array.h"
#include "search/rewrite.h"

#include <stdlib.h>

enum {
    /* Spellings of one word looked at, the most borne ones.  Held-out legal
     * text: 4 give 96.6 % right, 8 and more 98.0 %. */
    SPELLINGS = 16,
    /* Words read at a time: bounds the memory, 8 kB a word.  The last word of
     * a stretch begins the next. */
    STRETCH = 256
};

/* How likely a person who types marks leaves out those of a word that is a
 * syllable without them too. */
static const double LEFT_OUT = 0.01;

struct reading {
    const struct cvd_store *store;
    const struct cvd_tokens *t;
    bool marked;                /* some token bears a mark */
    struct cvd_column *columns; /* of one stretch */
};

static bool fits_marks(void *ctx, struct cvd_str exact)
{
    const struct cvd_str *typed = ctx;

    return cvd_marks_consistent(*typed, exact);
}

static bool fits_itself(void *ctx, struct cvd_str exact)
{
    const struct cvd_str *typed = ctx;

    return cvd_str_equal(*typed, exact);
}

enum cvd_status cvd_restore_column(const struct cvd_store *s,
                                   const struct cvd_tokens *t, size_t i,
                                   bool marked, struct cvd_column *c)
{
    struct cvd_word typed = { cvd_token_exact(t, i), cvd_token_folded(t, i) };
    bool valid = cvd_syllable_valid(typed.exact);
    bool stands = valid && t->tok[i].marked;

    cvd_column_clear(c);
    enum cvd_status st = cvd_store_spellings(
        s, typed.folded, SPELLINGS, stands ? fits_itself : fits_marks,
        &typed.exact, &c->set);
    if (st == CVD_OK && c->set.count == 0)
        st = cvd_store_unknown(s, typed, &c->set);
    for (size_t k = 0; k < c->set.count; k++) {
        bool same = cvd_str_equal(c->set.list[k].word.exact, typed.exact);
        c->prior[k] = marked && valid && !same ? LEFT_OUT : 1;
    }
    return st;
}

/* The word already read, that the stretch follows. */
static enum cvd_status keep_word(struct reading *r,
                                 const struct cvd_restored_word *w,
                                 struct cvd_column *c)
{
    struct cvd_str exact = w->word.exact;

    cvd_column_clear(c);
    enum cvd_status st = cvd_store_spellings(r->store, w->word.folded, 1,
                                             fits_itself, &exact, &c->set);
    if (st == CVD_OK && c->set.count == 0)
        st = cvd_store_unknown(r->store, w->word, &c->set);
    c->prior[0] = 1;
    return st;
}

/* Read `n` tokens from `first` on into out; out[0] is read already if
 * `follows`. */
static enum cvd_status read_stretch(struct reading *r, size_t first,
                                    size_t n, bool follows,
                                    struct cvd_restored_word *out,
                                    struct cvd_err *err)
{
    for (size_t i = 0; i < n; i++) {
        enum cvd_status st =
            follows && i == 0 ? keep_word(r, out, r->columns)
                              : cvd_restore_column(r->store, r->t, first + i,
                                                   r->marked,
                                                   &r->columns[i]);
        if (st != CVD_OK)
            return cvd_fail(err, st, "out of memory");
    }
    enum cvd_status st = cvd_lattice_read(r->store, r->columns, n, err);
    if (st != CVD_OK)
        return st;
    for (size_t i = follows; i < n; i++) {
        const struct cvd_column *c = &r->columns[i];
        const struct cvd_spelling *w = &c->set.list[c->chosen];
        out[i] = (struct cvd_restored_word){
            .word = w->word,
            .confidence = c->confidence,
            .documents = w->documents,
            .pair = c->pair,
            .changed = !cvd_str_equal(w->word.exact,
                                      cvd_token_exact(r->t, first + i)),
        };
    }
    return CVD_OK;
}

enum cvd_status cvd_restore(const struct cvd_store *s,
                            const struct cvd_tokens *t, size_t first,
                            size_t count, struct cvd_restored *out,
                            struct cvd_err *err)
{
    struct reading r = { .store = s, .t = t };
    size_t room = count < STRETCH ? count : STRETCH;
    enum cvd_status st = CVD_OK;

    out->count = 0;
    if (count == 0)
        return CVD_OK;
    for (size_t i = first; i < first + count; i++)
        r.marked = r.marked || t->tok[i].marked;
    r.columns = calloc(room, sizeof *r.columns);
    if (!r.columns || cvd_array_reserve(&out->words, &out->cap, count,
                                        sizeof *out->words) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t done = 0; done < count && st == CVD_OK;) {
        size_t from = done ? done - 1 : 0;
        size_t n = count - from < STRETCH ? count - from : STRETCH;
        st = read_stretch(&r, first + from, n, done > 0, out->words + from,
                          err);
        done = from + n;
    }
    if (st == CVD_OK)
        out->count = count;
    for (size_t i = 0; r.columns && i < room; i++)
        cvd_column_release(&r.columns[i]);
    free(r.columns);
    return st;
}

void cvd_restored_release(struct cvd_restored *r)
{
    free(r->words);
    *r = (struct cvd_restored){ 0 };
}

/* ---- a text ---------------------------------------------------------- */

struct text_reading {
    const struct cvd_tokens *t;
    struct cvd_change *changes;
    struct cvd_restored_text *out;
};

/* Whether word `i` of `n` was seen beside one of its neighbours. */
static bool was_seen(const struct cvd_restored_word *w, size_t i, size_t n)
{
    return n == 1 || w[i].pair || (i + 1 < n && w[i + 1].pair);
}

static void take_changes(struct text_reading *x, size_t first,
                         const struct cvd_restored *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct cvd_restored_word *w = &r->words[i];
        const struct cvd_token *t = &x->t->tok[first + i];
        if (w->documents && w->confidence < x->out->confidence)
            x->out->confidence = w->confidence;
        if (!w->changed)
            continue;
        x->out->seen += was_seen(r->words, i, r->count);
        x->changes[x->out->changed++] =
            (struct cvd_change){ t->start, t->end, w->word.exact };
    }
}

enum cvd_status cvd_restore_text(const struct cvd_store *s,
                                 struct cvd_str text,
                                 const struct cvd_tokens *t, const bool *may,
                                 struct cvd_restored_text *out,
                                 struct cvd_err *err)
{
    struct cvd_restored r = { 0 };
    struct text_reading x = { .t = t, .out = out };
    enum cvd_status st = CVD_OK;

    cvd_buf_clear(&out->text);
    out->confidence = 1;
    out->changed = out->seen = 0;
    x.changes = calloc(t->count + 1, sizeof *x.changes);
    if (!x.changes)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0, n;
         i < t->count && st == CVD_OK && !cvd_store_clock(s)->late; i += n) {
        for (n = 0; i + n < t->count && may[i + n]; n++)
            ;
        st = cvd_restore(s, t, i, n, &r, err);
        if (st == CVD_OK)
            take_changes(&x, i, &r);
        n += n == 0;
    }
    if (st == CVD_OK && out->changed &&
        cvd_rewrite(text, x.changes, out->changed, &out->text) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    cvd_restored_release(&r);
    free(x.changes);
    return st;
}
