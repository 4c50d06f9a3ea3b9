/* process.c - see process.h.  May depend on: libc, Linux. */
#include "bench/process.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static FILE *open_of(pid_t pid, const char *name)
{
    char path[64];

    (void)snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
    return fopen(path, "r");
}

static double cpu_of(pid_t pid)
{
    char text[1024] = "";
    unsigned long long user = 0, system = 0;
    FILE *in = open_of(pid, "stat");

    if (!in)
        return 0;
    size_t n = fread(text, 1, sizeof text - 1, in);
    (void)fclose(in);
    text[n] = '\0';
    /* The name, in parentheses, may hold anything; state is field 3, user
     * and system time 14 and 15 (proc(5)). */
    const char *at = strrchr(text, ')');
    if (!at || sscanf(at + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u "
                      "%llu %llu", &user, &system) != 2)
        return 0;
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

/* The kilobytes behind `field` in one of its files. */
static long field_of(pid_t pid, const char *file, const char *field)
{
    char line[256];
    size_t len = strlen(field);
    long kb = 0;
    FILE *in = open_of(pid, file);

    while (in && fgets(line, sizeof line, in))
        if (strncmp(line, field, len) == 0)
            kb = strtol(line + len, NULL, 10);
    if (in)
        (void)fclose(in);
    return kb;
}

static long files_of(pid_t pid)
{
    char path[64];
    long n = 0;

    (void)snprintf(path, sizeof path, "/proc/%ld/fd", (long)pid);
    DIR *dir = opendir(path);
    if (!dir)
        return 0;
    while (readdir(dir))
        n++;
    (void)closedir(dir);
    return n - 2; /* . and .. */
}

struct process process_now(pid_t pid)
{
    struct process p = { 0 };

    if (!pid)
        return p;
    p.cpu_s = cpu_of(pid);
    p.files = files_of(pid);
    p.rss_kb = field_of(pid, "status", "VmRSS:");
    p.anon_kb = field_of(pid, "status", "RssAnon:");
    p.pss_kb = field_of(pid, "smaps_rollup", "Pss:");
    return p;
}

double process_self_s(void)
{
    struct rusage u;

    if (getrusage(RUSAGE_SELF, &u) != 0)
        return 0;
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}
