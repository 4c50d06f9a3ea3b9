/* session.c - see session.h. */
#include "indexer/session.h"
#include "analyzers/campaigns.h"
#include "base/file.h"
#include "base/limits.h"
#include "indexer/interrupt.h"
#include "indexer/progress.h"
#include "indexer/shares.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

/* The names of campaigns: from the file given, else as the index keeps
 * them. */
static enum cvd_status open_campaigns(struct cvd_session *s,
                                      const struct cvd_options *o,
                                      struct cvd_err *err)
{
    struct cvd_buf kept = { 0 };
    struct cvd_buf *tsv = o->campaigns ? &s->new_campaigns : &kept;
    enum cvd_status st;

    s->index = o->index;
    s->keep_campaigns = o->campaigns != NULL;
    if (o->campaigns)
        st = cvd_file_read(o->campaigns, CVD_LIST_BYTES_MAX, tsv, err);
    else
        st = cvd_list_read(o->index, CVD_LIST_CAMPAIGNS, tsv, err);
    if (st == CVD_ENOTFOUND)
        st = cvd_fail(err, CVD_EIO, "cannot open '%s': no such file",
                      o->campaigns);
    if (st == CVD_OK && tsv->len)
        st = cvd_campaigns_parse(cvd_buf_str(tsv),
                                 o->campaigns ? o->campaigns
                                              : CVD_LIST_CAMPAIGNS,
                                 &s->campaigns, err);
    cvd_buf_release(&kept);
    return st;
}

enum cvd_status cvd_session_open(struct cvd_session *s,
                                 const struct cvd_options *o,
                                 enum cvd_session_kind kind,
                                 struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    s->begun = cvd_progress_now();
    cvd_interrupt_catch();
    /* The writer would make an index where there is none. */
    if (kind == CVD_SESSION_EXISTING) {
        struct cvd_store *store;
        st = cvd_store_open(o->index, &store, err);
        cvd_store_close(store);
    }
    if (st == CVD_OK)
        st = cvd_writer_open(o->index, kind == CVD_SESSION_FRESH, &s->writer,
                             err);
    /* After the lock: who cannot have it must not empty the other's. */
    if (st == CVD_OK)
        st = cvd_report_open(o->report, &s->report, err);
    if (st != CVD_OK)
        return st;
    st = open_campaigns(s, o, err);
    if (st != CVD_OK)
        return st;
    struct cvd_shares shares = cvd_shares_of(o->memory, o->jobs);
    cvd_writer_threads(s->writer, shares.jobs);
    cvd_writer_memory(s->writer, shares.chunks);
    struct cvd_pipeline_setup setup = {
        .writer = s->writer,
        .report = s->report,
        .jobs = shares.jobs,
        .batch = shares.batch,
        .campaigns = s->campaigns,
        .skip_known = kind != CVD_SESSION_FRESH
    };
    return cvd_pipeline_new(&setup, &s->pipeline, err);
}

static enum cvd_status merge(struct cvd_session *s, bool all,
                             struct cvd_err *err)
{
    uint64_t documents;
    uint64_t fresh = cvd_report_count(s->report, CVD_ADDED) +
                     cvd_report_count(s->report, CVD_UPDATED);
    enum cvd_status st = cvd_writer_plan_merge(s->writer, fresh, all,
                                               &documents, err);

    if (st != CVD_OK || documents == 0)
        return st;
    cvd_progress_clear();
    cvd_pipeline_reset_progress(s->pipeline);
    cvd_progress_begin("gộp", documents, 0);
    st = cvd_pipeline_refeed(s->pipeline, err);
    return st == CVD_OK ? cvd_pipeline_drain(s->pipeline, err) : st;
}

enum cvd_status cvd_session_publish(struct cvd_session *s, bool all,
                                    struct cvd_err *err)
{
    enum cvd_status st = cvd_pipeline_drain(s->pipeline, err);

    s->bytes = cvd_pipeline_bytes(s->pipeline);
    if (st == CVD_OK)
        st = merge(s, all, err);
    /* Before publishing: a report that is not whole must not stand for an
     * index that is. */
    if (st == CVD_OK)
        st = cvd_report_finish(s->report, err);
    if (st == CVD_OK)
        st = cvd_writer_publish(s->writer, &s->published, err);
    if (st == CVD_OK && s->keep_campaigns)
        st = cvd_list_write(s->index, CVD_LIST_CAMPAIGNS,
                            cvd_buf_str(&s->new_campaigns), err);
    cvd_progress_clear();
    return st;
}

enum cvd_status cvd_session_account(const struct cvd_session *s,
                                    uint64_t passed_over,
                                    struct cvd_err *err)
{
    const struct cvd_report *r = s->report;
    double took = cvd_progress_now() - s->begun;

    (void)printf("%" PRIu64 " added, %" PRIu64 " updated, %" PRIu64
                 " unchanged, %" PRIu64 " removed, %" PRIu64 " failed",
                 cvd_report_count(r, CVD_ADDED),
                 cvd_report_count(r, CVD_UPDATED),
                 cvd_report_count(r, CVD_UNCHANGED),
                 cvd_report_count(r, CVD_REMOVED),
                 cvd_report_count(r, CVD_FAILED));
    if (passed_over)
        (void)printf(", %" PRIu64 " other files passed over", passed_over);
    (void)printf("; %" PRIu64 " documents in generation %u (%.1f s",
                 s->published.documents, s->published.generation, took);
    if (s->bytes && took > 0)
        (void)printf(", %.1f MB/s", (double)s->bytes / 1e6 / took);
    (void)printf(")\n");
    if (fflush(stdout) != 0 || ferror(stdout))
        return cvd_fail_errno(err, errno,
                              "cannot write to standard output");
    return CVD_OK;
}

bool cvd_session_failed(const struct cvd_session *s)
{
    return cvd_report_count(s->report, CVD_FAILED) > 0;
}

void cvd_session_close(struct cvd_session *s)
{
    cvd_progress_clear();
    cvd_pipeline_free(s->pipeline);
    cvd_report_close(s->report);
    cvd_writer_close(s->writer);
    cvd_campaigns_free(s->campaigns);
    cvd_buf_release(&s->new_campaigns);
    *s = (struct cvd_session){ 0 };
}
