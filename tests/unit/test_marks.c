/* test_marks.c - where the words of a query stand in one document, and which
 * of those places a reader is led to. */
#include "tests/unit/searcher_support.h"

#include "base/limits.h"
#include "search/search.h"

static const struct sample docs[] = {
    { "a", "một xóm nhỏ", NULL, "2022", NULL },
    { "b", "thị trấn, Ủy ban nhân dân, OCOP, nông thôn mới", NULL, NULL,
      NULL },
};

static int open_index(void **state)
{
    return open_samples(state, docs, sizeof docs / sizeof *docs, 2);
}

/* The text with "[2:" before a mark of place 2, "{" before one of none. */
static void show(struct cvd_str text, const struct cvd_marks *m,
                 struct cvd_buf *out)
{
    struct cvd_str rest = text;
    int64_t at = 0;

    for (size_t i = 0; i < m->count; i++) {
        const struct cvd_mark *one = &m->list[i];
        assert_true(one->start >= at && one->end > one->start);
        struct cvd_str before =
            cvd_utf8_first(rest, (size_t)(one->start - at));
        rest.ptr += before.len;
        rest.len -= before.len;
        struct cvd_str in =
            cvd_utf8_first(rest, (size_t)(one->end - one->start));
        rest.ptr += in.len;
        rest.len -= in.len;
        at = one->end;
        assert_int_equal(cvd_buf_add(out, before), CVD_OK);
        assert_int_equal(one->place
                             ? cvd_buf_printf(out, "[%zu:%.*s]", one->place,
                                              (int)in.len, in.ptr)
                             : cvd_buf_printf(out, "{%.*s}", (int)in.len,
                                              in.ptr),
                         CVD_OK);
    }
    assert_int_equal(cvd_buf_add(out, rest), CVD_OK);
}

static const struct {
    const char *query, *text, *want;
    size_t places, best;
} cases[] = {
    /* words typed with marks, and without */
    { "xóm", "Xóm, xòm, XÓM", "[1:Xóm], xòm, [2:XÓM]", 2, 1 },
    { "xom", "Xóm, xòm, xe", "[1:Xóm], xòm, xe", 1, 1 }, /* sure: xóm */
    { "xom", "xòm, xe", "[1:xòm], xe", 1, 1 },
    /* as typed they are nowhere in the archive, or not in this document */
    { "xòm", "xóm", "[1:xóm]", 1, 1 },
    { "xóm", "xòm", "[1:xòm]", 1, 1 },
    /* what stands side by side is one mark; what stands alone no place */
    { "nông thôn mới", "Nông  thôn\nmới: đời mới; nông dân",
      "[1:Nông  thôn\nmới]: đời mới; nông dân", 1, 1 },
    { "nông thôn mới", "mới có nông thôn", "[1:mới] có [1:nông thôn]", 1,
      1 },
    { "nông thôn mới", "mới a b c d nông thôn",
      "mới a b c d [1:nông thôn]", 1, 1 },
    { "nông thôn mới", "đời mới, nông dân", "đời [1:mới], [1:nông] dân", 1,
      1 },
    /* the same again is another place, but not side by side */
    { "xóm", "xóm xóm và xóm", "[1:xóm xóm] và [2:xóm]", 2, 1 },
    { "xóm nhỏ", "xóm nhỏ, và xóm nhỏ", "[1:xóm nhỏ], và [2:xóm nhỏ]", 2,
      1 },
    /* the best has the most words, the first of those */
    { "xóm nhỏ OCOP", "nhỏ xóm a b c d OCOP nhỏ xóm a b c d OCOP xóm nhỏ",
      "[1:nhỏ xóm] a b c d [2:OCOP nhỏ xóm] a b c d [3:OCOP xóm nhỏ]", 3,
      2 },
    /* a name says more than a syllable */
    { "OCOP thị trấn", "thị trấn a b c d OCOP a b c d thị xã",
      "[1:thị trấn] a b c d [2:OCOP] a b c d thị xã", 2, 1 },
    /* a third of the best will do, less will not */
    { "một hai ba bốn năm sáu bảy OCOP",
      "một hai ba bốn năm sáu bảy a b c d OCOP a b c d một a b c d bốn năm",
      "[1:một hai ba bốn năm sáu bảy] a b c d {OCOP} a b c d một a b c d "
      "{bốn năm}", 1, 1 },
    { "một hai ba bốn năm sáu bảy",
      "một hai ba bốn năm sáu bảy a b c d một hai ba a b c d một hai",
      "[1:một hai ba bốn năm sáu bảy] a b c d [2:một hai ba] a b c d "
      "{một hai}", 2, 1 },
    /* words that only join */
    { "xóm của thị trấn", "của ai; xóm của thị trấn; của",
      "của ai; [1:xóm của thị trấn]; của", 1, 1 },
    { "của", "của và của", "[1:của] và [2:của]", 2, 1 },
    { "cua", "của và cua", "[1:của] và [2:cua]", 2, 1 },
    { "\"của thị\"", "của thị; của", "[1:của thị]; của", 1, 1 },
    /* phrases, numbers, what is excluded, fields, parentheses */
    { "\"thị trấn\"", "thị trấn; trấn thị", "[1:thị trấn]; trấn thị", 1, 1 },
    { "277-KH/BCĐ", "KH 277 và 277-KH/BCĐ", "KH 277 và [1:277-KH/BCĐ]", 1,
      1 },
    { "xóm -OCOP", "OCOP xóm", "OCOP [1:xóm]", 1, 1 },
    { "xóm tỉnh:\"Hà Tĩnh\"", "xóm Hà Tĩnh", "[1:xóm] Hà Tĩnh", 1, 1 },
    { "(xóm OR OCOP)", "xóm a b c d OCOP", "[1:xóm] a b c d [2:OCOP]", 2,
      2 },
    { "xó*", "xóm", "[1:xóm]", 1, 1 },
    /* other forms */
    { "UBND", "Ủy ban nhân dân", "[1:Ủy ban nhân dân]", 1, 1 },
    /* nothing */
    { "", "xóm", "xóm", 0, 0 },
    { "-", "xóm", "xóm", 0, 0 },
    { "xóm", "", "", 0, 0 },
    { "khongcotunay", "xóm", "xóm", 0, 0 },
};

static void test_marks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cvd_request r = { .query = cvd_str_from(cases[i].query) };
        struct cvd_doc d = { .text = cvd_str_from(cases[i].text) };
        struct cvd_marks m = { 0 };
        struct cvd_buf seen = { 0 };
        struct cvd_err err = { 0 };
        assert_ok(cvd_marks(searcher, &r, &d, &m, &err));
        show(d.text, &m, &seen);
        if (strcmp(seen.ptr ? seen.ptr : "", cases[i].want) != 0)
            fail_msg("%s: %s, not %s", cases[i].query, seen.ptr,
                     cases[i].want);
        assert_int_equal(m.places, cases[i].places);
        assert_int_equal(m.best, cases[i].best);
        assert_true(m.complete);
        cvd_buf_release(&seen);
        cvd_marks_release(&m);
    }
}

/* `count` times `piece`. */
static struct cvd_buf repeated(const char *piece, size_t count)
{
    struct cvd_buf b = { 0 };

    for (size_t i = 0; i < count; i++)
        assert_int_equal(cvd_buf_add_text(&b, piece), CVD_OK);
    return b;
}

static void test_limits(void **state)
{
    struct cvd_request r = { .query = cvd_str_from("xóm nhỏ") };
    struct cvd_buf text = repeated("xóm nhỏ\na b c d nhỏ\ne f g h ",
                                   CVD_MARKS_MAX + 1);
    struct cvd_doc d = { .text = cvd_buf_str(&text) };
    struct cvd_marks m = { 0 };
    struct cvd_err err = { 0 };

    (void)state;
    assert_ok(cvd_marks(searcher, &r, &d, &m, &err));
    assert_int_equal(m.count, CVD_MARKS_MAX);
    assert_int_equal(m.places, CVD_MARKS_MAX);
    assert_int_equal(m.list[m.count - 1].place, m.places);
    assert_false(m.complete);
    cvd_marks_release(&m);
    cvd_buf_release(&text);
}

/* A text that is read in several windows is marked as one. */
static void test_long_text(void **state)
{
    struct cvd_request r = { .query = cvd_str_from("xóm nhỏ") };
    struct cvd_buf text = repeated("đường đi xa lắm, mãi không tới nơi\n",
                                   60000);
    struct cvd_doc d;
    struct cvd_marks m = { 0 };
    struct cvd_err err = { 0 };

    (void)state;
    assert_int_equal(cvd_buf_add_text(&text, "xóm nhỏ. Nhỏ. Xóm nhỏ."), CVD_OK);
    d = (struct cvd_doc){ .text = cvd_buf_str(&text) };
    assert_ok(cvd_marks(searcher, &r, &d, &m, &err));
    assert_int_equal(m.count, 2);
    assert_int_equal(m.list[0].place, 1);
    assert_int_equal(m.list[1].place, 2);
    assert_int_equal(m.list[1].end, cvd_utf8_count(d.text) - 1);
    cvd_marks_release(&m);
    cvd_buf_release(&text);
}

static void test_deadline(void **state)
{
    struct cvd_request r = { .query = cvd_str_from("xóm") };
    struct cvd_buf text = repeated("xóm đi xa lắm\n", 400000);
    struct cvd_doc d = { .text = cvd_buf_str(&text) };
    struct cvd_marks m = { 0 };
    struct cvd_err err = { 0 };

    (void)state;
    cvd_searcher_deadline(searcher, 1);
    assert_ok(cvd_marks(searcher, &r, &d, &m, &err));
    cvd_searcher_deadline(searcher, 0);
    assert_false(m.complete);
    cvd_marks_release(&m);
    cvd_buf_release(&text);
}

static void test_wrong_requests(void **state)
{
    struct cvd_buf long_query = repeated("a", CVD_QUERY_BYTES_MAX + 1);
    struct cvd_request r = { .query = cvd_buf_str(&long_query) };
    struct cvd_doc d = { .text = cvd_str_from("a") };
    struct cvd_marks m = { 0 };
    struct cvd_err err = { 0 };

    (void)state;
    assert_int_equal(cvd_marks(searcher, &r, &d, &m, &err), CVD_ELIMIT);
    r.query = cvd_str_from("\xC3(");
    assert_int_equal(cvd_marks(searcher, &r, &d, &m, &err), CVD_EUSAGE);
    assert_null(m.list);
    cvd_buf_release(&long_query);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_long_text),
        cmocka_unit_test(test_deadline),
        cmocka_unit_test(test_wrong_requests),
    };

    return cmocka_run_group_tests(tests, open_index, close_searcher);
}
