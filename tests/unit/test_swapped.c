/* test_swapped.c - an index that is opened and asked, in several threads,
 * while one generation after another takes the place of the one before: no
 * opening fails, no answer is of half an index. */
#include "tests/unit/support.h"

#include "search/search.h"
#include "store/generation.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum {
    WRITTEN = 20,  /* generations by a writer */
    SWAPS = 400,   /* and as fast as can be */
    READERS = 2
};

static const struct sample docs[] = {
    { "mot", "Người Việt Nam ưu tiên dùng hàng Việt Nam", "1-KH/TU",
      "2020-01-02", "ke-hoach" },
    { "hai", "Hàng hóa nhập khẩu vào Việt Nam", NULL, "2021", NULL },
    { "ba", "Quản lý đất đai", NULL, NULL, NULL },
    { "bon", "Hàng Việt Nam chất lượng cao", NULL, NULL, NULL },
};

enum { DOCS = sizeof docs / sizeof *docs };

struct reader {
    const char *dir;
    atomic_bool *done;
    unsigned opened, generations, last;
    char failed[CVD_ERR_MAX + 16]; /* cmocka's asserts are the main thread's */
};

static bool fails(struct reader *r, enum cvd_status st,
                  const struct cvd_err *err, const char *what)
{
    if (st != CVD_OK)
        (void)snprintf(r->failed, sizeof r->failed, "%s: %s", what,
                       err->msg);
    return st != CVD_OK;
}

static void check_answer(struct reader *r, const struct cvd_result *res)
{
    if (res->total != 3 || res->count != 3)
        (void)snprintf(r->failed, sizeof r->failed,
                       "generation %u: %u documents found",
                       res->edition.generation, (unsigned)res->total);
    if (res->edition.generation < r->last)
        (void)snprintf(r->failed, sizeof r->failed,
                       "generation %u after %u", res->edition.generation,
                       r->last);
    r->generations += res->edition.generation != r->last;
    r->last = res->edition.generation;
}

/* Open, ask, close, again and again. */
static void *read_on(void *arg)
{
    struct reader *r = arg;
    struct cvd_request question = { .query = cvd_str_from("hang viet nam"),
                                    .limit = 10 };

    while (!atomic_load(r->done) && !r->failed[0]) {
        struct cvd_err err = { 0 };
        struct cvd_searcher *s = NULL;
        struct cvd_result res;
        if (fails(r, cvd_searcher_open(r->dir, &s, &err), &err, "open"))
            break;
        r->opened++;
        /* A searcher outlives the generation that it was opened on. */
        for (int i = 0; i < 2; i++) {
            cvd_searcher_deadline(s, 60 * 1000);
            if (fails(r, cvd_search(s, &question, &res, &err), &err, "ask"))
                break;
            check_answer(r, &res);
            cvd_result_release(&res);
        }
        cvd_searcher_close(s);
    }
    return NULL;
}

/* ---- taking the place of the one before ------------------------------- */

static void link_part(const char *from, const char *to, const char *name)
{
    struct cvd_err err = { 0 };
    char *old = cvd_path_join(from, name), *new = cvd_path_join(to, name);

    assert_ok(cvd_dir_make(new, &err));
    for (int f = 0; f < CVD_PART_FILES; f++) {
        char *a = cvd_path_join(old, cvd_part_file_names[f]);
        char *b = cvd_path_join(new, cvd_part_file_names[f]);
        assert_int_equal(link(a, b), 0);
        free(a);
        free(b);
    }
    free(old);
    free(new);
}

/* Generation `now` becomes `now` + 1, its files the same, and is removed at
 * once: a writer would keep it until the next. */
static void swap(const char *dir, unsigned now)
{
    struct cvd_err err = { 0 };
    struct cvd_manifest m;
    char *from = cvd_generation_dir(dir, now);
    char *to = cvd_generation_dir(dir, now + 1);

    assert_ok(cvd_manifest_read(from, &m, &err));
    assert_ok(cvd_dir_make(to, &err));
    for (size_t i = 0; i < m.count; i++)
        link_part(from, to, m.parts[i].name);
    m.generation = now + 1;
    assert_ok(cvd_manifest_write(to, &m, &err));
    assert_ok(cvd_current_write(dir, now + 1, &err));
    assert_ok(cvd_dir_remove(from, &err));
    cvd_manifest_release(&m);
    free(from);
    free(to);
}

static void test_opened_while_swapped(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct reader readers[READERS];
    pthread_t threads[READERS];
    atomic_bool done = false;

    assert_ok(add_samples(*state, true, docs, DOCS, 1, &p, &err));
    for (int i = 0; i < READERS; i++) {
        readers[i] = (struct reader){ .dir = *state, .done = &done };
        assert_int_equal(
            pthread_create(&threads[i], NULL, read_on, &readers[i]), 0);
    }
    for (int i = 0; i < WRITTEN; i++)
        assert_ok(add_samples(*state, true, docs, DOCS, 1, &p, &err));
    for (unsigned i = 0; i < SWAPS; i++)
        swap(*state, p.generation + i);
    atomic_store(&done, true);
    for (int i = 0; i < READERS; i++)
        (void)pthread_join(threads[i], NULL);
    for (int i = 0; i < READERS; i++) {
        assert_string_equal(readers[i].failed, "");
        assert_true(readers[i].opened > 0);
        assert_true(readers[i].generations > 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_opened_while_swapped, make_dir,
                                        drop_dir),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
