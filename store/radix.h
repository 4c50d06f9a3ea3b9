/* radix.h - 64-bit keys sorted by some of their bits.  Internal to store/. */
#ifndef CVD_STORE_RADIX_H
#define CVD_STORE_RADIX_H

#include <stddef.h>
#include <stdint.h>

/* Sort *from by `bits` bits from `shift` on; equals stay in order.  *to has
 * room for as many; what is sorted is at *from afterwards, which may be what
 * was *to. */
void cvd_radix_sort(uint64_t **from, uint64_t **to, size_t count,
                    unsigned shift, unsigned bits);

#endif
