/* file.h - files, written so that a crash leaves the old or the new one.
 *
 * base/ may include libc only.  Paths are NUL-terminated; messages name
 * them.  Thread-safe: no state. */
#ifndef CVD_BASE_FILE_H
#define CVD_BASE_FILE_H

#include "base/str.h"

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Append the whole of file `path` to *out.
 *   CVD_ENOTFOUND  no such file
 *   CVD_EINPUT     not a regular file
 *   CVD_ELIMIT     longer than `max` bytes
 *   CVD_EIO, CVD_ENOMEM */
enum cvd_status cvd_file_read(const char *path, size_t max,
                              struct cvd_buf *out, struct cvd_err *err);

/* Create or replace `path` with `data`, on disk when this returns.
 *   CVD_EIO, CVD_ENOSPACE; the file may then be partly written */
enum cvd_status cvd_file_write(const char *path, struct cvd_str data,
                               struct cvd_err *err);

/* As cvd_file_write(), but through `path`.new and a rename: a reader and a
 * crash see the old content or the new one, never a part. */
enum cvd_status cvd_file_replace(const char *path, struct cvd_str data,
                                 struct cvd_err *err);

/* Make what was renamed, made or removed in directory `path` durable. */
enum cvd_status cvd_dir_sync(const char *path, struct cvd_err *err);

/* Make directory `path` if it is not there; its parent must be. */
enum cvd_status cvd_dir_make(const char *path, struct cvd_err *err);

/* Remove `path` and what is in it, following no symbolic link; absent is
 * success. */
enum cvd_status cvd_dir_remove(const char *path, struct cvd_err *err);

/* dir + "/" + name into a new string the caller frees; NULL when out of
 * memory. */
char *cvd_path_join(const char *dir, const char *name);

/* A read-only mapping of a whole file. */
struct cvd_map {
    const unsigned char *ptr; /* NULL when len is 0 */
    size_t len;
};

/* Map `path`.  Release with cvd_map_close().
 *   CVD_ENOTFOUND, CVD_EIO */
enum cvd_status cvd_map_open(const char *path, struct cvd_map *out,
                             struct cvd_err *err);
void cvd_map_close(struct cvd_map *m);

/* Give back the memory that what was read of it takes up: it is read from the
 * file again when it is looked at. */
void cvd_map_rest(const struct cvd_map *m);

#ifdef __cplusplus
}
#endif
#endif
