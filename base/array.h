/* array.h - arrays that grow.  base/: libc only. */
#ifndef CVD_BASE_ARRAY_H
#define CVD_BASE_ARRAY_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Make room for `need` elements of `size` bytes in *array, which has room
 * for *cap; `array` is the address of a pointer of any type, NULL at first.
 * CVD_ENOMEM: nothing changed. */
enum cvd_status cvd_array_reserve(void *array, size_t *cap, size_t need,
                                  size_t size);

/* The first of n ascending numbers that is not below `least`: n if there is
 * none. */
static inline size_t cvd_first_from(const uint32_t *v, size_t n,
                                    uint32_t least)
{
    size_t lo = 0;

    while (lo < n) {
        size_t mid = lo + (n - lo) / 2;
        if (v[mid] < least)
            lo = mid + 1;
        else
            n = mid;
    }
    return lo;
}

#ifdef __cplusplus
}
#endif
#endif
