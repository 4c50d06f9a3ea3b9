/* test_restore.c - marks put back, slips mended, and what is offered of it,
 * on a small index. */
#include "tests/unit/searcher_support.h"

#include "search/restore.h"
#include "search/rewrite.h"
#include "search/search.h"

#include <stdio.h>

static const struct sample docs[] = {
    { "1", "Người Việt Nam ưu tiên dùng hàng Việt Nam", NULL, NULL, NULL },
    { "2", "Cuộc vận động Người Việt Nam ưu tiên dùng hàng Việt Nam", NULL,
      NULL, NULL },
    { "3", "Ưu tiên dùng hàng Việt; hàng hóa năm nay", NULL, NULL, NULL },
    { "4", "Người lao động Việt Nam năm 2020", NULL, NULL, NULL },
    { "5", "Đảng Cộng sản Việt Nam", NULL, NULL, NULL },
    { "6", "công sản, quản lý công sản, công sở", NULL, NULL, NULL },
    { "7", "xử lý vi phạm hành chính", NULL, NULL, NULL },
    { "8", "dừng lại, đứng lại, hạng nhất, tiền công, nắm vững", NULL, NULL,
      NULL },
};

/* Documents that make what they say frequent. */
enum { COPIES = 30 };
static const char *const frequent[] = {
    "Đảng Cộng sản", "xử lý vi phạm hành chính", "người lao động",
    "ưu tiên dùng hàng Việt", "dừng lại",
};

static struct cvd_store *store;

static int open_index(void **state)
{
    enum { OWN = sizeof docs / sizeof *docs,
           ALL = OWN + COPIES * (sizeof frequent / sizeof *frequent) };
    static struct sample all[ALL];
    static char ids[ALL][16];
    struct cvd_err err = { 0 };
    struct cvd_published p;

    if (make_dir(state) != 0)
        return -1;
    memcpy(all, docs, sizeof docs);
    for (size_t i = OWN; i < ALL; i++) {
        (void)snprintf(ids[i], sizeof ids[i], "copy%zu", i);
        all[i] = (struct sample){ .id = ids[i],
                                  .text = frequent[(i - OWN) / COPIES] };
    }
    /* A second session makes a second part: what is counted adds up. */
    assert_ok(add_samples(*state, true, all, ALL - 10, 40, &p, &err));
    assert_ok(add_samples(*state, false, all + ALL - 10, 10, 40, &p, &err));
    assert_ok(cvd_store_open(*state, &store, &err));
    return open_searcher(state);
}

static int close_index(void **state)
{
    cvd_store_close(store);
    return close_searcher(state);
}

/* ---- the store's part ------------------------------------------------ */

static bool starts_with_h(void *ctx, struct cvd_str exact)
{
    (void)ctx;
    return exact.len && exact.ptr[0] == 'h';
}

static uint32_t borne(const struct cvd_spellings *w, const char *exact,
                      size_t *at)
{
    for (*at = 0; *at < w->count; ++*at)
        if (cvd_str_equal(w->list[*at].word.exact, cvd_str_from(exact)))
            return w->list[*at].documents;
    fail_msg("no '%s'", exact);
    return 0;
}

static void test_spellings_and_pairs(void **state)
{
    struct cvd_spellings a = { 0 }, b = { 0 };
    struct cvd_err err = { 0 };
    uint32_t pairs[64];
    struct cvd_store_info info;
    size_t i, j;

    (void)state;
    cvd_store_describe(store, &info);
    assert_int_equal(info.parts, 2);
    assert_int_equal(cvd_store_spellings(store, cvd_str_from("hang"), 8,
                                         starts_with_h, NULL, &a), CVD_OK);
    assert_int_equal(a.count, 2); /* hàng, hạng */
    assert_int_equal(borne(&a, "hàng", &i), 3 + COPIES);
    assert_int_equal(cvd_store_spellings(store, cvd_str_from("viet"), 8,
                                         NULL, NULL, &b), CVD_OK);
    struct cvd_word unknown = { cvd_str_from("nht"), cvd_str_from("nht") };
    assert_int_equal(cvd_store_unknown(store, unknown, &b), CVD_OK);
    assert_int_equal(b.count, 2);
    assert_ok(cvd_store_pairs(store, &a, &b, pairs, &err));
    (void)borne(&b, "việt", &j);
    assert_int_equal(pairs[i * b.count + j], 3 + COPIES);
    assert_int_equal(pairs[(1 - i) * b.count + j], 0); /* hạng việt */
    assert_int_equal(pairs[i * b.count + 1 - j], 0);   /* hàng nht */
    /* The most borne only. */
    a.count = 0;
    assert_int_equal(cvd_store_spellings(store, cvd_str_from("hang"), 1,
                                         NULL, NULL, &a), CVD_OK);
    assert_int_equal(a.count, 1);
    (void)borne(&a, "hàng", &i);
    cvd_spellings_release(&a);
    cvd_spellings_release(&b);
}

/* ---- restoring ------------------------------------------------------- */

static const struct {
    const char *typed, *want; /* words, canonical */
} restored_cases[] = {
    { "uu tien dung hang viet nam", "ưu tiên dùng hàng việt nam" },
    { "dung lai, dung hang", "dừng lại dùng hàng" },
    { "nam 2020", "năm 2020" },
    { "viêt nam", "việt nam" },             /* typed marks bind */
    { "hạng viet", "hạng việt" },           /* what is right stands */
    { "dang cong san", "đảng cộng sản" },
    { "quan ly cong so", "quản lý công sở" },
    { "khongcotunay", "khongcotunay" },     /* what is not known stands */
    { "dàng", "dàng" },                     /* nor is a mark changed */
};

static void test_restored(void **state)
{
    struct cvd_restored r = { 0 };
    struct cvd_tokens t = { 0 };
    struct cvd_err err = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof restored_cases / sizeof *restored_cases;
         i++) {
        struct cvd_buf got = { 0 };
        assert_ok(cvd_tokenize(cvd_str_from(restored_cases[i].typed), &t));
        assert_ok(cvd_restore(store, &t, 0, t.count, &r, &err));
        assert_int_equal(r.count, t.count);
        for (size_t k = 0; k < r.count; k++) {
            assert_true(r.words[k].confidence > 0 &&
                        r.words[k].confidence < 1 + 1e-9);
            assert_int_equal(r.words[k].changed,
                             !cvd_str_equal(cvd_token_exact(&t, k),
                                            r.words[k].word.exact));
            (void)cvd_buf_printf(&got, "%s%.*s", k ? " " : "",
                                 (int)r.words[k].word.exact.len,
                                 r.words[k].word.exact.ptr);
        }
        assert_string_equal(got.ptr, restored_cases[i].want);
        cvd_buf_release(&got);
    }
    assert_ok(cvd_restore(store, &t, 0, 0, &r, &err));
    assert_int_equal(r.count, 0);
    cvd_restored_release(&r);
    cvd_tokens_release(&t);
}

static void test_confidence_follows_evidence(void **state)
{
    struct cvd_restored r = { 0 };
    struct cvd_tokens t = { 0 };
    struct cvd_err err = { 0 };

    (void)state;
    assert_ok(cvd_tokenize(cvd_str_from("hang viet"), &t));
    assert_ok(cvd_restore(store, &t, 0, 2, &r, &err));
    assert_true(r.words[0].confidence > 0.95);
    assert_int_equal(r.words[0].documents, 3 + COPIES);
    assert_int_equal(r.words[1].pair, 3 + COPIES);
    /* nam, năm, nắm alone: nobody can be sure. */
    assert_ok(cvd_tokenize(cvd_str_from("nam"), &t));
    assert_ok(cvd_restore(store, &t, 0, 1, &r, &err));
    assert_true(r.words[0].confidence < 0.7);
    cvd_restored_release(&r);
    cvd_tokens_release(&t);
}

/* Longer than is read at a time: the seams must not show. */
static void test_long_text(void **state)
{
    struct cvd_restored r = { 0 };
    struct cvd_tokens t = { 0 };
    struct cvd_buf text = { 0 };
    struct cvd_err err = { 0 };
    static const char *const want[] = { "ưu", "tiên", "dùng", "hàng" };

    (void)state;
    for (int i = 0; i < 300; i++)
        assert_ok(cvd_buf_add_text(&text, "uu tien dung hang "));
    assert_ok(cvd_tokenize(cvd_buf_str(&text), &t));
    assert_ok(cvd_restore(store, &t, 0, t.count, &r, &err));
    assert_int_equal(r.count, 1200);
    for (size_t i = 0; i < r.count; i++)
        if (!cvd_str_equal(r.words[i].word.exact, cvd_str_from(want[i % 4])))
            fail_msg("word %zu is '%.*s'", i, (int)r.words[i].word.exact.len,
                     r.words[i].word.exact.ptr);
    cvd_buf_release(&text);
    cvd_restored_release(&r);
    cvd_tokens_release(&t);
}

/* ---- the text rewritten ---------------------------------------------- */

static const struct {
    const char *typed, *words, *want;
} case_cases[] = {
    { "uu", "ưu", "ưu" },       { "Uu", "ưu", "Ưu" },
    { "UU", "ưu", "ƯU" },       { "dUNG", "đứng", "đỨNG" },
    { "DUNG", "đứng", "ĐỨNG" }, { "Y", "ý", "Ý" },
    { "Hangviet", "hàng việt", "Hàng việt" },
    { "HANGVIET", "hàng việt", "HÀNG VIỆT" },
    { "V iet", "việt", "Việt" },
};

static void test_rewritten_keeps_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof case_cases / sizeof *case_cases; i++) {
        struct cvd_buf in = { 0 }, out = { 0 }, want = { 0 };
        size_t n = strlen(case_cases[i].typed);
        struct cvd_change c = { 1, n + 1, cvd_str_from(case_cases[i].words) };
        (void)cvd_buf_printf(&in, "\"%s\" -x", case_cases[i].typed);
        (void)cvd_buf_printf(&want, "\"%s\" -x", case_cases[i].want);
        assert_int_equal(cvd_rewrite(cvd_buf_str(&in), &c, 1, &out), CVD_OK);
        assert_string_equal(out.ptr, want.ptr);
        cvd_buf_release(&in);
        cvd_buf_release(&out);
        cvd_buf_release(&want);
    }
}

/* ---- what is offered ------------------------------------------------- */

static const struct {
    const char *query, *want; /* "": nothing */
} offered_cases[] = {
    /* marks */
    { "uu tien dung hang viet", "ưu tiên dùng hàng việt" },
    { "Uu Tien \"dung HANG\"", "Ưu Tiên \"dùng HÀNG\"" },
    { "+uu +tien -nguoi NOT năm:2020", "+ưu +tiên -người NOT năm:2020" },
    { "+uu +tien năm:2020", "" }, /* would find nothing either */
    { "uu tien -nguoi -loai:ke-hoach", "ưu tiên -người -loai:ke-hoach" },
    { "uu tien =dung ~hang", "ưu tiên =dung ~hang" },
    { "uu tien 277-kh/bcd", "ưu tiên 277-kh/bcd" },
    { "ưu tiên dùng hàng việt", "" },
    { "khongcotunay", "" },
    /* the keyboard comes first */
    { "uwu tieen", "ưu tiên" },
    /* letters */
    { "ưu tiên dùng hagn việt", "ưu tiên dùng hàng việt" },
    { "ưu tiênn dùng hàng", "ưu tiên dùng hàng" },
    { "uu tien dugn hang", "ưu tiên dùng hàng" },
    { "sử lý vi phạm", "xử lý vi phạm" },
    { "\"người lao độngg\" -hàng", "\"người lao động\" -hàng" },
    { "NLĐ Việt Nam", "" },                 /* an abbreviation */
    /* marks that are wrong, by what stands beside */
    { "ĐẢNG CÔNG SẢN", "ĐẢNG CỘNG SẢN" },
    { "quản lý công sản", "" },
    /* spaces */
    { "ưu tiên dùng hangviệt", "ưu tiên dùng hàng việt" },
    { "ngư ời lao động", "người lao động" },
    { "uu tien dung hangviet", "ưu tiên dùng hàng việt" },
};

static void test_offered(void **state)
{
    struct cvd_err err = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof offered_cases / sizeof *offered_cases;
         i++) {
        struct cvd_request r = {
            .query = cvd_str_from(offered_cases[i].query), .limit = 10
        };
        struct cvd_result res = { 0 };
        assert_ok(cvd_search(searcher, &r, &res, &err));
        const char *got = res.suggestion.len ? res.suggestion.ptr : "";
        if (strcmp(got, offered_cases[i].want) != 0)
            fail_msg("%s: got '%s', want '%s'", offered_cases[i].query, got,
                     offered_cases[i].want);
        cvd_result_release(&res);
    }
}

/* Where the vocabulary is poor, nothing is made up. */
static void test_empty_index(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_searcher *s;
    struct cvd_request r = { .query = cvd_str_from("uu tien hangviet"),
                             .limit = 10 };
    struct cvd_result res = { 0 };

    assert_ok(add_samples(*state, true, docs, 0, 1, &p, &err));
    assert_ok(cvd_searcher_open(*state, &s, &err));
    assert_ok(cvd_search(s, &r, &res, &err));
    assert_int_equal(res.suggestion.len, 0);
    cvd_result_release(&res);
    cvd_searcher_close(s);
}

/* As long as a query may be, and its reading longer: not offered, no error. */
static void test_longest_query(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_buf q = { 0 };
    struct cvd_result res = { 0 };

    (void)state;
    while (q.len + 3 <= 8192)
        assert_ok(cvd_buf_add_text(&q, "uu "));
    struct cvd_request r = { .query = cvd_buf_str(&q), .limit = 10 };
    assert_ok(cvd_search(searcher, &r, &res, &err));
    assert_true(res.suggestion.len <= 8192);
    cvd_result_release(&res);
    cvd_buf_release(&q);
}

/* ---- analyze --------------------------------------------------------- */

static void test_analyzed(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_buf out = { 0 };
    struct cvd_str text = cvd_str_from("Uu tien,\n277-kh/bcd");

    (void)state;
    assert_ok(cvd_analyze_json(searcher, text, &out, &err));
    assert_non_null(strstr(out.ptr,
                           "\"restored\":\"Ưu tiên,\\n277-kh/bcd\""));
    cvd_buf_clear(&out);
    assert_ok(cvd_analyze_json(searcher, cvd_str_from("ưu tiên"), &out,
                               &err));
    assert_non_null(strstr(out.ptr, "\"restored\":null"));
    cvd_buf_clear(&out);
    assert_ok(cvd_analyze_json(NULL, text, &out, &err));
    assert_non_null(strstr(out.ptr, "\"restored\":null"));
    cvd_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spellings_and_pairs),
        cmocka_unit_test(test_restored),
        cmocka_unit_test(test_confidence_follows_evidence),
        cmocka_unit_test(test_long_text),
        cmocka_unit_test(test_rewritten_keeps_case),
        cmocka_unit_test(test_offered),
        cmocka_unit_test(test_longest_query),
        cmocka_unit_test(test_analyzed),
        cmocka_unit_test_setup_teardown(test_empty_index, make_dir,
                                        drop_dir),
    };

    return cmocka_run_group_tests(tests, open_index, close_index);
}
