/* test_analyzers_letterspace.c - cvd_tokenize() of letterspaced capitals.
 *
 * Tests may include everything of the layer they test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/analyzer.h"

#include <stdio.h>
#include <stdlib.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static struct cvd_tokens tokens, again;

static int release(void **state)
{
    (void)state;
    cvd_tokens_release(&tokens);
    cvd_tokens_release(&again);
    return 0;
}

static void assert_words(const char *in, const char *want)
{
    struct cvd_buf got = { 0 };

    assert_int_equal(cvd_tokenize(cvd_str_from(in), &tokens), CVD_OK);
    for (size_t i = 0; i < tokens.count; i++) {
        if (i)
            (void)cvd_buf_add_char(&got, ' ');
        assert_int_equal(cvd_buf_add(&got, cvd_token_exact(&tokens, i)),
                         CVD_OK);
    }
    assert_int_equal(cvd_buf_add_bytes(&got, "", 1), CVD_OK);
    if (strcmp(got.ptr, want) != 0)
        fail_msg("'%s' is '%s', not '%s'", in, got.ptr, want);
    cvd_buf_release(&got);
}

static const struct { const char *in, *want; } joined[] = {
    { "Y B AN NHÂN D Â N", "y ban nhân dân" }, /* Ủ was lost */
    { "Ủ Y B A N N H Â N D Â N", "ủy ban nhân dân" },
    { "Ủ Y BAN NHÂN D Â N TỈNH", "ủy ban nhân dân tỉnh" },
    { "C Ộ N G  H Ò A", "cộng hòa" },
    { "C Ộ N G  H O À", "cộng hòa" },
    { "K Ế  H O Ạ C H", "kế hoạch" },
    { "K Ế H O Ạ C H", "kế hoạch" },
    { "C Ộ N G H Ò A X Ã H Ộ I C H Ủ N G H Ĩ A V I Ệ T N A M",
      "cộng hòa xã hội chủ nghĩa việt nam" },
    { "Đ Ộ C  L Ậ P  -  T Ự  D O  -  H Ạ N H  P H Ú C",
      "độc lập tự do hạnh phúc" },
    { "ĐẢNG C Ộ N G S Ả N V I Ệ T N A M", "đảng cộng sản việt nam" },
    { "Q U Y Ế T Đ Ị N H", "quyết định" },
    { "N G H Ị Q U Y Ế T", "nghị quyết" },
    { "C H Ỉ T H Ị", "chỉ thị" },
    { "T H Ô N G B Á O", "thông báo" },
    { "T Ờ T R Ì N H", "tờ trình" },
    { "B Á O C Á O", "báo cáo" },
    { "C Ô N G V Ă N", "công văn" },
    { "C H Ư Ơ N G T R Ì N H", "chương trình" },
    { "H Ư Ớ N G D Ẫ N", "hướng dẫn" },
    { "N G H Ị  Đ Ị N H", "nghị định" },
    { "L U Ậ T", "luật" },
    /* what is no syllable, where wide blanks say where it ends */
    { "P H Ụ  L Ụ C  X X I I", "phụ lục xxii" },
    { "H Ộ I  Đ Ồ N G  U B N D", "hội đồng ubnd" },
    { "C Ô N G  Q U Ố C  L I E C H T E N S T E I N",
      "công quốc liechtenstein" },
    { "P H Ụ L Ụ C T Ỉ N H X", "phụ lục tỉnh x" },
    /* what it stands in */
    { "Số 12\nK Ế H O Ạ C H\nvề việc", "số 12 kế hoạch về việc" },
    { "1. T H Ô N G T Ư, 2021", "1 thông tư 2021" },
    /* other blanks: no-break ones part words, thin ones letters */
    { "K Ế\u00A0H O Ạ C H", "kế hoạch" },
    { "K\u2009Ế\u2009H\u2009O\u2009Ạ\u2009C\u2009H", "kế hoạch" },
    { "K  Ế    H  O  Ạ  C  H", "kế hoạch" },
    /* marks apart, lookalikes, full width */
    { "K E\u0302\u0301  H O A\u0323 C H", "kế hoạch" },
    { "\u0421 Ộ N G  H Ò \u0410", "cộng hòa" },
    { "Ｋ Ế  Ｈ Ｏ Ạ Ｃ Ｈ", "kế hoạch" },
    { "Q U\u00D0 \u00D0 Ộ I", "q uđ đ ộ i" }, /* uđ is in no syllable */
    { "Q U Â N \u00D0 Ộ I", "quân đội" },
};

static const struct { const char *in, *want; } apart[] = {
    { "D Â N", "d â n" },
    { "P H O", "p h o" },
    { "A B C D", "a b c d" },
    { "TỔ A B", "tổ a b" },
    { "TỔ A B C D", "tổ a b c d" },
    { "VITAMIN A D E K", "vitamin a d e k" },
    { "Vitamin A D E", "vitamin a d e" },
    { "CHƯƠNG I V", "chương i v" },
    { "I V X L C D M", "i v x l c d m" },
    { "KHỐI A, B, C, D", "khối a b c d" },
    { "KÍCH THƯỚC (D X R X C)", "kích thước d x r x c" },
    { "THÚ Y Ở Ô TÔ", "thú y ở ô tô" },
    { "Ê CU A ĐO", "ê cu a đo" },
    { "A Ă Â B C D Đ E Ê G H I K L M N O Ô Ơ P Q R S T U Ư V X Y",
      "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y" },
    { "A E Ê I O Ô Ơ U Ư Y", "a e ê i o ô ơ u ư y" },
    { "Đ S Đ S Đ Đ S", "đ s đ s đ đ s" },
    { "C A B A D A C A", "c a b a d a c a" },
    { "U B N D  H Đ N D", "u b n d h đ n d" },
    { "N A M", "n a m" },
    { "V I E T N A M", "v i e t n a m" }, /* no mark speaks for it */
    /* in capitals only, and on one line, and not over columns of a page */
    { "c ộ n g  h ò a", "c ộ n g h ò a" },
    { "L U\nẬ T", "l u ậ t" },
    { "L U\tẬ T", "l u ậ t" },
    { "L U          Ậ T", "l u ậ t" },
    { "L-U-Ậ-T", "l u ậ t" },
};

static void test_joined(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(joined); i++)
        assert_words(joined[i].in, joined[i].want);
}

static void test_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(apart); i++)
        assert_words(apart[i].in, apart[i].want);
}

static void test_spans(void **state)
{
    static const char text[] = "Số Y B AN NHÂN D Â N tỉnh";
    static const char *const spans[] = { "Số", "Y", "B AN", "NHÂN", "D Â N",
                                         "tỉnh" };

    (void)state;
    assert_int_equal(cvd_tokenize(cvd_str_from(text), &tokens), CVD_OK);
    assert_int_equal(tokens.count, COUNT(spans));
    for (size_t i = 0; i < COUNT(spans); i++) {
        const struct cvd_token *t = &tokens.tok[i];
        assert_int_equal(t->end - t->start, strlen(spans[i]));
        assert_memory_equal(text + t->start, spans[i], t->end - t->start);
    }
    assert_true(tokens.tok[4].marked);
    assert_memory_equal(cvd_token_folded(&tokens, 4).ptr, "dan", 3);
    assert_int_equal(tokens.tok[2].exact_off, tokens.tok[2].folded_off);
}

/* Whatever is joined: tokens lie in order, and the bytes of each, without
 * its blanks, are one token with the same exact form. */
static void check(struct cvd_str in)
{
    char slice[64];
    uint32_t last = 0;

    assert_int_equal(cvd_tokenize(in, &tokens), CVD_OK);
    for (size_t i = 0; i < tokens.count; i++) {
        const struct cvd_token *t = &tokens.tok[i];
        size_t n = 0;
        assert_true(t->start >= last && t->start < t->end);
        assert_true(t->end <= in.len);
        last = t->end;
        for (uint32_t k = t->start; k < t->end; k++) {
            assert_true(n < sizeof slice);
            if (in.ptr[k] != ' ')
                slice[n++] = in.ptr[k];
        }
        struct cvd_str exact = cvd_token_exact(&tokens, i);
        assert_int_equal(cvd_tokenize((struct cvd_str){ slice, n }, &again),
                         CVD_OK);
        assert_int_equal(again.count, 1);
        assert_true(cvd_str_equal(cvd_token_exact(&again, 0), exact));
        assert_int_equal(cvd_tokenize(exact, &again), CVD_OK);
        assert_int_equal(again.count, 1);
        assert_true(cvd_str_equal(cvd_token_exact(&again, 0), exact));
        assert_int_equal(again.tok[0].marked, t->marked);
    }
}

static void test_random(void **state)
{
    static const char *const parts[] = {
        "A", "N", "H", "G", "T", "I", "Ị", "Ộ", "Ê", "Ế", "Ư", "Ờ", "Â", "C",
        "U", "Y", "Ủ", "Đ", "O", "À", "BAN", "NHÂN", "UBND", "A\xCC\xA3",
        "\xD0\x90", "\xD0\xA1", "Ｎ", "\xC2\xAD", "x", "7", "\xFF",
    };
    uint32_t random = 11;
    size_t joins = 0;

    (void)state;
    for (int round = 0; round < 40000; round++) {
        struct cvd_buf in = { 0 };
        random = random * 1664525u + 1013904223u;
        /* now and then longer than a run may be */
        for (uint32_t n = random >> (round % 100 ? 27 : 23); n > 0; n--) {
            random = random * 1664525u + 1013904223u;
            size_t among = round % 3 ? 20 : COUNT(parts);
            cvd_buf_add_text(&in, parts[(random >> 16) % among]);
            cvd_buf_add_text(&in, random >> 29 ? " " : "  ");
        }
        /* A copy of just this size, for the sanitizer to watch. */
        char *copy = malloc(in.len + !in.len);
        assert_non_null(copy);
        if (in.len)
            memcpy(copy, in.ptr, in.len);
        check((struct cvd_str){ copy, in.len });
        for (size_t i = 0; i < tokens.count; i++)
            joins += tokens.tok[i].end - tokens.tok[i].start > 6 &&
                     memchr(copy + tokens.tok[i].start, ' ', 4) != NULL;
        free(copy);
        cvd_buf_release(&in);
    }
    assert_true(joins > 100); /* or it tests nothing */
}

/* A heading as long as a text may be slow nowhere, and grow the arena. */
static void test_long(void **state)
{
    struct cvd_buf in = { 0 };

    (void)state;
    for (int i = 0; i < 3000; i++)
        cvd_buf_add_text(&in, "N H Â N  D Â N\n");
    assert_int_equal(cvd_tokenize(cvd_buf_str(&in), &tokens), CVD_OK);
    assert_int_equal(tokens.count, 6000);
    assert_memory_equal(cvd_token_exact(&tokens, 5999).ptr, "dân", 4);
    assert_int_equal(tokens.tok[5999].end, in.len - 1);
    cvd_buf_release(&in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_joined), cmocka_unit_test(test_apart),
        cmocka_unit_test(test_spans),  cmocka_unit_test(test_random),
        cmocka_unit_test(test_long),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
