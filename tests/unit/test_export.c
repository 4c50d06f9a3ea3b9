/* test_export.c - all that a query finds: what it is, in which order, and
 * how it is written. */
#include "search/research.h"
#include "tests/unit/moments_support.h"
#include "tests/unit/searcher_support.h"

#include "search/csv.h"
#include "search/export_order.h"
#include "search/searcher.h"

static const struct sample docs[] = {
    { "a", "gạo tám thơm", "12/KH-UBND", "2021-03-05", "ke-hoach" },
    { "b", "gạo nếp", NULL, "2021-03", NULL },
    { "c", "muối trắng", NULL, "2020", NULL },
    { "d", "gạo lứt", NULL, NULL, NULL },
    { "e", "gạo tẻ", NULL, "2022-01-31", NULL },
    { "f", "Gạo đỏ", NULL, "2021-03-05", NULL },
    { "=g", "đường phèn", NULL, "2021", NULL },
};

static int open_index(void **state)
{
    return open_samples(state, docs, sizeof docs / sizeof *docs, 2);
}

/* Read all in pieces of `want` bytes at least. */
static void read_all(struct cvd_export *e, size_t want, struct cvd_buf *out)
{
    struct cvd_err err = { 0 };
    size_t had;

    do {
        had = out->len;
        assert_ok(cvd_export_read(e, want, out, &err));
    } while (out->len > had);
}

static void export_all(const struct cvd_request *r,
                       const struct cvd_export_form *form,
                       struct cvd_buf *out)
{
    struct cvd_err err = { 0 };
    struct cvd_export *e;

    assert_ok(cvd_export_open(searcher, r, form, &e, &err));
    read_all(e, 1000, out);
    cvd_export_close(e);
}

/* The ids found, with a blank behind each. */
static void assert_ids(const char *query, enum cvd_sort sort,
                       const char *want)
{
    struct cvd_request r = { .query = cvd_str_from(query), .sort = sort };
    struct cvd_export_form form = { .format = CVD_EXPORT_CSV,
                                    .columns = cvd_str_from("id") };
    struct cvd_buf out = { 0 }, ids = { 0 };

    export_all(&r, &form, &out);
    for (char *p = strchr(out.ptr, '\n') + 1; *p; p = strchr(p, '\n') + 1)
        (void)cvd_buf_printf(&ids, "%.*s ", (int)strcspn(p, "\r"), p);
    assert_string_equal(ids.ptr ? ids.ptr : "", want);
    cvd_buf_release(&ids);
    cvd_buf_release(&out);
}

/* ---- what is found, and in which order ------------------------------- */

static const struct {
    const char *query;
    enum cvd_sort sort;
    const char *want;
} order_cases[] = {
    { "gạo", CVD_SORT_RELEVANCE, "a b d e f " }, /* of the index */
    { "gạo", CVD_SORT_NEWEST, "e a f b d " },    /* unknown last */
    { "gạo", CVD_SORT_OLDEST, "b a f e d " },    /* 2021-03 before its days */
    { "", CVD_SORT_OLDEST, "c '=g b a f e d " },
    { "", CVD_SORT_NEWEST, "e a f b '=g c d " },
    { "gạo -nếp -lứt", CVD_SORT_RELEVANCE, "a e f " },
    { "gạo năm:2021", CVD_SORT_RELEVANCE, "" }, /* samples have no year */
    { "\"gạo tám\"", CVD_SORT_RELEVANCE, "a " },
    { "gàọ", CVD_SORT_RELEVANCE, "a b d e f " }, /* widened */
    { "khongcotunay", CVD_SORT_NEWEST, "" },
};

static void test_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof order_cases / sizeof *order_cases; i++)
        assert_ids(order_cases[i].query, order_cases[i].sort,
                   order_cases[i].want);
}

/* The same documents as cvd_search() counts, widened where it widens. */
static void test_as_search(void **state)
{
    static const char *const queries[] = { "gạo", "gạọ", "gao", "muoi",
                                           "đuong", "gáo", "", "g*",
                                           "gạo OR muối", "gao tam thom" };
    struct cvd_export_form form = { .format = CVD_EXPORT_CSV };
    struct cvd_err err = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct cvd_request r = { .query = cvd_str_from(queries[i]) };
        struct cvd_result found;
        struct cvd_export *e;
        assert_ok(cvd_search(searcher, &r, &found, &err));
        assert_ok(cvd_export_open(searcher, &r, &form, &e, &err));
        const struct cvd_result *all = cvd_export_found(e);
        assert_true(all->total_is_exact);
        assert_int_equal(all->total, found.total);
        assert_int_equal(all->warning_count, found.warning_count);
        assert_int_equal(all->edition.generation,
                         found.edition.generation);
        cvd_export_close(e);
        cvd_result_release(&found);
    }
}

static void test_widened(void **state)
{
    struct cvd_request r = { .query = cvd_str_from("gáo") };
    struct cvd_export_form form = { .format = CVD_EXPORT_CSV };
    struct cvd_err err = { 0 };
    struct cvd_export *e;

    (void)state;
    assert_ok(cvd_export_open(searcher, &r, &form, &e, &err));
    assert_int_equal(cvd_export_found(e)->total, 5);
    assert_int_equal(cvd_export_found(e)->warning_count, 1);
    cvd_export_close(e);
}

/* By date more documents than are sorted at once: the same order. */
static void test_windows(void **state)
{
    static const struct cvd_node all = { .kind = CVD_N_ALL };
    struct cvd_docset set;
    struct cvd_err err = { 0 };
    uint32_t want[16], got;

    (void)state;
    assert_ok(cvd_store_collect(searcher->store, &all, &set, &err));
    for (int sort = CVD_SORT_NEWEST; sort <= CVD_SORT_OLDEST; sort++)
        for (size_t window = CVD_ORDER_WINDOW; window;
             window = window > 8 ? 8 : window - 1) {
            struct cvd_order o;
            cvd_order_begin(&o, searcher->store, &set,
                            (enum cvd_sort)sort);
            o.window = window;
            for (size_t i = 0; i <= set.count; i++) {
                assert_ok(cvd_order_next(&o, &got, &err));
                if (window == CVD_ORDER_WINDOW)
                    want[i] = got;
                assert_int_equal(got, want[i]);
            }
            assert_int_equal(got, 0);
            cvd_order_release(&o);
        }
    cvd_docset_release(&set);
}

/* ---- how it is written ----------------------------------------------- */

static void test_csv(void **state)
{
    struct cvd_request r = { .query = cvd_str_from("tám OR phèn") };
    struct cvd_export_form form = {
        .format = CVD_EXPORT_CSV,
        .columns = cvd_str_from("id, number,type ,date,cites,cited_by,text")
    };
    struct cvd_buf out = { 0 };

    (void)state;
    export_all(&r, &form, &out);
    assert_string_equal(
        out.ptr, "\xEF\xBB\xBF" "id,number,type,date,cites,cited_by,text\r\n"
                 "a,12/KH-UBND,ke-hoach,2021-03-05,0,0,gạo tám thơm\r\n"
                 "'=g,,,2021,0,0,đường phèn\r\n");
    cvd_buf_release(&out);
}

static void test_jsonl(void **state)
{
    struct cvd_request r = { .query = cvd_str_from("tám") };
    struct cvd_export_form form = { .format = CVD_EXPORT_JSONL };
    struct cvd_buf out = { 0 };

    (void)state;
    export_all(&r, &form, &out);
    assert_string_equal(
        out.ptr,
        "{\"id\":\"a\",\"title\":null,\"number\":\"12/KH-UBND\","
        "\"symbol\":null,\"type\":\"ke-hoach\",\"date\":\"2021-03-05\","
        "\"issuer\":null,\"province\":null,\"province_name\":null,"
        "\"district\":null,\"campaigns\":[],\"cites\":0,\"cited_by\":0}\n");
    cvd_buf_release(&out);
}

static void test_about(void **state)
{
    static const struct cvd_filter filters[] = {
        { CVD_F_TYPE, { "KH", 2 } }, { CVD_F_ISSUER, { "\xFF", 1 } }
    };
    struct cvd_request r = { .query = cvd_str_from("gáo"),
                             .to = cvd_str_from("2021"),
                             .sort = CVD_SORT_OLDEST,
                             .filters = filters, .filter_count = 1 };
    struct cvd_export_form form = { .format = CVD_EXPORT_JSONL,
                                    .columns = cvd_str_from("id"),
                                    .about = true };
    struct cvd_err err = { 0 };
    struct cvd_buf out = { 0 };
    struct cvd_export *e;

    (void)state;
    assert_ok(cvd_export_open(searcher, &r, &form, &e, &err));
    read_all(e, 1, &out);
    struct cvd_str about = cvd_export_about(e);
    assert_memory_equal(out.ptr, "{\"about\":", 9);
    assert_memory_equal(out.ptr + 9, about.ptr, about.len);
    assert_string_equal(out.ptr + 9 + about.len, "}\n{\"id\":\"a\"}\n");
    assert_non_null(strstr(about.ptr, "{\"query\":\"gáo\",\"filters\":"
        "[{\"field\":\"type\",\"value\":\"KH\"}],\"from\":null,"
        "\"to\":\"2021\","));
    assert_non_null(strstr(about.ptr, "\"total\":1,\"complete\":true,"
        "\"sort\":\"oldest\",\"columns\":[\"id\"],\"index\":{\"generation\":1,"));
    assert_non_null(strstr(about.ptr, "\"documents\":7}"));
    assert_non_null(strstr(about.ptr, "\"warnings\":[\""));
    cvd_export_close(e);
    /* What is no text is not called one. */
    r.filter_count = 2;
    assert_ok(cvd_export_open(searcher, &r, &form, &e, &err));
    assert_non_null(strstr(cvd_export_about(e).ptr,
                           "{\"field\":\"issuer\",\"value\":null}"));
    cvd_export_close(e);
    cvd_buf_release(&out);
}

/* However it is read, the bytes are the same; rows come whole. */
static void test_pieces(void **state)
{
    struct cvd_request r = { .query = cvd_str_from("") };
    struct cvd_export_form form = { .format = CVD_EXPORT_CSV };
    struct cvd_err err = { 0 };
    struct cvd_buf once = { 0 }, bit_by_bit = { 0 };
    struct cvd_export *e;

    (void)state;
    assert_ok(cvd_export_open(searcher, &r, &form, &e, &err));
    assert_ok(cvd_export_read(e, 1 << 20, &once, &err));
    cvd_export_close(e);
    assert_ok(cvd_export_open(searcher, &r, &form, &e, &err));
    for (size_t had = 1; bit_by_bit.len != had;) {
        had = bit_by_bit.len;
        assert_ok(cvd_export_read(e, 1, &bit_by_bit, &err));
        assert_int_equal(bit_by_bit.ptr[bit_by_bit.len - 1], '\n');
    }
    cvd_export_close(e);
    assert_string_equal(once.ptr, bit_by_bit.ptr);
    cvd_buf_release(&once);
    cvd_buf_release(&bit_by_bit);
}

static const struct {
    const char *in, *want;
} cell_cases[] = {
    { "", "" },
    { "gạo", "gạo" },
    { "a,b", "\"a,b\"" },
    { "a \"b\"", "\"a \"\"b\"\"\"" },
    { "a\r\nb", "\"a\nb\"" },
    { "=1+2", "'=1+2" },
    { "+84", "'+84" },
    { "-Một", "'-Một" },
    { "-12", "'-12" },
    { "@SUM(A1)", "'@SUM(A1)" },
    { "＝1+2", "'＝1+2" },
    { "＠SUM", "'＠SUM" },
    { "\t=1", "\"'\t=1\"" },
    { "\r=1", "'\xEF\xBF\xBD=1" },
    { "\n=1", "\"'\n=1\"" },
    { "=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" },
    { "a=b", "a=b" },
    { "\x1B[31mđỏ", "\xEF\xBF\xBD[31mđỏ" },
    { "a\xC2\x9B" "b\x7F", "a\xEF\xBF\xBD" "b\xEF\xBF\xBD" },
    { "a\xE2\x80\xAE" "b", "a\xEF\xBF\xBD" "b" },
};

static void test_cells(void **state)
{
    struct cvd_buf out = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof cell_cases / sizeof *cell_cases; i++) {
        cvd_buf_clear(&out);
        assert_int_equal(cvd_csv_cell(&out, 0,
                                      cvd_str_from(cell_cases[i].in)),
                         CVD_OK);
        assert_string_equal(out.ptr ? out.ptr : "", cell_cases[i].want);
    }
    cvd_buf_clear(&out);
    assert_int_equal(cvd_csv_cell(&out, 1, cvd_str_from("x")), CVD_OK);
    assert_int_equal(cvd_csv_end(&out), CVD_OK);
    assert_string_equal(out.ptr, ",x\r\n");
    cvd_buf_release(&out);
}

static const struct {
    const char *columns, *says;
} wrong_cases[] = {
    { "id,ngay", "no column 'ngay': there are id, title, number" },
    { "id,id", "column 'id' stands twice" },
    { "id,", "no column ''" },
    { ",", "no column ''" },
    { "snippet", "no column 'snippet'" },
    { "sha256,ID", "no column 'ID'" },
};

static void test_wrong(void **state)
{
    struct cvd_request r = { .query = cvd_str_from("gạo") };
    struct cvd_export *e;

    (void)state;
    for (size_t i = 0; i < sizeof wrong_cases / sizeof *wrong_cases; i++) {
        struct cvd_err err = { 0 };
        struct cvd_export_form form = {
            .columns = cvd_str_from(wrong_cases[i].columns)
        };
        assert_int_equal(cvd_export_open(searcher, &r, &form, &e, &err),
                         CVD_EUSAGE);
        assert_null(e);
        assert_memory_equal(err.msg, wrong_cases[i].says,
                            strlen(wrong_cases[i].says));
    }
    struct cvd_err err = { 0 };
    struct cvd_export_form form = { .format = CVD_EXPORT_CSV };
    r.from = cvd_str_from("hôm qua");
    assert_int_equal(cvd_export_open(searcher, &r, &form, &e, &err),
                     CVD_EUSAGE);
    cvd_export_close(NULL);
}

/* ---- deadlines ------------------------------------------------------- */

/* Late while all is sought: it says so.  Late while it is read: no matter. */
static void test_deadlines(void **state)
{
    struct cvd_request r = { .query = cvd_str_from("gạo") };
    struct cvd_export_form form = { .format = CVD_EXPORT_JSONL };
    struct cvd_clock *clock = cvd_store_clock(searcher->store);
    struct cvd_err err = { 0 };
    struct cvd_buf all = { 0 }, out = { 0 };
    bool late = true;
    uint64_t at = 0;

    (void)state;
    export_all(&r, &form, &all);
    while (late && ++at < 10000) {
        struct cvd_export *e;
        stop_at(searcher->store, at);
        assert_ok(cvd_export_open(searcher, &r, &form, &e, &err));
        late = cvd_export_found(e)->cut_short;
        assert_int_equal(late, !cvd_export_found(e)->total_is_exact);
        assert_non_null(strstr(cvd_export_about(e).ptr,
                               late ? "\"complete\":false"
                                    : "\"complete\":true"));
        clock->late = true;
        cvd_buf_clear(&out);
        read_all(e, 1, &out);
        assert_true(clock->late);
        size_t rows = 0;
        for (size_t i = 0; i < out.len; i++)
            rows += out.ptr[i] == '\n';
        assert_int_equal(rows, cvd_export_found(e)->total);
        cvd_export_close(e);
    }
    *clock = (struct cvd_clock){ 0 };
    assert_true(at > 2 && at < 10000);
    assert_string_equal(out.ptr, all.ptr);
    cvd_buf_release(&out);
    cvd_buf_release(&all);
}

/* ---- removed documents, several parts -------------------------------- */

static void test_removed(void **state)
{
    static const struct sample again[] = {
        { "b", "muối", NULL, "2023", NULL }, /* replaces */
        { "h", "gạo mới", NULL, "2019", NULL },
    };
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_searcher *before = searcher;

    assert_ok(add_samples(*state, false, again, 2, 1, &p, &err));
    assert_ok(cvd_searcher_open(*state, &searcher, &err));
    assert_ids("gạo", CVD_SORT_RELEVANCE, "a d e f h ");
    assert_ids("gạo", CVD_SORT_OLDEST, "h a f e d ");
    assert_ids("", CVD_SORT_NEWEST, "b e a f '=g c h d ");
    cvd_searcher_close(searcher);
    searcher = before;
    assert_ids("gạo", CVD_SORT_NEWEST, "e a f b d ");
}

static void test_empty_index(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_searcher *before = searcher;
    void *dir = NULL;

    (void)state;
    assert_int_equal(make_dir(&dir), 0);
    assert_ok(add_samples(dir, true, docs, 0, 1, &p, &err));
    assert_ok(cvd_searcher_open(dir, &searcher, &err));
    assert_ids("", CVD_SORT_RELEVANCE, "");
    assert_ids("gạo", CVD_SORT_NEWEST, "");
    cvd_searcher_close(searcher);
    searcher = before;
    assert_int_equal(drop_dir(&dir), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_as_search),
        cmocka_unit_test(test_widened),
        cmocka_unit_test(test_windows),
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_jsonl),
        cmocka_unit_test(test_about),
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_deadlines),
        cmocka_unit_test(test_removed),
        cmocka_unit_test(test_empty_index),
    };

    return cmocka_run_group_tests(tests, open_index, close_searcher);
}
