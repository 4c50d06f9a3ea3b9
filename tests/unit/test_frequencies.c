/* test_frequencies.c - words and pairs counted in the streams of documents,
 * beside a count of the papers they were made of. */
#include "tests/unit/match_docs.h"

#include "store/frequencies.h"
#include "store/pair_rows.h"
#include "store/pair_table.h"

#include <string.h>

enum { UNITS = (WORDS_MAX + 1) * (WORDS_MAX + 2) };

/* Counts by unit: word a is a * (WORDS_MAX + 2), pair a, b that and b + 1. */
struct counts {
    uint64_t count[CVD_SIDES], left;
    uint32_t documents[CVD_SIDES];
    size_t last[CVD_SIDES];
};
static struct counts *want;

static size_t unit_of(uint32_t a, uint32_t b)
{
    return (size_t)a * (WORDS_MAX + 2) + b;
}

static void want_one(size_t unit, int side, size_t paper, bool left)
{
    struct counts *c = &want[unit];

    c->count[side]++;
    c->left += left;
    if (c->last[side] != paper + 1) {
        c->last[side] = paper + 1;
        c->documents[side]++;
    }
}

/* ---- which documents -------------------------------------------------- */

/* Papers by chance, of those that are there. */
static void choose(const struct shelf *f, uint32_t once, struct cvd_docset *d)
{
    size_t n = f->count;

    *d = (struct cvd_docset){ .parts = f->parts };
    d->bits = calloc(n / 8 + 1, 1);
    d->begin = calloc(f->parts + 1, sizeof *d->begin);
    assert_true(d->bits && d->begin);
    for (size_t i = 0; i <= f->parts; i++)
        d->begin[i] = (uint32_t)f->begin[i];
    for (size_t i = 0; i < n; i++)
        if (f->papers[i].live && once_in(once)) {
            d->bits[i / 8] |= (unsigned char)(1u << i % 8);
            d->count++;
        }
}

static bool has(const struct cvd_docset *d, size_t i)
{
    return d->bits[i / 8] >> (i % 8) & 1;
}

/* ---- the same by hand ------------------------------------------------- */

static uint64_t count_papers(const struct shelf *f,
                             const struct cvd_docset *set, int side)
{
    uint64_t words = 0;

    for (size_t i = 0; i < f->count; i++) {
        const struct paper *p = &f->papers[i];
        for (size_t k = 0; has(set, i) && k < p->body_len; k++) {
            if (!p->body[k])
                continue;
            words++;
            want_one(unit_of(p->body[k] - 1, 0), side, i, false);
            if (k && p->body[k - 1])
                want_one(unit_of(p->body[k - 1] - 1, p->body[k]), side, i,
                         false);
        }
    }
    return words;
}

/* How far word `at` of a paper is from the nearest place of `node`, less than
 * 0 before it; 0: too far, or one itself.  As the header says, not as the
 * program does it. */
static int distance(const struct paper *p, size_t at, uint32_t node,
                    int window)
{
    if (p->body[at] == node || !p->body[at])
        return 0;
    for (int d = 1; d <= window; d++) {
        bool open = true;
        if ((size_t)d <= at && p->body[at - (size_t)d] == node) {
            for (size_t k = at - (size_t)d; k < at; k++)
                open = open && p->body[k];
            if (open)
                return d;
        }
        open = true;
        if (at + (size_t)d < p->body_len &&
            p->body[at + (size_t)d] == node) {
            for (size_t k = at; k < at + (size_t)d; k++)
                open = open && p->body[k];
            if (open)
                return -d;
        }
    }
    return 0;
}

static uint64_t count_around(const struct shelf *f,
                             const struct cvd_docset *set, uint32_t node,
                             int window, uint64_t *places)
{
    uint64_t words = 0;

    for (size_t i = 0; i < f->count; i++) {
        const struct paper *p = &f->papers[i];
        for (size_t k = 0; has(set, i) && k < p->body_len; k++) {
            *places += p->body[k] == node;
            int d = distance(p, k, node, window);
            if (!d)
                continue;
            words++;
            want_one(unit_of(p->body[k] - 1, 0), CVD_OF, i, d < 0);
            int before = k ? distance(p, k - 1, node, window) : 0;
            if (before && (before < 0) == (d < 0))
                want_one(unit_of(p->body[k - 1] - 1, p->body[k]), CVD_OF, i,
                         d < 0);
        }
    }
    return words;
}

/* ---- beside one another ----------------------------------------------- */

static uint32_t word_number(struct cvd_str s)
{
    for (uint32_t w = 0; w <= WORDS_MAX; w++)
        if (cvd_str_equal(vocabulary[w].exact, s))
            return w;
    fail_msg("no such word: %.*s", (int)s.len, s.ptr);
    return 0;
}

static void compare(const struct cvd_frequencies *f, uint32_t min,
                    bool words, bool pairs)
{
    size_t expected = 0;

    for (size_t u = 0; u < UNITS; u++) {
        bool pair = u % (WORDS_MAX + 2) != 0;
        expected += want[u].documents[CVD_OF] >= min &&
                    want[u].documents[CVD_OF] && (pair ? pairs : words);
    }
    assert_int_equal(f->count, expected);
    for (size_t i = 0; i < f->count; i++) {
        const struct cvd_frequency *g = &f->list[i];
        uint32_t b = g->second.len ? word_number(g->second) + 1 : 0;
        struct counts *c = &want[unit_of(word_number(g->first), b)];
        for (int side = 0; side < CVD_SIDES; side++) {
            assert_int_equal(g->count[side], c->count[side]);
            assert_int_equal(g->documents[side], c->documents[side]);
        }
        assert_int_equal(g->left, c->left);
    }
}

static void forget(void)
{
    memset(want, 0, UNITS * sizeof *want);
}

static void check_whole(const struct shelf *f, bool words, bool pairs)
{
    struct cvd_err err = { 0 };
    struct cvd_docset of, with;
    struct cvd_frequencies out = { 0 };
    uint32_t min = 1 + pick(4);

    choose(f, 1 + pick(4), &of);
    choose(f, 1, &with);
    cvd_docset_less(&with, &of);
    for (size_t i = 0; i < f->count; i++)
        assert_true(has(&with, i) == (f->papers[i].live && !has(&of, i)));
    struct cvd_counting q = { .of = &of, .with = &with, .words = words,
                              .pairs = pairs, .min_documents = min };
    assert_ok(cvd_store_frequencies(f->store, &q, &out, &err));
    forget();
    assert_int_equal(out.words[CVD_OF], count_papers(f, &of, CVD_OF));
    assert_int_equal(out.words[CVD_WITH], count_papers(f, &with, CVD_WITH));
    assert_int_equal(out.documents[CVD_OF], of.count);
    assert_int_equal(out.documents[CVD_WITH], with.count);
    assert_false(out.late);
    assert_int_equal(out.pairs_cut, 0);
    compare(&out, min, words, pairs);
    cvd_frequencies_release(&out);
    cvd_docset_release(&of);
    cvd_docset_release(&with);
}

static void check_near(const struct shelf *f)
{
    struct cvd_err err = { 0 };
    struct cvd_docset of, with;
    struct cvd_frequencies out = { 0 };
    uint32_t node = pick_skewed(f->words) + 1;
    unsigned window = 1 + pick(6);
    struct cvd_slot slot = { false, &vocabulary[node - 1], 1 };
    struct cvd_place_words place = { &slot, 1 };
    uint64_t places = 0;

    choose(f, 1 + pick(3), &of);
    choose(f, 1, &with);
    struct cvd_counting q = { .of = &of, .with = &with, .words = true,
                              .pairs = true, .min_documents = 1,
                              .places = &place, .place_count = 1,
                              .window = window };
    assert_ok(cvd_store_frequencies(f->store, &q, &out, &err));
    forget();
    assert_int_equal(out.words[CVD_OF],
                     count_around(f, &of, node, (int)window, &places));
    assert_int_equal(out.places, places);
    (void)count_papers(f, &with, CVD_WITH);
    compare(&out, 1, true, true);
    cvd_frequencies_release(&out);
    cvd_docset_release(&of);
    cvd_docset_release(&with);
}

/* Several parts, documents removed, replaced and repeated. */
static void test_counts(void **state)
{
    enum { ROUNDS = 12, ASKED = 4 };

    want = calloc(UNITS, sizeof *want);
    assert_non_null(want);
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct shelf f;
        char dir[256];
        chance = round * 977u + 5;
        struct shape shape = { .parts = 1 + pick(4), .documents = 40,
                               .words = 5 + pick(WORDS_MAX - 5) };
        for (size_t i = 0; i < PARTS_MAX; i++)
            shape.longest[i] = 5 + pick(60);
        (void)snprintf(dir, sizeof dir, "%s/%u", (char *)*state, round);
        make_shelf(&f, &shape, dir);
        for (unsigned i = 0; i < ASKED; i++) {
            check_whole(&f, i != 1, i != 2);
            check_near(&f);
        }
        release_shelf(&f);
    }
    free(want);
}

/* Where the clock is late nothing is made up. */
static void test_late(void **state)
{
    struct cvd_err err = { 0 };
    struct shelf f;
    struct cvd_docset all;
    struct cvd_frequencies out = { 0 };
    struct shape shape = { .parts = 2, .documents = 40, .words = 20,
                           .longest = { 50, 50 } };
    char dir[256];

    chance = 3;
    (void)snprintf(dir, sizeof dir, "%s/late", (char *)*state);
    make_shelf(&f, &shape, dir);
    choose(&f, 1, &all);
    struct cvd_counting q = { .of = &all, .with = &all, .words = true,
                              .pairs = true };
    cvd_store_clock(f.store)->late = true;
    assert_ok(cvd_store_frequencies(f.store, &q, &out, &err));
    assert_true(out.late);
    assert_int_equal(out.count, 0);
    assert_int_equal(out.words[CVD_OF] + out.words[CVD_WITH], 0);
    cvd_frequencies_release(&out);
    cvd_docset_release(&all);
    release_shelf(&f);
}

/* ---- more pairs than are counted -------------------------------------- */

enum {
    MANY_WORDS = 3000,
    MANY_BODY = 1300000, /* of 1.2 million pairs */
    PLANTED = 700        /* once in so many words: the same pair */
};

static void write_many(const char *dir, const uint32_t *body)
{
    static char names[MANY_WORDS][8];
    struct cvd_err err = { 0 };
    struct cvd_writer *w;
    struct cvd_chunk *c;
    struct cvd_published published;
    struct cvd_word *words = calloc(MANY_BODY, sizeof *words);
    struct cvd_doc doc = { .id = cvd_str_from("many") };

    assert_non_null(words);
    for (unsigned i = 0; i < MANY_WORDS; i++)
        (void)snprintf(names[i], sizeof *names, "m%04u", i);
    for (size_t i = 0; i < MANY_BODY; i++)
        words[i].exact = words[i].folded = cvd_str_from(names[body[i]]);
    struct cvd_indexed d = { .doc = &doc, .words = words,
                             .word_count = MANY_BODY };
    assert_ok(cvd_writer_open(dir, true, &w, &err));
    assert_ok(cvd_chunk_new(w, &c, &err));
    assert_ok(cvd_chunk_add(c, &d, &err));
    assert_ok(cvd_chunk_seal(c, &err));
    assert_ok(cvd_writer_take(w, c, 0, &err));
    assert_ok(cvd_writer_publish(w, &published, &err));
    cvd_writer_close(w);
    free(words);
}

/* The commonest are told, each counted in full, though it was dropped for a
 * while, and how common the others may be is no less than they are. */
static void test_many_pairs(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_store *s;
    struct cvd_docset set = { 0 };
    struct cvd_frequencies out = { 0 };
    uint32_t *body = calloc(MANY_BODY, sizeof *body);
    uint16_t *times = calloc((size_t)MANY_WORDS * MANY_WORDS, sizeof *times);
    static const struct cvd_node all = { .kind = CVD_N_ALL };
    uint64_t told = 0;

    assert_true(body && times);
    chance = 11;
    for (size_t i = 0; i < MANY_BODY; i++)
        body[i] = i % PLANTED < 2 ? (uint32_t)(i % PLANTED)
                                  : pick(MANY_WORDS);
    for (size_t i = 1; i < MANY_BODY; i++)
        times[(size_t)body[i - 1] * MANY_WORDS + body[i]]++;
    write_many(*state, body);
    assert_ok(cvd_store_open(*state, &s, &err));
    assert_ok(cvd_store_collect(s, &all, &set, &err));
    struct cvd_counting q = { .of = &set, .with = &set, .pairs = true };
    assert_ok(cvd_store_frequencies(s, &q, &out, &err));
    assert_true(out.pairs_cut > 0);
    assert_true(out.count > 0 && out.count <= CVD_FREQUENCY_PAIRS_TOLD);
    for (size_t i = 0; i < out.count; i++) {
        const struct cvd_frequency *f = &out.list[i];
        size_t at = (size_t)atoi(f->first.ptr + 1) * MANY_WORDS +
                    (size_t)atoi(f->second.ptr + 1);
        assert_int_equal(f->count[CVD_OF], times[at]);
        assert_int_equal(f->count[CVD_WITH], times[at]);
        told += times[at] > out.pairs_cut;
    }
    for (size_t i = 0; i < (size_t)MANY_WORDS * MANY_WORDS; i++)
        told -= times[i] > out.pairs_cut;
    assert_int_equal(told, 0);
    assert_true(times[1] > out.pairs_cut); /* the planted one */
    cvd_frequencies_release(&out);
    cvd_docset_release(&set);
    cvd_store_close(s);
    free(body);
    free(times);
}

/* ---- pairs in bounded memory ------------------------------------------ */

static void add_pair(struct cvd_pair_table *t, uint32_t a, uint32_t b,
                     uint32_t document, size_t most)
{
    assert_int_equal(cvd_pair_table_room(t, most), CVD_OK);
    struct cvd_pair_entry *e = cvd_pair_slot(t, cvd_pair_key(a, b));
    t->used += !e->key;
    e->key = cvd_pair_key(a, b);
    e->count[CVD_OF]++;
    e->documents[CVD_OF] += e->last != document;
    e->last = document;
}

/* A pair that comes often stays among many that come once, and what was
 * dropped never came more often than said. */
static void test_pair_table(void **state)
{
    enum { MOST = 1000, RARE = 20000, OFTEN = 500 };
    struct cvd_pair_table t = { 0 };

    (void)state;
    for (uint32_t i = 0; i < RARE; i++) {
        add_pair(&t, 1 + i, 2 + i, i + 1, MOST);
        if (i % (RARE / OFTEN) == 0)
            add_pair(&t, 7, 7, i + 1, MOST);
        assert_true(t.used <= MOST);
    }
    const struct cvd_pair_entry *e = cvd_pair_slot(&t, cvd_pair_key(7, 7));
    assert_true(e->key && e->count[CVD_OF] + t.dropped >= OFTEN);
    assert_true(t.dropped >= 1 && t.dropped < OFTEN);
    assert_int_equal(cvd_pair_table_keep(&t, 2, 10), CVD_OK);
    assert_int_equal(t.used, 1);
    e = cvd_pair_slot(&t, cvd_pair_key(7, 7));
    assert_true(e->key && e->documents[CVD_OF] > 1);
    cvd_pair_table_release(&t);
}

/* The commonest are kept, and the first count that is not is told. */
static void test_pair_cut(void **state)
{
    struct cvd_pair_table t = { 0 };

    (void)state;
    for (uint32_t a = 1; a <= 50; a++)
        for (uint32_t n = 0; n < a; n++)
            add_pair(&t, a, 9, n + 1, 1000);
    assert_int_equal(cvd_pair_table_keep(&t, 1, 10), CVD_OK);
    assert_int_equal(t.used, 10);
    assert_int_equal(t.dropped, 40);
    for (uint32_t a = 1; a <= 50; a++)
        assert_true((cvd_pair_slot(&t, cvd_pair_key(a, 9))->key != 0) ==
                    (a > 40));
    cvd_pair_table_release(&t);
}

static void test_pair_rows(void **state)
{
    enum { CODES = 60 };
    struct cvd_pair_rows rows;
    struct cvd_coded_pair *list = calloc(CODES * CODES, sizeof *list);
    size_t n = 0;

    (void)state;
    assert_non_null(list);
    for (uint32_t a = 1; a < CODES; a++)
        for (uint32_t b = 1; b < CODES; b++)
            if ((a * b) % 3 == 1)
                list[n++] = (struct cvd_coded_pair){ a, b,
                                                     cvd_pair_key(a, b),
                                                     a ^ b };
    assert_int_equal(cvd_pair_rows_make(list, n, CODES, &rows), CVD_OK);
    for (uint32_t a = 0; a < CODES; a++)
        for (uint32_t b = 1; b < CODES; b++) {
            struct cvd_cell *c = cvd_pair_rows_find(&rows, a, b);
            assert_true((c != NULL) == ((a * b) % 3 == 1));
            if (c)
                assert_int_equal(rows.pairs[c - rows.cells].key,
                                 cvd_pair_key(a, b));
        }
    cvd_pair_rows_release(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_counts, make_dir, drop_dir),
        cmocka_unit_test_setup_teardown(test_late, make_dir, drop_dir),
        cmocka_unit_test_setup_teardown(test_many_pairs, make_dir, drop_dir),
        cmocka_unit_test(test_pair_table),
        cmocka_unit_test(test_pair_cut),
        cmocka_unit_test(test_pair_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
