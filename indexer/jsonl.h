/* jsonl.h - a line of a .jsonl source as a document.
 *
 * {"id","text","title"?,"source"?,"metadata"?}; other keys are ignored. */
#ifndef CVD_INDEXER_JSONL_H
#define CVD_INDEXER_JSONL_H

#include "base/members.h"
#include "indexer/understand.h"

/* What a line held.  Zero-initialise; release with cvd_json_line_release().
 * One thread, used again and again. */
struct cvd_json_line {
    struct cvd_members members;  /* of the line */
    struct json_t *root;         /* they borrow from, where not plain */
    struct cvd_buf id;           /* empty until known */
    struct cvd_metadata given;
};

/* Whether `line` holds nothing but white space. */
bool cvd_json_line_blank(struct cvd_str line);

/* Read `line`, number `number` of file `path` (for messages and as where the
 * text was read), into *out, which borrows from `j` until the next call.
 *   CVD_EINPUT, CVD_ELIMIT  the line is no document; j->id tells which it
 *                           would be if that could be read
 *   CVD_ENOMEM */
enum cvd_status cvd_json_line_read(struct cvd_json_line *j,
                                   struct cvd_str line, const char *path,
                                   uint64_t number,
                                   struct cvd_material *out,
                                   struct cvd_err *err);

void cvd_json_line_release(struct cvd_json_line *j);

#endif
