/* pipeline.h - documents through several threads, in order.
 *
 *   main thread          worker threads             whichever is done
 *   fills batches  ──►   read, understand,   ──►    reports and hands over
 *                        fill and seal a chunk      batches, in their order
 *
 * Batches are handed over in the order they were filled, so that what comes
 * out does not depend on the number of threads.  All functions belong to the
 * main thread. */
#ifndef CVD_INDEXER_PIPELINE_H
#define CVD_INDEXER_PIPELINE_H

#include "indexer/batch.h"

struct cvd_pipeline; /* opaque */

struct cvd_pipeline_setup {
    struct cvd_writer *writer;   /* borrowed */
    struct cvd_report *report;   /* borrowed */
    unsigned jobs;               /* worker threads */
    uint64_t batch;              /* bytes of sources one takes at a time */
    bool skip_known;             /* pass over what has not changed */
    const struct cvd_campaign_list *campaigns; /* borrowed; NULL: none */
};

/* Start the threads.  Release with cvd_pipeline_free().
 *   CVD_ENOMEM, CVD_EIO (no thread) */
enum cvd_status cvd_pipeline_new(const struct cvd_pipeline_setup *setup,
                                 struct cvd_pipeline **out,
                                 struct cvd_err *err);

/* Stop the threads, whatever they do.  NULL is nothing. */
void cvd_pipeline_free(struct cvd_pipeline *p);

/* Put in a document.  Waits while the threads have enough to do.  Each
 * returns the first error of the run, after which nothing more is done:
 *   CVD_EIO, CVD_ENOSPACE, CVD_ENOMEM, CVD_EINDEX, CVD_ELIMIT
 *   CVD_ESTALE  a signal asked to stop */
enum cvd_status cvd_pipeline_file(struct cvd_pipeline *p,
                                  const struct cvd_found *f,
                                  struct cvd_err *err);
enum cvd_status cvd_pipeline_line(struct cvd_pipeline *p, const char *path,
                                  uint64_t number, struct cvd_str line,
                                  struct cvd_err *err);
enum cvd_status cvd_pipeline_bad(struct cvd_pipeline *p, struct cvd_str id,
                                 const char *reason, struct cvd_err *err);

/* Put in all that cvd_writer_plan_merge() chose. */
enum cvd_status cvd_pipeline_refeed(struct cvd_pipeline *p,
                                    struct cvd_err *err);

/* Wait until all that was put in has been handed over.  As above. */
enum cvd_status cvd_pipeline_drain(struct cvd_pipeline *p,
                                   struct cvd_err *err);

/* Begin to count for progress anew. */
void cvd_pipeline_reset_progress(struct cvd_pipeline *p);

/* Bytes of the sources read since then. */
uint64_t cvd_pipeline_bytes(const struct cvd_pipeline *p);

#endif
