/* test_analyzers_header.c - the head of a document, form by form.
 *
 * Tests may include everything of the layer they test. */
#include "analyzers/analyzer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#define MOTTO "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"

static const struct {
    const char *name, *text, *number, *symbol, *date, *type, *title;
} cases[] = {
    { "state letter, one column after the other",
      "**BAN CHỈ ĐẠO CVĐ\nHUYỆN ĐỨC THỌ**\n\n**" MOTTO "\n"
      "Độc lập - Tự do - Hạnh phúc**\n\n"
      "Đức Thọ, ngày 15 tháng 01 năm 2024\n\nSố: 06/CV-BCĐ\n\n"
      "V/v tăng cường tuyên truyền, vận động\nưu tiên dùng hàng Việt Nam\n\n"
      "- Kính gửi:**\n- Các Phòng\n",
      "06/CV-BCĐ", "CV-BCĐ", "2024-01-15", "cong-van",
      "tăng cường tuyên truyền, vận động\nưu tiên dùng hàng Việt Nam" },
    { "state letter without type, columns on shared lines",
      "UBND TỈNH BÌNH THUẬN                " MOTTO "\n"
      "    SỞ TƯ PHÁP                  Độc lập - Tự do - Hạnh phúc\n\n"
      "    Số: 788/STP-HCBT            Bình Thuận, ngày 16 tháng 5 năm "
      "2025\nV/v trình hồ sơ phê chuẩn\n Đại hội Đoàn Luật sư\n\n"
      "                       Kính gửi: Ủy ban nhân dân tỉnh.\n\n"
      "Thực hiện Văn bản số 2377/UBND-NCKS ngày 13/5/2025\n",
      "788/STP-HCBT", "STP-HCBT", "2025-05-16", "cong-van",
      "trình hồ sơ phê chuẩn\n Đại hội Đoàn Luật sư" },
    { "party letter, number and day left for the pen",
      "**ĐẢNG BỘ TỈNH NINH THUẬN\nĐẢNG ỦY KHỐI**\n\n"
      "ĐẢNG CÔNG SẢN VIỆT NAM\n\nNinh Thuận, ngày tháng 8 năm 2023\n\n"
      "Số * -CV/ĐUK\n\n*Tuyên truyền, hưởng ứng Cuộc thi\nnăm 2023*\n\n"
      "Kính gửi: Cấp ủy các chi, đảng bộ cơ sở\n\n"
      "Thực hiện Kế hoạch số 277-KH/BCĐ, ngày 08/8/2023\n",
      "", "CV/ĐUK", "2023-08", "cong-van",
      "Tuyên truyền, hưởng ứng Cuộc thi\nnăm 2023" },
    { "a scanner's slash after SỐ; the register's stamp is not the number",
      "TỈNH ỦY ĐẮK LẮK\nBAN TUYÊN GIÁO\n\n*\n\nSỐ/853-CV/BTGTU\n\n"
      "V/v đẩy mạnh tuyên truyền “Hiển kế”\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\n"
      "Đắk Lắk, ngày 22 tháng 6 năm 2020\n\nKính gửi:\n\n- Các sở\n\n"
      "SỞ THÔNG TIN VÀ TRUYỀN THÔNG\t\nĐẾN\tSố: 4533\n\tNgày: 23/6\n",
      "853-CV/BTGTU", "CV/BTGTU", "2020-06-22", "cong-van",
      "đẩy mạnh tuyên truyền “Hiển kế”" },
    { "a stamp alone",
      "SỞ CÔNG THƯƠNG\n| ĐẾN   Số: 4533            |\n"
      "|       Ngày: 12/9/2023     |\n" MOTTO "\n",
      "", "", "", NULL, "" },
    { "a plan: trích yếu under the heading, rule below",
      "TỈNH ỦY NINH THUẬN            ĐẢNG CỘNG SẢN VIỆT NAM\n        *\n"
      "Số 37-KH/TU            Ninh Thuận, ngày 25 tháng 10 năm 2021\n\n"
      "KẾ HOẠCH\nthực hiện Chỉ thị số 03-CT/TW của Ban Bí thư\n"
      "trong tình hình mới\n-----\n\nThực hiện Chỉ thị số 03-CT/TW ngày "
      "19/5/2021\n",
      "37-KH/TU", "KH/TU", "2021-10-25", "ke-hoach",
      "thực hiện Chỉ thị số 03-CT/TW của Ban Bí thư\n"
      "trong tình hình mới" },
    { "a decision: the issuer below the trích yếu is no part of it",
      "ỦY BAN NHÂN DÂN\n TỈNH LÂM ĐỒNG\t" MOTTO "\n"
      "Số:          /QĐ- UBND\tLâm Đồng, ngày      tháng 9 năm 2025\t\n\n"
      "QUYẾT ĐỊNH\nVề việc kiện toàn Đội ứng cứu sự cố \n"
      "an toàn thông tin\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG\n\n"
      "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;\n"
      "QUYẾT ĐỊNH:\n",
      "", "QĐ-UBND", "2025-09", "quyet-dinh",
      "Về việc kiện toàn Đội ứng cứu sự cố \nan toàn thông tin" },
    { "table bars; a title in capitals over several paragraphs",
      "# Về việc khác\n\n| ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI ------- | " MOTTO
      " |\n|---|---|\n| Số: 1351/QĐ-UBND | Qu ả ng Ngãi, ngày 04 tháng 10 "
      "năm 2022 |\n\nQUYẾT ĐỊNH\n\nCÔNG BỐ DANH MỤC\n\nTHỦ TỤC HÀNH CHÍNH\n"
      "\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI\n\nCăn cứ Luật\n\n"
      "Số 1025/QĐ-LĐTBXH ngày 03/8/2016 của Bộ trưởng\n",
      "1351/QĐ-UBND", "QĐ-UBND", "2022-10-04", "quyet-dinh",
      "CÔNG BỐ DANH MỤC\n\nTHỦ TỤC HÀNH CHÍNH" },
    { "V/v in the number's cell",
      "| BỘ LAO ĐỘNG | " MOTTO " |\n|---|\n| Số: 5115/LĐTBXH-KHTC V/v thí "
      "điểm chi trả | Hà Nội, ngày 03 tháng 12 năm 2018 |\n\n"
      "| Kính gửi: | - Sở Lao động |\n",
      "5115/LĐTBXH-KHTC", "LĐTBXH-KHTC", "2018-12-03", "cong-van",
      "thí điểm chi trả" },
    { "V/v in quotation marks, the Youth Union's form",
      "BCH ĐOÀN TỈNH LÂM ĐỒNG            ĐOÀN TNCS HỒ CHÍ MINH\n"
      "                ***\n   Số: 156 -CV/TĐTN-BCTĐ&TTN          Lâm Đồng, "
      "ngày 04 tháng 9 năm 2025\n      “V/v giới thiệu Lãnh đạo\n"
      "           và tổ thư ký, giúp việc”\n\n     Kính gửi: Sở Nội vụ\n",
      "156-CV/TĐTN-BCTĐ&TTN", "CV/TĐTN-BCTĐ&TTN", "2025-09-04", "cong-van",
      "giới thiệu Lãnh đạo\n           và tổ thư ký, giúp việc" },
    { "the other column ends the subject: half is said, nothing foreign",
      "SỞ KHOA HỌC            " MOTTO "\n       Số: 171 /SKHCN-CĐS\n"
      " V/v góp ý dự thảo Kế hoạch kiểm        Lâm Đồng, ngày 16 tháng 01 "
      "năm 2026\n tra cải cách hành chính\n\nKính gửi: Sở Nội vụ\n",
      "171/SKHCN-CĐS", "SKHCN-CĐS", "2026-01-16", "cong-van",
      "góp ý dự thảo Kế hoạch kiểm" },
    { "a date the subject quotes is not the document's",
      "|ỦY BAN NHÂN DÂN       |" MOTTO "      |\n"
      "|Số:            /UBND-NC        |Bình Thuận, ngày       tháng 12 năm "
      "2024      |\n|V/v triển khai Công điện số 131/CĐ-TTg ngày |   |\n"
      "|11/12/2024 của Thủ\u00A0tướng   |   |\n\n   Kính gửi:\n",
      "", "UBND-NC", "2024-12", "cong-van",
      "triển khai Công điện số 131/CĐ-TTg ngày |   |\n"
      "|11/12/2024 của Thủ\u00A0tướng" },
    { "a law's number after its type; no place, no date",
      "ỦY BAN THƯỜNG VỤ QUỐC HỘI \t" MOTTO "\n\n"
      "\tPháp lệnh số: 09/2025/UBTVQH15 \t\n\nPHÁP LỆNH\n\n"
      "SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU\n\nCỦA PHÁP LỆNH CẢNH SÁT MÔI TRƯỜNG\n\n"
      "Căn cứ Hiến pháp; Nghị quyết số 203/2025/QH15;\n",
      "09/2025/UBTVQH15", "UBTVQH15", "", "phap-lenh",
      "SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU\n\nCỦA PHÁP LỆNH CẢNH SÁT MÔI TRƯỜNG" },
    { "the year of a blank number, day and month blank, an impossible day",
      "BỘ GIÁO DỤC\n____\n\t" MOTTO "\n\tSố:    /2024/TT-BGDĐT\n"
      "\tHà Nội, ngày   tháng  năm  2024\n\n THÔNG TƯ\nBan hành Quy chế thi\n"
      "\nCăn cứ Luật Giáo dục\n",
      "", "TT-BGDĐT", "2024", "thong-tu", "Ban hành Quy chế thi" },
    { "a law's type before its number, no heading",
      "QUỐC HỘI\nLuật số: 02/2021/QH15\n" MOTTO "\nLUẬTĐẶC XÁ\nCăn cứ "
      "Hiến pháp\n",
      "02/2021/QH15", "QH15", "", "luat", "" },
    { "a trích yếu that begins like a body",
      "TỈNH ỦY\n" MOTTO "\nSố 5-KH/TU\n\nKẾ HOẠCH\n\nThực hiện Chỉ thị số "
      "03-CT/TW của Ban Bí thư về tăng cường\n\nThực hiện Chỉ thị số "
      "03-CT/TW ngày 19/5/2021 của Ban Bí thư\n",
      "5-KH/TU", "KH/TU", "", "ke-hoach",
      "Thực hiện Chỉ thị số 03-CT/TW của Ban Bí thư về tăng cường" },
    { "a body below the heading, and no trích yếu",
      "TỈNH ỦY\n" MOTTO "\nSố 85/GM-UBND\n\nGIẤY MỜI\n\nThực hiện Chương "
      "trình công tác của Ủy ban nhân dân tỉnh tháng 01/2026,\nỦy ban\n",
      "85/GM-UBND", "GM-UBND", "", "giay-moi", "" },
    { "an impossible day leaves the month",
      "BỘ TÀI NGUYÊN\nSố: 51/2024/TT-BTNMT\n" MOTTO "\n"
      "Hà Nội, ngày 32 tháng 12 năm 2024\n\nTHÔNG TƯ\n\nQuy định định mức\n",
      "51/2024/TT-BTNMT", "TT-BTNMT", "2024-12", "thong-tu",
      "Quy định định mức" },
    { "a heading goes on in capitals",
      "PHÒNG VĂN HÓA\t" MOTTO "\n\nPhù Mỹ Bắc, ngày 25 tháng 6 năm 2026\n\n"
      "BÁO CÁO CÔNG TÁC TUẦN 02\n(Từ ngày 22/6/2026)\n\nI. TÌNH HÌNH\n",
      "", "", "2026-06-25", "bao-cao",
      "BÁO CÁO CÔNG TÁC TUẦN 02\n(Từ ngày 22/6/2026)" },
    { "an issuer whose name begins like a type is no heading",
      "CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA\n" MOTTO "\nSố: 12/QĐ-BCĐ\n\n"
      "Kính gửi: Các xã\n",
      "12/QĐ-BCĐ", "QĐ-BCĐ", "", "quyet-dinh", "" },
    { "an attachment: heading and no official head",
      "THỂ LỆ\nCuộc thi trực tuyến\n(Kèm theo Kế hoạch số 277-KH/BCĐ, ngày "
      "08/8/2023)\n\nĐiều 1. Người dự thi\n",
      "", "", "", "the-le", "Cuộc thi trực tuyến" },
    { "no head at all: the first line",
      "\n---\n# Thưa bà con xã Hoằng Thắng\n\nHôm nay, ngày 5 tháng 3 năm "
      "2011 chúng ta\n",
      "", "", "", NULL, "Thưa bà con xã Hoằng Thắng" },
    { "a type named in running text",
      "Kế hoạch số 37-KH/TU ngày 25/10/2021 đã được triển khai.\n"
      "Số 12/QĐ-UBND ngày 3/3/2020 của huyện cũng vậy.\n",
      "", "", "", NULL,
      "Kế hoạch số 37-KH/TU ngày 25/10/2021 đã được triển khai" },
    { "empty", "", "", "", "", NULL, "" },
    { "blank", " \n\t\n|  |\n***\n", "", "", "", NULL, "" },
};

static void heads(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cvd_header h;
        char date[CVD_DATE_MAX] = "";
        const char *name = cases[i].name;

        cvd_header_read(cvd_str_from(cases[i].text), &h);
        if (h.date.year)
            cvd_date_format(&h.date, date);
        if (strcmp(h.number.number, cases[i].number) != 0)
            fail_msg("%s: number '%s'", name, h.number.number);
        if (strcmp(h.number.symbol, cases[i].symbol) != 0)
            fail_msg("%s: symbol '%s'", name, h.number.symbol);
        if (h.has_number != (cases[i].symbol[0] != '\0'))
            fail_msg("%s: has_number %d", name, h.has_number);
        if (strcmp(date, cases[i].date) != 0)
            fail_msg("%s: date '%s'", name, date);
        if (h.type != cases[i].type &&
            (!h.type || !cases[i].type ||
             strcmp(h.type, cases[i].type) != 0))
            fail_msg("%s: type %s", name, h.type ? h.type : "none");
        if (!cvd_str_equal(h.title, cvd_str_from(cases[i].title)))
            fail_msg("%s: title '%.*s'", name, (int)h.title.len,
                     h.title.len ? h.title.ptr : "");
    }
}

/* Offsets are those of the text; the title lies in it. */
static void spans_borrow(void **state)
{
    const char *text = cases[0].text;
    struct cvd_header h;

    (void)state;
    cvd_header_read(cvd_str_from(text), &h);
    assert_memory_equal(text + h.number.start, "06/CV-BCĐ",
                        strlen("06/CV-BCĐ"));
    assert_memory_equal(text + h.date.start, "ngày 15", strlen("ngày 15"));
    assert_true(h.title.ptr > text &&
                h.title.ptr + h.title.len < text + strlen(text));
}

/* Every beginning of every case, in memory of its own size. */
static void every_prefix(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t n = 0; n <= strlen(cases[i].text); n++) {
            struct cvd_header h;
            char *copy = malloc(n ? n : 1);

            assert_non_null(copy);
            memcpy(copy, cases[i].text, n);
            struct cvd_str s = { copy, n };
            cvd_header_read(s, &h);
            assert_true(h.title.len <= n);
            free(copy);
        }
}

/* Only the head is read, whatever its lines are like. */
static void bounded_on_hostile_text(void **state)
{
    static const char *const units[] = {
        "a", "\n", " ", "|", "\t", "*", "Số", "Số: ", "ngày ", "ngày\n",
        "V/v ", "V/v\n", "KẾ HOẠCH\n", "KẾ HOẠCH ", "Số: 12/KH-UBND\n",
        "A | ", "Hà Nội, ngày ", "“", "\xE1\xBB", "Kính gửi\n", "I. A\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct cvd_buf b = { 0 };
        struct cvd_header h;

        while (b.len < (1 << 20))
            assert_int_equal(cvd_buf_add_text(&b, units[i]), CVD_OK);
        clock_t from = clock();
        for (int k = 0; k < 20; k++)
            cvd_header_read(cvd_buf_str(&b), &h);
        if (clock() - from > 2 * CLOCKS_PER_SEC)
            fail_msg("'%s' repeated is slow", units[i]);
        assert_true(h.title.len <= 8192);
        cvd_buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads),
        cmocka_unit_test(spans_borrow),
        cmocka_unit_test(every_prefix),
        cmocka_unit_test(bounded_on_hostile_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
