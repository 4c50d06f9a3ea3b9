/* mknames.h - writing a list of names as C.
 *
 * Part of programs of the build, linked with names_build.c. */
#ifndef CVD_ANALYZERS_MKNAMES_H
#define CVD_ANALYZERS_MKNAMES_H

#include "analyzers/names.h"

/* Write the arrays of `n` and `static const struct cvd_names NAME`; what
 * includes it includes analyzers/names_table.h. */
void write_names(const char *name, const struct cvd_names *n);

/* Write `count` numbers as `static const uint32_t NAME[]`. */
void write_uint32(const char *name, const uint32_t *v, size_t count);

/* Write `len` bytes as `static const char NAME[]`. */
void write_pool(const char *name, const char *bytes, size_t len);

#endif
