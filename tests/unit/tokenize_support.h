/* tokenize_support.h - what the tests of cvd_tokenize() share.
 * Header-only so that each test stays one file. */
#ifndef CVD_TESTS_TOKENIZE_SUPPORT_H
#define CVD_TESTS_TOKENIZE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/analyzer.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* The tokens of `in`, exact or folded, parted by blanks. */
static inline void joined(struct cvd_str in, bool folded,
                          struct cvd_buf *out)
{
    struct cvd_tokens t = { 0 };

    assert_int_equal(cvd_tokenize(in, &t), CVD_OK);
    cvd_buf_clear(out);
    for (size_t i = 0; i < t.count; i++) {
        if (i)
            assert_int_equal(cvd_buf_add_char(out, ' '), CVD_OK);
        assert_int_equal(
            cvd_buf_add(out, folded ? cvd_token_folded(&t, i)
                                    : cvd_token_exact(&t, i)), CVD_OK);
    }
    assert_int_equal(cvd_buf_add_bytes(out, "", 1), CVD_OK);
    cvd_tokens_release(&t);
}

#endif
