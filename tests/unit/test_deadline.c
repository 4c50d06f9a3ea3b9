/* test_deadline.c - a question that takes too long is stopped: what is given
 * then is less, never wrong, and says so.
 *
 * Time is the test's own: it passes by one with each look at the clock, and
 * the clock is looked at on every step.  So each test is run for every moment
 * at which its question can be stopped. */
#include "search/research.h"
#include "tests/unit/moments_support.h"
#include "tests/unit/searcher_support.h"

#include "base/clock.h"
#include "base/limits.h"
#include "search/search.h"
#include "search/searcher.h"

enum {
    DOCUMENTS = 120,
    PER_CHUNK = 40,          /* several parts */
    MOMENTS_MAX = 2000000,   /* more looks than any question here takes */
    /* Every moment at first, then ever fewer: a question takes up to some
     * thousand looks, each moment asks it anew. */
    MOMENTS_EACH = 200
};

static uint64_t after(uint64_t moment)
{
    return moment < MOMENTS_EACH ? moment + 1 : moment + moment / 10;
}

/* ---- an index -------------------------------------------------------- */

static const char *const subjects[] = {
    "dùng hàng Việt Nam", "quản lý đất đai", "đường sắt và đường bộ",
    "dương tính ở xã", "hàng hóa nhập khẩu", "học sinh năm học mới",
};

enum { SUBJECTS = sizeof subjects / sizeof *subjects };

static char texts[DOCUMENTS][256], ids[DOCUMENTS][16], dates[DOCUMENTS][16],
    numbers[DOCUMENTS][24];
static struct sample docs[DOCUMENTS];

static void write_sample(size_t i)
{
    (void)snprintf(ids[i], sizeof ids[i], "d%03zu", i);
    (void)snprintf(dates[i], sizeof dates[i], "20%02zu-0%zu-1%zu", i % 20 + 1,
                   i % 9 + 1, i % 10);
    (void)snprintf(numbers[i], sizeof numbers[i], "%zu/KH-UBND", i % 30 + 1);
    (void)snprintf(texts[i], sizeof texts[i],
                   "Kế hoạch về việc %s, căn cứ Quyết định số %zu/QĐ-TTg ngày"
                   " 0%zu/02/2020 của Thủ tướng về %s và %s số %zu",
                   subjects[i % SUBJECTS], i % 7 + 100, i % 7 + 1,
                   subjects[i / 6 % SUBJECTS], subjects[i / 36 % SUBJECTS],
                   i);
    docs[i] = (struct sample){ ids[i], texts[i], numbers[i],
                               i % 3 ? dates[i] : NULL,
                               i % 2 ? "ke-hoach" : "quyet-dinh" };
}

static int open_index(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;

    if (make_dir(state) != 0)
        return -1;
    for (size_t i = 0; i < DOCUMENTS; i++)
        write_sample(i);
    assert_ok(add_samples(*state, true, docs, DOCUMENTS / 2, PER_CHUNK,
                          &p, &err));
    /* A second session: a second part, and some documents removed. */
    assert_ok(add_samples(*state, false, docs + DOCUMENTS / 2 - 5,
                          DOCUMENTS / 2 + 5, PER_CHUNK, &p, &err));
    return open_searcher(state);
}

/* ---- searching ------------------------------------------------------- */

static const enum cvd_field facets[] = { CVD_F_TYPE, CVD_F_DATE };

static struct cvd_request request(const char *query)
{
    return (struct cvd_request){ .query = cvd_str_from(query),
                                 .limit = CVD_LIMIT_MAX };
}

static struct cvd_result search(const struct cvd_request *r)
{
    struct cvd_err err = { 0 };
    struct cvd_result res;

    assert_ok(cvd_search(searcher, r, &res, &err));
    return res;
}

static const struct cvd_hit *hit_of(const struct cvd_result *r,
                                    struct cvd_str id)
{
    for (size_t i = 0; i < r->count; i++)
        if (cvd_str_equal(r->hits[i].doc.id, id))
            return &r->hits[i];
    return NULL;
}

static bool warns_late(const struct cvd_result *r)
{
    for (size_t i = 0; i < r->warning_count; i++)
        if (strstr(r->warnings[i], "hết thời gian"))
            return true;
    return false;
}

static uint64_t count_of(const struct cvd_facet *f, struct cvd_str value)
{
    for (size_t i = 0; i < f->count; i++)
        if (cvd_str_equal(f->values[i].value, value))
            return f->values[i].count;
    return 0;
}

/* No facet counts more than there is. */
static void check_facets(const struct cvd_result *part,
                         const struct cvd_result *whole)
{
    if (part->answer.facet_count == 0)
        return;
    assert_int_equal(part->answer.facet_count, whole->answer.facet_count);
    for (size_t f = 0; f < part->answer.facet_count; f++) {
        const struct cvd_facet *got = &part->answer.facets[f];
        for (size_t i = 0; i < got->count; i++)
            assert_true(got->values[i].count <=
                        count_of(&whole->answer.facets[f],
                                 got->values[i].value));
    }
}

static void check_same(const struct cvd_result *a, const struct cvd_result *b)
{
    assert_false(a->cut_short);
    assert_false(warns_late(a));
    assert_int_equal(a->total, b->total);
    assert_int_equal(a->total_is_exact, b->total_is_exact);
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_true(cvd_str_equal(a->hits[i].doc.id, b->hits[i].doc.id));
        assert_true(a->hits[i].score == b->hits[i].score);
        assert_int_equal(a->hits[i].cited_by, b->hits[i].cited_by);
        assert_true(cvd_str_equal(cvd_buf_str(&a->hits[i].snippet),
                                  cvd_buf_str(&b->hits[i].snippet)));
    }
}

/* Whether the answer was complete. */
static bool check_moment(const struct cvd_request *r, uint64_t moment,
                         const struct cvd_result *whole)
{
    stop_at(searcher->store, moment);
    struct cvd_result part = search(r);
    bool complete = !part.cut_short;

    if (complete) {
        check_same(&part, whole);
    } else {
        assert_true(warns_late(&part));
        assert_false(part.total_is_exact);
        assert_true(cvd_searcher_late(searcher));
        for (size_t i = 0; i < part.count; i++)
            if (!hit_of(whole, part.hits[i].doc.id))
                fail_msg("'%.*s', stopped at look %llu: %.*s is wrong",
                         (int)r->query.len, r->query.ptr,
                         (unsigned long long)moment,
                         (int)part.hits[i].doc.id.len,
                         part.hits[i].doc.id.ptr);
    }
    check_facets(&part, whole);
    cvd_result_release(&part);
    return complete;
}

/* Queries that walk all there is to walk, and those where what is left out
 * must not become what is found. */
static const struct {
    const char *query;
    enum cvd_sort sort;
    bool with_facets;
} questions[] = {
    { "hàng", CVD_SORT_RELEVANCE, true },
    { "", CVD_SORT_NEWEST, true },
    { "", CVD_SORT_OLDEST, false },
    { "dung hang viet nam", CVD_SORT_RELEVANCE, false },
    { "ke hoach ve viec quan ly dat dai va duong sat", CVD_SORT_RELEVANCE,
      true },
    { "\"hàng Việt Nam\"", CVD_SORT_RELEVANCE, false },
    { "\"kế hoạch về việc\" OR \"đường sắt\"", CVD_SORT_NEWEST, true },
    { "ha* OR du* OR qu*", CVD_SORT_RELEVANCE, false },
    { "kế hoạch NOT \"hàng Việt\"", CVD_SORT_RELEVANCE, true },
    { "việc NOT (ha* OR \"đường sắt và\")", CVD_SORT_RELEVANCE, false },
    { "việc -\"quản lý đất\" -\"đường bộ\" -~duong", CVD_SORT_NEWEST, true },
    { "việc NOT (hoạch NOT \"đường sắt và\")", CVD_SORT_RELEVANCE, false },
    { "việc NOT (hang hoa nhap khau duong sat)", CVD_SORT_RELEVANCE, false },
    { "(đường AND sắt) OR (đất NOT đai) OR +học", CVD_SORT_RELEVANCE,
      false },
    { "5/KH-UBND", CVD_SORT_RELEVANCE, false },
    { "kế hoạch 5 năm 2010 loại:ke-hoach từ:2005", CVD_SORT_RELEVANCE,
      false },
    { "hangf hoas nhaapj", CVD_SORT_RELEVANCE, false },
    { "quảm lý đất", CVD_SORT_RELEVANCE, false },
};

static void test_stopped_at_any_moment(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct cvd_request r = request(questions[i].query);
        uint64_t moment = 1;
        r.sort = questions[i].sort;
        r.facets = facets;
        r.facet_count = questions[i].with_facets ? 2 : 0;
        stop_at(searcher->store, 0);
        struct cvd_result whole = search(&r);
        while (!check_moment(&r, moment, &whole) && moment < MOMENTS_MAX)
            moment = after(moment);
        assert_true(moment < MOMENTS_MAX);
        assert_true(moment > 2); /* it was stopped, more than once */
        cvd_result_release(&whole);
    }
}

static void test_deadline_has_passed(void **state)
{
    struct cvd_request r = request("hàng Việt Nam");

    (void)state;
    stop_at(searcher->store, 1);
    struct cvd_result res = search(&r);
    assert_true(res.cut_short);
    assert_true(warns_late(&res));
    assert_false(res.total_is_exact);
    cvd_result_release(&res);
    /* And of all that follows, until it is set anew. */
    res = search(&r);
    assert_true(res.cut_short);
    cvd_result_release(&res);
}

static void test_full_again(void **state)
{
    struct cvd_request r = request("9/KH-UBND");

    (void)state;
    stop_at(searcher->store, 0);
    struct cvd_result whole = search(&r);
    for (uint64_t moment = 1; moment < MOMENTS_MAX;
         moment = after(moment)) {
        stop_at(searcher->store, moment);
        struct cvd_result part = search(&r);
        bool complete = !part.cut_short;
        cvd_result_release(&part);
        cvd_searcher_deadline(searcher, 0);
        struct cvd_result again = search(&r);
        check_same(&again, &whole);
        cvd_result_release(&again);
        if (complete)
            break;
    }
    cvd_result_release(&whole);
}

static void test_time_enough(void **state)
{
    struct cvd_request r = request("kế hoạch về đất đai");

    (void)state;
    stop_at(searcher->store, 0);
    struct cvd_result whole = search(&r);
    *cvd_store_clock(searcher->store) = (struct cvd_clock){ 0 };
    cvd_searcher_deadline(searcher, 3600 * 1000);
    struct cvd_result res = search(&r);
    check_same(&res, &whole);
    assert_false(cvd_searcher_late(searcher));
    cvd_result_release(&res);
    cvd_result_release(&whole);
}

static void test_complete_in_json(void **state)
{
    const struct cvd_timeline_form by_time = { .split = CVD_SPLIT_TYPE };
    struct cvd_request r = request("hàng");
    struct cvd_err err = { 0 };

    (void)state;
    for (uint64_t moment = 0; moment < 2; moment++) {
        const char *want = moment ? "\"complete\":false" : "\"complete\":true";
        struct cvd_buf json = { 0 };
        struct cvd_timeline t = { 0 };
        stop_at(searcher->store, moment);
        struct cvd_result res = search(&r);
        assert_ok(cvd_result_json(&res, &json));
        assert_non_null(strstr(json.ptr, moment ? "\"total_is_exact\":false,"
                                                  "\"complete\":false"
                                                : "\"complete\":true"));
        cvd_buf_clear(&json);
        assert_ok(cvd_facets_json(&res, &json));
        assert_non_null(strstr(json.ptr, want));
        cvd_buf_clear(&json);
        assert_ok(cvd_timeline(searcher, &r, &by_time, &t, &err));
        assert_int_equal(t.found.cut_short, moment != 0);
        assert_ok(cvd_timeline_json(&t, &json));
        assert_non_null(strstr(json.ptr, want));
        cvd_timeline_release(&t);
        cvd_result_release(&res);
        cvd_buf_release(&json);
    }
}

/* Of the periods of `whole`, none counts more, whatever it is split by. */
static void check_no_more(const struct cvd_timeline *part,
                          const struct cvd_timeline *whole)
{
    uint64_t most = 0;

    for (size_t i = 0; i < whole->count; i++)
        most = whole->list[i].documents > most ? whole->list[i].documents
                                               : most;
    assert_true(part->found.total <= whole->found.total);
    assert_true(part->count <= whole->count);
    for (size_t i = 0; i < part->count; i++)
        assert_true(part->list[i].documents <= most);
    for (size_t s = 0; s < part->series_count; s++)
        assert_true(part->series[s].total <= part->found.total);
}

static void test_timeline_stopped_at_any_moment(void **state)
{
    const struct cvd_timeline_form form = { .unit = CVD_UNIT_MONTH,
                                            .split = CVD_SPLIT_TYPE };
    struct cvd_request r = request("hàng");
    struct cvd_timeline whole = { 0 };
    struct cvd_err err = { 0 };
    uint64_t moment = 1;
    bool complete = false;

    (void)state;
    stop_at(searcher->store, 0);
    assert_ok(cvd_timeline(searcher, &r, &form, &whole, &err));
    assert_true(whole.series_count > 1 && !whole.found.cut_short);
    for (; !complete && moment < MOMENTS_MAX; moment = after(moment)) {
        struct cvd_timeline part = { 0 };
        stop_at(searcher->store, moment);
        assert_ok(cvd_timeline(searcher, &r, &form, &part, &err));
        complete = !part.found.cut_short;
        assert_int_equal(warns_late(&part.found), !complete);
        check_no_more(&part, &whole);
        if (complete)
            assert_int_equal(part.series_count, whole.series_count);
        cvd_timeline_release(&part);
    }
    assert_true(complete && moment > 2);
    cvd_timeline_release(&whole);
}

/* ---- the clock ------------------------------------------------------- */

static void test_clock(void **state)
{
    struct cvd_clock c = { .every = 3, .now = tick };

    (void)state;
    ticks = 0;
    assert_false(cvd_clock_look(&c)); /* without a deadline never late */
    assert_int_equal(ticks, 0);
    c.deadline = 3;
    assert_false(cvd_clock_steps(&c, 1)); /* the first step looks */
    assert_int_equal(ticks, 1);
    assert_false(cvd_clock_steps(&c, 1));
    assert_false(cvd_clock_steps(&c, 1));
    assert_int_equal(ticks, 1);
    assert_false(cvd_clock_steps(&c, 5));
    assert_int_equal(ticks, 2);
    assert_true(cvd_clock_steps(&c, 3));
    ticks = 0; /* late for good */
    assert_true(cvd_clock_steps(&c, 1));
    assert_true(cvd_clock_look(&c));
    cvd_clock_set(&c, 0);
    assert_false(cvd_clock_look(&c));
}

static void test_clock_halved(void **state)
{
    struct cvd_clock c = { .every = 1, .deadline = 100, .now = tick };

    (void)state;
    ticks = 0;
    struct cvd_clock whole = cvd_clock_halve(&c);
    assert_true(c.deadline > 40 && c.deadline < 60);
    ticks = 70;
    assert_true(cvd_clock_look(&c));
    assert_true(cvd_clock_resume(&c, &whole));
    assert_false(cvd_clock_look(&c));
    ticks = 100;
    assert_true(cvd_clock_look(&c));
    whole = cvd_clock_halve(&c);
    assert_true(cvd_clock_resume(&c, &whole));
    assert_true(cvd_clock_look(&c));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clock),
        cmocka_unit_test(test_clock_halved),
        cmocka_unit_test(test_deadline_has_passed),
        cmocka_unit_test(test_stopped_at_any_moment),
        cmocka_unit_test(test_full_again),
        cmocka_unit_test(test_time_enough),
        cmocka_unit_test(test_complete_in_json),
        cmocka_unit_test(test_timeline_stopped_at_any_moment),
    };

    return cmocka_run_group_tests(tests, open_index, close_searcher);
}
