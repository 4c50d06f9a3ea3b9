/* growth_random.h - numbers drawn by the generator of documents, the same for
 * the same seed on every machine.
 *
 * Not for threads.  May depend on: libc. */
#ifndef BENCH_GROWTH_RANDOM_H
#define BENCH_GROWTH_RANDOM_H

#include <math.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

/* splitmix64 (Steele, Lea, Flood 2014). */
static inline uint64_t dice_bits(struct dice *d)
{
    uint64_t z = (d->state += 0x9E3779B97F4A7C15u);

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* Dice of their own for `number` of `seed`: what they give does not hang on
 * how often others were thrown. */
static inline struct dice dice_for(uint64_t seed, uint64_t number)
{
    struct dice d = { seed * 0xD1342543DE82EF95u };

    d.state = dice_bits(&d) + number * 0x9E6C63D0876A9A47u;
    d.state = dice_bits(&d);
    return d;
}

/* 0 to n - 1; n is not 0. */
static inline uint32_t dice_below(struct dice *d, uint32_t n)
{
    return (uint32_t)(((dice_bits(d) >> 32) * n) >> 32);
}

/* 0 up to 1, without 1. */
static inline double dice_share(struct dice *d)
{
    return (double)(dice_bits(d) >> 11) * 0x1p-53;
}

static inline int dice_chance(struct dice *d, double p)
{
    return dice_share(d) < p;
}

/* 0 to n - 1, where k comes about as often as 1 / (k + 1) (Zipf's law with
 * exponent 1, its sum taken for an integral). */
static inline uint32_t dice_zipf(struct dice *d, uint32_t n)
{
    uint32_t k = (uint32_t)(exp(dice_share(d) * log((double)n + 1)) - 1);

    return k < n ? k : n - 1;
}

/* How often something of probability p does not come before it comes. */
static inline uint32_t dice_wait(struct dice *d, double p)
{
    double u = 1 - dice_share(d);

    if (p >= 1)
        return 0;
    double n = p <= 0 ? 4e9 : log(u) / log1p(-p);
    return n < 4e9 ? (uint32_t)n : UINT32_MAX;
}

#endif
