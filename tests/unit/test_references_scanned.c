/* test_references_scanned.c - references as scanners read them, in the forms
 * of before 1998 and after, and who issued them.
 *
 * Tests may include everything of the layer they test. */
#include "tests/unit/references_support.h"

static void test_as_scanned(void **state)
{
    static const struct mention_case cases[] = {
        { "Tiếp theo Công điện só 20/CĐ-UBND ngày 25/10/2024",
          "[Công điện só 20/CĐ-UBND ngày 25/10/2024] 20/CĐ-UBND cong-dien "
          "2024-10-25" },
        { "tại Quyết định sổ 15 của UBND tỉnh",
          "[Quyết định sổ 15] 15 quyet-dinh -" },
        { "Kế hoạch số 27/KH - UBND ngày 26 thảng 01 năm 2026",
          "[Kế hoạch số 27/KH - UBND ngày 26 thảng 01 năm 2026] 27/KH-UBND "
          "ke-hoach 2026-01-26" },
        { "Quyết định số 133 /QĐ-UBND\nngày 11/02/2026",
          "[Quyết định số 133 /QĐ-UBND ngày 11/02/2026] 133/QĐ-UBND "
          "quyet-dinh 2026-02-11" },
        { "Báo cáo số 302-BC/BTGTU, ngày 06-12-\n2021 của Ban",
          "[Báo cáo số 302-BC/BTGTU, ngày 06-12- 2021] 302-BC/BTGTU bao-cao "
          "2021-12-06" },
        { "Kết luận số 210-KL/TW ra ngày 12/11/2025",
          "[Kết luận số 210-KL/TW ra ngày 12/11/2025] 210-KL/TW ket-luan "
          "2025-11-12" },
        /* a letterhead */
        { "Só: 21/CĐ-UBND\n", "" },
        { "Sổ: 58 /TB - PKTHTĐT\n", "" },
    };

    (void)state;
    CHECK(cases);
}

static void test_old_symbols(void **state)
{
    static const struct mention_case cases[] = {
        { "Nghị định 64/CP ngày 27/9/1993",
          "[Nghị định 64/CP ngày 27/9/1993] 64/CP nghi-dinh 1993-09-27" },
        { "Nghị định số 64/CP", "[Nghị định số 64/CP] 64/CP nghi-dinh -" },
        { "Quyết định 217-HĐBT ngày 14-11-1987 và Quyết định số 58-TTg",
          "[Quyết định 217-HĐBT ngày 14-11-1987] 217-HĐBT quyet-dinh "
          "1987-11-14; [Quyết định số 58-TTg] 58-TTg quyet-dinh -" },
        { "gửi kèm Công văn 55/PN ngày 3/4/2017",
          "[Công văn 55/PN ngày 3/4/2017] 55/PN cong-van 2017-04-03" },
        /* none: no type before, no letters behind */
        { "nhà số 5/AB đường", "" },
        { "Kế hoạch 24/7", "" },
    };

    (void)state;
    CHECK(cases);
}

static void test_lists_without_word(void **state)
{
    static const struct mention_case cases[] = {
        { "tiếp theo các văn bản của Sở: 2301/GDĐT-CTTT, 2417/GDĐT-TrH ngày "
          "01/9/2021, 2498/GDĐT-VP",
          "[2301/GDĐT-CTTT] 2301/GDĐT-CTTT cong-van -; [2417/GDĐT-TrH ngày "
          "01/9/2021] 2417/GDĐT-TrH cong-van 2021-09-01; [2498/GDĐT-VP] "
          "2498/GDĐT-VP cong-van -" },
        { "mã số hồ sơ: 2301/GDĐT-CTTT", "" },
        { "theo mẫu ở Công văn 31 (gửi ngày 20/5/2006)",
          "[Công văn 31 (gửi ngày 20/5/2006] 31 cong-van 2006-05-20" },
        { "theo mẫu ở Công văn 31 (gửi sau)", "" },
    };

    (void)state;
    CHECK(cases);
}

static void test_examples(void **state)
{
    static const struct mention_case cases[] = {
        { "ký hiệu đặt sau số, ghi “Số 12-CV/ĐU”, không viết “12/CV-ĐU”", "" },
        { "ghi \"Số 12-CV/ĐU\" như Công văn 61/CV-ĐU",
          "[Công văn 61/CV-ĐU] 61/CV-ĐU cong-van -" },
        { "phong trào “Sạch” số 12-CV/ĐU",
          "[số 12-CV/ĐU] 12-CV/ĐU cong-van -" },
    };

    (void)state;
    CHECK(cases);
}

/* The blank number of another letter bears the symbol that the document's own
 * does; what an annex belongs to is the document. */
static void test_blank_of_own_symbol(void **state)
{
    static const struct own_case cases[] = {
        { "số 18-CV/VPTU", "sẽ gửi kèm Công văn số ……-CV/VPTU.", 1 },
        { "số 18/QĐ-UBND", "(Kèm theo Quyết định số    /QĐ-UBND)", 0 },
        { "số 18/QĐ-UBND", "(Đính kèm Quyết định số    /QĐ-UBND)", 0 },
        { "số 18/QĐ-UBND", "\nBan hành theo Quyết định số    /QĐ-UBND", 0 },
        { "số 18/QĐ-UBND", "thực hiện\ntheo Quyết định số    /QĐ-UBND", 1 },
        { "số 18/QĐ-UBND", "Số:      /QĐ-UBND", 0 },
        { "số   /QĐ-UBND", "tại Quyết định số    /QĐ-UBND", 0 },
    };

    (void)state;
    CHECK_OWN(cases);
}

/* Who issued the first and the last mention. */
static void test_issuers(void **state)
{
    static const struct { const char *text, *first, *last; } cases[] = {
        { "số 455/VPĐKĐĐ-ĐK của Văn phòng Đăng ký đất đai xin ý kiến",
          "Văn phòng Đăng ký đất đai", NULL },
        { "Công văn số 81/UBND-TH của UBND huyện Đức Thọ và Văn bản số "
          "45/VPĐK-ĐK", "UBND huyện Đức Thọ", "" },
        { "Kế hoạch số 5-KH/BCĐ của Ban Chỉ đạo phòng, chống tham nhũng, "
          "lãng phí, tiêu cực tỉnh về", "Ban Chỉ đạo phòng, chống tham nhũng, "
          "lãng phí, tiêu cực tỉnh", NULL },
        { "Kế hoạch số 5-KH/BCĐ của Ban Chỉ đạo phòng, chống dịch COVID-19 "
          "tỉnh và", "Ban Chỉ đạo phòng, chống dịch COVID-19 tỉnh", NULL },
        { "Công văn số 132/SGDĐT-TH của Sở GD&ĐT Đồng Tháp V/v rà soát",
          "Sở GD&ĐT Đồng Tháp", NULL },
        { "Thông tư số 3/2010/TT-BNV của Bộ Nội vụ\tPhòng Tư pháp",
          "Bộ Nội vụ", NULL },
        { "Thông tư số 3/2010/TT-BNV của Bộ Nội vụ       Phòng Tư pháp",
          "Bộ Nội vụ", NULL },
        { "Nghị quyết số 57-NQ/TW của Bộ Chính trị1 về", "Bộ Chính trị",
          NULL },
        { "Quy chế 04-QC/BTC của Ban Tổ chức Cuộc thi.",
          "Ban Tổ chức Cuộc thi", NULL },
        { "Tờ trình số 9/TTr-UBND của UBND huyện nhưng", "UBND huyện", NULL },
        { "Kế hoạch số 1/KH-UBND của UBND tỉnh, Thường vụ Tỉnh hội",
          "UBND tỉnh", NULL },
        { "Quyết định số 7/QĐ-BQL (do Ban Quản lý Khu kinh tế ban hành ngày "
          "11/7/2014)", "Ban Quản lý Khu kinh tế", NULL },
        { "Quyết định số 7/QĐ-BQL do lỗi đánh máy", "", NULL },
        { "nghe Ban Quản lý dự án báo cáo tại Văn bản số 18/BQLDA-KT",
          "Ban Quản lý dự án", NULL },
        { "Ban đã giúp Thành ủy ban hành Kế hoạch số 139-KH/TU",
          "Thành ủy", NULL },
        { "Nghị quyết số 2/NQ-TU năm 2025 của Tỉnh ủy Thái Nguyên",
          "Tỉnh ủy Thái Nguyên", NULL },
        /* a place ends the name, half of "Tài nguyên, môi trường" does not */
        { "Kế hoạch số 37-KH/TU của Tỉnh ủy Thái Nguyên, mỗi chi bộ đăng ký",
          "Tỉnh ủy Thái Nguyên", NULL },
        { "Kế hoạch số 37-KH/TU của Tỉnh ủy Thái Bình, xã đăng ký",
          "Tỉnh ủy Thái Bình", NULL },
        { "Công văn số 5/STNMT-TH của Sở Tài nguyên, môi trường tỉnh",
          "Sở Tài nguyên, môi trường tỉnh", NULL },
        { "Kế hoạch số 5-KH/BCĐ của Ban Chỉ đạo Phòng, chống lụt bão tỉnh",
          "Ban Chỉ đạo Phòng, chống lụt bão tỉnh", NULL },
        { "các kế hoạch của Tỉnh ủy: số 04-KH/TU ngày 21/7/2025, số "
          "11-KH/TU", "Tỉnh ủy", "Tỉnh ủy" },
        { "công văn số 21/TCT-DNL và công văn số 47/TCT-CS của Tổng cục Thuế",
          "Tổng cục Thuế", "Tổng cục Thuế" },
        { "Nghị định số 2/2025/NĐ-CP và Quyết định số 4/QĐ-UBND của UBND xã",
          "", "UBND xã" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].text;
        char name[400];

        find_own(cvd_str_from(text), NULL);
        if (!found.count)
            fail_msg("'%s': none", text);
        const struct cvd_reference *m = &found.list[0];
        (void)put_span(name, sizeof name, text, m->issuer_start,
                       m->issuer_end);
        if (strcmp(name, cases[i].first) != 0)
            fail_msg("'%s': '%s'", text, name);
        if (!cases[i].last)
            continue;
        m = &found.list[found.count - 1];
        (void)put_span(name, sizeof name, text, m->issuer_start,
                       m->issuer_end);
        if (found.count < 2 || strcmp(name, cases[i].last) != 0)
            fail_msg("'%s': last '%s'", text, name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_scanned),
        cmocka_unit_test(test_old_symbols),
        cmocka_unit_test(test_lists_without_word),
        cmocka_unit_test(test_examples),
        cmocka_unit_test(test_blank_of_own_symbol),
        cmocka_unit_test(test_issuers),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
