/* test_analyzers_keyboard.c - cvd_keyboard_read().
 *
 * Reads the shared vectors, if they are there, from $CVD_SHARED/data/tables
 * (default ../shared). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/analyzer.h"
#include "analyzers/keyboard.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* What `in` reads as; NULL where it is not read. */
static const char *reading(const char *in, struct cvd_buf *out)
{
    bool found = false;
    enum cvd_status st;

    cvd_buf_clear(out);
    assert_int_equal(cvd_buf_add_text(out, "> "), CVD_OK);
    st = cvd_keyboard_read(cvd_str_from(in), out, &found);
    assert_int_equal(st, CVD_OK);
    assert_memory_equal(out->ptr, "> ", 2);
    if (!found) {
        assert_int_equal(out->len, 2);
        return NULL;
    }
    return out->ptr + 2;
}

static void test_read(void **state)
{
    static const struct { const char *in, *want; } cases[] = {
        { "uwu tieen", "ưu tiên" },
        { "u7u tie6n", "ưu tiên" },
        { "u+u tie^n", "ưu tiên" },
        { "Uwu Tieen", "ưu tiên" },
        { "UWU TIEEN", "ưu tiên" },
        /* the tone wherever it is typed */
        { "vieejt vieetj vieetj", "việt việt việt" },
        { "thanh hoas", "thanh hóa" },
        { "hofa hoaf binhf", "hòa hòa bình" },
        { "thuyr sarn", "thủy sản" },
        /* marks after the rest of the word */
        { "nguoiwf duongwd", "người đương" },
        { "viet65 d9uong72", "việt đường" },
        { "thuowr nho3 muaw", "thuở nho3 mưa" },
        { "huong7 u7ng1", "hương ứng" },
        /* w alone */
        { "tuwf nwowcs", "từ nước" },
        /* what does not decode stays, with its signs */
        { "uwu tieen OCOP 277-KH/BCD", "ưu tiên OCOP 277-KH/BCD" },
        { "  kees\thoachj,  277  ", "  kế\thoạch,  277  " },
        { "\"uwu tieen\" OR (dungf hangf)", "\"ưu tiên\" OR (dùng hàng)" },
        { "“uwu tieen”…", "“ưu tiên”…" },
        { "title:nghij title:quyeets", "title:nghị title:quyết" },
        { "quyeets ddinhj -hangf", "quyết định -hangf" },
        { "nghij quyeets 05 tw", "nghị quyết 05 tw" },
        { "nghij quyeets TW", "nghị quyết TW" },
        { "ddeef asn facebook", "đề án facebook" },
        /* a lookalike beside a sure word is read, and so is noong */
        { "tor chuwcs has", "tỏ chức há" },
        { "noong thoon mowis", "nông thôn mới" },
        /* z and 0 take the tone away */
        { "vieetj namz", "việt nam" },
        { "vie6t5 nam0", "việt nam" },
        /* stops that are no tones */
        { "u+u tie^n la` gi`?", "ưu tiên là gì?" },
        { "ngu+o+`i nghe`o.", "người nghèo." },
        { "uwu tieen laf gif?", "ưu tiên là gì?" },
        { "chi? thi.", "chỉ thị" },
        /* either place of the tone of open oa, oe, uy */
        { "ho`a ho^.i, thuy? sa?n", "hòa hội, thủy sản" },
        { "uo+ng tru+o+`ng thuo+?", "ương trường thuở" },
        { "d9a81k la81k ba81c ka5n", "đắk lắk bắc kạn" },
    };
    struct cvd_buf out = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *got = reading(cases[i].in, &out);
        if (!got || strcmp(got, cases[i].want) != 0)
            fail_msg("'%s' reads as '%s', not '%s'", cases[i].in,
                     got ? got : "(none)", cases[i].want);
    }
    cvd_buf_release(&out);
}

static void test_not_read(void **state)
{
    static const char *const cases[] = {
        "", " ", "...", "a", "?", "(", "'", "+", "()", "''", "1", "2021",
        /* without marks, as most people type */
        "uu tien dung hang viet nam", "ke hoach 277",
        "uu tien dung hang viet nam la gi?", "quy dinh nhu the nao?",
        "Thu tuc la gi? Co phai nop khong?", "ai phai lam gi?",
        "uy ban nhan dan tinh Dak Lak", "buon ma thuot", "xoong", "boong",
        "van ban (so 12) nam 2021", "luat(sua doi)", "dieu 5, khoan 2.",
        "'ke hoach co'", "so 1.", "a.", "co.", "krong buk", "kon tum",
        /* numbers and symbols */
        "277-kh/bcd", "03-ct/tw", "kh-stttt", "2021-2025", "covid-19",
        "covid19", "covid0", "37-KH/TU", "30/2020/nd-cp", "ocop", "OCOP",
        "nghi quyet tw", "tw", "TW", "ubnd", "hdnd", "mttq", "bch dang bo",
        "quy2 nam 2023", "khoan2 dieu5", "thang5", "lop9", "to5", "h5n1",
        "a4", "co2", "so2", "khi thai co2 va no2", "pm10", "u23", "ql14",
        "quan1", "dak lak", "he thong gis", "GIS", "par index", "usd", "wto",
        "cai cach hanh chinh PAR INDEX", "thue imf", "Na2O", "AIS",
        "Hoi nghi ve he thong AIS", "http://uwu.tieen/x", "kees-hoachj",
        "uwu/tieen",
        /* English */
        "his", "bar", "as", "ox", "max", "is", "of", "if", "text", "test",
        "facebook fanpage", "livestream", "website", "email", "online",
        "the national assembly has passed a new law on taxes",
        "Buy Vietnamese goods first", "there is no room for doubt",
        "this is the best list of all those queens", "who's there?",
        "how does one post a host's list?", "it's his car.", "taxi",
        "boots", "goods from Vietnam", "see you soon", "startup", "wifi",
        "marketing logistics", "don't", "I'm here", "yes, we can",
        "C++", "a+b", "o+o", "x^2", "f(a)", "e.g.", "i.e.",
        /* keys pressed twice, and once too many */
        "ass", "ddd", "hass", "aaaa", "oooo", "hangff", "u77", "a111",
        "wwww", "dddd", "d99", "u++", "a^^", "a''''",
        /* marks already */
        "ưu tieen", "việt nam uwu tieen", "é uwu",
        /* longer than any syllable typed */
        "nghieengjjjjj", "nguwowifnguwowif", "vie^'''''''''''''''''t",
        "россия", "日本", "\xF0\x9F\x98\x80",
    };
    struct cvd_buf out = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *got = reading(cases[i], &out);
        if (got)
            fail_msg("'%s' is read as '%s'", cases[i], got);
    }
    cvd_buf_release(&out);
}

/* Every word of 100 KB, and one word of it; the time is seen to be linear by
 * the test coming to an end. */
static void test_long(void **state)
{
    static const struct { const char *unit; bool want; } cases[] = {
        { "uwu tieen ", true }, { "uwu,", true }, { "a", false },
        { "a'", false }, { "('+", false }, { "w", false }, { "d9", false },
        { "a ", false }, { "uo", false }, { "a.", false }, { "?", false },
        { " ", false }, { "u+", false }, { "nguwowif", false },
        { "x)))) ", false }, { "\xE2\x80\x9C", false }, { "đ", false },
        { "\xCC\x81", false }, { "a?????????????? ", false },
    };
    struct cvd_buf in = { 0 }, out = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        cvd_buf_clear(&in);
        while (in.len < 100 * 1024)
            assert_int_equal(cvd_buf_add_text(&in, cases[i].unit), CVD_OK);
        if ((reading(in.ptr, &out) != NULL) != cases[i].want)
            fail_msg("many of '%s'", cases[i].unit);
    }
    cvd_buf_release(&in);
    cvd_buf_release(&out);
}

/* Any bytes: no crash, and either a reading or nothing. */
static void test_noise(void **state)
{
    static const char keys[] = "adeouiywsfrxjz0123456789^(+'`?~.nghtc -/,)\0D";
    struct cvd_buf out = { 0 };
    uint32_t seed = 1;
    char s[24];

    (void)state;
    for (int round = 0; round < 200000; round++) {
        bool found = true;
        size_t n;
        seed = seed * 1664525u + 1013904223u;
        n = seed >> 16 & 15;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1664525u + 1013904223u;
            s[i] = keys[(seed >> 8) % (sizeof keys - 1)];
        }
        cvd_buf_clear(&out);
        assert_int_equal(cvd_keyboard_read((struct cvd_str){ s, n }, &out,
                                           &found), CVD_OK);
        assert_true(found || out.len == 0);
    }
    assert_int_equal(cvd_keyboard_read((struct cvd_str){ NULL, 0 }, &out,
                                       &(bool){ true }), CVD_OK);
    cvd_buf_release(&out);
}

static void test_limit(void **state)
{
    size_t n = CVD_DOC_BYTES_MAX + 1;
    char *s = malloc(n);
    struct cvd_buf out = { 0 };
    bool found = true;

    (void)state;
    assert_non_null(s);
    memset(s, 'a', n);
    assert_int_equal(cvd_keyboard_read((struct cvd_str){ s, n }, &out,
                                       &found), CVD_ELIMIT);
    assert_int_equal(out.len, 0);
    assert_false(found);
    free(s);
}

/* ---- the shared vectors ---------------------------------------------- */

/* Rows whose expected text is no reading to offer, with the reason. */
static const struct { const char *in, *why; } not_offered[] = {
    { "as", "ambiguous: English, and nothing else in the text is sure" },
    { "bar", "ambiguous: English, and nothing else in the text is sure" },
    { "ass", "a key pressed twice gives 'as', which is no syllable" },
    { "ddd", "a key pressed twice gives 'dd', which is no syllable" },
};

static bool offered(const char *in)
{
    for (size_t i = 0; i < COUNT(not_offered); i++)
        if (strcmp(in, not_offered[i].in) == 0)
            return false;
    return true;
}

static void test_vectors(void **state)
{
    const char *shared = getenv("CVD_SHARED");
    struct cvd_buf path = { 0 }, out = { 0 };
    char line[512];
    int rows = 0, failed = 0;
    FILE *in;

    (void)state;
    cvd_buf_printf(&path, "%s/data/tables/keyboard_vectors.tsv",
                   shared ? shared : "../shared");
    in = fopen(path.ptr, "r");
    if (!in)
        printf("skipped: no %s\n", path.ptr);
    cvd_buf_release(&path);
    if (!in)
        skip();
    while (fgets(line, sizeof line, in)) {
        const char *method = strtok(line, "\t\n");
        const char *typed = strtok(NULL, "\t\n");
        const char *want = strtok(NULL, "\t\n"), *got;

        if (!want || strcmp(method, "method") == 0)
            continue;
        if (strcmp(typed, want) == 0 || !offered(typed))
            want = NULL;
        got = reading(typed, &out);
        rows++;
        if (!got != !want || (got && strcmp(got, want) != 0)) {
            printf("%s '%s': '%s', not '%s'\n", method, typed,
                   got ? got : "(none)", want ? want : "(none)");
            failed++;
        }
    }
    fclose(in);
    cvd_buf_release(&out);
    printf("%d rows, %d failed, %d not offered\n", rows, failed,
           (int)COUNT(not_offered));
    assert_int_equal(failed, 0);
    assert_true(rows > 130);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_not_read),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_vectors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
