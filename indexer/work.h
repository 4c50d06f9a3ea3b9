/* work.h - what one thread does with the jobs of a batch. */
#ifndef CVD_INDEXER_WORK_H
#define CVD_INDEXER_WORK_H

#include "indexer/batch.h"
#include "indexer/jsonl.h"
#include "indexer/understand.h"

/* A thread's own tools.  Release with cvd_worker_release(). */
struct cvd_worker {
    struct cvd_writer *writer;   /* borrowed, shared */
    bool skip_known;             /* pass over what has not changed */
    struct cvd_understood understood;
    struct cvd_json_line line;
    struct cvd_buf file, shown;
};

void cvd_worker_release(struct cvd_worker *w);

/* Do job i of batch b: read it and say what became of it, and add it to
 * *chunk (made when first needed) unless it failed or is known unchanged;
 * `anyway` adds it even then.  A bad document is no error here.
 *   CVD_EIO, CVD_ENOSPACE, CVD_ENOMEM, CVD_ELIMIT, CVD_EINDEX: the run
 *   cannot go on */
enum cvd_status cvd_work_job(struct cvd_worker *w, struct cvd_batch *b,
                             size_t i, bool anyway, struct cvd_chunk **chunk,
                             struct cvd_err *err);

#endif
