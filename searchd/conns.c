/* conns.c - connections counted and, when too old, shut. */
#include "searchd/conns.h"
#include "searchd/limits.h"
#include "searchd/now.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static const char TOO_MANY[] = "the server has too many connections";
static const char TOO_MANY_OF_YOU[] =
    "the server has too many connections from this address";

struct conn {
    struct conn *next, *before;
    int fd;
    struct sockaddr_storage address;
    uint64_t key;
    bool counted;         /* by its address */
    const char *refusal;
    void *data;
    /* Written by the thread that serves it, read by the reaper. */
    _Atomic bool answering;
    _Atomic bool making;    /* the answer: that has limits of its own */
    _Atomic bool dropping;  /* the rest of a request that is refused */
    _Atomic uint64_t since; /* accepted, asked, made or answered */
    /* The reaper's: what the client had taken when a window of time began. */
    uint64_t window, acked;
    bool shut;
};

/* How many are open of one address: a table of open addressing, at most half
 * full, its entries never more than connections. */
struct address {
    uint64_t key;
    unsigned count;       /* 0: free */
};

struct conns {
    unsigned max, per_address;
    const struct client_ranges *trusted;
    pthread_mutex_t lock; /* of the list and the addresses */
    struct conn *first;
    struct address *addresses;
    size_t mask;
    unsigned open, refusing; /* of these: those that are to be told no */
    uint64_t accepted, refused, reaped;
    atomic_uint answering;
};

enum cvd_status conns_new(unsigned max, unsigned per_address,
                          const struct client_ranges *trusted,
                          struct conns **out, struct cvd_err *err)
{
    struct conns *c = calloc(1, sizeof *c);
    size_t room = 16;

    while (room < 2 * ((size_t)max + REFUSED_CONNECTIONS + READERS * READERS))
        room *= 2;
    *out = NULL;
    if (!c || !(c->addresses = calloc(room, sizeof *c->addresses))) {
        free(c);
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    c->max = max;
    c->per_address = per_address;
    c->trusted = trusted;
    c->mask = room - 1;
    (void)pthread_mutex_init(&c->lock, NULL);
    *out = c;
    return CVD_OK;
}

void conns_free(struct conns *c)
{
    if (!c)
        return;
    (void)pthread_mutex_destroy(&c->lock);
    free(c->addresses);
    free(c);
}

/* ---- by address ------------------------------------------------------ */

/* Keys are chosen by clients: spread them (the finaliser of MurmurHash3). */
static size_t slot_of(const struct conns *c, uint64_t key)
{
    key ^= key >> 33;
    key *= 0xFF51AFD7ED558CCDull;
    key ^= key >> 33;
    key *= 0xC4CEB9FE1A85EC53ull;
    key ^= key >> 33;
    return (size_t)key & c->mask;
}

/* The entry of `key`, or the free one where it would stand. */
static struct address *find_address(struct conns *c, uint64_t key)
{
    size_t i = slot_of(c, key);

    while (c->addresses[i].count && c->addresses[i].key != key)
        i = (i + 1) & c->mask;
    return &c->addresses[i];
}

/* Empty entry `i`, and move those behind it that it kept from their place
 * (Knuth, The Art of Computer Programming 3, 6.4, algorithm R). */
static void remove_address(struct conns *c, size_t i)
{
    size_t j = i;

    for (;;) {
        c->addresses[i].count = 0;
        size_t home;
        do {
            j = (j + 1) & c->mask;
            if (!c->addresses[j].count)
                return;
            home = slot_of(c, c->addresses[j].key);
        } while (((j - home) & c->mask) < ((j - i) & c->mask));
        c->addresses[i] = c->addresses[j];
        i = j;
    }
}

/* ---- opened and closed ----------------------------------------------- */

/* Count it and say whether it is one too many.  Those that are do not count
 * towards the limit, else one address could fill it with them; and of so many
 * some go untold.  The lock is held. */
static void admit(struct conns *c, struct conn *one)
{
    c->open++;
    c->accepted++;
    if (c->open - c->refusing > c->max)
        one->refusal = TOO_MANY;
    if (c->per_address && one->counted) {
        struct address *a = find_address(c, one->key);
        a->key = one->key;
        a->count++;
        if (a->count > c->per_address)
            one->refusal = TOO_MANY_OF_YOU;
    }
    if (!one->refusal)
        return;
    c->refused++;
    if (++c->refusing > REFUSED_CONNECTIONS) {
        (void)shutdown(one->fd, SHUT_RDWR);
        one->shut = true;
    }
}

struct conn *conns_open(struct conns *c, int fd,
                        const struct sockaddr *address)
{
    struct conn *one = calloc(1, sizeof *one);
    struct client client = client_from_sockaddr(address);

    if (!one)
        return NULL;
    one->fd = fd;
    if (address && address->sa_family == AF_INET)
        memcpy(&one->address, address, sizeof(struct sockaddr_in));
    else if (address && address->sa_family == AF_INET6)
        memcpy(&one->address, address, sizeof(struct sockaddr_in6));
    one->key = client_key(&client);
    one->counted = !client_trusted(&client, c->trusted);
    atomic_init(&one->answering, false);
    atomic_init(&one->dropping, false);
    atomic_init(&one->making, false);
    atomic_init(&one->since, now_ms());
    (void)pthread_mutex_lock(&c->lock);
    admit(c, one);
    one->next = c->first;
    if (one->next)
        one->next->before = one;
    c->first = one;
    (void)pthread_mutex_unlock(&c->lock);
    return one;
}

void conns_close(struct conns *c, struct conn *one)
{
    if (atomic_load(&one->answering))
        atomic_fetch_sub(&c->answering, 1);
    (void)pthread_mutex_lock(&c->lock);
    if (one->before)
        one->before->next = one->next;
    else
        c->first = one->next;
    if (one->next)
        one->next->before = one->before;
    c->open--;
    c->refusing -= one->refusal != NULL;
    if (c->per_address && one->counted) {
        struct address *a = find_address(c, one->key);
        if (--a->count == 0)
            remove_address(c, (size_t)(a - c->addresses));
    }
    (void)pthread_mutex_unlock(&c->lock);
    free(one);
}

struct conn *conns_find(struct conns *c, int fd)
{
    (void)pthread_mutex_lock(&c->lock);
    struct conn *one = c->first; /* the newest */
    while (one && one->fd != fd)
        one = one->next;
    (void)pthread_mutex_unlock(&c->lock);
    return one;
}

const char *conn_refusal(const struct conn *one)
{
    return one->refusal;
}

const struct sockaddr *conn_address(const struct conn *one)
{
    return (const struct sockaddr *)&one->address;
}

void *conn_data(const struct conn *one)
{
    return one->data;
}

void conn_set_data(struct conn *one, void *data)
{
    one->data = data;
}

bool conns_are_many(struct conns *c)
{
    (void)pthread_mutex_lock(&c->lock);
    bool many = c->open > KEPT_CONNECTIONS;
    (void)pthread_mutex_unlock(&c->lock);
    return many;
}

/* ---- age ------------------------------------------------------------- */

/* Bytes that the client has acknowledged since the connection began.  False
 * where the system does not say, as for a socket of the file system. */
static bool bytes_acked(int fd, uint64_t *out)
{
    struct tcp_info info = { 0 };
    socklen_t len = sizeof info;

    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) != 0)
        return false;
    *out = info.tcpi_bytes_acked;
    return true;
}

void conn_drops(struct conn *one)
{
    atomic_store(&one->since, now_ms());
    atomic_store(&one->dropping, true);
}

void conn_asked(struct conns *c, struct conn *one)
{
    atomic_store(&one->dropping, false);
    atomic_store(&one->since, now_ms());
    atomic_store(&one->making, true);
    if (!atomic_exchange(&one->answering, true))
        atomic_fetch_add(&c->answering, 1);
}

void conn_made(struct conn *one)
{
    atomic_store(&one->since, now_ms());
    atomic_store(&one->making, false);
}

void conn_answered(struct conns *c, struct conn *one)
{
    conn_made(one);
    if (atomic_exchange(&one->answering, false))
        atomic_fetch_sub(&c->answering, 1);
}

/* Whether the client took its answer, in the window of time that ends now,
 * at a rate worth waiting for; a window that has not ended is.  Through a
 * socket of the file system a proxy does, which has its own patience. */
static bool takes_its_answer(struct conn *one, uint64_t now)
{
    uint64_t length = now - one->window;

    if (length < ANSWER_WINDOW_MS)
        return true;
    uint64_t acked;
    if (!bytes_acked(one->fd, &acked))
        return true;
    uint64_t taken = acked - one->acked;
    one->window = now;
    one->acked = acked;
    return taken >= length * ANSWER_RATE / 1000;
}

static bool is_too_old(struct conn *one, uint64_t now)
{
    /* In this order: each is stored behind what is read after it. */
    bool answering = atomic_load(&one->answering);
    bool making = atomic_load(&one->making);
    uint64_t since = atomic_load(&one->since);
    uint64_t age = now > since ? now - since : 0;

    if ((one->refusal || atomic_load(&one->dropping)) &&
        age > REFUSED_AGE_MS)
        return true;
    if (!answering)
        return age > REQUEST_AGE_MS;
    if (making)
        return false;
    return !takes_its_answer(one, now) && age > ANSWER_AGE_MS;
}

unsigned conns_reap(struct conns *c, bool all)
{
    const struct linger drop = { .l_onoff = 1, .l_linger = 0 };
    uint64_t now = now_ms();
    unsigned shut = 0;

    (void)pthread_mutex_lock(&c->lock);
    for (struct conn *one = c->first; one; one = one->next) {
        if (one->shut || (!all && !is_too_old(one, now)))
            continue;
        /* What it did not take of this answer the kernel is not to keep for
         * it; the end of the one before may still be on its way. */
        if (atomic_load(&one->answering))
            (void)setsockopt(one->fd, SOL_SOCKET, SO_LINGER, &drop,
                             sizeof drop);
        (void)shutdown(one->fd, SHUT_RDWR);
        one->shut = true; /* its thread, busy with another, sees it later */
        shut++;
    }
    c->reaped += shut;
    (void)pthread_mutex_unlock(&c->lock);
    return shut;
}

void conns_describe(struct conns *c, struct conns_state *out)
{
    (void)pthread_mutex_lock(&c->lock);
    *out = (struct conns_state){
        .open = c->open, .accepted = c->accepted, .refused = c->refused,
        .reaped = c->reaped, .answering = atomic_load(&c->answering),
    };
    (void)pthread_mutex_unlock(&c->lock);
}
