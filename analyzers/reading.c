/* reading.c - see reading.h.
 *
 * analyzers/: may include base only.  Bytes become UTF-8 first (UTF-16, the
 * old encodings); then UTF-8 is repaired, a layer at a time, until nothing
 * changes any more. */
#include "analyzers/reading.h"
#include "analyzers/analyzer.h"
#include "analyzers/binary.h"
#include "analyzers/charrefs.h"
#include "analyzers/runs.h"
#include "analyzers/viqr.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    LAYERS_MAX = 6,        /* text encoded over and over is no text */
    REPLACED_PER = 1000,   /* characters for each bad byte allowed, or */
    GOOD_PER = 16          /* of more than one byte, which show UTF-8 */
};

/* What the layers found, summed up. */
struct progress {
    struct cvd_reading how;
    size_t most;           /* words of the encoding named so far */
    size_t clean;          /* words with marks that stayed */
    struct cvd_reader *reader;
};

/* ---- what is remembered ----------------------------------------------- */

/* Of each enum cvd_channel. */
struct cvd_reader_words {
    struct cvd_evidence of[CVD_UNITS_MOJIBAKE + 1];
};

void cvd_reader_release(struct cvd_reader *r)
{
    for (int i = 0; r->words && i <= CVD_UNITS_MOJIBAKE; i++)
        cvd_evidence_release(&r->words->of[i]);
    free(r->words);
    r->words = NULL;
}

static enum cvd_status find_runs(struct progress *p, struct cvd_str text,
                                 enum cvd_channel channel,
                                 struct cvd_runs *runs)
{
    struct cvd_reader *r = p->reader;

    if (!r->words)
        r->words = calloc(1, sizeof *r->words);
    return r->words ? cvd_runs_find(text, channel, &r->words->of[channel],
                                    runs)
                    : CVD_ENOMEM;
}

/* ---- what was found -------------------------------------------------- */

/* How sure one is of `known` of `words` Vietnamese, as far as so few words
 * tell (one more, unknown, is reckoned with), the second-best reading `lead`
 * bits behind. */
static unsigned sureness(size_t words, size_t known, uint64_t lead)
{
    double share = (double)known / (double)(words + 1);

    /* Each bit of lead halves the chance that the second is right. */
    if (lead < 16)
        share *= 1 - 1.0 / (double)(2u << lead);
    unsigned percent = (unsigned)(share * 100 + 0.5);
    return percent > 99 ? 99 : percent;
}

/* A layer of `words` words in an encoding; the largest gives its name. */
static void note_layer(struct progress *p, const char *encoding,
                       bool mojibake, size_t words, size_t known,
                       uint64_t lead)
{
    struct cvd_reading *h = &p->how;

    h->words += words;
    h->known += known;
    if (words <= p->most)
        return;
    p->most = words;
    h->encoding = encoding;
    h->mojibake = mojibake;
    h->sure = sureness(words, known, lead);
}

static void note_runs(struct progress *p, const struct cvd_runs *r,
                      bool mojibake)
{
    for (int cs = CVD_CS_TCVN3; cs < CVD_CS_COUNT; cs++) {
        const struct cvd_tally *t = &r->tally[cs];
        if (t->words)
            note_layer(p, cvd_charset_name((enum cvd_charset)cs), mojibake,
                       t->words, t->known,
                       cvd_runs_lead(r, (enum cvd_charset)cs));
    }
    p->how.mixed |= r->mixed;
}

/* ---- bytes that are not UTF-8 ---------------------------------------- */

/* Append `s` with U+FFFD for every byte that is not UTF-8. */
static enum cvd_status replace_bad(struct cvd_str s, struct cvd_buf *out,
                                   size_t *replaced)
{
    enum cvd_status st = CVD_OK;

    for (*replaced = 0; s.len && st == CVD_OK;) {
        size_t good = cvd_utf8_valid(s);
        st = cvd_buf_add(out, (struct cvd_str){ s.ptr, good });
        s.ptr += good;
        s.len -= good;
        if (!s.len || st != CVD_OK)
            break;
        st = cvd_buf_add_text(out, "\xEF\xBF\xBD");
        ++*replaced;
        s.ptr++;
        s.len--;
        while (s.len && ((uint8_t)*s.ptr & 0xC0) == 0x80) {
            s.ptr++; /* the rest of the same character */
            s.len--;
        }
    }
    return st;
}

static enum cvd_status refuse_bytes(struct cvd_str bytes,
                                    struct cvd_err *err)
{
    size_t bad = cvd_utf8_valid(bytes);

    return cvd_fail(err, CVD_EINPUT,
                    "not UTF-8 (byte 0x%02X at offset %zu), nor convincing "
                    "as TCVN3, VNI, VISCII, VPS or windows-1258",
                    (unsigned)(uint8_t)bytes.ptr[bad], bad);
}

/* The characters of valid UTF-8 that are no ASCII. */
static size_t count_high(struct cvd_str text)
{
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++)
        n += (uint8_t)text.ptr[i] >= 0xC0;
    return n;
}

/* Whether so many bad bytes are an accident: few, and in a text.  A text in
 * another language may hold as many as it likes of its own letters. */
static bool few_enough(struct cvd_str text, size_t replaced, bool at_end)
{
    size_t characters = cvd_utf8_count(text);

    if (replaced * REPLACED_PER <= characters ||
        replaced * (GOOD_PER + 1) <= count_high(text))
        return true;
    return at_end && replaced == 1 && characters > 2 &&
           cvd_utf8_valid(text) == text.len;
}

/* Whether all that is wrong with `bytes` is that its last character is cut
 * short: at least its lead byte is one, and there are others like it. */
static bool cut_short(struct cvd_str bytes)
{
    size_t bad = cvd_utf8_valid(bytes);
    size_t left = bytes.len - bad;
    bool high = false;

    if (left == 0 || left > 3 || (uint8_t)bytes.ptr[bad] < 0xC3)
        return false;
    for (size_t i = 1; i < left; i++)
        if (((uint8_t)bytes.ptr[bad + i] & 0xC0) != 0x80)
            return false;
    for (size_t i = 0; i < bad && !high; i++)
        high = (uint8_t)bytes.ptr[i] >= 0x80;
    return high;
}

static enum cvd_status from_bytes(struct cvd_str bytes, struct cvd_buf *out,
                                  struct progress *p, struct cvd_err *err)
{
    struct cvd_runs runs = { 0 };
    struct cvd_buf decoded = { 0 };
    size_t replaced = 0;
    enum cvd_status st = find_runs(p, bytes, CVD_UNITS_BYTES, &runs);

    if (st == CVD_OK)
        st = cvd_runs_apply(bytes, CVD_UNITS_BYTES, &runs, &decoded);
    if (st == CVD_OK)
        st = replace_bad(cvd_buf_str(&decoded), out, &replaced);
    if (st != CVD_OK)
        st = cvd_fail(err, st, "out of memory");
    else if (replaced &&
             !few_enough(cvd_buf_str(out), replaced, cut_short(bytes)))
        st = refuse_bytes(bytes, err);
    if (st == CVD_OK) {
        note_runs(p, &runs, false);
        p->how.replaced = replaced;
    }
    cvd_buf_release(&decoded);
    cvd_runs_release(&runs);
    return st;
}

/* ---- UTF-8 repaired -------------------------------------------------- */

/* Swap *text for its NFC form. */
static enum cvd_status normalize(struct cvd_buf *text, struct cvd_err *err)
{
    struct cvd_buf nfc = { 0 };
    enum cvd_status st = cvd_text_normalize(cvd_buf_str(text), &nfc, err);

    if (st == CVD_OK)
        cvd_buf_swap(text, &nfc);
    cvd_buf_release(&nfc);
    return st;
}

static enum cvd_status undo_mojibake(struct cvd_str text,
                                     struct cvd_buf *out,
                                     struct progress *p)
{
    struct cvd_runs runs = { 0 };
    enum cvd_status st = find_runs(p, text, CVD_UNITS_MOJIBAKE, &runs);

    if (st == CVD_OK && runs.count) {
        st = cvd_runs_apply(text, CVD_UNITS_MOJIBAKE, &runs, out);
        note_runs(p, &runs, true);
    }
    cvd_runs_release(&runs);
    return st;
}

/* Take one layer off `text`: *out stays empty where there is none. */
static enum cvd_status take_layer(struct cvd_str text, struct cvd_buf *out,
                                  struct progress *p)
{
    size_t words, known;
    enum cvd_status st = cvd_charrefs_decode(text, out, &words);

    if (st == CVD_OK && words) {
        p->how.references = true;
        return st;
    }
    if (st == CVD_OK)
        st = undo_mojibake(text, out, p);
    if (st != CVD_OK || out->len)
        return st;
    st = cvd_viqr_decode(text, out, &words, &known);
    if (st == CVD_OK && words)
        note_layer(p, "VIQR", false, words, known, UINT64_MAX);
    return st;
}

/* Repair *text, in NFC, until nothing changes.  What would not come to rest
 * is left as it was: so reading twice is reading once. */
static enum cvd_status repair(struct cvd_buf *text, struct progress *p,
                              struct cvd_err *err)
{
    struct cvd_buf now = { 0 }, next = { 0 };
    struct progress found = *p;
    enum cvd_status st = CVD_OK;
    bool rest = false, changed = false;

    for (int layer = 0; layer < LAYERS_MAX && st == CVD_OK && !rest;
         layer++) {
        const struct cvd_buf *from = changed ? &now : text;
        struct progress before = found;
        cvd_buf_clear(&next);
        st = take_layer(cvd_buf_str(from), &next, &found);
        if (st != CVD_OK)
            st = cvd_fail(err, st, "out of memory");
        else if (next.len)
            st = normalize(&next, err);
        if (st != CVD_OK)
            break;
        rest = !next.len ||
               cvd_str_equal(cvd_buf_str(&next), cvd_buf_str(from));
        if (rest) {
            found = before;
        } else {
            cvd_buf_swap(&now, &next);
            changed = true;
        }
    }
    if (st == CVD_OK && rest && changed) {
        cvd_buf_swap(text, &now);
        *p = found;
    }
    cvd_buf_release(&now);
    cvd_buf_release(&next);
    return st;
}

/* ---- the ways in ----------------------------------------------------- */

static struct cvd_str without_marks(struct cvd_str s)
{
    static const struct cvd_str byte_order_mark = { "\xEF\xBB\xBF", 3 };

    while (cvd_str_starts(s, byte_order_mark)) {
        s.ptr += byte_order_mark.len;
        s.len -= byte_order_mark.len;
    }
    return s;
}

/* From UTF-8 to what is stored.  *text, if it holds anything, is its NFC
 * form already. */
static enum cvd_status finish(struct cvd_buf *text, struct progress *p,
                              struct cvd_buf *out, struct cvd_reading *how,
                              struct cvd_err *err)
{
    enum cvd_status st = text->len ? repair(text, p, err) : CVD_OK;
    /* Marks may have come to light with a layer that went. */
    struct cvd_str done = without_marks(cvd_buf_str(text));

    if (st == CVD_OK && !out->cap && done.len == text->len)
        cvd_buf_swap(out, text);
    else if (st == CVD_OK && cvd_buf_add(out, done) != CVD_OK)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (st == CVD_OK)
        *how = p->how;
    return st;
}

static const struct progress plain = {
    .how = { .encoding = "UTF-8", .sure = 100 }
};

enum cvd_status cvd_reader_repair(struct cvd_reader *r, struct cvd_str text,
                                  struct cvd_buf *out,
                                  struct cvd_reading *how,
                                  struct cvd_err *err)
{
    struct progress p = plain;
    struct cvd_buf nfc = { 0 };

    p.reader = r;
    enum cvd_status st = cvd_text_normalize(without_marks(text), &nfc, err);

    if (st == CVD_OK)
        st = finish(&nfc, &p, out, how, err);
    cvd_buf_release(&nfc);
    return st;
}

/* Make `bytes`, which are no UTF-16, NFC. */
static enum cvd_status to_nfc(struct cvd_str bytes, struct cvd_buf *nfc,
                              struct progress *p, struct cvd_err *err)
{
    struct cvd_buf utf8 = { 0 };
    enum cvd_status st;

    bytes = without_marks(bytes);
    st = cvd_text_normalize(bytes, nfc, err);
    /* Nearly all text has passed; only other text is read once more. */
    if (st == CVD_EINPUT && cvd_utf8_valid(bytes) < bytes.len) {
        st = from_bytes(bytes, &utf8, p, err);
        if (st == CVD_OK)
            st = cvd_text_normalize(cvd_buf_str(&utf8), nfc, err);
    }
    cvd_buf_release(&utf8);
    return st;
}

enum cvd_status cvd_reader_read(struct cvd_reader *r, struct cvd_str bytes,
                                struct cvd_buf *out,
                                struct cvd_reading *how, struct cvd_err *err)
{
    struct progress p = plain;
    struct cvd_buf utf8 = { 0 }, nfc = { 0 };
    enum cvd_utf16 wide = cvd_utf16_detect(bytes);
    enum cvd_status st = CVD_OK;

    p.reader = r;
    if (bytes.len > CVD_DOC_BYTES_MAX)
        return cvd_fail(err, CVD_ELIMIT, "text of %zu bytes, longer than %d",
                        bytes.len, (int)CVD_DOC_BYTES_MAX);
    if (wide != CVD_UTF16_NONE) {
        p.how.encoding = wide == CVD_UTF16_LE ? "UTF-16LE" : "UTF-16BE";
        st = cvd_utf16_decode(bytes, wide, &utf8, &p.how.replaced, err);
        bytes = cvd_buf_str(&utf8);
    }
    if (st == CVD_OK)
        st = cvd_binary_refuse(without_marks(bytes), err);
    if (st == CVD_OK)
        st = to_nfc(bytes, &nfc, &p, err);
    if (st == CVD_OK)
        st = finish(&nfc, &p, out, how, err);
    cvd_buf_release(&utf8);
    cvd_buf_release(&nfc);
    return st;
}

enum cvd_status cvd_text_read(struct cvd_str bytes, struct cvd_buf *out,
                              struct cvd_reading *how, struct cvd_err *err)
{
    struct cvd_reader reader = { 0 };
    enum cvd_status st = cvd_reader_read(&reader, bytes, out, how, err);

    cvd_reader_release(&reader);
    return st;
}

enum cvd_status cvd_text_repair(struct cvd_str text, struct cvd_buf *out,
                                struct cvd_reading *how,
                                struct cvd_err *err)
{
    struct cvd_reader reader = { 0 };
    enum cvd_status st = cvd_reader_repair(&reader, text, out, how, err);

    cvd_reader_release(&reader);
    return st;
}

/* ---- how it is told -------------------------------------------------- */

bool cvd_reading_notable(const struct cvd_reading *how)
{
    return strcmp(how->encoding, "UTF-8") != 0 || how->mojibake ||
           how->references || how->replaced;
}

static void add_note(char *out, const char *note)
{
    size_t n = strlen(out);

    (void)snprintf(out + n, CVD_READING_LABEL_MAX - n, "%s%s",
                   strchr(out, '(') ? ", " : " (", note);
}

void cvd_reading_label(const struct cvd_reading *how,
                       char out[CVD_READING_LABEL_MAX])
{
    char note[CVD_READING_LABEL_MAX / 2];
    size_t n;

    (void)snprintf(out, CVD_READING_LABEL_MAX, "%s",
                   how->mojibake ? "UTF-8" : how->encoding);
    if (how->mojibake) {
        (void)snprintf(note, sizeof note, "%s mojibake", how->encoding);
        add_note(out, note);
    }
    if (how->references)
        add_note(out, "references");
    if (how->mixed && cvd_reading_notable(how))
        add_note(out, "partly");
    if (how->replaced) {
        (void)snprintf(note, sizeof note, "%zu replaced", how->replaced);
        add_note(out, note);
    }
    n = strlen(out);
    if (strchr(out, '('))
        n += (size_t)snprintf(out + n, CVD_READING_LABEL_MAX - n, ")");
    if (how->sure < 100)
        (void)snprintf(out + n, CVD_READING_LABEL_MAX - n, " %u%%",
                       how->sure);
}
