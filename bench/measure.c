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

double bench_thread_cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

long bench_peak_rss_kb(void)
{
    struct rusage u;
    return getrusage(RUSAGE_SELF, &u) == 0 ? u.ru_maxrss : 0;
}

long bench_children_rss_kb(void)
{
    struct rusage u;
    return getrusage(RUSAGE_CHILDREN, &u) == 0 ? u.ru_maxrss : 0;
}

uint64_t bench_tree_bytes(const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return 0;
    if (!S_ISDIR(st.st_mode)) {
        /* Files with holes take up less than they are long. */
        uint64_t taken = (uint64_t)st.st_blocks * 512;
        uint64_t size = (uint64_t)st.st_size;
        return taken < size ? taken : size;
    }
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

void bench_print(double started, long rss_kb, uint64_t bytes)
{
    printf("build_s=%.2f peak_rss_kb=%ld index_bytes=%llu\n",
           bench_now() - started, rss_kb, (unsigned long long)bytes);
}

void bench_print_build(double started, const char *index)
{
    bench_print(started, bench_peak_rss_kb(), bench_tree_bytes(index));
}

struct query_list {
    struct bench_query *q;
    size_t n, cap;
};

static int begins(const char **name, const char *with)
{
    size_t n = strlen(with);
    if (strncmp(*name, with, n) != 0)
        return 0;
    *name += n;
    return 1;
}

/* What the name of the class says. */
static void parse_name(const char *name, int *ranged, int *filtered,
                       struct bench_query *q)
{
    const char *op = name;
    q->name = name;
    q->folded = strstr(name, "_folded") != NULL;
    *filtered = begins(&op, "filter_");
    *ranged = begins(&op, "range_");
    q->newest = begins(&op, "newest_");
    q->facets = begins(&op, "facets_");
    q->offset = begins(&op, "page_") ? BENCH_PAGE_OFFSET : 0;
    q->op = begins(&op, "or") || begins(&op, "question") ? BENCH_OR
          : begins(&op, "and") ? BENCH_AND
          : begins(&op, "phrase") ? BENCH_PHRASE
          : begins(&op, "prefix") ? BENCH_PREFIX : BENCH_ONE;
}

static int parse_query(char *line, struct bench_query *q)
{
    char *words = strchr(line, '\t');
    char *more = words ? strchr(words + 1, '\t') : NULL;
    char *save = NULL;
    int ranged, filtered;
    *q = (struct bench_query){ .line = line };
    if (!words)
        return 0;
    *words++ = '\0';
    if (more)
        *more++ = '\0';
    parse_name(line, &ranged, &filtered, q);
    if (filtered && (!more || sscanf(more, "%u", &q->topic) != 1))
        return 0;
    if (ranged && (!more || sscanf(more, "%u %u", &q->from, &q->to) != 2))
        return 0;
    if (more)
        more[strcspn(more, "\n")] = '\0';
    q->text = more;
    for (char *w = strtok_r(words, " \n", &save); w;
         w = strtok_r(NULL, " \n", &save)) {
        if (q->n == BENCH_WORDS_MAX)
            return 0;
        q->words[q->n++] = w;
    }
    return q->n > 0;
}

/* The lines belong to the queries, which borrow from them. */
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
    free(line);
    fclose(in);
    return list->n > 0;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void bench_sort(double *numbers, size_t n)
{
    qsort(numbers, n, sizeof *numbers, by_value);
}

/* Times of one class, a query each. */
struct times {
    double *wall, *cpu;
    size_t n;
};

static double budget_s(void)
{
    const char *given = getenv("BENCH_CLASS_SECONDS");
    double s = given ? strtod(given, NULL) : 0;
    return s > 0 ? s : 1;
}

static int must_count(void)
{
    const char *given = getenv("BENCH_COUNT");
    return !given || strcmp(given, "0") != 0;
}

static void time_queries(const struct bench_query *q, size_t n,
                         const struct bench_engine *e, double seconds,
                         struct times *t)
{
    double begin = bench_now();
    for (t->n = 0; t->n < n; t->n++) {
        double start = bench_now(), used = bench_thread_cpu();
        if (t->n >= BENCH_QUERIES_MIN && start - begin > seconds)
            break;
        e->top10(e->self, &q[t->n]);
        t->cpu[t->n] = (bench_thread_cpu() - used) * 1e6;
        t->wall[t->n] = (bench_now() - start) * 1e6;
    }
    bench_sort(t->wall, t->n);
    bench_sort(t->cpu, t->n);
}

static void print_counts(const struct bench_query *q, size_t n,
                         const struct bench_engine *e)
{
    double hits = 0, check = 0;
    if (n > BENCH_COUNTED)
        n = BENCH_COUNTED;
    for (size_t i = 0; i < n; i++) {
        hits += (double)e->count(e->self, &q[i]);
        if (q[i].newest || q[i].facets)
            check += (double)e->check(e->self, &q[i]);
    }
    printf("%.2f %.2f\n", hits / (double)n, check / (double)n);
}

static void run_class(const struct bench_query *q, size_t n,
                      struct times *t, const struct bench_engine *e)
{
    time_queries(q, n, e, budget_s() / 2, t);
    time_queries(q, n, e, budget_s(), t);
    size_t middle = t->n / 2, last = t->n * 99 / 100;
    printf("%s %zu %.1f %.1f %.1f %.1f ", q->name, t->n, t->wall[middle],
           t->wall[last], t->cpu[middle], t->cpu[last]);
    if (must_count())
        print_counts(q, n, e);
    else
        printf("- -\n");
    fflush(stdout);
}

int bench_run(const char *queries, const struct bench_engine *e)
{
    struct query_list list = { 0 };
    struct times t = { 0 };
    if (!load_queries(queries, &list))
        return 1;
    t.wall = calloc(list.n, sizeof *t.wall);
    t.cpu = calloc(list.n, sizeof *t.cpu);
    if (!t.wall || !t.cpu)
        return 1;
    for (size_t i = 0, end; i < list.n; i = end) {
        for (end = i; end < list.n &&
             strcmp(list.q[end].name, list.q[i].name) == 0; end++)
            ;
        run_class(&list.q[i], end - i, &t, e);
    }
    free(t.wall);
    free(t.cpu);
    for (size_t i = 0; i < list.n; i++)
        free(list.q[i].line);
    free(list.q);
    return 0;
}
