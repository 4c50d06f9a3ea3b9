/* read.c - an open index: documents, words, answers.  See store.h. */
#include "base/array.h"
#include "store/chunk.h"
#include "store/opened.h"
#include "store/writer.h"

#include <stdlib.h>

/* ---- documents ------------------------------------------------------- */

/* Documents are numbered part by part. */
static uint32_t docno_of(const struct cvd_store *s, size_t part,
                         uint32_t did)
{
    uint32_t before = 0;

    for (size_t i = 0; i < part; i++)
        before += s->parts.parts[i].documents;
    return before + did;
}

struct cvd_part *cvd_part_of(const struct cvd_store *s, uint32_t docno,
                             uint32_t *did)
{
    *did = docno;
    for (size_t i = 0; docno && i < s->parts.count; i++) {
        struct cvd_part *p = &s->parts.parts[i];
        if (*did <= p->documents)
            return cvd_part_deleted(p, *did) ? NULL : p;
        *did -= p->documents;
    }
    return NULL;
}

enum cvd_status cvd_store_find(const struct cvd_store *s, struct cvd_str id,
                               uint32_t *docno, struct cvd_err *err)
{
    unsigned char sha[32];

    cvd_sha256(id, sha);
    for (size_t i = 0; i < s->parts.count; i++) {
        const struct cvd_id_entry *e = cvd_part_find(&s->parts.parts[i],
                                                     sha);
        if (e) {
            *docno = docno_of(s, i, e->did);
            return CVD_OK;
        }
    }
    return cvd_fail(err, CVD_ENOTFOUND, "no document '%.*s' in the index",
                    (int)(id.len < 200 ? id.len : 200), id.ptr);
}

enum cvd_status cvd_store_read(struct cvd_store *s, uint32_t docno,
                               bool with_text, struct cvd_doc *out,
                               struct cvd_err *err)
{
    uint32_t did;
    struct cvd_part *p = cvd_part_of(s, docno, &did);

    if (!p)
        return cvd_fail(err, CVD_ENOTFOUND, "no document number %u",
                        (unsigned)docno);
    return cvd_part_read(p, did, with_text, out, err);
}

uint32_t cvd_store_next(const struct cvd_store *s, uint32_t docno)
{
    uint32_t most = docno_of(s, s->parts.count, 0);

    while (docno < most) {
        uint32_t did;
        if (cvd_part_of(s, ++docno, &did))
            return docno;
    }
    return 0;
}

struct cvd_str cvd_doc_value(const struct cvd_doc *d, enum cvd_field f)
{
    for (size_t i = 0; i < d->value_count; i++)
        if (d->values[i].field == f)
            return d->values[i].value;
    return (struct cvd_str){ NULL, 0 };
}

enum cvd_status cvd_doc_add_value(struct cvd_doc *d, enum cvd_field f,
                                  struct cvd_str value)
{
    if (cvd_array_reserve(&d->values, &d->value_cap, d->value_count + 1,
                          sizeof *d->values) != CVD_OK)
        return CVD_ENOMEM;
    d->values[d->value_count++] = (struct cvd_value){ f, value };
    return CVD_OK;
}

void cvd_doc_release(struct cvd_doc *d)
{
    free(d->values);
    cvd_buf_release(&d->data);
    *d = (struct cvd_doc){ 0 };
}

/* ---- words ----------------------------------------------------------- */

/* Where each part's walk stands. */
struct word_walk {
    uint32_t at, to;
};

/* The least word any walk stands at, or false at the end of all. */
static bool least_word(const struct cvd_store *s, struct word_walk *walks,
                       struct cvd_str *folded, struct cvd_str *exact)
{
    bool any = false;

    for (size_t i = 0; i < s->parts.count; i++) {
        struct cvd_str f, e;
        if (walks[i].at >= walks[i].to ||
            !cvd_part_word(&s->parts.parts[i], walks[i].at, &f, &e))
            continue;
        int c = any ? cvd_str_compare(f, *folded) : -1;
        if (any && c == 0)
            c = cvd_str_compare(e, *exact);
        if (c < 0) {
            *folded = f;
            *exact = e;
            any = true;
        }
    }
    return any;
}

/* Told of one word and its number in each part, NO_NUMBER where the part
 * has it not.  False stops the walk. */
typedef bool numbered_fn(void *ctx, const struct cvd_word *w,
                         uint32_t documents, const uint32_t *numbers);

enum { NO_NUMBER = UINT32_MAX };

/* Steps of the clock that looking words up is worth, and reading a block of
 * pairs. */
enum { LOOK_UP_STEPS = 16, PAIR_STEPS = 8 };

static enum cvd_status walk_words(const struct cvd_store *s,
                                  struct cvd_str folded, bool prefix,
                                  numbered_fn *fn, void *ctx)
{
    size_t n = s->parts.count;
    struct word_walk *walks = calloc(n + 1, sizeof *walks);
    uint32_t *numbers = calloc(n + 1, sizeof *numbers);
    enum cvd_status st = walks && numbers ? CVD_OK : CVD_ENOMEM;
    struct cvd_word w = { { NULL, 0 }, { NULL, 0 } };
    bool more = st == CVD_OK && !cvd_clock_steps(s->at, LOOK_UP_STEPS);

    for (size_t i = 0; i < n && more; i++)
        cvd_part_folded_range(&s->parts.parts[i], folded, prefix,
                              &walks[i].at, &walks[i].to);
    while (more && least_word(s, walks, &w.folded, &w.exact)) {
        uint32_t documents = 0;
        for (size_t i = 0; i < n; i++) {
            const struct cvd_part *p = &s->parts.parts[i];
            struct cvd_str pf, pe;
            numbers[i] = NO_NUMBER;
            if (walks[i].at < walks[i].to &&
                cvd_part_word(p, walks[i].at, &pf, &pe) &&
                cvd_str_equal(pe, w.exact) && cvd_str_equal(pf, w.folded)) {
                numbers[i] = walks[i].at++;
                documents += p->bearing[numbers[i]];
            }
        }
        more = !cvd_clock_steps(s->at, (unsigned)n) &&
               fn(ctx, &w, documents, numbers);
    }
    free(walks);
    free(numbers);
    return st;
}

struct telling {
    cvd_word_fn *fn;
    void *ctx;
};

static bool tell_word(void *ctx, const struct cvd_word *w,
                      uint32_t documents, const uint32_t *numbers)
{
    struct telling *t = ctx;

    (void)numbers;
    return t->fn(t->ctx, w->exact, w->folded, documents);
}

enum cvd_status cvd_store_words(const struct cvd_store *s,
                                struct cvd_str folded, bool prefix,
                                cvd_word_fn *fn, void *ctx)
{
    struct telling t = { fn, ctx };

    return walk_words(s, folded, prefix, tell_word, &t);
}

/* ---- spellings and their pairs --------------------------------------- */

struct choosing {
    size_t parts;
    size_t first, max;       /* the words of this call */
    bool (*fits)(void *ctx, struct cvd_str exact);
    void *ctx;
    struct cvd_spellings *out;
    enum cvd_status status;
};

/* The place of a word borne by `documents`: a new one, or, where there are
 * enough, that of the rarest; SIZE_MAX: it is rarer itself. */
static size_t place_for(struct choosing *c, uint32_t documents)
{
    struct cvd_spellings *w = c->out;
    size_t rarest = c->first;

    if (w->count - c->first < c->max)
        return w->count;
    for (size_t i = c->first + 1; i < w->count; i++)
        if (w->list[i].documents < w->list[rarest].documents)
            rarest = i;
    return c->max && w->list[rarest].documents < documents ? rarest
                                                           : SIZE_MAX;
}

/* One word more, to be filled. */
static enum cvd_status add_room(struct cvd_spellings *w, size_t parts)
{
    enum cvd_status st = cvd_array_reserve(&w->list, &w->cap, w->count + 1,
                                           sizeof *w->list);

    if (st == CVD_OK)
        st = cvd_array_reserve(&w->numbers, &w->number_cap,
                               (w->count + 1) * parts, sizeof *w->numbers);
    if (st == CVD_OK)
        w->count++;
    return st;
}

static bool choose_word(void *ctx, const struct cvd_word *word,
                        uint32_t documents, const uint32_t *numbers)
{
    struct choosing *c = ctx;
    struct cvd_spellings *w = c->out;

    if (c->fits && !c->fits(c->ctx, word->exact))
        return true;
    size_t at = place_for(c, documents);
    if (at == SIZE_MAX)
        return true;
    if (at == w->count) {
        c->status = add_room(w, c->parts);
        if (c->status != CVD_OK)
            return false;
    }
    w->list[at] = (struct cvd_spelling){ *word, documents };
    memcpy(w->numbers + at * c->parts, numbers,
           c->parts * sizeof *numbers);
    return true;
}

enum cvd_status cvd_store_spellings(const struct cvd_store *s,
                                    struct cvd_str folded, size_t max,
                                    bool (*fits)(void *ctx,
                                                 struct cvd_str exact),
                                    void *ctx, struct cvd_spellings *out)
{
    struct choosing c = { s->parts.count, out->count, max, fits, ctx, out,
                          CVD_OK };
    enum cvd_status st = walk_words(s, folded, false, choose_word, &c);

    if (st == CVD_OK)
        st = c.status;
    if (st != CVD_OK)
        out->count = c.first;
    return st;
}

enum cvd_status cvd_store_unknown(const struct cvd_store *s,
                                  struct cvd_word word,
                                  struct cvd_spellings *out)
{
    size_t parts = s->parts.count, at = out->count;
    enum cvd_status st = add_room(out, parts);

    if (st != CVD_OK)
        return st;
    out->list[at] = (struct cvd_spelling){ word, 0 };
    for (size_t p = 0; p < parts; p++)
        out->numbers[at * parts + p] = NO_NUMBER;
    return CVD_OK;
}

void cvd_spellings_release(struct cvd_spellings *w)
{
    free(w->list);
    free(w->numbers);
    *w = (struct cvd_spellings){ 0 };
}

static int by_word(const void *pa, const void *pb)
{
    const struct cvd_pair_count *a = pa, *b = pb;

    return a->b < b->b ? -1 : a->b > b->b;
}

enum cvd_status cvd_store_pairs(const struct cvd_store *s,
                                const struct cvd_spellings *a,
                                const struct cvd_spellings *b,
                                uint32_t *documents, struct cvd_err *err)
{
    size_t parts = s->parts.count;
    struct cvd_pair_count *counts = calloc(b->count + 1, sizeof *counts);

    if (!counts)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < a->count * b->count; i++)
        documents[i] = 0;
    for (size_t p = 0; p < parts; p++) {
        size_t n = 0;
        for (size_t j = 0; j < b->count; j++)
            if (b->numbers[j * parts + p] != NO_NUMBER)
                counts[n++] = (struct cvd_pair_count){
                    b->numbers[j * parts + p], documents + j
                };
        qsort(counts, n, sizeof *counts, by_word);
        for (size_t i = 0; i < a->count; i++) {
            uint32_t word = a->numbers[i * parts + p];
            if (cvd_clock_steps(s->at, PAIR_STEPS))
                n = 0;
            if (word != NO_NUMBER &&
                !cvd_part_count_pairs(&s->parts.parts[p], word, counts, n)) {
                free(counts);
                return cvd_fail(err, CVD_EINDEX, "'%s/pairs' is damaged",
                                s->parts.parts[p].dir);
            }
            for (size_t k = 0; k < n; k++)
                counts[k].documents += b->count;
        }
    }
    free(counts);
    return CVD_OK;
}

struct follow {
    const struct cvd_store *store;
    const struct cvd_part *part;
    cvd_word_fn *fn;
    void *ctx;
    size_t left;
};

static bool tell_follower(void *ctx, const struct cvd_pair_list *l)
{
    struct follow *f = ctx;
    struct cvd_str folded, exact;

    if (f->left == 0 || cvd_clock_steps(f->store->at, 1) ||
        !cvd_part_word(f->part, l->b, &folded, &exact))
        return false;
    f->left--;
    if (!f->fn(f->ctx, exact, folded, l->list.documents))
        f->left = 0;
    return f->left > 0;
}

enum cvd_status cvd_store_followers(const struct cvd_store *s,
                                    struct cvd_str before,
                                    struct cvd_str folded_prefix,
                                    size_t limit, cvd_word_fn *fn, void *ctx,
                                    struct cvd_err *err)
{
    struct follow f = { s, NULL, fn, ctx, limit };

    for (size_t i = 0; i < s->parts.count && f.left; i++) {
        uint32_t a, a_end, b, b_end;
        f.part = &s->parts.parts[i];
        cvd_part_folded_range(f.part, before, false, &a, &a_end);
        cvd_part_folded_range(f.part, folded_prefix, true, &b, &b_end);
        for (; a < a_end && f.left; a++)
            if (!cvd_part_pairs(f.part, a, b, b_end, tell_follower, &f))
                return cvd_fail(err, CVD_EINDEX, "'%s/pairs' is damaged",
                                f.part->dir);
    }
    return CVD_OK;
}

enum cvd_status cvd_store_values(struct cvd_store *s, enum cvd_field field,
                                 struct cvd_str prefix, size_t limit,
                                 cvd_word_fn *fn, void *ctx,
                                 struct cvd_err *err)
{
    if (!cvd_fields[field].term)
        return CVD_OK;
    return cvd_terms_walk(s->terms, cvd_fields[field].term, prefix, limit,
                          fn, ctx, err);
}

/* ---- asking ---------------------------------------------------------- */

void cvd_answer_release(struct cvd_answer *a)
{
    free(a->matches);
    for (size_t i = 0; i < a->facet_count; i++)
        free(a->facets[i].values);
    free(a->facets);
    cvd_buf_release(&a->data);
    *a = (struct cvd_answer){ 0 };
}
