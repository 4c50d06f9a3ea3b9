/* array.h - arrays that grow.  base/: libc only. */
#ifndef CVD_BASE_ARRAY_H
#define CVD_BASE_ARRAY_H

#include "base/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Make room for `need` elements of `size` bytes in *array, which has room
 * for *cap; `array` is the address of a pointer of any type, NULL at first.
 * CVD_ENOMEM: nothing changed. */
enum cvd_status cvd_array_reserve(void *array, size_t *cap, size_t need,
                                  size_t size);

#ifdef __cplusplus
}
#endif
#endif
