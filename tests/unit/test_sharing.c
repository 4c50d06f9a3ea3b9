/* test_sharing.c - the shingles file written, merged and read beside a model
 * that keeps the texts, and damaged. */
#include "store/check.h"
#include "store/opened.h"
#include "store/shingles.h"
#include "store/shingles_file.h"
#include "support.h"
#include "tests/unit/chance.h"

/* ---- documents and what they share ----------------------------------- */

enum {
    FOLDED = 600, SPELLINGS = 2,
    PASSAGES = 40, PASSAGE = 35,    /* texts are made of, and words of one */
    WORDS_MAX = 700, DOCS_MAX = 900,
    RUNS = 8,                       /* of a text, less than */
    GAP = UINT16_MAX
};

static char folded_words[FOLDED][8], exact_words[FOLDED * SPELLINGS][8];
static uint16_t passages[PASSAGES][PASSAGE];

struct text {
    uint16_t words[WORDS_MAX];  /* spellings, or GAP */
    size_t count;
    bool removed;
};

/* By id: document i is "d<i>". */
static struct text texts[DOCS_MAX];
static size_t text_count;
static unsigned runs_max = RUNS;

static void make_words(void)
{
    for (unsigned i = 0; i < FOLDED; i++)
        (void)snprintf(folded_words[i], sizeof *folded_words, "w%u", i);
    for (unsigned i = 0; i < FOLDED * SPELLINGS; i++)
        (void)snprintf(exact_words[i], sizeof *exact_words, "w%u%c",
                       i / SPELLINGS, 'a' + (int)(i % SPELLINGS));
    for (unsigned i = 0; i < PASSAGES; i++)
        for (unsigned k = 0; k < PASSAGE; k++)
            passages[i][k] = (uint16_t)pick(FOLDED * SPELLINGS);
}

static void put_word(struct text *t, uint32_t spelling)
{
    if (t->count < WORDS_MAX)
        t->words[t->count++] = (uint16_t)spelling;
}

/* Passages in other spellings and words between; before them, of some, a title
 * that is not of the text. */
static void make_text(struct text *t)
{
    unsigned runs = pick(runs_max);

    t->count = 0;
    t->removed = false;
    if (pick(2)) {
        for (unsigned k = 0; k < PASSAGE; k++)
            put_word(t, passages[2][k]);
        put_word(t, GAP);
    }
    if (pick(3) == 0) /* as every letter begins */
        for (unsigned k = 0; k < PASSAGE; k++)
            put_word(t, passages[0][k]);
    for (unsigned r = 0; r < runs; r++) {
        unsigned from = pick(PASSAGES), own = pick(30);
        for (unsigned k = pick(PASSAGE); k < PASSAGE; k++)
            put_word(t, passages[from][k] / SPELLINGS * SPELLINGS +
                            pick(SPELLINGS));
        for (unsigned k = 0; k < own; k++)
            put_word(t, pick(FOLDED * SPELLINGS));
    }
}

static void add_text(struct cvd_chunk *c, size_t number)
{
    struct cvd_err err = { 0 };
    const struct text *t = &texts[number];
    struct cvd_word words[WORDS_MAX], title[PASSAGE];
    char id[24];

    (void)snprintf(id, sizeof id, "d%zu", number);
    for (size_t i = 0; i < t->count; i++) {
        words[i] = (struct cvd_word){ { NULL, 0 }, { NULL, 0 } };
        if (t->words[i] != GAP)
            words[i] = (struct cvd_word){
                cvd_str_from(exact_words[t->words[i]]),
                cvd_str_from(folded_words[t->words[i] / SPELLINGS])
            };
    }
    /* The words of a title are none of the text. */
    for (size_t i = 0; i < PASSAGE; i++)
        title[i] = (struct cvd_word){
            cvd_str_from(exact_words[passages[1][i]]),
            cvd_str_from(folded_words[passages[1][i] / SPELLINGS])
        };
    struct cvd_doc doc = { .id = cvd_str_from(id),
                           .title = cvd_str_from(id),
                           .text = cvd_str_from("text") };
    struct cvd_indexed d = { .doc = &doc, .words = words,
                             .word_count = t->count, .title = title,
                             .title_count = PASSAGE };
    memcpy(d.content, &number, sizeof number);
    assert_ok(cvd_chunk_add(c, &d, &err));
}

/* A session that adds texts [from, to) anew, in chunks of `per_chunk`, each a
 * part of its own if `apart`, and removes some others. */
static void write_texts(const char *dir, size_t from, size_t to,
                        size_t per_chunk, bool apart, unsigned removed)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_writer *w;
    unsigned sequence = 0;

    assert_ok(cvd_writer_open(dir, false, &w, &err));
    cvd_writer_threads(w, 3);
    if (apart)
        cvd_writer_memory(w, 1);
    for (; removed; removed--) {
        char id[24];
        size_t number = pick((uint32_t)text_count);
        (void)snprintf(id, sizeof id, "d%zu", number);
        enum cvd_status st = cvd_writer_remove(w, cvd_str_from(id), &err);
        assert_int_equal(st, texts[number].removed ? CVD_ENOTFOUND : CVD_OK);
        texts[number].removed = true;
    }
    while (from < to) {
        struct cvd_chunk *c;
        size_t end = from + per_chunk < to ? from + per_chunk : to;
        assert_ok(cvd_chunk_new(w, &c, &err));
        for (; from < end; from++) {
            make_text(&texts[from]);
            add_text(c, from);
        }
        assert_ok(cvd_chunk_seal(c, &err));
        assert_ok(cvd_writer_take(w, c, sequence++, &err));
    }
    if (to > text_count)
        text_count = to;
    assert_ok(cvd_writer_publish(w, &p, &err));
    cvd_writer_close(w);
}

/* ---- the model ------------------------------------------------------- */

struct shared {
    uint64_t *keys;  /* hash << 32 | docno, ascending, each once */
    size_t count, cap;
};

static int by_number(const void *pa, const void *pb)
{
    const uint64_t *a = pa, *b = pb;

    return *a < *b ? -1 : *a > *b;
}

static void add_key(struct shared *s, uint64_t key)
{
    if (s->count == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 1024;
        s->keys = realloc(s->keys, s->cap * sizeof *s->keys);
        assert_non_null(s->keys);
    }
    s->keys[s->count++] = key;
}

static size_t model_run(const struct text *t, uint32_t *words)
{
    size_t n = 0;

    for (size_t i = 0; i < t->count; i++) {
        if (t->words[i] == GAP)
            n = 0;
        else
            words[n++] = cvd_word_hash(
                cvd_str_from(folded_words[t->words[i] / SPELLINGS]));
    }
    return n;
}

/* Of live documents, as the store numbers them; each has its words there. */
static struct shared make_model(struct cvd_store *s)
{
    struct cvd_err err = { 0 };
    struct shared all = { NULL, 0, 0 };
    struct cvd_wording read = { 0 };
    size_t kept = 0;

    for (size_t i = 0; i < text_count; i++) {
        uint32_t words[WORDS_MAX], docno;
        struct cvd_shingle out[WORDS_MAX];
        char id[24];
        if (texts[i].removed)
            continue;
        (void)snprintf(id, sizeof id, "d%zu", i);
        assert_ok(cvd_store_find(s, cvd_str_from(id), &docno, &err));
        size_t count = model_run(&texts[i], words);
        assert_ok(cvd_store_wording(s, docno, &read, &err));
        assert_int_equal(read.count, count);
        if (count)
            assert_memory_equal(read.words, words, count * sizeof *words);
        size_t n = cvd_shingles_choose(words, count, out);
        for (size_t k = 0; k < n; k++)
            add_key(&all, (uint64_t)out[k].hash << 32 | docno);
    }
    cvd_wording_release(&read);
    qsort(all.keys, all.count, sizeof *all.keys, by_number);
    for (size_t i = 0; i < all.count; i++)
        if (i == 0 || all.keys[i] != all.keys[i - 1])
            all.keys[kept++] = all.keys[i];
    all.count = kept;
    return all;
}

/* All of its hashes, and as many that are in no text. */
static uint32_t *model_hashes(const struct shared *m, size_t *count)
{
    struct shared all = { NULL, 0, 0 };
    uint32_t *hashes = malloc((2 * m->count + 3) * sizeof *hashes);

    assert_non_null(hashes);
    for (size_t i = 0; i < m->count; i++) {
        add_key(&all, m->keys[i] >> 32);
        add_key(&all, pick(2) ? pick(UINT32_MAX) : (m->keys[i] >> 32) - 1);
    }
    add_key(&all, 0);
    add_key(&all, UINT32_MAX);
    qsort(all.keys, all.count, sizeof *all.keys, by_number);
    *count = 0;
    for (size_t i = 0; i < all.count; i++)
        if (i == 0 || all.keys[i] != all.keys[i - 1])
            hashes[(*count)++] = (uint32_t)all.keys[i];
    free(all.keys);
    return hashes;
}

struct told {
    struct shared got;
    const uint32_t *hashes;
    size_t calls, stop_after;
    size_t over;             /* hashes that too many have */
};

static bool take(void *ctx, size_t which, const uint32_t *docnos,
                 size_t count)
{
    struct told *t = ctx;

    assert_true(count > 0);
    t->over += docnos == NULL;
    for (size_t i = 0; i < count && docnos; i++)
        add_key(&t->got, (uint64_t)t->hashes[which] << 32 | docnos[i]);
    return ++t->calls != t->stop_after;
}

/* What is told of all hashes, in the order it is, is what the model has, less
 * that of those which more than `most` documents have, if nothing was
 * removed and there is one part. */
static void compare(struct cvd_store *s, const struct shared *m,
                    uint32_t most)
{
    struct cvd_err err = { 0 };
    struct told t = { .calls = 0 };
    size_t count, over = 0, at = 0;
    uint32_t *hashes = model_hashes(m, &count);

    t.hashes = hashes;
    assert_ok(cvd_store_sharing(s, hashes, count, most, take, &t, &err));
    for (size_t i = 0, to; i < m->count; i = to) {
        for (to = i; to < m->count &&
                     m->keys[to] >> 32 == m->keys[i] >> 32; to++)
            ;
        if (to - i > most) {
            over++;
            continue;
        }
        assert_true(at + (to - i) <= t.got.count);
        assert_memory_equal(t.got.keys + at, m->keys + i,
                            (to - i) * sizeof *m->keys);
        at += to - i;
    }
    assert_int_equal(at, t.got.count);
    assert_int_equal(t.over, over);
    free(t.got.keys);
    free(hashes);
}

static struct cvd_store *open_it(const char *dir)
{
    struct cvd_err err = { 0 };
    struct cvd_store *s;

    assert_ok(cvd_store_open(dir, &s, &err));
    return s;
}

static void no_fault(void *ctx, const char *what)
{
    (void)ctx;
    fail_msg("%s", what);
}

static void check_whole(const char *dir)
{
    struct cvd_err err = { 0 };
    unsigned faults;

    assert_ok(cvd_store_check(dir, no_fault, NULL, &faults, &err));
    assert_int_equal(faults, 0);
}

static void begin(uint64_t seed)
{
    chance = seed;
    text_count = 0;
    make_words();
}

/* ---- the file -------------------------------------------------------- */

static void test_one_part(void **state)
{
    enum { SLICED = 8 * 4096 }; /* more are merged in several slices */

    begin(10);
    runs_max = 3 * RUNS;
    write_texts(*state, 0, DOCS_MAX, 130, false, 0);
    struct cvd_store *s = open_it(*state);
    struct shared m = make_model(s);
    assert_int_equal(s->parts.count, 1);
    assert_true(m.count > SLICED);
    runs_max = RUNS;
    static const uint32_t mosts[] = { UINT32_MAX, 300, 256, 20, 2, 1, 0 };
    for (size_t i = 0; i < sizeof mosts / sizeof *mosts; i++)
        compare(s, &m, mosts[i]);
    free(m.keys);
    cvd_store_close(s);
    check_whole(*state);
}

/* Parts beside each other, of one chunk and of several, and of them removed
 * and replaced documents. */
static void test_many_parts(void **state)
{
    begin(11);
    write_texts(*state, 0, 400, 90, true, 0);
    for (unsigned round = 0; round < 4; round++) {
        size_t from = pick((uint32_t)text_count);
        size_t to = from + pick(120);
        write_texts(*state, from, to < DOCS_MAX ? to : DOCS_MAX,
                    1 + pick(60), round % 2 == 0, 15);
        struct cvd_store *s = open_it(*state);
        struct shared m = make_model(s);
        assert_true(s->parts.count > 4);
        compare(s, &m, UINT32_MAX);
        free(m.keys);
        cvd_store_close(s);
    }
    check_whole(*state);
}

/* A document alone, one without a shingle, and none at all. */
static void test_few(void **state)
{
    begin(12);
    struct cvd_err err = { 0 };
    const uint32_t any[] = { 0, 5, UINT32_MAX };
    struct told t = { .hashes = any };
    write_texts(*state, 0, 1, 1, false, 0);
    texts[0].removed = false;
    struct cvd_store *s = open_it(*state);
    struct shared m = make_model(s);
    compare(s, &m, UINT32_MAX);
    free(m.keys);
    cvd_store_close(s);
    write_texts(*state, 0, 0, 1, false, 1);
    check_whole(*state);
    s = open_it(*state);
    assert_ok(cvd_store_sharing(s, any, 3, UINT32_MAX, take, &t,
                                &err));
    assert_int_equal(t.calls, 0);
    cvd_store_close(s);
}

/* It stops when it is told to, and when it is late. */
static uint64_t always(void)
{
    return UINT64_MAX;
}

static void test_stops(void **state)
{
    struct cvd_err err = { 0 };
    size_t count;

    begin(13);
    write_texts(*state, 0, 200, 50, false, 0);
    struct cvd_store *s = open_it(*state);
    struct shared m = make_model(s);
    uint32_t *hashes = model_hashes(&m, &count);
    struct told t = { .hashes = hashes, .stop_after = 3 };
    assert_ok(cvd_store_sharing(s, hashes, count, UINT32_MAX, take, &t,
                                &err));
    assert_int_equal(t.calls, 3);
    *cvd_store_clock(s) = (struct cvd_clock){ .deadline = 1, .now = always };
    t.stop_after = t.calls = 0;
    assert_ok(cvd_store_sharing(s, hashes, count, UINT32_MAX, take, &t,
                                &err));
    assert_true(cvd_store_clock(s)->late);
    assert_int_equal(t.calls, 0);
    free(t.got.keys);
    free(hashes);
    free(m.keys);
    cvd_store_close(s);
}

/* ---- damage ---------------------------------------------------------- */

static void shingles_path(void **state, char *path, size_t size)
{
    (void)snprintf(path, size, "%s/gen-000001/p000001-0/%s", (char *)*state,
                   cvd_part_file_names[CVD_PART_SHINGLES]);
}

static bool take_any(void *ctx, size_t which, const uint32_t *docnos,
                     size_t count)
{
    (void)which;
    for (size_t i = 0; i < count; i++) {
        assert_in_range(docnos[i], 1, text_count);
        assert_true(i == 0 || docnos[i] > docnos[i - 1]);
    }
    *(size_t *)ctx += count;
    return true;
}

/* Other bytes in it, or fewer: a wrong answer or CVD_EINDEX, never a wild
 * read (the sanitizer looks on). */
static void test_damaged_files_are_survived(void **state)
{
    enum { ROUNDS = 300, HEAD = 200 };
    struct cvd_err err = { 0 };
    struct cvd_buf good = { 0 };
    char path[512];
    unsigned opened = 0, refused = 0;
    size_t count, sum = 0;

    begin(14);
    write_texts(*state, 0, 150, 50, false, 0);
    struct cvd_store *s = open_it(*state);
    struct shared m = make_model(s);
    uint32_t *hashes = model_hashes(&m, &count);
    cvd_store_close(s);
    shingles_path(state, path, sizeof path);
    assert_ok(cvd_file_read(path, 1 << 24, &good, &err));
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct cvd_buf b = { 0 };
        const char *fault;
        assert_int_equal(cvd_buf_add(&b, cvd_buf_str(&good)), CVD_OK);
        for (unsigned k = 0; k < 3 + (round % 5 ? 0 : 100); k++) {
            uint32_t below = (uint32_t)(round % 4 ? b.len : HEAD);
            b.ptr[pick(below)] = (char)(pick(2) ? pick(256) : 0xFF);
        }
        assert_ok(cvd_file_write(path, cvd_buf_str(&b), &err));
        cvd_buf_release(&b);
        if (cvd_store_open(*state, &s, &err) != CVD_OK)
            continue;
        opened++;
        enum cvd_status st = cvd_store_sharing(s, hashes, count, UINT32_MAX,
                                               take_any, &sum, &err);
        assert_true(st == CVD_OK || st == CVD_EINDEX);
        refused += st == CVD_EINDEX;
        assert_ok(cvd_check_shingles(&s->parts.parts[0], &fault));
        assert_true(st == CVD_OK || fault);
        cvd_store_close(s);
    }
    assert_true(opened > ROUNDS / 2 && refused > ROUNDS / 8 && sum > 0);
    free(hashes);
    free(m.keys);
    cvd_buf_release(&good);
}

/* Every byte of the blocks changed, one at a time: seldom without being found
 * out, even where no checksum is asked. */
static void test_damage_is_found(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_buf soft = { 0 };
    const char *fault;
    char path[512];
    size_t found = 0, from = sizeof(struct cvd_file_head);

    begin(15);
    write_texts(*state, 0, 12, 5, false, 0);
    shingles_path(state, path, sizeof path);
    assert_ok(cvd_file_read(path, 1 << 24, &soft, &err));
    struct cvd_store *s = open_it(*state);
    struct cvd_part *p = &s->parts.parts[0];
    const unsigned char *was = p->shingles;
    p->shingles = (unsigned char *)soft.ptr;
    p->shingle_off = (const void *)
        (soft.ptr + ((const unsigned char *)p->shingle_off - was));
    p->shingle_first = (const void *)
        (soft.ptr + ((const unsigned char *)p->shingle_first - was));
    assert_ok(cvd_check_shingles(p, &fault));
    assert_null(fault);
    size_t to = (size_t)p->shingle_off[p->shingle_blocks];
    for (size_t i = from; i < to; i++) {
        soft.ptr[i] ^= 0x15;
        assert_ok(cvd_check_shingles(p, &fault));
        found += fault != NULL;
        soft.ptr[i] ^= 0x15;
    }
    /* What stands for numbers behind the last is nothing. */
    assert_true(found > (to - from) * 3 / 4);
    for (size_t i = p->shingles_len; i < soft.len; i++) {
        soft.ptr[i] ^= 0x15;
        assert_ok(cvd_check_shingles(p, &fault));
        assert_non_null(fault);
        soft.ptr[i] ^= 0x15;
    }
    assert_ok(cvd_check_shingles(p, &fault));
    assert_null(fault);
    cvd_store_close(s);
    cvd_buf_release(&soft);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, make_dir, drop_dir)
    const struct CMUnitTest tests[] = {
        CASE(test_one_part),
        CASE(test_many_parts),
        CASE(test_few),
        CASE(test_stops),
        CASE(test_damaged_files_are_survived),
        CASE(test_damage_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
