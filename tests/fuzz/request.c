/* request.c - any bytes as what a client sends: a target, an Accept-Encoding
 * and an If-None-Match, a line each; searchd/uri.h, params.h, reply.h. */
#include "tests/fuzz/fuzz.h"

#include "base/utf8.h"
#include "searchd/params.h"
#include "searchd/reply.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

static struct cvd_str next_line(struct cvd_str *rest)
{
    const char *end = rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;
    struct cvd_str line = { rest->ptr, end ? (size_t)(end - rest->ptr)
                                           : rest->len };

    rest->ptr += line.len + (end != NULL);
    rest->len -= line.len + (end != NULL);
    return line;
}

/* What was decoded is text, and comes back the same when encoded and decoded
 * again. */
static void check_text(struct cvd_str s)
{
    struct cvd_buf target = { 0 };
    struct uri again = { 0 };

    require(cvd_utf8_valid(s) == s.len, s);
    require(!s.len || !memchr(s.ptr, 0, s.len), s);
    if (cvd_buf_add_text(&target, "/?q=") != CVD_OK ||
        uri_encode(&target, s) != CVD_OK)
        abort();
    if (target.len <= URI_BYTES_MAX) {
        require(uri_read(&again, target.ptr, NULL) == CVD_OK, s);
        require(cvd_str_equal(uri_value(&again, "q"), s), s);
        uri_release(&again);
    }
    cvd_buf_release(&target);
}

static bool is_step_of(struct cvd_str s, const char *dots)
{
    size_t n = strlen(dots);

    for (size_t i = 0; i + n <= s.len; i++)
        if (memcmp(s.ptr + i, dots, n) == 0 &&
            (i == 0 || strchr("/\\", s.ptr[i - 1])) &&
            (i + n == s.len || strchr("/\\", s.ptr[i + n])))
            return true;
    return false;
}

static void check_uri(const struct uri *u)
{
    static const char known[] = "q limit offset sort from to facets unit";
    struct params p;
    struct cvd_err err = { CVD_OK, "" };

    require(u->segment_count <= URI_SEGMENTS_MAX, u->path);
    require(u->param_count <= URI_PARAMS_MAX, u->path);
    for (size_t i = 0; i < u->segment_count; i++) {
        check_text(u->segments[i]);
        require(!is_step_of(u->segments[i], "."), u->segments[i]);
        require(!is_step_of(u->segments[i], ".."), u->segments[i]);
    }
    for (size_t i = 0; i < u->param_count; i++) {
        check_text(u->params[i].name);
        check_text(u->params[i].value);
    }
    if (params_read(&p, u, known, NULL, &err) != CVD_OK) {
        require(err.status == CVD_EUSAGE && err.msg[0], u->path);
        return;
    }
    require(p.request.limit <= CVD_LIMIT_MAX, u->path);
    require(p.request.offset <= CVD_OFFSET_MAX, u->path);
    require(p.request.filter_count <= u->param_count, u->path);
    require(p.request.facet_count <= CVD_F_COUNT, u->path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cvd_str rest = { (const char *)data, size };
    struct cvd_str line = next_line(&rest);
    struct cvd_buf target = { 0 };
    struct uri u = { 0 };
    struct cvd_err err = { CVD_OK, "" };

    /* A target ends at a zero byte. */
    if (cvd_buf_add(&target, line) != CVD_OK ||
        cvd_buf_add_char(&target, '\0') != CVD_OK)
        abort();
    enum cvd_status st = uri_read(&u, target.ptr, &err);
    if (st == CVD_OK)
        check_uri(&u);
    else
        require((st == CVD_EINPUT || st == CVD_ELIMIT) && err.msg[0], line);
    uri_release(&u);
    cvd_buf_release(&target);
    (void)reply_takes_gzip(next_line(&rest));
    (void)reply_tag_matches(next_line(&rest), cvd_str_from("\"a\""));
    return 0;
}
