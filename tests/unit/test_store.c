/* test_store.c - generations, parts, removal, merging; phrases against a
 * search that looks at every word. */
#include "tests/unit/store_support.h"

#include <dirent.h>

static char *text_of(struct cvd_store *s, const char *id)
{
    struct cvd_err err = { 0 };
    struct cvd_doc d = { 0 };
    uint32_t docno;

    if (cvd_store_find(s, cvd_str_from(id), &docno, &err) != CVD_OK)
        return NULL;
    assert_ok(cvd_store_read(s, docno, true, &d, &err));
    char *text = strndup(d.text.ptr, d.text.len);
    cvd_doc_release(&d);
    return text;
}

static void test_reads_what_was_written(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_doc d = { 0 };
    uint32_t docno;

    assert_ok(add_samples(*state, false, first, 3, 2, &p, &err));
    assert_int_equal(p.generation, 1);
    assert_int_equal(p.documents, 3);
    struct cvd_store *s = open_store(*state);
    assert_ok(cvd_store_find(s, cvd_str_from("a"), &docno, &err));
    assert_ok(cvd_store_read(s, docno, true, &d, &err));
    assert_true(cvd_str_equal(d.text, cvd_str_from("một hai ba")));
    assert_true(cvd_str_equal(cvd_doc_value(&d, CVD_F_NUMBER),
                              cvd_str_from("1/KH-UBND")));
    assert_int_equal(cvd_doc_value(&d, CVD_F_ISSUER).len, 0);
    cvd_doc_release(&d);
    assert_int_equal(cvd_store_find(s, cvd_str_from("z"), &docno, &err),
                     CVD_ENOTFOUND);
    assert_string_equal(err.msg, "no document 'z' in the index");
    assert_int_equal(cvd_store_read(s, 99, true, &d, &err), CVD_ENOTFOUND);
    assert_int_equal(count_word(s, "hai"), 2);
    unsigned live = 0;
    for (uint32_t n = 0; (n = cvd_store_next(s, n));)
        live++;
    assert_int_equal(live, 3);
    cvd_store_close(s);
}

static void test_replaces_removes_and_keeps_old_readers(void **state)
{
    static const struct sample second[] = {
        { "b", "bảy tám", NULL, NULL, NULL },
        { "d", "hai chín", NULL, NULL, NULL },
    };
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_store_info info;
    struct cvd_writer *w;

    assert_ok(add_samples(*state, false, first, 3, 2, &p, &err));
    struct cvd_store *old = open_store(*state);
    assert_ok(add_samples(*state, false, second, 2, 2, &p, &err));
    assert_int_equal(p.generation, 2);
    assert_int_equal(p.documents, 4);
    /* the open generation answers as before, the new one anew */
    assert_int_equal(count_word(old, "hai"), 2);
    struct cvd_store *s = open_store(*state);
    cvd_store_describe(s, &info);
    assert_int_equal(info.parts, 2);
    assert_int_equal(info.documents, 4);
    assert_int_equal(info.deleted, 1);
    assert_int_equal(count_word(s, "hai"), 2);
    assert_int_equal(count_word(s, "tam"), 1);
    assert_int_equal(count_phrase(s, (const char *[]){ "hai", "ba" }, 2,
                                  false), 1);
    char *text = text_of(s, "b");
    assert_string_equal(text, "bảy tám");
    free(text);
    cvd_store_close(s);

    assert_ok(cvd_writer_open(*state, false, &w, &err));
    assert_ok(cvd_writer_remove(w, cvd_str_from("a"), &err));
    assert_int_equal(cvd_writer_remove(w, cvd_str_from("a"), &err),
                     CVD_ENOTFOUND);
    assert_int_equal(cvd_writer_remove(w, cvd_str_from("nobody"), &err),
                     CVD_ENOTFOUND);
    assert_ok(cvd_writer_publish(w, &p, &err));
    cvd_writer_close(w);
    assert_int_equal(p.documents, 3);
    s = open_store(*state);
    assert_null(text_of(s, "a"));
    assert_int_equal(count_word(s, "mot"), 0);
    cvd_store_close(s);
    cvd_store_close(old);
}

static void test_nothing_changed_writes_nothing(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_writer *w;

    assert_ok(add_samples(*state, false, first, 3, 2, &p, &err));
    assert_ok(cvd_writer_open(*state, false, &w, &err));
    unsigned char content[16];
    assert_true(cvd_writer_knows(w, cvd_str_from("a"), content));
    assert_false(cvd_writer_knows(w, cvd_str_from("zz"), content));
    assert_ok(cvd_writer_publish(w, &p, &err));
    cvd_writer_close(w);
    assert_int_equal(p.generation, 1);
    assert_int_equal(p.documents, 3);
}

static void test_the_later_of_one_id_stays(void **state)
{
    static const struct sample twice[] = {
        { "x", "cũ một", NULL, NULL, NULL },
        { "y", "khác", NULL, NULL, NULL },
        { "x", "mới hai", NULL, NULL, NULL },
    };
    struct cvd_err err = { 0 };
    struct cvd_published p;

    for (size_t per_chunk = 1; per_chunk <= 3; per_chunk++) {
        assert_ok(add_samples(*state, true, twice, 3, per_chunk, &p, &err));
        assert_int_equal(p.documents, 2);
        assert_int_equal(p.repeated, 1);
        struct cvd_store *s = open_store(*state);
        char *text = text_of(s, "x");
        assert_string_equal(text, "mới hai");
        free(text);
        assert_int_equal(count_word(s, "cu"), 0);
        cvd_store_close(s);
    }
}

static void test_chunks_may_come_in_any_order(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_writer *w;
    struct cvd_chunk *c[3];

    assert_ok(cvd_writer_open(*state, true, &w, &err));
    for (int i = 0; i < 3; i++) {
        assert_ok(cvd_chunk_new(w, &c[i], &err));
        assert_ok(add_sample(c[i], &first[i], &err));
        assert_ok(cvd_chunk_seal(c[i], &err));
    }
    for (unsigned i = 3; i-- > 0;)
        assert_ok(cvd_writer_take(w, c[i], i, &err));
    assert_ok(cvd_writer_publish(w, &p, &err));
    cvd_writer_close(w);
    struct cvd_store *s = open_store(*state);
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t docno;
        assert_ok(cvd_store_find(s, cvd_str_from(first[i].id), &docno,
                                 &err));
        assert_int_equal(docno, i + 1);
    }
    cvd_store_close(s);
}

static void test_merging_keeps_every_document(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_store_info info;
    struct cvd_writer *w;
    struct cvd_chunk *c;
    struct cvd_doc d = { 0 };
    unsigned char content[16];
    uint64_t n;

    for (size_t i = 0; i < 3; i++)
        assert_ok(add_samples(*state, false, &first[i], 1, 1, &p, &err));
    assert_ok(cvd_writer_open(*state, false, &w, &err));
    assert_ok(cvd_writer_remove(w, cvd_str_from("c"), &err));
    assert_ok(cvd_writer_plan_merge(w, 0, true, &n, &err));
    assert_int_equal(n, 2);
    assert_ok(cvd_chunk_new(w, &c, &err));
    unsigned fed = 0;
    while (cvd_writer_refeed_next(w, &d, content, &err) == CVD_OK) {
        char *id = strndup(d.id.ptr, d.id.len);
        char *text = strndup(d.text.ptr, d.text.len);
        struct sample s = { id, text, NULL, NULL, NULL };
        assert_ok(add_sample(c, &s, &err));
        free(id);
        free(text);
        fed++;
    }
    cvd_doc_release(&d);
    assert_int_equal(fed, 2);
    assert_ok(cvd_chunk_seal(c, &err));
    assert_ok(cvd_writer_take(w, c, 0, &err));
    assert_ok(cvd_writer_publish(w, &p, &err));
    cvd_writer_close(w);
    struct cvd_store *s = open_store(*state);
    cvd_store_describe(s, &info);
    assert_int_equal(info.parts, 1);
    assert_int_equal(info.documents, 2);
    assert_int_equal(info.deleted, 0);
    assert_int_equal(count_word(s, "ba"), 2);
    assert_int_equal(count_word(s, "sau"), 0);
    cvd_store_close(s);
}

static void test_an_index_of_nothing(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;

    assert_ok(add_samples(*state, true, NULL, 0, 1, &p, &err));
    struct cvd_store *s = open_store(*state);
    assert_int_equal(count_word(s, "hai"), 0);
    assert_int_equal(cvd_store_next(s, 0), 0);
    cvd_store_close(s);
}

static void test_old_generations_go(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    unsigned kept = 0;

    for (int i = 0; i < 5; i++)
        assert_ok(add_samples(*state, true, first, 3, 2, &p, &err));
    DIR *d = opendir(*state);
    for (struct dirent *e; (e = readdir(d));)
        kept += strncmp(e->d_name, "gen-", 4) == 0;
    (void)closedir(d);
    assert_int_equal(kept, 2);
}

/* ---- phrases against looking at every word --------------------------- */

enum { DOCS = 700, WORDS = 60, KINDS = 12 };

static unsigned next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 16;
}

/* Two spellings of each of six folded words, many documents: long posting
 * lists with runs, several lists for one folded pair. */
static const char *const kinds[KINDS] = { "ba",  "bà",  "ma",  "mà",
                                          "ca",  "cà",  "ta",  "tà",
                                          "xa",  "xà",  "la",  "là" };
static const char *const folds[KINDS] = { "ba", "ba", "ma", "ma", "ca",
                                          "ca", "ta", "ta", "xa", "xa",
                                          "la", "la" };

static uint64_t expect(unsigned char d[DOCS][WORDS], const unsigned *want,
                       size_t n)
{
    uint64_t docs = 0;

    for (int i = 0; i < DOCS; i++) {
        bool any = false;
        for (size_t w = 0; w + n <= WORDS && !any; w++) {
            size_t k = 0;
            while (k < n &&
                   strcmp(folds[d[i][w + k]], folds[want[k]]) == 0)
                k++;
            any = k == n;
        }
        docs += any;
    }
    return docs;
}

static void test_phrases_are_exact(void **state)
{
    static unsigned char d[DOCS][WORDS];
    static struct sample samples[DOCS];
    struct cvd_err err = { 0 };
    struct cvd_published p;
    uint32_t seed = 7;

    for (int i = 0; i < DOCS; i++) {
        struct cvd_buf text = { 0 };
        char id[16];
        for (int w = 0; w < WORDS; w++) {
            /* some words common, some rare */
            unsigned r = next_random(&seed) % (KINDS * 3);
            d[i][w] = (unsigned char)(r < KINDS ? r : r % 4);
            (void)cvd_buf_printf(&text, "%s ", kinds[d[i][w]]);
        }
        (void)snprintf(id, sizeof id, "%d", i);
        samples[i] = (struct sample){ strdup(id), text.ptr, NULL, NULL,
                                      NULL };
    }
    /* two parts, several chunks each */
    assert_ok(add_samples(*state, true, samples, 500, 130, &p, &err));
    assert_ok(add_samples(*state, false, samples + 500, DOCS - 500, 90, &p,
                          &err));
    struct cvd_store *s = open_store(*state);
    for (int round = 0; round < 300; round++) {
        unsigned want[4];
        const char *words[4];
        size_t n = 2 + next_random(&seed) % 3;
        for (size_t k = 0; k < n; k++) {
            want[k] = next_random(&seed) % KINDS;
            words[k] = folds[want[k]];
        }
        uint64_t found = count_phrase(s, words, n, round % 2 == 0);
        uint64_t wanted = expect(d, want, n);
        if (found != wanted)
            fail_msg("round %d: %zu words from '%s': found %llu, there are "
                     "%llu", round, n, words[0],
                     (unsigned long long)found, (unsigned long long)wanted);
    }
    cvd_store_close(s);
    for (int i = 0; i < DOCS; i++) {
        free((void *)(uintptr_t)samples[i].id);
        free((void *)(uintptr_t)samples[i].text);
    }
}

int main(void)
{
#define WITH_DIR(t) cmocka_unit_test_setup_teardown(t, make_dir, drop_dir)
    const struct CMUnitTest tests[] = {
        WITH_DIR(test_reads_what_was_written),
        WITH_DIR(test_replaces_removes_and_keeps_old_readers),
        WITH_DIR(test_nothing_changed_writes_nothing),
        WITH_DIR(test_the_later_of_one_id_stays),
        WITH_DIR(test_chunks_may_come_in_any_order),
        WITH_DIR(test_merging_keeps_every_document),
        WITH_DIR(test_an_index_of_nothing),
        WITH_DIR(test_phrases_are_exact),
        WITH_DIR(test_old_generations_go),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
