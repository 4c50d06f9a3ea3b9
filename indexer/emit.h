/* emit.h - what is done with finished batches, one after the other. */
#ifndef CVD_INDEXER_EMIT_H
#define CVD_INDEXER_EMIT_H

#include "indexer/id_table.h"
#include "indexer/work.h"

#include <pthread.h>

/* Release with cvd_emitter_release(). */
struct cvd_emitter {
    struct cvd_writer *writer;     /* borrowed */
    struct cvd_report *report;     /* borrowed */
    pthread_mutex_t *feeding;      /* held while the writer takes a chunk:
                                      it must not refeed meanwhile */
    struct cvd_id_table seen;      /* content by id, of this run */
    unsigned chunks;               /* handed over */
};

void cvd_emitter_release(struct cvd_emitter *e);

/* Report what became of the jobs of `b` and hand its chunk over.  `w` does
 * again what an earlier document of the same id has made necessary.
 *   as cvd_writer_take() and cvd_report_tell() */
enum cvd_status cvd_emit(struct cvd_emitter *e, struct cvd_batch *b,
                         struct cvd_worker *w, struct cvd_err *err);

#endif
