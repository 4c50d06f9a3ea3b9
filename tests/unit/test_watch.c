/* test_watch.c - what is the number of a document and nothing else. */
#include "support.h"
#include "search/watch.h"

static const struct {
    const char *text;
    bool is;
} cases[] = {
    { "277-KH/BCĐ", true },
    { " 277-kh/bcd\n", true },
    { "30/2020/NĐ-CP", true },
    { "277-KH/BCĐ Ninh Thuận", false },
    { "kế hoạch 277-KH/BCĐ", false },
    { "277-KH/BCĐ 30/2020/NĐ-CP", false },
    { "277", false },
    { "KH/BCĐ", false },
    { "gạo", false },
    { "", false },
};

static void test_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool is = !cases[i].is;
        assert_int_equal(cvd_is_number(cvd_str_from(cases[i].text), &is),
                         CVD_OK);
        if (is != cases[i].is)
            fail_msg("'%s' is %sa number", cases[i].text, is ? "" : "not ");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_numbers) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
