/* test_match_damage.c - the matcher over damaged files: a wrong answer or
 * CVD_EINDEX, never a wild read (the sanitizer looks on). */
#include "tests/unit/match_trees.h"

#include "store/format.h"

enum { ROUNDS = 150, BYTES = 3, TREES = 6 };

static const struct shape shape = { 1, 700, 30, { 30 } };
static const struct shape longer = { 1, 1500, 30, { 3 } };

static struct shelf shelf;
static struct grove grove;

static const enum cvd_field facet_fields[] = { CVD_F_ISSUER, CVD_F_DATE };

static bool tell(void *ctx, uint32_t at, struct cvd_str date)
{
    (void)at;
    *(size_t *)ctx += date.len;
    return true;
}

/* Questions of all kinds about one tree; any answer will do. */
static void ask_any(struct cvd_store *s, const struct cvd_node *root)
{
    struct cvd_err err = { 0 };
    struct cvd_docset set;
    struct cvd_answer a;
    size_t sum = 0;

    for (unsigned kind = 0; kind < 4; kind++) {
        struct cvd_ask q = { .root = root, .limit = kind == 1 ? 5000 : 5,
                             .exact_to = 1000, .facets = facet_fields,
                             .facet_count = kind == 2 ? 2 : 0,
                             .sort = kind == 3 ? CVD_SORT_NEWEST
                                               : CVD_SORT_RELEVANCE };
        enum cvd_status st = cvd_store_ask(s, &q, &a, &err);
        assert_true(st == CVD_OK || st == CVD_EINDEX);
        for (size_t i = 0; st == CVD_OK && i < a.count; i++)
            assert_in_range(a.matches[i].docno, 1, shelf.count);
        if (st == CVD_OK)
            cvd_answer_release(&a);
    }
    if (cvd_store_collect(s, root, &set, &err) != CVD_OK)
        return;
    cvd_store_dates(s, &set, tell, &sum);
    cvd_docset_release(&set);
}

static void ask_trees(struct cvd_store *s, uint64_t seed)
{
    for (unsigned i = 0; i < TREES; i++) {
        chance = seed + i;
        ask_any(s, plant(&grove, &shelf));
    }
}

static void part_file(void **state, enum cvd_part_file f, char *path,
                      size_t size)
{
    (void)snprintf(path, size, "%s/gen-000001/p000001-0/%s", (char *)*state,
                   cvd_part_file_names[f]);
}

/* One file, other bytes in it each round: anywhere, or near its head. */
static void try_damaged(void **state, enum cvd_part_file f)
{
    struct cvd_err err = { 0 };
    struct cvd_buf good = { 0 };
    char path[512];
    unsigned opened = 0;

    chance = 11;
    make_shelf(&shelf, &shape, *state);
    part_file(state, f, path, sizeof path);
    assert_ok(cvd_file_read(path, 1 << 24, &good, &err));
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct cvd_buf b = { 0 };
        struct cvd_store *s;
        chance = 1100 + round;
        assert_int_equal(cvd_buf_add(&b, cvd_buf_str(&good)), CVD_OK);
        for (int k = 0; k < BYTES + (round % 5 == 0 ? 100 : 0); k++)
            b.ptr[pick((uint32_t)(once_in(4) && b.len > 400 ? 400 : b.len))] =
                (char)(pick(2) ? pick(256) : pick(2) ? 0xFF : 0);
        assert_ok(cvd_file_write(path, cvd_buf_str(&b), &err));
        cvd_buf_release(&b);
        if (cvd_store_open(*state, &s, &err) != CVD_OK)
            continue;
        opened++;
        ask_trees(s, round * 100);
        cvd_store_close(s);
    }
    assert_true(opened > ROUNDS / 8); /* else nothing was asked */
    cvd_buf_release(&good);
    release_shelf(&shelf);
}

static void test_damaged_postings(void **state)
{
    try_damaged(state, CVD_PART_POSTINGS);
}

static void test_damaged_pairs(void **state)
{
    try_damaged(state, CVD_PART_PAIRS);
}

static void test_damaged_columns(void **state)
{
    try_damaged(state, CVD_PART_COLUMNS);
}

static void test_damaged_stream(void **state)
{
    try_damaged(state, CVD_PART_STREAM);
}

static void test_damaged_words(void **state)
{
    try_damaged(state, CVD_PART_WORDS);
}

static void test_damaged_docs(void **state)
{
    try_damaged(state, CVD_PART_DOCS);
}

/* Xapian's file is of another, larger part: its documents are none of this
 * one. */
static void test_terms_of_another_part(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_buf other = { 0 };
    struct cvd_store *s;
    char path[512];

    part_file(state, CVD_PART_TERMS, path, sizeof path);
    chance = 12;
    make_shelf(&shelf, &longer, *state);
    assert_ok(cvd_file_read(path, 1 << 24, &other, &err));
    release_shelf(&shelf);
    assert_ok(cvd_dir_remove(*state, &err));
    make_shelf(&shelf, &shape, *state);
    assert_ok(cvd_file_write(path, cvd_buf_str(&other), &err));
    assert_ok(cvd_store_open(*state, &s, &err));
    for (unsigned i = 0; i < 100; i++)
        ask_trees(s, i * 100);
    cvd_store_close(s);
    cvd_buf_release(&other);
    release_shelf(&shelf);
}

int main(void)
{
#define WITH_DIR(t) cmocka_unit_test_setup_teardown(t, make_dir, drop_dir)
    const struct CMUnitTest tests[] = {
        WITH_DIR(test_damaged_postings),
        WITH_DIR(test_damaged_pairs),
        WITH_DIR(test_damaged_columns),
        WITH_DIR(test_damaged_stream),
        WITH_DIR(test_damaged_words),
        WITH_DIR(test_damaged_docs),
        WITH_DIR(test_terms_of_another_part),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
