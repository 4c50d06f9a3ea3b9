/* Columns of field values: what comes out is what went in, whatever the
 * widths; counts, ranges and windows against plain arrays. */
#include "tests/unit/columns_support.h"

static const struct { uint32_t documents, values; bool several; } shapes[] = {
    { 0, 0, false },       { 1, 0, false },       { 100, 0, false },
    { 1, 1, false },       { 64, 1, false },      { 65, 2, false },
    { 300, 30, true },     { 1000, 255, false },  { 1000, 256, false },
    { 20000, 200, false }, { 20001, 1000, false }, { 30000, 1023, false },
    { 30000, 1024, false }, { 2000, 700, true },  { 65600, 65535, false },
    { 65600, 65536, false }, { 70000, 70000, false },
    { 70000, 66000, true },
};

/* Run `test` with each shape. */
static void with_shapes(void (*test)(const struct plain *p,
                                     const struct cvd_column *c))
{
    pick_seed = 7;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        struct plain p = make_plain(shapes[i].documents, shapes[i].values,
                                    shapes[i].several);
        struct file f = write_plain(&p);
        test(&p, &f.columns[CVD_F_ISSUER]);
        free(f.ptr);
        free(p.of);
    }
}

/* ---- what went in comes out ------------------------------------------ */

static void check_values(const struct plain *p, const struct cvd_column *c)
{
    assert_int_equal(c->documents, p->documents);
    assert_int_equal(c->values, p->values);
    assert_int_equal(c->width, p->values == 0       ? 0
                               : p->values <= 255   ? 1
                               : p->values <= 65535 ? 2
                                                    : 4);
    for (uint32_t n = 1; n <= p->values; n++) {
        char text[16];
        spell(n, text);
        if (!cvd_str_equal(cvd_column_value(c, n), cvd_str_from(text)))
            fail_msg("value %u is not '%s'", n, text);
    }
    assert_int_equal(cvd_column_value(c, 0).len, 0);
    assert_int_equal(cvd_column_value(c, p->values + 1).len, 0);
    for (uint32_t d = 0; d < p->documents; d++)
        if (cvd_column_ordinal(c, d + 1) != p->of[d][0])
            fail_msg("document %u has not its value", d + 1);
    assert_int_equal(cvd_column_ordinal(c, 0), 0);
    assert_int_equal(cvd_column_ordinal(c, p->documents + 1), 0);
}

static void values_come_back(void **state)
{
    (void)state;
    with_shapes(check_values);
}

/* ---- counts ---------------------------------------------------------- */

static void check_count(const struct plain *p, const struct cvd_column *c,
                        unsigned percent)
{
    uint64_t *bits = room_for(p->documents);
    uint64_t *counts = calloc(p->values + 1u, sizeof *counts);
    uint64_t *want = calloc(p->values + 1u, sizeof *want);

    assert_true(counts && want);
    for (uint32_t d = 0; d < p->documents; d++) {
        if (pick(100) >= percent)
            continue;
        bits[d / 64] |= UINT64_C(1) << d % 64;
        want[p->of[d][0]]++;
        for (int k = 1; k < SEVERAL_MAX; k++)
            if (p->of[d][k])
                want[p->of[d][k]]++;
    }
    for (int twice = 0; twice < 2; twice++)
        cvd_column_count(c, bits, p->documents, counts);
    for (uint32_t n = 0; n <= p->values; n++)
        if (counts[n] != 2 * want[n])
            fail_msg("%u %%, value %u of %u: not %lu but %lu", percent, n,
                     p->values, 2 * (unsigned long)want[n],
                     (unsigned long)counts[n]);
    free(bits);
    free(counts);
    free(want);
}

static void check_counts(const struct plain *p, const struct cvd_column *c)
{
    static const unsigned percent[] = { 0, 1, 30, 100 };

    for (size_t i = 0; i < sizeof percent / sizeof *percent; i++)
        check_count(p, c, percent[i]);
}

static void counts_are_those_of_the_documents(void **state)
{
    (void)state;
    with_shapes(check_counts);
}

/* ---- windows --------------------------------------------------------- */

static void check_window(const struct plain *p, const struct cvd_column *c,
                         uint32_t lo, uint32_t hi, uint32_t first,
                         uint32_t count)
{
    uint64_t *bits = room_for(count);

    cvd_column_between(c, lo, hi, first, count, bits);
    for (uint32_t i = 0; i < (count / 64 + 1) * 64; i++) {
        uint32_t d = first + i;
        bool want = false;
        for (int k = 0; i < count && d < p->documents && k < SEVERAL_MAX;
             k++)
            want = want || ((k == 0 || p->of[d][k]) &&
                            p->of[d][k] >= lo && p->of[d][k] < hi);
        if (want != (bits[i / 64] >> i % 64 & 1))
            fail_msg("[%u, %u) of %u: document %u of %u", lo, hi, p->values,
                     d + 1, p->documents);
    }
    free(bits);
}

static void check_windows(const struct plain *p, const struct cvd_column *c)
{
    static const uint32_t counts[] = { 0, 1, 63, 64, 65, 128, 1000, 4096 };
    uint32_t all = p->values + 1;

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        for (int k = 0; k < 6; k++) {
            uint32_t lo = pick(all + 1);
            check_window(p, c, lo, lo + pick(all - lo + 2),
                         pick(p->documents + 2), counts[i]);
        }
    }
    check_window(p, c, 0, UINT32_MAX, 0, p->documents);
    check_window(p, c, 1, all, 0, p->documents);
    check_window(p, c, 0, 1, 0, p->documents);
    check_window(p, c, all - 1, all, 0, p->documents);
    check_window(p, c, all, all + 1, 0, p->documents);
    check_window(p, c, 3, 2, 0, p->documents);
}

static void windows_have_their_documents(void **state)
{
    (void)state;
    with_shapes(check_windows);
}

/* ---- ranges of dates ------------------------------------------------- */

/* '~' stands behind every character of a date: "2000-01~" behind all that is
 * of that month. */
static bool in_range(const char *date, const char *from, const char *to)
{
    char behind[16];

    (void)snprintf(behind, sizeof behind, "%s~", to);
    return *date && strcmp(from, date) <= 0 && strcmp(date, behind) <= 0;
}

static void check_range(const struct cvd_column *c, const char *from,
                        const char *to)
{
    uint32_t lo = 77, hi = 77, found = 0;
    bool any = cvd_column_range(c, cvd_str_from(from), cvd_str_from(to), &lo,
                                &hi);

    for (uint32_t did = 1; did <= c->documents; did++) {
        uint32_t o = cvd_column_ordinal(c, did);
        struct cvd_str v = cvd_column_value(c, o);
        char date[16];
        (void)snprintf(date, sizeof date, "%.*s", (int)v.len,
                       v.len ? v.ptr : "");
        bool is = any && o >= lo && o < hi;
        if (is != in_range(date, from, to))
            fail_msg("'%s' from '%s' to '%s'", date, from, to);
        found += is;
    }
    assert_int_equal(any, found > 0);
    if (!any)
        assert_true(lo == 77 && hi == 77);
}

static void ranges_take_less_precise_bounds(void **state)
{
    static const char *const more[] = { "2000-01-15", "1", "3000", "20",
                                        "2020-05" };
    const char *bounds[DATES + 5];
    size_t n = DATES + 5;
    struct file f = write_dates(0);

    (void)state;
    memcpy(bounds, dates, sizeof dates);
    memcpy(bounds + DATES, more, sizeof more);
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++)
            check_range(&f.columns[CVD_F_DATE], bounds[a], bounds[b]);
    struct cvd_column none = { .documents = 3 };
    check_range(&none, "", "");
    free(f.ptr);
}

/* ---- documents ------------------------------------------------------- */

static void a_year_comes_from_the_date(void **state)
{
    struct file f = write_dates(0);
    const struct cvd_column *year = &f.columns[CVD_F_YEAR];

    (void)state;
    for (uint32_t did = 1; did <= DATES; did++) {
        struct cvd_str date = cvd_column_value(
            &f.columns[CVD_F_DATE],
            cvd_column_ordinal(&f.columns[CVD_F_DATE], did));
        struct cvd_str got =
            cvd_column_value(year, cvd_column_ordinal(year, did));
        assert_int_equal(got.len, date.len ? 4 : 0);
        assert_true(cvd_str_starts(date, got));
    }
    free(f.ptr);
}

static void a_value_said_twice_counts_once(void **state)
{
    static const char *const said[] = { "b", "a", "b", "", "a", "c" };
    struct cvd_drafts draft = { 0 }, *drafts[] = { &draft };
    struct cvd_doc doc = { 0 };
    const uint64_t bits = 1;
    uint64_t counts[4] = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        assert_int_equal(cvd_doc_add_value(&doc, CVD_F_CAMPAIGN,
                                           cvd_str_from(said[i])),
                         CVD_OK);
    assert_int_equal(cvd_doc_add_value(&doc, CVD_F_PATH, cvd_str_from("p")),
                     CVD_OK);
    assert_int_equal(cvd_drafts_add(&draft, &doc), CVD_OK);
    cvd_doc_release(&doc);
    struct file f = take_file(drafts, 1, 1);
    const struct cvd_column *c = &f.columns[CVD_F_CAMPAIGN];
    assert_int_equal(c->values, 3);
    assert_int_equal(cvd_column_ordinal(c, 1), 2); /* b, the first said */
    cvd_column_count(c, &bits, 1, counts);
    assert_int_equal(counts[0], 0);
    for (int o = 1; o <= 3; o++)
        assert_int_equal(counts[o], 1);
    assert_int_equal(f.columns[CVD_F_PATH].values, 0); /* is not counted */
    free(f.ptr);
}

static void of_several_dates_the_first_is_kept(void **state)
{
    static const char *const said[] = { "", "2020-05", "1999-01-01" };
    struct cvd_drafts draft = { 0 }, *drafts[] = { &draft };
    struct cvd_doc doc = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        assert_int_equal(cvd_doc_add_value(&doc, CVD_F_DATE,
                                           cvd_str_from(said[i])),
                         CVD_OK);
    assert_int_equal(cvd_drafts_add(&draft, &doc), CVD_OK);
    cvd_doc_release(&doc);
    struct file f = take_file(drafts, 1, 1);
    assert_int_equal(f.columns[CVD_F_DATE].values, 1);
    assert_true(cvd_str_equal(cvd_column_value(&f.columns[CVD_F_DATE], 1),
                              cvd_str_from("2020-05")));
    free(f.ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_back),
        cmocka_unit_test(counts_are_those_of_the_documents),
        cmocka_unit_test(windows_have_their_documents),
        cmocka_unit_test(ranges_take_less_precise_bounds),
        cmocka_unit_test(a_year_comes_from_the_date),
        cmocka_unit_test(a_value_said_twice_counts_once),
        cmocka_unit_test(of_several_dates_the_first_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
