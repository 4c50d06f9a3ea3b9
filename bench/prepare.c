/* prepare.c - gives every peer of the benchmark the same words.
 *
 *   prepare tokens TOKENS DOCUMENTS < COLLECTION.jsonl
 *       the collection as a token file (see tokens.h), and as documents for
 *       our own indexer, which has the same topics and dates; prints
 *       documents=, text_bytes= and tokens= on stdout
 *   prepare queries TOKENS QUERIES QUESTIONS [SEED]
 *       200 queries a class drawn from that text (see measure.h); the same
 *       seed gives the same file
 *   prepare questions JUDGED.tsv QUESTIONS
 *       the first of the judged questions, `id TAB text`, instead of drawn
 *   prepare sample COPIES FILE... > COLLECTION.jsonl
 *       text files as a collection, each COPIES times, for want of a real one
 *
 * May depend on: libc, jansson, base, analyzers, prepare.h. */
#include "analyzers/analyzer.h"
#include "analyzers/reading.h"
#include "bench/prepare.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

enum { QUESTIONS = 200 };

_Noreturn void prepare_die(const char *what, const char *why)
{
    fprintf(stderr, "prepare: %s: %s\n", what, why);
    exit(1);
}

void *prepare_need(void *p)
{
    if (!p)
        prepare_die("cannot go on", "out of memory");
    return p;
}

/* ---- tokens ---------------------------------------------------------- */

struct text_buf {
    char *s;
    size_t n, cap;
};

static void text_add(struct text_buf *b, const char *s, size_t n)
{
    if (b->n + n > b->cap) {
        b->cap = (b->n + n) * 2;
        b->s = prepare_need(realloc(b->s, b->cap));
    }
    memcpy(b->s + b->n, s, n);
    b->n += n;
}

/* Read `text` as our own indexer does and cut it into the words of our
 * analyzer, exact and folded, appended to the two buffers.  Returns their
 * number. */
static size_t tokenise(const char *text, size_t len, struct text_buf *exact,
                       struct text_buf *folded)
{
    static struct cvd_tokens tokens;
    static struct cvd_buf normal;
    static struct cvd_reader memory;
    struct cvd_reading how;
    struct cvd_err err = { .msg = "out of memory" };

    cvd_buf_clear(&normal);
    if (cvd_reader_repair(&memory, (struct cvd_str){ text, len }, &normal,
                          &how, &err) != CVD_OK ||
        cvd_tokenize(cvd_buf_str(&normal), &tokens) != CVD_OK)
        prepare_die("cannot read a text", err.msg);
    for (size_t i = 0; i < tokens.count; i++) {
        struct cvd_str e = cvd_token_exact(&tokens, i);
        struct cvd_str f = cvd_token_folded(&tokens, i);
        if (i > 0) {
            text_add(exact, " ", 1);
            text_add(folded, " ", 1);
        }
        text_add(exact, e.ptr, e.len);
        text_add(folded, f.ptr, f.len);
    }
    return tokens.count;
}

FILE *prepare_create(const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out)
        prepare_die(path, strerror(errno));
    return out;
}

void prepare_finish(FILE *out, const char *path)
{
    if (ferror(out) || fclose(out) != 0)
        prepare_die(path, "cannot write");
}

/* Text on one line of a token file. */
static void write_text(FILE *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        fputc(strchr("\t\n\r", text[i]) ? ' ' : text[i], out);
}

static bool begins_with_line(const char *text, const char *line)
{
    size_t n = strlen(line);
    return strncmp(text, line, n) == 0 &&
           (text[n] == '\n' || text[n] == '\0');
}

static void write_document(FILE *tokens, FILE *documents, json_t *doc,
                           const struct text_buf *exact,
                           const struct text_buf *folded)
{
    const json_t *text = json_object_get(doc, "text");
    const char *s = json_string_value(text);
    struct prepare_attributes a = prepare_attributes(doc, s);

    fprintf(tokens, "%s\t", json_string_value(json_object_get(doc, "id")));
    fwrite(exact->s, 1, exact->n, tokens);
    fputc('\t', tokens);
    fwrite(folded->s, 1, folded->n, tokens);
    fprintf(tokens, "\t%u\t%u\t", a.topic, a.date);
    write_text(tokens, s, json_string_length(text));
    fputc('\n', tokens);
    prepare_attributes_put(doc, a);
    /* The peers have no title: words that only it has would not be theirs. */
    const char *title = json_string_value(json_object_get(doc, "title"));
    if (title && !begins_with_line(s, title))
        (void)json_object_del(doc, "title");
    if (json_dumpf(doc, documents, JSON_COMPACT) != 0)
        prepare_die("cannot write", "the documents");
    fputc('\n', documents);
}

static int make_tokens(const char *path, const char *documents_path)
{
    FILE *out = prepare_create(path);
    FILE *json = prepare_create(documents_path);
    char *line = NULL;
    size_t cap = 0, documents = 0, text_bytes = 0, tokens = 0;
    struct text_buf exact = { 0 }, folded = { 0 };
    ssize_t got;
    while ((got = getline(&line, &cap, stdin)) > 0) {
        json_error_t why;
        json_t *doc = json_loadb(line, (size_t)got, 0, &why);
        if (!doc)
            prepare_die("bad JSON line", why.text);
        const char *id = json_string_value(json_object_get(doc, "id"));
        json_t *text = json_object_get(doc, "text");
        if (!id || !json_is_string(text) || strpbrk(id, "\t\n"))
            prepare_die("bad document",
                        "needs \"id\" and \"text\", no tab in id");
        exact.n = folded.n = 0;
        text_bytes += json_string_length(text);
        tokens += tokenise(json_string_value(text), json_string_length(text),
                           &exact, &folded);
        write_document(out, json, doc, &exact, &folded);
        documents++;
        json_decref(doc);
    }
    free(line);
    free(exact.s);
    free(folded.s);
    prepare_finish(out, path);
    prepare_finish(json, documents_path);
    printf("documents=%zu text_bytes=%zu tokens=%zu\n", documents, text_bytes,
           tokens);
    return 0;
}

/* ---- sample ---------------------------------------------------------- */

static char *read_whole(const char *path, size_t *len)
{
    struct text_buf b = { 0 };
    char part[1 << 14];
    size_t n;
    FILE *in = fopen(path, "r");
    if (!in)
        prepare_die(path, strerror(errno));
    while ((n = fread(part, 1, sizeof part, in)) > 0)
        text_add(&b, part, n);
    if (ferror(in))
        prepare_die(path, "cannot read");
    fclose(in);
    *len = b.n;
    return b.s;
}

static int make_sample(const char *copies, char **paths)
{
    unsigned long n = strtoul(copies, NULL, 10);
    for (; *paths; paths++) {
        size_t len = 0;
        char *text = read_whole(*paths, &len);
        json_t *value = json_stringn(text ? text : "", len);
        if (!value)
            prepare_die(*paths, "not UTF-8");
        for (unsigned long i = 0; i < n; i++) {
            char id[1024];
            snprintf(id, sizeof id, "%s#%lu", *paths, i);
            json_t *doc = json_pack("{s:s, s:O}", "id", id, "text", value);
            if (!doc || json_dumpf(doc, stdout, 0) != 0)
                prepare_die(*paths, "cannot write");
            putchar('\n');
            json_decref(doc);
        }
        json_decref(value);
        free(text);
    }
    return 0;
}

/* ---- questions ------------------------------------------------------- */

/* `question TAB words TAB text`, then the same without marks. */
static int make_questions(const char *judged, const char *path)
{
    FILE *in = fopen(judged, "r"), *out = prepare_create(path);
    char *line = NULL;
    size_t cap = 0;
    if (!in)
        prepare_die(judged, strerror(errno));
    for (int folded = 0; folded < 2; folded++) {
        struct text_buf words[2] = { { 0 }, { 0 } };
        rewind(in);
        for (int n = 0; n < QUESTIONS && getline(&line, &cap, in) > 0; n++) {
            char *text = strchr(line, '\t');
            if (!text)
                prepare_die(judged, "a line has no tab");
            text++;
            text[strcspn(text, "\t\n")] = '\0';
            words[0].n = words[1].n = 0;
            tokenise(text, strlen(text), &words[0], &words[1]);
            int len = (int)words[folded].n;
            fprintf(out, "question%s\t%.*s\t", folded ? "_folded" : "",
                    len, words[folded].s);
            if (folded)
                fprintf(out, "%.*s\n", len, words[folded].s);
            else
                fprintf(out, "%s\n", text);
        }
        free(words[0].s);
        free(words[1].s);
    }
    free(line);
    fclose(in);
    prepare_finish(out, path);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "tokens") == 0)
        return make_tokens(argv[2], argv[3]);
    if ((argc == 5 || argc == 6) && strcmp(argv[1], "queries") == 0)
        return prepare_queries(argv[2], argv[3], argv[4],
                               argc == 6 ? strtoull(argv[5], NULL, 10) : 1);
    if (argc == 4 && strcmp(argv[1], "questions") == 0)
        return make_questions(argv[2], argv[3]);
    if (argc >= 4 && strcmp(argv[1], "sample") == 0)
        return make_sample(argv[2], argv + 3);
    fprintf(stderr, "usage: prepare tokens TOKENS DOCUMENTS "
                    "< COLLECTION.jsonl\n"
                    "       prepare queries TOKENS QUERIES QUESTIONS "
                    "[SEED]\n"
                    "       prepare questions JUDGED.tsv QUESTIONS\n"
                    "       prepare sample COPIES FILE... "
                    "> COLLECTION.jsonl\n");
    return 2;
}
