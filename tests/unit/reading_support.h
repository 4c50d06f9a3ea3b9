/* reading_support.h - what the tests of cvd_text_read() share: the shared
 * data, and text read twice.  Header-only. */
#ifndef CVD_TESTS_READING_SUPPORT_H
#define CVD_TESTS_READING_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/analyzer.h"
#include "analyzers/reading.h"

#include <stdio.h>
#include <stdlib.h>

/* Read `bytes` into *out, which is cleared; what comes out must be UTF-8 in
 * NFC and must read as itself. */
static inline enum cvd_status read_twice(struct cvd_str bytes,
                                         struct cvd_buf *out,
                                         struct cvd_reading *how,
                                         struct cvd_err *err)
{
    struct cvd_buf nfc = { 0 }, again = { 0 };
    struct cvd_reading second;

    cvd_buf_clear(out);
    enum cvd_status st = cvd_text_read(bytes, out, how, err);
    if (st == CVD_OK) {
        struct cvd_str got = cvd_buf_str(out);
        assert_int_equal(cvd_text_normalize(got, &nfc, NULL), CVD_OK);
        assert_true(cvd_str_equal(cvd_buf_str(&nfc), got));
        assert_int_equal(cvd_text_read(got, &again, &second, NULL), CVD_OK);
        if (!cvd_str_equal(cvd_buf_str(&again), got))
            fail_msg("read again '%.*s' became '%.*s'", (int)got.len,
                     got.ptr, (int)again.len, again.ptr);
    }
    cvd_buf_release(&nfc);
    cvd_buf_release(&again);
    return st;
}

/* $CVD_SHARED/data/`name`, default ../shared; not to be freed. */
static inline const char *shared_path(const char *name)
{
    static char path[512];
    const char *shared = getenv("CVD_SHARED");

    (void)snprintf(path, sizeof path, "%s/data/%s",
                   shared ? shared : "../shared", name);
    return path;
}

/* The file, or NULL where it is not at hand. */
static inline FILE *shared_open(const char *name)
{
    FILE *f = fopen(shared_path(name), "r");

    if (!f)
        print_message("[  SKIPPED ] %s is not at hand\n", name);
    return f;
}

#endif
