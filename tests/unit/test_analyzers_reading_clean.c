/* test_analyzers_reading_clean.c - no clean text is "repaired": every document
 * at hand is read as cvd_text_normalize() gives it.
 *
 * Reads corpus/samples, and the shared documents where they are at hand (the
 * compressed ones where xz is). */
#include "tests/unit/reading_support.h"

#include "base/limits.h"

#include <dirent.h>

struct tally {
    size_t documents, changed;
};

/* Two articles of the collection of laws have lines that their source left in
 * TCVN3 taken for windows-1252: these are the words that must come out. */
static const char *const damaged[] = {
    "bổ sung trong các trường hợp sau đây",
    "Phê duyệt quy hoạch kết cấu hạ tầng",
};

static bool is_damaged(const struct cvd_buf *out)
{
    for (size_t i = 0; i < sizeof damaged / sizeof damaged[0]; i++)
        if (strstr(out->ptr, damaged[i]))
            return true;
    return false;
}

static void check(struct tally *t, const char *name, struct cvd_str text)
{
    struct cvd_buf want = { 0 }, out = { 0 };
    struct cvd_reading how;
    struct cvd_err err;

    t->documents++;
    assert_int_equal(cvd_text_normalize(text, &want, NULL), CVD_OK);
    if (cvd_text_repair(text, &out, &how, &err) != CVD_OK)
        fail_msg("%s: %s", name, err.msg);
    if (!cvd_str_equal(cvd_buf_str(&out), cvd_buf_str(&want))) {
        char label[CVD_READING_LABEL_MAX];
        cvd_reading_label(&how, label);
        print_message("%s changed: %s\n", name, label);
        t->changed += !is_damaged(&out);
    }
    cvd_buf_release(&want);
    cvd_buf_release(&out);
}

static void check_file(struct tally *t, const char *path)
{
    static char text[1 << 20];
    FILE *f = fopen(path, "r");

    if (!f)
        return;
    check(t, path, (struct cvd_str){ text, fread(text, 1, sizeof text, f) });
    fclose(f);
}

static void check_tree(struct tally *t, const char *path, int depth)
{
    DIR *d = opendir(path);
    struct dirent *e;

    while (d && (e = readdir(d))) {
        char below[1024];
        const char *dot = strrchr(e->d_name, '.');
        if (e->d_name[0] == '.')
            continue;
        (void)snprintf(below, sizeof below, "%s/%s", path, e->d_name);
        if (dot && (strcmp(dot, ".txt") == 0 || strcmp(dot, ".md") == 0 ||
                    strcmp(dot, ".tsv") == 0))
            check_file(t, below);
        else if (!dot && depth < 4)
            check_tree(t, below, depth + 1);
    }
    if (d)
        closedir(d);
}

static void put_code(struct cvd_buf *out, unsigned c)
{
    if (c < 0x80) {
        (void)cvd_buf_add_char(out, (char)c);
        return;
    }
    if (c >= 0x800)
        (void)cvd_buf_add_char(out, (char)(0xE0 | c >> 12));
    (void)cvd_buf_add_char(out, (char)(c >= 0x800 ? 0x80 | (c >> 6 & 63)
                                                  : 0xC0 | c >> 6));
    (void)cvd_buf_add_char(out, (char)(0x80 | (c & 63)));
}

/* The string that begins at `p`, behind its quote, of a JSON line: enough of
 * JSON for these files. */
static void unescape(const char *p, struct cvd_buf *out)
{
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";

    cvd_buf_clear(out);
    for (; *p && *p != '"'; p++) {
        const char *at;
        if (*p != '\\') {
            (void)cvd_buf_add_char(out, *p);
        } else if (*++p == 'u') {
            char hex[5] = { p[1], p[2], p[3], p[4], '\0' };
            put_code(out, (unsigned)strtoul(hex, NULL, 16));
            p += 4;
        } else {
            at = strchr(from, *p);
            (void)cvd_buf_add_char(out, at ? to[at - from] : *p);
        }
    }
}

static void check_jsonl(struct tally *t, FILE *f)
{
    static char line[1 << 24];
    struct cvd_buf text = { 0 };

    while (fgets(line, sizeof line, f)) {
        char *at = strstr(line, "\"text\": \"");
        char id[100];
        if (!at)
            continue;
        unescape(at + strlen("\"text\": \""), &text);
        (void)snprintf(id, sizeof id, "%.90s", line);
        check(t, id, cvd_buf_str(&text));
    }
    cvd_buf_release(&text);
}

static void finish(const struct tally *t, const char *name)
{
    print_message("%s: %zu of %zu documents changed\n", name, t->changed,
                  t->documents);
    assert_int_equal(t->changed, 0);
}

static void test_samples(void **state)
{
    struct tally t = { 0 };

    (void)state;
    check_tree(&t, "corpus/samples", 0);
    check_tree(&t, "corpus/tables", 0);
    assert_true(t.documents > 100);
    finish(&t, "samples");
}

static void test_papers(void **state)
{
    struct tally t = { 0 };

    (void)state;
    check_tree(&t, shared_path("seeds"), 0);
    check_tree(&t, shared_path("official"), 0);
    if (t.documents == 0)
        skip();
    finish(&t, "official documents");
}

static void check_compressed(const char *name, size_t least)
{
    struct tally t = { 0 };
    char command[700];
    FILE *f = fopen(shared_path(name), "r");

    if (!f || system("command -v xz >/dev/null") != 0) {
        print_message("[  SKIPPED ] %s, or xz, is not at hand\n", name);
        if (f)
            fclose(f);
        skip();
    }
    fclose(f);
    (void)snprintf(command, sizeof command, "xz -dc '%s'",
                   shared_path(name));
    f = popen(command, "r");
    assert_non_null(f);
    check_jsonl(&t, f);
    assert_int_equal(pclose(f), 0);
    assert_true(t.documents >= least);
    finish(&t, name);
}

static void test_published(void **state)
{
    (void)state;
    check_compressed("published/documents.jsonl.xz", 769);
}

static void test_legal(void **state)
{
    (void)state;
    check_compressed("legal/articles.jsonl.xz", 77676);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_samples),
        cmocka_unit_test(test_papers),
        cmocka_unit_test(test_published),
        cmocka_unit_test(test_legal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
