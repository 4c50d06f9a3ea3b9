/* test_reply.c - problems, tags, compression. */
#include "searchd/reply.h"
#include "tests/unit/support.h"

#include <zlib.h>

static void test_problem(void **state)
{
    struct reply r = { 0 };

    (void)state;
    assert_int_equal(cvd_buf_add_text(&r.body, "half an answer"), CVD_OK);
    reply_add_header(&r, "ETag", cvd_str_from("x"));
    assert_int_equal(reply_make_problem(&r, 404, "no \"such\"\n document"),
                     CVD_OK);
    assert_int_equal(r.status, 404);
    assert_ptr_equal(r.type, reply_problem);
    assert_int_equal(r.header_count, 0);
    assert_string_equal(r.body.ptr,
                        "{\"type\":\"about:blank\",\"title\":\"Not Found\","
                        "\"status\":404,\"detail\":\"no \\\"such\\\"\\n "
                        "document\"}");
    assert_int_equal(reply_make_problem(&r, 503, "busy"), CVD_OK);
    assert_string_equal(r.headers[0].name, "Retry-After");
    reply_release(&r);
}

/* What is wrong with our files is not told to who asks. */
static void test_detail(void **state)
{
    static const struct {
        enum cvd_status st;
        unsigned http;
        bool told;
    } cases[] = {
        { CVD_EUSAGE, 400, true },   { CVD_EINPUT, 400, true },
        { CVD_ELIMIT, 400, true },   { CVD_ENOTFOUND, 404, true },
        { CVD_EINDEX, 500, false },  { CVD_EIO, 500, false },
        { CVD_EBUG, 500, false },    { CVD_ENOINDEX, 500, false },
        { CVD_ELOCKED, 503, false }, { CVD_ENOMEM, 503, false },
        { CVD_ESTALE, 503, false },  { CVD_EVERSION, 500, false },
    };
    const struct cvd_err err = { CVD_EIO, "cannot open '/srv/secret'" };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool told = strstr(reply_detail(cases[i].st, &err), "secret");
        assert_int_equal(reply_status_of(cases[i].st), cases[i].http);
        assert_int_equal(told, cases[i].told);
    }
}

static void test_header(void **state)
{
    struct reply r = { 0 };

    (void)state;
    reply_add_header(&r, "X-A", cvd_str_from("a\r\nX-B: b\x7F"));
    assert_string_equal(r.headers[0].value.ptr, "a??X-B: b?");
    for (int i = 0; i < 2 * REPLY_HEADERS_MAX; i++)
        reply_add_header(&r, "X-C", cvd_str_from("c"));
    assert_int_equal(r.header_count, REPLY_HEADERS_MAX);
    reply_release(&r);
}

static void test_tags(void **state)
{
    static const struct { const char *asked; bool fits; } cases[] = {
        { "\"a\"", true },          { "W/\"a\"", true },
        { "\"b\", \"a\"", true },   { "  W/\"b\" ,W/\"a\"  ", true },
        { "*", true },              { "\"b\"", false },
        { "a", false },             { "", false },
        { "\"a", false },           { ",,,", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (reply_tag_matches(cvd_str_from(cases[i].asked),
                              cvd_str_from("\"a\"")) != cases[i].fits)
            fail_msg("If-None-Match: %s", cases[i].asked);
}

static void test_tag_of_body(void **state)
{
    struct reply r = { 0 };
    struct cvd_buf plain = { 0 }, gzip = { 0 }, other = { 0 };

    (void)state;
    assert_int_equal(cvd_buf_add_text(&r.body, "one"), CVD_OK);
    assert_int_equal(reply_tag(&r, false, &plain), CVD_OK);
    assert_int_equal(reply_tag(&r, true, &gzip), CVD_OK);
    assert_int_equal(cvd_buf_add_text(&r.body, "two"), CVD_OK);
    assert_int_equal(reply_tag(&r, false, &other), CVD_OK);
    assert_string_not_equal(plain.ptr, gzip.ptr);
    assert_string_not_equal(plain.ptr, other.ptr);
    assert_true(plain.ptr[0] == '"' && plain.ptr[plain.len - 1] == '"');
    cvd_buf_release(&plain);
    cvd_buf_release(&gzip);
    cvd_buf_release(&other);
    reply_release(&r);
}

/* RFC 9110, 12.5.3. */
static void test_takes_gzip(void **state)
{
    static const struct { const char *accept; bool taken; } cases[] = {
        { "gzip", true },
        { "GZIP", true },
        { "deflate, gzip;q=0.5, br", true },
        { "br,gzip", true },
        { "*", true },
        { "*;q=0.1", true },
        { "", false },
        { "identity", false },
        { "gzip;q=0", false },
        { "gzip; q=0.000", false },
        { "gzip;q=0, *", false },
        { "*;q=0", false },
        { "xgzip, gzipx", false },
        { "br;q=1.0", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (reply_takes_gzip(cvd_str_from(cases[i].accept)) !=
            cases[i].taken)
            fail_msg("Accept-Encoding: %s", cases[i].accept);
}

static void test_compress(void **state)
{
    struct cvd_buf body = { 0 }, whole = { 0 };
    char back[8192];
    bool done = true;

    (void)state;
    assert_int_equal(cvd_buf_add_text(&body, "short"), CVD_OK);
    assert_int_equal(reply_compress(&body, REPLY_GZIP_FAST, &done), CVD_OK);
    assert_false(done);
    assert_string_equal(body.ptr, "short");

    for (int i = 0; i < 400; i++)
        assert_int_equal(cvd_buf_printf(&body, " hàng %d", i % 10), CVD_OK);
    assert_int_equal(cvd_buf_add(&whole, cvd_buf_str(&body)), CVD_OK);
    assert_int_equal(reply_compress(&body, REPLY_GZIP_BEST, &done), CVD_OK);
    assert_true(done && body.len < whole.len / 4);

    z_stream z = { .next_in = (unsigned char *)body.ptr,
                   .avail_in = (unsigned)body.len,
                   .next_out = (unsigned char *)back,
                   .avail_out = sizeof back };
    assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(z.total_out, whole.len);
    assert_memory_equal(back, whole.ptr, whole.len);
    (void)inflateEnd(&z);
    cvd_buf_release(&body);
    cvd_buf_release(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_problem),  cmocka_unit_test(test_detail),
        cmocka_unit_test(test_header),   cmocka_unit_test(test_tags),
        cmocka_unit_test(test_tag_of_body),
        cmocka_unit_test(test_takes_gzip),
        cmocka_unit_test(test_compress),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
