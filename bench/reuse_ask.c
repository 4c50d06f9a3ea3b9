/* reuse_ask.c - see reuse_ask.h. */
#define _DEFAULT_SOURCE /* wait4() */
#include "bench/reuse_ask.h"

#include "bench/latency.h"

#include <errno.h>
#include <jansson.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* The members of the answers that are read. */
static const char SIMILAR[] = "similar", TRACE[] = "carriers", ID[] = "id",
                  SHARED[] = "shared", SHARED_OF_OTHER[] = "shared_of_other",
                  DUPLICATE[] = "duplicate", EDITS[] = "edits",
                  COMPLETE[] = "complete";

enum { STATUS_NOTHING = 1, ANSWER_MAX = 64 * 1024 * 1024 };

/* ---- processes ------------------------------------------------------- */

static void read_all(int from, struct cvd_buf *out)
{
    char chunk[65536];
    ssize_t got;

    while ((got = read(from, chunk, sizeof chunk)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || out->len > ANSWER_MAX)
            plant_die("cannot read an answer", strerror(errno));
        plant_need(cvd_buf_add_bytes(out, chunk, (size_t)got));
    }
}

static double ms_of(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static pid_t start(const char *program, char *const args[], int out)
{
    posix_spawn_file_actions_t actions;
    pid_t pid = -1;
    int failed = posix_spawn_file_actions_init(&actions);

    if (!failed)
        failed = posix_spawn_file_actions_adddup2(&actions, out,
                                                  STDOUT_FILENO);
    if (!failed)
        failed = posix_spawn(&pid, program, &actions, NULL, args, environ);
    if (failed)
        plant_die(program, strerror(failed));
    (void)posix_spawn_file_actions_destroy(&actions);
    return pid;
}

/* Run it; its standard output in *text, its exit status. */
static int run(const char *program, char *const args[], struct cvd_buf *text,
               struct reuse_answer *out)
{
    int ends[2], status = 0;
    struct rusage used;
    uint64_t started = latency_now();

    if (pipe(ends) != 0)
        plant_die("cannot make a pipe", strerror(errno));
    pid_t pid = start(program, args, ends[1]);
    (void)close(ends[1]);
    read_all(ends[0], text);
    (void)close(ends[0]);
    if (wait4(pid, &status, 0, &used) != pid)
        plant_die("cannot wait", strerror(errno));
    out->wall_ms = (double)(latency_now() - started) / 1e6;
    out->cpu_ms = ms_of(used.ru_utime) + ms_of(used.ru_stime);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* ---- answers --------------------------------------------------------- */

static void read_told(const struct reuse_asking *a, const json_t *one,
                      struct reuse_answer *out)
{
    struct cvd_str id = cvd_str_from(
        json_string_value(json_object_get(one, ID)));
    struct reuse_told told = {
        .document = reuse_set_find(a->set, id),
        .shared = json_number_value(json_object_get(one, SHARED)),
        .shared_of_other =
            json_number_value(json_object_get(one, SHARED_OF_OTHER)),
        .duplicate = json_is_true(json_object_get(one, DUPLICATE)),
        .edits = json_number_value(json_object_get(one, EDITS)),
    };

    if (told.document == a->set->count)
        plant_die("an answer", "names a document that is not in the set");
    out->list[out->count++] = told;
}

/* False where it has no such list: the program took the command for words to
 * search for. */
static bool read_answer(const struct reuse_asking *a, const char *list,
                        const struct cvd_buf *text, struct reuse_answer *out)
{
    json_error_t why;
    json_t *answer = json_loadb(text->ptr ? text->ptr : "", text->len, 0,
                                &why), *one;
    const json_t *found = json_object_get(answer, list);
    const json_t *complete = json_object_get(answer, COMPLETE);
    size_t i;

    if (!answer)
        plant_die("an answer that cannot be read", why.text);
    if (!json_is_array(found)) {
        json_decref(answer);
        return false;
    }
    out->complete = !complete || json_is_true(complete);
    out->list = plant_got(calloc(json_array_size(found) + 1,
                                   sizeof *out->list));
    json_array_foreach(found, i, one)
        read_told(a, one, out);
    json_decref(answer);
    return true;
}

static void ask(const struct reuse_asking *a, const char *verb, int most,
                const char *list, struct cvd_str what,
                struct reuse_answer *out)
{
    char *word = plant_got(strndup(what.ptr, what.len));
    char limit[16];
    const char *args[] = { a->program, verb, "--index", a->index, "--format",
                           "json", "--limit", limit, "--", word, NULL };
    struct cvd_buf text = { 0 };

    (void)snprintf(limit, sizeof limit, "%d", most);
    *out = (struct reuse_answer){ 0 };
    int status = run(a->program, (char *const *)args, &text, out);
    out->asked = (status == 0 || status == STATUS_NOTHING) && text.len &&
                 read_answer(a, list, &text, out);
    cvd_buf_release(&text);
    free(word);
}

void reuse_ask_similar(const struct reuse_asking *a, struct cvd_str id,
                       struct reuse_answer *out)
{
    ask(a, "similar", REUSE_SIMILAR_LIMIT, SIMILAR, id, out);
    if (!out->asked)
        plant_die("similar", "was not answered");
}

void reuse_ask_trace(const struct reuse_asking *a, struct cvd_str sentence,
                     struct reuse_answer *out)
{
    ask(a, "trace", REUSE_TRACE_LIMIT, TRACE, sentence, out);
}

void reuse_ask_nothing(const struct reuse_asking *a, struct reuse_answer *out)
{
    const char *args[] = { a->program, "--version", NULL };
    struct cvd_buf text = { 0 };

    *out = (struct reuse_answer){ 0 };
    if (run(a->program, (char *const *)args, &text, out) != 0)
        plant_die(a->program, "does not say its version");
    cvd_buf_release(&text);
}

void reuse_answer_release(struct reuse_answer *a)
{
    free(a->list);
    *a = (struct reuse_answer){ 0 };
}
