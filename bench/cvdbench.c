/* cvdbench.c - our own program, timed the way its peers are.
 *
 *   cvdbench build COLLECTION.jsonl INDEXDIR [THREADS]
 *   cvdbench query INDEXDIR QUERIES
 *   cvdbench questions INDEXDIR QUESTIONS [snippets]
 *   cvdbench read FILE...
 *
 * Building is the real thing: cvdindex in a process of its own, which reads
 * JSON, analyses, understands and stores the texts, where the peers read
 * prepared words.
 *
 * May depend on: libc, measure.h, cvdbench.h. */
#include "bench/cvdbench.h"
#include "bench/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

_Noreturn void cvdbench_die(const char *what)
{
    (void)fprintf(stderr, "cvdbench: %s\n", what);
    exit(3);
}

static int build(const char *self, char *collection, char *index,
                 const char *threads)
{
    char program[4096], jobs[32];
    const char *slash = strrchr(self, '/');
    int status;

    (void)snprintf(program, sizeof program, "%.*scvdindex",
                   slash ? (int)(slash - self + 1) : 0, self);
    (void)snprintf(jobs, sizeof jobs, "--jobs=%s", threads ? threads : "1");
    double started = bench_now();
    pid_t child = fork();
    if (child == 0) {
        char verb[] = "rebuild", flag[] = "--index";
        char *argv[] = { program, verb, flag, index, jobs, collection,
                         NULL };
        if (!freopen("/dev/null", "w", stdout))
            _exit(3);
        (void)execvp(program, argv);
        _exit(3);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
        cvdbench_die("cvdindex failed");
    bench_print(started, bench_children_rss_kb(), bench_tree_bytes(index));
    return 0;
}

int main(int argc, char **argv)
{
    const char *verb = argc >= 3 ? argv[1] : "";

    if (strcmp(verb, "read") == 0)
        return cvdbench_read(argc - 2, argv + 2);
    if (strcmp(verb, "build") == 0 && argc >= 4)
        return build(argv[0], argv[2], argv[3], argc > 4 ? argv[4] : NULL);
    if (strcmp(verb, "query") == 0 && argc == 4)
        return cvdbench_query(argv[2], argv[3]);
    if (strcmp(verb, "questions") == 0 && argc >= 4)
        return cvdbench_questions(argv[2], argv[3], argc > 4);
    cvdbench_die("usage: cvdbench build COLLECTION INDEX [THREADS] | "
                 "query INDEX QUERIES | "
                 "questions INDEX QUESTIONS [snippets] | read FILE...");
}
