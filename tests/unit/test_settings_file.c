/* test_settings_file.c - the daemon's settings in a file, over and below the
 * other sources; and where the settings are told of. */
#include "searchd/settings_rows.h"
#include "tests/unit/settings_support.h"

static void test_a_file(void **state)
{
    struct settings s = { 0 };
    char words[128];
    char *path = file_of(state,
                         "\xEF\xBB\xBF# a comment = 1\n"
                         "\n"
                         "index = /srv/a ; b # c\r\n"
                         "index=/srv/d\n"
                         "  threads\t=  7  \n"
                         "   # indented\n"
                         "trusted-proxies = 10.0.0.0/8, ::1\n"
                         "trusted-proxies = unix\n"
                         "listen = [::1]:81");

    (void)snprintf(words, sizeof words, "--config %s", path);
    must_read(&s, words);
    assert_int_equal(s.index.count, 2);
    /* a value goes to the end of its line */
    assert_string_equal(s.index.list[0], "/srv/a ; b # c");
    assert_string_equal(s.index.list[1], "/srv/d");
    assert_int_equal(s.threads, 7);
    assert_int_equal(s.trusted_proxies.count, 3);
    assert_string_equal(s.listen_host, "::1");
    settings_release(&s);
    free(path);
}

static void test_the_later_source_counts(void **state)
{
    struct cvd_err err = { CVD_OK, "" };
    enum settings_task task = SETTINGS_RUN;
    struct settings s = { 0 };
    char words[256];
    char *path = file_of(state, "index = file\nindex = file2\n"
                                "threads = 7\ndeadline-ms = 77\n"
                                "cors-origins = *\n");

    (void)snprintf(words, sizeof words, "--config=%s --threads 9", path);
    assert_ok(read_line(&s, words, NULL, &task, &err));
    assert_int_equal(s.index.count, 2);
    assert_int_equal(s.threads, 9);
    assert_int_equal(s.deadline_ms, 77);
    assert_ok(read_line(&s, words, "env", &task, &err));
    assert_int_equal(s.index.count, 1);
    assert_string_equal(s.index.list[0], "env");
    /* flags replace lists, they do not add; wherever --config stands */
    (void)snprintf(words, sizeof words, "--index flag --threads 9 "
                   "--cors-origins https://a.vn --config %s", path);
    assert_ok(read_line(&s, words, "env", &task, &err));
    assert_int_equal(s.index.count, 1);
    assert_string_equal(s.index.list[0], "flag");
    assert_int_equal(s.cors_origins.count, 1);
    assert_int_equal(s.threads, 9);
    settings_release(&s);
    free(path);
}

static const struct {
    const char *text, *why;
} wrong_files[] = {
    { "thread = 4\n", "line 1: unknown setting 'thread'" },
    { "deadline_ms = 4\n", "line 1: unknown setting 'deadline_ms'" },
    { "\n# x\nthreads = many\n", "line 3: threads: must be a number" },
    { "threads\n", "line 1: not 'key = value'" },
    { "threads =\n", "line 1: threads: has no value" },
    { "; comment\n", "line 1: not 'key = value'" },
    { "threads = 4 ; why\n", "line 1: threads: must be a number" },
    { "threads = 4\n\nthreads = 5\n",
      "line 3: threads: set already, in line 1" },
    /* an indented line is a line, not more of the one before */
    { "index = a\n threads = 0\n", "line 2: threads: must be a number" },
    { "[server]\nthreads = 4\n", "line 2: in section [server]" },
    { "[server\n", "line 1: not 'key = value'" },
    { "config = x\n", "line 1: unknown setting 'config'" },
    { "help = x\n", "line 1: unknown setting 'help'" },
    { "= 4\n", "line 1: unknown setting ''" },
    /* the first error is the one that is told */
    { "threads = 0\nbad = 1\n", "line 1: threads" },
};

static void test_wrong_files(void **state)
{
    for (size_t i = 0; i < sizeof wrong_files / sizeof *wrong_files; i++) {
        struct cvd_err err = { CVD_OK, "" };
        struct settings s = { 0 };
        char *path = file_of(state, wrong_files[i].text);
        assert_int_equal(settings_read_file(&s, path, &err), CVD_EUSAGE);
        if (strncmp(err.msg, path, strlen(path)) != 0 ||
            !strstr(err.msg, wrong_files[i].why))
            fail_msg("case %zu: %s", i, err.msg);
        settings_release(&s);
        free(path);
    }
}

/* "index = " and `n` letters, into the file; then read. */
static enum cvd_status read_long_line(void **state, size_t n,
                                      struct settings *s,
                                      struct cvd_err *err)
{
    struct cvd_buf text = { 0 };

    assert_int_equal(cvd_buf_add_text(&text, "index = "), CVD_OK);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(cvd_buf_add_char(&text, 'x'), CVD_OK);
    assert_int_equal(cvd_buf_add_text(&text, "\nthreads = 5\n"), CVD_OK);
    char *path = file_of(state, text.ptr);
    enum cvd_status st = settings_read_file(s, path, err);
    free(path);
    cvd_buf_release(&text);
    return st;
}

static void test_a_long_line_is_whole_or_an_error(void **state)
{
    /* around the buffer inih would have by itself, and around ours */
    static const size_t good[] = { 180, 190, 191, 192, 193, 200, 1000,
                                   4095 };
    struct cvd_err err = { CVD_OK, "" };
    struct settings s = { 0 };

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_ok(read_long_line(state, good[i], &s, &err));
        assert_int_equal(strlen(s.index.list[0]), good[i]);
        assert_int_equal(s.threads, 5);
        settings_release(&s);
    }
    for (size_t n = 4200; n <= 60000; n *= 2) {
        assert_int_equal(read_long_line(state, n, &s, &err), CVD_EUSAGE);
        assert_non_null(strstr(err.msg, "line 1: longer than"));
        settings_release(&s);
    }
    assert_int_equal(read_long_line(state, SETTINGS_BYTES_MAX, &s, &err),
                     CVD_EUSAGE);
    settings_release(&s);
}

static void test_a_zero_byte_is_an_error(void **state)
{
    static const char text[] = "index = a\0b\nthreads = 4\n";
    struct cvd_err err = { CVD_OK, "" };
    struct settings s = { 0 };
    char *path = cvd_path_join(*state, "conf");

    assert_ok(cvd_file_write(path, (struct cvd_str){ text, sizeof text - 1 },
                             &err));
    assert_int_equal(settings_read_file(&s, path, &err), CVD_EUSAGE);
    assert_non_null(strstr(err.msg, "line 1: a zero byte"));
    settings_release(&s);
    free(path);
}

/* What --help, the manual page and the sample say of each setting. */
static void test_all_settings_are_told_of(void **state)
{
    struct cvd_buf help = { 0 }, page = { 0 }, sample = { 0 };
    struct cvd_err err = { CVD_OK, "" };
    char name[64];
    char *path = cvd_path_join(*state, "help");
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    settings_print_help(f);
    assert_int_equal(fclose(f), 0);
    assert_ok(cvd_file_read(path, 65536, &help, &err));
    assert_ok(cvd_file_read("man/cvdsearchd.8", 65536, &page, &err));
    assert_ok(cvd_file_read("searchd/cvdsearchd.conf", 65536, &sample,
                            &err));
    for (size_t i = 0; i < SETTINGS_ROWS; i++) {
        const struct settings_row *row = &settings_rows[i];
        (void)snprintf(name, sizeof name, "  --%s ", row->name);
        if (!strstr(help.ptr, name))
            fail_msg("--help: no %s", row->name);
        (void)snprintf(name, sizeof name, ".It Cm %s", row->name);
        if (!strstr(page.ptr, name))
            fail_msg("cvdsearchd.8: no %s", row->name);
        (void)snprintf(name, sizeof name, "\n#%s = %s", row->name,
                       row->standard ? row->standard : "");
        if (!strstr(sample.ptr, name))
            fail_msg("cvdsearchd.conf: no '%s'", name + 1);
    }
    cvd_buf_release(&help);
    cvd_buf_release(&page);
    cvd_buf_release(&sample);
    free(path);
}

/* Its lines, without the '#', are settings that could be made. */
static void test_the_sample_can_be_read(void **state)
{
    struct cvd_buf sample = { 0 }, text = { 0 };
    struct cvd_err err = { CVD_OK, "" };
    struct settings s = { 0 };

    assert_ok(settings_read_file(&s, "searchd/cvdsearchd.conf", &err));
    assert_ok(cvd_file_read("searchd/cvdsearchd.conf", 65536, &sample,
                            &err));
    for (char *p = strtok(sample.ptr, "\n"); p; p = strtok(NULL, "\n"))
        assert_int_equal(cvd_buf_printf(&text, "%s\n",
                                        p[0] == '#' && p[1] != ' ' ? p + 1
                                                                   : p),
                         CVD_OK);
    char *path = file_of(state, text.ptr);
    assert_ok(settings_read_file(&s, path, &err));
    assert_non_null(s.tokens);
    settings_release(&s);
    free(path);
    cvd_buf_release(&text);
    cvd_buf_release(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_DIR(test) cmocka_unit_test_setup_teardown(test, make_dir, drop_dir)
        WITH_DIR(test_a_file),
        WITH_DIR(test_the_later_source_counts),
        WITH_DIR(test_wrong_files),
        WITH_DIR(test_a_long_line_is_whole_or_an_error),
        WITH_DIR(test_a_zero_byte_is_an_error),
        WITH_DIR(test_all_settings_are_told_of),
        WITH_DIR(test_the_sample_can_be_read),
#undef WITH_DIR
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
