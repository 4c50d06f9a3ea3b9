/* report.h - what became of each document, told as the run goes. */
#ifndef CVD_INDEXER_REPORT_H
#define CVD_INDEXER_REPORT_H

#include "base/str.h"

enum cvd_outcome {
    CVD_ADDED,
    CVD_UPDATED,
    CVD_UNCHANGED,
    CVD_REMOVED,
    CVD_FAILED,
    CVD_OUTCOME_COUNT
};

struct cvd_report; /* opaque */

/* Begin a report in file `path`, JSON a line; with NULL only failures are
 * told, the first ones on stderr.  Release with cvd_report_close().
 *   CVD_EIO, CVD_ENOMEM */
enum cvd_status cvd_report_open(const char *path, struct cvd_report **out,
                                struct cvd_err *err);

/* Tell of one document; `note` is the reason of a failure, and of what was
 * added or updated how it was read (cvd_reading_label()) where that was not
 * plain UTF-8; `dropped` how many of its recipients, references and other
 * values are beyond the limits and not kept.  One thread at a time.
 *   CVD_EIO, CVD_ENOSPACE, CVD_ENOMEM */
enum cvd_status cvd_report_tell(struct cvd_report *r, struct cvd_str id,
                                enum cvd_outcome outcome,
                                struct cvd_str note, uint64_t dropped,
                                struct cvd_err *err);

/* Everything told is in the file when this returns; how many documents were
 * read from other encodings is told on stderr.
 *   CVD_EIO, CVD_ENOSPACE */
enum cvd_status cvd_report_finish(struct cvd_report *r, struct cvd_err *err);

/* How many of `outcome` were told. */
uint64_t cvd_report_count(const struct cvd_report *r,
                          enum cvd_outcome outcome);

void cvd_report_close(struct cvd_report *r); /* NULL is nothing */

#endif
