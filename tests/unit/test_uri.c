/* test_uri.c - targets read strictly, and written. */
#include "searchd/uri.h"
#include "tests/unit/support.h"

#include <stdio.h>
#include <stdlib.h>

static const struct { const char *raw, *want; } good_cases[] = {
    { "/", "" },
    { "/api/v1/search?q=h%C3%A0ng+Vi%E1%BB%87t&limit=5",
      "[api][v1][search] q=hàng Việt limit=5" },
    { "/documents/a%2Fb.txt", "[documents][a/b.txt]" },
    { "/documents/a%2Fb.txt/", "[documents][a/b.txt]" },
    { "/a//b", "[a][][b]" },
    { "/x?a&b=&=c&a=1=2", "[x] a= b= =c a=1=2" },
    { "/x?&&q=a%26b%3Dc%2Bd", "[x] q=a&b=c+d" },
    { "/a+b?q=%2B", "[a+b] q=+" },
    { "/x?q=..%2f", "[x] q=../" },   /* a query may say anything */
    { "/a..b/...", "[a..b][...]" },
    { "/x?q=%F0%9F%87%BB", "[x] q=\xF0\x9F\x87\xBB" },
};

static void put(char *out, size_t room, const struct uri *u)
{
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; i < u->segment_count; i++)
        n += (size_t)snprintf(out + n, room - n, "[%.*s]",
                              (int)u->segments[i].len, u->segments[i].ptr);
    for (size_t i = 0; i < u->param_count; i++)
        n += (size_t)snprintf(out + n, room - n, " %.*s=%.*s",
                              (int)u->params[i].name.len,
                              u->params[i].name.ptr,
                              (int)u->params[i].value.len,
                              u->params[i].value.ptr);
}

static void test_good(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good_cases / sizeof *good_cases; i++) {
        struct uri u = { 0 };
        char got[512];
        struct cvd_err err;

        if (uri_read(&u, good_cases[i].raw, &err) != CVD_OK)
            fail_msg("%s: %s", good_cases[i].raw, err.msg);
        put(got, sizeof got, &u);
        assert_string_equal(got, good_cases[i].want);
        uri_release(&u);
    }
}

static const char *const bad_cases[] = {
    "", "x", "http://x/", "*",
    "/%", "/%4", "/%zz", "/x?q=%", "/x?q=%e", "/x?%g0=1",
    "/%00", "/a%00b", "/x?q=%00", "/x?%00=1",
    "/.", "/..", "/a/../b", "/%2e%2e/x", "/%2E%2e", "/..%2fetc", "/a%2f..",
    "/a%2F..%2Fb", "/a%5c..%5cb", "/./x",
    "/%c0%af", "/%c1%81", "/x?q=%c0%80", "/x?q=%e0%80%af",
    "/x?q=%f0%80%80%af", "/x?q=%ed%a0%80", "/x?q=%f4%90%80%80", "/%ff",
    "/x?q=%C3", "/\xC0\xAF",
    "/a b", "/x?q=a b", "/x\t", "/x?q=\x01", "/x?a\x7F=1", "/x?q=\n",
};

static void test_bad(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_cases / sizeof *bad_cases; i++) {
        struct uri u = { 0 };
        struct cvd_err err = { CVD_OK, "" };

        if (uri_read(&u, bad_cases[i], &err) != CVD_EINPUT)
            fail_msg("'%s' was read", bad_cases[i]);
        assert_true(err.msg[0] != '\0');
        assert_int_equal(u.segment_count + u.param_count, 0);
        assert_null(u.data.ptr);
    }
}

/* '/' and then `n` of `unit`. */
static char *repeated(const char *unit, size_t n)
{
    size_t len = strlen(unit);
    char *s = malloc(n * len + 2);

    assert_non_null(s);
    s[0] = '/';
    for (size_t i = 0; i < n; i++)
        memcpy(s + 1 + i * len, unit, len);
    s[n * len + 1] = '\0';
    return s;
}

static void test_limits(void **state)
{
    const struct { const char *unit; size_t most; } cases[] = {
        { "a", URI_BYTES_MAX - 1 },
        { "a/", URI_SEGMENTS_MAX },
    };
    struct uri u = { 0 };
    struct cvd_err err;
    char params[8 + 2 * (URI_PARAMS_MAX + 1)] = "/?";

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *most = repeated(cases[i].unit, cases[i].most);
        char *more = repeated(cases[i].unit, cases[i].most + 1);
        assert_int_equal(uri_read(&u, most, &err), CVD_OK);
        uri_release(&u);
        assert_int_equal(uri_read(&u, more, &err), CVD_ELIMIT);
        free(most);
        free(more);
    }
    for (size_t i = 0; i < URI_PARAMS_MAX; i++)
        memcpy(params + 2 + 2 * i, "a&", 3);
    assert_int_equal(uri_read(&u, params, &err), CVD_OK);
    assert_int_equal(u.param_count, URI_PARAMS_MAX);
    uri_release(&u);
    strcat(params, "a");
    assert_int_equal(uri_read(&u, params, &err), CVD_ELIMIT);
}

static void test_value(void **state)
{
    struct uri u = { 0 };

    (void)state;
    assert_int_equal(uri_read(&u, "/x?a=&a=1&a=2&b", NULL), CVD_OK);
    assert_true(cvd_str_equal(uri_value(&u, "a"), cvd_str_from("1")));
    assert_int_equal(uri_value(&u, "b").len, 0);
    assert_int_equal(uri_value(&u, "c").len, 0);
    uri_release(&u);
}

/* What is written is read back the same, whatever it holds. */
static void test_round_trip(void **state)
{
    static const char text[] = "Kế hoạch 37-KH/TU & \"x\"=100%+~._-?#;\t\n";
    struct cvd_buf raw = { 0 };
    struct uri u = { 0 };

    (void)state;
    assert_int_equal(cvd_buf_add_text(&raw, "/"), CVD_OK);
    assert_int_equal(uri_encode(&raw, cvd_str_from(text)), CVD_OK);
    assert_int_equal(cvd_buf_add_text(&raw, "?q="), CVD_OK);
    assert_int_equal(uri_encode(&raw, cvd_str_from(text)), CVD_OK);
    for (size_t i = 0; i < raw.len; i++)
        assert_true(raw.ptr[i] > ' ' && raw.ptr[i] < 0x7F);
    assert_int_equal(uri_read(&u, raw.ptr, NULL), CVD_OK);
    assert_int_equal(u.segment_count, 1);
    assert_true(cvd_str_equal(u.segments[0], cvd_str_from(text)));
    assert_true(cvd_str_equal(uri_value(&u, "q"), cvd_str_from(text)));
    uri_release(&u);
    cvd_buf_release(&raw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),   cmocka_unit_test(test_bad),
        cmocka_unit_test(test_limits), cmocka_unit_test(test_value),
        cmocka_unit_test(test_round_trip),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
