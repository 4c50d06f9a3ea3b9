/* test_shingles.c - numbers of words and what winnowing promises. */
#include "store/shingles.h"
#include "support.h"
#include "tests/unit/chance.h"

/* ---- numbers --------------------------------------------------------- */

/* They are on disk: another number would be another format.  Worked out apart
 * from this program, by the definitions named in shingles.h. */
static void test_numbers_are_what_is_on_disk(void **state)
{
    static const struct {
        const char *word;
        uint32_t hash;
    } words[] = {
        { "", 0xAB3E7C0Bu }, { "hang", 0x7972A8C5u },
        { "viet", 0x5C8C7724u }, { "nam", 0xFBC404FFu },
        { "dat", 0x9C2460ABu }, { "dai", 0x86970BE1u }
    };
    uint32_t five[CVD_SHINGLE_WORDS];

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_int_equal(cvd_word_hash(cvd_str_from(words[i].word)),
                         words[i].hash);
    for (size_t i = 0; i < CVD_SHINGLE_WORDS; i++)
        five[i] = words[i + 1].hash;
    assert_int_equal(cvd_shingle_hash(five), 0x7AA0F027u);
    /* The order counts. */
    five[0] = words[2].hash;
    five[1] = words[1].hash;
    assert_int_not_equal(cvd_shingle_hash(five), 0x7AA0F027u);
}

/* ---- choosing -------------------------------------------------------- */

enum { RUN_MAX = 400 };

/* Of few words, so that equals come about. */
static void make_run(uint32_t *words, size_t count, uint32_t of)
{
    for (size_t i = 0; i < count; i++)
        words[i] = pick(of) * 0x9E3779B1u;
}

/* By the definition: a window after another. */
static size_t choose_by_definition(const uint32_t *words, size_t count,
                                   uint32_t *at)
{
    size_t shingles = cvd_shingles_most(count), n = 0;
    size_t wide = shingles < CVD_SHINGLE_WINDOW ? shingles
                                                : CVD_SHINGLE_WINDOW;

    for (size_t from = 0; wide && from + wide <= shingles; from++) {
        size_t least = from;
        for (size_t i = from; i < from + wide; i++)
            if (cvd_shingle_hash(words + i) <= cvd_shingle_hash(words + least))
                least = i;
        if (n == 0 || at[n - 1] != least)
            at[n++] = (uint32_t)least;
    }
    return n;
}

static void test_choice_is_the_defined_one(void **state)
{
    uint32_t words[RUN_MAX], at[RUN_MAX];
    struct cvd_shingle out[RUN_MAX];

    (void)state;
    chance = 1;
    for (unsigned round = 0; round < 3000; round++) {
        size_t count = pick(round % 2 ? RUN_MAX : 30);
        make_run(words, count, 1 + pick(round % 3 ? 1000 : 4));
        size_t n = choose_by_definition(words, count, at);
        assert_int_equal(cvd_shingles_choose(words, count, out), n);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(out[i].at, at[i]);
            assert_int_equal(out[i].hash, cvd_shingle_hash(words + at[i]));
        }
    }
}

static void test_short_texts(void **state)
{
    uint32_t words[CVD_SHINGLE_SURE];
    struct cvd_shingle out[CVD_SHINGLE_SURE];

    (void)state;
    chance = 2;
    make_run(words, CVD_SHINGLE_SURE, 1000);
    for (size_t count = 0; count < CVD_SHINGLE_SURE; count++)
        assert_int_equal(cvd_shingles_choose(words, count, out),
                         count >= CVD_SHINGLE_WORDS);
}

static bool has_hash(const struct cvd_shingle *s, size_t n, uint32_t hash)
{
    for (size_t i = 0; i < n; i++)
        if (s[i].hash == hash)
            return true;
    return false;
}

/* Two texts with CVD_SHINGLE_SURE words in a row in common: one of those of
 * the run is chosen in both. */
static void test_what_is_common_is_found(void **state)
{
    uint32_t a[RUN_MAX], b[RUN_MAX];
    struct cvd_shingle of_a[RUN_MAX], of_b[RUN_MAX];

    (void)state;
    chance = 3;
    for (unsigned round = 0; round < 3000; round++) {
        uint32_t of = 2 + pick(round % 2 ? 5000 : 6);
        size_t room = RUN_MAX - CVD_SHINGLE_SURE;
        size_t in_a = pick((uint32_t)room), in_b = pick((uint32_t)room);
        size_t to_a = in_a + CVD_SHINGLE_SURE;
        make_run(a, RUN_MAX, of);
        make_run(b, RUN_MAX, of);
        memcpy(b + in_b, a + in_a, CVD_SHINGLE_SURE * sizeof *a);
        size_t n = cvd_shingles_choose(
            a, to_a + pick((uint32_t)(RUN_MAX - to_a)), of_a);
        size_t m = cvd_shingles_choose(b, RUN_MAX, of_b);
        bool common = false;
        for (size_t i = 0; i < n; i++)
            common |= of_a[i].at >= in_a &&
                      of_a[i].at + CVD_SHINGLE_WORDS <= to_a &&
                      has_hash(of_b, m, of_a[i].hash);
        assert_true(common);
    }
}

/* Of random texts, two in CVD_SHINGLE_WINDOW + 1. */
static void test_how_many_are_chosen(void **state)
{
    enum { LONG = 100000 };
    uint32_t *words = malloc(LONG * sizeof *words);
    struct cvd_shingle *out = malloc(LONG * sizeof *out);

    (void)state;
    assert_true(words && out);
    chance = 4;
    make_run(words, LONG, 1u << 20);
    size_t n = cvd_shingles_choose(words, LONG, out);
    assert_in_range(n * (CVD_SHINGLE_WINDOW + 1), 2 * LONG * 98 / 100,
                    2 * LONG * 102 / 100);
    free(words);
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_what_is_on_disk),
        cmocka_unit_test(test_choice_is_the_defined_one),
        cmocka_unit_test(test_short_texts),
        cmocka_unit_test(test_what_is_common_is_found),
        cmocka_unit_test(test_how_many_are_chosen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
