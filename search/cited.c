/* cited.c - a document that is cited: who cites it, and what is held of it. */
#include "search/cited.h"
#include "base/array.h"
#include "search/reference.h"

#include <stdlib.h>

struct cvd_cited *cvd_cited_add(struct cvd_cited_list *l)
{
    if (cvd_array_reserve(&l->list, &l->cap, l->count + 1,
                          sizeof *l->list) != CVD_OK)
        return NULL;
    l->list[l->count] = (struct cvd_cited){ 0 };
    return &l->list[l->count++];
}

enum cvd_status cvd_cited_count(struct cvd_searcher *s,
                                const struct cvd_namesakes *n, int32_t i,
                                const struct cvd_node *scope,
                                uint64_t *count, struct cvd_err *err)
{
    struct cvd_namesake_question q = { .namesakes = &i, .count = 1,
                                       .citing = true, .scope = scope };
    struct cvd_answer a;
    enum cvd_status st = cvd_namesakes_ask(s, n, &q, &a, err);

    if (st == CVD_OK)
        *count = a.total;
    cvd_answer_release(&a);
    return st;
}

/* Append what is shown of the documents of `a`. */
static enum cvd_status add_documents(struct cvd_searcher *s,
                                     const struct cvd_answer *a,
                                     enum cvd_resolution how,
                                     struct cvd_strings **strings,
                                     struct cvd_held **list, size_t *count,
                                     struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;
    struct cvd_held *more =
        realloc(*list, (*count + a->count + 1) * sizeof *more);

    if (!more)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    *list = more;
    for (size_t i = 0; i < a->count && st == CVD_OK; i++) {
        struct cvd_held *h = &more[*count];
        st = cvd_held_read(s, a->matches[i].docno, strings, h, err);
        h->how = how;
        *count += st == CVD_OK;
    }
    return st;
}

/* The documents held; of an open one, those that it may mean. */
static enum cvd_status fill_held(struct cvd_searcher *s,
                                 const struct cvd_namesakes *n, int32_t i,
                                 struct cvd_strings **strings,
                                 struct cvd_cited *out, struct cvd_err *err)
{
    int32_t fitting[CVD_RESOLVED_MAX];
    struct cvd_namesake_question q = { .namesakes = fitting, .count = 1,
                                       .limit = CVD_RESOLVED_MAX };
    struct cvd_answer a;

    fitting[0] = i;
    if (n->list[i].open)
        q.count = cvd_namesakes_fitting(n, &n->known[n->list[i].first],
                                        fitting, CVD_RESOLVED_MAX);
    enum cvd_status st = cvd_namesakes_ask(s, n, &q, &a, err);
    if (st == CVD_OK)
        st = add_documents(s, &a, CVD_R_EXACT, strings, &out->held,
                           &out->held_count, err);
    cvd_answer_release(&a);
    return st;
}

/* The citers of the page: those that are sure of a held one, then the
 * rest. */
static enum cvd_status fill_citers(struct cvd_searcher *s,
                                   const struct cvd_namesakes *n, int32_t i,
                                   const struct cvd_cited_wish *wish,
                                   struct cvd_strings **strings,
                                   struct cvd_cited *out,
                                   struct cvd_err *err)
{
    static const enum cvd_resolution surest[] = { CVD_R_EXACT, CVD_R_LIKELY };
    unsigned offset = wish->offset;
    unsigned left = wish->limit;
    enum cvd_status st = CVD_OK;
    bool held = n->list[i].held;

    for (size_t k = 0; k < (held ? 2 : 1) && st == CVD_OK && left; k++) {
        struct cvd_namesake_question q = {
            .namesakes = &i, .count = 1, .citing = true,
            .least = held ? surest[k] : CVD_R_ABSENT, .not_surer = held,
            .scope = wish->scope, .offset = offset, .limit = left,
        };
        struct cvd_answer a;
        st = cvd_namesakes_ask(s, n, &q, &a, err);
        if (st == CVD_OK)
            st = add_documents(s, &a, held ? surest[k] : out->resolution,
                               strings, &out->citers, &out->citer_count,
                               err);
        offset = offset > a.total ? offset - (unsigned)a.total : 0;
        left -= (unsigned)a.count;
        cvd_answer_release(&a);
    }
    return st;
}

/* As sure as the surest of those that cite it. */
static enum cvd_resolution resolution_of(const struct cvd_namesakes *n,
                                         int32_t i)
{
    enum cvd_resolution best = CVD_R_ABSENT;

    if (n->list[i].open)
        return CVD_R_AMBIGUOUS;
    if (!n->list[i].held)
        return CVD_R_ABSENT;
    for (size_t k = 0; k < n->count; k++)
        if (!n->known[k].borne && n->known[k].namesake == i &&
            n->known[k].how > best)
            best = n->known[k].how;
    return best == CVD_R_ABSENT ? CVD_R_EXACT : best;
}

enum cvd_status cvd_cited_fill(struct cvd_searcher *s,
                               const struct cvd_namesakes *n, int32_t i,
                               const struct cvd_cited_wish *wish,
                               struct cvd_strings **strings,
                               struct cvd_cited *out, struct cvd_err *err)
{
    out->resolution = resolution_of(n, i);
    enum cvd_status st = fill_held(s, n, i, strings, out, err);
    if (st == CVD_OK)
        st = fill_citers(s, n, i, wish, strings, out, err);
    return st == CVD_OK
               ? cvd_cited_describe(s, n, i, wish, strings, out, err)
               : st;
}

void cvd_cited_drop(struct cvd_cited_list *l)
{
    l->count--;
    free(l->list[l->count].held);
    free(l->list[l->count].citers);
}

void cvd_cited_list_release(struct cvd_cited_list *l)
{
    while (l->count)
        cvd_cited_drop(l);
    free(l->list);
    cvd_strings_free(l->strings);
    *l = (struct cvd_cited_list){ 0 };
}
