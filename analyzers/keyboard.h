/* keyboard.h - text typed with the Vietnamese input method off.
 *
 * analyzers/ may include base/ and ICU. */
#ifndef CVD_ANALYZERS_KEYBOARD_H
#define CVD_ANALYZERS_KEYBOARD_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* If `text` reads as typed for Telex (uwu tieen), VNI (u7u tie6n) or VIQR
 * (u+u tie^n), append what it would be (ưu tiên) to *out and set *found; else
 * *found is false and *out as it was.  Words read are in canonical form, all
 * else stays as typed.
 *
 * `text` is valid UTF-8 in NFC.  Only syllables come of it, text that bears
 * Vietnamese marks is not read, and what may as well be English, a symbol or
 * a number (his, gis, khoan2, 03-ct/tw) is not reason enough to read a text:
 * a reading is to be offered beside the text, not in its place.
 *   CVD_ELIMIT  text longer than CVD_DOC_BYTES_MAX
 *   CVD_ENOMEM */
enum cvd_status cvd_keyboard_read(struct cvd_str text, struct cvd_buf *out,
                                  bool *found);

#ifdef __cplusplus
}
#endif
#endif
