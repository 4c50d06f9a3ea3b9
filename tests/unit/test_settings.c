/* test_settings.c - what the daemon is told on the command line, and what is
 * made of it. */
#include "searchd/settings_rows.h"
#include "tests/unit/settings_support.h"

#include <fcntl.h>
#include <netinet/in.h>

static void test_defaults(void **state)
{
    struct settings s = { 0 };

    (void)state;
    must_read(&s, "--index idx");
    assert_int_equal(s.index.count, 1);
    assert_string_equal(s.index.list[0], "idx");
    assert_string_equal(s.listen_host, "127.0.0.1");
    assert_int_equal(s.listen_port, 8080);
    assert_in_range(s.threads, 4, THREADS_MAX);
    assert_int_equal(s.deadline_ms, 2000);
    assert_int_equal(s.study_deadline_ms, 10000);
    assert_int_equal(s.cache_mb, 32);
    assert_int_equal(s.connections, 12000);
    assert_int_equal(s.connections_per_address, 256);
    assert_null(s.tls_certificate);
    assert_null(s.tls_key);
    assert_null(s.tokens);
    assert_null(s.synonyms);
    assert_int_equal(s.trusted_proxies.count, 0);
    assert_int_equal(s.cors_origins.count, 0);
    assert_int_equal(s.log_level, LOG_INFO);
    assert_false(s.access_log);
    settings_release(&s);
}

static void test_flags(void **state)
{
    struct settings s = { 0 };

    (void)state;
    must_read(&s, "--index a --index=b,c --listen :0 --threads 1 "
                  "--deadline-ms=60000 --connections-per-address 0 "
                  "--cache-mb 0");
    assert_int_equal(s.index.count, 2);
    assert_string_equal(s.index.list[1], "b,c");
    assert_string_equal(s.listen_host, "");
    assert_int_equal(s.listen_port, 0);
    assert_int_equal(s.threads, 1);
    assert_int_equal(s.deadline_ms, 60000);
    assert_int_equal(s.connections_per_address, 0);
    assert_int_equal(s.cache_mb, 0);
    /* what *out had is released; of single values the last counts */
    must_read(&s, "--index=a=b --threads 2 --threads 3 --tls-key k "
                  "--tls-certificate c --access-log yes --log-level debug");
    assert_string_equal(s.index.list[0], "a=b");
    assert_int_equal(s.threads, 3);
    assert_string_equal(s.tls_key, "k");
    assert_string_equal(s.tls_certificate, "c");
    assert_true(s.access_log);
    assert_int_equal(s.log_level, LOG_DEBUG);
    settings_release(&s);
}

static const struct {
    const char *value, *host;
    unsigned port;
} listen_cases[] = {
    { "0.0.0.0:80", "0.0.0.0", 80 },
    { "[::1]:8080", "::1", 8080 },
    { "[::]:65535", "::", 65535 },
    { ":8080", "", 8080 },
    { "localhost:0", "localhost", 0 },
    { "may-1.example.vn:80", "may-1.example.vn", 80 },
};

static void test_listen(void **state)
{
    char words[128];

    (void)state;
    for (size_t i = 0; i < sizeof listen_cases / sizeof *listen_cases; i++) {
        struct settings s = { 0 };
        (void)snprintf(words, sizeof words, "--index i --listen %s",
                       listen_cases[i].value);
        must_read(&s, words);
        assert_string_equal(s.listen_host, listen_cases[i].host);
        assert_int_equal(s.listen_port, listen_cases[i].port);
        settings_release(&s);
    }
}

static void test_lists(void **state)
{
    struct settings s = { 0 };

    (void)state;
    must_read(&s, "--index i --trusted-proxies 10.0.0.0/8,::1 "
                  "--trusted-proxies unix "
                  "--cors-origins https://a.vn,http://localhost:3000");
    assert_int_equal(s.trusted_proxies.count, 3);
    assert_int_equal(s.trusted_proxies.list[1].first.family, CLIENT_V6);
    assert_int_equal(s.cors_origins.count, 2);
    assert_string_equal(s.cors_origins.list[1], "http://localhost:3000");
    settings_release(&s);
}

static const struct {
    const char *words, *why;
} wrong_flags[] = {
    { "--indx a", "unknown option '--indx'" },
    { "--index", "option '--index' needs a value" },
    { "--index=", "--index: has no value" },
    { "index", "unexpected 'index'" },
    { "--", "unexpected '--'" },
    { "-x", "unexpected '-x'" },
    { "--threads 0", "--threads: must be a number from 1 to 256, not '0'" },
    { "--threads 257", "from 1 to 256" },
    { "--threads 4x", "from 1 to 256" },
    { "--threads -1", "from 1 to 256" },
    { "--threads 99999999999999999999", "from 1 to 256" },
    { "--deadline-ms 9", "from 10 to 60000" },
    { "--deadline-ms 60001", "from 10 to 60000" },
    { "--study-deadline-ms 9", "from 10 to 60000" },
    { "--cache-mb 4097", "from 0 to 4096" },
    { "--cache-mb -1", "from 0 to 4096" },
    { "--connections 0", "from 1 to 100000" },
    { "--listen 8080", "--listen: must be ADDRESS:PORT" },
    { "--listen 127.0.0.1", "must be ADDRESS:PORT" },
    { "--listen 127.0.0.1:", "must be ADDRESS:PORT" },
    { "--listen 127.0.0.1:65536", "must be ADDRESS:PORT" },
    { "--listen ::1:8080", "must be ADDRESS:PORT" },
    { "--listen [::1]", "must be ADDRESS:PORT" },
    { "--listen [::1]:80:90", "must be ADDRESS:PORT" },
    { "--listen [::g]:80", "must be ADDRESS:PORT" },
    { "--listen a/b:80", "must be ADDRESS:PORT" },
    { "--log-level loud", "must be error, warn, info or debug, not 'loud'" },
    { "--access-log true", "must be yes or no" },
    { "--trusted-proxies 10.0.0.0/33", "from 0 to 32" },
    { "--trusted-proxies ::1,", "not an address" },
    { "--cors-origins a.vn", "must be an origin" },
    { "--cors-origins https://a.vn/", "must be an origin" },
    { "--cors-origins https://", "must be an origin" },
    { "--cors-origins HTTPS://A.vn", "must be an origin" },
    { "--cors-origins null", "must be an origin" },
    { "--cors-origins *,https://a.vn", "* stands alone" },
    { "--cors-origins https://a.vn --cors-origins *", "* stands alone" },
    { "--index i --tls-key k", "tls-certificate and tls-key" },
    { "--index i --tls-certificate k", "tls-certificate and tls-key" },
    { "--help=yes", "option '--help' takes no value" },
    { "--config /nowhere/at/all", "no such file: '/nowhere/at/all'" },
    { "--config /tmp", "not a regular file" },
};

static void test_wrong_flags(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong_flags / sizeof *wrong_flags; i++) {
        struct cvd_err err = { CVD_OK, "" };
        enum settings_task task = SETTINGS_CHECK;
        struct settings s = { 0 };
        enum cvd_status st = read_line(&s, wrong_flags[i].words, NULL, &task,
                                       &err);
        if (st != CVD_EUSAGE || err.status != st ||
            !strstr(err.msg, wrong_flags[i].why))
            fail_msg("'%s': %s: %s", wrong_flags[i].words,
                     cvd_status_name(st), err.msg);
        assert_null(s.listen_host);
        assert_int_equal(task, SETTINGS_CHECK);
    }
}

static void test_a_list_has_an_end(void **state)
{
    struct settings s = { 0 };
    struct cvd_err err = { CVD_OK, "" };
    const struct settings_row *row =
        &settings_rows[settings_find(cvd_str_from("trusted-proxies"))];

    (void)state;
    for (int i = 0; i < SETTINGS_LIST_MAX; i++)
        assert_ok(settings_take(&s, row, cvd_str_from("::1"), &err));
    assert_int_equal(settings_take(&s, row, cvd_str_from("::1"), &err),
                     CVD_EUSAGE);
    settings_release(&s);
}

static void test_tasks(void **state)
{
    static const struct {
        const char *words;
        enum settings_task task;
    } cases[] = {
        { "--index i", SETTINGS_RUN },
        { "--index i --check-config", SETTINGS_CHECK },
        { "--help", SETTINGS_HELP },
        { "-h", SETTINGS_HELP },
        { "--version", SETTINGS_VERSION },
        { "--check-config --version --help", SETTINGS_HELP },
        /* nothing more is read */
        { "--version --config /nowhere --threads 0", SETTINGS_VERSION },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cvd_err err = { CVD_OK, "" };
        enum settings_task task = SETTINGS_RUN;
        struct settings s = { 0 };
        assert_ok(read_line(&s, cases[i].words, NULL, &task, &err));
        assert_int_equal(task, cases[i].task);
        settings_release(&s);
    }
}

static void test_no_index_is_its_own_error(void **state)
{
    struct cvd_err err = { CVD_OK, "" };
    enum settings_task task = SETTINGS_RUN;
    struct settings s = { 0 };

    (void)state;
    assert_int_equal(read_line(&s, "", "", &task, &err), CVD_ENOINDEX);
    assert_non_null(strstr(err.msg, "CVD_INDEX"));
}

/* ---- --check-config, and warnings ------------------------------------ */

static const struct sample samples[] = {
    { .id = "a", .text = "Ngày mai trời mưa." },
};

static void test_check(void **state)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_published published;
    char words[256];
    struct settings s = { 0 };
    char *index = cvd_path_join(*state, "idx");
    char *tokens = file_of(state, "short search\n");

    assert_ok(add_samples(index, true, samples, 1, 1, &published, &err));
    (void)snprintf(words, sizeof words, "--index %s", index);
    must_read(&s, words);
    assert_ok(settings_check(&s, &err));
    must_read(&s, "--index /nowhere/at/all");
    assert_int_equal(settings_check(&s, &err), CVD_ENOINDEX);
    (void)snprintf(words, sizeof words, "--index %s --tokens %s", index,
                   tokens);
    must_read(&s, words);
    assert_int_equal(settings_check(&s, &err), CVD_EUSAGE);
    assert_int_equal(err.status, CVD_EUSAGE);
    assert_non_null(strstr(err.msg, "line 1: a token is"));
    (void)snprintf(words, sizeof words, "--index %s --synonyms %s/none",
                   index, (const char *)*state);
    must_read(&s, words);
    assert_int_equal(settings_check(&s, &err), CVD_EUSAGE);
    (void)snprintf(words, sizeof words, "--index %s --synonyms %s", index,
                   index);
    must_read(&s, words);
    assert_int_equal(settings_check(&s, &err), CVD_EUSAGE);
    (void)snprintf(words, sizeof words, "--index %s --synonyms %s", index,
                   tokens);
    must_read(&s, words);
    assert_int_equal(settings_check(&s, &err), CVD_EUSAGE);
    assert_non_null(strstr(err.msg, ": line 1: "));
    (void)snprintf(words, sizeof words, "--index %s --tls-certificate %s "
                   "--tls-key %s", index, tokens, tokens);
    must_read(&s, words);
    assert_int_equal(settings_check(&s, &err), CVD_EUSAGE);
    settings_release(&s);
    free(index);
    free(tokens);
}

/* How many lines settings_warn() logs for `words` at this address. */
static int lines_warned(void **state, const char *words, uint32_t address)
{
    struct sockaddr_in in = { .sin_family = AF_INET,
                              .sin_addr = { htonl(address) } };
    char *path = cvd_path_join(*state, "log");
    int saved = dup(STDERR_FILENO), lines = 0;
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0600);
    struct settings s = { 0 };
    struct cvd_buf text = { 0 };

    must_read(&s, words);
    assert_true(saved >= 0 && fd >= 0);
    assert_true(dup2(fd, STDERR_FILENO) >= 0);
    settings_warn(&s, (const struct sockaddr *)&in);
    assert_true(dup2(saved, STDERR_FILENO) >= 0);
    assert_int_equal(cvd_file_read(path, 4096, &text, NULL), CVD_OK);
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    cvd_buf_release(&text);
    settings_release(&s);
    (void)close(saved);
    (void)close(fd);
    free(path);
    return lines;
}

static void test_an_open_address_is_warned_of(void **state)
{
    assert_int_equal(lines_warned(state, "--index i", INADDR_LOOPBACK), 0);
    assert_int_equal(lines_warned(state, "--index i", INADDR_ANY), 2);
    assert_int_equal(lines_warned(state, "--index i --tokens t", 0x0A000001),
                     1);
    assert_int_equal(lines_warned(state, "--index i --tokens t --tls-key k "
                                  "--tls-certificate c", 0x0A000001), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_DIR(test) cmocka_unit_test_setup_teardown(test, make_dir, drop_dir)
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_flags),
        cmocka_unit_test(test_listen),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_wrong_flags),
        cmocka_unit_test(test_a_list_has_an_end),
        cmocka_unit_test(test_tasks),
        cmocka_unit_test(test_no_index_is_its_own_error),
        WITH_DIR(test_check),
        WITH_DIR(test_an_open_address_is_warned_of),
#undef WITH_DIR
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
