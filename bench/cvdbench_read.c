/* cvdbench_read.c - how fast files are read, beside ICU.
 *
 * Reading is telling the encoding, normalising and cutting words, a file a
 * document, again and again until READ_BYTES went through; beside it ICU doing
 * as much for UTF-8: normalise (if a quick check says so), cut words, fold
 * case.  Then the same texts in TCVN3, VISCII and windows-1258, as libc's
 * iconv writes them.  Megabytes of input a second of this thread's time.
 *
 * May depend on: libc, base, analyzers, measure.h, ICU. */
#include "analyzers/analyzer.h"
#include "analyzers/reading.h"
#include "base/file.h"
#include "base/limits.h"
#include "bench/cvdbench.h"
#include "bench/measure.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { READ_BYTES = 32 * 1000 * 1000 };

struct reader {
    struct cvd_reader memory;
    struct cvd_buf text;
    struct cvd_tokens tokens;
    UBreakIterator *words;
    const UNormalizer2 *nfc;
    UChar *wide, *other;       /* WIDE_UNITS each */
    size_t found;              /* words, so that nothing is left out */
};

/* A UTF-16 unit for each byte is always enough. */
enum { WIDE_UNITS = CVD_DOC_BYTES_MAX };

static void read_only(struct reader *r, struct cvd_str bytes)
{
    struct cvd_reading how;
    struct cvd_err err;

    cvd_buf_clear(&r->text);
    if (cvd_reader_read(&r->memory, bytes, &r->text, &how, &err) != CVD_OK)
        cvdbench_die(err.msg);
}

static void read_and_cut(struct reader *r, struct cvd_str bytes)
{
    read_only(r, bytes);
    if (cvd_tokenize(cvd_buf_str(&r->text), &r->tokens) != CVD_OK)
        cvdbench_die("out of memory");
    r->found += r->tokens.count;
}

static void read_with_icu(struct reader *r, struct cvd_str bytes)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar *text = r->wide;
    int32_t n = 0, from = 0;

    u_strFromUTF8(r->wide, WIDE_UNITS, &n, bytes.ptr, (int32_t)bytes.len,
                  &e);
    if (U_SUCCESS(e) && unorm2_quickCheck(r->nfc, text, n, &e) != UNORM_YES) {
        n = unorm2_normalize(r->nfc, r->wide, n, r->other, WIDE_UNITS, &e);
        text = r->other;
    }
    if (U_SUCCESS(e))
        ubrk_setText(r->words, text, n, &e);
    if (U_FAILURE(e))
        cvdbench_die("ICU cannot read this");
    for (int32_t to; (to = ubrk_next(r->words)) != UBRK_DONE; from = to) {
        UChar folded[64];
        char utf8[256];
        int32_t len = to - from;
        if (ubrk_getRuleStatus(r->words) == UBRK_WORD_NONE || len > 32)
            continue;
        len = u_strFoldCase(folded, 64, text + from, len,
                            U_FOLD_CASE_DEFAULT, &e);
        u_strToUTF8(utf8, sizeof utf8, NULL, folded, len, &e);
        r->found++;
    }
}

/* Megabytes of input a second. */
static double rate(struct reader *r, const struct cvd_buf *file, int count,
                   void (*work)(struct reader *, struct cvd_str))
{
    double started = bench_thread_cpu();
    size_t done = 0;

    while (done < READ_BYTES)
        for (int i = 0; i < count; i++) {
            work(r, cvd_buf_str(&file[i]));
            done += file[i].len;
        }
    return (double)done / 1e6 / (bench_thread_cpu() - started);
}

/* Clean `text` in `encoding`, a question mark for what that has not. */
static void encode(struct cvd_str text, const char *encoding,
                   struct cvd_buf *out)
{
    iconv_t to = iconv_open(encoding, "UTF-8");
    char *in = (char *)(uintptr_t)text.ptr; /* iconv() does not write there */
    size_t left = text.len;

    /* A letter and its tone at most, for each two bytes or more. */
    if (to == (iconv_t)-1 || cvd_buf_reserve(out, text.len) != CVD_OK)
        cvdbench_die("cannot encode");
    char *p = out->ptr;
    size_t room = text.len;
    while (left && iconv(to, &in, &left, &p, &room) == (size_t)-1) {
        do { /* the whole of what it could not write */
            in++;
            left--;
        } while (left && ((uint8_t)*in & 0xC0) == 0x80);
        if (room) {
            *p++ = '?';
            room--;
        }
    }
    (void)iconv(to, NULL, NULL, &p, &room); /* what it holds back */
    out->len = (size_t)(p - out->ptr);
    (void)iconv_close(to);
}

/* Forget a text that lost too much on the way into an old encoding. */
static void drop_unread(struct reader *r, struct cvd_buf *text)
{
    struct cvd_reading how;

    cvd_buf_clear(&r->text);
    if (cvd_reader_read(&r->memory, cvd_buf_str(text), &r->text, &how,
                        NULL) != CVD_OK)
        cvd_buf_clear(text);
}

/* The files as people kept them before Unicode. */
static void rate_legacy(struct reader *r, const struct cvd_buf *file,
                        int count)
{
    static const struct { const char *iconv, *name; } encodings[] = {
        { "TCVN", "tcvn3" }, { "VISCII", "viscii" },
        { "CP1258", "windows_1258" }
    };
    struct cvd_buf *old = calloc((size_t)count, sizeof *old);

    if (!old)
        cvdbench_die("out of memory");
    for (size_t e = 0; e < sizeof encodings / sizeof *encodings; e++) {
        size_t bytes = 0;
        for (int i = 0; i < count; i++) {
            cvd_buf_clear(&old[i]);
            encode(cvd_buf_str(&file[i]), encodings[e].iconv, &old[i]);
            drop_unread(r, &old[i]);
            bytes += old[i].len;
        }
        if (bytes)
            printf(" %s_mb_s=%.0f", encodings[e].name,
                   rate(r, old, count, read_only));
    }
    for (int i = 0; i < count; i++)
        cvd_buf_release(&old[i]);
    free(old);
}

int cvdbench_read(int count, char **path)
{
    struct reader r = { .found = 0 };
    struct cvd_buf *file = calloc((size_t)count, sizeof *file);
    UErrorCode e = U_ZERO_ERROR;
    struct cvd_err err;
    size_t bytes = 0;
    bool utf8 = true;

    r.nfc = unorm2_getNFCInstance(&e);
    r.words = ubrk_open(UBRK_WORD, "vi", NULL, 0, &e);
    r.wide = malloc(WIDE_UNITS * sizeof *r.wide);
    r.other = malloc(WIDE_UNITS * sizeof *r.other);
    if (!file || !r.wide || !r.other || U_FAILURE(e))
        cvdbench_die("cannot begin");
    for (int i = 0; i < count; i++) {
        struct cvd_reading how;
        if (cvd_file_read(path[i], CVD_DOC_BYTES_MAX, &file[i], &err) !=
                CVD_OK ||
            cvd_text_read(cvd_buf_str(&file[i]), &r.text, &how, &err) !=
                CVD_OK)
            cvdbench_die(err.msg);
        cvd_buf_clear(&r.text);
        bytes += file[i].len;
        utf8 &= !cvd_reading_notable(&how);
    }
    if (!bytes)
        cvdbench_die("nothing to read");
    printf("read_mb_s=%.0f", rate(&r, file, count, read_only));
    double ours = rate(&r, file, count, read_and_cut);
    printf(" read_and_cut_mb_s=%.0f", ours);
    if (utf8) {
        double icu = rate(&r, file, count, read_with_icu);
        printf(" icu_mb_s=%.0f ratio=%.2f", icu, ours / icu);
        rate_legacy(&r, file, count);
    }
    printf(" words=%zu\n", r.found);
    for (int i = 0; i < count; i++)
        cvd_buf_release(&file[i]);
    free(file);
    free(r.wide);
    free(r.other);
    ubrk_close(r.words);
    cvd_reader_release(&r.memory);
    cvd_buf_release(&r.text);
    cvd_tokens_release(&r.tokens);
    return 0;
}
