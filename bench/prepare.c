/* prepare.c - gives every peer of the benchmark the same words.
 *
 *   prepare tokens TOKENS < COLLECTION.jsonl
 *       the collection as a token file (see tokens.h); prints
 *       documents=, text_bytes= and tokens= on stdout
 *   prepare queries TOKENS QUERIES [SEED]
 *       200 queries a class drawn from that text, `class TAB words`; the
 *       same seed gives the same file
 *   prepare sample COPIES FILE... > COLLECTION.jsonl
 *       text files as a collection, each COPIES times, for want of a real one
 *
 * May depend on: libc, jansson, base, analyzers, tokens.h, word_table.h. */
#include "analyzers/analyzer.h"
#include "tokens.h"
#include "word_table.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

enum {
    QUERIES_A_CLASS = 200,
    COMMON = 30,                        /* one_common: the N most frequent */
    RARE_MIN = 10, RARE_MAX = 100,      /* one_rare: occurrences */
    DOC_TOKENS_MIN = 20,
    WORDS_MAX = 5,
};

static void die(const char *what, const char *why)
{
    fprintf(stderr, "prepare: %s: %s\n", what, why);
    exit(1);
}

static void *need(void *p)
{
    if (!p)
        die("cannot go on", "out of memory");
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
        b->s = need(realloc(b->s, b->cap));
    }
    memcpy(b->s + b->n, s, n);
    b->n += n;
}

/* Cut `text` into the words of our own analyzer, exact and folded, appended
 * to the two buffers.  Returns their number. */
static size_t tokenise(const char *text, size_t len, struct text_buf *exact,
                       struct text_buf *folded)
{
    static struct cvd_tokens tokens;
    static struct cvd_buf normal;
    struct cvd_err err;

    cvd_buf_clear(&normal);
    if (cvd_text_normalize((struct cvd_str){ text, len }, &normal, &err) !=
            CVD_OK ||
        cvd_tokenize(cvd_buf_str(&normal), &tokens) != CVD_OK)
        die("cannot read a text", err.msg);
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

static FILE *create(const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out)
        die(path, strerror(errno));
    return out;
}

static void finish(FILE *out, const char *path)
{
    if (ferror(out) || fclose(out) != 0)
        die(path, "cannot write");
}

static int make_tokens(const char *path)
{
    FILE *out = create(path);
    char *line = NULL;
    size_t cap = 0, documents = 0, text_bytes = 0, tokens = 0;
    struct text_buf exact = { 0 }, folded = { 0 };
    ssize_t got;
    while ((got = getline(&line, &cap, stdin)) > 0) {
        json_error_t why;
        json_t *doc = json_loadb(line, (size_t)got, 0, &why);
        if (!doc)
            die("bad JSON line", why.text);
        const char *id = json_string_value(json_object_get(doc, "id"));
        json_t *text = json_object_get(doc, "text");
        if (!id || !json_is_string(text) || strpbrk(id, "\t\n"))
            die("bad document", "needs \"id\" and \"text\", no tab in id");
        exact.n = folded.n = 0;
        text_bytes += json_string_length(text);
        tokens += tokenise(json_string_value(text), json_string_length(text),
                           &exact, &folded);
        fprintf(out, "%s\t", id);
        fwrite(exact.s, 1, exact.n, out);
        fputc('\t', out);
        fwrite(folded.s, 1, folded.n, out);
        fputc('\n', out);
        documents++;
        json_decref(doc);
    }
    free(line);
    free(exact.s);
    free(folded.s);
    finish(out, path);
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
        die(path, strerror(errno));
    while ((n = fread(part, 1, sizeof part, in)) > 0)
        text_add(&b, part, n);
    if (ferror(in))
        die(path, "cannot read");
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
            die(*paths, "not UTF-8");
        for (unsigned long i = 0; i < n; i++) {
            char id[1024];
            snprintf(id, sizeof id, "%s#%lu", *paths, i);
            json_t *doc = json_pack("{s:s, s:O}", "id", id, "text", value);
            if (!doc || json_dumpf(doc, stdout, 0) != 0)
                die(*paths, "cannot write");
            putchar('\n');
            json_decref(doc);
        }
        json_decref(value);
        free(text);
    }
    return 0;
}

/* ---- queries --------------------------------------------------------- */

static bool is_syllable(struct token_span t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.s[i] >= '0' && t.s[i] <= '9')
            return false;
    return true;
}

static int by_falling_count(const void *pa, const void *pb)
{
    const struct word *a = pa, *b = pb;
    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    size_t n = a->exact.n < b->exact.n ? a->exact.n : b->exact.n;
    int c = memcmp(a->exact.s, b->exact.s, n);
    return c ? c : (a->exact.n > b->exact.n) - (a->exact.n < b->exact.n);
}

/* What queries are drawn from. */
struct source {
    struct token_chunk text;
    struct word *common;                /* syllables, most frequent first */
    size_t common_count;
    struct word *rare;
    size_t rare_count;
    uint64_t seed;
};

static size_t copy_words(struct word *to, const struct word_table *exact,
                         const struct word_table *folded, uint32_t lo,
                         uint32_t hi)
{
    size_t n = 0;
    for (size_t i = 0; i < exact->count; i++) {
        const struct word *w = &exact->words[i];
        uint32_t form = word_table_find(folded, w->folded);
        /* A rare word must be rare without its marks too, or the folded
         * class would ask for common words. */
        if (is_syllable(w->exact) && w->count >= lo &&
            folded->words[form].count <= hi)
            to[n++] = *w;
    }
    qsort(to, n, sizeof *to, by_falling_count);
    return n;
}

static void count_syllables(struct source *s)
{
    struct word_table exact = { 0 }, folded = { 0 };
    for (size_t d = 0; d < s->text.count; d++) {
        struct token_span e = s->text.docs[d].exact, te;
        struct token_span f = s->text.docs[d].folded, tf;
        while (token_next(&e, &te) && token_next(&f, &tf)) {
            word_table_add(&exact, te, tf);
            word_table_add(&folded, tf, tf);
        }
    }
    size_t bytes = (exact.count + 1) * sizeof(struct word);
    s->common = need(malloc(bytes));
    s->rare = need(malloc(bytes));
    s->common_count = copy_words(s->common, &exact, &folded, 1, UINT32_MAX);
    s->rare_count = copy_words(s->rare, &exact, &folded, RARE_MIN, RARE_MAX);
    if (s->rare_count == 0) {
        /* A sample repeated many times has no rare word: its rarest do. */
        size_t tail = s->common_count / 10 + 1;
        s->rare_count = tail < s->common_count ? tail : s->common_count;
        memcpy(s->rare, s->common + s->common_count - s->rare_count,
               s->rare_count * sizeof *s->rare);
    }
    word_table_release(&exact);
    word_table_release(&folded);
}

static uint64_t random_below(uint64_t *state, uint64_t n)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);   /* splitmix64 */
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) % n;
}

/* The tokens of a document drawn at random, in *out (cap grows). */
static size_t draw_document(struct source *s, struct word **out, size_t *cap)
{
    size_t n = 0;
    while (n < DOC_TOKENS_MIN) {
        struct token_doc *d =
            &s->text.docs[random_below(&s->seed, s->text.count)];
        struct token_span exact = d->exact, folded = d->folded;
        struct word w = { .count = 0 };
        for (n = 0; token_next(&exact, &w.exact) &&
                    token_next(&folded, &w.folded); n++) {
            if (n == *cap) {
                *cap = *cap ? *cap * 2 : 1024;
                *out = need(realloc(*out, *cap * sizeof **out));
            }
            (*out)[n] = w;
        }
    }
    return n;
}

/* Words drawn from one document, so that AND and phrases have an answer. */
static bool draw_words(struct source *s, bool phrase, size_t n,
                       struct word *query)
{
    struct word *doc = NULL;
    size_t cap = 0, len = draw_document(s, &doc, &cap);
    size_t start = random_below(&s->seed, len - n + 1);
    bool good = true;
    for (size_t i = 0; i < n && good; i++) {
        query[i] = doc[phrase ? start + i : random_below(&s->seed, len)];
        good = is_syllable(query[i].exact);
        for (size_t j = 0; j < i && !phrase; j++)
            good = good &&
                   !token_span_equal(query[i].folded, query[j].folded);
    }
    free(doc);
    return good;
}

enum draw { DRAW_COMMON, DRAW_RARE, DRAW_ANY, DRAW_PHRASE };

static const struct { const char *name; enum draw draw; size_t words; }
classes[] = {
    { "one_common", DRAW_COMMON, 1 },
    { "one_rare", DRAW_RARE, 1 },
    { "or3", DRAW_ANY, 3 },
    { "or5", DRAW_ANY, 5 },
    { "and2", DRAW_ANY, 2 },
    { "and3", DRAW_ANY, 3 },
    { "phrase2", DRAW_PHRASE, 2 },
    { "phrase3", DRAW_PHRASE, 3 },
    { "phrase5", DRAW_PHRASE, 5 },
};

static void draw_query(struct source *s, size_t class, struct word *query)
{
    size_t range = s->common_count < COMMON ? s->common_count : COMMON;
    switch (classes[class].draw) {
    case DRAW_COMMON:
        query[0] = s->common[random_below(&s->seed, range)];
        break;
    case DRAW_RARE:
        query[0] = s->rare[random_below(&s->seed, s->rare_count)];
        break;
    case DRAW_ANY:
    case DRAW_PHRASE:
        while (!draw_words(s, classes[class].draw == DRAW_PHRASE,
                           classes[class].words, query))
            ;
        break;
    }
}

static void write_class(FILE *out, size_t class, bool folded,
                        const struct word (*queries)[WORDS_MAX])
{
    for (size_t q = 0; q < QUERIES_A_CLASS; q++) {
        fprintf(out, "%s%s", classes[class].name, folded ? "_folded" : "");
        for (size_t i = 0; i < classes[class].words; i++) {
            struct token_span t =
                folded ? queries[q][i].folded : queries[q][i].exact;
            fprintf(out, "%c%.*s", i ? ' ' : '\t', (int)t.n, t.s);
        }
        fputc('\n', out);
    }
}

static int make_queries(const char *tokens, const char *path, uint64_t seed)
{
    struct source s = { .seed = seed };
    struct tokens *in = tokens_open(tokens);
    if (!in)
        return 1;
    tokens_read(in, SIZE_MAX, &s.text);
    tokens_close(in);
    count_syllables(&s);
    if (s.common_count == 0)
        die(tokens, "no words to draw queries from");
    FILE *out = create(path);
    static struct word queries[QUERIES_A_CLASS][WORDS_MAX];
    for (size_t c = 0; c < sizeof classes / sizeof *classes; c++) {
        for (size_t q = 0; q < QUERIES_A_CLASS; q++)
            draw_query(&s, c, queries[q]);
        write_class(out, c, false,
                    (const struct word (*)[WORDS_MAX])queries);
        write_class(out, c, true,
                    (const struct word (*)[WORDS_MAX])queries);
    }
    finish(out, path);
    free(s.common);
    free(s.rare);
    token_chunk_release(&s.text);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "tokens") == 0)
        return make_tokens(argv[2]);
    if ((argc == 4 || argc == 5) && strcmp(argv[1], "queries") == 0)
        return make_queries(argv[2], argv[3],
                            argc == 5 ? strtoull(argv[4], NULL, 10) : 1);
    if (argc >= 4 && strcmp(argv[1], "sample") == 0)
        return make_sample(argv[2], argv + 3);
    fprintf(stderr, "usage: prepare tokens TOKENS < COLLECTION.jsonl\n"
                    "       prepare queries TOKENS QUERIES [SEED]\n"
                    "       prepare sample COPIES FILE... "
                    "> COLLECTION.jsonl\n");
    return 2;
}
