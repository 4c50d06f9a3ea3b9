/* slug.c - see slug.h. */
#include "analyzers/slug.h"
#include "analyzers/analyzer.h"
#include "base/limits.h"

#include <inttypes.h>

enum cvd_status cvd_slug(struct cvd_str name, struct cvd_buf *out)
{
    struct cvd_tokens t = { 0 };
    struct cvd_buf slug = { 0 };
    enum cvd_status st = cvd_tokenize(name, &t);

    for (size_t i = 0; i < t.count && st == CVD_OK; i++) {
        if (i)
            st = cvd_buf_add_char(&slug, '-');
        if (st == CVD_OK)
            st = cvd_buf_add(&slug, cvd_token_folded(&t, i));
    }
    if (st == CVD_OK && slug.len > CVD_FIELD_TERM_MAX) {
        uint64_t hash = cvd_hash64(cvd_buf_str(&slug));
        size_t keep = CVD_FIELD_TERM_MAX - 17;
        while (keep > 0 && ((unsigned char)slug.ptr[keep] & 0xC0) == 0x80)
            keep--;
        slug.len = keep;
        st = cvd_buf_printf(&slug, "-%016" PRIx64, hash);
    }
    if (st == CVD_OK)
        st = cvd_buf_add(out, cvd_buf_str(&slug));
    cvd_tokens_release(&t);
    cvd_buf_release(&slug);
    return st;
}
