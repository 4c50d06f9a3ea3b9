/* test_workers.c - workers taken and given, and the newest generation. */
#include "searchd/workers.h"
#include "tests/unit/support.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

static const struct sample first[] = { { "a", "hàng Việt", NULL, NULL, NULL } };
static const struct sample second[] = { { "b", "hàng Nam", NULL, NULL, NULL } };

enum { LONG_MS = 60 * 1000 };

static void add(const char *dir, bool fresh, const struct sample *s)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_published done;

    assert_ok(add_samples(dir, fresh, s, 1, 1, &done, &err));
}

static struct workers *open_workers(const char *dir, unsigned count)
{
    struct cvd_err err = { CVD_OK, "" };
    struct workers *w = NULL;

    assert_ok(workers_new(dir, count, &w, &err));
    return w;
}

static unsigned generation_of(const struct worker *k)
{
    struct cvd_store_info info;

    cvd_searcher_describe(k->searcher, &info);
    return info.generation;
}

static void test_no_index(void **state)
{
    struct workers *w;

    assert_int_equal(workers_new(*state, 2, &w, NULL), CVD_ENOINDEX);
    assert_null(w);
}

static void test_take_and_give(void **state)
{
    struct cvd_err err = { CVD_OK, "" };
    struct worker *a, *b, *c;
    struct workers_state s;

    add(*state, true, first);
    struct workers *w = open_workers(*state, 2);
    assert_ok(workers_take(w, 0, &a, &err));
    assert_ok(workers_take(w, 0, &b, &err));
    assert_ptr_not_equal(a, b);
    workers_describe(w, &s);
    assert_int_equal(s.count, 2);
    assert_int_equal(s.busy, 2);
    assert_int_equal(s.index.documents, 1);
    assert_int_equal(workers_take(w, 0, &c, &err), CVD_ELOCKED);
    workers_give(w, a);
    assert_ok(workers_take(w, 0, &c, &err));
    workers_give(w, b);
    workers_give(w, c);
    workers_describe(w, &s);
    assert_int_equal(s.busy + s.waiting, 0);
    workers_free(w);
}

/* ---- those who wait -------------------------------------------------- */

struct waiting {
    struct workers *workers;
    struct worker *got;
    atomic_uint *turn; /* counts who was served */
    unsigned served;
};

static void *wait_for_one(void *ctx)
{
    struct waiting *me = ctx;

    if (workers_take(me->workers, LONG_MS, &me->got, NULL) == CVD_OK) {
        me->served = ++*me->turn;
        workers_give(me->workers, me->got);
    }
    return NULL;
}

static void until_waiting(struct workers *w, unsigned count)
{
    const struct timespec pause = { 0, 1000000 };
    struct workers_state s = { 0 };

    for (int tries = 0; tries < LONG_MS && s.waiting != count; tries++) {
        workers_describe(w, &s);
        (void)nanosleep(&pause, NULL);
    }
    assert_int_equal(s.waiting, count);
}

/* Who came first is served first. */
static void test_in_turn(void **state)
{
    enum { WAITING = 6 };
    struct cvd_err err = { CVD_OK, "" };
    struct worker *k;
    atomic_uint turn = 0;
    struct waiting waiting[WAITING];
    pthread_t threads[WAITING];

    add(*state, true, first);
    struct workers *w = open_workers(*state, WAITING);
    struct worker *held[WAITING];
    for (int i = 0; i < WAITING; i++)
        assert_ok(workers_take(w, 0, &held[i], &err));
    for (unsigned i = 0; i < WAITING; i++) {
        waiting[i] = (struct waiting){ w, NULL, &turn, 0 };
        assert_int_equal(pthread_create(&threads[i], NULL, wait_for_one,
                                        &waiting[i]), 0);
        until_waiting(w, i + 1);
    }
    workers_give(w, held[0]);
    for (unsigned i = 0; i < WAITING; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(waiting[i].served, i + 1);
    }
    assert_ok(workers_take(w, 0, &k, &err));
    workers_give(w, k);
    for (int i = 1; i < WAITING; i++)
        workers_give(w, held[i]);
    workers_free(w);
}

/* Once somebody waits for long, as many wait as there are workers, and the
 * next is told at once, though it would wait. */
static void test_pressed(void **state)
{
    const struct timespec longer = { 0, 100 * 1000000L };
    struct cvd_err err = { CVD_OK, "" };
    struct worker *held, *k;
    atomic_uint turn = 0;
    struct waiting waiting = { .turn = &turn };
    pthread_t thread;

    add(*state, true, first);
    struct workers *w = open_workers(*state, 1);
    assert_ok(workers_take(w, 0, &held, &err));
    waiting.workers = w;
    assert_int_equal(pthread_create(&thread, NULL, wait_for_one, &waiting),
                     0);
    until_waiting(w, 1);
    (void)nanosleep(&longer, NULL); /* that it waited is what is tested */
    assert_int_equal(workers_take(w, LONG_MS, &k, &err), CVD_ELOCKED);
    workers_give(w, held);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(waiting.served, 1);
    workers_free(w);
}

static void test_gives_up(void **state)
{
    struct cvd_err err = { CVD_OK, "" };
    struct worker *held, *k;
    struct workers_state s;

    add(*state, true, first);
    struct workers *w = open_workers(*state, 1);
    assert_ok(workers_take(w, 0, &held, &err));
    assert_int_equal(workers_take(w, 5, &k, &err), CVD_ELOCKED);
    workers_describe(w, &s);
    assert_int_equal(s.waiting, 0);
    workers_give(w, held);
    assert_ok(workers_take(w, 0, &k, &err));
    workers_give(w, k);
    workers_free(w);
}

/* ---- generations ----------------------------------------------------- */

static void test_newest(void **state)
{
    const struct timespec look = { 0, 20 * 1000000L }; /* LOOK_MS is 10 */
    struct cvd_err err = { CVD_OK, "" };
    struct worker *a, *b;
    struct workers_state s;

    add(*state, true, first);
    struct workers *w = open_workers(*state, 2);
    assert_ok(workers_take(w, 0, &a, &err));
    unsigned before = generation_of(a);
    add(*state, false, second);
    (void)nanosleep(&look, NULL);
    assert_ok(workers_take(w, 0, &b, &err));
    assert_int_equal(generation_of(a), before); /* it is in use */
    assert_int_equal(generation_of(b), before + 1);
    workers_give(w, a);
    workers_give(w, b);
    workers_refresh(w);
    workers_describe(w, &s);
    assert_int_equal(s.reopened, 2);
    assert_int_equal(s.index.documents, 2);
    assert_int_equal(s.index.generation, before + 1);
    workers_free(w);
}

static void test_broken(void **state)
{
    const struct timespec look = { 0, 20 * 1000000L };
    struct cvd_err err = { CVD_OK, "" };
    char *current = cvd_path_join(*state, "CURRENT");
    struct cvd_buf text = { 0 };
    struct worker *k;
    struct workers_state s;

    add(*state, true, first);
    struct workers *w = open_workers(*state, 1);
    assert_ok(cvd_file_read(current, 1000, &text, &err));
    while (text.len && text.ptr[text.len - 1] <= '9')
        text.len--; /* the number of the generation, and the end of line */
    assert_ok(cvd_buf_add_text(&text, " 4711\n"));
    assert_ok(cvd_file_replace(current, cvd_buf_str(&text), &err));
    for (int i = 0; i < 3; i++) {
        (void)nanosleep(&look, NULL);
        assert_ok(workers_take(w, 0, &k, &err));
        workers_give(w, k);
    }
    workers_describe(w, &s);
    assert_int_equal(s.index.documents, 1);
    assert_in_range(s.failed, 0, 1); /* it is not tried again and again */
    workers_free(w);
    cvd_buf_release(&text);
    free(current);
}

static void test_extra(void **state)
{
    struct cvd_err err = { CVD_OK, "" };
    struct worker *a, *b;

    add(*state, true, first);
    struct workers *w = open_workers(*state, 1);
    assert_ok(workers_extra(w, &a, &err));
    assert_int_equal(workers_extra(w, &b, &err), CVD_ELOCKED);
    workers_return_extra(w, a);
    assert_ok(workers_extra(w, &b, &err));
    workers_return_extra(w, b);
    workers_free(w);
}

/* Whether "HV" finds the document of `first`, which has "hàng Việt". */
static bool finds_by_synonym(struct cvd_searcher *s)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_request r = { .query = cvd_str_from("HV"), .limit = 1 };
    struct cvd_result found;

    assert_ok(cvd_search(s, &r, &found, &err));
    bool yes = found.total == 1;
    cvd_result_release(&found);
    return yes;
}

static void set_synonyms(struct workers *w, const char *dir, const char *tsv)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_synonym_list *list = NULL;
    char *path = cvd_path_join(dir, "synonyms");

    assert_non_null(path);
    if (tsv) {
        assert_ok(cvd_file_write(path, cvd_str_from(tsv), &err));
        assert_ok(cvd_synonyms_open(path, &list, &err));
    }
    assert_ok(workers_set_synonyms(w, list, &err));
    free(path);
}

/* Who was taken before goes on with the list it had. */
static void test_synonyms(void **state)
{
    struct cvd_err err = { CVD_OK, "" };
    struct worker *a, *b, *extra;

    add(*state, true, first);
    struct workers *w = open_workers(*state, 2);
    assert_ok(workers_take(w, 0, &a, &err));
    assert_false(finds_by_synonym(a->searcher));
    set_synonyms(w, *state, "HV\thàng Việt\n");
    assert_false(finds_by_synonym(a->searcher));
    assert_ok(workers_take(w, 0, &b, &err));
    assert_true(finds_by_synonym(b->searcher));
    assert_ok(workers_extra(w, &extra, &err));
    assert_ok(workers_reopen(w, b, &err));
    assert_true(finds_by_synonym(b->searcher));
    workers_give(w, a);
    assert_ok(workers_take(w, 0, &a, &err));
    assert_true(finds_by_synonym(a->searcher));

    set_synonyms(w, *state, "HV\thọc viện\n");
    set_synonyms(w, *state, NULL);
    assert_true(finds_by_synonym(a->searcher));
    assert_ok(workers_reopen(w, a, &err));
    assert_true(finds_by_synonym(a->searcher));
    assert_true(finds_by_synonym(extra->searcher));
    workers_return_extra(w, extra);
    workers_give(w, a);
    assert_ok(workers_take(w, 0, &a, &err));
    assert_false(finds_by_synonym(a->searcher));
    workers_give(w, a);
    workers_give(w, b);
    set_synonyms(w, *state, "HV\thàng Việt\n"); /* never taken */
    workers_free(w);
}

#define with_dir(test) cmocka_unit_test_setup_teardown(test, make_dir, drop_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_dir(test_no_index), with_dir(test_take_and_give),
        with_dir(test_in_turn),  with_dir(test_pressed),
        with_dir(test_gives_up), with_dir(test_newest),
        with_dir(test_broken),   with_dir(test_extra),
        with_dir(test_synonyms),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
