/* What the words of a title count for. */
#include "support.h"

#include "base/varint.h"
#include "store/chunk.h"

static void weight_falls_with_length(void **state)
{
    (void)state;
    assert_int_equal(cvd_title_weight(0), 1);
    assert_int_equal(cvd_title_weight(1), 16);
    assert_int_equal(cvd_title_weight(8), 8);
    assert_int_equal(cvd_title_weight(32), 2);
    assert_int_equal(cvd_title_weight(1000), 1);
}

static struct cvd_word word(const char *s)
{
    return (struct cvd_word){ cvd_str_from(s), cvd_str_from(s) };
}

/* The count of the only posting of the pair (a, b) of a sealed chunk; 0 if
 * the pair is not there. */
static uint64_t pair_times(const struct cvd_chunk *c, const char *a,
                           const char *b)
{
    const unsigned char *p = (const unsigned char *)c->postings.ptr;

    for (size_t i = 0; i < c->pair_count; p += c->pairs[i++].bytes) {
        const struct cvd_pair_run *r = &c->pairs[i];
        struct cvd_str wa = cvd_vocabulary_word(&c->exact, c->order[r->a]);
        struct cvd_str wb = cvd_vocabulary_word(&c->exact, c->order[r->b]);
        if (!cvd_str_equal(wa, cvd_str_from(a)) ||
            !cvd_str_equal(wb, cvd_str_from(b)))
            continue;
        uint64_t v = 0, times = 1;
        const unsigned char *end = p + r->bytes;
        assert_int_equal(r->documents, 1);
        p = cvd_varint_get(p, end, &v);
        if (v & 1)
            p = cvd_varint_get(p, end, &times);
        assert_ptr_equal(p, end);
        return times;
    }
    return 0;
}

/* "hàng việt" stands twice, once in the title. */
static void pairs_of_the_title_count_more(void **state)
{
    const struct cvd_word words[] = { word("hàng"), word("việt"),
                                      word("và"), word("hàng"),
                                      word("việt") };
    const struct cvd_word title[] = { word("hàng"), word("việt"),
                                      word("lạ") };
    struct cvd_doc doc = { .id = cvd_str_from("a"),
                           .title = cvd_str_from("a"),
                           .text = cvd_str_from("a") };
    struct cvd_indexed d = { .doc = &doc, .words = words, .word_count = 5,
                             .title = title, .title_count = 3,
                             .title_weight = 7 };
    struct cvd_writer *w = NULL;
    struct cvd_chunk *c = NULL;
    struct cvd_err err;

    assert_ok(cvd_writer_open(*state, true, &w, &err));
    assert_ok(cvd_chunk_new(w, &c, &err));
    assert_ok(cvd_chunk_add(c, &d, &err));
    assert_ok(cvd_chunk_seal(c, &err));
    assert_int_equal(pair_times(c, "hàng", "việt"), 2 + 7);
    assert_int_equal(pair_times(c, "việt", "và"), 1);
    /* Of the title alone: no place in the stream, so no pair. */
    assert_int_equal(pair_times(c, "việt", "lạ"), 0);
    cvd_chunk_free(c);
    cvd_writer_close(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weight_falls_with_length),
        cmocka_unit_test_setup_teardown(pairs_of_the_title_count_more,
                                        make_dir, drop_dir),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
