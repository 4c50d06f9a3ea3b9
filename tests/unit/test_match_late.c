/* test_match_late.c - the matcher left off at every moment, and without
 * memory at every request: what it has found by then is right, what it says
 * of it is too, and the next question is answered as ever. */
#include "tests/unit/match_oracle.h"
#include "tests/unit/match_trees.h"
#include "tests/unit/moments_support.h"

#include "store/names.h"

enum {
    TREES = 60,
    /* Beyond so many looks of one question not each moment is tried. */
    MOMENTS_EACH = 120
};

static const enum cvd_field facet_fields[] = { CVD_F_TYPE, CVD_F_DATE };
static const struct shape several = { 4, 150, 40, { 10, 40, 3, 150 } };
static const struct shape windows = { 2, 9000, 40, { 6, 3 } };

static struct shelf shelf;
static struct grove grove;
/* All kinds of questions about one tree. */
enum { QUESTIONS = 5 };

static struct cvd_ask question(const struct cvd_node *root, unsigned kind)
{
    struct cvd_ask q = { .root = root, .limit = 10, .exact_to = 1000 };

    if (kind == 1)
        q.limit = 100000;
    if (kind == 2) {
        q.facets = facet_fields;
        q.facet_count = 2;
    }
    if (kind == 3) {
        q.sort = CVD_SORT_OLDEST;
        q.offset = 5;
    }
    if (kind == 4) {
        q.limit = 0;
        q.exact_to = UINT32_MAX;
    }
    return q;
}

/* Whatever is told is there and worth what is told. */
static void check_told(const struct cvd_answer *a, const struct oracle *o)
{
    for (size_t i = 0; i < a->count; i++) {
        const struct cvd_match *m = &a->matches[i];
        assert_in_range(m->docno, 1, shelf.count);
        assert_true(o->found[m->docno - 1]);
        assert_true(fabs(m->score - o->worth[m->docno - 1]) <
                    1e-5 + 1e-6 * m->score);
    }
    if (a->total_is_exact)
        assert_int_equal(a->total, o->total);
    for (size_t f = 0; f < a->facet_count; f++)
        for (size_t k = 0; k < a->facets[f].count; k++)
            assert_true(a->facets[f].values[k].count <= o->total);
}

/* Whether it was late. */
static bool ask_at(uint64_t moment, const struct cvd_ask *q,
                   const struct oracle *o)
{
    struct cvd_err err = { 0 };
    struct cvd_answer a;

    stop_at(shelf.store, moment);
    assert_ok(cvd_store_ask(shelf.store, q, &a, &err));
    bool late = cvd_store_clock(shelf.store)->late;
    assert_int_equal(a.cut_short, late);
    assert_false(late && a.total_is_exact);
    check_told(&a, o);
    if (!late && q->limit == 100000)
        assert_int_equal(a.count, o->total);
    cvd_answer_release(&a);
    return late;
}

static bool collect_at(uint64_t moment, const struct cvd_node *root,
                       const struct oracle *o)
{
    struct cvd_err err = { 0 };
    struct cvd_docset set;
    uint32_t at = 0, docno;

    stop_at(shelf.store, moment);
    assert_ok(cvd_store_collect(shelf.store, root, &set, &err));
    bool late = cvd_store_clock(shelf.store)->late;
    while ((docno = cvd_docset_next(&set, &at)))
        assert_true(o->found[docno - 1]);
    assert_true(late || set.count == o->total);
    cvd_docset_release(&set);
    return late;
}

static uint64_t after(uint64_t moment)
{
    return moment < MOMENTS_EACH ? moment + 1 : moment + moment / 4;
}

static void try_late(void **state, const struct shape *s, unsigned trees)
{
    chance = 7;
    make_shelf(&shelf, s, *state);
    for (unsigned i = 0; i < trees; i++) {
        struct oracle o;
        chance = 7000 + i;
        const struct cvd_node *root = plant(&grove, &shelf);
        oracle_ask(&o, &shelf, root);
        for (unsigned kind = 0; kind < QUESTIONS; kind++) {
            struct cvd_ask q = question(root, kind);
            uint64_t moment = 1;
            while (ask_at(moment, &q, &o))
                moment = after(moment);
        }
        uint64_t moment = 1;
        while (collect_at(moment, root, &o))
            moment = after(moment);
        oracle_release(&o);
    }
    release_shelf(&shelf);
}

static void test_late_at_every_moment(void **state)
{
    try_late(state, &several, TREES);
}

static void test_late_in_every_window(void **state)
{
    try_late(state, &windows, 8);
}

/* What is left off while a window is filled must not be found for not having
 * what is excluded. */
static void test_late_in_what_is_excluded(void **state)
{
    chance = 8;
    make_shelf(&shelf, &windows, *state);
    for (unsigned i = 0; i < 10; i++) {
        struct oracle o;
        chance = 8000 + i;
        grove = (struct grove){ .shelf = &shelf };
        struct cvd_node *kids[2] = { new_node(&grove, CVD_N_ALL),
                                     words_node(&grove, 3) };
        const struct cvd_node *root = join(&grove, CVD_N_NOT, kids, 2);
        oracle_ask(&o, &shelf, root);
        uint64_t moment = 1;
        while (collect_at(moment, root, &o))
            moment = after(moment);
        oracle_release(&o);
    }
    release_shelf(&shelf);
}

/* ---- without memory -------------------------------------------------- */

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)

/* The functions of the C library are taken the place of in this program. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);
void __libc_free(void *p);

static unsigned long left;  /* requests until one fails; 0: none does */
static long held;           /* not yet freed */

static bool fails(void)
{
    return left && --left == 0;
}

void *malloc(size_t size)
{
    if (fails())
        return NULL;
    held++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    if (fails())
        return NULL;
    held++;
    return __libc_calloc(count, size);
}

void *realloc(void *p, size_t size)
{
    if (fails())
        return NULL;
    held += p == NULL;
    return __libc_realloc(p, size);
}

void free(void *p)
{
    held -= p != NULL;
    __libc_free(p);
}

/* Some memory only makes things faster: then the answer is as ever. */
static void check_same(const struct cvd_answer *a, const struct cvd_answer *b)
{
    assert_int_equal(a->count, b->count);
    assert_int_equal(a->total, b->total);
    assert_int_equal(a->total_is_exact, b->total_is_exact);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->matches[i].docno, b->matches[i].docno);
        assert_true(a->matches[i].score == b->matches[i].score);
    }
    assert_int_equal(a->facet_count, b->facet_count);
    for (size_t f = 0; f < a->facet_count; f++)
        assert_int_equal(a->facets[f].count, b->facets[f].count);
}

/* Whether one request failed. */
static bool ask_without(unsigned long request, const struct cvd_ask *q,
                        const struct cvd_answer *should)
{
    struct cvd_err err = { 0 };
    struct cvd_answer a;
    long before = held;

    left = request;
    enum cvd_status st = cvd_store_ask(shelf.store, q, &a, &err);
    bool failed = left == 0;
    left = 0;
    assert_true(st == CVD_OK || (failed && st == CVD_ENOMEM));
    if (st == CVD_OK) {
        check_same(&a, should);
        cvd_answer_release(&a);
    }
    assert_int_equal(held, before);
    return failed;
}

static bool collect_without(unsigned long request,
                            const struct cvd_node *root, size_t total)
{
    struct cvd_err err = { 0 };
    struct cvd_docset set;
    long before = held;

    left = request;
    enum cvd_status st = cvd_store_collect(shelf.store, root, &set, &err);
    bool failed = left == 0;
    left = 0;
    assert_true(st == CVD_OK || (failed && st == CVD_ENOMEM));
    if (st == CVD_OK) {
        assert_int_equal(set.count, total);
        cvd_docset_release(&set);
    }
    assert_int_equal(held, before);
    return failed;
}

/* Each question again and again, another request failing each time.  The
 * first answer makes the fields known: what is kept of them is no leak. */
static void ask_short_of_memory(const struct cvd_node *root)
{
    struct cvd_err err = { 0 };
    size_t total = 0;

    for (unsigned kind = 0; kind < QUESTIONS; kind++) {
        struct cvd_ask q = question(root, kind);
        struct cvd_answer should;
        assert_ok(cvd_store_ask(shelf.store, &q, &should, &err));
        for (unsigned long n = 1; ask_without(n, &q, &should); n++)
            ;
        total = (size_t)should.total;
        cvd_answer_release(&should);
    }
    for (unsigned long n = 1; collect_without(n, root, total); n++)
        ;
}

static void test_without_memory(void **state)
{
    chance = 9;
    make_shelf(&shelf, &several, *state);
    for (unsigned i = 0; i < TREES; i++) {
        chance = 9000 + i;
        cvd_names_release(&shelf.store->names);
        ask_short_of_memory(plant(&grove, &shelf));
    }
    release_shelf(&shelf);
}

#else

static void test_without_memory(void **state)
{
    (void)state;
    skip();
}

#endif

int main(void)
{
#define WITH_DIR(t) cmocka_unit_test_setup_teardown(t, make_dir, drop_dir)
    const struct CMUnitTest tests[] = {
        WITH_DIR(test_late_at_every_moment),
        WITH_DIR(test_late_in_every_window),
        WITH_DIR(test_late_in_what_is_excluded),
        WITH_DIR(test_without_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
