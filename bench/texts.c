/* texts.c - gives every peer the same texts to search.
 *
 *   texts < COLLECTION.jsonl > TEXTS
 *       a document a line: id TAB text TAB text without marks, its title
 *       before the text even where that begins with it, as is the custom
 *       (Xapian's "Getting started", Lucene's catch-all field) and ranks
 *       better; line breaks and tabs become spaces
 *   texts questions < QUERIES.tsv > QUESTIONS
 *       qid TAB question TAB question without marks
 *
 * May depend on: libc, jansson, base, fold.h. */
#include "base/limits.h"
#include "bench/fold.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

static void die(const char *what, const char *why)
{
    (void)fprintf(stderr, "texts: %s: %s\n", what, why);
    exit(3);
}

static void put(const char *s, size_t n, char end)
{
    for (size_t i = 0; i < n; i++) {
        bool blank = s[i] == '\n' || s[i] == '\r' || s[i] == '\t';
        putchar(blank ? ' ' : s[i]);
    }
    putchar(end);
}

static void put_line(struct cvd_str id, struct cvd_str text)
{
    static struct cvd_buf folded;
    struct cvd_err err;

    cvd_buf_clear(&folded);
    if (bench_fold(text, &folded, &err) != CVD_OK)
        die("cannot fold a text", err.msg);
    put(id.ptr, id.len, '\t');
    put(text.ptr, text.len, '\t');
    put(folded.ptr, folded.len, '\n');
}

static struct cvd_str string_of(const json_t *doc, const char *key)
{
    const json_t *s = json_object_get(doc, key);

    return (struct cvd_str){ json_string_value(s), json_string_length(s) };
}

static void put_document(const char *line, size_t len)
{
    static struct cvd_buf both;
    json_error_t why;
    json_t *doc = json_loadb(line, len, 0, &why);

    if (!doc)
        die("bad JSON line", why.text);
    struct cvd_str id = string_of(doc, "id"), text = string_of(doc, "text");
    if (!id.ptr || !text.ptr)
        die("bad document", "needs \"id\" and \"text\"");
    cvd_buf_clear(&both);
    if (cvd_buf_add(&both, string_of(doc, "title")) != CVD_OK ||
        cvd_buf_add_char(&both, ' ') != CVD_OK ||
        cvd_buf_add(&both, text) != CVD_OK)
        die("cannot go on", "out of memory");
    put_line(id, cvd_buf_str(&both));
    json_decref(doc);
}

static void put_question(const char *line, size_t len)
{
    const char *tab = memchr(line, '\t', len);

    if (!tab)
        die("bad question", "needs a tab after its id");
    struct cvd_str id = { line, (size_t)(tab - line) };
    struct cvd_str text = { tab + 1, len - id.len - 1 };
    const char *end = memchr(text.ptr, '\t', text.len);
    if (end)
        text.len = (size_t)(end - text.ptr);
    put_line(id, text);
}

int main(int argc, char **argv)
{
    bool questions = argc == 2 && strcmp(argv[1], "questions") == 0;
    char *line = NULL;
    size_t cap = 0;
    ssize_t got;

    if (argc > 1 && !questions)
        die("usage", "texts [questions] < IN > OUT");
    while ((got = getline(&line, &cap, stdin)) > 0) {
        struct cvd_str s = cvd_str_trim((struct cvd_str){ line,
                                                          (size_t)got });
        if (s.len > CVD_JSONL_LINE_MAX)
            die("bad line", "too long");
        if (s.len == 0)
            continue;
        if (questions)
            put_question(s.ptr, s.len);
        else
            put_document(s.ptr, s.len);
    }
    free(line);
    if (ferror(stdin) || fflush(stdout) != 0 || ferror(stdout))
        die("cannot go on", "reading or writing failed");
    return 0;
}
