/* collate.c - see collate.h.
 *
 * analyzers/: may include base and ICU.  ICU's UTF-16 stays in this file. */
#include "analyzers/collate.h"

#include <stdlib.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

enum {
    WORD_MAX = 128, /* UTF-16 units: twice the longest term */
    KEY_MAX = 1024  /* bytes: up to six a unit at two levels */
};

struct cvd_collator {
    UCollator *icu;
};

enum cvd_status cvd_collator_new(struct cvd_collator **out,
                                 struct cvd_err *err)
{
    UErrorCode code = U_ZERO_ERROR;
    struct cvd_collator *c = calloc(1, sizeof *c);

    *out = NULL;
    if (!c)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    c->icu = ucol_open("vi", &code);
    if (U_SUCCESS(code))
        ucol_setAttribute(c->icu, UCOL_STRENGTH, UCOL_SECONDARY, &code);
    if (U_FAILURE(code)) {
        cvd_collator_free(c);
        return code == U_MEMORY_ALLOCATION_ERROR
                   ? cvd_fail(err, CVD_ENOMEM, "out of memory")
                   : cvd_fail(err, CVD_EBUG, "cannot open the Vietnamese "
                              "collation: %s", u_errorName(code));
    }
    *out = c;
    return CVD_OK;
}

void cvd_collator_free(struct cvd_collator *c)
{
    if (!c)
        return;
    if (c->icu)
        ucol_close(c->icu);
    free(c);
}

enum cvd_status cvd_collate_key(struct cvd_collator *c, struct cvd_str word,
                                struct cvd_buf *out)
{
    UChar units[WORD_MAX];
    uint8_t key[KEY_MAX];
    int32_t count = 0;
    UErrorCode code = U_ZERO_ERROR;
    struct cvd_str some = cvd_utf8_first(word, WORD_MAX / 2);

    /* A code point takes two units at most: it always fits. */
    u_strFromUTF8(units, WORD_MAX, &count, some.len ? some.ptr : "",
                  (int32_t)some.len, &code);
    if (U_FAILURE(code))
        return CVD_EBUG;
    int32_t n = ucol_getSortKey(c->icu, units, count, key, KEY_MAX);
    if (n <= 0)
        return CVD_EBUG;
    if (n > KEY_MAX) { /* what fits, ended as a key ends */
        n = KEY_MAX;
        key[KEY_MAX - 1] = 0;
    }
    return cvd_buf_add_bytes(out, key, (size_t)n);
}
