/* http_inprocess.c - the questions of http_load.c asked without HTTP: what the
 * daemon does for a search, in a loop.
 *
 *   http_inprocess INDEX TARGETS THREADS PASSES [BEST]
 *
 * Threads, each with the index open, share the list; each asks, makes the JSON
 * and forgets it.  Prints one line of key=value like http_load, and writes the
 * best time of each question to BEST.  Times are wall clock.
 * May depend on: base, search/search.h, libc. */
#include "bench/latency.h"
#include "bench/process.h"
#include "bench/targets.h"
#include "search/search.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

/* As the daemon asks where nothing else is said. */
enum { LIMIT = 10, DEADLINE_MS = 2000, THREADS_MAX = 64 };

struct work {
    const char *index;
    struct targets targets;
    uint64_t last;
    atomic_uint_fast64_t next;
    unsigned threads;
};

struct thread {
    pthread_t id;
    struct work *work;
    struct latency times;
    uint64_t bytes;
};

static void die(const char *what)
{
    (void)fprintf(stderr, "http_inprocess: %s\n", what);
    exit(3);
}

static uint64_t ask(struct cvd_searcher *s, const char *question,
                    struct cvd_buf *json)
{
    const struct cvd_request r = { .query = cvd_str_from(question),
                                   .limit = LIMIT };
    struct cvd_result found = { 0 };
    struct cvd_err err = { CVD_OK, "" };
    uint64_t begin = latency_now();

    cvd_buf_clear(json);
    cvd_searcher_deadline(s, DEADLINE_MS);
    if (cvd_search(s, &r, &found, &err) != CVD_OK ||
        cvd_result_json(&found, json) != CVD_OK)
        die(err.msg);
    cvd_result_release(&found);
    return latency_now() - begin;
}

static void *run(void *arg)
{
    struct thread *t = arg;
    struct work *w = t->work;
    struct cvd_searcher *s;
    struct cvd_buf json = { 0 };
    struct cvd_err err = { CVD_OK, "" };
    uint64_t n;

    if (cvd_searcher_open(w->index, &s, &err) != CVD_OK)
        die(err.msg);
    while ((n = atomic_fetch_add(&w->next, 1)) < w->last) {
        struct target *one = &w->targets.list[n % w->targets.count];
        uint64_t ns = ask(s, one->text, &json);
        latency_add(&t->times, ns);
        t->bytes += json.len;
        if (!one->best_ns || ns < one->best_ns)
            one->best_ns = ns;
    }
    cvd_buf_release(&json);
    cvd_searcher_close(s);
    return NULL;
}

int main(int argc, char **argv)
{
    static struct work w;
    static struct thread all[THREADS_MAX];
    uint64_t bytes = 0;

    if (argc < 5)
        die("usage: http_inprocess INDEX TARGETS THREADS PASSES [BEST]");
    w.index = argv[1];
    targets_load(argv[2], &w.targets);
    w.threads = (unsigned)strtoul(argv[3], NULL, 10);
    w.last = strtoul(argv[4], NULL, 10) * w.targets.count;
    if (!w.threads || w.threads > THREADS_MAX)
        die("THREADS is 1 to 64");
    double self = process_self_s();
    uint64_t begin = latency_now();
    for (unsigned i = 0; i < w.threads; i++) {
        all[i].work = &w;
        latency_init(&all[i].times);
        if (pthread_create(&all[i].id, NULL, run, &all[i]) != 0)
            die("cannot start a thread");
    }
    for (unsigned i = 0; i < w.threads; i++) {
        (void)pthread_join(all[i].id, NULL);
        bytes += all[i].bytes;
        if (i)
            latency_merge(&all[0].times, &all[i].times);
    }
    double seconds = (double)(latency_now() - begin) / 1e9;
    printf("requests=%llu seconds=%.2f rps=%.1f",
           (unsigned long long)w.last, seconds, (double)w.last / seconds);
    latency_print(&all[0].times);
    printf(" bytes=%llu server_s=%.2f\n", (unsigned long long)bytes,
           process_self_s() - self);
    if (argc > 5)
        targets_write_best(&w.targets, argv[5]);
    return 0;
}
