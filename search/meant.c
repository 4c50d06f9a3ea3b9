/* meant.c - see meant.h. */
#include "search/meant.h"
#include "analyzers/keyboard.h"
#include "base/limits.h"
#include "search/correct.h"
#include "search/restore.h"

#include <stdlib.h>

/* How sure the least sure word must be, where nobody typed marks and where
 * some are.  793 judged questions without marks: at 0.5, 702 are offered
 * something, 83 % of them right in every word; at 0.7, 537 and 92 %.  With
 * their marks, which are right: at 0.5, 3 are offered something; at 0.9,
 * none. */
static const double SURE = 0.5, SURE_MARKED = 0.9;

/* ---- what may be changed --------------------------------------------- */

/* Words and phrases that are read as the contract says; not numbers, dates,
 * fields, prefixes, =word and ~word.  What is excluded is among them: once
 * another word bears marks, -hang would no longer exclude hàng. */
static void allow_group(const struct cvd_group *g, bool *may)
{
    for (size_t b = 0; b < g->count; b++) {
        for (size_t i = 0; i < g->bags[b].count; i++) {
            const struct cvd_item *item = &g->bags[b].items[i];
            if (item->kind == CVD_I_GROUP)
                allow_group(item->kid, may);
            if ((item->kind != CVD_I_WORD && item->kind != CVD_I_PHRASE) ||
                item->marks != CVD_MARKS_READ || item->prefix)
                continue;
            for (size_t t = 0; t < item->count; t++)
                may[item->first + t] = true;
        }
    }
}

static bool *allowed(const struct cvd_query *q)
{
    bool *may = calloc(q->tokens.count + 1, sizeof *may);

    if (may)
        allow_group(q->root, may);
    return may;
}

/* ---- readings -------------------------------------------------------- */

static enum cvd_status put_marks_back(struct cvd_searcher *s,
                                      const struct cvd_query *q,
                                      const bool *may, struct cvd_buf *out,
                                      struct cvd_err *err)
{
    struct cvd_restored_text r = { 0 };
    enum cvd_status st = cvd_restore_text(s->store, cvd_buf_str(&q->text),
                                          &q->tokens, may, &r, err);

    if (st == CVD_OK && r.confidence >= (q->marked ? SURE_MARKED : SURE) &&
        2 * r.seen >= r.changed)
        cvd_buf_swap(out, &r.text);
    cvd_buf_release(&r.text);
    return st;
}

/* Wrong letters of a text whose spaces are right; where there are none, its
 * marks, if it is not the query as typed. */
static enum cvd_status mend_words(struct cvd_searcher *s, struct cvd_str text,
                                  bool respaced, struct cvd_buf *out,
                                  struct cvd_err *err)
{
    struct cvd_query q;

    if (text.len > CVD_QUERY_BYTES_MAX)
        return CVD_OK;
    enum cvd_status st = cvd_query_parse(text, &q, err);
    if (st != CVD_OK)
        return st;
    bool *may = allowed(&q);
    if (!may)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st == CVD_OK)
        st = cvd_correct(s->store, &q, may, out, err);
    if (st == CVD_OK && respaced && !out->len)
        st = put_marks_back(s, &q, may, out, err);
    if (st == CVD_OK && respaced && !out->len &&
        cvd_buf_add(out, text) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    free(may);
    cvd_query_release(&q);
    return st;
}

static enum cvd_status mend(struct cvd_searcher *s, const struct cvd_query *q,
                            const bool *may, struct cvd_buf *out,
                            struct cvd_err *err)
{
    struct cvd_buf spaced = { 0 };
    enum cvd_status st = cvd_correct_spaces(s->store, q, may, &spaced, err);

    if (st == CVD_OK)
        st = mend_words(s, cvd_buf_str(spaced.len ? &spaced : &q->text),
                        spaced.len > 0, out, err);
    cvd_buf_release(&spaced);
    return st;
}

/* How many documents `text` finds, asked as request `r` is; with those that
 * bear only some of its words if `rest`. */
static enum cvd_status count_found(struct cvd_searcher *s,
                                   const struct cvd_request *r,
                                   struct cvd_str text, bool rest,
                                   uint64_t *found, struct cvd_err *err)
{
    struct cvd_plan_mode mode = { .rest = rest };
    struct cvd_query q;
    struct cvd_plan plan;
    struct cvd_answer answer;
    enum cvd_status st = cvd_query_parse(text, &q, err);

    if (st != CVD_OK)
        return st;
    st = cvd_plan_make(s->store, &s->ranking, s->synonyms, &q, r, mode, &plan,
                       err);
    if (st == CVD_OK) {
        struct cvd_ask ask = { .root = plan.root, .limit = 1,
                               .exact_to = r->limit + 1 };
        st = cvd_store_ask(s->store, &ask, &answer, err);
        if (st == CVD_OK) {
            *found = answer.total;
            cvd_answer_release(&answer);
        }
        cvd_plan_release(&plan);
    }
    cvd_query_release(&q);
    return st;
}

/* Whether a page was found already.  Then it is the model alone that says
 * what is offered: counting documents by the ten thousand would cost more
 * than all else. */
static bool page_found(const struct cvd_request *r, uint64_t found)
{
    return found && found >= r->limit;
}

/* Slips mended, if that finds more. */
static enum cvd_status try_mending(struct cvd_searcher *s,
                                   const struct cvd_query *q,
                                   const struct cvd_request *r,
                                   const bool *may, uint64_t found,
                                   struct cvd_buf *out, struct cvd_err *err)
{
    uint64_t would_find = 0;
    enum cvd_status st = mend(s, q, may, out, err);

    if (st != CVD_OK || !out->len || page_found(r, found))
        return st;
    if (out->len <= CVD_QUERY_BYTES_MAX)
        st = count_found(s, r, cvd_buf_str(out), false, &would_find, err);
    if (would_find <= found)
        cvd_buf_clear(out);
    return st;
}

/* Missing marks put back, if that finds anything: it never finds more. */
static enum cvd_status try_marks(struct cvd_searcher *s,
                                 const struct cvd_query *q,
                                 const struct cvd_request *r,
                                 const bool *may, uint64_t found,
                                 struct cvd_buf *out, struct cvd_err *err)
{
    bool rest = r->sort == CVD_SORT_RELEVANCE;
    uint64_t would_find = 0;
    enum cvd_status st = put_marks_back(s, q, may, out, err);

    if (st != CVD_OK || !out->len || page_found(r, found))
        return st;
    if (out->len <= CVD_QUERY_BYTES_MAX)
        st = count_found(s, r, cvd_buf_str(out), rest, &would_find, err);
    if (would_find == 0)
        cvd_buf_clear(out);
    return st;
}

enum cvd_status cvd_meant(struct cvd_searcher *s, const struct cvd_query *q,
                          const struct cvd_request *r, uint64_t found,
                          struct cvd_buf *out, struct cvd_err *err)
{
    bool typed;
    struct cvd_clock *clock = cvd_store_clock(s->store);
    enum cvd_status st = cvd_keyboard_read(cvd_buf_str(&q->text), out,
                                           &typed);

    if (st != CVD_OK)
        return cvd_fail(err, st, "out of memory");
    if (out->len || cvd_clock_look(clock))
        return CVD_OK;
    bool *may = allowed(q);
    if (!may)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    st = try_mending(s, q, r, may, found, out, err);
    if (st == CVD_OK && !out->len && !clock->late)
        st = try_marks(s, q, r, may, found, out, err);
    if (out->len > CVD_QUERY_BYTES_MAX || clock->late)
        cvd_buf_clear(out); /* it could not be asked, or was half read */
    free(may);
    return st;
}
