/* test_match.c - the matcher against looking at every word of every document:
 * random indexes, random trees, every page. */
#include "tests/unit/match_oracle.h"
#include "tests/unit/match_trees.h"

enum { FACETS = 4, MANY = 1000000 };

static const enum cvd_field facet_fields[FACETS] = {
    CVD_F_TYPE, CVD_F_ISSUER, CVD_F_DATE, CVD_F_YEAR
};

static struct shelf shelf;
static struct grove grove;
static uint64_t seed; /* of the tree at hand */

#define TREE_FAILS(...)                                              \
    do {                                                             \
        print_message("tree of seed %llu:\n",                        \
                      (unsigned long long)seed);                     \
        describe(root, 1);                                           \
        fail_msg(__VA_ARGS__);                                       \
    } while (0)

static struct cvd_answer ask(const struct cvd_ask *q)
{
    struct cvd_err err = { 0 };
    struct cvd_answer a;

    assert_ok(cvd_store_ask(shelf.store, q, &a, &err));
    assert_false(a.cut_short);
    return a;
}

static struct cvd_ask all_of(const struct cvd_node *root)
{
    return (struct cvd_ask){ .root = root, .limit = MANY,
                             .exact_to = UINT32_MAX };
}

/* ---- the whole list -------------------------------------------------- */

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-6 + 1e-6 * fabs(b);
}

static void check_whole(const struct cvd_answer *a, const struct oracle *o,
                        const struct cvd_node *root)
{
    if (!a->total_is_exact || a->total != o->total || a->count != o->total)
        TREE_FAILS("%zu found, total %llu, there are %zu", a->count,
                   (unsigned long long)a->total, o->total);
    for (size_t i = 0; i < a->count; i++) {
        const struct cvd_match *m = &a->matches[i], *before = m - 1;
        assert_in_range(m->docno, 1, shelf.count);
        if (!o->found[m->docno - 1])
            TREE_FAILS("document %u is found", m->docno);
        if (!near(m->score, o->worth[m->docno - 1]))
            TREE_FAILS("document %u is worth %.9g, should be %.9g",
                       m->docno, m->score, o->worth[m->docno - 1]);
        if (i && (before->score < m->score ||
                  (before->score == m->score && before->docno >= m->docno)))
            TREE_FAILS("document %u stands behind %u", m->docno,
                       before->docno);
    }
}

/* By paper its score, less than 0 if it is not found. */
static double *scores_of(const struct cvd_answer *a)
{
    double *scores = malloc((shelf.count + 1) * sizeof *scores);

    assert_non_null(scores);
    for (size_t i = 0; i < shelf.count; i++)
        scores[i] = -1;
    for (size_t i = 0; i < a->count; i++)
        scores[a->matches[i].docno - 1] = a->matches[i].score;
    return scores;
}

static void check_equals(const double *scores, const struct cvd_node *root)
{
    for (size_t i = 0; i < shelf.count; i++) {
        size_t same = shelf.papers[i].same;
        if (scores[i] >= 0 && scores[same] >= 0 && scores[i] != scores[same])
            TREE_FAILS("documents %zu and %zu are equal, scores %.12g and "
                       "%.12g", i + 1, same + 1, scores[i], scores[same]);
    }
}

/* ---- pages ----------------------------------------------------------- */

static void check_total(const struct cvd_answer *a, const struct cvd_ask *q,
                        size_t total)
{
    const struct cvd_node *root = q->root;

    if (a->total_is_exact ? a->total != total
                          : a->total < a->count || a->total > shelf.count)
        TREE_FAILS("total %llu (exact: %d, to %u), there are %zu",
                   (unsigned long long)a->total, a->total_is_exact,
                   q->exact_to, total);
    if (!a->total_is_exact && total < q->exact_to)
        TREE_FAILS("total %zu is not exact, to %u", total, q->exact_to);
}

/* Just what the whole list has there, to the last bit of the score. */
static void check_slice(const struct cvd_answer *a, const struct cvd_ask *q,
                        const struct cvd_match *whole, size_t count)
{
    const struct cvd_node *root = q->root;
    size_t from = q->offset < count ? q->offset : count;
    size_t n = count - from < q->limit ? count - from : q->limit;

    if (a->count != n)
        TREE_FAILS("offset %u limit %u sort %d: %zu, should be %zu",
                   q->offset, q->limit, (int)q->sort, a->count, n);
    for (size_t i = 0; i < n; i++) {
        const struct cvd_match *is = &a->matches[i], *should = &whole[from + i];
        if (is->docno != should->docno || is->score != should->score)
            TREE_FAILS("offset %u limit %u sort %d facets %zu: at %zu %u "
                       "(%.12g), should be %u (%.12g)", q->offset, q->limit,
                       (int)q->sort, q->facet_count, i, is->docno, is->score,
                       should->docno, should->score);
    }
}

static struct cvd_ask pick_page(const struct cvd_node *root, size_t total)
{
    static const unsigned exact[] = { 0, 1, 10, 100, 1000, UINT32_MAX };
    static const unsigned limits[] = { 0, 1, 1, 2, 3, 10, 10, 20, 100, 5000 };
    struct cvd_ask q = {
        .root = root,
        .limit = limits[pick(sizeof limits / sizeof *limits)],
        .offset = pick(2) ? 0 : pick((uint32_t)total + 20),
        .exact_to = exact[pick(sizeof exact / sizeof *exact)],
        .facets = facet_fields,
        .facet_count = once_in(4) ? pick(FACETS + 1) : 0,
    };
    return q;
}

static void check_pages(const struct cvd_node *root,
                        const struct cvd_match *whole, size_t count,
                        enum cvd_sort sort)
{
    for (int i = 0; i < (sort == CVD_SORT_RELEVANCE ? 6 : 2); i++) {
        struct cvd_ask q = pick_page(root, count);
        q.sort = sort;
        struct cvd_answer a = ask(&q);
        check_slice(&a, &q, whole, count);
        check_total(&a, &q, count);
        cvd_answer_release(&a);
    }
}

/* Page 1 and page 2 are the top 20. */
static void check_first_pages(const struct cvd_node *root,
                              const struct cvd_match *whole, size_t count)
{
    for (unsigned page = 0; page < 3; page++) {
        struct cvd_ask q = { .root = root, .limit = page == 2 ? 20 : 10,
                             .offset = page == 1 ? 10 : 0 };
        struct cvd_answer a = ask(&q);
        check_slice(&a, &q, whole, count);
        cvd_answer_release(&a);
    }
}

/* ---- by date --------------------------------------------------------- */

static bool newest_first;

static int by_date(const void *pa, const void *pb)
{
    const struct cvd_match *a = pa, *b = pb;
    const char *da = shelf.papers[a->docno - 1].date;
    const char *db = shelf.papers[b->docno - 1].date;
    int order = da && db ? strcmp(db, da) : 0;

    if (!da != !db)
        return da ? -1 : 1;
    if (order)
        return newest_first ? order : -order;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return a->docno < b->docno ? -1 : a->docno > b->docno;
}

static void check_sorted(const struct cvd_node *root,
                         const struct cvd_match *whole, size_t count,
                         enum cvd_sort sort)
{
    struct cvd_match *by = malloc((count + 1) * sizeof *by);
    struct cvd_ask q = all_of(root);

    assert_non_null(by);
    if (count)
        memcpy(by, whole, count * sizeof *by);
    newest_first = sort == CVD_SORT_NEWEST;
    qsort(by, count, sizeof *by, by_date);
    q.sort = sort;
    q.limit = UINT32_MAX;
    struct cvd_answer a = ask(&q);
    check_slice(&a, &q, by, count);
    cvd_answer_release(&a);
    check_pages(root, by, count, sort);
    free(by);
}

/* ---- facets ---------------------------------------------------------- */

/* Whether paper p has a value, which a year has by its date. */
static bool has_value(const struct paper *p, enum cvd_field f,
                      struct cvd_str value)
{
    if (f == CVD_F_TYPE)
        return p->type &&
               cvd_str_equal(value, cvd_str_from(type_names[p->type]));
    if (f == CVD_F_DATE)
        return p->date && cvd_str_equal(value, cvd_str_from(p->date));
    if (f == CVD_F_YEAR)
        return p->date && value.len == 4 &&
               cvd_str_starts(cvd_str_from(p->date), value);
    for (size_t i = 0; i < ISSUERS_MAX; i++)
        if (p->issuers[i] &&
            cvd_str_equal(value, cvd_str_from(issuer_names[p->issuers[i]])))
            return true;
    return false;
}

/* Values of all papers found, counted as often as papers have them. */
static uint64_t values_in_all(const struct oracle *o, enum cvd_field f)
{
    uint64_t n = 0;

    for (size_t i = 0; i < shelf.count; i++) {
        const struct paper *p = &shelf.papers[i];
        if (!o->found[i])
            continue;
        if (f == CVD_F_TYPE)
            n += p->type != 0;
        else if (f != CVD_F_ISSUER)
            n += p->date != NULL;
        else
            for (size_t k = 0; k < ISSUERS_MAX; k++)
                n += p->issuers[k] != 0;
    }
    return n;
}

static void check_facet(const struct cvd_facet *f, const struct oracle *o,
                        bool whole, const struct cvd_node *root)
{
    uint64_t sum = 0;

    for (size_t k = 0; k < f->count; k++) {
        const struct cvd_facet_value *v = &f->values[k];
        uint64_t count = 0;
        for (size_t i = 0; i < shelf.count; i++)
            count += o->found[i] &&
                     has_value(&shelf.papers[i], f->field, v->value);
        if (count != v->count || count == 0)
            TREE_FAILS("%.*s: %llu, should be %llu", (int)v->value.len,
                       v->value.ptr, (unsigned long long)v->count,
                       (unsigned long long)count);
        sum += count;
        if (k && (v[-1].count < v->count ||
                  (v[-1].count == v->count &&
                   cvd_str_compare(v[-1].value, v->value) >= 0)))
            TREE_FAILS("%.*s is out of order", (int)v->value.len,
                       v->value.ptr);
    }
    if (whole && sum != values_in_all(o, f->field))
        TREE_FAILS("a value of field %d is missing", (int)f->field);
}

static void check_facets(const struct cvd_node *root, const struct oracle *o)
{
    size_t most = pick(2) ? 0 : 1 + pick(5);
    struct cvd_ask q = { .root = root, .limit = pick(3), .facets = facet_fields,
                         .facet_count = FACETS, .facet_values = most };
    struct cvd_answer a = ask(&q);

    assert_true(a.total_is_exact);
    assert_int_equal(a.total, o->total);
    assert_int_equal(a.facet_count, FACETS);
    for (size_t i = 0; i < FACETS; i++) {
        bool whole = !most || facet_fields[i] == CVD_F_DATE;
        assert_int_equal(a.facets[i].field, facet_fields[i]);
        assert_true(whole || a.facets[i].count <= most);
        check_facet(&a.facets[i], o, whole, root);
    }
    cvd_answer_release(&a);
}

/* ---- collected ------------------------------------------------------- */

static size_t dates_told;

static bool check_date(void *ctx, uint32_t at, struct cvd_str date)
{
    const struct paper *p = &shelf.papers[at];

    (void)ctx;
    dates_told++;
    assert_true(cvd_str_equal(date, p->date ? cvd_str_from(p->date)
                                            : (struct cvd_str){ NULL, 0 }));
    return true;
}

static void check_collected(const struct cvd_node *root,
                            const struct oracle *o)
{
    struct cvd_err err = { 0 };
    struct cvd_docset set;
    uint32_t at = 0, docno;
    size_t n = 0;

    assert_ok(cvd_store_collect(shelf.store, root, &set, &err));
    for (uint32_t last = 0; (docno = cvd_docset_next(&set, &at)); n++) {
        assert_true(docno > last);
        if (!o->found[docno - 1])
            TREE_FAILS("document %u is collected", docno);
        last = docno;
    }
    if (set.count != o->total || n != o->total)
        TREE_FAILS("%zu collected, there are %zu", n, o->total);
    dates_told = 0;
    cvd_store_dates(shelf.store, &set, check_date, NULL);
    assert_int_equal(dates_told, n);
    cvd_docset_release(&set);
}

/* ---- trees ----------------------------------------------------------- */

static void check_tree(const struct cvd_node *root)
{
    struct oracle o;
    struct cvd_ask q = all_of(root);

    oracle_ask(&o, &shelf, root);
    struct cvd_answer whole = ask(&q);
    check_whole(&whole, &o, root);
    double *scores = scores_of(&whole);
    check_equals(scores, root);
    q.facets = facet_fields; /* by way of all that is found */
    q.facet_count = 1;
    q.limit = UINT32_MAX;
    struct cvd_answer again = ask(&q);
    check_slice(&again, &q, whole.matches, whole.count);
    check_first_pages(root, whole.matches, whole.count);
    check_pages(root, whole.matches, whole.count, CVD_SORT_RELEVANCE);
    check_sorted(root, whole.matches, whole.count, CVD_SORT_NEWEST);
    check_sorted(root, whole.matches, whole.count, CVD_SORT_OLDEST);
    check_facets(root, &o);
    check_collected(root, &o);
    free(scores);
    cvd_answer_release(&again);
    cvd_answer_release(&whole);
    oracle_release(&o);
}

/* `of` indexes of a shape, `trees` each. */
static void try_shape(void **state, const struct shape *s, uint64_t first,
                      unsigned of, unsigned trees)
{
    for (unsigned i = 0; i < of; i++) {
        chance = first + i;
        make_shelf(&shelf, s, *state);
        for (unsigned k = 0; k < trees; k++) {
            seed = chance = (first + i) << 32 | k;
            check_tree(plant(&grove, &shelf));
        }
        release_shelf(&shelf);
    }
}

static void test_small_indexes(void **state)
{
    static const struct shape one = { 1, 60, 20, { 12 } };
    static const struct shape several = {
        4, 120, WORDS_MAX, { 10, 40, 3, 200 }
    };

    try_shape(state, &one, 1, 6, 200);
    try_shape(state, &several, 100, 4, 300);
}

/* Any of several things that are nowhere: told without counting. */
static void test_any_of_nothing(void **state)
{
    static const struct shape one = { 1, 40, 20, { 12 } };
    const struct cvd_word unknown = { cvd_str_from("zz"),
                                      cvd_str_from("zz") };
    const struct cvd_slot slot = { false, &unknown, 1 };
    struct cvd_node nowhere = { .kind = CVD_N_WORD, .weight = 1,
                                .slots = &slot, .slot_count = 1 };
    struct cvd_node *kids[2] = { &nowhere, &nowhere };
    struct cvd_node root = { .kind = CVD_N_OR, .kids = kids,
                             .kid_count = 2 };

    chance = 3;
    make_shelf(&shelf, &one, *state);
    for (unsigned limit = 0; limit < 2; limit++) {
        struct cvd_ask q = { .root = &root, .limit = limit,
                             .exact_to = limit };
        struct cvd_answer a = ask(&q);
        assert_int_equal(a.total, 0);
        assert_true(a.total_is_exact);
        cvd_answer_release(&a);
    }
    release_shelf(&shelf);
}

/* Parts of which one is as long as its neighbour is short. */
static void test_uneven_parts(void **state)
{
    static const struct shape uneven = {
        6, 1200, 40, { 3, 60, 1, 8, 120, 2 }
    };

    try_shape(state, &uneven, 200, 2, 100);
}

/* Several windows, full blocks and what is left over of them. */
static void test_many_documents(void **state)
{
    static const struct shape one = { 1, 12000, 60, { 9 } };
    static const struct shape two = { 2, 9000, WORDS_MAX, { 4, 14 } };

    try_shape(state, &one, 300, 1, 90);
    try_shape(state, &two, 400, 1, 90);
}

int main(void)
{
#define WITH_DIR(t) cmocka_unit_test_setup_teardown(t, make_dir, drop_dir)
    const struct CMUnitTest tests[] = {
        WITH_DIR(test_small_indexes),
        WITH_DIR(test_any_of_nothing),
        WITH_DIR(test_uneven_parts),
        WITH_DIR(test_many_documents),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
