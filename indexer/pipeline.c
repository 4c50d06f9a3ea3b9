/* pipeline.c - see pipeline.h. */
#include "indexer/pipeline.h"
#include "indexer/emit.h"
#include "indexer/interrupt.h"
#include "indexer/progress.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum {
    /* Batches under way for each worker: one in its hands, one ahead. */
    BATCHES_PER_JOB = 2,
    /* The main thread wakes so often to look for signals and to draw. */
    TICK_MS = 100
};

struct cvd_pipeline {
    struct cvd_pipeline_setup setup;
    struct cvd_batch *filling;   /* the main thread's */
    unsigned filled;             /* batches, by the main thread */
    pthread_t *threads;
    unsigned thread_count;
    atomic_ullong documents, bytes; /* done, for progress */
    pthread_mutex_t feeding;
    struct cvd_emitter emitter;  /* of the thread that set `emitting` */
    pthread_mutex_t mutex;       /* over all below */
    pthread_cond_t work;         /* a batch waits, or it is time to end */
    pthread_cond_t room;         /* a batch was handed over, or failed */
    struct cvd_batch *first, *last; /* waiting for a worker */
    struct cvd_batch *finished;  /* by number */
    unsigned emitted;            /* batches */
    bool emitting;
    bool quit;
    enum cvd_status status;      /* the first error */
    struct cvd_err err;
};

/* ---- workers --------------------------------------------------------- */

/* Under the mutex: remember the first error, and wake who waits. */
static void give_up(struct cvd_pipeline *p, enum cvd_status st,
                    const struct cvd_err *err)
{
    if (p->status == CVD_OK) {
        p->status = st;
        p->err = *err;
    }
    p->quit = true;
    (void)pthread_cond_broadcast(&p->work);
    (void)pthread_cond_broadcast(&p->room);
}

static bool must_stop(struct cvd_pipeline *p)
{
    (void)pthread_mutex_lock(&p->mutex);
    bool stop = p->quit;
    (void)pthread_mutex_unlock(&p->mutex);
    return stop || cvd_interrupted();
}

static enum cvd_status do_batch(struct cvd_pipeline *p, struct cvd_worker *w,
                                struct cvd_batch *b, struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    for (size_t i = 0; i < b->count && st == CVD_OK; i++) {
        if (must_stop(p))
            return CVD_OK;
        st = cvd_work_job(w, b, i, false, &b->chunk, err);
        atomic_fetch_add(&p->documents, 1);
        atomic_fetch_add(&p->bytes, b->jobs[i].size);
    }
    if (st == CVD_OK && b->chunk)
        st = cvd_chunk_seal(b->chunk, err);
    return st;
}

/* Under the mutex: put a finished batch in its place. */
static void put_finished(struct cvd_pipeline *p, struct cvd_batch *b)
{
    struct cvd_batch **at = &p->finished;

    while (*at && (*at)->number < b->number)
        at = &(*at)->next;
    b->next = *at;
    *at = b;
}

/* Under the mutex, which is let go meanwhile: hand over what is next, as
 * long as it is there.  One thread at a time. */
static void emit_finished(struct cvd_pipeline *p, struct cvd_worker *w)
{
    if (p->emitting)
        return;
    p->emitting = true;
    while (p->finished && p->finished->number == p->emitted && !p->quit &&
           !cvd_interrupted()) {
        struct cvd_batch *b = p->finished;
        struct cvd_err err;
        p->finished = b->next;
        (void)pthread_mutex_unlock(&p->mutex);
        enum cvd_status st = cvd_emit(&p->emitter, b, w, &err);
        cvd_batch_free(b);
        (void)pthread_mutex_lock(&p->mutex);
        p->emitted++;
        if (st != CVD_OK)
            give_up(p, st, &err);
        (void)pthread_cond_signal(&p->room);
    }
    p->emitting = false;
}

static void *work(void *arg)
{
    struct cvd_pipeline *p = arg;
    struct cvd_worker w = { .writer = p->setup.writer,
                            .understood.own_campaigns = p->setup.campaigns,
                            .skip_known = p->setup.skip_known };

    (void)pthread_mutex_lock(&p->mutex);
    for (;;) {
        struct cvd_err err;
        while (!p->first && !p->quit)
            (void)pthread_cond_wait(&p->work, &p->mutex);
        if (p->quit)
            break;
        struct cvd_batch *b = p->first;
        p->first = b->next;
        if (!p->first)
            p->last = NULL;
        (void)pthread_mutex_unlock(&p->mutex);
        enum cvd_status st = do_batch(p, &w, b, &err);
        (void)pthread_mutex_lock(&p->mutex);
        put_finished(p, b);
        if (st != CVD_OK)
            give_up(p, st, &err);
        emit_finished(p, &w);
    }
    (void)pthread_mutex_unlock(&p->mutex);
    cvd_worker_release(&w);
    return NULL;
}

/* ---- start and end --------------------------------------------------- */

/* Threads leave signals to the main thread, whose waits they interrupt. */
static void start_threads(struct cvd_pipeline *p)
{
    sigset_t all, before;

    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    while (p->thread_count < p->setup.jobs &&
           pthread_create(&p->threads[p->thread_count], NULL, work, p) == 0)
        p->thread_count++;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
}

enum cvd_status cvd_pipeline_new(const struct cvd_pipeline_setup *setup,
                                 struct cvd_pipeline **out,
                                 struct cvd_err *err)
{
    struct cvd_pipeline *p = calloc(1, sizeof *p);
    pthread_t *threads = calloc(setup->jobs, sizeof *threads);

    *out = NULL;
    if (!p || !threads) {
        free(p);
        free(threads);
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    p->setup = *setup;
    p->threads = threads;
    p->emitter.writer = setup->writer;
    p->emitter.report = setup->report;
    p->emitter.feeding = &p->feeding;
    /* With default attributes these do not fail on our systems. */
    (void)pthread_mutex_init(&p->feeding, NULL);
    (void)pthread_mutex_init(&p->mutex, NULL);
    (void)pthread_cond_init(&p->work, NULL);
    (void)pthread_cond_init(&p->room, NULL);
    start_threads(p);
    if (p->thread_count == 0) {
        cvd_pipeline_free(p);
        return cvd_fail(err, CVD_EIO, "cannot start a thread");
    }
    *out = p;
    return CVD_OK;
}

static void free_list(struct cvd_batch *b)
{
    while (b) {
        struct cvd_batch *next = b->next;
        cvd_batch_free(b);
        b = next;
    }
}

void cvd_pipeline_free(struct cvd_pipeline *p)
{
    if (!p)
        return;
    (void)pthread_mutex_lock(&p->mutex);
    p->quit = true;
    (void)pthread_cond_broadcast(&p->work);
    (void)pthread_mutex_unlock(&p->mutex);
    for (unsigned i = 0; i < p->thread_count; i++)
        (void)pthread_join(p->threads[i], NULL);
    cvd_batch_free(p->filling);
    free_list(p->first);
    free_list(p->finished);
    cvd_emitter_release(&p->emitter);
    (void)pthread_cond_destroy(&p->room);
    (void)pthread_cond_destroy(&p->work);
    (void)pthread_mutex_destroy(&p->mutex);
    (void)pthread_mutex_destroy(&p->feeding);
    free(p->threads);
    free(p);
}

/* ---- putting in ------------------------------------------------------ */

/* Under the mutex: wait for a tick or for room. */
static void wait_a_little(struct cvd_pipeline *p)
{
    struct timespec until;

    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += TICK_MS * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_nsec -= 1000000000L;
        until.tv_sec++;
    }
    (void)pthread_cond_timedwait(&p->room, &p->mutex, &until);
}

/* Wait until at most `most` batches are under way. */
static enum cvd_status wait_for_room(struct cvd_pipeline *p, unsigned most,
                                     struct cvd_err *err)
{
    enum cvd_status st;

    (void)pthread_mutex_lock(&p->mutex);
    while (p->status == CVD_OK && p->filled - p->emitted > most &&
           !cvd_interrupted()) {
        wait_a_little(p);
        cvd_progress_show(atomic_load(&p->documents),
                          atomic_load(&p->bytes));
    }
    st = p->status;
    if (st != CVD_OK)
        (void)cvd_fail(err, st, "%s", p->err.msg);
    (void)pthread_mutex_unlock(&p->mutex);
    if (st == CVD_OK && cvd_interrupted())
        st = cvd_fail(err, CVD_ESTALE,
                      "interrupted: nothing was published, the index is as "
                      "it was");
    return st;
}

static enum cvd_status send_batch(struct cvd_pipeline *p,
                                  struct cvd_err *err)
{
    struct cvd_batch *b = p->filling;
    enum cvd_status st = wait_for_room(
        p, BATCHES_PER_JOB * p->thread_count - 1, err);

    if (st != CVD_OK || !b)
        return st;
    p->filling = NULL;
    b->number = p->filled++;
    (void)pthread_mutex_lock(&p->mutex);
    if (p->last)
        p->last->next = b;
    else
        p->first = b;
    p->last = b;
    (void)pthread_cond_signal(&p->work);
    (void)pthread_mutex_unlock(&p->mutex);
    return CVD_OK;
}

/* Have a batch to put `size` bytes in. */
static enum cvd_status open_batch(struct cvd_pipeline *p, uint64_t size,
                                  struct cvd_err *err)
{
    enum cvd_status st = CVD_OK;

    if (p->filling && cvd_batch_full(p->filling, size))
        st = send_batch(p, err);
    if (st == CVD_OK && cvd_interrupted())
        st = wait_for_room(p, UINT32_MAX, err);
    if (st == CVD_OK && !p->filling) {
        p->filling = cvd_batch_new(p->setup.batch);
        if (!p->filling)
            st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    cvd_progress_show(atomic_load(&p->documents), atomic_load(&p->bytes));
    return st;
}

static enum cvd_status added(enum cvd_status st, struct cvd_err *err)
{
    return st == CVD_OK ? st : cvd_fail(err, st, "out of memory");
}

enum cvd_status cvd_pipeline_file(struct cvd_pipeline *p,
                                  const struct cvd_found *f,
                                  struct cvd_err *err)
{
    enum cvd_status st = open_batch(p, f->size, err);

    return st != CVD_OK ? st
                        : added(cvd_batch_add_file(p->filling, f), err);
}

enum cvd_status cvd_pipeline_line(struct cvd_pipeline *p, const char *path,
                                  uint64_t number, struct cvd_str line,
                                  struct cvd_err *err)
{
    enum cvd_status st = open_batch(p, line.len, err);

    return st != CVD_OK ? st
                        : added(cvd_batch_add_line(p->filling, path, number,
                                                   line), err);
}

enum cvd_status cvd_pipeline_bad(struct cvd_pipeline *p, struct cvd_str id,
                                 const char *reason, struct cvd_err *err)
{
    enum cvd_status st = open_batch(p, 0, err);

    return st != CVD_OK ? st
                        : added(cvd_batch_add_bad(p->filling, id, reason),
                                err);
}

enum cvd_status cvd_pipeline_refeed(struct cvd_pipeline *p,
                                    struct cvd_err *err)
{
    for (;;) {
        struct cvd_stored s = { 0 };
        (void)pthread_mutex_lock(&p->feeding);
        enum cvd_status st = cvd_writer_refeed_next(p->setup.writer, &s.doc,
                                                    s.content, err);
        (void)pthread_mutex_unlock(&p->feeding);
        if (st == CVD_OK)
            st = open_batch(p, s.doc.text.len, err);
        if (st == CVD_OK)
            st = added(cvd_batch_add_stored(p->filling, &s), err);
        cvd_doc_release(&s.doc);
        if (st != CVD_OK)
            return st == CVD_ENOTFOUND ? CVD_OK : st;
    }
}

enum cvd_status cvd_pipeline_drain(struct cvd_pipeline *p,
                                   struct cvd_err *err)
{
    enum cvd_status st = p->filling ? send_batch(p, err) : CVD_OK;

    return st == CVD_OK ? wait_for_room(p, 0, err) : st;
}

void cvd_pipeline_reset_progress(struct cvd_pipeline *p)
{
    atomic_store(&p->documents, 0);
    atomic_store(&p->bytes, 0);
}

uint64_t cvd_pipeline_bytes(const struct cvd_pipeline *p)
{
    return atomic_load(&p->bytes);
}
