/* test_citations.c - a small archive in which numbers repeat: what each
 * document cites, who cites each, and what is missing. */
#include "tests/unit/support.h"

#include "analyzers/identity.h"
#include "search/search.h"

struct paper {
    const char *id, *number, *date, *province;
    const char *text;
    const char *cites;       /* given by the source; NULL: read the text */
};

static const struct paper papers[] = {
    /* one number in two provinces, and again in the next term */
    { "dak-lak-37", "37-KH/TU", "2021-10-25", "dak-lak",
      "Kế hoạch tuyên truyền. Căn cứ Chỉ thị số 03-CT/TW ngày 19/5/2021 "
      "của Ban Bí thư.", NULL },
    { "ha-tinh-37", "37-KH/TU", "2021-12-01", "ha-tinh",
      "Kế hoạch cuộc vận động.", NULL },
    { "ha-tinh-37-cu", "37-KH/TU", "2016-11-07", "ha-tinh",
      "Kế hoạch của nhiệm kỳ trước.", NULL },
    { "ha-tinh-37-ban-sao", "37-KH/TU", "2021-12-01", "ha-tinh",
      "Kế hoạch cuộc vận động (bản sao).", NULL },
    /* they are cited in every way */
    { "du-ngay", "1-BC/BTG", "2022-01-05", "ha-tinh",
      "Thực hiện Kế hoạch số 37-KH/TU ngày 25/10/2021 của Tỉnh ủy Đắk Lắk.",
      NULL },
    { "chi-ngay", "2-BC/BTG", "2022-01-06", NULL,
      "Thực hiện Kế hoạch số 37-KH/TU ngày 25/10/2021.", NULL },
    { "tinh-nha", "3-BC/BTG", "2022-01-07", "dak-lak",
      "Thực hiện Kế hoạch số 37-KH/TU của Tỉnh ủy.", NULL },
    { "hai-nhiem-ky", "4-BC/BTG", "2022-01-08", "ha-tinh",
      "Thực hiện Kế hoạch số 37-KH/TU của Tỉnh ủy.", NULL },
    { "chi-so", "5-BC/BTG", "2022-01-09", NULL,
      "Thực hiện Kế hoạch số 37-KH/TU.", NULL },
    { "tinh-khac", "6-BC/BTG", "2022-01-10", NULL,
      "Thực hiện Kế hoạch số 37-KH/TU ngày 02/3/2022 của Tỉnh ủy Lâm Đồng.",
      NULL },
    { "goi-tat", "7-BC/BTG", "2022-01-11", "dak-lak",
      "Sơ kết thực hiện Kế hoạch 37 của Tỉnh ủy. Căn cứ Kế hoạch số 37-KH/TU "
      "ngày 25/10/2021 của Tỉnh ủy.", NULL },
    /* a circle, one that names itself, one that names another twice */
    { "vong-a", "10/KH-UBND", "2022-02-01", "ha-tinh",
      "Kế hoạch số 10/KH-UBND thay Kế hoạch số 11/KH-UBND ngày 02/02/2022 "
      "của UBND tỉnh Hà Tĩnh.", NULL },
    { "vong-b", "11/KH-UBND", "2022-02-02", "ha-tinh",
      "Sửa Kế hoạch số 10/KH-UBND ngày 01/02/2022 và Kế hoạch số "
      "10/KH-UBND của UBND tỉnh Hà Tĩnh.", NULL },
    /* cited by several, held by none */
    { "nghi-dinh-1", NULL, "2022-03-01", "ha-tinh",
      "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về "
      "công tác văn thư; Chỉ thị số 03-CT/TW ngày 19/5/2021.", NULL },
    { "nghi-dinh-2", NULL, NULL, "dak-lak",
      "Theo Nghị định 30/2020/NĐ-CP.", NULL },
    /* a list under one word, and a blank number */
    { "danh-sach", NULL, "2022-04-01", "ha-tinh",
      "Các Kế hoạch số 10/KH-UBND, 11/KH-UBND và 12/KH-UBND; Tờ trình số "
      "     /TTr-STC ngày 01/4/2022 của Sở Tài chính.", NULL },
    /* as the source says, in place of the text */
    { "cho-san", NULL, "2022-05-01", "ha-tinh",
      "Thực hiện Nghị định số 30/2020/NĐ-CP và văn bản khác.",
      "Kế hoạch số 11/KH-UBND ngày 02/02/2022 của UBND tỉnh Hà Tĩnh" },
};

enum { PAPERS = sizeof papers / sizeof *papers };

/* ---- indexed as the indexer does ------------------------------------- */

struct making {
    struct cvd_doc doc;
    struct cvd_field_term terms[64];
    size_t term_count;
    char bytes[8192];
    size_t used;
};

static struct cvd_str keep(struct making *m, struct cvd_str s)
{
    char *p = m->bytes + m->used;

    assert_true(m->used + s.len < sizeof m->bytes);
    memcpy(p, s.ptr, s.len);
    m->used += s.len;
    return (struct cvd_str){ p, s.len };
}

static void add(struct making *m, enum cvd_field f, struct cvd_str s,
                bool value)
{
    struct cvd_str kept = keep(m, s);

    if (value)
        (void)cvd_doc_add_value(&m->doc, f, kept);
    if (cvd_fields[f].term)
        m->terms[m->term_count++] = (struct cvd_field_term){ f, kept };
}

/* The references of `text`; what a source gave stays as it is. */
static void add_references(struct making *m, struct cvd_str text, bool given,
                           const struct cvd_number *own,
                           const struct cvd_date *own_date,
                           const struct cvd_seat *seat)
{
    struct cvd_entities e = { 0 };
    struct cvd_references r = { 0 };

    assert_int_equal(cvd_entities_find(text, false, &e), CVD_OK);
    assert_int_equal(cvd_references_find(text, &e, own, own_date, &r), CVD_OK);
    for (size_t i = 0; i < r.count; i++) {
        struct cvd_buf id = { 0 };
        assert_int_equal(
            cvd_identity_of_reference(text, &r.list[i], seat, &id), CVD_OK);
        if (id.len) {
            add(m, CVD_F_CITED_AS, cvd_buf_str(&id), false);
            add(m, CVD_F_CITES,
                given ? text : cvd_str_from(r.list[i].number.number), true);
        }
        cvd_buf_release(&id);
    }
    cvd_entities_release(&e);
    cvd_references_release(&r);
}

static void make_paper(const struct paper *p, struct making *m)
{
    struct cvd_entities number = { 0 }, date = { 0 };
    struct cvd_seat seat = { -1, -1, -1, false };
    struct cvd_buf id = { 0 };

    m->doc.id = m->doc.title = cvd_str_from(p->id);
    m->doc.text = cvd_str_from(p->text);
    if (p->province) {
        add(m, CVD_F_PROVINCE, cvd_str_from(p->province), true);
        seat.province = cvd_province_by_slug(cvd_str_from(p->province),
                                             CVD_ERA_BEFORE);
    }
    if (p->date) {
        add(m, CVD_F_DATE, cvd_str_from(p->date), true);
        (void)cvd_entities_find(cvd_str_from(p->date), true, &date);
        assert_int_equal(date.date_count, 1);
    }
    if (p->number) {
        (void)cvd_entities_find(cvd_str_from(p->number), true, &number);
        assert_int_equal(number.number_count, 1);
        add(m, CVD_F_NUMBER, cvd_str_from(p->number), true);
        assert_int_equal(cvd_identity_of_document(
                             &number.numbers[0],
                             p->date ? &date.dates[0] : NULL,
                             p->province ? &seat : NULL, &id), CVD_OK);
        add(m, CVD_F_BORNE_AS, cvd_buf_str(&id), true);
    }
    if (p->cites) {
        add(m, CVD_F_GIVEN, cvd_str_from("cites"), true);
        add_references(m, cvd_str_from(p->cites), true, NULL, NULL, &seat);
    } else {
        add_references(m, m->doc.text, false,
                       p->number ? &number.numbers[0] : NULL,
                       p->date ? &date.dates[0] : NULL, &seat);
    }
    cvd_entities_release(&number);
    cvd_entities_release(&date);
    cvd_buf_release(&id);
}

static enum cvd_status add_paper(struct cvd_chunk *c, const struct paper *p,
                                 struct cvd_err *err)
{
    struct making *m = calloc(1, sizeof *m);
    struct cvd_tokens t = { 0 };
    unsigned char sha[32];

    assert_non_null(m);
    make_paper(p, m);
    (void)cvd_tokenize(m->doc.text, &t);
    struct cvd_word *words = sample_words(&t);
    struct cvd_indexed d = { .doc = &m->doc, .words = words,
                             .word_count = t.count, .terms = m->terms,
                             .term_count = m->term_count };
    cvd_sha256(m->doc.text, sha);
    memcpy(d.content, sha, sizeof d.content);
    enum cvd_status st = cvd_chunk_add(c, &d, err);
    free(words);
    cvd_tokens_release(&t);
    cvd_doc_release(&m->doc);
    free(m);
    return st;
}

static void index_papers(const char *dir, bool fresh, const struct paper *p,
                         size_t n, const char *removed)
{
    struct cvd_err err = { 0 };
    struct cvd_published published;
    struct cvd_writer *w;
    struct cvd_chunk *c;

    assert_ok(cvd_writer_open(dir, fresh, &w, &err));
    assert_ok(cvd_chunk_new(w, &c, &err));
    for (size_t i = 0; i < n; i++)
        assert_ok(add_paper(c, &p[i], &err));
    assert_ok(cvd_chunk_seal(c, &err));
    assert_ok(cvd_writer_take(w, c, 0, &err));
    if (removed)
        assert_ok(cvd_writer_remove(w, cvd_str_from(removed), &err));
    assert_ok(cvd_writer_publish(w, &published, &err));
    cvd_writer_close(w);
}

static struct cvd_searcher *searcher;

static int open_papers(void **state)
{
    struct cvd_err err = { 0 };

    if (make_dir(state) != 0)
        return -1;
    index_papers(*state, true, papers, PAPERS, NULL);
    assert_ok(cvd_searcher_open(*state, &searcher, &err));
    return 0;
}

static int close_papers(void **state)
{
    cvd_searcher_close(searcher);
    return drop_dir(state);
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
    missing("", 0, 2, "03-CT/TW 2, 30/2020/NĐ-CP 2");
    missing("", 1, 2, "30/2020/NĐ-CP 2, 12/KH-UBND 1");
    missing("", 4, 2, "");
    missing("", 0, 0, "");
    missing("\"căn cứ\"", 0, 10, "03-CT/TW 2, 30/2020/NĐ-CP 1");
    missing("\"bản sao\"", 0, 10, "");
}

/* ---- by time --------------------------------------------------------- */

static void timeline(const char *query, enum cvd_time_unit unit,
                     const char *want)
{
    struct cvd_request q = { .query = cvd_str_from(query), .limit = 1 };
    struct cvd_err err = { 0 };
    struct cvd_timeline t = { 0 };
    struct cvd_buf got = { 0 };

    assert_ok(cvd_timeline(searcher, &q, unit, &t, &err));
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

    return cmocka_run_group_tests(tests, open_papers, close_papers);
}
