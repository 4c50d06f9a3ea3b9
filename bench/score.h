/* score.h - how good a ranking is, by judged questions.
 *
 * MRR@10, nDCG@10 (gains are the grades themselves, discount log2(rank + 1)),
 * recall@10 and recall@100; and whether two rankings differ by more than
 * chance.  Tables borrow the text they were read from.  Not for threads.
 *
 * May depend on: libc, base. */
#ifndef BENCH_SCORE_H
#define BENCH_SCORE_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    SCORE_TOP = 10,
    SCORE_DEPTH = 100,              /* of recall@100; what to ask for */
    SCORE_FILE_MAX = 256 << 20,     /* bytes: 30 times the legal run file */
};

enum score_measure {
    SCORE_MRR,
    SCORE_NDCG,
    SCORE_RECALL10,
    SCORE_RECALL100,
    SCORE_MEASURES
};

extern const char *const score_measure_names[SCORE_MEASURES];

struct score {
    double value[SCORE_MEASURES];   /* each 0..1 */
};

/* A line `qid TAB document TAB number`: a judgement (its grade) or a place in
 * a ranking (its rank, from 1). */
struct score_entry {
    struct cvd_str qid, doc;
    long number;
    size_t line;
};

/* Sorted by question; judgements then by document, rankings by rank.
 * Zero-initialise; release with score_table_release(). */
struct score_table {
    struct score_entry *entries;
    size_t count, cap;
};

/* Read judgements, or a ranking, from `text`, which must outlive *out.
 * Blank lines and those that begin with '#' are passed over; what follows a
 * third tab is ignored.  Of two judgements of one document the later holds.
 *   CVD_EINPUT  a line that is not of this form; err names its number
 *   CVD_ENOMEM */
enum cvd_status score_judged_read(struct cvd_str text,
                                  struct score_table *out,
                                  struct cvd_err *err);
enum cvd_status score_run_read(struct cvd_str text, struct score_table *out,
                               struct cvd_err *err);
void score_table_release(struct score_table *t);

/* Whether any document was judged for the question. */
bool score_is_judged(const struct score_table *judged, struct cvd_str qid);

/* Score what `run` has for the question; nothing there scores 0.  Only the
 * order of the ranks counts.  A question none of whose judged documents is
 * relevant scores 0 throughout. */
struct score score_question(const struct score_table *judged,
                            const struct score_table *run,
                            struct cvd_str qid);

/* The mean of n > 0 scores. */
struct score score_mean(const struct score *scores, size_t n);

/* Two-sided p-value of Fisher's randomisation test on paired differences
 * (Smucker, Allan, Carterette, CIKM 2007): how often chance, giving each
 * difference either sign, makes a sum as far from nothing.  10,000 draws from
 * a fixed seed: the same differences give the same value. */
double score_randomised_p(const double *differences, size_t n);

#ifdef __cplusplus
}
#endif
#endif
