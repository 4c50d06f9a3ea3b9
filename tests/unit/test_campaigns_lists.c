/* test_campaigns_lists.c - campaigns.h: queries, codes, the list built in and
 * the user's own. */
#include "tests/unit/campaigns_support.h"

#include "analyzers/slug.h"
#include "base/limits.h"

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
            continue; /* two: test_names_inside_names() of test_campaigns.c */
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
