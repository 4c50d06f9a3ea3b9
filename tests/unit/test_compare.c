/* test_compare.c - two documents side by side: every pair of some texts gives
 * segments that are the texts; what is shared, moved, written otherwise. */
#include "tests/unit/searcher_support.h"

#include "search/align.h"
#include "search/reuse.h"

#define LONG                                                              \
    "Các thôn, bản tổ chức họp dân trước ngày mười lăm hằng tháng để bàn " \
    "việc chung, cử người ghi biên bản và gửi về ủy ban xã."
#define OTHER                                                             \
    "Mỗi nhà trồng hai cây trước cổng, tự chăm sóc và thay cây chết "     \
    "trong vòng một tháng kể từ khi phát hiện."

static const struct sample samples[] = {
    { .id = "a", .date = "2021-03",
      .text = "Thông báo\n" LONG "\nTrân trọng." },
    /* other words, marks, capitals, punctuation, layout */
    { .id = "b", .date = "2021-04-02",
      .text = "THÔNG BÁO\n\nCác thôn, bàn tổ chức họp dân trước ngày hai "
              "mươi hằng tháng để (bàn việc chung); cử người\nghi biên bản "
              "và gửi về ủy ban xã!\nTran trong." },
    { .id = "one", .text = "Mở đầu.\n" LONG "\n" OTHER "\nHết." },
    { .id = "two", .text = "Mở đầu.\n" OTHER "\n" LONG "\nHết." },
    { .id = "empty", .text = "" },
    { .id = "dots", .text = " ... \n" },
    { .id = "short", .text = "Hết", .date = "2021" },
    { .id = "odd", .text = "… «Mở đầu» – “" LONG "” 𝔘𝔫𝔦 (hết)\t" },
    { .id = "d e c", .text = "D Â N  S Ố ấy Thông báo" },
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static int open_all(void **state)
{
    return open_samples(state, samples, SAMPLES, SAMPLES);
}

static struct cvd_comparison compare(const char *a, const char *b)
{
    struct cvd_err err = { 0 };
    struct cvd_comparison x = { 0 };

    assert_ok(cvd_compare(searcher, cvd_str_from(a), cvd_str_from(b), &x,
                          &err));
    return x;
}

/* The parts of a side are its text, one after another. */
static void check_side(const struct cvd_comparison *x, bool of_b)
{
    struct cvd_err err = { 0 };
    struct cvd_buf text = { 0 };
    struct cvd_doc d = { 0 };
    int64_t at = 0;
    size_t words = 0;
    const struct cvd_compare_side *side = of_b ? &x->b : &x->a;

    for (size_t i = 0; i < x->count; i++) {
        const struct cvd_compare_part *p = of_b ? &x->list[i].b
                                                : &x->list[i].a;
        assert_true(p->start == at);
        at += (int64_t)cvd_utf8_count(p->text);
        assert_true(p->end == at);
        assert_true(p->text.len || !p->words);
        words += p->words;
        assert_int_equal(cvd_buf_add(&text, p->text), CVD_OK);
    }
    assert_int_equal(words, side->words);
    assert_ok(cvd_document(searcher, side->id, &d, &err));
    assert_true(cvd_str_equal(cvd_buf_str(&text), d.text));
    cvd_buf_release(&text);
    cvd_doc_release(&d);
}

/* Words written otherwise stand where they are said to. */
static void check_respelled(const struct cvd_comparison *x,
                            const struct cvd_compare_segment *s)
{
    const struct cvd_compare_part *b =
        s->kind == CVD_COMPARE_MOVED ? &x->list[s->other].b : &s->b;

    for (size_t i = 0; i < s->respelled_count; i++) {
        const struct cvd_respelled *r = &x->respelled[s->respelled + i];
        assert_true(r->a_start >= s->a.start && r->a_start < s->a.end);
        assert_true(r->b_start >= b->start && r->b_start < b->end);
        assert_false(cvd_str_equal(r->a, r->b));
        struct cvd_str before = cvd_utf8_first(
            s->a.text, (size_t)(r->a_start - s->a.start));
        assert_ptr_equal(before.ptr + before.len, r->a.ptr);
        before = cvd_utf8_first(b->text, (size_t)(r->b_start - b->start));
        assert_ptr_equal(before.ptr + before.len, r->b.ptr);
    }
}

static void check(const struct cvd_comparison *x)
{
    check_side(x, false);
    check_side(x, true);
    for (size_t i = 0; i < x->count; i++) {
        const struct cvd_compare_segment *s = &x->list[i];
        size_t before = i ? x->list[i - 1].row : 0;
        assert_true(s->row == before || (i && s->row == before + 1));
        assert_true(s->a.text.len || s->b.text.len);
        assert_true(s->kind != CVD_COMPARE_SHARED ||
                    s->a.words == s->b.words);
        if (s->kind == CVD_COMPARE_MOVED)
            assert_int_equal(x->list[s->other].other, i);
        check_respelled(x, s);
    }
}

static void test_every_pair(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        for (size_t j = 0; j < SAMPLES; j++) {
            struct cvd_comparison x = compare(samples[i].id, samples[j].id);
            check(&x);
            assert_true(x.complete);
            if (i == j && x.a.words)
                assert_true(x.a.shared == 1 && x.b.shared == 1);
            if (i == j)
                assert_int_equal(x.respelled_count, 0);
            cvd_comparison_release(&x);
        }
    }
}

static bool is(struct cvd_str s, const char *text)
{
    return cvd_str_equal(cvd_str_trim(s), cvd_str_from(text));
}

static void test_changed(void **state)
{
    struct cvd_comparison x = compare("a", "b");
    size_t changed = 0, others = 0;
    static const struct {
        const char *a, *b;
        bool marks;
    } respelled[] = {
        { "Thông", "THÔNG", false }, { "báo", "BÁO", false },
        { "bản", "bàn", true }, { "Trân", "Tran", true },
        { "trọng", "trong", true },
    };
    enum { RESPELLED = sizeof respelled / sizeof *respelled };

    (void)state;
    for (size_t i = 0; i < x.count; i++) {
        const struct cvd_compare_segment *s = &x.list[i];
        others += s->kind != CVD_COMPARE_CHANGED &&
                  s->kind != CVD_COMPARE_SHARED;
        if (s->kind != CVD_COMPARE_CHANGED)
            continue;
        changed++;
        assert_true(is(s->a.text, "mười lăm"));
        assert_true(is(s->b.text, "hai mươi"));
    }
    assert_int_equal(changed, 1);
    assert_int_equal(others, 0);
    assert_int_equal(x.respelled_count, RESPELLED);
    for (size_t i = 0; i < RESPELLED; i++) {
        assert_true(is(x.respelled[i].a, respelled[i].a));
        assert_true(is(x.respelled[i].b, respelled[i].b));
        assert_int_equal(x.respelled[i].marks, respelled[i].marks);
    }
    assert_int_equal(x.marks, 3);
    assert_int_equal(x.older, CVD_OLDER_A);
    /* 34 words of either, two of them changed */
    assert_int_equal(x.a.words, x.b.words);
    assert_true(x.a.shared == x.b.shared && x.a.shared > 0.93 &&
                x.a.shared < 0.95);
    cvd_comparison_release(&x);
}

static void test_moved(void **state)
{
    struct cvd_comparison x = compare("one", "two");
    size_t moved = 0;

    (void)state;
    for (size_t i = 0; i < x.count; i++) {
        const struct cvd_compare_segment *s = &x.list[i];
        assert_true(s->kind == CVD_COMPARE_SHARED ||
                    s->kind == CVD_COMPARE_MOVED);
        if (s->kind != CVD_COMPARE_MOVED)
            continue;
        moved++;
        assert_true(is(s->a.text.len ? s->a.text : s->b.text, OTHER));
    }
    assert_int_equal(moved, 2);
    assert_true(x.a.shared == 1 && x.b.shared == 1);
    assert_int_equal(x.older, CVD_OLDER_UNKNOWN);
    cvd_comparison_release(&x);
}

static void test_nothing(void **state)
{
    struct cvd_comparison x = compare("empty", "dots");

    (void)state;
    assert_int_equal(x.count, 1);
    assert_int_equal(x.list[0].kind, CVD_COMPARE_NEW);
    assert_false(cvd_comparison_shares(&x));
    assert_true(x.a.shared == 0 && x.b.shared == 0);
    cvd_comparison_release(&x);
    x = compare("one", "a");
    assert_true(cvd_comparison_shares(&x));
    cvd_comparison_release(&x);
    x = compare("short", "a");
    assert_false(cvd_comparison_shares(&x));
    /* 2021 may be before or behind 2021-03 */
    assert_int_equal(x.older, CVD_OLDER_UNKNOWN);
    cvd_comparison_release(&x);
}

static void test_unknown(void **state)
{
    static const char *const pairs[][2] = { { "a", "khong-co" },
                                            { "khong-co", "a" } };
    struct cvd_err err = { 0 };
    struct cvd_comparison x = { 0 };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(cvd_compare(searcher, cvd_str_from(pairs[i][0]),
                                     cvd_str_from(pairs[i][1]), &x, &err),
                         CVD_ENOTFOUND);
        assert_non_null(strstr(err.msg, "khong-co"));
        assert_null(x.list);
    }
}

/* ---- long ------------------------------------------------------------ */

static int open_long(void **state)
{
    struct cvd_buf text = { 0 };
    struct sample too_long[2] = { { .id = "long" }, { .id = "b" } };

    for (size_t i = 0; i <= CVD_ALIGN_WORDS_MAX; i++)
        if (cvd_buf_add_text(&text, i % 7 ? "a " : "b ") != CVD_OK)
            return -1;
    too_long[0].text = text.ptr;
    too_long[1].text = "b a";
    int made = open_samples(state, too_long, 2, 2);
    cvd_buf_release(&text);
    return made;
}

static void test_too_long(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_comparison x = { 0 };

    (void)state;
    assert_int_equal(cvd_compare(searcher, cvd_str_from("b"),
                                 cvd_str_from("long"), &x, &err),
                     CVD_ELIMIT);
    assert_non_null(strstr(err.msg, "'long'"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_pair),
        cmocka_unit_test(test_changed),
        cmocka_unit_test(test_moved),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_unknown),
    };
    const struct CMUnitTest long_tests[] = {
        cmocka_unit_test(test_too_long),
    };

    return cmocka_run_group_tests(tests, open_all, close_searcher) +
           cmocka_run_group_tests(long_tests, open_long, close_searcher);
}
