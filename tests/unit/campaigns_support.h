/* campaigns_support.h - what the tests of campaigns share.
 * Header-only so that each test stays one file. */
#ifndef CVD_TESTS_CAMPAIGNS_SUPPORT_H
#define CVD_TESTS_CAMPAIGNS_SUPPORT_H

#include "tests/unit/support.h"

#include "analyzers/campaigns.h"

#include <stdio.h>
#include <string.h>

#define HANG_VIET "nguoi-viet-nam-uu-tien-dung-hang-viet-nam"
#define NTM "chuong-trinh-muc-tieu-quoc-gia-xay-dung-nong-thon-moi"

/* "code N, code N": the campaigns of `text` and their mentions, those that
 * nobody listed with a '+' before.  The caller frees nothing. */
static inline const char *found_with(const char *text,
                                     const struct cvd_campaign_list *own)
{
    static char out[8192];
    struct cvd_tokens t = { 0 };
    struct cvd_campaigns c = { 0 };
    size_t at = 0;

    assert_int_equal(cvd_tokenize(cvd_str_from(text), &t), CVD_OK);
    assert_int_equal(cvd_campaigns_find(cvd_str_from(text), &t, own, &c),
                     CVD_OK);
    out[0] = '\0';
    for (size_t i = 0; i < c.count; i++) {
        const struct cvd_campaign *k = &c.list[i];
        assert_true(k->count > 0 && k->first + k->count <= t.count);
        at += (size_t)snprintf(out + at, sizeof out - at, "%s%s%.*s %zu",
                               i ? ", " : "", k->listed ? "" : "+",
                               (int)k->code.len, k->code.ptr, k->mentions);
        assert_true(at < sizeof out);
    }
    cvd_campaigns_release(&c);
    cvd_tokens_release(&t);
    return out;
}

static inline const char *found(const char *text)
{
    return found_with(text, NULL);
}

struct text_case {
    const char *text, *want;
};

/* As many times `piece` as `bytes` hold; the caller frees it. */
static inline char *repeated(const char *piece, size_t bytes)
{
    size_t len = strlen(piece), n = bytes / len;
    char *out = malloc(n * len + 1);

    assert_non_null(out);
    for (size_t i = 0; i < n; i++)
        memcpy(out + i * len, piece, len);
    out[n * len] = '\0';
    return out;
}

#endif
