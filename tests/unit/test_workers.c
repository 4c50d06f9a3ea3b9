/* test_workers.c - workers taken and given, and the newest generation. */
#include "searchd/workers.h"
#include "tests/unit/support.h"

#include <time.h>

static const struct sample first[] = { { "a", "hàng Việt", NULL, NULL, NULL } };
static const struct sample second[] = { { "b", "hàng Nam", NULL, NULL, NULL } };

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
    struct worker *a, *b, *c;
    struct workers_state s;

    add(*state, true, first);
    struct workers *w = open_workers(*state, 2);
    a = workers_take(w);
    b = workers_take(w);
    assert_ptr_not_equal(a, b);
    workers_describe(w, &s);
    assert_int_equal(s.count, 2);
    assert_int_equal(s.busy, 2);
    assert_int_equal(s.index.documents, 1);
    workers_give(w, a);
    c = workers_take(w);
    workers_give(w, b);
    workers_give(w, c);
    workers_describe(w, &s);
    assert_int_equal(s.busy, 0);
    workers_free(w);
}

/* ---- generations ----------------------------------------------------- */

static void test_newest(void **state)
{
    const struct timespec look = { 0, 20 * 1000000L }; /* LOOK_MS is 10 */
    struct worker *a, *b;
    struct workers_state s;

    add(*state, true, first);
    struct workers *w = open_workers(*state, 2);
    a = workers_take(w);
    unsigned before = generation_of(a);
    add(*state, false, second);
    (void)nanosleep(&look, NULL);
    b = workers_take(w);
    assert_int_equal(generation_of(a), before); /* it is in use */
    assert_int_equal(generation_of(b), before + 1);
    assert_int_equal(workers_generation(w), before + 1);
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
        k = workers_take(w);
        workers_give(w, k);
    }
    workers_describe(w, &s);
    assert_int_equal(s.index.documents, 1);
    assert_in_range(s.failed, 0, 1); /* it is not tried again and again */
    assert_int_equal(workers_generation(w), s.index.generation);
    workers_free(w);
    cvd_buf_release(&text);
    free(current);
}

/* What could not be opened once may be openable now: it is tried again. */
static void test_mended(void **state)
{
    const struct timespec look = { 0, 20 * 1000000L };
    char *there = cvd_path_join(*state, "gen-000002");
    char *away = cvd_path_join(*state, "away");
    struct worker *k;
    struct workers_state s = { 0 };

    add(*state, true, first);
    struct workers *w = open_workers(*state, 1);
    add(*state, false, second);
    assert_int_equal(rename(there, away), 0);
    for (int i = 0; i < 500 && !s.failed; i++) {
        (void)nanosleep(&look, NULL);
        workers_refresh(w);
        workers_describe(w, &s);
    }
    assert_in_range(s.failed, 1, 2);
    assert_int_equal(rename(away, there), 0);
    for (int i = 0; i < 500 && s.index.documents < 2; i++) {
        (void)nanosleep(&look, NULL);
        k = workers_take(w);
        workers_give(w, k);
        workers_describe(w, &s);
    }
    assert_int_equal(s.index.documents, 2);
    workers_free(w);
    free(there);
    free(away);
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
    a = workers_take(w);
    assert_false(finds_by_synonym(a->searcher));
    set_synonyms(w, *state, "HV\thàng Việt\n");
    assert_false(finds_by_synonym(a->searcher));
    b = workers_take(w);
    assert_true(finds_by_synonym(b->searcher));
    assert_ok(workers_extra(w, &extra, &err));
    assert_ok(workers_reopen(w, b, &err));
    assert_true(finds_by_synonym(b->searcher));
    workers_give(w, a);
    a = workers_take(w);
    assert_true(finds_by_synonym(a->searcher));

    set_synonyms(w, *state, "HV\thọc viện\n");
    set_synonyms(w, *state, NULL);
    assert_true(finds_by_synonym(a->searcher));
    assert_ok(workers_reopen(w, a, &err));
    assert_true(finds_by_synonym(a->searcher));
    assert_true(finds_by_synonym(extra->searcher));
    workers_return_extra(w, extra);
    workers_give(w, a);
    a = workers_take(w);
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
        with_dir(test_newest),
        with_dir(test_broken),   with_dir(test_mended),
        with_dir(test_extra),
        with_dir(test_synonyms),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
