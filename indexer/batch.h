/* batch.h - documents on their way through the pipeline, some at a time. */
#ifndef CVD_INDEXER_BATCH_H
#define CVD_INDEXER_BATCH_H

#include "indexer/report.h"
#include "indexer/sources.h"
#include "store/writer.h"

enum cvd_job_kind {
    CVD_JOB_FILE,    /* a file to read */
    CVD_JOB_LINE,    /* a line of JSONL, here */
    CVD_JOB_STORED,  /* a document of the index, to be written anew */
    CVD_JOB_BAD      /* failed before it came here */
};

/* Bytes of the batch's `bytes`; behind them lies a NUL. */
struct cvd_span {
    size_t off, len;
};

struct cvd_job {
    enum cvd_job_kind kind;
    struct cvd_span id, path;
    struct cvd_span data;     /* the line; of what is bad, the reason */
    const char *format;       /* static storage */
    uint64_t number;          /* of the line */
    uint64_t size;            /* in bytes, for progress */
    size_t stored;            /* of CVD_JOB_STORED: its number */
};

/* What became of a job. */
struct cvd_job_result {
    enum cvd_outcome outcome;
    struct cvd_span id, note;       /* bytes of the batch's `said` */
    uint64_t id_hash, content;      /* for ids that come twice */
    uint64_t dropped;               /* cvd_understood's */
};

struct cvd_stored {
    struct cvd_doc doc;
    unsigned char content[16];
};

struct cvd_batch {
    struct cvd_batch *next;
    unsigned number;
    struct cvd_job *jobs;
    struct cvd_job_result *results;     /* one a job; the worker's */
    size_t count, cap;
    struct cvd_stored *stored;
    size_t stored_count, stored_cap;
    struct cvd_buf bytes, said;
    uint64_t size;                  /* of the jobs, in bytes */
    uint64_t room;                  /* for so many */
    struct cvd_chunk *chunk;        /* sealed; NULL: nothing to add */
};

/* A new empty batch for jobs of `room` bytes, NULL when out of memory. */
struct cvd_batch *cvd_batch_new(uint64_t room);
void cvd_batch_free(struct cvd_batch *b); /* NULL is nothing */

/* Whether a job of `size` bytes should go into the next batch. */
bool cvd_batch_full(const struct cvd_batch *b, uint64_t size);

/* Add a job, copying what it needs.  CVD_ENOMEM. */
enum cvd_status cvd_batch_add_file(struct cvd_batch *b,
                                   const struct cvd_found *f);
enum cvd_status cvd_batch_add_line(struct cvd_batch *b, const char *path,
                                   uint64_t number, struct cvd_str line);
enum cvd_status cvd_batch_add_bad(struct cvd_batch *b, struct cvd_str id,
                                  const char *reason);
/* Takes `s` over, and leaves it empty. */
enum cvd_status cvd_batch_add_stored(struct cvd_batch *b,
                                     struct cvd_stored *s);

/* Say what became of job i; `note` as for cvd_report_tell().  CVD_ENOMEM. */
enum cvd_status cvd_batch_say(struct cvd_batch *b, size_t i,
                              enum cvd_outcome outcome, struct cvd_str id,
                              const char *note);

static inline struct cvd_str cvd_span_str(const struct cvd_buf *b,
                                          struct cvd_span s)
{
    struct cvd_str r = { b->ptr + s.off, s.len };
    return r;
}

#endif
