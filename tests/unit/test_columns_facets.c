/* What answers show of the columns of all parts: counts of values, dates. */
#include "tests/unit/columns_support.h"

#include "base/limits.h"
#include "store/part.h"

/* ---- facets ---------------------------------------------------------- */

enum { PARTS = 5, PART_DOCUMENTS = 300, FACET_VALUES = 40 };

struct parts {
    struct cvd_part parts[PARTS];
    struct file files[PARTS];
    uint64_t *bits[PARTS];
    uint64_t want[FACET_VALUES + 1];
};

/* The fourth part is not asked; the second has no values at all. */
static void make_parts(struct parts *s)
{
    *s = (struct parts){ 0 };
    for (int i = 0; i < PARTS; i++) {
        uint32_t values = FACET_VALUES - 9 * (uint32_t)i;
        struct plain p = make_plain(PART_DOCUMENTS, i == 1 ? 0 : values,
                                    i == 2);
        s->files[i] = write_plain(&p);
        s->parts[i].documents = p.documents;
        memcpy(s->parts[i].columns, s->files[i].columns,
               sizeof s->files[i].columns);
        if (i != 3)
            s->bits[i] = room_for(p.documents);
        for (uint32_t d = 0; s->bits[i] && d < p.documents; d++) {
            if (pick(2))
                continue;
            s->bits[i][d / 64] |= UINT64_C(1) << d % 64;
            for (int k = 0; k < SEVERAL_MAX; k++)
                s->want[p.of[d][k]] += p.of[d][k] != 0;
        }
        free(p.of);
    }
}

static void drop_parts(struct parts *s)
{
    for (int i = 0; i < PARTS; i++) {
        free(s->files[i].ptr);
        free(s->bits[i]);
    }
}

static void release(struct cvd_answer *a)
{
    for (size_t i = 0; i < a->facet_count; i++)
        free(a->facets[i].values);
    free(a->facets);
    cvd_buf_release(&a->data);
}

/* The strings are the answer's own. */
static bool is_own(const struct cvd_answer *a, struct cvd_str s)
{
    return s.ptr >= a->data.ptr &&
           s.ptr + s.len <= a->data.ptr + a->data.len;
}

static void check_facet(const struct cvd_answer *a, const struct cvd_facet *f,
                        const uint64_t *want, size_t most)
{
    size_t distinct = 0;

    for (uint32_t n = 1; n <= FACET_VALUES; n++)
        distinct += want[n] != 0;
    assert_int_equal(f->count, distinct < most ? distinct : most);
    for (size_t i = 0; i < f->count; i++) {
        const struct cvd_facet_value *v = &f->values[i];
        size_t before = 0;
        unsigned long number = strtoul(v->value.ptr + 1, NULL, 10);
        assert_true(is_own(a, v->value));
        assert_in_range(number, 1, FACET_VALUES);
        assert_int_equal(v->value.len, 8);
        assert_int_equal(v->count, want[number]);
        for (uint32_t n = 1; n <= FACET_VALUES; n++)
            before += want[n] > v->count ||
                      (want[n] == v->count && n < number);
        assert_int_equal(before, i);
    }
}

static void facets_add_up_all_parts(void **state)
{
    static const enum cvd_field fields[] = { CVD_F_TYPE, CVD_F_ISSUER };
    static const size_t most[] = { 0, 1, 2, 7, FACET_VALUES, 1000 };
    struct parts s;

    (void)state;
    pick_seed = 11;
    make_parts(&s);
    for (size_t i = 0; i < sizeof most / sizeof *most; i++) {
        struct cvd_answer a = { 0 };
        assert_int_equal(cvd_buf_add_text(&a.data, "before"), CVD_OK);
        assert_int_equal(
            cvd_facets_make(s.parts, PARTS,
                            (const uint64_t *const *)s.bits, fields, 2,
                            most[i], &a),
            CVD_OK);
        assert_int_equal(a.facet_count, 2);
        assert_int_equal(a.facets[0].field, CVD_F_TYPE);
        assert_int_equal(a.facets[0].count, 0);
        assert_int_equal(a.facets[1].field, CVD_F_ISSUER);
        check_facet(&a, &a.facets[1], s.want,
                    most[i] ? most[i] : CVD_FACET_VALUES_MAX);
        release(&a);
    }
    struct cvd_answer none = { 0 };
    assert_int_equal(cvd_facets_make(NULL, 0, NULL, fields, 2, 0, &none),
                     CVD_OK);
    assert_int_equal(none.facets[1].count, 0);
    release(&none);
    drop_parts(&s);
}

static void facets_have_all_dates(void **state)
{
    static const enum cvd_field field = CVD_F_DATE;
    struct file f = write_dates(0);
    struct cvd_part part = { .documents = DATES };
    uint64_t bits = (UINT64_C(1) << DATES) - 1;
    const uint64_t *by_part = &bits;
    struct cvd_answer a = { 0 };

    (void)state;
    memcpy(part.columns, f.columns, sizeof f.columns);
    assert_int_equal(cvd_facets_make(&part, 1, &by_part, &field, 1, 2, &a),
                     CVD_OK);
    assert_int_equal(a.facets[0].count, DATES - 1);
    for (size_t i = 0; i < a.facets[0].count; i++)
        assert_true(cvd_str_equal(a.facets[0].values[i].value,
                                  cvd_str_from(dates[i + 1])));
    release(&a);
    free(f.ptr);
}

/* ---- dates ----------------------------------------------------------- */

struct told {
    uint32_t at[2 * DATES];
    char dates[2 * DATES][16];
    size_t count, most;
};

static bool tell(void *ctx, uint32_t at, struct cvd_str date)
{
    struct told *t = ctx;

    t->at[t->count] = at;
    (void)snprintf(t->dates[t->count++], sizeof t->dates[0], "%.*s",
                   (int)date.len, date.len ? date.ptr : "");
    return t->count < t->most;
}

static void dates_are_told_by_position(void **state)
{
    struct file f[2] = { write_dates(0), write_dates(1) };
    struct cvd_part parts[3] = { { .documents = DATES },
                                 { .documents = 0 },
                                 { .documents = DATES - 1 } };
    uint32_t begin[] = { 0, DATES, DATES, 2 * DATES - 1 };
    unsigned char bits[2 * DATES / 8 + 1];
    struct cvd_docset set = { bits, begin, 3, 0 };
    struct cvd_clock clock = { 0 };
    struct told t = { .most = 1000 };

    (void)state;
    memcpy(parts[0].columns, f[0].columns, sizeof f[0].columns);
    memcpy(parts[2].columns, f[1].columns, sizeof f[1].columns);
    memset(bits, 0xff, sizeof bits);
    bits[0] = 0xfd; /* not the second */
    cvd_parts_dates(parts, &set, tell, &t, &clock);
    assert_int_equal(t.count, 2 * DATES - 2);
    for (size_t i = 0; i < t.count; i++) {
        uint32_t at = t.at[i];
        assert_int_equal(at, i + (i > 0));
        assert_string_equal(t.dates[i],
                            at < DATES ? dates[DATES - 1 - at]
                                       : dates[2 * DATES - 1 - at]);
    }
    t.count = 0;
    t.most = 3;
    cvd_parts_dates(parts, &set, tell, &t, &clock);
    assert_int_equal(t.count, 3);
    clock.deadline = 1;
    clock.late = true;
    t.count = 0;
    cvd_parts_dates(parts, &set, tell, &t, &clock);
    assert_int_equal(t.count, 0);
    free(f[0].ptr);
    free(f[1].ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facets_add_up_all_parts),
        cmocka_unit_test(facets_have_all_dates),
        cmocka_unit_test(dates_are_told_by_position),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
