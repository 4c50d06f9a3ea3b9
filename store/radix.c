/* radix.c - see radix.h: least digit first (Knuth, TAOCP vol. 3, 5.2.5 R). */
#include "store/radix.h"

enum { DIGIT_BITS = 8, DIGITS = 1 << DIGIT_BITS };

void cvd_radix_sort(uint64_t **from, uint64_t **to, size_t count,
                    unsigned shift, unsigned bits)
{
    unsigned passes = (bits + DIGIT_BITS - 1) / DIGIT_BITS;

    for (unsigned left = passes; left > 0; left--) {
        size_t start[DIGITS] = { 0 }, at = 0;
        unsigned width = (bits + left - 1) / left; /* digits alike */
        uint64_t mask = (UINT64_C(1) << width) - 1;
        for (size_t i = 0; i < count; i++)
            start[(*from)[i] >> shift & mask]++;
        for (unsigned d = 0; d < DIGITS; d++) {
            size_t n = start[d];
            start[d] = at;
            at += n;
        }
        for (size_t i = 0; i < count; i++)
            (*to)[start[(*from)[i] >> shift & mask]++] = (*from)[i];
        uint64_t *t = *from;
        *from = *to;
        *to = t;
        shift += width;
        bits -= width;
    }
}
