/* usage.c - what a command takes, and the page cache emptied of some files.
 *
 *   usage time COMMAND [ARG...]
 *       run it; writes wall_s, cpu_s, peak_rss_kb and status as key=value to
 *       descriptor 3, and ends as the command does
 *   usage forget PATH...
 *       write what is dirty of the files below, then ask the kernel to drop
 *       their pages (POSIX_FADV_DONTNEED): mapped ones it keeps.
 *
 * May depend on: libc. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { REPORT = 3, DESCRIPTORS = 16 };

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

static int run(char **command)
{
    struct rusage used;
    int status;
    double started = now();
    pid_t child = fork();

    if (child == 0) {
        (void)close(REPORT);
        (void)execvp(command[0], command);
        die(command[0]);
    }
    if (child < 0 || waitpid(child, &status, 0) != child ||
        getrusage(RUSAGE_CHILDREN, &used) != 0)
        die("cannot run");
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    if (dprintf(REPORT, "wall_s=%.4f cpu_s=%.4f peak_rss_kb=%ld status=%d\n",
                now() - started,
                seconds(used.ru_utime) + seconds(used.ru_stime),
                used.ru_maxrss, code) < 0)
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
