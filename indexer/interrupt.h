/* interrupt.h - SIGINT and SIGTERM ask a run to stop. */
#ifndef CVD_INDEXER_INTERRUPT_H
#define CVD_INDEXER_INTERRUPT_H

#include <stdbool.h>

/* From now on the first SIGINT or SIGTERM sets a flag and a second ends the
 * process as usual. */
void cvd_interrupt_catch(void);

/* Whether one came.  Any thread. */
bool cvd_interrupted(void);

#endif
