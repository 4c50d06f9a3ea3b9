/* test_named.c - what the free words of a question name. */
#include "tests/unit/named_support.h"

#include "search/named.h"
#include "search/searcher.h"

/* Written "field=term ", in the order of the question; "-" after a term that
 * only begins so. */
static void naming(const char *question, char *out, size_t size)
{
    struct cvd_err err = { 0 };
    struct cvd_query q = { 0 };

    assert_ok(cvd_query_parse(cvd_str_from(question), &q, &err));
    assert_ok(cvd_query_name(searcher->store, NULL, &q, &err));
    out[0] = '\0';
    for (size_t i = 0; i < q.named_count; i++) {
        size_t n = strlen(out);
        (void)snprintf(out + n, size - n, "%s%s=%s", n ? " " : "",
                       cvd_fields[q.named[i].field].name, q.named[i].term);
    }
    cvd_query_release(&q);
}

static const struct {
    const char *question, *want;
} naming_cases[] = {
    { "kế hoạch 277 ocop ninh thuận 2023",
      "type=ke-hoach number=277-kh campaign=moi-xa-mot-san-pham "
      "province=ninh-thuan year=2023" },
    { "2023 ninh thuận ocop kế hoạch 277",
      "year=2023 province=ninh-thuan campaign=moi-xa-mot-san-pham "
      "type=ke-hoach number=277-kh" },
    { "công văn 788", "type=cong-van number=788-" },
    { "kế hoạch số 0277", "type=ke-hoach number=277-kh" },
    { "số 14", "number=14-" },
    { "kế hoạch 2023", "type=ke-hoach year=2023" },
    { "thông báo kết luận huyện hương sơn",
      "type=thong-bao-ket-luan district=huong-son" },
    { "cuộc thi tuyến phố văn minh sạch đẹp",
      "campaign=tuyen-pho-van-minh-sach-dep" },
    /* the longest name wins, on a list or not */
    { "một phút kể chuyện ocop quê em",
      "campaign=mot-phut-ke-chuyen-ocop-que-em" },
    { "tỉnh nào dùng hàng việt", "" },
    { "thực hiện kế hoạch", "" },
    /* a figure that counts time numbers nothing */
    { "kế hoạch 5 năm", "type=ke-hoach" },
    { "kế hoạch 5 năm 2021-2025", "type=ke-hoach" },
    { "kế hoạch 277 năm 2023", "type=ke-hoach number=277-kh year=2023" },
    { "kế hoạch 277 ngày 8/8/2023", "type=ke-hoach number=277-kh" },
    { "báo cáo 6 tháng đầu năm 2024", "type=bao-cao year=2024" },
    { "thông báo 15 ngày nghỉ", "type=thong-bao" },
    /* nor is the end of a period a year */
    { "ocop 2021 - 2025", "campaign=moi-xa-mot-san-pham" },
    { "ocop từ 2021 đến 2023", "campaign=moi-xa-mot-san-pham" },
    /* provinces that are words, and words that are none */
    { "vì hòa bình", "" },
    { "vì Hòa Bình", "province=hoa-binh" },
    { "tỉnh hòa bình", "province=hoa-binh" },
    { "hiến máu thái bình", "province=thai-binh" },
    { "thái bình dương", "" },
    { "Thái Bình Dương", "" },
    { "việt nam định hướng", "" },
    { "nam định hướng", "" },
    { "nam định hướng dẫn thu", "province=nam-dinh" },
    { "quảng nam định hướng", "province=quang-nam" },
    { "sơn la hét", "" },
    { "tp hcm", "province=ho-chi-minh" },
    { "sài gòn", "province=ho-chi-minh" },
    { "đắc lắc", "province=dak-lak" },
    { "quảng ninh thuận lợi", "province=quang-ninh" },
    /* what does not rank names nothing */
    { "\"ninh thuận\"", "" },
    { "+ninh +thuận", "" },
    { "-ninh -thuận", "" },
    { "=ninh =thuận", "" },
    { "(ninh thuận)", "" },
    { "ninh* thuận", "" },
    { "", "" },
};

static void names_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof naming_cases / sizeof *naming_cases; i++) {
        char got[512];
        naming(naming_cases[i].question, got, sizeof got);
        if (strcmp(got, naming_cases[i].want) != 0)
            fail_msg("'%s' names '%s', not '%s'", naming_cases[i].question,
                     got, naming_cases[i].want);
    }
}

/* The question with all its marks taken off. */
static void strip(const char *question, char *out, size_t size)
{
    struct cvd_tokens t = { 0 };
    struct cvd_buf text = { 0 };
    size_t at = 0, n = 0;

    assert_int_equal(cvd_text_normalize(cvd_str_from(question), &text, NULL),
                     CVD_OK);
    assert_int_equal(cvd_tokenize(cvd_buf_str(&text), &t), CVD_OK);
    for (size_t i = 0; i < t.count; i++) {
        struct cvd_str f = cvd_token_folded(&t, i);
        size_t gap = t.tok[i].start - at;
        assert_true(n + gap + f.len < size);
        memcpy(out + n, text.ptr + at, gap);
        memcpy(out + n + gap, f.ptr, f.len);
        n += gap + f.len;
        at = t.tok[i].end;
    }
    out[n] = '\0';
    cvd_tokens_release(&t);
    cvd_buf_release(&text);
}

/* Stripping folds capitals too, so not where those decide, and not where an
 * operator holds the end of the question. */
static void names_do_not_hang_on_marks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof naming_cases / sizeof *naming_cases; i++) {
        char plain[256], got[512];
        const char *q = naming_cases[i].question;
        if (strstr(q, "Hòa Bình") || strpbrk(q, "\"()*"))
            continue;
        strip(q, plain, sizeof plain);
        naming(plain, got, sizeof got);
        if (strcmp(got, naming_cases[i].want) != 0)
            fail_msg("'%s' names '%s', '%s' names '%s'", q,
                     naming_cases[i].want, plain, got);
    }
}

/* Where marks are typed they count: a sở is no số, and nam is no năm. */
static void marks_typed_bind(void **state)
{
    char got[256];

    (void)state;
    naming("sở 14", got, sizeof got);
    assert_string_equal(got, "");
    naming("bảo cao 14", got, sizeof got);
    assert_string_equal(got, "");
    struct cvd_err err = { 0 };
    struct cvd_query q = { 0 };
    assert_ok(cvd_query_parse(cvd_str_from("hàng việt nam 2023"), &q, &err));
    assert_ok(cvd_query_name(searcher->store, NULL, &q, &err));
    assert_int_equal(q.named_count, 1);
    assert_int_equal(q.named[0].count, 1);
    cvd_query_release(&q);
}

static void more_names_than_room_are_cut(void **state)
{
    static char text[8100];
    struct cvd_err err = { 0 };
    struct cvd_query q = { 0 };

    (void)state;
    for (size_t n = 0; n + 10 < sizeof text; n += 9)
        memcpy(text + n, "an giang ", 10);
    assert_ok(cvd_query_parse(cvd_str_from(text), &q, &err));
    assert_ok(cvd_query_name(searcher->store, NULL, &q, &err));
    assert_int_equal(q.named_count, CVD_NAMED_MAX);
    cvd_query_release(&q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_read),
        cmocka_unit_test(names_do_not_hang_on_marks),
        cmocka_unit_test(marks_typed_bind),
        cmocka_unit_test(more_names_than_room_are_cut),
    };

    return cmocka_run_group_tests(tests, open_index, close_searcher);
}
