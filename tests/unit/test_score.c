/* test_score.c - the measures of bench/score.h on figures done by hand, and
 * the unaccented form of a question. */
#include "tests/unit/support.h"

#include "bench/fold.h"
#include "bench/score.h"

#include <math.h>

enum { LONG_RUN = 120 };

static struct score_table judged(const char *text)
{
    struct score_table t = { 0 };
    struct cvd_err err;

    assert_ok(score_judged_read(cvd_str_from(text), &t, &err));
    return t;
}

static struct score score_one(const char *qrels, const char *run)
{
    struct score_table grades = judged(qrels), ranking = { 0 };
    struct cvd_err err;

    assert_ok(score_run_read(cvd_str_from(run), &ranking, &err));
    struct score s = score_question(&grades, &ranking, cvd_str_from("q"));
    score_table_release(&grades);
    score_table_release(&ranking);
    return s;
}

/* 1/log2(2) = 1, 1/log2(3) = 0.6309, 1/log2(4) = 0.5, 1/log2(5) = 0.4307,
 * 1/log2(11) = 0.2891. */
static const struct {
    const char *qrels, *run;
    double mrr, ndcg, recall10, recall100;
} cases[] = {
    { "q\ta\t1\n", "q\ta\t1\nq\tb\t2\n", 1, 1, 1, 1 },
    { "q\ta\t1\n", "q\tb\t1\nq\ta\t2\n", 0.5, 0.6309, 1, 1 },
    { "q\ta\t1\n", "q\tb\t1\n", 0, 0, 0, 0 },
    { "q\ta\t1\n", "", 0, 0, 0, 0 },
    /* another question's ranking is not this one's */
    { "q\ta\t1\n", "p\ta\t1\nr\ta\t1\n", 0, 0, 0, 0 },
    /* two of three, at places 2 and 4:
     * (0.6309 + 0.4307) / (1 + 0.6309 + 0.5) */
    { "q\ta\t1\nq\tb\t1\nq\tc\t1\n",
      "q\tx\t1\nq\ta\t2\nq\ty\t3\nq\tb\t4\n", 0.5, 0.4982, 2.0 / 3, 2.0 / 3 },
    /* grades are gains: (1 + 3 * 0.6309) / (3 + 0.6309) */
    { "q\ta\t1\nq\tb\t3\n", "q\ta\t1\nq\tb\t2\n", 1, 0.7967, 1, 1 },
    /* grade 0 is judged, not relevant, and asked of no recall */
    { "q\ta\t0\nq\tb\t1\n", "q\ta\t1\nq\tb\t2\n", 0.5, 0.6309, 1, 1 },
    { "q\ta\t0\n", "q\ta\t1\n", 0, 0, 0, 0 },
    /* of two judgements the later holds, though a third tab follows */
    { "q\ta\t0\nq\ta\t1\tnote\n", "q\ta\t1\n", 1, 1, 1, 1 },
    /* lines stand in any order, ranks decide; comments and blank lines */
    { "q\ta\t1\n", "# p50_ms=1\n\nq\ta\t3\nq\tb\t2\nq\tc\t1\n", 1.0 / 3,
      0.5, 1, 1 },
    /* the tenth place counts, the eleventh for recall@100 only */
    { "q\ta\t1\nq\tb\t1\n",
      "q\tc\t1\nq\td\t2\nq\te\t3\nq\tf\t4\nq\tg\t5\nq\th\t6\nq\ti\t7\n"
      "q\tj\t8\nq\tk\t9\nq\ta\t10\nq\tb\t11\n",
      0.1, 0.2891 / 1.6309, 0.5, 1 },
};

static void test_measures_agree_with_figures_by_hand(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct score s = score_one(cases[i].qrels, cases[i].run);
        const double want[] = { cases[i].mrr, cases[i].ndcg,
                                cases[i].recall10, cases[i].recall100 };
        for (int m = 0; m < SCORE_MEASURES; m++)
            if (fabs(s.value[m] - want[m]) > 5e-5)
                fail_msg("case %zu: %s is %.4f, not %.4f", i,
                         score_measure_names[m], s.value[m], want[m]);
    }
}

/* More judged than the ten that nDCG looks at: the best ten are the ideal,
 * wherever they stand in the file. */
static void test_the_ideal_is_the_ten_best(void **state)
{
    struct cvd_buf qrels = { 0 }, run = { 0 };

    (void)state;
    for (int i = 0; i < 15; i++)
        (void)cvd_buf_printf(&qrels, "q\td%02d\t%d\n", i, i < 5 ? 1 : 2);
    for (int i = 0; i < 10; i++)
        (void)cvd_buf_printf(&run, "q\td%02d\t%d\n", i + 5, i + 1);
    struct score s = score_one(qrels.ptr, run.ptr);
    assert_true(fabs(s.value[SCORE_NDCG] - 1) < 1e-9);
    assert_true(fabs(s.value[SCORE_RECALL10] - 10.0 / 15) < 1e-9);
    cvd_buf_release(&qrels);
    cvd_buf_release(&run);
}

/* The relevant document at `rank` of a long ranking. */
static double recall100_at(int rank)
{
    struct cvd_buf run = { 0 };

    for (int i = 1; i <= LONG_RUN; i++)
        (void)cvd_buf_printf(&run, "q\t%s%d\t%d\n", i == rank ? "a" : "x",
                             i == rank ? 0 : i, i);
    double recall = score_one("q\ta0\t1\n", run.ptr).value[SCORE_RECALL100];
    cvd_buf_release(&run);
    return recall;
}

static void test_recall_ends_at_a_hundred(void **state)
{
    (void)state;
    assert_true(recall100_at(100) == 1);
    assert_true(recall100_at(101) == 0);
}

static void test_the_mean_is_over_questions(void **state)
{
    const struct score s[] = { { { 1, 1, 1, 1 } }, { { 0, 0.5, 1, 0 } } };
    struct score mean = score_mean(s, 2);

    (void)state;
    assert_true(mean.value[SCORE_MRR] == 0.5);
    assert_true(mean.value[SCORE_NDCG] == 0.75);
    assert_true(mean.value[SCORE_RECALL10] == 1);
    assert_true(mean.value[SCORE_RECALL100] == 0.5);
}

static void test_lines_of_another_form_are_refused(void **state)
{
    static const char *const bad[] = {
        "q\ta\t1\nq a 1\n", "q\ta\t1\nq\ta\n", "q\ta\t1\nq\ta\tfirst\n",
        "q\ta\t1\n\ta\t1\n", "q\ta\t1\nq\t\t1\n",
        "q\ta\t1\nq\ta\t99999999999999999999\n",
    };
    struct score_table t = { 0 };
    struct cvd_err err;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(score_judged_read(cvd_str_from(bad[i]), &t, &err),
                         CVD_EINPUT);
        assert_non_null(strstr(err.msg, "line 2"));
        assert_int_equal(score_run_read(cvd_str_from(bad[i]), &t, &err),
                         CVD_EINPUT);
        assert_null(t.entries);
    }
}

static void test_only_judged_questions_are_judged(void **state)
{
    struct score_table t = judged("b\tx\t1\nd\tx\t0\n");

    (void)state;
    assert_true(score_is_judged(&t, cvd_str_from("b")));
    assert_true(score_is_judged(&t, cvd_str_from("d")));
    assert_false(score_is_judged(&t, cvd_str_from("a")));
    assert_false(score_is_judged(&t, cvd_str_from("c")));
    assert_false(score_is_judged(&t, cvd_str_from("e")));
    score_table_release(&t);
}

/* Of n equal differences only the two draws of 2^n with all signs alike
 * reach the sum: p = 2 / 2^n.  The draws miss it by little. */
static void test_chance_explains_what_it_can(void **state)
{
    const double zero[4] = { 0, 0, 0, 0 };
    const double one_of_three[] = { 1, 0, 0 };
    const double three[] = { 0.5, 0.5, 0.5 };
    double many[100];

    (void)state;
    for (size_t i = 0; i < 100; i++)
        many[i] = 0.1;
    assert_true(score_randomised_p(zero, 4) == 1);
    assert_true(score_randomised_p(one_of_three, 3) == 1);
    assert_true(fabs(score_randomised_p(three, 3) - 0.25) < 0.02);
    assert_true(score_randomised_p(many, 100) < 0.001);
    for (size_t i = 0; i < 100; i += 2)
        many[i] = -0.1;
    assert_true(score_randomised_p(many, 100) == 1);
}

static const struct { const char *in, *want; } fold_cases[] = {
    { "Đất đai, Điều 5?", "Dat dai, Dieu 5?" },
    { "hoà và hòa", "hoa va hoa" },
    { "a\u0302\u0301 UỶ BAN", "a UY BAN" },
    { "\U0001d15f\u20ac", "\U0001d158\u20ac" }, /* a note and its stem */
    { "", "" },
};

static void test_marks_come_off_and_nothing_else(void **state)
{
    struct cvd_buf out = { 0 };
    struct cvd_err err;

    (void)state;
    for (size_t i = 0; i < sizeof fold_cases / sizeof *fold_cases; i++) {
        cvd_buf_clear(&out);
        assert_ok(bench_fold(cvd_str_from(fold_cases[i].in), &out, &err));
        assert_string_equal(out.ptr ? out.ptr : "", fold_cases[i].want);
    }
    assert_int_equal(bench_fold(cvd_str_from("\xff"), &out, &err),
                     CVD_EINPUT);
    cvd_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_agree_with_figures_by_hand),
        cmocka_unit_test(test_the_ideal_is_the_ten_best),
        cmocka_unit_test(test_recall_ends_at_a_hundred),
        cmocka_unit_test(test_the_mean_is_over_questions),
        cmocka_unit_test(test_lines_of_another_form_are_refused),
        cmocka_unit_test(test_only_judged_questions_are_judged),
        cmocka_unit_test(test_chance_explains_what_it_can),
        cmocka_unit_test(test_marks_come_off_and_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
