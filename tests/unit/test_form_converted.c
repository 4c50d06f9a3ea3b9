/* test_form_converted.c - documents in the official form as converters,
 * scanners and registers leave them, trap by trap.
 *
 * Tests may include everything of the layer they test. */
#include "tests/unit/form_case.h"

#define DECISION                                                          \
    MOTTO "\nSố: 12/QĐ-UBND\nLâm Đồng, ngày 05 tháng 6 năm 2020\n\n"       \
          "QUYẾT ĐỊNH\nVề việc giao dự toán" BODY

static const struct form_case cases[] = {
    { .name = "<br> breaks a line within the cell of a table",
      .text = "| ỦY BAN NHÂN DÂN<br>TỈNH BẾN TRE | " MOTTO "<br/>" MOTTO2 " |\n"
              "|---|---|\n| Số: 15/KH-UBND | *Bến Tre, ngày 06 tháng 02 năm "
              "2024* |\n\n**KẾ HOẠCH**\n**Chăm lo<br />người nghèo**" BODY
              "| **Nơi nhận:**<br>- Tỉnh ủy (b/c);<br>- Các xã;<br>- Lưu: VT. "
              "| **TM. ỦY BAN NHÂN DÂN**<br>**KT. CHỦ TỊCH**<br>**PHÓ CHỦ "
              "TỊCH**<br><br>Lê Thị Nụ |\n|---|---|\n",
      .issuer = "Ủy ban nhân dân tỉnh Bến Tre", .parent = "",
      .place = "Bến Tre", .province = "Bến Tre", .signer = "Lê Thị Nụ",
      .position = "PHÓ CHỦ TỊCH", .title = "Chăm lo người nghèo",
      .authority = "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH",
      .distribution = "Tỉnh ủy (b/c) | Các xã | Lưu: VT" },
    { .name = "number and place in one cell, markup between; no district since "
              "2025-07-01",
      .text = "**ỦY BAN NHÂN DÂN** **" MOTTO "**\n\n**XÃ TÂN LONG HỘI** **"
              MOTTO2 "**\n\nSố: /KH-UBND *Tân Long Hội, ngày 14 tháng 8 năm "
              "2025*\n\n## KẾ HOẠCH\n\n**An toàn bến đò**" BODY,
      .issuer = "Ủy ban nhân dân xã Tân Long Hội", .place = "Tân Long Hội",
      .district = "", .date = "2025-08-14", .type = "ke-hoach" },
    { .name = "capitals with the wrong marks: the council and its district",
      .text = "HỘI ĐÒNG NHÂN DÂN\nHUYÊN ĐỨC THỌ\n" DECISION,
      .issuer = "Hội đồng nhân dân huyện Đức Thọ", .province = "Hà Tĩnh",
      .district = "huyện Đức Thọ" },
    { .name = "capitals with the wrong marks: a department and its province",
      .text = "UBND TÌNH LÂM ĐÔNG\nSỞ VẮN HÓA, THỂ THAO VÀ DU LICH\n" DECISION,
      .issuer = "Sở Văn hóa, Thể thao và Du lịch tỉnh Lâm Đồng",
      .parent = "Ủy ban nhân dân tỉnh Lâm Đồng", .province = "Lâm Đồng" },
    { .name = "capitals without marks",
      .text = "UY BAN NHAN DAN\nTINH LAM DONG\n" DECISION,
      .issuer = "Ủy ban nhân dân tỉnh Lâm Đồng" },
    { .name = "another spelling of a place is no slip; nor Thành ủy a city",
      .text = "THÀNH ỦY HẢI PHÒNG\nBAN DÂN VẬN\n" DECISION,
      .issuer = "Ban Dân vận Thành ủy Hải Phòng" },
    { .name = "a motto over two lines is not the issuer's",
      .text = "UỶ BAN NHÂN DÂN XÃ             " MOTTO "\n"
              "    ĐỒNG LẠC                   ĐỘC LẬP - TỰ DO -\n"
              "                                 HẠNH PHÚC\n"
              "  Số: 9/UBND        Đồng Lạc, ngày 05 tháng 5 năm 2009\n"
              "V/v hỗ trợ giống ngô\n\n   Kính gửi: Trạm Khuyến nông\n" BODY
              "       T/M UBND XÃ\n        CHỦ TỊCH\n\nNơi gửi:\n"
              "- Như kính gửi;\n- Lưu VP.       Nông Văn Thỉnh\n",
      .issuer = "Ủy ban nhân dân xã Đồng Lạc",
      .distribution = "Như kính gửi | Lưu VP" },
    { .name = "the receiver's stamp is no heading, nor of the subject",
      .text = " UBND HUYỆN THANH BÌNH            " MOTTO "\n"
              "PHÒNG NỘI VỤ                 " MOTTO2 "\n\n"
              "                       TRƯỜNG TH TÂN HUỀ 1\n"
              "                       CÔNG VĂN ĐẾN\n"
              "  Số: 311/PNV-TCCB   Số: 96        Thanh Bình, ngày 14 tháng 5 "
              "năm 2014\n  V/v rà soát văn bằng Ngày: 16/5/2014\n"
              "  chứng chỉ\n  giáo viên\n\n"
              "            Kính gửi: Các trường tiểu học\n" BODY,
      .number = "311/PNV-TCCB", .date = "2014-05-14", .type = "cong-van",
      .title = "rà soát văn bằng chứng chỉ giáo viên" },
    { .name = "type, number and subject share a cell",
      .text = "| SỞ Y TẾ | " MOTTO " |\n|---|---|\n"
              "| Công văn Số: 5/SYT-NV V/v tiêm chủng | Yên Bái, ngày 03 "
              "tháng 9 năm 2020 |\n\nKính gửi: Các trạm y tế\n" BODY,
      .title = "tiêm chủng" },
    { .name = "a stamp above has neither number nor date of the document's",
      .text = "CÔNG VĂN ĐẾN   Số: 77/VT-Đ\nĐẾN   Ngày 16 tháng 5 năm 2014\n\n"
              "SỞ Y TẾ\n" MOTTO "\nSố: 5/SYT-NV\nLai Châu, ngày 14 tháng 5 "
              "năm 2014\nV/v tiêm chủng\n\nKính gửi: Các trạm y tế\n" BODY,
      .number = "5/SYT-NV", .date = "2014-05-14", .type = "cong-van" },
    { .name = "the place and date may stand beside a stamp",
      .text = "SỞ Y TẾ\n" MOTTO "\nSố: 5/SYT-NV\n"
              "CÔNG VĂN ĐẾN      Lai Châu, ngày 14 tháng 5 năm 2014\n"
              "V/v tiêm chủng\n\nKính gửi: Các trạm y tế\n" BODY,
      .place = "Lai Châu", .date = "2014-05-14" },
    { .name = "a department named with its province alone; V/v below the "
              "heading stays",
      .text = "SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI DƯƠNG     " MOTTO "\n"
              "   TRƯỜNG THPT KIM THÀNH             " MOTTO2 "\n"
              "   Số: 57/QĐ-THPT    Hải Dương, ngày 05 tháng 9 năm 2017\n\n"
              "        QUYẾT ĐỊNH\n   V/v phân công giáo viên" BODY,
      .issuer = "Trường THPT Kim Thành",
      .parent = "Sở Giáo dục và Đào tạo tỉnh Hải Dương",
      .title = "V/v phân công giáo viên" },
    { .name = "no head: the text says its type, and who demands",
      .text = "VỀ VIỆC CHẤN CHỈNH THUYỀN DU LỊCH\n\n"
              "Thời gian qua nhiều thuyền neo đậu sai bến.\n\n"
              "Để lập lại trật tự, Chủ tịch Ủy ban nhân dân tỉnh Cao Bằng "
              "yêu cầu:\n\n1. Sở Xây dựng kiểm tra.\n\n"
              "Chỉ thị này có hiệu lực kể từ ngày ký./.\n\n"
              "| Nơi nhận: - Lưu: VT. | KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hồ Vĩnh |\n",
      .issuer = "Ủy ban nhân dân tỉnh Cao Bằng", .province = "Cao Bằng",
      .type = "chi-thi" },
    { .name = "a Cục Thuế's letter is no Chỉ thị; an address no addressee",
      .text = "CỤC THUẾ TỈNH NINH THUẬN    " MOTTO "\n"
              "   Số: 3304/CT-TTHT         Ninh Thuận, ngày 16 tháng 8 năm "
              "2019\nV/v thuế đối với muối\n\n"
              "       Kính gửi: Công ty cổ phần Muối Cà Ná\n"
              "                 Địa chỉ: thôn Lạc Nghiệp, xã Cà Ná\n"
              "                 MST: 4500111222\n" BODY,
      .type = "cong-van", .recipients = "Công ty cổ phần Muối Cà Ná" },
    { .name = "a name of several words is all heading",
      .text = "UBND TỈNH BẠC LIÊU\n" MOTTO "\nTHANH TRA TỈNH\nSố: 18/KL-TTT\n"
              "Bạc Liêu, ngày 30 tháng 11 năm 2022\n\nKẾT LUẬN THANH TRA\n"
              "Về việc quản lý tài sản công" BODY,
      .type = "ket-luan-thanh-tra", .title = "Về việc quản lý tài sản công" },
    { .name = "a Party organisation of a TP.; its programme of action",
      .text = "ĐẢNG BỘ TP. HỒ CHÍ MINH        ĐẢNG CỘNG SẢN VIỆT NAM\n"
              "QUẬN ỦY GÒ VẤP\n   *       Gò Vấp, ngày 28 tháng 01 năm 2019\n"
              "Số 24-CTrHĐ/QU\n\n       CHƯƠNG TRÌNH HÀNH ĐỘNG\n"
              "     giữ sạch kênh rạch" BODY,
      .type = "chuong-trinh-hanh-dong", .title = "giữ sạch kênh rạch",
      .issuer = "Quận ủy Gò Vấp",
      .parent = "Đảng bộ Thành phố Hồ Chí Minh" },
    { .name = "a programme carried out with others",
      .text = "UBND TỈNH GIA LAI\n" MOTTO "\nSố: 2/CTr-UBND\nGia Lai, ngày 03 "
              "tháng 9 năm 2018\n\nCHƯƠNG TRÌNH PHỐI HỢP\nGiữ đường làng" BODY,
      .type = "chuong-trinh", .title = "Giữ đường làng" },
    { .name = "whose document it is, is not its subject",
      .text = "THÀNH ỦY HẢI PHÒNG              ĐẢNG CỘNG SẢN VIỆT NAM\n"
              "     *          Hải Phòng, ngày 09 tháng 8 năm 2013\n"
              "  Số 19-CT/TU\n\n            CHỈ THỊ\n"
              "     CỦA BAN THƯỜNG VỤ THÀNH ỦY\n"
              "  về phong trào bảo vệ an ninh" BODY,
      .type = "chi-thi", .title = "về phong trào bảo vệ an ninh" },
    { .name = "a quotation over the line of place and date; a union's branch",
      .text = "LIÊN ĐOÀN LAO ĐỘNG TỈNH NGHỆ AN    " MOTTO "\n"
              "   CÔNG ĐOÀN NGÀNH GIÁO DỤC        " MOTTO2 "\n"
              "      Số:      /CĐN\n"
              "V/v: ủng hộ “Chương trình    Vinh, ngày      tháng 10 năm 2021\n"
              "        1 triệu sáng kiến”\n\n"
              "              Kính gửi: Công đoàn các trường\n" BODY,
      .title = "ủng hộ “Chương trình 1 triệu sáng kiến”", .place = "Vinh",
      .issuer = "Công đoàn ngành Giáo dục tỉnh Nghệ An",
      .parent = "Liên đoàn Lao động tỉnh Nghệ An" },
    { .name = "a name of one letter in a cell with its title",
      .text = "HỘI ĐỒNG NHÂN DÂN\nTỈNH KON TUM\n" MOTTO "\nSố: 5/NQ-HĐND\n"
              "Kon Tum, ngày 19 tháng 7 năm 2018\n\nNGHỊ QUYẾT\nVề cây giống"
              BODY "| Nơi nhận: - Như trên; - Lưu: VT. | CHỦ TỊCH A Nguyên "
              "Thái |\n|---|---|\n",
      .signer = "A Nguyên Thái", .position = "CHỦ TỊCH" },
    { .name = "neither a title below the name nor a page is a receiver",
      .text = "UBND TỈNH YÊN BÁI\n" MOTTO "\nSố: 5/KH-UBND\nYên Bái, ngày 03 "
              "tháng 9 năm 2020\n\nKẾ HOẠCH\nHội chợ" BODY
              "Nơi nhận:                       KT. TRƯỞNG BAN\n"
              "- Như trên;                     PHÓ TRƯỞNG BAN\n"
              "- Lưu: VT.\n"
              "                                Giàng A Tông\n"
              "                   Chủ tịch Ủy ban MTTQ Việt Nam tỉnh\n"
              "                                                     2\n",
      .signer = "Giàng A Tông", .distribution = "Như trên | Lưu: VT" },
    { .name = "the next page is not for receivers",
      .text = "UBND TỈNH YÊN BÁI\n" MOTTO "\nSố: 5/KH-UBND\nYên Bái, ngày 03 "
              "tháng 9 năm 2020\n\nKẾ HOẠCH\nHội chợ" BODY
              "CHỦ TỊCH\nGiàng A Tông\n\nNơi nhận:\n- Như trên;\n"
              "\f- Tỉnh ủy;\n\fPhụ lục kèm theo\n- Bàn ghế.\n",
      .distribution = "Như trên | Tỉnh ủy" },
    { .name = "a scanner's marks of ỦY BAN; abbreviations of departments",
      .text = "ÙY BAN NHÂN DÂN TỈNH CAO BẰNG        " MOTTO "\n"
              "SỞ GD&ĐT                       " MOTTO2 "\n"
              "Số: 5/KH-SGDĐT     Cao Bằng, ngày 03 tháng 9 năm 2020\n\n"
              "KẾ HOẠCH\nKhai giảng" BODY,
      .issuer = "Sở Giáo dục và Đào tạo tỉnh Cao Bằng",
      .parent = "Ủy ban nhân dân tỉnh Cao Bằng" },
    { .name = "a commune's association sits in the district above it",
      .text = "HỘI LHPN HUYỆN TÂN KỲ            " MOTTO "\n"
              "BCH HỘI LHPN XÃ TÂN LONG         " MOTTO2 "\n"
              "   Số: 27/BC-PN      Tân Long, ngày 12 tháng 10 năm 2017\n\n"
              "BÁO CÁO\nKết quả vận động" BODY,
      .issuer = "Ban Chấp hành Hội Liên hiệp Phụ nữ xã Tân Long",
      .parent = "Hội Liên hiệp Phụ nữ huyện Tân Kỳ",
      .district = "huyện Tân Kỳ" },
    { .name = "a commission of the Central Committee",
      .text = "BAN CHẤP HÀNH TRUNG ƯƠNG         ĐẢNG CỘNG SẢN VIỆT NAM\n"
              "  BAN TUYÊN GIÁO         Hà Nội, ngày 22 tháng 7 năm 2019\n"
              "       *\n  Số: 112-HD/BTGTW\n\n        HƯỚNG DẪN\n"
              "     tuyên truyền" BODY,
      .issuer = "Ban Tuyên giáo Trung ương",
      .parent = "Ban Chấp hành Trung ương", .province = "" },
    { .name = "the Youth Union of a district",
      .text = "ĐOÀN TNCS HỒ CHÍ MINH TỈNH HÀ TĨNH  |  ĐOÀN TNCS HỒ CHÍ MINH\n"
              "BCH HUYỆN ĐOÀN HƯƠNG KHÊ\n***     |  Hương Khê, ngày 14 tháng "
              "7 năm 2006\nSố: 48-CV/ĐTN\nV/v ra quân\n\nKính gửi: Các xã\n"
              BODY,
      .issuer = "Ban Chấp hành Đoàn TNCS Hồ Chí Minh huyện Hương Khê",
      .parent = "Đoàn TNCS Hồ Chí Minh tỉnh Hà Tĩnh",
      .district = "huyện Hương Khê" },
    { .name = "a consolidated text has its number at the end",
      .text = "BỘ Y TẾ\n" MOTTO "\n" MOTTO2 "\n\nTHÔNG TƯ\n"
              "Quy định về kê đơn\n\n"
              "Thông tư số 19/2014/TT-BYT ngày 11 tháng 7 năm 2014;\n\n"
              "Điều 1. Phạm vi.\n\nXÁC THỰC VĂN BẢN HỢP NHẤT\n\n"
              "Số: 06/VBHN-BYT\nHà Nội, ngày 30 tháng 6 năm 2021\n\n"
              "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nLê Đăng Khuê\n",
      .number = "06/VBHN-BYT", .date = "2021-06-30", .place = "Hà Nội",
      .type = "van-ban-hop-nhat", .issuer = "Bộ Y tế",
      .title = "Quy định về kê đơn", .signer = "Lê Đăng Khuê" },
    { .name = "a consolidated text with its number above",
      .text = "BỘ Y TẾ\n" MOTTO "\nSố: 06/VBHN-BYT\nHà Nội, ngày 30 tháng 6 "
              "năm 2021\n\nTHÔNG TƯ\nQuy định về kê đơn" BODY,
      .number = "06/VBHN-BYT", .type = "van-ban-hop-nhat" },
};

static void test_converted(void **state)
{
    (void)state;
    check_forms(cases, sizeof cases / sizeof *cases);
}

static void test_cut(void **state)
{
    (void)state;
    check_cut(cases, sizeof cases / sizeof *cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_converted), cmocka_unit_test(test_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
