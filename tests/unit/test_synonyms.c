/* test_synonyms.c - cvd_synonyms_find(): which words of a query have other
 * forms, and which. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/synonyms.h"

#include <stdio.h>
#include <string.h>

enum { FOUND_MAX = 16 };

/* What is found in `text`, "from+count kind: form | form; ...", as the search
 * would ask: any marks where there is none in all of it. */
static void find(const char *text, size_t max, char *out, size_t room)
{
    struct cvd_tokens t = { 0 };
    struct cvd_synonym found[FOUND_MAX];
    bool any_marks = true;
    size_t at = 0;

    assert_int_equal(cvd_tokenize(cvd_str_from(text), &t), CVD_OK);
    for (size_t i = 0; i < t.count; i++)
        any_marks = any_marks && !t.tok[i].marked;
    size_t n = cvd_synonyms_find(cvd_str_from(text), &t, 0, t.count,
                                 any_marks, found, max);
    assert_true(n <= max);
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        at += (size_t)snprintf(out + at, room - at, "%s%zu+%zu:",
                               i ? "; " : "", found[i].first,
                               found[i].count);
        for (size_t k = 0; k < found[i].form_count && at < room; k++)
            at += (size_t)snprintf(out + at, room - at, "%s %s", k ? " |" : "",
                                   found[i].forms[k]->exact);
        assert_true(at < room);
    }
    cvd_tokens_release(&t);
}

static void check(const char *text, const char *want)
{
    char got[2000];

    find(text, FOUND_MAX, got, sizeof got);
    if (strcmp(got, want) != 0)
        fail_msg("'%s' gave '%s', not '%s'", text, got, want);
}

static void test_both_ways(void **state)
{
    static const struct { const char *in, *want; } cases[] = {
        { "UBND", "0+1: ủy ban nhân dân" },
        { "ubnd tỉnh", "0+1: ủy ban nhân dân" },
        { "của Ủy ban nhân dân tỉnh", "1+4: ubnd" },
        { "Uỷ ban Nhân dân", "0+4: ubnd" },
        { "HĐND", "0+1: hội đồng nhân dân" },
        { "BCĐ", "0+1: ban chỉ đạo" },
        { "CVĐ", "0+1: cuộc vận động" },
        { "KT-XH", "0+2: ktxh | kinh tế xã hội" },
        { "KTXH", "0+1: kt xh | kinh tế xã hội" },
        { "phát triển kinh tế - xã hội", "2+4: kt xh | ktxh" },
        { "đảm bảo", "0+2: bảo đảm" },
        { "giá đất", "" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(cases[i].in, cases[i].want);
}

static void test_marks(void **state)
{
    static const struct { const char *in, *want; } cases[] = {
        { "uy ban nhan dan", "0+4: ubnd" },
        /* a mark somewhere: a syllable as it stands means itself */
        { "uy ban nhan dân", "" },
        { "ủy bân nhân dân", "" },
        /* no syllable as it stands: what is missing is free */
        { "doanh nghiêp nhỏ", "0+2: dn" },
        { "bcd", "0+1: ban chỉ đạo" },
        { "họp BCD", "1+1: ban chỉ đạo" },
        { "hdnd", "0+1: hội đồng nhân dân" },
        /* too short, or two abbreviations are alike without marks */
        { "HD lao động", "" },
        { "CD cơ sở", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(cases[i].in, cases[i].want);
}

static void test_context(void **state)
{
    static const struct { const char *in, *want; } cases[] = {
        { "TT", "" },
        { "tt đức thọ", "" },
        { "TT Đức Thọ", "0+1: thị trấn" },
        { "TT huyện ủy", "0+1: thường trực" },
        { "TT y tế", "0+1: trung tâm" },
        { "BTC", "" },
        { "BTC cuộc thi", "0+1: ban tổ chức" },
        { "thông tư BTC", "2+1: bộ tài chính" },
        { "thông tư của BTC", "" },
        { "HĐ lao động", "0+1: hợp đồng" },
        { "HĐ thẩm phán", "0+1: hội đồng" },
        { "Q. 3", "0+1: quận" },
        { "q 3", "0+1: quận" },
        { "q ba", "" },
        /* the full form is not called by what is ambiguous */
        { "thị trấn", "" },
        { "hợp đồng", "" },
        { "Chính phủ", "" },
        { "CP", "" },
        { "nghị định CP", "2+1: chính phủ" },
        { "công ty CP", "2+1: cổ phần" },
        { "KTTT", "" },
        { "KTTT định hướng", "0+1: kinh tế thị trường" },
        { "dự án BOT", "2+1: xây dựng kinh doanh chuyển giao" },
        { "bot mi", "" }, /* bột mì */
        { "cơ quan điều tra", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(cases[i].in, cases[i].want);
}

/* What is an abbreviation in capitals only is a word in small letters. */
static void test_no_syllable_is_an_abbreviation(void **state)
{
    static const char *const words[] = { "ĐU", "HU", "TU", "thu", "CAT" };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        check(words[i], "");
}

static void test_overlapping(void **state)
{
    char got[2000];

    (void)state;
    check("Ban Chấp hành Trung ương",
          "0+5: bchtw | bch trung ương | bch tw; 0+3: bch; "
          "3+2: tw | t ư | t w");
    find("Ban Chấp hành Trung ương", 1, got, sizeof got);
    assert_string_equal(got, "0+5: bchtw | bch trung ương | bch tw");
    find("UBND", 0, got, sizeof got);
    assert_string_equal(got, "");
}

/* Neither words nor neighbours outside the range count. */
static void test_range(void **state)
{
    static const char text[] = "thông tư BTC cuộc thi UBND";
    struct cvd_tokens t = { 0 };
    struct cvd_synonym found[FOUND_MAX];

    (void)state;
    assert_int_equal(cvd_tokenize(cvd_str_from(text), &t), CVD_OK);
    assert_int_equal(cvd_synonyms_find(cvd_str_from(text), &t, 2, 3, false,
                                       found, FOUND_MAX), 0);
    assert_int_equal(cvd_synonyms_find(cvd_str_from(text), &t, 0, 3, false,
                                       found, FOUND_MAX), 1);
    assert_int_equal(cvd_synonyms_find(cvd_str_from(text), &t, 1, 5, false,
                                       found, FOUND_MAX), 1);
    assert_string_equal(found[0].forms[0]->exact, "ban tổ chức");
    assert_int_equal(found[0].first, 2);
    assert_int_equal(found[0].kind, CVD_SYNONYM_ABBR);
    cvd_tokens_release(&t);
}

/* Words longer than a term, and as many as a form has, fit the key. */
static void test_long_words(void **state)
{
    char text[CVD_SYNONYM_WORDS_MAX * 200 + 1];
    char got[2000];

    (void)state;
    memset(text, 'x', sizeof text - 1);
    for (size_t i = 199; i < sizeof text - 1; i += 200)
        text[i] = ' ';
    text[sizeof text - 1] = '\0';
    find(text, FOUND_MAX, got, sizeof got);
    assert_string_equal(got, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_ways),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_context),
        cmocka_unit_test(test_no_syllable_is_an_abbreviation),
        cmocka_unit_test(test_overlapping),
        cmocka_unit_test(test_range),
        cmocka_unit_test(test_long_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
