/* test_kwic.c - concordance: places, contexts, their order, samples. */
#include "search/research.h"
#include "tests/unit/moments_support.h"
#include "tests/unit/searcher_support.h"

#include "analyzers/collate.h"
#include "search/kwic_places.h"
#include "search/search.h"

static const struct sample docs[] = {
    { "a", "Thi đua  lao động\nsáng tạo, thi đua\tcông tác.", NULL, "2022",
      NULL },
    { "b", "má thi đua nay\n\nma thi đua mai", NULL, NULL, NULL },
    { "c", "mà thi đua đó; mạ thi đua đây", NULL, "2021-05", NULL },
    { "d", "không có gì", NULL, "2020", NULL },
    { "e", "thi dua khong dau", NULL, "2020-01-01", NULL },
};

static int open_index(void **state)
{
    return open_samples(state, docs, sizeof docs / sizeof *docs, 2);
}

/* ---- contexts -------------------------------------------------------- */

/* The keyword stands between bars. */
static const struct {
    const char *text;
    size_t width;
    const char *left, *right;
} context_cases[] = {
    { "một hai |ba| bốn năm", 40, "một hai ", " bốn năm" },
    { "|ba|", 40, "", "" },
    { " \n |ba|\t ", 40, "", "" },
    { "một hai |ba| bốn năm", 4, "hai ", " bốn" },
    { "một hai |ba| bốn năm", 5, "hai ", " bốn" }, /* no piece of a word */
    { "một hai |ba| bốn năm", 8, "một hai ", " bốn năm" },
    { "một hai |ba| bốn năm", 7, "hai ", " bốn" },
    { "một hai |ba| bốn năm", 0, "", "" },
    { "một\r\n\r\n hai\n|ba|\n\n\tbốn", 40, "một hai ", " bốn" },
    { "một (\"|ba|\"), bốn", 40, "một (\"", "\"), bốn" },
    { "đườngdài|ba|đườngdài", 3, "dài", "đườ" }, /* nothing but a word */
    { "x đườngdài |ba| đườngdài x", 5, "gdài ", " đườn" },
};

static void test_contexts(void **state)
{
    struct cvd_buf out = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof context_cases / sizeof *context_cases;
         i++) {
        char text[128];
        size_t start = strcspn(context_cases[i].text, "|");
        size_t n = 0;
        for (const char *p = context_cases[i].text; *p; p++)
            if (*p != '|')
                text[n++] = *p;
        struct cvd_str s = { text, n };
        cvd_buf_clear(&out);
        assert_int_equal(cvd_context_left(s, start, context_cases[i].width,
                                          &out), CVD_OK);
        assert_string_equal(out.ptr ? out.ptr : "", context_cases[i].left);
        cvd_buf_clear(&out);
        assert_int_equal(cvd_context_right(s, start + 2,
                                           context_cases[i].width, &out),
                         CVD_OK);
        assert_string_equal(out.ptr ? out.ptr : "", context_cases[i].right);
    }
    cvd_buf_release(&out);
}

/* A mile of blanks is not walked for each of its neighbours. */
static void test_context_of_blanks(void **state)
{
    struct cvd_buf text = { 0 }, out = { 0 };

    (void)state;
    assert_int_equal(cvd_buf_add_text(&text, "xa"), CVD_OK);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(cvd_buf_add_char(&text, '\n'), CVD_OK);
    assert_int_equal(cvd_context_left(cvd_buf_str(&text), text.len, 40,
                                      &out), CVD_OK);
    assert_int_equal(out.len, 0);
    assert_int_equal(cvd_context_right(cvd_buf_str(&text), 2, 40, &out),
                     CVD_OK);
    assert_int_equal(out.len, 0);
    cvd_buf_release(&text);
    cvd_buf_release(&out);
}

/* ---- collation ------------------------------------------------------- */

static void test_collation(void **state)
{
    static const char *const sorted[] = {
        "a", "à", "ả", "ã", "á", "ạ", "ai", "ăn", "âm", "ba", "ca", "da",
        "đa", "e", "ê", "ma", "mà", "má", "mạ", "oa", "ô", "ơ", "u", "ư",
        "y", "z"
    };
    struct cvd_collator *c;
    struct cvd_err err = { 0 };
    struct cvd_buf before = { 0 }, key = { 0 };

    (void)state;
    assert_ok(cvd_collator_new(&c, &err));
    for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++) {
        cvd_buf_clear(&key);
        assert_int_equal(cvd_collate_key(c, cvd_str_from(sorted[i]), &key),
                         CVD_OK);
        assert_int_equal(strlen(key.ptr) + 1, key.len);
        assert_true(cvd_str_compare(cvd_buf_str(&before),
                                    cvd_buf_str(&key)) < 0);
        cvd_buf_swap(&before, &key);
    }
    /* Capitals are no other word; a word of any length has a key. */
    struct cvd_buf capital = { 0 };
    cvd_buf_clear(&key);
    assert_int_equal(cvd_collate_key(c, cvd_str_from("đua"), &key), CVD_OK);
    assert_int_equal(cvd_collate_key(c, cvd_str_from("ĐUA"), &capital),
                     CVD_OK);
    assert_string_equal(key.ptr, capital.ptr);
    char longest[4000];
    memset(longest, 'x', sizeof longest);
    assert_int_equal(cvd_collate_key(
        c, (struct cvd_str){ longest, sizeof longest }, &key), CVD_OK);
    cvd_buf_release(&capital);
    cvd_buf_release(&before);
    cvd_buf_release(&key);
    cvd_collator_free(c);
    cvd_collator_free(NULL);
}

/* ---- lines ----------------------------------------------------------- */

/* As "id:left|keyword|right", one a line. */
static void assert_lines(const char *query, struct cvd_kwic_form form,
                         unsigned offset, unsigned limit, const char *want)
{
    struct cvd_request r = { .query = cvd_str_from(query), .offset = offset,
                             .limit = limit };
    struct cvd_err err = { 0 };
    struct cvd_buf got = { 0 };
    struct cvd_kwic k;

    assert_ok(cvd_kwic(searcher, &r, &form, &k, &err));
    for (size_t i = 0; i < k.count; i++) {
        const struct cvd_kwic_line *l = &k.lines[i];
        (void)cvd_buf_printf(&got, "%.*s:%.*s|%.*s|%.*s\n", (int)l->id.len,
                             l->id.ptr, (int)l->left.len,
                             l->left.len ? l->left.ptr : "",
                             (int)l->keyword.len, l->keyword.ptr,
                             (int)l->right.len,
                             l->right.len ? l->right.ptr : "");
    }
    assert_string_equal(got.ptr ? got.ptr : "", want);
    cvd_buf_release(&got);
    cvd_kwic_release(&k);
}

static void test_order(void **state)
{
    struct cvd_kwic_form form = { .width = 10 };

    (void)state;
    assert_lines("\"thi đua\"", form, 0, 100,
                 "a:|Thi đua| lao động\n"
                 "a:sáng tạo, |thi đua| công tác.\n"
                 "b:má |thi đua| nay ma\n"
                 "b:nay ma |thi đua| mai\n"
                 "c:mà |thi đua| đó; mạ\n"
                 "c:đó; mạ |thi đua| đây\n");
    form.sort = CVD_KWIC_LEFT; /* nothing, ma mà má mạ, tạo */
    assert_lines("\"thi đua\"", form, 0, 100,
                 "a:|Thi đua| lao động\n"
                 "b:nay ma |thi đua| mai\n"
                 "c:mà |thi đua| đó; mạ\n"
                 "b:má |thi đua| nay ma\n"
                 "c:đó; mạ |thi đua| đây\n"
                 "a:sáng tạo, |thi đua| công tác.\n");
    form.sort = CVD_KWIC_RIGHT; /* công đây đó lao mai nay */
    assert_lines("\"thi đua\"", form, 0, 100,
                 "a:sáng tạo, |thi đua| công tác.\n"
                 "c:đó; mạ |thi đua| đây\n"
                 "c:mà |thi đua| đó; mạ\n"
                 "a:|Thi đua| lao động\n"
                 "b:nay ma |thi đua| mai\n"
                 "b:má |thi đua| nay ma\n");
    form.sort = CVD_KWIC_DATE;
    assert_lines("\"thi đua\"", form, 1, 3,
                 "c:đó; mạ |thi đua| đây\n"
                 "a:|Thi đua| lao động\n"
                 "a:sáng tạo, |thi đua| công tác.\n");
    assert_lines("\"thi đua\"", form, 6, 3, "");
    assert_lines("\"thi đua\"", form, 5, 0, "");
}

/* What a snippet marks: words alone, every spelling without marks. */
static void test_as_snippets(void **state)
{
    struct cvd_kwic_form form = { .width = 0 };

    (void)state;
    assert_lines("tác", form, 0, 100, "a:|tác|\n");
    assert_lines("thi dua", form, 0, 3, "a:|Thi|\na:|đua|\na:|thi|\n");
    assert_lines("date:2020", form, 0, 100, "");
    assert_lines("khongcotunay", form, 0, 100, "");
}

static void test_offsets(void **state)
{
    struct cvd_request r = { .query = cvd_str_from("\"thi đua\""),
                             .limit = 100 };
    struct cvd_kwic_form form = { .width = 40 };
    struct cvd_err err = { 0 };
    struct cvd_buf json = { 0 };
    struct cvd_kwic k;

    (void)state;
    assert_ok(cvd_kwic(searcher, &r, &form, &k, &err));
    assert_int_equal(k.found.total, 3);
    assert_int_equal(k.total_lines, 6);
    assert_true(k.complete);
    assert_int_equal(k.lines[1].start, 28);
    assert_int_equal(k.lines[1].end, 35);
    assert_int_equal(cvd_kwic_line_json(&k.lines[4], &json), CVD_OK);
    assert_string_equal(json.ptr,
        "{\"id\":\"c\",\"date\":\"2021-05\",\"province\":null,"
        "\"left\":\"mà \",\"keyword\":\"thi đua\","
        "\"right\":\" đó; mạ thi đua đây\",\"start\":3,\"end\":10}");
    cvd_buf_clear(&json);
    k.count = 0;
    assert_int_equal(cvd_kwic_json(&k, &json), CVD_OK);
    assert_string_equal(json.ptr,
        "{\"query\":\"\\\"thi đua\\\"\",\"total_documents\":3,"
        "\"total_lines\":6,\"complete\":true,\"lines\":[],"
        "\"suggestion\":null,\"warnings\":[],\"index\":{\"generation\":1,"
        "\"analyzer\":3,\"documents\":5}}");
    cvd_buf_release(&json);
    cvd_kwic_release(&k);
}

/* ---- samples and limits ---------------------------------------------- */

/* Bits of the lines that a sample of 2 has, by their start and document. */
static void sample_of(unsigned seed, char out[64])
{
    struct cvd_request r = { .query = cvd_str_from("\"thi đua\""),
                             .limit = 100 };
    struct cvd_kwic_form form = { .width = 1, .sample = 2, .seed = seed };
    struct cvd_err err = { 0 };
    struct cvd_kwic k;

    assert_ok(cvd_kwic(searcher, &r, &form, &k, &err));
    assert_int_equal(k.count, 2);
    assert_int_equal(k.total_lines, 6);
    assert_true(k.complete);
    assert_true(cvd_str_compare(k.lines[0].id, k.lines[1].id) <= 0);
    (void)snprintf(out, 64, "%c%d %c%d", *k.lines[0].id.ptr,
                   (int)k.lines[0].start, *k.lines[1].id.ptr,
                   (int)k.lines[1].start);
    cvd_kwic_release(&k);
}

static void test_samples(void **state)
{
    char one[64], other[64];
    unsigned different = 0;

    (void)state;
    sample_of(0, one);
    for (unsigned seed = 0; seed < 20; seed++) {
        char again[64];
        sample_of(seed, other);
        sample_of(seed, again);
        assert_string_equal(other, again);
        different += strcmp(one, other) != 0;
    }
    assert_true(different > 10); /* 15 samples there are */
}

static void test_limits(void **state)
{
    struct cvd_request r = { .query = cvd_str_from("\"thi đua\""),
                             .limit = 100 };
    struct cvd_kwic_form form = { .width = 40, .lines_max = 4 };
    struct cvd_err err = { 0 };
    struct cvd_kwic k;

    (void)state;
    assert_ok(cvd_kwic(searcher, &r, &form, &k, &err));
    assert_int_equal(k.total_lines, 4);
    assert_int_equal(k.count, 4);
    assert_false(k.complete);
    assert_int_equal(k.found.warning_count, 1);
    cvd_kwic_release(&k);
    form.lines_max = 6; /* all there are, and it is known */
    assert_ok(cvd_kwic(searcher, &r, &form, &k, &err));
    assert_int_equal(k.total_lines, 6);
    assert_true(k.complete);
    cvd_kwic_release(&k);
    form.width = CVD_KWIC_WIDTH_MAX + 1;
    assert_int_equal(cvd_kwic(searcher, &r, &form, &k, &err), CVD_EUSAGE);
    form.width = 0;
    form.sample = CVD_KWIC_LINES_MAX + 1;
    assert_int_equal(cvd_kwic(searcher, &r, &form, &k, &err), CVD_EUSAGE);
    form.sample = 0;
    r.limit = CVD_KWIC_LINES_MAX + 1;
    assert_int_equal(cvd_kwic(searcher, &r, &form, &k, &err), CVD_EUSAGE);
    r.limit = 0;
    r.offset = 1000000;
    assert_int_equal(cvd_kwic(searcher, &r, &form, &k, &err), CVD_EUSAGE);
}

/* ---- deadlines ------------------------------------------------------- */

static bool has_line(const struct cvd_kwic *k, const struct cvd_kwic_line *l)
{
    for (size_t i = 0; i < k->count; i++)
        if (cvd_str_equal(k->lines[i].id, l->id) &&
            k->lines[i].start == l->start &&
            cvd_str_equal(k->lines[i].left, l->left) &&
            cvd_str_equal(k->lines[i].keyword, l->keyword) &&
            cvd_str_equal(k->lines[i].right, l->right))
            return true;
    return false;
}

/* Whenever it is late: less than there is, nothing that is not there, and it
 * says so. */
static void test_deadlines(void **state)
{
    struct cvd_request r = { .query = cvd_str_from("\"thi đua\""),
                             .limit = 100 };
    struct cvd_kwic_form form = { .width = 40, .sort = CVD_KWIC_LEFT };
    struct cvd_err err = { 0 };
    struct cvd_kwic all, k;
    uint64_t at = 0;
    size_t fewer = 0;
    bool late = true;

    (void)state;
    assert_ok(cvd_kwic(searcher, &r, &form, &all, &err));
    while (late && ++at < 10000) {
        stop_at(searcher->store, at);
        assert_ok(cvd_kwic(searcher, &r, &form, &k, &err));
        late = !k.complete;
        fewer += k.count > 0 && k.count < all.count;
        assert_true(k.total_lines <= all.total_lines);
        assert_true(late ? k.found.warning_count > 0
                         : k.count == all.count);
        for (size_t i = 0; i < k.count; i++)
            assert_true(has_line(&all, &k.lines[i]));
        cvd_kwic_release(&k);
    }
    cvd_searcher_deadline(searcher, 0);
    assert_true(at > 10 && at < 10000);
    assert_true(fewer > 0);
    cvd_kwic_release(&all);
}

/* ---- long texts ------------------------------------------------------ */

enum { BLANKS = 1024 * 1024 };

/* A phrase across the end of every window of a long text is found, once. */
static void test_windows(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_searcher *before = searcher;
    struct cvd_buf text = { 0 };
    void *dir = NULL;

    (void)state;
    for (int lead = -12; lead <= 12; lead++) {
        struct cvd_buf one = { 0 };
        assert_int_equal(make_dir(&dir), 0);
        cvd_buf_clear(&text);
        assert_int_equal(cvd_buf_add_text(&text, "thi đua mở đầu "), CVD_OK);
        while (text.len + 4 < (size_t)(BLANKS + lead))
            assert_int_equal(cvd_buf_add_text(&text, "xa "), CVD_OK);
        assert_int_equal(cvd_buf_add_text(&text, "thi đua nhé"), CVD_OK);
        struct sample s = { "dai", text.ptr, NULL, NULL, NULL };
        assert_ok(add_samples(dir, true, &s, 1, 1, &p, &err));
        assert_ok(cvd_searcher_open(dir, &searcher, &err));
        assert_lines("\"thi đua\"", (struct cvd_kwic_form){ .width = 7 }, 0,
                     10, "dai:|thi đua| mở đầu\n"
                         "dai:xa xa |thi đua| nhé\n");
        cvd_searcher_close(searcher);
        assert_int_equal(drop_dir(&dir), 0);
        cvd_buf_release(&one);
    }
    searcher = before;
    cvd_buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contexts),
        cmocka_unit_test(test_context_of_blanks),
        cmocka_unit_test(test_collation),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_as_snippets),
        cmocka_unit_test(test_offsets),
        cmocka_unit_test(test_samples),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_deadlines),
        cmocka_unit_test(test_windows),
    };

    return cmocka_run_group_tests(tests, open_index, close_searcher);
}
