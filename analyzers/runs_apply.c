/* runs_apply.c - the runs of runs.h decoded.
 *
 * analyzers/: may include base only. */
#include "analyzers/runs.h"

static enum cvd_status apply_run(struct cvd_str s, enum cvd_channel channel,
                                 enum cvd_charset cs, struct cvd_buf *units,
                                 struct cvd_buf *out)
{
    enum cvd_status st = CVD_OK;

    if (channel == CVD_UNITS_MOJIBAKE) {
        cvd_buf_clear(units);
        st = cvd_buf_reserve(units, s.len);
        if (st != CVD_OK)
            return st;
        /* What is no unit stands in words that are none either. */
        if (!cvd_evidence_units(s, (uint8_t *)units->ptr, &units->len))
            return cvd_buf_add(out, s);
        s = cvd_buf_str(units);
    }
    st = cvd_buf_reserve(out, CVD_CHARSET_ROOM(s.len) + 4);
    if (st != CVD_OK)
        return st;
    char *to = out->ptr + out->len;
    out->len += cs == CVD_CS_TCVN3
                    ? cvd_charset_tcvn3(s, to)
                    : cvd_charset_decode(cs, (const uint8_t *)s.ptr, s.len,
                                         to, NULL);
    return CVD_OK;
}

enum cvd_status cvd_runs_apply(struct cvd_str text, enum cvd_channel channel,
                               const struct cvd_runs *runs,
                               struct cvd_buf *out)
{
    struct cvd_buf units = { 0 };
    size_t at = 0;
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < runs->count && st == CVD_OK; i++) {
        const struct cvd_run *r = &runs->run[i];
        struct cvd_str between = { text.ptr + at, r->start - at };
        struct cvd_str run = { text.ptr + r->start, r->end - r->start };
        st = cvd_buf_add(out, between);
        if (st == CVD_OK)
            st = apply_run(run, channel, r->charset, &units, out);
        at = r->end;
    }
    if (st == CVD_OK)
        st = cvd_buf_add(out, (struct cvd_str){ text.ptr + at,
                                                text.len - at });
    cvd_buf_release(&units);
    return st;
}
