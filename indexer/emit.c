/* emit.c - see emit.h. */
#include "indexer/emit.h"

void cvd_emitter_release(struct cvd_emitter *e)
{
    cvd_id_table_release(&e->seen);
}

static enum cvd_status hand_over(struct cvd_emitter *e,
                                 struct cvd_chunk *chunk,
                                 struct cvd_err *err)
{
    (void)pthread_mutex_lock(e->feeding);
    enum cvd_status st = cvd_writer_take(e->writer, chunk, e->chunks++, err);
    (void)pthread_mutex_unlock(e->feeding);
    return st;
}

/* Of one id twice in a run the later stays.  Workers cannot know: whether
 * they saw the index before or after the earlier one came into it is
 * chance.  So what they found is set right here, in order: *missing says
 * that a document passed over as unchanged is needed after all.  Such ones
 * come behind the batch, as must then those of the batch after them: `late`
 * says that there are some. */
static enum cvd_status settle_repeated(struct cvd_emitter *e,
                                       struct cvd_job_result *r, bool late,
                                       bool *missing)
{
    const uint64_t *before = cvd_id_table_find(&e->seen, r->id_hash);

    *missing = false;
    if (before) {
        bool skipped = r->outcome == CVD_UNCHANGED;
        bool same = *before == r->content;
        r->outcome = same ? CVD_UNCHANGED : CVD_UPDATED;
        *missing = skipped ? !same : late;
    }
    return cvd_id_table_put(&e->seen, r->id_hash, r->content);
}

enum cvd_status cvd_emit(struct cvd_emitter *e, struct cvd_batch *b,
                         struct cvd_worker *w, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;
    struct cvd_chunk *late = NULL;

    for (size_t i = 0; i < b->count && st == CVD_OK; i++) {
        struct cvd_job_result *r = &b->results[i];
        bool missing = false;
        if (b->jobs[i].kind == CVD_JOB_STORED)
            continue;
        if (r->outcome != CVD_FAILED) {
            st = settle_repeated(e, r, late != NULL, &missing);
            if (st != CVD_OK)
                (void)cvd_fail(err, st, "out of memory");
        }
        if (st == CVD_OK && missing) {
            enum cvd_outcome settled = r->outcome;
            st = cvd_work_job(w, b, i, true, &late, err);
            if (r->outcome != CVD_FAILED)
                r->outcome = settled;
        }
        if (st == CVD_OK)
            st = cvd_report_tell(e->report, cvd_span_str(&b->said, r->id),
                                 r->outcome,
                                 cvd_span_str(&b->said, r->note),
                                 r->dropped, err);
    }
    if (st == CVD_OK && b->chunk) {
        struct cvd_chunk *chunk = b->chunk;
        b->chunk = NULL;
        st = hand_over(e, chunk, err);
    }
    if (st == CVD_OK && late)
        st = cvd_chunk_seal(late, err);
    if (st == CVD_OK && late) {
        st = hand_over(e, late, err);
        late = NULL;
    }
    cvd_chunk_free(late);
    return st;
}
