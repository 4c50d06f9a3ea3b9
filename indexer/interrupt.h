/* interrupt.h - SIGINT and SIGTERM ask a run to stop. */
#ifndef CVD_INDEXER_INTERRUPT_H
#define CVD_INDEXER_INTERRUPT_H

#include <stdbool.h>

/* From now on SIGINT and SIGTERM set a flag; the third to come ends the
 * process as usual, which harms nothing but leaves INDEX/tmp behind until
 * the next run. */
void cvd_interrupt_catch(void);

/* Whether one came.  Any thread. */
bool cvd_interrupted(void);

#endif
