/* originals.h - the files that documents were read from.
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd.
 *
 * An index keeps the SHA-256 of a file and not its bytes.  Where the setting
 * "originals" names the directories that were indexed, a document's file is
 * the one below one of them whose path is the document's id.  Only the file
 * that was indexed counts: of the same bytes, reached through directories and
 * regular files alone.  What a request says is never part of a path: the id
 * is that of the index.
 *
 * Any thread may call; a file is read whole. */
#ifndef CVD_SEARCHD_ORIGINALS_H
#define CVD_SEARCHD_ORIGINALS_H

#include "searchd/settings.h"

enum original {
    ORIGINAL_MISSING, /* no such file, or none that may be read: a directory,
                         a device, what lies behind a symbolic link */
    ORIGINAL_CHANGED, /* a file of that name, of other bytes */
    ORIGINAL_FOUND
};

/* Whether document `d` was a file: a line of JSONL was none. */
bool original_may_be(const struct cvd_doc *d);

/* Look for the file of `d` below each of `dirs` in turn, and set *out to its
 * bytes; *what says what was found.  A name that is there in another normal
 * form of Unicode, as macOS and Vietnamese keyboards of Windows write them,
 * is the same name.
 *   CVD_ELOCKED  the disk takes too long (ORIGINAL_MS)
 *   CVD_EIO      there is something that cannot be read
 *   CVD_ENOMEM */
enum cvd_status original_read(const struct settings_list *dirs,
                              const struct cvd_doc *d, enum original *what,
                              struct cvd_buf *out, struct cvd_err *err);

/* Whether each of `dirs` is a directory that can be read.
 *   CVD_EUSAGE  one is not; err names it */
enum cvd_status originals_check(const struct settings_list *dirs,
                                struct cvd_err *err);

#endif
