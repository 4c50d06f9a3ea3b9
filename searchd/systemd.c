/* systemd.c - see systemd.h.  Depends on base/ and libc. */
#include "searchd/systemd.h"
#include "searchd/log.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum {
    FIRST_FD = 3,      /* SD_LISTEN_FDS_START */
    FDS_MAX = 1024,    /* no unit has more: closing them must end */
    STATE_MAX = 512
};

/* ---- telling --------------------------------------------------------- */

/* The address in NOTIFY_SOCKET: a path, or an abstract name after '@'. */
static bool notify_address(struct sockaddr_un *out, socklen_t *size)
{
    const char *name = getenv("NOTIFY_SOCKET");
    size_t n = name ? strlen(name) : 0;

    if (n < 2 || n >= sizeof out->sun_path ||
        (name[0] != '/' && name[0] != '@'))
        return false;
    *out = (struct sockaddr_un){ .sun_family = AF_UNIX };
    memcpy(out->sun_path, name, n);
    if (name[0] == '@')
        out->sun_path[0] = '\0';
    *size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n);
    return true;
}

static void notify(const char *state)
{
    struct sockaddr_un to;
    socklen_t size = 0;

    if (!notify_address(&to, &size))
        return;
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    while (sendto(fd, state, strlen(state), MSG_NOSIGNAL | MSG_DONTWAIT,
                  (const struct sockaddr *)&to, size) < 0 && errno == EINTR)
        ;
    (void)close(fd);
}

/* A line that begins with `what`, and the status; a line break in that would
 * begin a state of its own. */
static void notify_with(const char *what, const char *status)
{
    char state[STATE_MAX];
    int n = snprintf(state, sizeof state, "%s%s%s", what,
                     status ? "STATUS=" : "", status ? status : "");

    if (n < 0)
        return;
    for (char *p = state + strlen(what); *p; p++)
        if ((unsigned char)*p < ' ')
            *p = ' ';
    notify(state);
}

void systemd_ready(const char *status)
{
    notify_with("READY=1\n", status);
}

void systemd_reloading(void)
{
    char state[STATE_MAX];
    struct timespec now = { 0 };

    /* With Type=notify-reload this must be the clock's reading from after
     * the signal (systemd.service(5)). */
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t usec = (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
    (void)snprintf(state, sizeof state,
                   "RELOADING=1\nMONOTONIC_USEC=%" PRId64, usec);
    notify(state);
}

void systemd_stopping(const char *status)
{
    notify_with("STOPPING=1\n", status);
}

void systemd_status(const char *status)
{
    notify_with("", status ? status : "");
}

void systemd_alive(void)
{
    notify("WATCHDOG=1");
}

/* ---- numbers in the environment -------------------------------------- */

/* Digits only, at most `max`. */
static bool read_number(const char *s, uint64_t max, uint64_t *out)
{
    uint64_t n = 0;

    if (!s || !*s)
        return false;
    for (; *s; s++) {
        if (*s < '0' || *s > '9')
            return false;
        n = n * 10 + (uint64_t)(*s - '0');
        if (n > max)
            return false;
    }
    *out = n;
    return true;
}

/* Whether the variable names this process: it is another's where a shell
 * stands between systemd and us. */
static bool is_for_us(const char *variable)
{
    uint64_t pid = 0;

    return read_number(getenv(variable), INT32_MAX, &pid) &&
           pid == (uint64_t)getpid();
}

unsigned systemd_watchdog_ms(void)
{
    uint64_t usec = 0;

    /* A day: more is as good as none, and fits. */
    if (!read_number(getenv("WATCHDOG_USEC"), 86400ull * 1000 * 1000, &usec))
        return 0;
    if (getenv("WATCHDOG_PID") && !is_for_us("WATCHDOG_PID"))
        return 0;
    return usec ? (unsigned)(usec / 2000 ? usec / 2000 : 1) : 0;
}

/* ---- sockets --------------------------------------------------------- */

static bool socket_option(int fd, int option, int *out)
{
    socklen_t size = sizeof *out;

    return getsockopt(fd, SOL_SOCKET, option, out, &size) == 0;
}

static enum cvd_status check_listening(int fd, struct cvd_err *err)
{
    int type = 0, listening = 0, flags;

    if (!socket_option(fd, SO_TYPE, &type) || type != SOCK_STREAM)
        return cvd_fail(err, CVD_EUSAGE, "what systemd passed is not a "
                        "stream socket: use ListenStream=");
    if (!socket_option(fd, SO_ACCEPTCONN, &listening) || !listening)
        return cvd_fail(err, CVD_EUSAGE, "the socket systemd passed does not "
                        "listen: use Accept=no");
    flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0 ||
        fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
        return cvd_fail_errno(err, errno,
                              "cannot use the socket systemd passed");
    return CVD_OK;
}

static void forget_variables(void)
{
    (void)unsetenv("LISTEN_FDS");
    (void)unsetenv("LISTEN_PID");
    (void)unsetenv("LISTEN_FDNAMES");
}

enum cvd_status systemd_listen_fd(int *out, struct cvd_err *err)
{
    uint64_t count = 0;
    const char *fds = getenv("LISTEN_FDS");
    bool ours = fds && is_for_us("LISTEN_PID");
    bool good = ours && read_number(fds, FDS_MAX, &count);

    *out = -1;
    forget_variables();
    if (!ours)
        return CVD_OK;
    if (!good)
        return cvd_fail(err, CVD_EUSAGE,
                        "LISTEN_FDS is not a number from 0 to %d", FDS_MAX);
    if (count == 0)
        return CVD_OK;
    for (int fd = FIRST_FD + 1; fd < FIRST_FD + (int)count; fd++)
        (void)close(fd);
    if (count > 1)
        log_line(LOG_WARN, "sockets-ignored count=%d", (int)count - 1);
    enum cvd_status st = check_listening(FIRST_FD, err);
    if (st == CVD_OK)
        *out = FIRST_FD;
    return st;
}
