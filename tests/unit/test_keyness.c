/* test_keyness.c - key words and collocates: scores beside published ones,
 * what is planted found again, pairs in place of their syllables. */
#include "search/words.h"
#include "tests/unit/moments_support.h"
#include "tests/unit/searcher_support.h"

#include "base/limits.h"
#include "search/keyness_scores.h"
#include "search/searcher.h"

#include <math.h>

/* ---- scores ---------------------------------------------------------- */

static void assert_near(double got, double want, double by)
{
    if (fabs(got - want) > by)
        fail_msg("%f is not %f", got, want);
}

/* Dunning 1993, table 2: both, the first alone, the second alone, neither. */
static const struct { double ab, a, b, none, g2; } dunning[] = {
    { 110, 2442, 111, 29114, 270.72 }, /* the swiss */
    { 29, 13, 123, 31612, 263.90 },    /* can be */
    { 31, 23, 139, 31584, 256.84 },    /* previous year */
    { 10, 0, 3, 31764, 167.23 },       /* mineral water */
};

static void test_g2_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dunning / sizeof *dunning; i++)
        assert_near(cvd_score_g2_table(
                        dunning[i].ab, dunning[i].ab + dunning[i].a,
                        dunning[i].ab + dunning[i].b,
                        dunning[i].ab + dunning[i].a + dunning[i].b +
                            dunning[i].none),
                    dunning[i].g2, 0.005);
    assert_near(cvd_score_g2_table(2, 10, 20, 100), 0, 1e-9);
}

static void test_scores(void **state)
{
    (void)state;
    /* Expected are 5 and 10: 2 (10 ln 2 + 5 ln 1/2). */
    assert_near(cvd_score_g2(10, 5, 1000, 2000), 10 * log(2), 1e-9);
    /* Expected are 1 and 9: 2 * 10 ln 10. */
    assert_near(cvd_score_g2(10, 0, 100, 900), 20 * log(10), 1e-9);
    assert_near(cvd_score_g2(1, 2, 1000, 2000), 0, 1e-9);
    /* Hardie: one more is twice as often. */
    assert_near(cvd_score_log_ratio(4, 2, 100, 100), 1, 1e-9);
    assert_near(cvd_score_log_ratio(4, 8, 100, 800), 2, 1e-9);
    assert_near(cvd_score_log_ratio(1, 16, 10, 10), -4, 1e-9);
    assert_near(cvd_score_log_ratio(4, 0, 10, 10), 3, 1e-9);
    /* Rychlý: 14 where they always come together, 0 where once in 16,000. */
    assert_near(cvd_score_log_dice(7, 7, 7), 14, 1e-9);
    assert_near(cvd_score_log_dice(1, 16384, 16384), 0, 1e-9);
    /* Church, Hanks 1990, table 3: honorary doctor, 15 million words. */
    assert_near(cvd_score_mi(12, 111, 621, 15e6), 11.3, 0.051);
    assert_near(cvd_score_p(3.83), 1, 0);
    assert_near(cvd_score_p(3.84), 0.05, 0);
    assert_near(cvd_score_p(6.63), 0.01, 0);
    assert_near(cvd_score_p(10.83), 0.001, 0);
    assert_near(cvd_score_p(1e6), 0.0001, 0);
}

/* ---- an index -------------------------------------------------------- */

/* Of four plans and eight letters only the plans have "sản phẩm" and "gốm";
 * "phẩm" stands elsewhere too, beside another word. */
static const struct sample docs[] = {
    { "p1", "kế hoạch sản phẩm gốm và sản phẩm lụa của xã",
      NULL, "2021", "ke-hoach" },
    { "p2", "kế hoạch sản phẩm gốm, sản phẩm tre cho xã",
      NULL, "2021", "ke-hoach" },
    { "p3", "kế hoạch của xã: sản phẩm gốm; gốm mới, sản phẩm mới",
      NULL, "2022", "ke-hoach" },
    { "p4", "gốm gốm gốm sản phẩm sản phẩm", NULL, "2022", "ke-hoach" },
    { "l1", "thực phẩm của chợ và của phường", NULL, "2021", "cong-van" },
    { "l2", "thực phẩm của chợ cho phường", NULL, "2021", "cong-van" },
    { "l3", "chợ của phường họp sớm", NULL, "2022", "cong-van" },
    { "l4", "chợ của phường họp muộn", NULL, "2022", "cong-van" },
    { "l5", "họp của phường", NULL, "2022", "cong-van" },
    { "l6", "thực phẩm sớm và muộn của chợ", NULL, "2022", "cong-van" },
    { "l7", "chợ chợ chợ chợ", NULL, "2023", "cong-van" },
    { "l8", "chợ phường và chợ huyện", NULL, "2023", "cong-van" },
};

static int open_index(void **state)
{
    return open_samples(state, docs, sizeof docs / sizeof *docs, 5);
}

static struct cvd_keyness ask(const struct cvd_keyness_request *r)
{
    struct cvd_err err = { 0 };
    struct cvd_keyness k = { 0 };

    assert_ok(cvd_keyness(searcher, r, &k, &err));
    return k;
}

static const struct cvd_key_unit *unit(const struct cvd_keyness *k,
                                       const char *text)
{
    for (size_t i = 0; i < k->count; i++)
        if (cvd_str_equal(k->list[i].text, cvd_str_from(text)))
            return &k->list[i];
    return NULL;
}

static struct cvd_keyness_request question(const char *query)
{
    return (struct cvd_keyness_request){
        .find = { .query = cvd_str_from(query), .limit = 100 },
    };
}

static void test_marking(void **state)
{
    struct cvd_keyness_request r = question("loại:\"kế hoạch\"");
    struct cvd_keyness k;

    (void)state;
    r.length = CVD_KEY_WORDS;
    k = ask(&r);
    assert_int_equal(k.found.total, 4);
    assert_int_equal(k.reference_documents, 8);
    assert_int_equal(k.words, 40);
    assert_int_equal(k.reference_words, 42);
    assert_true(k.complete && k.count);
    const struct cvd_key_unit *u = unit(&k, "sản");
    assert_non_null(u);
    assert_ptr_equal(u, k.list); /* the most, and nowhere else */
    assert_int_equal(u->count, 8);
    assert_int_equal(u->documents, 4);
    assert_int_equal(u->reference_count, 0);
    assert_near(u->g2, cvd_score_g2(8, 0, 40, 42), 1e-9);
    assert_near(u->log_ratio, log2(8.0 / 40 / (0.5 / 42)), 1e-9);
    assert_near(u->per_million, 8e6 / 40, 1e-6);
    assert_null(unit(&k, "chợ"));
    assert_null(unit(&k, "lụa")); /* in one document */
    cvd_keyness_release(&k);
    r.under = true;
    k = ask(&r);
    u = unit(&k, "chợ");
    assert_non_null(u);
    assert_int_equal(u->count, 0);
    assert_int_equal(u->reference_count, 11);
    assert_true(u->log_ratio < 0);
    assert_null(unit(&k, "sản"));
    cvd_keyness_release(&k);
}

/* A pair in place of syllables that are key for it alone. */
static void test_pairs(void **state)
{
    struct cvd_keyness_request r = question("loại:\"kế hoạch\"");
    struct cvd_keyness k = ask(&r);

    (void)state;
    assert_non_null(unit(&k, "sản phẩm"));
    assert_int_equal(unit(&k, "sản phẩm")->words, 2);
    assert_null(unit(&k, "sản"));
    assert_null(unit(&k, "phẩm"));
    assert_non_null(unit(&k, "gốm")); /* is more than "phẩm gốm" */
    assert_null(unit(&k, "phẩm gốm"));
    cvd_keyness_release(&k);
    r.length = CVD_KEY_PAIRS;
    k = ask(&r);
    assert_non_null(unit(&k, "sản phẩm"));
    assert_null(unit(&k, "gốm"));
    for (size_t i = 0; i < k.count; i++)
        assert_int_equal(k.list[i].words, 2);
    cvd_keyness_release(&k);
}

/* What both find is of the first. */
static void test_against(void **state)
{
    struct cvd_keyness_request r = question("gốm");
    struct cvd_keyness k;

    (void)state;
    r.against_others = true;
    r.against = cvd_str_from("phẩm");
    k = ask(&r);
    assert_int_equal(k.found.total, 4);
    assert_int_equal(k.reference_documents, 3); /* l1, l2, l6 */
    assert_true(cvd_str_equal(cvd_buf_str(&k.against), r.against));
    cvd_keyness_release(&k);
    r.against = cvd_str_from("gốm"); /* nothing is left */
    k = ask(&r);
    assert_int_equal(k.count, 0);
    assert_int_equal(k.found.warning_count, 1);
    assert_non_null(strstr(k.found.warnings[0], "so sánh"));
    cvd_keyness_release(&k);
}

/* Windows do not leave the text, and each word is counted once. */
static void test_around(void **state)
{
    struct cvd_keyness_request r = question("\"sản phẩm\"");
    struct cvd_keyness k;

    (void)state;
    r.around = 1;
    r.length = CVD_KEY_WORDS;
    r.min_documents = 1;
    k = ask(&r);
    assert_int_equal(k.places, 8);
    assert_int_equal(k.reference_documents, 12);
    assert_int_equal(k.reference_words, 82);
    /* hoạch, gốm, và, lụa; hoạch, gốm (of the first), tre; xã, gốm, mới,
     * mới; gốm. */
    assert_int_equal(k.words, 12);
    const struct cvd_key_unit *u = unit(&k, "gốm");
    assert_non_null(u);
    assert_int_equal(u->left, 1); /* p4 */
    assert_int_equal(u->count, 4);
    assert_int_equal(u->reference_count, 7);
    assert_near(u->log_dice, 14 + log2(2.0 * 4 / (8 + 7)), 1e-9);
    assert_near(u->mi, log2(4.0 * 82 / (12.0 * 7)), 1e-9);
    assert_near(u->g2, cvd_score_g2_table(4, 12, 7, 82), 1e-9);
    assert_null(unit(&k, "sản"));
    assert_null(unit(&k, "chợ"));
    cvd_keyness_release(&k);
}

static void test_pages(void **state)
{
    struct cvd_keyness_request r = question("loại:\"kế hoạch\"");
    struct cvd_keyness all, k;

    (void)state;
    r.min_documents = 1;
    all = ask(&r);
    r.find.limit = 1;
    for (r.find.offset = 0; r.find.offset < all.count; r.find.offset++) {
        k = ask(&r);
        assert_int_equal(k.count, 1);
        assert_int_equal(k.found_units, all.found_units);
        assert_true(cvd_str_equal(k.list[0].text,
                                  all.list[r.find.offset].text));
        cvd_keyness_release(&k);
    }
    cvd_keyness_release(&all);
}

static void test_refused(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_keyness k = { 0 };
    struct cvd_keyness_request r[8];

    (void)state;
    for (size_t i = 0; i < 8; i++)
        r[i] = question("gốm");
    r[0].find.limit = CVD_KEY_UNITS_MAX + 1;
    r[1].find.offset = CVD_OFFSET_MAX + 1;
    r[2].around = CVD_KEY_WINDOW_MAX + 1;
    r[3].min_documents = CVD_KEY_DOCUMENTS_MAX + 1u;
    r[4].around = 1, r[4].under = true;
    r[5].around = 1, r[5].against_others = true;
    r[6].sort = CVD_KEY_DICE;
    r[7].around = 1, r[7].sort = CVD_KEY_RATIO;
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(cvd_keyness(searcher, &r[i], &k, &err), CVD_EUSAGE);
}

/* Wherever it is stopped, it says so, and makes nothing up. */
static void test_stopped(void **state)
{
    struct cvd_keyness_request r = question("gốm");
    struct cvd_keyness k;
    bool whole = false;

    (void)state;
    for (uint64_t moment = 1; !whole; moment++) {
        assert_true(moment < 1000);
        stop_at(searcher->store, moment);
        k = ask(&r);
        whole = k.complete;
        assert_true(whole == !cvd_searcher_late(searcher));
        assert_true(k.words <= 40);
        for (size_t i = 0; i < k.count; i++)
            assert_true(k.list[i].count <= 8);
        cvd_keyness_release(&k);
    }
    stop_at(searcher->store, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_g2_table), cmocka_unit_test(test_scores),
        cmocka_unit_test(test_marking),  cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_against),  cmocka_unit_test(test_around),
        cmocka_unit_test(test_pages),    cmocka_unit_test(test_refused),
        cmocka_unit_test(test_stopped),
    };

    return cmocka_run_group_tests(tests, open_index, close_searcher);
}
