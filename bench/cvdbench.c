/* cvdbench.c - our own program, timed the way its peers are.
 *
 *   cvdbench build COLLECTION.jsonl INDEXDIR [THREADS]
 *   cvdbench query INDEXDIR QUERIES
 *
 * Building is the real thing: cvdindex in a process of its own, which reads
 * JSON, analyses, understands and stores the texts, where the peers read
 * prepared words and store none.  Asking goes to the store, with the trees
 * that search/ makes for such queries, less the tiers: ten best document
 * numbers by BM25, as the peers give.
 *
 * May depend on: libc, base, analyzers, store, measure.h. */
#include "analyzers/analyzer.h"
#include "bench/measure.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

struct engine {
    struct cvd_store *store;
    struct cvd_tokens tokens[BENCH_WORDS_MAX]; /* of the query's words */
};

static void die(const char *what)
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
    struct rusage used;

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
        die("cvdindex failed");
    double seconds = bench_now() - started;
    if (getrusage(RUSAGE_CHILDREN, &used) != 0)
        die("getrusage failed");
    printf("build_s=%.2f peak_rss_kb=%ld index_bytes=%llu\n", seconds,
           used.ru_maxrss, (unsigned long long)bench_tree_bytes(index));
    return 0;
}

static enum cvd_node_kind kind_of(enum bench_op op)
{
    return op == BENCH_AND ? CVD_N_AND : CVD_N_OR;
}

static size_t ask(struct engine *e, const struct bench_query *q,
                  unsigned exact_to)
{
    struct cvd_word words[BENCH_WORDS_MAX];
    struct cvd_slot slots[BENCH_WORDS_MAX];
    struct cvd_node nodes[BENCH_WORDS_MAX] = { { .weight = 1 } };
    struct cvd_node *kids[BENCH_WORDS_MAX];
    struct cvd_node root = { .kind = kind_of(q->op), .kids = kids,
                             .kid_count = q->n, .weight = 1 };
    struct cvd_answer answer;
    struct cvd_err err;

    for (size_t i = 0; i < q->n; i++) {
        if (cvd_tokenize(cvd_str_from(q->words[i]), &e->tokens[i]) !=
                CVD_OK || e->tokens[i].count != 1)
            return 0;
        words[i] = (struct cvd_word){ cvd_token_exact(&e->tokens[i], 0),
                                      cvd_token_folded(&e->tokens[i], 0) };
        slots[i] = (struct cvd_slot){ q->folded != 0, &words[i], 1 };
        nodes[i] = (struct cvd_node){ .kind = CVD_N_WORD, .weight = 1,
                                      .slots = &slots[i], .slot_count = 1 };
        kids[i] = &nodes[i];
    }
    if (q->op == BENCH_PHRASE)
        root = (struct cvd_node){ .kind = CVD_N_PHRASE, .weight = 1,
                                  .slots = slots, .slot_count = q->n };
    struct cvd_ask question = { .root = q->n == 1 ? &nodes[0] : &root,
                                .limit = BENCH_TOP, .exact_to = exact_to };
    if (cvd_store_ask(e->store, &question, &answer, &err) != CVD_OK)
        die(err.msg);
    size_t total = (size_t)answer.total;
    cvd_answer_release(&answer);
    return total;
}

static size_t top10(void *self, const struct bench_query *q)
{
    return ask(self, q, 0);
}

static size_t count(void *self, const struct bench_query *q)
{
    return ask(self, q, UINT32_MAX);
}

static int query(const char *index, const char *queries)
{
    static struct engine e;
    const struct bench_engine engine = { &e, top10, count };
    struct cvd_err err;

    if (cvd_store_open(index, &e.store, &err) != CVD_OK)
        die(err.msg);
    int status = bench_run(queries, &engine);
    cvd_store_close(e.store);
    for (int i = 0; i < BENCH_WORDS_MAX; i++)
        cvd_tokens_release(&e.tokens[i]);
    return status;
}

int main(int argc, char **argv)
{
    if (argc >= 4 && strcmp(argv[1], "build") == 0)
        return build(argv[0], argv[2], argv[3], argc > 4 ? argv[4] : NULL);
    if (argc == 4 && strcmp(argv[1], "query") == 0)
        return query(argv[2], argv[3]);
    die("usage: cvdbench build COLLECTION INDEX [THREADS] | "
        "query INDEX QUERIES");
    return 2;
}
