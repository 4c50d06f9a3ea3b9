/* lines.h - a file line by line, in bounded memory. */
#ifndef CVD_INDEXER_LINES_H
#define CVD_INDEXER_LINES_H

#include "base/str.h"

/* Zero-initialise; release with cvd_lines_close(). */
struct cvd_lines {
    const char *path;     /* borrowed; "-" is standard input */
    int fd;
    bool open, ended;
    struct cvd_buf buf;
    size_t from, scanned; /* the line begins at `from` */
    uint64_t number;      /* of the line last given, from 1 */
    bool skipping;        /* to the end of a line too long */
};

/* Begin to read `path`, which must stay as it is until the end.
 *   CVD_ENOTFOUND, CVD_EINPUT (a directory), CVD_EIO */
enum cvd_status cvd_lines_open(struct cvd_lines *l, const char *path,
                               struct cvd_err *err);

/* The next line, without its end, into *line: good until the next call.
 *   CVD_ENOTFOUND  no more, or a signal asked to stop
 *   CVD_ELIMIT     longer than CVD_JSONL_LINE_MAX; passed over, go on
 *   CVD_EIO, CVD_ENOMEM */
enum cvd_status cvd_lines_next(struct cvd_lines *l, struct cvd_str *line,
                               struct cvd_err *err);

void cvd_lines_close(struct cvd_lines *l);

#endif
