/* queue.c - first come, first served. */
#include "searchd/queue.h"
#include "searchd/now.h"

#include <pthread.h>
#include <stdlib.h>

struct queue {
    queue_fn *answer;
    unsigned patience_ms;
    pthread_mutex_t lock;    /* of all below */
    pthread_cond_t put;
    struct queued *first, **last;
    unsigned busy, waiting;
    bool ends;
    unsigned threads;        /* that were started */
    pthread_t thread[];
};

/* The first in the queue, waiting for one; NULL when all is over.  The lock
 * is held. */
static struct queued *next_one(struct queue *q)
{
    while (!q->first && !q->ends)
        (void)pthread_cond_wait(&q->put, &q->lock);
    struct queued *one = q->first;
    if (!one)
        return NULL;
    q->first = one->next;
    if (!q->first)
        q->last = &q->first;
    q->waiting--;
    return one;
}

static void *serve(void *ctx)
{
    struct queue *q = ctx;
    struct queued *one;

    (void)pthread_mutex_lock(&q->lock);
    while ((one = next_one(q))) {
        q->busy++;
        (void)pthread_mutex_unlock(&q->lock);
        q->answer(one, now_ms() - one->since_ms);
        (void)pthread_mutex_lock(&q->lock);
        q->busy--;
    }
    (void)pthread_mutex_unlock(&q->lock);
    return NULL;
}

enum cvd_status queue_new(unsigned threads, unsigned patience_ms,
                          queue_fn *answer, struct queue **out,
                          struct cvd_err *err)
{
    struct queue *q = calloc(1, sizeof *q + threads * sizeof *q->thread);

    *out = NULL;
    if (!q)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    q->answer = answer;
    q->patience_ms = patience_ms;
    q->last = &q->first;
    (void)pthread_mutex_init(&q->lock, NULL);
    (void)pthread_cond_init(&q->put, NULL);
    while (q->threads < threads &&
           pthread_create(&q->thread[q->threads], NULL, serve, q) == 0)
        q->threads++;
    if (q->threads < threads) {
        unsigned got = q->threads;
        queue_free(q);
        return cvd_fail(err, CVD_ENOMEM, "only %u of %u threads can be had",
                        got, threads);
    }
    *out = q;
    return CVD_OK;
}

void queue_end(struct queue *q)
{
    (void)pthread_mutex_lock(&q->lock);
    q->ends = true;
    (void)pthread_cond_broadcast(&q->put);
    (void)pthread_mutex_unlock(&q->lock);
    for (unsigned i = 0; i < q->threads; i++)
        (void)pthread_join(q->thread[i], NULL);
    q->threads = 0;
}

void queue_free(struct queue *q)
{
    if (!q)
        return;
    queue_end(q);
    (void)pthread_cond_destroy(&q->put);
    (void)pthread_mutex_destroy(&q->lock);
    free(q);
}

bool queue_put(struct queue *q, struct queued *request)
{
    uint64_t now = now_ms();

    (void)pthread_mutex_lock(&q->lock);
    bool pressed = q->first && q->waiting >= q->threads &&
                   now - q->first->since_ms > q->patience_ms;
    bool taken = !pressed && !q->ends;
    if (taken) {
        request->next = NULL;
        request->since_ms = now;
        *q->last = request;
        q->last = &request->next;
        q->waiting++;
        (void)pthread_cond_signal(&q->put);
    }
    (void)pthread_mutex_unlock(&q->lock);
    return taken;
}

void queue_describe(struct queue *q, struct queue_state *out)
{
    (void)pthread_mutex_lock(&q->lock);
    *out = (struct queue_state){ q->threads, q->busy, q->waiting };
    (void)pthread_mutex_unlock(&q->lock);
}
