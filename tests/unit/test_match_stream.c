/* test_match_stream.c - phrases in the streams of documents: words whose code
 * takes several units, places that look alike, counts beyond 16 bits. */
#include "tests/unit/match_docs.h"

#include "store/format.h"
#include "store/postings.h"

#include <math.h>

enum {
    MANY_WORDS = CVD_STREAM_RARE + 4000, /* some are rare */
    BODY_MAX = 4 * MANY_WORDS
};

/* Each word is borne by one document, so that word w has code w + 1. */
static char (*names)[8];
static uint32_t *body; /* word + 1, 0 a gap */
static size_t body_len;
static double length;  /* of the one document that is not empty */

static void begin_body(void)
{
    names = calloc(MANY_WORDS, sizeof *names);
    body = calloc(BODY_MAX, sizeof *body);
    assert_true(names && body);
    body_len = 0;
    for (unsigned w = 0; w < MANY_WORDS; w++)
        (void)snprintf(names[w], sizeof *names, "%06u", w);
}

static void end_body(void)
{
    free(names);
    free(body);
}

static void put(uint32_t number)
{
    assert_true(body_len < BODY_MAX);
    body[body_len++] = number;
}

static struct cvd_word word_of(uint32_t w)
{
    struct cvd_str s = cvd_str_from(names[w]);

    return (struct cvd_word){ s, s };
}

/* An index of an empty document and the one of the body. */
static struct cvd_store *write_body_index(const char *dir)
{
    struct cvd_err err = { 0 };
    struct cvd_writer *w;
    struct cvd_chunk *c;
    struct cvd_published published;
    struct cvd_store *s;
    struct cvd_doc docs[2] = { { .id = cvd_str_from("empty") },
                               { .id = cvd_str_from("full") } };
    struct cvd_word *words = calloc(body_len + 1, sizeof *words);

    assert_non_null(words);
    length = 0;
    for (size_t i = 0; i < body_len; i++) {
        if (body[i])
            words[i] = word_of(body[i] - 1);
        length += body[i] != 0;
    }
    struct cvd_indexed empty = { .doc = &docs[0] };
    struct cvd_indexed full = { .doc = &docs[1], .words = words,
                                .word_count = body_len };
    assert_ok(cvd_writer_open(dir, true, &w, &err));
    assert_ok(cvd_chunk_new(w, &c, &err));
    assert_ok(cvd_chunk_add(c, &empty, &err));
    assert_ok(cvd_chunk_add(c, &full, &err));
    assert_ok(cvd_chunk_seal(c, &err));
    assert_ok(cvd_writer_take(w, c, 0, &err));
    assert_ok(cvd_writer_publish(w, &published, &err));
    cvd_writer_close(w);
    free(words);
    assert_ok(cvd_store_open(dir, &s, &err));
    return s;
}

/* How often the words [begin, begin + n) of `phrase` stand side by side. */
static uint32_t times_in_body(const uint32_t *phrase, size_t n)
{
    uint32_t times = 0;

    for (size_t i = 0; i + n <= body_len; i++) {
        size_t k = 0;
        while (k < n && body[i + k] == phrase[k] + 1)
            k++;
        times += k == n;
    }
    return times;
}

/* Ask for a phrase of words, each in a slot with `beside` others that stand
 * nowhere beside it. */
static void check_phrase(struct cvd_store *s, const uint32_t *phrase,
                         size_t n, uint32_t beside)
{
    enum { PHRASE_MAX = 40 };
    struct cvd_word words[PHRASE_MAX][2];
    struct cvd_slot slots[PHRASE_MAX];
    struct cvd_err err = { 0 };
    struct cvd_answer a;
    uint32_t times = times_in_body(phrase, n);

    assert_true(n <= PHRASE_MAX);
    for (size_t i = 0; i < n; i++) {
        words[i][0] = word_of(phrase[i]);
        words[i][1] = word_of(beside);
        slots[i] = (struct cvd_slot){ false, words[i], beside ? 2 : 1 };
    }
    struct cvd_node node = { .kind = CVD_N_PHRASE, .weight = 1,
                             .slots = slots, .slot_count = n };
    struct cvd_ask q = { .root = &node, .limit = 2, .exact_to = UINT32_MAX };
    assert_ok(cvd_store_ask(s, &q, &a, &err));
    if (a.total != (times != 0) || a.count != a.total)
        fail_msg("%zu words from %u: total %llu, %zu told, stand %u times",
                 n, phrase[0], (unsigned long long)a.total, a.count, times);
    if (times) {
        /* Of two documents, one of which has it. */
        double capped = times < UINT16_MAX ? times : UINT16_MAX;
        double of = cvd_length_of(cvd_length_code((uint32_t)length));
        double k1 = (double)CVD_BM25_K1, b = (double)CVD_BM25_B;
        double worth = log(2) * (1 + k1) * capped /
                       (capped + k1 * (1 - b + b * of / (length / 2)));
        if (fabs(worth - a.matches[0].score) > 2e-6)
            fail_msg("%zu words from %u, %u times: worth %.9g, should be "
                     "%.9g", n, phrase[0], times, a.matches[0].score, worth);
    }
    cvd_answer_release(&a);
}

/* ---- codes of three units -------------------------------------------- */

static void put_phrase(const uint32_t *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put(words[i] + 1);
    put(0);
}

/* A rare code's digits are the codes of words, too: `rare` and `next` look as
 * `digit`, `one` and `next` do. */
static void put_lookalike(uint32_t rare, uint32_t next)
{
    uint32_t digit = (rare + 1) % CVD_STREAM_RARE - 1;

    put_phrase((const uint32_t[]){ digit, 0 }, 2);
    put_phrase((const uint32_t[]){ 0, next }, 2);
    put_phrase((const uint32_t[]){ rare, next }, 2);
}

enum { LOOKALIKES = 300, RUN = 36 };

static uint32_t lookalike(uint32_t k)
{
    return CVD_STREAM_RARE + 5 + k; /* of code 6 + k beyond */
}

static void test_rare_words(void **state)
{
    begin_body();
    chance = 5;
    for (uint32_t w = 0; w < MANY_WORDS; w++)
        put(w + 1);
    put(0);
    for (uint32_t k = 0; k < LOOKALIKES; k++)
        put_lookalike(lookalike(k), 3000 + k);
    for (uint32_t k = 0; k < 500; k++) { /* rare and common, mixed */
        put(1 + (pick(2) ? pick(5) : CVD_STREAM_RARE - 2 + pick(5)));
    }
    struct cvd_store *s = write_body_index(*state);
    const struct cvd_part *p = s->parts.parts;
    assert_int_equal(p->code_of[7], 7);
    for (uint32_t k = 0; k < LOOKALIKES; k++) {
        uint32_t digit = (lookalike(k) + 1) % CVD_STREAM_RARE - 1;
        const uint32_t phrase[] = { digit, 0, 3000 + k };
        check_phrase(s, phrase, 3, 0);
        check_phrase(s, phrase, 3, MANY_WORDS - 1);
    }
    for (uint32_t i = 0; i < 400; i++) {
        uint32_t phrase[RUN];
        size_t n = 3 + pick(i % 20 ? 3 : RUN - 3);
        size_t from = once_in(3) ? pick((uint32_t)(body_len - RUN))
                                 : body_len - 500 + pick(500 - RUN);
        for (size_t k = 0; k < n; k++)
            phrase[k] = body[from + k] ? body[from + k] - 1 : 9;
        check_phrase(s, phrase, n, pick(2) ? 0 : MANY_WORDS - 1);
    }
    cvd_store_close(s);
    end_body();
}

/* ---- counts ---------------------------------------------------------- */

static void test_counts_are_capped(void **state)
{
    static const uint32_t phrase[] = { 0, 1, 2 };

    begin_body();
    for (uint32_t i = 0; i < UINT16_MAX + 20000; i++)
        for (uint32_t w = 0; w < 3; w++)
            put(w + 1);
    struct cvd_store *s = write_body_index(*state);
    check_phrase(s, phrase, 2, 0);
    check_phrase(s, phrase, 3, 0);
    check_phrase(s, phrase, 3, 3);
    cvd_store_close(s);
    end_body();
}

int main(void)
{
#define WITH_DIR(t) cmocka_unit_test_setup_teardown(t, make_dir, drop_dir)
    const struct CMUnitTest tests[] = {
        WITH_DIR(test_rare_words),
        WITH_DIR(test_counts_are_capped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
