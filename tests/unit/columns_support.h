/* columns_support.h - columns as plain arrays, and as a file in memory.
 * Header-only so that each test stays one file. */
#ifndef CVD_TESTS_COLUMNS_SUPPORT_H
#define CVD_TESTS_COLUMNS_SUPPORT_H

#include "tests/unit/support.h"

#include "store/columns.h"

enum { SEVERAL_MAX = 3 };

static uint32_t pick_seed;

static inline uint32_t pick(uint32_t below)
{
    pick_seed = pick_seed * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)pick_seed * below >> 32);
}

/* ---- documents as plain arrays --------------------------------------- */

/* Values are told by number, from 1; 0 is none.  Number n is written so that
 * numbers and values have the same order. */
struct plain {
    uint32_t documents, values;
    uint32_t (*of)[SEVERAL_MAX];
};

static inline void spell(uint32_t number, char out[16])
{
    (void)snprintf(out, 16, "v%07u", number);
}

static inline bool plain_has(const struct plain *p, uint32_t d, uint32_t number)
{
    for (int k = 0; k < SEVERAL_MAX; k++)
        if (p->of[d][k] == number)
            return number || p->of[d][0] == 0;
    return false;
}

/* Every value once at least; a tenth of the others have none. */
static inline struct plain make_plain(uint32_t documents, uint32_t values,
                               bool several)
{
    struct plain p = { documents, values, NULL };

    p.of = calloc(documents + 1u, sizeof *p.of);
    assert_non_null(p.of);
    for (uint32_t d = 0; d < documents; d++) {
        if (d < values)
            p.of[d][0] = values - d;
        else if (values && pick(10))
            p.of[d][0] = pick(values) + 1;
        for (int k = 1; several && k < SEVERAL_MAX; k++) {
            uint32_t more = p.of[d][k - 1] ? pick(values + 1) : 0;
            p.of[d][k] = plain_has(&p, d, more) ? 0 : more;
        }
    }
    return p;
}

static inline void add_plain(struct cvd_drafts *c, const struct plain *p,
                      uint32_t d)
{
    struct cvd_doc doc = { 0 };
    char text[SEVERAL_MAX][16];

    for (int k = 0; k < SEVERAL_MAX; k++) {
        if (!p->of[d][k])
            continue;
        spell(p->of[d][k], text[k]);
        assert_int_equal(cvd_doc_add_value(&doc, CVD_F_ISSUER,
                                           cvd_str_from(text[k])),
                         CVD_OK);
    }
    assert_int_equal(cvd_drafts_add(c, &doc), CVD_OK);
    cvd_doc_release(&doc);
}

/* ---- a file of columns ----------------------------------------------- */

/* In memory of exactly its size, so that the sanitizer sees every byte read
 * beyond it. */
struct file {
    unsigned char *ptr;
    size_t len;
    struct cvd_column columns[CVD_F_COUNT];
};

static inline struct file take_file(struct cvd_drafts *const *drafts,
                                    size_t count, uint32_t documents)
{
    struct file f = { 0 };
    struct cvd_buf out = { 0 };
    struct cvd_err err;

    assert_int_equal(cvd_drafts_write(drafts, count, &out), CVD_OK);
    f.ptr = malloc(out.len);
    assert_non_null(f.ptr);
    memcpy(f.ptr, out.ptr, out.len);
    f.len = out.len;
    cvd_buf_release(&out);
    assert_ok(cvd_columns_open(f.ptr, f.len, documents, f.columns, &err));
    assert_true(cvd_columns_sound(f.columns));
    return f;
}

/* By way of several drafts, one of them empty. */
static inline struct file write_plain(const struct plain *p)
{
    enum { DRAFTS = 4 };
    struct cvd_drafts *drafts[DRAFTS];
    uint32_t ends[DRAFTS] = { p->documents / 3, p->documents / 3,
                              p->documents / 2, p->documents };

    for (uint32_t i = 0, d = 0; i < DRAFTS; i++) {
        drafts[i] = calloc(1, sizeof *drafts[i]);
        assert_non_null(drafts[i]);
        for (; d < ends[i]; d++)
            add_plain(drafts[i], p, d);
    }
    struct file f = take_file(drafts, DRAFTS, p->documents);
    for (int i = 0; i < DRAFTS; i++)
        free(drafts[i]);
    return f;
}

static inline uint64_t *room_for(uint32_t documents)
{
    uint64_t *bits = calloc(documents / 64 + 1u, sizeof *bits);

    assert_non_null(bits);
    return bits;
}

/* ---- dates ----------------------------------------------------------- */

/* At all precisions, in order; "" is none. */
static const char *const dates[] = {
    "", "0998-12-31", "1975", "1999-12", "1999-12-31", "2000", "2000-01",
    "2000-01-01", "2000-01-31", "2000-02", "2000-12", "2000-12-31", "2001",
    "2001-01-01", "2020-05-19", "2020-06", "2020-06-01", "9999-12-31"
};
enum { DATES = sizeof dates / sizeof *dates };

static inline void add_value(struct cvd_drafts *c, enum cvd_field f,
                             const char *v)
{
    struct cvd_doc doc = { 0 };

    assert_int_equal(cvd_doc_add_value(&doc, f, cvd_str_from(v)), CVD_OK);
    assert_int_equal(cvd_drafts_add(c, &doc), CVD_OK);
    cvd_doc_release(&doc);
}

static inline struct file write_dates(size_t from)
{
    struct cvd_drafts draft = { 0 }, *drafts[] = { &draft };

    for (size_t i = from; i < DATES; i++)
        add_value(&draft, CVD_F_DATE, dates[DATES - 1 - i + from]);
    return take_file(drafts, 1, (uint32_t)(DATES - from));
}

#endif
