/* test_analyzers_spelling.c - cvd_syllable_valid(), cvd_marks_consistent(),
 * and the placing of tones over all syllables.
 *
 * Reads the shared lists, if they are there, from $CVD_SHARED/data/tables
 * (default ../shared). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/analyzer.h"

#include <stdio.h>
#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void test_valid(void **state)
{
    static const char *const valid[] = {
        "nam", "hàng", "hòa", "khỏe", "thủy", "ủy", "quý", "giá", "gì",
        "gìn", "việt", "đường", "nghiêng", "khuỷu", "ý", "a",
    };
    static const char *const not_valid[] = {
        "", "viêt", "đuong", "hoà", "thuỷ", "qúy", "gía", "tóan", "b", "đ",
        "covid", "ubnd", "nghiêngg", "nghiêngnghiêng", "NAM", "Nam", "na m",
        "nam ", "hặt\xCC\x81", "hằt", "mac\xCC\x81", "2021", "đắk",
        "\xFF", "na\xC3", "dưởngg", "hanf", "ŏ", "ṍ",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(valid); i++) {
        if (!cvd_syllable_valid(cvd_str_from(valid[i])))
            fail_msg("'%s' is a syllable", valid[i]);
    }
    for (size_t i = 0; i < COUNT(not_valid); i++)
        if (cvd_syllable_valid(cvd_str_from(not_valid[i])))
            fail_msg("'%s' is no syllable", not_valid[i]);
    assert_false(cvd_syllable_valid((struct cvd_str){ "na\0m", 4 }));
    assert_false(cvd_syllable_valid((struct cvd_str){ NULL, 0 }));
}

static void test_consistent(void **state)
{
    static const struct { const char *typed, *have; bool want; } cases[] = {
        { "", "", true },
        { "nam", "nam", true },
        { "nam", "năm", true },
        { "năm", "nam", false },
        { "viêt", "việt", true },
        { "viêt", "viết", true },
        { "viêt", "viêt", true },
        { "viêt", "viet", false },
        { "viet", "việt", true },
        { "việt", "viêt", false },
        { "việt", "viết", false },
        { "đuong", "đường", true },
        { "đuong", "đương", true },
        { "đuong", "dương", false },
        { "duong", "đường", true },
        { "é", "é", true },
        { "é", "ế", true },
        { "é", "è", false },
        { "é", "ê", false },
        /* the tone counts for the whole word */
        { "hoá", "hóa", true },
        { "duơng", "dường", true },
        { "ngừoi", "người", true },
        { "ngừoi", "ngưới", false },
        /* qualities do not move */
        { "uơ", "ươ", true },
        { "uơ", "ưo", false },
        { "â", "ă", false },
        { "na", "nam", false },
        { "nam", "na", false },
        { "nam", "nan", false },
        { "a", "đ", false },
        { "d", "đ", true },
        { "đ", "d", false },
        /* several words in one: each tone, in order */
        { "hànội", "hànội", true },
        { "hànoi", "hànội", true },
        { "hanội", "hànội", true },
        { "hạnòi", "hànội", false },
        /* foreign letters */
        { "muller", "müller", true },
        { "müller", "muller", false },
        { "россия", "россия", true },
        { "россия", "русский", false },
        { "á", "á\xCC\x80", true },
        { "á\xCC\x80", "á", false },
        { "b\xCC\x81", "b", false },
        { "b", "b\xCC\x81", true },
        { "n2", "n2", true },
        { "n2", "n3", false },
        { "\xFF", "\xFE", false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (cvd_marks_consistent(cvd_str_from(cases[i].typed),
                                 cvd_str_from(cases[i].have)) !=
            cases[i].want)
            fail_msg("typed '%s', have '%s': want %d", cases[i].typed,
                     cases[i].have, cases[i].want);
}

/* The other spelling, both ways; NULL: none. */
static void test_iy(void **state)
{
    static const struct { const char *exact, *other; } cases[] = {
        { "kĩ", "kỹ" }, { "kì", "kỳ" }, { "kí", "ký" }, { "kỉ", "kỷ" },
        { "kị", "kỵ" }, { "ki", "ky" }, { "lí", "lý" }, { "lì", "lỳ" },
        { "lị", "lỵ" }, { "mĩ", "mỹ" }, { "mì", "mỳ" }, { "mị", "mỵ" },
        { "sĩ", "sỹ" }, { "sỉ", "sỷ" }, { "tỉ", "tỷ" }, { "tì", "tỳ" },
        { "tị", "tỵ" }, { "vĩ", "vỹ" }, { "hi", "hy" }, { "hỉ", "hỷ" },
        { "hí", "hý" }, { "quí", "quý" }, { "qui", "quy" },
        { "quì", "quỳ" }, { "quỉ", "quỷ" }, { "quĩ", "quỹ" },
        { "quị", "quỵ" },
        /* two words */
        { "vi", NULL }, { "vy", NULL }, { "ti", NULL }, { "ty", NULL },
        { "tí", NULL }, { "tý", NULL }, { "mi", NULL }, { "my", NULL },
        { "li", NULL }, { "ly", NULL }, { "si", NULL }, { "sy", NULL },
        /* other onsets and rhymes */
        { "thi", NULL }, { "thy", NULL }, { "chi", NULL }, { "đi", NULL },
        { "bi", NULL }, { "ni", NULL }, { "phi", NULL }, { "gì", NULL },
        { "khỉ", NULL }, { "y", NULL }, { "ý", NULL }, { "í", NULL },
        { "tai", NULL }, { "tay", NULL }, { "túy", NULL }, { "túi", NULL },
        { "hủy", NULL }, { "kim", NULL }, { "kín", NULL }, { "yêu", NULL },
        { "quyền", NULL }, { "quyết", NULL }, { "qu", NULL }, { "k", NULL },
        { "kĩm", NULL }, { "ký1", NULL }, { "k2", NULL }, { "kỹkỹ", NULL },
        { "", NULL }, { "k\xFF", NULL }, { "k\xC3", NULL },
    };
    char out[CVD_IY_MAX];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *other = cases[i].other;
        size_t n = cvd_iy_variant(cvd_str_from(cases[i].exact), out);
        if (n != (other ? strlen(other) : 0) ||
            (n && memcmp(out, other, n) != 0))
            fail_msg("'%s' may be written '%.*s'", cases[i].exact, (int)n,
                     out);
        if (!other)
            continue;
        n = cvd_iy_variant(cvd_str_from(other), out);
        if (n != strlen(cases[i].exact) ||
            memcmp(out, cases[i].exact, n) != 0)
            fail_msg("'%s' may be written '%.*s'", other, (int)n, out);
    }
    assert_int_equal(cvd_iy_variant((struct cvd_str){ NULL, 0 }, out), 0);
}

/* ---- the shared lists ------------------------------------------------ */

static FILE *shared_open(const char *name)
{
    const char *shared = getenv("CVD_SHARED");
    struct cvd_buf path = { 0 };
    FILE *in;

    cvd_buf_printf(&path, "%s/data/tables/%s", shared ? shared : "../shared",
                   name);
    in = fopen(path.ptr, "r");
    if (!in)
        printf("skipped: no %s\n", path.ptr);
    cvd_buf_release(&path);
    return in;
}

/* Canonical `in`, as one word, to out. */
static void canonical(const char *in, char out[CVD_SYMBOL_MAX])
{
    struct cvd_tokens t = { 0 };
    struct cvd_str exact;

    assert_int_equal(cvd_tokenize(cvd_str_from(in), &t), CVD_OK);
    assert_int_equal(t.count, 1);
    exact = cvd_token_exact(&t, 0);
    memcpy(out, exact.ptr, exact.len);
    out[exact.len] = '\0';
    cvd_tokens_release(&t);
}

/* Write `s` with its tone on letter `at`, -1 without it.  False where the
 * syllable has no tone or that letter is no vowel. */
static bool tone_on(const char *s, int at, char out[32])
{
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&e);
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&e);
    UChar wide[32], apart[32], bare[32], moved[40], tone = 0;
    int32_t n, bare_n = 0, k = 0;
    int letter = -1;
    bool vowel = at < 0;

    u_strFromUTF8(wide, 32, &n, s, -1, &e);
    n = unorm2_normalize(nfd, wide, n, apart, 32, &e);
    for (int32_t i = 0; i < n; i++) {
        if (u_strchr(u"\u0300\u0301\u0303\u0309\u0323", apart[i]))
            tone = apart[i];
        else
            bare[bare_n++] = apart[i];
    }
    for (int32_t i = 0; i < bare_n; i++) {
        bool mark = bare[i] >= 0x300 && bare[i] < 0x370;
        if (!mark && letter++ == at && at >= 0)
            moved[k++] = tone;
        if (!mark && letter == at)
            vowel = u_strchr(u"aeiouy", bare[i]) != NULL;
        moved[k++] = bare[i];
    }
    if (letter == at && at >= 0)
        moved[k++] = tone;
    n = unorm2_normalize(nfc, moved, k, wide, 32, &e);
    u_strToUTF8(out, 32, NULL, wide, n, &e);
    assert_true(U_SUCCESS(e));
    return tone && vowel && at <= letter;
}

/* Each syllable is one, is canonical, and is what its misplaced tones become;
 * without its tone it may mean what it is with it. */
static void test_every_syllable(void **state)
{
    FILE *in = shared_open("syllables.txt");
    char line[64], other[32], got[CVD_SYMBOL_MAX];
    int count = 0, moved = 0;

    (void)state;
    if (!in)
        skip();
    while (fgets(line, sizeof line, in)) {
        line[strcspn(line, "\n")] = '\0';
        if (!cvd_syllable_valid(cvd_str_from(line)))
            fail_msg("'%s' is a syllable", line);
        canonical(line, got);
        assert_string_equal(got, line);
        for (int at = 0; at < 7; at++) {
            if (!tone_on(line, at, other))
                continue;
            canonical(other, got);
            if (strcmp(got, line) != 0)
                fail_msg("'%s' becomes '%s', not '%s'", other, got, line);
            if (strcmp(other, line) != 0) {
                assert_false(cvd_syllable_valid(cvd_str_from(other)));
                moved++;
            }
        }
        tone_on(line, -1, other);
        assert_true(cvd_marks_consistent(cvd_str_from(other),
                                         cvd_str_from(line)));
        count++;
    }
    fclose(in);
    printf("%d syllables, %d misplaced tones\n", count, moved);
    assert_int_equal(count, 16584);
    assert_true(moved > 9000);
}

/* Both styles of every rhyme and syllable become the old one. */
static void test_tone_variants(void **state)
{
    FILE *in = shared_open("tone_variants.tsv");
    char line[512], got[CVD_SYMBOL_MAX];
    int count = 0;

    (void)state;
    if (!in)
        skip();
    while (fgets(line, sizeof line, in)) {
        const char *level = strtok(line, "\t");
        const char *old = strtok(NULL, "\t"), *new = strtok(NULL, "\t");
        const char *rhyme = strtok(NULL, "\t");
        /* Rows of gi and gii are two spellings, not two places of a tone. */
        if (!level || !rhyme || !strstr("oa oe uy", rhyme) ||
            strlen(rhyme) != 2)
            continue;
        canonical(new, got);
        assert_string_equal(got, old);
        canonical(old, got);
        assert_string_equal(got, old);
        count++;
    }
    fclose(in);
    assert_int_equal(count, 300);
}

/* Words of the vectors whose key tells them apart from it are, where that is
 * safe, each other's variants; the rest have none or one outside them. */
static void test_iy_vectors(void **state)
{
    static const char *const unsafe[] = { "ty", "vy", "ly", "my", "sy", "tý" };
    FILE *in = shared_open("orthography_vectors.tsv");
    char line[1024], out[CVD_IY_MAX], word[CVD_SYMBOL_MAX];
    int count = 0;

    (void)state;
    if (!in)
        skip();
    while (fgets(line, sizeof line, in)) {
        char *field[6], *p = line, *have, *key, *at_have, *at_key;
        for (size_t i = 0; i < COUNT(field); i++) {
            field[i] = p;
            p += strcspn(p, "\t\n");
            if (*p)
                *p++ = '\0';
        }
        have = strtok_r(field[3], " -", &at_have);
        key = strtok_r(field[5], " -", &at_key);
        for (; have && key && strcmp(field[1], "category") != 0;
             have = strtok_r(NULL, " -", &at_have),
             key = strtok_r(NULL, " -", &at_key)) {
            bool safe = true;
            size_t n;
            if (strpbrk(have, "\"'*") || strpbrk(key, "\"'*"))
                continue; /* not one word to the tokenizer */
            canonical(have, word);
            for (size_t i = 0; i < COUNT(unsafe); i++)
                safe = safe && strcmp(word, unsafe[i]) != 0;
            n = cvd_iy_variant(cvd_str_from(word), out);
            if (strcmp(word, key) == 0)
                continue;
            count++;
            if (safe ? n != strlen(key) || memcmp(out, key, n) != 0 : n != 0)
                fail_msg("'%s', key '%s', may be written '%.*s'", word, key,
                         (int)n, out);
        }
    }
    fclose(in);
    assert_true(count >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_valid),
        cmocka_unit_test(test_consistent),
        cmocka_unit_test(test_every_syllable),
        cmocka_unit_test(test_tone_variants),
        cmocka_unit_test(test_iy),
        cmocka_unit_test(test_iy_vectors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
