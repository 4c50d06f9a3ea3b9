/* fuzz.h - what the fuzz targets share.
 *
 * A target is one file with LLVMFuzzerTestOneInput(): it hands any bytes to
 * the library and aborts where a promise of its headers is broken.  libFuzzer
 * drives it (`make fuzz`), or replay.c over its corpus (`make test`). */
#ifndef CVD_TESTS_FUZZ_H
#define CVD_TESTS_FUZZ_H

#include "base/limits.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

/* libFuzzer's own two: the second is called once, before the first. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Abort where `promise` does not hold, quoting `what` (a struct cvd_str). */
#define require(promise, what)                                            \
    do {                                                                  \
        if (!(promise))                                                   \
            broken(__FILE__, __LINE__, #promise, (what));                 \
    } while (0)

static inline void broken(const char *file, int line, const char *promise,
                          struct cvd_str what)
{
    (void)fprintf(stderr, "%s:%d: broken: %s\n  of '", file, line, promise);
    for (size_t i = 0; i < what.len && i < 400; i++)
        (void)fprintf(stderr, what.ptr[i] >= ' ' ? "%c" : "\\x%02X",
                      (unsigned char)what.ptr[i]);
    (void)fprintf(stderr, "'\n");
    abort();
}

static inline bool continues(struct cvd_str s, size_t at)
{
    return ((unsigned char)s.ptr[at] & 0xC0) == 0x80;
}

/* Whether no character of valid UTF-8 `s` is cut at byte `at`. */
static inline bool at_boundary(struct cvd_str s, size_t at)
{
    return at == s.len || (at < s.len && !continues(s, at));
}

/* The bytes [start, end) of `s`. */
static inline struct cvd_str piece(struct cvd_str s, size_t start,
                                   size_t end)
{
    return (struct cvd_str){ s.ptr + start, end - start };
}

/* By ICU, not by our own tables. */
bool is_utf8(struct cvd_str s);
bool is_nfc(struct cvd_str s);

#endif
