/* session.h - what the commands that write an index have in common. */
#ifndef CVD_INDEXER_SESSION_H
#define CVD_INDEXER_SESSION_H

#include "indexer/options.h"
#include "indexer/pipeline.h"

/* Zero-initialise; release with cvd_session_close(). */
struct cvd_session {
    struct cvd_writer *writer;
    struct cvd_report *report;
    struct cvd_pipeline *pipeline;
    struct cvd_campaign_list *campaigns;
    const char *index;
    struct cvd_buf new_campaigns; /* to be kept with the index */
    bool keep_campaigns;
    double begun;
    uint64_t bytes;              /* of the sources, read */
    struct cvd_published published;
};

enum cvd_session_kind {
    CVD_SESSION_FRESH,   /* the new generation begins empty */
    CVD_SESSION_ADD,     /* from the current one; made if there is none */
    CVD_SESSION_EXISTING /* from the current one, which must be there */
};

/* Lock the index, open the report, start the threads, catch signals.
 *   as cvd_writer_open(), cvd_report_open(), cvd_pipeline_new() */
enum cvd_status cvd_session_open(struct cvd_session *s,
                                 const struct cvd_options *o,
                                 enum cvd_session_kind kind,
                                 struct cvd_err *err);

/* Wait for what was put in, merge old parts where that pays (`all` of them
 * if asked) and publish.
 *   as cvd_pipeline_drain() and cvd_writer_publish() */
enum cvd_status cvd_session_publish(struct cvd_session *s, bool all,
                                    struct cvd_err *err);

/* Say on stdout what was done.  CVD_EIO, CVD_ENOSPACE. */
enum cvd_status cvd_session_account(const struct cvd_session *s,
                                    uint64_t passed_over,
                                    struct cvd_err *err);

/* Whether any document failed: the exit status is then 1. */
bool cvd_session_failed(const struct cvd_session *s);

void cvd_session_close(struct cvd_session *s);

#endif
