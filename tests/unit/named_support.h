/* named_support.h - papers of which numbers, kinds, provinces, campaigns and
 * years are known, indexed as an indexer does, for what questions name.
 * Header-only so that each test stays one file. */
#ifndef CVD_TESTS_NAMED_SUPPORT_H
#define CVD_TESTS_NAMED_SUPPORT_H

#include "tests/unit/searcher_support.h"

#include "analyzers/slug.h"

/* A document as its source would describe it; NULL: not said. */
struct paper {
    const char *id, *text;
    const char *number, *type, *date, *campaign, *cites;
    const char *province, *map, *map_too; /* as of its date; on every map */
};

static const struct paper papers[] = {
    { "plan", "Bình chọn sản phẩm đặc thù.", "277-KH/BCĐ", "ke-hoach",
      "2023-08-08", "moi-xa-mot-san-pham", NULL, "ninh-thuan", "ninh-thuan",
      "khanh-hoa" },
    { "follows", "Kế hoạch 277 OCOP Ninh Thuận năm 2023 và bình chọn, "
      "mua máy.",
      "52-KH/BCĐ", "ke-hoach", "2023-08-16", "moi-xa-mot-san-pham",
      "277-KH/BCĐ", "ninh-thuan", "ninh-thuan", "khanh-hoa" },
    { "words", "Kế hoạch nhà máy 277 công nhân, OCOP Ninh Thuận 2023.", NULL,
      NULL, "2024-01-05", NULL, NULL, NULL, NULL, NULL },
    { "without-marks", "Cong van so 788 gui ke hoach cua Ninh Thuan.", NULL,
      NULL, "2022-02-02", NULL, NULL, NULL, NULL, NULL },
    { "letter", "Về việc rà soát.", "788/STP-HCBT", "cong-van", "2025-05-16",
      NULL, NULL, "binh-thuan", "binh-thuan", "lam-dong" },
    { "of-the-sea", "Văn bản của tỉnh.", "9/BC-UBND", "bao-cao",
      "2022-11-30", NULL, NULL, "khanh-hoa", "khanh-hoa", NULL },
    { "notice", "Kết luận về nhung hươu.", "288/TB-UBND", "thong-bao",
      "2023-06-30", NULL, NULL, "ha-tinh", "ha-tinh", NULL },
    { "talks", "Thông báo kết luận của tỉnh Hà Tĩnh.", NULL, "cong-van",
      "2023-07-01", NULL, NULL, "ha-tinh", "ha-tinh", NULL },
    { "fields", "Đền bù đất ở Ninh Thuận.", NULL, NULL, NULL, NULL, NULL,
      NULL, NULL, NULL },
    { "twice", "Lần đầu", "61/KH-UBND", NULL, NULL, NULL, NULL, NULL, NULL,
      NULL },
    { "twice-too", "Lần sau", "61/KH-UBND-VX", NULL, NULL, NULL, NULL, NULL,
      NULL, NULL },
    { "story", "Thể lệ", "29/2016/NQ-HĐND", NULL, NULL,
      "mot-phut-ke-chuyen-ocop-que-em", NULL, NULL, NULL, NULL },
    { "peace", "Ngày hội vì hòa bình của thiếu nhi.", NULL, NULL, NULL, NULL,
      NULL, NULL, NULL, NULL },
    { "contest", "Cuộc thi “Tuyến phố văn minh, sạch đẹp”.", NULL, NULL,
      "2024", "tuyen-pho-van-minh-sach-dep", NULL, NULL, NULL, NULL },
};

/* ---- indexes --------------------------------------------------------- */

static inline size_t add_term(struct cvd_field_term *terms, size_t n,
                              enum cvd_field field, const char *term)
{
    if (term)
        terms[n++] = (struct cvd_field_term){ field, cvd_str_from(term) };
    return n;
}

/* Terms of a number, as an indexer makes them; they lie in `n` and `begins`,
 * "277-kh". */
static inline size_t add_number(struct cvd_field_term *terms, size_t count,
                                enum cvd_field field, const char *number,
                                struct cvd_number *n, struct cvd_buf *begins)
{
    struct cvd_entities e = { 0 };

    if (!number)
        return count;
    assert_int_equal(cvd_entities_find(cvd_str_from(number), true, &e),
                     CVD_OK);
    assert_int_equal(e.number_count, 1);
    *n = e.numbers[0];
    cvd_entities_release(&e);
    count = add_term(terms, count, field, n->key);
    if (strcmp(n->key, n->folded_key) != 0)
        count = add_term(terms, count, field, n->folded_key);
    if (!n->type[0])
        return count;
    assert_int_equal(
        cvd_buf_printf(begins, "%.*s-", (int)strspn(n->key, "0123456789"),
                       n->key), CVD_OK);
    assert_int_equal(cvd_slug(cvd_str_from(n->type), begins), CVD_OK);
    return add_term(terms, count, field, begins->ptr);
}

static inline void add_paper(struct cvd_chunk *c, const struct paper *p)
{
    struct cvd_err err = { 0 };
    struct cvd_buf text = { 0 };
    struct cvd_tokens tokens = { 0 };
    struct cvd_field_term terms[12];
    struct cvd_number own, other;
    struct cvd_buf begins = { 0 }, other_begins = { 0 };
    unsigned char sha[32];
    struct cvd_doc doc = { .id = cvd_str_from(p->id) };
    char year[5] = "";
    size_t n = 0;

    assert_ok(cvd_text_normalize(cvd_str_from(p->text), &text, &err));
    assert_ok(cvd_tokenize(cvd_buf_str(&text), &tokens));
    struct cvd_word *words = sample_words(&tokens);
    doc.text = cvd_buf_str(&text);
    /* In the order of the fields, as the writer wants them. */
    n = add_number(terms, n, CVD_F_NUMBER, p->number, &own, &begins);
    if (p->number)
        assert_ok(cvd_doc_add_value(&doc, CVD_F_NUMBER,
                                    cvd_str_from(p->number)));
    n = add_number(terms, n, CVD_F_CITES, p->cites, &other, &other_begins);
    n = add_term(terms, n, CVD_F_TYPE, p->type);
    n = add_term(terms, n, CVD_F_PROVINCE, p->province);
    n = add_term(terms, n, CVD_F_ON_MAP, p->map);
    n = add_term(terms, n, CVD_F_ON_MAP, p->map_too);
    n = add_term(terms, n, CVD_F_CAMPAIGN, p->campaign);
    if (p->date) {
        memcpy(year, p->date, 4);
        n = add_term(terms, n, CVD_F_YEAR, year);
        assert_ok(cvd_doc_add_value(&doc, CVD_F_DATE,
                                    cvd_str_from(p->date)));
    }
    struct cvd_indexed d = { .doc = &doc, .words = words,
                             .word_count = tokens.count, .terms = terms,
                             .term_count = n };
    cvd_sha256(cvd_buf_str(&text), sha);
    memcpy(d.content, sha, sizeof d.content);
    assert_ok(cvd_chunk_add(c, &d, &err));
    free(words);
    cvd_doc_release(&doc);
    cvd_tokens_release(&tokens);
    cvd_buf_release(&text);
    cvd_buf_release(&begins);
    cvd_buf_release(&other_begins);
}

static inline struct cvd_searcher *open_papers(const char *dir,
                                               const struct paper *list,
                                               size_t n)
{
    struct cvd_err err = { 0 };
    struct cvd_writer *w = NULL;
    struct cvd_chunk *c = NULL;
    struct cvd_published published;
    struct cvd_searcher *s = NULL;

    assert_ok(cvd_writer_open(dir, true, &w, &err));
    assert_ok(cvd_chunk_new(w, &c, &err));
    for (size_t i = 0; i < n; i++)
        add_paper(c, &list[i]);
    assert_ok(cvd_chunk_seal(c, &err));
    assert_ok(cvd_writer_take(w, c, 0, &err));
    assert_ok(cvd_writer_publish(w, &published, &err));
    cvd_writer_close(w);
    assert_ok(cvd_searcher_open(dir, &s, &err));
    return s;
}

static inline int open_index(void **state)
{
    if (make_dir(state) != 0)
        return -1;
    searcher = open_papers(*state, papers, sizeof papers / sizeof *papers);
    return 0;
}

#endif
