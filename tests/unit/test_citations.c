/* test_citations.c - a small archive in which numbers repeat: what each
 * document cites, who cites each, and what is missing. */
#include "search/citations.h"
#include "search/research.h"
#include "tests/unit/papers_support.h"
#include "tests/unit/searcher_support.h"

#include "search/search.h"

static int open_papers(void **state)
{
    if (make_dir(state) != 0)
        return -1;
    index_papers(*state, true, papers, PAPERS, NULL);
    return open_searcher(state);
}

/* ---- what a document cites ------------------------------------------- */

/* "37-KH/TU exact dak-lak-37; ..." */
static void cites_of(const char *id, struct cvd_buf *out)
{
    struct cvd_err err = { 0 };
    struct cvd_doc d = { 0 };
    struct cvd_citations c = { 0 };

    assert_ok(cvd_document(searcher, cvd_str_from(id), &d, &err));
    assert_ok(cvd_cites(searcher, &d, &c, &err));
    (void)cvd_buf_add_text(out, "");
    for (size_t i = 0; i < c.count; i++) {
        const struct cvd_citation *one = &c.list[i];
        (void)cvd_buf_printf(out, "%s%s %s", i ? "; " : "",
                             one->number.len ? one->number.ptr : "-",
                             cvd_resolution_name(one->resolution));
        for (size_t k = 0; k < one->held_count; k++)
            (void)cvd_buf_printf(out, " %s",
                                 c.held[one->first_held + k].id.ptr);
    }
    cvd_citations_release(&c);
    cvd_doc_release(&d);
}

static const struct {
    const char *id, *want;
} cites_cases[] = {
    { "dak-lak-37", "03-CT/TW absent" },
    { "ha-tinh-37", "" },
    { "du-ngay", "37-KH/TU exact dak-lak-37" },
    { "chi-ngay", "37-KH/TU exact dak-lak-37" },
    { "tinh-nha", "37-KH/TU likely dak-lak-37" },
    /* that of 2016, or that of 2021 in its two copies */
    { "hai-nhiem-ky", "37-KH/TU ambiguous ha-tinh-37 ha-tinh-37-ban-sao "
                      "ha-tinh-37-cu" },
    { "chi-so", "37-KH/TU ambiguous ha-tinh-37 ha-tinh-37-ban-sao "
                "dak-lak-37 ha-tinh-37-cu" },
    { "tinh-khac", "37-KH/TU absent" },
    { "goi-tat", "37 exact dak-lak-37; 37-KH/TU exact dak-lak-37" },
    { "vong-a", "11/KH-UBND exact vong-b" },
    { "vong-b", "10/KH-UBND exact vong-a; 10/KH-UBND exact vong-a" },
    { "nghi-dinh-1", "30/2020/NĐ-CP absent; 03-CT/TW absent" },
    { "danh-sach", "10/KH-UBND likely vong-a; 11/KH-UBND likely vong-b; "
                   "12/KH-UBND absent; - absent" },
    { "cho-san", "11/KH-UBND exact vong-b" },
};

static void test_cites(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cites_cases / sizeof *cites_cases; i++) {
        struct cvd_buf got = { 0 };
        cites_of(cites_cases[i].id, &got);
        if (strcmp(got.ptr ? got.ptr : "", cites_cases[i].want) != 0)
            fail_msg("%s: got '%s', want '%s'", cites_cases[i].id, got.ptr,
                     cites_cases[i].want);
        cvd_buf_release(&got);
    }
}

static void test_cites_says_what_stands_there(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_doc d = { 0 };
    struct cvd_citations c = { 0 };

    (void)state;
    assert_ok(cvd_document(searcher, cvd_str_from("nghi-dinh-1"), &d, &err));
    assert_ok(cvd_cites(searcher, &d, &c, &err));
    assert_int_equal(c.count, 2);
    assert_true(c.list[0].in_text);
    /* code points: "Căn cứ " are seven */
    assert_int_equal(c.list[0].start, 7);
    assert_string_equal(c.list[0].text.ptr,
                        "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020");
    assert_int_equal(c.list[0].end - c.list[0].start, 41);
    assert_string_equal(c.list[0].date.ptr, "2020-03-05");
    assert_string_equal(c.list[0].issuer.ptr, "Chính phủ");
    assert_string_equal(c.list[0].type, "nghi-dinh");
    assert_string_equal(c.list[0].about.ptr, "công tác văn thư");
    cvd_citations_release(&c);
    cvd_doc_release(&d);

    /* the blank number: its symbol, and no number */
    assert_ok(cvd_document(searcher, cvd_str_from("danh-sach"), &d, &err));
    assert_ok(cvd_cites(searcher, &d, &c, &err));
    assert_int_equal(c.count, 4);
    assert_int_equal(c.list[3].number.len, 0);
    assert_string_equal(c.list[3].symbol.ptr, "TTr-STC");
    assert_int_equal(c.list[3].resolution, CVD_R_ABSENT);
    cvd_citations_release(&c);

    /* what the source gave, and the text has not, is nowhere */
    assert_ok(cvd_document(searcher, cvd_str_from("cho-san"), &d, &err));
    assert_ok(cvd_cites(searcher, &d, &c, &err));
    assert_int_equal(c.count, 1);
    assert_false(c.list[0].in_text);
    cvd_citations_release(&c);
    cvd_doc_release(&d);
}

/* ---- who cites it ---------------------------------------------------- */

/* By entity "number date province resolution [held] <citers> count | ..." */
static void cited_by(const char *what, struct cvd_buf *out)
{
    struct cvd_err err = { 0 };
    struct cvd_cited_list l = { 0 };

    assert_ok(cvd_cited_by(searcher, cvd_str_from(what), 0, 100, &l, &err));
    (void)cvd_buf_add_text(out, "");
    for (size_t i = 0; i < l.count; i++) {
        const struct cvd_cited *c = &l.list[i];
        (void)cvd_buf_printf(out, "%s%s %s %s %s [", i ? " | " : "",
                             c->number.ptr, c->date.len ? c->date.ptr : "-",
                             c->province.len ? c->province.ptr : "-",
                             cvd_resolution_name(c->resolution));
        for (size_t k = 0; k < c->held_count; k++)
            (void)cvd_buf_printf(out, "%s%s", k ? " " : "",
                                 c->held[k].id.ptr);
        (void)cvd_buf_add_text(out, "] <");
        for (size_t k = 0; k < c->citer_count; k++)
            (void)cvd_buf_printf(out, "%s%s", k ? " " : "",
                                 c->citers[k].id.ptr);
        (void)cvd_buf_printf(out, "> %u", (unsigned)c->count);
    }
    cvd_cited_list_release(&l);
}

static const struct {
    const char *what, *want;
} cited_by_cases[] = {
    /* sure ones first; then what may mean it */
    { "dak-lak-37",
      "37-KH/TU 2021-10-25 dak-lak exact [dak-lak-37] "
      "<goi-tat chi-ngay du-ngay tinh-nha> 4 | "
      "37-KH/TU - - ambiguous [ha-tinh-37 ha-tinh-37-ban-sao dak-lak-37 "
      "ha-tinh-37-cu] <chi-so> 1" },
    { "ha-tinh-37",
      "37-KH/TU 2021-12-01 ha-tinh exact [ha-tinh-37 ha-tinh-37-ban-sao] <> "
      "0 | 37-KH/TU - ha-tinh ambiguous [ha-tinh-37 ha-tinh-37-ban-sao "
      "ha-tinh-37-cu] <hai-nhiem-ky> 1 | "
      "37-KH/TU - - ambiguous [ha-tinh-37 ha-tinh-37-ban-sao dak-lak-37 "
      "ha-tinh-37-cu] <chi-so> 1" },
    { "vong-a", "10/KH-UBND 2022-02-01 ha-tinh exact [vong-a] "
                "<vong-b danh-sach> 2" },
    { "vong-b", "11/KH-UBND 2022-02-02 ha-tinh exact [vong-b] "
                "<cho-san vong-a danh-sach> 3" },
    { "du-ngay", "1-BC/BTG 2022-01-05 ha-tinh exact [du-ngay] <> 0" },
    { "danh-sach", "" }, /* it has no number */
    /* numbers that no document bears */
    { "30/2020/NĐ-CP", "30/2020/NĐ-CP 2020-03-05 - absent [] "
                       "<nghi-dinh-1 nghi-dinh-2> 2" },
    { "30/2020/nd-cp", "30/2020/NĐ-CP 2020-03-05 - absent [] "
                       "<nghi-dinh-1 nghi-dinh-2> 2" },
    { "CT 3", "03-CT/TW 2021-05-19 - absent [] <nghi-dinh-1 dak-lak-37> 2" },
    { "12/KH-UBND", "12/KH-UBND - ha-tinh absent [] <danh-sach> 1" },
    /* one number, all its documents */
    { "37-KH/TU",
      "37-KH/TU 2021-10-25 dak-lak exact [dak-lak-37] "
      "<goi-tat chi-ngay du-ngay tinh-nha> 4 | "
      "37-KH/TU 2022-03-02 lam-dong absent [] <tinh-khac> 1 | "
      "37-KH/TU - ha-tinh ambiguous [ha-tinh-37 ha-tinh-37-ban-sao "
      "ha-tinh-37-cu] <hai-nhiem-ky> 1 | "
      "37-KH/TU - - ambiguous [ha-tinh-37 ha-tinh-37-ban-sao dak-lak-37 "
      "ha-tinh-37-cu] <chi-so> 1 | "
      "37-KH/TU 2016-11-07 ha-tinh exact [ha-tinh-37-cu] <> 0 | "
      "37-KH/TU 2021-12-01 ha-tinh exact [ha-tinh-37 ha-tinh-37-ban-sao] <> "
      "0" },
};

static void test_cited_by(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cited_by_cases / sizeof *cited_by_cases;
         i++) {
        struct cvd_buf got = { 0 };
        cited_by(cited_by_cases[i].what, &got);
        if (strcmp(got.ptr, cited_by_cases[i].want) != 0)
            fail_msg("%s: got\n%s\nwant\n%s", cited_by_cases[i].what,
                     got.ptr, cited_by_cases[i].want);
        cvd_buf_release(&got);
    }
}

static void test_cited_by_pages(void **state)
{
    static const char *const want[] = { "goi-tat", "chi-ngay", "du-ngay",
                                        "tinh-nha" };
    struct cvd_err err = { 0 };
    struct cvd_cited_list l = { 0 };

    (void)state;
    for (unsigned i = 0; i < 4; i++) {
        assert_ok(cvd_cited_by(searcher, cvd_str_from("dak-lak-37"), i, 1,
                               &l, &err));
        assert_int_equal(l.list[0].count, 4);
        assert_int_equal(l.list[0].citer_count, 1);
        assert_string_equal(l.list[0].citers[0].id.ptr, want[i]);
        assert_int_equal(l.list[0].citers[0].how,
                         i < 3 ? CVD_R_EXACT : CVD_R_LIKELY);
        cvd_cited_list_release(&l);
    }
}

static void test_cited_by_refuses(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_cited_list l = { 0 };

    (void)state;
    assert_int_equal(cvd_cited_by(searcher, cvd_str_from("999-KH/TU"), 0, 9,
                                  &l, &err), CVD_ENOTFOUND);
    assert_int_equal(cvd_cited_by(searcher, cvd_str_from("?"), 0, 9, &l,
                                  &err), CVD_ENOTFOUND);
    assert_int_equal(cvd_cited_by(searcher, cvd_str_from("\xff"), 0, 9, &l,
                                  &err), CVD_ENOTFOUND);
    assert_int_equal(cvd_cited_by(searcher, cvd_str_from("x"), 0,
                                  CVD_CITERS_MAX + 1, &l, &err), CVD_EUSAGE);
}

/* An absent document is described by those that cite it. */
static void test_cited_is_described(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_cited_list l = { 0 };

    (void)state;
    assert_ok(cvd_cited_by(searcher, cvd_str_from("30/2020/NĐ-CP"), 0, 9, &l,
                           &err));
    assert_string_equal(l.number.ptr, "30/2020/NĐ-CP");
    assert_string_equal(l.list[0].type, "nghi-dinh");
    assert_string_equal(l.list[0].issuer.ptr, "Chính phủ");
    assert_string_equal(l.list[0].title.ptr, "công tác văn thư");
    assert_int_equal(l.list[0].province.len, 0);
    cvd_cited_list_release(&l);
}

/* The count of a hit is the count of who cites it. */
static void test_hits_count_alike(void **state)
{
    struct cvd_request q = { .query = cvd_str_from(""), .limit = 100 };
    struct cvd_err err = { 0 };
    struct cvd_result r = { 0 };

    (void)state;
    assert_ok(cvd_search(searcher, &q, &r, &err));
    assert_int_equal(r.count, PAPERS);
    for (size_t i = 0; i < r.count; i++) {
        struct cvd_cited_list l = { 0 };
        assert_ok(cvd_cited_by(searcher, r.hits[i].doc.id, 0, 0, &l, &err));
        assert_int_equal(r.hits[i].cited_by, l.count ? l.list[0].count : 0);
        cvd_cited_list_release(&l);
    }
    cvd_result_release(&r);
}

/* ---- what is missing ------------------------------------------------- */

/* `want` ends with "…" where there are more. */
static void missing(const char *query, unsigned offset, unsigned limit,
                    const char *want)
{
    struct cvd_request q = { .query = cvd_str_from(query), .limit = limit,
                             .offset = offset };
    struct cvd_err err = { 0 };
    struct cvd_cited_list l = { 0 };
    struct cvd_buf got = { 0 };

    assert_ok(cvd_missing(searcher, &q, &l, &err));
    (void)cvd_buf_add_text(&got, "");
    for (size_t i = 0; i < l.count; i++)
        (void)cvd_buf_printf(&got, "%s%s %u", i ? ", " : "",
                             l.list[i].number.ptr,
                             (unsigned)l.list[i].count);
    (void)cvd_buf_add_text(&got, l.more ? "…" : "");
    if (strcmp(got.ptr, want) != 0)
        fail_msg("missing '%s': got '%s', want '%s'", query, got.ptr, want);
    assert_false(l.cut);
    cvd_buf_release(&got);
    cvd_cited_list_release(&l);
}

static void test_missing(void **state)
{
    (void)state;
    missing("", 0, 10,
            "03-CT/TW 2, 30/2020/NĐ-CP 2, 12/KH-UBND 1, 37-KH/TU 1");
    missing("", 0, 2, "03-CT/TW 2, 30/2020/NĐ-CP 2…");
    missing("", 1, 2, "30/2020/NĐ-CP 2, 12/KH-UBND 1…");
    missing("", 2, 2, "12/KH-UBND 1, 37-KH/TU 1");
    missing("", 4, 2, "");
    missing("", 0, 0, "…");
    missing("\"căn cứ\"", 0, 1, "03-CT/TW 2…");
    missing("\"căn cứ\"", 0, 10, "03-CT/TW 2, 30/2020/NĐ-CP 1");
    missing("\"bản sao\"", 0, 10, "");
}

/* ---- by time --------------------------------------------------------- */

static void timeline(const char *query, enum cvd_time_unit unit,
                     const char *want)
{
    const struct cvd_timeline_form form = { .unit = unit };
    struct cvd_request q = { .query = cvd_str_from(query), .limit = 1 };
    struct cvd_err err = { 0 };
    struct cvd_timeline t = { 0 };
    struct cvd_buf got = { 0 };

    assert_ok(cvd_timeline(searcher, &q, &form, &t, &err));
    (void)cvd_buf_printf(&got, "%s %u-%u-%u:", cvd_time_unit_name(t.unit),
                         (unsigned)t.found.total, (unsigned)t.undated,
                         (unsigned)t.coarse);
    for (size_t i = 0; i < t.count; i++)
        if (t.list[i].count || t.count < 5)
            (void)cvd_buf_printf(&got, " %s=%u", t.list[i].name,
                                 (unsigned)t.list[i].count);
    if (strcmp(got.ptr, want) != 0)
        fail_msg("timeline '%s': got '%s', want '%s'", query, got.ptr, want);
    cvd_buf_release(&got);
    cvd_timeline_release(&t);
}

static void test_timeline(void **state)
{
    (void)state;
    timeline("", CVD_UNIT_AUTO, "year 17-1-0: 2016=1 2021=3 2022=12");
    timeline("từ:2021-10", CVD_UNIT_AUTO,
             "month 15-0-0: 2021-10=1 2021-12=2 2022-01=7 2022-02=2 "
             "2022-03=1 2022-04=1 2022-05=1");
    timeline("từ:2021-10", CVD_UNIT_QUARTER,
             "quarter 15-0-0: 2021-Q4=3 2022-Q1=10 2022-Q2=2");
    timeline("\"căn cứ\"", CVD_UNIT_YEAR, "year 3-0-0: 2021=1 2022=2");
    timeline("khongcotunay", CVD_UNIT_AUTO, "month 0-0-0:");
}

/* ---- removed documents ----------------------------------------------- */

/* What was removed is absent, and cites no more, before its part is written
 * anew as well. */
static void test_removed(void **state)
{
    static const struct paper few[] = {
        { "a", "1-KH/TU", "2021-01-01", "ha-tinh", "Kế hoạch.", NULL },
        { "b", NULL, NULL, NULL,
          "Kế hoạch số 1-KH/TU ngày 01/01/2021 của Tỉnh ủy Hà Tĩnh.", NULL },
        { "c", NULL, NULL, NULL,
          "Kế hoạch số 1-KH/TU ngày 01/01/2021 của Tỉnh ủy Hà Tĩnh.", NULL },
        { "d", NULL, NULL, NULL, "Một.", NULL },
        { "e", NULL, NULL, NULL, "Hai.", NULL },
        { "f", NULL, NULL, NULL, "Ba.", NULL },
    };
    struct cvd_searcher *before = searcher;
    struct cvd_err err = { 0 };
    struct cvd_buf got = { 0 };

    index_papers(*state, true, few, 6, NULL);
    index_papers(*state, false, NULL, 0, "c");
    assert_ok(cvd_searcher_open(*state, &searcher, &err));
    cited_by("a", &got);
    assert_string_equal(got.ptr, "1-KH/TU 2021-01-01 ha-tinh exact [a] <b> "
                                 "1");
    cvd_searcher_close(searcher);
    cvd_buf_clear(&got);
    index_papers(*state, false, NULL, 0, "a");
    assert_ok(cvd_searcher_open(*state, &searcher, &err));
    cites_of("b", &got);
    assert_string_equal(got.ptr, "1-KH/TU absent");
    missing("", 0, 10, "1-KH/TU 1");
    cvd_searcher_close(searcher);
    searcher = before;
    cvd_buf_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cites),
        cmocka_unit_test(test_cites_says_what_stands_there),
        cmocka_unit_test(test_cited_by),
        cmocka_unit_test(test_cited_by_pages),
        cmocka_unit_test(test_cited_by_refuses),
        cmocka_unit_test(test_cited_is_described),
        cmocka_unit_test(test_hits_count_alike),
        cmocka_unit_test(test_missing),
        cmocka_unit_test(test_timeline),
        cmocka_unit_test_setup_teardown(test_removed, make_dir, drop_dir),
    };

    return cmocka_run_group_tests(tests, open_papers, close_searcher);
}
