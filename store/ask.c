/* ask.c - answers: the best, how many there are, what they hold.  See
 * store.h and match.h. */
#include "store/match.h"
#include "store/names.h"

#include <stdlib.h>
#include <string.h>

enum { WINDOW_STEPS = 16 /* of the clock, that filling a window is worth */ };

/* A question under way. */
struct asking {
    struct cvd_store *store;
    const struct cvd_ask *q;
    struct cvd_tree tree;
    uint64_t **found;        /* by part: bits of what is found; NULL: not
                                asked for */
    uint64_t found_count;
    struct cvd_best best;
    struct cvd_answer *out;
};

static enum cvd_status no_memory(struct cvd_err *err)
{
    return cvd_fail(err, CVD_ENOMEM, "out of memory");
}

/* ---- all that is found ----------------------------------------------- */

/* The next window of the part that has any, filled, from document *did on;
 * how many, and *did behind it: CVD_NO_DID at the end. */
static uint32_t next_window(struct cvd_matcher *m, uint32_t *did,
                            uint32_t *from, uint64_t *bits)
{
    uint32_t n = 0;

    while (n == 0 && *did <= m->part->documents &&
           !cvd_clock_steps(m->clock, WINDOW_STEPS)) {
        uint32_t next = cvd_set_next(m->set, *did);
        if (next > m->part->documents)
            break;
        *from = (next - 1) / CVD_WINDOW * CVD_WINDOW;
        *did = *from + CVD_WINDOW + 1;
        cvd_set_fill(m, m->set, &(struct cvd_window){ *from, true, NULL },
                     bits);
        if (m->clock->late) /* and so perhaps wrong */
            return 0;
        cvd_window_live(m->part, *from, bits);
        n = cvd_count_window(bits);
    }
    if (n == 0)
        *did = CVD_NO_DID;
    return n;
}

/* Bits of all that is found, by part. */
static enum cvd_status find_all(struct asking *a, struct cvd_err *err)
{
    a->found = calloc(a->tree.count + 1, sizeof *a->found);
    for (size_t i = 0; a->found && i < a->tree.count; i++) {
        struct cvd_matcher *m = &a->tree.parts[i];
        uint64_t bits[CVD_WINDOW_WORDS];
        uint32_t did = 1, from, n;
        m->twice = a->out && a->q->limit;
        a->found[i] = calloc(cvd_window_words(m->part->documents),
                             sizeof **a->found);
        if (!a->found[i])
            return no_memory(err);
        while ((n = next_window(m, &did, &from, bits)) != 0) {
            memcpy(a->found[i] + from / 64, bits, sizeof bits);
            a->found_count += n;
        }
    }
    return a->found ? CVD_OK : no_memory(err);
}

/* ---- how many -------------------------------------------------------- */

/* Whether the posting lists tell how many there are. */
static bool is_told(const struct asking *a, uint64_t *total)
{
    *total = 0;
    for (size_t i = 0; i < a->tree.count; i++) {
        const struct cvd_matcher *m = &a->tree.parts[i];
        const struct cvd_set *s = m->set;
        if (s->kind == CVD_SET_NONE)
            continue;
        if (m->part->deleted_count || s->kind != CVD_SET_SOURCE ||
            s->source->count != 1)
            return false;
        *total += s->most;
    }
    return true;
}

/* Count up to so many; what there are more, in proportion. */
static void count_some(struct asking *a)
{
    uint64_t bits[CVD_WINDOW_WORDS], n = 0;
    double seen = 0;

    for (size_t i = 0; i < a->tree.count; i++) {
        struct cvd_matcher *m = &a->tree.parts[i];
        uint32_t did = 1, from, here;
        while ((here = next_window(m, &did, &from, bits)) != 0) {
            n += here;
            seen = (double)m->base + from + CVD_WINDOW;
            if (n >= a->q->exact_to && seen < a->tree.documents) {
                a->out->total = (uint64_t)((double)n * a->tree.documents /
                                           seen);
                return;
            }
        }
    }
    a->out->total = n;
    a->out->total_is_exact = true;
}

/* Without counting: no more than the rarest of its parts. */
static void guess(struct asking *a)
{
    for (size_t i = 0; i < a->tree.count; i++)
        a->out->total += a->tree.parts[i].set->most;
}

static void take_total(struct asking *a)
{
    uint64_t told;

    a->out->total_is_exact = false;
    if (a->found) {
        a->out->total = a->found_count;
        a->out->total_is_exact = true;
    } else if (a->best.most && !a->best.passed_over) {
        a->out->total = a->best.seen;
        a->out->total_is_exact = true;
    } else if (is_told(a, &told)) {
        a->out->total = told;
        a->out->total_is_exact = true;
    } else if (a->q->exact_to) {
        count_some(a);
    } else {
        guess(a);
    }
    if (a->out->total < a->best.count) /* those are there for sure */
        a->out->total = a->best.count;
}

/* ---- the best -------------------------------------------------------- */

static int best_first(const void *pa, const void *pb)
{
    const struct cvd_match *a = pa, *b = pb;

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return a->docno < b->docno ? -1 : a->docno > b->docno;
}

static enum cvd_status best_room(struct cvd_best *best, uint64_t most,
                                 struct cvd_err *err)
{
    *best = (struct cvd_best){ .most = (size_t)most };
    best->heap = malloc((best->most + 1) * sizeof *best->heap);
    return best->heap ? CVD_OK : no_memory(err);
}

/* How many are to be ranked so that the page asked for is. */
static uint64_t ranked(const struct asking *a)
{
    uint64_t most = a->q->limit ? (uint64_t)a->q->offset + a->q->limit : 0;
    uint64_t all = a->found ? a->found_count : (uint64_t)a->tree.documents;

    return most < all ? most : all;
}

/* The page, of `count` ranked documents. */
static enum cvd_status take_page(struct asking *a,
                                 const struct cvd_match *all, size_t count,
                                 struct cvd_err *err)
{
    struct cvd_answer *out = a->out;
    size_t from = a->q->offset < count ? a->q->offset : count;
    size_t n = count - from < a->q->limit ? count - from : a->q->limit;

    out->matches = calloc(n + 1, sizeof *out->matches);
    if (!out->matches)
        return no_memory(err);
    if (n)
        memcpy(out->matches, all + from, n * sizeof *all);
    out->count = n;
    return CVD_OK;
}

static enum cvd_status rank(struct asking *a, struct cvd_err *err)
{
    struct cvd_best *best = &a->best;
    enum cvd_status st = best_room(best, ranked(a), err);

    for (size_t i = 0; st == CVD_OK && i < a->tree.count; i++)
        cvd_rank(&a->tree.parts[i], a->found ? a->found[i] : NULL, best);
    if (st != CVD_OK)
        return st;
    struct cvd_match *all = calloc(best->count + 1, sizeof *all);
    if (!all)
        return no_memory(err);
    for (size_t i = 0; i < best->count; i++)
        all[i] = (struct cvd_match){ best->heap[i].docno,
                                     best->heap[i].score };
    qsort(all, best->count, sizeof *all, best_first);
    st = take_page(a, all, best->count, err);
    free(all);
    return st;
}

/* ---- answering ------------------------------------------------------- */

static void asking_release(struct asking *a)
{
    for (size_t i = 0; a->found && i < a->tree.count; i++)
        free(a->found[i]);
    free(a->found);
    free(a->best.heap);
    cvd_tree_release(&a->tree);
}

static enum cvd_status answer(struct asking *a, struct cvd_err *err)
{
    const struct cvd_ask *q = a->q;
    enum cvd_status st = CVD_OK;

    if (q->facet_count || q->sort != CVD_SORT_RELEVANCE)
        st = find_all(a, err);
    if (st == CVD_OK)
        st = q->sort == CVD_SORT_RELEVANCE
                 ? rank(a, err)
                 : cvd_rank_by_date(&a->tree, a->found, a->found_count, q,
                                    a->out, err);
    if (st == CVD_OK && q->facet_count)
        st = cvd_facets_make(a->store->parts.parts, a->tree.count,
                             (const uint64_t *const *)a->found, q->facets,
                             q->facet_count, q->facet_values, a->out);
    if (st == CVD_OK)
        take_total(a);
    return st == CVD_OK ? cvd_tree_status(&a->tree, err) : st;
}

enum cvd_status cvd_store_ask(struct cvd_store *s, const struct cvd_ask *q,
                              struct cvd_answer *out, struct cvd_err *err)
{
    struct asking a = { .store = s, .q = q, .out = out };

    *out = (struct cvd_answer){ 0 };
    cvd_names_tidy(s);
    enum cvd_status st = cvd_tree_make(s, q->root, q->limit > 0, &a.tree,
                                       err);
    if (st == CVD_OK)
        st = answer(&a, err);
    out->cut_short = s->at->late;
    out->total_is_exact = out->total_is_exact && !out->cut_short;
    asking_release(&a);
    if (st != CVD_OK)
        cvd_answer_release(out);
    return st;
}

/* ---- collecting ------------------------------------------------------ */

/* Put the bits of a part behind those of the parts before it. */
static void append_bits(unsigned char *to, uint32_t at, const uint64_t *from,
                        uint32_t documents)
{
    for (uint32_t i = 0; i < documents; i += 64) {
        uint64_t bits = from[i / 64];
        for (uint32_t byte = (at + i) / 8, shift = (at + i) % 8; bits;
             byte++, shift = 0) {
            to[byte] = (unsigned char)(to[byte] | bits << shift);
            bits >>= 8 - shift;
        }
    }
}

static enum cvd_status take_docset(struct asking *a, struct cvd_docset *out,
                                   struct cvd_err *err)
{
    size_t n = a->tree.count;

    out->parts = n;
    out->begin = calloc(n + 1, sizeof *out->begin);
    if (!out->begin)
        return no_memory(err);
    for (size_t i = 0; i < n; i++)
        out->begin[i + 1] = out->begin[i] +
                            a->tree.parts[i].part->documents;
    out->bits = calloc(out->begin[n] / 8 + 1, 1);
    if (!out->bits)
        return no_memory(err);
    for (size_t i = 0; i < n; i++)
        append_bits(out->bits, out->begin[i], a->found[i],
                    a->tree.parts[i].part->documents);
    out->count = a->found_count;
    return cvd_tree_status(&a->tree, err);
}

enum cvd_status cvd_store_collect(struct cvd_store *s,
                                  const struct cvd_node *root,
                                  struct cvd_docset *out,
                                  struct cvd_err *err)
{
    struct asking a = { .store = s };

    *out = (struct cvd_docset){ 0 };
    cvd_names_tidy(s);
    enum cvd_status st = cvd_tree_make(s, root, false, &a.tree, err);
    if (st == CVD_OK)
        st = find_all(&a, err);
    if (st == CVD_OK)
        st = take_docset(&a, out, err);
    asking_release(&a);
    if (st != CVD_OK)
        cvd_docset_release(out);
    return st;
}

void cvd_store_dates(struct cvd_store *s, const struct cvd_docset *set,
                     cvd_date_fn *fn, void *ctx)
{
    cvd_parts_dates(s->parts.parts, set, fn, ctx, s->at);
}

enum cvd_status cvd_store_tally(struct cvd_store *s,
                                const struct cvd_docset *set,
                                enum cvd_field field, cvd_tally_fn *fn,
                                void *ctx, struct cvd_err *err)
{
    enum cvd_status st = cvd_parts_tally(s->parts.parts, set, field, fn, ctx,
                                         s->at);

    return st == CVD_OK ? st : no_memory(err);
}

enum cvd_status cvd_store_cross(struct cvd_store *s,
                                const struct cvd_docset *set,
                                const struct cvd_cross *t,
                                struct cvd_err *err)
{
    enum cvd_status st = cvd_parts_cross(s->parts.parts, set, t, s->at);

    return st == CVD_OK ? st : no_memory(err);
}
