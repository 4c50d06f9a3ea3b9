/* test_analyzers_text.c - cvd_text_normalize(): UTF-8, NFC, and the tables
 * they rest on, against ICU. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/analyzer.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void assert_text(const struct cvd_buf *b, const char *want, size_t n)
{
    assert_int_equal(b->len, n);
    if (n)
        assert_memory_equal(b->ptr, want, n);
}

static void test_texts(void **state)
{
    static const struct { const char *in; size_t n; const char *want;
                          size_t want_n; } cases[] = {
#define T(in, want) { in, sizeof(in) - 1, want, sizeof(want) - 1 }
        T("", ""),
        T("abc", "abc"),
        T("Việt Nam", "Việt Nam"),
        T("Vie\xCC\xA3\xCC\x82t", "Việt"),        /* either order of marks */
        T("Vie\xCC\x82\xCC\xA3t", "Việt"),
        T("a\xCC\x82\xCC\x81", "ấ"),
        /* á + circumflex is NFC as it is: UAX #15, canonical ordering */
        T("a\xCC\x81\xCC\x82", "á\xCC\x82"),
        T("\xEF\xBB\xBFnam", "nam"),               /* byte order mark */
        T("\xEF\xBB\xBF", ""),
        T("nam\xEF\xBB\xBF", "nam\xEF\xBB\xBF"),   /* only in front */
        T("\xEF\xBB\xBF\xEF\xBB\xBF", "\xEF\xBB\xBF"),
        T("a\0b", "a\0b"),
        T("e\xCC\x82\0a\xCC\x81", "ê\0á"),
        T("\xE2\x84\xAB", "Å"),                    /* Angstrom sign */
        T("\xCD\x80", "\xCC\x80"),                 /* U+0340 is U+0300 */
        T("hoà", "hoà"),                           /* spelling is kept */
        T("\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF"), /* U+10FFFF */
        T("\xF0\x90\x80\x80", "\xF0\x90\x80\x80"),
        /* composition exclusion: grows from 3 bytes to 6 */
        T("\xE0\xA5\x98", "\xE0\xA4\x95\xE0\xA4\xBC"),
#undef T
    };
    struct cvd_buf out = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct cvd_str in = { cases[i].in, cases[i].n };
        cvd_buf_clear(&out);
        assert_int_equal(cvd_text_normalize(in, &out, NULL), CVD_OK);
        assert_text(&out, cases[i].want, cases[i].want_n);
    }
    cvd_buf_release(&out);
}

/* Output is appended, and left alone when the text is refused. */
static void test_appends(void **state)
{
    struct cvd_buf out = { 0 };
    struct cvd_err err;

    (void)state;
    assert_int_equal(cvd_buf_add_text(&out, "x"), CVD_OK);
    assert_int_equal(cvd_text_normalize(cvd_str_from("e\xCC\x81"), &out,
                                        &err), CVD_OK);
    assert_int_equal(cvd_text_normalize(cvd_str_from("y"), &out, &err),
                     CVD_OK);
    assert_int_equal(cvd_text_normalize(cvd_str_from("z\xFF"), &out, &err),
                     CVD_EINPUT);
    assert_text(&out, "xéy", 4);
    cvd_buf_release(&out);
}

/* Unicode 15.0, table 3-7: what is well-formed, by its edges. */
static void test_not_utf8(void **state)
{
    static const struct { const char *in; size_t offset; } cases[] = {
        { "\x80", 0 },
        { "ab\xFF", 2 },
        { "ab\xC0\x80", 2 },          /* overlong */
        { "abc\xC1\xBF", 3 },
        { "\xE0\x9F\xBF", 0 },
        { "\xF0\x8F\xBF\xBF", 0 },
        { "ấ\xED\xA0\x80", 3 },       /* surrogates */
        { "ấ\xED\xBF\xBF", 3 },
        { "\xF4\x90\x80\x80", 0 },    /* past U+10FFFF */
        { "\xF5\x80\x80\x80", 0 },
        { "nam \xC3", 4 },            /* cut short */
        { "nam \xE1\xBA", 4 },
        { "nam \xF0\x90\x80", 4 },
        { "\xE1\xBA z", 0 },
        { "12345678\xC3z", 8 },
        { "1234567890123456\xBF", 16 },
        { "\xEF\xBB\xBFnam\xFE", 6 }, /* the mark counts */
    };
    struct cvd_buf out = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct cvd_err err = { CVD_OK, "" };
        char want[40];
        snprintf(want, sizeof want, "offset %zu", cases[i].offset);
        assert_int_equal(cvd_text_normalize(cvd_str_from(cases[i].in), &out,
                                            &err), CVD_EINPUT);
        assert_int_equal(err.status, CVD_EINPUT);
        assert_non_null(strstr(err.msg, want));
        assert_string_equal(strstr(err.msg, want), want);
        assert_int_equal(out.len, 0);
    }
    cvd_buf_release(&out);
}

static void test_limit(void **state)
{
    size_t n = (size_t)CVD_DOC_BYTES_MAX + 1;
    char *text = malloc(n);
    struct cvd_buf out = { 0 };
    struct cvd_err err;

    (void)state;
    assert_non_null(text);
    memset(text, 'a', n);
    assert_int_equal(cvd_text_normalize((struct cvd_str){ text, n }, &out,
                                        &err), CVD_ELIMIT);
    assert_int_equal(out.len, 0);
    assert_int_equal(cvd_text_normalize((struct cvd_str){ text, n - 1 },
                                        &out, &err), CVD_OK);
    assert_int_equal(out.len, n - 1);
    cvd_buf_release(&out);
    free(text);
}

/* Every code point, alone and after a letter, becomes what ICU makes of it.
 * (Code points newer than the tables are not in them: u_charAge.) */
static void test_every_code_point(void **state)
{
    static const UVersionInfo tables = { 15, 0, 0, 0 };
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&e);
    struct cvd_buf out = { 0 };

    (void)state;
    assert_true(U_SUCCESS(e));
    for (UChar32 c = 1; c <= 0x10FFFF; c++) {
        char in[8], want[64];
        UChar wide[8], composed[32];
        int32_t n, wide_n = 1, composed_n, want_n;
        UVersionInfo age;

        u_charAge(c, age);
        if ((c >= 0xD800 && c < 0xE000) ||
            memcmp(age, tables, sizeof age) > 0)
            continue;
        wide[0] = 'a';
        U16_APPEND_UNSAFE(wide, wide_n, c);
        u_strToUTF8(in, sizeof in, &n, wide, wide_n, &e);
        for (int32_t from = 0; from < 2; from++) {
            if (from == 1 && c == 0xFEFF)
                continue; /* a byte order mark in front is dropped */
            composed_n = unorm2_normalize(nfc, wide + from, wide_n - from,
                                          composed, 32, &e);
            u_strToUTF8(want, sizeof want, &want_n, composed, composed_n,
                        &e);
            assert_true(U_SUCCESS(e));
            cvd_buf_clear(&out);
            assert_int_equal(
                cvd_text_normalize((struct cvd_str){ in + from,
                                                     (size_t)(n - from) },
                                   &out, NULL), CVD_OK);
            assert_text(&out, want, (size_t)want_n);
        }
    }
    cvd_buf_release(&out);
}

/* Bytes at random: refused just where ICU refuses them. */
static void test_hostile_bytes(void **state)
{
    static const uint8_t some[] = {
        'a', ' ', 0x80, 0x82, 0xA3, 0xBA, 0xBF, 0xC0, 0xC3, 0xCC, 0xE0,
        0xE1, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF, 0x9F, 0x90
    };
    struct cvd_buf out = { 0 };
    uint32_t random = 1;

    (void)state;
    for (int round = 0; round < 200000; round++) {
        char in[12];
        UErrorCode e = U_ZERO_ERROR;
        UChar wide[16];
        int32_t n;
        enum cvd_status st;

        for (size_t i = 0; i < sizeof in; i++) {
            random = random * 1664525u + 1013904223u;
            in[i] = (char)some[(random >> 16) % sizeof some];
        }
        n = (int32_t)(random >> 8) % 12 + 1;
        u_strFromUTF8(wide, 16, NULL, in, n, &e);
        cvd_buf_clear(&out);
        st = cvd_text_normalize((struct cvd_str){ in, (size_t)n }, &out,
                                NULL);
        assert_int_equal(st, U_SUCCESS(e) ? CVD_OK : CVD_EINPUT);
    }
    cvd_buf_release(&out);
}

/* Marks without end are refused at once: sorting them is quadratic. */
static void test_endless_marks(void **state)
{
    struct cvd_buf in = { 0 }, out = { 0 };
    struct cvd_err err;

    (void)state;
    assert_int_equal(cvd_buf_add_text(&in, "abc e"), CVD_OK);
    for (int i = 0; i < 400000; i++)
        assert_int_equal(cvd_buf_add_text(&in, "\u0301\u0323"), CVD_OK);
    assert_int_equal(cvd_text_normalize(cvd_buf_str(&in), &out, &err),
                     CVD_EINPUT);
    assert_non_null(strstr(err.msg, "offset 5"));
    assert_int_equal(out.len, 0);
    cvd_buf_release(&in);
    cvd_buf_release(&out);
}

/* A long text with one decomposed letter in each of many pieces. */
static void test_pieces(void **state)
{
    struct cvd_buf in = { 0 }, want = { 0 }, out = { 0 };
    struct cvd_err err;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        bool odd = i % 997 == 0;
        assert_int_equal(cvd_buf_add_text(&in, odd ? "Vie\u0323\u0302t "
                                                   : "Việt "), CVD_OK);
        assert_int_equal(cvd_buf_add_text(&want, "Việt "), CVD_OK);
    }
    assert_int_equal(cvd_text_normalize(cvd_buf_str(&in), &out, &err),
                     CVD_OK);
    assert_int_equal(out.len, want.len);
    assert_memory_equal(out.ptr, want.ptr, want.len);
    cvd_buf_release(&in);
    cvd_buf_release(&want);
    cvd_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_appends),
        cmocka_unit_test(test_not_utf8),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_every_code_point),
        cmocka_unit_test(test_hostile_bytes),
        cmocka_unit_test(test_endless_marks),
        cmocka_unit_test(test_pieces),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
