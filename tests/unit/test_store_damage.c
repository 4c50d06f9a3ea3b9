/* test_store_damage.c - what an index and its writer refuse, find out or
 * survive: a second writer, what is no index, damage, a crash. */
#include "tests/unit/store_support.h"

#include "store/format.h"
#include "store/shingles.h"
#include "store/xapian.h"

#include <sys/stat.h>
#include <sys/wait.h>

static void test_one_writer_at_a_time(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_writer *w, *second;
    char pid[32];

    assert_ok(cvd_writer_open(*state, true, &w, &err));
    (void)snprintf(pid, sizeof pid, "process %ld:", (long)getpid());
    pid_t child = fork();
    if (child == 0) {
        enum cvd_status st = cvd_writer_open(*state, true, &second, &err);
        _exit(st == CVD_ELOCKED && strstr(err.msg, pid) ? 0 : 1);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    /* the one refused has done the first no harm */
    struct cvd_chunk *c;
    struct cvd_published p;
    assert_ok(cvd_chunk_new(w, &c, &err));
    assert_ok(add_sample(c, &first[0], &err));
    assert_ok(cvd_chunk_seal(c, &err));
    assert_ok(cvd_writer_take(w, c, 0, &err));
    assert_ok(cvd_writer_publish(w, &p, &err));
    cvd_writer_close(w);
    assert_ok(cvd_writer_open(*state, true, &second, &err));
    cvd_writer_close(second);
}

static void test_refuses_what_is_not_an_index(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_store *s;
    struct cvd_writer *w;
    char *stranger = cvd_path_join(*state, "letters.txt");
    char *current = cvd_path_join(*state, "CURRENT");

    assert_int_equal(cvd_store_open(*state, &s, &err), CVD_ENOINDEX);
    assert_non_null(strstr(err.msg, "cvdindex add"));
    assert_ok(cvd_file_write(stranger, cvd_str_from("x"), &err));
    assert_int_equal(cvd_writer_open(*state, false, &w, &err),
                     CVD_ENOINDEX);
    assert_non_null(strstr(err.msg, "letters.txt"));
    assert_ok(cvd_file_write(current, cvd_str_from("hello"), &err));
    assert_int_equal(cvd_store_open(*state, &s, &err), CVD_EINDEX);
    assert_ok(cvd_file_write(current, cvd_str_from(
        "cvdsearch-index 99 generation 1\n"), &err));
    assert_int_equal(cvd_store_open(*state, &s, &err), CVD_EVERSION);
    free(stranger);
    free(current);
}

static void count_fault(void *ctx, const char *what)
{
    (void)what;
    ++*(unsigned *)ctx;
}

/* Change one byte in the middle of each file of a part in turn. */
static void test_check_finds_every_damaged_file(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    unsigned faults = 99, told = 0;

    assert_ok(add_samples(*state, false, first, 3, 3, &p, &err));
    assert_ok(cvd_store_check(*state, count_fault, &told, &faults, &err));
    assert_int_equal(faults, 0);
    for (int f = 0; f < CVD_PART_FILES; f++) {
        struct cvd_buf b = { 0 };
        char path[512];
        (void)snprintf(path, sizeof path, "%s/gen-000001/p000001-0/%s",
                       (char *)*state, cvd_part_file_names[f]);
        assert_ok(cvd_file_read(path, 1 << 24, &b, &err));
        b.ptr[b.len / 2] = (char)(b.ptr[b.len / 2] ^ 0x41);
        assert_ok(cvd_file_write(path, cvd_buf_str(&b), &err));
        told = 0;
        assert_ok(cvd_store_check(*state, count_fault, &told, &faults,
                                  &err));
        assert_int_equal(faults, 1);
        assert_int_equal(told, 1);
        b.ptr[b.len / 2] = (char)(b.ptr[b.len / 2] ^ 0x41);
        assert_ok(cvd_file_write(path, cvd_buf_str(&b), &err));
        /* cut short: opening says so */
        struct cvd_store *s;
        struct cvd_str half = { b.ptr, b.len / 2 };
        assert_ok(cvd_file_write(path, half, &err));
        assert_int_equal(cvd_store_open(*state, &s, &err), CVD_EINDEX);
        assert_non_null(strstr(err.msg, cvd_part_file_names[f]));
        assert_ok(cvd_file_write(path, cvd_buf_str(&b), &err));
        cvd_buf_release(&b);
    }
}

static bool take_any(void *ctx, size_t which, const uint32_t *docnos,
                     size_t count)
{
    (void)which;
    assert_in_range(docnos[count - 1], 1, 3);
    *(size_t *)ctx += count;
    return true;
}

/* Who shares what with document 2, if its words are not damaged. */
static void ask_sharing(struct cvd_store *s)
{
    struct cvd_err err = { 0 };
    struct cvd_wording words = { 0 };
    struct cvd_shingle chosen[8];
    size_t sum = 0;

    if (cvd_store_wording(s, 2, &words, &err) == CVD_OK && words.count <= 8) {
        size_t n = cvd_shingles_choose(words.words, words.count, chosen);
        for (size_t i = 0; i < n; i++)
            (void)cvd_store_sharing(s, &chosen[i].hash, 1, 9, take_any, &sum,
                                    &err);
        assert_true(sum <= 3 * n);
    }
    cvd_wording_release(&words);
}

/* Damage that keeps sizes must not crash a reader of our own files: any
 * answer or CVD_EINDEX is right. In a child, as Xapian's is not ours. */
static void test_damage_never_crashes_our_readers(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    uint32_t seed = 12345;

    assert_ok(add_samples(*state, false, first, 3, 3, &p, &err));
    for (int f = 0; f < CVD_PART_FILES; f++) {
        struct cvd_buf good = { 0 };
        char path[512];
        if (f == CVD_PART_TERMS)
            continue;
        (void)snprintf(path, sizeof path, "%s/gen-000001/p000001-0/%s",
                       (char *)*state, cvd_part_file_names[f]);
        assert_ok(cvd_file_read(path, 1 << 24, &good, &err));
        for (int round = 0; round < 60; round++) {
            struct cvd_buf b = { 0 };
            struct cvd_store *s;
            assert_int_equal(cvd_buf_add(&b, cvd_buf_str(&good)), CVD_OK);
            for (int k = 0; k < 4; k++) {
                seed = seed * 1664525 + 1013904223;
                b.ptr[(seed >> 8) % b.len] = (char)(seed >> 24);
            }
            assert_ok(cvd_file_write(path, cvd_buf_str(&b), &err));
            if (cvd_store_open(*state, &s, &err) == CVD_OK) {
                struct cvd_doc d = { 0 };
                for (uint32_t n = 1; n <= 3; n++)
                    (void)cvd_store_read(s, n, true, &d, &err);
                cvd_doc_release(&d);
                struct cvd_word words[3];
                struct cvd_slot slots[3];
                static const char *const hbb[] = { "hai", "ba", "bon" };
                for (size_t i = 0; i < 3; i++) {
                    words[i].folded = words[i].exact = cvd_str_from(hbb[i]);
                    slots[i] = (struct cvd_slot){ true, &words[i], 1 };
                }
                struct cvd_node node = { .kind = CVD_N_PHRASE, .weight = 1,
                                         .slots = slots, .slot_count = 3 };
                struct cvd_ask q = { .root = &node, .limit = 5 };
                struct cvd_answer a;
                if (cvd_store_ask(s, &q, &a, &err) == CVD_OK)
                    cvd_answer_release(&a);
                ask_sharing(s);
                cvd_store_close(s);
            }
            cvd_buf_release(&b);
        }
        assert_ok(cvd_file_write(path, cvd_buf_str(&good), &err));
        cvd_buf_release(&good);
    }
}

/* What Xapian throws comes out as a status with a sentence. */
static void test_no_exception_crosses_the_wall(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_shard *shard;
    struct cvd_terms *terms;
    uint64_t documents;
    char longest[300];
    char *path = cvd_path_join(*state, "shard");
    char *none = cvd_path_join(*state, "none");
    const char *paths[] = { none };

    memset(longest, 'x', sizeof longest);
    assert_ok(cvd_shard_new(path, &shard, &err));
    assert_ok(cvd_shard_term(shard, "",
                             (struct cvd_str){ longest, sizeof longest },
                             &err));
    assert_int_equal(cvd_shard_next(shard, &err), CVD_EBUG);
    assert_non_null(strstr(err.msg, "too long"));
    cvd_shard_free(shard);
    /* one there already */
    assert_int_equal(cvd_shard_new(path, &shard, &err), CVD_EINDEX);
    assert_null(shard);
    /* not there, and not Xapian's */
    assert_int_equal(cvd_terms_open(paths, 1, &terms, &err),
                     CVD_EINDEX);
    assert_ok(cvd_file_write(none, cvd_str_from("no database"), &err));
    assert_int_equal(cvd_terms_open(paths, 1, &terms, &err),
                     CVD_EINDEX);
    assert_int_equal(cvd_terms_verify(none, &documents, &err), CVD_EINDEX);
    free(path);
    free(none);
}

static void test_a_tree_too_deep_is_refused(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_node nodes[300], *kids[300];
    struct cvd_answer a;

    assert_ok(add_samples(*state, false, first, 3, 3, &p, &err));
    struct cvd_store *s = open_store(*state);
    for (int i = 0; i < 300; i++) {
        nodes[i] = (struct cvd_node){ .kind = CVD_N_AND, .kid_count = 1 };
        kids[i] = &nodes[i + 1 < 300 ? i + 1 : i];
        nodes[i].kids = &kids[i];
    }
    nodes[299] = (struct cvd_node){ .kind = CVD_N_ALL };
    struct cvd_ask q = { .root = &nodes[0], .limit = 1 };
    assert_int_equal(cvd_store_ask(s, &q, &a, &err), CVD_ELIMIT);
    assert_non_null(strstr(err.msg, "too deep"));
    cvd_store_close(s);
}

static void test_a_crash_leaves_the_old_index(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;

    assert_ok(add_samples(*state, false, first, 3, 2, &p, &err));
    /* die in the middle of a session, files half written */
    pid_t child = fork();
    if (child == 0) {
        struct cvd_writer *w;
        struct cvd_chunk *c;
        if (cvd_writer_open(*state, false, &w, &err) != CVD_OK ||
            cvd_chunk_new(w, &c, &err) != CVD_OK ||
            add_sample(c, &first[0], &err) != CVD_OK)
            _exit(1);
        _exit(0);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    struct cvd_store *s = open_store(*state);
    assert_int_equal(count_word(s, "hai"), 2);
    cvd_store_close(s);
    assert_ok(add_samples(*state, false, first, 1, 1, &p, &err));
    assert_int_equal(p.generation, 2);
    char *tmp = cvd_path_join(*state, "tmp");
    struct stat sb;
    assert_int_not_equal(stat(tmp, &sb), 0);
    free(tmp);
}

/* A missing manifest, a cut map of removed documents: said, nothing leaks. */
static void test_damage_beside_the_parts(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_writer *w;
    struct cvd_store *s;
    unsigned faults = 0, told = 0;
    char path[512];

    assert_ok(add_samples(*state, false, first, 3, 3, &p, &err));
    assert_ok(cvd_writer_open(*state, false, &w, &err));
    assert_ok(cvd_writer_remove(w, cvd_str_from("a"), &err));
    assert_ok(cvd_writer_publish(w, &p, &err));
    cvd_writer_close(w);
    (void)snprintf(path, sizeof path, "%s/gen-000002/p000001-0.deleted",
                   (char *)*state);
    assert_ok(cvd_file_write(path, cvd_str_from(""), &err));
    assert_int_equal(cvd_store_open(*state, &s, &err), CVD_EINDEX);
    assert_ok(cvd_store_check(*state, count_fault, &told, &faults, &err));
    assert_int_equal(faults, 1);
    (void)snprintf(path, sizeof path, "%s/gen-000002/manifest",
                   (char *)*state);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(cvd_store_open(*state, &s, &err), CVD_EINDEX);
    assert_non_null(strstr(err.msg, "cvdindex rebuild"));
    assert_int_equal(cvd_store_check(*state, count_fault, &told, &faults,
                                     &err), CVD_EINDEX);
}

/* Making a generation anew touches none that is there, whoever made it. */
static void test_rebuild_takes_a_fresh_number(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct stat sb;
    char path[512];

    assert_ok(add_samples(*state, false, first, 3, 3, &p, &err));
    (void)snprintf(path, sizeof path, "%s/CURRENT", (char *)*state);
    assert_ok(cvd_file_write(path, cvd_str_from(
        "cvdsearch-index 99 generation 1\n"), &err));
    struct cvd_writer *w;
    assert_int_equal(cvd_writer_open(*state, false, &w, &err),
                     CVD_EVERSION);
    assert_ok(cvd_writer_open(*state, true, &w, &err));
    (void)snprintf(path, sizeof path, "%s/gen-000001", (char *)*state);
    cvd_writer_close(w);
    assert_int_equal(stat(path, &sb), 0);
    assert_ok(add_samples(*state, true, first, 3, 3, &p, &err));
    assert_int_equal(p.generation, 2);
}

int main(void)
{
#define WITH_DIR(t) cmocka_unit_test_setup_teardown(t, make_dir, drop_dir)
    const struct CMUnitTest tests[] = {
        WITH_DIR(test_one_writer_at_a_time),
        WITH_DIR(test_refuses_what_is_not_an_index),
        WITH_DIR(test_check_finds_every_damaged_file),
        WITH_DIR(test_damage_never_crashes_our_readers),
        WITH_DIR(test_no_exception_crosses_the_wall),
        WITH_DIR(test_a_tree_too_deep_is_refused),
        WITH_DIR(test_a_crash_leaves_the_old_index),
        WITH_DIR(test_damage_beside_the_parts),
        WITH_DIR(test_rebuild_takes_a_fresh_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
