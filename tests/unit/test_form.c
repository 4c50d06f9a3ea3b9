/* test_form.c - what a document in the official form says of itself, trap by
 * trap.
 *
 * Tests may include everything of the layer they test. */
#include "tests/unit/form_case.h"

static const struct form_case cases[] = {
    { .name = "columns on shared lines; a department bears its province",
      .text = "UBND TỈNH SƠN LA                 " MOTTO "\n"
              "   SỞ CÔNG THƯƠNG                " MOTTO2 "\n\n"
              "   Số: 45/SCT-QLTM               Sơn La, ngày 03 tháng 4 năm "
              "2024\nV/v bình ổn giá hàng hóa\n  dịp cuối năm\n\n"
              "            Kính gửi:\n"
              "                      - Ủy ban nhân dân các huyện;\n"
              "                      - Các doanh nghiệp phân phối trên địa\n"
              "bàn tỉnh;\n"
              "                      - Ban Quản lý các chợ.\n"
              BODY
              "      Báo cáo gửi về Sở Công Thương trước ngày 20/5/2024.\n\n"
              "Nơi nhận:                          KT. GIÁM ĐỐC\n"
              "- Như trên;                        PHÓ GIÁM ĐỐC\n"
              "- UBND tỉnh (b/c);\n- Lưu: VT, QLTM.\n\n\n"
              "                                   Cầm Thị Mai Hoa\n",
      .issuer = "Sở Công Thương tỉnh Sơn La",
      .parent = "Ủy ban nhân dân tỉnh Sơn La", .place = "Sơn La",
      .province = "Sơn La", .district = "", .signer = "Cầm Thị Mai Hoa",
      .position = "PHÓ GIÁM ĐỐC", .authority = "KT. GIÁM ĐỐC",
      .recipients = "Ủy ban nhân dân các huyện | Các doanh nghiệp phân phối "
                    "trên địa bàn tỉnh | Ban Quản lý các chợ",
      .distribution = "Như trên | UBND tỉnh (b/c) | Lưu: VT, QLTM",
      .title = "bình ổn giá hàng hóa dịp cuối năm",
      .deadlines = "2024-05-20" },
    { .name = "antiword's bars; a rank before the name",
      .text = "|BỘ CÔNG AN                  |" MOTTO "   |\n"
              "|CÔNG AN TỈNH HÀ TĨNH        |" MOTTO2 "              |\n"
              "|Số      /BC-CAT-PV01        |Hà Tĩnh, ngày     tháng 7 năm "
              "2024 |\n\nBÁO CÁO\nTình hình an ninh" BODY
              "|Nơi nhận:                   |   GIÁM ĐỐC            |\n"
              "|- Như trên;                 |                       |\n"
              "|- Lưu VT, PV01.             |                       |\n"
              "|                            |Đại tá, TS. Đặng Hoài Sơn |\n",
      .issuer = "Công an tỉnh Hà Tĩnh", .parent = "Bộ Công an",
      .province = "Hà Tĩnh", .place = "Hà Tĩnh",
      .signer = "Đặng Hoài Sơn", .position = "GIÁM ĐỐC", .authority = "",
      .distribution = "Như trên | Lưu VT, PV01", .recipients = "" },
    { .name = "a table row holds a whole column",
      .text = "# Về việc trợ cấp của UBND tỉnh Long An\n\n"
              "| ỦY BAN NHÂN DÂN TỈNH PHÚ YÊN ------- | " MOTTO " " MOTTO2
              " --------------- |\n|---|---|\n"
              "| Số: 912/QĐ-UBND | Phú Yên, ngày 07 tháng 6 năm 2021 |\n\n"
              "QUYẾT ĐỊNH\n\nVỀ VIỆC GIAO KẾ HOẠCH\n\n"
              "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH PHÚ YÊN\n\n"
              "Căn cứ Luật Tổ chức chính quyền địa phương;\n\n"
              "| Nơi nhận: - Như Điều 3; - Bộ Tài chính; (báo cáo) - Các sở, "
              "ngành; - Lưu: VT. | TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ "
              "TỊCH Lê Tấn Hổ |\n|---|---|\n",
      .issuer = "Ủy ban nhân dân tỉnh Phú Yên", .parent = "",
      .province = "Phú Yên", .signer = "Lê Tấn Hổ",
      .position = "PHÓ CHỦ TỊCH",
      .authority = "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH",
      .distribution = "Như Điều 3 | Bộ Tài chính; (báo cáo) | Các sở, ngành "
                      "| Lưu: VT" },
    { .name = "a Party committee below its Party organisation",
      .text = "**ĐẢNG BỘ TỈNH KIÊN GIANG\nĐẢNG ỦY KHỐI\n"
              "CƠ QUAN - DOANH NGHIỆP TỈNH**\n\nĐẢNG CÔNG SẢN VIỆT NAM\n\n"
              "Kiên Giang, ngày tháng 9 năm 2022\n\nSố * -CV/ĐUK\n\n"
              "*Tuyên truyền Cuộc thi*\n\nKính gửi: Các chi bộ cơ sở\n" BODY
              "Nơi nhận:\n\n- Như trên,\n- Lưu Văn phòng.\n\n"
              "**T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ**\n\nLâm Thị Én\n",
      .issuer = "Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh Kiên Giang",
      .parent = "Đảng bộ tỉnh Kiên Giang", .province = "Kiên Giang",
      .signer = "Lâm Thị Én", .position = "PHÓ BÍ THƯ",
      .authority = "T/M BAN THƯỜNG VỤ", .date = "2022-09",
      .recipients = "Các chi bộ cơ sở",
      .distribution = "Như trên | Lưu Văn phòng" },
    { .name = "an organ of a committee; the register's stamp is not the issuer",
      .text = "TỈNH ỦY GIA LAI\nBAN TUYÊN GIÁO\n\n*\n\nSố 417-CV/BTGTU\n\n"
              "ĐẢNG CỘNG SẢN VIỆT NAM\n\nGia Lai, ngày 05 tháng 8 năm 2020\n\n"
              "SỞ THÔNG TIN VÀ TRUYỀN THÔNG\nĐẾN\tSố: 4533\n\tNgày: 23/6\n\n"
              "Kính gửi:\n\n- Báo Gia Lai,\n- Các huyện ủy.\n" BODY
              "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\n\nRơ Châm H'Blim\n",
      .issuer = "Ban Tuyên giáo Tỉnh ủy Gia Lai",
      .parent = "Tỉnh ủy Gia Lai", .province = "Gia Lai",
      .signer = "Rơ Châm H'Blim", .position = "PHÓ TRƯỞNG BAN",
      .authority = "K/T TRƯỞNG BAN",
      .recipients = "Báo Gia Lai | Các huyện ủy" },
    { .name = "a name in quotation marks over lines, with its district",
      .text = "**BAN CHỈ ĐẠO CVĐ\n“NGƯỜI VIỆT NAM ƯU TIÊN\n"
              "DÙNG HÀNG VIỆT NAM”\nHUYỆN CAN LỘC**\n\n**" MOTTO "\n" MOTTO2
              "**\n\nCan Lộc, ngày 12 tháng 02 năm 2023\n\nSố: 09/CV-BCĐ\n\n"
              "V/v đăng ký thi đua\n\n- Kính gửi:**\n- Các phòng, ban;\n"
              " - Các xã, thị trấn;\n" BODY
              "TM. BAN CHỈ ĐẠO\nTRƯỞNG BAN\n\n\nPhan Sỹ Lực\n"
              "Chủ tịch Ủy ban MTTQ Việt Nam huyện\n",
      .issuer = "Ban Chỉ đạo CVĐ “Người Việt Nam ưu tiên dùng hàng Việt Nam” "
                "huyện Can Lộc",
      .parent = "", .province = "Hà Tĩnh", .district = "huyện Can Lộc",
      .place = "Can Lộc", .signer = "Phan Sỹ Lực",
      .position = "TRƯỞNG BAN", .authority = "TM. BAN CHỈ ĐẠO",
      .recipients = "Các phòng, ban | Các xã, thị trấn" },
    { .name = "a ministry in Hà Nội has no province",
      .text = "BỘ TÀI NGUYÊN\n\nVÀ MÔI TRƯỜNG\n\nSố: 12/2023/TT-BTNMT\n\t"
              MOTTO "\n\n" MOTTO2 "\n\nHà Nội, ngày 09 tháng 11 năm 2023\n\n"
              "THÔNG TƯ\n\nQuy định kỹ thuật đo đạc\n\n"
              "Căn cứ Luật Đất đai ngày 29 tháng 11 năm 2013;\n\n"
              "Điều 1. Ban hành.\n\n"
              "\nKT. BỘ TRƯỞNG\n\nTHỨ TRƯỞNG\n\n(Đã ký)\n\nTrần Văn Tý\n",
      .issuer = "Bộ Tài nguyên và Môi trường", .parent = "", .province = "",
      .place = "Hà Nội", .signer = "Trần Văn Tý", .position = "THỨ TRƯỞNG",
      .authority = "KT. BỘ TRƯỞNG" },
    { .name = "the Youth Union's name stands where the motto does",
      .text = "BCH ĐOÀN TỈNH LAI CHÂU             ĐOÀN TNCS HỒ CHÍ MINH\n"
              "            ***\n"
              "   Số: 31 -CV/TĐTN                 Lai Châu, ngày 02 tháng 3 "
              "năm 2025\n\n      Kính gửi: Sở Nội vụ\n" BODY
              "                         TM. BAN THƯỜNG VỤ TỈNH ĐOÀN\n"
              "Nơi nhận:                          BÍ THƯ\n- Như trên;\n"
              "- Lưu VP.\n\n                             Lò Văn Pảnh\n",
      .issuer = "Ban Chấp hành Đoàn TNCS Hồ Chí Minh tỉnh Lai Châu",
      .province = "Lai Châu", .signer = "Lò Văn Pảnh", .position = "BÍ THƯ",
      .authority = "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN" },
    { .name = "no head: who signs says who issues",
      .text = "CHỈ THỊ\n\nVỀ VIỆC PHÒNG CHỐNG HẠN HÁN\n\n"
              "Mùa khô năm nay mực nước các hồ xuống thấp.\n\n"
              "| Nơi nhận: - Ban Bí thư; - Lưu: VT. | THỦ TƯỚNG Phan Văn Tám "
              "|\n|---|---|\n",
      .issuer = "Thủ tướng Chính phủ", .parent = "", .place = "",
      .province = "", .signer = "Phan Văn Tám", .position = "THỦ TƯỚNG",
      .distribution = "Ban Bí thư | Lưu: VT" },
    { .name = "no head: the preamble says who issues",
      .text = "THÔNG TƯ\n\nQuy định về nhãn hàng hóa\n\n"
              "Căn cứ Nghị định số 55/2025/NĐ-CP ngày 02 tháng 3 năm 2025;\n\n"
              "Bộ trưởng Bộ Khoa học và Công nghệ ban hành Thông tư quy định "
              "về nhãn hàng hóa.\n\nĐiều 1. Phạm vi.\n",
      .issuer = "Bộ Khoa học và Công nghệ", .province = "",
      .signer = "", .position = "" },
    { .name = "the head is cut: the authority line has the rest",
      .text = "| ỦY BAN THƯỜNG VỤ | " MOTTO " |\n|---|---|\n"
              "| Số: 77/NQ-UBTVQH13 | Hà Nội, ngày 11 tháng 4 năm 2013 |\n\n"
              "NGHỊ QUYẾT\n\nVỀ KẾT QUẢ GIÁM SÁT\n\nCăn cứ Hiến pháp;\n\n"
              "| Nơi nhận: - Như Điều 2; - Lưu: VT. | TM. ỦY BAN THƯỜNG VỤ "
              "QUỐC HỘI CHỦ TỊCH Nguyễn Văn Quý |\n",
      .issuer = "Ủy ban Thường vụ Quốc hội", .province = "",
      .authority = "TM. ỦY BAN THƯỜNG VỤ QUỐC HỘI", .position = "CHỦ TỊCH",
      .signer = "Nguyễn Văn Quý" },
    { .name = "a font lost the beginning: symbol and place line have it",
      .text = MOTTO "\n             TÀI CHÍNH                    " MOTTO2
              "\n\n  Số: 402 /STC- HTDN                  Bình Thuận, ngày 19 "
              "tháng 5 năm 2025\n  V/v tổ chức Đại hội\n\n"
              "                    Kính gửi: Sở ội vụ\n\n"
              "      Sở ài chính nhận được Công văn của Sở ội vụ.\n\n"
              "Nơi nhận:                                 KT.GIÁM ĐỐC\n"
              "- hư trên;                               PHÓ GIÁM ĐỐC\n"
              "- Lưu V .\n\n                                Đào Văn Hiếu\n",
      .issuer = "Sở Tài chính tỉnh Bình Thuận", .parent = "",
      .province = "Bình Thuận", .recipients = "Sở ội vụ",
      .distribution = "hư trên | Lưu V", .signer = "Đào Văn Hiếu",
      .authority = "KT.GIÁM ĐỐC" },
    { .name = "two authorities, interleaved with the list; a footnote below",
      .text = "ỦY BAN NHÂN DÂN              " MOTTO "\n"
              "    TỈNH YÊN BÁI              " MOTTO2 "\n\n"
              "   Số: 66   /GM-UBND         Yên Bái, ngày 19 tháng 01 năm "
              "2024\n\n                   GIẤY MỜI\n\n"
              "    Thực hiện Chương trình công tác tháng 01/2024, Ủy ban nhân "
              "dân tỉnh mời họp,\nvới nội dung sau:\n    1. Chủ trì.\n\n"
              "Nơi nhận:                                  TL. CHỦ TỊCH\n"
              "- Như thành phần mời;                  KT. CHÁNH VĂN PHÒNG\n"
              "- PCT. UBND tỉnh (Đ/c Lộc);\n"
              "                                       PHÓ CHÁNH VĂN PHÒNG\n"
              "- Lưu: VT, NC.\n\n\n"
              "                                          Hà Quang Trung\n\n"
              "1 Văn phòng UBND tỉnh về cải cách; Sở Nội vụ về tổ chức.\n",
      .issuer = "Ủy ban nhân dân tỉnh Yên Bái", .signer = "Hà Quang Trung",
      .position = "PHÓ CHÁNH VĂN PHÒNG",
      .authority = "TL. CHỦ TỊCH; KT. CHÁNH VĂN PHÒNG",
      .distribution = "Như thành phần mời | PCT. UBND tỉnh (Đ/c Lộc) | "
                      "Lưu: VT, NC",
      .recipients = "", .title = "" },
    { .name = "two titles; an abbreviation the text explains",
      .text = "UBND TỈNH CAO BẰNG               " MOTTO "\n"
              "HỘI ĐỒNG THẨM ĐỊNH,              " MOTTO2 "\n"
              "ĐÁNH GIÁ CHỈ SỐ CCHC\n\n"
              "   Số: 5     /TTr-HĐTĐ           Cao Bằng, ngày 03 tháng 02 năm "
              "2024\n\n                  TỜ TRÌNH\n       Về việc công bố\n\n"
              "           Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh\n\n"
              "Thực hiện công tác cải cách hành chính (CCHC) năm 2024.\n\n"
              "Nơi nhận:                      TM.HỘI ĐỒNG THẨM ĐỊNH\n"
              "- Như trên;                          CHỦ TỊCH\n- Lưu: VT.\n\n\n"
              "                               GIÁM ĐỐC SỞ NỘI VỤ\n"
              "                                 Nông Thanh Tùng\n",
      .issuer = "Hội đồng thẩm định, đánh giá Chỉ số cải cách hành chính "
                "tỉnh Cao Bằng",
      .parent = "Ủy ban nhân dân tỉnh Cao Bằng",
      .signer = "Nông Thanh Tùng",
      .position = "CHỦ TỊCH; GIÁM ĐỐC SỞ NỘI VỤ",
      .authority = "TM.HỘI ĐỒNG THẨM ĐỊNH" },
    { .name = "the date line is set into the subject's lines",
      .text = "UBND TỈNH LÀO CAI                " MOTTO "\n"
              "SỞ TƯ PHÁP                       " MOTTO2 "\n"
              "    Số: 171 /STP-VP\n"
              " V/v góp ý dự thảo Kế hoạch      Lào Cai, ngày 16 tháng 01 năm "
              "2024\n  kiểm tra năm 2024\n     trên địa bàn tỉnh\n\n"
              "                        Kính gửi: Sở Nội vụ\n" BODY,
      .place = "Lào Cai", .date = "2024-01-16",
      .title = "góp ý dự thảo Kế hoạch kiểm tra năm 2024 trên địa bàn tỉnh",
      .issuer = "Sở Tư pháp tỉnh Lào Cai", .recipients = "Sở Nội vụ",
      .signer = "" },
    { .name = "a commune's office says its place in the text alone",
      .text = "PHÒNG KINH TẾ\n\t" MOTTO "\n" MOTTO2 "\n\n"
              "Phù Mỹ Bắc, ngày 25 tháng 6 năm 2026\n\n"
              "BÁO CÁO CÔNG TÁC TUẦN\n\nI. TÌNH HÌNH\n"
              "- Báo cáo của xã Phù Mỹ Bắc gửi về tỉnh.\n\n"
              "\tNgười báo cáo\n\nĐinh Vũ Lân\n",
      .issuer = "Phòng Kinh tế xã Phù Mỹ Bắc", .province = "Gia Lai",
      .signer = "Đinh Vũ Lân", .position = "Người báo cáo" },
    { .name = "annexes with forms to sign follow",
      .text = "ỦY BAN NHÂN DÂN\nTỈNH NAM ĐỊNH\n" MOTTO "\n\nSố: 14/QĐ-UBND\n\n"
              "Nam Định, ngày 05 tháng 3 năm 2020\n\nQUYẾT ĐỊNH\nVề mẫu đơn\n\n"
              "Căn cứ Luật Đất đai;\n\nĐiều 1. Ban hành mẫu đơn.\n\n"
              "Nơi nhận:\n- Như Điều 3;\n- Lưu: VT.\tCHỦ TỊCH\n\n"
              "Phạm Đình Nghị\n\nPHỤ LỤC\nMẪU ĐƠN\n\n"
              "Nơi nhận:\n- Hộ gia đình.\n\nNGƯỜI ĐỀ NGHỊ\nNguyễn Văn Mẫu\n",
      .issuer = "Ủy ban nhân dân tỉnh Nam Định",
      .signer = "Phạm Đình Nghị", .position = "CHỦ TỊCH",
      .distribution = "Như Điều 3 | Lưu: VT" },
    { .name = "a scanner broke syllables",
      .text = "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI\n" MOTTO "\nSố: 8/QĐ-UBND\n"
              "Qu ả ng Ngãi, ngày 04 tháng 10 năm 2022\n\nQUYẾT ĐỊNH\n"
              "Về danh mục\n\nCăn cứ Luật;\n\nCHỦ TỊCH\n\nĐặ ng Ngọc Huy\n",
      .place = "Quảng Ngãi", .signer = "Đặng Ngọc Huy" },
    { .name = "two communes of one name: the one in a district it names",
      .text = "ỦY BAN NHÂN DÂN\nXÃ NGHĨA THÁI\n" MOTTO "\nSố: 3/BC-UBND\n"
              "Nghĩa Thái, ngày 04 tháng 10 năm 2021\n\nBÁO CÁO\n"
              "Kết quả năm\nThực hiện Quyết định số 97/QĐ-UBND ngày "
              "12/9/2021 của Ủy ban nhân dân huyện Tân Kỳ về việc giao chỉ "
              "tiêu phát triển kinh tế - xã hội, Ủy ban nhân dân xã báo cáo "
              "như sau:\n",
      .title = "Kết quả năm",
      .issuer = "Ủy ban nhân dân xã Nghĩa Thái", .province = "Nghệ An",
      .district = "huyện Tân Kỳ" },
    { .name = "places one below the other; names all in capitals",
      .text = "ỦY BAN NHÂN DÂN\nXÃ ĐÔNG PHƯƠNG\nHUYỆN ĐÔNG HƯNG\n" MOTTO "\n"
              "Số: 3/BC-UBND\nĐông Phương, ngày 04 tháng 10 năm 2021\n\n"
              "BÁO CÁO\nKết quả năm\n\nCăn cứ chương trình;\n\n"
              "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nVŨ ĐỨC THIỆN\n",
      .issuer = "Ủy ban nhân dân xã Đông Phương",
      .province = "Thái Bình", .district = "huyện Đông Hưng",
      .signer = "VŨ ĐỨC THIỆN" },
    { .name = "the Front's standing committee; urgency",
      .text = "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM\nTỈNH BẾN TRE\n"
              "BAN THƯỜNG TRỰC\n\n" MOTTO "\nHỎA TỐC\nSố: 9/MTTQ-BTT\n"
              "Bến Tre, ngày 04 tháng 10 năm 2021\n\n"
              "Kính gửi: Ban Thường trực các huyện\n" BODY,
      .issuer = "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Bến "
                "Tre",
      .parent = "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Bến Tre",
      .urgency = "Hỏa tốc", .province = "Bến Tre" },
    { .name = "the Front above, its committee below",
      .text = "MẶT TRẬN TỔ QUỐC VIỆT NAM\nỦY BAN TRUNG ƯƠNG\n" MOTTO "\n"
              "Số: 9/HD-MTTW\nHà Nội, ngày 04 tháng 10 năm 2021\n\n"
              "HƯỚNG DẪN\nThực hiện phong trào" BODY,
      .issuer = "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
      .parent = "Mặt trận Tổ quốc Việt Nam", .province = "" },
    { .name = "a law bears the date on which it was passed",
      .text = "QUỐC HỘI\n" MOTTO "\nLuật số: 9/2025/QH15\n\nLUẬT\nTHƯ VIỆN\n\n"
              "Căn cứ Hiến pháp;\n\nĐiều 1. Phạm vi.\n\nLuật này được Quốc hội "
              "khóa XV, Kỳ họp thứ 9 thông qua ngày 27 tháng 6 năm 2025.\n\n"
              "CHỦ TỊCH QUỐC HỘI\n\nĐã ký: Trần Thanh Mẫn\n",
      .issuer = "Quốc hội", .date = "2025-06-27",
      .signer = "Trần Thanh Mẫn", .position = "CHỦ TỊCH QUỐC HỘI",
      .province = "" },
    { .name = "the body of the Party's youth; position after a collective",
      .text = "BAN CHẤP HÀNH TRUNG ƯƠNG           ĐOÀN TNCS HỒ CHÍ MINH\n"
              "Số: 11 CV/TWĐTN                    Hà Nội, ngày 30 tháng 5 năm "
              "2011\nV/v tình nguyện hè\n\nKính gửi: Các tỉnh đoàn\n" BODY
              "TM. BAN BÍ THƯ TRUNG ƯƠNG ĐOÀN\nBÍ THƯ\nNguyễn Phước Lộc\n",
      .issuer = "Ban Chấp hành Trung ương Đoàn TNCS Hồ Chí Minh",
      .province = "", .authority = "TM. BAN BÍ THƯ TRUNG ƯƠNG ĐOÀN",
      .position = "BÍ THƯ", .signer = "Nguyễn Phước Lộc" },
    { .name = "a sentence with a date that asks for nothing",
      .text = "UBND TỈNH A\nSố: 1/UBND\nHà Giang, ngày 01 tháng 3 năm 2024\n\n"
              "Kính gửi: Các sở\n\nĐã hoàn thành trước ngày 01/5/2024.\n\n"
              "Trước ngày 15/4/2024, các sở gửi báo cáo về tỉnh.\n\n"
              "Báo cáo trước ngày 15/02/2024 đã gửi.\n",
      .deadlines = "2024-04-15" },
    { .name = "a converter made one line of the left column",
      .text = "| UBND TỈNH KON TUM SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI ------- "
              "| " MOTTO " " MOTTO2 " --------------- |\n|---|---|\n"
              "| Số: 12/SLĐTBXH-VP | Kon Tum, ngày 03 tháng 5 năm 2019 |\n\n"
              "| Kính gửi: | - Bộ Lao động - Thương binh và Xã hội; - Cục "
              "Việc làm. |\n|---|---|\n" BODY,
      .issuer = "Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum",
      .parent = "Ủy ban nhân dân tỉnh Kon Tum", .place = "Kon Tum",
      .recipients = "Bộ Lao động - Thương binh và Xã hội | Cục Việc làm" },
    { .name = "columns parted by single blanks",
      .text = "UBND TỈNH BẮC KẠN " MOTTO "\nSỞ Y TẾ " MOTTO2 "\n"
              "Số: 22/SYT-NV Bắc Kạn, ngày 03 tháng 5 năm 2019\n"
              "V/v tiêm chủng\n\nKính gửi: Các bệnh viện\n" BODY
              "Nơi nhận: KT. GIÁM ĐỐC\n- Như trên; PHÓ GIÁM ĐỐC\n"
              "- Lưu: VT.\n\nTạ Cát Long\n",
      .issuer = "Sở Y tế tỉnh Bắc Kạn", .place = "Bắc Kạn",
      .date = "2019-05-03", .signer = "Tạ Cát Long",
      .authority = "KT. GIÁM ĐỐC", .position = "PHÓ GIÁM ĐỐC",
      .distribution = "Như trên | Lưu: VT" },
    { .name = "a department of a department; a council's department",
      .text = "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\nCHI CỤC KIỂM LÂM\n" MOTTO "\n"
              "Số: 2/BC-CCKL\nLâm Đồng, ngày 03 tháng 9 năm 2025\n\nBÁO CÁO\n"
              "Tuần tra rừng" BODY,
      .issuer = "Chi cục Kiểm lâm tỉnh Lâm Đồng",
      .parent = "Sở Nông nghiệp và Môi trường tỉnh Lâm Đồng",
      .province = "Lâm Đồng" },
    { .name = "an organ is named after what is above",
      .text = "HĐND TỈNH HẬU GIANG\nBAN PHÁP CHẾ\n" MOTTO "\nSố: 2/BC-BPC\n"
              "Hậu Giang, ngày 03 tháng 9 năm 2024\n\nBÁO CÁO\nThẩm tra" BODY,
      .issuer = "Ban Pháp chế Hội đồng nhân dân tỉnh Hậu Giang",
      .parent = "Hội đồng nhân dân tỉnh Hậu Giang", .province = "Hậu Giang" },
    { .name = "a school has a number, no department",
      .text = "UBND HUYỆN LẠC DƯƠNG\nTRƯỜNG TIỂU HỌC XÃ LÁT SỐ 1\n" MOTTO "\n"
              "Số: 2/BC-TH\nLạc Dương, ngày 03 tháng 9 năm 2024\n\nBÁO CÁO\n"
              "Khai giảng" BODY,
      .issuer = "Trường Tiểu học xã Lát Số 1",
      .parent = "Ủy ban nhân dân huyện Lạc Dương" },
    { .name = "a heading goes on over blank lines; business is no address",
      .text = "CHÍNH PHỦ\n\n" MOTTO "\n\nSố: 2/2024/NĐ-CP\n\n"
              "Hà Nội, ngày 03 tháng 9 năm 2024\n\nNGHỊ ĐỊNH\n\n"
              "Kinh doanh hàng hóa theo\n\nLuật Thương mại và Nghị định "
              "ngày\n\n05 tháng 6 năm 2020\n\nCăn cứ Luật Tổ chức Chính "
              "phủ;\n",
      .title = "Kinh doanh hàng hóa theo Luật Thương mại và Nghị định ngày 05 "
               "tháng 6 năm 2020",
      .issuer = "Chính phủ" },
    { .name = "heading and trích yếu on one line",
      .text = "UBND TỈNH SÓC TRĂNG\n" MOTTO "\nSố: 2/QĐ-UBND\n"
              "Sóc Trăng, ngày 03 tháng 9 năm 2024\n"
              "QUYẾT ĐỊNH Về việc giao vốn\nnăm 2024\n\n"
              "Căn cứ Luật Đầu tư công;\n",
      .title = "Về việc giao vốn năm 2024" },
    { .name = "the committee is the issuer, not its chairman",
      .text = "CHỦ TỊCH ỦY BAN NHÂN DÂN\nTỈNH CAO BẰNG\n" MOTTO "\n"
              "Số: 2/CT-UBND\nCao Bằng, ngày 03 tháng 9 năm 2024\n\nCHỈ THỊ\n"
              "Phòng cháy rừng" BODY,
      .issuer = "Ủy ban nhân dân tỉnh Cao Bằng" },
    { .name = "no form at all: nothing is guessed",
      .text = "Thưa bà con,\n\nNăm nay xã ta được mùa. Chủ tịch xã Nguyễn Văn "
              "An đã về thăm.\n\nHội Nông dân tỉnh Thái Bình gửi lời chào.\n",
      .issuer = "", .parent = "", .place = "", .province = "", .signer = "",
      .position = "", .authority = "", .recipients = "",
      .distribution = "" },
};

static void test_forms(void **state)
{
    (void)state;
    check_forms(cases, sizeof cases / sizeof *cases);
}

/* ---- ranks -------------------------------------------------------------- */

static const struct { const char *line, *signer; } names[] = {
    { "Thiếu tướng Lê Văn Tám", "Lê Văn Tám" },
    { "GS.TS. Trần Hữu Dũng", "Trần Hữu Dũng" },
    { "PGS, TS Đỗ Thị Lan", "Đỗ Thị Lan" },
    { "ThS.BS. Vũ Minh Đức", "Vũ Minh Đức" },
    { "BSCKII. Lưu Thị Hà", "Lưu Thị Hà" },
    { "Bác sĩ Hồ Công", "Hồ Công" },
    { "(Đã ký) Ngô Xuân Bắc", "Ngô Xuân Bắc" },
    { "Tạ Quang Bình (Đã ký)", "Tạ Quang Bình" },
    { "Y Thanh Hà Niê Kđăm", "Y Thanh Hà Niê Kđăm" },
    { "K'Brông Ha", "K'Brông Ha" },
    { "A Nguyên Thái", "A Nguyên Thái" },
    { "H' Ngăm Niê", "H' Ngăm Niê" },
    { "Tôn Nữ Thị Ninh", "Tôn Nữ Thị Ninh" },
    { "Đinh  Thị  Mai", "Đinh Thị Mai" },
    { "Ðặng Văn Ðức", "Đặng Văn Đức" }, /* Ð is Icelandic */
    { "Chủ tịch Hội đồng", "" },
    { "Như trên", "" },
    { "Công An Tỉnh", "" },
    { "Sở Nội Vụ", "" },
    { "1234567", "" },
    { "Chương III", "" },
    { "Chương V", "" },
    { "LÊ HỮU TRÁC", "LÊ HỮU TRÁC" },
    { "KẾ HOẠCH", "" },
    { "Nguyễn", "" },
};

static void test_names(void **state)
{
    struct reading r = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char text[512];

        snprintf(text, sizeof text,
                 "SỞ Y TẾ\n" MOTTO "\nSố: 1/SYT\n" BODY "GIÁM ĐỐC\n\n%s\n",
                 names[i].line);
        read_form(&r, cvd_str_from(text));
        if (!cvd_str_equal(r.form.signer, cvd_str_from(names[i].signer)))
            fail_msg("\"%s\" is signed by \"%.*s\"", names[i].line,
                     (int)r.form.signer.len, r.form.signer.ptr);
    }
    release(&r);
}

/* ---- what attacks ------------------------------------------------------- */

static void repeat(struct cvd_buf *b, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_int_equal(cvd_buf_add_text(b, s), CVD_OK);
}

static void test_limits(void **state)
{
    struct reading r = { 0 };
    struct cvd_buf b = { 0 };

    (void)state;
    repeat(&b, "SỞ Y TẾ\n" MOTTO "\nSố: 1/SYT\n\nKính gửi:\n", 1);
    repeat(&b, "- Sở Tài chính;\n", 100000);
    repeat(&b, "\nNơi nhận:\n", 1);
    repeat(&b, "- Như trên;\n", CVD_FORM_LINES_MAX + 7);
    read_form(&r, cvd_buf_str(&b));
    assert_int_equal(r.form.recipient_count, CVD_FORM_LINES_MAX);
    assert_int_equal(r.form.distribution_count, CVD_FORM_LINES_MAX);
    assert_int_equal(r.form.dropped, 100000 - CVD_FORM_LINES_MAX + 7);
    cvd_buf_release(&b);
    release(&r);
}

static void test_endless(void **state)
{
    static const char *const pieces[] = {
        "Kính gửi: ", "SỞ ", "SỞ Y TẾ\n", "|", "- ", "TM. ", "KT. CHỦ TỊCH\n",
        "<br>", "<", "Nơi nhận:\n", "CHỦ TỊCH\n", "“", "(", "Hà Nội, ngày ",
        "\t", "ỦY ",
        "TỈNH ", "Nguyễn Văn An\n", "trước ngày 01/02/2024 ", "\xC2\xA0", "*",
    };
    struct reading r = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
            struct cvd_buf b = { 0 };

            repeat(&b, MOTTO "\nSố: 1/QĐ-UBND\n", 1);
            repeat(&b, pieces[i], 3000);
            repeat(&b, pieces[k], 3000);
            read_form(&r, cvd_buf_str(&b));
            assert_true(r.form.issuer.len <= CVD_FORM_NAME_BYTES_MAX);
            assert_true(r.form.recipient_count <= CVD_FORM_LINES_MAX);
            cvd_buf_release(&b);
        }
    release(&r);
}

static void test_cut(void **state)
{
    (void)state;
    check_cut(cases, sizeof cases / sizeof *cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms), cmocka_unit_test(test_names),
        cmocka_unit_test(test_limits), cmocka_unit_test(test_endless),
        cmocka_unit_test(test_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
