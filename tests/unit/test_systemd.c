/* test_systemd.c - what systemd is told and gives, with sockets as it has
 * them. */
#include "tests/unit/support.h"

#include "searchd/systemd.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>

/* ---- telling --------------------------------------------------------- */

/* A datagram socket at `name` ('@': abstract), which NOTIFY_SOCKET names. */
static int listen_at(const char *name)
{
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    size_t n = strlen(name);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);

    assert_true(fd >= 0 && n < sizeof at.sun_path);
    memcpy(at.sun_path, name, n);
    if (name[0] == '@')
        at.sun_path[0] = '\0';
    assert_int_equal(bind(fd, (struct sockaddr *)&at,
                          (socklen_t)(offsetof(struct sockaddr_un, sun_path) +
                                      n)), 0);
    assert_int_equal(setenv("NOTIFY_SOCKET", name, 1), 0);
    return fd;
}

/* The one message that came; "" where none did. */
static void heard(int fd, char out[1024])
{
    ssize_t n = recv(fd, out, 1023, 0);

    out[n > 0 ? n : 0] = '\0';
}

static void hear_all(int fd)
{
    char got[1024];

    systemd_ready(NULL);
    heard(fd, got);
    assert_string_equal(got, "READY=1\n");
    systemd_ready("116 documents");
    heard(fd, got);
    assert_string_equal(got, "READY=1\nSTATUS=116 documents");
    systemd_stopping("3 requests\nREADY=1");
    heard(fd, got);
    assert_string_equal(got, "STOPPING=1\nSTATUS=3 requests READY=1");
    systemd_status("generation 7");
    heard(fd, got);
    assert_string_equal(got, "STATUS=generation 7");
    systemd_alive();
    heard(fd, got);
    assert_string_equal(got, "WATCHDOG=1");
    heard(fd, got);
    assert_string_equal(got, "");
}

static void test_telling_through_a_path(void **state)
{
    char *path = cvd_path_join(*state, "notify");
    int fd = listen_at(path);

    hear_all(fd);
    (void)close(fd);
    free(path);
}

static void test_telling_through_an_abstract_name(void **state)
{
    char name[64];

    (void)state;
    (void)snprintf(name, sizeof name, "@cvd-test-%ld", (long)getpid());
    int fd = listen_at(name);
    hear_all(fd);
    (void)close(fd);
}

/* systemd tells by the clock's reading which reload is meant. */
static void test_reloading_has_the_time(void **state)
{
    static const char begin[] = "RELOADING=1\nMONOTONIC_USEC=";
    char *path = cvd_path_join(*state, "notify"), *end;
    int fd = listen_at(path);
    struct timespec before, after;
    char got[1024];

    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &before), 0);
    systemd_reloading();
    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &after), 0);
    heard(fd, got);
    assert_int_equal(strncmp(got, begin, sizeof begin - 1), 0);
    long long usec = strtoll(got + sizeof begin - 1, &end, 10);
    assert_int_equal(*end, '\0');
    assert_true(usec >= before.tv_sec * 1000000LL + before.tv_nsec / 1000);
    assert_true(usec <= after.tv_sec * 1000000LL + after.tv_nsec / 1000);
    (void)close(fd);
    free(path);
}

static void test_nobody_listens(void **state)
{
    static const char *const names[] = { "/nowhere/at/all", "", "@", "x",
                                         "vsock:2:1" };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(setenv("NOTIFY_SOCKET", names[i], 1), 0);
        systemd_ready("nobody hears it");
    }
    assert_int_equal(unsetenv("NOTIFY_SOCKET"), 0);
    systemd_ready("nor this");
}

/* A supervisor that does not read must not stop a daemon. */
static void test_a_full_socket_does_not_block(void **state)
{
    char *path = cvd_path_join(*state, "notify");
    int fd = listen_at(path);

    for (int i = 0; i < 2000; i++)
        systemd_alive();
    (void)close(fd);
    free(path);
}

static int forget_environment(void **state)
{
    static const char *const names[] = { "NOTIFY_SOCKET", "WATCHDOG_USEC",
                                         "WATCHDOG_PID", "LISTEN_FDS",
                                         "LISTEN_PID", "LISTEN_FDNAMES" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (unsetenv(names[i]) != 0)
            return -1;
    return drop_dir(state);
}

static void test_watchdog(void **state)
{
    static const struct {
        const char *usec;
        unsigned ms;
    } cases[] = {
        { "30000000", 15000 },
        { "3000", 1 },
        { "1000", 1 },
        { "0", 0 },
        { "", 0 },
        { "-1", 0 },
        { "30s", 0 },
        { "99999999999999999999999", 0 },
    };
    char pid[32];

    (void)state;
    assert_int_equal(systemd_watchdog_ms(), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(setenv("WATCHDOG_USEC", cases[i].usec, 1), 0);
        assert_int_equal(systemd_watchdog_ms(), cases[i].ms);
    }
    assert_int_equal(setenv("WATCHDOG_USEC", "30000000", 1), 0);
    (void)snprintf(pid, sizeof pid, "%ld", (long)getpid());
    assert_int_equal(setenv("WATCHDOG_PID", pid, 1), 0);
    assert_int_equal(systemd_watchdog_ms(), 15000);
    assert_int_equal(setenv("WATCHDOG_PID", "1", 1), 0);
    assert_int_equal(systemd_watchdog_ms(), 0);
}

/* ---- sockets --------------------------------------------------------- */

enum passed { LISTENING, CONNECTED, DATAGRAM, A_FILE, UNIX_LISTENING };

static int make_socket(enum passed what)
{
    struct sockaddr_in in = { .sin_family = AF_INET,
                              .sin_addr = { htonl(INADDR_LOOPBACK) } };
    struct sockaddr_un un = { .sun_family = AF_UNIX };
    int pair[2] = { -1, -1 }, fd = -1;

    switch (what) {
    case LISTENING:
        fd = socket(AF_INET, SOCK_STREAM, 0);
        return bind(fd, (struct sockaddr *)&in, sizeof in) == 0 &&
               listen(fd, 1) == 0 ? fd : -1;
    case UNIX_LISTENING: /* an abstract name that the kernel chooses */
        fd = socket(AF_UNIX, SOCK_STREAM, 0);
        return bind(fd, (struct sockaddr *)&un, sizeof un.sun_family) == 0 &&
               listen(fd, 1) == 0 ? fd : -1;
    case CONNECTED:
        return socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0 ? pair[0] : -1;
    case DATAGRAM:
        return socket(AF_INET, SOCK_DGRAM, 0);
    case A_FILE:
        return open("/dev/null", O_RDONLY);
    }
    return -1;
}

/* What the child of started() found wrong, as its exit status. */
enum verdict { AS_WANTED, NOT_MADE, WRONG_STATUS, WRONG_FD, WRONG_FLAGS,
               STILL_OPEN, STILL_SET };

static enum verdict check_child(int first, const char *fds, bool for_us,
                                enum cvd_status want, int want_fd)
{
    struct cvd_err err = { CVD_OK, "" };
    char pid[32];
    int fd = 99;

    /* 3 is what systemd passed first, 4 second */
    if (dup2(first, 3) != 3 || dup2(3, 4) != 4)
        return NOT_MADE;
    (void)snprintf(pid, sizeof pid, "%ld",
                   for_us ? (long)getpid() : (long)getppid());
    if (setenv("LISTEN_FDS", fds, 1) || setenv("LISTEN_PID", pid, 1) ||
        setenv("LISTEN_FDNAMES", "a:b", 1))
        return NOT_MADE;
    if (systemd_listen_fd(&fd, &err) != want)
        return WRONG_STATUS;
    if (fd != want_fd)
        return WRONG_FD;
    if (fd >= 0 && (!(fcntl(fd, F_GETFL) & O_NONBLOCK) ||
                    fcntl(fd, F_GETFD) != FD_CLOEXEC))
        return WRONG_FLAGS;
    /* of two the second is closed; another's are not touched */
    bool open = fcntl(4, F_GETFD) >= 0;
    if (open != (!for_us || strcmp(fds, "2") != 0))
        return STILL_OPEN;
    if (getenv("LISTEN_FDS") || getenv("LISTEN_PID") ||
        getenv("LISTEN_FDNAMES"))
        return STILL_SET;
    return AS_WANTED;
}

/* In a process of its own, as only there descriptor 3 is free. */
static int started(enum passed what, const char *fds, bool for_us,
                   enum cvd_status want, int want_fd)
{
    int status = 0;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        (void)dup2(null, STDERR_FILENO);
        int fd = make_socket(what);
        _exit(fd < 0 ? NOT_MADE
                     : (int)check_child(fd, fds, for_us, want, want_fd));
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void test_sockets_passed(void **state)
{
    static const struct {
        enum passed what;
        const char *fds;
        bool for_us;
        enum cvd_status want;
        int fd;
    } cases[] = {
        { LISTENING, "1", true, CVD_OK, 3 },
        { LISTENING, "2", true, CVD_OK, 3 },
        { UNIX_LISTENING, "1", true, CVD_OK, 3 },
        { LISTENING, "0", true, CVD_OK, -1 },
        { LISTENING, "1", false, CVD_OK, -1 },
        { LISTENING, "2", false, CVD_OK, -1 },
        { CONNECTED, "1", true, CVD_EUSAGE, -1 },
        { DATAGRAM, "1", true, CVD_EUSAGE, -1 },
        { A_FILE, "1", true, CVD_EUSAGE, -1 },
        { LISTENING, "x", true, CVD_EUSAGE, -1 },
        { LISTENING, "-1", true, CVD_EUSAGE, -1 },
        { LISTENING, "1025", true, CVD_EUSAGE, -1 },
        { LISTENING, "4294967297", true, CVD_EUSAGE, -1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int got = started(cases[i].what, cases[i].fds, cases[i].for_us,
                          cases[i].want, cases[i].fd);
        if (got != AS_WANTED)
            fail_msg("case %zu: verdict %d", i, got);
    }
}

static void test_no_socket_passed(void **state)
{
    struct cvd_err err = { CVD_OK, "" };
    int fd = 99;

    (void)state;
    assert_ok(systemd_listen_fd(&fd, &err));
    assert_int_equal(fd, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLEAN(test) \
    cmocka_unit_test_setup_teardown(test, make_dir, forget_environment)
        CLEAN(test_telling_through_a_path),
        CLEAN(test_telling_through_an_abstract_name),
        CLEAN(test_reloading_has_the_time),
        CLEAN(test_nobody_listens),
        CLEAN(test_a_full_socket_does_not_block),
        CLEAN(test_watchdog),
        CLEAN(test_sockets_passed),
        CLEAN(test_no_socket_passed),
#undef CLEAN
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
