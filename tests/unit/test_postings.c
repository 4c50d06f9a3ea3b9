/* Posting lists: what is put is what is read, bounds hold, and damage never
 * leads astray.  See store/postings.h. */
#include "store/postings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

enum {
    DOCS_MAX = 1 << 22,
    LIST_MAX = 5000
};

/* xorshift64* (Marsaglia 2003): the same lists every time. */
static uint64_t seed = 88172645463325252u;

static uint32_t random_below(uint32_t n)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (uint32_t)((seed * UINT64_C(2685821657736338717)) >> 33) % n;
}

/* A list beside its plain arrays. */
struct sample {
    uint32_t dids[LIST_MAX], counts[LIST_MAX];
    size_t n;
    uint32_t documents;
    struct cvd_norms norms;
    struct cvd_buf bytes;
};

static unsigned char lengths[DOCS_MAX];

/* `gap`: most between two documents; one in `rare` is an outlier (0: none). */
static void make_list(struct sample *s, size_t n, uint32_t gap,
                      unsigned rare)
{
    uint32_t did = 0;

    s->n = n;
    for (size_t i = 0; i < n; i++) {
        bool odd = rare && random_below(rare) == 0;
        did += 1 + random_below(odd ? gap * 50 : gap);
        assert_true(did < DOCS_MAX);
        s->dids[i] = did;
        s->counts[i] = 1 + random_below(4);
        if (odd)
            s->counts[i] = 1 + random_below(UINT32_C(1) << 31);
    }
    s->documents = did + 1;
    cvd_norms_set(&s->norms, 300);
    cvd_buf_clear(&s->bytes);
    assert_int_equal(cvd_postings_put(&s->bytes, s->dids, s->counts, n,
                                      lengths, &s->norms), CVD_OK);
}

/* Of the very bytes, so that a read beyond them is seen. */
static struct cvd_postings list_of(const struct sample *s, void **copy)
{
    *copy = malloc(s->bytes.len ? s->bytes.len : 1);
    assert_non_null(*copy);
    if (s->bytes.len)
        memcpy(*copy, s->bytes.ptr, s->bytes.len);
    return (struct cvd_postings){ *copy, s->bytes.len, (uint32_t)s->n };
}

static void check_walk(const struct sample *s, struct cvd_postings list)
{
    struct cvd_cursor c;
    uint32_t room[CVD_CURSOR_ROOM];
    size_t i = 0;

    cvd_cursor_begin(&c, list, s->documents, room);
    for (uint32_t did; (did = cvd_cursor_seek(&c, i ? s->dids[i - 1] + 1
                                                    : 1)) != CVD_NO_DID;
         i++) {
        assert_true(i < s->n);
        assert_int_equal(did, s->dids[i]);
        assert_int_equal(cvd_cursor_times(&c), s->counts[i]);
    }
    assert_int_equal(i, s->n);
    assert_false(c.damaged);
}

static void check_blocks(const struct sample *s, struct cvd_postings list)
{
    struct cvd_cursor c;
    uint32_t room[CVD_CURSOR_ROOM];
    size_t at = 0;

    cvd_cursor_begin(&c, list, s->documents, room);
    for (uint32_t b = 0; b < cvd_cursor_blocks(&c); b++) {
        assert_true(cvd_cursor_load(&c, b));
        double most = cvd_cursor_block_most(&c, b) / 255.0;
        for (uint32_t i = 0; i < c.count; i++, at++) {
            float add = s->norms.add[lengths[s->dids[at] - 1]];
            float share = cvd_posting_share(s->counts[at], add);
            assert_int_equal(c.dids[i], s->dids[at]);
            assert_true((double)share <= most);
        }
        if (b < c.full)
            assert_int_equal(cvd_cursor_block_last(&c, b), s->dids[at - 1]);
        else
            assert_int_equal(cvd_cursor_block_last(&c, b), CVD_NO_DID);
    }
    assert_int_equal(at, s->n);
}

/* From every place a seek to `did` finds the first that is not before. */
static void check_seeks(const struct sample *s, struct cvd_postings list)
{
    struct cvd_cursor c;
    uint32_t room[CVD_CURSOR_ROOM];

    for (int round = 0; round < 20; round++) {
        uint32_t step = 1 + random_below(s->documents / 4 + 2);
        size_t want = 0;
        cvd_cursor_begin(&c, list, s->documents, room);
        for (uint32_t did = 1; did <= s->documents;
             did += 1 + random_below(step)) {
            while (want < s->n && s->dids[want] < did)
                want++;
            uint32_t got = cvd_cursor_seek(&c, did);
            assert_int_equal(got, want < s->n ? s->dids[want] : CVD_NO_DID);
            if (want < s->n)
                assert_int_equal(cvd_cursor_times(&c), s->counts[want]);
            else
                break;
        }
    }
}

static void check_every_place(const struct sample *s,
                              struct cvd_postings list)
{
    struct cvd_cursor c;
    uint32_t room[CVD_CURSOR_ROOM];
    size_t want = 0;

    for (uint32_t did = 1; did <= s->documents; did++) {
        while (want < s->n && s->dids[want] < did)
            want++;
        cvd_cursor_begin(&c, list, s->documents, room);
        assert_int_equal(cvd_cursor_seek(&c, did),
                         want < s->n ? s->dids[want] : CVD_NO_DID);
    }
}

/* Here and there, in any order: what is there and how often. */
static void check_times(const struct sample *s, struct cvd_postings list)
{
    struct cvd_cursor c;
    uint32_t room[CVD_CURSOR_ROOM];

    cvd_cursor_begin(&c, list, s->documents, room);
    for (int round = 0; round < 300; round++) {
        uint32_t did = 1 + random_below(s->documents);
        size_t at = 0;
        while (at < s->n && s->dids[at] < did)
            at++;
        bool there = at < s->n && s->dids[at] == did;
        assert_int_equal(cvd_cursor_times_of(&c, did),
                         there ? s->counts[at] : 0);
        if (round % 5 == 0)
            assert_int_equal(cvd_cursor_seek(&c, did),
                             at < s->n ? s->dids[at] : CVD_NO_DID);
    }
    assert_false(c.damaged);
}

/* Windows in any order have the bits of their documents and no other. */
static void check_marks(const struct sample *s, struct cvd_postings list)
{
    enum { WINDOW = 512 };
    struct cvd_cursor c;
    uint32_t room[CVD_CURSOR_ROOM];

    cvd_cursor_begin(&c, list, s->documents, room);
    for (int round = 0; round < 40; round++) {
        uint32_t from = random_below(s->documents);
        uint64_t bits[WINDOW / 64] = { 0 }, want[WINDOW / 64] = { 0 };
        for (size_t i = 0; i < s->n; i++)
            if (s->dids[i] > from && s->dids[i] <= from + WINDOW) {
                uint32_t at = s->dids[i] - from - 1;
                want[at / 64] |= (uint64_t)1 << at % 64;
            }
        cvd_cursor_mark(&c, from, WINDOW, bits);
        assert_memory_equal(bits, want, sizeof bits);
    }
    assert_false(c.damaged);
}

static const struct {
    uint32_t gap;
    unsigned rare;
} kinds[] = {
    { 1, 0 },     /* every document */
    { 2, 0 },
    { 9, 20 },
    { 300, 0 },
    { 300, 3 },
    { 3, 2 },
    { 500, 200 }
};

enum { KINDS = sizeof kinds / sizeof *kinds };

static void test_what_is_put_is_read(void **state)
{
    static const size_t sizes[] = { 0,   1,   2,   127, 128,  129, 130, 255,
                                    256, 257, 383, 384, 1000, 4999, 5000 };
    struct sample *s = calloc(1, sizeof *s);

    (void)state;
    assert_non_null(s);
    for (size_t k = 0; k < KINDS; k++) {
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes + 20; i++) {
            size_t n = i < sizeof sizes / sizeof *sizes
                           ? sizes[i]
                           : random_below(LIST_MAX + 1);
            void *copy;
            if (n * kinds[k].gap > DOCS_MAX / 30)
                n = DOCS_MAX / 30 / kinds[k].gap;
            make_list(s, n, kinds[k].gap, kinds[k].rare);
            struct cvd_postings list = list_of(s, &copy);
            check_walk(s, list);
            check_blocks(s, list);
            check_seeks(s, list);
            check_times(s, list);
            check_marks(s, list);
            if (s->documents < 3000)
                check_every_place(s, list);
            free(copy);
        }
    }
    cvd_buf_release(&s->bytes);
    free(s);
}

/* Lists of one number of documents take no more than their bits. */
static void test_dense_lists_are_small(void **state)
{
    struct sample *s = calloc(1, sizeof *s);

    (void)state;
    assert_non_null(s);
    s->n = 128 * 20;
    for (size_t i = 0; i < s->n; i++) {
        s->dids[i] = (uint32_t)i + 1;
        s->counts[i] = 1;
    }
    cvd_norms_set(&s->norms, 300);
    assert_int_equal(cvd_postings_put(&s->bytes, s->dids, s->counts, s->n,
                                      lengths, &s->norms), CVD_OK);
    /* Where it ends, last document, bound; documents as bits; the head of a
     * run of nothing. */
    assert_int_equal(s->bytes.len, 20 * (4 + 4 + 1 + 2 + 128 / 8 + 2));
    cvd_buf_release(&s->bytes);
    free(s);
}

/* Every way a matcher moves, over bytes that may be anything: it must end,
 * and tell no document that is not there. */
static void walk_anything(struct cvd_postings list, uint32_t documents)
{
    struct cvd_cursor c;
    uint32_t room[CVD_CURSOR_ROOM];
    uint32_t last = 0, did;

    cvd_cursor_begin(&c, list, documents, room);
    while ((did = cvd_cursor_seek(&c, last + 1)) != CVD_NO_DID) {
        assert_true(did > last && did <= documents);
        (void)cvd_cursor_times(&c);
        last = did;
    }
    cvd_cursor_begin(&c, list, documents, room);
    for (did = 1; did <= documents && did > 0; did = did * 2 + 1)
        (void)cvd_cursor_seek(&c, did);
    cvd_cursor_begin(&c, list, documents, room);
    for (uint32_t from = 0; from < documents && from < 100000; from += 640) {
        uint64_t bits[8] = { 0 };
        cvd_cursor_mark(&c, from, 512, bits);
        (void)cvd_cursor_times_of(&c, from + 3);
    }
    cvd_cursor_begin(&c, list, documents, room);
    for (uint32_t b = cvd_cursor_blocks(&c); b-- > 0;) {
        if (c.damaged)
            break;
        (void)cvd_cursor_block_last(&c, b);
        (void)cvd_cursor_block_most(&c, b);
        (void)cvd_cursor_block_of(&c, 0, b * 100);
        if (cvd_cursor_load(&c, b))
            cvd_cursor_count(&c);
        for (uint32_t i = 0; i < c.count; i++)
            assert_true(c.dids[i] > 0 && c.dids[i] <= documents);
    }
}

static void damage_every_byte(const struct sample *s)
{
    static const unsigned char flips[] = { 0x01, 0x20, 0x80, 0xFF };
    void *copy;
    struct cvd_postings list = list_of(s, &copy);
    unsigned char *bytes = copy;

    for (size_t i = 0; i < list.len; i++) {
        unsigned char was = bytes[i];
        for (size_t f = 0; f < sizeof flips; f++) {
            bytes[i] = was ^ flips[f];
            walk_anything(list, s->documents);
        }
        bytes[i] = was;
    }
    free(copy);
}

static void cut_everywhere(const struct sample *s)
{
    for (size_t len = 0; len < s->bytes.len; len++) {
        char *copy = malloc(len ? len : 1);
        assert_non_null(copy);
        memcpy(copy, s->bytes.ptr, len);
        struct cvd_postings cut = { (unsigned char *)copy, len,
                                    (uint32_t)s->n };
        walk_anything(cut, s->documents);
        free(copy);
    }
}

static void test_damage_ends(void **state)
{
    static const size_t sizes[] = { 1, 5, 127, 128, 129, 300, 640 };
    struct sample *s = calloc(1, sizeof *s);

    (void)state;
    assert_non_null(s);
    for (size_t k = 0; k < KINDS; k += 2) {
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            make_list(s, sizes[i], kinds[k].gap, kinds[k].rare);
            damage_every_byte(s);
            cut_everywhere(s);
        }
    }
    cvd_buf_release(&s->bytes);
    free(s);
}

/* More postings said than there are documents, or bytes. */
static void test_numbers_too_large(void **state)
{
    struct sample *s = calloc(1, sizeof *s);
    void *copy;

    (void)state;
    assert_non_null(s);
    make_list(s, 300, 3, 0);
    struct cvd_postings list = list_of(s, &copy);
    for (uint32_t n = 0; n < 40; n++) {
        list.documents = n < 32 ? UINT32_C(1) << n : UINT32_MAX - n;
        walk_anything(list, s->documents);
        walk_anything(list, UINT32_MAX - 1);
    }
    walk_anything((struct cvd_postings){ copy, 0, 0 }, 0);
    free(copy);
    cvd_buf_release(&s->bytes);
    free(s);
}

static void test_length_codes(void **state)
{
    unsigned last = 0;

    (void)state;
    for (uint32_t words = 0; words < 3000000; words++) {
        unsigned code = cvd_length_code(words);
        assert_true(code >= last && code <= last + 1);
        last = code;
        if (words < 16)
            assert_true(cvd_length_of((unsigned char)code) == words);
        else if (words < 400000) /* within a sixteenth */
            assert_true(fabs(cvd_length_of((unsigned char)code) - words) <=
                        words / 16.0);
    }
    assert_int_equal(cvd_length_code(UINT32_MAX), UINT8_MAX);
    for (unsigned code = 1; code < 256; code++)
        assert_true(cvd_length_of((unsigned char)code) >
                    cvd_length_of((unsigned char)(code - 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_put_is_read),
        cmocka_unit_test(test_dense_lists_are_small),
        cmocka_unit_test(test_damage_ends),
        cmocka_unit_test(test_numbers_too_large),
        cmocka_unit_test(test_length_codes),
    };

    for (size_t i = 0; i < DOCS_MAX; i++)
        lengths[i] = cvd_length_code(random_below(i % 7 ? 900 : 9000));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
