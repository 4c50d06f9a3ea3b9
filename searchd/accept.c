/* accept.c - a thread that accepts. */
#define _GNU_SOURCE /* accept4() */
#include "searchd/accept.h"
#include "searchd/log.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    BURST = 64,
    RETRY_MS = 100 /* when there is no descriptor or memory for one */
};

struct acceptor {
    int fd;
    int stop[2];         /* a pipe: its end is the sign to end */
    accept_fn *take;
    void *ctx;
    pthread_t thread;
};

/* Whether it was only this connection that failed: it ended before it was
 * accepted, or the network did (accept(2), "Error handling"). */
static bool is_passing(int why)
{
    return why == ECONNABORTED || why == EINTR || why == EPROTO ||
           why == ENETDOWN || why == ENOPROTOOPT || why == EHOSTDOWN ||
           why == ENONET || why == EHOSTUNREACH || why == EOPNOTSUPP ||
           why == ENETUNREACH || why == EPERM;
}

/* Accept what waits, so many at most: else who floods us keeps us from
 * seeing that we are to end.  False where there is no room for more. */
static bool accept_some(struct acceptor *a)
{
    for (int i = 0; i < BURST; i++) {
        struct sockaddr_storage address;
        socklen_t length = sizeof address;
        int fd = accept4(a->fd, (struct sockaddr *)&address, &length,
                         SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0)
            a->take(a->ctx, fd, (struct sockaddr *)&address, length);
        else if (errno == EAGAIN || errno == EWOULDBLOCK)
            return true;
        else if (!is_passing(errno))
            return false;
    }
    return true;
}

static void *accept_on(void *ctx)
{
    struct acceptor *a = ctx;
    struct pollfd fds[] = { { .fd = a->fd, .events = POLLIN },
                            { .fd = a->stop[0], .events = POLLIN } };
    bool told = false;

    while (poll(fds, 2, -1) < 0 || !fds[1].revents) {
        if (accept_some(a)) {
            told = false;
            continue;
        }
        if (!told)
            log_line(LOG_ERROR, "accept-failed reason=%s", strerror(errno));
        told = true;
        (void)poll(&fds[1], 1, RETRY_MS);
    }
    return NULL;
}

enum cvd_status acceptor_new(int fd, accept_fn *take, void *ctx,
                             struct acceptor **out, struct cvd_err *err)
{
    struct acceptor *a = calloc(1, sizeof *a);
    int why = a ? 0 : ENOMEM;

    *out = NULL;
    if (!why && pipe2(a->stop, O_CLOEXEC) != 0)
        why = errno;
    if (why) {
        (void)close(fd);
        free(a);
        return cvd_fail_errno(err, why, "cannot accept connections");
    }
    a->fd = fd;
    a->take = take;
    a->ctx = ctx;
    why = pthread_create(&a->thread, NULL, accept_on, a);
    if (why) {
        (void)close(fd);
        (void)close(a->stop[0]);
        (void)close(a->stop[1]);
        free(a);
        return cvd_fail_errno(err, why, "cannot start a thread");
    }
    *out = a;
    return CVD_OK;
}

void acceptor_stop(struct acceptor *a)
{
    if (!a)
        return;
    (void)close(a->stop[1]);
    (void)pthread_join(a->thread, NULL);
    (void)close(a->stop[0]);
    (void)close(a->fd);
    free(a);
}
