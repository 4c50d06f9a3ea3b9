/* test_references.c - cvd_references_find(): mentions, their types and
 * dates, what each is about, and which are of one document. */
#include "tests/unit/references_support.h"

static void test_governing_word(void **state)
{
    static const struct mention_case cases[] = {
        { "theo Quyết định số 12/QĐ-UBND ngày 5/6/2024",
          "[Quyết định số 12/QĐ-UBND ngày 5/6/2024] 12/QĐ-UBND quyet-dinh "
          "2024-06-05" },
        { "Nghị định 02/2025/NĐ-CP; Quy chế 03-QC/TU",
          "[Nghị định 02/2025/NĐ-CP] 02/2025/NĐ-CP nghi-dinh -; "
          "[Quy chế 03-QC/TU] 03-QC/TU quy-che -" },
        /* words between */
        { "Luật Nhà ở số 27/2023/QH15",
          "[Luật Nhà ở số 27/2023/QH15] 27/2023/QH15 luat -" },
        { "Báo cáo kết quả giám sát số 120/BC-ĐGS",
          "[Báo cáo kết quả giám sát số 120/BC-ĐGS] 120/BC-ĐGS bao-cao -" },
        { "Chương trình hành động số 08-CTr/TU",
          "[Chương trình hành động số 08-CTr/TU] 08-CTr/TU chuong-trinh -" },
        { "Luật Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài "
          "tại Việt Nam số 47/2014/QH13",
          "[Luật Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài "
          "tại Việt Nam số 47/2014/QH13] 47/2014/QH13 luat -" },
        { "Luật Phòng, chống bệnh ở người (HIV/AIDS) số 64/2006/QH11",
          "[Luật Phòng, chống bệnh ở người (HIV/AIDS) số 64/2006/QH11] "
          "64/2006/QH11 luat -" },
        { "Luật Quy hoạch số 21/2017/QH14",
          "[Luật Quy hoạch số 21/2017/QH14] 21/2017/QH14 luat -" },
        { "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15",
          "[Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15] "
          "64/2025/QH15 luat -" },
        { "Quyết định phê duyệt Đề án số 12/QĐ-UBND",
          "[Quyết định phê duyệt Đề án số 12/QĐ-UBND] 12/QĐ-UBND "
          "quyet-dinh -" },
        /* as scanners read it, over lines, in small letters */
        { "Hướng dân số 37/HD-BCA",
          "[Hướng dân số 37/HD-BCA] 37/HD-BCA huong-dan -" },
        { "một số điều của Nghị\nđịnh số 123/2013/NĐ-CP",
          "[Nghị định số 123/2013/NĐ-CP] 123/2013/NĐ-CP nghi-dinh -" },
        { "tại ghị định số 126/2024/NĐ-CP",
          "[ghị định số 126/2024/NĐ-CP] 126/2024/NĐ-CP nghi-dinh -" },
        { "công văn số 3418/BVNTW",
          "[công văn số 3418/BVNTW] 3418/BVNTW cong-van -" },
        { "QUY ĐỊNH CỦA NGHỊ ĐỊNH SỐ\n\n102/2020/NĐ-CP",
          "[NGHỊ ĐỊNH SỐ 102/2020/NĐ-CP] 102/2020/NĐ-CP nghi-dinh -" },
        { "Nghị quyết số\n\n        2\n\n12/NQ-CP",
          "[Nghị quyết số 2 12/NQ-CP] 12/NQ-CP nghi-quyet -" },
        /* the word decides, else the symbol */
        { "Quy định số 24-QĐ/TW", "[Quy định số 24-QĐ/TW] 24-QĐ/TW "
          "quy-dinh -" },
        { "theo 24-QĐ/TW", "[24-QĐ/TW] 24-QĐ/TW quy-dinh -" },
        { "văn bản số 92/TTr-UBND",
          "[văn bản số 92/TTr-UBND] 92/TTr-UBND to-trinh -" },
        { "văn bản số 1407/UBND-NNMT",
          "[văn bản số 1407/UBND-NNMT] 1407/UBND-NNMT cong-van -" },
        { "QĐ số 12/QĐ-UBND", "[QĐ số 12/QĐ-UBND] 12/QĐ-UBND "
          "quyet-dinh -" },
        { "tại Thông báo Kết luận số 12-TB/TU",
          "[Thông báo Kết luận số 12-TB/TU] 12-TB/TU "
          "thong-bao-ket-luan -" },
    };

    (void)state;
    CHECK(cases);
}

static void test_date_that_follows(void **state)
{
    static const struct mention_case cases[] = {
        { "Kết luận số 132-KL/TW, ngày 18/3/2025",
          "[Kết luận số 132-KL/TW, ngày 18/3/2025] 132-KL/TW ket-luan "
          "2025-03-18" },
        { "Nghị định số 36/2025/NĐ-CP\n\nngày 25 tháng 02 năm 2025",
          "[Nghị định số 36/2025/NĐ-CP ngày 25 tháng 02 năm 2025] "
          "36/2025/NĐ-CP nghi-dinh 2025-02-25" },
        { "|V/v Công điện số 131/CĐ-TTg ngày      |      |\n|11/12/2024 của|",
          "[Công điện số 131/CĐ-TTg ngày 11/12/2024] 131/CĐ-TTg cong-dien "
          "2024-12-11" },
        { "Quyết định số 12/QĐ-UBND (ngày 3/4/2024)",
          "[Quyết định số 12/QĐ-UBND (ngày 3/4/2024] 12/QĐ-UBND quyet-dinh "
          "2024-04-03" },
        { "Nghị định số 93/2019/NĐ-CP(1) ngày 25/11/2019",
          "[Nghị định số 93/2019/NĐ-CP(1) ngày 25/11/2019] 93/2019/NĐ-CP "
          "nghi-dinh 2019-11-25" },
        { "Nghị định số 93/2019/NĐ-CP1 ngày 25/11/2019",
          "[Nghị định số 93/2019/NĐ-CP1 ngày 25/11/2019] 93/2019/NĐ-CP "
          "nghi-dinh 2019-11-25" },
        { "Công văn số 12/UBND-NC của UBND tỉnh ngày 5/6/2024 về việc X",
          "[Công văn số 12/UBND-NC] 12/UBND-NC cong-van ~2024-06-05" },
        { "Quyết định số 12/QĐ-UBND ngày 5/6/2024 và Quyết định số "
          "13/QĐ-UBND cùng ngày",
          "[Quyết định số 12/QĐ-UBND ngày 5/6/2024] 12/QĐ-UBND quyet-dinh "
          "2024-06-05; [Quyết định số 13/QĐ-UBND] 13/QĐ-UBND quyet-dinh "
          "~2024-06-05" },
        /* a blank or a line break behind a slash; dots in a symbol */
        { "Quyết định số 12/QĐ-CT.UBND, ngày: 05/6/ 2024",
          "[Quyết định số 12/QĐ-CT.UBND, ngày: 05/6/ 2024] 12/QĐ-CT.UBND "
          "quyet-dinh 2024-06-05" },
        { "Công văn số 4521/UBND.VX ngày 05/6/\n2024.UBND",
          "[Công văn số 4521/UBND.VX ngày 05/6/ 2024] 4521/UBND.VX cong-van "
          "2024-06-05" },
        /* not of this document */
        { "Luật số 32/2024/QH15 được sửa đổi bởi Luật số 43/2024/QH15 ngày "
          "29 tháng 6 năm 2024",
          "[Luật số 32/2024/QH15] 32/2024/QH15 luat -; [Luật số 43/2024/QH15 "
          "ngày 29 tháng 6 năm 2024] 43/2024/QH15 luat 2024-06-29" },
        { "Luật sửa đổi, bổ sung một số điều của Luật Nhà ở số 27/2023/QH15 "
          "và Luật Đấu thầu số 22/2023/QH15 ngày 29 tháng 6 năm 2024",
          "[Luật Nhà ở số 27/2023/QH15] 27/2023/QH15 luat -; [Luật Đấu thầu "
          "số 22/2023/QH15] 22/2023/QH15 luat -" },
        { "theo Quyết định số 12/QĐ-UBND trước ngày 5/6/2024",
          "[Quyết định số 12/QĐ-UBND] 12/QĐ-UBND quyet-dinh -" },
    };

    (void)state;
    CHECK(cases);
}

static void test_date_of_the_clause(void **state)
{
    static const struct mention_case cases[] = {
        { "Ngày 30/9/2024, Ban Thường vụ Tỉnh ủy có Kết luận số 1208-KL/TU",
          "[Kết luận số 1208-KL/TU] 1208-KL/TU ket-luan ~2024-09-30" },
        { "của địa phương, ngày 10/11/2025, Sở Nội vụ đã ban hành Công văn "
          "số 2775/SNV-\nCCHC",
          "[Công văn số 2775/SNV- CCHC] 2775/SNV-CCHC cong-van "
          "~2025-11-10" },
        { "Ngày 16 tháng 8 năm 2018 Bộ Tài chính đã có Công văn số 9/BTC-NS",
          "[Công văn số 9/BTC-NS] 9/BTC-NS cong-van ~2018-08-16" },
        { "gày 18/3/2025, Sở ài chính đã có Công văn số 325/STC-HT",
          "[Công văn số 325/STC-HT] 325/STC-HT cong-van ~2025-03-18" },
        /* the day it came, of another sentence, of a meeting */
        { "Ngày 5/6/2024, Sở nhận được Công văn số 12/UBND-NC",
          "[Công văn số 12/UBND-NC] 12/UBND-NC cong-van -" },
        { "Họp ngày 5/6/2024. Sở Nội vụ có Công văn số 12/SNV-X",
          "[Công văn số 12/SNV-X] 12/SNV-X cong-van -" },
        { "sau cuộc họp ngày 5/6/2024 Sở Nội vụ có Công văn số 12/SNV-X",
          "[Công văn số 12/SNV-X] 12/SNV-X cong-van -" },
    };

    (void)state;
    CHECK(cases);
}

static void test_blank_numbers(void **state)
{
    static const struct mention_case cases[] = {
        { "tại Tờ trình số        /TTr-CAT-PA05 ngày   /9/2025 và",
          "[Tờ trình số /TTr-CAT-PA05 ngày /9/2025] /TTr-CAT-PA05 to-trinh "
          "2025-09" },
        { "tại văn bản số    /SNV ngày    /    /2025.",
          "[văn bản số /SNV ngày / /2025] /SNV cong-van 2025" },
        /* a form to be filled in; what an annex belongs to; a letterhead */
        { "Quyết định số ......./QĐ-.... ngày", "" },
        { "(Kèm theo Quyết định số    /QĐ-UBND ngày   /6/2025)", "" },
        { "Số:       /UBND-NC\nHà Nội", "" },
    };

    (void)state;
    CHECK(cases);
}

static void test_lists(void **state)
{
    static const struct mention_case cases[] = {
        { "các Kế hoạch số 12, 13-KH/TU",
          "[Kế hoạch số 12] 12-KH/TU ke-hoach -; [13-KH/TU] 13-KH/TU "
          "ke-hoach -" },
        { "Quy định số 12 và số 13-QĐ/TW ngày 5/6/2024",
          "[Quy định số 12] 12-QĐ/TW quy-dinh -; [số 13-QĐ/TW ngày 5/6/2024] "
          "13-QĐ/TW quy-dinh 2024-06-05" },
        { "Nghị quyết số 12, 13 và 14/NQ-HĐND",
          "[Nghị quyết số 12] 12/NQ-HĐND nghi-quyet -; [13] 13/NQ-HĐND "
          "nghi-quyet -; [14/NQ-HĐND] 14/NQ-HĐND nghi-quyet -" },
        { "các Quyết định:\nSố 12/QĐ-UBND ngày 1/2/2023 của UBND tỉnh; số "
          "13/QĐ-UBND ngày 3/4/2023",
          "[Số 12/QĐ-UBND ngày 1/2/2023] 12/QĐ-UBND quyet-dinh 2023-02-01; "
          "[số 13/QĐ-UBND ngày 3/4/2023] 13/QĐ-UBND quyet-dinh "
          "2023-04-03" },
        { "công văn số 3418/BVNTW, 3419/BVNTW",
          "[công văn số 3418/BVNTW] 3418/BVNTW cong-van -; [3419/BVNTW] "
          "3419/BVNTW cong-van -" },
        { "khoản 1, 2 Điều 3 Nghị định số 15/2020/NĐ-CP",
          "[Nghị định số 15/2020/NĐ-CP] 15/2020/NĐ-CP nghi-dinh -" },
    };

    (void)state;
    CHECK(cases);
}

static void test_letters_lost(void **state)
{
    static const struct mention_case cases[] = {
        /* one letter and one agency that has it: sure */
        { "Công văn số 1185/S V-CCVC ngày 15/5/2025",
          "[Công văn số 1185/S V-CCVC ngày 15/5/2025] 1185/SNV-CCVC cong-van "
          "2025-05-15" },
        { "Nghị định số 126/2024/ Đ-CP",
          "[Nghị định số 126/2024/ Đ-CP] 126/2024/NĐ-CP nghi-dinh -" },
        /* whole elsewhere in the text */
        { "Tờ trình số 310/            -K4\nvề việc X; Tờ trình số "
          "310/HHDN-K4 ngày 14/5/2025",
          "[Tờ trình số 310/ -K4] 310/HHDN-K4 to-trinh ~2025-05-14; [Tờ trình "
          "số 310/HHDN-K4 ngày 14/5/2025] 310/HHDN-K4 to-trinh 2025-05-14 "
          "=0" },
        /* not sure: as printed */
        { "Công văn số 574/               -\n CKS       C, theo đó",
          "[Công văn số 574/ - CKS C] 574/-CKSC cong-van -" },
        { "Công văn số 325/S C-         gửi",
          "[Công văn số 325/S C-] 325/SC- cong-van -" },
    };

    (void)state;
    CHECK(cases);
}

static void test_short_forms(void **state)
{
    static const struct mention_case cases[] = {
        { "Kế hoạch số 277-KH/BCĐ, ngày 08/8/2023; tại Kế hoạch 277, Kế "
          "hoạch số 277 và KH277.",
          "[Kế hoạch số 277-KH/BCĐ, ngày 08/8/2023] 277-KH/BCĐ ke-hoach "
          "2023-08-08; [Kế hoạch 277] 277 ke-hoach ~2023-08-08 =0; "
          "[Kế hoạch số 277] 277 ke-hoach ~2023-08-08 =0; [KH277] "
          "277 ke-hoach ~2023-08-08 =0" },
        { "thành viên theo QĐ932;", "[QĐ932] 932 quyet-dinh -" },
        { "Quyết định số 932 của Bộ Nội vụ",
          "[Quyết định số 932] 932 quyet-dinh -" },
        /* no document, or none that is sure */
        { "Đề án 06, Chương trình 135, Kế hoạch 5 năm", "" },
        { "Kế hoạch số 277-KH/BCĐ có Kế hoạch 278 và quyết định 277 nội dung",
          "[Kế hoạch số 277-KH/BCĐ] 277-KH/BCĐ ke-hoach -" },
        { "Lưu: VT, PC04, PA05; Mẫu quyết định số 29", "" },
    };

    (void)state;
    CHECK(cases);
}

static void test_one_document(void **state)
{
    static const struct mention_case cases[] = {
        { "Nghị định số 93/2019/NĐ-CP; Nghị định số 93/2019/NĐ-CP ngày "
          "25/11/2019",
          "[Nghị định số 93/2019/NĐ-CP] 93/2019/NĐ-CP nghi-dinh ~2019-11-25; "
          "[Nghị định số 93/2019/NĐ-CP ngày 25/11/2019] 93/2019/NĐ-CP "
          "nghi-dinh 2019-11-25 =0" },
        { "Quyết định số 7/QĐ-UBND; Quyết định số 07/QĐ-UBND",
          "[Quyết định số 7/QĐ-UBND] 7/QĐ-UBND quyet-dinh -; [Quyết định số "
          "07/QĐ-UBND] 07/QĐ-UBND quyet-dinh - =0" },
        /* two documents of one number; a third mention may be either's */
        { "Quyết định số 7/QĐ-UBND ngày 1/2/2023; Quyết định số 7/QĐ-UBND "
          "ngày 3/4/2024; Quyết định số 7/QĐ-UBND.",
          "[Quyết định số 7/QĐ-UBND ngày 1/2/2023] 7/QĐ-UBND quyet-dinh "
          "2023-02-01; [Quyết định số 7/QĐ-UBND ngày 3/4/2024] 7/QĐ-UBND "
          "quyet-dinh 2024-04-03; [Quyết định số 7/QĐ-UBND] 7/QĐ-UBND "
          "quyet-dinh - =1" },
        { "Quyết định số 7/QĐ-UBND của UBND huyện Bắc; Quyết định số "
          "7/QĐ-UBND của UBND huyện Nam",
          "[Quyết định số 7/QĐ-UBND] 7/QĐ-UBND quyet-dinh -; [Quyết định số "
          "7/QĐ-UBND] 7/QĐ-UBND quyet-dinh -" },
        /* a year in the number is right where the date is a misprint */
        { "Nghị quyết số 197/2025/QH15 ngày 17/5/2023; Nghị quyết số "
          "197/2025/QH15",
          "[Nghị quyết số 197/2025/QH15 ngày 17/5/2023] 197/2025/QH15 "
          "nghi-quyet 2023-05-17; [Nghị quyết số 197/2025/QH15] "
          "197/2025/QH15 nghi-quyet - =0" },
        { "TCVN 5712:1993; theo TCVN 5712",
          "[TCVN 5712:1993] TCVN 5712:1993 tieu-chuan-quoc-gia -; "
          "[TCVN 5712] TCVN 5712 tieu-chuan-quoc-gia - =0" },
    };

    (void)state;
    CHECK(cases);
}

static void test_no_references(void **state)
{
    static const char *const texts[] = {
        "Điện thoại 0262.3852345, fax 0252.3822.115", "có 07/07 thành viên",
        "biểu số: 01/KTHT/N, 02/KTHT/N và 03/KTHT/N",
        "Ký hiệu: 02a-SDKP/ĐVDT", "theo Mẫu số 03, 04 và 06/BHYT-QĐ",
        "Số: 12/KH-UBND\n\nKẾ HOẠCH", "QUYẾT ĐỊNH\nSố: 12/QĐ-UBND\n",
        "Nghị định này", "Luật Đất đai ngày 18 tháng 01 năm 2024",
        "1.185.000 đồng", "số 36 đường Trần Phú", "",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        find_own(cvd_str_from(texts[i]), NULL);
        if (found.count)
            fail_msg("'%s' gave '%s'", texts[i],
                     found.list[0].number.number);
    }
}

static void test_own_number(void **state)
{
    static const struct own_case cases[] = {
        { "số 12/QĐ-UBND", "(Kèm theo Quyết định số 12/QĐ-UBND)", 0 },
        { "số 12/QĐ-UBND", "Quyết định số 012/QĐ-UBND và số 13/QĐ-UBND", 1 },
        { "số   /QĐ-UBND", "Kèm theo Quyết định số     /QĐ-UBND", 0 },
        { "số   /QĐ-UBND", "tại Tờ trình số     /TTr-SNV", 1 },
        { "số 277-KH/BCĐ", "theo Kế hoạch số 277, Kế hoạch số 278", 1 },
        { "số 13-KH/TU", "các Kế hoạch số 12, 13-KH/TU", 1 },
    };

    (void)state;
    CHECK_OWN(cases);
}

static void test_own_number_of_another_day(void **state)
{
    static const struct cvd_number own = {
        .number = "37-KH/TU", .symbol = "KH/TU", .type = "KH",
        .key = "37-kh-tu", .folded_key = "37-kh-tu"
    };
    static const struct cvd_date day = { .year = 2021, .month = 10,
                                         .day = 25 };
    static const struct { const char *text; size_t want; } cases[] = {
        { "Kế hoạch số 37-KH/TU ngày 25/10/2021 của Tỉnh ủy", 0 },
        { "Kế hoạch số 37-KH/TU của Tỉnh ủy", 0 },
        { "Kế hoạch số 37-KH/TU ngày     tháng 10 năm 2021", 0 },
        { "Kế hoạch số 37-KH/TU ngày 18/6/2021 của Tỉnh ủy Khánh Hòa", 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cvd_str text = cvd_str_from(cases[i].text);
        assert_int_equal(cvd_entities_find(text, false, &entities), CVD_OK);
        assert_int_equal(cvd_references_find(text, &entities, &own, &day,
                                             &found), CVD_OK);
        if (found.count != cases[i].want)
            fail_msg("'%s': %zu, want %zu", cases[i].text, found.count,
                     cases[i].want);
    }
}

static void test_issuer_and_subject(void **state)
{
    static const struct { const char *text, *issuer, *about; } cases[] = {
        { "Kế hoạch số 152-KH/TU về Cuộc vận động “Hiến kế cho tỉnh”, toàn "
          "thị xã có 214 bản.", "", "Cuộc vận động “Hiến kế cho tỉnh”" },
        { "Quyết định số 1/QĐ-UBND ngày 1/2/2023 của UBND tỉnh Bình Thuận về "
          "việc phê duyệt Đề án; căn cứ",
          "UBND tỉnh Bình Thuận", "phê duyệt Đề án" },
        { "Thông tư số 1/2023/TT-BTTTT của Bộ trưởng Bộ Thông tin và Truyền "
          "thông quy định về điều phối.",
          "Bộ trưởng Bộ Thông tin và Truyền thông",
          "quy định về điều phối" },
        { "Thông tư số 1/2017/TT-VPCP của Bộ trưởng, Chủ nhiệm Văn phòng "
          "Chính phủ hướng dẫn nghiệp vụ",
          "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "hướng dẫn nghiệp vụ" },
        { "Thông báo số 4-TB/BCĐ của Ban Chỉ đạo Cuộc vận động “Người Việt "
          "Nam” tỉnh Bắc về kết luận",
          "Ban Chỉ đạo Cuộc vận động “Người Việt Nam” tỉnh Bắc", "kết luận" },
        { "Tờ trình số 2-TTr/ĐLS của Đoàn Luật sư tỉnh, theo đó đề nghị",
          "Đoàn Luật sư tỉnh", "" },
        { "Chính phủ ban hành Nghị định số 1/2023/NĐ-CP quy định chi tiết",
          "Chính phủ", "quy định chi tiết" },
        { "đề nghị của Công an tỉnh tại Tờ trình số 4/TTr-CAT.",
          "Công an tỉnh", "" },
        { "Nghị định số 1/2023/NĐ-CP về quản lý hội của Chính phủ;",
          "Chính phủ", "quản lý hội" },
        { "Nghị định số 1/2023/NĐ-CP quy định cơ cấu của Bộ Công an;",
          "", "quy định cơ cấu của Bộ Công an" },
        { "Kết luận số 1-KL/TW của Bộ Chính trị về việc thực hiện Chỉ thị số "
          "36-CT/TW về ma túy; và",
          "Bộ Chính trị", "thực hiện Chỉ thị số 36-CT/TW về ma túy" },
        { "Luật số 1/2023/QH15 hết hiệu lực từ nay", "", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].text;
        char issuer[400], about[600];

        find_own(cvd_str_from(text), NULL);
        assert_true(found.count > 0);
        const struct cvd_reference *m = &found.list[0];
        (void)put_span(issuer, sizeof issuer, text, m->issuer_start,
                       m->issuer_end);
        (void)put_span(about, sizeof about, text, m->about_start,
                       m->about_end);
        if (strcmp(issuer, cases[i].issuer) != 0 ||
            strcmp(about, cases[i].about) != 0)
            fail_msg("'%s' gave '%s', '%s'", text, issuer, about);
    }
}

static void test_subject_is_cut_at_a_word(void **state)
{
    struct cvd_buf b = { 0 };

    (void)state;
    assert_int_equal(cvd_buf_add_text(&b, "Kế hoạch số 1-KH/TU về việc"),
                     CVD_OK);
    for (int i = 0; i < 200; i++)
        assert_int_equal(cvd_buf_add_text(&b, " thực hành"), CVD_OK);
    find_own(cvd_buf_str(&b), NULL);
    assert_int_equal(found.count, 1);
    uint32_t len = found.list[0].about_end - found.list[0].about_start;
    assert_in_range(len, CVD_ABOUT_BYTES_MAX / 2, CVD_ABOUT_BYTES_MAX);
    assert_int_equal(b.ptr[found.list[0].about_end], ' ');
    cvd_buf_release(&b);
}

/* ---- anything --------------------------------------------------------- */

static void check_spans(size_t len)
{
    for (size_t i = 0; i < found.count; i++) {
        const struct cvd_reference *m = &found.list[i];

        assert_true(m->start <= m->number.start);
        assert_true(m->number.start <= m->number.end);
        assert_true(m->number.end <= m->end && m->end <= len);
        assert_true(i == 0 || found.list[i - 1].end <= m->start);
        assert_true(m->issuer_start <= m->issuer_end &&
                    m->issuer_end <= len);
        assert_true(m->about_start <= m->about_end && m->about_end <= len);
        assert_true(m->about_end - m->about_start <= CVD_ABOUT_BYTES_MAX);
        assert_true(m->first == CVD_NO_REFERENCE ||
                    (m->first >= 0 && (size_t)m->first < i &&
                     found.list[m->first].first == CVD_NO_REFERENCE));
        assert_true(!m->date.year || cvd_date_is_single(&m->date));
    }
}

static void test_more_than_there_is_room_for(void **state)
{
    static const char *const repeated[] = {
        "Kế hoạch số 37-KH/TU ngày 1/2/2024 của Tỉnh ủy về việc X; ",
        "Kế hoạch số 1, 2, 3-KH/TU và ", "theo QĐ12, ",
        "Công văn số 1185/S V-CCVC; ",
    };

    (void)state;
    for (size_t r = 0; r < sizeof repeated / sizeof *repeated; r++) {
        struct cvd_buf b = { 0 };

        for (int i = 0; i < 100000; i++)
            assert_int_equal(cvd_buf_add_text(&b, repeated[r]), CVD_OK);
        find_own(cvd_buf_str(&b), NULL);
        assert_int_equal(found.count, CVD_REFERENCES_MAX);
        assert_true(found.dropped >= 100000 - CVD_REFERENCES_MAX);
        check_spans(b.len);
        cvd_buf_release(&b);
    }
}

/* Pieces in any order, and cut anywhere: no claim but that the spans hold. */
static void test_any_text(void **state)
{
    static const char *const pieces[] = {
        "Kế hoạch", " số ", "12", "/", "-", "KH/TU", " ngày 1/2/2024", ", ",
        " và ", "Luật", "QH15", "2024/", "S V", "\n", "\n\n", "|", "(", ")",
        "“", "”", " của ", "UBND", " tỉnh", " về ", "QĐ", "…", ".", ":",
        "Ngày 3/4/2023, ", " có ", "sửa đổi một số điều của ", "\xC3", "ị",
        "Mẫu ", "TCVN 1:2", " ", "       ", "ban hành ", "tại ", "\xE1\xBB",
    };
    uint32_t seed = 12345;
    struct cvd_buf b = { 0 };

    (void)state;
    for (int round = 0; round < 3000; round++) {
        cvd_buf_clear(&b);
        for (int i = 0; i < 40; i++) {
            seed = seed * 1103515245u + 12345u;
            size_t k = (seed >> 16) % (sizeof pieces / sizeof *pieces);
            assert_int_equal(cvd_buf_add_text(&b, pieces[k]), CVD_OK);
        }
        /* A copy of the very size: what reads past it is found. */
        char *copy = malloc(b.len);
        assert_non_null(copy);
        memcpy(copy, b.ptr, b.len);
        find_own((struct cvd_str){ copy, b.len }, NULL);
        check_spans(b.len);
        free(copy);
    }
    cvd_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_governing_word),
        cmocka_unit_test(test_date_that_follows),
        cmocka_unit_test(test_date_of_the_clause),
        cmocka_unit_test(test_blank_numbers),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_letters_lost),
        cmocka_unit_test(test_short_forms),
        cmocka_unit_test(test_one_document),
        cmocka_unit_test(test_no_references),
        cmocka_unit_test(test_own_number),
        cmocka_unit_test(test_own_number_of_another_day),
        cmocka_unit_test(test_issuer_and_subject),
        cmocka_unit_test(test_subject_is_cut_at_a_word),
        cmocka_unit_test(test_more_than_there_is_room_for),
        cmocka_unit_test(test_any_text),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
