/* test_suggest.c - what is suggested for what was typed: which kinds, in which
 * order, and what is left of the query. */
#include "tests/unit/searcher_support.h"

#include "search/search.h"

/* NULL: none. */
struct paper {
    const char *id, *title, *text;
    const char *number, *type, *date, *campaign, *map, *map_too;
};

static const struct paper papers[] = {
    { "ke-hoach-277", "Bình chọn sản phẩm OCOP tỉnh Ninh Thuận",
      "Kế hoạch bình chọn sản phẩm OCOP, hàng Việt của tỉnh Ninh Thuận.",
      "277-KH/BCĐ", "ke-hoach", "2023-08-08", "moi-xa-mot-san-pham",
      "ninh-thuan", "khanh-hoa" },
    { "ke-hoach-37", "Người Việt Nam ưu tiên dùng hàng Việt Nam",
      "Kế hoạch của Tỉnh ủy, cuộc vận động: người Việt Nam ưu tiên dùng hàng "
      "Việt Nam.",
      "37-KH/TU", "ke-hoach", "2021-10-25",
      "nguoi-viet-nam-uu-tien-dung-hang-viet-nam", "ha-tinh", NULL },
    { "quyet-dinh", "Về việc xây dựng nông thôn mới",
      "Quyết định về xây dựng nông thôn mới, nông thôn văn minh. Luật đất "
      "đai. Đất nước. Hà Tĩnh, Hà Nam.",
      "30/2020/QĐ-UBND", "quyet-dinh", "2020-05-01",
      "chuong-trinh-muc-tieu-quoc-gia-xay-dung-nong-thon-moi", "ha-tinh",
      NULL },
    { "cong-van", "Trồng cây của xóm",
      "Công văn về phong trào trồng cây của xóm, thành phố Hồ Chí Minh.",
      "788/STP-HCBT", "cong-van", "2025-05-16", "trong-cay-cua-xom",
      "ho-chi-minh", NULL },
    { "cong-van-2", "Trồng cây của xóm năm sau",
      "Công văn về phong trào trồng cây của xóm.",
      "789/STP-HCBT", "cong-van", "2025-06-16", "trong-cay-cua-xom",
      "ho-chi-minh", NULL },
    { "own", "Một phần khác", "Ngày chủ nhật xanh của cơ quan.", NULL, NULL,
      NULL, "chu-nhat-xanh-cua-co-quan", NULL, NULL },
    { "html", "Chữ <b>đậm</b>\n và \"nháy\"", "Chữ đậm và nháy.", NULL, NULL,
      NULL, NULL, NULL, NULL },
};

static const char own_campaigns[] =
    "Chủ nhật xanh của cơ quan\tCNX;Chủ nhật không rác\n";

/* ---- an index -------------------------------------------------------- */

static size_t add_term(struct cvd_field_term *terms, size_t n,
                       enum cvd_field field, const char *term)
{
    if (term)
        terms[n++] = (struct cvd_field_term){ field, cvd_str_from(term) };
    return n;
}

static void add_value(struct cvd_doc *d, enum cvd_field f, const char *value)
{
    if (value)
        assert_int_equal(cvd_doc_add_value(d, f, cvd_str_from(value)),
                         CVD_OK);
}

static void add_paper(struct cvd_chunk *c, const struct paper *p)
{
    struct cvd_err err = { 0 };
    struct cvd_tokens tokens = { 0 }, title = { 0 };
    struct cvd_entities e = { 0 };
    struct cvd_field_term terms[8];
    size_t n = 0;
    struct cvd_doc doc = { .id = cvd_str_from(p->id),
                           .title = cvd_str_from(p->title),
                           .text = cvd_str_from(p->text) };

    assert_ok(cvd_tokenize(doc.text, &tokens));
    assert_ok(cvd_tokenize(doc.title, &title));
    assert_ok(cvd_entities_find(cvd_str_from(p->number), true, &e));
    if (p->number) {
        n = add_term(terms, n, CVD_F_NUMBER, e.numbers[0].key);
        n = add_term(terms, n, CVD_F_NUMBER, e.numbers[0].folded_key);
    }
    n = add_term(terms, n, CVD_F_TYPE, p->type);
    n = add_term(terms, n, CVD_F_CAMPAIGN, p->campaign);
    n = add_term(terms, n, CVD_F_ON_MAP, p->map);
    n = add_term(terms, n, CVD_F_ON_MAP, p->map_too);
    add_value(&doc, CVD_F_NUMBER, p->number);
    add_value(&doc, CVD_F_DATE, p->date);
    add_value(&doc, CVD_F_CAMPAIGN, p->campaign);
    if (p->campaign && strcmp(p->campaign, "trong-cay-cua-xom") == 0)
        add_value(&doc, CVD_F_CAMPAIGN_NAME, "Trồng cây của xóm");
    struct cvd_word *words = sample_words(&tokens);
    struct cvd_word *title_words = sample_words(&title);
    struct cvd_indexed d = { .doc = &doc, .words = words,
                             .word_count = tokens.count,
                             .title = title_words,
                             .title_count = title.count,
                             .title_weight = cvd_title_weight(title.count),
                             .terms = terms, .term_count = n };
    memcpy(d.content, p->id, strlen(p->id));
    assert_ok(cvd_chunk_add(c, &d, &err));
    free(words);
    free(title_words);
    cvd_doc_release(&doc);
    cvd_entities_release(&e);
    cvd_tokens_release(&tokens);
    cvd_tokens_release(&title);
}

static void index_papers(const char *dir)
{
    struct cvd_err err = { 0 };
    struct cvd_writer *w = NULL;
    struct cvd_chunk *c = NULL;
    struct cvd_published published;

    assert_ok(cvd_writer_open(dir, true, &w, &err));
    assert_ok(cvd_chunk_new(w, &c, &err));
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++)
        add_paper(c, &papers[i]);
    assert_ok(cvd_chunk_seal(c, &err));
    assert_ok(cvd_writer_take(w, c, 0, &err));
    assert_ok(cvd_writer_publish(w, &published, &err));
    cvd_writer_close(w);
    assert_ok(cvd_list_write(dir, CVD_LIST_CAMPAIGNS,
                             cvd_str_from(own_campaigns), &err));
}

static int open_index(void **state)
{
    if (make_dir(state) != 0)
        return -1;
    index_papers(*state);
    return open_searcher(state);
}

/* ---- asking ---------------------------------------------------------- */

struct answer {
    struct cvd_suggestion *list;
    size_t count;
};

static struct answer suggest_bytes(struct cvd_str typed, size_t limit)
{
    struct cvd_err err = { 0 };
    struct answer a;

    assert_ok(cvd_suggest(searcher, typed, limit, &a.list, &a.count, &err));
    assert_true(a.count <= limit);
    return a;
}

static struct answer suggest(const char *typed)
{
    return suggest_bytes(cvd_str_from(typed), 10);
}

static const char *text_of(const struct cvd_buf *b)
{
    return b->ptr ? b->ptr : "";
}

/* The place of a suggestion, or the count. */
static size_t find(const struct answer *a, const char *kind, const char *text)
{
    size_t i = 0;

    while (i < a->count &&
           (strcmp(a->list[i].kind, kind) != 0 ||
            (text && strcmp(text_of(&a->list[i].text), text) != 0)))
        i++;
    return i;
}

static bool has(const char *typed, const char *kind, const char *text)
{
    struct answer a = suggest(typed);
    bool found = find(&a, kind, text) < a.count;

    cvd_suggestions_free(a.list, a.count);
    return found;
}

/* ---- what comes first ------------------------------------------------ */

static const struct {
    const char *typed, *kind, *text, *value, *query, *detail;
} firsts[] = {
    /* An abbreviation or a name outright; its abbreviation is said. */
    { "ocop", "campaign", "Mỗi xã một sản phẩm", "moi-xa-mot-san-pham", "",
      "OCOP" },
    { "NTM", "campaign",
      "Chương trình mục tiêu quốc gia xây dựng nông thôn mới",
      "chuong-trinh-muc-tieu-quoc-gia-xay-dung-nong-thon-moi", "", "NTM" },
    { "cnx", "campaign", "Chủ nhật xanh của cơ quan",
      "chu-nhat-xanh-cua-co-quan", "", "CNX" },
    { "chu nhat khong r", "campaign", "Chủ nhật xanh của cơ quan",
      "chu-nhat-xanh-cua-co-quan", "", "" },
    { "người việt nam ư", "campaign",
      "Người Việt Nam ưu tiên dùng hàng Việt Nam",
      "nguoi-viet-nam-uu-tien-dung-hang-viet-nam", "", "" },
    /* A province behind words, which are left. */
    { "nông thôn mới hà t", "province", "Hà Tĩnh", "ha-tinh",
      "nông thôn mới", "" },
    { "nong thon moi ha t", "province", "Hà Tĩnh", "ha-tinh",
      "nong thon moi", "" },
    /* A kind alone names nothing yet. */
    { "cuộc v", "words", "cuộc vận", "", "cuộc vận", "" },
    /* Its kind is its own. */
    { "nông thôn tỉnh hà t", "province", "Hà Tĩnh", "ha-tinh", "nông thôn",
      "" },
    { "cuộc vận động ocop", "campaign", "Mỗi xã một sản phẩm",
      "moi-xa-mot-san-pham", "", "OCOP" },
    /* Old and new provinces, aliases. */
    { "ninh t", "province", "Ninh Thuận", "ninh-thuan", "",
      "nay thuộc Khánh Hòa" },
    { "khanh h", "province", "Khánh Hòa", "khanh-hoa", "", "" },
    { "Sài Gòn", "province", "Thành phố Hồ Chí Minh", "ho-chi-minh", "", "" },
    /* A type. */
    { "kế h", "type", "Kế hoạch", "ke-hoach", "", "" },
    /* A number begun, and whole: the document. */
    { "277", "number", "277-KH/BCĐ", "277-KH/BCĐ", "277-KH/BCĐ", "" },
    { "277-kh/bcd", "document", "Bình chọn sản phẩm OCOP tỉnh Ninh Thuận",
      "ke-hoach-277", "", "277-KH/BCĐ · 08/08/2023" },
    { "kế hoạch 27", "number", "277-KH/BCĐ", "277-KH/BCĐ", "277-KH/BCĐ", "" },
    { "quyết định 3", "number", "30/2020/QĐ-UBND", "30/2020/QĐ-UBND",
      "30/2020/QĐ-UBND", "" },
    { "theo 277-k", "number", "277-KH/BCĐ", "277-KH/BCĐ",
      "theo 277-KH/BCĐ", "" },
    /* Words, their marks put back; one word more. */
    { "nong th", "words", "nông thôn", "", "nông thôn", "" },
    { "nông thôn ", "words", "nông thôn mới", "", "nông thôn mới", "" },
};

static void test_first(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
        struct answer a = suggest(firsts[i].typed);
        if (!a.count)
            fail_msg("'%s': nothing", firsts[i].typed);
        const struct cvd_suggestion *s = &a.list[0];
        if (strcmp(s->kind, firsts[i].kind) != 0 ||
            strcmp(text_of(&s->text), firsts[i].text) != 0 ||
            strcmp(text_of(&s->value), firsts[i].value) != 0 ||
            strcmp(text_of(&s->query), firsts[i].query) != 0 ||
            strcmp(text_of(&s->detail), firsts[i].detail) != 0)
            fail_msg("'%s': %s '%s' value '%s' query '%s' detail '%s'",
                     firsts[i].typed, s->kind, text_of(&s->text),
                     text_of(&s->value), text_of(&s->query),
                     text_of(&s->detail));
        cvd_suggestions_free(a.list, a.count);
    }
}

/* ---- what is offered, and what is not -------------------------------- */

static const struct {
    const char *typed, *kind, *text;
    bool offered;
} offers[] = {
    /* Typed marks bind, in words and in names. */
    { "hàng vi", "words", "hàng việt", true },
    { "hàng ví", "words", NULL, false },
    { "há t", "province", NULL, false },
    /* No document bears it. */
    { "cà m", "province", NULL, false },
    { "thông b", "type", NULL, false },
    { "bình dân học vụ số", "campaign", NULL, false },
    /* The beginning of any word of a name. */
    { "thuan", "province", "Ninh Thuận", true },
    { "san ph", "campaign", "Mỗi xã một sản phẩm", true },
    /* Not a lone word inside a name, behind other words. */
    { "xóm sả", "campaign", NULL, false },
    /* An abbreviation stands alone. */
    { "xóm kh", "type", NULL, false },
    { "kh", "type", "Kế hoạch", true },
    /* A campaign that is on no list, found by its name's code. */
    { "trong cay c", "campaign", "Trồng cây của xóm", true },
    { "trồng cầy c", "campaign", NULL, false },
    { "phong trào trồng c", "campaign", "Trồng cây của xóm", true },
    /* What is in quotation marks, or belongs to a sign, is no name. */
    { "\"nông thôn hà t", "province", NULL, false },
    { "-hà t", "province", NULL, false },
    { "(nông thôn) hà t", "province", "Hà Tĩnh", true },
    /* A name that is a person's does not go before words. */
    { "hồ chí m", "province", "Thành phố Hồ Chí Minh", true },
    { "hồ chí m", "words", "hồ chí minh", true },
    /* Words that are a name are not offered twice. */
    { "hà t", "words", "hà tĩnh", false },
    /* Words that stand side by side by twos only. */
    { "luật đất", "words", "luật đất đai", true },
    { "luật đất", "words", "luật đất nước", false },
    /* Titles with all words, the last begun, in any order. */
    { "nông thôn m", "document", "Về việc xây dựng nông thôn mới", true },
    { "mới nông th", "document", "Về việc xây dựng nông thôn mới", true },
    { "nông thôn đất", "document", NULL, false },
    /* In the middle of a title too. */
    { "cây của", "document", "Trồng cây của xóm", true },
    { "chữ đ", "document", "Chữ <b>đậm</b> và \"nháy\"", true },
};

static void test_offered(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof offers / sizeof *offers; i++)
        if (has(offers[i].typed, offers[i].kind, offers[i].text) !=
            offers[i].offered)
            fail_msg("'%s': %s '%s' is %soffered", offers[i].typed,
                     offers[i].kind, offers[i].text ? offers[i].text : "any",
                     offers[i].offered ? "not " : "");
}

static void test_title_that_begins_so_is_first(void **state)
{
    struct answer a = suggest("trồng cây");

    (void)state;
    /* Both begin so; the newer one first. */
    size_t newer = find(&a, "document", "Trồng cây của xóm năm sau");
    assert_true(newer < find(&a, "document", "Trồng cây của xóm"));
    cvd_suggestions_free(a.list, a.count);
}

static void test_counts(void **state)
{
    struct answer a = suggest("hà t");

    (void)state;
    assert_true(a.list[0].counted);
    assert_int_equal(a.list[0].documents, 2);
    cvd_suggestions_free(a.list, a.count);
    a = suggest("ocop");
    assert_int_equal(a.list[0].documents, 1);
    cvd_suggestions_free(a.list, a.count);
}

static void test_limit(void **state)
{
    static const char *const typed[] = { "h", "n", "2", "hà t", "nông thôn" };

    (void)state;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        for (size_t limit = 0; limit <= 12; limit++) {
            struct answer a = suggest_bytes(cvd_str_from(typed[i]), limit);
            assert_true(!limit || a.count);
            cvd_suggestions_free(a.list, a.count);
        }
}

static void test_half_are_words(void **state)
{
    size_t names = 0, documents = 0;
    struct answer a = suggest("n");

    (void)state;
    for (size_t i = 0; i < a.count; i++) {
        names += strcmp(a.list[i].kind, "campaign") == 0;
        documents += strcmp(a.list[i].kind, "document") == 0;
    }
    assert_true(find(&a, "words", NULL) < a.count);
    assert_true(names <= 3 && documents <= 3);
    cvd_suggestions_free(a.list, a.count);
}

/* ---- what comes from anywhere ---------------------------------------- */

static void test_hostile(void **state)
{
    static const char *const typed[] = {
        "", " ", "\"", "((((", "))))", "-", "*", "+", ":", "tỉnh:", "số:",
        "\"\"\"\" a", "\xE2\x80\x8B", "a\xCC\x81", "1/", "1-", "9999999999",
        "0/0/0/0", "<script>", "AND", "OR OR", "NOT NOT x", "\t\n", "đ", "Đ",
        "01-01-01-01-01", "kế hoạch 277 277 277", "…", "😀", "😀 h",
    };

    (void)state;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        struct answer a = suggest(typed[i]);
        cvd_suggestions_free(a.list, a.count);
    }
}

static void test_long(void **state)
{
    static const char *const units[] = { "nông thôn ", "a", "1/", "\"", "h ",
                                         "tỉnh ", "ocop ", "-(", "đ" };
    struct cvd_buf text = { 0 };
    enum { NEARLY_MAX = 8000 };

    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        cvd_buf_clear(&text);
        while (text.len < NEARLY_MAX)
            assert_int_equal(cvd_buf_add_text(&text, units[i]), CVD_OK);
        struct answer a = suggest_bytes(cvd_buf_str(&text), 10);
        cvd_suggestions_free(a.list, a.count);
    }
    cvd_buf_release(&text);
}

static void test_refuses(void **state)
{
    static char long_text[9000];
    struct cvd_err err = { 0 };
    struct cvd_suggestion *s;
    size_t n;

    (void)state;
    assert_int_equal(cvd_suggest(searcher, cvd_str_from("\xFF\xFE"), 10, &s,
                                 &n, &err), CVD_EUSAGE);
    memset(long_text, 'a', sizeof long_text);
    assert_int_equal(cvd_suggest(searcher, (struct cvd_str){
                                     long_text, sizeof long_text }, 10, &s,
                                 &n, &err), CVD_ELIMIT);
    assert_null(s);
    assert_int_equal(n, 0);
}

static void test_json(void **state)
{
    struct answer a = suggest("nông thôn mới hà t");
    struct cvd_buf json = { 0 };

    (void)state;
    assert_int_equal(cvd_suggestions_json(cvd_str_from("x\"<"), a.list, 1,
                                          &json), CVD_OK);
    assert_string_equal(json.ptr,
        "{\"query\":\"x\\\"<\",\"suggestions\":[{\"text\":\"Hà Tĩnh\","
        "\"kind\":\"province\",\"count\":2,\"value\":\"ha-tinh\","
        "\"query\":\"nông thôn mới\",\"detail\":null}]}");
    cvd_buf_release(&json);
    cvd_suggestions_free(a.list, a.count);
}

/* ---- removed documents ----------------------------------------------- */

static void remove_paper(const char *dir, const char *id)
{
    struct cvd_err err = { 0 };
    struct cvd_writer *w = NULL;
    struct cvd_published published;

    assert_ok(cvd_writer_open(dir, false, &w, &err));
    assert_ok(cvd_writer_remove(w, cvd_str_from(id), &err));
    assert_ok(cvd_writer_publish(w, &published, &err));
    cvd_writer_close(w);
    cvd_searcher_close(searcher);
    assert_ok(cvd_searcher_open(dir, &searcher, &err));
}

static void test_removed(void **state)
{
    assert_true(has("ninh t", "province", "Ninh Thuận"));
    assert_true(has("hà t", "province", "Hà Tĩnh"));
    remove_paper(*state, "ke-hoach-277");
    assert_false(has("ninh t", "province", NULL));
    assert_false(has("ocop", "campaign", NULL));
    assert_false(has("ocop", "words", NULL));
    assert_false(has("277", "number", NULL));
    assert_false(has("277-kh/bcd", "document", NULL));
    assert_false(has("bình chọn", "document", NULL));
    remove_paper(*state, "quyet-dinh");
    struct answer a = suggest("hà t");
    assert_string_equal(a.list[0].kind, "province");
    assert_int_equal(a.list[0].documents, 1);
    cvd_suggestions_free(a.list, a.count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first),
        cmocka_unit_test(test_offered),
        cmocka_unit_test(test_title_that_begins_so_is_first),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_half_are_words),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_removed),
    };

    return cmocka_run_group_tests(tests, open_index, close_searcher);
}
