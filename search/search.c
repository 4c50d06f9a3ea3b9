/* search.c - a request answered: parse, plan, ask, widen, show. */
#define _POSIX_C_SOURCE 200809L
#include "search/search.h"
#include "base/limits.h"
#include "search/asking.h"
#include "search/labels.h"
#include "search/meant.h"
#include "search/named.h"
#include "search/namesakes.h"
#include "search/planned.h"
#include "search/query.h"
#include "search/readings.h"
#include "search/searcher.h"
#include "search/strings.h"
#include "search/suggest.h"
#include "search/warnings.h"

#include <stdlib.h>
#include <time.h>

/* Matches counted exactly; beyond, an estimate is shown as one. */
enum { EXACT_TO = 1000 };

static enum cvd_status read_campaigns(struct cvd_searcher *s,
                                      const char *path, struct cvd_err *err)
{
    struct cvd_buf tsv = { 0 };
    enum cvd_status st = cvd_list_read(path, CVD_LIST_CAMPAIGNS, &tsv, err);

    if (st == CVD_OK && tsv.len)
        st = cvd_campaigns_parse(cvd_buf_str(&tsv), CVD_LIST_CAMPAIGNS,
                                 &s->campaigns, err);
    cvd_buf_release(&tsv);
    return st;
}

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
    st = read_campaigns(s, path, err);
    if (st != CVD_OK) {
        cvd_searcher_close(s);
        return st;
    }
    *out = s;
    return CVD_OK;
}

void cvd_searcher_close(struct cvd_searcher *s)
{
    if (!s)
        return;
    cvd_store_close(s->store);
    cvd_campaigns_free(s->campaigns);
    cvd_namesakes_forget(s);
    cvd_name_table_free(s->names);
    cvd_tokens_release(&s->tokens);
    cvd_doc_release(&s->doc);
    free(s);
}

void cvd_searcher_deadline(struct cvd_searcher *s, unsigned ms)
{
    cvd_clock_set(cvd_store_clock(s->store), ms);
}

bool cvd_searcher_late(const struct cvd_searcher *s)
{
    return cvd_store_clock(s->store)->late;
}

void cvd_searcher_describe(const struct cvd_searcher *s,
                           struct cvd_store_info *out)
{
    cvd_store_describe(s->store, out);
}

struct cvd_edition cvd_searcher_edition(const struct cvd_searcher *s)
{
    struct cvd_store_info info;

    cvd_store_describe(s->store, &info);
    return (struct cvd_edition){ info.generation, info.analyzer,
                                 info.documents };
}

/* Why filters find nothing: their values are nobody's. */
static enum cvd_status warn_unknown(struct cvd_searcher *s,
                                    const struct cvd_query *q,
                                    const struct cvd_request *r,
                                    struct cvd_result *out,
                                    struct cvd_err *err)
{
    bool unknown[CVD_F_COUNT] = { false };
    enum cvd_status st = cvd_query_unknown(s->store, q, r, unknown, err);

    if (unknown[CVD_F_PROVINCE])
        cvd_warn(out, CVD_W_PROVINCE);
    if (unknown[CVD_F_TYPE])
        cvd_warn(out, CVD_W_TYPE);
    return st;
}

/* ---- asking, and asking wider ---------------------------------------- */

enum cvd_status cvd_asking_ask(struct cvd_asking *a,
                               struct cvd_plan_mode mode,
                               struct cvd_err *err)
{
    struct cvd_plan plan;
    struct cvd_answer answer;
    enum cvd_status st = cvd_plan_make(a->s->store, &a->s->ranking,
                                       a->s->synonyms, a->q, a->r, mode,
                                       &plan, err);

    if (st != CVD_OK)
        return st;
    struct cvd_ask question = {
        .root = plan.root,
        .offset = a->offset,
        .limit = a->limit,
        .sort = a->r->sort,
        /* Who asks for no hit asks how many there are. */
        .exact_to = a->r->limit ? a->offset + a->limit + EXACT_TO
                                : UINT32_MAX,
        .facets = a->r->facets,
        .facet_count = a->r->facet_count,
        .facet_values = a->r->facet_values,
    };
    st = cvd_store_ask(a->s->store, &question, &answer, err);
    if (st != CVD_OK) {
        cvd_plan_release(&plan);
        return st;
    }
    if (answer.cut_short && a->answer.total > 0) {
        cvd_plan_release(&plan);
        cvd_answer_release(&answer);
        return CVD_OK;
    }
    cvd_plan_release(&a->plan);
    cvd_answer_release(&a->answer);
    a->plan = plan;
    a->mode = mode;
    a->answer = answer;
    return CVD_OK;
}

enum cvd_status cvd_words_exist(struct cvd_searcher *s,
                                const struct cvd_plan *plan, bool *exist,
                                struct cvd_err *err)
{
    struct cvd_ask question = { .root = plan->root, .limit = 1,
                                .exact_to = 1 };
    struct cvd_answer answer;
    enum cvd_status st = cvd_store_ask(s->store, &question, &answer, err);

    if (st != CVD_OK)
        return st;
    *exist = answer.count != 0 || answer.cut_short;
    cvd_answer_release(&answer);
    return CVD_OK;
}

/* Whether no document bears the words as typed.  What fits what they name may
 * have been found all the same, and must not keep the words from being
 * widened. */
static enum cvd_status words_find_none(struct cvd_asking *a, bool *none,
                                       struct cvd_err *err)
{
    struct cvd_plan_mode words = { .exists = true };
    struct cvd_plan plan;
    bool exist = true;

    *none = a->answer.total == 0;
    if (*none || a->q->named_count == 0)
        return CVD_OK;
    enum cvd_status st = cvd_plan_make(a->s->store, &a->s->ranking,
                                       a->s->synonyms, a->q, a->r, words,
                                       &plan, err);
    if (st != CVD_OK)
        return st;
    st = cvd_words_exist(a->s, &plan, &exist, err);
    *none = st == CVD_OK && !exist;
    cvd_plan_release(&plan);
    return st;
}

/* Whether there is time for asking once more. */
static bool is_in_time(const struct cvd_asking *a)
{
    return !cvd_clock_look(cvd_store_clock(a->s->store));
}

/* The contract's order: as typed; nothing: every spelling; less than a
 * page: what bears only some of the words behind. */
static enum cvd_status ask_widening(struct cvd_asking *a,
                                    struct cvd_result *out,
                                    struct cvd_err *err)
{
    struct cvd_plan_mode mode = { .widen = false };
    bool none = false;
    enum cvd_status st = cvd_asking_ask(a, mode, err);

    a->found = a->answer.total;
    if (st == CVD_OK && a->plan.strict_marks)
        st = words_find_none(a, &none, err);
    if (st == CVD_OK && none && is_in_time(a)) {
        mode.widen = true;
        st = cvd_asking_ask(a, mode, err);
        mode.widen = st == CVD_OK && a->answer.total > 0;
    }
    uint64_t found = a->answer.total;
    /* Behind the others is a place only in the order of relevance. */
    if (st == CVD_OK && a->r->sort == CVD_SORT_RELEVANCE &&
        found < a->r->limit && a->plan.relaxable && is_in_time(a)) {
        mode.rest = true;
        st = cvd_asking_ask(a, mode, err);
        if (st == CVD_OK && a->answer.total == 0 && a->plan.strict_marks &&
            is_in_time(a)) {
            mode.widen = true;
            st = cvd_asking_ask(a, mode, err);
        }
    }
    if (mode.widen && a->answer.total > a->found)
        cvd_warn(out, CVD_W_WIDE);
    if (mode.rest && a->answer.total > found)
        cvd_warn(out, CVD_W_REST);
    out->whole = mode.rest ? found : a->answer.total;
    return st;
}

/* ---------------------------------------------------------------------- */

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
    return cvd_search_planned(s, r, out, NULL, err);
}

enum cvd_status cvd_search_planned(struct cvd_searcher *s,
                                   const struct cvd_request *r,
                                   struct cvd_result *out,
                                   struct cvd_planned *planned,
                                   struct cvd_err *err)
{
    struct timespec begun;
    struct cvd_result res = { 0 };
    struct cvd_query q = { 0 };
    struct cvd_asking a = { .s = s, .r = r, .q = &q,
                            .offset = r->fold ? 0 : r->offset,
                            .limit = r->fold ? cvd_fold_window(r)
                                             : r->limit };

    (void)clock_gettime(CLOCK_MONOTONIC, &begun);
    enum cvd_status st = cvd_request_check(r, err);
    if (st == CVD_OK)
        st = cvd_query_parse(r->query, &q, err);
    if (st != CVD_OK)
        goto done;
    if (q.plain)
        cvd_warn(&res, CVD_W_PLAIN);
    if (q.cut)
        cvd_warn(&res, CVD_W_CUT);
    st = cvd_query_name(s->store, s->campaigns, &q, err);
    if (st == CVD_OK)
        st = cvd_understood(s, &q, &res.understood, &res.readings, err);
    if (st == CVD_OK && cvd_query_short_prefix(&q))
        cvd_warn(&res, CVD_W_PREFIX);
    if (st == CVD_OK)
        st = warn_unknown(s, &q, r, &res, err);
    if (st == CVD_OK && cvd_buf_add(&res.query, cvd_buf_str(&q.text)))
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st == CVD_OK)
        st = ask_widening(&a, &res, err);
    if (st == CVD_OK)
        st = cvd_meant(s, &q, r, a.found, &res.suggestion, err);
    if (st == CVD_OK && a.plan.expanded_cut)
        cvd_warn(&res, CVD_W_EXPAND);
    if (st == CVD_OK)
        st = cvd_asking_show(&a, &res, err);
    if (st != CVD_OK)
        goto done;
    res.total = a.answer.total;
    res.cut_short = cvd_searcher_late(s);
    res.total_is_exact = a.answer.total_is_exact && !res.cut_short;
    if (res.cut_short)
        cvd_warn(&res, CVD_W_LATE);
    res.answer = a.answer;
    a.answer = (struct cvd_answer){ 0 };
    st = cvd_label_facets(s, &res, err);
    if (st != CVD_OK)
        goto done;
    res.edition = cvd_searcher_edition(s);
    res.took_ms = ms_since(&begun);
    *out = res;
    res = (struct cvd_result){ 0 };
    if (planned) {
        *planned = (struct cvd_planned){ q, a.plan };
        q = (struct cvd_query){ 0 };
        a.plan = (struct cvd_plan){ 0 };
    }
done:
    cvd_result_release(&res);
    cvd_plan_release(&a.plan);
    cvd_answer_release(&a.answer);
    cvd_query_release(&q);
    return st;
}

static void release_hits(struct cvd_hit *hits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cvd_doc_release(&hits[i].doc);
        cvd_buf_release(&hits[i].snippet);
    }
    free(hits);
}

void cvd_result_release(struct cvd_result *r)
{
    release_hits(r->hits, r->count);
    release_hits(r->folded, r->folded_count);
    cvd_buf_release(&r->query);
    cvd_buf_release(&r->suggestion);
    cvd_doc_release(&r->understood);
    cvd_readings_release(&r->readings);
    cvd_answer_release(&r->answer);
    free(r->labels);
    cvd_strings_free(r->strings);
    *r = (struct cvd_result){ 0 };
}
