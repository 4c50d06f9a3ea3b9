/* growth_phrases.c - issuers, types and set phrases, composed by the project.
 *
 * May depend on: growth_names.h. */
#include "bench/growth_names.h"

#define C GROWTH_CENTRAL
#define P GROWTH_PROVINCE
#define D GROWTH_DISTRICT
#define W GROWTH_COMMUNE

const struct growth_issuer growth_issuers[] = {
    { C, false, "TTg", "", "Thủ tướng Chính phủ", "Thủ tướng Chính phủ",
      "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", 8 },
    { C, true, "TW", "", "Ban Chấp hành Trung ương", "Ban Bí thư",
      "T/M BAN BÍ THƯ", "THƯỜNG TRỰC BAN BÍ THƯ", 6 },
    { C, false, "BCT", "", "Bộ Công Thương", "Bộ Công Thương",
      "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", 8 },
    { C, false, "BTC", "", "Bộ Tài chính", "Bộ Tài chính",
      "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", 7 },
    { C, false, "BNV", "", "Bộ Nội vụ", "Bộ Nội vụ", "KT. BỘ TRƯỞNG",
      "THỨ TRƯỞNG", 6 },
    { C, false, "BYT", "", "Bộ Y tế", "Bộ Y tế", "KT. BỘ TRƯỞNG",
      "THỨ TRƯỞNG", 5 },
    { C, false, "BGDĐT", "", "Bộ Giáo dục và Đào tạo",
      "Bộ Giáo dục và Đào tạo", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", 5 },
    { C, false, "BVHTTDL", "", "Bộ Văn hóa, Thể thao và Du lịch",
      "Bộ Văn hóa, Thể thao và Du lịch", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", 4 },
    { C, false, "BNNPTNT", "", "Bộ Nông nghiệp và Phát triển nông thôn",
      "Bộ Nông nghiệp và Phát triển nông thôn", "KT. BỘ TRƯỞNG",
      "THỨ TRƯỞNG", 4 },
    { C, true, "BTGTW", "Ban Chấp hành Trung ương", "Ban Tuyên giáo",
      "Ban Tuyên giáo Trung ương", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", 5 },
    { C, false, "MTTW", "Mặt trận Tổ quốc Việt Nam",
      "Ủy ban Trung ương",
      "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
      "TM. BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH", 5 },
    { C, false, "TLĐ", "", "Tổng Liên đoàn Lao động Việt Nam",
      "Tổng Liên đoàn Lao động Việt Nam", "TM. ĐOÀN CHỦ TỊCH",
      "PHÓ CHỦ TỊCH", 3 },
    { P, false, "UBND", "Ủy ban nhân dân", "%k %p",
      "Ủy ban nhân dân %k %p", "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", 30 },
    { P, false, "HĐND", "Hội đồng nhân dân", "%k %p",
      "Hội đồng nhân dân %k %p", "CHỦ TỊCH", "CHỦ TỊCH", 5 },
    { P, true, "TU", "Đảng bộ %k %p", "%u", "%u %p",
      "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", 14 },
    { P, true, "BTGTU", "%u %p", "Ban Tuyên giáo",
      "Ban Tuyên giáo %u %p", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", 8 },
    { P, true, "BDVTU", "%u %p", "Ban Dân vận", "Ban Dân vận %u %p",
      "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", 4 },
    { P, false, "SCT", "Ủy ban nhân dân %k %p", "Sở Công Thương",
      "Sở Công Thương %k %p", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", 9 },
    { P, false, "SNV", "Ủy ban nhân dân %k %p", "Sở Nội vụ",
      "Sở Nội vụ %k %p", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", 7 },
    { P, false, "STC", "Ủy ban nhân dân %k %p", "Sở Tài chính",
      "Sở Tài chính %k %p", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", 7 },
    { P, false, "SGDĐT", "Ủy ban nhân dân %k %p",
      "Sở Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo %k %p",
      "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", 7 },
    { P, false, "SYT", "Ủy ban nhân dân %k %p", "Sở Y tế",
      "Sở Y tế %k %p", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", 6 },
    { P, false, "STTTT", "Ủy ban nhân dân %k %p",
      "Sở Thông tin và Truyền thông",
      "Sở Thông tin và Truyền thông %k %p", "KT. GIÁM ĐỐC",
      "PHÓ GIÁM ĐỐC", 5 },
    { P, false, "SVHTTDL", "Ủy ban nhân dân %k %p",
      "Sở Văn hóa, Thể thao và Du lịch",
      "Sở Văn hóa, Thể thao và Du lịch %k %p", "KT. GIÁM ĐỐC",
      "PHÓ GIÁM ĐỐC", 5 },
    { P, false, "MTTQ-BTT", "Ủy ban Mặt trận Tổ quốc Việt Nam",
      "%k %p", "Ủy ban Mặt trận Tổ quốc Việt Nam %k %p",
      "TM. BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH", 8 },
    { P, false, "LĐLĐ", "Tổng Liên đoàn Lao động Việt Nam",
      "Liên đoàn Lao động %k %p", "Liên đoàn Lao động %k %p",
      "TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH", 5 },
    { P, false, "HND", "Hội Nông dân Việt Nam",
      "Hội Nông dân %k %p", "Hội Nông dân %k %p", "TM. BAN THƯỜNG VỤ",
      "PHÓ CHỦ TỊCH", 4 },
    { P, false, "BTV", "Hội Liên hiệp Phụ nữ Việt Nam",
      "Hội Liên hiệp Phụ nữ %k %p", "Hội Liên hiệp Phụ nữ %k %p",
      "TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH", 4 },
    { P, false, "BCĐ", "Ủy ban nhân dân %k %p",
      "Ban Chỉ đạo Cuộc vận động", "Ban Chỉ đạo Cuộc vận động %k %p",
      "TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", 5 },
    { D, false, "UBND", "Ủy ban nhân dân", "%k %p",
      "Ủy ban nhân dân %k %p", "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", 30 },
    { D, true, "HU", "Đảng bộ %k %p", "%u", "%u %p",
      "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", 16 },
    { D, true, "BTGHU", "%u %p", "Ban Tuyên giáo",
      "Ban Tuyên giáo %u %p", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", 6 },
    { D, false, "MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam", "%k %p",
      "Ủy ban Mặt trận Tổ quốc Việt Nam %k %p", "TM. BAN THƯỜNG TRỰC",
      "PHÓ CHỦ TỊCH", 9 },
    { D, false, "LĐLĐ", "", "Liên đoàn Lao động %k %p",
      "Liên đoàn Lao động %k %p", "TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH", 4 },
    { D, false, "HND", "", "Hội Nông dân %k %p", "Hội Nông dân %k %p",
      "TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH", 4 },
    { W, false, "UBND", "Ủy ban nhân dân", "%k %p",
      "Ủy ban nhân dân %k %p", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", 12 },
    { W, true, "ĐU", "Đảng bộ %k %p", "%u", "%u %k %p",
      "T/M BAN THƯỜNG VỤ", "BÍ THƯ", 5 },
    { W, false, "MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam", "%k %p",
      "Ủy ban Mặt trận Tổ quốc Việt Nam %k %p", "TM. BAN THƯỜNG TRỰC",
      "CHỦ TỊCH", 4 },
};
const uint32_t growth_issuer_count =
    sizeof growth_issuers / sizeof *growth_issuers;

const struct growth_type growth_types[] = {
    { "Công văn", "CV", 33 }, { "Kế hoạch", "KH", 20 },
    { "Báo cáo", "BC", 14 }, { "Quyết định", "QĐ", 10 },
    { "Thông báo", "TB", 7 }, { "Hướng dẫn", "HD", 4 },
    { "Chỉ thị", "CT", 3 }, { "Nghị quyết", "NQ", 3 },
    { "Tờ trình", "TTr", 3 }, { "Giấy mời", "GM", 2 },
    { "Chương trình", "CTr", 1 },
};
const uint32_t growth_type_count =
    sizeof growth_types / sizeof *growth_types;

const char *const growth_doings[] = {
    "triển khai", "kết quả sáu tháng đầu năm về", "tăng cường",
    "tổ chức sơ kết", "kiểm tra, giám sát", "phân công nhiệm vụ về",
    "đôn đốc báo cáo", "tổng kết mười năm", "phát động thi đua về",
    "tuyên truyền", "lấy ý kiến góp ý về", "điều chỉnh",
    "chấn chỉnh", "phối hợp", "sửa đổi quy chế về", "bổ sung kinh phí cho",
    NULL
};

const char *const growth_matters[] = {
    "công tác cải cách hành chính", "xây dựng trường đạt chuẩn quốc gia",
    "phòng, chống thiên tai", "chuyển đổi số cấp xã", "giảm nghèo đa chiều",
    "vệ sinh an toàn thực phẩm", "trật tự an toàn giao thông dịp lễ",
    "thu ngân sách trên địa bàn", "giải phóng mặt bằng khu tái định cư",
    "tiêm chủng mở rộng", "dạy nghề cho lao động nông thôn",
    "phòng cháy, chữa cháy rừng", "công tác tiếp công dân",
    "bảo tồn làng nghề truyền thống", "cấp nước sạch nông thôn",
    "thi đua, khen thưởng", "quản lý đất đai ven sông",
    "xúc tiến thương mại vùng biên", "hội khỏe và văn nghệ quần chúng",
    "bình ổn giá dịp Tết", "tuyển quân", "kê khai tài sản",
    "đánh giá, xếp loại cán bộ", "bảo hiểm y tế toàn dân",
    "thu gom, phân loại rác thải", "phát triển du lịch cộng đồng",
    "khuyến công và sản phẩm tiêu biểu", "bầu cử và công tác nhân sự",
    "thống kê hộ kinh doanh", "chăm sóc người có công",
    "phòng, chống dịch bệnh gia súc", "sắp xếp đơn vị hành chính",
    NULL
};

const char *const growth_recipients[] = {
    "Như trên", "Thường trực %u %p (b/c)", "Các sở, ban, ngành",
    "Ủy ban nhân dân các xã, phường", "Đài Phát thanh và Truyền hình",
    "Ủy ban Mặt trận Tổ quốc %k %p", "Các phòng chuyên môn",
    "Công an %k %p", "Báo %p", "Chánh Văn phòng", "Hội Nông dân %k %p",
    "Các đoàn thể chính trị - xã hội", "Cổng thông tin điện tử",
    NULL
};

const char *const growth_families[] = {
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Lý", "Cao", "Đinh", "Lâm", "Mai", "Tạ", "Hà",
    "Quách", "Thạch", "Ksor", "Lò", "Giàng", NULL
};

const char *const growth_middles[] = {
    "Văn", "Thị", "Đức", "Hữu", "Minh", "Ngọc", "Quang", "Thanh", "Xuân",
    "Đình", "Kim", "Bá", "Anh", "Duy", "Hồng", "Trọng", NULL
};

const char *const growth_given[] = {
    "An", "Bình", "Chiến", "Dũng", "Đạt", "Giang", "Hà", "Hải", "Hạnh",
    "Hiền", "Hòa", "Hùng", "Hương", "Khánh", "Lan", "Liên", "Long", "Mai",
    "Minh", "Nam", "Nga", "Nghĩa", "Phong", "Phúc", "Quân", "Quý", "Sơn",
    "Tâm", "Thảo", "Thắng", "Thủy", "Tiến", "Toàn", "Trang", "Tuấn", "Uyên",
    "Việt", "Vinh", "Xuyến", "Yến", NULL
};
