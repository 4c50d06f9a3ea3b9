/* work.c - see work.h. */
#include "indexer/work.h"
#include "base/file.h"
#include "base/limits.h"
#include "indexer/clean.h"
#include "indexer/id_table.h"

void cvd_worker_release(struct cvd_worker *w)
{
    cvd_understood_release(&w->understood);
    cvd_json_line_release(&w->line);
    cvd_buf_release(&w->file);
    cvd_buf_release(&w->shown);
}

static enum cvd_status add_to_chunk(struct cvd_worker *w,
                                    const struct cvd_indexed *d,
                                    struct cvd_chunk **chunk,
                                    struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    if (!*chunk)
        st = cvd_chunk_new(w->writer, chunk, err);
    return st == CVD_OK ? cvd_chunk_add(*chunk, d, err) : st;
}

/* Read the file of a job into *m. */
static enum cvd_status read_file(struct cvd_worker *w,
                                 const struct cvd_batch *b,
                                 const struct cvd_job *job,
                                 struct cvd_material *m, struct cvd_err *err)
{
    struct cvd_str path = cvd_span_str(&b->bytes, job->path);

    cvd_buf_release(&w->file);
    cvd_buf_clear(&w->shown);
    if (cvd_clean_bytes(path, &w->shown) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    enum cvd_status st = cvd_file_read(path.ptr, CVD_DOC_BYTES_MAX, &w->file,
                                       err);
    *m = (struct cvd_material){
        .id = cvd_span_str(&b->bytes, job->id),
        .bytes = cvd_buf_str(&w->file),
        .format = job->format,
        .path = cvd_buf_str(&w->shown),
    };
    return st;
}

/* Say that job i failed, of whatever name it has. */
static enum cvd_status say_failed(struct cvd_worker *w, struct cvd_batch *b,
                                  size_t i, const char *reason)
{
    const struct cvd_job *job = &b->jobs[i];
    struct cvd_str id = cvd_span_str(&b->bytes, job->id);

    if (job->kind == CVD_JOB_LINE) {
        id = cvd_buf_str(&w->line.id);
        if (!id.len) {
            struct cvd_str path = cvd_span_str(&b->bytes, job->path);
            cvd_buf_clear(&w->shown);
            if (cvd_clean_bytes(path, &w->shown) != CVD_OK ||
                cvd_buf_printf(&w->shown, ":%llu",
                               (unsigned long long)job->number) != CVD_OK)
                return CVD_ENOMEM;
            id = cvd_buf_str(&w->shown);
        }
    }
    return cvd_batch_say(b, i, CVD_FAILED, id, reason);
}

static uint64_t head_of(const unsigned char content[16])
{
    uint64_t v;

    memcpy(&v, content, sizeof v);
    return v;
}

/* From material to chunk. */
static enum cvd_status take_in(struct cvd_worker *w, struct cvd_batch *b,
                               size_t i, bool anyway, struct cvd_material *m,
                               struct cvd_chunk **chunk, struct cvd_err *err)
{
    struct cvd_indexed d = { 0 };
    unsigned char known[16];
    enum cvd_outcome outcome = CVD_ADDED;
    const char *note = NULL;
    uint64_t dropped = 0;
    struct cvd_err why;
    enum cvd_status st = cvd_material_hash(m, d.content);

    if (st != CVD_OK)
        return cvd_fail(err, st, "out of memory");
    if (w->skip_known && cvd_writer_knows(w->writer, m->id, known))
        outcome = memcmp(known, d.content, 16) == 0 ? CVD_UNCHANGED
                                                    : CVD_UPDATED;
    if (outcome != CVD_UNCHANGED || anyway) {
        st = cvd_understand(&w->understood, m, &d, &why);
        if (st == CVD_EINPUT || st == CVD_ELIMIT) {
            st = say_failed(w, b, i, why.msg);
            return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
        }
        if (st != CVD_OK)
            return cvd_fail(err, st, "%s", why.msg);
        st = add_to_chunk(w, &d, chunk, err);
        if (st != CVD_OK)
            return st;
        if (cvd_reading_notable(&w->understood.reading))
            note = w->understood.encoding;
        dropped = w->understood.dropped;
    }
    st = cvd_batch_say(b, i, outcome, m->id, note);
    b->results[i].id_hash = cvd_id_hash(m->id);
    b->results[i].content = head_of(d.content);
    b->results[i].dropped = dropped;
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

static enum cvd_status again(struct cvd_worker *w,
                             const struct cvd_stored *s,
                             struct cvd_chunk **chunk, struct cvd_err *err)
{
    struct cvd_indexed d = { 0 };
    enum cvd_status st = cvd_understand_again(&w->understood, &s->doc, &d,
                                              err);

    memcpy(d.content, s->content, sizeof d.content);
    return st == CVD_OK ? add_to_chunk(w, &d, chunk, err) : st;
}

enum cvd_status cvd_work_job(struct cvd_worker *w, struct cvd_batch *b,
                             size_t i, bool anyway, struct cvd_chunk **chunk,
                             struct cvd_err *err)
{
    const struct cvd_job *job = &b->jobs[i];
    struct cvd_material m;
    struct cvd_err why;
    enum cvd_status st;

    switch (job->kind) {
    case CVD_JOB_STORED:
        return again(w, &b->stored[job->stored], chunk, err);
    case CVD_JOB_FILE:
        st = read_file(w, b, job, &m, &why);
        break;
    case CVD_JOB_LINE:
        st = cvd_json_line_read(&w->line, cvd_span_str(&b->bytes, job->data),
                                b->bytes.ptr + job->path.off, job->number,
                                &m, &why);
        break;
    default:
        st = cvd_fail(&why, CVD_EINPUT, "%s",
                      b->bytes.ptr + job->data.off);
    }
    if (st == CVD_OK)
        return take_in(w, b, i, anyway, &m, chunk, err);
    if (st == CVD_ENOMEM)
        return cvd_fail(err, st, "%s", why.msg);
    st = say_failed(w, b, i, why.msg);
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}
