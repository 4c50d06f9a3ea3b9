/* clean.h - short texts made fit to keep and to show: ids, titles, paths.
 *
 * Every function appends to `out`; `in` must not point into it. */
#ifndef CVD_INDEXER_CLEAN_H
#define CVD_INDEXER_CLEAN_H

#include "base/str.h"

/* `s` cut to at most `max` bytes, not inside a character. */
struct cvd_str cvd_clean_cut(struct cvd_str s, size_t max);

/* Whether valid UTF-8 `s` holds a control character (C0, DEL or C1). */
bool cvd_clean_has_control(struct cvd_str s);

/* `in` with each run of white space made one space, none at the ends;
 * `markdown` also leaves out the signs * and #.  CVD_ENOMEM. */
enum cvd_status cvd_clean_line(struct cvd_str in, bool markdown,
                               struct cvd_buf *out);

/* `in`, which may be any bytes, as UTF-8: each byte that is not is U+FFFD.
 * CVD_ENOMEM. */
enum cvd_status cvd_clean_bytes(struct cvd_str in, struct cvd_buf *out);

/* The id that `in` (bytes from outside) stands for: NFC.  `what` it is goes
 * into the message: "id", "file name".
 *   CVD_EINPUT  empty, not UTF-8, or with a control character
 *   CVD_ELIMIT  over CVD_ID_BYTES_MAX
 *   CVD_ENOMEM */
enum cvd_status cvd_clean_id(struct cvd_str in, const char *what,
                             struct cvd_buf *out, struct cvd_err *err);

#endif
