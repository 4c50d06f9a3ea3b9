/* test_originals.c - the files of documents: only the one that was indexed,
 * by whatever name it has, and nothing beside it. */
#include "searchd/originals.h"
#include "tests/unit/support.h"

#include <errno.h>
#include <sys/stat.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const char indexed[] = "Kế hoạch số 37-KH/TU\n";
static const char other[] = "Kế hoạch số 38-KH/TU\n";

/* ---- a directory with all sorts of things ---------------------------- */

static void in_dir(const char *dir, const char *name, char *out, size_t size)
{
    assert_true((size_t)snprintf(out, size, "%s/%s", dir, name) < size);
}

static void make_file(const char *dir, const char *name, const char *text)
{
    struct cvd_err err = { CVD_OK, "" };
    char path[512];

    in_dir(dir, name, path, sizeof path);
    assert_ok(cvd_file_write(path, cvd_str_from(text), &err));
}

static void make_sub(const char *dir, const char *name)
{
    char path[512];

    in_dir(dir, name, path, sizeof path);
    assert_int_equal(mkdir(path, 0755), 0);
}

static void make_link(const char *dir, const char *to, const char *name)
{
    char path[512];

    in_dir(dir, name, path, sizeof path);
    assert_int_equal(symlink(to, path), 0);
}

/* Below DIR: secret.txt, files/ (what is indexed) and copy/. */
static int make_tree(void **state)
{
    char files[256], path[512];

    if (make_dir(state) != 0)
        return -1;
    make_file(*state, "secret.txt", indexed);
    make_sub(*state, "files");
    make_sub(*state, "copy");
    in_dir(*state, "files", files, sizeof files);
    make_sub(files, "tỉnh");
    make_sub(files, "tỉnh/a b");
    make_sub(files, "dir.txt");
    make_file(files, "plain.txt", indexed);
    make_file(files, "changed.txt", other);
    make_file(files, "longer.txt", "Kế hoạch số 37-KH/TU\n\n");
    make_file(files, "empty.txt", "");
    make_file(files, "tỉnh/a b/x.md", indexed);
    /* ế as e with two marks; as ê with one, which Windows types */
    make_file(files, "Ke\u0302\u0301 hoa\u0323ch.txt", indexed);
    make_file(files, "Kê\u0301 hoa\u0323ch hai.txt", indexed);
    make_sub(files, "ti\u0309nh hai");
    make_file(files, "ti\u0309nh hai/x.txt", indexed);
    make_link(files, "../secret.txt", "link.txt");
    make_link(files, "plain.txt", "near.txt");
    make_link(files, "tỉnh", "way");
    in_dir(files, "fifo.txt", path, sizeof path);
    assert_int_equal(mkfifo(path, 0644), 0);
    in_dir(*state, "copy", path, sizeof path);
    make_file(path, "changed.txt", indexed);
    make_file(path, "only.txt", indexed);
    return 0;
}

/* ---- a document, and what is found of it ----------------------------- */

static enum original look_in(const struct settings_list *dirs, const char *id,
                             const char *format, struct cvd_buf *out)
{
    struct cvd_doc d = { .id = cvd_str_from(id) };
    struct cvd_err err = { CVD_OK, "" };
    unsigned char sha[32];
    char hex[65];
    enum original what = ORIGINAL_FOUND;

    cvd_sha256(cvd_str_from(indexed), sha);
    for (size_t i = 0; i < sizeof sha; i++)
        (void)snprintf(hex + 2 * i, 3, "%02x", sha[i]);
    assert_ok(cvd_doc_add_value(&d, CVD_F_SHA256, cvd_str_from(hex)));
    assert_ok(cvd_doc_add_value(&d, CVD_F_FORMAT, cvd_str_from(format)));
    assert_ok(original_read(dirs, &d, &what, out, &err));
    cvd_doc_release(&d);
    return what;
}

static const struct { const char *id; enum original want; } cases[] = {
    { "plain.txt", ORIGINAL_FOUND },
    { "tỉnh/a b/x.md", ORIGINAL_FOUND },
    { "Kế hoạch.txt", ORIGINAL_FOUND },
    { "Kế hoạch hai.txt", ORIGINAL_FOUND },
    { "tỉnh hai/x.txt", ORIGINAL_FOUND },
    { "changed.txt", ORIGINAL_CHANGED },
    { "longer.txt", ORIGINAL_CHANGED },
    { "empty.txt", ORIGINAL_CHANGED },
    { "none.txt", ORIGINAL_MISSING },
    { "không có.txt", ORIGINAL_MISSING },
    { "tỉnh/none/x.txt", ORIGINAL_MISSING },
    { "dir.txt", ORIGINAL_MISSING },
    { "fifo.txt", ORIGINAL_MISSING },
    /* what leads elsewhere, be it to a file of the right bytes */
    { "link.txt", ORIGINAL_MISSING },
    { "near.txt", ORIGINAL_MISSING },
    { "way/a b/x.md", ORIGINAL_MISSING },
    { "../secret.txt", ORIGINAL_MISSING },
    { "tỉnh/../plain.txt", ORIGINAL_MISSING },
    { "./plain.txt", ORIGINAL_MISSING },
    { "/plain.txt", ORIGINAL_MISSING },
    { "tỉnh//a b/x.md", ORIGINAL_MISSING },
    { "plain.txt/", ORIGINAL_MISSING },
    { "plain.txt/x", ORIGINAL_MISSING },
    { "", ORIGINAL_MISSING },
    { "/", ORIGINAL_MISSING },
    { "..", ORIGINAL_MISSING },
};

static void test_only_what_was_indexed(void **state)
{
    char files[256], *list[] = { files };
    struct settings_list dirs = { .list = list, .count = 1 };

    in_dir(*state, "files", files, sizeof files);
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct cvd_buf out = { 0 };
        enum original got = look_in(&dirs, cases[i].id, "txt", &out);
        if (got != cases[i].want)
            fail_msg("'%s': %d, not %d", cases[i].id, got, cases[i].want);
        if (got == ORIGINAL_FOUND)
            assert_string_equal(out.ptr, indexed);
        else
            assert_int_equal(out.len, 0);
        cvd_buf_release(&out);
    }
}

static void test_long_steps(void **state)
{
    char files[256], id[CVD_ID_BYTES_MAX + 1], *list[] = { files };
    struct settings_list dirs = { .list = list, .count = 1 };
    struct cvd_buf out = { 0 };

    in_dir(*state, "files", files, sizeof files);
    memset(id, 'x', sizeof id - 1);
    id[sizeof id - 1] = '\0';
    assert_int_equal(look_in(&dirs, id, "txt", &out), ORIGINAL_MISSING);
    id[255] = '\0'; /* the longest there may be */
    assert_int_equal(look_in(&dirs, id, "txt", &out), ORIGINAL_MISSING);
    cvd_buf_release(&out);
}

static void test_several_directories(void **state)
{
    char files[256], copy[256], *list[] = { files, copy };
    struct settings_list dirs = { .list = list, .count = 2 };
    struct cvd_buf out = { 0 };

    in_dir(*state, "files", files, sizeof files);
    in_dir(*state, "copy", copy, sizeof copy);
    assert_int_equal(look_in(&dirs, "changed.txt", "txt", &out),
                     ORIGINAL_FOUND);
    assert_string_equal(out.ptr, indexed);
    cvd_buf_release(&out);
    assert_int_equal(look_in(&dirs, "only.txt", "txt", &out),
                     ORIGINAL_FOUND);
    cvd_buf_release(&out);
    assert_int_equal(look_in(&dirs, "longer.txt", "txt", &out),
                     ORIGINAL_CHANGED);
    dirs.count = 0;
    assert_int_equal(look_in(&dirs, "plain.txt", "txt", &out),
                     ORIGINAL_MISSING);
    cvd_buf_release(&out);
}

/* Its id and hash may be those of a file, and it is none. */
static void test_a_line_of_jsonl_has_none(void **state)
{
    char files[256], *list[] = { files };
    struct settings_list dirs = { .list = list, .count = 1 };
    struct cvd_buf out = { 0 };

    in_dir(*state, "files", files, sizeof files);
    assert_int_equal(look_in(&dirs, "plain.txt", "jsonl", &out),
                     ORIGINAL_MISSING);
    assert_int_equal(look_in(&dirs, "plain.txt", "", &out),
                     ORIGINAL_MISSING);
    cvd_buf_release(&out);
}

static void test_a_long_file(void **state)
{
    char files[256], path[512], *list[] = { files };
    struct settings_list dirs = { .list = list, .count = 1 };
    struct cvd_buf out = { 0 };

    in_dir(*state, "files", files, sizeof files);
    in_dir(files, "plain.txt", path, sizeof path);
    assert_int_equal(truncate(path, CVD_DOC_BYTES_MAX), 0);
    assert_int_equal(look_in(&dirs, "plain.txt", "txt", &out),
                     ORIGINAL_CHANGED);
    assert_int_equal(truncate(path, 1LL << 40), 0);
    assert_int_equal(look_in(&dirs, "plain.txt", "txt", &out),
                     ORIGINAL_CHANGED);
    cvd_buf_release(&out);
}

static void test_directories_are_checked(void **state)
{
    char files[256], file[512], *list[] = { files, file };
    struct settings_list dirs = { .list = list, .count = 1 };
    struct cvd_err err = { CVD_OK, "" };

    in_dir(*state, "files", files, sizeof files);
    in_dir(files, "plain.txt", file, sizeof file);
    assert_ok(originals_check(&dirs, &err));
    dirs.count = 2;
    assert_int_equal(originals_check(&dirs, &err), CVD_EUSAGE);
    assert_non_null(strstr(err.msg, file));
    in_dir(*state, "none", file, sizeof file);
    assert_int_equal(originals_check(&dirs, &err), CVD_EUSAGE);
}

#define with_tree(test) \
    cmocka_unit_test_setup_teardown(test, make_tree, drop_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_tree(test_only_what_was_indexed),
        with_tree(test_long_steps),
        with_tree(test_several_directories),
        with_tree(test_a_line_of_jsonl_has_none),
        with_tree(test_a_long_file),
        with_tree(test_directories_are_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
