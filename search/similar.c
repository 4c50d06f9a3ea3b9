/* similar.c - documents that share text with one: found by chosen shingles,
 * compared word for word. */
#include "search/similar.h"
#include "base/array.h"

#include <stdlib.h>

enum {
    SHINGLES = 1024,         /* looked up, of one document */
    CANDIDATES = 1024,       /* documents compared */
    /* Words of theirs, some 10 ns each. */
    COMPARED_WORDS_MAX = 16 * 1024 * 1024,
    READ_STEPS = 16          /* of the clock, that comparing one is worth */
};

/* What is told has a piece of so many shingles (16 words) in common that is no
 * formula; or, edited in every line, so many shingles in all and this share of
 * either text; or half of either, formulas or not.  For these (Cộng hòa xã hội
 * chủ nghĩa Việt Nam ..., the laws a decision rests on, who gets it) come to a
 * third of a short text, and make no two of them alike. */
static const double SCATTERED_SHARE = 0.15, HALF = 0.5;
enum { PIECE = 12, SCATTERED = 24 };

struct comparing {
    struct cvd_searcher *s;
    struct cvd_wording mine, theirs;
    struct cvd_shingle_set set, room;
    struct cvd_likeness *found;
    size_t count, cap, words_left;
    bool cut;
};

static bool is_enough(const struct cvd_overlap *o)
{
    double most = o->shared > o->shared_of_other ? o->shared
                                                 : o->shared_of_other;

    return most >= HALF || o->row >= PIECE ||
           (most >= SCATTERED_SHARE && o->telling >= SCATTERED);
}

static int by_hash(const void *pa, const void *pb)
{
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;

    return (a > b) - (a < b);
}

/* Mark what stands between two formulas chosen side by side, and before the
 * first and behind the last of the text: it is one too. */
static enum cvd_status mark_formulas(struct comparing *c,
                                     const struct cvd_sharers *sharers)
{
    size_t count = cvd_shingles_most(c->mine.count), from = 0;
    struct cvd_shingle *chosen = malloc((count + 1) * sizeof *chosen);
    bool before = true; /* what was chosen last is one */

    if (!chosen)
        return CVD_ENOMEM;
    size_t n = cvd_shingles_choose(c->mine.words, c->mine.count, chosen);
    for (size_t i = 0; i < n; i++) {
        size_t to = chosen[i].at + CVD_SHINGLE_WORDS;
        bool formula = sharers->formula_count &&
                       bsearch(&chosen[i].hash, sharers->formulas,
                               sharers->formula_count,
                               sizeof *sharers->formulas, by_hash);
        if (formula)
            cvd_shingle_set_formula(&c->set, &c->mine,
                                    before ? from : chosen[i].at, to);
        before = formula;
        from = chosen[i].at;
    }
    if (n && before)
        cvd_shingle_set_formula(&c->set, &c->mine, from, c->mine.count);
    free(chosen);
    return CVD_OK;
}

static enum cvd_status compare(struct comparing *c, uint32_t docno,
                               struct cvd_err *err)
{
    struct cvd_likeness one = { .docno = docno };
    enum cvd_status st = cvd_store_wording(c->s->store, docno, &c->theirs, err);

    if (st != CVD_OK)
        return st;
    c->cut = c->cut || c->theirs.count > c->words_left;
    if (c->cut)
        return CVD_OK;
    c->words_left -= c->theirs.count;
    if (cvd_overlap_of(&c->set, &c->theirs, &c->room, &one.overlap) ||
        cvd_array_reserve(&c->found, &c->cap, c->count + 1,
                          sizeof *c->found))
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (is_enough(&one.overlap))
        c->found[c->count++] = one;
    return CVD_OK;
}

static int most_shared_first(const void *pa, const void *pb)
{
    const struct cvd_likeness *a = pa, *b = pb;
    const struct cvd_overlap *x = &a->overlap, *y = &b->overlap;

    if (x->shared != y->shared)
        return x->shared > y->shared ? -1 : 1;
    if (x->shared_of_other != y->shared_of_other)
        return x->shared_of_other > y->shared_of_other ? -1 : 1;
    return (a->docno > b->docno) - (a->docno < b->docno);
}

/* Compare document `itself`, whose words c->mine are, with all that may share
 * some. */
static enum cvd_status compare_all(struct comparing *c, uint32_t itself,
                                   struct cvd_err *err)
{
    static const struct cvd_sharers_form form = {
        .shingles = SHINGLES, .least = 1, .limit = CANDIDATES + 1
    };
    struct cvd_clock *clock = cvd_store_clock(c->s->store);
    struct cvd_sharers sharers = { 0 };
    enum cvd_status st = cvd_sharers_find(c->s, &c->mine, &form, &sharers,
                                          err);

    if (st == CVD_OK && mark_formulas(c, &sharers) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < sharers.count && st == CVD_OK && !c->cut; i++) {
        uint32_t docno = sharers.list[i].docno;
        if (cvd_clock_steps(clock, READ_STEPS))
            break;
        if (docno != itself)
            st = compare(c, docno, err);
    }
    c->cut = c->cut || sharers.cut || cvd_searcher_late(c->s);
    cvd_sharers_release(&sharers);
    if (c->count)
        qsort(c->found, c->count, sizeof *c->found, most_shared_first);
    return st;
}

/* ---- what is shown --------------------------------------------------- */

static int by_share_then_date(const void *pa, const void *pb)
{
    const struct cvd_similar *a = pa, *b = pb;

    if (a->shared != b->shared)
        return a->shared > b->shared ? -1 : 1;
    if (a->shared_of_other != b->shared_of_other)
        return a->shared_of_other > b->shared_of_other ? -1 : 1;
    if (!a->facts.date.len != !b->facts.date.len)
        return a->facts.date.len ? -1 : 1;
    int order = cvd_str_compare(a->facts.date, b->facts.date);
    return order ? order : cvd_str_compare(a->facts.id, b->facts.id);
}

static enum cvd_status show(struct comparing *c, const struct cvd_doc *mine,
                            unsigned limit, struct cvd_similar_list *out,
                            struct cvd_err *err)
{
    struct cvd_worded text = { 0 };
    enum cvd_status st = cvd_worded_read(mine->text, &text);

    out->found = c->count;
    out->cut = c->cut;
    out->edition = cvd_searcher_edition(c->s);
    out->list = calloc(limit + 1u, sizeof *out->list);
    if (st != CVD_OK || !out->list ||
        cvd_strings_keep(&out->strings, mine->id, &out->id) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < c->count && i < limit && st == CVD_OK; i++)
        st = cvd_similar_show(c->s, &text, &c->mine, &c->found[i], out,
                              &out->list[out->count++], err);
    if (st == CVD_OK && out->count)
        qsort(out->list, out->count, sizeof *out->list, by_share_then_date);
    cvd_worded_release(&text);
    return st;
}

static enum cvd_status find(struct comparing *c, const struct cvd_doc *d,
                            unsigned limit, struct cvd_similar_list *out,
                            struct cvd_err *err)
{
    uint32_t itself;
    enum cvd_status st = cvd_store_find(c->s->store, d->id, &itself, err);

    if (st == CVD_OK)
        st = cvd_store_wording(c->s->store, itself, &c->mine, err);
    if (st == CVD_OK && cvd_shingle_set_of(&c->mine, &c->set) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    struct cvd_clock *clock = cvd_store_clock(c->s->store);
    struct cvd_clock whole = cvd_clock_halve(clock);
    if (st == CVD_OK)
        st = compare_all(c, itself, err);
    bool late = cvd_clock_resume(clock, &whole);
    c->cut = c->cut || late;
    if (st == CVD_OK)
        st = show(c, d, limit, out, err);
    return st;
}

enum cvd_status cvd_similar(struct cvd_searcher *s, struct cvd_str id,
                            unsigned limit, struct cvd_similar_list *out,
                            struct cvd_err *err)
{
    struct comparing c = { .s = s, .words_left = COMPARED_WORDS_MAX };
    struct cvd_similar_list made = { 0 };
    struct cvd_doc d = { 0 };

    if (limit > CVD_SIMILAR_MAX)
        return cvd_fail(err, CVD_EUSAGE, "limit is at most %d",
                        (int)CVD_SIMILAR_MAX);
    enum cvd_status st = cvd_document(s, id, &d, err);
    if (st == CVD_OK)
        st = find(&c, &d, limit, &made, err);
    if (st == CVD_OK) {
        *out = made;
        made = (struct cvd_similar_list){ 0 };
    }
    cvd_similar_list_release(&made);
    cvd_wording_release(&c.mine);
    cvd_wording_release(&c.theirs);
    cvd_shingle_set_release(&c.set);
    cvd_shingle_set_release(&c.room);
    free(c.found);
    cvd_doc_release(&d);
    return st;
}

void cvd_similar_list_release(struct cvd_similar_list *l)
{
    free(l->list);
    cvd_strings_free(l->strings);
    *l = (struct cvd_similar_list){ 0 };
}
