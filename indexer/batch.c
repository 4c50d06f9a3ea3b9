/* batch.c - see batch.h. */
#include "indexer/batch.h"
#include "base/array.h"

#include <stdlib.h>

/* What a document takes beside its bytes is small against so many. */
enum { BATCH_DOCUMENTS = 4000 };

struct cvd_batch *cvd_batch_new(uint64_t room)
{
    struct cvd_batch *b = calloc(1, sizeof *b);

    if (b)
        b->room = room;
    return b;
}

void cvd_batch_free(struct cvd_batch *b)
{
    if (!b)
        return;
    for (size_t i = 0; i < b->stored_count; i++)
        cvd_doc_release(&b->stored[i].doc);
    free(b->stored);
    free(b->jobs);
    free(b->results);
    cvd_buf_release(&b->bytes);
    cvd_buf_release(&b->said);
    cvd_chunk_free(b->chunk);
    free(b);
}

bool cvd_batch_full(const struct cvd_batch *b, uint64_t size)
{
    return b->count >= BATCH_DOCUMENTS ||
           (b->count && b->size + size > b->room);
}

static enum cvd_status put(struct cvd_buf *buf, struct cvd_str s,
                           struct cvd_span *out)
{
    *out = (struct cvd_span){ buf->len, s.len };
    if (cvd_buf_reserve(buf, s.len + 1) != CVD_OK)
        return CVD_ENOMEM;
    (void)cvd_buf_add(buf, s);
    return cvd_buf_add_char(buf, '\0');
}

/* Append `job`, whose spans are in b->bytes already. */
static enum cvd_status append(struct cvd_batch *b, const struct cvd_job *job)
{
    size_t cap = b->cap;

    if (cvd_array_reserve(&b->jobs, &cap, b->count + 1, sizeof *b->jobs) !=
            CVD_OK ||
        cvd_array_reserve(&b->results, &b->cap, b->count + 1,
                          sizeof *b->results) != CVD_OK)
        return CVD_ENOMEM;
    b->results[b->count] = (struct cvd_job_result){ 0 };
    b->jobs[b->count++] = *job;
    b->size += job->size;
    return CVD_OK;
}

/* Put `path` down, unless the job before has the same. */
static enum cvd_status put_path(struct cvd_batch *b, const char *path,
                                struct cvd_span *out)
{
    struct cvd_str s = cvd_str_from(path);

    if (b->count) {
        *out = b->jobs[b->count - 1].path;
        if (out->len && cvd_str_equal(s, cvd_span_str(&b->bytes, *out)))
            return CVD_OK;
    }
    return put(&b->bytes, s, out);
}

enum cvd_status cvd_batch_add_file(struct cvd_batch *b,
                                   const struct cvd_found *f)
{
    struct cvd_job job = { .kind = CVD_JOB_FILE, .format = f->format,
                           .size = f->size };
    enum cvd_status st = put(&b->bytes, f->id, &job.id);

    if (st == CVD_OK)
        st = put(&b->bytes, cvd_str_from(f->path), &job.path);
    return st == CVD_OK ? append(b, &job) : st;
}

enum cvd_status cvd_batch_add_line(struct cvd_batch *b, const char *path,
                                   uint64_t number, struct cvd_str line)
{
    struct cvd_job job = { .kind = CVD_JOB_LINE, .number = number,
                           .size = line.len + 1 };
    enum cvd_status st = put_path(b, path, &job.path);

    if (st == CVD_OK)
        st = put(&b->bytes, line, &job.data);
    return st == CVD_OK ? append(b, &job) : st;
}

enum cvd_status cvd_batch_add_bad(struct cvd_batch *b, struct cvd_str id,
                                  const char *reason)
{
    struct cvd_job job = { .kind = CVD_JOB_BAD };
    enum cvd_status st = put(&b->bytes, id, &job.id);

    if (st == CVD_OK)
        st = put(&b->bytes, cvd_str_from(reason), &job.data);
    return st == CVD_OK ? append(b, &job) : st;
}

enum cvd_status cvd_batch_add_stored(struct cvd_batch *b,
                                     struct cvd_stored *s)
{
    struct cvd_job job = { .kind = CVD_JOB_STORED, .size = s->doc.text.len,
                           .stored = b->stored_count };

    if (cvd_array_reserve(&b->stored, &b->stored_cap, b->stored_count + 1,
                          sizeof *b->stored) != CVD_OK)
        return CVD_ENOMEM;
    enum cvd_status st = append(b, &job);
    if (st == CVD_OK) {
        b->stored[b->stored_count++] = *s;
        *s = (struct cvd_stored){ 0 };
    }
    return st;
}

enum cvd_status cvd_batch_say(struct cvd_batch *b, size_t i,
                              enum cvd_outcome outcome, struct cvd_str id,
                              const char *note)
{
    struct cvd_job_result *r = &b->results[i];
    enum cvd_status st = put(&b->said, id, &r->id);

    if (st == CVD_OK)
        st = put(&b->said, cvd_str_from(note), &r->note);
    r->outcome = outcome;
    return st;
}
