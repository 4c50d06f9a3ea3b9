/* test_lists.c - the campaigns and the provinces, counted. */
#include "search/research.h"
#include "tests/unit/support.h"

#include "analyzers/places.h"
#include "search/search.h"

#define HANG_VIET "nguoi-viet-nam-uu-tien-dung-hang-viet-nam"

static const struct {
    const char *id, *province, *campaign, *name;
} docs[] = {
    { "1", "ninh-thuan", HANG_VIET, NULL },
    { "2", "ninh-thuan", HANG_VIET, NULL },
    { "3", "khanh-hoa", "sach-cho-em", "Sách cho em" }, /* on no list */
    { "4", "khanh-hoa", "cua-rieng-tinh", NULL },  /* on the index's own */
    { "5", "ha-tay", NULL, NULL },                 /* gone before 2025 */
    { "6", NULL, NULL, NULL },
};

static void add_value(struct cvd_doc *d, enum cvd_field f, const char *value,
                      struct cvd_field_term *terms, size_t *n)
{
    if (!value)
        return;
    (void)cvd_doc_add_value(d, f, cvd_str_from(value));
    if (cvd_fields[f].term)
        terms[(*n)++] = (struct cvd_field_term){ f, cvd_str_from(value) };
}

static void add_docs(const char *dir, struct cvd_err *err)
{
    struct cvd_writer *w = NULL;
    struct cvd_chunk *c = NULL;
    struct cvd_published out;

    assert_int_equal(cvd_writer_open(dir, true, &w, err), CVD_OK);
    assert_int_equal(cvd_chunk_new(w, &c, err), CVD_OK);
    for (size_t i = 0; i < sizeof docs / sizeof *docs; i++) {
        struct cvd_str id = cvd_str_from(docs[i].id);
        struct cvd_doc d = { .id = id, .title = id, .text = id };
        struct cvd_word word = { id, id };
        struct cvd_field_term terms[4];
        size_t n = 0;
        add_value(&d, CVD_F_PROVINCE, docs[i].province, terms, &n);
        add_value(&d, CVD_F_CAMPAIGN, docs[i].campaign, terms, &n);
        add_value(&d, CVD_F_CAMPAIGN_NAME, docs[i].name, terms, &n);
        struct cvd_indexed one = { .doc = &d, .words = &word,
                                   .word_count = 1, .terms = terms,
                                   .term_count = n };
        one.content[0] = (unsigned char)i;
        assert_int_equal(cvd_chunk_add(c, &one, err), CVD_OK);
        cvd_doc_release(&d);
    }
    assert_int_equal(cvd_chunk_seal(c, err), CVD_OK);
    assert_int_equal(cvd_writer_take(w, c, 0, err), CVD_OK);
    assert_int_equal(cvd_writer_publish(w, &out, err), CVD_OK);
    cvd_writer_close(w);
}

static size_t count_of(const char *in, const char *what)
{
    size_t n = 0;

    for (; (in = strstr(in, what)); in += strlen(what))
        n++;
    return n;
}

static void test_campaigns(void **state)
{
    struct cvd_searcher *s = NULL;
    struct cvd_buf json = { 0 };
    struct cvd_err err = { CVD_OK, "" };

    add_docs(*state, &err);
    assert_ok(cvd_list_write(
        *state, CVD_LIST_CAMPAIGNS,
        cvd_str_from("Của riêng tỉnh\nKhông ai nhắc tới\n"), &err));
    assert_ok(cvd_searcher_open(*state, &s, &err));
    assert_ok(cvd_campaigns_json(s, &json, &err));
    /* The most frequent first, whoever lists it; a name for each. */
    assert_ptr_equal(
        strstr(json.ptr,
               "{\"campaigns\":[{\"code\":\"" HANG_VIET "\",\"name\":"
               "\"Người Việt Nam ưu tiên dùng hàng Việt Nam\","
               "\"listed\":true,\"documents\":2},"), json.ptr);
    assert_non_null(strstr(json.ptr,
        "{\"code\":\"cua-rieng-tinh\",\"name\":\"Của riêng tỉnh\","
        "\"listed\":true,\"documents\":1},"
        "{\"code\":\"sach-cho-em\",\"name\":\"Sách cho em\","
        "\"listed\":false,\"documents\":1},"
        "{\"code\":\"khong-ai-nhac-toi\",\"name\":\"Không ai nhắc tới\","
        "\"listed\":true,\"documents\":0}"));
    /* Those of the build that nobody names are there all the same. */
    assert_true(count_of(json.ptr, "\"documents\":0}") > 50);
    assert_int_equal(count_of(json.ptr, "\"" HANG_VIET "\""), 1);
    assert_non_null(strstr(json.ptr, "],\"complete\":true,\"index\":{"));
    cvd_buf_release(&json);
    cvd_searcher_close(s);
}

static void test_provinces(void **state)
{
    struct cvd_searcher *s = NULL;
    struct cvd_buf json = { 0 };
    struct cvd_err err = { CVD_OK, "" };

    add_docs(*state, &err);
    assert_ok(cvd_searcher_open(*state, &s, &err));
    assert_ok(cvd_provinces_json(s, &json, &err));
    assert_int_equal(count_of(json.ptr, "\"since\":\"2025-07-01\""), 34);
    assert_int_equal(count_of(json.ptr, "\"until\":\"2025-06-30\""), 63);
    assert_int_equal(count_of(json.ptr, "\"now\":[]"), 0);
    assert_non_null(strstr(json.ptr,
        "{\"code\":\"ninh-thuan\",\"name\":\"Ninh Thuận\",\"since\":null,"
        "\"until\":\"2025-06-30\",\"now\":[\"khanh-hoa\"],\"documents\":2}"));
    /* A code of both eras has the documents of both. */
    assert_non_null(strstr(json.ptr,
        "{\"code\":\"khanh-hoa\",\"name\":\"Khánh Hòa\",\"since\":null,"
        "\"until\":\"2025-06-30\",\"now\":[\"khanh-hoa\"],\"documents\":2}"));
    assert_non_null(strstr(json.ptr,
        "{\"code\":\"khanh-hoa\",\"name\":\"Khánh Hòa\","
        "\"since\":\"2025-07-01\",\"until\":null,\"now\":[\"khanh-hoa\"],"
        "\"documents\":2}"));
    assert_null(strstr(json.ptr, "ha-tay"));
    cvd_buf_release(&json);
    cvd_searcher_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_campaigns, make_dir, drop_dir),
        cmocka_unit_test_setup_teardown(test_provinces, make_dir, drop_dir),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
