/* options.h - the command line of cvdindex, read.
 *
 * indexer/ may include base/, analyzers/, store/, jansson, libc and
 * pthreads. */
#ifndef CVD_INDEXER_OPTIONS_H
#define CVD_INDEXER_OPTIONS_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Options a command may take beside --index and --help. */
enum {
    CVD_OPT_JOBS = 1,
    CVD_OPT_REPORT = 2,
    CVD_OPT_JSON = 4,
    CVD_OPT_CAMPAIGNS = 8,
    CVD_OPT_MEMORY = 16
};

struct cvd_options {
    const char *index;   /* --index or CVD_INDEX; NULL if neither */
    const char *report;  /* NULL: none */
    const char *campaigns; /* NULL: those the index has */
    unsigned jobs;       /* as many as processors if not given */
    uint64_t memory;     /* bytes; CVD_MEMORY_DEFAULT if not given */
    bool json, help;
    char **args;         /* the rest, in order */
    size_t arg_count;
};

/* Read argv[from..argc) for a command that takes the options in `allowed`.
 * An option's value follows '=' or is the next word; "--" ends the options.
 * argv is put in another order; *out borrows from it.
 *   CVD_EUSAGE */
enum cvd_status cvd_options_read(int argc, char **argv, int from,
                                 unsigned allowed, struct cvd_options *out,
                                 struct cvd_err *err);

#endif
