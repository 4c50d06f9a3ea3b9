/* query.c - any bytes as a question to a small index: parsed, planned,
 * answered, shown; search/search.h. */
#include "tests/unit/support.h"

#include "tests/fuzz/fuzz.h"

#include "analyzers/keyboard.h"
#include "search/query.h"
#include "search/search.h"

#include <jansson.h>

/* ---- the index ------------------------------------------------------- */

#define SAMPLES "corpus/samples/ninh-thuan/"

/* Documents in the two parts of the index: of ours, and what a page must
 * not show as it is.  `text` of the first is read from file `id`. */
static struct sample docs[] = {
    { SAMPLES "ke-hoach-277-bcd-2023.txt", NULL, "277-KH/BCĐ", "2023-08-08",
      "ke-hoach" },
    { SAMPLES "ke-hoach-37-tu-2021.txt", NULL, "37-KH/TU", "2021-10-25",
      "ke-hoach" },
    { SAMPLES "giay-moi-95-trao-giai-ocop-2023.txt", NULL, NULL, "2023",
      "giay-moi" },
    { SAMPLES "huong-dan-ldld-bua-an-ca-2022.txt", NULL, NULL, "2022-05",
      "huong-dan" },
    { SAMPLES "cong-van-ninh-hai-tem-truy-xuat-2023.txt", NULL, NULL, NULL,
      "cong-van" },
    { "html", "Chữ <mark>đậm</mark> & \"nháy\" 'đơn' &amp; của hàng hóa",
      NULL, NULL, NULL },
    { "marks", "C Ộ N G  H Ò A nguoi viet nam uu tien dung hang viet, "
      "công sản cộng sản, ngàу đương dương đường duong", NULL, NULL, NULL },
    { "odd", "\x01\x7F\xEF\xBF\xBD 北京 Россия e\xCC\x81\xCC\x81\xCC\x81 "
      "\xF0\x9D\x90\x8A\xE2\x80\x8B\xC2\xAD", NULL, "1999-12-31", NULL },
};
enum { DOCS = sizeof docs / sizeof *docs, FIRST_PART = 5 };

static struct cvd_searcher *searcher;
static struct cvd_store *store;

static void close_index(void)
{
    cvd_searcher_close(searcher);
    cvd_store_close(store);
}

static void must(enum cvd_status st, const struct cvd_err *err)
{
    if (st == CVD_OK)
        return;
    (void)fprintf(stderr, "%s\n", err->msg);
    exit(1);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    char dir[] = "/tmp/cvd-fuzz-XXXXXX";
    struct cvd_buf text[DOCS] = { 0 };
    struct cvd_err err = { 0 };
    struct cvd_published p;

    (void)argc;
    (void)argv;
    if (!mkdtemp(dir) || atexit(close_index) != 0)
        exit(1);
    for (size_t i = 0; i < DOCS; i++) {
        if (docs[i].text)
            continue;
        must(cvd_file_read(docs[i].id, CVD_DOC_BYTES_MAX, &text[i], &err),
             &err);
        docs[i].text = text[i].ptr;
    }
    must(add_samples(dir, true, docs, FIRST_PART, 2, &p, &err), &err);
    must(add_samples(dir, false, docs + FIRST_PART, DOCS - FIRST_PART, 8, &p,
                     &err), &err);
    for (size_t i = 0; i < DOCS; i++)
        cvd_buf_release(&text[i]);
    must(cvd_searcher_open(dir, &searcher, &err), &err);
    must(cvd_store_open(dir, &store, &err), &err);
    /* What is open stays: so a crash leaves nothing behind. */
    must(cvd_dir_remove(dir, &err), &err);
    return 0;
}

/* ---- parsing and planning -------------------------------------------- */

static void check_group(const struct cvd_query *q, const struct cvd_group *g,
                        unsigned depth)
{
    struct cvd_str text = cvd_buf_str(&q->text);

    require(depth <= CVD_QUERY_DEPTH_MAX, text);
    for (size_t b = 0; b < g->count; b++) {
        for (size_t i = 0; i < g->bags[b].count; i++) {
            const struct cvd_item *item = &g->bags[b].items[i];
            if (item->kind == CVD_I_GROUP) {
                require(item->kid, text);
                check_group(q, item->kid, depth + 1);
                continue;
            }
            require(item->first + item->count <= q->tokens.count, text);
            require(item->number == SIZE_MAX ||
                        item->number < q->entities.number_count, text);
            require(item->date == SIZE_MAX ||
                        item->date < q->entities.date_count, text);
            require(item->kind == CVD_I_FIELD || item->count, text);
            require(memchr(item->key, '\0', sizeof item->key), text);
            if (item->kind == CVD_I_FIELD)
                require(item->value.ptr >= text.ptr &&
                            item->value.ptr + item->value.len <=
                                text.ptr + text.len, text);
        }
    }
}

static void check_plans(const struct cvd_query *q,
                        const struct cvd_request *r)
{
    for (int m = 0; m < 4; m++) {
        struct cvd_plan_mode mode = { .widen = m & 1, .rest = m & 2 };
        struct cvd_plan plan;
        struct cvd_err err = { 0 };
        require(cvd_plan_make(store, &cvd_ranking_default, NULL, q, r, mode,
                              &plan, &err) == CVD_OK, r->query);
        require(plan.root, r->query);
        cvd_plan_release(&plan);
    }
}

/* ---- answers --------------------------------------------------------- */

/* Escaped text, and <mark> and </mark> in turns. */
static void check_snippet(struct cvd_str s)
{
    static const char *const allowed[] = {
        "&lt;", "&gt;", "&amp;", "&quot;", "&#39;"
    };
    const char *tags[] = { "<mark>", "</mark>" };
    unsigned inside = 0;

    require(is_utf8(s), s);
    for (size_t i = 0; i < s.len;) {
        struct cvd_str rest = piece(s, i, s.len);
        size_t len = 0;
        if (cvd_str_starts(rest, cvd_str_from(tags[inside]))) {
            i += strlen(tags[inside]);
            inside = !inside;
            require(!inside || s.ptr[i] != '<', s); /* nothing is marked */
            continue;
        }
        for (size_t k = 0; k < sizeof allowed / sizeof *allowed; k++)
            if (cvd_str_starts(rest, cvd_str_from(allowed[k])))
                len = strlen(allowed[k]);
        require(len || !strchr("<>&\"'", s.ptr[i]), s);
        i += len ? len : 1;
    }
    require(!inside, s);
}

static void check_json(struct cvd_buf *json, struct cvd_str query)
{
    json_error_t e;
    json_t *read = json_loadb(json->ptr, json->len, JSON_ALLOW_NUL, &e);

    require(read, query);
    json_decref(read);
    cvd_buf_release(json);
}

/* A hit opened: the document it names. */
static void check_document(struct cvd_str id, struct cvd_str query)
{
    struct cvd_doc doc = { 0 };
    struct cvd_buf json = { 0 };
    struct cvd_err err = { 0 };

    require(cvd_document(searcher, id, &doc, &err) == CVD_OK, query);
    require(cvd_document_json(searcher, &doc, &json, &err) == CVD_OK, query);
    check_json(&json, query);
    cvd_doc_release(&doc);
}

static void check_result(const struct cvd_result *r, unsigned limit,
                         struct cvd_str query)
{
    struct cvd_str meant = cvd_buf_str(&r->suggestion);
    struct cvd_buf json = { 0 };

    require(r->count <= limit && r->count <= r->total, query);
    require(r->warning_count <= CVD_WARNINGS_MAX, query);
    require(is_nfc(cvd_buf_str(&r->query)), query);
    require(is_nfc(meant) && meant.len <= CVD_QUERY_BYTES_MAX, query);
    require(!meant.len || !cvd_str_equal(meant, cvd_buf_str(&r->query)),
            query);
    for (size_t i = 0; i < r->count; i++)
        check_snippet(cvd_buf_str(&r->hits[i].snippet));
    if (r->count)
        check_document(r->hits[0].doc.id, query);
    require(cvd_result_json(r, &json) == CVD_OK, query);
    check_json(&json, query);
}

/* A request made of nothing but the query: `hash` chooses the rest. */
static void check_search(struct cvd_str query, uint64_t hash)
{
    static const enum cvd_field facets[] = { CVD_F_TYPE, CVD_F_YEAR };
    enum { LIMIT = 3 };
    struct cvd_filter filter = {
        .field = (enum cvd_field)(hash >> 16 & 0xFF) % CVD_F_COUNT,
        .value = cvd_utf8_first(query, 40)
    };
    struct cvd_request r = {
        .query = query, .limit = LIMIT,
        .offset = hash >> 8 & 1,
        .sort = hash >> 12 & 7 ? CVD_SORT_RELEVANCE
                               : (enum cvd_sort)(hash >> 24 & 1) + 1,
        .facets = facets, .facet_count = hash & 1 ? 2 : 0,
        .filters = &filter,
        .filter_count = cvd_fields[filter.field].filter && !(hash & 6),
    };
    struct cvd_query q = { 0 };
    struct cvd_result answer = { 0 };
    struct cvd_err err = { 0 };

    require(cvd_query_parse(query, &q, &err) == CVD_OK, query);
    require(q.root, query);
    check_group(&q, q.root, 1);
    check_plans(&q, &r);
    cvd_query_release(&q);
    enum cvd_status st = cvd_search(searcher, &r, &answer, &err);
    if (st == CVD_EUSAGE)
        require(r.filter_count && filter.field == CVD_F_YEAR, query);
    else
        require(st == CVD_OK, query);
    if (st == CVD_OK)
        check_result(&answer, LIMIT, query);
    cvd_result_release(&answer);
}

/* ---- beside answers -------------------------------------------------- */

/* What was read as typed is read as itself, or not at all. */
static void check_keyboard(struct cvd_str nfc)
{
    struct cvd_buf read = { 0 }, again = { 0 };
    bool found = false;

    require(cvd_keyboard_read(nfc, &read, &found) == CVD_OK, nfc);
    if (found) {
        require(is_nfc(cvd_buf_str(&read)), nfc);
        require(!cvd_str_equal(cvd_buf_str(&read), nfc), nfc);
        require(cvd_keyboard_read(cvd_buf_str(&read), &again, &found) ==
                    CVD_OK, nfc);
        require(!found || cvd_str_equal(cvd_buf_str(&again),
                                        cvd_buf_str(&read)), nfc);
    } else {
        require(read.len == 0, nfc);
    }
    cvd_buf_release(&read);
    cvd_buf_release(&again);
}

static void check_suggest(struct cvd_str nfc)
{
    enum { LIMIT = 5 };
    struct cvd_suggestion *list = NULL;
    size_t count = 0;
    struct cvd_err err = { 0 };

    require(cvd_suggest(searcher, nfc, LIMIT, &list, &count, &err) == CVD_OK,
            nfc);
    require(count <= LIMIT, nfc);
    for (size_t i = 0; i < count; i++)
        require(list[i].text.len && is_utf8(cvd_buf_str(&list[i].text)),
                nfc);
    cvd_suggestions_free(list, count);
}

static void check_analyze(struct cvd_str nfc)
{
    struct cvd_buf json = { 0 };
    struct cvd_err err = { 0 };

    require(cvd_analyze_json(searcher, nfc, &json, &err) == CVD_OK, nfc);
    check_json(&json, nfc);
}

/* ---- the target ------------------------------------------------------ */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cvd_str in = { (const char *)data, size };
    struct cvd_buf nfc = { 0 };
    struct cvd_query q = { 0 };
    struct cvd_err err = { 0 };

    if (cvd_text_normalize(in, &nfc, &err) == CVD_OK &&
        size <= CVD_QUERY_BYTES_MAX) {
        check_search(in, cvd_hash64(in));
        check_keyboard(cvd_buf_str(&nfc));
        check_suggest(cvd_buf_str(&nfc));
        check_analyze(cvd_buf_str(&nfc));
    } else {
        enum cvd_status st = cvd_query_parse(in, &q, &err);
        require(st == (size > CVD_QUERY_BYTES_MAX ? CVD_ELIMIT
                                                  : CVD_EUSAGE), in);
    }
    cvd_buf_release(&nfc);
    return 0;
}
