/* http_load.c - asks a server over HTTP as fast as it answers, and counts.
 *
 *   http_load [OPTION...] PORT TARGETS
 *     -c N        connections, each asking when it was answered (1)
 *     -t N        threads to serve them (1)
 *     -n PASSES   ask the whole list so often (1)
 *     -d SECONDS  instead: ask so long, from the list's start again, or
 *                 until SIGTERM comes
 *     -p PID      the server, for its processor time and memory
 *     -i N        beside these, hold N idle connections, 200 of an address
 *                 (127.1.0.1 and following)
 *     -a N        of those, how many ask once before they fall silent
 *     -k          a new connection for each request
 *     -z          take gzip
 *     -o FILE     write the best time of each target, microseconds
 *
 * At 127.0.0.1.  Prints one line of key=value: throughput, times from asking
 * to the last byte (with connecting, where that was needed), how often a
 * connection was made, what failed, statuses, seconds of processor time of
 * server and of this program, memory and descriptors of the server at the
 * end, while idle connections are still held, and how many of these are.
 * TARGETS: targets.h.  May depend on: libc, sockets, epoll. */
#include "bench/http_client.h"
#include "bench/latency.h"
#include "bench/process.h"
#include "bench/targets.h"

#include <arpa/inet.h>
#include <getopt.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>

enum { CONNECTIONS_MAX = 4096, THREADS_MAX = 64, IDLE_MAX = 50000,
       STATUSES = 600, EVENTS = 64, TICK_MS = 100,
       IDLE_PER_ADDRESS = 200 };

static volatile sig_atomic_t ended; /* by a signal */

static const uint64_t ANSWER_LIMIT_NS = 30ull * 1000000000;
static const uint32_t IDLE_FIRST = 0x7F010001; /* 127.1.0.1 */

struct options {
    unsigned connections, threads, passes, seconds, idle, idle_asked;
    bool reconnect, gzip;
    pid_t pid;
    const char *best;
    struct sockaddr_in to;
};

struct request {
    char *text;
    size_t len;
};

/* Shared by all threads. */
struct load {
    struct options o;
    struct targets targets;
    struct request *requests;      /* of the targets */
    atomic_uint_fast64_t next;     /* request to ask */
    uint64_t last;                 /* after it none; 0: time decides */
    uint64_t end_ns;
};

struct asker {
    struct http_client client;
    uint64_t asked_ns;
    size_t target;
    bool busy;
};

struct thread {
    pthread_t id;
    struct load *load;
    struct asker *askers;
    unsigned count, busy;
    int epoll;
    struct latency times;
    uint64_t statuses[STATUSES];
    uint64_t connects, errors;
};

static void die(const char *what)
{
    perror(what);
    exit(3);
}

/* ---- asking ---------------------------------------------------------- */

static bool connect_asker(struct thread *t, struct asker *a)
{
    struct epoll_event e = { .events = EPOLLIN, .data.ptr = a };

    t->connects++;
    if (!http_connect(&a->client, &t->load->o.to, 0))
        return false;
    return epoll_ctl(t->epoll, EPOLL_CTL_ADD, a->client.fd, &e) == 0;
}

/* The number of the next request, or false where no more is to be asked. */
static bool next_request(struct load *l, uint64_t *out)
{
    if (ended || (!l->last && latency_now() >= l->end_ns))
        return false;
    *out = atomic_fetch_add(&l->next, 1);
    return !l->last || *out < l->last;
}

static void give_up(struct thread *t, struct asker *a)
{
    t->errors++;
    http_close(&a->client);
}

/* Ask what comes next; a connection that cannot be had is an error, and the
 * next request is tried. */
static void ask(struct thread *t, struct asker *a)
{
    struct load *l = t->load;
    uint64_t n;

    a->busy = false;
    while (next_request(l, &n)) {
        a->target = (size_t)(n % l->targets.count);
        a->asked_ns = latency_now();
        const struct request *r = &l->requests[a->target];
        if ((a->client.fd >= 0 || connect_asker(t, a)) &&
            http_ask(&a->client, r->text, r->len)) {
            a->busy = true;
            t->busy++;
            return;
        }
        give_up(t, a);
    }
}

static void note_best(struct target *one, uint64_t ns)
{
    /* Threads may meet here; what is lost is one of many tries. */
    if (!one->best_ns || ns < one->best_ns)
        one->best_ns = ns;
}

static void answered(struct thread *t, struct asker *a)
{
    uint64_t ns = latency_now() - a->asked_ns;

    latency_add(&t->times, ns);
    note_best(&t->load->targets.list[a->target], ns);
    t->statuses[a->client.status < STATUSES ? a->client.status : 0]++;
    if (a->client.close || t->load->o.reconnect)
        http_close(&a->client);
}

static void on_event(struct thread *t, struct asker *a)
{
    int done = http_read(&a->client);

    if (done == 0)
        return;
    if (!a->busy) { /* closed while nothing was asked, at the end */
        http_close(&a->client);
        return;
    }
    t->busy--;
    if (done > 0)
        answered(t, a);
    else
        give_up(t, a);
    ask(t, a);
}

/* What has waited for too long is an error, and the end of it. */
static void drop_stuck(struct thread *t)
{
    uint64_t now = latency_now();

    for (unsigned i = 0; i < t->count; i++) {
        struct asker *a = &t->askers[i];
        if (!a->busy || now - a->asked_ns < ANSWER_LIMIT_NS)
            continue;
        t->busy--;
        give_up(t, a);
        ask(t, a);
    }
}

static void *run(void *arg)
{
    struct thread *t = arg;
    struct epoll_event events[EVENTS];

    for (unsigned i = 0; i < t->count; i++)
        ask(t, &t->askers[i]);
    while (t->busy) {
        int n = epoll_wait(t->epoll, events, EVENTS, TICK_MS);
        for (int i = 0; i < n; i++)
            on_event(t, events[i].data.ptr);
        if (n == 0)
            drop_stuck(t);
    }
    return NULL;
}

static void start_thread(struct thread *t, struct load *l, unsigned count)
{
    t->load = l;
    t->count = count;
    t->askers = calloc(count ? count : 1, sizeof *t->askers);
    t->epoll = epoll_create1(0);
    if (!t->askers || t->epoll < 0)
        die("cannot start");
    for (unsigned i = 0; i < count; i++)
        t->askers[i].client.fd = -1;
    latency_init(&t->times);
    if (pthread_create(&t->id, NULL, run, t) != 0)
        die("cannot start a thread");
}

/* ---- idle connections ------------------------------------------------ */

/* Wait for the whole answer. */
static bool finish(struct http_client *c)
{
    uint64_t until = latency_now() + ANSWER_LIMIT_NS;
    int done = 0;

    while (done == 0 && latency_now() < until)
        done = http_read(c);
    return done > 0;
}

static int *hold_idle(const struct load *l)
{
    int *held = calloc(l->o.idle ? l->o.idle : 1, sizeof *held);
    struct http_client *c = calloc(1, sizeof *c);

    if (!held || !c)
        die("cannot hold idle connections");
    for (unsigned i = 0; i < l->o.idle; i++) {
        uint32_t from = IDLE_FIRST + i / IDLE_PER_ADDRESS;
        if (!http_connect(c, &l->o.to, from))
            die("cannot hold an idle connection");
        if (i < l->o.idle_asked &&
            !(http_ask(c, l->requests[0].text, l->requests[0].len) &&
              finish(c)))
            die("an idle connection was not answered");
        held[i] = c->fd;
    }
    free(c);
    return held;
}

/* How many are still open. */
static unsigned count_idle(const struct load *l, const int *held)
{
    unsigned open = 0;
    char byte;

    for (unsigned i = 0; i < l->o.idle; i++)
        open += recv(held[i], &byte, 1, MSG_PEEK | MSG_DONTWAIT) != 0;
    return open;
}

static void drop_idle(const struct load *l, int *held)
{
    for (unsigned i = 0; i < l->o.idle; i++) {
        struct http_client c = { .fd = held[i] };
        http_close(&c);
    }
    free(held);
}

/* ---- setting up ------------------------------------------------------ */

static unsigned number(const char *text, unsigned max)
{
    char *end;
    unsigned long n = strtoul(text, &end, 10);

    if (*end || end == text || n > max) {
        (void)fprintf(stderr, "http_load: '%s' is not a number up to %u\n",
                      text, max);
        exit(2);
    }
    return (unsigned)n;
}

static void read_options(int argc, char **argv, struct options *o)
{
    *o = (struct options){ .connections = 1, .threads = 1, .passes = 1 };
    for (int c; (c = getopt(argc, argv, "c:t:n:d:p:i:a:kzo:")) != -1;) {
        if (c == 'c')
            o->connections = number(optarg, CONNECTIONS_MAX);
        else if (c == 't')
            o->threads = number(optarg, THREADS_MAX);
        else if (c == 'n')
            o->passes = number(optarg, 1000000);
        else if (c == 'd')
            o->seconds = number(optarg, 7 * 86400);
        else if (c == 'p')
            o->pid = (pid_t)number(optarg, 1 << 30);
        else if (c == 'i')
            o->idle = number(optarg, IDLE_MAX);
        else if (c == 'a')
            o->idle_asked = number(optarg, IDLE_MAX);
        else if (c == 'k')
            o->reconnect = true;
        else if (c == 'z')
            o->gzip = true;
        else if (c == 'o')
            o->best = optarg;
        else
            exit(2);
    }
    if (argc - optind != 2) {
        (void)fprintf(stderr, "usage: http_load [OPTION...] PORT TARGETS\n");
        exit(2);
    }
    o->to = (struct sockaddr_in){
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)number(argv[optind], 65535)),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)
    };
}

static void make_requests(struct load *l)
{
    static const char format[] = "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
                                 "Accept: */*\r\n%s\r\n";
    const char *extra = l->o.gzip ? "Accept-Encoding: gzip\r\n" : "";

    l->requests = calloc(l->targets.count, sizeof *l->requests);
    for (size_t i = 0; i < l->targets.count; i++) {
        struct request *r = &l->requests[i];
        size_t room = strlen(l->targets.list[i].path) + 256;
        if (!(r->text = malloc(room)))
            abort();
        r->len = (size_t)snprintf(r->text, room, format,
                                  l->targets.list[i].path,
                                  ntohs(l->o.to.sin_port), extra);
    }
}

/* As many descriptors as connections need. */
static void raise_file_limit(const struct options *o)
{
    rlim_t wanted = (rlim_t)o->idle + o->connections + EVENTS;
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = wanted;
    if (wanted > limit.rlim_max || setrlimit(RLIMIT_NOFILE, &limit) != 0)
        die("cannot have so many connections open (ulimit -n)");
}

/* ---- the report ------------------------------------------------------ */

static void print_statuses(const struct thread *all, unsigned count)
{
    for (unsigned s = 0; s < STATUSES; s++) {
        uint64_t n = 0;
        for (unsigned i = 0; i < count; i++)
            n += all[i].statuses[s];
        if (n)
            printf(" status_%u=%llu", s, (unsigned long long)n);
    }
}

static void report(struct thread *all, unsigned count, double seconds)
{
    uint64_t connects = 0, errors = 0, bytes = 0;

    for (unsigned i = 0; i < count; i++) {
        connects += all[i].connects;
        errors += all[i].errors;
        for (unsigned k = 0; k < all[i].count; k++)
            bytes += all[i].askers[k].client.bytes;
        if (i)
            latency_merge(&all[0].times, &all[i].times);
    }
    printf("requests=%llu seconds=%.2f rps=%.1f",
           (unsigned long long)all[0].times.count, seconds,
           (double)all[0].times.count / seconds);
    latency_print(&all[0].times);
    printf(" connects=%llu errors=%llu bytes=%llu",
           (unsigned long long)connects, (unsigned long long)errors,
           (unsigned long long)bytes);
    print_statuses(all, count);
}

static void end(int signal_number)
{
    (void)signal_number;
    ended = 1;
}

static void run_all(struct load *l, struct thread *all)
{
    unsigned threads = l->o.threads, left = l->o.connections;
    uint64_t begin = latency_now();

    l->end_ns = begin + l->o.seconds * 1000000000ull;
    for (unsigned i = 0; i < threads; i++) {
        unsigned count = left / (threads - i);
        left -= count;
        start_thread(&all[i], l, count);
    }
    for (unsigned i = 0; i < threads; i++)
        (void)pthread_join(all[i].id, NULL);
    report(all, threads, (double)(latency_now() - begin) / 1e9);
}

int main(int argc, char **argv)
{
    static struct load l;

    read_options(argc, argv, &l.o);
    targets_load(argv[optind + 1], &l.targets);
    make_requests(&l);
    (void)signal(SIGTERM, end);
    raise_file_limit(&l.o);
    if (!l.o.seconds)
        l.last = (uint64_t)l.o.passes * l.targets.count;
    struct thread *all = calloc(l.o.threads, sizeof *all);
    if (!all)
        abort();
    int *held = hold_idle(&l);
    struct process before = process_now(l.o.pid);
    double self = process_self_s();
    run_all(&l, all);
    struct process after = process_now(l.o.pid);
    printf(" server_s=%.2f client_s=%.2f rss_kb=%ld pss_kb=%ld "
           "anon_kb=%ld files=%ld idle=%u\n", after.cpu_s - before.cpu_s,
           process_self_s() - self, after.rss_kb, after.pss_kb,
           after.anon_kb, after.files, count_idle(&l, held));
    drop_idle(&l, held);
    if (l.o.best)
        targets_write_best(&l.targets, l.o.best);
    return fflush(stdout) == 0 ? 0 : 3;
}
