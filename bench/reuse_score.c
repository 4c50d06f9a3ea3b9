/* reuse_score.c - how well reuse is found: what plant.c put into a collection,
 * asked for and judged.
 *
 *   reuse_score CVDSEARCH INDEX DIRECTORY
 *
 * INDEX is one of DIRECTORY/set.jsonl.  Prints tables in Markdown:
 * bench/reuse.sh says how they come about, docs/quality.md what they mean.
 *
 * May depend on: libc, reuse_score.h. */
#include "bench/reuse_score.h"

#include "base/file.h"

#include <errno.h>
#include <stdlib.h>

enum { STARTS = 20 };

static char *file_of(const char *directory, const char *name)
{
    return plant_got(cvd_path_join(directory, name));
}

static void print_start(const struct reuse_asking *a)
{
    struct reuse_times times = { 0 };

    for (int i = 0; i < STARTS; i++) {
        struct reuse_answer nothing;
        reuse_ask_nothing(a, &nothing);
        reuse_times_add(&times, &nothing);
        reuse_answer_release(&nothing);
    }
    reuse_print_times("starting the program, which is in the times above",
                      &times);
    reuse_times_release(&times);
}

int main(int argc, char **argv)
{
    struct reuse_set set = { 0 };

    if (argc != 4) {
        (void)fprintf(stderr,
                      "usage: reuse_score CVDSEARCH INDEX DIRECTORY\n");
        return 2;
    }
    struct reuse_asking a = { argv[1], argv[2], &set };
    char *path = file_of(argv[3], "set.jsonl");
    char *copies = file_of(argv[3], "copies.tsv");
    char *sentences = file_of(argv[3], "sentences.tsv");
    char *carriers = file_of(argv[3], "carriers.tsv");
    reuse_set_read(path, &set);
    reuse_score_copies(&a, copies);
    reuse_score_trace(&a, sentences, carriers);
    print_start(&a);
    free(path);
    free(copies);
    free(sentences);
    free(carriers);
    reuse_set_release(&set);
    if (fflush(stdout) != 0 || ferror(stdout))
        plant_die("cannot write", strerror(errno));
    return 0;
}
