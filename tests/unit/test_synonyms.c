/* test_synonyms.c - which words of a query have other forms, and which, by the
 * list of the build and one of the user's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/synonyms.h"
#include "base/limits.h"

#include <stdio.h>
#include <string.h>

enum { FOUND_MAX = 16 };

/* What is found in `text`, "from+count: form | form; ...", as the search
 * would ask: any marks where there is none in all of it. */
static void find_with(const struct cvd_synonym_list *own, const char *text,
                      size_t max, char *out, size_t room)
{
    struct cvd_tokens t = { 0 };
    struct cvd_synonym found[FOUND_MAX];
    bool any_marks = true;
    size_t at = 0;

    assert_int_equal(cvd_tokenize(cvd_str_from(text), &t), CVD_OK);
    for (size_t i = 0; i < t.count; i++)
        any_marks = any_marks && !t.tok[i].marked;
    size_t n = cvd_synonyms_find(cvd_str_from(text), &t, 0, t.count,
                                 any_marks, own, found, max);
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

static void find(const char *text, size_t max, char *out, size_t room)
{
    find_with(NULL, text, max, out, room);
}

static void check_with(const struct cvd_synonym_list *own, const char *text,
                       const char *want)
{
    char got[2000];

    find_with(own, text, FOUND_MAX, got, sizeof got);
    if (strcmp(got, want) != 0)
        fail_msg("'%s' gave '%s', not '%s'", text, got, want);
}

static void check(const char *text, const char *want)
{
    check_with(NULL, text, want);
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
                                       NULL, found, FOUND_MAX), 0);
    assert_int_equal(cvd_synonyms_find(cvd_str_from(text), &t, 0, 3, false,
                                       NULL, found, FOUND_MAX), 1);
    assert_int_equal(cvd_synonyms_find(cvd_str_from(text), &t, 1, 5, false,
                                       NULL, found, FOUND_MAX), 1);
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

/* ---- lists of the user's own ----------------------------------------- */

static struct cvd_synonym_list *parse(const char *tsv)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_synonym_list *own = NULL;

    if (cvd_synonyms_parse(cvd_str_from(tsv), "own", &own, &err) != CVD_OK)
        fail_msg("'%s': %s", tsv, err.msg);
    return own;
}

static void refused(struct cvd_str tsv, enum cvd_status want,
                    const char *message)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_synonym_list *own = (struct cvd_synonym_list *)&err;

    assert_int_equal(cvd_synonyms_parse(tsv, "own", &own, &err), want);
    assert_null(own);
    assert_string_equal(err.msg, message);
    assert_int_equal(cvd_synonyms_parse(tsv, "own", &own, NULL), want);
}

static void test_own_refused(void **state)
{
    static const struct {
        const char *tsv;
        enum cvd_status status;
        const char *message;
    } cases[] = {
        { "UBND", CVD_EINPUT, "own: line 1: not 'FORM, a tab, FORM'" },
        { "# a\n\nPGD\tphòng giáo dục\nUBND\t \n", CVD_EINPUT,
          "own: line 4: not 'FORM, a tab, FORM'" },
        { "\nA1\tb\tabbr\tname\n", CVD_EINPUT,
          "own: line 2: more than three columns" },
        { "A1\tb\tshort\n", CVD_EINPUT,
          "own: line 1: 'short' is no kind: abbr, abbr-one-way, spelling, "
          "domain" },
        { "\tb", CVD_EINPUT, "own: line 1: '' has no word" },
        { "A1\t--", CVD_EINPUT, "own: line 1: '--' has no word" },
        { "A1\tb | | c", CVD_EINPUT, "own: line 1: '' has no word" },
        { "A1\tb c\r\nA2\tB-C | b c\r\n", CVD_EINPUT,
          "own: line 2: 'b c' stands there twice" },
        { "A1\ta b c d e f g h i j k l m", CVD_ELIMIT,
          "own: line 1: 'a b c d e f g h i j k l m' has too many words" },
        { "A1 | A2 | A3 | A4\tb | c | d | e | f", CVD_ELIMIT,
          "own: line 1: too many forms" },
        { "A1\tb\nTU\tthành ủy", CVD_EINPUT,
          "own: line 2: 'TU' is a syllable in small letters" },
        { "A1\tb\n\xc3(\tb", CVD_EINPUT, "own: line 2: not UTF-8" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        refused(cvd_str_from(cases[i].tsv), cases[i].status,
                cases[i].message);
}

/* Append `count` rows; each form holds the number of its row. */
static void add_rows(struct cvd_buf *tsv, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_int_equal(cvd_buf_printf(tsv, "W%zuX\tviết hết %zu\n", i, i),
                         CVD_OK);
}

static void test_own_limits(void **state)
{
    struct cvd_buf tsv = { 0 };
    struct cvd_synonym_list *own;

    (void)state;
    add_rows(&tsv, CVD_SYNONYM_ROWS_MAX);
    own = parse(tsv.ptr);
    check_with(own, "w0x", "0+1: viết hết 0");
    check_with(own, "W9999X", "0+1: viết hết 9999");
    check_with(own, "đã viết hết 4321 rồi", "1+3: w4321x");
    check_with(own, "W10000X", "");
    cvd_synonyms_free(own);
    add_rows(&tsv, 1);
    refused(cvd_buf_str(&tsv), CVD_ELIMIT, "own: line 10001: too many rows");

    cvd_buf_clear(&tsv);
    for (size_t i = 0; i <= CVD_SYNONYM_SAME_MAX; i++)
        assert_int_equal(cvd_buf_printf(&tsv, "\nPGD\tphòng %zu", i), CVD_OK);
    refused(cvd_buf_str(&tsv), CVD_ELIMIT,
            "own: line 18: a form that stands in too many rows");

    cvd_buf_clear(&tsv);
    while (tsv.len <= CVD_LIST_BYTES_MAX)
        assert_int_equal(cvd_buf_add_text(&tsv, "# nothing\n"), CVD_OK);
    refused(cvd_buf_str(&tsv), CVD_ELIMIT,
            "'own' is longer than 1048576 bytes");
    tsv.len = CVD_LIST_BYTES_MAX;
    assert_int_equal(cvd_synonyms_parse(cvd_buf_str(&tsv), "own", &own, NULL),
                     CVD_OK);
    cvd_synonyms_free(own);
    cvd_buf_release(&tsv);
}

static void test_own_forms(void **state)
{
    struct cvd_synonym_list *own = parse(
        "\xef\xbb\xbf# PGD\tnot this\n"
        "PGD-ĐT | PGDĐT\tphòng Giáo dục và Đào tạo\r\n"
        "  ĐQTP\t đội   quản lý trật tự  \tabbr\n"
        "TTPV\ttrung tâm phục vụ\tabbr-one-way\n"
        "Y Ngông\tI Ngông|Ngông\tspelling\n"
        "kiốt\tquầy hàng\tdomain");
    static const struct { const char *in, *want; } cases[] = {
        { "PGD", "" },
        { "pgd đt", "0+2: pgdđt | phòng giáo dục và đào tạo" },
        { "phòng giáo dục và đào tạo huyện",
          "0+6: pgd đt | pgdđt; 1+5: gdđt" },
        { "phong giao duc va dao tao",
          "0+6: pgd đt | pgdđt; 1+5: gdđt" },
        { "pgddt", "0+1: pgd đt | phòng giáo dục và đào tạo" },
        { "đội quản lý trật tự", "0+5: đqtp" },
        { "TTPV", "0+1: trung tâm phục vụ" },
        { "trung tâm phục vụ", "" },
        { "Y Ngông", "0+2: i ngông | ngông; 1+1: y ngông | i ngông" },
        { "quầy hàng", "0+2: kiốt" },
        { "PGDĐT của UBND",
          "0+1: pgd đt | phòng giáo dục và đào tạo; 2+1: ủy ban nhân dân" },
    };
    struct cvd_synonym found;
    struct cvd_tokens t = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_with(own, cases[i].in, cases[i].want);
    assert_int_equal(cvd_tokenize(cvd_str_from("quầy hàng"), &t), CVD_OK);
    assert_int_equal(cvd_synonyms_find(cvd_str_from("quầy hàng"), &t, 0, 2,
                                       false, own, &found, 1), 1);
    assert_int_equal(found.kind, CVD_SYNONYM_DOMAIN);
    cvd_tokens_release(&t);
    cvd_synonyms_free(own);
    cvd_synonyms_free(NULL);
}

/* Where both lists have an abbreviation, the user's counts. */
static void test_own_first(void **state)
{
    struct cvd_synonym_list *own = parse(
        "CVĐ\tcông văn đến\n"
        "TT\tthanh tra\n"
        "BCD\tbản cam đoan\n"
        "UB\tủy ban nhân dân\n"
        "UB\tủy ban nhân dân | ủy ban\n"
        "đảm bảo\tbảo đảm\tspelling\n");
    static const struct { const char *in, *want; } cases[] = {
        { "CVĐ", "0+1: công văn đến" },
        { "công văn đến", "0+3: cvđ" },
        { "cuộc vận động", "" },
        { "TT Đức Thọ", "0+1: thanh tra" },
        { "tt huyện ủy", "0+1: thanh tra" },
        { "bcd", "0+1: bản cam đoan" },
        { "BCĐ", "0+1: ban chỉ đạo" },
        { "ban chỉ đạo", "0+3: bcđ" },
        /* both lists' abbreviations of one thing; nothing twice */
        { "ủy ban nhân dân", "0+4: ub; 0+4: ủy ban; 0+4: ubnd; 0+2: ub | "
                             "ủy ban nhân dân" },
        { "UB", "0+1: ủy ban nhân dân; 0+1: ủy ban" },
        { "UBND", "0+1: ủy ban nhân dân" },
        { "đảm bảo", "0+2: bảo đảm" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_with(own, cases[i].in, cases[i].want);
    cvd_synonyms_free(own);
}

static void test_own_empty(void **state)
{
    struct cvd_synonym_list *own = parse("# nothing yet\n\n");

    (void)state;
    check_with(own, "UBND", "0+1: ủy ban nhân dân");
    check_with(own, "chẳng có", "");
    cvd_synonyms_free(own);
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
        cmocka_unit_test(test_own_refused),
        cmocka_unit_test(test_own_limits),
        cmocka_unit_test(test_own_forms),
        cmocka_unit_test(test_own_first),
        cmocka_unit_test(test_own_empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
