/* hits.c - what was found, shown: fields, snippets, who cites it, how many
 * copies there are.  See asking.h. */
#include "search/asking.h"
#include "search/likeness.h"

#include <stdlib.h>

enum {
    LATE_HITS = 50,  /* shown behind the deadline: a few milliseconds */
    HIT_STEPS = 256  /* of the clock, that showing one is worth */
};

/* What is shown of the document just read beside its fields. */
static enum cvd_status add_snippet(struct cvd_asking *a, struct cvd_hit *h,
                                   struct cvd_err *err)
{
    return cvd_snippet(a->s->doc.text, a->plan.runs, a->plan.run_count,
                       &a->s->tokens, cvd_store_clock(a->s->store),
                       &h->snippet) == CVD_OK
               ? CVD_OK
               : cvd_fail(err, CVD_ENOMEM, "out of memory");
}

static enum cvd_status count_copies(struct cvd_asking *a, uint32_t docno,
                                    struct cvd_hit *h, struct cvd_err *err)
{
    enum cvd_status st = cvd_copies_count(a->s, docno, &h->copies, err);

    h->copies_counted = st == CVD_OK && !cvd_searcher_late(a->s);
    if (!h->copies_counted)
        h->copies = 0;
    return st;
}

static enum cvd_status fill(struct cvd_asking *a, const struct cvd_match *m,
                            bool late, bool copy, struct cvd_hit *h,
                            struct cvd_err *err)
{
    bool whole = !late && !copy && !a->r->without_snippets;
    enum cvd_status st = cvd_store_read(a->s->store, m->docno, whole,
                                        &a->s->doc, err);

    h->score = m->score;
    if (st == CVD_OK && whole)
        st = add_snippet(a, h, err);
    if (st == CVD_OK && !late)
        st = cvd_cited_by_count(a->s, &a->s->doc, &h->cited_by, err);
    if (st == CVD_OK && whole)
        st = count_copies(a, m->docno, h, err);
    if (st == CVD_OK) {
        h->doc = a->s->doc;
        a->s->doc = (struct cvd_doc){ 0 };
    }
    return st;
}

/* What was found is shown though it be late, the fields alone; the first of a
 * page, as a page may have CVD_LIMIT_MAX. */
static enum cvd_status fill_all(struct cvd_asking *a,
                                const struct cvd_match *matches,
                                size_t count, struct cvd_result *out,
                                struct cvd_err *err)
{
    struct cvd_clock *clock = cvd_store_clock(a->s->store);
    enum cvd_status st = CVD_OK;
    size_t left = LATE_HITS;

    out->hits = calloc(count + 1, sizeof *out->hits);
    if (!out->hits)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < count && st == CVD_OK; i++) {
        bool late = cvd_clock_steps(clock, HIT_STEPS);
        if (late && left-- == 0)
            break;
        st = fill(a, &matches[i], late, false, &out->hits[out->count++],
                  err);
    }
    return st;
}

/* The first copies of hit `i`, numbers [from, to) of those of the page. */
static enum cvd_status fill_copies(struct cvd_asking *a,
                                   const struct cvd_folded *f, size_t i,
                                   struct cvd_result *out,
                                   struct cvd_err *err)
{
    struct cvd_clock *clock = cvd_store_clock(a->s->store);
    size_t from = i ? f->behind[i - 1] : 0, to = f->behind[i];
    struct cvd_hit *h = &out->hits[i];
    enum cvd_status st = CVD_OK;

    h->folding = true;
    h->folded = to - from;
    h->folded_hits = out->folded + out->folded_count;
    for (size_t k = from; k < to && h->folded_count < CVD_FOLDED_MAX &&
                          st == CVD_OK; k++) {
        struct cvd_match m = { f->copies[k], 0 };
        if (cvd_clock_steps(clock, HIT_STEPS))
            break;
        st = fill(a, &m, false, true, &out->folded[out->folded_count++], err);
        h->folded_count++;
    }
    return st;
}

static enum cvd_status show_folded(struct cvd_asking *a,
                                   struct cvd_result *out,
                                   struct cvd_err *err)
{
    struct cvd_folded f = { 0 };
    enum cvd_status st = cvd_asking_fold(a, &f, err);

    if (st == CVD_OK)
        st = fill_all(a, f.page, f.count, out, err);
    if (st == CVD_OK && f.count) {
        out->folded = calloc(f.behind[f.count - 1] + 1, sizeof *out->folded);
        if (!out->folded)
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    for (size_t i = 0; i < out->count && st == CVD_OK; i++)
        st = fill_copies(a, &f, i, out, err);
    out->left = f.left;
    out->left_is_exact = f.left_is_exact;
    cvd_folded_release(&f);
    return st;
}

enum cvd_status cvd_asking_show(struct cvd_asking *a, struct cvd_result *out,
                                struct cvd_err *err)
{
    return a->r->fold
               ? show_folded(a, out, err)
               : fill_all(a, a->answer.matches, a->answer.count, out, err);
}
