/* process.h - what a process has used so far, as /proc tells.
 *
 * May depend on: libc, Linux. */
#ifndef BENCH_PROCESS_H
#define BENCH_PROCESS_H

#include <sys/types.h>

struct process {
    double cpu_s;          /* user and system, all threads; 10 ms steps */
    long rss_kb;           /* with files that it has mapped */
    long anon_kb;          /* without */
    long pss_kb;           /* as RSS, a page that is mapped twice once */
    long files;            /* open descriptors */
};

/* All zero where it cannot be told, or `pid` is 0. */
struct process process_now(pid_t pid);

/* Seconds of this process. */
double process_self_s(void);

#endif
