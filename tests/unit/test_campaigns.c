/* test_campaigns.c - campaigns.h: which campaigns a text names. */
#include "tests/unit/campaigns_support.h"

#include "base/limits.h"

#define HIEN_KE \
    "hien-ke-xay-dung-va-phat-trien-tinh-dak-lak-giau-dep-van-minh"

static void check_texts(const struct text_case *c, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *have = found(c[i].text);
        if (strcmp(have, c[i].want) != 0)
            fail_msg("\"%s\": found \"%s\", want \"%s\"", c[i].text, have,
                     c[i].want);
    }
}
#define CHECK_TEXTS(cases) \
    check_texts(cases, sizeof cases / sizeof *cases)

/* ---- listed names ---------------------------------------------------- */

static void test_one_name_however_written(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        { "Cuộc vận động “Người Việt Nam ưu tiên dùng hàng Việt Nam”",
          HANG_VIET " 1" },
        { "BAN CHỈ ĐẠO CUỘC VẬN ĐỘNG\n"
          "“NGƯỜI VIỆT NAM ƯU TIÊN\nDÙNG HÀNG VIỆT NAM”", HANG_VIET " 1" },
        { "về việc người Việt Nam ưu tiên dùng hàng Việt Nam",
          HANG_VIET " 1" },
        { "Cuoc van dong Nguoi Viet Nam uu tien dung hang Viet Nam",
          HANG_VIET " 1" },
        { "CVĐ *‘Người Việt Nam ưu tiên dùng hàng Việt Nam’* và Người Việt "
          "dùng hàng Việt", HANG_VIET " 2" },
        { "Phong trào Xoá nhà tạm nhà dột nát",
          "xoa-nha-tam-nha-dot-nat 1" },
        /* A slip of the scanner in a long name; two in a longer one. */
        { "“Hiển kế xây dựng và phát triển tỉnh Đắk Lắk giàu đẹp, văn minh”",
          HIEN_KE " 1" },
        { "“Hiển kế xây dụng và phát triển tỉnh Đắk Lắk giàu đẹp, văn minh”",
          HIEN_KE " 1" },
    };
    CHECK_TEXTS(cases);
}

static void test_what_is_not_the_name(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        { "", "" },
        { "Người Việt Nam dùng bữa", "" },
        /* A short name with another mark in it is another name. */
        { "phong trào dân văn khéo", "" },
        { "phong trào dan van kheo", "dan-van-kheo 1" },
        { "Tết nhận ái", "" },
        /* Three slips in a long name. */
        { "“Hiển kệ xấy dựng và phát triển tỉnh Đắk Lắk giàu đẹp”", "" },
        /* Chỉ thị 05 of somebody else is no campaign. */
        { "Chỉ thị số 05/CT-UBND ngày 02/3/2023", "" },
    };
    CHECK_TEXTS(cases);
}

static void test_short_names(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        { "sản phẩm OCOP", "moi-xa-mot-san-pham 1" },
        { "sản phẩm Ocop", "moi-xa-mot-san-pham 1" },
        { "xã đạt chuẩn NTM; xây dựng nông thôn mới", NTM " 2" },
        { "ntm", "" },
        { "phong trào TDBVANTQ", "toan-dan-bao-ve-an-ninh-to-quoc 1" },
        { "phong trào tdbvantq", "" },
        { "Hội thi GVNĐVN", "gioi-viec-nuoc-dam-viec-nha 1" },
        { "Hội thi GVNDVN", "" },
        /* With the capitals of the list only. */
        { "Tháng Thanh niên năm 2023", "thang-thanh-nien 1" },
        { "mỗi tháng thanh niên trong xã", "" },
    };
    CHECK_TEXTS(cases);
}

static void test_ordinary_speech(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        { "đội thanh niên tình nguyện", "" },
        { "phong trào thanh niên tình nguyện", "thanh-nien-tinh-nguyen 1" },
        { "mô hình “Mẹ đỡ đầu”", "me-do-dau 1" },
        { "nhận làm mẹ đỡ đầu", "" },
        { "Cuộc thi viết chính luận bảo vệ nền tảng tư tưởng của Đảng",
          "bao-ve-nen-tang-tu-tuong-cua-dang 1" },
        { "nhiệm vụ bảo vệ nền tảng tư tưởng của Đảng", "" },
        /* A clause ends between the kind and the words. */
        { "tổng kết phong trào, thanh niên tình nguyện", "" },
        { "sơ kết phong trào.\nThanh niên tình nguyện có mặt", "" },
    };
    CHECK_TEXTS(cases);
}

static void test_names_inside_names(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        { "Cả nước chung sức xây dựng nông thôn mới",
          "ca-nuoc-chung-suc-xay-dung-nong-thon-moi 1" },
        { "Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh",
          "toan-dan-doan-ket-xay-dung-nong-thon-moi-do-thi-van-minh 1" },
        /* Set off by quotation marks of its own it counts. */
        { "Đề án Phát triển thị trường trong nước gắn với Cuộc vận động "
          "“Người Việt Nam ưu tiên dùng hàng Việt Nam” giai đoạn 2021-2025",
          "de-an-phat-trien-thi-truong-trong-nuoc-gan-voi-cuoc-van-dong-"
          HANG_VIET " 1, " HANG_VIET " 1" },
        { "Đề án Phát triển thị trường trong nước gắn với Cuộc vận động "
          "Người Việt Nam ưu tiên dùng hàng Việt Nam",
          "de-an-phat-trien-thi-truong-trong-nuoc-gan-voi-cuoc-van-dong-"
          HANG_VIET " 1" },
        { "Quỹ “Vì người nghèo”", "ngay-vi-nguoi-ngheo 1" },
    };
    CHECK_TEXTS(cases);
}

/* ---- names nobody listed --------------------------------------------- */

static void test_quoted_names(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        { "Cuộc vận động “Tiếp bước cho em đến trường”",
          "+tiep-buoc-cho-em-den-truong 1" },
        { "Cuộc thi trực tuyến tìm hiểu “Tủ sách dòng họ - Ngọn đèn quê” "
          "lần thứ nhất", "+tu-sach-dong-ho-ngon-den-que 1" },
        { "Hội thi \"Nhà nông\nđua tài\" năm 2023",
          "+nha-nong-dua-tai 1" },
        { "Chiến dịch «Ba tháng cao điểm» và Tuần lễ ''Nước sạch về bản''",
          "+ba-thang-cao-diem 1, +nuoc-sach-ve-ban 1" },
        { "Phong trào **Bản không khói trắng** ở xã",
          "+ban-khong-khoi-trang 1" },
        { "CVĐ “*10 phút mỗi tuần*”", "+10-phut-moi-tuan 1" },
        { "Phong trào ‘Chợ M’nông sạch đẹp’", "+cho-m-nong-sach-dep 1" },
        { "Cuộc thi ”Bản không khói trắng“", "+ban-khong-khoi-trang 1" },
        { "Hội thi \" Nhà nông đua tài \"", "+nha-nong-dua-tai 1" },
        { "cuộc vận động quyên góp ủng hộ quỹ “Áo ấm vùng cao”",
          "+ao-am-vung-cao 1" },
        { "Tháng hành động vì môi trường “Sông không rác”",
          "+song-khong-rac 1" },
        { "Cuộc vận động “Một chữ”, “Hai chữ nữa”", "+mot-chu 1" },
        /* A time at the end is not of the name, nor are place and kind. */
        { "Ngày hội “Trăng rằm quê em năm học 2022 - 2023” và Ngày hội "
          "“Trăng rằm quê em” lần thứ II, Ngày hội “Trăng rằm quê em lần "
          "thứ III, năm 2024”", "+trang-ram-que-em 3" },
    };
    CHECK_TEXTS(cases);
}

static void test_one_entity(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        { "Cuộc thi “Hoà bình xanh” và Hội thi \"HÒA BÌNH\nXANH\", "
          "cuộc thi ‘hòa bình xanh’", "+hoa-binh-xanh 3" },
        /* Found again without the marks; a short one only after a kind. */
        { "Cuộc thi “Tiếp bước cho em đến trường”. Trong ba năm, Tiếp bước "
          "cho em đến trường đã đi xa.", "+tiep-buoc-cho-em-den-truong 2" },
        { "Phong trào “Sông xanh”. Con sông xanh. Phong trào Sông xanh.",
          "+song-xanh 2" },
    };
    CHECK_TEXTS(cases);
}

static void test_what_is_quoted_but_no_name(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        { "Chương trình “tín hiệu vệ tinh”", "" },
        { "Tuần lễ với chủ đề “Nước là sự sống”", "" },
        { "Cuộc vận động, trong đó có “Hai chữ nữa”", "" },
        { "thay cụm từ “Chương trình” bằng cụm từ “Kế hoạch năm năm”", "" },
        { "Chương trình số 12-CTr/TU “Phát triển đô thị”", "" },
        { "Cuộc thi “Về việc tổ chức hội nghị”", "" },
        { "Phong trào “Từ”", "" },
        { "Cuộc thi “Đây là một câu. Và một câu nữa”", "" },
        { "Cuộc thi “Đây là một câu trọn vẹn.”", "" },
        { "Cuộc vận động “Người Việt Nam…”", "" },
        { "Đề án “Phát triển rừng ngập mặn”", "" },
        { "Cuộc vận động do huyện phát động và “Áo ấm vùng cao”", "" },
        /* 26 words. */
        { "Cuộc thi “a b c d e f g h i k l m n o p q r s t u v x y aa bb "
          "cc”", "" },
    };
    CHECK_TEXTS(cases);
}

static void test_marks_that_do_not_close(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        { "Cuộc thi “Áo ấm vùng cao", "" },
        { "Cuộc thi “Áo ấm vùng cao\n\nđoạn khác”", "" },
        { "Cuộc thi ““Áo ấm vùng cao”", "+ao-am-vung-cao 1" },
        { "Cuộc thi ““Áo ấm vùng cao””", "+ao-am-vung-cao 1" },
        /* Two opened, one closed, as usually printed. */
        { "Cuộc thi “Tìm hiểu phong trào “Áo ấm vùng cao” năm 2023",
          "+tim-hieu-phong-trao-ao-am-vung-cao 1, +ao-am-vung-cao 1" },
        { "Cuộc thi “Tìm hiểu phong trào “Áo ấm vùng cao”” năm 2023",
          "+tim-hieu-phong-trao-ao-am-vung-cao 1, +ao-am-vung-cao 1" },
    };
    CHECK_TEXTS(cases);
}

static void test_listed_or_longer(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        /* A listed name and more in the same marks is still the listed. */
        { "Cuộc vận động “Người Việt Nam ưu tiên dùng hàng Việt Nam trong "
          "tình hình mới”", HANG_VIET " 1" },
        { "Phong trào “Dân vận khéo năm 2023”", "dan-van-kheo 1" },
        /* One that is listed inside a longer one is not counted. */
        { "Cuộc thi “Một phút kể chuyện OCOP quê em”",
          "+mot-phut-ke-chuyen-ocop-que-em 1" },
        { "Cuộc thi “Hiến kế cho con hẻm của em”",
          "+hien-ke-cho-con-hem-cua-em 1" },
    };
    CHECK_TEXTS(cases);
}

static void test_name_shown(void **state)
{
    (void)state;
    static const struct { const char *text, *name; } cases[] = {
        { "CUỘC THI “TỦ SÁCH\n DÒNG  HỌ”\nCuộc thi “Tủ sách *dòng\thọ*”",
          "Tủ sách dòng họ" },
        { "Cuộc thi “Tìm hiểu “Áo ấm” cùng em”", "Tìm hiểu “Áo ấm” cùng em" },
        { "Cuộc thi “Em tìm hiểu “Áo ấm””", "Em tìm hiểu “Áo ấm”" },
        { "sản phẩm OCOP", "Mỗi xã một sản phẩm" },
    };
    struct cvd_tokens t = { 0 };
    struct cvd_campaigns c = { 0 };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cvd_str text = cvd_str_from(cases[i].text);
        char have[256];
        assert_int_equal(cvd_tokenize(text, &t), CVD_OK);
        assert_int_equal(cvd_campaigns_find(text, &t, NULL, &c), CVD_OK);
        assert_int_equal(c.count, 1);
        snprintf(have, sizeof have, "%.*s", (int)c.list[0].name.len,
                 c.list[0].name.ptr);
        assert_string_equal(have, cases[i].name);
    }
    cvd_campaigns_release(&c);
    cvd_tokens_release(&t);
}

/* ---- limits ---------------------------------------------------------- */

static void test_no_more_than_the_limit(void **state)
{
    struct cvd_buf text = { 0 };
    struct cvd_tokens t = { 0 };
    struct cvd_campaigns c = { 0 };

    (void)state;
    for (unsigned i = 0; i < 2 * CVD_CAMPAIGNS_MAX; i++)
        assert_int_equal(cvd_buf_printf(&text, "Cuộc thi “Hội xuân %u”. ",
                                        i), CVD_OK);
    assert_int_equal(cvd_buf_add_text(&text, "OCOP"), CVD_OK);
    assert_int_equal(cvd_tokenize(cvd_buf_str(&text), &t), CVD_OK);
    assert_int_equal(cvd_campaigns_find(cvd_buf_str(&text), &t, NULL, &c),
                     CVD_OK);
    assert_int_equal(c.count, CVD_CAMPAIGNS_MAX);
    cvd_campaigns_release(&c);
    cvd_tokens_release(&t);
    cvd_buf_release(&text);
}

/* Text without end of what begins names: time grows with its length only, so
 * that this test ends. */
static void test_hostile_texts(void **state)
{
    static const char *const pieces[] = {
        "“", "“ ", "a“", "Cuộc vận động ", "Cuộc vận động “", "cuộc “a ",
        "Cuộc thi “a b” ", "\"'", "* ", "OCOP ", "người việt nam ưu tiên ",
        "“Cuộc thi “b ", "\n", "phong trào thi đua "
    };
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        char *text = repeated(pieces[i], 1 << 20);
        (void)found(text);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_name_however_written),
        cmocka_unit_test(test_what_is_not_the_name),
        cmocka_unit_test(test_short_names),
        cmocka_unit_test(test_ordinary_speech),
        cmocka_unit_test(test_names_inside_names),
        cmocka_unit_test(test_quoted_names),
        cmocka_unit_test(test_one_entity),
        cmocka_unit_test(test_what_is_quoted_but_no_name),
        cmocka_unit_test(test_marks_that_do_not_close),
        cmocka_unit_test(test_listed_or_longer),
        cmocka_unit_test(test_name_shown),
        cmocka_unit_test(test_no_more_than_the_limit),
        cmocka_unit_test(test_hostile_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
