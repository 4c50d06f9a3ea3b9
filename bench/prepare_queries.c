/* prepare_queries.c - queries drawn from the text that is asked.
 *
 * A word of a class other than common and rare is drawn where it stands, so
 * words come as often as they do in the text; words of one query come from
 * one document, so that AND and phrases have an answer, and so do the topic
 * and the year of a filter.
 *
 * May depend on: libc, prepare.h, tokens.h, word_table.h. */
#include "prepare.h"
#include "tokens.h"
#include "word_table.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    QUERIES_A_CLASS = 200,
    COMMON = 30,                        /* one_common: the N most frequent */
    RARE_MIN = 10, RARE_MAX = 100,      /* one_rare: occurrences */
    DOC_TOKENS_MIN = 20,
    WORDS_MAX = 15,                     /* of a question, when drawn */
    /* What a prefix may stand for, without marks too: as many as our own
     * query language takes, so that no peer need cut the list. */
    PREFIX_WORDS_MAX = 256, PREFIX_WORDS_MIN = 3,
    TRIES = 10000,                      /* a tiny corpus has no such prefix */
};

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
    struct word *all;                   /* every word, with digits too */
    size_t all_count;
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
    s->common = prepare_need(malloc(bytes));
    s->rare = prepare_need(malloc(bytes));
    s->common_count = copy_words(s->common, &exact, &folded, 1, UINT32_MAX);
    s->rare_count = copy_words(s->rare, &exact, &folded, RARE_MIN, RARE_MAX);
    if (s->rare_count == 0) {
        /* A sample repeated many times has no rare word: its rarest do. */
        size_t tail = s->common_count / 10 + 1;
        s->rare_count = tail < s->common_count ? tail : s->common_count;
        memcpy(s->rare, s->common + s->common_count - s->rare_count,
               s->rare_count * sizeof *s->rare);
    }
    s->all = prepare_need(malloc(bytes));
    s->all_count = exact.count;
    memcpy(s->all, exact.words, exact.count * sizeof *s->all);
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

/* A document drawn at random, cut into words. */
struct drawn {
    const struct token_doc *doc;
    struct word *words;
    size_t n, cap;
};

static void draw_document(struct source *s, struct drawn *d)
{
    for (d->n = 0; d->n < DOC_TOKENS_MIN;) {
        d->doc = &s->text.docs[random_below(&s->seed, s->text.count)];
        struct token_span exact = d->doc->exact, folded = d->doc->folded;
        struct word w = { .count = 0 };
        for (d->n = 0; token_next(&exact, &w.exact) &&
                       token_next(&folded, &w.folded); d->n++) {
            if (d->n == d->cap) {
                d->cap = d->cap ? d->cap * 2 : 1024;
                d->words = prepare_need(realloc(d->words,
                                            d->cap * sizeof *d->words));
            }
            d->words[d->n] = w;
        }
    }
}

struct query {
    struct word words[WORDS_MAX];
    size_t n;
    unsigned topic, date;               /* of the document */
};

static bool draw_words(struct source *s, bool phrase, struct query *q)
{
    struct drawn d = { .n = 0 };
    bool good = true;
    draw_document(s, &d);
    size_t start = random_below(&s->seed, d.n - q->n + 1);
    for (size_t i = 0; i < q->n && good; i++) {
        q->words[i] = d.words[phrase ? start + i
                                     : random_below(&s->seed, d.n)];
        good = is_syllable(q->words[i].exact);
        for (size_t j = 0; j < i && !phrase; j++)
            good = good && !token_span_equal(q->words[i].folded,
                                             q->words[j].folded);
    }
    q->topic = d.doc->topic;
    q->date = d.doc->date;
    free(d.words);
    return good;
}

/* The first `letters` of a word; nothing if it has no more than these. */
static struct token_span first_letters(struct token_span t, size_t letters)
{
    size_t n = 0;
    for (size_t seen = 0; n < t.n; n++)
        if (((unsigned char)t.s[n] & 0xc0) != 0x80 && seen++ == letters)
            break;
    return (struct token_span){ t.s, n < t.n ? n : 0 };
}

static bool begins(struct token_span t, struct token_span with)
{
    return t.n >= with.n && memcmp(t.s, with.s, with.n) == 0;
}

/* A word cut to two or three letters that enough words begin with. */
static bool draw_prefix(struct source *s, struct query *q)
{
    struct word *w = &q->words[0];
    size_t letters = 2 + random_below(&s->seed, 2), exact = 0, folded = 0;
    if (!draw_words(s, false, q))
        return false;
    w->exact = first_letters(w->exact, letters);
    w->folded = first_letters(w->folded, letters);
    if (w->exact.n == 0 || w->folded.n == 0)
        return false;
    for (size_t i = 0; i < s->all_count; i++) {
        exact += begins(s->all[i].exact, w->exact);
        folded += begins(s->all[i].folded, w->folded);
    }
    return exact >= PREFIX_WORDS_MIN && folded <= PREFIX_WORDS_MAX;
}

enum draw { DRAW_COMMON, DRAW_RARE, DRAW_ANY, DRAW_PHRASE, DRAW_PREFIX };
enum more { MORE_NOTHING, MORE_TOPIC, MORE_YEARS, MORE_TEXT };

static const struct class {
    const char *name;
    enum draw draw;
    size_t words;
    enum more more;
} classes[] = {
    { "one_common", DRAW_COMMON, 1, MORE_NOTHING },
    { "one_rare", DRAW_RARE, 1, MORE_NOTHING },
    { "or3", DRAW_ANY, 3, MORE_NOTHING },
    { "or5", DRAW_ANY, 5, MORE_NOTHING },
    { "and2", DRAW_ANY, 2, MORE_NOTHING },
    { "and3", DRAW_ANY, 3, MORE_NOTHING },
    { "phrase2", DRAW_PHRASE, 2, MORE_NOTHING },
    { "phrase3", DRAW_PHRASE, 3, MORE_NOTHING },
    { "phrase5", DRAW_PHRASE, 5, MORE_NOTHING },
    { "prefix", DRAW_PREFIX, 1, MORE_NOTHING },
    { "filter_one", DRAW_ANY, 1, MORE_TOPIC },
    { "filter_or3", DRAW_ANY, 3, MORE_TOPIC },
    { "range_one", DRAW_ANY, 1, MORE_YEARS },
    { "newest_one", DRAW_ANY, 1, MORE_NOTHING },
    { "newest_or3", DRAW_ANY, 3, MORE_NOTHING },
    { "page_one_common", DRAW_COMMON, 1, MORE_NOTHING },
    { "page_or3", DRAW_ANY, 3, MORE_NOTHING },
    { "facets_one", DRAW_ANY, 1, MORE_NOTHING },
    { "facets_or3", DRAW_ANY, 3, MORE_NOTHING },
}, question = { "question", DRAW_PHRASE, WORDS_MAX, MORE_TEXT };

static void draw_query(struct source *s, const struct class *class,
                       struct query *q)
{
    size_t range = s->common_count < COMMON ? s->common_count : COMMON;
    q->n = class->words;
    switch (class->draw) {
    case DRAW_COMMON:
        q->words[0] = s->common[random_below(&s->seed, range)];
        break;
    case DRAW_RARE:
        q->words[0] = s->rare[random_below(&s->seed, s->rare_count)];
        break;
    case DRAW_ANY:
    case DRAW_PHRASE:
        while (!draw_words(s, class->draw == DRAW_PHRASE, q))
            ;
        break;
    case DRAW_PREFIX:
        for (int i = 0; i < TRIES && !draw_prefix(s, q); i++)
            ;
        break;
    }
}

static void write_words(FILE *out, const struct query *q, bool folded)
{
    for (size_t i = 0; i < q->n; i++) {
        struct token_span t =
            folded ? q->words[i].folded : q->words[i].exact;
        fprintf(out, "%s%.*s", i ? " " : "", (int)t.n, t.s);
    }
}

static void write_query(FILE *out, const struct class *class, bool folded,
                        const struct query *q)
{
    enum { A_YEAR = 10000 };            /* of YYYYMMDD */
    unsigned year = q->date / A_YEAR;

    fprintf(out, "%s%s\t", class->name, folded ? "_folded" : "");
    write_words(out, q, folded);
    switch (class->more) {
    case MORE_NOTHING:
        break;
    case MORE_TOPIC:
        fprintf(out, "\t%u", q->topic);
        break;
    case MORE_YEARS:                    /* that of the document and the next */
        fprintf(out, "\t%u %u", year * A_YEAR + 101,
                (year + 1) * A_YEAR + 1231);
        break;
    case MORE_TEXT:
        fputc('\t', out);
        write_words(out, q, folded);
        break;
    }
    fputc('\n', out);
}

static void write_class(FILE *out, const struct class *class,
                        struct source *s)
{
    static struct query queries[QUERIES_A_CLASS];
    for (size_t q = 0; q < QUERIES_A_CLASS; q++)
        draw_query(s, class, &queries[q]);
    for (int folded = 0; folded < 2; folded++)
        for (size_t q = 0; q < QUERIES_A_CLASS; q++)
            write_query(out, class, folded, &queries[q]);
}

int prepare_queries(const char *tokens, const char *path,
                    const char *questions, uint64_t seed)
{
    struct source s = { .seed = seed };
    struct tokens *in = tokens_open(tokens);
    if (!in)
        return 1;
    tokens_read(in, SIZE_MAX, &s.text);
    tokens_close(in);
    count_syllables(&s);
    if (s.common_count == 0)
        prepare_die(tokens, "no words to draw queries from");
    FILE *out = prepare_create(path), *long_out = prepare_create(questions);
    for (size_t c = 0; c < sizeof classes / sizeof *classes; c++)
        write_class(out, &classes[c], &s);
    write_class(long_out, &question, &s);
    prepare_finish(out, path);
    prepare_finish(long_out, questions);
    free(s.common);
    free(s.rare);
    free(s.all);
    token_chunk_release(&s.text);
    return 0;
}
