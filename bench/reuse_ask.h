/* reuse_ask.h - the program asked as a user would, and its answers read.
 *
 * A process for each question, so that what is measured does not hang on how
 * the library is called; what starting one takes is told apart.  Not for
 * threads.  May depend on: libc, jansson, reuse_oracle.h. */
#ifndef BENCH_REUSE_ASK_H
#define BENCH_REUSE_ASK_H

#include "bench/reuse_oracle.h"

/* As many are asked for: CVD_SIMILAR_MAX and CVD_TRACE_MAX. */
enum { REUSE_SIMILAR_LIMIT = 200, REUSE_TRACE_LIMIT = 1000 };

struct reuse_asking {
    const char *program, *index; /* cvdsearch; its index */
    const struct reuse_set *set;
};

struct reuse_told {
    size_t document;
    double shared, shared_of_other; /* of `similar` */
    bool duplicate;
    double edits;               /* of `trace` */
};

/* Release with reuse_answer_release(). */
struct reuse_answer {
    bool asked;                 /* and answered: it knows the command */
    bool complete;              /* as it says itself */
    struct reuse_told *list;
    size_t count;
    double wall_ms, cpu_ms;     /* of the process */
};

void reuse_ask_similar(const struct reuse_asking *a, struct cvd_str id,
                       struct reuse_answer *out);
void reuse_ask_trace(const struct reuse_asking *a, struct cvd_str sentence,
                     struct reuse_answer *out);

/* What takes no work: a process that says its version. */
void reuse_ask_nothing(const struct reuse_asking *a,
                       struct reuse_answer *out);
void reuse_answer_release(struct reuse_answer *a);

#endif
