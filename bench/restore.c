/* restore.c - how well marks are put back, and how fast.
 *
 *   restore INDEX TEXTS [DOCUMENTS]
 *
 * TEXTS is .jsonl with "text", or lines of an id, a tab and a text.  Of up to
 * DOCUMENTS of them (2000) all marks are stripped, search/ puts them back
 * from INDEX, and what comes out is compared with what stood there, syllable
 * by syllable (tokens with a letter).  The peer is each word's most frequent
 * spelling.  A text is read as a whole, and sentence by sentence.
 *
 * May depend on: libc, jansson, base, analyzers, store, search/restore.h,
 * measure.h. */
#include "bench/measure.h"
#include "search/restore.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

enum { DOCUMENTS = 2000 };

struct score {
    size_t syllables, right, texts, texts_right;
    double seconds;
    size_t tokens;
};

struct bench {
    struct cvd_store *store;
    struct cvd_tokens accented, plain;
    struct cvd_buf normal, stripped;
    struct cvd_restored got;
    struct score whole, sentences, peer;
};

static void die(const char *what, const char *why)
{
    (void)fprintf(stderr, "restore: %s: %s\n", what, why);
    exit(3);
}

static void need(enum cvd_status st)
{
    if (st != CVD_OK)
        die("cannot go on", cvd_status_text(st));
}

static bool has_letter(struct cvd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 'a')
            return true;
    return false;
}

/* ---- the peer -------------------------------------------------------- */

struct most {
    struct cvd_str exact;
    uint32_t documents;
};

static bool keep_most(void *ctx, struct cvd_str exact, struct cvd_str folded,
                      uint32_t documents)
{
    struct most *m = ctx;

    (void)folded;
    if (documents > m->documents)
        *m = (struct most){ exact, documents };
    return true;
}

/* ---- one text -------------------------------------------------------- */

/* Compare words [first, first + n) of the text with `got`. */
static bool compare(const struct bench *b, size_t first, size_t n,
                    const struct cvd_restored *got, struct score *s)
{
    bool all = true;

    for (size_t i = 0; i < n; i++) {
        struct cvd_str want = cvd_token_exact(&b->accented, first + i);
        if (!has_letter(want))
            continue;
        bool right = cvd_str_equal(want, got->words[i].word.exact);
        s->syllables++;
        s->right += right;
        all = all && right;
    }
    return all;
}

static bool read_back(struct bench *b, size_t first, size_t n,
                      struct score *s)
{
    struct cvd_err err = { 0 };
    double begun = bench_now();

    if (cvd_restore(b->store, &b->plain, first, n, &b->got, &err) != CVD_OK)
        die("cannot restore", err.msg);
    s->seconds += bench_now() - begun;
    s->tokens += n;
    return compare(b, first, n, &b->got, s);
}

/* Whether a sentence, or a part of one, ends before token `i`. */
static bool parted(const struct bench *b, size_t i)
{
    const struct cvd_token *t = b->accented.tok + i;

    for (size_t at = t[-1].end; at < t[0].start; at++)
        if (strchr(".;:!?\n", b->normal.ptr[at]))
            return true;
    return false;
}

static bool read_sentences(struct bench *b)
{
    bool all = true;
    size_t n = b->accented.count;

    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && !parted(b, to);)
            to++;
        all = read_back(b, from, to - from, &b->sentences) && all;
    }
    return all;
}

static bool read_by_use(struct bench *b)
{
    bool all = true;

    for (size_t i = 0; i < b->accented.count; i++) {
        struct cvd_str want = cvd_token_exact(&b->accented, i);
        struct most m = { cvd_token_exact(&b->plain, i), 0 };
        if (!has_letter(want))
            continue;
        need(cvd_store_words(b->store, cvd_token_folded(&b->plain, i), false,
                             keep_most, &m));
        bool right = cvd_str_equal(want, m.exact);
        b->peer.syllables++;
        b->peer.right += right;
        all = all && right;
    }
    return all;
}

static void measure_text(struct bench *b, const char *text)
{
    struct cvd_err err = { 0 };

    cvd_buf_clear(&b->normal);
    cvd_buf_clear(&b->stripped);
    need(cvd_text_normalize(cvd_str_from(text), &b->normal, &err));
    need(cvd_tokenize(cvd_buf_str(&b->normal), &b->accented));
    for (size_t i = 0; i < b->accented.count; i++) {
        need(cvd_buf_add(&b->stripped, cvd_token_folded(&b->accented, i)));
        need(cvd_buf_add_char(&b->stripped, ' '));
    }
    need(cvd_tokenize(cvd_buf_str(&b->stripped), &b->plain));
    /* A letter that folds to none would shift what is compared. */
    if (b->plain.count != b->accented.count || b->plain.count == 0)
        return;
    bool whole = read_back(b, 0, b->plain.count, &b->whole);
    bool sentences = read_sentences(b);
    bool peer = read_by_use(b);
    b->whole.texts_right += whole;
    b->sentences.texts_right += sentences;
    b->peer.texts_right += peer;
    b->whole.texts++;
    b->sentences.texts++;
    b->peer.texts++;
}

/* ---- all of them ----------------------------------------------------- */

static void measure_line(struct bench *b, char *line, size_t len)
{
    if (line[0] == '{') {
        json_error_t why;
        json_t *doc = json_loadb(line, len, 0, &why);
        if (!doc)
            die("bad JSON line", why.text);
        const char *text = json_string_value(json_object_get(doc, "text"));
        if (text)
            measure_text(b, text);
        json_decref(doc);
        return;
    }
    char *text = strchr(line, '\t');
    if (text)
        measure_text(b, text + 1);
}

static void measure_file(struct bench *b, const char *path, long documents)
{
    FILE *in = fopen(path, "r");
    char *line = NULL;
    size_t cap = 0;
    ssize_t got;

    if (!in)
        die("cannot open", path);
    b->whole = b->sentences = b->peer = (struct score){ 0 };
    for (long n = 0; n < documents && (got = getline(&line, &cap, in)) > 0;
         n++)
        measure_line(b, line, (size_t)got);
    free(line);
    (void)fclose(in);
}

static void print_score(const char *what, const struct score *s)
{
    printf("  %-26s %6.2f %% of %zu syllables, %6.2f %% of %zu texts", what,
           100.0 * (double)s->right / (double)s->syllables, s->syllables,
           100.0 * (double)s->texts_right / (double)s->texts, s->texts);
    if (s->seconds > 0)
        printf(", %.0f syllables/s", (double)s->tokens / s->seconds);
    printf("\n");
}

int main(int argc, char **argv)
{
    static struct bench b;
    struct cvd_err err = { 0 };

    if (argc < 3)
        die("usage", "restore INDEX TEXTS [DOCUMENTS]");
    if (cvd_store_open(argv[1], &b.store, &err) != CVD_OK)
        die("cannot open the index", err.msg);
    long documents = argc > 3 ? atol(argv[3]) : DOCUMENTS;
    measure_file(&b, argv[2], documents); /* to warm up */
    measure_file(&b, argv[2], documents);
    if (b.whole.texts == 0)
        die("no text in", argv[2]);
    print_score("restored, whole texts", &b.whole);
    print_score("restored, sentences", &b.sentences);
    print_score("most frequent spelling", &b.peer);
    cvd_restored_release(&b.got);
    cvd_tokens_release(&b.accented);
    cvd_tokens_release(&b.plain);
    cvd_buf_release(&b.normal);
    cvd_buf_release(&b.stripped);
    cvd_store_close(b.store);
    return 0;
}
