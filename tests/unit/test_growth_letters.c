/* test_growth_letters.c - capitals and dice of the generator of documents:
 * bench/growth_letters.h, bench/growth_random.h. */
#include "bench/growth_letters.h"
#include "bench/growth_random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct { const char *in, *first, *all; } cases[] = {
    { "tỉnh ủy", "Tỉnh ủy", "TỈNH ỦY" },
    { "đường", "Đường", "ĐƯỜNG" },      /* ư: U+01B0, its capital before */
    { "ươm", "Ươm", "ƯƠM" },
    { "ẩn số 37", "Ẩn số 37", "ẨN SỐ 37" },
    { "”x", "”x", "”X" },               /* what is no letter stays */
    { "÷ÿ", "÷ÿ", "÷ÿ" },               /* ÿ has no capital of its length */
    { "", "", "" }
};

static void letters_get_their_capitals(void **state)
{
    char out[64];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = strlen(cases[i].in);
        growth_capitalise(cases[i].in, n, false, out);
        assert_memory_equal(out, cases[i].first, n);
        growth_capitalise(cases[i].in, n, true, out);
        assert_memory_equal(out, cases[i].all, n);
    }
}

static void capitals_are_known(void **state)
{
    size_t n;

    (void)state;
    assert_true(growth_is_capital(growth_decode("Ư", &n)));
    assert_true(growth_is_capital(growth_decode("Ệ", &n)));
    assert_true(growth_is_capital(growth_decode("Đ", &n)));
    assert_false(growth_is_capital(growth_decode("ư", &n)));
    assert_false(growth_is_capital(growth_decode("đ", &n)));
    assert_false(growth_is_capital(growth_decode("7", &n)));
}

static void dice_fall_the_same_again(void **state)
{
    struct dice a = dice_for(1, 2), b = dice_for(1, 2), c = dice_for(1, 3);
    int same = 0;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        uint64_t bits = dice_bits(&a);
        assert_int_equal(bits, dice_bits(&b));
        same += bits == dice_bits(&c);
    }
    assert_int_equal(same, 0);
}

static void dice_stay_in_their_range(void **state)
{
    struct dice d = dice_for(7, 0);
    uint32_t first = 0;

    (void)state;
    for (int i = 0; i < 10000; i++) {
        assert_in_range(dice_below(&d, 6), 0, 5);
        uint32_t k = dice_zipf(&d, 63);
        assert_in_range(k, 0, 62);
        first += k == 0;
    }
    /* ln 2 / ln 64 of them: a sixth. */
    assert_in_range(first, 1500, 1850);
    assert_int_equal(dice_wait(&d, 1), 0);
    assert_int_equal(dice_wait(&d, 0), UINT32_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_get_their_capitals),
        cmocka_unit_test(capitals_are_known),
        cmocka_unit_test(dice_fall_the_same_again),
        cmocka_unit_test(dice_stay_in_their_range),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
