/* test_ways.c - a query put otherwise, dates as people write them, and what
 * an empty answer offers: only what finds something. */
#include "search/reword.h"
#include "searchd/params.h"
#include "searchd/ways.h"
#include "tests/unit/searcher_support.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* ---- the query ------------------------------------------------------- */

/* NULL: nothing to change. */
static const struct {
    enum cvd_status (*put)(struct cvd_str, struct cvd_buf *, bool *);
    const char *query, *want;
} rewritten[] = {
    { cvd_query_unquoted, "\"hàng Việt\" nam", "hàng Việt nam" },
    { cvd_query_unquoted, "“hàng Việt”", "hàng Việt" },
    { cvd_query_unquoted, "hàng Việt", NULL },
    { cvd_query_unquoted, "tỉnh:\"Hà Tĩnh\" \"a b\"", "tỉnh:\"Hà Tĩnh\" a b" },
    { cvd_query_unquoted, "tỉnh:=\"Hà Tĩnh\"", NULL },
    { cvd_query_unquoted, "a -\"b c\"", NULL }, /* would exclude less */
    { cvd_query_unquoted, "a \"b c", "a b c" },
    { cvd_query_unquoted, "", NULL },
    { cvd_query_any_spelling, "=nam a=b +=mắm", "~nam a=b +~mắm" },
    { cvd_query_any_spelling, "tỉnh:=hue (=nam)", "tỉnh:=hue (~nam)" },
    { cvd_query_any_spelling, "nam = =", NULL },
};

static void queries_are_put_otherwise(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(rewritten); i++) {
        struct cvd_buf out = { 0 };
        bool any = false;
        assert_int_equal(rewritten[i].put(cvd_str_from(rewritten[i].query),
                                          &out, &any), CVD_OK);
        assert_int_equal(any, rewritten[i].want != NULL);
        if (rewritten[i].want)
            assert_string_equal(out.ptr ? out.ptr : "", rewritten[i].want);
        cvd_buf_release(&out);
    }
}

static const struct { const char *query, *want; } bare[] = {
    { "+\"nước mắm\" -x tỉnh:\"Hà Tĩnh\" AND (a* OR ~b)", "nước mắm a b" },
    { "từ:2020", "" },
};

static void queries_have_bare_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(bare); i++) {
        struct cvd_buf out = { 0 };
        assert_int_equal(cvd_query_words(cvd_str_from(bare[i].query), &out),
                         CVD_OK);
        assert_string_equal(out.ptr ? out.ptr : "", bare[i].want);
        cvd_buf_release(&out);
    }
}

/* "!" before a piece that binds. */
static const struct { const char *query, *want; } pieces[] = {
    { "a \"b c\" d", "[a][!\"b c\"][d]" },
    { "+a -b =c ~d", "[!+a][!-b][!=c][~d]" },
    { "tỉnh:\"Hà Tĩnh\" năm:2023", "[!tỉnh:\"Hà Tĩnh\"][!năm:2023]" },
    { "a “b c", "[a][!“b c]" },
    { "a OR b", "" },  { "(a b)", "" },  { "a NOT b", "" },  { "  ", "" },
};

static void queries_have_pieces(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(pieces); i++) {
        struct cvd_query_piece list[8];
        struct cvd_buf got = { 0 };
        const char *query = pieces[i].query;
        size_t n = cvd_query_pieces(cvd_str_from(query), list, LENGTH(list));
        assert_int_equal(cvd_buf_add_text(&got, ""), CVD_OK);
        for (size_t k = 0; k < n; k++)
            assert_int_equal(
                cvd_buf_printf(&got, "[%s%.*s]", list[k].binds ? "!" : "",
                               (int)(list[k].end - list[k].start),
                               query + list[k].start), CVD_OK);
        assert_string_equal(got.ptr ? got.ptr : "", pieces[i].want);
        cvd_buf_release(&got);
    }
}

/* ---- dates ----------------------------------------------------------- */

static const struct { const char *typed, *want; } dates[] = {
    { "31/12/2020", "2020-12-31" }, { "1/2/2020", "2020-02-01" },
    { "12/2020", "2020-12" },       { " 9.8.2023 ", "2023-08-09" },
    { "31-12-2020", "2020-12-31" }, { "8-2023", "2023-08" },
    { "2020", "2020" },             { "2020-12", "2020-12" },
    { "2020-12-31", "2020-12-31" }, { "32/13/2020", "2020-13-32" },
    { "1/2-2020", "1/2-2020" },     { "1/2/20", "1/2/20" },
    { "123/2020", "123/2020" },     { "/2020", "/2020" },
    { "1//2020", "1//2020" },       { "1/2/3/2020", "1/2/3/2020" },
    { "12/2020x", "12/2020x" },     { "", "" },
};

static void dates_are_read_as_people_write_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(dates); i++) {
        struct params p = { .sort = 0 };
        p.request.from = p.request.to = cvd_str_from(dates[i].typed);
        params_dates(&p);
        if (!cvd_str_equal(p.request.from, cvd_str_from(dates[i].want)) ||
            !cvd_str_equal(p.request.to, cvd_str_from(dates[i].want)))
            fail_msg("'%s' is '%.*s'", dates[i].typed,
                     (int)p.request.from.len, p.request.from.ptr);
    }
}

/* ---- what is offered --------------------------------------------------- */

/* A document of words, a province and a date. */
static void add(struct cvd_chunk *c, const char *id, const char *text,
                const char *province, const char *date)
{
    struct cvd_err err = { 0 };
    struct cvd_tokens tokens = { 0 };
    struct cvd_field_term terms[3];
    struct cvd_doc doc = { .id = cvd_str_from(id),
                           .text = cvd_str_from(text) };
    unsigned char sha[32];
    struct cvd_str year = { date, 4 };

    assert_ok(cvd_tokenize(doc.text, &tokens));
    struct cvd_word *words = sample_words(&tokens);
    terms[0] = (struct cvd_field_term){ CVD_F_PROVINCE,
                                        cvd_str_from(province) };
    terms[1] = (struct cvd_field_term){ CVD_F_ON_MAP,
                                        cvd_str_from(province) };
    terms[2] = (struct cvd_field_term){ CVD_F_YEAR, year };
    assert_ok(cvd_doc_add_value(&doc, CVD_F_DATE, cvd_str_from(date)));
    struct cvd_indexed d = { .doc = &doc, .words = words,
                             .word_count = tokens.count, .terms = terms,
                             .term_count = LENGTH(terms) };
    cvd_sha256(doc.text, sha);
    memcpy(d.content, sha, sizeof d.content);
    assert_ok(cvd_chunk_add(c, &d, &err));
    free(words);
    cvd_doc_release(&doc);
    cvd_tokens_release(&tokens);
}

static int open_index(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_writer *w = NULL;
    struct cvd_chunk *c = NULL;
    struct cvd_published published;

    if (make_dir(state) != 0)
        return -1;
    assert_ok(cvd_writer_open(*state, true, &w, &err));
    assert_ok(cvd_chunk_new(w, &c, &err));
    add(c, "a", "nước mắm ngon", "ha-tinh", "2020-03-01");
    add(c, "b", "nước chấm mắm", "nghe-an", "2023-05-01");
    add(c, "c", "muối biển", "ha-tinh", "2023-06-01");
    assert_ok(cvd_chunk_seal(c, &err));
    assert_ok(cvd_writer_take(w, c, 0, &err));
    assert_ok(cvd_writer_publish(w, &published, &err));
    cvd_writer_close(w);
    return open_searcher(state);
}

static const char *const kind_names[] = {
    [PAGE_WAY_MEANT] = "meant",   [PAGE_WAY_UNQUOTED] = "unquoted",
    [PAGE_WAY_SPELLINGS] = "spellings", [PAGE_WAY_SOME] = "some",
    [PAGE_WAY_TIME] = "time",     [PAGE_WAY_FIELD] = "field",
    [PAGE_WAY_LESS] = "less",     [PAGE_WAY_ALL] = "all",
    [PAGE_WAY_WORDS] = "words",
};

/* "kind:total" of each, for times with the limits. */
static const struct {
    const char *query, *province, *year, *from, *to;
    enum cvd_sort sort;
    const char *want;
} offered[] = {
    { "\"mắm nước\"", NULL, NULL, NULL, NULL, 0, "unquoted:2" },
    { "=măm", NULL, NULL, NULL, NULL, 0, "spellings:2" },
    { "nước muối", NULL, NULL, NULL, NULL, CVD_SORT_NEWEST,
      "some:3 less:2 less:1" },
    { "mắm", "hue", NULL, NULL, NULL, 0, "field:2" },
    { "mắm", NULL, "2022", NULL, NULL, 0, "time:2017-2027:2 time:-:2" },
    { "biển", NULL, NULL, "2023-01", "2023-03", 0,
      "time:2023-2023:1 time:-:1" },
    { "biển", NULL, NULL, NULL, "2022", 0, "time:-2027:1 time:-:1" },
    { "biển", NULL, "1999", NULL, NULL, 0, "time:-:1" },
    { "biển", "nghe-an", "1999", NULL, NULL, 0, "all:1" },
    { "+biển +mắm", NULL, NULL, NULL, NULL, 0, "less:2 less:1" },
    { "\"mắm biển\"", "hue", "1999", NULL, NULL, 0, "words:3" },
    { "", "hue", NULL, NULL, NULL, 0, "" }, /* not the whole archive */
    { "khôngcó", NULL, NULL, NULL, NULL, 0, "" },
};

static void describe(const struct page_ways *ways, struct cvd_buf *out)
{
    assert_int_equal(cvd_buf_add_text(out, ""), CVD_OK);
    for (size_t i = 0; i < ways->count; i++) {
        const struct page_way *w = &ways->list[i];
        const struct cvd_request *r = &w->request;
        assert_int_equal(cvd_buf_printf(out, "%s%s:", i ? " " : "",
                                        kind_names[w->kind]), CVD_OK);
        if (w->kind == PAGE_WAY_TIME)
            assert_int_equal(cvd_buf_printf(out, "%.*s-%.*s:",
                                            (int)r->from.len, r->from.ptr,
                                            (int)r->to.len, r->to.ptr),
                             CVD_OK);
        assert_int_equal(cvd_buf_printf(out, "%u", (unsigned)w->total),
                         CVD_OK);
    }
}

static void what_finds_something_is_offered(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(offered); i++) {
        struct cvd_filter filters[2];
        struct cvd_request r = { .query = cvd_str_from(offered[i].query),
                                 .from = cvd_str_from(offered[i].from),
                                 .to = cvd_str_from(offered[i].to),
                                 .sort = offered[i].sort,
                                 .filters = filters, .limit = PAGE_HITS };
        struct cvd_result none = { 0 };
        struct page_ways ways = { 0 };
        struct cvd_buf got = { 0 };
        struct cvd_err err = { 0 };
        if (offered[i].province)
            filters[r.filter_count++] = (struct cvd_filter){
                CVD_F_PROVINCE, cvd_str_from(offered[i].province) };
        if (offered[i].year)
            filters[r.filter_count++] = (struct cvd_filter){
                CVD_F_YEAR, cvd_str_from(offered[i].year) };
        assert_ok(cvd_search(searcher, &r, &none, &err));
        assert_int_equal(none.total, 0);
        assert_ok(ways_find(searcher, &r, &none, &ways, &err));
        describe(&ways, &got);
        if (strcmp(got.ptr ? got.ptr : "", offered[i].want) != 0)
            fail_msg("'%s' is offered '%s', not '%s'", offered[i].query,
                     got.ptr, offered[i].want);
        cvd_buf_release(&got);
        ways_release(&ways);
        cvd_result_release(&none);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queries_are_put_otherwise),
        cmocka_unit_test(queries_have_bare_words),
        cmocka_unit_test(queries_have_pieces),
        cmocka_unit_test(dates_are_read_as_people_write_them),
        cmocka_unit_test(what_finds_something_is_offered),
    };

    return cmocka_run_group_tests(tests, open_index, close_searcher);
}
