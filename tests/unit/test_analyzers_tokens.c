/* test_analyzers_tokens.c - cvd_tokenize(): words, canonical forms, offsets.
 *
 * Reads the shared orthography vectors, if they are there, from
 * $CVD_SHARED/data/tables (default ../shared). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/analyzer.h"
#include "base/file.h"
#include "base/limits.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* The tokens of `in`, exact or folded, parted by blanks. */
static void joined(struct cvd_str in, bool folded, struct cvd_buf *out)
{
    struct cvd_tokens t = { 0 };

    assert_int_equal(cvd_tokenize(in, &t), CVD_OK);
    cvd_buf_clear(out);
    for (size_t i = 0; i < t.count; i++) {
        if (i)
            assert_int_equal(cvd_buf_add_char(out, ' '), CVD_OK);
        assert_int_equal(
            cvd_buf_add(out, folded ? cvd_token_folded(&t, i)
                                    : cvd_token_exact(&t, i)), CVD_OK);
    }
    assert_int_equal(cvd_buf_add_bytes(out, "", 1), CVD_OK);
    cvd_tokens_release(&t);
}

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

/* ---- against ICU ----------------------------------------------------- */

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
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_marked_and_shared),
        cmocka_unit_test(test_offsets),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_reuse),
        cmocka_unit_test(test_vietnamese_letters),
        cmocka_unit_test(test_every_code_point),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_samples),
        cmocka_unit_test(test_vectors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
