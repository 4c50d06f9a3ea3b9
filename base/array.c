/* array.c - see array.h.  Depends on libc only. */
#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 16 };

enum cvd_status cvd_array_reserve(void *array, size_t *cap, size_t need,
                                  size_t size)
{
    void *old, *fresh;
    size_t room = *cap ? *cap : FIRST_CAP;

    if (need <= *cap)
        return CVD_OK;
    while (room < need) {
        if (room > SIZE_MAX / 2)
            return CVD_ENOMEM;
        room *= 2;
    }
    if (room > SIZE_MAX / size)
        return CVD_ENOMEM;
    /* Through memcpy, as *array may be a pointer of any type. */
    memcpy(&old, array, sizeof old);
    fresh = realloc(old, room * size);
    if (!fresh)
        return CVD_ENOMEM;
    memcpy(array, &fresh, sizeof fresh);
    *cap = room;
    return CVD_OK;
}
