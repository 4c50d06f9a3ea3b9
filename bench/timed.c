/* timed.c - what whole processes take.
 *
 *   timed FILE ROUNDS COMMAND [ARGUMENT...]
 *
 * Runs the command ROUNDS times and appends `wall_ms=M cpu_ms=M` to FILE: the
 * medians of the wall clock and of the CPU time, user and system, of all its
 * threads.  More than one round is one too many to look at: their output is
 * thrown away.  Fails as the command does.
 *
 * May depend on: libc, measure.h. */
#include "measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS_MAX = 1000 };

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double children_cpu(void)
{
    struct rusage u;
    if (getrusage(RUSAGE_CHILDREN, &u) != 0)
        return 0;
    return seconds(u.ru_utime) + seconds(u.ru_stime);
}

/* The exit status of the command. */
static int run(char **argv, int quiet)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        if (quiet && !freopen("/dev/null", "w", stdout))
            _exit(127);
        execvp(argv[0], argv);
        perror(argv[0]);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        return 127;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

int main(int argc, char **argv)
{
    double wall[ROUNDS_MAX], cpu[ROUNDS_MAX];
    int rounds = argc > 3 ? atoi(argv[2]) : 0;
    if (rounds < 1 || rounds > ROUNDS_MAX) {
        fprintf(stderr, "usage: timed FILE ROUNDS COMMAND [ARGUMENT...]\n");
        return 2;
    }
    for (int i = 0; i < rounds; i++) {
        double start = bench_now(), used = children_cpu();
        int status = run(argv + 3, rounds > 1);
        wall[i] = (bench_now() - start) * 1e3;
        cpu[i] = (children_cpu() - used) * 1e3;
        if (status != 0)
            return status;
    }
    bench_sort(wall, (size_t)rounds);
    bench_sort(cpu, (size_t)rounds);
    FILE *out = fopen(argv[1], "a");
    if (!out) {
        perror(argv[1]);
        return 1;
    }
    fprintf(out, "wall_ms=%.2f cpu_ms=%.2f\n", wall[rounds / 2],
            cpu[rounds / 2]);
    return fclose(out) == 0 ? 0 : 1;
}
