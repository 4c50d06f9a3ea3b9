/* Damaged columns: nothing is read beyond the file, and a check tells. */
#include "tests/unit/columns_support.h"

/* ---- damage ---------------------------------------------------------- */

/* Ask all that can be asked of a column; nothing may be read beyond it. */
static void use_column(const struct cvd_column *c)
{
    uint64_t *bits = room_for(c->documents);
    uint64_t *counts = calloc(c->values + 1u, sizeof *counts);
    uint32_t lo = 0, hi = 0;
    volatile unsigned char sum = 0; /* so that the bytes are read */

    assert_non_null(counts);
    for (uint32_t did = 0; did <= c->documents + 1; did++) {
        struct cvd_str v = cvd_column_value(c, cvd_column_ordinal(c, did));
        for (size_t i = 0; i < v.len; i++)
            sum = (unsigned char)(sum + v.ptr[i]);
    }
    (void)cvd_column_range(c, cvd_str_from("v0000003"),
                           cvd_str_from("v0000005"), &lo, &hi);
    cvd_column_between(c, lo, hi, 0, c->documents, bits);
    cvd_column_between(c, 0, UINT32_MAX, 3, c->documents, bits);
    memset(bits, 0xff, (c->documents / 64 + 1u) * sizeof *bits);
    cvd_column_count(c, bits, c->documents, counts);
    free(bits);
    free(counts);
}

static void use_file(const unsigned char *ptr, size_t len,
                     uint32_t documents)
{
    struct cvd_column columns[CVD_F_COUNT];

    if (cvd_columns_open(ptr, len, documents, columns, NULL) != CVD_OK)
        return;
    (void)cvd_columns_sound(columns);
    for (int f = 0; f < CVD_F_COUNT; f++)
        use_column(&columns[f]);
}

static void check_damage(uint32_t documents, uint32_t values, bool several)
{
    static const unsigned char flips[] = { 0x01, 0x80, 0xff };
    struct plain p = make_plain(documents, values, several);
    struct file f = write_plain(&p);

    for (size_t at = 0; at < f.len; at++) {
        for (size_t k = 0; k < sizeof flips; k++) {
            f.ptr[at] ^= flips[k];
            use_file(f.ptr, f.len, documents);
            f.ptr[at] ^= flips[k];
        }
    }
    free(f.ptr);
    free(p.of);
}

static void no_damaged_byte_is_followed_out_of_the_file(void **state)
{
    (void)state;
    pick_seed = 13;
    check_damage(70, 5, false);
    check_damage(70, 40, true);
    check_damage(300, 257, false);
    check_damage(280, 257, true);
}

static void a_file_cut_short_is_damaged(void **state)
{
    struct plain p = make_plain(70, 40, true);
    struct file f = write_plain(&p);
    struct cvd_column columns[CVD_F_COUNT];
    struct cvd_err err;

    (void)state;
    /* Values of eight bytes leave nothing to pad at the end. */
    for (size_t len = 0; len < f.len; len++) {
        unsigned char *part = malloc(len + 1);
        assert_non_null(part);
        memcpy(part, f.ptr, len);
        assert_int_equal(cvd_columns_open(part, len, 70, columns, &err),
                         CVD_EINDEX);
        free(part);
    }
    assert_int_equal(cvd_columns_open(f.ptr, f.len, 71, columns, &err),
                     CVD_EINDEX);
    free(f.ptr);
    free(p.of);
}

static void an_ordinal_without_value_is_none_and_not_sound(void **state)
{
    struct plain p = make_plain(70, 5, false);
    struct file f = write_plain(&p);
    const struct cvd_column *c = &f.columns[CVD_F_ISSUER];
    uint64_t bits[2] = { UINT64_MAX, 0x3f }, counts[6] = { 0 }, in[2] = { 0 };

    (void)state;
    ((unsigned char *)f.ptr)[(const unsigned char *)c->ordinals - f.ptr] = 6;
    assert_false(cvd_columns_sound(f.columns));
    assert_int_equal(cvd_column_ordinal(c, 1), 0);
    cvd_column_count(c, bits, 70, counts);
    assert_int_equal(counts[0] + counts[1] + counts[2] + counts[3] +
                         counts[4] + counts[5],
                     70);
    cvd_column_between(c, 1, UINT32_MAX, 0, 70, in);
    assert_int_equal(in[0] & 1, 0);
    free(f.ptr);
    free(p.of);
}

static void a_further_value_needs_value_and_document(void **state)
{
    struct plain p = make_plain(70, 5, true);
    struct file f = write_plain(&p);
    const struct cvd_column *c = &f.columns[CVD_F_ISSUER];
    unsigned char *ordinal = f.ptr + ((const unsigned char *)c->more_ordinals -
                                      f.ptr);
    unsigned char *bit = f.ptr + (c->more_bits - f.ptr);
    unsigned char was = *ordinal;

    (void)state;
    *ordinal = 0;
    assert_false(cvd_columns_sound(f.columns));
    *ordinal = 6;
    assert_false(cvd_columns_sound(f.columns));
    *ordinal = was;
    assert_true(cvd_columns_sound(f.columns));
    *bit = 64;
    assert_false(cvd_columns_sound(f.columns));
    free(f.ptr);
    free(p.of);
}

static void values_out_of_order_are_not_sound(void **state)
{
    struct plain p = make_plain(70, 5, false);
    struct file f = write_plain(&p);
    const struct cvd_column *c = &f.columns[CVD_F_ISSUER];
    unsigned char *bytes = f.ptr + ((const unsigned char *)c->bytes - f.ptr);

    (void)state;
    bytes[7] = bytes[15]; /* the first value is now the second's equal */
    assert_false(cvd_columns_sound(f.columns));
    free(f.ptr);
    free(p.of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_damaged_byte_is_followed_out_of_the_file),
        cmocka_unit_test(a_file_cut_short_is_damaged),
        cmocka_unit_test(an_ordinal_without_value_is_none_and_not_sound),
        cmocka_unit_test(a_further_value_needs_value_and_document),
        cmocka_unit_test(values_out_of_order_are_not_sound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
