/* test_similar.c - shingles, and copies planted among real documents: edited,
 * shortened, put in another order, without marks, of another province. */
#include "search/similar.h"
#include "tests/unit/support.h"

#include "base/array.h"
#include "base/limits.h"
#include "base/version.h"

#include <glob.h>

/* ---- shingles -------------------------------------------------------- */

/* The words of a text as the store tells them. */
static void wording_of(const char *text, struct cvd_wording *out)
{
    struct cvd_tokens t = { 0 };

    assert_int_equal(cvd_tokenize(cvd_str_from(text), &t), CVD_OK);
    assert_int_equal(cvd_array_reserve(&out->words, &out->cap, t.count + 1,
                                       sizeof *out->words), CVD_OK);
    out->count = t.count;
    for (size_t i = 0; i < t.count; i++)
        out->words[i] = cvd_word_hash(cvd_token_folded(&t, i));
    cvd_tokens_release(&t);
}

/* How much of text `a` is in `b`; *count shingles are in `a`. */
static struct cvd_overlap overlap(const char *a, const char *b,
                                  size_t *count)
{
    struct cvd_wording x = { 0 }, y = { 0 };
    struct cvd_shingle_set s = { 0 }, room = { 0 };
    struct cvd_overlap o;

    wording_of(a, &x);
    wording_of(b, &y);
    assert_int_equal(cvd_shingle_set_of(&x, &s), CVD_OK);
    *count = s.count;
    assert_int_equal(cvd_overlap_of(&s, &y, &room, &o), CVD_OK);
    cvd_shingle_set_release(&s);
    cvd_shingle_set_release(&room);
    cvd_wording_release(&x);
    cvd_wording_release(&y);
    return o;
}

static const struct {
    const char *a, *b;
    size_t count, shared, row;
} shingle_cases[] = {
    { "một hai ba bốn năm", "một hai ba bốn năm", 1, 1, 1 },
    /* marks, case, punctuation and layout do not count */
    { "một hai ba bốn năm sáu", "MOT HAI, BA\nBON - NAM  SAU.", 2, 2, 2 },
    { "một hai ba bốn năm sáu", "một hai ba bốn lăm sáu", 2, 0, 0 },
    { "một hai ba bốn", "một hai ba bốn", 0, 0, 0 }, /* too short */
    { "", "một hai ba bốn năm", 0, 0, 0 },
    { "một hai ba bốn năm", "", 1, 0, 0 },
    /* each once, however often it stands there */
    { "a b c d e a b c d e", "a b c d e x a b c d e", 6 - 1, 1, 1 },
    { "một hai ba bốn năm sáu bảy", "bảy một hai ba bốn năm bảy", 3, 1, 1 },
};

static void test_shingles(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof shingle_cases / sizeof *shingle_cases;
         i++) {
        size_t count;
        struct cvd_overlap o = overlap(shingle_cases[i].a,
                                       shingle_cases[i].b, &count);
        assert_int_equal(count, shingle_cases[i].count);
        assert_int_equal((size_t)o.common, shingle_cases[i].shared);
        assert_int_equal(o.row, shingle_cases[i].row);
    }
}

/* A text of `words` words of its own, from number `first` on. */
static void add_words(struct cvd_buf *out, size_t first, size_t words)
{
    for (size_t i = first; i < first + words; i++)
        assert_int_equal(cvd_buf_printf(out, "w%zu ", i), CVD_OK);
}

/* Of a long text a sample is kept, and the share it finds is near the true
 * one: half, give or take two in a hundred. */
static void test_sampled(void **state)
{
    enum { WORDS = 600000 };
    struct cvd_buf one = { 0 }, two = { 0 };
    size_t count;

    (void)state;
    add_words(&one, 0, WORDS);
    add_words(&two, WORDS / 2, WORDS);
    struct cvd_overlap o = overlap(one.ptr, two.ptr, &count);
    assert_true(count > 30000 && count < 80000);
    assert_true(o.shared > 0.48 && o.shared < 0.52);
    assert_true(o.shared_of_other > 0.48 && o.shared_of_other < 0.52);
    double row = (double)o.row;
    assert_true(row * 2 > WORDS * 0.9 && row * 2 < WORDS * 1.1);
    cvd_buf_release(&one);
    cvd_buf_release(&two);
}

/* ---- copies ---------------------------------------------------------- */

enum { PLANTED_OF = 16, SAMPLES_MAX = 400, KINDS = 7 };

static const char *const kind_names[KINDS] = {
    "exact", "edited", "scattered", "half", "order", "unmarked", "province"
};

/* One word in `every` is another one. */
static void plant_edited(const struct cvd_tokens *t, size_t every,
                         struct cvd_str text, struct cvd_buf *out)
{
    size_t at = 0;

    for (size_t i = every / 2; i < t->count; i += every) {
        (void)cvd_buf_add_bytes(out, text.ptr + at, t->tok[i].start - at);
        (void)cvd_buf_printf(out, "khác%zu", i);
        at = t->tok[i].end;
    }
    (void)cvd_buf_add_bytes(out, text.ptr + at, text.len - at);
}

/* Thirds, the last first. */
static void plant_order(const struct cvd_tokens *t, struct cvd_str text,
                        struct cvd_buf *out)
{
    size_t a = t->tok[t->count / 3].start, b = t->tok[2 * t->count / 3].start;

    (void)cvd_buf_add_bytes(out, text.ptr + b, text.len - b);
    (void)cvd_buf_add_char(out, '\n');
    (void)cvd_buf_add_bytes(out, text.ptr + a, b - a);
    (void)cvd_buf_add_bytes(out, text.ptr, a);
}

static void plant_unmarked(const struct cvd_tokens *t, struct cvd_buf *out)
{
    for (size_t i = 0; i < t->count; i++) {
        (void)cvd_buf_add(out, cvd_token_folded(t, i));
        (void)cvd_buf_add_char(out, ' ');
    }
}

/* The names of provinces in the samples, each put in the place of the
 * next. */
static void plant_province(struct cvd_str text, struct cvd_buf *out)
{
    static const char *const names[] = {
        "Ninh Thuận", "Hà Tĩnh", "Đắk Lắk", "Hà Nội", "Huế", "Lâm Đồng",
        "Thanh Hóa", "Hồ Chí Minh", "Đà Nẵng", "Cần Thơ", "Nghệ An"
    };
    enum { NAMES = sizeof names / sizeof *names };

    for (size_t i = 0; i < text.len;) {
        size_t k = 0;
        while (k < NAMES && strncmp(text.ptr + i, names[k], strlen(names[k])))
            k++;
        if (k < NAMES) {
            (void)cvd_buf_add_text(out, names[(k + 1) % NAMES]);
            i += strlen(names[k]);
        } else {
            (void)cvd_buf_add_char(out, text.ptr[i++]);
        }
    }
}

static void plant(int kind, const struct cvd_tokens *t, struct cvd_str text,
                  struct cvd_buf *out)
{
    switch (kind) {
    case 0:
        (void)cvd_buf_add(out, text);
        break;
    case 1:
        plant_edited(t, 15, text, out);
        break;
    case 2: /* no six words stand together */
        plant_edited(t, 7, text, out);
        break;
    case 3:
        (void)cvd_buf_add_bytes(out, text.ptr, t->tok[t->count / 2].start);
        break;
    case 4:
        plant_order(t, text, out);
        break;
    case 5:
        plant_unmarked(t, out);
        break;
    default:
        plant_province(text, out);
        break;
    }
}

struct archive {
    struct sample samples[SAMPLES_MAX];
    size_t count;
    char ids[SAMPLES_MAX][128];
    struct cvd_buf texts[SAMPLES_MAX];
    size_t planted[PLANTED_OF]; /* of which originals */
};

static struct cvd_buf *add_one(struct archive *a, const char *id,
                               const char *kind)
{
    assert_true(a->count < SAMPLES_MAX);
    (void)snprintf(a->ids[a->count], sizeof a->ids[0], "%s%s%s", id,
                   *kind ? "#" : "", kind);
    return &a->texts[a->count++];
}

/* Every sample, and seven copies of every sixth. */
static void make_archive(struct archive *a, const glob_t *found)
{
    struct cvd_tokens t = { 0 };
    size_t originals = found->gl_pathc, planted = 0;

    for (size_t i = 0; i < originals; i++)
        assert_int_equal(cvd_file_read(found->gl_pathv[i], CVD_DOC_BYTES_MAX,
                                       add_one(a, found->gl_pathv[i], ""),
                                       NULL), CVD_OK);
    for (size_t i = 0; i < originals && planted < PLANTED_OF; i += 6) {
        struct cvd_str text = cvd_buf_str(&a->texts[i]);
        assert_int_equal(cvd_tokenize(text, &t), CVD_OK);
        a->planted[planted++] = i;
        for (int k = 0; k < KINDS; k++)
            plant(k, &t, text, add_one(a, a->ids[i], kind_names[k]));
    }
    assert_int_equal(planted, PLANTED_OF);
    for (size_t i = 0; i < a->count; i++)
        a->samples[i] = (struct sample){ a->ids[i], a->texts[i].ptr, NULL,
                                         NULL, NULL };
    cvd_tokens_release(&t);
}

static const struct cvd_similar *find(const struct cvd_similar_list *l,
                                      const char *id, const char *kind)
{
    char whole[160];

    (void)snprintf(whole, sizeof whole, "%s%s%s", id, *kind ? "#" : "", kind);
    for (size_t i = 0; i < l->count; i++)
        if (cvd_str_equal(l->list[i].facts.id, cvd_str_from(whole)))
            return &l->list[i];
    return NULL;
}

/* The most that a document of another province shares with `id`; those of one
 * province do use each other's text. */
static double most_of_others(const struct cvd_similar_list *l, const char *id)
{
    struct cvd_str folder = { id, (size_t)(strrchr(id, '/') - id) };

    for (size_t i = 0; i < l->count; i++)
        if (!cvd_str_starts(l->list[i].facts.id, folder))
            return l->list[i].shared;
    return 0;
}

static void check_copies(struct cvd_searcher *s, const char *id)
{
    /* What at least is left: of half a text, half; one word in fifteen takes
     * five shingles in fifteen away, one in seven five in seven. */
    static const double least[KINDS] = { 1, 0.6, 0.25, 0.4, 0.9, 1, 0.6 };
    static const bool duplicate[KINDS] = { true, false, false, false, true,
                                           true, false };
    struct cvd_similar_list l = { 0 }, back = { 0 };
    struct cvd_err err = { CVD_OK, "" };

    assert_ok(cvd_similar(s, cvd_str_from(id), CVD_SIMILAR_MAX, &l, &err));
    double others = most_of_others(&l, id);
    for (int k = 0; k < KINDS; k++) {
        const struct cvd_similar *one = find(&l, id, kind_names[k]);
        if (!one)
            fail_msg("%s: its copy '%s' is not found", id, kind_names[k]);
        if (one->shared < least[k] || one->shared <= others)
            fail_msg("%s: its copy '%s' shares %.3f, another %.3f", id,
                     kind_names[k], one->shared, others);
        if (duplicate[k])
            assert_true(one->duplicate);
        char copy[160];
        (void)snprintf(copy, sizeof copy, "%s#%s", id, kind_names[k]);
        assert_ok(cvd_similar(s, cvd_str_from(copy), CVD_SIMILAR_MAX, &back,
                              &err));
        const struct cvd_similar *first = find(&back, id, "");
        if (!first)
            fail_msg("%s: its original is not found", copy);
        /* Seen from the other side it is the same. */
        assert_true(first->shared == one->shared_of_other);
        assert_true(first->shared_of_other == one->shared);
        cvd_similar_list_release(&back);
    }
    assert_false(find(&l, id, "half")->duplicate);
    assert_true(find(&l, id, "half")->shared_of_other > 0.9);
    cvd_similar_list_release(&l);
}

/* Run where corpus/ is. */
static void test_copies(void **state)
{
    struct archive *a = calloc(1, sizeof *a);
    struct cvd_published out;
    struct cvd_searcher *s = NULL;
    struct cvd_err err = { CVD_OK, "" };
    glob_t found;

    assert_non_null(a);
    if (glob("corpus/samples/*/*.txt", 0, NULL, &found) != 0) {
        free(a);
        printf("skipped: no corpus/samples here\n");
        skip();
    }
    make_archive(a, &found);
    assert_ok(add_samples(*state, true, a->samples, a->count, 50, &out,
                          &err));
    assert_ok(cvd_searcher_open(*state, &s, &err));
    for (size_t i = 0; i < PLANTED_OF; i++)
        check_copies(s, a->ids[a->planted[i]]);
    cvd_searcher_close(s);
    globfree(&found);
    for (size_t i = 0; i < a->count; i++)
        cvd_buf_release(&a->texts[i]);
    free(a);
}

/* The number as a string. */
#define STRING_OF(x) STRING(x)
#define STRING(x) #x
#define ANALYZER STRING_OF(CVD_ANALYZER_VERSION)

/* ---- formulas -------------------------------------------------------- */

#define MOTTO "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" \
              "Độc lập - Tự do - Hạnh phúc\n"
#define FOOT "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\n"

static const struct sample strangers[] = {
    { "cay", MOTTO "Trồng cây xanh ven sông vào mùa mưa tới, mỗi hộ nhận hai "
             "cây sao và một cây bàng, tự tưới trong ba tháng đầu." FOOT,
      NULL, NULL, NULL },
    { "xe", MOTTO "Cấm xe tải nặng qua cầu cũ từ tháng sau, lái xe đi vòng "
            "theo đường tránh phía đông thị trấn, có biển báo." FOOT, NULL,
      NULL, NULL },
    { "ngan", "Cây xanh.", NULL, NULL, NULL },
    { "ngan-nua", "Cây xanh.", NULL, NULL, NULL },
    { "rong", "", NULL, NULL, NULL },
};

static void test_strangers(void **state)
{
    struct cvd_published out;
    struct cvd_searcher *s = NULL;
    struct cvd_similar_list l = { 0 };
    struct cvd_buf json = { 0 };
    struct cvd_err err = { CVD_OK, "" };

    assert_ok(add_samples(*state, true, strangers,
                          sizeof strangers / sizeof *strangers, 2, &out,
                          &err));
    assert_ok(cvd_searcher_open(*state, &s, &err));
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
        assert_ok(cvd_similar(s, cvd_str_from(strangers[i].id), 10, &l,
                              &err));
        assert_int_equal(l.count, 0);
        assert_int_equal(l.found, 0);
        assert_false(l.cut);
        cvd_similar_list_release(&l);
    }
    assert_ok(cvd_similar(s, cvd_str_from("cay"), 10, &l, &err));
    assert_int_equal(cvd_similar_json(&l, &json), CVD_OK);
    assert_string_equal(json.ptr,
                        "{\"id\":\"cay\",\"similar\":[],\"found\":0,"
                        "\"complete\":true,\"index\":{\"generation\":1,"
                        "\"analyzer\":" ANALYZER ",\"documents\":5}}");
    cvd_similar_list_release(&l);
    assert_int_equal(cvd_similar(s, cvd_str_from("nobody"), 10, &l, &err),
                     CVD_ENOTFOUND);
    assert_int_equal(cvd_similar(s, cvd_str_from("cay"), CVD_SIMILAR_MAX + 1,
                                 &l, &err), CVD_EUSAGE);
    cvd_buf_release(&json);
    cvd_searcher_close(s);
}

/* ---- a deadline ------------------------------------------------------ */

static uint64_t looks;

/* A clock that goes on whenever it is looked at. */
static uint64_t next_look(void)
{
    return ++looks;
}

static void test_deadline(void **state)
{
    static const struct sample twins[] = {
        { "a", MOTTO "một hai ba bốn năm sáu bảy tám chín mười." FOOT, NULL,
          NULL, NULL },
        { "b", MOTTO "một hai ba bốn năm sáu bảy tám chín mười." FOOT, NULL,
          NULL, NULL },
    };
    struct cvd_published out;
    struct cvd_searcher *s = NULL;
    struct cvd_err err = { CVD_OK, "" };
    bool whole = false;

    assert_ok(add_samples(*state, true, twins, 2, 2, &out, &err));
    assert_ok(cvd_searcher_open(*state, &s, &err));
    for (uint64_t deadline = 1; deadline < 4000 && !whole; deadline++) {
        struct cvd_similar_list l = { 0 };
        looks = 0;
        *cvd_store_clock(s->store) = (struct cvd_clock){
            .deadline = deadline, .every = 1, .now = next_look
        };
        assert_ok(cvd_similar(s, cvd_str_from("a"), 10, &l, &err));
        whole = !l.cut;
        assert_true(l.count == 1 || (l.count == 0 && !whole));
        if (deadline == 1)
            assert_true(l.cut);
        cvd_similar_list_release(&l);
    }
    assert_true(whole);
    cvd_searcher_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shingles),
        cmocka_unit_test(test_sampled),
        cmocka_unit_test_setup_teardown(test_copies, make_dir, drop_dir),
        cmocka_unit_test_setup_teardown(test_strangers, make_dir, drop_dir),
        cmocka_unit_test_setup_teardown(test_deadline, make_dir, drop_dir),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
