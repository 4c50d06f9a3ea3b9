/* lattice.h - the likeliest way through words that may each be several:
 * a bigram model over the index's own pairs.  Internal to search/.
 *
 * A column holds the words one place of a text may be, each with how likely
 * it was typed so had it been meant.  How likely a word follows another is
 * estimated from documents, not occurrences, as that is what the pair
 * dictionary tells at once: those in which the two stand side by side,
 * smoothed by those that bear the second at all (Dirichlet priors: MacKay
 * and Peto 1995, Natural Language Engineering 1:289).  The likeliest way is
 * Viterbi's, how sure each word of it is comes from the forward-backward
 * algorithm (Rabiner 1989, Proc. IEEE 77:257). */
#ifndef CVD_SEARCH_LATTICE_H
#define CVD_SEARCH_LATTICE_H

#include "store/store.h"

enum { CVD_COLUMN_MAX = 24 };

/* Zero-initialise; release with cvd_column_release(), use again with
 * cvd_column_clear(). */
struct cvd_column {
    struct cvd_spellings set;       /* at most CVD_COLUMN_MAX words */
    double prior[CVD_COLUMN_MAX];   /* of set.list[i]; above 0 */
    /* What the way found: */
    size_t chosen;                  /* into set.list */
    double confidence;              /* that it is chosen rightly, 0 to 1 */
    uint32_t pair;                  /* documents in which it stands behind
                                       the word chosen before; 0 for the
                                       first */
    /* The algorithm's own: */
    double best[CVD_COLUMN_MAX], forward[CVD_COLUMN_MAX],
        backward[CVD_COLUMN_MAX];
    uint8_t from[CVD_COLUMN_MAX];   /* the word before on the best way */
    double step[CVD_COLUMN_MAX][CVD_COLUMN_MAX];     /* [before][this] */
    uint32_t pairs[CVD_COLUMN_MAX * CVD_COLUMN_MAX]; /* the same, packed */
};

void cvd_column_clear(struct cvd_column *c);
void cvd_column_release(struct cvd_column *c);

/* Find the likeliest way through columns [0, count), none of them empty.
 *   CVD_EINDEX, CVD_ENOMEM */
enum cvd_status cvd_lattice_read(const struct cvd_store *s,
                                 struct cvd_column *columns, size_t count,
                                 struct cvd_err *err);

#endif
