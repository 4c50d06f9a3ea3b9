/* test_trace.c - a sentence on its way through an archive. */
#include "search/searcher.h"
#include "search/reuse.h"
#include "tests/unit/searcher_support.h"

#define SENTENCE "Phát động phong trào thi đua trồng mười nghìn cây phi lao " \
                 "ven biển trước mùa mưa bão năm nay"

static const struct sample samples[] = {
    { "xa", "Ủy ban xã.\n" SENTENCE ", mỗi thôn hai trăm cây.", NULL,
      "2022-03-05", NULL },
    { "trung-uong", "Bộ yêu cầu các tỉnh: " SENTENCE ".", NULL, "2021-11",
      NULL },
    { "khong-ngay", SENTENCE ".", NULL, NULL, NULL },
    { "khong-dau", "PHAT DONG PHONG TRAO THI DUA TRONG MUOI NGHIN CAY PHI "
      "LAO VEN BIEN TRUOC MUA MUA BAO NAM NAY", NULL, "2022-04-01", NULL },
    { "xuong-dong", "Phát động phong trào\nthi đua; trồng mười nghìn\n\ncây "
      "phi lao - ven biển (trước mùa mưa bão) năm nay", NULL, "2022-05",
      NULL },
    { "hai-tu", "Phát động phong trào thi đua trồng năm nghìn cây phi lao "
      "ven sông trước mùa mưa bão năm nay", NULL, "2022-06-01", NULL },
    { "thieu", "Phát động thi đua trồng mười nghìn cây phi lao ven biển "
      "trước mùa mưa bão", NULL, "2022-07-01", NULL },
    { "them", "Phát động sâu rộng phong trào thi đua trồng mười nghìn cây "
      "phi lao chắn cát ven biển trước mùa mưa bão năm nay", NULL,
      "2022-08-01", NULL },
    /* of twenty words eight are others: too many */
    { "khac", "Phát động phong trào thi đua nuôi một vạn con cá giống ven "
      "hồ sau mùa nắng nóng năm nay", NULL, "2020", NULL },
    { "la", "Cấm xe tải nặng qua cầu cũ từ tháng sau.", NULL, "2019", NULL },
};

static int open_archive(void **state)
{
    return open_samples(state, samples, sizeof samples / sizeof *samples, 3);
}

static struct cvd_trace trace(const char *text, unsigned offset,
                              unsigned limit)
{
    struct cvd_request r = { .query = cvd_str_from(text), .offset = offset,
                             .limit = limit };
    struct cvd_trace t = { 0 };
    struct cvd_err err = { CVD_OK, "" };

    assert_ok(cvd_trace(searcher, &r, &t, &err));
    return t;
}

static void check(const struct cvd_trace *t, const char *const *ids)
{
    size_t n = 0;

    for (; ids[n]; n++) {
        assert_true(n < t->count);
        if (!cvd_str_equal(t->list[n].facts.id, cvd_str_from(ids[n])))
            fail_msg("number %zu is %.*s, not %s", n,
                     (int)t->list[n].facts.id.len,
                     t->list[n].facts.id.ptr, ids[n]);
    }
    assert_int_equal(t->count, n);
}

/* Every form that is near enough, the oldest first, without a date last. */
static void test_order(void **state)
{
    static const char *const all[] = { "trung-uong", "xa", "khong-dau",
                                       "xuong-dong", "hai-tu", "thieu",
                                       "them", "khong-ngay", NULL };
    static const size_t edits[] = { 0, 0, 0, 0, 2, 4, 4, 0 };
    struct cvd_trace t = trace(SENTENCE, 0, 10);

    (void)state;
    check(&t, all);
    assert_int_equal(t.words, 20);
    assert_int_equal(t.found, 8);
    assert_false(t.cut);
    for (size_t i = 0; i < t.count; i++) {
        assert_int_equal(t.list[i].edits, edits[i]);
        assert_int_equal((int)(t.list[i].likeness * 100 + 0.5),
                         100 - 5 * (int)edits[i]);
    }
    cvd_trace_release(&t);
}

/* What is told is where it stands, in one line. */
static void test_passage(void **state)
{
    struct cvd_trace t = trace(SENTENCE, 1, 1);

    (void)state;
    check(&t, (const char *const[]){ "xa", NULL });
    assert_int_equal(t.found, 8);
    assert_true(cvd_str_equal(t.list[0].text, cvd_str_from(SENTENCE)));
    assert_int_equal(t.list[0].start, strlen("Uy ban xa.\n"));
    assert_int_equal(t.list[0].end - t.list[0].start,
                     cvd_utf8_count(cvd_str_from(SENTENCE)));
    cvd_trace_release(&t);
    t = trace(SENTENCE, 3, 1);
    assert_true(cvd_str_equal(
        t.list[0].text, cvd_str_from("Phát động phong trào thi đua; trồng "
                                     "mười nghìn cây phi lao - ven biển "
                                     "(trước mùa mưa bão) năm nay")));
    cvd_trace_release(&t);
}

/* Asked without marks or otherwise laid out, it is the same sentence. */
static void test_spellings(void **state)
{
    static const char *const asked[] = {
        "phat dong phong trao thi dua trong muoi nghin cay phi lao ven bien "
        "truoc mua mua bao nam nay",
        "“PHÁT ĐỘNG phong trào thi đua,\n trồng mười nghìn cây phi lao ven "
        "biển trước mùa mưa bão năm nay.”",
        /* decomposed */
        "Pha\xCC\x81t \xC4\x91\xC3\xB4\xCC\xA3ng phong trào thi đua trồng "
        "mười nghìn cây phi lao ven biển trước mùa mưa bão năm nay",
    };

    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct cvd_trace t = trace(asked[i], 0, 10);
        assert_int_equal(t.found, 8);
        assert_int_equal(t.list[0].edits, 0);
        cvd_trace_release(&t);
    }
}

static void test_among(void **state)
{
    struct cvd_request r = { .query = cvd_str_from(SENTENCE), .limit = 10,
                             .from = cvd_str_from("2022-03"),
                             .to = cvd_str_from("2022-05") };
    struct cvd_trace t = { 0 };
    struct cvd_err err = { CVD_OK, "" };

    (void)state;
    assert_ok(cvd_trace(searcher, &r, &t, &err));
    check(&t, (const char *const[]){ "xa", "khong-dau", "xuong-dong", NULL });
    cvd_trace_release(&t);
}

static void test_nothing(void **state)
{
    struct cvd_trace t = trace("chưa ai viết một câu như thế này bao giờ",
                               0, 10);

    (void)state;
    assert_int_equal(t.found, 0);
    assert_int_equal(t.count, 0);
    cvd_trace_release(&t);
}

static void test_refused(void **state)
{
    struct cvd_request r = { .limit = 10 };
    struct cvd_trace t = { 0 };
    struct cvd_buf text = { 0 };
    struct cvd_err err = { CVD_OK, "" };

    (void)state;
    r.query = cvd_str_from("chỉ ba chữ");
    assert_int_equal(cvd_trace(searcher, &r, &t, &err), CVD_EUSAGE);
    assert_non_null(strstr(err.msg, "4 to 256 words, not 3"));
    for (int i = 0; i < CVD_TRACE_WORDS_MAX + 1; i++)
        assert_int_equal(cvd_buf_printf(&text, "w%d ", i), CVD_OK);
    r.query = cvd_buf_str(&text);
    assert_int_equal(cvd_trace(searcher, &r, &t, &err), CVD_EUSAGE);
    r.query = cvd_str_from(SENTENCE);
    r.limit = CVD_TRACE_MAX + 1;
    assert_int_equal(cvd_trace(searcher, &r, &t, &err), CVD_EUSAGE);
    r.limit = 10;
    r.query = cvd_str_from("không phải \xFF UTF-8 đâu nhé");
    assert_int_equal(cvd_trace(searcher, &r, &t, &err), CVD_EINPUT);
    cvd_buf_release(&text);
}

static uint64_t looks;

/* A clock that goes on whenever it is looked at. */
static uint64_t next_look(void)
{
    return ++looks;
}

/* Stopped anywhere it tells less and says so, never anything else. */
static void test_deadline(void **state)
{
    struct cvd_request r = { .query = cvd_str_from(SENTENCE), .limit = 10 };
    struct cvd_err err = { CVD_OK, "" };
    bool whole = false;

    (void)state;
    for (uint64_t deadline = 1; deadline < 4000 && !whole; deadline++) {
        struct cvd_trace t = { 0 };
        looks = 0;
        *cvd_store_clock(searcher->store) = (struct cvd_clock){
            .deadline = deadline, .every = 1, .now = next_look
        };
        assert_ok(cvd_trace(searcher, &r, &t, &err));
        whole = !t.cut;
        assert_true(t.found == 8 || !whole);
        assert_true(deadline > 1 || t.cut);
        cvd_trace_release(&t);
    }
    cvd_clock_set(cvd_store_clock(searcher->store), 0);
    assert_true(whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),   cmocka_unit_test(test_passage),
        cmocka_unit_test(test_spellings), cmocka_unit_test(test_among),
        cmocka_unit_test(test_nothing), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_deadline),
    };

    return cmocka_run_group_tests(tests, open_archive, close_searcher);
}
