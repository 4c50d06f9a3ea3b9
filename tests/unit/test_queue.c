/* test_queue.c - requests that wait, in turn. */
#include "searchd/queue.h"
#include "tests/unit/support.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

enum { MANY = 1000, LONG_MS = 60 * 1000, PATIENCE_MS = 50 };

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static atomic_uint answered;

struct request {
    struct queued queued; /* first, so that a pointer to it is one to this */
    unsigned turn;        /* when it was answered, from 1 */
    uint64_t waited_ms;
};

/* Answers while the gate is open. */
static void answer(struct queued *queued, uint64_t waited_ms)
{
    struct request *r = (struct request *)queued;

    (void)pthread_mutex_lock(&gate);
    (void)pthread_mutex_unlock(&gate);
    r->waited_ms = waited_ms;
    r->turn = ++answered;
}

static struct queue *open_queue(unsigned threads)
{
    struct queue *q;

    answered = 0;
    assert_int_equal(queue_new(threads, PATIENCE_MS, answer, &q, NULL), CVD_OK);
    return q;
}

static void until(struct queue *q, unsigned busy, unsigned waiting)
{
    const struct timespec pause = { 0, 1000000 };
    struct queue_state s = { 0 };

    for (int tries = 0; tries < LONG_MS; tries++) {
        queue_describe(q, &s);
        if (s.busy == busy && s.waiting == waiting)
            return;
        (void)nanosleep(&pause, NULL);
    }
    fail_msg("%u busy and %u waiting, not %u and %u", s.busy, s.waiting,
             busy, waiting);
}

static void test_in_turn(void **state)
{
    struct queue *q = open_queue(1);
    static struct request r[MANY];

    (void)state;
    memset(r, 0, sizeof r);
    for (size_t i = 0; i < MANY; i++)
        while (!queue_put(q, &r[i].queued))
            until(q, 1, 0);
    until(q, 0, 0);
    for (size_t i = 0; i < MANY; i++)
        assert_int_equal(r[i].turn, i + 1);
    queue_free(q);
}

/* What was put is answered before it ends. */
static void test_ends(void **state)
{
    struct queue *q = open_queue(4);
    static struct request r[MANY];
    size_t put = 0;

    (void)state;
    memset(r, 0, sizeof r);
    for (size_t i = 0; i < MANY; i++)
        put += queue_put(q, &r[i].queued);
    queue_free(q);
    assert_true(put > 0);
    assert_int_equal(answered, put);
}

/* A burst is taken, however long; once somebody waits for a while it is not,
 * but for as many as there are threads. */
static void test_pressed(void **state)
{
    const struct timespec longer = { 0, 100 * 1000000L };
    struct queue *q = open_queue(2);
    static struct request r[20];

    (void)state;
    memset(r, 0, sizeof r);
    (void)pthread_mutex_lock(&gate);
    for (size_t i = 0; i < 2; i++)
        assert_true(queue_put(q, &r[i].queued));
    until(q, 2, 0);
    assert_true(queue_put(q, &r[2].queued));
    (void)nanosleep(&longer, NULL); /* that it waits is what is tested */
    assert_true(queue_put(q, &r[3].queued)); /* two may, whatever happens */
    assert_false(queue_put(q, &r[4].queued));
    (void)pthread_mutex_unlock(&gate);
    until(q, 0, 0);
    assert_in_range(r[2].waited_ms, 90, LONG_MS);
    assert_int_equal(r[4].turn, 0);

    (void)pthread_mutex_lock(&gate);
    for (size_t i = 0; i < 20; i++)
        assert_true(queue_put(q, &r[i].queued));
    (void)pthread_mutex_unlock(&gate);
    queue_free(q);
    assert_int_equal(answered, 24);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_turn), cmocka_unit_test(test_ends),
        cmocka_unit_test(test_pressed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
