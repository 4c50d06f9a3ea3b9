/* binary.h - files that are no text, or text in UTF-16.
 *
 * Private to analyzers/; may include base only. */
#ifndef CVD_ANALYZERS_BINARY_H
#define CVD_ANALYZERS_BINARY_H

#include "base/str.h"

enum cvd_utf16 { CVD_UTF16_NONE, CVD_UTF16_LE, CVD_UTF16_BE };

/* Whether `bytes` are UTF-16: by the byte order mark, or, without one, as
 * every unit makes a character of Vietnamese text in one order and there are
 * NUL bytes, which no other encoding has. */
enum cvd_utf16 cvd_utf16_detect(struct cvd_str bytes);

/* Append UTF-16 `bytes` as UTF-8; lone surrogates and an odd byte at the end
 * become U+FFFD and count in *replaced.
 *   CVD_EINPUT  more than one in 1,000 characters is bad
 *   CVD_ENOMEM */
enum cvd_status cvd_utf16_decode(struct cvd_str bytes, enum cvd_utf16 order,
                                 struct cvd_buf *out, size_t *replaced,
                                 struct cvd_err *err);

/* Refuse what is no text: a PDF, an archive, a picture by its first bytes;
 * anything else by a NUL byte.
 *   CVD_EINPUT  it is none; err says what it seems to be, or where the NUL
 *               stands */
enum cvd_status cvd_binary_refuse(struct cvd_str bytes, struct cvd_err *err);

#endif
