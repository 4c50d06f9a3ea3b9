/* test_campaigns.c - campaigns.h: which campaigns a text and a query name. */
#include "analyzers/campaigns.h"
#include "analyzers/slug.h"
#include "base/limits.h"
#include "tests/unit/support.h"

#include <stdio.h>
#include <string.h>

#define HANG_VIET "nguoi-viet-nam-uu-tien-dung-hang-viet-nam"
#define HIEN_KE \
    "hien-ke-xay-dung-va-phat-trien-tinh-dak-lak-giau-dep-van-minh"
#define NTM "chuong-trinh-muc-tieu-quoc-gia-xay-dung-nong-thon-moi"

/* "code N, code N": the campaigns of `text` and their mentions, those that
 * nobody listed with a '+' before.  The caller frees nothing. */
static const char *found_with(const char *text,
                              const struct cvd_campaign_list *own)
{
    static char out[8192];
    struct cvd_tokens t = { 0 };
    struct cvd_campaigns c = { 0 };
    size_t at = 0;

    assert_int_equal(cvd_tokenize(cvd_str_from(text), &t), CVD_OK);
    assert_int_equal(cvd_campaigns_find(cvd_str_from(text), &t, own, &c),
                     CVD_OK);
    out[0] = '\0';
    for (size_t i = 0; i < c.count; i++) {
        const struct cvd_campaign *k = &c.list[i];
        assert_true(k->count > 0 && k->first + k->count <= t.count);
        at += (size_t)snprintf(out + at, sizeof out - at, "%s%s%.*s %zu",
                               i ? ", " : "", k->listed ? "" : "+",
                               (int)k->code.len, k->code.ptr, k->mentions);
        assert_true(at < sizeof out);
    }
    cvd_campaigns_release(&c);
    cvd_tokens_release(&t);
    return out;
}

static const char *found(const char *text)
{
    return found_with(text, NULL);
}

struct text_case {
    const char *text, *want;
};

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

static char *repeated(const char *piece, size_t bytes)
{
    size_t len = strlen(piece), n = bytes / len;
    char *out = malloc(n * len + 1);

    assert_non_null(out);
    for (size_t i = 0; i < n; i++)
        memcpy(out + i * len, piece, len);
    out[n * len] = '\0';
    return out;
}

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

/* ---- queries --------------------------------------------------------- */

static const char *asked_with(const char *query,
                              const struct cvd_campaign_list *own)
{
    static char out[1024];
    struct cvd_tokens t = { 0 };
    struct cvd_campaign_match m[4];
    bool any_marks = true;
    size_t at = 0;

    assert_int_equal(cvd_tokenize(cvd_str_from(query), &t), CVD_OK);
    for (size_t i = 0; i < t.count; i++)
        any_marks = any_marks && !t.tok[i].marked;
    size_t n = cvd_campaigns_in_query(&t, 0, t.count, any_marks, own, m, 4);
    out[0] = '\0';
    for (size_t i = 0; i < n; i++)
        at += (size_t)snprintf(out + at, sizeof out - at, "%s%zu+%zu %s",
                               i ? ", " : "", m[i].first, m[i].count,
                               m[i].code);
    cvd_tokens_release(&t);
    return out;
}

static void test_queries(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        { "kế hoạch 277 ocop ninh thuận 2023", "3+1 moi-xa-mot-san-pham" },
        { "ke hoach 277 ocop ninh thuan", "3+1 moi-xa-mot-san-pham" },
        { "ntm ha tinh", "0+1 " NTM },
        { "nguoi viet nam uu tien dung hang viet nam quang ninh",
          "0+9 " HANG_VIET },
        { "bao cao dan van kheo", "2+3 dan-van-kheo" },
        { "báo cáo dân văn khéo", "" },
        { "báo cáo dân van khéo", "2+3 dan-van-kheo" },
        { "xây dựng nông thôn mới toàn dân đoàn kết xây dựng nông thôn mới",
          "5+9 toan-dan-doan-ket-xay-dung-nong-thon-moi-do-thi-van-minh, "
          "0+5 " NTM },
        /* Ordinary speech alone, or after its kind. */
        { "mẹ đỡ đầu", "0+3 me-do-dau" },
        { "chương trình mẹ đỡ đầu huế", "2+3 me-do-dau" },
        { "tìm mẹ đỡ đầu", "" },
        { "cuộc thi “áo ấm vùng cao”", "" },
        { "", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(asked_with(cases[i].text, NULL), cases[i].want);
}

static void test_query_range_and_room(void **state)
{
    struct cvd_tokens t = { 0 };
    struct cvd_campaign_match m[2];

    (void)state;
    assert_int_equal(cvd_tokenize(cvd_str_from("ocop ocop ocop"), &t),
                     CVD_OK);
    assert_int_equal(cvd_campaigns_in_query(&t, 0, 3, true, NULL, m, 2), 2);
    assert_int_equal(cvd_campaigns_in_query(&t, 1, 2, true, NULL, m, 2), 1);
    assert_int_equal(m[0].first, 1);
    assert_int_equal(cvd_campaigns_in_query(&t, 0, 3, true, NULL, m, 0), 0);
    cvd_tokens_release(&t);
}

static void test_codes(void **state)
{
    (void)state;
    static const struct { const char *value, *code; } cases[] = {
        { "OCOP", "moi-xa-mot-san-pham" },
        { "mot xa mot san pham", NULL },
        { "moi xa mot san pham", "moi-xa-mot-san-pham" },
        { "moi-xa-mot-san-pham", "moi-xa-mot-san-pham" },
        { "Cuộc vận động Người Việt Nam ưu tiên dùng hàng Việt Nam",
          HANG_VIET },
        { "“Người Việt Nam ưu tiên dùng hàng Việt Nam”", HANG_VIET },
        { "ntm", NTM },
        { "me do dau", "me-do-dau" },
        { "OCOP 2023", NULL },
        { "phong trào", NULL },
        { "", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *have = cvd_campaign_code(cvd_str_from(cases[i].value),
                                             NULL);
        if (!cases[i].code)
            assert_null(have);
        else
            assert_string_equal(have, cases[i].code);
    }
    assert_string_equal(cvd_campaign_name(cvd_str_from("dan-van-kheo"),
                                          NULL), "Dân vận khéo");
    assert_null(cvd_campaign_name(cvd_str_from("Dân vận khéo"), NULL));
}

/* Every listed campaign is found by its name, and its code is the slug. */
static void test_list(void **state)
{
    const char *name = NULL, *code;
    struct cvd_buf slug = { 0 };
    size_t i = 0;

    (void)state;
    for (; (code = cvd_campaign_listed(i, &name)); i++) {
        char text[512], want[512];
        cvd_buf_clear(&slug);
        assert_int_equal(cvd_slug(cvd_str_from(name), &slug), CVD_OK);
        assert_string_equal(slug.ptr, code);
        assert_string_equal(cvd_campaign_name(cvd_str_from(code), NULL),
                            name);
        assert_string_equal(cvd_campaign_code(cvd_str_from(name), NULL),
                            code);
        snprintf(text, sizeof text, "Phong trào %s ở xã", name);
        snprintf(want, sizeof want, "%s 1", code);
        if (strstr(name, "“"))
            continue; /* two: see test_names_inside_names() */
        assert_string_equal(found(text), want);
    }
    assert_true(i > 70);
    cvd_buf_release(&slug);
}

/* ---- a list of the user's own ---------------------------------------- */

static void test_own_list(void **state)
{
    static const char tsv[] =
        "\xEF\xBB\xBF# của riêng huyện\r\n"
        "name\taliases\tkind\r\n"
        "Một triệu cây sưa\t1 triệu cây sưa;TCS;~cây sưa\tđề án\r\n"
        "\r\n"
        "Sông quê\n"
        "Hàng Việt Nam chất lượng cao của huyện";
    struct cvd_campaign_list *own = NULL;
    struct cvd_err err;

    (void)state;
    assert_ok(cvd_campaigns_parse(cvd_str_from(tsv), "huyen.tsv", &own,
                                  &err));
    assert_string_equal(
        found_with("trồng 1 TRIỆU cây sưa, TCS, tcs; phong trào cây sưa; cây "
                   "sưa; sông quê; OCOP", own),
        "mot-trieu-cay-sua 3, song-que 1, moi-xa-mot-san-pham 1");
    /* The longer wins, of two lists too. */
    assert_string_equal(found_with("hàng Việt Nam chất lượng cao của huyện",
                                   own),
                        "hang-viet-nam-chat-luong-cao-cua-huyen 1");
    assert_string_equal(asked_with("mot trieu cay sua ocop", own),
                        "0+4 mot-trieu-cay-sua, 4+1 moi-xa-mot-san-pham");
    assert_string_equal(cvd_campaign_code(cvd_str_from("tcs"), own),
                        "mot-trieu-cay-sua");
    assert_string_equal(cvd_campaign_name(cvd_str_from("song-que"), own),
                        "Sông quê");
    cvd_campaigns_free(own);
    cvd_campaigns_free(NULL);
}

/* As many words as a name may have, each with its capital. */
static void test_own_longest_name(void **state)
{
    char *name = repeated("Ba ", 3 * 32);
    struct cvd_campaign_list *own = NULL;
    struct cvd_buf tsv = { 0 };
    struct cvd_err err;

    (void)state;
    assert_int_equal(cvd_buf_printf(&tsv, "^%s", name), CVD_OK);
    assert_ok(cvd_campaigns_parse(cvd_buf_str(&tsv), "own.tsv", &own, &err));
    assert_non_null(strstr(found_with(name, own), "ba-ba-ba-"));
    name[3 * 31] = 'b';
    assert_string_equal(found_with(name, own), "");
    cvd_campaigns_free(own);
    cvd_buf_release(&tsv);
    free(name);
}

static void refused(struct cvd_str tsv, enum cvd_status want,
                    const char *message)
{
    struct cvd_campaign_list *own = NULL;
    struct cvd_err err = { 0 };

    assert_int_equal(cvd_campaigns_parse(tsv, "own.tsv", &own, &err), want);
    assert_null(own);
    if (!strstr(err.msg, message))
        fail_msg("'%s' does not say '%s'", err.msg, message);
}

static void test_own_list_refused(void **state)
{
    char *words = repeated("một ", 33 * 6), *name = repeated("a", 513);
    char *rows = repeated("a b\n", 4 * (CVD_CAMPAIGN_ROWS_MAX + 1));
    char *large = repeated("#\n", CVD_LIST_BYTES_MAX + 2);

    (void)state;
    refused(cvd_str_from("Sông quê\n\xFF\n"), CVD_EINPUT,
            "'own.tsv' line 2: not UTF-8");
    refused(cvd_str_from("Sông quê\n\n…\tbí danh\n"), CVD_EINPUT,
            "line 3: a name without a word");
    refused(cvd_str_from("\tbí danh\n"), CVD_EINPUT,
            "line 1: a name without a word");
    refused(cvd_str_from("Sông quê\tMột; - ;Hai\n"), CVD_EINPUT, "line 1");
    refused(cvd_str_from(words), CVD_ELIMIT, "too many words");
    refused(cvd_str_from(name), CVD_ELIMIT, "line 1: a name is too long");
    refused(cvd_str_from(rows), CVD_ELIMIT, "line 10001: too many");
    refused(cvd_str_from(large), CVD_ELIMIT, "'own.tsv' is longer than");
    free(words);
    free(name);
    free(rows);
    free(large);
}

static void test_own_list_empty(void **state)
{
    struct cvd_campaign_list *own = NULL;
    struct cvd_err err;

    (void)state;
    assert_ok(cvd_campaigns_parse(cvd_str_from(""), "own.tsv", &own, &err));
    assert_string_equal(found_with("OCOP", own), "moi-xa-mot-san-pham 1");
    assert_null(cvd_campaign_code(cvd_str_from("x"), own));
    cvd_campaigns_free(own);
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
        cmocka_unit_test(test_queries),
        cmocka_unit_test(test_query_range_and_room),
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_own_list),
        cmocka_unit_test(test_own_longest_name),
        cmocka_unit_test(test_own_list_refused),
        cmocka_unit_test(test_own_list_empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
