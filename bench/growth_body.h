/* growth_body.h - the words of a document's body, drawn from a model: each by
 * the one before, now and then some words of the same document again, now and
 * then a word that no document had before.
 *
 * Not for threads.  May depend on: libc, growth_model.h. */
#ifndef BENCH_GROWTH_BODY_H
#define BENCH_GROWTH_BODY_H

#include "bench/growth_model.h"
#include "bench/growth_random.h"

#include <stddef.h>

/* Raw text; grows, and is written over from the start for each document. */
struct growth_text {
    char *s;
    size_t len, cap;
};

void growth_add(struct growth_text *t, const char *s, size_t len);
void growth_add_string(struct growth_text *t, const char *s);

struct growth_body {
    const struct growth_model *model;
    struct dice dice;
    uint32_t *words;        /* of this document; from model->count on: made */
    uint8_t *between;       /* before each: enum growth_between */
    size_t count, cap;
    uint32_t made[GROWTH_CLASSES]; /* words made so far */
    double so_far;          /* words drawn so far, with those skipped */
    double chance;          /* that a rare word is a new one */
    double novel;           /* as the model's, by now */
    double force;           /* that a word is made where none was drawn */
    uint32_t repeat_in, quote_in; /* words drawn until then */
    uint32_t *past;         /* words of documents before, a ring */
    uint8_t *past_between;
    uint32_t *said_in;      /* the last document that said a word */
    uint32_t document;      /* this one, from 1 */
    size_t past_end;        /* words that went through it */
    size_t *past_at;        /* where a word was said last there, plus 1 */
};

/* As though `words` words had been drawn before. */
void growth_body_init(struct growth_body *b, const struct growth_model *m,
                      uint64_t seed, double words);
void growth_body_release(struct growth_body *b);

/* Draw a document of `count` words. */
void growth_body_draw(struct growth_body *b, size_t count);

/* Append words from..to of it as text, without what stands before the
 * first. */
void growth_body_write(const struct growth_body *b, size_t from, size_t to,
                       struct growth_text *out);

/* How many words a document has; `scale` times as many as the model's. */
size_t growth_length(const struct growth_model *m, struct dice *d,
                     double scale);

/* Words of the model's documents, on average. */
double growth_mean(const struct growth_model *m);

#endif
