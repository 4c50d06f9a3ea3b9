/* test_places_find.c - cvd_places_find(): places named in a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOUND_MAX = 64, ROOM = 8000 };

static const char *province_name(int32_t i)
{
    return i < 0 ? "-" : cvd_place((size_t)i)->name;
}

static char era_letter(unsigned era)
{
    return era == CVD_ERA_BEFORE ? 'b' : era == CVD_ERA_NOW ? 'n' : 'h';
}

/* What is found in `text`: "from+count kind name (province) era flags; ...",
 * flags k with its kind, w weak, ~ not every mark. */
static void find(const char *text, bool query, char *out, size_t room)
{
    struct cvd_tokens t = { 0 };
    struct cvd_place_match m[FOUND_MAX];
    bool any_marks = query;
    size_t at = 0;

    assert_int_equal(cvd_tokenize(cvd_str_from(text), &t), CVD_OK);
    for (size_t i = 0; i < t.count; i++)
        any_marks = any_marks && !t.tok[i].marked;
    size_t n = cvd_places_find(cvd_str_from(text), &t, 0, t.count, any_marks,
                               query, m, FOUND_MAX);
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        const struct cvd_place *p = cvd_place((size_t)m[i].place);
        at += (size_t)snprintf(out + at, room - at,
                               "%s%zu+%zu %s %s", i ? "; " : "", m[i].first,
                               m[i].count, p->kind, p->name);
        if (p->level != CVD_PROVINCE)
            at += (size_t)snprintf(out + at, room - at, " (%s)",
                                   province_name(p->province));
        at += (size_t)snprintf(out + at, room - at, " %c%s%s%s",
                               era_letter(p->era), m[i].with_kind ? "k" : "",
                               m[i].weak ? "w" : "", m[i].exact ? "" : "~");
        assert_true(at < room);
    }
    cvd_tokens_release(&t);
}

static void check(const char *text, bool query, const char *want)
{
    char got[ROOM];

    find(text, query, got, sizeof got);
    if (strcmp(got, want) != 0)
        fail_msg("'%s' gave '%s', not '%s'", text, got, want);
}

static void test_documents(void **state)
{
    static const struct { const char *in, *want; } cases[] = {
        { "UBND huyện Đức Thọ", "1+3 huyện Đức Thọ (Hà Tĩnh) bk" },
        { "UBND HUYỆN ĐỨC THỌ", "1+3 huyện Đức Thọ (Hà Tĩnh) bk" },
        { "ỦY BAN NHÂN DÂN\nHUYỆN ĐỨC THỌ",
          "4+3 huyện Đức Thọ (Hà Tĩnh) bk" },
        /* no commune called Dân Thành */
        { "NHÂN DÂN\nTHÀNH PHỐ ĐÀ LẠT",
          "2+4 thành phố Đà Lạt (Lâm Đồng) bk" },
        { "H. Đức Thọ", "0+3 huyện Đức Thọ (Hà Tĩnh) bk" },
        { "tại Đức Thọ.", "1+2 huyện Đức Thọ (Hà Tĩnh) b" },
        { "Huyện ủy Đức Thọ", "0+4 huyện Đức Thọ (Hà Tĩnh) bk" },
        { "HUYỆN UỶ ĐỨC THỌ", "0+4 huyện Đức Thọ (Hà Tĩnh) bk" },
        { "Huyện Đoàn Đức Thọ", "0+4 huyện Đức Thọ (Hà Tĩnh) bk" },
        { "tỉnh Ninh Thuận", "0+3 tỉnh Ninh Thuận bk" },
        { "THÀNH PHỐ HỒ CHÍ MINH",
          "0+5 thành phố Hồ Chí Minh bk; 0+5 thành phố Hồ Chí Minh nk" },
        { "TP.HCM",
          "0+2 thành phố Hồ Chí Minh bk; 0+2 thành phố Hồ Chí Minh nk" },
        { "TP. Vinh", "0+2 thành phố Vinh (Nghệ An) bk" },
        { "T.P Vinh", "0+3 thành phố Vinh (Nghệ An) bk" },
        { "Tp Vinh", "0+2 thành phố Vinh (Nghệ An) bk" },
        { "Thành ủy Vinh", "0+3 thành phố Vinh (Nghệ An) bk" },
        { "TX. Kỳ Anh", "0+3 thị xã Kỳ Anh (Hà Tĩnh) bk" },
        { "thị xã Kỳ Anh, huyện Kỳ Anh",
          "0+4 thị xã Kỳ Anh (Hà Tĩnh) bk; 4+3 huyện Kỳ Anh (Hà Tĩnh) bk" },
        { "thành phố Hà Tĩnh", "0+4 thành phố Hà Tĩnh (Hà Tĩnh) bk" },
        { "TT. Đức Thọ", "0+3 thị trấn Đức Thọ (Hà Tĩnh) bk" },
        { "đặc khu Phú Quốc", "0+4 đặc khu Phú Quốc (An Giang) nk" },
        { "xã Phù Mỹ Bắc", "0+4 xã Phù Mỹ Bắc (Gia Lai) nk" },
        /* a kind that has changed since or was not yet */
        { "huyện Chí Linh", "0+3 thành phố Chí Linh (Hải Dương) bk" },
        { "huyện Phú Quốc", "0+3 huyện Phú Quốc (Kiên Giang) hk" },
        /* line breaks, dots, commas between the words */
        { "tỉnh\nHà\nTĩnh", "0+3 tỉnh Hà Tĩnh bk; 0+3 tỉnh Hà Tĩnh nk" },
        { "tỉnh\n\nHà Tĩnh", "1+2 tỉnh Hà Tĩnh b; 1+2 tỉnh Hà Tĩnh n" },
        { "cấp huyện. Đức, Thọ", "" },
        { "các tỉnh: Hà, Nam", "" },
        { "Sơn - Tây", "" },
        { "ông Sơn. Tây", "" },
        /* old spellings */
        { "tỉnh Đắc Lắc", "0+3 tỉnh Đắk Lắk bk; 0+3 tỉnh Đắk Lắk nk" },
        { "Đăk Lăk", "0+2 tỉnh Đắk Lắk b; 0+2 tỉnh Đắk Lắk n" },
        { "Tỉnh ủy Đắk Lắk", "0+4 tỉnh Đắk Lắk bk; 0+4 tỉnh Đắk Lắk nk" },
        { "tỉnh Bắc Cạn", "0+3 tỉnh Bắc Kạn bk" },
        { "tỉnh Hoà Bình", "0+3 tỉnh Hòa Bình bk" },
        { "Thừa Thiên - Huế", "0+3 tỉnh Thừa Thiên Huế b" },
        { "Thừa Thiên Huế", "0+3 tỉnh Thừa Thiên Huế b" },
        { "TT. Huế", "0+2 tỉnh Thừa Thiên Huế b" },
        { "thành phố Qui Nhơn",
          "0+4 thành phố Quy Nhơn (Bình Định) bk" },
        { "TP. Mĩ Tho", "0+3 thành phố Mỹ Tho (Tiền Giang) bk" },
        { "Bà Rịa – Vũng Tàu", "0+4 tỉnh Bà Rịa - Vũng Tàu b" },
        { "huyện Ea H’leo", "0+4 huyện Ea H'leo (Đắk Lắk) bk" },
        { "huyện M'Đrắk", "0+3 huyện M'Đrắk (Đắk Lắk) bk" },
        /* of both eras, two places */
        { "Khánh Hòa", "0+2 tỉnh Khánh Hòa b; 0+2 tỉnh Khánh Hòa n" },
        { "thành phố Huế",
          "0+3 tỉnh Thừa Thiên Huế bk; 0+3 thành phố Huế nk; "
          "0+3 thành phố Huế (Thừa Thiên Huế) hk" },
        { "tỉnh Hà Tây", "0+3 tỉnh Hà Tây hk" },
        /* one name in another */
        { "huyện Châu Thành A",
          "0+4 huyện Châu Thành A (Hậu Giang) bk" },
        { "tỉnh Quảng Nam - Đà Nẵng",
          "0+5 tỉnh Quảng Nam - Đà Nẵng hk" },
        { "Quảng Nam, Cao Bằng",
          "0+2 tỉnh Quảng Nam b; 2+2 tỉnh Cao Bằng b; "
          "2+2 tỉnh Cao Bằng n" },
        { "Quảng Nam, Đà Nẵng",
          "0+2 tỉnh Quảng Nam b; 2+2 thành phố Đà Nẵng b; "
          "2+2 thành phố Đà Nẵng n" },
        { "Hà Nam Ninh", "" },
        /* numbers only with their kind */
        { "Quận 1", "0+2 quận 1 (Hồ Chí Minh) bk" },
        { "Q. 3", "0+2 quận 3 (Hồ Chí Minh) bk" },
        { "Q.10, TP.HCM",
          "0+2 quận 10 (Hồ Chí Minh) bk; 2+2 thành phố Hồ Chí Minh bk; "
          "2+2 thành phố Hồ Chí Minh nk" },
        { "Quận 03", "0+2 quận 3 (Hồ Chí Minh) bk" },
        { "1, 2 và 3", "" },
        { "Q 1", "" },
        { "TT.1", "" },
        /* no place without its kind */
        { "Tân Thành", "" },
        { "Phù Mỹ Bắc", "" },
        { "ông Vinh", "" },
        { "đồng bằng sông Cửu Long", "" },
        { "Đồng Nai Thượng", "" },
        { "XÃ HỘI AN GIANG", "2+2 tỉnh An Giang b; 2+2 tỉnh An Giang n" },
        { "BẢO HIỂM XÃ HỘI SƠN LA",
          "4+2 tỉnh Sơn La b; 4+2 tỉnh Sơn La n" },
        { "xã Hội Sơn", "0+3 xã Hội Sơn (Nghệ An) bk; "
                        "0+3 xã Hội Sơn (Gia Lai) nk" },
        { "đức thọ", "" },
        { "an giang", "" },
        { "Hợp tác xã Đức Bồng", "" },
        { "Hồ Chí Minh",
          "0+3 thành phố Hồ Chí Minh bw; 0+3 thành phố Hồ Chí Minh nw" },
        { "TNCS HCM",
          "1+1 thành phố Hồ Chí Minh bw; 1+1 thành phố Hồ Chí Minh nw" },
        { "UBND HT", "1+1 tỉnh Hà Tĩnh bw; 1+1 tỉnh Hà Tĩnh nw" },
        { "UBND ht", "" },
        { "15/2025/NĐ-CP", "" },
        { "Chánh VP, HT-CV", "1+1 tỉnh Vĩnh Phúc bw" },
        /* persons */
        { "Nguyễn Thái Bình", "" },
        { "Lê Thị Hà Giang", "" },
        { "Hải Dương Hà Giang",
          "0+2 tỉnh Hải Dương b; 2+2 tỉnh Hà Giang b" },
        /* marks: wrong ones are another word, missing ones are missed */
        { "tỉnh Hà Tỉnh", "" },
        { "huyện Dức Thọ", "0+3 huyện Đức Thọ (Hà Tĩnh) bk~" },
        { "tinh Bac Giang", "1+2 tỉnh Bắc Giang b~" },
        { "Quang Bình", "0+2 huyện Quang Bình (Hà Giang) b" },
        { "Quảng Bình", "0+2 tỉnh Quảng Bình b" },
        { "Quáng Bình", "" },
        { "Duc Tho", "" },
        { "", "" },
        { "huyện", "" },
        { "thành phố", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(cases[i].in, false, cases[i].want);
}

static void test_queries(void **state)
{
    static const struct { const char *in, *want; } cases[] = {
        { "277-kh/bcd ninh thuan", "3+2 tỉnh Ninh Thuận b~" },
        { "ubnd huyen duc tho", "1+3 huyện Đức Thọ (Hà Tĩnh) bk~" },
        { "ubnd huyện đức thọ", "1+3 huyện Đức Thọ (Hà Tĩnh) bk" },
        { "duc tho", "0+2 huyện Đức Thọ (Hà Tĩnh) b~" },
        { "tphcm",
          "0+1 thành phố Hồ Chí Minh b; 0+1 thành phố Hồ Chí Minh n" },
        { "q.1", "0+2 quận 1 (Hồ Chí Minh) bk" },
        { "quan 1", "0+2 quận 1 (Hồ Chí Minh) bk" },
        { "an sinh xã hội an giang",
          "4+2 tỉnh An Giang b; 4+2 tỉnh An Giang n" },
        { "hàng việt nam", "" },
        { "kế hoạch hà tỉnh", "" },
        { "tp vinh", "0+2 thành phố Vinh (Nghệ An) bk" },
        { "tp hcm",
          "0+2 thành phố Hồ Chí Minh bk; 0+2 thành phố Hồ Chí Minh nk" },
        { "UBND HT", "1+1 tỉnh Hà Tĩnh bw; 1+1 tỉnh Hà Tĩnh nw" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(cases[i].in, true, cases[i].want);
}

static void test_ten_of_one_name(void **state)
{
    char got[ROOM];
    size_t count = 1;

    (void)state;
    find("huyện Châu Thành", false, got, sizeof got);
    for (const char *p = got; (p = strchr(p, ';')); p++)
        count++;
    if (count < 9)
        fail_msg("%s", got);
    assert_non_null(strstr(got, "(Tây Ninh)"));
    assert_non_null(strstr(got, "(An Giang)"));
    assert_non_null(strstr(got, "(Kiên Giang)"));
}

/* Whether "kind name" in a document and in capitals finds place `i`. */
static bool found_by(const char *text, int32_t i)
{
    struct cvd_tokens t = { 0 };
    struct cvd_place_match m[FOUND_MAX];
    bool found = false;

    assert_int_equal(cvd_tokenize(cvd_str_from(text), &t), CVD_OK);
    size_t n = cvd_places_find(cvd_str_from(text), &t, 0, t.count, false,
                               false, m, FOUND_MAX);
    for (size_t k = 0; k < n; k++) {
        assert_true(m[k].with_kind && !m[k].weak && m[k].first == 0 &&
                    m[k].count == t.count);
        found = found || (m[k].place == i && m[k].exact);
    }
    cvd_tokens_release(&t);
    return found;
}

static void test_every_place_by_its_kind(void **state)
{
    (void)state;
    for (size_t i = 0; i < cvd_place_count(); i++) {
        const struct cvd_place *p = cvd_place(i);
        char text[200];
        snprintf(text, sizeof text, "%s %s", p->kind, p->name);
        if (!found_by(text, (int32_t)i))
            fail_msg("'%s' does not find itself", text);
    }
}

/* Only tokens of the range, and no more than fit. */
static void test_range(void **state)
{
    static const char text[] = "tỉnh Hà Tĩnh, huyện Châu Thành";
    struct cvd_tokens t = { 0 };
    struct cvd_place_match m[FOUND_MAX];
    struct cvd_str s = cvd_str_from(text);

    (void)state;
    assert_int_equal(cvd_tokenize(s, &t), CVD_OK);
    assert_int_equal(cvd_places_find(s, &t, 0, 2, false, false, m, 64), 0);
    assert_int_equal(cvd_places_find(s, &t, 0, 3, false, false, m, 64), 2);
    assert_int_equal(cvd_places_find(s, &t, 3, 5, false, false, m, 64), 0);
    assert_int_equal(cvd_places_find(s, &t, 0, 6, false, false, m, 3), 3);
    assert_int_equal(cvd_places_find(s, &t, 0, 6, false, false, m, 0), 0);
    assert_int_equal(cvd_places_find(s, &t, 9, 6, false, false, m, 64), 0);
    cvd_tokens_release(&t);
}

/* Long runs of beginnings of names, words cut by the tokenizer and broken
 * text end soon and within bounds. */
static void test_hostile_text(void **state)
{
    static const char *const pieces[] = {
        "thành phố ", "TP. ", "xã ", "Q.", "huyện Châu Thành ", "Hà ",
        "T.P.T.P ", "5 ", "\xff\xfe", "a\u0301\u0301 ", "'’- ", "Bà Rịa - ",
    };
    enum { REPEAT = 2000 };
    char *text = malloc(REPEAT * 32 + 1);

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct cvd_tokens t = { 0 };
        struct cvd_place_match m[FOUND_MAX];
        size_t len = strlen(pieces[i]);
        for (size_t k = 0; k < REPEAT; k++)
            memcpy(text + k * len, pieces[i], len);
        struct cvd_str s = { text, REPEAT * len };
        assert_int_equal(cvd_tokenize(s, &t), CVD_OK);
        for (int flags = 0; flags < 4; flags++)
            assert_in_range(cvd_places_find(s, &t, 0, t.count, flags & 1,
                                            flags & 2, m, FOUND_MAX),
                            0, FOUND_MAX);
        cvd_tokens_release(&t);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_queries),
        cmocka_unit_test(test_ten_of_one_name),
        cmocka_unit_test(test_every_place_by_its_kind),
        cmocka_unit_test(test_range),
        cmocka_unit_test(test_hostile_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
