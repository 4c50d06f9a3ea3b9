/* batch_lines.h - a file of queries, line by line.
 *
 * cvdsearch/ may include base/ and search/search.h.
 *
 * UTF-8; lines that are blank or begin with '#' are passed over.  A line is a
 * query, or an id, a tab and a query, as lists of topics for TREC have it; a
 * query without an id has the number of its line for one. */
#ifndef CVD_CVDSEARCH_BATCH_LINES_H
#define CVD_CVDSEARCH_BATCH_LINES_H

#include "base/limits.h"
#include "base/str.h"

enum {
    /* Of a file: half a million queries of a hundred characters. */
    BATCH_BYTES_MAX = 64 * 1024 * 1024,
    BATCH_QUERIES_MAX = 1000000,
    BATCH_ID_MAX = 64        /* bytes; those of TREC are under 20 */
};

/* Borrowed from the file's text. */
struct batch_query {
    struct cvd_str id, text;
    size_t line;             /* from 1 on */
};

/* Zero-initialise; release with batch_lines_release(). */
struct batch_lines {
    const char *name;        /* of the file, for messages */
    struct cvd_buf text;
    struct cvd_buf numbers;  /* the ids that are line numbers */
    struct batch_query *list; /* in the order of the file */
    size_t count, cap;
    size_t bad;              /* lines that are no queries: said and left out */
};

/* Read file `path`; "-" is standard input.  A line that cannot be asked (not
 * UTF-8, too long, an id that is none or stood before) is said on stderr with
 * file and line, and the others are read.
 *   CVD_EIO, CVD_ENOMEM
 *   CVD_EUSAGE  over a limit, or nothing in it that could be asked */
enum cvd_status batch_lines_read(const char *path, struct batch_lines *out,
                                 struct cvd_err *err);
void batch_lines_release(struct batch_lines *l);

#endif
