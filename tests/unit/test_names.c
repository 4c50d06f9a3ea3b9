/* test_names.c - names.h: lists of names found among tokens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The names of `text` one after another by first token: "from+count=values;
 * ...". */
static void find(const struct cvd_names *n, const char *text, char *out,
                 size_t room)
{
    struct cvd_tokens t = { 0 };
    size_t at = 0;

    assert_int_equal(cvd_tokenize(cvd_str_from(text), &t), CVD_OK);
    out[0] = '\0';
    for (size_t i = 0; i < t.count; i++) {
        struct cvd_name_match m[CVD_NAME_MATCHES_MAX];
        size_t count = cvd_names_at(n, &t, i, t.count, m);
        assert_true(count <= CVD_NAME_MATCHES_MAX);
        for (size_t k = 0; k < count; k++) {
            assert_int_equal(m[k].first, i);
            at += (size_t)snprintf(out + at, room - at, "%s%zu+%zu=",
                                   at ? "; " : "", i, m[k].count);
            for (size_t v = 0; v < m[k].value_count; v++)
                at += (size_t)snprintf(out + at, room - at, "%s%u",
                                       v ? "," : "", m[k].values[v]);
            assert_true(at < room);
        }
    }
    cvd_tokens_release(&t);
}

static const struct cvd_name places[] = {
    { "ha noi", 1 },
    { "ha", 9 },
    { "ha tinh", 2 },
    { "thanh pho ha tinh", 3 },
    { "tinh", 4 },
    { "ha tinh mot hai ba", 5 },
    { "chau thanh", 7 },
    { "chau thanh", 6 },
    { "chau thanh", 7 },
    { "chau thanh a", 8 },
    { "  xuan   loc ", 10 },
    { "1", 11 },
    { "", 12 },
    { "   ", 13 },
};

static void test_finding(void **state)
{
    static const struct { const char *in, *want; } cases[] = {
        { "Hà Nội", "0+2=1; 0+1=9" },
        { "ở HÀ NỘI và\nHà\nTĩnh.", "1+2=1; 1+1=9; 4+2=2; 4+1=9; 5+1=4" },
        /* nested names, the longest first */
        { "Thành phố Hà Tĩnh", "0+4=3; 2+2=2; 2+1=9; 3+1=4" },
        { "Hà Tĩnh một hai ba", "0+5=5; 0+2=2; 0+1=9; 1+1=4" },
        { "Hà Tĩnh một hai", "0+2=2; 0+1=9; 1+1=4" },
        /* a name of several things; given twice it counts once */
        { "huyện Châu Thành", "1+2=6,7" },
        { "Châu Thành A", "0+3=8; 0+2=6,7" },
        { "Xuân Lộc", "0+2=10" },
        { "Quận 1", "1+1=11" },
        /* words of names that begin none, and no words of names */
        { "Nội thành", "" },
        { "Bắc Kạn", "" },
        { "", "" },
        { "Hà", "0+1=9" },
    };
    struct cvd_names *n = NULL;
    char got[500];

    (void)state;
    assert_int_equal(cvd_names_build(places, sizeof places / sizeof *places,
                                     &n), CVD_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        find(n, cases[i].in, got, sizeof got);
        if (strcmp(got, cases[i].want) != 0)
            fail_msg("'%s' gave '%s', not '%s'", cases[i].in, got,
                     cases[i].want);
    }
    cvd_names_free(n);
}

/* A name that goes on beyond `end` is not found. */
static void test_end(void **state)
{
    struct cvd_names *n = NULL;
    struct cvd_tokens t = { 0 };
    struct cvd_name_match m[CVD_NAME_MATCHES_MAX];

    (void)state;
    assert_int_equal(cvd_names_build(places, sizeof places / sizeof *places,
                                     &n), CVD_OK);
    assert_int_equal(cvd_tokenize(cvd_str_from("Hà Tĩnh"), &t), CVD_OK);
    assert_int_equal(cvd_names_at(n, &t, 0, 2, m), 2);
    assert_int_equal(cvd_names_at(n, &t, 0, 1, m), 1);
    assert_int_equal(cvd_names_at(n, &t, 0, 0, m), 0);
    assert_int_equal(cvd_names_at(n, &t, 0, 99, m), 2);
    assert_int_equal(cvd_names_at(n, &t, 2, 99, m), 0);
    cvd_tokens_release(&t);
    cvd_names_free(n);
}

static void test_empty_list(void **state)
{
    struct cvd_names *n = NULL;
    char got[100];

    (void)state;
    assert_int_equal(cvd_names_build(NULL, 0, &n), CVD_OK);
    find(n, "Hà Nội", got, sizeof got);
    assert_string_equal(got, "");
    cvd_names_free(n);
    cvd_names_free(NULL);
}

/* Of more names at one token than fit, the longest are given. */
static void test_many_nested(void **state)
{
    enum { WORDS = CVD_NAME_WORDS_MAX };
    char text[2 * WORDS + 1];
    struct cvd_name names[WORDS + 1];
    char copy[WORDS + 1][2 * WORDS + 1];
    struct cvd_names *n = NULL;
    struct cvd_tokens t = { 0 };
    struct cvd_name_match m[CVD_NAME_MATCHES_MAX];

    (void)state;
    for (size_t i = 0; i < WORDS; i++)
        memcpy(text + 2 * i, "a ", 3);
    for (size_t i = 0; i < WORDS; i++) {
        memcpy(copy[i], text, 2 * (i + 1));
        copy[i][2 * (i + 1)] = '\0';
        names[i] = (struct cvd_name){ copy[i], (uint32_t)i };
    }
    assert_int_equal(cvd_names_build(names, WORDS, &n), CVD_OK);
    assert_int_equal(cvd_tokenize(cvd_str_from("á à ạ ả ã a a a a a a a a a "
                                               "a a a a a a a a a a a a a a "
                                               "a a a a a a a a a a a a a"),
                                  &t), CVD_OK);
    assert_true(t.count > WORDS);
    assert_int_equal(cvd_names_at(n, &t, 0, t.count, m),
                     CVD_NAME_MATCHES_MAX);
    for (size_t i = 0; i < CVD_NAME_MATCHES_MAX; i++)
        assert_int_equal(m[i].count, WORDS - i);
    cvd_names_free(n);

    /* one word too many, and nothing is made */
    char longer[2 * WORDS + 3];
    snprintf(longer, sizeof longer, "%sa", text);
    names[WORDS] = (struct cvd_name){ longer, 0 };
    n = NULL;
    assert_int_equal(cvd_names_build(names, WORDS + 1, &n), CVD_ELIMIT);
    assert_null(n);
    cvd_tokens_release(&t);
}

/* Words share their hash slots; all are still found. */
static void test_many_words(void **state)
{
    enum { MANY = 5000, ROOM = 24 };
    struct cvd_name *names = calloc(MANY, sizeof *names);
    char (*text)[ROOM] = calloc(MANY, sizeof *text);
    struct cvd_names *n = NULL;
    struct cvd_tokens t = { 0 };

    (void)state;
    assert_non_null(names);
    assert_non_null(text);
    for (uint32_t i = 0; i < MANY; i++) {
        snprintf(text[i], ROOM, "x%u y%u", i * 7919 % MANY, i % 10);
        names[i] = (struct cvd_name){ text[i], i };
    }
    assert_int_equal(cvd_names_build(names, MANY, &n), CVD_OK);
    for (uint32_t i = 0; i < MANY; i++) {
        struct cvd_name_match m[CVD_NAME_MATCHES_MAX];
        assert_int_equal(cvd_tokenize(cvd_str_from(text[i]), &t), CVD_OK);
        assert_int_equal(cvd_names_at(n, &t, 0, t.count, m), 1);
        assert_int_equal(m[0].count, 2);
        assert_int_equal(m[0].value_count, 1);
        assert_int_equal(m[0].values[0], i);
        assert_int_equal(cvd_names_at(n, &t, 1, t.count, m), 0);
    }
    cvd_tokens_release(&t);
    cvd_names_free(n);
    free(names);
    free(text);
}

/* Bytes that are no folded words are words like others: a list of the
 * user's may hold anything. */
static void test_hostile_lists(void **state)
{
    static const struct cvd_name names[] = {
        { "\x01 \x02", 1 }, { "\xff\xfe", 2 }, { "a\tb", 3 }, { "a", 4 },
        { "a b", 5 },       { "a!", 6 },       { NULL, 7 },   { "ab", 8 },
    };
    struct cvd_names *n = NULL;
    char got[100];

    (void)state;
    assert_int_equal(cvd_names_build(names, sizeof names / sizeof *names, &n),
                     CVD_OK);
    find(n, "a\tb \xff\xfe A!", got, sizeof got);
    assert_string_equal(got, "0+2=5; 0+1=4; 2+1=4");
    cvd_names_free(n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_end),
        cmocka_unit_test(test_empty_list),
        cmocka_unit_test(test_many_nested),
        cmocka_unit_test(test_many_words),
        cmocka_unit_test(test_hostile_lists),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
