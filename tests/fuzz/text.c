/* text.c - what is UTF-8 and what is NFC, as ICU has it. */
#include "tests/fuzz/fuzz.h"

#include <unicode/unorm2.h>
#include <unicode/utf8.h>

bool is_utf8(struct cvd_str s)
{
    for (int32_t i = 0; i < (int32_t)s.len;) {
        UChar32 c;
        U8_NEXT((const uint8_t *)s.ptr, i, (int32_t)s.len, c);
        if (c < 0)
            return false;
    }
    return true;
}

bool is_nfc(struct cvd_str s)
{
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&e);
    UChar *wide = malloc((s.len + 1) * sizeof *wide);
    int32_t n = 0;

    if (!wide)
        abort();
    for (int32_t i = 0; i < (int32_t)s.len;) {
        UChar32 c;
        U8_NEXT((const uint8_t *)s.ptr, i, (int32_t)s.len, c);
        if (c < 0) {
            free(wide);
            return false;
        }
        U16_APPEND_UNSAFE(wide, n, c);
    }
    bool yes = unorm2_isNormalized(nfc, wide, n, &e);
    free(wide);
    return U_SUCCESS(e) && yes;
}
