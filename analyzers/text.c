/* text.c - what comes from outside made valid UTF-8 in NFC.
 *
 * analyzers/: may include base and ICU.  ICU's UTF-16 stays in this file. */
#include "analyzers/analyzer.h"
#include "analyzers/tables.h"
#include "base/limits.h"

#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum {
    PIECE_BYTES = 32 * 1024, /* handed to ICU at once, or a little more */
    MARKS_MAX = 512
};

/* Sixteen bytes at once, an extension that gcc and clang share; a comparison
 * gives 0xFF where it holds. */
enum { LANES = 16 };
typedef uint8_t lanes __attribute__((vector_size(LANES)));

static inline lanes load(const uint8_t *p)
{
    lanes v;

    memcpy(&v, p, sizeof v);
    return v;
}

#define FROM_TO(v, low, high) ((lanes)((lanes)((v) - (low)) <= (high) - (low)))

/* Whether the sixteen bytes at `p`, two before which may be read, are all of
 * ASCII, U+00C0 to U+01BF and U+1E80 to U+1EFF: what Vietnamese is written
 * in, of which NFC leaves all alone.  A character may go on behind them, and
 * those before them must be known to be good. */
static inline bool vietnamese(const uint8_t *p)
{
    lanes c = load(p), before = load(p - 1), third = load(p - 2);
    lanes behind_two = FROM_TO(before, 0xC3, 0xC6);
    lanes behind_three = (lanes)(before == 0xE1);
    lanes more = (lanes)((c & 0xC0) == 0x80);
    lanes lead = FROM_TO(c, 0xC3, 0xC6) | (lanes)(c == 0xE1);
    lanes wrong = more ^ (behind_two | behind_three | (lanes)(third == 0xE1));
    uint64_t half[2];

    wrong |= behind_three & (lanes)((c & 0xFE) != 0xBA);
    wrong |= ~(more | lead | (lanes)(c < 0x80));
    memcpy(half, &wrong, sizeof half);
    return !(half[0] | half[1]);
}

/* Past the blocks of Vietnamese at `p`, which begins a character and is not
 * among the first two bytes; but for the last character, which may go on. */
static const uint8_t *skip_vietnamese(const uint8_t *p, const uint8_t *end)
{
    const uint8_t *from = p;

    while (end - p >= LANES && vietnamese(p))
        p += LANES;
    if (p > from)
        do
            p--;
        while (p > from && (*p & 0xC0) == 0x80);
    return p;
}

/* Read all of `in`.  The offset of the first byte that is not UTF-8, or
 * in.len; *nfc, whether every character is one that NFC leaves alone (quick
 * check of UAX #15, section 9, "Maybe" taken as no). */
static size_t check(const uint8_t *begin, size_t n, bool *nfc)
{
    const uint8_t *p = begin, *end = begin + n;
    const uint8_t *try = begin + 2; /* where blocks may be tried again */
    uint64_t unsure = 0;

    while (p < end) {
        if (p >= try) {
            p = skip_vietnamese(p, end);
            try = p + LANES;
        }
        uint32_t c = *p;
        size_t len;

        if (c < 0x80) {
            uint64_t eight;
            if (end - p >= 8) {
                memcpy(&eight, p, sizeof eight);
                if (!(eight & UINT64_C(0x8080808080808080))) {
                    p += 8;
                    continue;
                }
            }
            do
                p++;
            while (p < end && *p < 0x80);
            continue;
        }
        c = cvd_utf8_at(p, end, &len);
        if (c == CVD_NOT_UTF8)
            break;
        p += len;
        unsure |= cvd_unsure_bits[cvd_unsure_block[c >> 6]] >> (c & 63);
    }
    *nfc = !(unsure & 1);
    return (size_t)(p - begin);
}

/* Append the NFC form of valid UTF-8 `in`. */
static enum cvd_status compose(struct cvd_str in, struct cvd_buf *out,
                               struct cvd_err *err)
{
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&e);
    /* A UTF-16 unit for each byte is always enough. */
    UChar *wide = malloc((in.len + 1) * sizeof *wide), *done = NULL;
    int32_t wide_len = 0, done_len = 0, cap, narrow = 0;
    enum cvd_status st = CVD_OK;

    if (U_FAILURE(e)) {
        st = cvd_fail(err, CVD_EBUG, "ICU cannot normalise: %s",
                      u_errorName(e));
        goto done;
    }
    if (!wide)
        goto no_memory;
    u_strFromUTF8(wide, (int32_t)in.len + 1, &wide_len, in.ptr,
                  (int32_t)in.len, &e);
    /* Most text shrinks; ICU says how long the rest becomes. */
    for (cap = wide_len + 1; U_SUCCESS(e); cap = done_len + 1) {
        UChar *more = realloc(done, (size_t)cap * sizeof *more);
        if (!more)
            goto no_memory;
        done = more;
        done_len = unorm2_normalize(nfc, wide, wide_len, done, cap, &e);
        if (e != U_BUFFER_OVERFLOW_ERROR)
            break;
        e = U_ZERO_ERROR;
    }
    if (U_SUCCESS(e)) {
        u_strToUTF8(NULL, 0, &narrow, done, done_len, &e);
        if (e == U_BUFFER_OVERFLOW_ERROR)
            e = U_ZERO_ERROR;
    }
    if (U_SUCCESS(e)) {
        if (cvd_buf_reserve(out, (size_t)narrow) != CVD_OK)
            goto no_memory;
        u_strToUTF8(out->ptr + out->len, narrow + 1, NULL, done, done_len,
                    &e);
    }
    if (U_SUCCESS(e)) {
        out->len += (size_t)narrow;
        out->ptr[out->len] = '\0';
    } else {
        if (out->ptr)
            out->ptr[out->len] = '\0';
        st = e == U_MEMORY_ALLOCATION_ERROR
                 ? cvd_fail(err, CVD_ENOMEM, "out of memory")
                 : cvd_fail(err, CVD_EBUG, "ICU cannot normalise: %s",
                            u_errorName(e));
    }
    goto done;
no_memory:
    st = cvd_fail(err, CVD_ENOMEM, "out of memory");
done:
    free(wide);
    free(done);
    return st;
}

/* The first character of the longest piece worth handing to ICU at once
 * that NFC cannot join with what stands before it: ASCII never is. */
static size_t piece_end(struct cvd_str in, size_t from)
{
    size_t to = from + PIECE_BYTES;

    if (in.len - from <= PIECE_BYTES)
        return in.len;
    while (to < in.len && (uint8_t)in.ptr[to] >= 0x80)
        to++;
    return to;
}

/* The offset of a run of more than MARKS_MAX characters that may join what
 * stands before them, or in.len.  ICU sorts such a run in quadratic time,
 * and no script needs one (UAX #15, section 13, allows 30). */
static size_t endless_marks(struct cvd_str in)
{
    const uint8_t *begin = (const uint8_t *)in.ptr, *p = begin;
    const uint8_t *end = p + in.len, *run_start = p;
    size_t run = 0;

    while (p < end) {
        size_t len = 1;
        uint32_t c = *p < 0x80 ? *p : cvd_utf8_at(p, end, &len);
        if (cvd_unsure_bits[cvd_unsure_block[c >> 6]] >> (c & 63) & 1) {
            if (run++ == 0)
                run_start = p;
            if (run > MARKS_MAX)
                return (size_t)(run_start - begin);
        } else {
            run = 0;
        }
        p += len;
    }
    return in.len;
}

/* Text that is not all NFC: only the pieces that are not go through ICU. */
static enum cvd_status compose_pieces(struct cvd_str in, size_t skipped,
                                      struct cvd_buf *out,
                                      struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;
    size_t begun = out->len;
    size_t marks = endless_marks(in);

    if (marks < in.len)
        return cvd_fail(err, CVD_EINPUT,
                        "not text: over %d combining marks in a row at "
                        "offset %zu", MARKS_MAX, marks + skipped);
    for (size_t at = 0; at < in.len && st == CVD_OK;) {
        size_t to = piece_end(in, at);
        struct cvd_str piece = { in.ptr + at, to - at };
        bool nfc;
        (void)check((const uint8_t *)piece.ptr, piece.len, &nfc);
        if (!nfc)
            st = compose(piece, out, err);
        else if (cvd_buf_add(out, piece) != CVD_OK)
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
        if (st == CVD_OK && out->len - begun > CVD_DOC_BYTES_MAX)
            st = cvd_fail(err, CVD_ELIMIT,
                          "text longer than %d bytes when composed",
                          (int)CVD_DOC_BYTES_MAX);
        at = to;
    }
    if (st != CVD_OK && out->ptr) {
        out->len = begun;
        out->ptr[begun] = '\0';
    }
    return st;
}

enum cvd_status cvd_text_normalize(struct cvd_str in, struct cvd_buf *out,
                                   struct cvd_err *err)
{
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    size_t bad, skipped = 0;
    bool nfc;

    if (in.len > CVD_DOC_BYTES_MAX)
        return cvd_fail(err, CVD_ELIMIT,
                        "text of %zu bytes, longer than %d", in.len,
                        (int)CVD_DOC_BYTES_MAX);
    if (in.len >= 3 && memcmp(in.ptr, byte_order_mark, 3) == 0)
        skipped = 3;
    if (in.len == skipped)
        return CVD_OK;
    in.ptr += skipped;
    in.len -= skipped;
    bad = check((const uint8_t *)in.ptr, in.len, &nfc);
    if (bad < in.len)
        return cvd_fail(err, CVD_EINPUT,
                        "not UTF-8: byte 0x%02X at offset %zu",
                        (unsigned)(uint8_t)in.ptr[bad], bad + skipped);
    if (!nfc)
        return compose_pieces(in, skipped, out, err);
    if (cvd_buf_add(out, in) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    return CVD_OK;
}
