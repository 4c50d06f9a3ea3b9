/* packed.h - 128 numbers in as many bits as most of them need.  Internal to
 * store/.
 *
 * Byte b, at most 32, byte x; 16 * b bytes, the low b bits of each, number i
 * in lane i % 4 of four 32-bit lanes (Lemire, Boytsov, "Decoding billions of
 * integers per second through vectorization", 2015); then x exceptions: byte
 * i, varint of what stands above the b bits.
 *
 * Reading stays within [p, end). */
#ifndef CVD_STORE_PACKED_H
#define CVD_STORE_PACKED_H

#include "base/str.h"

enum { CVD_PACKED = 128 };

/* Append CVD_PACKED numbers.  CVD_ENOMEM. */
enum cvd_status cvd_packed_put(struct cvd_buf *out, const uint32_t *v);

/* Read them all; the byte behind them, NULL if they are damaged. */
const unsigned char *cvd_packed_get(const unsigned char *p,
                                    const unsigned char *end, uint32_t *v);

/* Read number `i` alone.  False if they are damaged. */
bool cvd_packed_one(const unsigned char *p, const unsigned char *end,
                    unsigned i, uint32_t *v);

#endif
