/* pieces.c - what two pieces of a build cost on their own, on the texts of a
 * JSONL collection read from standard input.
 *
 *   pieces blocks    deflate: bytes of a block, level, ratio, speeds
 *   pieces analyzer  cutting words, checking and normalising text: MB/s
 *
 * May depend on: libc, jansson, zlib, base, analyzers, measure.h. */
#include "analyzers/analyzer.h"
#include "bench/measure.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <zlib.h>

enum { TEXT_MAX = 64 * 1024 * 1024, TEXTS_MAX = 200000 };

static struct cvd_buf all;            /* texts one after another */
static size_t ends[TEXTS_MAX], count;

static void die(const char *what)
{
    (void)fprintf(stderr, "pieces: %s\n", what);
    exit(3);
}

static void read_texts(void)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;

    while (all.len < TEXT_MAX && count < TEXTS_MAX &&
           (n = getline(&line, &cap, stdin)) > 0) {
        json_t *doc = json_loadb(line, (size_t)n, 0, NULL);
        json_t *text = json_object_get(doc, "text");
        struct cvd_str s = { json_string_value(text),
                             json_string_length(text) };
        if (s.ptr && cvd_text_normalize(s, &all, NULL) == CVD_OK)
            ends[count++] = all.len;
        json_decref(doc);
    }
    free(line);
    if (!count)
        die("no texts");
}

/* Deflate blocks of about `target` bytes (0: a text each) and inflate them
 * again. */
static void blocks(size_t target, int level)
{
    size_t from = 0, packed = 0, made = 0;
    double deflating = 0, inflating = 0;

    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count && ends[i + 1] - from <= target)
            continue;
        uLong raw = (uLong)(ends[i] - from);
        uLongf n = compressBound(raw), back = raw;
        Bytef *z = malloc(n), *again = malloc(raw + 1);
        double t0 = bench_now();
        if (!z || !again ||
            compress2(z, &n, (const Bytef *)all.ptr + from, raw, level) !=
                Z_OK)
            die("cannot deflate");
        double t1 = bench_now();
        if (uncompress(again, &back, z, n) != Z_OK || back != raw)
            die("cannot inflate");
        inflating += bench_now() - t1;
        deflating += t1 - t0;
        packed += n;
        made++;
        from = ends[i];
        free(z);
        free(again);
    }
    printf("block %zu level %d ratio %.3f deflate %.0f MB/s inflate %.1f us\n",
           target, level, (double)packed / (double)all.len,
           (double)all.len / 1e6 / deflating,
           inflating / (double)made * 1e6);
}

static void analyzer(void)
{
    struct cvd_tokens tokens = { 0 };
    struct cvd_buf copy = { 0 };
    double t0 = bench_now();

    for (size_t i = 0, from = 0; i < count; from = ends[i++])
        if (cvd_tokenize((struct cvd_str){ all.ptr + from, ends[i] - from },
                         &tokens) != CVD_OK)
            die("out of memory");
    double t1 = bench_now();
    for (size_t i = 0, from = 0; i < count; from = ends[i++]) {
        cvd_buf_clear(&copy);
        if (cvd_text_normalize(
                (struct cvd_str){ all.ptr + from, ends[i] - from }, &copy,
                NULL) != CVD_OK)
            die("out of memory");
    }
    double t2 = bench_now(), mb = (double)all.len / 1e6;
    printf("tokenize %.0f MB/s, normalize %.0f MB/s (%.0f MB)\n",
           mb / (t1 - t0), mb / (t2 - t1), mb);
    cvd_tokens_release(&tokens);
    cvd_buf_release(&copy);
}

int main(int argc, char **argv)
{
    static const size_t targets[] = { 0, 4096, 8192, 16384, 32768 };

    read_texts();
    if (argc == 2 && strcmp(argv[1], "analyzer") == 0) {
        analyzer();
    } else if (argc == 2 && strcmp(argv[1], "blocks") == 0) {
        for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
            for (int level = 1; level <= 6; level += 5)
                blocks(targets[i], level);
    } else {
        die("usage: pieces blocks|analyzer < COLLECTION.jsonl");
    }
    cvd_buf_release(&all);
    return 0;
}
