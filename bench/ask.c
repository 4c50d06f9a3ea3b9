/* ask.c - questions of several classes, asked of the library in process.
 *
 *   ask INDEX QUESTIONS
 *
 * A line of QUESTIONS is a class, a question, `f` or nothing for the facets of
 * the page, a province or nothing to filter by, with tabs between.  All are
 * asked once, then once timed.  Prints a line for each class, in the order
 * they come, wall clock and then processor time of this thread:
 *   class n p50_us p99_us p50_us p99_us mean_hits
 * and one of this process: rss_kb, anon_kb, peak_kb.
 * May depend on: base, search/search.h, libc. */
#include "bench/latency.h"
#include "bench/process.h"
#include "search/search.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { LIMIT = 10, CLASSES_MAX = 32, COLUMNS = 4, LINE_BYTES = 8192 };

struct class {
    char name[64];
    struct latency wall, cpu;
    uint64_t hits;
};

struct took {
    uint64_t wall, cpu;     /* nanoseconds */
};

static struct class classes[CLASSES_MAX];
static size_t class_count;

static _Noreturn void die(const char *what, const char *why)
{
    (void)fprintf(stderr, "ask: %s: %s\n", what, why);
    exit(3);
}

static struct class *class_of(const char *name)
{
    for (size_t i = 0; i < class_count; i++)
        if (strcmp(classes[i].name, name) == 0)
            return &classes[i];
    if (class_count == CLASSES_MAX)
        die(name, "too many classes");
    struct class *new = &classes[class_count++];
    (void)snprintf(new->name, sizeof new->name, "%s", name);
    latency_init(&new->wall);
    latency_init(&new->cpu);
    return new;
}

static uint64_t cpu_now(void)
{
    struct timespec t;

    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) != 0)
        die("no clock", strerror(errno));
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static struct took ask(struct cvd_searcher *s, char *column[COLUMNS],
                       uint64_t *hits)
{
    static const enum cvd_field facets[] = {
        CVD_F_TYPE, CVD_F_DATE, CVD_F_PROVINCE, CVD_F_ISSUER, CVD_F_CAMPAIGN
    };
    struct cvd_filter filter = { CVD_F_PROVINCE,
                                 cvd_str_from(column[3]) };
    struct cvd_request r = { .query = cvd_str_from(column[1]),
                             .limit = LIMIT };
    struct cvd_result found = { 0 };
    struct cvd_err err = { CVD_OK, "" };

    if (*column[2]) {
        r.facets = facets;
        r.facet_count = sizeof facets / sizeof *facets;
    }
    if (*column[3]) {
        r.filters = &filter;
        r.filter_count = 1;
    }
    uint64_t begin = latency_now(), cpu = cpu_now();
    if (cvd_search(s, &r, &found, &err) != CVD_OK)
        die(column[1], err.msg);
    struct took took = { latency_now() - begin, cpu_now() - cpu };
    *hits = found.total;
    cvd_result_release(&found);
    return took;
}

static void ask_all(struct cvd_searcher *s, FILE *in, bool timed)
{
    char line[LINE_BYTES], *column[COLUMNS];

    rewind(in);
    while (fgets(line, sizeof line, in)) {
        char *at = line;
        line[strcspn(line, "\n")] = '\0';
        for (int i = 0; i < COLUMNS; i++) {
            column[i] = at;
            at += strcspn(at, "\t");
            if (*at)
                *at++ = '\0';
        }
        uint64_t hits;
        struct took took = ask(s, column, &hits);
        if (timed) {
            struct class *c = class_of(column[0]);
            latency_add(&c->wall, took.wall);
            latency_add(&c->cpu, took.cpu);
            c->hits += hits;
        }
    }
}

int main(int argc, char **argv)
{
    struct cvd_searcher *s;
    struct cvd_err err = { CVD_OK, "" };
    struct rusage used;

    if (argc != 3)
        die("usage", "ask INDEX QUESTIONS");
    FILE *in = fopen(argv[2], "r");
    if (!in)
        die(argv[2], strerror(errno));
    if (cvd_searcher_open(argv[1], &s, &err) != CVD_OK)
        die(argv[1], err.msg);
    ask_all(s, in, false);
    ask_all(s, in, true);
    for (size_t i = 0; i < class_count; i++) {
        const struct class *c = &classes[i];
        printf("%s %llu %.1f %.1f %.1f %.1f %.1f\n", c->name,
               (unsigned long long)c->wall.count,
               latency_us(&c->wall, 0.5), latency_us(&c->wall, 0.99),
               latency_us(&c->cpu, 0.5), latency_us(&c->cpu, 0.99),
               (double)c->hits / (double)c->wall.count);
    }
    struct process now = process_now(getpid());
    if (getrusage(RUSAGE_SELF, &used) != 0)
        die("cannot report", strerror(errno));
    printf("rss_kb=%ld anon_kb=%ld peak_kb=%ld\n", now.rss_kb, now.anon_kb,
           used.ru_maxrss);
    cvd_searcher_close(s);
    (void)fclose(in);
    return fflush(stdout) == 0 ? 0 : 3;
}
