/* marks.c - where the words of a query stand in one document.
 *
 * The query is planned as for searching, the text read as it was when it was
 * indexed: highlight.c.  What of it a reader stops at is in mark_places.c. */
#include "base/array.h"
#include "search/marks.h"
#include "search/named.h"
#include "search/planned.h"
#include "search/searcher.h"
#include "search/spans.h"

#include <stdlib.h>

/* Of a text of megabytes a window ends where a line does, if one ends so many
 * bytes before its end: no words stand side by side across that. */
enum { LINE_BYTES = 64 * 1024 };

enum { STEP_BYTES = 256 }; /* looked at in a step of the clock */

struct marking {
    struct cvd_searcher *s;
    const struct cvd_plan *plan; /* while pieces are sought */
    size_t run_count;        /* of it */
    bool all_say;            /* words that only join others are asked for */
    bool any_spelling;       /* whatever a word without marks surely is */
    bool misread;            /* some piece was another word than that */
    bool say;                /* some piece says something */
    size_t words;            /* of the text, before the window */
    struct cvd_spans spans;
    struct cvd_pieces pieces;
    bool complete;
};

/* ---- the pieces of a text -------------------------------------------- */

/* Where the window that begins at `from` ends. */
static size_t window_end(struct cvd_str text, size_t from)
{
    size_t end = from + CVD_WINDOW_BYTES, to;

    if (end >= text.len)
        return text.len;
    for (to = end; to > end - LINE_BYTES; to--)
        if (text.ptr[to - 1] == '\n')
            return to;
    while (((unsigned char)text.ptr[end] & 0xC0) == 0x80)
        end--;
    return end;
}

static enum cvd_status add_piece(struct marking *m, const struct cvd_piece *p)
{
    struct cvd_pieces *o = &m->pieces;

    if (o->count == CVD_SPANS_MAX) {
        m->complete = false;
        return CVD_OK;
    }
    if (cvd_array_reserve(&o->list, &o->cap, o->count + 1,
                          sizeof *o->list) != CVD_OK)
        return CVD_ENOMEM;
    o->list[o->count++] = *p;
    return CVD_OK;
}

/* How many of the words of a piece say something; it is of `run`, from token
 * `at` on. */
static uint32_t count_says(struct marking *m, const struct cvd_run *run,
                           size_t at)
{
    struct cvd_str exact = cvd_token_exact(&m->s->tokens, at);
    const struct cvd_slot *meant = m->any_spelling ? NULL : run->meant;

    if (run->count > 1)
        return (uint32_t)run->count;
    for (size_t i = 0; meant; i++) {
        if (i == meant->count) {
            m->misread = true;
            return 0;
        }
        if (cvd_str_equal(meant->words[i].exact, exact))
            break;
    }
    return m->all_say ? 1 : cvd_word_says(exact);
}

/* Take what was found in the window that begins at byte `from`. */
static enum cvd_status take_spans(struct marking *m, size_t from)
{
    const struct cvd_tokens *t = &m->s->tokens;
    enum cvd_status st = CVD_OK;
    size_t at = 0;

    for (size_t i = 0; i < m->spans.count && st == CVD_OK; i++) {
        struct cvd_span span = m->spans.list[i];
        const struct cvd_run *run = &m->plan->runs[m->spans.run[i]];
        while (at + 1 < t->count && t->tok[at].start < span.start)
            at++;
        struct cvd_piece p = { .start = (uint32_t)(from + span.start),
                               .end = (uint32_t)(from + span.end),
                               .token = (uint32_t)(m->words + at),
                               .words = (uint32_t)run->count,
                               .run = m->spans.run[i],
                               .says = count_says(m, run, at) };
        m->say = m->say || p.says;
        st = add_piece(m, &p);
    }
    return st;
}

static enum cvd_status find_pieces(struct marking *m, struct cvd_str text)
{
    struct cvd_clock *clock = cvd_store_clock(m->s->store);
    enum cvd_status st = CVD_OK;
    size_t to;

    m->words = 0;
    m->pieces.count = 0;
    m->complete = true;
    m->misread = m->say = false;
    for (size_t from = 0; from < text.len && st == CVD_OK && m->complete;
         from = to) {
        to = window_end(text, from);
        if (cvd_clock_steps(clock, (unsigned)((to - from) / STEP_BYTES)))
            m->complete = false; /* what is under way is finished */
        m->spans.count = 0;
        st = cvd_spans_find((struct cvd_str){ text.ptr + from, to - from },
                            m->plan->runs, m->plan->run_count,
                            &m->s->tokens, &m->spans);
        if (st == CVD_OK)
            st = take_spans(m, from);
        if (to < text.len && m->spans.count == CVD_SPANS_MAX)
            m->complete = false;
        m->words += m->s->tokens.count;
    }
    return st;
}

/* ---- the query ------------------------------------------------------- */

static enum cvd_status mark_as(struct marking *m, const struct cvd_doc *d,
                               const struct cvd_plan *plan,
                               struct cvd_err *err)
{
    m->plan = plan;
    m->run_count = plan->run_count;
    m->all_say = cvd_runs_only_join(plan->runs, plan->run_count);
    enum cvd_status st = find_pieces(m, d->text);
    if (st == CVD_OK && m->misread && !m->say) {
        m->any_spelling = true;
        st = find_pieces(m, d->text);
    }
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

/* Find the pieces as searching would, as typed or, where that finds nothing
 * in the archive, spelled in any way; the latter, too, if there is none in
 * this document: it was come to by another way. */
static enum cvd_status find_as_asked(struct marking *m,
                                     const struct cvd_query *q,
                                     const struct cvd_request *r,
                                     const struct cvd_doc *d,
                                     struct cvd_err *err)
{
    struct cvd_searcher *s = m->s;
    struct cvd_plan_mode mode = { .exists = true };
    struct cvd_plan plan;
    bool exist = true;
    enum cvd_status st = cvd_plan_make(s->store, &s->ranking, s->synonyms, q,
                                       r, mode, &plan, err);

    if (st != CVD_OK)
        return st;
    bool strict = plan.strict_marks;
    if (strict)
        st = cvd_words_exist(s, &plan, &exist, err);
    if (st == CVD_OK && exist)
        st = mark_as(m, d, &plan, err);
    cvd_plan_release(&plan);
    if (st != CVD_OK || !strict || m->pieces.count)
        return st;
    mode.widen = true;
    st = cvd_plan_make(s->store, &s->ranking, s->synonyms, q, r, mode, &plan,
                       err);
    if (st != CVD_OK)
        return st;
    st = mark_as(m, d, &plan, err);
    cvd_plan_release(&plan);
    return st;
}

enum cvd_status cvd_marks(struct cvd_searcher *s,
                          const struct cvd_request *r,
                          const struct cvd_doc *d, struct cvd_marks *out,
                          struct cvd_err *err)
{
    struct marking m = { .s = s, .complete = true };
    struct cvd_query q = { 0 };
    struct cvd_marks marks = { 0 };
    enum cvd_status st = cvd_request_check(r, err);

    if (st == CVD_OK)
        st = cvd_query_parse(r->query, &q, err);
    if (st != CVD_OK)
        goto done;
    st = cvd_query_name(s->store, s->campaigns, &q, err);
    if (st == CVD_OK)
        st = find_as_asked(&m, &q, r, d, err);
    if (st != CVD_OK)
        goto done;
    marks.complete = m.complete;
    if (cvd_marks_place(d->text, &m.pieces, m.run_count, &marks) != CVD_OK) {
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
        goto done;
    }
    *out = marks;
    marks = (struct cvd_marks){ 0 };
done:
    cvd_marks_release(&marks);
    cvd_query_release(&q);
    cvd_spans_release(&m.spans);
    free(m.pieces.list);
    return st;
}

void cvd_marks_release(struct cvd_marks *m)
{
    free(m->list);
    *m = (struct cvd_marks){ 0 };
}
