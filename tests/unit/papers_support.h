/* papers_support.h - a small archive in which numbers repeat, indexed as the
 * indexer does. */
#ifndef CVD_TESTS_PAPERS_SUPPORT_H
#define CVD_TESTS_PAPERS_SUPPORT_H

#include "tests/unit/support.h"

#include "analyzers/identity.h"

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

static inline struct cvd_str keep_in(struct making *m, struct cvd_str s)
{
    char *p = m->bytes + m->used;

    assert_true(m->used + s.len < sizeof m->bytes);
    memcpy(p, s.ptr, s.len);
    m->used += s.len;
    return (struct cvd_str){ p, s.len };
}

static inline void add_field(struct making *m, enum cvd_field f,
                             struct cvd_str s, bool value)
{
    struct cvd_str kept = keep_in(m, s);

    if (value)
        (void)cvd_doc_add_value(&m->doc, f, kept);
    if (cvd_fields[f].term)
        m->terms[m->term_count++] = (struct cvd_field_term){ f, kept };
}

/* The references of `text`; what a source gave stays as it is. */
static inline void add_references(struct making *m, struct cvd_str text,
                                  bool given, const struct cvd_number *own,
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
            add_field(m, CVD_F_CITED_AS, cvd_buf_str(&id), false);
            add_field(m, CVD_F_CITES,
                given ? text : cvd_str_from(r.list[i].number.number), true);
        }
        cvd_buf_release(&id);
    }
    cvd_entities_release(&e);
    cvd_references_release(&r);
}

static inline void make_paper(const struct paper *p, struct making *m)
{
    struct cvd_entities number = { 0 }, date = { 0 };
    struct cvd_seat seat = { -1, -1, -1, false };
    struct cvd_buf id = { 0 };

    m->doc.id = m->doc.title = cvd_str_from(p->id);
    m->doc.text = cvd_str_from(p->text);
    if (p->province) {
        add_field(m, CVD_F_PROVINCE, cvd_str_from(p->province), true);
        seat.province = cvd_province_by_slug(cvd_str_from(p->province),
                                             CVD_ERA_BEFORE);
    }
    if (p->date) {
        add_field(m, CVD_F_DATE, cvd_str_from(p->date), true);
        (void)cvd_entities_find(cvd_str_from(p->date), true, &date);
        assert_int_equal(date.date_count, 1);
    }
    if (p->number) {
        (void)cvd_entities_find(cvd_str_from(p->number), true, &number);
        assert_int_equal(number.number_count, 1);
        add_field(m, CVD_F_NUMBER, cvd_str_from(p->number), true);
        assert_int_equal(cvd_identity_of_document(
                             &number.numbers[0],
                             p->date ? &date.dates[0] : NULL,
                             p->province ? &seat : NULL, &id), CVD_OK);
        add_field(m, CVD_F_BORNE_AS, cvd_buf_str(&id), true);
    }
    if (p->cites) {
        add_field(m, CVD_F_GIVEN, cvd_str_from("cites"), true);
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

static inline enum cvd_status add_paper(struct cvd_chunk *c,
                                        const struct paper *p,
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

static inline void index_papers(const char *dir, bool fresh,
                                const struct paper *p, size_t n,
                                const char *removed)
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

#endif
