/* cvdbench.h - the parts of cvdbench.c.
 *
 * May depend on: libc. */
#ifndef BENCH_CVDBENCH_H
#define BENCH_CVDBENCH_H

/* End the program with a message. */
_Noreturn void cvdbench_die(const char *what);

/* The verbs of cvdbench; each returns an exit status.
 *   query      queries of measure.h as trees, at the store
 *   questions  whole questions at search/, with snippets or without
 *   read       files, how fast they are read */
int cvdbench_query(const char *index, const char *queries);
int cvdbench_questions(const char *index, const char *questions,
                       int with_snippets);
int cvdbench_read(int count, char **path);

#endif
