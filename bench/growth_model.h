/* growth_model.h - what the generator of documents knows of a collection: its
 * words and which follow which, how long documents are, how the vocabulary
 * grows.  Counts only: no sentence of the collection is in it.
 *
 * A model is a file of text:
 *   growth-model 1
 *   documents N / words N / bytes N / repeat P / prefer N / quote P / novel F
 *   lengths N, then N numbers: words of a document, at even shares of them
 *   growth N, then N lines: words so far, distinct words, distinct pairs
 *   vocabulary N, then N lines: count, followed, places, capitals, form
 *   pairs N, then N lines: word, next word, count, what stands between
 * Not for threads.  May depend on: libc. */
#ifndef BENCH_GROWTH_MODEL_H
#define BENCH_GROWTH_MODEL_H

#include <stdint.h>
#include <stdio.h>

/* Rare words are not in the vocabulary: these stand for them, by what they
 * look like, and new ones are made in their place. */
enum growth_class {
    GROWTH_START,          /* before the first word of a document */
    GROWTH_NUMBER,         /* digits alone */
    GROWTH_CODE,           /* with digits */
    GROWTH_SYLLABLE,       /* with a Vietnamese mark */
    GROWTH_FOREIGN,        /* letters without one */
    GROWTH_CLASSES
};

enum growth_between {
    GROWTH_SPACE, GROWTH_COMMA, GROWTH_STOP, GROWTH_SEMICOLON, GROWTH_LINE,
    GROWTH_SLASH, GROWTH_HYPHEN, GROWTH_BETWEENS
};

enum growth_capitals { GROWTH_SMALL, GROWTH_FIRST, GROWTH_ALL };

enum {
    GROWTH_FORM_MAX = 64,           /* bytes of a word */
    GROWTH_WORDS_MAX = 1 << 20,     /* of the vocabulary */
    GROWTH_PAIRS_MAX = 1 << 22,     /* of the table: 64 MB in memory */
    GROWTH_LENGTHS = 10001,         /* quantiles: 0, 0.0001, ... 1 */
    GROWTH_POINTS = 33,             /* of the curves of growth */
    GROWTH_RARE = 2                 /* documents of a rare word at most */
};

struct growth_word {
    uint32_t form;                  /* offset in `forms` */
    uint8_t len, capitals;          /* enum growth_capitals */
    uint64_t count;                 /* documents that have it */
    uint64_t followed;              /* sum of those of its pairs, all of
                                       them, not only of the row */
    uint32_t places;                /* the same of pairs that end with it and
                                       are in no row */
    uint32_t row, row_len;          /* what follows it: in `follow` */
    double unseen;                  /* share of what follows it that is not
                                       in the row */
};

/* A way to draw one of many by weight with one look (Walker's alias). */
struct growth_alias {
    uint32_t word, other;           /* `word`, or that of entry `other` */
    uint32_t chance;                /* of 2^32: that it is `word` */
    uint32_t count;
    uint8_t between;                /* before that word */
};

struct growth_point {
    double words, distinct, pairs;
};

struct growth_model {
    uint64_t documents, words, bytes;
    double repeat;                  /* chance to begin repeating, at a word */
    double prefer;                  /* draws more where one gives a word that
                                       the document has not */
    double quote;                   /* chance to begin repeating what another
                                       document has */
    double novel;                   /* `unseen` is to be taken so often, at
                                       the collection's end */
    double lengths[GROWTH_LENGTHS];
    struct growth_point growth[GROWTH_POINTS];
    struct growth_word *vocabulary; /* the classes first */
    uint32_t count;
    char *forms;
    struct growth_alias *follow;    /* rows, one after another */
    uint32_t follow_count;
    struct growth_alias *any;       /* of `count`: by `places` */
    double core[GROWTH_POINTS];     /* of the vocabulary, met by growth[] */
    double drawn;                   /* sum of `followed` */
    double pair_growth;             /* exponent: of pairs, by words, at the
                                       collection's end */
};

/* Read a model; ends the program, saying why, where that cannot be. */
void growth_model_load(const char *path, struct growth_model *out);

/* Make what drawing needs (the aliases, `unseen`, `core`) of rows whose
 * words and counts are there.  Ends the program when out of memory. */
void growth_model_ready(struct growth_model *m);
void growth_model_save(const struct growth_model *m, FILE *out);
void growth_model_release(struct growth_model *m);

/* How many distinct words `words` words have; beyond the collection as it
 * went on at its end (Heaps' law). */
double growth_distinct(const struct growth_model *m, double words);

/* How many of them are made, not of the vocabulary. */
double growth_made(const struct growth_model *m, double words);

/* "cannot ...", and the end. */
_Noreturn void growth_die(const char *what, const char *why);
void *growth_need(void *p);

#endif
