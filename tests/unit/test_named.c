/* test_named.c - what the free words of a question name, and what that does
 * to the answer: it puts what fits first and loses nothing. */
#include "tests/unit/support.h"

#include "analyzers/slug.h"
#include "search/named.h"
#include "search/searcher.h"

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

static size_t add_term(struct cvd_field_term *terms, size_t n,
                       enum cvd_field field, const char *term)
{
    if (term)
        terms[n++] = (struct cvd_field_term){ field, cvd_str_from(term) };
    return n;
}

/* Terms of a number, as an indexer makes them; they lie in `n` and `begins`,
 * "277-kh". */
static size_t add_number(struct cvd_field_term *terms, size_t count,
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

static void add_paper(struct cvd_chunk *c, const struct paper *p)
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

static struct cvd_searcher *open_papers(const char *dir,
                                        const struct paper *list, size_t n)
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

static struct cvd_searcher *searcher;

static int open_index(void **state)
{
    if (make_dir(state) != 0)
        return -1;
    searcher = open_papers(*state, papers, sizeof papers / sizeof *papers);
    return 0;
}

static int close_index(void **state)
{
    cvd_searcher_close(searcher);
    return drop_dir(state);
}

/* ---- what is named --------------------------------------------------- */

/* Written "field=term ", in the order of the question; "-" after a term that
 * only begins so. */
static void naming(const char *question, char *out, size_t size)
{
    struct cvd_err err = { 0 };
    struct cvd_query q = { 0 };

    assert_ok(cvd_query_parse(cvd_str_from(question), &q, &err));
    assert_ok(cvd_query_name(searcher->store, NULL, &q, &err));
    out[0] = '\0';
    for (size_t i = 0; i < q.named_count; i++) {
        size_t n = strlen(out);
        (void)snprintf(out + n, size - n, "%s%s=%s", n ? " " : "",
                       cvd_fields[q.named[i].field].name, q.named[i].term);
    }
    cvd_query_release(&q);
}

static const struct {
    const char *question, *want;
} naming_cases[] = {
    { "kế hoạch 277 ocop ninh thuận 2023",
      "type=ke-hoach number=277-kh campaign=moi-xa-mot-san-pham "
      "province=ninh-thuan year=2023" },
    { "2023 ninh thuận ocop kế hoạch 277",
      "year=2023 province=ninh-thuan campaign=moi-xa-mot-san-pham "
      "type=ke-hoach number=277-kh" },
    { "công văn 788", "type=cong-van number=788-" },
    { "kế hoạch số 0277", "type=ke-hoach number=277-kh" },
    { "số 14", "number=14-" },
    { "kế hoạch 2023", "type=ke-hoach year=2023" },
    { "thông báo kết luận huyện hương sơn",
      "type=thong-bao-ket-luan district=huong-son" },
    { "cuộc thi tuyến phố văn minh sạch đẹp",
      "campaign=tuyen-pho-van-minh-sach-dep" },
    /* the longest name wins, on a list or not */
    { "một phút kể chuyện ocop quê em",
      "campaign=mot-phut-ke-chuyen-ocop-que-em" },
    { "tỉnh nào dùng hàng việt", "" },
    { "thực hiện kế hoạch", "" },
    /* a figure that counts time numbers nothing */
    { "kế hoạch 5 năm", "type=ke-hoach" },
    { "kế hoạch 5 năm 2021-2025", "type=ke-hoach" },
    { "kế hoạch 277 năm 2023", "type=ke-hoach number=277-kh year=2023" },
    { "kế hoạch 277 ngày 8/8/2023", "type=ke-hoach number=277-kh" },
    { "báo cáo 6 tháng đầu năm 2024", "type=bao-cao year=2024" },
    { "thông báo 15 ngày nghỉ", "type=thong-bao" },
    /* nor is the end of a period a year */
    { "ocop 2021 - 2025", "campaign=moi-xa-mot-san-pham" },
    { "ocop từ 2021 đến 2023", "campaign=moi-xa-mot-san-pham" },
    /* provinces that are words, and words that are none */
    { "vì hòa bình", "" },
    { "vì Hòa Bình", "province=hoa-binh" },
    { "tỉnh hòa bình", "province=hoa-binh" },
    { "hiến máu thái bình", "province=thai-binh" },
    { "thái bình dương", "" },
    { "Thái Bình Dương", "" },
    { "việt nam định hướng", "" },
    { "nam định hướng", "" },
    { "nam định hướng dẫn thu", "province=nam-dinh" },
    { "quảng nam định hướng", "province=quang-nam" },
    { "sơn la hét", "" },
    { "tp hcm", "province=ho-chi-minh" },
    { "sài gòn", "province=ho-chi-minh" },
    { "đắc lắc", "province=dak-lak" },
    { "quảng ninh thuận lợi", "province=quang-ninh" },
    /* what does not rank names nothing */
    { "\"ninh thuận\"", "" },
    { "+ninh +thuận", "" },
    { "-ninh -thuận", "" },
    { "=ninh =thuận", "" },
    { "(ninh thuận)", "" },
    { "ninh* thuận", "" },
    { "", "" },
};

static void names_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof naming_cases / sizeof *naming_cases; i++) {
        char got[512];
        naming(naming_cases[i].question, got, sizeof got);
        if (strcmp(got, naming_cases[i].want) != 0)
            fail_msg("'%s' names '%s', not '%s'", naming_cases[i].question,
                     got, naming_cases[i].want);
    }
}

/* The question with all its marks taken off. */
static void strip(const char *question, char *out, size_t size)
{
    struct cvd_tokens t = { 0 };
    struct cvd_buf text = { 0 };
    size_t at = 0, n = 0;

    assert_int_equal(cvd_text_normalize(cvd_str_from(question), &text, NULL),
                     CVD_OK);
    assert_int_equal(cvd_tokenize(cvd_buf_str(&text), &t), CVD_OK);
    for (size_t i = 0; i < t.count; i++) {
        struct cvd_str f = cvd_token_folded(&t, i);
        size_t gap = t.tok[i].start - at;
        assert_true(n + gap + f.len < size);
        memcpy(out + n, text.ptr + at, gap);
        memcpy(out + n + gap, f.ptr, f.len);
        n += gap + f.len;
        at = t.tok[i].end;
    }
    out[n] = '\0';
    cvd_tokens_release(&t);
    cvd_buf_release(&text);
}

/* Stripping folds capitals too, so not where those decide, and not where an
 * operator holds the end of the question. */
static void names_do_not_hang_on_marks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof naming_cases / sizeof *naming_cases; i++) {
        char plain[256], got[512];
        const char *q = naming_cases[i].question;
        if (strstr(q, "Hòa Bình") || strpbrk(q, "\"()*"))
            continue;
        strip(q, plain, sizeof plain);
        naming(plain, got, sizeof got);
        if (strcmp(got, naming_cases[i].want) != 0)
            fail_msg("'%s' names '%s', '%s' names '%s'", q,
                     naming_cases[i].want, plain, got);
    }
}

/* Where marks are typed they count: a sở is no số, and nam is no năm. */
static void marks_typed_bind(void **state)
{
    char got[256];

    (void)state;
    naming("sở 14", got, sizeof got);
    assert_string_equal(got, "");
    naming("bảo cao 14", got, sizeof got);
    assert_string_equal(got, "");
    struct cvd_err err = { 0 };
    struct cvd_query q = { 0 };
    assert_ok(cvd_query_parse(cvd_str_from("hàng việt nam 2023"), &q, &err));
    assert_ok(cvd_query_name(searcher->store, NULL, &q, &err));
    assert_int_equal(q.named_count, 1);
    assert_int_equal(q.named[0].count, 1);
    cvd_query_release(&q);
}

static void more_names_than_room_are_cut(void **state)
{
    static char text[8100];
    struct cvd_err err = { 0 };
    struct cvd_query q = { 0 };

    (void)state;
    for (size_t n = 0; n + 10 < sizeof text; n += 9)
        memcpy(text + n, "an giang ", 10);
    assert_ok(cvd_query_parse(cvd_str_from(text), &q, &err));
    assert_ok(cvd_query_name(searcher->store, NULL, &q, &err));
    assert_int_equal(q.named_count, CVD_NAMED_MAX);
    cvd_query_release(&q);
}

/* ---- what is found --------------------------------------------------- */

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
        cmocka_unit_test(names_are_read),
        cmocka_unit_test(names_do_not_hang_on_marks),
        cmocka_unit_test(marks_typed_bind),
        cmocka_unit_test(more_names_than_room_are_cut),
        cmocka_unit_test(nothing_is_lost),
        cmocka_unit_test(pages_are_the_whole),
        cmocka_unit_test(what_fits_comes_first),
        cmocka_unit_test(a_running_number_is_understood_whole),
        cmocka_unit_test(a_number_is_taken_as_people_write_it),
        cmocka_unit_test(dates_sort_and_filters_narrow),
        cmocka_unit_test_setup_teardown(a_long_list_has_every_hit, make_dir,
                                        drop_dir),
    };

    return cmocka_run_group_tests(tests, open_index, close_index);
}
