/* reading.h - a document in whatever encoding it came, as UTF-8.
 *
 * analyzers/ may include base/ and ICU.  No I/O; no state: any thread.
 *
 * What is read: UTF-8 in any normal form; UTF-16, with a byte order mark or
 * without; windows-1258, TCVN3 (ABC), TCVN 5712-1, VNI-Windows, VISCII, VPS;
 * VIQR; any of these that somebody took for windows-1252 and saved as UTF-8
 * (mojibake, "ViÖt Nam"), UTF-8 itself among them ("Viá»‡t Nam"); HTML
 * character references.  Which one it is, is decided for each run of words,
 * so that a paragraph in TCVN3 inside clean text is read, and the clean text
 * left alone.  docs/reading.md tells how, with thresholds and measurements.
 */
#ifndef CVD_ANALYZERS_READING_H
#define CVD_ANALYZERS_READING_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How a text was read. */
struct cvd_reading {
    /* The encoding of what is not plain: "UTF-8", "UTF-16LE", "UTF-16BE",
     * "windows-1258", "TCVN3", "TCVN5712-1", "VNI", "VISCII", "VPS", "VIQR".
     * Of several the one of most words.  Static storage. */
    const char *encoding;
    bool mojibake;       /* it had been saved as UTF-8 through windows-1252 */
    bool mixed;          /* a part of the words with marks was clean UTF-8 */
    bool references;     /* HTML references stood for letters */
    unsigned sure;       /* percent; 100 where nothing had to be guessed */
    size_t words;        /* words the decision rests on, */
    size_t known;        /* and how many of them it made Vietnamese words */
    size_t replaced;     /* bad bytes, each now U+FFFD */
};

/* Read `bytes`, a file: append its text to *out, valid UTF-8 in NFC without
 * byte order mark.  Clean UTF-8 comes out as cvd_text_normalize() gives it,
 * but for a second byte order mark, which is dropped too; and what comes out
 * is read again as itself.  A few bad bytes in UTF-8 (at most one in 1,000
 * characters, or one cut off at the end) become U+FFFD.
 * On error *out is as before, and *how is not filled.
 *   CVD_EINPUT  a PDF, an archive or another file that is no text; a NUL
 *               byte; bytes in no encoding that convinces.  err names where.
 *   CVD_ELIMIT  longer than CVD_DOC_BYTES_MAX, before or after
 *   CVD_ENOMEM */
enum cvd_status cvd_text_read(struct cvd_str bytes, struct cvd_buf *out,
                              struct cvd_reading *how, struct cvd_err *err);

/* As above for text that must be UTF-8, such as a JSON string: bytes that are
 * not are refused as cvd_text_normalize() does, U+0000 is let through. */
enum cvd_status cvd_text_repair(struct cvd_str text, struct cvd_buf *out,
                                struct cvd_reading *how,
                                struct cvd_err *err);

/* What reading remembers from text to text: the words of old encodings, which
 * come again in the next one.  It saves time (two thirds of it, of short
 * texts), and never changes the outcome.  Zero-initialise; release with
 * cvd_reader_release(); one thread's. */
struct cvd_reader {
    struct cvd_reader_words *words; /* NULL until there are any; 2 MB then */
};

void cvd_reader_release(struct cvd_reader *r);

/* cvd_text_read() and cvd_text_repair() with such a memory. */
enum cvd_status cvd_reader_read(struct cvd_reader *r, struct cvd_str bytes,
                                struct cvd_buf *out,
                                struct cvd_reading *how, struct cvd_err *err);
enum cvd_status cvd_reader_repair(struct cvd_reader *r, struct cvd_str text,
                                  struct cvd_buf *out,
                                  struct cvd_reading *how,
                                  struct cvd_err *err);

enum { CVD_READING_LABEL_MAX = 96 };

/* Write `how` for people and programs:
 *
 *   ENCODING [" (" NOTE {", " NOTE} ")"] [" " PERCENT "%"]
 *
 * ENCODING is that of the file's bytes, so "UTF-8" for mojibake; a NOTE is
 * "TCVN3 mojibake", "VIQR", "references", "partly" or "3 replaced"; the
 * percentage stands where less than 100.  "UTF-8", "TCVN3 98%",
 * "UTF-8 (TCVN3 mojibake, partly) 97%". */
void cvd_reading_label(const struct cvd_reading *how,
                       char out[CVD_READING_LABEL_MAX]);

/* Whether the text was anything but plain UTF-8. */
bool cvd_reading_notable(const struct cvd_reading *how);

#ifdef __cplusplus
}
#endif
#endif
