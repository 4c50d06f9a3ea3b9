/* compare.c - what documents were understood as, beside labels made by hand.
 *
 *     compare LABELS.jsonl SHOWN.jsonl [FIELD=SHARE...]
 *
 * LABELS has an object a line with "file" and what is known of it; a key that
 * is wanting is not compared.  SHOWN has what `cvdsearch show --format json`
 * says of each, its "id" the file.  Prints one line a field, right of all,
 * and each miss; the exit status is 1 where a field's share is below the one
 * asked for, 2 where the files cannot be read.
 *
 * Names are compared word by word in canonical form, so that case, dashes,
 * quotation marks and the place of tones do not matter; numbers and dates as
 * they are.  A subject counts by the F1 of its words.  A reference is found
 * where one of ours overlaps its span and bears the same number; its date may
 * be the one in the span or one given elsewhere. */
#include "analyzers/analyzer.h"

#include <jansson.h>

#include <stdio.h>
#include <stdlib.h>

enum { FIELDS_MAX = 32, CITATIONS_MAX = 4096 };

static struct field {
    const char *name;
    double right;
    unsigned all;
} fields[FIELDS_MAX];

static void count(const char *name, double right, const char *file,
                  const char *want, const char *got)
{
    struct field *f = fields;

    while (f->name && strcmp(f->name, name) != 0)
        f++;
    f->name = name;
    f->right += right;
    f->all++;
    if (right < 1)
        printf("  %s: %s: want '%s', got '%s'\n", name, file,
               want ? want : "(none)", got ? got : "(none)");
}

/* ---- comparing ------------------------------------------------------- */

static struct cvd_tokens words(const char *s)
{
    struct cvd_tokens t = { 0 };
    struct cvd_buf nfc = { 0 };

    if (cvd_text_normalize(cvd_str_from(s), &nfc, NULL) != CVD_OK ||
        cvd_tokenize(cvd_buf_str(&nfc), &t) != CVD_OK)
        exit(2);
    cvd_buf_release(&nfc);
    return t;
}

static bool same_word(const struct cvd_tokens *a, size_t i,
                      const struct cvd_tokens *b, size_t k)
{
    return cvd_str_equal(cvd_token_exact(a, i), cvd_token_exact(b, k));
}

static bool same_name(const char *want, const char *got)
{
    struct cvd_tokens a = words(want), b = words(got);
    bool same = a.count == b.count;

    for (size_t i = 0; same && i < a.count; i++)
        same = same_word(&a, i, &b, i);
    cvd_tokens_release(&a);
    cvd_tokens_release(&b);
    return same;
}

/* Without blanks, en dashes as hyphens. */
static void tidy(const char *s, char *out, size_t size)
{
    size_t n = 0;

    for (; s && *s && n + 2 < size; s++) {
        if (memcmp(s, "–", 3) == 0) {
            out[n++] = '-';
            s += 2;
        } else if (*s > ' ' || *s < 0) {
            out[n++] = *s;
        }
    }
    out[n] = '\0';
}

static bool same_number(const char *want, const char *got)
{
    char a[256], b[256];

    tidy(want, a, sizeof a);
    tidy(got, b, sizeof b);
    return strcmp(a, b) == 0;
}

static double f1(const char *want, const char *got)
{
    struct cvd_tokens a = words(want), b = words(got);
    bool *used = calloc(b.count + 1, sizeof *used);
    size_t shared = 0, all = a.count + b.count;

    for (size_t i = 0; used && i < a.count; i++)
        for (size_t k = 0; k < b.count; k++)
            if (!used[k] && same_word(&a, i, &b, k)) {
                used[k] = true;
                shared++;
                break;
            }
    free(used);
    cvd_tokens_release(&a);
    cvd_tokens_release(&b);
    return all ? 2 * (double)shared / (double)all : 1;
}

/* ---- fields ---------------------------------------------------------- */

static const char *text_of(const json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

static void compare_names(const json_t *label, const json_t *shown,
                          const char *file)
{
    static const char *const same_key[] = { "place", "issuer",
                                            "parent_issuer", "district" };

    for (size_t i = 0; i < sizeof same_key / sizeof *same_key; i++) {
        const char *key = same_key[i], *want = text_of(label, key);
        const char *got = text_of(shown, key);
        if (json_object_get(label, key))
            count(key, same_name(want, got), file, want, got);
    }
    if (json_object_get(label, "province"))
        count("province", same_name(text_of(label, "province"),
                                    text_of(shown, "province_name")),
              file, text_of(label, "province"),
              text_of(shown, "province_name"));
    const json_t *signer = json_object_get(label, "signer");
    if (signer) {
        const char *got =
            text_of(json_object_get(shown, "signer"), "name");
        const char *want = text_of(signer, "name");
        count("signer", same_name(want, got), file, want, got);
    }
}

static void compare_numbers(const json_t *label, const json_t *shown,
                            const char *file)
{
    static const char *const keys[] = { "number", "symbol", "date" };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *want = text_of(label, keys[i]);
        const char *got = text_of(shown, keys[i]);
        if (json_object_get(label, keys[i]))
            count(keys[i], same_number(want, got), file, want, got);
    }
    if (json_object_get(label, "type")) {
        const char *want = text_of(label, "type");
        const char *code = want ? cvd_doctype_code(cvd_str_from(want))
                                : NULL;
        const char *got = text_of(shown, "type");
        count("type", (!code && !got) || (code && got &&
                                          strcmp(code, got) == 0),
              file, code ? code : want, got);
    }
    if (json_object_get(label, "subject")) {
        const char *want = text_of(label, "subject");
        const char *got = text_of(shown, "title");
        /* Without a subject the id stands for it. */
        if (!want && got && strcmp(got, file) == 0)
            got = NULL;
        count("subject", f1(want, got), file, want, got);
    }
}

/* How many of the lines wanted are among ours, as F1. */
static void compare_lines(const json_t *label, const json_t *shown,
                          const char *key, const char *file)
{
    const json_t *want = json_object_get(label, key);
    const json_t *got = json_object_get(shown, key);
    size_t shared = 0, all = json_array_size(want) + json_array_size(got);

    if (!want)
        return;
    for (size_t i = 0; i < json_array_size(want); i++)
        for (size_t k = 0; k < json_array_size(got); k++)
            if (same_name(json_string_value(json_array_get(want, i)),
                          json_string_value(json_array_get(got, k)))) {
                shared++;
                break;
            }
    char *a = json_dumps(want, JSON_COMPACT), *b = json_dumps(got,
                                                              JSON_COMPACT);
    count(key, all ? 2 * (double)shared / (double)all : 1, file, a, b);
    free(a);
    free(b);
}

/* ---- references ------------------------------------------------------ */

static json_int_t int_of(const json_t *o, const char *key)
{
    return json_integer_value(json_object_get(o, key));
}

static bool is_same_reference(const json_t *want, const json_t *got)
{
    return int_of(got, "start") < int_of(want, "end") &&
           int_of(want, "start") < int_of(got, "end") &&
           (same_number(text_of(want, "number"), text_of(got, "number")) ||
            (text_of(want, "number_restored") &&
             same_number(text_of(want, "number_restored"),
                         text_of(got, "number"))));
}

static void compare_references(const json_t *label, const json_t *shown,
                               const char *file)
{
    const json_t *want = json_object_get(label, "citations");
    const json_t *got = json_object_get(shown, "citations");
    static bool used[CITATIONS_MAX];
    size_t n = json_array_size(got);

    if (!want || n > CITATIONS_MAX)
        return;
    memset(used, 0, sizeof used);
    for (size_t i = 0; i < json_array_size(want); i++) {
        const json_t *w = json_array_get(want, i);
        size_t k = 0;
        while (k < n && (used[k] ||
                         !is_same_reference(w, json_array_get(got, k))))
            k++;
        count("references found", k < n, file, text_of(w, "text"), NULL);
        if (k == n)
            continue;
        used[k] = true;
        if (!json_object_get(w, "date"))
            continue;
        const char *date = text_of(json_array_get(got, k), "date");
        const char *in = text_of(w, "date"), *ctx = text_of(w, "date_ctx");
        count("references' dates",
              same_number(in, date) || (ctx && same_number(ctx, date)),
              file, ctx ? ctx : in, date);
    }
    for (size_t k = 0; k < n; k++)
        count("references right", used[k], file, NULL,
              text_of(json_array_get(got, k), "text"));
}

/* ---- files ----------------------------------------------------------- */

static json_t *read_line(FILE *in)
{
    json_error_t why;
    json_t *o;
    int c;

    do
        c = getc(in);
    while (c == '\n');
    if (c == EOF)
        return NULL;
    (void)ungetc(c, in);
    o = json_loadf(in, JSON_DISABLE_EOF_CHECK, &why);
    if (!o) {
        (void)fprintf(stderr, "line %d: %s\n", why.line, why.text);
        exit(2);
    }
    return o;
}

static FILE *open_file(const char *path)
{
    FILE *in = fopen(path, "r");

    if (!in) {
        perror(path);
        exit(2);
    }
    return in;
}

/* What is shown, by id. */
static json_t *read_shown(const char *path)
{
    json_t *all = json_object(), *o;
    FILE *in = open_file(path);

    while ((o = read_line(in)))
        (void)json_object_set_new(all, text_of(o, "id"), o);
    (void)fclose(in);
    return all;
}

static int verdict(char **asked, int count_asked)
{
    int status = 0;

    for (const struct field *f = fields; f->name; f++)
        printf("%s: %.4g of %u = %.3f\n", f->name, f->right, f->all,
               f->right / f->all);
    for (int i = 0; i < count_asked; i++) {
        char *sign = strrchr(asked[i], '=');
        const struct field *f = fields;
        if (!sign)
            return 2;
        *sign = '\0';
        while (f->name && strcmp(f->name, asked[i]) != 0)
            f++;
        if (!f->name || f->right / f->all < atof(sign + 1)) {
            printf("%s is below %s\n", asked[i], sign + 1);
            status = 1;
        }
    }
    return status;
}

int main(int argc, char **argv)
{
    json_t *label;

    if (argc < 3)
        return 2;
    json_t *shown = read_shown(argv[2]);
    FILE *in = open_file(argv[1]);
    while ((label = read_line(in))) {
        const char *file = text_of(label, "file");
        const json_t *s = json_object_get(shown, file);
        if (!s) {
            (void)fprintf(stderr, "'%s' is not shown\n", file);
            return 2;
        }
        compare_numbers(label, s, file);
        compare_names(label, s, file);
        compare_lines(label, s, "recipients", file);
        compare_lines(label, s, "distribution", file);
        compare_references(label, s, file);
        json_decref(label);
    }
    (void)fclose(in);
    json_decref(shown);
    return verdict(argv + 3, argc - 3);
}
