/* namesakes.h - the documents that share one number, told apart.  Internal to
 * search/.
 *
 * Under a number the index knows identities (analyzers/identity.h): those that
 * documents bear, and those that they are referred to by.  Identities that
 * agree are one namesake: a document, held in one copy or several, or only
 * cited.  A cited identity that several namesakes fit equally well is one of
 * its own, which is no document but the question which. */
#ifndef CVD_SEARCH_NAMESAKES_H
#define CVD_SEARCH_NAMESAKES_H

#include "analyzers/identity.h"
#include "search/citations.h"
#include "search/searcher.h"
#include "search/strings.h"

enum {
    /* Identities looked at under one number, in each field.  The commonest
     * numbers, 12/KH-UBND and the like, are borne by each district each
     * year. */
    CVD_NAMESAKES_MAX = 4096,
    CVD_NO_NAMESAKE = -1
};

struct cvd_known {
    struct cvd_str term;
    struct cvd_identity id;  /* its parts, borrowing from the term */
    uint32_t day, seat;      /* what tells most of them apart at a glance: the
                                day's figures, a hash of the seat; 0 unknown */
    bool borne;              /* by a document; else it is cited */
    uint32_t documents;      /* removed ones counted until written anew */
    int32_t namesake;        /* whose it is */
    int32_t next;            /* the next of those it is told by, or -1 */
    enum cvd_resolution how; /* of a cited one: what it resolves to */
};

struct cvd_namesake {
    int32_t first;           /* identities that it is told by */
    bool held;
    bool open;               /* not one document: one of several */
};

/* Zero-initialise; release with cvd_namesakes_release().  When the searcher's
 * clock is late they are not all there: nothing is sure of them then. */
struct cvd_namesakes {
    struct cvd_clock *clock; /* the searcher's; NULL: no namesakes yet */
    struct cvd_known *known; /* the borne ones first */
    size_t count, cap;
    struct cvd_namesake *list;
    size_t namesake_count, namesake_cap;
    struct cvd_strings *strings;
    bool cut;                /* there are more than CVD_NAMESAKES_MAX */
};

/* Read the identities under `key`, a number's folded key, into *out, which
 * must be empty.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_namesakes_read(struct cvd_searcher *s, struct cvd_str key,
                                   struct cvd_namesakes *out,
                                   struct cvd_err *err);

/* Add cited identity `term` unless it is there.  CVD_ENOMEM. */
enum cvd_status cvd_namesakes_add(struct cvd_namesakes *n,
                                  struct cvd_str term);

/* Tell them apart.  CVD_ENOMEM. */
enum cvd_status cvd_namesakes_tell(struct cvd_namesakes *n);

void cvd_namesakes_release(struct cvd_namesakes *n);

/* Those under `key`, told apart: the searcher's own, until the next call.  Of
 * hits side by side many have one number.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_namesakes_of(struct cvd_searcher *s, struct cvd_str key,
                                 const struct cvd_namesakes **out,
                                 struct cvd_err *err);

/* Forget them. */
void cvd_namesakes_forget(struct cvd_searcher *s);

/* The identity `term`, borne or cited, or NULL. */
const struct cvd_known *cvd_namesakes_find(const struct cvd_namesakes *n,
                                           bool borne, struct cvd_str term);

/* The held namesakes that identity `k` fits best: numbers in out[], how many,
 * at most `max`. */
size_t cvd_namesakes_fitting(const struct cvd_namesakes *n,
                             const struct cvd_known *k, int32_t *out,
                             size_t max);

/* ---- their documents ------------------------------------------------- */

/* Which documents: those that bear one of `namesakes`, or those that cite it
 * and are no copy of it. */
struct cvd_namesake_question {
    const int32_t *namesakes;
    size_t count;
    bool citing;
    enum cvd_resolution least;    /* citing: those that do so this surely */
    bool not_surer;               /* and not more so */
    const struct cvd_node *scope; /* only what matches it; NULL: all */
    unsigned offset, limit;       /* newest first; the total is exact */
    bool any_order;               /* not the newest first: on a large index
                                     ten milliseconds less */
};
enum cvd_status cvd_namesakes_ask(struct cvd_searcher *s,
                                  const struct cvd_namesakes *n,
                                  const struct cvd_namesake_question *q,
                                  struct cvd_answer *out,
                                  struct cvd_err *err);

#endif
