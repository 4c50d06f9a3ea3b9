/* test_deadline_cited.c - what is cited and missing, suggested and analysed,
 * stopped at every moment: see test_deadline.c. */
#include "search/citations.h"
#include "tests/unit/moments_support.h"
#include "tests/unit/papers_support.h"
#include "tests/unit/searcher_support.h"

#include "base/clock.h"
#include "search/search.h"
#include "search/searcher.h"

enum { MOMENTS_MAX = 100000 };

static int open_papers(void **state)
{
    if (make_dir(state) != 0)
        return -1;
    /* With a document removed: the terms it had say nothing. */
    index_papers(*state, true, papers, PAPERS, NULL);
    index_papers(*state, false, NULL, 0, "ha-tinh-37-cu");
    return open_searcher(state);
}

/* ---- who cites, and what is missing ---------------------------------- */

static bool is_held_in(const struct cvd_held *h, const struct cvd_held *list,
                       size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (cvd_str_equal(h->id, list[i].id) && h->how == list[i].how)
            return true;
    return false;
}

/* Whether `a` is one of `of`, with no more citers. */
static bool is_among(const struct cvd_cited *a,
                     const struct cvd_cited_list *of)
{
    for (size_t i = 0; i < of->count; i++) {
        const struct cvd_cited *b = &of->list[i];
        bool same = cvd_str_equal(a->number, b->number) &&
                    cvd_str_equal(a->date, b->date) &&
                    a->resolution == b->resolution && a->count <= b->count;
        for (size_t k = 0; k < a->citer_count && same; k++)
            same = is_held_in(&a->citers[k], b->citers, b->citer_count);
        for (size_t k = 0; k < a->held_count && same; k++)
            same = is_held_in(&a->held[k], b->held, b->held_count);
        if (same)
            return true;
    }
    return false;
}

struct cited_question {
    const char *what;
    bool missing;
};

static struct cvd_cited_list ask(const struct cited_question *q)
{
    struct cvd_err err = { 0 };
    struct cvd_cited_list l = { 0 };
    struct cvd_request r = { .query = cvd_str_from(q->what), .limit = 20 };

    if (q->missing)
        assert_ok(cvd_missing(searcher, &r, &l, &err));
    else
        assert_ok(cvd_cited_by(searcher, r.query, 0, 20, &l, &err));
    return l;
}

static void test_cited_at_any_moment(void **state)
{
    static const struct cited_question questions[] = {
        { "37-KH/TU", false }, { "dak-lak-37", false },
        { "vong-a", false },   { "KH 37", false },
        { "", true },          { "kế hoạch", true },
    };

    (void)state;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        uint64_t moment = 0;
        bool cut = true;
        stop_at(searcher->store, 0);
        struct cvd_cited_list whole = ask(&questions[i]);
        assert_true(whole.count > 0);
        assert_false(whole.cut);
        while (cut && moment < MOMENTS_MAX) {
            stop_at(searcher->store, ++moment);
            struct cvd_cited_list part = ask(&questions[i]);
            cut = part.cut;
            for (size_t k = 0; k < part.count; k++)
                if (!is_among(&part.list[k], &whole))
                    fail_msg("'%s', stopped at look %u: entity %zu is wrong",
                             questions[i].what, (unsigned)moment, k);
            assert_true(cut || part.count == whole.count);
            cvd_cited_list_release(&part);
        }
        assert_false(cut);
        assert_true(moment > 2);
        cvd_cited_list_release(&whole);
    }
}

static void test_missing_shows_what_it_found(void **state)
{
    const struct cited_question everything = { "", true };
    bool partly = false, cut = true;

    (void)state;
    for (uint64_t moment = 1; cut && moment < MOMENTS_MAX; moment++) {
        stop_at(searcher->store, moment);
        struct cvd_cited_list part = ask(&everything);
        cut = part.cut;
        partly = partly || (cut && part.count > 0);
        cvd_cited_list_release(&part);
    }
    assert_true(partly);
}

/* A number that is there is not "not found" for want of time. */
static void test_late_is_no_error(void **state)
{
    const struct cited_question number = { "37-KH/TU", false };

    (void)state;
    stop_at(searcher->store, 1);
    struct cvd_cited_list l = ask(&number);
    assert_true(l.cut);
    assert_int_equal(l.count, 0);
    cvd_cited_list_release(&l);
}

/* ---- what a document cites ------------------------------------------- */

static const struct cvd_citation *citation_at(const struct cvd_citations *c,
                                              int64_t start)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->list[i].start == start)
            return &c->list[i];
    return NULL;
}

static void test_cites_at_any_moment(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_doc d = { 0 };
    struct cvd_citations whole = { 0 };
    uint64_t moment = 0;
    bool late = true;

    (void)state;
    stop_at(searcher->store, 0);
    assert_ok(cvd_document(searcher, cvd_str_from("danh-sach"), &d, &err));
    assert_ok(cvd_cites(searcher, &d, &whole, &err));
    assert_int_equal(whole.dropped, 0);
    while (late && moment < MOMENTS_MAX) {
        struct cvd_citations part = { 0 };
        stop_at(searcher->store, ++moment);
        assert_ok(cvd_cites(searcher, &d, &part, &err));
        late = cvd_searcher_late(searcher);
        assert_int_equal(part.count + part.dropped, whole.count);
        assert_true(late || part.dropped == 0);
        for (size_t i = 0; i < part.count; i++) {
            const struct cvd_citation *c =
                citation_at(&whole, part.list[i].start);
            assert_non_null(c);
            assert_int_equal(part.list[i].resolution, c->resolution);
            assert_int_equal(part.list[i].held_count, c->held_count);
        }
        cvd_citations_release(&part);
    }
    assert_false(late);
    assert_true(moment > 2);
    cvd_citations_release(&whole);
    cvd_doc_release(&d);
}

/* ---- what a hit says of its citers ----------------------------------- */

static uint64_t cited_by_of(const char *id, bool *late)
{
    struct cvd_err err = { 0 };
    struct cvd_doc d = { 0 };
    uint64_t count = 0;

    assert_ok(cvd_document(searcher, cvd_str_from(id), &d, &err));
    assert_ok(cvd_cited_by_count(searcher, &d, &count, &err));
    *late = cvd_searcher_late(searcher);
    cvd_doc_release(&d);
    return count;
}

/* What a searcher keeps from one call to the next is not half of it. */
static void test_nothing_half_known_is_kept(void **state)
{
    bool late = true, never;

    (void)state;
    stop_at(searcher->store, 0);
    uint64_t whole = cited_by_of("dak-lak-37", &never);
    assert_true(whole > 0);
    for (uint64_t moment = 1; late && moment < MOMENTS_MAX; moment++) {
        /* Another number, so that this one is read anew. */
        stop_at(searcher->store, 0);
        (void)cited_by_of("vong-a", &never);
        stop_at(searcher->store, moment);
        assert_true(cited_by_of("dak-lak-37", &late) <= whole);
        stop_at(searcher->store, 0);
        assert_int_equal(cited_by_of("dak-lak-37", &never), whole);
    }
    assert_false(late);
}

/* ---- suggesting and analysing ---------------------------------------- */

static bool is_suggested(const struct cvd_suggestion *s,
                         const struct cvd_suggestion *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (cvd_str_equal(cvd_buf_str(&s->text), cvd_buf_str(&list[i].text)))
            return s->documents <= list[i].documents;
    return false;
}

static void test_suggest_at_any_moment(void **state)
{
    static const char *const prefixes[] = { "kế h", "th", "37-k" };
    struct cvd_err err = { 0 };

    (void)state;
    for (size_t p = 0; p < sizeof prefixes / sizeof *prefixes; p++) {
        struct cvd_str prefix = cvd_str_from(prefixes[p]);
        struct cvd_suggestion *whole, *part;
        size_t count, n;
        bool late = true;
        stop_at(searcher->store, 0);
        assert_ok(cvd_suggest(searcher, prefix, CVD_SUGGEST_MAX, &whole,
                              &count, &err));
        assert_true(count > 0);
        for (uint64_t moment = 1; late && moment < MOMENTS_MAX; moment++) {
            stop_at(searcher->store, moment);
            assert_ok(cvd_suggest(searcher, prefix, CVD_SUGGEST_MAX, &part,
                                  &n, &err));
            late = cvd_searcher_late(searcher);
            assert_true(late || n == count);
            for (size_t i = 0; i < n; i++)
                if (!is_suggested(&part[i], whole, count))
                    fail_msg("'%s', stopped at look %u: '%s'", prefixes[p],
                             (unsigned)moment, part[i].text.ptr);
            cvd_suggestions_free(part, n);
        }
        assert_false(late);
        cvd_suggestions_free(whole, count);
    }
}

/* Marks are put back with all that is known, or not at all. */
static void test_analyze_at_any_moment(void **state)
{
    struct cvd_str text = cvd_str_from("ke hoach cuoc van dong");
    struct cvd_err err = { 0 };
    struct cvd_buf whole = { 0 }, without = { 0 }, part = { 0 };
    bool late = true;

    (void)state;
    stop_at(searcher->store, 0);
    assert_ok(cvd_analyze_json(searcher, text, &whole, &err));
    assert_non_null(strstr(whole.ptr, "kế hoạch cuộc vận động"));
    assert_ok(cvd_analyze_json(NULL, text, &without, &err));
    for (uint64_t moment = 1; late && moment < MOMENTS_MAX; moment++) {
        stop_at(searcher->store, moment);
        cvd_buf_clear(&part);
        assert_ok(cvd_analyze_json(searcher, text, &part, &err));
        late = cvd_searcher_late(searcher);
        assert_string_equal(part.ptr, late ? without.ptr : whole.ptr);
    }
    assert_false(late);
    cvd_buf_release(&whole);
    cvd_buf_release(&without);
    cvd_buf_release(&part);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cited_at_any_moment),
        cmocka_unit_test(test_missing_shows_what_it_found),
        cmocka_unit_test(test_late_is_no_error),
        cmocka_unit_test(test_cites_at_any_moment),
        cmocka_unit_test(test_nothing_half_known_is_kept),
        cmocka_unit_test(test_suggest_at_any_moment),
        cmocka_unit_test(test_analyze_at_any_moment),
    };

    return cmocka_run_group_tests(tests, open_papers, close_searcher);
}
