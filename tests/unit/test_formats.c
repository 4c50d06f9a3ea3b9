/* An index of an older format: refused by who searches, written anew by who
 * writes.  And damage within posting lists, which cvd_store_check() finds
 * even where a checksum would not. */
#include "store/check.h"
#include "store/chunk.h"
#include "store/parts.h"
#include "support.h"

/* What each still has, cvd_format_has() says. */
enum { OLDEST_FORMAT = 2, DOCS = 300 };

static const char *const vocabulary[] = {
    "hàng", "hạng", "hang", "việt", "viết", "nam", "năm", "ưu",
    "tiên", "dùng", "người", "và", "của", "giờ", "gio", "ba"
};

enum { WORDS = sizeof vocabulary / sizeof *vocabulary };

/* Document i, told again and again the same; common words first. */
static void write_text(unsigned i, struct cvd_buf *out)
{
    uint32_t seed = i * 2654435761u + 1;
    unsigned words = 5 + i % 40;

    cvd_buf_clear(out);
    for (unsigned k = 0; k < words; k++) {
        seed = seed * 1664525u + 1013904223u;
        unsigned w = (seed >> 16) % WORDS;
        seed = seed * 1664525u + 1013904223u;
        w = (seed >> 16) % (w + 1);
        assert_int_equal(cvd_buf_printf(out, "%s ", vocabulary[w]), CVD_OK);
    }
}

static void add_one(struct cvd_chunk *c, const char *id, const char *text)
{
    struct cvd_err err = { 0 };
    struct sample s = { .id = id, .text = text, .date = "2020-01-02" };

    assert_ok(add_sample(c, &s, &err));
}

static void hand_over(struct cvd_writer *w, struct cvd_chunk *c,
                      unsigned sequence)
{
    struct cvd_err err = { 0 };

    assert_ok(cvd_chunk_seal(c, &err));
    assert_ok(cvd_writer_take(w, c, sequence, &err));
}

static void make_index(const char *dir)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_writer *w;
    struct cvd_chunk *c = NULL;
    struct cvd_buf text = { 0 };

    assert_ok(cvd_writer_open(dir, true, &w, &err));
    cvd_writer_threads(w, 3);
    for (unsigned i = 0; i < DOCS; i++) {
        char id[16];
        if (!c)
            assert_ok(cvd_chunk_new(w, &c, &err));
        (void)snprintf(id, sizeof id, "d%u", i);
        write_text(i, &text);
        add_one(c, id, text.ptr);
        if (i % 70 == 69 || i + 1 == DOCS) {
            hand_over(w, c, i / 70);
            c = NULL;
        }
    }
    assert_ok(cvd_writer_publish(w, &p, &err));
    assert_int_equal(p.documents, DOCS);
    cvd_writer_close(w);
    cvd_buf_release(&text);
}

/* ---- an old one ------------------------------------------------------ */

static void read_whole(const char *path, struct cvd_buf *out)
{
    struct cvd_err err = { 0 };

    assert_ok(cvd_file_read(path, 1 << 26, out, &err));
}

/* Say format `old` in the heads of the files, and take away what came
 * later. */
static void age_part(const char *dir, uint32_t old)
{
    struct cvd_err err = { 0 };

    for (int f = 0; f < CVD_PART_FILES; f++) {
        struct cvd_buf data = { 0 };
        char *path = cvd_path_join(dir, cvd_part_file_names[f]);
        if (!cvd_format_has(old, (enum cvd_part_file)f)) {
            assert_int_equal(unlink(path), 0);
        } else if (f != CVD_PART_TERMS) {
            read_whole(path, &data);
            memcpy(data.ptr + offsetof(struct cvd_file_head, format), &old,
                   sizeof old);
            assert_ok(cvd_file_write(path, cvd_buf_str(&data), &err));
        }
        cvd_buf_release(&data);
        free(path);
    }
}

/* Whether a line of the manifest is of a file that came later. */
static bool is_of_later_file(const char *line, uint32_t old)
{
    for (int f = 0; f < CVD_PART_FILES; f++) {
        char begin[32];
        (void)snprintf(begin, sizeof begin, "file %s ",
                       cvd_part_file_names[f]);
        if (strncmp(line, begin, strlen(begin)) == 0)
            return !cvd_format_has(old, (enum cvd_part_file)f);
    }
    return false;
}

/* The manifest without those files. */
static void age_manifest(const char *dir, uint32_t old)
{
    struct cvd_err err = { 0 };
    struct cvd_buf was = { 0 }, now = { 0 };
    unsigned char sha[32];
    char *path = cvd_path_join(dir, "manifest");

    read_whole(path, &was);
    assert_ok(cvd_buf_printf(&now, "cvdsearch-index %u generation 1\n",
                             (unsigned)old));
    char *line = strchr(was.ptr, '\n') + 1;
    for (char *end; (end = strchr(line, '\n')); line = end + 1) {
        if (strncmp(line, "end ", 4) == 0)
            break;
        if (!is_of_later_file(line, old))
            assert_ok(cvd_buf_add(&now, (struct cvd_str){
                line, (size_t)(end - line) + 1 }));
    }
    cvd_sha256(cvd_buf_str(&now), sha);
    assert_ok(cvd_buf_add_text(&now, "end "));
    for (int i = 0; i < 32; i++)
        assert_ok(cvd_buf_printf(&now, "%02x", sha[i]));
    assert_ok(cvd_buf_add_char(&now, '\n'));
    assert_ok(cvd_file_write(path, cvd_buf_str(&now), &err));
    cvd_buf_release(&was);
    cvd_buf_release(&now);
    free(path);
}

static void make_old_index(const char *dir, uint32_t old)
{
    struct cvd_err err = { 0 };
    char *generation = cvd_generation_dir(dir, 1);
    char *part = cvd_path_join(generation, "p000001-0");
    char *current = cvd_path_join(dir, "CURRENT");
    char line[64];

    make_index(dir);
    age_part(part, old);
    age_manifest(generation, old);
    (void)snprintf(line, sizeof line, "cvdsearch-index %u generation 1\n",
                   (unsigned)old);
    assert_ok(cvd_file_write(current, cvd_str_from(line), &err));
    free(generation);
    free(part);
    free(current);
}

static void no_fault(void *ctx, const char *what)
{
    (void)ctx;
    fail_msg("%s", what);
}

static void test_old_format_is_not_searched(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_store *s;
    unsigned faults;

    for (uint32_t old = OLDEST_FORMAT; old < CVD_FORMAT_VERSION; old++) {
        char name[32];
        (void)snprintf(name, sizeof name, "format %u,", (unsigned)old);
        make_old_index(*state, old);
        assert_int_equal(cvd_store_open(*state, &s, &err), CVD_EVERSION);
        assert_non_null(strstr(err.msg, name));
        assert_non_null(strstr(err.msg, "'cvdindex add'"));
        assert_non_null(strstr(err.msg, "'cvdindex rebuild'"));
        assert_int_equal(cvd_store_check(*state, no_fault, NULL, &faults,
                                         &err), CVD_EVERSION);
        assert_ok(cvd_dir_remove(*state, &err));
    }
}

/* Walk what the writer chose to write anew, into a chunk; how many. */
static unsigned refeed(struct cvd_writer *w, struct cvd_chunk *c)
{
    struct cvd_err err = { 0 };
    struct cvd_doc doc = { 0 };
    unsigned char content[16];
    unsigned n = 0;
    enum cvd_status st;

    while ((st = cvd_writer_refeed_next(w, &doc, content, &err)) == CVD_OK) {
        char id[16];
        struct cvd_buf text = { 0 };
        (void)snprintf(id, sizeof id, "%.*s", (int)doc.id.len, doc.id.ptr);
        assert_ok(cvd_buf_add(&text, doc.text));
        add_one(c, id, text.ptr);
        cvd_buf_release(&text);
        n++;
    }
    assert_int_equal(st, CVD_ENOTFOUND);
    cvd_doc_release(&doc);
    return n;
}

static void lift(const char *dir, uint32_t old)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_writer *w;
    struct cvd_chunk *c;
    struct cvd_store *s;
    uint64_t documents;
    unsigned faults;
    uint32_t docno;

    make_old_index(dir, old);
    assert_ok(cvd_writer_open(dir, false, &w, &err));
    assert_ok(cvd_writer_remove(w, cvd_str_from("d7"), &err));
    assert_ok(cvd_writer_plan_merge(w, 0, false, &documents, &err));
    assert_int_equal(documents, DOCS - 1);
    assert_ok(cvd_chunk_new(w, &c, &err));
    assert_int_equal(refeed(w, c), DOCS - 1);
    hand_over(w, c, 0);
    assert_ok(cvd_writer_publish(w, &p, &err));
    assert_int_equal(p.documents, DOCS - 1);
    cvd_writer_close(w);
    assert_ok(cvd_store_open(dir, &s, &err));
    assert_ok(cvd_store_find(s, cvd_str_from("d8"), &docno, &err));
    assert_int_equal(cvd_store_find(s, cvd_str_from("d7"), &docno, &err),
                     CVD_ENOTFOUND);
    cvd_store_close(s);
    assert_ok(cvd_store_check(dir, no_fault, NULL, &faults, &err));
    assert_int_equal(faults, 0);
}

static void test_writing_lifts_an_old_index(void **state)
{
    struct cvd_err err = { 0 };

    for (uint32_t old = OLDEST_FORMAT; old < CVD_FORMAT_VERSION; old++) {
        lift(*state, old);
        assert_ok(cvd_dir_remove(*state, &err));
    }
}

/* Parts of two formats do not stand beside each other. */
static void test_old_parts_do_not_stay(void **state)
{
    struct cvd_err err = { 0 };
    struct cvd_published p;
    struct cvd_writer *w;

    make_old_index(*state, CVD_FORMAT_VERSION - 1);
    assert_ok(cvd_writer_open(*state, false, &w, &err));
    assert_ok(cvd_writer_remove(w, cvd_str_from("d7"), &err));
    assert_int_equal(cvd_writer_publish(w, &p, &err), CVD_EVERSION);
    cvd_writer_close(w);
}

/* ---- lists ----------------------------------------------------------- */

/* A part whose postings and pairs may be written to. */
struct soft_part {
    struct cvd_parts parts;
    struct cvd_part *part;
    unsigned char *postings, *pairs;
    size_t postings_len;
};

static unsigned char *copy_of(const struct cvd_map *m)
{
    unsigned char *copy = malloc(m->len);

    assert_non_null(copy);
    memcpy(copy, m->ptr, m->len);
    return copy;
}

static const void *moved(const void *p, const struct cvd_map *m,
                         const unsigned char *to)
{
    return to + ((const unsigned char *)p - m->ptr);
}

static void soften(const char *dir, struct soft_part *s)
{
    struct cvd_err err = { 0 };

    make_index(dir);
    assert_ok(cvd_parts_open(dir, &s->parts, &err));
    struct cvd_part *p = s->part = &s->parts.parts[0];
    const struct cvd_map *m = &p->maps[CVD_PART_POSTINGS];
    s->postings = copy_of(m);
    s->postings_len = m->len;
    p->lengths = moved(p->lengths, m, s->postings);
    p->lists = moved(p->lists, m, s->postings);
    p->list_off = moved(p->list_off, m, s->postings);
    p->folds = moved(p->folds, m, s->postings);
    m = &p->maps[CVD_PART_PAIRS];
    s->pairs = copy_of(m);
    p->pairs = moved(p->pairs, m, s->pairs);
    p->pair_index = moved(p->pair_index, m, s->pairs);
}

static void soft_release(struct soft_part *s)
{
    cvd_parts_close(&s->parts);
    free(s->postings);
    free(s->pairs);
}

static bool finds_fault(const struct cvd_part *p)
{
    const char *fault;

    assert_int_equal(cvd_check_postings(p, &fault), CVD_OK);
    return fault != NULL;
}

/* Which of the bytes [from, to), changed, are found out. */
static size_t count_found(const struct cvd_part *p, unsigned char *bytes,
                          size_t from, size_t to)
{
    size_t found = 0;

    for (size_t i = from; i < to; i++) {
        bytes[i] ^= 0x15;
        found += finds_fault(p);
        bytes[i] ^= 0x15;
    }
    return found;
}

static void test_damaged_lists_are_found(void **state)
{
    struct soft_part s = { .part = NULL };

    soften(*state, &s);
    assert_false(finds_fault(s.part));
    size_t lengths = (size_t)(s.part->lengths - s.postings);
    size_t lists = lengths + s.part->documents;
    assert_int_equal(count_found(s.part, s.postings, lengths, lists),
                     s.part->documents);
    /* A bound too high harms nothing; padding is nothing. */
    size_t to = s.part->lists_len;
    assert_true(count_found(s.part, s.postings, lists, to) >
                (to - lists) * 9 / 10);
    (void)count_found(s.part, s.postings, to, s.postings_len);
    /* Of a pair nothing else tells the counts. */
    (void)count_found(s.part, s.pairs, sizeof(struct cvd_file_head),
                      s.part->maps[CVD_PART_PAIRS].len);
    assert_false(finds_fault(s.part));
    soft_release(&s);
}

/* Each word's list has as many documents as the words file says, and a folded
 * form's those of all of its words. */
static void test_lists_are_those_of_the_texts(void **state)
{
    struct soft_part s = { .part = NULL };
    struct cvd_cursor *c = malloc(sizeof *c);
    uint32_t room[CVD_CURSOR_ROOM];
    struct cvd_buf text = { 0 };
    uint32_t from, to;

    assert_non_null(c);
    soften(*state, &s);
    struct cvd_part *p = s.part;
    cvd_part_folded_range(p, cvd_str_from("hang"), false, &from, &to);
    assert_int_equal(to - from, 3); /* hang, hàng, hạng */
    struct cvd_postings list;
    assert_true(cvd_part_folded_postings(p, from, to, &list));
    cvd_cursor_begin(c, list, p->documents, room);
    for (unsigned i = 0; i < DOCS; i++) {
        unsigned times = 0;
        write_text(i, &text);
        for (int w = 0; w < 3; w++)
            for (char *at = text.ptr; (at = strstr(at, vocabulary[w]));
                 at++)
                times++;
        if (times) {
            assert_int_equal(cvd_cursor_seek(c, i + 1), i + 1);
            assert_int_equal(cvd_cursor_times(c), times);
        } else {
            assert_true(cvd_cursor_seek(c, i + 1) > i + 1);
        }
        assert_int_equal(p->lengths[i], cvd_length_code(5 + i % 40));
    }
    assert_false(cvd_part_postings(p, p->words, &list));
    assert_false(cvd_part_folded_postings(p, from + 1, to, &list));
    cvd_buf_release(&text);
    free(c);
    soft_release(&s);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, make_dir, drop_dir)
    const struct CMUnitTest tests[] = {
        CASE(test_old_format_is_not_searched),
        CASE(test_writing_lifts_an_old_index),
        CASE(test_old_parts_do_not_stay),
        CASE(test_damaged_lists_are_found),
        CASE(test_lists_are_those_of_the_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
