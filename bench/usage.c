/* usage.c - what a command takes, and the page cache emptied of some files.
 *
 *   usage time COMMAND [ARG...]
 *       run it; writes wall_s, cpu_s, peak_rss_kb, peak_anon_kb and status as
 *       key=value to descriptor 3, and ends as the command does.  peak_anon_kb
 *       is memory that no file backs, looked up every millisecond: a peak that
 *       lasts less may be missed
 *   usage forget PATH...
 *       write what is dirty of the files below, then ask the kernel to drop
 *       their pages (POSIX_FADV_DONTNEED): mapped ones it keeps.
 *
 * May depend on: libc, Linux. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { REPORT = 3, DESCRIPTORS = 16, LOOK_NS = 1000000 };

static _Noreturn void die(const char *what)
{
    (void)fprintf(stderr, "usage: %s: %s\n", what, strerror(errno));
    exit(3);
}

static double now(void)
{
    struct timespec t;

    if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
        die("no clock");
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* What of the process no file backs, in pages: resident less shared
 * (proc(5), statm). */
static long anonymous(pid_t pid)
{
    char path[64];
    long resident = 0, shared = 0;

    (void)snprintf(path, sizeof path, "/proc/%ld/statm", (long)pid);
    FILE *in = fopen(path, "r");
    if (!in)
        return 0;
    if (fscanf(in, "%*d %ld %ld", &resident, &shared) != 2)
        resident = shared = 0;
    (void)fclose(in);
    return resident - shared;
}

/* Wait for the child's end, looking at it meanwhile; the most pages it had. */
static long watch(pid_t child, const sigset_t *ends, int *status)
{
    const struct timespec look = { .tv_nsec = LOOK_NS };
    long most = 0;

    for (;;) {
        long pages = anonymous(child);
        most = pages > most ? pages : most;
        pid_t ended = waitpid(child, status, WNOHANG);
        if (ended == child)
            return most;
        if (ended < 0)
            die("cannot wait");
        (void)sigtimedwait(ends, NULL, &look);
    }
}

static int run(char **command)
{
    struct rusage used;
    sigset_t ends, before;
    int status;

    (void)sigemptyset(&ends);
    (void)sigaddset(&ends, SIGCHLD);
    (void)sigprocmask(SIG_BLOCK, &ends, &before);
    double started = now();
    pid_t child = fork();
    if (child == 0) {
        (void)sigprocmask(SIG_SETMASK, &before, NULL);
        (void)close(REPORT);
        (void)execvp(command[0], command);
        die(command[0]);
    }
    if (child < 0)
        die("cannot run");
    long pages = watch(child, &ends, &status);
    double wall = now() - started;
    if (getrusage(RUSAGE_CHILDREN, &used) != 0)
        die("cannot tell what it took");
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    if (dprintf(REPORT, "wall_s=%.4f cpu_s=%.4f peak_rss_kb=%ld "
                "peak_anon_kb=%ld status=%d\n", wall,
                seconds(used.ru_utime) + seconds(used.ru_stime),
                used.ru_maxrss, pages * (sysconf(_SC_PAGESIZE) / 1024),
                code) < 0)
        die("cannot report to descriptor 3");
    return code;
}

static int forget(const char *path, const struct stat *s, int kind,
                  struct FTW *where)
{
    (void)s;
    (void)where;
    if (kind != FTW_F)
        return 0;
    int fd = open(path, O_RDONLY);
    if (fd < 0 || fsync(fd) != 0)
        die(path);
    errno = posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    if (errno)
        die(path);
    return close(fd);
}

int main(int argc, char **argv)
{
    if (argc >= 3 && strcmp(argv[1], "time") == 0)
        return run(argv + 2);
    if (argc >= 3 && strcmp(argv[1], "forget") == 0) {
        for (int i = 2; i < argc; i++)
            if (nftw(argv[i], forget, DESCRIPTORS, FTW_PHYS) != 0)
                die(argv[i]);
        return 0;
    }
    (void)fprintf(stderr, "usage: usage time COMMAND... 3>REPORT | "
                  "usage forget PATH...\n");
    return 2;
}
