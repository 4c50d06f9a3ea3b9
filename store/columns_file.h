/* columns_file.h - what the reader and the writer of the file of columns
 * agree upon beyond format.h.  Internal to store/columns*.c. */
#ifndef CVD_STORE_COLUMNS_FILE_H
#define CVD_STORE_COLUMNS_FILE_H

#include "store/format.h"

enum { CVD_COLUMN_WORD = 64 }; /* documents of a word of bits */

#define CVD_COLUMNS_MAGIC { 'C', 'V', 'D', 'C' }

/* The least bytes that hold ordinals up to `values`. */
static inline uint32_t cvd_column_width(uint32_t values)
{
    return values <= UINT8_MAX ? 1 : values <= UINT16_MAX ? 2 : 4;
}

#endif
