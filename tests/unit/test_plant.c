/* test_plant.c - what copies are made by and judged by: bench/plant_change.h
 * and bench/reuse_oracle.h, on texts whose figures are done by hand. */
#include "tests/unit/support.h"

#include "bench/plant_change.h"
#include "bench/reuse_oracle.h"

#include <math.h>

/* ---- changes --------------------------------------------------------- */

static struct planting p;

static int load(void **state)
{
    (void)state;
    p = (struct planting){ .dice = dice_for(1, 0) };
    growth_names_load("corpus/tables", &p.names);
    plant_documents_read("corpus/samples/lang-son.jsonl", &p.collection);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    growth_names_release(&p.names);
    plant_documents_release(&p.collection);
    cvd_strings_free(p.pool);
    return 0;
}

static struct plant_text cut(const char *s)
{
    struct plant_text t = { 0 };

    plant_text_cut(cvd_str_from(s), true, &t);
    return t;
}

static void assert_text(struct plant_text *t, const char *want)
{
    struct cvd_buf s = { 0 };

    plant_text_join(t, &s);
    assert_string_equal(s.ptr, want);
    cvd_buf_release(&s);
    plant_text_release(t);
}

static void spelled_otherwise(void **state)
{
    static const struct {
        enum plant_spelling how;
        const char *in, *want;
    } cases[] = {
        { PLANT_UNMARKED, "Đất đai, hoà bình", "Dat dai, hoa binh\n" },
        { PLANT_TONES, "hoà bình; thủy, hóa.", "hòa bình; thuỷ, hoá.\n" },
        { PLANT_TONES, "hoàn quý toán", "hoàn quý toán\n" },
        { PLANT_UPPER, "Ủy ban tỉnh ơn ưu", "ỦY BAN TỈNH ƠN ƯU\n" },
        { PLANT_LOOKALIKE, "Đất", "Ða\xCC\x82\xCC\x81t\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plant_text in = cut(cases[i].in), out = { 0 };
        plant_respell(&p, &in, cases[i].how, 0, &out);
        assert_int_equal(plant_text_borrowed(&out), in.count);
        assert_text(&out, cases[i].want);
        plant_text_release(&in);
    }
}

static void scanned_words_slip(void **state)
{
    struct plant_text in = cut("công tác vận động"), out = { 0 };

    (void)state;
    plant_respell(&p, &in, PLANT_SLIPS, 1, &out);
    assert_int_equal(out.count, 4);
    for (size_t i = 0; i < out.count; i++)
        assert_false(cvd_str_equal(out.list[i].word, in.list[i].word));
    plant_text_release(&in);
    plant_text_release(&out);
}

static void names_are_others(void **state)
{
    struct plant_text in = cut("Tỉnh Ninh Thuận, UBND TỈNH NINH THUẬN và "
                               "tỉnh Bình (2021)"), out = { 0 };

    (void)state;
    assert_int_equal(plant_rename(&p, &in, false, &out), 2);
    struct cvd_buf s = { 0 };
    plant_text_join(&out, &s);
    assert_null(strstr(s.ptr, "Ninh Thuận"));
    assert_null(strstr(s.ptr, "NINH THUẬN"));
    assert_non_null(strstr(s.ptr, ", UBND TỈNH "));
    assert_non_null(strstr(s.ptr, " và tỉnh Bình (2021)\n"));
    /* Of 11 words four were names. */
    assert_int_equal(plant_text_borrowed(&out), 7);
    cvd_buf_release(&s);
    plant_text_release(&in);
    plant_text_release(&out);
}

static void edited_words_are_counted(void **state)
{
    struct plant_text in = cut("a b c d e f g h i k"), out = { 0 };

    (void)state;
    plant_edit_words(&p, &in, 0, &out);
    assert_text(&out, "a b c d e f g h i k\n");
    for (size_t n = 1; n <= 10; n++) {
        size_t kept;
        out = (struct plant_text){ 0 };
        plant_edit_words(&p, &in, n, &out);
        kept = plant_text_borrowed(&out);
        /* What is put in takes none away. */
        assert_in_range(kept, 10 - n, 10);
        assert_true(kept < 10 || out.count == 10 + n);
        plant_text_release(&out);
    }
    plant_text_release(&in);
}

static void sentences_go_and_move(void **state)
{
    struct plant_text in = cut("Một hai. Ba bốn;\n- Năm sáu: bảy"),
                      out = { 0 };

    (void)state;
    assert_int_equal(plant_text_unit(&in, PLANT_SENTENCES, 0), 2);
    assert_int_equal(plant_text_unit(&in, PLANT_SENTENCES, 2), 4);
    assert_int_equal(plant_text_unit(&in, PLANT_SENTENCES, 4), 7);
    assert_int_equal(plant_text_unit(&in, PLANT_LINES, 0), 4);
    plant_shorten(&p, &in, 0.5, &out);
    assert_in_range(out.count, 3, 5); /* two sentences of 2, 2, 3, 1 words */
    plant_text_release(&out);
    plant_reorder(&p, &in, PLANT_SENTENCES, &out);
    assert_int_equal(out.count, in.count);
    plant_text_release(&out);
    plant_passage(&p, &in, 3, &out);
    assert_int_equal(out.count, 3);
    plant_text_release(&out);
    plant_text_release(&in);
}

static void a_head_is_found(void **state)
{
    struct plant_text with = cut("UBND TỈNH\nSố: 1/KH\nHà Nội, ngày 2 tháng 3 "
                                 "năm 2020\nKẾ HOẠCH"),
                      without = cut("Điều 1. Từ ngày 2/3/2020");

    (void)state;
    assert_int_equal(plant_text_head(&with), with.count - 2);
    assert_int_equal(plant_text_head(&without), 0);
    plant_text_release(&with);
    plant_text_release(&without);
}

/* ---- the oracle ------------------------------------------------------ */

#define TEN "một hai ba bốn năm sáu bảy tám chín mười "
#define TEN_MORE "đỏ cam vàng lục lam chàm tím đen trắng xám "
#define FORMULA "cộng hòa xã hội chủ nghĩa "

/* So many documents that what all have is a formula. */
enum { OTHERS = 25 };

static void write_set(const char *path)
{
    FILE *out = fopen(path, "w");

    assert_non_null(out);
    (void)fprintf(out, "{\"id\": \"b\", \"text\": \"" TEN TEN_MORE "\"}\n"
                  "{\"id\": \"a\", \"text\": \"MOT, HAI BA - BON NAM SAU "
                  "BAY TAM CHIN MUOI " FORMULA "\"}\n"
                  "{\"id\": \"c\", \"text\": \"" FORMULA "trước " TEN
                  TEN_MORE "\"}\n");
    for (int i = 0; i < OTHERS; i++)
        (void)fprintf(out, "{\"id\": \"x%d\", \"text\": \"" FORMULA "x%d\"}"
                      "\n", i, i);
    assert_int_equal(fclose(out), 0);
}

static void all_is_compared_with_all(void **state)
{
    struct reuse_set s = { 0 };
    struct reuse_common common[OTHERS + 3];
    char *path = cvd_path_join(*state, "set.jsonl");

    write_set(path);
    reuse_set_read(path, &s);
    assert_int_equal(s.count, OTHERS + 3);
    assert_int_equal(reuse_set_find(&s, cvd_str_from("a")), 1);
    assert_int_equal(reuse_set_find(&s, cvd_str_from("y")), s.count);
    assert_int_equal(s.distinct[0], 20 - 4);
    assert_int_equal(s.rare[1], 16 - 4 - 2); /* two are FORMULA alone */

    reuse_common_of(&s, 0, common);
    assert_int_equal(common[1].all, 6);
    assert_int_equal(common[1].row, 6);
    assert_int_equal(common[1].row_rare, 0); /* ten words: no piece of 16 */
    assert_int_equal(common[2].all, 16);
    assert_int_equal(common[2].row, 16);
    assert_int_equal(common[2].row_rare, 16);
    assert_int_equal(common[3].all, 0);

    reuse_common_of(&s, 2, common);
    assert_int_equal(common[1].all, 6 + 2);
    assert_int_equal(common[1].rare, 6);
    assert_int_equal(common[3].all, 2);
    assert_int_equal(common[3].rare, 0);
    reuse_set_release(&s);
    free(path);
}

static void assert_near(double is, double want)
{
    assert_true(fabs(is - want) < 1e-9);
}

static void sentences_are_near(void **state)
{
    static const struct {
        const char *sentence;
        double distance;
    } cases[] = {
        { "ba bốn năm sáu", 0 },
        { "BA, BON; nam sau", 0 },
        { "ba bốn khác sáu", 0.25 },    /* replaced */
        { "ba bốn sáu bảy", 0.25 },     /* left out of the sentence */
        { "ba bốn năm khác sáu", 0.2 }, /* put in */
        { "không có gì đâu", 1 },
    };
    struct reuse_set s = { 0 };
    double distance[OTHERS + 3];
    char *path = cvd_path_join(*state, "set.jsonl");

    write_set(path);
    reuse_set_read(path, &s);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reuse_distances(&s, cvd_str_from(cases[i].sentence), distance);
        assert_near(distance[0], cases[i].distance);
        assert_near(distance[1], cases[i].distance);
        assert_near(distance[3], 1);
    }
    reuse_set_release(&s);
    free(path);
}

int main(void)
{
    const struct CMUnitTest changes[] = {
        cmocka_unit_test(spelled_otherwise),
        cmocka_unit_test(scanned_words_slip),
        cmocka_unit_test(names_are_others),
        cmocka_unit_test(edited_words_are_counted),
        cmocka_unit_test(sentences_go_and_move),
        cmocka_unit_test(a_head_is_found),
    };
    const struct CMUnitTest oracle[] = {
        cmocka_unit_test_setup_teardown(all_is_compared_with_all, make_dir,
                                        drop_dir),
        cmocka_unit_test_setup_teardown(sentences_are_near, make_dir,
                                        drop_dir),
    };

    return cmocka_run_group_tests(changes, load, unload) +
           cmocka_run_group_tests(oracle, NULL, NULL);
}
