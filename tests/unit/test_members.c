/* test_members.c - plain JSON read without a tree, beside Jansson: what is
 * taken must be what Jansson makes of it, and what Jansson refuses must not
 * be taken. */
#include "tests/unit/support.h"

#include "base/members.h"

#include <jansson.h>

/* ---- by hand --------------------------------------------------------- */

/* The values as one line: key=kind:string, those inside in brackets. */
static void show(const struct cvd_members *m, size_t from, size_t to,
                 struct cvd_buf *out)
{
    static const char kinds[] = "snlox";

    for (size_t i = from; i < to; i = m->list[i].next) {
        const struct cvd_member *v = &m->list[i];
        assert_int_equal(cvd_buf_printf(out, "%s%.*s=%c", i > from ? " " : "",
                                        (int)v->key.len, v->key.ptr,
                                        kinds[v->kind]), CVD_OK);
        if (v->kind == CVD_MEMBER_STRING)
            assert_int_equal(cvd_buf_printf(out, ":%.*s", (int)v->string.len,
                                            v->string.ptr), CVD_OK);
        if (v->next > i + 1) {
            assert_int_equal(cvd_buf_add_char(out, '['), CVD_OK);
            show(m, i + 1, v->next, out);
            assert_int_equal(cvd_buf_add_char(out, ']'), CVD_OK);
        }
    }
}

static const struct { const char *in, *want; } plain_cases[] = {
    { "{}", "" },
    { " {\t} \r\n", "" },
    { "{\"id\":\"a\",\"text\":\"b c\"}", "id=s:a text=s:b c" },
    { "{ \"a\" : null , \"b\" : [ ] , \"c\" : { } }", "a=n b=l c=o" },
    { "{\"a\":[1,\"x\",null],\"b\":2}", "a=l[=x =s:x =n] b=x" },
    { "{\"m\":{\"k\":[\"v\",\"w\"],\"l\":\"u\"}}",
      "m=o[k=l[=s:v =s:w] l=s:u]" },
    { "{\"a\":true,\"b\":false,\"c\":-0,\"d\":12.50}", "a=x b=x c=x d=x" },
    { "{\"đề mục\":\"Đất đai\"}", "đề mục=s:Đất đai" },
    { "{\"e\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "e=s:\"\\/\b\f\n\r\t" },
    { "{\"u\":\"\\u0110\\u1EA5t \\ud83d\\ude00.\"}",
      "u=s:\u0110\u1ea5t \U0001f600." },
    { "{\"u\":\"\u0111\\u00fang\",\"v\":\"x\\ny\"}", "u=s:đúng v=s:x\ny" },
};

static void test_plain(void **state)
{
    struct cvd_members m = { 0 };
    struct cvd_buf shown = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof plain_cases / sizeof *plain_cases; i++) {
        struct cvd_str in = cvd_str_from(plain_cases[i].in);
        assert_int_equal(cvd_members_read(&m, in), CVD_OK);
        cvd_buf_clear(&shown);
        show(&m, 0, m.count, &shown);
        assert_string_equal(shown.ptr ? shown.ptr : "", plain_cases[i].want);
    }
    assert_non_null(cvd_members_find(&m, "v"));
    assert_null(cvd_members_find(&m, "V"));
    cvd_buf_release(&shown);
    cvd_members_release(&m);
}

/* Wrong, or not plain. */
static const char *const odd_cases[] = {
    "", " ", "{", "}", "[]", "\"a\"", "null", "{\"a\"}", "{\"a\":}",
    "{\"a\":1,}", "{,}", "{\"a\":1 \"b\":2}", "{\"a\":1}{}", "{\"a\":1} x",
    "{a:1}", "{'a':1}", "{\"a\":\"b}", "{\"a\":\"b\\\"}", "{\"a\":\"\\x\"}",
    "{\"a\":\"\\u12g4\"}", "{\"a\":\"\\u12", "{\"a\":\"\\u0000\"}",
    "{\"a\":\"\\ud800\"}", "{\"a\":\"\\ud800x\"}", "{\"a\":\"\\ud800\\n\"}",
    "{\"a\":\"\\ud800\\ud800\"}", "{\"a\":\"\\udc00\"}",
    "{\"a\":\"\t\"}", "{\"a\":\"\x01\"}", "{\"a\":\"\xff\"}",
    "{\"a\":\"\xc0\x80\"}", "{\"a\":\"\xed\xa0\x80\"}",
    "{\"a\":\"\xf4\x90\x80\x80\"}", "{\"a\":\"\xe1\xba\"}",
    "{\"a\\u0062\":1}", "{\"a\":1,\"a\":2}", "{\"m\":{\"a\":1,\"a\":2}}",
    "{\"a\":01}", "{\"a\":-}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":1e5}",
    "{\"a\":+1}", "{\"a\":nul}", "{\"a\":nulll}", "{\"a\":True}",
    "{\"a\":1234567890123456}", "{\"a\":[1,]}", "{\"a\":[1 2]}",
    "{\"a\":[[[1]]]}", "{\"a\":[}", "{\"a\":{]}", "\xef\xbb\xbf{}",
};

static void test_odd(void **state)
{
    struct cvd_members m = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof odd_cases / sizeof *odd_cases; i++) {
        struct cvd_str in = cvd_str_from(odd_cases[i]);
        if (cvd_members_read(&m, in) != CVD_EINPUT)
            fail_msg("taken: %s", odd_cases[i]);
        assert_int_equal(m.count, 0);
    }
    assert_int_equal(cvd_members_read(&m, (struct cvd_str){ 0 }),
                     CVD_EINPUT);
    assert_int_equal(
        cvd_members_read(&m, (struct cvd_str){ "{\"a\0\":1}", 9 }),
        CVD_EINPUT);
    cvd_members_release(&m);
}

static void test_many_keys_are_not_compared(void **state)
{
    struct cvd_members m = { 0 };
    struct cvd_buf in = { 0 };

    (void)state;
    for (int keys = 0; keys < 200; keys++)
        assert_int_equal(cvd_buf_printf(&in, "%s\"%d\":0",
                                        keys ? "," : "{", keys), CVD_OK);
    assert_int_equal(cvd_buf_add_char(&in, '}'), CVD_OK);
    assert_int_equal(cvd_members_read(&m, cvd_buf_str(&in)), CVD_EINPUT);
    cvd_buf_release(&in);
    cvd_members_release(&m);
}

/* ---- beside Jansson -------------------------------------------------- */

static bool same(const struct cvd_members *m, size_t i, const json_t *v);

static bool same_inside(const struct cvd_members *m, size_t from, size_t to,
                        const json_t *all)
{
    size_t n = 0, i = from;

    for (; i < to; i = m->list[i].next, n++) {
        struct cvd_str key = m->list[i].key;
        const json_t *v = json_is_object(all)
                              ? json_object_getn(all, key.ptr, key.len)
                              : json_array_get(all, n);
        if (!v || !same(m, i, v))
            return false;
    }
    return i == to && n == (json_is_object(all) ? json_object_size(all)
                                                : json_array_size(all));
}

static bool same(const struct cvd_members *m, size_t i, const json_t *v)
{
    const struct cvd_member *a = &m->list[i];

    switch (a->kind) {
    case CVD_MEMBER_STRING:
        return json_is_string(v) && a->string.len == json_string_length(v) &&
               memcmp(a->string.ptr, json_string_value(v), a->string.len) ==
                   0;
    case CVD_MEMBER_NULL:
        return json_is_null(v);
    case CVD_MEMBER_LIST:
        return json_is_array(v) && same_inside(m, i + 1, a->next, v);
    case CVD_MEMBER_OBJECT:
        return json_is_object(v) && same_inside(m, i + 1, a->next, v);
    default:
        return json_is_number(v) || json_is_boolean(v);
    }
}

/* Whether it was taken. */
static bool compare(struct cvd_members *m, struct cvd_str in)
{
    if (cvd_members_read(m, in) != CVD_OK)
        return false;
    json_t *root = json_loadb(in.ptr, in.len,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    if (!json_is_object(root) || !same_inside(m, 0, m->count, root))
        fail_msg("read otherwise: %.*s", (int)in.len, in.ptr);
    json_decref(root);
    return true;
}

static const char *const lines[] = {
    "{\"id\":\"a/b.txt\",\"text\":\"Số: 12/KH-UBND\\nHà Nội\",\"title\":null}",
    "{\"id\":\"x\",\"text\":\"\\u0110\\u1ea5t\\ud83d\\ude00\",\"n\":-1.5}",
    "{\"metadata\":{\"cites\":[\"1\",\"2\"],\"date\":\"2024\"},\"id\":\"é\"}",
    " { \"a\" : [ true , false , null , 0 ] , \"b\" : { \"c\" : [ ] } } ",
};

/* The next of a row of numbers that only look random: xorshift64. */
static uint64_t next_random(uint64_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 7;
    *x ^= *x << 17;
    return *x;
}

/* Change, drop or double some bytes of `in`. */
static void spoil(struct cvd_str in, uint64_t *x, struct cvd_buf *out)
{
    static const char bytes[] = "{}[]\",:\\u0d8n trfe1.-\x80\xc4\xe1\xba\x01";
    uint64_t changes = 1 + next_random(x) % 3;

    cvd_buf_clear(out);
    assert_int_equal(cvd_buf_add(out, in), CVD_OK);
    for (; changes > 0 && out->len > 0; changes--) {
        size_t at = next_random(x) % out->len;
        char byte = bytes[next_random(x) % (sizeof bytes - 1)];
        switch (next_random(x) % 3) {
        case 0:
            out->ptr[at] = byte;
            break;
        case 1:
            memmove(out->ptr + at, out->ptr + at + 1, out->len - at);
            out->len--;
            break;
        default:
            assert_int_equal(cvd_buf_add_char(out, ' '), CVD_OK);
            memmove(out->ptr + at + 1, out->ptr + at, out->len - at - 1);
            out->ptr[at] = byte;
        }
    }
}

static void test_spoiled_lines_are_read_as_jansson_does(void **state)
{
    enum { TIMES = 20000 };
    struct cvd_members m = { 0 };
    struct cvd_buf spoiled = { 0 };
    uint64_t x = 20240601;
    size_t taken = 0;

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct cvd_str line = cvd_str_from(lines[i]);
        assert_true(compare(&m, line));
        for (int k = 0; k < TIMES; k++) {
            spoil(line, &x, &spoiled);
            taken += compare(&m, cvd_buf_str(&spoiled));
        }
    }
    assert_true(taken > TIMES / 4); /* else nothing was compared */
    cvd_buf_release(&spoiled);
    cvd_members_release(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_odd),
        cmocka_unit_test(test_many_keys_are_not_compared),
        cmocka_unit_test(test_spoiled_lines_are_read_as_jansson_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
