/* test_align.c - texts laid beside each other: small cases whose segments are
 * written down, edits made by chance, texts made to take long. */
#include "tests/unit/support.h"

#include "search/align.h"

#include <time.h>

static struct cvd_clock no_hurry;

/* ---- what holds of every alignment ----------------------------------- */

static void check_segment(const struct cvd_two *t,
                          const struct cvd_alignment *al, size_t i)
{
    const struct cvd_align_segment *s = &al->list[i];
    size_t in_a = s->a_to - s->a_from, in_b = s->b_to - s->b_from;

    switch (s->kind) {
    case CVD_ALIGN_SHARED:
        assert_true(in_a > 0);
        assert_int_equal(in_a, in_b);
        assert_memory_equal(t->a + s->a_from, t->b + s->b_from,
                            in_a * sizeof *t->a);
        break;
    case CVD_ALIGN_CHANGED:
        assert_true(in_a > 0 && in_b > 0);
        break;
    case CVD_ALIGN_GONE:
        assert_true(in_a > 0 && in_b == 0);
        break;
    case CVD_ALIGN_NEW:
        assert_true(in_a == 0 && in_b > 0);
        break;
    case CVD_ALIGN_MOVED: {
        const struct cvd_align_segment *o = &al->list[s->other];
        assert_int_equal(o->kind, CVD_ALIGN_MOVED);
        assert_int_equal(o->other, i);
        assert_true((in_a == 0) != (in_b == 0));
        const struct cvd_align_segment *a = in_a ? s : o, *b = in_a ? o : s;
        assert_int_equal(a->a_to - a->a_from, b->b_to - b->b_from);
        assert_true(a->a_to - a->a_from >= CVD_ALIGN_MOVED_WORDS);
        assert_memory_equal(t->a + a->a_from, t->b + b->b_from,
                            (a->a_to - a->a_from) * sizeof *t->a);
        break;
    }
    }
}

/* Segments cover both texts, each word once, in order, and are what they
 * say. */
static void check_all(const struct cvd_two *t, const struct cvd_alignment *al)
{
    uint32_t a = 0, b = 0;

    for (size_t i = 0; i < al->count; i++) {
        const struct cvd_align_segment *s = &al->list[i];
        assert_int_equal(s->a_from, a);
        assert_int_equal(s->b_from, b);
        assert_true(s->a_to >= a && s->b_to >= b);
        a = s->a_to;
        b = s->b_to;
        check_segment(t, al, i);
        assert_true(!i || s->kind != CVD_ALIGN_SHARED ||
                    al->list[i - 1].kind != CVD_ALIGN_SHARED);
    }
    assert_int_equal(a, t->a_count);
    assert_int_equal(b, t->b_count);
}

/* The words of `kind`, of both sides. */
static size_t words_of(const struct cvd_alignment *al,
                       enum cvd_align_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < al->count; i++) {
        const struct cvd_align_segment *s = &al->list[i];
        if (s->kind == kind)
            n += (s->a_to - s->a_from) + (s->b_to - s->b_from);
    }
    return n;
}

static void align(const struct cvd_two *t, struct cvd_alignment *al)
{
    assert_int_equal(cvd_align(t, al), CVD_OK);
    check_all(t, al);
}

/* ---- written down ---------------------------------------------------- */

/* A word a letter; the alignment: =shared -gone +new ~changed/into <moved
 * away> {moved here}. */
static const struct {
    const char *a, *b, *want;
} cases[] = {
    { "", "", "" },
    { "", "abc", "+abc" },
    { "abc", "", "-abc" },
    { "abc", "abc", "=abc" },
    { "abc", "xyz", "~abc/xyz" },
    { "abcdefgh", "abcdxefgh", "=abcd+x=efgh" },
    { "abcdxefgh", "abcdefgh", "=abcd-x=efgh" },
    { "abcdefgh", "abcxefgh", "=abc~d/x=efgh" },
    /* what is too short to have a row in common */
    { "ab", "axb", "=a+x=b" },
    /* rows alone are one word: the rest is what agrees around them */
    { "abcdefghijklm", "xbcdefghijkly", "~a/x=bcdefghijkl~m/y" },
    /* a word between two that differ tells nothing */
    { "abcdeXmYfghij", "abcdeUmVfghij", "=abcde~XmY/UmV=fghij" },
    { "abcdeXmnYfghij", "abcdeUmnVfghij", "=abcde~X/U=mn~Y/V=fghij" },
    /* a block that went behind another: the heavier one stays */
    { "abcdefghijklmnopqrstuvwxyzABCDEFGH",
      "nopqrstuvwxyzABCDEFGHabcdefghijklm",
      "<abcdefghijklm>=nopqrstuvwxyzABCDEFGH{abcdefghijklm}" },
    { "abcdefghijklmnopqrstuvwxyz01ABCDEFGHIJKLM",
      "ABCDEFGHIJKLMnopqrstuvwxyz01abcdefghijklm",
      "<abcdefghijklm>{ABCDEFGHIJKLM}=nopqrstuvwxyz01"
      "<ABCDEFGHIJKLM>{abcdefghijklm}" },
    /* too short to be told as moved */
    { "abcdefghijklmnopqrst", "fghijklmnopqrstabcde",
      "-abcde=fghijklmnopqrst+abcde" },
    /* what stands in one gap of both has not moved */
    { "aaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaa",
      "=aaaaaaaaaaaaaaaaaaaa-aaaaa" },
    { "abcdefghijklmnopqrstuvwxyzA", "abcdefghijklmno12mnopqrstuvwxyzA",
      "=abcdefghijklmno+12mno=pqrstuvwxyzA" },
    /* twice in one: once in place, once new */
    { "abcdefghijklmn", "abcdefghijklmnabcdefghijklmn",
      "=abcdefghijklmn+abcdefghijklmn" },
};

static size_t letters(const char *s, uint32_t *out)
{
    size_t n = 0;

    for (; s[n]; n++)
        out[n] = (uint32_t)s[n];
    return n;
}

static void write_segments(const struct cvd_alignment *al, const char *a,
                           const char *b, struct cvd_buf *out)
{
    static const char *const open[] = { "=", "~", "-", "+", "<" };

    for (size_t i = 0; i < al->count; i++) {
        const struct cvd_align_segment *s = &al->list[i];
        bool here = s->kind == CVD_ALIGN_MOVED && s->b_to > s->b_from;
        (void)cvd_buf_printf(out, "%s%.*s", here ? "{" : open[s->kind],
                             (int)(s->a_to - s->a_from), a + s->a_from);
        if (s->kind == CVD_ALIGN_CHANGED)
            (void)cvd_buf_add_char(out, '/');
        if (s->kind != CVD_ALIGN_SHARED)
            (void)cvd_buf_printf(out, "%.*s", (int)(s->b_to - s->b_from),
                                 b + s->b_from);
        if (s->kind == CVD_ALIGN_MOVED)
            (void)cvd_buf_add_char(out, here ? '}' : '>');
    }
    (void)cvd_buf_add_char(out, '\0');
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t a[64], b[64];
        struct cvd_two t = { a, b, letters(cases[i].a, a),
                             letters(cases[i].b, b), &no_hurry };
        struct cvd_alignment al = { 0 };
        struct cvd_buf got = { 0 };
        align(&t, &al);
        write_segments(&al, cases[i].a, cases[i].b, &got);
        assert_string_equal(got.ptr, cases[i].want);
        assert_false(al.cut);
        cvd_buf_release(&got);
        cvd_alignment_release(&al);
    }
}

/* Between texts that have nothing in common: what they begin and end with,
 * though no row of it is rare. */
static void test_ends(void **state)
{
    enum { COUNT = 2000, END = 30 };
    static uint32_t a[COUNT], b[COUNT];
    struct cvd_two t = { a, b, COUNT, COUNT, &no_hurry };
    struct cvd_alignment al = { 0 };

    (void)state;
    for (uint32_t i = 0; i < COUNT; i++) {
        a[i] = i < END || i >= COUNT - END ? 1 : 2 + i;
        b[i] = i < END || i >= COUNT - END ? 1 : 2 + COUNT + i;
    }
    align(&t, &al);
    assert_int_equal(al.count, 3);
    assert_int_equal(al.list[1].kind, CVD_ALIGN_CHANGED);
    assert_int_equal(al.list[1].a_from, END);
    assert_int_equal(al.list[1].b_to, COUNT - END);
    cvd_alignment_release(&al);
}

/* ---- by chance ------------------------------------------------------- */

static uint64_t chance_state;

/* splitmix64 (Steele, Lea, Flood, 2014). */
static uint32_t chance(uint32_t below)
{
    uint64_t z = chance_state += 0x9E3779B97F4A7C15u;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ z >> 31) % below);
}

enum { WORDS_MAX = 4096 };

/* b is a with words changed, taken out and put in, one in `every`. */
static size_t edit(const uint32_t *a, size_t count, uint32_t every,
                   uint32_t vocabulary, uint32_t *b)
{
    size_t n = 0;

    for (size_t i = 0; i < count && n + 2 < WORDS_MAX; i++) {
        uint32_t what = chance(every);
        if (what == 0)
            continue;
        if (what == 1)
            b[n++] = chance(vocabulary);
        b[n++] = what == 2 ? chance(vocabulary) : a[i];
    }
    return n;
}

/* Whatever the words and the edits, segments are what they say; and of a few
 * edits most of the text is shared. */
static void test_edits(void **state)
{
    static const uint32_t vocabularies[] = { 2, 30, 4000 };
    static const uint32_t rates[] = { 4, 20, 200 };
    static uint32_t a[WORDS_MAX], b[WORDS_MAX];

    (void)state;
    for (unsigned round = 0; round < 270; round++) {
        uint32_t vocabulary = vocabularies[round % 3];
        uint32_t every = rates[round / 3 % 3];
        struct cvd_alignment al = { 0 };
        chance_state = round;
        size_t count = chance(2000);
        for (size_t i = 0; i < count; i++)
            a[i] = chance(vocabulary);
        struct cvd_two t = { a, b, count,
                             edit(a, count, every, vocabulary, b),
                             &no_hurry };
        align(&t, &al);
        size_t shared = words_of(&al, CVD_ALIGN_SHARED);
        if (vocabulary == 4000 && every == 200)
            assert_true((double)shared >= 0.96 * 2 * (double)count);
        if (vocabulary == 4000 && every == 20)
            assert_true((double)shared >= 0.80 * 2 * (double)count);
        cvd_alignment_release(&al);
    }
}

/* A block that goes elsewhere in a text of ordinary words is found there. */
static void test_moved(void **state)
{
    static uint32_t a[WORDS_MAX], b[WORDS_MAX];
    enum { COUNT = 2000, BLOCK = 60 };

    (void)state;
    for (unsigned round = 0; round < 100; round++) {
        struct cvd_alignment al = { 0 };
        chance_state = round;
        for (size_t i = 0; i < COUNT; i++)
            a[i] = chance(1000);
        size_t from = 200 + chance(500), to = 1000 + chance(700);
        memcpy(b, a, sizeof *a * from);
        memcpy(b + from, a + from + BLOCK, sizeof *a * (to - from));
        memcpy(b + to, a + from, sizeof *a * BLOCK);
        memcpy(b + to + BLOCK, a + to + BLOCK,
               sizeof *a * (COUNT - to - BLOCK));
        struct cvd_two t = { a, b, COUNT, COUNT, &no_hurry };
        align(&t, &al);
        /* The ends may agree with what stands around by chance. */
        size_t moved = words_of(&al, CVD_ALIGN_MOVED);
        assert_true(moved >= 2 * (BLOCK - 2) && moved <= 2 * BLOCK);
        assert_true(words_of(&al, CVD_ALIGN_SHARED) >=
                    2 * (COUNT - BLOCK - 2));
        cvd_alignment_release(&al);
    }
}

/* ---- passages -------------------------------------------------------- */

static void test_passages(void **state)
{
    static const char *const a = "abcdefghijk----lmnopqrs++++tuvwxyz";
    static const char *const b = "tuvwxyz!!!abcdefghijk???lmnopqrs";
    static const struct cvd_tile want[] = { { 0, 10, 11 }, { 15, 24, 8 },
                                            { 27, 0, 7 } };
    uint32_t wa[64], wb[64];
    struct cvd_two t = { wa, wb, letters(a, wa), letters(b, wb), &no_hurry };
    struct cvd_tiles l = { 0 };

    (void)state;
    assert_int_equal(cvd_align_passages(&t, 7, &l), CVD_OK);
    assert_int_equal(l.count, 3);
    assert_memory_equal(l.list, want, sizeof want);
    assert_false(l.cut);
    cvd_tiles_release(&l);
    assert_int_equal(cvd_align_passages(&t, 8, &l), CVD_OK);
    assert_int_equal(l.count, 2);
    cvd_tiles_release(&l);
    assert_int_equal(cvd_align_passages(&t, 12, &l), CVD_OK);
    assert_int_equal(l.count, 0);
    cvd_tiles_release(&l);
}

/* A word is in one passage at most, though it could be in several. */
static void test_passages_apart(void **state)
{
    static uint32_t a[WORDS_MAX], b[WORDS_MAX];

    (void)state;
    for (unsigned round = 0; round < 50; round++) {
        static unsigned char in_a[WORDS_MAX], in_b[WORDS_MAX];
        struct cvd_tiles l = { 0 };
        chance_state = round;
        for (size_t i = 0; i < 1500; i++) {
            a[i] = i < 300 ? chance(100) : a[chance(250) + i % 40];
            b[i] = a[i / 2];
        }
        memcpy(b + 700, a + 100, 400 * sizeof *a);
        struct cvd_two t = { a, b, 1500, 1500, &no_hurry };
        assert_int_equal(cvd_align_passages(&t, 6, &l), CVD_OK);
        assert_true(l.count > 0 && l.list[0].words >= 400);
        memset(in_a, 0, sizeof in_a);
        memset(in_b, 0, sizeof in_b);
        for (size_t i = 0; i < l.count; i++) {
            const struct cvd_tile *x = &l.list[i];
            assert_true(x->words >= 6);
            assert_true(!i || x->words <= l.list[i - 1].words);
            assert_memory_equal(a + x->a, b + x->b, x->words * sizeof *a);
            for (uint32_t k = 0; k < x->words; k++) {
                assert_false(in_a[x->a + k]++);
                assert_false(in_b[x->b + k]++);
            }
        }
        cvd_tiles_release(&l);
    }
}

/* ---- made to take long ----------------------------------------------- */

enum { LONG = 100000 };

static uint32_t one_word(size_t i)
{
    (void)i;
    return 7;
}

static uint32_t two_words(size_t i)
{
    return i % 2;
}

static uint32_t by_chance(size_t i)
{
    (void)i;
    return chance(3);
}

/* Eight times the same between long runs of one word. */
static uint32_t runs(size_t i)
{
    return i % 1000 < 6 ? (uint32_t)(i % 1000 + 1 + i / 8000 * 10) : 0;
}

static uint32_t periods(size_t i)
{
    return (uint32_t)(i % (LONG / 8));
}

static uint32_t unlike_a(size_t i)
{
    return (uint32_t)i;
}

static uint32_t unlike_b(size_t i)
{
    return (uint32_t)(i % 3 ? i + LONG : i);
}

static double seconds(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Each would take minutes or gigabytes if pairs of places, or edit scripts,
 * were not bounded: 10^10 steps. */
static void test_bounded(void **state)
{
    static const struct {
        uint32_t (*a)(size_t i), (*b)(size_t i);
        size_t a_count, b_count;
    } texts[] = {
        { one_word, one_word, LONG, LONG - 1000 },
        { one_word, two_words, LONG, LONG },
        { two_words, by_chance, LONG, LONG },
        { by_chance, by_chance, LONG, LONG },
        { runs, runs, LONG, LONG },
        { periods, periods, LONG, LONG - 5000 },
        { unlike_a, unlike_b, LONG, LONG },
    };
    static uint32_t a[LONG], b[LONG];

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct cvd_alignment al = { 0 };
        struct cvd_tiles l = { 0 };
        double begun = seconds();
        chance_state = i;
        for (size_t k = 0; k < texts[i].a_count; k++)
            a[k] = texts[i].a(k);
        for (size_t k = 0; k < texts[i].b_count; k++)
            b[k] = texts[i].b(k);
        struct cvd_two t = { a, b, texts[i].a_count, texts[i].b_count,
                             &no_hurry };
        align(&t, &al);
        assert_int_equal(cvd_align_passages(&t, 12, &l), CVD_OK);
        assert_true(l.count <= LONG);
        assert_true(seconds() - begun < 20);
        if (texts[i].a == texts[i].b && texts[i].a != by_chance)
            assert_true(words_of(&al, CVD_ALIGN_SHARED) >=
                        2 * texts[i].b_count * 9 / 10);
        cvd_tiles_release(&l);
        cvd_alignment_release(&al);
    }
}

static uint64_t later;

static uint64_t ticking(void)
{
    return later += 1000;
}

/* A clock that is late: less is shared, nothing is wrong, and it says so. */
static void test_late(void **state)
{
    static uint32_t a[WORDS_MAX], b[WORDS_MAX];

    (void)state;
    for (uint64_t deadline = 1000; deadline < 60000; deadline += 2000) {
        struct cvd_clock clock = { .deadline = deadline, .now = ticking,
                                   .every = 64 };
        struct cvd_alignment al = { 0 };
        later = 0;
        chance_state = 5;
        for (size_t i = 0; i < WORDS_MAX; i++)
            b[i] = a[i] = chance(1000);
        for (size_t i = 0; i < WORDS_MAX; i += 10)
            b[i]++;
        struct cvd_two t = { a, b, WORDS_MAX, WORDS_MAX, &clock };
        align(&t, &al);
        assert_int_equal(al.cut, clock.late);
        cvd_alignment_release(&al);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_edits),
        cmocka_unit_test(test_moved),
        cmocka_unit_test(test_passages),
        cmocka_unit_test(test_passages_apart),
        cmocka_unit_test(test_bounded),
        cmocka_unit_test(test_late),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
