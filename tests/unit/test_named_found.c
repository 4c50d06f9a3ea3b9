/* test_named_found.c - what it does to the answer that a question names
 * something: it puts what fits first and loses nothing. */
#include "tests/unit/named_support.h"

#include "search/searcher.h"

static struct cvd_result ask(struct cvd_searcher *s,
                             const struct cvd_request *r, bool named)
{
    struct cvd_err err = { 0 };
    struct cvd_result res = { 0 };
    double worth = s->ranking.named;

    if (!named)
        s->ranking.named = 0;
    assert_ok(cvd_search(s, r, &res, &err));
    s->ranking.named = worth;
    return res;
}

static struct cvd_result find(const char *question, unsigned offset,
                              unsigned limit, enum cvd_sort sort, bool named)
{
    struct cvd_request r = { .query = cvd_str_from(question),
                             .offset = offset, .limit = limit,
                             .sort = sort, .without_snippets = true };

    return ask(searcher, &r, named);
}

static bool has(const struct cvd_result *r, struct cvd_str id)
{
    for (size_t i = 0; i < r->count; i++)
        if (cvd_str_equal(r->hits[i].doc.id, id))
            return true;
    return false;
}

static void assert_holds(const struct cvd_result *all,
                         const struct cvd_result *some, const char *question)
{
    for (size_t i = 0; i < some->count; i++)
        if (!has(all, some->hits[i].doc.id))
            fail_msg("'%s' loses %.*s", question,
                     (int)some->hits[i].doc.id.len,
                     some->hits[i].doc.id.ptr);
}

static const char *const questions[] = {
    "kế hoạch 277 ocop ninh thuận 2023", "ke hoach 277 ocop ninh thuan 2023",
    "công văn 788", "cong van 788", "ninh thuận", "ninh thuận 788",
    "khánh hòa", "số 277", "KH 277", "277-KH/BCĐ ninh thuận", "2023",
    "kế hoạch", "kế hoạch 2023", "thông báo kết luận hà tĩnh",
    "ninh thuận -ocop", "+bình ninh thuận", "(bình chọn) ninh thuận",
    "kế hoạch ninh thuận AND ocop", "tỉnh:\"Khánh Hòa\" kế hoạch",
    "ninh thuận khánh hòa", "đền bù ninh thuận",
};

/* Also where the words alone find nothing with the marks typed: then they are
 * widened whatever fits what they name ("công văn 788"). */
static void nothing_is_lost(void **state)
{
    static const unsigned limits[] = { 3, 100 };

    (void)state;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        for (size_t k = 0; k < 2; k++)
            for (int sort = 0; sort < 3; sort++) {
                struct cvd_result with = find(questions[i], 0, 100,
                                              (enum cvd_sort)sort, true);
                struct cvd_result without = find(
                    questions[i], 0, limits[k], (enum cvd_sort)sort, false);
                assert_holds(&with, &without, questions[i]);
                assert_true(with.total >= without.total);
                cvd_result_release(&with);
                cvd_result_release(&without);
            }
}

static void pages_are_the_whole(void **state)
{
    enum { PAGE = 2 };

    (void)state;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct cvd_result whole = find(questions[i], 0, 100,
                                       CVD_SORT_RELEVANCE, true);
        struct cvd_result first = find(questions[i], 0, PAGE,
                                       CVD_SORT_RELEVANCE, true);
        for (unsigned at = 0; at < first.total; at += PAGE) {
            struct cvd_result page = find(questions[i], at, PAGE,
                                          CVD_SORT_RELEVANCE, true);
            assert_int_equal(page.total, first.total);
            assert_true(page.count > 0);
            for (size_t k = 0; k < page.count; k++)
                if (!cvd_str_equal(page.hits[k].doc.id,
                                   whole.hits[at + k].doc.id))
                    fail_msg("'%s': another at %u", questions[i],
                             at + (unsigned)k);
            cvd_result_release(&page);
        }
        cvd_result_release(&whole);
        cvd_result_release(&first);
    }
}

/* The first of these, in order. */
static const struct {
    const char *question, *first, *second;
} order_cases[] = {
    /* what bears the number, though it lacks every word; then what cites */
    { "kế hoạch 277 ocop ninh thuận 2023", "plan", "follows" },
    { "ke hoach 277 ocop ninh thuan 2023", "plan", "follows" },
    { "số 277", "plan", "follows" },
    { "kế hoạch 277/2023", "plan", "follows" },
    { "công văn 788", "letter", NULL },
    /* of the province itself, then of what became part of it */
    { "khánh hòa", "of-the-sea", NULL },
    /* a notice is one of the kind that its name goes on to say */
    { "thông báo kết luận hà tĩnh", "notice", "talks" },
    /* "đến" joins names, "đền" is what is asked for */
    { "đền ninh thuận", "fields", NULL },
    /* all words of both sides, before what fits one side */
    { "kế hoạch ninh thuận AND nhà máy", "words", "follows" },
    /* two provinces are alternatives */
    { "báo cáo khánh hòa hà tĩnh", "of-the-sea", NULL },
    /* fits and bears the words, then only fits */
    { "ninh thuận 2023", "follows", "plan" },
};

static void assert_id(const struct cvd_result *r, size_t i, const char *want,
                      const char *question)
{
    if (r->count <= i ||
        !cvd_str_equal(r->hits[i].doc.id, cvd_str_from(want)))
        fail_msg("'%s': '%.*s' is hit %zu, not '%s'", question,
                 r->count > i ? (int)r->hits[i].doc.id.len : 0,
                 r->count > i ? r->hits[i].doc.id.ptr : "", i + 1, want);
}

static void what_fits_comes_first(void **state)
{
    static const unsigned limits[] = { 2, 100 };

    (void)state;
    for (size_t i = 0; i < sizeof order_cases / sizeof *order_cases; i++)
        for (size_t k = 0; k < 2; k++) {
            const char *q = order_cases[i].question;
            struct cvd_result r = find(q, 0, limits[k], CVD_SORT_RELEVANCE,
                                       true);
            assert_id(&r, 0, order_cases[i].first, q);
            if (order_cases[i].second)
                assert_id(&r, 1, order_cases[i].second, q);
            cvd_result_release(&r);
        }
}

static void a_running_number_is_understood_whole(void **state)
{
    static const struct {
        const char *question, *number;
    } cases[] = {
        { "KH 277", "277-KH/BCĐ" },   { "kh 277", "277-KH/BCĐ" },
        { "TB 288", "288/TB-UBND" },  { "thông báo 288", "288/TB-UBND" },
        { "NQ 29", "29/2016/NQ-HĐND" },
        { "nghị quyết 29", "29/2016/NQ-HĐND" },
        { "công văn 788", "788/STP-HCBT" }, { "TB 99", "TB 99" },
        { "số 277", "277-KH/BCĐ" }, { "số:277", "277-KH/BCĐ" },
        { "số:277-kh/bcd", "277-KH/BCĐ" }, { "số:\"KH 277\"", "277-KH/BCĐ" },
        { "số:99", "99" }, { "số 61", "61" }, { "kế hoạch 61", "61" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cvd_result r = find(cases[i].question, 0, 5,
                                   CVD_SORT_RELEVANCE, true);
        struct cvd_str got = cvd_doc_value(&r.understood, CVD_F_NUMBER);
        if (!cvd_str_equal(got, cvd_str_from(cases[i].number)))
            fail_msg("'%s' is number '%.*s'", cases[i].question,
                     (int)got.len, got.ptr);
        cvd_result_release(&r);
    }
}

/* By number, by its type and figure, by its figure; with marks or without. */
static void a_number_is_taken_as_people_write_it(void **state)
{
    static const struct {
        const char *value, *want;
    } cases[] = {
        { "277-KH/BCĐ", "plan" },  { "277-kh/bcd", "plan" },
        { "277-KH", "plan" },      { "KH 277", "plan" },
        { "kế hoạch 277", "plan" }, { "ke hoach so 0277", "plan" },
        { "số 277", "plan" },      { "277", "plan" },
        { "công văn 788", "letter" }, { "788", "letter" },
        { "TB 277", NULL },        { "27", NULL }, { "số", NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cvd_filter filter = { CVD_F_NUMBER,
                                     cvd_str_from(cases[i].value) };
        struct cvd_request r = { .limit = 10, .filters = &filter,
                                 .filter_count = 1 };
        struct cvd_result res = ask(searcher, &r, true);
        if (res.count != (cases[i].want ? 1 : 0))
            fail_msg("number '%s' finds %zu", cases[i].value, res.count);
        if (cases[i].want)
            assert_id(&res, 0, cases[i].want, cases[i].value);
        cvd_result_release(&res);
    }
}

static void dates_sort_and_filters_narrow(void **state)
{
    struct cvd_filter filter = { CVD_F_PROVINCE, cvd_str_from("Ninh Thuận") };
    struct cvd_request r = { .query = cvd_str_from("ocop ninh thuận 2023"),
                             .limit = 100, .filters = &filter,
                             .filter_count = 1, .without_snippets = true };
    struct cvd_result res;
    struct cvd_str before = cvd_str_from("9999");

    (void)state;
    res = ask(searcher, &r, true);
    assert_int_equal(res.count, 2);
    assert_true(has(&res, cvd_str_from("plan")));
    assert_true(has(&res, cvd_str_from("follows")));
    cvd_result_release(&res);

    res = find("ninh thuận 2023", 0, 100, CVD_SORT_NEWEST, true);
    assert_true(res.count >= 3);
    for (size_t i = 0; i < res.count; i++) {
        struct cvd_str date = cvd_doc_value(&res.hits[i].doc, CVD_F_DATE);
        assert_true(cvd_str_compare(before, date) >= 0);
        before = date;
    }
    cvd_result_release(&res);
}

/* ---- a long list ----------------------------------------------------- */

enum { MANY = 4000, MANY_TEXTS = 6 };

/* By i: which words a paper bears and what its source says differ, so that
 * every branch of a plan is the rare one somewhere. */
static void make_many(struct paper *list, char (*ids)[8])
{
    static const char *const texts[MANY_TEXTS] = {
        "Sản phẩm OCOP của tỉnh Ninh Thuận", "Kế hoạch số 277 năm 2023",
        "Kế hoạch OCOP Ninh Thuận 2023", "Công nhân mua gạo",
        "Ninh Thuận 277", "Đề nghị báo cáo kế hoạch OCOP"
    };

    for (size_t i = 0; i < MANY; i++) {
        (void)snprintf(ids[i], sizeof ids[i], "%05zu", i);
        list[i] = (struct paper){ .id = ids[i],
                                  .text = texts[i * i % 7 % MANY_TEXTS] };
        if (i % 3 == 0)
            list[i].province = list[i].map = "ninh-thuan";
        if (i % 5 == 0)
            list[i].type = "ke-hoach";
        if (i % 4 == 0)
            list[i].campaign = "moi-xa-mot-san-pham";
        if (i % 11 == 0)
            list[i].number = "277-KH/BCĐ";
        if (i % 13 == 0)
            list[i].cites = "277-KH/BCĐ";
        list[i].date = i % 2 ? "2023-01-02" : "2021-03-04";
    }
}

/* Page through all of a question; every paper at most once, and as many as
 * the total says. */
static size_t page_through(struct cvd_searcher *s, const char *question,
                           unsigned limit, bool named, bool *seen)
{
    struct cvd_request r = { .query = cvd_str_from(question), .limit = limit,
                             .without_snippets = true };
    size_t count = 0;

    memset(seen, 0, MANY * sizeof *seen);
    for (;;) {
        struct cvd_result page = ask(s, &r, named);
        for (size_t i = 0; i < page.count; i++) {
            size_t k = strtoul(page.hits[i].doc.id.ptr, NULL, 10);
            assert_false(seen[k]);
            seen[k] = true;
        }
        count += page.count;
        size_t got = page.count;
        if (got < limit && page.total_is_exact)
            assert_int_equal(page.total, count);
        cvd_result_release(&page);
        if (got < limit)
            return count;
        r.offset += limit;
    }
}

static void a_long_list_has_every_hit(void **state)
{
    static const char *const long_questions[] = {
        "kế hoạch 277 ocop ninh thuận 2023", "ke hoach ninh thuan",
        "kế hoạch 277", "ocop ninh thuận", "ninh thuận", "số 277 năm 2023"
    };
    struct paper *list = calloc(MANY, sizeof *list);
    char(*ids)[8] = calloc(MANY, sizeof *ids);
    bool *pages = calloc(MANY, sizeof *pages);
    bool *whole = calloc(MANY, sizeof *whole);
    bool *off = calloc(MANY, sizeof *off);

    assert_true(list && ids && pages && whole && off);
    make_many(list, ids);
    struct cvd_searcher *s = open_papers(*state, list, MANY);
    for (size_t i = 0;
         i < sizeof long_questions / sizeof *long_questions; i++) {
        const char *q = long_questions[i];
        size_t n = page_through(s, q, 150, true, pages);
        assert_int_equal(page_through(s, q, 1000, true, whole), n);
        assert_memory_equal(pages, whole, MANY * sizeof *pages);
        assert_true(page_through(s, q, 1000, false, off) <= n);
        for (size_t k = 0; k < MANY; k++)
            if (off[k] && !whole[k])
                fail_msg("'%s' loses %zu", q, k);
    }
    /* Of the province, or bearing both words: counted by hand. */
    size_t want = 0;
    for (size_t k = 0; k < MANY; k++)
        want += list[k].map || strstr(list[k].text, "Ninh Thuận");
    assert_int_equal(page_through(s, "ninh thuận", 150, true, pages), want);
    cvd_searcher_close(s);
    free(list);
    free(ids);
    free(pages);
    free(whole);
    free(off);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost),
        cmocka_unit_test(pages_are_the_whole),
        cmocka_unit_test(what_fits_comes_first),
        cmocka_unit_test(a_running_number_is_understood_whole),
        cmocka_unit_test(a_number_is_taken_as_people_write_it),
        cmocka_unit_test(dates_sort_and_filters_narrow),
        cmocka_unit_test_setup_teardown(a_long_list_has_every_hit, make_dir,
                                        drop_dir),
    };

    return cmocka_run_group_tests(tests, open_index, close_searcher);
}
