/* workers.h - those who answer from the index: a fixed number, each with its
 * own handles.
 *
 * Whoever answers a request takes a worker and gives it back.  A worker that
 * is taken answers from the newest generation; where that cannot be opened,
 * from the last one that could.  Safe to call from every thread. */
#ifndef CVD_SEARCHD_WORKERS_H
#define CVD_SEARCHD_WORKERS_H

#include "search/search.h"

struct workers; /* opaque */

struct worker {
    struct cvd_searcher *searcher;
    struct synonyms *synonyms; /* it answers with; NULL: none.  workers.c's */
    struct worker *next; /* of those that are free */
};

struct workers_state {
    unsigned count, busy;
    unsigned extra;               /* beside them */
    uint64_t reopened;            /* how often a newer generation was */
    uint64_t failed;              /* and could not be */
    struct cvd_store_info index;  /* as opened last */
    int64_t opened_at;            /* seconds since 1970 */
};

/* Open the index in directory `path` `count` times.  The caller owns *out:
 * workers_free(), when none is taken.
 *   as cvd_searcher_open() */
enum cvd_status workers_new(const char *path, unsigned count,
                            struct workers **out, struct cvd_err *err);
void workers_free(struct workers *w); /* NULL is nothing */

/* Answer with the list, which is taken over, or with none (NULL), whoever is
 * taken from now on.  Whoever is taken already goes on with the one before,
 * which is closed when nobody does.
 *   CVD_ENOMEM  the list is closed; that before stays */
enum cvd_status workers_set_synonyms(struct workers *w,
                                     struct cvd_synonym_list *list,
                                     struct cvd_err *err);

/* Take a worker, when one is free. */
struct worker *workers_take(struct workers *w);

/* The same, but NULL where none is free now. */
struct worker *workers_try(struct workers *w);
void workers_give(struct workers *w, struct worker *worker);

/* Open the index anew for a worker that is taken, though its generation
 * seems the newest.
 *   as cvd_searcher_open(); the worker keeps what it had */
enum cvd_status workers_reopen(struct workers *w, struct worker *worker,
                               struct cvd_err *err);

/* A worker beside the others, with the index open once more, for what takes
 * long; at most as many as there are workers.  Give it back:
 * workers_return_extra().
 *   CVD_ELOCKED  so many are open
 *   as cvd_searcher_open() */
enum cvd_status workers_extra(struct workers *w, struct worker **out,
                              struct cvd_err *err);
void workers_return_extra(struct workers *w, struct worker *worker);

/* Bring those that are free to the newest generation, so that none holds the
 * files of an old one for long. */
void workers_refresh(struct workers *w);

/* The generation that is answered from: the newest, or where that cannot be
 * opened, the one opened last.  Looked for as when a worker is taken. */
unsigned workers_generation(struct workers *w);

void workers_describe(struct workers *w, struct workers_state *out);

#endif
