/* plant.h - which documents of a collection are copied, and which take in
 * what.
 *
 * Not for threads.  May depend on: libc, plant_change.h. */
#ifndef BENCH_PLANT_H
#define BENCH_PLANT_H

#include "bench/plant_change.h"

/* The documents in an order drawn, each handed out once. */
struct plant_supply {
    size_t *order;
    bool *given;                /* by document */
    size_t front, back;         /* of `order`: not looked at yet */
    size_t named;               /* likewise, for names of provinces */
};

enum plant_use {
    PLANT_ORIGINAL,             /* PLANT_WORDS_MIN to PLANT_WORDS_MAX words */
    PLANT_NAMED,                /* likewise, and the name of a province */
    PLANT_HOST                  /* half as many are enough */
};

enum { PLANT_WORDS_MIN = 150, PLANT_WORDS_MAX = 3000 };

void plant_supply_init(struct planting *p, struct plant_supply *out);
void plant_supply_release(struct plant_supply *s);

/* The next document that will do, cut into words in *out; its number, or
 * SIZE_MAX where no more has the name of a province.  Ends the program where
 * none is left of another kind. */
size_t plant_supply_next(struct planting *p, struct plant_supply *s,
                         enum plant_use use, struct plant_text *out);

/* Replace the text of document `n`. */
void plant_store(struct planting *p, size_t n, const struct plant_text *t);

/* ---- plant_sentence.c -------------------------------------------------- */

/* Plant `count` sentences of documents into others, in every form that one
 * can be in: to `list`, `number TAB sentence` a line, to `truth` `number TAB
 * kind TAB severity TAB document`. */
void plant_sentences(struct planting *p, struct plant_supply *s,
                     size_t count, FILE *list, FILE *truth);

#endif
