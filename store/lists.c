/* lists.c - lists of names kept with an index: see store.h. */
#include "base/file.h"
#include "base/limits.h"
#include "store/store.h"

#include <stdlib.h>

enum cvd_status cvd_list_read(const char *path, const char *name,
                              struct cvd_buf *out, struct cvd_err *err)
{
    char *file = cvd_path_join(path, name);

    if (!file)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = cvd_file_read(file, CVD_LIST_BYTES_MAX, out, err);
    free(file);
    return st == CVD_ENOTFOUND ? CVD_OK : st;
}

enum cvd_status cvd_list_write(const char *path, const char *name,
                               struct cvd_str data, struct cvd_err *err)
{
    char *file = cvd_path_join(path, name);

    if (!file)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = cvd_file_replace(file, data, err);
    free(file);
    return st;
}
