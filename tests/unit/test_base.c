/* test_base.c - statuses, strings, files, numbers, JSON. */
#include "tests/unit/support.h"

#include "base/json.h"
#include "base/varint.h"

#include <errno.h>
#include <math.h>
#include <sys/stat.h>

static void test_every_status_has_a_name_and_a_text(void **state)
{
    (void)state;
    for (int st = 0; st < CVD_STATUS_COUNT; st++) {
        assert_true(strncmp(cvd_status_name((enum cvd_status)st), "CVD_",
                            4) == 0);
        assert_true(strlen(cvd_status_text((enum cvd_status)st)) > 3);
    }
    assert_string_equal(cvd_status_name(CVD_STATUS_COUNT), "unknown status");
    assert_string_equal(cvd_status_name(CVD_EIO), "CVD_EIO");
}

static void test_messages_are_cut_at_a_character(void **state)
{
    struct cvd_err err;
    char many[2 * CVD_ERR_MAX];

    (void)state;
    for (size_t i = 0; i + 3 < sizeof many; i += 3)
        memcpy(many + i, "\u1ec7", 4);
    for (int shift = 0; shift < 3; shift++) {
        assert_int_equal(cvd_fail(&err, CVD_EIO, "%.*s%s", shift, "ab",
                                  many), CVD_EIO);
        struct cvd_buf out = { 0 };
        assert_int_equal(cvd_text_normalize(cvd_str_from(err.msg), &out,
                                            NULL), CVD_OK);
        assert_true(strlen(err.msg) > CVD_ERR_MAX - 5);
        cvd_buf_release(&out);
    }
    assert_int_equal(cvd_fail(NULL, CVD_EBUG, "no caller"), CVD_EBUG);
}

static void test_errno_chooses_the_status(void **state)
{
    struct cvd_err err;

    (void)state;
    assert_int_equal(cvd_fail_errno(&err, ENOSPC, "cannot write 'x'"),
                     CVD_ENOSPACE);
    assert_string_equal(err.msg,
                        "cannot write 'x': No space left on device");
    assert_int_equal(cvd_fail_errno(&err, ENOMEM, "x"), CVD_ENOMEM);
    assert_int_equal(cvd_fail_errno(&err, EACCES, "x"), CVD_EIO);
}

static void test_strings(void **state)
{
    struct cvd_buf b = { 0 };

    (void)state;
    assert_int_equal(cvd_buf_add_text(&b, "kế"), CVD_OK);
    assert_int_equal(cvd_buf_printf(&b, " hoạch %d", 277), CVD_OK);
    assert_string_equal(b.ptr, "kế hoạch 277");
    assert_int_equal(cvd_utf8_count(cvd_buf_str(&b)), 12);
    struct cvd_str s = cvd_str_trim(cvd_str_from(" \t a b \n"));
    assert_true(cvd_str_equal(s, cvd_str_from("a b")));
    assert_true(cvd_str_compare(cvd_str_from("ab"), cvd_str_from("abc")) <
                0);
    assert_true(cvd_str_compare(cvd_str_from("b"), cvd_str_from("abc")) > 0);
    assert_true(cvd_str_starts(cvd_str_from("abc"), cvd_str_from("ab")));
    assert_false(cvd_str_starts(cvd_str_from("a"), cvd_str_from("ab")));
    assert_int_equal(cvd_buf_reserve(&b, SIZE_MAX - 4), CVD_ENOMEM);
    assert_string_equal(b.ptr, "kế hoạch 277");
    cvd_buf_release(&b);
}

static void test_varints_come_back(void **state)
{
    static const uint64_t values[] = { 0, 1, 127, 128, 16383, 16384,
                                       UINT32_MAX, UINT64_MAX };

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        unsigned char bytes[CVD_VARINT_MAX];
        uint64_t v = 0;
        const unsigned char *end = cvd_varint_put(bytes, values[i]);
        assert_ptr_equal(cvd_varint_get(bytes, end, &v), end);
        assert_true(v == values[i]);
        for (const unsigned char *cut = bytes; cut < end; cut++)
            assert_null(cvd_varint_get(bytes, cut, &v));
    }
    unsigned char endless[12];
    uint64_t v;
    memset(endless, 0xFF, sizeof endless);
    assert_null(cvd_varint_get(endless, endless + sizeof endless, &v));
}

static void test_json_escapes(void **state)
{
    struct cvd_buf out = { 0 };
    struct cvd_json j = cvd_json_to(&out);

    (void)state;
    cvd_json_object(&j);
    cvd_json_key(&j, "a\"b");
    cvd_json_str(&j, (struct cvd_str){ "x\\\n\t\r\0\x7f\xc4\x90", 9 });
    cvd_json_key(&j, "list");
    cvd_json_array(&j);
    cvd_json_int(&j, -5);
    cvd_json_real(&j, 1.25, 1);
    cvd_json_real(&j, NAN, 1);
    cvd_json_bool(&j, true);
    cvd_json_text(&j, NULL);
    cvd_json_object(&j);
    cvd_json_object_end(&j);
    cvd_json_array_end(&j);
    cvd_json_object_end(&j);
    assert_int_equal(j.status, CVD_OK);
    assert_string_equal(out.ptr,
                        "{\"a\\\"b\":\"x\\\\\\n\\t\\r\\u0000\\u007f\xc4\x90\","
                        "\"list\":[-5,1.2,null,true,null,{}]}");
    cvd_buf_release(&out);
}

static void test_files(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_buf b = { 0 };
    char *path = cvd_path_join(*state, "file");
    char *deep = cvd_path_join(*state, "a");
    char *deeper = cvd_path_join(deep, "b");
    char *link_path = cvd_path_join(deep, "link");

    assert_ok(cvd_file_replace(path, cvd_str_from("one"), &err));
    assert_ok(cvd_file_replace(path, cvd_str_from("two"), &err));
    assert_ok(cvd_file_read(path, 100, &b, &err));
    assert_string_equal(b.ptr, "two");
    assert_int_equal(cvd_file_read(path, 2, &b, &err), CVD_ELIMIT);
    assert_int_equal(cvd_file_read(deep, 2, &b, &err), CVD_ENOTFOUND);
    assert_non_null(strstr(err.msg, deep));
    assert_int_equal(cvd_file_read(*state, 2, &b, &err), CVD_EINPUT);
    assert_int_equal(cvd_file_write("/dev/full", cvd_str_from("x"), &err),
                     CVD_ENOSPACE);
    /* removing a tree follows no link out of it */
    assert_ok(cvd_dir_make(deep, &err));
    assert_ok(cvd_dir_make(deep, &err));
    assert_ok(cvd_dir_make(deeper, &err));
    assert_int_equal(symlink(*state, link_path), 0);
    assert_ok(cvd_dir_remove(deep, &err));
    assert_ok(cvd_dir_remove(deep, &err));
    cvd_buf_clear(&b);
    assert_ok(cvd_file_read(path, 100, &b, &err));
    assert_int_equal(cvd_dir_make(path, &err), CVD_EIO);
    cvd_buf_release(&b);
    free(path);
    free(deep);
    free(deeper);
    free(link_path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_status_has_a_name_and_a_text),
        cmocka_unit_test(test_messages_are_cut_at_a_character),
        cmocka_unit_test(test_errno_chooses_the_status),
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_varints_come_back),
        cmocka_unit_test(test_json_escapes),
        cmocka_unit_test_setup_teardown(test_files, make_dir, drop_dir),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
