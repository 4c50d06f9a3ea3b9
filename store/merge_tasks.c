/* merge_tasks.c - what a part is made of, by several threads at once. */
#include "store/merge.h"

#include <assert.h>
#include <pthread.h>

struct tasks {
    struct cvd_merge *m;
    const struct cvd_merge_task *list;
    size_t count;
    pthread_mutex_t mutex;   /* over all below */
    pthread_cond_t changed;
    uint64_t begun, done;    /* a bit a task */
    enum cvd_status status;  /* the first error; nothing begins after it */
    struct cvd_err err;
};

static uint64_t bit(size_t task)
{
    return UINT64_C(1) << task;
}

/* Under the mutex: the first task that may begin; count if none may yet. */
static size_t next_task(const struct tasks *t)
{
    size_t i = 0;

    while (i < t->count &&
           ((t->begun & bit(i)) || (t->list[i].needs & ~t->done)))
        i++;
    return i;
}

/* Under the mutex, which is let go meanwhile. */
static void do_task(struct tasks *t, size_t i)
{
    struct cvd_err err = { .msg = "" };

    t->begun |= bit(i);
    (void)pthread_mutex_unlock(&t->mutex);
    enum cvd_status st = t->list[i].run(t->m, t->list[i].range, &err);
    (void)pthread_mutex_lock(&t->mutex);
    t->done |= bit(i);
    if (st != CVD_OK && t->status == CVD_OK) {
        t->status = st;
        t->err = err;
    }
    (void)pthread_cond_broadcast(&t->changed);
}

static void *work(void *arg)
{
    struct tasks *t = arg;
    uint64_t all = t->count < 64 ? bit(t->count) - 1 : UINT64_MAX;

    (void)pthread_mutex_lock(&t->mutex);
    while (t->status == CVD_OK && t->begun != all) {
        size_t i = next_task(t);
        if (i < t->count)
            do_task(t, i);
        else
            (void)pthread_cond_wait(&t->changed, &t->mutex);
    }
    (void)pthread_mutex_unlock(&t->mutex);
    return NULL;
}

enum cvd_status cvd_merge_tasks(struct cvd_merge *m,
                                const struct cvd_merge_task *list,
                                size_t count, unsigned threads,
                                struct cvd_err *err)
{
    pthread_t others[CVD_MERGE_THREADS_MAX];
    unsigned started = 0;
    struct tasks t = { .m = m, .list = list, .count = count };

    assert(count <= CVD_MERGE_TASKS_MAX);
    if (pthread_mutex_init(&t.mutex, NULL) != 0)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (pthread_cond_init(&t.changed, NULL) != 0) {
        (void)pthread_mutex_destroy(&t.mutex);
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    /* One thread more or less only takes longer. */
    while (started + 1 < threads && started < CVD_MERGE_THREADS_MAX &&
           pthread_create(&others[started], NULL, work, &t) == 0)
        started++;
    (void)work(&t);
    for (unsigned i = 0; i < started; i++)
        (void)pthread_join(others[i], NULL);
    (void)pthread_cond_destroy(&t.changed);
    (void)pthread_mutex_destroy(&t.mutex);
    return t.status == CVD_OK ? CVD_OK
                              : cvd_fail(err, t.status, "%s", t.err.msg);
}
