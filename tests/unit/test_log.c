/* test_log.c - the daemon's log: one line an event, whatever stands in it. */
#include "tests/unit/support.h"

#include "searchd/log.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>

/* stderr goes to a file between these two; what was written. */
struct capture {
    int saved, fd;
};

static struct capture begin_capture(void)
{
    char path[] = "/tmp/cvd-test-log-XXXXXX";
    struct capture c = { dup(STDERR_FILENO), mkstemp(path) };

    assert_true(c.saved >= 0 && c.fd >= 0);
    assert_int_equal(unlink(path), 0);
    /* As stderr of a service is: appending, from every thread. */
    assert_int_equal(fcntl(c.fd, F_SETFL, O_APPEND), 0);
    assert_true(dup2(c.fd, STDERR_FILENO) >= 0);
    return c;
}

static struct cvd_buf end_capture(struct capture c)
{
    struct cvd_buf text = { 0 };
    off_t size = lseek(c.fd, 0, SEEK_END);

    assert_true(dup2(c.saved, STDERR_FILENO) >= 0);
    assert_int_equal(cvd_buf_reserve(&text, (size_t)size + 1), CVD_OK);
    text.len = (size_t)pread(c.fd, text.ptr, (size_t)size, 0);
    text.ptr[text.len] = '\0';
    (void)close(c.saved);
    (void)close(c.fd);
    return text;
}

static const struct {
    const char *value, *want;
} cases[] = {
    { "plain", "info e v=plain\n" },
    { "127.0.0.1:80", "info e v=127.0.0.1:80\n" },
    { "ưu", "info e v=ưu\n" },
    { "", "info e v=\"\"\n" },
    { NULL, "info e v=-\n" },
    { "two words", "info e v=\"two words\"\n" },
    { "a=b", "info e v=\"a=b\"\n" },
    { "say \"so\" \\o/", "info e v=\"say \\\"so\\\" \\\\o/\"\n" },
    /* no line of its own */
    { "x\nerror forged a=b", "info e v=\"x\\x0aerror forged a=b\"\n" },
    { "\r\t\x1b[31m\x7f", "info e v=\"\\x0d\\x09\\x1b[31m\\x7f\"\n" },
    /* C1 controls, line separator, right-to-left override, BOM */
    { "\xc2\x85\u2028\u202E\uFEFF",
      "info e v=\"\\xc2\\x85\\xe2\\x80\\xa8\\xe2\\x80\\xae\\xef\\xbb\\xbf\""
      "\n" },
    /* no UTF-8: a lone byte, overlong, a surrogate, beyond, cut */
    { "\xff", "info e v=\"\\xff\"\n" },
    { "\xc0\xaf", "info e v=\"\\xc0\\xaf\"\n" },
    { "\xe0\x80\xaf", "info e v=\"\\xe0\\x80\\xaf\"\n" },
    { "\xed\xa0\x80", "info e v=\"\\xed\\xa0\\x80\"\n" },
    { "\xf4\x90\x80\x80", "info e v=\"\\xf4\\x90\\x80\\x80\"\n" },
    { "a\xe1\xbb", "info e v=\"a\\xe1\\xbb\"\n" },
    /* conversions are not looked for in values */
    { "%s%n", "info e v=%s%n\n" },
};

static void test_a_value_stays_one_value(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capture c = begin_capture();
        log_line(LOG_INFO, "e v=%s", cases[i].value);
        struct cvd_buf got = end_capture(c);
        assert_string_equal(got.ptr, cases[i].want);
        cvd_buf_release(&got);
    }
}

static void test_every_conversion(void **state)
{
    struct capture c = begin_capture();

    (void)state;
    log_line(LOG_WARN, "e a=%d b=%u c=%o d=%ld e=%lu f=%lld g=%llu h=%zu "
             "i=%.1f j=%.*s k=%.3s l=%s", -1, 2u, 0644u, -3L, 4ul, -5LL,
             6ull, (size_t)7, 8.25, 2, "abc", "abcd", "end");
    struct cvd_buf got = end_capture(c);
    assert_string_equal(got.ptr, "warn e a=-1 b=2 c=644 d=-3 e=4 f=-5 g=6 "
                        "h=7 i=8.2 j=ab k=abc l=end\n");
    cvd_buf_release(&got);
}

/* Levels above the one set are dropped, and log_on() says so before. */
static void test_levels(void **state)
{
    struct capture c = begin_capture();

    (void)state;
    log_line(LOG_DEBUG, "dropped");
    assert_false(log_on(LOG_DEBUG));
    log_set_level(LOG_DEBUG);
    assert_true(log_on(LOG_DEBUG));
    log_line(LOG_DEBUG, "kept");
    log_set_level(LOG_ERROR);
    log_line(LOG_WARN, "dropped");
    log_line(LOG_ERROR, "kept");
    log_set_level(LOG_INFO);
    struct cvd_buf got = end_capture(c);
    assert_string_equal(got.ptr, "debug kept\nerror kept\n");
    cvd_buf_release(&got);
}

static void test_a_long_line_is_cut_and_still_a_line(void **state)
{
    struct cvd_buf value = { 0 };
    struct capture c;

    (void)state;
    for (int i = 0; i < 2 * LOG_LINE_MAX; i++)
        assert_int_equal(cvd_buf_add_char(&value, i % 2 ? '\n' : 'x'),
                         CVD_OK);
    c = begin_capture();
    log_line(LOG_INFO, "e v=%s", value.ptr);
    struct cvd_buf got = end_capture(c);
    assert_int_equal(got.len, LOG_LINE_MAX);
    assert_int_equal(strcspn(got.ptr, "\n"), LOG_LINE_MAX - 1);
    cvd_buf_release(&got);
    cvd_buf_release(&value);
}

static void test_errno_is_kept(void **state)
{
    int saved = dup(STDERR_FILENO);

    (void)state;
    assert_true(saved >= 0);
    assert_int_equal(close(STDERR_FILENO), 0);
    errno = ENOENT;
    log_line(LOG_INFO, "to-nobody");
    int kept = errno;
    assert_true(dup2(saved, STDERR_FILENO) >= 0);
    (void)close(saved);
    assert_int_equal(kept, ENOENT);
}

enum { THREADS = 4, LINES = 500 };

static void *write_lines(void *text)
{
    for (int i = 0; i < LINES; i++)
        log_line(LOG_INFO, "e v=%s", (const char *)text);
    return NULL;
}

static void test_lines_of_threads_do_not_mix(void **state)
{
    static const char *const values[THREADS] = { "aaaaaaaa", "bbbbbbbb",
                                                 "cccccccc", "dddddddd" };
    pthread_t threads[THREADS];
    unsigned seen[THREADS] = { 0 };
    struct capture c = begin_capture();

    (void)state;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, write_lines,
                                        (void *)values[i]), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    struct cvd_buf got = end_capture(c);
    for (char *p = strtok(got.ptr, "\n"); p; p = strtok(NULL, "\n")) {
        int i = 0;
        assert_true(strncmp(p, "info e v=", 9) == 0);
        while (i < THREADS && strcmp(p + 9, values[i]) != 0)
            i++;
        assert_true(i < THREADS);
        seen[i]++;
    }
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(seen[i], LINES);
    cvd_buf_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_value_stays_one_value),
        cmocka_unit_test(test_every_conversion),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_a_long_line_is_cut_and_still_a_line),
        cmocka_unit_test(test_errno_is_kept),
        cmocka_unit_test(test_lines_of_threads_do_not_mix),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
