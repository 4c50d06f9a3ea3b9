/* plant_change.h - what is done to a text that is handed on.
 *
 * Each appends to *out, empty before, what it makes of `in`; strings live as
 * long as the pool.  The same dice, the same text.  Not for threads.
 * May depend on: libc, plant_text.h, growth_names.h. */
#ifndef BENCH_PLANT_CHANGE_H
#define BENCH_PLANT_CHANGE_H

#include "bench/growth_names.h"
#include "bench/plant_text.h"

struct planting {
    struct dice dice;
    struct cvd_strings *pool;
    struct growth_names names;
    struct plant_documents collection;
    uint64_t seed;
    uint64_t heads;             /* made so far */
};

/* ---- plant_change.c: words, lines, sentences --------------------------- */

/* Each word, by the chance `share`, another, gone, or one more before it, a
 * third each; words are those of the collection. */
void plant_edit(struct planting *p, const struct plant_text *in,
                double share, struct plant_text *out);

/* The same of exactly `count` words. */
void plant_edit_words(struct planting *p, const struct plant_text *in,
                      size_t count, struct plant_text *out);

/* Without `share` of its sentences, drawn. */
void plant_shorten(struct planting *p, const struct plant_text *in,
                   double share, struct plant_text *out);

/* Lines or sentences in another order. */
void plant_reorder(struct planting *p, const struct plant_text *in,
                   enum plant_unit unit, struct plant_text *out);

/* `words` words in a row, from where a sentence begins if one begins early
 * enough; fewer where there are fewer. */
void plant_passage(struct planting *p, const struct plant_text *in,
                   size_t words, struct plant_text *out);

/* With `what` as lines of their own between two of its lines, drawn. */
void plant_insert(struct planting *p, const struct plant_text *in,
                  const struct plant_text *what, struct plant_text *out);

/* ---- plant_names.c: who and when --------------------------------------- */

/* Another official head, made up, in place of the one it has or before it. */
void plant_head(struct planting *p, const struct plant_text *in,
                struct plant_text *out);

/* All names of provinces others, each name one other; of `all` also names of
 * communes and all numbers.  How many names of provinces there were. */
size_t plant_rename(struct planting *p, const struct plant_text *in, bool all,
                    struct plant_text *out);

/* ---- plant_spell.c: the same words, written otherwise ------------------ */

enum plant_spelling {
    PLANT_UNMARKED,             /* dat dai */
    PLANT_TONES,                /* hoà for hòa and the other way round */
    PLANT_UPPER,
    PLANT_LAYOUT,               /* other line ends and punctuation */
    PLANT_LOOKALIKE,            /* Ð (eth) for Đ, marks apart (NFD) */
    PLANT_SLIPS                 /* a letter read wrong, as scanners do, in
                                   `share` of the words */
};
void plant_respell(struct planting *p, const struct plant_text *in,
                   enum plant_spelling how, double share,
                   struct plant_text *out);

#endif
