/* test_near.c - rows of words found nearly: against the whole table of edit
 * distances (Sellers, "The theory and computation of evolutionary distances",
 * 1980). */
#include "search/near.h"
#include "tests/unit/chance.h"
#include "tests/unit/support.h"

#include <string.h>

enum { TEXT_MAX = 600 };

/* The least edits that make the row of some piece of the text, and where the
 * first such piece ends. */
static size_t least_edits(const uint32_t *row, size_t rows,
                          const uint32_t *text, size_t count, size_t *to)
{
    size_t column[CVD_NEAR_WORDS_MAX + 1], least = rows;

    *to = 0;
    for (size_t i = 0; i <= rows; i++)
        column[i] = i;
    for (size_t t = 0; t < count; t++) {
        size_t corner = 0; /* a piece may begin anywhere */
        for (size_t i = 1; i <= rows; i++) {
            size_t best = corner + (row[i - 1] != text[t]);
            corner = column[i];
            if (column[i] + 1 < best)
                best = column[i] + 1;
            if (column[i - 1] + 1 < best)
                best = column[i - 1] + 1;
            column[i] = best;
        }
        if (column[rows] < least) {
            least = column[rows];
            *to = t + 1;
        }
    }
    return least;
}

/* The edits between two rows. */
static size_t edits_between(const uint32_t *a, size_t n, const uint32_t *b,
                            size_t m)
{
    size_t column[CVD_NEAR_WORDS_MAX + 1];

    for (size_t i = 0; i <= n; i++)
        column[i] = i;
    for (size_t k = 0; k < m; k++) {
        size_t corner = column[0]++;
        for (size_t i = 1; i <= n; i++) {
            size_t best = corner + (a[i - 1] != b[k]);
            corner = column[i];
            if (column[i] + 1 < best)
                best = column[i] + 1;
            if (column[i - 1] + 1 < best)
                best = column[i - 1] + 1;
            column[i] = best;
        }
    }
    return column[n];
}

static void check(const uint32_t *row, size_t rows, const uint32_t *text,
                  size_t count, size_t most)
{
    struct cvd_near n;
    struct cvd_near_place place;
    size_t to, least = least_edits(row, rows, text, count, &to);

    cvd_near_make(row, rows, &n);
    bool found = cvd_near_find(&n, text, count, most, &place);
    assert_int_equal(found, least <= most && least < rows);
    if (!found)
        return;
    assert_int_equal(place.edits, least);
    assert_int_equal(place.to, to);
    assert_true(place.from < place.to);
    assert_int_equal(edits_between(row, rows, text + place.from,
                                   place.to - place.from), least);
}

/* Rows of every length, around the ends of blocks too, in texts of few
 * different words, where there is much to mistake, and of many. */
static void test_chance(void **state)
{
    static const size_t lengths[] = { 1, 2, 4, 7, 31, 63, 64, 65, 127, 128,
                                      129, 200, 255, 256 };
    uint32_t row[CVD_NEAR_WORDS_MAX], text[TEXT_MAX];

    (void)state;
    chance = 20211025;
    for (int round = 0; round < 1500; round++) {
        size_t rows = lengths[pick(sizeof lengths / sizeof *lengths)];
        size_t count = pick(TEXT_MAX);
        uint32_t words = round % 2 ? 3 : 400;
        for (size_t i = 0; i < rows; i++)
            row[i] = pick(words);
        for (size_t i = 0; i < count; i++)
            text[i] = pick(words);
        /* In half of them the row stands there, with a word in ten another. */
        if (round % 4 > 1 && count > rows) {
            size_t at = pick((uint32_t)(count - rows));
            for (size_t i = 0; i < rows; i++)
                text[at + i] = pick(10) ? row[i] : pick(words);
        }
        check(row, rows, text, count, rows * 3 / 10);
    }
}

static void test_places(void **state)
{
    static const uint32_t row[] = { 1, 2, 3, 4, 5 };
    static const uint32_t text[] = { 9, 1, 2, 3, 4, 5, 9, 1, 2, 3, 4, 5 };
    static const uint32_t without[] = { 8, 1, 2, 4, 5, 8 };
    static const uint32_t with[] = { 8, 1, 2, 3, 7, 4, 5, 8 };
    struct cvd_near n;
    struct cvd_near_place p;

    (void)state;
    cvd_near_make(row, 5, &n);
    assert_true(cvd_near_find(&n, text, 12, 1, &p)); /* the first of equals */
    assert_int_equal(p.from, 1);
    assert_int_equal(p.to, 6);
    assert_int_equal(p.edits, 0);
    assert_true(cvd_near_find(&n, without, 6, 1, &p));
    assert_int_equal(p.from, 1);
    assert_int_equal(p.to, 5);
    assert_int_equal(p.edits, 1);
    assert_true(cvd_near_find(&n, with, 8, 1, &p));
    assert_int_equal(p.from, 1);
    assert_int_equal(p.to, 7);
    assert_false(cvd_near_find(&n, with, 8, 0, &p));
    assert_false(cvd_near_find(&n, text, 0, 4, &p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chance),
        cmocka_unit_test(test_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
