/* Sets of documents counted by one column and by two, against plain loops
 * over random documents. */
#include "tests/unit/columns_support.h"

#include "store/part.h"

/* Sizes that begin parts within a byte, at one, and within a word; one part
 * without documents. */
static const uint32_t sizes[] = { 77, 0, 200, 64, 3, 131 };
enum {
    PARTS = sizeof sizes / sizeof *sizes,
    TOTAL = 77 + 200 + 64 + 3 + 131,
    VALUES = 30
};

/* A document: which of `dates` it has, which values (0 none). */
struct made {
    size_t date;
    uint32_t values[SEVERAL_MAX];
    bool in;
};

struct archive {
    struct made documents[TOTAL];
    struct cvd_part parts[PARTS];
    struct file files[PARTS];
    unsigned char bits[TOTAL / 8 + 1];
    uint32_t begin[PARTS + 1];
    struct cvd_docset set;
};

/* Few values twice, for "each once" is what must be told from "each time";
 * only later parts have several, or any. */
static struct made make_document(uint32_t part)
{
    struct made m = { .date = pick(DATES), .in = pick(3) > 0 };

    for (uint32_t k = 0; k < SEVERAL_MAX && part != 3; k++) {
        uint32_t v = k == 0 || part > 1 ? pick(VALUES + 10) : 0;
        bool again = false;
        for (uint32_t i = 0; i < k; i++)
            again |= m.values[i] == v;
        m.values[k] = v > VALUES || again || (k && !m.values[k - 1]) ? 0 : v;
    }
    return m;
}

static void add_document(struct cvd_drafts *drafts, const struct made *m)
{
    struct cvd_doc doc = { 0 };
    char text[SEVERAL_MAX][16];

    if (m->date)
        assert_int_equal(cvd_doc_add_value(&doc, CVD_F_DATE,
                                           cvd_str_from(dates[m->date])),
                         CVD_OK);
    for (int k = 0; k < SEVERAL_MAX; k++) {
        if (!m->values[k])
            continue;
        spell(m->values[k], text[k]);
        assert_int_equal(cvd_doc_add_value(&doc, CVD_F_ISSUER,
                                           cvd_str_from(text[k])),
                         CVD_OK);
    }
    assert_int_equal(cvd_drafts_add(drafts, &doc), CVD_OK);
    cvd_doc_release(&doc);
}

static void make_archive(struct archive *a, uint32_t seed)
{
    uint32_t at = 0;

    *a = (struct archive){ 0 };
    pick_seed = seed;
    for (uint32_t i = 0; i < PARTS; i++) {
        struct cvd_drafts draft = { 0 }, *drafts[] = { &draft };
        for (uint32_t d = 0; d < sizes[i]; d++, at++) {
            a->documents[at] = make_document(i);
            add_document(&draft, &a->documents[at]);
            if (a->documents[at].in)
                a->bits[at / 8] |= (unsigned char)(1 << at % 8);
        }
        a->begin[i + 1] = at;
        a->files[i] = take_file(drafts, 1, sizes[i]);
        a->parts[i].documents = sizes[i];
        memcpy(a->parts[i].columns, a->files[i].columns,
               sizeof a->files[i].columns);
    }
    a->set = (struct cvd_docset){ a->bits, a->begin, PARTS, 0 };
}

static void drop_archive(struct archive *a)
{
    for (int i = 0; i < PARTS; i++)
        free(a->files[i].ptr);
}

/* ---- one column ------------------------------------------------------ */

struct tally {
    uint64_t counts[VALUES + 1];
    size_t told, most;
};

static uint32_t number_of(struct cvd_str value)
{
    uint32_t n = 0;

    for (size_t i = 1; i < value.len; i++) /* behind the v */
        n = n * 10 + (uint32_t)(value.ptr[i] - '0');
    return n;
}

static bool take(void *ctx, struct cvd_str value, uint64_t documents)
{
    struct tally *t = ctx;

    assert_int_equal(value.len, 8);
    assert_true(documents > 0);
    t->counts[number_of(value)] += documents;
    return ++t->told < t->most;
}

static void a_tally_is_that_of_a_loop(void **state)
{
    struct archive a;
    struct cvd_clock clock = { 0 };

    (void)state;
    for (uint32_t seed = 1; seed <= 20; seed++) {
        struct tally got = { .most = SIZE_MAX }, few = { .most = 3 };
        uint64_t want[VALUES + 1] = { 0 };
        make_archive(&a, seed);
        for (size_t d = 0; d < TOTAL; d++)
            for (int k = 0; a.documents[d].in && k < SEVERAL_MAX; k++)
                want[a.documents[d].values[k]]++;
        want[0] = 0;
        assert_int_equal(cvd_parts_tally(a.parts, &a.set, CVD_F_ISSUER, take,
                                         &got, &clock),
                         CVD_OK);
        assert_memory_equal(got.counts, want, sizeof want);
        assert_int_equal(cvd_parts_tally(a.parts, &a.set, CVD_F_ISSUER, take,
                                         &few, &clock),
                         CVD_OK);
        assert_int_equal(few.told, 3);
        drop_archive(&a);
    }
}

/* ---- two columns ----------------------------------------------------- */

/* Rows: no date, 19xx and before, 20xx; later ones are not counted.  Columns:
 * none, values of one remainder, "the others" of several values together, of
 * which a document may have more than one; some are not counted. */
enum { ROWS = 3, COLUMNS = 4, OTHERS = 3 };

static uint32_t row_of_date(struct cvd_str date)
{
    return !date.len ? 0 : date.ptr[0] < '2' ? 1 : date.ptr[0] == '2' ? 2 : 3;
}

static uint32_t column_of_number(uint32_t number)
{
    return number == 0 ? 0
           : number <= 2 ? number
           : number % 5 == 0 ? COLUMNS + number
                             : OTHERS;
}

static uint32_t row_of(void *ctx, struct cvd_str date)
{
    ++*(size_t *)ctx;
    return row_of_date(date);
}

static uint32_t column_of(void *ctx, struct cvd_str value)
{
    ++*(size_t *)ctx;
    return column_of_number(number_of(value));
}

static void count_document(const struct made *m,
                           uint32_t want[ROWS * COLUMNS])
{
    uint32_t row = row_of_date(cvd_str_from(dates[m->date]));
    bool in[COLUMNS] = { !m->values[0] };

    for (int k = 0; k < SEVERAL_MAX; k++)
        if (m->values[k] && column_of_number(m->values[k]) < COLUMNS)
            in[column_of_number(m->values[k])] = true;
    for (uint32_t c = 0; c < COLUMNS && row < ROWS; c++)
        want[row * COLUMNS + c] += in[c];
}

static void a_table_is_that_of_a_loop(void **state)
{
    struct archive a;
    struct cvd_clock clock = { 0 };

    (void)state;
    for (uint32_t seed = 1; seed <= 50; seed++) {
        uint32_t got[ROWS * COLUMNS] = { 0 }, want[ROWS * COLUMNS] = { 0 };
        size_t asked = 0;
        struct cvd_cross t = { CVD_F_DATE, CVD_F_ISSUER, ROWS,  COLUMNS,
                               row_of,     column_of,    &asked, got };
        make_archive(&a, seed);
        for (size_t d = 0; d < TOTAL; d++)
            if (a.documents[d].in)
                count_document(&a.documents[d], want);
        assert_int_equal(cvd_parts_cross(a.parts, &a.set, &t, &clock),
                         CVD_OK);
        assert_memory_equal(got, want, sizeof want);
        /* By value, not by document. */
        assert_in_range(asked, 1, PARTS * (DATES + VALUES + 1));
        drop_archive(&a);
    }
}

static void who_is_late_counts_nothing(void **state)
{
    struct archive a;
    struct cvd_clock clock = { .deadline = 1, .late = true };
    uint32_t got[ROWS * COLUMNS] = { 0 }, want[ROWS * COLUMNS] = { 0 };
    size_t asked = 0;
    struct cvd_cross t = { CVD_F_DATE, CVD_F_ISSUER, ROWS,  COLUMNS,
                           row_of,     column_of,    &asked, got };
    struct tally tally = { .most = SIZE_MAX };

    (void)state;
    make_archive(&a, 1);
    assert_int_equal(cvd_parts_cross(a.parts, &a.set, &t, &clock), CVD_OK);
    assert_memory_equal(got, want, sizeof want);
    assert_int_equal(asked, 0);
    assert_int_equal(cvd_parts_tally(a.parts, &a.set, CVD_F_ISSUER, take,
                                     &tally, &clock),
                     CVD_OK);
    assert_int_equal(tally.told, 0);
    drop_archive(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tally_is_that_of_a_loop),
        cmocka_unit_test(a_table_is_that_of_a_loop),
        cmocka_unit_test(who_is_late_counts_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
