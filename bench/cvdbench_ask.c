/* cvdbench_ask.c - our own index asked.
 *
 * Queries go to the store, with the trees that search/ makes for such, less
 * the tiers: ten best document numbers by BM25, as the peers give; a prefix is
 * looked up and becomes one word of many spellings, as search/ does.  Whole
 * questions go through search/ as the command line asks them.
 *
 * May depend on: libc, base, analyzers, store, search, measure.h. */
#include "analyzers/analyzer.h"
#include "base/limits.h"
#include "bench/cvdbench.h"
#include "bench/measure.h"
#include "search/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct engine {
    struct cvd_store *store;
    struct cvd_tokens tokens[BENCH_WORDS_MAX]; /* of the query's words */
};

/* A query as the store takes it; nothing in it moves once it is made. */
struct tree {
    struct cvd_word words[BENCH_WORDS_MAX];
    struct cvd_word expanded[CVD_QUERY_EXPAND_MAX];
    struct cvd_slot slots[BENCH_WORDS_MAX];
    struct cvd_node nodes[BENCH_WORDS_MAX];
    struct cvd_node *kids[BENCH_WORDS_MAX];
    struct cvd_node root, condition, both;
    struct cvd_node *halves[2];
    char topic[32], from[16], to[16];
};

/* ---- trees ----------------------------------------------------------- */

struct expansion {
    struct cvd_str exact;      /* what a word must begin with; empty: any */
    struct cvd_word *words;
    size_t count;
};

static bool add_word(void *ctx, struct cvd_str exact, struct cvd_str folded,
                     uint32_t documents)
{
    struct expansion *x = ctx;

    (void)documents;
    if (!cvd_str_starts(exact, x->exact))
        return true;
    x->words[x->count++] = (struct cvd_word){ exact, folded };
    return x->count < CVD_QUERY_EXPAND_MAX;
}

static int by_exact(const void *pa, const void *pb)
{
    const struct cvd_word *a = pa, *b = pb;

    return cvd_str_compare(a->exact, b->exact);
}

/* The first word as the beginning of others. */
static void expand(struct engine *e, bool folded, struct tree *t)
{
    struct expansion x = { .words = t->expanded };

    if (!folded)
        x.exact = t->words[0].exact;
    if (cvd_store_words(e->store, t->words[0].folded, true, add_word, &x) !=
            CVD_OK)
        cvdbench_die("cannot expand a prefix");
    qsort(x.words, x.count, sizeof *x.words, by_exact);
    t->slots[0] = (struct cvd_slot){ false, x.words, x.count };
    if (!x.count)
        t->nodes[0].kind = CVD_N_NONE;
}

/* Analyse the words; false if one is not a word. */
static bool make_words(struct engine *e, const struct bench_query *q,
                       struct tree *t)
{
    for (size_t i = 0; i < q->n; i++) {
        struct cvd_tokens *cut = &e->tokens[i];
        if (cvd_tokenize(cvd_str_from(q->words[i]), cut) != CVD_OK ||
            cut->count != 1)
            return false;
        t->words[i] = (struct cvd_word){ cvd_token_exact(cut, 0),
                                         cvd_token_folded(cut, 0) };
        t->slots[i] = (struct cvd_slot){ q->folded != 0, &t->words[i], 1 };
        t->nodes[i] = (struct cvd_node){ .kind = CVD_N_WORD, .weight = 1,
                                         .slots = &t->slots[i],
                                         .slot_count = 1 };
        t->kids[i] = &t->nodes[i];
    }
    if (q->op == BENCH_PREFIX)
        expand(e, q->folded, t);
    return true;
}

static struct cvd_str iso(unsigned date, char *out, size_t size)
{
    (void)snprintf(out, size, "%04u-%02u-%02u", date / 10000,
                   date / 100 % 100, date % 100);
    return cvd_str_from(out);
}

/* What the query's words are asked for among. */
static void add_condition(const struct bench_query *q, struct tree *t)
{
    if (!q->topic && !q->from)
        return;
    t->condition = (struct cvd_node){ .kind = CVD_N_RANGE };
    if (q->topic) {
        (void)snprintf(t->topic, sizeof t->topic, "topic-%u", q->topic);
        t->condition = (struct cvd_node){ .kind = CVD_N_FIELD,
                                          .field = CVD_F_TYPE,
                                          .term = cvd_str_from(t->topic) };
    } else {
        t->condition.from = iso(q->from, t->from, sizeof t->from);
        t->condition.to = iso(q->to, t->to, sizeof t->to);
    }
    t->both = t->root;
    t->halves[0] = &t->both;
    t->halves[1] = &t->condition;
    t->root = (struct cvd_node){ .kind = CVD_N_FILTER, .kids = t->halves,
                                 .kid_count = 2 };
}

static bool make_tree(struct engine *e, const struct bench_query *q,
                      struct tree *t)
{
    if (!make_words(e, q, t))
        return false;
    if (q->n == 1)
        t->root = t->nodes[0];
    else if (q->op == BENCH_PHRASE)
        t->root = (struct cvd_node){ .kind = CVD_N_PHRASE, .weight = 1,
                                     .slots = t->slots,
                                     .slot_count = q->n };
    else
        t->root = (struct cvd_node){
            .kind = q->op == BENCH_AND ? CVD_N_AND : CVD_N_OR, .weight = 1,
            .kids = t->kids, .kid_count = q->n
        };
    add_condition(q, t);
    return true;
}

/* ---- asking ---------------------------------------------------------- */

/* False if nothing was asked; else release *answer. */
static bool ask(struct engine *e, const struct bench_query *q,
                unsigned exact_to, struct cvd_answer *answer)
{
    static const enum cvd_field topic[] = { CVD_F_TYPE };
    struct tree t;
    struct cvd_err err;

    if (!make_tree(e, q, &t))
        return false;
    struct cvd_ask question = {
        .root = &t.root, .limit = BENCH_TOP, .offset = q->offset,
        .sort = q->newest ? CVD_SORT_NEWEST : CVD_SORT_RELEVANCE,
        .exact_to = exact_to, .facets = topic, .facet_count = q->facets != 0,
        .facet_values = BENCH_FACETS
    };
    if (cvd_store_ask(e->store, &question, answer, &err) != CVD_OK)
        cvdbench_die(err.msg);
    return true;
}

static size_t top10(void *self, const struct bench_query *q)
{
    struct cvd_answer answer;

    if (!ask(self, q, 0, &answer))
        return 0;
    size_t count = answer.count;
    cvd_answer_release(&answer);
    return count;
}

static size_t count(void *self, const struct bench_query *q)
{
    struct cvd_answer answer;

    if (!ask(self, q, UINT32_MAX, &answer))
        return 0;
    size_t total = (size_t)answer.total;
    cvd_answer_release(&answer);
    return total;
}

static size_t date_of(struct engine *e, uint32_t docno)
{
    struct cvd_doc doc = { 0 };
    unsigned y = 0, m = 0, d = 0;
    struct cvd_err err;

    if (cvd_store_read(e->store, docno, false, &doc, &err) != CVD_OK)
        cvdbench_die(err.msg);
    struct cvd_str date = cvd_doc_value(&doc, CVD_F_DATE);
    if (date.len != strlen("2020-01-01") ||
        sscanf(date.ptr, "%4u-%2u-%2u", &y, &m, &d) != 3)
        cvdbench_die("a document has no date");
    cvd_doc_release(&doc);
    return (y * 100 + m) * 100 + d;
}

static size_t check(void *self, const struct bench_query *q)
{
    struct cvd_answer answer;
    size_t value = 0;

    if (!ask(self, q, 0, &answer))
        return 0;
    if (q->newest && answer.count)
        value = date_of(self, answer.matches[answer.count - 1].docno);
    else if (q->facets && answer.facets[0].count)
        value = (size_t)answer.facets[0].values[0].count;
    cvd_answer_release(&answer);
    return value;
}

int cvdbench_query(const char *index, const char *queries)
{
    static struct engine e;
    const struct bench_engine engine = { &e, top10, count, check };
    struct cvd_err err;

    if (cvd_store_open(index, &e.store, &err) != CVD_OK)
        cvdbench_die(err.msg);
    int status = bench_run(queries, &engine);
    cvd_store_close(e.store);
    for (int i = 0; i < BENCH_WORDS_MAX; i++)
        cvd_tokens_release(&e.tokens[i]);
    return status;
}

/* ---- whole questions ------------------------------------------------- */

struct questioner {
    struct cvd_searcher *searcher;
    bool with_snippets;
};

static size_t search(struct questioner *s, const struct bench_query *q,
                     bool total)
{
    struct cvd_request r = { .query = cvd_str_from(q->text),
                             .limit = BENCH_TOP,
                             .without_snippets = !s->with_snippets };
    struct cvd_result result;
    struct cvd_err err;

    if (cvd_search(s->searcher, &r, &result, &err) != CVD_OK)
        cvdbench_die(err.msg);
    size_t n = total ? (size_t)result.total : result.count;
    cvd_result_release(&result);
    return n;
}

static size_t question_top10(void *self, const struct bench_query *q)
{
    return search(self, q, false);
}

static size_t question_total(void *self, const struct bench_query *q)
{
    return search(self, q, true);
}

int cvdbench_questions(const char *index, const char *questions,
                       int with_snippets)
{
    struct questioner s = { .with_snippets = with_snippets != 0 };
    const struct bench_engine engine = { &s, question_top10, question_total,
                                         NULL };
    struct cvd_err err;

    if (cvd_searcher_open(index, &s.searcher, &err) != CVD_OK)
        cvdbench_die(err.msg);
    int status = bench_run(questions, &engine);
    cvd_searcher_close(s.searcher);
    return status;
}
