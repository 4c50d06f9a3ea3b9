/* chance.h - numbers drawn again and again the same.  Header-only so that each
 * test stays one file. */
#ifndef CVD_TESTS_CHANCE_H
#define CVD_TESTS_CHANCE_H

#include <stdint.h>

static uint64_t chance; /* set it to begin anew */

/* Below `below`.  Splitmix64 (Steele, Lea, Flood, 2014). */
static inline uint32_t pick(uint32_t below)
{
    uint64_t z = (chance += 0x9E3779B97F4A7C15u);

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ z >> 31) >> 32) % below;
}

#endif
