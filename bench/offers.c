/* offers.c - how often "có phải bạn muốn tìm" is right, and what it costs.
 *
 *   offers INDEX QUESTIONS
 *
 * QUESTIONS has lines of an id, a tab and a question that is right.  Each is
 * asked as it stands, where nothing should be offered; without its marks; and
 * with one letter of one word left out, added, changed or swapped (drawn with
 * a fixed seed): there, the question itself should be.
 *
 * May depend on: libc, base, analyzers, search/, measure.h. */
#include "bench/measure.h"
#include "search/meant.h"
#include "search/rewrite.h"

#include <stdio.h>
#include <stdlib.h>

enum { QUESTIONS_MAX = 10000, WORDS_MAX = 256, LETTERS_MAX = 64, PAGE = 10 };

struct score {
    const char *name;
    size_t asked, offered, right;
    double us[QUESTIONS_MAX];
};

static struct cvd_searcher *searcher;
static uint32_t seed = 1;

static void die(const char *what, const char *why)
{
    (void)fprintf(stderr, "offers: %s: %s\n", what, why);
    exit(3);
}

static void need(enum cvd_status st)
{
    if (st != CVD_OK)
        die("cannot go on", cvd_status_text(st));
}

/* Numerical Recipes' generator: the same slips on every machine. */
static size_t draw(size_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

/* ---- questions made worse -------------------------------------------- */

static void strip(struct cvd_str text, const struct cvd_tokens *t,
                  struct cvd_buf *out)
{
    struct cvd_change c[WORDS_MAX];

    for (size_t i = 0; i < t->count; i++)
        c[i] = (struct cvd_change){ t->tok[i].start, t->tok[i].end,
                                    cvd_token_folded(t, i) };
    need(cvd_rewrite(text, c, t->count, out));
}

/* A word of three letters or more, without a figure or a capital. */
static bool may_slip(struct cvd_str text, const struct cvd_tokens *t,
                     size_t i)
{
    struct cvd_str exact = cvd_token_exact(t, i);
    size_t len = t->tok[i].end - t->tok[i].start;

    return len == exact.len && cvd_utf8_count(exact) >= 3 &&
           memcmp(text.ptr + t->tok[i].start, exact.ptr, len) == 0 &&
           cvd_token_folded(t, i).ptr[0] >= 'a';
}

static void put(struct cvd_buf *out, const char *from, const char *to)
{
    need(cvd_buf_add_bytes(out, from, (size_t)(to - from)));
}

/* `word` with one letter wrong. */
static void slip_word(struct cvd_str word, struct cvd_buf *out)
{
    static const char letters[] = "abcdeghiklmnopqrstuvxy";
    const char *at[LETTERS_MAX + 1];
    size_t n = cvd_utf8_count(word), kind = draw(4);

    for (size_t i = 0; i <= n; i++)
        at[i] = word.ptr + cvd_utf8_first(word, i).len;
    size_t k = draw(kind == 3 ? n - 1 : n);
    put(out, at[0], at[k]);
    if (kind == 1 || kind == 2)
        need(cvd_buf_add_char(out, letters[draw(sizeof letters - 1)]));
    if (kind == 1)
        put(out, at[k], at[n]);
    if (kind == 0 || kind == 2)
        put(out, at[k + 1], at[n]);
    if (kind == 3) {
        put(out, at[k + 1], at[k + 2]);
        put(out, at[k], at[k + 1]);
        put(out, at[k + 2], at[n]);
    }
}

/* False where no word may slip. */
static bool slip(struct cvd_str text, const struct cvd_tokens *t,
                 struct cvd_buf *out)
{
    size_t from = draw(t->count);
    struct cvd_buf word = { 0 };

    for (size_t k = 0; k < t->count; k++) {
        size_t i = (from + k) % t->count;
        if (!may_slip(text, t, i))
            continue;
        slip_word(cvd_token_exact(t, i), &word);
        struct cvd_change c = { t->tok[i].start, t->tok[i].end,
                                cvd_buf_str(&word) };
        need(cvd_rewrite(text, &c, 1, out));
        cvd_buf_release(&word);
        return true;
    }
    return false;
}

/* ---- asking ---------------------------------------------------------- */

/* Whether two texts are the same words. */
static bool same_words(struct cvd_str a, const struct cvd_tokens *want)
{
    static struct cvd_tokens t;

    need(cvd_tokenize(a, &t));
    if (t.count != want->count)
        return false;
    for (size_t i = 0; i < t.count; i++)
        if (!cvd_str_equal(cvd_token_exact(&t, i), cvd_token_exact(want, i)))
            return false;
    return true;
}

static void ask(struct score *s, struct cvd_str text,
                const struct cvd_tokens *want)
{
    struct cvd_request r = { .query = text, .limit = PAGE,
                             .without_snippets = true };
    struct cvd_result res = { 0 };
    struct cvd_query q;
    struct cvd_buf again = { 0 };
    struct cvd_err err;

    if (cvd_search(searcher, &r, &res, &err) != CVD_OK)
        die("cannot search", err.msg);
    need(cvd_query_parse(text, &q, &err));
    double begun = bench_now();
    need(cvd_meant(searcher, &q, &r, res.total, &again, &err));
    s->us[s->asked++] = (bench_now() - begun) * 1e6;
    s->offered += res.suggestion.len > 0;
    s->right += res.suggestion.len > 0 &&
                same_words(cvd_buf_str(&res.suggestion), want);
    cvd_query_release(&q);
    cvd_buf_release(&again);
    cvd_result_release(&res);
}

static int ascending(const void *pa, const void *pb)
{
    const double *a = pa, *b = pb;

    return *a < *b ? -1 : *a > *b;
}

static void print_score(struct score *s)
{
    qsort(s->us, s->asked, sizeof *s->us, ascending);
    printf("  %-18s %zu asked, %zu offered something, %zu the question; "
           "µs p50 %.0f, p99 %.0f\n", s->name, s->asked, s->offered,
           s->right, s->us[s->asked / 2], s->us[s->asked * 99 / 100]);
}

int main(int argc, char **argv)
{
    static struct score as_is = { .name = "as they stand" },
                        plain = { .name = "without marks" },
                        slipped = { .name = "one letter wrong" };
    struct cvd_tokens t = { 0 };
    struct cvd_err err;
    char *line = NULL;
    size_t cap = 0;
    FILE *in = argc == 3 ? fopen(argv[2], "r") : NULL;

    if (!in)
        die("usage", "offers INDEX QUESTIONS");
    if (cvd_searcher_open(argv[1], &searcher, &err) != CVD_OK)
        die("cannot open the index", err.msg);
    while (as_is.asked < QUESTIONS_MAX && getline(&line, &cap, in) > 0) {
        struct cvd_buf text = { 0 }, stripped = { 0 }, wrong = { 0 };
        char *tab = strchr(line, '\t');
        if (!tab)
            continue;
        line[strcspn(line, "\n")] = '\0';
        need(cvd_text_normalize(cvd_str_from(tab + 1), &text, &err));
        need(cvd_tokenize(cvd_buf_str(&text), &t));
        if (t.count && t.count <= WORDS_MAX) {
            ask(&as_is, cvd_buf_str(&text), &t);
            strip(cvd_buf_str(&text), &t, &stripped);
            ask(&plain, cvd_buf_str(&stripped), &t);
            if (slip(cvd_buf_str(&text), &t, &wrong))
                ask(&slipped, cvd_buf_str(&wrong), &t);
        }
        cvd_buf_release(&text);
        cvd_buf_release(&stripped);
        cvd_buf_release(&wrong);
    }
    if (as_is.asked == 0 || slipped.asked == 0)
        die("no question in", argv[2]);
    print_score(&as_is);
    print_score(&plain);
    print_score(&slipped);
    cvd_tokens_release(&t);
    cvd_searcher_close(searcher);
    free(line);
    (void)fclose(in);
    return 0;
}
