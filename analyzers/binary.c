/* binary.c - see binary.h.
 *
 * analyzers/: may include base only. */
#include "analyzers/binary.h"
#include "analyzers/charsets.h"

enum {
    SAMPLE_UNITS = 4096,  /* looked at where there is no byte order mark */
    UNITS_MIN = 2,
    UNUSUAL_PER = 8,      /* units for each that is of no Vietnamese text, as
                             the two of a smiley */
    REPLACED_PER = 1000   /* characters for each bad unit allowed */
};

static uint32_t unit_at(struct cvd_str s, size_t i, enum cvd_utf16 order)
{
    const uint8_t *p = (const uint8_t *)s.ptr + i;

    return order == CVD_UTF16_LE ? p[0] | (uint32_t)p[1] << 8
                                 : (uint32_t)p[0] << 8 | p[1];
}

/* Whether `u` is in Vietnamese text, of whatever kind. */
static bool is_usual(uint32_t u)
{
    return (u >= 0x20 && u < 0x7F) || (u >= 0x09 && u <= 0x0D) ||
           (u >= 0xA0 && u < 0x250) || (u >= 0x300 && u <= 0x323) ||
           (u >= 0x1EA0 && u <= 0x1EF9) || u == 0xFEFF ||
           /* punctuation, arrows, boxes to tick; not ASCII turned about */
           (u >= 0x2010 && u < 0x2C00 && (u & 0xFF) != 0);
}

/* Whether the units look like text: none is U+0000, nearly all usual. */
static bool looks_like(struct cvd_str s, enum cvd_utf16 order)
{
    size_t units = s.len / 2, unusual = 0;

    if (units > SAMPLE_UNITS)
        units = SAMPLE_UNITS;
    for (size_t i = 0; i < units; i++) {
        uint32_t u = unit_at(s, 2 * i, order);
        if (u == 0)
            return false;
        unusual += !is_usual(u);
    }
    return units >= UNITS_MIN && unusual * UNUSUAL_PER <= units;
}

enum cvd_utf16 cvd_utf16_detect(struct cvd_str s)
{
    if (s.len >= 2 && memcmp(s.ptr, "\xFF\xFE", 2) == 0 &&
        !(s.len >= 4 && memcmp(s.ptr + 2, "\0\0", 2) == 0))
        return CVD_UTF16_LE;
    if (s.len >= 2 && memcmp(s.ptr, "\xFE\xFF", 2) == 0)
        return CVD_UTF16_BE;
    if (!s.len || !memchr(s.ptr, '\0', s.len))
        return CVD_UTF16_NONE;
    if (looks_like(s, CVD_UTF16_LE))
        return CVD_UTF16_LE;
    return looks_like(s, CVD_UTF16_BE) ? CVD_UTF16_BE : CVD_UTF16_NONE;
}

enum cvd_status cvd_utf16_decode(struct cvd_str s, enum cvd_utf16 order,
                                 struct cvd_buf *out, size_t *replaced,
                                 struct cvd_err *err)
{
    size_t characters = 0, bad = 0, i = 0;
    char *to;

    /* Three bytes at most for each two, and U+FFFD for an odd one. */
    if (cvd_buf_reserve(out, s.len / 2 * 3 + 8) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    to = out->ptr + out->len;
    for (; i + 1 < s.len; i += 2, characters++) {
        uint32_t c = unit_at(s, i, order);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < s.len) {
            uint32_t low = unit_at(s, i + 2, order);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        if (c >= 0xD800 && c < 0xE000) {
            c = 0xFFFD;
            bad++;
        }
        to += cvd_utf8_put(c, to);
    }
    if (i < s.len) {
        bad++;
        to += cvd_utf8_put(0xFFFD, to);
    }
    out->len = (size_t)(to - out->ptr);
    out->ptr[out->len] = '\0';
    if (bad > 1 && bad * REPLACED_PER > characters)
        return cvd_fail(err, CVD_EINPUT,
                        "not UTF-16, though it begins so: %zu of %zu "
                        "characters are broken", bad, characters);
    *replaced = bad;
    return CVD_OK;
}

enum cvd_status cvd_binary_refuse(struct cvd_str s, struct cvd_err *err)
{
    static const struct { struct cvd_str begins; const char *what; } kinds[] =
    {
#define KIND(bytes, what) { { bytes, sizeof(bytes) - 1 }, what }
        KIND("%PDF-", "a PDF document"),
        KIND("PK\3\4", "a ZIP archive or a DOCX, XLSX or ODT document"),
        KIND("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
             "a Microsoft Office document (DOC, XLS)"),
        KIND("{\\rtf", "an RTF document"),
        KIND("Rar!\x1A\a", "a RAR archive"),
        KIND("7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
        KIND("\x1F\x8B\b", "a gzip archive"),
        KIND("\xFD" "7zXZ\0", "an XZ archive"),
        KIND("BZh91AY&SY", "a bzip2 archive"),
        KIND("\x89PNG\r\n\x1A\n", "a PNG picture"),
        KIND("\xFF\xD8\xFF", "a JPEG picture"),
        KIND("GIF87a", "a GIF picture"),
        KIND("GIF89a", "a GIF picture"),
        KIND("II*\0", "a TIFF picture"),
        KIND("MM\0*", "a TIFF picture"),
        KIND("\x7F" "ELF", "a program"),
        KIND("SQLite format 3", "an SQLite database"),
#undef KIND
    };
    const char *nul;

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (cvd_str_starts(s, kinds[i].begins))
            return cvd_fail(err, CVD_EINPUT,
                            "no text: it seems to be %s", kinds[i].what);
    nul = s.len ? memchr(s.ptr, '\0', s.len) : NULL;
    if (nul)
        return cvd_fail(err, CVD_EINPUT,
                        "no text: a NUL byte at offset %zu",
                        (size_t)(nul - s.ptr));
    return CVD_OK;
}
