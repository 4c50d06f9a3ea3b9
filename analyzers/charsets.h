/* charsets.h - the old encodings of Vietnamese, byte by byte.
 *
 * Private to analyzers/; may include base only.  No state: any thread.
 * A "unit" is a byte of such an encoding: as it stands in a file, or as it
 * looks when somebody read the file as windows-1252 and saved it as UTF-8
 * (mojibake), where U+00E9 is unit E9 and U+2022 unit 95.
 * Source: corpus/tables/encodings.tsv. */
#ifndef CVD_ANALYZERS_CHARSETS_H
#define CVD_ANALYZERS_CHARSETS_H

#include "base/str.h"

/* What units may be read as.  CVD_CS_AS_IS: as they stand, UTF-8.
 * CVD_CS_UTF8: units that are UTF-8, of text encoded twice. */
enum cvd_charset {
    CVD_CS_AS_IS,
    CVD_CS_TCVN3,
    CVD_CS_VNI,
    CVD_CS_VISCII,
    CVD_CS_VPS,
    CVD_CS_WINDOWS_1258,
    CVD_CS_TCVN5712,
    CVD_CS_UTF8,
    CVD_CS_COUNT
};

/* The name people know: "UTF-8", "TCVN3", "VNI", "windows-1258". */
const char *cvd_charset_name(enum cvd_charset cs);

/* Bytes that n units become at most. */
#define CVD_CHARSET_ROOM(n) (3 * (n))

/* Write the text of `n` units to `to`, UTF-8 but not normalised, and return
 * its length.  *strange, if not NULL, becomes the number of units that the
 * encoding does not know: they are taken as windows-1252, and what that does
 * not know either as ISO 8859-1.
 * For CVD_CS_UTF8 `strange` is 1 where the units are not UTF-8. */
size_t cvd_charset_decode(enum cvd_charset cs, const uint8_t *unit, size_t n,
                          char *to, size_t *strange);

/* The unit that `code` is in mojibake, or -1. */
int cvd_charset_unit(uint32_t code);

/* As cvd_charset_decode() for lines of TCVN3, with their capitals.  A letter
 * with a tone has no case of its own there, that was a matter of the font: a
 * word whose other letters are all capitals becomes capitals.  Where only the
 * first letter can tell (Hµ), or none (ý), the words about it decide. */
size_t cvd_charset_tcvn3(struct cvd_str units, char *to);

/* The longest VIQR sequence (RFC 1456) at `p`: the letter, and how many
 * bytes it takes in *len; 0 where there is none. */
uint32_t cvd_charset_viqr(const uint8_t *p, const uint8_t *end, size_t *len);

/* Write `code` as UTF-8 to `to` (4 bytes); the length. */
size_t cvd_utf8_put(uint32_t code, char *to);

#endif
