/* trace.c - who carries a sentence, or nearly: likely documents (trail.c)
 * looked through word by word (near.c), the oldest first. */
#include "search/trace.h"
#include "base/array.h"
#include "base/limits.h"
#include "search/facts.h"
#include "search/planned.h"
#include "store/shingles.h"

#include <math.h>
#include <stdlib.h>

enum {
    EDITS_IN_TEN = 3,
    DATE_BYTES = 11,         /* "2023-08-09" and its end */
    LOOK_STEPS = 4           /* of the clock, that looking through is worth */
};

/* A document that carries it. */
struct found {
    uint32_t docno;
    char date[DATE_BYTES];   /* "": unknown */
    struct cvd_near_place place;
};

struct tracing {
    struct cvd_searcher *s;
    const struct cvd_request *r;
    struct cvd_worded sentence;
    struct cvd_near near;
    size_t edits;            /* at most */
    struct cvd_docset among; /* no bits: all documents */
    struct found *list;
    size_t count, cap;
    struct cvd_err *err;
};

static enum cvd_status no_memory(struct tracing *t)
{
    return cvd_fail(t->err, CVD_ENOMEM, "out of memory");
}

/* ---- the sentence ---------------------------------------------------- */

static enum cvd_status check(const struct cvd_request *r,
                             struct cvd_err *err)
{
    if (r->limit > CVD_TRACE_MAX)
        return cvd_fail(err, CVD_EUSAGE, "limit is at most %d",
                        (int)CVD_TRACE_MAX);
    if (r->offset > CVD_OFFSET_MAX)
        return cvd_fail(err, CVD_EUSAGE, "offset is at most %d",
                        CVD_OFFSET_MAX);
    return CVD_OK;
}

/* Read the sentence into out->query and its words into t->near. */
static enum cvd_status read_sentence(struct tracing *t,
                                     struct cvd_trace *out)
{
    uint32_t words[CVD_NEAR_WORDS_MAX];
    struct cvd_buf text = { 0 };
    enum cvd_status st = cvd_text_normalize(t->r->query, &text, t->err);
    struct cvd_str line = { NULL, 0 };

    if (st == CVD_OK &&
        (cvd_strings_keep_line(&out->strings, cvd_buf_str(&text), &line) ||
         cvd_buf_add(&out->query, line) ||
         cvd_worded_read(line, &t->sentence)))
        st = no_memory(t);
    cvd_buf_release(&text);
    if (st != CVD_OK)
        return st;
    out->words = t->sentence.tokens.count;
    if (out->words < CVD_TRACE_WORDS_MIN || out->words > CVD_TRACE_WORDS_MAX)
        return cvd_fail(t->err, CVD_EUSAGE,
                        "a sentence to trace has %d to %d words, not %zu",
                        (int)CVD_TRACE_WORDS_MIN, (int)CVD_TRACE_WORDS_MAX,
                        out->words);
    for (size_t i = 0; i < out->words; i++)
        words[i] = cvd_word_hash(cvd_token_folded(&t->sentence.tokens, i));
    cvd_near_make(words, out->words, &t->near);
    t->edits = out->words * EDITS_IN_TEN / 10;
    return CVD_OK;
}

/* Find the documents that filters and dates leave. */
static enum cvd_status narrow(struct tracing *t)
{
    struct cvd_request all = *t->r;
    struct cvd_result found = { 0 };
    struct cvd_planned planned = { 0 };

    all.query = (struct cvd_str){ NULL, 0 };
    if (!cvd_request_asks(&all))
        return CVD_OK;
    enum cvd_status st = cvd_find_all(t->s, &all, &found, &planned,
                                      &t->among, t->err);
    cvd_result_release(&found);
    cvd_planned_release(&planned);
    return st;
}

static bool is_among(const struct tracing *t, uint32_t docno)
{
    return !t->among.bits ||
           t->among.bits[(docno - 1) / 8] >> ((docno - 1) % 8) & 1;
}

/* ---- looking --------------------------------------------------------- */

static enum cvd_status look_through(struct tracing *t,
                                    const struct cvd_trail *trail)
{
    struct cvd_clock *clock = cvd_store_clock(t->s->store);
    struct cvd_wording words = { 0 };
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < trail->count && st == CVD_OK &&
                       !cvd_clock_steps(clock, LOOK_STEPS); i++) {
        struct found one = { .docno = trail->list[i] };
        if (!is_among(t, one.docno))
            continue;
        st = cvd_store_wording(t->s->store, one.docno, &words, t->err);
        if (st != CVD_OK || !cvd_near_find(&t->near, words.words, words.count,
                                           t->edits, &one.place))
            continue;
        st = cvd_array_reserve(&t->list, &t->cap, t->count + 1,
                               sizeof *t->list);
        if (st == CVD_OK)
            t->list[t->count++] = one;
        else
            st = no_memory(t);
    }
    cvd_wording_release(&words);
    return st;
}

/* ---- their order ------------------------------------------------------- */

/* Where the walk over the dates, which goes by docno, stands. */
struct dating {
    struct tracing *t;
    size_t next;
};

/* A cvd_date_fn. */
static bool take_date(void *ctx, uint32_t at, struct cvd_str date)
{
    struct dating *d = ctx;
    struct tracing *t = d->t;

    while (d->next < t->count && t->list[d->next].docno <= at)
        d->next++;
    if (d->next == t->count)
        return false;
    struct found *f = &t->list[d->next];
    if (f->docno == at + 1 && date.len && date.len < sizeof f->date)
        memcpy(f->date, date.ptr, date.len);
    return true;
}

static enum cvd_status date_them(struct tracing *t)
{
    struct cvd_node none = { .kind = CVD_N_NONE };
    struct cvd_docset set = { 0 };
    struct dating d = { .t = t };
    enum cvd_status st = cvd_store_collect(t->s->store, &none, &set, t->err);

    if (st == CVD_OK) {
        for (size_t i = 0; i < t->count; i++) {
            uint32_t at = t->list[i].docno - 1;
            set.bits[at / 8] |= (unsigned char)(1u << at % 8);
        }
        set.count = t->count;
        cvd_store_dates(t->s->store, &set, take_date, &d);
    }
    cvd_docset_release(&set);
    return st;
}

static int oldest_first(const void *pa, const void *pb)
{
    const struct found *a = pa, *b = pb;

    if (!*a->date != !*b->date)
        return *a->date ? -1 : 1;
    int order = strcmp(a->date, b->date);
    if (order)
        return order;
    if (a->place.edits != b->place.edits)
        return a->place.edits > b->place.edits ? 1 : -1;
    return (a->docno > b->docno) - (a->docno < b->docno);
}

/* ---- showing --------------------------------------------------------- */

static enum cvd_status show_one(struct tracing *t, const struct found *f,
                                struct cvd_trace *out,
                                struct cvd_carrier *c)
{
    struct cvd_doc *d = &t->s->doc;
    struct cvd_worded text = { 0 };
    enum cvd_status st = cvd_store_read(t->s->store, f->docno, true, d,
                                        t->err);

    if (st != CVD_OK)
        return st;
    c->edits = f->place.edits;
    c->likeness = round((1 - (double)c->edits / (double)out->words) * 1000) /
                  1000;
    if (cvd_facts_keep(d, &out->strings, &c->facts) ||
        cvd_worded_read(d->text, &text))
        st = no_memory(t);
    /* The words of the index are those of the text, or it is damaged. */
    if (st == CVD_OK && f->place.to <= text.tokens.count) {
        cvd_passage_points(&text, f->place.from, f->place.to, &c->start,
                           &c->end);
        if (cvd_passage_text(&text, f->place.from, f->place.to,
                             &out->strings, &c->text))
            st = no_memory(t);
    }
    cvd_worded_release(&text);
    return st;
}

static enum cvd_status show(struct tracing *t, struct cvd_trace *out)
{
    size_t from = t->r->offset < t->count ? t->r->offset : t->count;
    size_t count = t->count - from < t->r->limit ? t->count - from
                                                 : t->r->limit;
    enum cvd_status st = CVD_OK;

    out->found = t->count;
    out->list = calloc(count + 1, sizeof *out->list);
    if (!out->list)
        return no_memory(t);
    for (size_t i = 0; i < count && st == CVD_OK; i++)
        st = show_one(t, &t->list[from + i], out, &out->list[out->count++]);
    return st;
}

/* ---------------------------------------------------------------------- */

static enum cvd_status trace(struct tracing *t, struct cvd_trace *out)
{
    struct cvd_clock *clock = cvd_store_clock(t->s->store);
    struct cvd_clock whole = cvd_clock_halve(clock);
    struct cvd_trail trail = { 0 };
    enum cvd_status st = cvd_trail_find(t->s, &t->sentence.tokens, t->edits,
                                        &trail, t->err);

    if (st == CVD_OK)
        st = look_through(t, &trail);
    out->cut = trail.cut || cvd_clock_resume(clock, &whole);
    free(trail.list);
    if (st == CVD_OK)
        st = date_them(t);
    if (st == CVD_OK && t->count)
        qsort(t->list, t->count, sizeof *t->list, oldest_first);
    return st == CVD_OK ? show(t, out) : st;
}

enum cvd_status cvd_trace(struct cvd_searcher *s, const struct cvd_request *r,
                          struct cvd_trace *out, struct cvd_err *err)
{
    struct tracing t = { .s = s, .r = r, .err = err };
    struct cvd_trace made = { .edition = cvd_searcher_edition(s) };
    enum cvd_status st = check(r, err);

    if (st == CVD_OK)
        st = read_sentence(&t, &made);
    if (st == CVD_OK)
        st = narrow(&t);
    if (st == CVD_OK)
        st = trace(&t, &made);
    if (st == CVD_OK) {
        made.cut = made.cut || cvd_searcher_late(s);
        *out = made;
        made = (struct cvd_trace){ 0 };
    }
    cvd_trace_release(&made);
    cvd_docset_release(&t.among);
    cvd_worded_release(&t.sentence);
    free(t.list);
    return st;
}

void cvd_trace_release(struct cvd_trace *t)
{
    cvd_buf_release(&t->query);
    free(t->list);
    cvd_strings_free(t->strings);
    *t = (struct cvd_trace){ 0 };
}
