/* search.c - a request answered: parse, plan, ask, widen, show. */
#define _POSIX_C_SOURCE 200809L
#include "search/search.h"
#include "base/limits.h"
#include "search/meant.h"
#include "search/query.h"
#include "search/searcher.h"

#include <stdlib.h>
#include <time.h>

/* Matches counted exactly; beyond, an estimate is shown as one. */
enum { EXACT_TO = 1000 };

static const char WARN_PLAIN[] =
    "Câu hỏi không đúng cú pháp nên được tìm như các từ thường.";
static const char WARN_CUT[] =
    "Câu hỏi quá dài: chỉ những từ đầu được tìm.";
static const char WARN_WIDE[] =
    "Không có văn bản nào đúng dấu đã gõ: đang tìm mọi cách viết dấu.";
static const char WARN_REST[] =
    "Ít văn bản có đủ các từ: phần sau chỉ có một số từ.";
static const char WARN_EXPAND[] =
    "Phần đầu từ quá ngắn: chỉ những từ thường gặp nhất được tìm.";
static const char WARN_PREFIX[] =
    "Cần ít nhất hai chữ trước dấu *.";

enum cvd_status cvd_searcher_open(const char *path,
                                  struct cvd_searcher **out,
                                  struct cvd_err *err)
{
    struct cvd_searcher *s = calloc(1, sizeof *s);

    *out = NULL;
    if (!s)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = cvd_store_open(path, &s->store, err);
    if (st != CVD_OK) {
        free(s);
        return st;
    }
    s->ranking = cvd_ranking_default;
    *out = s;
    return CVD_OK;
}

void cvd_searcher_close(struct cvd_searcher *s)
{
    if (!s)
        return;
    cvd_store_close(s->store);
    cvd_tokens_release(&s->tokens);
    cvd_doc_release(&s->doc);
    free(s);
}

static void warn(struct cvd_result *r, const char *text)
{
    if (r->warning_count < CVD_WARNINGS_MAX)
        r->warnings[r->warning_count++] = text;
}

static bool valid_date(struct cvd_str s)
{
    return s.len == 0 || cvd_date_valid(s);
}

static enum cvd_status check_request(const struct cvd_request *r,
                                     struct cvd_err *err)
{
    if (r->limit > CVD_LIMIT_MAX)
        return cvd_fail(err, CVD_EUSAGE, "limit is at most %d",
                        CVD_LIMIT_MAX);
    if (r->offset > CVD_OFFSET_MAX)
        return cvd_fail(err, CVD_EUSAGE, "offset is at most %d",
                        CVD_OFFSET_MAX);
    if (!valid_date(r->from) || !valid_date(r->to))
        return cvd_fail(err, CVD_EUSAGE,
                        "a date is written 2023, 2023-08 or 2023-08-09");
    for (size_t i = 0; i < r->filter_count; i++)
        if (r->filters[i].field == CVD_F_YEAR &&
            (r->filters[i].value.len != 4 ||
             !cvd_date_valid(r->filters[i].value)))
            return cvd_fail(err, CVD_EUSAGE,
                            "a year is written with four figures");
    for (size_t i = 0; i < r->facet_count; i++)
        if (cvd_fields[r->facets[i]].kind != CVD_K_FACET)
            return cvd_fail(err, CVD_EUSAGE, "'%s' is not a facet",
                            cvd_fields[r->facets[i]].name);
    return CVD_OK;
}

/* ---- asking, and asking wider ---------------------------------------- */

struct asking {
    struct cvd_searcher *s;
    const struct cvd_request *r;
    const struct cvd_query *q;
    struct cvd_plan plan;      /* of the answer held */
    struct cvd_answer answer;
    uint64_t found;            /* as typed, before it was widened */
};

/* Ask with `mode` and keep the answer in place of the one held. */
static enum cvd_status ask(struct asking *a, struct cvd_plan_mode mode,
                           struct cvd_err *err)
{
    struct cvd_plan plan;
    struct cvd_answer answer;
    enum cvd_status st = cvd_plan_make(a->s->store, &a->s->ranking,
                                       a->q, a->r, mode, &plan,
                                       err);

    if (st != CVD_OK)
        return st;
    struct cvd_ask question = {
        .root = plan.root,
        .offset = a->r->offset,
        .limit = a->r->limit,
        .sort = a->r->sort,
        .exact_to = a->r->offset + a->r->limit + EXACT_TO,
        .facets = a->r->facets,
        .facet_count = a->r->facet_count,
    };
    st = cvd_store_ask(a->s->store, &question, &answer, err);
    if (st != CVD_OK) {
        cvd_plan_release(&plan);
        return st;
    }
    cvd_plan_release(&a->plan);
    cvd_answer_release(&a->answer);
    a->plan = plan;
    a->answer = answer;
    return CVD_OK;
}

/* The contract's order: as typed; nothing: every spelling; less than a
 * page: what bears only some of the words behind. */
static enum cvd_status ask_widening(struct asking *a, struct cvd_result *out,
                                    struct cvd_err *err)
{
    struct cvd_plan_mode mode = { false, false };
    enum cvd_status st = ask(a, mode, err);

    a->found = a->answer.total;
    if (st == CVD_OK && a->answer.total == 0 && a->plan.strict_marks) {
        mode.widen = true;
        st = ask(a, mode, err);
        if (st == CVD_OK && a->answer.total > 0)
            warn(out, WARN_WIDE);
        else
            mode.widen = false;
    }
    uint64_t found = a->answer.total;
    /* Behind the others is a place only in the order of relevance. */
    if (st == CVD_OK && a->r->sort == CVD_SORT_RELEVANCE &&
        found < a->r->limit && a->plan.relaxable) {
        mode.rest = true;
        st = ask(a, mode, err);
        if (st == CVD_OK && a->answer.total == 0 && a->plan.strict_marks) {
            mode.widen = true;
            st = ask(a, mode, err);
            if (st == CVD_OK && a->answer.total > 0)
                warn(out, WARN_WIDE);
        }
        if (st == CVD_OK && a->answer.total > found)
            warn(out, WARN_REST);
    }
    return st;
}

/* ---- what was understood --------------------------------------------- */

/* Keep a value; its pointer is an offset until own_understood(), as the
 * buffer may still move. */
static enum cvd_status keep_value(struct cvd_doc *d, enum cvd_field field,
                                  struct cvd_str value)
{
    struct cvd_str at = { (const char *)d->data.len, value.len };
    enum cvd_status st = cvd_doc_add_value(d, field, at);

    return st == CVD_OK ? cvd_buf_add(&d->data, value) : st;
}

static enum cvd_status understand_field(const struct cvd_item *item,
                                        struct cvd_doc *d)
{
    struct cvd_buf code = { 0 };
    enum cvd_status st = CVD_OK;

    if (cvd_fields[item->field].kind != CVD_K_FACET)
        return keep_value(d, item->field, item->value);
    st = cvd_filter_term(item->field, item->value, &code);
    if (st == CVD_OK && code.len)
        st = keep_value(d, item->field, cvd_buf_str(&code));
    cvd_buf_release(&code);
    return st;
}

/* A number as the archive writes it, or else as it was typed. */
static enum cvd_status understand_number(struct cvd_searcher *s,
                                         const struct cvd_query *q,
                                         const struct cvd_item *item,
                                         struct cvd_doc *d,
                                         struct cvd_err *err)
{
    struct cvd_buf written = { 0 };
    const struct cvd_number *n = item->number == SIZE_MAX
                                     ? NULL
                                     : &q->entities.numbers[item->number];
    const struct cvd_token *t = &q->tokens.tok[item->first];
    struct cvd_str typed = { q->text.ptr + t->start,
                             t[item->count - 1].end - t->start };
    enum cvd_status st = CVD_OK;

    if (n)
        st = cvd_written_number(s, cvd_str_from(n->key), &written, err);
    if (st == CVD_OK && n && !written.len)
        typed = cvd_str_from(n->number);
    if (st == CVD_OK)
        st = keep_value(d, CVD_F_NUMBER,
                        written.len ? cvd_buf_str(&written) : typed);
    cvd_buf_release(&written);
    return st;
}

static bool short_prefix(const struct cvd_query *q,
                         const struct cvd_item *item)
{
    struct cvd_str word = cvd_token_exact(&q->tokens, item->first);

    return item->prefix && cvd_utf8_count(word) < CVD_QUERY_PREFIX_MIN;
}

static enum cvd_status understand_group(struct cvd_searcher *s,
                                        const struct cvd_query *q,
                                        const struct cvd_group *g,
                                        struct cvd_result *out,
                                        struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    for (size_t b = 0; b < g->count; b++) {
        for (size_t i = 0; i < g->bags[b].count && st == CVD_OK; i++) {
            const struct cvd_item *item = &g->bags[b].items[i];
            if (short_prefix(q, item))
                warn(out, WARN_PREFIX);
            if (item->place == CVD_MUST_NOT)
                continue;
            if (item->kind == CVD_I_GROUP)
                st = understand_group(s, q, item->kid, out, err);
            else if (item->kind == CVD_I_NUMBER)
                st = understand_number(s, q, item, &out->understood, err);
            else if (item->kind == CVD_I_FIELD && item->field != CVD_F_DATE)
                st = understand_field(item, &out->understood);
        }
    }
    return st;
}

static void own_understood(struct cvd_doc *d)
{
    for (size_t i = 0; i < d->value_count; i++)
        d->values[i].value.ptr =
            d->data.ptr + (size_t)d->values[i].value.ptr;
}

/* ---- showing --------------------------------------------------------- */

static enum cvd_status fill_hits(struct asking *a, struct cvd_result *out,
                                 struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    out->hits = calloc(a->answer.count + 1, sizeof *out->hits);
    if (!out->hits)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    for (size_t i = 0; i < a->answer.count && st == CVD_OK; i++) {
        struct cvd_hit *h = &out->hits[out->count++];
        st = cvd_store_read(a->s->store, a->answer.matches[i].docno,
                            !a->r->without_snippets, &a->s->doc, err);
        if (st == CVD_OK && !a->r->without_snippets &&
            cvd_snippet(a->s->doc.text, a->plan.runs, a->plan.run_count,
                        &a->s->tokens, &h->snippet) != CVD_OK)
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
        if (st == CVD_OK)
            st = cvd_cited_by_count(
                a->s, cvd_doc_value(&a->s->doc, CVD_F_NUMBER), &h->cited_by,
                err);
        h->score = a->answer.matches[i].score;
        if (st == CVD_OK) {
            h->doc = a->s->doc;
            a->s->doc = (struct cvd_doc){ 0 };
        }
    }
    return st;
}

static double ms_since(const struct timespec *then)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) * 1e3 +
           (double)(now.tv_nsec - then->tv_nsec) / 1e6;
}

enum cvd_status cvd_search(struct cvd_searcher *s,
                           const struct cvd_request *r,
                           struct cvd_result *out, struct cvd_err *err)
{
    struct timespec begun;
    struct cvd_result res = { 0 };
    struct cvd_query q = { 0 };
    struct asking a = { .s = s, .r = r, .q = &q };
    struct cvd_store_info info;

    (void)clock_gettime(CLOCK_MONOTONIC, &begun);
    enum cvd_status st = check_request(r, err);
    if (st == CVD_OK)
        st = cvd_query_parse(r->query, &q, err);
    if (st != CVD_OK)
        goto done;
    if (q.plain)
        warn(&res, WARN_PLAIN);
    if (q.cut)
        warn(&res, WARN_CUT);
    st = understand_group(s, &q, q.root, &res, err);
    own_understood(&res.understood);
    if (st == CVD_OK)
        st = cvd_buf_add(&res.query, cvd_buf_str(&q.text));
    if (st != CVD_OK) {
        st = cvd_fail(err, st, "out of memory");
        goto done;
    }
    st = ask_widening(&a, &res, err);
    if (st == CVD_OK)
        st = cvd_meant(s, &q, r, a.found, &res.suggestion, err);
    if (st == CVD_OK && a.plan.expanded_cut)
        warn(&res, WARN_EXPAND);
    if (st == CVD_OK)
        st = fill_hits(&a, &res, err);
    if (st != CVD_OK)
        goto done;
    res.total = a.answer.total;
    res.total_is_exact = a.answer.total_is_exact;
    res.answer = a.answer;
    a.answer = (struct cvd_answer){ 0 };
    cvd_store_describe(s->store, &info);
    res.generation = info.generation;
    res.took_ms = ms_since(&begun);
    *out = res;
    res = (struct cvd_result){ 0 };
done:
    cvd_result_release(&res);
    cvd_plan_release(&a.plan);
    cvd_answer_release(&a.answer);
    cvd_query_release(&q);
    return st;
}

void cvd_result_release(struct cvd_result *r)
{
    for (size_t i = 0; i < r->count; i++) {
        cvd_doc_release(&r->hits[i].doc);
        cvd_buf_release(&r->hits[i].snippet);
    }
    free(r->hits);
    cvd_buf_release(&r->query);
    cvd_buf_release(&r->suggestion);
    cvd_doc_release(&r->understood);
    cvd_answer_release(&r->answer);
    *r = (struct cvd_result){ 0 };
}
