/* test_fold.c - copies counted, and folded under the first that is found. */
#include "search/likeness.h"
#include "search/searcher.h"
#include "base/array.h"
#include "tests/unit/chance.h"
#include "tests/unit/searcher_support.h"

enum { FAMILIES = 30, COPIES = 5, ALONE = 50,
       SAMPLES = FAMILIES * COPIES + ALONE, WORDS = 80, LARGE = 150 };

static char ids[SAMPLES + LARGE][16];
static struct cvd_buf texts[SAMPLES + LARGE];
static struct sample samples[SAMPLES + LARGE];

static void add_word(struct cvd_buf *out, unsigned number)
{
    assert_int_equal(cvd_buf_printf(out, "w%u ", number), CVD_OK);
}

/* WORDS words of chance that all texts have one of; of copies every fortieth
 * is another. */
static void write_text(struct cvd_buf *out, uint64_t seed, unsigned copy)
{
    chance = seed;
    assert_int_equal(cvd_buf_add_text(out, "chung "), CVD_OK);
    for (unsigned i = 0; i < WORDS; i++) {
        unsigned word = pick(5000);
        add_word(out, copy && i % 40 == copy % 40 ? 9000 + copy : word);
    }
}

static size_t add(size_t n, uint64_t seed, unsigned copy, char kind)
{
    (void)snprintf(ids[n], sizeof ids[n], "%c%u-%u", kind, (unsigned)seed,
                   copy);
    write_text(&texts[n], seed, copy);
    samples[n] = (struct sample){ ids[n], texts[n].ptr, NULL, "2020", NULL };
    return n + 1;
}

/* FAMILIES of COPIES copies, and some that have none; the copies of one lie
 * apart, in several parts. */
static int open_archive(void **state)
{
    size_t n = 0;

    for (unsigned copy = 0; copy < COPIES; copy++)
        for (unsigned f = 0; f < FAMILIES; f++)
            n = add(n, f, copy, 'f');
    for (unsigned a = 0; a < ALONE; a++)
        n = add(n, 1000 + a, 0, 'a');
    assert_int_equal(n, SAMPLES);
    return open_samples(state, samples, n, 33);
}

static int close_archive(void **state)
{
    for (size_t i = 0; i < SAMPLES + LARGE; i++)
        cvd_buf_release(&texts[i]);
    return close_searcher(state);
}

static struct cvd_result ask(unsigned offset, unsigned limit, bool fold)
{
    struct cvd_request r = { .query = cvd_str_from("chung"),
                             .offset = offset, .limit = limit, .fold = fold };
    struct cvd_result out = { 0 };
    struct cvd_err err = { CVD_OK, "" };

    assert_ok(cvd_search(searcher, &r, &out, &err));
    return out;
}

/* Every hit of a page has its copies counted: all others of its family. */
static void test_counted(void **state)
{
    struct cvd_result r = ask(0, SAMPLES, false);

    (void)state;
    assert_int_equal(r.count, SAMPLES);
    for (size_t i = 0; i < r.count; i++) {
        const struct cvd_hit *h = &r.hits[i];
        assert_true(h->copies_counted);
        assert_int_equal(h->copies, *h->doc.id.ptr == 'f' ? COPIES - 1 : 0);
        assert_false(h->folding);
    }
    cvd_result_release(&r);
}

/* The number of the family in "f12-3". */
static unsigned family_of(struct cvd_str id)
{
    return (unsigned)strtoul(id.ptr + 1, NULL, 10);
}

/* Read in pages of any size, each family comes once, under the first of it in
 * the order unfolded, with all others named; so does who has none. */
static void check_pages(unsigned page)
{
    bool seen[1000 + ALONE] = { false };
    size_t heads = 0;
    struct cvd_result all = ask(0, SAMPLES, false);

    for (unsigned offset = 0;; offset += page) {
        struct cvd_result r = ask(offset, page, true);
        assert_int_equal(r.total, SAMPLES);
        for (size_t i = 0; i < r.count; i++) {
            const struct cvd_hit *h = &r.hits[i];
            unsigned family = family_of(h->doc.id);
            size_t first = 0;
            assert_false(seen[family]);
            seen[family] = true;
            while (family_of(all.hits[first].doc.id) != family)
                first++;
            assert_true(cvd_str_equal(h->doc.id, all.hits[first].doc.id));
            assert_true(h->folding);
            size_t copies = family < 1000 ? COPIES - 1 : 0;
            assert_int_equal(h->folded, copies);
            assert_int_equal(h->folded_count, copies);
            for (size_t k = 0; k < copies; k++)
                assert_int_equal(family_of(h->folded_hits[k].doc.id), family);
        }
        heads += r.count;
        size_t count = r.count;
        cvd_result_release(&r);
        if (count < page)
            break;
    }
    assert_int_equal(heads, FAMILIES + ALONE);
    cvd_result_release(&all);
}

static void test_pages(void **state)
{
    (void)state;
    check_pages(1);
    check_pages(7);
    check_pages(10);
    check_pages(100);
}

/* Of more copies than are counted or named it is told how many are folded. */
static void test_many(void **state)
{
    char *dir = NULL;
    void *room = NULL;
    struct cvd_searcher *before = searcher;

    (void)state;
    for (unsigned i = 0; i < LARGE; i++)
        (void)add(SAMPLES + i, 77, i % 2, 'l');
    for (unsigned i = 0; i < LARGE; i++)
        (void)snprintf(ids[SAMPLES + i], sizeof ids[0], "l77-%u", i);
    assert_int_equal(open_samples(&room, samples + SAMPLES, LARGE, 40), 0);
    dir = room;
    struct cvd_result r = ask(0, 10, true);
    assert_int_equal(r.count, 1);
    assert_int_equal(r.hits[0].copies, CVD_COUNTED_COPIES_MAX);
    assert_int_equal(r.hits[0].folded, LARGE - 1);
    assert_int_equal(r.hits[0].folded_count, CVD_FOLDED_MAX);
    cvd_result_release(&r);
    cvd_searcher_close(searcher);
    searcher = before;
    (void)cvd_dir_remove(dir, NULL);
    free(dir);
}

/* The store tells the words of a text as the analyzer counts them. */
static void test_wording(void **state)
{
    struct cvd_wording words = { 0 };
    struct cvd_tokens t = { 0 };
    struct cvd_doc d = { 0 };
    struct cvd_err err = { CVD_OK, "" };

    (void)state;
    for (uint32_t docno = cvd_store_next(searcher->store, 0); docno;
         docno = cvd_store_next(searcher->store, docno)) {
        assert_ok(cvd_store_read(searcher->store, docno, true, &d, &err));
        assert_ok(cvd_store_wording(searcher->store, docno, &words, &err));
        assert_int_equal(cvd_tokenize(d.text, &t), CVD_OK);
        assert_int_equal(words.count, t.count);
        for (size_t i = 0; i < t.count; i++)
            assert_int_equal(words.words[i],
                             cvd_word_hash(cvd_token_folded(&t, i)));
    }
    cvd_doc_release(&d);
    cvd_tokens_release(&t);
    cvd_wording_release(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counted), cmocka_unit_test(test_pages),
        cmocka_unit_test(test_many),    cmocka_unit_test(test_wording),
    };

    return cmocka_run_group_tests(tests, open_archive, close_archive);
}
