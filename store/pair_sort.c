/* pair_sort.c - radix sort of 64-bit keys, least digit first (Knuth, TAOCP
 * vol. 3, 5.2.5 R): a chunk sorts millions of them. */
#include "store/chunk.h"

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, PASSES = 6 };

void cvd_sort_keys(uint64_t *keys, uint64_t *spare, size_t count)
{
    uint64_t *from = keys, *to = spare;

    for (unsigned pass = 0; pass < PASSES; pass++) {
        size_t start[DIGITS] = { 0 };
        unsigned shift = pass * DIGIT_BITS;
        for (size_t i = 0; i < count; i++)
            start[from[i] >> shift & (DIGITS - 1)]++;
        bool same = false; /* all keys share the digit: nothing to do */
        size_t at = 0;
        for (unsigned d = 0; d < DIGITS; d++) {
            size_t n = start[d];
            same = same || (n == count && count);
            start[d] = at;
            at += n;
        }
        if (same)
            continue;
        for (size_t i = 0; i < count; i++)
            to[start[from[i] >> shift & (DIGITS - 1)]++] = from[i];
        uint64_t *t = from;
        from = to;
        to = t;
    }
    if (from != keys)
        memcpy(keys, from, count * sizeof *keys);
}
