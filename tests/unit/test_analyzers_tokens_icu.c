/* test_analyzers_tokens_icu.c - cvd_tokenize() beside ICU: each letter and
 * code point, and the shared orthography vectors.
 *
 * Reads the vectors, if they are there, from $CVD_SHARED/data/tables
 * (default ../shared). */
#include "tests/unit/tokenize_support.h"

#include <stdio.h>
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* ---- letters and code points ----------------------------------------- */

static size_t utf8(const UChar *wide, int32_t n, char *to)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t len;

    u_strToUTF8(to, 64, &len, wide, n, &e);
    assert_true(U_SUCCESS(e));
    return (size_t)len;
}

/* The 134 Vietnamese letters and the rest of the alphabet, composed and
 * decomposed, both cases. */
static void test_vietnamese_letters(void **state)
{
    static const UChar vowels[] = u"aăâeêioôơuưyAĂÂEÊIOÔƠUƯY";
    static const UChar tones[] = { 0, 0x300, 0x301, 0x309, 0x303, 0x323 };
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&e);
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&e);
    struct cvd_tokens t = { 0 };
    int marked = 0;

    (void)state;
    assert_true(U_SUCCESS(e));
    for (size_t v = 0; vowels[v]; v++) {
        for (size_t k = 0; k < COUNT(tones); k++) {
            UChar in[3] = { vowels[v], tones[k], 0 }, wide[8], low[8];
            char exact[64], given[64], base;
            int32_t n = unorm2_normalize(nfc, in, -1, wide, 8, &e);
            int32_t low_n = u_strToLower(low, 8, wide, n, "", &e);
            size_t exact_len = utf8(low, low_n, exact), given_len;

            n = unorm2_normalize(nfd, low, low_n, wide, 8, &e);
            base = (char)wide[0];
            for (int form = 0; form < 3; form++) {
                UChar other[8];
                n = unorm2_normalize(form ? nfd : nfc, in, -1, other, 8,
                                     &e);
                if (form == 2 && n == 3) { /* marks the other way round */
                    UChar first = other[1];
                    other[1] = other[2];
                    other[2] = first;
                }
                given_len = utf8(other, n, given);
                assert_int_equal(
                    cvd_tokenize((struct cvd_str){ given, given_len }, &t),
                    CVD_OK);
                assert_int_equal(t.count, 1);
                assert_int_equal(t.tok[0].exact_len, exact_len);
                assert_memory_equal(cvd_token_exact(&t, 0).ptr, exact,
                                    exact_len);
                assert_int_equal(t.tok[0].folded_len, 1);
                assert_int_equal(*cvd_token_folded(&t, 0).ptr, base);
                assert_int_equal(t.tok[0].marked, exact_len > 1);
                marked += form == 0 && t.tok[0].marked;
            }
        }
    }
    assert_int_equal(marked, 134 - 2); /* đ and Đ have no decomposition */
    cvd_tokens_release(&t);
}

static bool expected_skip(UChar32 c)
{
    return c != 0x200B && u_hasBinaryProperty(c,
                                         UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/* The letter or digit that `c` is in another dress: what NFKC makes of
 * full-width and mathematical ones, small capitals by their names; else
 * `lower`. */
static UChar32 plain_latin(UChar32 c, UChar32 lower)
{
    static const struct { UChar32 small; char plain; } small_capitals[] = {
        { 0x1D00, 'a' }, { 0x299, 'b' }, { 0x1D04, 'c' }, { 0x1D05, 'd' },
        { 0x1D07, 'e' }, { 0xA730, 'f' }, { 0x262, 'g' }, { 0x29C, 'h' },
        { 0x26A, 'i' }, { 0x1D0A, 'j' }, { 0x1D0B, 'k' }, { 0x29F, 'l' },
        { 0x1D0D, 'm' }, { 0x274, 'n' }, { 0x1D0F, 'o' }, { 0x1D18, 'p' },
        { 0xA7AF, 'q' }, { 0x280, 'r' }, { 0xA731, 's' }, { 0x1D1B, 't' },
        { 0x1D1C, 'u' }, { 0x1D20, 'v' }, { 0x1D21, 'w' }, { 0x28F, 'y' },
        { 0x1D22, 'z' }, { 0x251, 'a' }, { 0x261, 'g' },
    };
    UErrorCode e = U_ZERO_ERROR;
    UChar in[2], out[32];
    int32_t n = 0;

    if (lower == 0x1D06)
        return 0x111;
    for (size_t i = 0; i < COUNT(small_capitals); i++)
        if (small_capitals[i].small == lower)
            return small_capitals[i].plain;
    if (!(c >= 0xFF10 && c <= 0xFF5A) && !(c >= 0x1D400 && c <= 0x1D7FF) &&
        !(c >= 0x2100 && c <= 0x214F))
        return lower;
    U16_APPEND_UNSAFE(in, n, c);
    n = unorm2_normalize(unorm2_getNFKCInstance(&e), in, n, out, 32, &e);
    assert_true(U_SUCCESS(e));
    return n == 1 && out[0] < 0x80 ? u_tolower(out[0]) : lower;
}

/* Every code point is in a word or not as its general category says, has the
 * lower case ICU gives, and its forms analyse to themselves. */
static void test_every_code_point(void **state)
{
    static const UVersionInfo tables = { 15, 0, 0, 0 };
    struct cvd_tokens t = { 0 }, again = { 0 };

    (void)state;
    for (UChar32 c = 1; c <= 0x10FFFF; c++) {
        UChar wide[3];
        char in[64], low[64];
        int32_t n = 0;
        size_t len, low_len;
        uint32_t category = U_MASK(u_charType(c));
        bool word = (category & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK));
        UChar32 lower = u_tolower(c);
        UVersionInfo age;

        u_charAge(c, age);
        if ((c >= 0xD800 && c < 0xE000) ||
            memcmp(age, tables, sizeof age) > 0)
            continue;
        /* Exceptions: what has no width is in no word (the variation
         * selectors and U+034F are category M); the Hangul and Khmer
         * fillers are default-ignorable, but letters and marks with a
         * place in their script, and stay. */
        if (c == 0x2BB || c == 0x2BC)
            word = false; /* apostrophes of place names */
        if (expected_skip(c) && !(c >= 0x115F && c <= 0x1160) &&
            !(c >= 0x17B4 && c <= 0x17B5) && c != 0x3164 && c != 0xFFA0)
            word = false;
        /* Đ's lookalikes are Đ; U+0340 and U+0341 are their canonical
         * equivalents. */
        if (c == 0xD0 || c == 0xF0 || c == 0x189 || c == 0x256)
            lower = 0x111;
        if (c == 0x340 || c == 0x341)
            lower = c - 0x40;
        lower = plain_latin(c, lower);
        U16_APPEND_UNSAFE(wide, n, c);
        len = utf8(wide, n, in);
        n = 0;
        U16_APPEND_UNSAFE(wide, n, lower);
        low_len = utf8(wide, n, low);
        assert_int_equal(cvd_tokenize((struct cvd_str){ in, len }, &t),
                         CVD_OK);
        if (t.count != word)
            fail_msg("U+%04X: %zu words, want %d", (unsigned)c, t.count,
                     word);
        if (!word)
            continue;
        if (t.tok[0].exact_len != low_len ||
            memcmp(cvd_token_exact(&t, 0).ptr, low, low_len) != 0)
            fail_msg("U+%04X is not in its lower case", (unsigned)c);
        for (int folded = 0; folded < 2; folded++) {
            struct cvd_str form = folded ? cvd_token_folded(&t, 0)
                                         : cvd_token_exact(&t, 0);
            assert_int_equal(cvd_tokenize(form, &again), CVD_OK);
            assert_int_equal(again.count, 1);
            assert_true(cvd_str_equal(form, cvd_token_exact(&again, 0)));
        }
    }
    cvd_tokens_release(&t);
    cvd_tokens_release(&again);
}

/* ---- the shared vectors ---------------------------------------------- */

/* Undo the vectors' \uXXXX in place. */
static void unescape(char *s)
{
    char *to = s;

    while (*s) {
        if (s[0] == '\\' && s[1] == 'u') {
            char hex[5] = { s[2], s[3], s[4], s[5], 0 }, bytes[64];
            UChar c = (UChar)strtoul(hex, NULL, 16);
            size_t n = utf8(&c, 1, bytes);
            memcpy(to, bytes, n);
            to += n;
            s += 6;
        } else {
            *to++ = *s++;
        }
    }
    *to = '\0';
}

/* Lower `s` by ICU, and part its words by single blanks. */
static void want_words(const char *s, char out[512])
{
    UErrorCode e = U_ZERO_ERROR;
    UChar wide[256], low[256];
    int32_t n;
    size_t k = 0;

    u_strFromUTF8(wide, 256, &n, s, -1, &e);
    n = u_strToLower(low, 256, wide, n, "", &e);
    u_strToUTF8(out, 512, NULL, low, n, &e);
    assert_true(U_SUCCESS(e));
    for (const char *p = out; *p; p++) {
        if (!strchr(" -'\"", *p))
            out[k++] = *p;
        else if (k && out[k - 1] != ' ')
            out[k++] = ' ';
    }
    if (k && out[k - 1] == ' ')
        k--;
    out[k] = '\0';
}

static void test_vectors(void **state)
{
    const char *shared = getenv("CVD_SHARED");
    struct cvd_buf path = { 0 }, text = { 0 }, got = { 0 };
    char line[1024], want[512];
    int run = 0, failed = 0;
    FILE *in;

    (void)state;
    cvd_buf_printf(&path, "%s/data/tables/orthography_vectors.tsv",
                   shared ? shared : "../shared");
    in = fopen(path.ptr, "r");
    if (!in) {
        printf("skipped: no %s\n", path.ptr);
        cvd_buf_release(&path);
        skip();
    }
    while (fgets(line, sizeof line, in)) {
        char *field[5], *p = line;

        for (size_t i = 0; i < COUNT(field); i++) {
            field[i] = p;
            p += strcspn(p, "\t\n");
            if (*p)
                *p++ = '\0';
        }
        if (strcmp(field[0], "id") == 0)
            continue;
        unescape(field[2]);
        cvd_buf_clear(&text);
        assert_int_equal(cvd_text_normalize(cvd_str_from(field[2]), &text,
                                            NULL), CVD_OK);
        for (int folded = 0; folded < 2; folded++) {
            want_words(field[3 + folded], want);
            joined(cvd_buf_str(&text), folded, &got);
            if (strcmp(got.ptr, want) != 0) {
                printf("vector %s (%s): got '%s', want '%s'\n", field[0],
                       field[1], got.ptr, want);
                failed++;
            }
        }
        run++;
    }
    fclose(in);
    printf("%d vectors\n", run);
    assert_int_equal(failed, 0);
    assert_true(run > 100);
    cvd_buf_release(&path);
    cvd_buf_release(&text);
    cvd_buf_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vietnamese_letters),
        cmocka_unit_test(test_every_code_point),
        cmocka_unit_test(test_vectors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
