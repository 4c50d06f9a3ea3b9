/* fold.c - see fold.h.  May depend on: libc, base, ICU. */
#include "bench/fold.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

enum {
    FOLD_BYTES_MAX = 1 << 30,   /* ICU counts in int32_t */
    D_STROKE = 0x111, D_STROKE_CAPITAL = 0x110,
};

static uint32_t base_letter(UChar32 c)
{
    return c == D_STROKE ? 'd' : c == D_STROKE_CAPITAL ? 'D' : (uint32_t)c;
}

static enum cvd_status add_character(struct cvd_buf *out, uint32_t c)
{
    uint8_t bytes[U8_MAX_LENGTH];
    int32_t n = 0;

    U8_APPEND_UNSAFE(bytes, n, c);
    return cvd_buf_add_bytes(out, bytes, (size_t)n);
}

/* Append the decomposed text without its marks. */
static enum cvd_status add_unmarked(struct cvd_buf *out, const UChar32 *s,
                                    int32_t n)
{
    enum cvd_status st = CVD_OK;

    for (int32_t i = 0; i < n && st == CVD_OK; i++)
        if (u_getCombiningClass(s[i]) == 0)
            st = add_character(out, base_letter(s[i]));
    return st;
}

enum cvd_status bench_fold(struct cvd_str in, struct cvd_buf *out,
                           struct cvd_err *err)
{
    /* No character of NFD takes more than four times its UTF-16 (Unicode
     * FAQ, "maximum expansion factor"), and UTF-16 has no more units than
     * UTF-8 has bytes. */
    enum { GROWTH = 4 };
    UErrorCode e = U_ZERO_ERROR;
    int32_t wide_len = 0;
    enum cvd_status st;

    if (in.len > FOLD_BYTES_MAX / GROWTH)
        return cvd_fail(err, CVD_ELIMIT, "text longer than %d bytes",
                        FOLD_BYTES_MAX / GROWTH);
    int32_t cap = (int32_t)in.len * GROWTH + 1;
    UChar *wide = malloc((in.len + 1) * sizeof *wide);
    UChar *apart = malloc((size_t)cap * sizeof *apart);
    UChar32 *points = malloc((size_t)cap * sizeof *points);
    if (!wide || !apart || !points) {
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
        goto done;
    }
    u_strFromUTF8(wide, (int32_t)in.len + 1, &wide_len, in.ptr,
                  (int32_t)in.len, &e);
    int32_t n = unorm2_normalize(unorm2_getNFDInstance(&e), wide, wide_len,
                                 apart, cap, &e);
    u_strToUTF32(points, cap, &n, apart, n, &e);
    if (U_FAILURE(e)) {
        st = cvd_fail(err, CVD_EINPUT, "cannot take marks off: %s",
                      u_errorName(e));
        goto done;
    }
    st = add_unmarked(out, points, n);
    if (st != CVD_OK)
        (void)cvd_fail(err, st, "out of memory");
done:
    free(wide);
    free(apart);
    free(points);
    return st;
}
