/* progress.h - how far a run is, on a terminal; nothing elsewhere.
 *
 * There is one stderr and so one bar: state is global.  All but
 * cvd_progress_clear() belong to the main thread. */
#ifndef CVD_INDEXER_PROGRESS_H
#define CVD_INDEXER_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

/* Seconds of a clock that only goes forward. */
double cvd_progress_now(void);

/* Whether a bar is shown at all: stderr is a terminal. */
bool cvd_progress_wanted(void);

/* Begin to show a piece of work, named for readers.  `bytes` in all, or
 * else `documents` in all, 0 where not known. */
void cvd_progress_begin(const char *name, uint64_t documents,
                        uint64_t bytes);

/* So much is done.  Draws at most ten times a second. */
void cvd_progress_show(uint64_t documents, uint64_t bytes);

/* Clear the bar, before a message and at the end.  Any thread. */
void cvd_progress_clear(void);

#endif
