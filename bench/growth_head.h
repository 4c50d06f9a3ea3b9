/* growth_head.h - the head and foot of an official document, composed: issuer,
 * number, place and date, type, subject, what it rests on, recipients,
 * signer.
 *
 * What document n says of itself hangs on the seed and n alone, so that others
 * can refer to it.  Not for threads.
 * May depend on: libc, growth_names.h, growth_body.h. */
#ifndef BENCH_GROWTH_HEAD_H
#define BENCH_GROWTH_HEAD_H

#include "bench/growth_body.h"
#include "bench/growth_names.h"

enum { GROWTH_NUMBER_BYTES = 64 };

struct growth_head {
    const struct growth_issuer *issuer;
    const struct growth_type *type;
    const struct growth_place *place;   /* NULL: central */
    const struct growth_place *province;
    unsigned year, month, day;
    char number[GROWTH_NUMBER_BYTES];   /* 37-KH/TU */
    const char *campaign;               /* NULL: of none */
    const char *doing, *matter;
    uint64_t document;
};

/* What document n of `seed` says of itself. */
void growth_head_make(const struct growth_names *names, uint64_t seed,
                      uint64_t n, struct growth_head *out);

/* What it is about, as a title and in the head. */
void growth_head_subject(const struct growth_head *h,
                         struct growth_text *out);

/* Append what stands before the body: to the last line of what it rests on. */
void growth_head_write(const struct growth_names *names, uint64_t seed,
                       const struct growth_head *h, struct growth_text *out);

/* Append what stands behind it. */
void growth_foot_write(uint64_t seed, const struct growth_head *h,
                       struct growth_text *out);

/* Append a line of the body that names the place, and now and then another
 * document. */
void growth_aside_write(const struct growth_names *names, struct dice *d,
                        uint64_t seed, const struct growth_head *h,
                        struct growth_text *out);

#endif
