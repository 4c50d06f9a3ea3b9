/* test_analyzers_tokens.c - cvd_tokenize(): words, canonical forms, offsets,
 * limits, and what holds of every text. */
#include "tests/unit/tokenize_support.h"

#include "base/file.h"
#include "base/limits.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

static void assert_tokens(const char *in, const char *exact,
                          const char *folded)
{
    struct cvd_buf out = { 0 };

    joined(cvd_str_from(in), false, &out);
    assert_string_equal(out.ptr, exact);
    joined(cvd_str_from(in), true, &out);
    assert_string_equal(out.ptr, folded);
    cvd_buf_release(&out);
}

static void test_words(void **state)
{
    static const struct { const char *in, *exact, *folded; } cases[] = {
        { "", "", "" },
        { " ,.;\n", "", "" },
        { "Nam", "nam", "nam" },
        { "Số: 37-KH/TU", "số 37 kh tu", "so 37 kh tu" },
        { "30/2020/NĐ-CP", "30 2020 nđ cp", "30 2020 nd cp" },
        { "ĐƯỜNG", "đường", "duong" },
        { "Ðảng ÐẢNG Ɖảng ðảng ɖảng", "đảng đảng đảng đảng đảng",
          "dang dang dang dang dang" },
        /* old style, and what never has two styles */
        { "hoà khoẻ thuỷ Uỷ THUÝ", "hòa khỏe thủy ủy thúy",
          "hoa khoe thuy uy thuy" },
        { "hòa khỏe thủy ủy", "hòa khỏe thủy ủy", "hoa khoe thuy uy" },
        { "quý quỳ quả que quỵ", "quý quỳ quả que quỵ",
          "quy quy qua que quy" },
        { "hoàn loáng thuyền", "hoàn loáng thuyền", "hoan loang thuyen" },
        /* the two styles are one in words that are no syllables, too */
        { "pơloà pơlòa", "pơlòa pơlòa", "poloa poloa" },
        /* misplaced, and not to be mended */
        { "tóan qúy gía cuả vịêt", "toán quý giá của việt",
          "toan quy gia cua viet" },
        { "gì gìn giữ giết gìa", "gì gìn giữ giết già",
          "gi gin giu giet gia" },
        { "bắcà kíen xáo xaó", "bắcà kíen xáo xáo", "baca kien xao xao" },
        /* the tone of one syllable is not moved to another */
        { "khánhhuy tàikhoa", "khánhhuy tàikhoa", "khanhhuy taikhoa" },
        /* marks in any order: NFC keeps á + U+0302 */
        { "á\xCC\x82 a\xCC\x82\xCC\x81 ạ\xCC\x82 ư\xCC\xA3 Vie\xCC\xA3\xCC\x82t",
          "ấ ấ ậ ự việt", "a a a u viet" },
        { "hoa\xCC\x80", "hòa", "hoa" },
        /* marks no Vietnamese letter takes stay, and fold away */
        { "á\xCC\x80 b\xCC\x81 đ\xCC\x82", "á\xCC\x80 b\xCC\x81 đ\xCC\x82",
          "a b d" },
        { "\xCC\x81", "\xCC\x81", "\xCC\x81" },
        /* without width: inside a word nothing, elsewhere no word */
        { "tuyên\xC2\xADtruyền", "tuyêntruyền", "tuyentruyen" },
        { "\xE2\x80\x8Dnam\xE2\x80\x8D \xC2\xAD ", "nam", "nam" },
        { "a\xE2\x80\x8D\xCC\x81", "á", "a" },
        { "Việt\xE2\x80\x8BNam", "việt nam", "viet nam" }, /* U+200B */
        { "\xE2\x9D\xA4\xEF\xB8\x8F", "", "" }, /* a heart has no word */
        { "Việt\xC2\xA0Nam", "việt nam", "viet nam" },
        /* other scripts and letters */
        { "Россия ΕΛΛΆΔΑ", "россия ελλάδα", "россия ελλάδα" },
        { "Müller Ñandú ĭ", "müller ñandú ĭ", "muller nandu i" },
        { "Ⅳ ½ 北京", "ⅳ ½ 北京", "ⅳ ½ 北京" },
        { "ตำรวจ", "ตำรวจ", "ตำรวจ" }, /* Thai vowel signs are letters */
        { "a\xF0\x9F\x98\x80z", "a z", "a z" },
        /* Latin in another dress */
        { "ＵＢＮＤ Ｈọｐ １２／ＫＨ", "ubnd họp 12 kh", "ubnd hop 12 kh" },
        { "𝐊𝐞\xCC\x82\xCC\x81 𝟐𝟎𝟐𝟏 ᴜʙɴᴅ ᴆảng", "kế 2021 ubnd đảng",
          "ke 2021 ubnd dang" },
        /* Latin by shape, in a word with a real Latin letter: Cyrillic у, ѕ,
         * а, х, capital С and Т, Greek capital Ο and Α, small omicron */
        { "ngàу ѕản Nаm хác ĐẠО", "ngày sản nam xác đạo",
          "ngay san nam xac dao" },
        { "ВẢN TН\u0415O NGНỊ КẾ BTС", "bản theo nghị kế btc",
          "ban theo nghi ke btc" },
        { "\u039F\u0391B c\u03BFng", "oab cong", "oab cong" },
        { "vi\u0435\xCC\xA3\xCC\x82t, x\u04D1ng, hо\u0430\xCC\x80",
          "việt xăng hòa", "viet xang hoa" },
        { "c\xC2\xAD\u043Eng а1b", "cong a1b", "cong a1b" },
        /* wholly of another script, or with a letter of no Latin shape */
        { "сао у р3 Pоссия Ωm ΔYi IFNα hν",
          "сао у р3 pоссия ωm δyi ifnα hν",
          "сао у р3 pоссия ωm δyi ifnα hν" },
        /* marks apart in every order; U+0341 is U+0301 */
        { "e\xCC\x81\xCC\x82 o\xCC\x89\xCC\x9B u\xCC\x9B\xCC\xA3 "
          "o\xCC\x80\xCC\x9B a\xCC\xA3\xCC\x86 e\xCC\x82\xCD\x81 "
          "Y\xCC\x89 ngu\xCC\x9Bo\xCC\x9B\xCC\x80i",
          "ế ở ự ờ ặ ế ỷ người", "e o u o a e y nguoi" },
        { "TUỲ THUÝ LUỸ XOÈ LOÃ NGUỴ Tuý", "tùy thúy lũy xòe lõa ngụy túy",
          "tuy thuy luy xoe loa nguy tuy" },
        { "ngừơi đựơc trừơng qúôc gíup gĩư gìơ bỉêu khủyu ngòăn",
          "người được trường quốc giúp giữ giờ biểu khuỷu ngoằn",
          "nguoi duoc truong quoc giup giu gio bieu khuyu ngoan" },
        { "Việt\xE2\x80\x8CNam tuyên\xE2\x81\xA0truyền",
          "việtnam tuyêntruyền", "vietnam tuyentruyen" },
        { "Bà Rịa\u2011Vũng Tàu\u2212Hà Nội\u2015Huế",
          "bà rịa vũng tàu hà nội huế", "ba ria vung tau ha noi hue" },
        { "„Tự” ‹hào› ′Ea H′leo′", "tự hào ea h leo", "tu hao ea h leo" },
        /* apostrophes of place names */
        { "Ea H'leo Ea H\u2019leo Ea H\u02BCleo M\u02BBDrắk",
          "ea h leo ea h leo ea h leo m drắk",
          "ea h leo ea h leo ea h leo m drak" },
        /* loanwords, dashes, figures */
        { "in-tơ-nét Covid-19 covid19", "in tơ nét covid 19 covid19",
          "in to net covid 19 covid19" },
        { "chính trị- xã hội", "chính trị xã hội", "chinh tri xa hoi" },
        { "chính trị - xã hội", "chính trị xã hội", "chinh tri xa hoi" },
        { "chính trị -xã hội", "chính trị xã hội", "chinh tri xa hoi" },
        { "6.700,40 3.000", "6 700 40 3 000", "6 700 40 3 000" },
        /* capitals, and marks apart, with the tone out of place */
        { "TÓAN VỊÊT CUẢ QÚY GÍA HÒANG", "toán việt của quý giá hoàng",
          "toan viet cua quy gia hoang" },
        { "To\xCC\x81" "an Qu\xCC\x81y gi\xCC\x80" "a cua\xCC\x89",
          "toán quý già của", "toan quy gia cua" },
        { "HO\xCC\x80" "ANG thuy\xCC\x89", "hoàng thủy", "hoang thuy" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_tokens(cases[i].in, cases[i].exact, cases[i].folded);
}

static void test_marked_and_shared(void **state)
{
    static const struct { const char *in; bool marked, shared; } cases[] = {
        { "nam", false, true },   { "hàng", true, false },
        { "đ", true, false },     { "viêt", true, false },
        { "NĐ", true, false },    { "a\xCC\x81", true, false },
        { "müller", false, false }, { "Россия", false, true },
        { "2021", false, true },  { "ĭ", false, false },
    };
    struct cvd_tokens t = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(cvd_tokenize(cvd_str_from(cases[i].in), &t),
                         CVD_OK);
        assert_int_equal(t.count, 1);
        assert_int_equal(t.tok[0].marked, cases[i].marked);
        assert_int_equal(t.tok[0].exact_off == t.tok[0].folded_off,
                         cases[i].shared);
    }
    cvd_tokens_release(&t);
}

static void test_offsets(void **state)
{
    static const struct { const char *in; uint32_t at[6]; } cases[] = {
        { "Việt Nam", { 0, 6, 7, 10 } },
        { "  (hoà).", { 3, 7 } },
        { "a\xC2\xAD" "b\xC2\xAD, c", { 0, 4, 8, 9 } },
        { "37-KH/TU", { 0, 2, 3, 5, 6, 8 } },
    };
    struct cvd_tokens t = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(cvd_tokenize(cvd_str_from(cases[i].in), &t),
                         CVD_OK);
        for (size_t k = 0; k < t.count; k++) {
            assert_int_equal(t.tok[k].start, cases[i].at[2 * k]);
            assert_int_equal(t.tok[k].end, cases[i].at[2 * k + 1]);
        }
        assert_true(t.count == 3 || cases[i].at[2 * t.count] == 0);
        assert_true(t.count > 0);
    }
    cvd_tokens_release(&t);
}

/* A long word is cut between letters, composed or not. */
static void test_cut(void **state)
{
    struct cvd_buf in = { 0 }, out = { 0 };
    struct cvd_tokens t = { 0 };

    (void)state;
    for (int form = 0; form < 2; form++) {
        cvd_buf_clear(&in);
        for (int i = 0; i < 40; i++)
            cvd_buf_add_text(&in, form ? "a\xCC\x82\xCC\x81" : "ấ");
        cvd_buf_add_text(&in, " nam");
        assert_int_equal(cvd_tokenize(cvd_buf_str(&in), &t), CVD_OK);
        assert_int_equal(t.count, 2);
        assert_int_equal(t.tok[0].exact_len, 63); /* 21 of 3 bytes in 64 */
        assert_int_equal(t.tok[0].folded_len, 21);
        assert_int_equal(t.tok[0].end, in.len - 4);
        assert_memory_equal(cvd_token_exact(&t, 0).ptr + 60, "ấ", 3);
        assert_memory_equal(cvd_token_exact(&t, 1).ptr, "nam", 3);
    }
    cvd_buf_clear(&in);
    for (int i = 0; i < 100; i++)
        cvd_buf_add_text(&in, "x\xC2\xAD");
    joined(cvd_buf_str(&in), false, &out);
    assert_int_equal(strlen(out.ptr), CVD_TERM_BYTES_MAX);
    cvd_tokens_release(&t);
    cvd_buf_release(&in);
    cvd_buf_release(&out);
}

static void test_limit(void **state)
{
    size_t n = (size_t)CVD_DOC_BYTES_MAX + 1;
    char *text = calloc(n, 1);
    struct cvd_tokens t = { 0 };

    (void)state;
    assert_non_null(text);
    assert_int_equal(cvd_tokenize((struct cvd_str){ text, n }, &t),
                     CVD_ELIMIT);
    assert_int_equal(cvd_tokenize((struct cvd_str){ text, n - 1 }, &t),
                     CVD_OK);
    assert_int_equal(t.count, 0);
    cvd_tokens_release(&t);
    free(text);
}

/* The struct is used again, and grows: one letter words are the worst. */
static void test_reuse(void **state)
{
    struct cvd_tokens t = { 0 };
    struct cvd_buf in = { 0 };

    (void)state;
    for (size_t words = 1; words < 3000; words = words * 3 + 1) {
        cvd_buf_clear(&in);
        for (size_t i = 0; i < words; i++)
            cvd_buf_add_text(&in, i % 3 ? "ẤẤẤẤẤẤẤẤẤẤẤẤẤẤ " : "đ ");
        assert_int_equal(cvd_tokenize(cvd_buf_str(&in), &t), CVD_OK);
        assert_int_equal(t.count, words);
        assert_memory_equal(cvd_token_folded(&t, words - 1).ptr,
                            (words - 1) % 3 ? "aaaaaaaaaaaaaa" : "d", 1);
    }
    assert_int_equal(cvd_tokenize((struct cvd_str){ NULL, 0 }, &t), CVD_OK);
    assert_int_equal(t.count, 0);
    cvd_tokens_release(&t);
    cvd_buf_release(&in);
}

/* ---- bytes at random ------------------------------------------------- */

/* The bytes of a token, without their blanks, are one token with the same
 * exact form. */
static void check_slice(struct cvd_str in, const struct cvd_tokens *t,
                        size_t i, struct cvd_tokens *again)
{
    struct cvd_buf slice = { 0 };

    for (uint32_t k = t->tok[i].start; k < t->tok[i].end; k++)
        if (in.ptr[k] != ' ')
            assert_int_equal(cvd_buf_add_char(&slice, in.ptr[k]), CVD_OK);
    assert_int_equal(cvd_tokenize(cvd_buf_str(&slice), again), CVD_OK);
    assert_int_equal(again->count, 1);
    if (!cvd_str_equal(cvd_token_exact(again, 0), cvd_token_exact(t, i)))
        fail_msg("'%.*s' is '%.*s' by itself", (int)slice.len, slice.ptr,
                 (int)again->tok[0].exact_len,
                 cvd_token_exact(again, 0).ptr);
    cvd_buf_release(&slice);
}

static void check_tokens(struct cvd_str in, const struct cvd_tokens *t,
                         struct cvd_tokens *again)
{
    uint32_t last = 0;

    for (size_t i = 0; i < t->count; i++) {
        const struct cvd_token *k = &t->tok[i];
        struct cvd_str exact = cvd_token_exact(t, i);
        struct cvd_str folded = cvd_token_folded(t, i);

        assert_true(k->start >= last && k->start < k->end);
        assert_true(k->end <= in.len);
        assert_true(i == 0 || k->start > last); /* something parts them */
        last = k->end;
        assert_true((in.ptr[k->start] & 0xC0) != 0x80);
        assert_true(exact.len > 0 && exact.len <= CVD_TERM_BYTES_MAX);
        assert_true(folded.len > 0 && folded.len <= exact.len);
        assert_true(k->exact_off + exact.len <= t->arena.len);
        assert_true(k->folded_off + folded.len <= t->arena.len);
        assert_int_equal(cvd_tokenize(exact, again), CVD_OK);
        assert_int_equal(again->count, 1);
        if (!cvd_str_equal(cvd_token_exact(again, 0), exact))
            fail_msg("'%.*s' becomes '%.*s'", (int)exact.len, exact.ptr,
                     (int)again->tok[0].exact_len,
                     cvd_token_exact(again, 0).ptr);
        if (!cvd_str_equal(cvd_token_folded(again, 0), folded))
            fail_msg("'%.*s' folds to '%.*s', then to '%.*s'",
                     (int)exact.len, exact.ptr, (int)folded.len, folded.ptr,
                     (int)again->tok[0].folded_len,
                     cvd_token_folded(again, 0).ptr);
        assert_int_equal(again->tok[0].marked, k->marked);
        check_slice(in, t, i, again);
    }
}

static void test_hostile(void **state)
{
    static const char *const parts[] = {
        "a", "o", "u", "i", "y", "e", "q", "g", "n", "h", "t", "Đ", "ð", "ư",
        "ơ", "ê", "â", "ă", "á", "à", "ỏ", "ỹ", "ệ", "ấ", "uỷ", "oà", "ý",
        "\xCC\x80", "\xCC\x81", "\xCC\x83", "\xCC\x89", "\xCC\xA3",
        "\xCC\x82", "\xCC\x86", "\xCC\x9B", "\xCC\x88", "\xCD\x80", "\xC2\xAD",
        "\xE2\x80\x8B", "\xE2\x80\x8D", "\xEF\xBB\xBF", " ", "-", "7", "Ω",
        "Ⱥ", "ﬁ", "北", "\xF0\x90\x90\x80", "\xCC", "\xE1\xBA", "\xFF",
        "А", "о", "у", "ѕ", "\u04D1", "ᴠ", "Ｎ", "𝐚", "３", "Ν", "я",
        "\x80", "\xED\xA0\x80", "\xC0\xAF", "\xF4\x90\x80\x80", "\xE0\x80\xAF",
    };
    struct cvd_tokens t = { 0 }, again = { 0 };
    struct cvd_buf in = { 0 };
    uint32_t random = 7;

    (void)state;
    for (int round = 0; round < 100000; round++) {
        unsigned n;
        random = random * 1664525u + 1013904223u;
        n = round % 50 ? random >> 28 : random >> 24;
        cvd_buf_clear(&in);
        while (n--) {
            random = random * 1664525u + 1013904223u;
            cvd_buf_add_text(&in, parts[(random >> 16) % COUNT(parts)]);
        }
        if (in.len > 2 && round % 7 == 0) /* cut anywhere */
            in.len -= random >> 31;
        /* A copy of just this size, for the sanitizer to watch. */
        char *copy = malloc(in.len + !in.len);
        assert_non_null(copy);
        if (in.len)
            memcpy(copy, in.ptr, in.len);
        struct cvd_str text = { copy, in.len };
        assert_int_equal(cvd_tokenize(text, &t), CVD_OK);
        check_tokens(text, &t, &again);
        free(copy);
    }
    cvd_tokens_release(&t);
    cvd_tokens_release(&again);
    cvd_buf_release(&in);
}

/* Real text: no token is wider than its word, none is joined that was not
 * letterspaced, and each is what it is by itself.  Run where corpus/ is. */
static void test_samples(void **state)
{
    struct cvd_tokens t = { 0 }, again = { 0 };
    struct cvd_buf text = { 0 };
    size_t files = 0;
    glob_t found;

    (void)state;
    if (glob("corpus/samples/*/*.txt", 0, NULL, &found) != 0) {
        printf("skipped: no corpus/samples here\n");
        skip();
    }
    for (; files < found.gl_pathc; files++) {
        cvd_buf_clear(&text);
        assert_int_equal(cvd_file_read(found.gl_pathv[files],
                                       CVD_DOC_BYTES_MAX, &text, NULL),
                         CVD_OK);
        assert_int_equal(cvd_tokenize(cvd_buf_str(&text), &t), CVD_OK);
        check_tokens(cvd_buf_str(&text), &t, &again);
        for (size_t i = 0; i < t.count; i++)
            assert_null(memchr(text.ptr + t.tok[i].start, ' ',
                               t.tok[i].end - t.tok[i].start));
    }
    assert_true(files > 10);
    globfree(&found);
    cvd_buf_release(&text);
    cvd_tokens_release(&t);
    cvd_tokens_release(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_marked_and_shared),
        cmocka_unit_test(test_offsets),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_reuse),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_samples),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
