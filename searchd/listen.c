/* listen.c - a listening socket, opened by ourselves so that what fails can
 * be told. */
#include "searchd/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BACKLOG = 1024 }; /* what comes in a burst; the kernel may allow less */

/* A socket listening at `a`, or -1 and errno. */
static int listen_on(const struct addrinfo *a)
{
    const int on = 1;
    int fd = socket(a->ai_family, SOCK_STREAM, 0);

    if (fd < 0)
        return -1;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 &&
        fcntl(fd, F_SETFL, O_NONBLOCK) == 0 &&
        bind(fd, a->ai_addr, a->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int why = errno;
    (void)close(fd);
    errno = why;
    return -1;
}

enum cvd_status listen_at(const char *host, unsigned port, int *fd,
                          struct cvd_err *err)
{
    const struct addrinfo hints = { .ai_flags = AI_PASSIVE | AI_NUMERICSERV,
                                    .ai_socktype = SOCK_STREAM };
    struct addrinfo *found = NULL;
    char service[16];

    (void)snprintf(service, sizeof service, "%u", port);
    int why = getaddrinfo(host && *host ? host : NULL, service, &hints,
                          &found);
    if (why != 0)
        return cvd_fail(err, CVD_EIO, "cannot listen at '%s': %s", host,
                        gai_strerror(why));
    *fd = -1;
    for (const struct addrinfo *a = found; a && *fd < 0; a = a->ai_next)
        *fd = listen_on(a);
    why = errno;
    freeaddrinfo(found);
    if (*fd < 0)
        return cvd_fail(err, CVD_EIO, "cannot listen at '%s' port %u: %s",
                        host && *host ? host : "*", port, strerror(why));
    return CVD_OK;
}

void listen_text(int fd, char out[LISTEN_TEXT_MAX],
                 struct sockaddr_storage *address)
{
    char host[LISTEN_TEXT_MAX - 16], service[8];
    socklen_t len = sizeof *address;

    *address = (struct sockaddr_storage){ 0 };
    if (getsockname(fd, (struct sockaddr *)address, &len) != 0 ||
        getnameinfo((struct sockaddr *)address, len, host, sizeof host,
                    service, sizeof service,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        (void)snprintf(out, LISTEN_TEXT_MAX, "unknown");
    else
        (void)snprintf(out, LISTEN_TEXT_MAX,
                       address->ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s",
                       host, service);
}
