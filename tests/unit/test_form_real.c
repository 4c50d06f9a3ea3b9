/* test_form_real.c - real documents against labels made by hand: so many of
 * each field must be right.  Skipped where the documents are not at hand.
 *
 * Tests may include everything of the layer they test. */
#include "tests/unit/reading_support.h"

#include "analyzers/form.h"
#include "analyzers/places.h"

enum { NAME_BYTES = 256, VALUE_BYTES = 1024, LINE_BYTES = 1 << 16 };

enum field { ISSUER, PLACE, PROVINCE, DISTRICT, SIGNER, SUBJECT, NUMBER,
             FIELDS };

static const struct {
    const char *within, *key; /* of the label */
    unsigned least;           /* per cent that must be right */
} fields[FIELDS] = {
    [ISSUER] = { NULL, "issuer", 92 },
    [PLACE] = { NULL, "place", 97 },
    [PROVINCE] = { NULL, "province", 95 },
    [DISTRICT] = { NULL, "district", 92 },
    [SIGNER] = { "\"signer\": {", "name", 95 },
    [SUBJECT] = { NULL, "subject", 90 },
    [NUMBER] = { NULL, "number", 97 },
};

/* The string of `key` after `within` in a JSON object of one line; "" for
 * null. */
static void value_of(const char *line, const char *within, const char *key,
                     char out[VALUE_BYTES])
{
    char name[64];
    size_t n = 0;

    out[0] = '\0';
    (void)snprintf(name, sizeof name, "\"%s\": ", key);
    const char *p = within ? strstr(line, within) : line;
    p = p ? strstr(p, name) : NULL;
    if (!p || p[strlen(name)] != '"')
        return;
    for (p += strlen(name) + 1; *p && *p != '"' && n + 1 < VALUE_BYTES; p++) {
        if (*p == '\\' && p[1])
            p++;
        out[n++] = *p;
    }
    out[n] = '\0';
}

/* Whether `a` and `b` have the same words, in whatever case and spelling of
 * tones. */
static bool same_words(struct cvd_str a, struct cvd_str b)
{
    struct cvd_tokens x = { 0 }, y = { 0 };

    assert_int_equal(cvd_tokenize(a, &x), CVD_OK);
    assert_int_equal(cvd_tokenize(b, &y), CVD_OK);
    bool same = x.count == y.count;
    for (size_t i = 0; same && i < x.count; i++)
        same = cvd_str_equal(cvd_token_exact(&x, i), cvd_token_exact(&y, i));
    cvd_tokens_release(&x);
    cvd_tokens_release(&y);
    return same;
}

static void read_document(const char *folder, const char *file,
                          struct cvd_buf *text)
{
    char name[NAME_BYTES], chunk[4096];
    struct cvd_buf raw = { 0 };
    size_t n;

    (void)snprintf(name, sizeof name, "%.100s/%.100s", folder, file);
    FILE *in = shared_open(name);
    assert_non_null(in);
    while ((n = fread(chunk, 1, sizeof chunk, in)) > 0)
        assert_int_equal(cvd_buf_add_bytes(&raw, chunk, n), CVD_OK);
    (void)fclose(in);
    cvd_buf_clear(text);
    assert_int_equal(cvd_text_normalize(cvd_buf_str(&raw), text, NULL),
                     CVD_OK);
    cvd_buf_release(&raw);
}

struct tally {
    unsigned right[FIELDS], all;
    struct cvd_tokens tokens;
    struct cvd_entities entities;
    struct cvd_form form;
    struct cvd_buf text;
};

static void place_name(int32_t place, bool kind, char out[VALUE_BYTES])
{
    out[0] = '\0';
    if (place < 0)
        return;
    const struct cvd_place *p = cvd_place((size_t)place);
    (void)snprintf(out, VALUE_BYTES, "%s%s%s", kind ? p->kind : "",
                   kind ? " " : "", p->name);
}

static void compare(struct tally *t, const char *line, const char *file)
{
    char province[VALUE_BYTES], district[VALUE_BYTES], want[VALUE_BYTES];
    const struct cvd_form *f = &t->form;

    place_name(f->province, false, province);
    place_name(f->district, true, district);
    const struct cvd_str got[FIELDS] = {
        [ISSUER] = f->issuer, [PLACE] = f->place,
        [PROVINCE] = cvd_str_from(province),
        [DISTRICT] = cvd_str_from(district), [SIGNER] = f->signer,
        [SUBJECT] = f->header.title,
        [NUMBER] = cvd_str_from(f->header.number.number),
    };
    for (int i = 0; i < FIELDS; i++) {
        value_of(line, fields[i].within, fields[i].key, want);
        if (same_words(got[i], cvd_str_from(want)))
            t->right[i]++;
        else
            print_message("%s: %s is \"%.*s\", label \"%s\"\n", file,
                          fields[i].key, (int)got[i].len, got[i].ptr, want);
    }
    t->all++;
}

static bool read_folder(struct tally *t, const char *folder)
{
    static char line[LINE_BYTES];
    char name[NAME_BYTES], file[VALUE_BYTES];

    (void)snprintf(name, sizeof name, "%.100s/labels.jsonl", folder);
    FILE *in = shared_open(name);
    if (!in)
        return false;
    while (fgets(line, sizeof line, in)) {
        value_of(line, NULL, "file", file);
        if (!file[0])
            continue;
        read_document(folder, file, &t->text);
        struct cvd_str text = cvd_buf_str(&t->text);
        assert_int_equal(cvd_tokenize(text, &t->tokens), CVD_OK);
        assert_int_equal(cvd_entities_find(text, false, &t->entities),
                         CVD_OK);
        assert_int_equal(cvd_form_read(text, &t->tokens, &t->entities,
                                       &t->form), CVD_OK);
        compare(t, line, file);
    }
    (void)fclose(in);
    return true;
}

static void test_labels(void **state)
{
    struct tally t = { .all = 0 };
    bool there = read_folder(&t, "official") && read_folder(&t, "seeds");

    (void)state;
    for (int i = 0; there && i < FIELDS; i++) {
        print_message("%s: %u of %u\n", fields[i].key, t.right[i], t.all);
        if (t.right[i] * 100 < t.all * fields[i].least)
            fail_msg("%s: %u of %u right, want %u %%", fields[i].key,
                     t.right[i], t.all, fields[i].least);
    }
    cvd_buf_release(&t.text);
    cvd_form_release(&t.form);
    cvd_entities_release(&t.entities);
    cvd_tokens_release(&t.tokens);
    if (!there)
        skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_labels) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
