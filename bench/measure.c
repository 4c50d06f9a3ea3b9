/* measure.c - see measure.h.  May depend on: libc. */
#include "measure.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>

double bench_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

long bench_peak_rss_kb(void)
{
    struct rusage u;
    return getrusage(RUSAGE_SELF, &u) == 0 ? u.ru_maxrss : 0;
}

uint64_t bench_tree_bytes(const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return 0;
    if (!S_ISDIR(st.st_mode))
        return (uint64_t)st.st_size;
    DIR *dir = opendir(path);
    if (!dir)
        return 0;
    uint64_t sum = 0;
    struct dirent *e;
    while ((e = readdir(dir))) {
        char below[4096];
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        int n = snprintf(below, sizeof below, "%s/%s", path, e->d_name);
        if (n > 0 && (size_t)n < sizeof below)
            sum += bench_tree_bytes(below);
    }
    closedir(dir);
    return sum;
}

void bench_print_build(double started, const char *index)
{
    double seconds = bench_now() - started;
    printf("build_s=%.2f peak_rss_kb=%ld index_bytes=%llu\n", seconds,
           bench_peak_rss_kb(), (unsigned long long)bench_tree_bytes(index));
}

struct query_list {
    struct bench_query *q;
    size_t n, cap;
};

static int parse_query(char *line, struct bench_query *q)
{
    char *tab = strchr(line, '\t');
    char *save = NULL;
    *q = (struct bench_query){ .name = line };
    if (!tab)
        return 0;
    *tab = '\0';
    q->folded = strstr(line, "_folded") != NULL;
    q->op = strncmp(line, "or", 2) == 0 && line[2] != '_' ? BENCH_OR
          : strncmp(line, "and", 3) == 0 ? BENCH_AND
          : strncmp(line, "phrase", 6) == 0 ? BENCH_PHRASE : BENCH_ONE;
    for (char *w = strtok_r(tab + 1, " \n", &save); w;
         w = strtok_r(NULL, " \n", &save)) {
        if (q->n == BENCH_WORDS_MAX)
            return 0;
        q->words[q->n++] = w;
    }
    return q->n > 0;
}

/* The lines are kept for the life of the program: queries borrow them. */
static int load_queries(const char *path, struct query_list *list)
{
    FILE *in = fopen(path, "r");
    char *line = NULL;
    size_t cap = 0;
    if (!in) {
        fprintf(stderr, "cannot open '%s': %s\n", path, strerror(errno));
        return 0;
    }
    while (getline(&line, &cap, in) > 0) {
        if (list->n == list->cap) {
            list->cap = list->cap ? list->cap * 2 : 1024;
            list->q = realloc(list->q, list->cap * sizeof *list->q);
            if (!list->q)
                abort();
        }
        if (!parse_query(line, &list->q[list->n])) {
            fprintf(stderr, "'%s' line %zu is not a query\n", path,
                    list->n + 1);
            return 0;
        }
        list->n++;
        line = NULL;                    /* given to the query */
        cap = 0;
    }
    fclose(in);
    return list->n > 0;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void run_class(const struct bench_query *q, size_t n, double *us,
                      const struct bench_engine *e)
{
    double hits = 0;
    for (size_t i = 0; i < n; i++) {
        double start = bench_now();
        e->top10(e->self, &q[i]);
        us[i] = (bench_now() - start) * 1e6;
    }
    for (size_t i = 0; i < n; i++)
        hits += (double)e->count(e->self, &q[i]);
    qsort(us, n, sizeof *us, by_value);
    printf("%s %zu %.0f %.0f %.1f\n", q->name, n, us[n / 2], us[n * 99 / 100],
           hits / (double)n);
    fflush(stdout);
}

int bench_run(const char *queries, const struct bench_engine *e)
{
    struct query_list list = { 0 };
    if (!load_queries(queries, &list))
        return 1;
    double *us = calloc(list.n, sizeof *us);
    if (!us)
        return 1;
    for (size_t i = 0; i < list.n; i++)
        e->top10(e->self, &list.q[i]);
    for (size_t i = 0, end; i < list.n; i = end) {
        for (end = i; end < list.n &&
             strcmp(list.q[end].name, list.q[i].name) == 0; end++)
            ;
        run_class(&list.q[i], end - i, us, e);
    }
    free(us);
    return 0;
}
